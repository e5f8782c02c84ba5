"""The report of an audit: evidence of what was checked and what was seen."""

from __future__ import annotations

from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's id, where it comes from, and how that was read."""

    id: str
    source: str
    standing: str


@dataclass(frozen=True, slots=True)
class ReportedFault:
    """A fault of one or more pages. `places`: each with its screens; `picture`: a file beside the report, or empty."""

    code: str
    severity: str
    is_error: bool
    sentence: str
    hint: str
    rules: tuple[Rule, ...]
    places: tuple[tuple[str, str], ...]
    screens: tuple[str, ...]
    picture: str


@dataclass(frozen=True, slots=True)
class ReportedCheck:
    """What was made sure of: in the bytes, or on screens (`is_on_screens`); on how many pages it does not hold."""

    code: str
    reason: str
    rules: tuple[Rule, ...]
    is_on_screens: bool
    pages: int


@dataclass(frozen=True, slots=True)
class ReportedPage:
    """What one page showed: the words of its block, the sizes of its emblem, the fonts of its statement."""

    path: str
    title: str
    statement: tuple[str, ...]
    emblems: tuple[str, ...]
    fonts: tuple[str, ...]
    faults: int


@dataclass(frozen=True, slots=True)
class ReportedLook:
    """The attribution block as it was drawn, the screens and the number of pages that drew it so."""

    picture: str
    screens: tuple[str, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The whole report. `browser` and `screens` are empty when only the bytes were read, `commit` if none is known."""

    language: str
    address: str
    folder: str
    digest: str
    commit: str
    program: str
    started: str
    seconds: str
    browser: str
    screens: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    pages_count: int
    redirects_count: int
    errors: int
    warnings: int
    faults: tuple[ReportedFault, ...]
    checks: tuple[ReportedCheck, ...]
    looks: tuple[ReportedLook, ...]
    aspects: tuple[tuple[str, int], ...]
    pages: tuple[ReportedPage, ...]
