"""The audit of a built site: its bytes, then every page on every screen. Nothing in the site's folder is touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sitegen.attribution import Support, marking
from sitegen.attribution.periods import PERIODS
from sitegen.audit.album import Album
from sitegen.audit.built import BuiltSite
from sitegen.audit.finding import Finding, Group, grouped
from sitegen.audit.judging import Sight
from sitegen.audit.server import served
from sitegen.diagnostics import CODES, Severity
from sitegen.inspection import Markup, Subject, inspect, requests_of_style
from sitegen.inspection.attribution import faults_of_block, supports_of_block
from sitegen.inspection.block import read_block
from sitegen.inspection.expected import expected
from sitegen.inspection.findings import Found, fault
from sitegen.inspection.requests import is_foreign
from sitegen.languages import EN, LV, Language
from sitegen.models.choices import Level
from sitegen.models.site import Visibility

if TYPE_CHECKING:
    from sitegen.audit.browser import Tour, Visit


# What lets a page run a program, or hold another page that does.
_RUNS = re.compile(
    r"<script\b.*?</script|<(?:iframe|frame|object|embed)\b[^>]*|\son[a-z]+\s*=[^>]*|javascript:[^\"'>]*", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a site is held against: the settings that rest on practice, and how it takes checks."""

    visibility: Visibility = field(default_factory=Visibility)
    checks: Mapping[str, Level] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit found. `browser`: its name and version; empty when only the bytes were read."""

    site: BuiltSite
    measure: Measure
    browser: str
    groups: tuple[Group, ...]
    supports: Mapping[str, tuple[Support, ...]]
    visits: tuple[Visit, ...]

    @property
    def has_errors(self) -> bool:
        """Whether something breaks a rule that is no mere advice."""
        return any(group.severity is Severity.ERROR for group in self.groups)


# Visits pages and fills the album: the browser's name, and what each page showed.
LookAt = Callable[["Tour", Album], tuple[str, list["Visit"]]]


def audit_site(site: BuiltSite, measure: Measure, report: Path, look_at: LookAt | None) -> Audited:
    """Audit a site. Pictures go into the folder `report`; without `look_at` only the bytes are read."""
    album = Album(report)
    findings = list(_of_bytes(site))
    supports = {path: _supports(site, path) for path in site.pages}
    browser, visits = "", list["Visit"]()
    if look_at is not None:
        noted = _by_page(findings)
        with served(site.folder, site.base_path) as address:
            browser, visits = look_at(_tour(site, measure, supports, address, noted), album)
        findings += [
            _finding(fault.found, visit.path, screen.name) for visit in visits for screen, fault in visit.faults
        ]
    told = [one for finding in findings if (one := _at_level(finding, measure)) is not None]
    return Audited(site, measure, browser, grouped(told, album.pictures), supports, tuple(visits))


def _finding(found: Found, page: str, screen: str = "") -> Finding:
    return Finding(found, page, CODES[found.code].severity, screen)


def _at_level(finding: Finding, measure: Measure) -> Finding | None:
    level = measure.checks.get(finding.found.code)
    if level is None:
        return finding
    return None if level is Level.OFF else Finding(finding.found, finding.page, Severity(level), finding.screen)


def _of_bytes(site: BuiltSite) -> Iterator[Finding]:
    for path in (*site.pages, *site.redirects):
        record = _record(site, path)
        if record is None:
            yield _finding(fault("record-unreadable", seen="index.json"), path)
        subject = Subject(path, record or "", site.base_url, site.statements, site.has_support)
        yield from (_finding(found, path) for found in inspect(site.text(path), subject))
        if emblem := _missing_emblem(site, path):
            yield _finding(fault("emblem-not-loaded", seen=emblem), path)
    if not site.statements:
        yield _finding(fault("statement-not-linked"), site.pages[0])
    for path in (file for file in site.files if file.endswith(".css")):
        yield from (_finding(found, path) for found in requests_of_style(site.text(path), site.base_url))


def _missing_emblem(site: BuiltSite, path: str) -> str:
    """The file of the page's emblem, when it is to lie in the site and does not."""
    markup = site.markup(path)
    emblem = read_block(markup.text[slice(*markup.block)]).emblem if markup.block else None
    address = unquote(urlsplit(emblem.address).path) if emblem and emblem.address != "svg" else ""
    if emblem is None or not address or urlsplit(emblem.address).scheme or is_foreign(emblem.address, site.base_url):
        return ""
    inside = address.removeprefix(site.base_path) if address.startswith("/") else join(dirname(path), address)
    return "" if (site.folder / normpath(inside)).is_file() else address.rpartition("/")[2]


def _record(site: BuiltSite, path: str) -> str | None:
    """What the record beside a page asks for; None when there is one that cannot be read."""
    try:
        return site.record_of(path)
    except ValueError:
        return None


def _supports(site: BuiltSite, path: str) -> tuple[Support, ...]:
    markup = site.markup(path)
    if markup.block is None:
        return ()
    start, end = markup.block
    return supports_of_block(read_block(markup.text[start:end]), _record(site, path) or "") or ()


def _by_page(findings: list[Finding]) -> dict[str, tuple[Found, ...]]:
    found: dict[str, tuple[Found, ...]] = {}
    for finding in findings:
        found[finding.page] = (*found.get(finding.page, ()), finding.found)
    return found


def _tour(
    site: BuiltSite,
    measure: Measure,
    supports: Mapping[str, tuple[Support, ...]],
    address: str,
    noted: Mapping[str, tuple[Found, ...]],
) -> Tour:
    from sitegen.audit.browser import Tour  # noqa: PLC0415 - Playwright: an extra, slow to load, needed here alone

    pages = tuple((path, _sight(site, path, supports[path], measure)) for path in site.pages)
    return Tour(address, pages, lambda url: _is_elsewhere(url, address, site.base_url), noted)


def _is_elsewhere(url: str, address: str, base_url: str) -> bool:
    return is_foreign(url, address) and is_foreign(url, base_url)


def _sight(site: BuiltSite, path: str, supports: tuple[Support, ...], measure: Measure) -> Sight:
    markup = site.markup(path)
    language = Language(markup.language) if markup.language else _spoken(markup, supports)
    return Sight(
        expected(supports, language),
        language,
        any(PERIODS[support.period].must_be_in_view for support in supports),
        measure.visibility,
        "\n".join(_RUNS.findall(site.text(path))),
    )


def _spoken(markup: Markup, supports: tuple[Support, ...]) -> Language:
    """The language of a block on a page that does not say its own: the one whose words fit."""
    start, end = markup.block or (0, 0)
    record = marking(supports)
    return min((LV, EN), key=lambda language: len(faults_of_block(markup.text[start:end], language, record)))
