"""What a diagnostic code is made of."""

from __future__ import annotations

from enum import StrEnum

from sitegen.values import dataclass


class Severity(StrEnum):
    """An error forbids publishing; a warning does so only under `--strict`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem.

    `message` and `hints` are templates over the diagnostic's parameters; the first hint whose parameters are all known
    is told. `explanation` is its paragraph in the docs. `rules`: ids of the rules it rests on, whose sources are in
    `sitegen.diagnostics.sources`; without one it follows from the content contract alone. `is_audit`: what it tells
    does not stop pages from being made, so a site may set its severity, and a place may be excepted from it.
    """

    name: str
    message: str
    hints: tuple[str, ...]
    explanation: str
    severity: Severity = Severity.ERROR
    rules: tuple[str, ...] = ()
    is_audit: bool = False

    @property
    def is_settable(self) -> bool:
        """Whether a site may set the severity, and except a place. A warning never stands in the way of pages."""
        return self.is_audit or self.severity is Severity.WARNING
