"""Problems as values: where, what, and the parameters of the sentence that tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum

from sitegen.diagnostics.codes import CODES, Severity
from sitegen.values import dataclass


class Language(StrEnum):
    """The languages that diagnostics are told in."""

    LV = "lv"
    EN = "en"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file. `path` is relative to the site's folder; lines and columns count characters from 1.

    `end_column` is the column after the last character. A span with line 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem. The sentence and the hint belong to the code (`sitegen.diagnostics.codes`)."""

    code: str
    severity: Severity
    span: Span
    parameters: tuple[tuple[str, str], ...] = ()
    related: tuple[Span, ...] = ()
    more_pages: int = 0

    @property
    def order(self) -> tuple[Span, str, tuple[tuple[str, str], ...]]:
        """Total order: by place, then by code, then by wording."""
        return (self.span, self.code, self.parameters)


# Letters of a parameter that are told; the longest list of choices has half of them.
_QUOTED = 1000


def problem(code: str, span: Span, related: tuple[Span, ...] = (), /, **parameters: str) -> Diagnostic:
    """A diagnostic with the severity that its code declares. What an author wrote is quoted as far as it helps."""
    quoted = tuple(
        (name, value if len(value) <= _QUOTED else f"{value[:_QUOTED]}…") for name, value in parameters.items()
    )
    return Diagnostic(code, CODES[code].severity, span, tuple(sorted(quoted)), related)


@dataclass(frozen=True, slots=True)
class Excepted:
    """A problem that an exception covers: not told, but listed with the reason, and where that is written."""

    diagnostic: Diagnostic
    reason: str
    span: Span


Settled = Diagnostic | Excepted | None


class Collector:
    """Gathers diagnostics; the same problem at the same place is kept once. `excepted`: those that are not told."""

    def __init__(self, diagnostics: Iterable[Diagnostic] = (), excepted: Iterable[Excepted] = ()) -> None:
        self._found: dict[Diagnostic, None] = dict.fromkeys(diagnostics)
        self._excepted: dict[Excepted, None] = dict.fromkeys(excepted)

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep one diagnostic."""
        self._found[diagnostic] = None

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep several."""
        self._found.update(dict.fromkeys(diagnostics))

    @property
    def has_errors(self) -> bool:
        """Whether anything found forbids publishing."""
        return any(found.severity is Severity.ERROR for found in self._found)

    def as_strict(self) -> Collector:
        """The same problems with every warning made an error."""
        return Collector((replace(found, severity=Severity.ERROR) for found in self._found), self._excepted)

    def settle(self, decide: Callable[[Diagnostic], Settled]) -> None:
        """Put every problem as `decide` has it: with another severity, as excepted, or (None) not at all."""
        settled = [decide(found) for found in self._found]
        self._found = dict.fromkeys(one for one in settled if isinstance(one, Diagnostic))
        self._excepted |= dict.fromkeys(one for one in settled if isinstance(one, Excepted))

    def in_order(self) -> tuple[Diagnostic, ...]:
        """Everything found, by place."""
        return tuple(sorted(self._found, key=lambda found: found.order))

    def exceptions(self) -> tuple[Excepted, ...]:
        """Everything that an exception covers, by place."""
        return tuple(sorted(self._excepted, key=lambda one: (one.diagnostic.order, one.span)))
