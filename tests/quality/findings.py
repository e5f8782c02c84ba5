"""What is wrong on pages, told so that the place can be found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault: on which page, on what screen, against which rule, at which element, and what."""

    page: str
    screen: str
    rule: str
    where: str
    what: str


def told(findings: Iterable[Finding]) -> str:
    """The faults, a line for those that are alike, since pages share their templates; nothing where there are none."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for found in findings:
        alike.setdefault((found.rule, found.where), []).append(found)
    return "".join(f"\n{_line(rule, where, same)}" for (rule, where), same in sorted(alike.items()))


def _line(rule: str, where: str, same: list[Finding]) -> str:
    first = same[0]
    pages = len({found.page for found in same})
    more = f", and on {pages - 1} more pages" if pages > 1 else ""
    screens = ", ".join(dict.fromkeys(found.screen for found in same))
    return f"{rule}: {where}: {first.what} ({first.page}{more}; {screens})"
