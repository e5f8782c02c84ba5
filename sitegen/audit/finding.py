"""A fault with its page, the screens it was seen on, and its picture."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.attribution.appearance import SCREENS
from sitegen.audit.seen import Box
from sitegen.diagnostics import CODES, Diagnostic, Severity, Span
from sitegen.inspection.findings import Found
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on a screen, and where on it."""

    found: Found
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of one page. `screen`: where it was seen; empty when it stands in the bytes."""

    found: Found
    page: str
    severity: Severity
    screen: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The same fault on several pages and screens. `places`: pages with line and column (0 where there is none).

    `screens_of`: those of each page by its path; empty where the fault stands in the bytes. `picture`: the file of its
    screenshot in the report; empty when there is none.
    """

    code: str
    severity: Severity
    parameters: tuple[tuple[str, str], ...]
    places: tuple[Span, ...]
    screens_of: Mapping[str, tuple[str, ...]]
    picture: str

    @property
    def screens(self) -> tuple[str, ...]:
        """Every screen on which it was seen."""
        return _in_order({name for names in self.screens_of.values() for name in names})

    @property
    def diagnostic(self) -> Diagnostic:
        """The fault as it is told: of the first page, with the number of the others."""
        return Diagnostic(self.code, self.severity, self.places[0], self.parameters, (), len(self.places) - 1)

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that it breaks."""
        return CODES[self.code].rules


Likeness = tuple[str, tuple[tuple[str, str], ...]]


def likeness(found: Found) -> Likeness:
    """What is the same in a fault on several pages."""
    return found.code, found.parameters


def grouped(findings: list[Finding], pictures: dict[Likeness, str]) -> tuple[Group, ...]:
    """Findings put together: errors first, then by code and words."""
    alike: dict[Likeness, list[Finding]] = {}
    for finding in findings:
        alike.setdefault(likeness(finding.found), []).append(finding)
    groups = [_group(key, those, pictures.get(key, "")) for key, those in alike.items()]
    return tuple(sorted(groups, key=lambda one: (one.severity is not Severity.ERROR, one.code, one.parameters)))


def _group(key: Likeness, findings: list[Finding], picture: str) -> Group:
    spans = {finding.page: Span(finding.page, *finding.found.at) for finding in reversed(findings)}
    screens: dict[str, set[str]] = {}
    for one in findings:
        screens.setdefault(one.page, set()).update({one.screen} - {""})
    ordered = {page: _in_order(names) for page, names in screens.items()}
    return Group(key[0], findings[0].severity, key[1], tuple(sorted(spans.values())), ordered, picture)


def _in_order(names: set[str]) -> tuple[str, ...]:
    return tuple(screen.name for screen in SCREENS if screen.name in names)
