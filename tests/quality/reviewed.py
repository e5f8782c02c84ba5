"""What tools cannot decide or do not know, judged by people: read from `docs/accessibility.md`, with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "accessibility.md"


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A result that axe-core leaves to people: of which rule, why, and at elements that match which selector."""

    rule: str
    reason: str
    where: str


def _rows(heading: str) -> Iterator[list[str]]:
    """The cells of the table under a heading, without marks of code."""
    text = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in text.split("\n") if line.startswith("|")]
    for row in rows[2:]:
        yield [cell.strip().strip("`") for cell in row]


INCOMPLETE = tuple(Incomplete(*row[:3]) for row in _rows("Results that axe-core leaves to people"))
DECORATION = ", ".join(row[0] for row in _rows("Shapes that say nothing"))
UNKNOWN = tuple(row[0] for row in _rows("Messages of the checker that are not faults"))
