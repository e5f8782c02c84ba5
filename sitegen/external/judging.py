"""Answers as problems, at every place where an address is written."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.external.answers import Answer, State

_CODES = {
    State.GONE: "external-gone",
    State.NO_HOST: "external-no-host",
    State.CERTIFICATE: "external-certificate",
    State.MALFORMED: "external-malformed",
    State.PRIVATE: "external-private",
    State.REFUSED: "external-refused",
    State.UNSURE: "external-unsure",
}


def diagnostics_of(address: str, answer: Answer, spans: list[Span]) -> Iterator[Diagnostic]:
    """What is to be told of an address with its fragment, by the answer to the one without."""
    fragment = address.partition("#")[2]
    for span in spans:
        if answer.state is not State.FINE:
            yield problem(_CODES[answer.state], span, **_parameters(address, answer))
            continue
        if answer.target:
            yield problem("external-moved", span, address=address, target=_with(answer.target, fragment))
        if dict(answer.anchors).get(fragment, True) is False:
            yield problem("external-anchor", span, address=address, anchor=f"#{fragment}")


def _with(target: str, fragment: str) -> str:
    return f"{target}#{fragment}" if fragment else target


def _parameters(address: str, answer: Answer) -> dict[str, str]:
    match answer.state:
        case State.GONE | State.REFUSED:
            return {"address": address, "status": str(answer.status)}
        case State.NO_HOST:
            return {"address": address, "host": answer.reason}
        case State.CERTIFICATE | State.UNSURE:
            return {"address": address, "what": answer.reason}
        case _:
            return {"address": address}
