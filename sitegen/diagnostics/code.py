"""What a diagnostic code is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error forbids publishing; a warning does so only under `--strict`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem.

    `message` and `hints` are templates over the diagnostic's parameters; the first hint whose parameters are all known
    is told. `explanation` is its paragraph in the docs. `rules`: ids of the visibility rules it rests on.
    """

    name: str
    message: str
    hints: tuple[str, ...]
    explanation: str
    severity: Severity = Severity.ERROR
    rules: tuple[str, ...] = ()
