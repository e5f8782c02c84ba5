"""The audit of a built site: its bytes, then every page on every screen. Nothing in the site's folder is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sitegen.attribution import Support, marking
from sitegen.attribution.periods import PERIODS
from sitegen.audit.album import Album
from sitegen.audit.built import BuiltSite
from sitegen.audit.files import faults_of_folder
from sitegen.audit.finding import Finding, Group, grouped
from sitegen.audit.judging import Sight
from sitegen.audit.running import Running, running_on
from sitegen.audit.server import served
from sitegen.diagnostics import CODES, Severity
from sitegen.inspection import Subject, inspect, read_markup, requests_of_style
from sitegen.inspection.attribution import faults_of_block, supports_of_block
from sitegen.inspection.block import Block, read_block
from sitegen.inspection.expected import expected
from sitegen.inspection.findings import Found, fault
from sitegen.inspection.requests import is_foreign
from sitegen.languages import EN, LV, Language
from sitegen.models.choices import Level
from sitegen.models.site import Visibility
from sitegen.rules import severity_of
from sitegen.values import dataclass

if TYPE_CHECKING:
    from sitegen.audit.browser import Tour, Visit


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
    readings = {path: _read(site, path) for path in site.pages}
    findings = [*_of_files(site), *_of_links(site), *(one for reading in readings.values() for one in reading.findings)]
    browser, visits = "", list["Visit"]()
    if look_at is not None:
        with served(site.folder, site.base_path) as address:
            browser, visits = look_at(_tour(site, measure, readings, address), album)
        seen = ((visit.path, screen, one) for visit in visits for screen, one in visit.faults)
        findings += [_finding(one.found, path, screen.name) for path, screen, one in seen]
    settled = ((one, severity_of(one.found.code, measure.checks)) for one in findings)
    told = [replace(one, severity=severity) for one, severity in settled if severity is not None]
    supports = {path: reading.supports for path, reading in readings.items()}
    return Audited(site, measure, browser, grouped(told, album.pictures), supports, tuple(visits))


def _finding(found: Found, page: str, screen: str = "") -> Finding:
    return Finding(found, page, CODES[found.code].severity, screen)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the bytes of a page tell."""

    supports: tuple[Support, ...]
    language: Language
    running: Running
    findings: tuple[Finding, ...]


def _read(site: BuiltSite, path: str) -> _Reading:
    text, record = site.text(path), _record(site, path)
    markup = read_markup(text)
    html = markup.text[slice(*markup.block)] if markup.block else ""
    block = read_block(html)
    supports = (supports_of_block(block, record or "") or ()) if html else ()
    found = [] if record is not None else [fault("record-unreadable", seen="index.json")]
    found += inspect(text, _subject(site, path, record or ""))
    missing = _missing_emblem(site, path, block)
    found += [fault("emblem-not-loaded", seen=missing)] if missing else []
    language = Language(markup.language) if markup.language else _spoken(html, supports)
    return _Reading(supports, language, running_on(site, path), tuple(_finding(one, path) for one in found))


def _subject(site: BuiltSite, path: str, record: str) -> Subject:
    return Subject(path, record, site.base_url, site.statements, site.has_support)


def _of_files(site: BuiltSite) -> Iterator[Finding]:
    """What is wrong with the site as a whole, with what only leads on, and with style sheets."""
    if not site.statements:
        yield _finding(fault("statement-not-linked"), site.pages[0])
    for path in site.redirects:
        yield from (_finding(found, path) for found in inspect(site.text(path), _subject(site, path, "")))
    for path in (file for file in site.files if file.endswith(".css")):
        yield from (_finding(found, path) for found in requests_of_style(site.text(path), site.base_url))


def _of_links(site: BuiltSite) -> Iterator[Finding]:
    """What is wrong with where the files lead, and with the sitemap."""
    yield from (_finding(found, path) for path, found in faults_of_folder(site))


def _missing_emblem(site: BuiltSite, path: str, block: Block) -> str:
    """The file of the page's emblem, when it is to lie in the site and does not."""
    named = block.emblem.address if block.emblem else ""
    address = unquote(urlsplit(named).path)
    if not address or named == "svg" or urlsplit(named).scheme or is_foreign(named, site.base_url):
        return ""
    return "" if site.led_to(path, named) else address.rpartition("/")[2]


def _record(site: BuiltSite, path: str) -> str | None:
    """What the record beside a page asks for; None when there is one that cannot be read."""
    try:
        return site.record_of(path)
    except ValueError:
        return None


def _tour(site: BuiltSite, measure: Measure, readings: Mapping[str, _Reading], address: str) -> Tour:
    from sitegen.audit.browser import Tour  # noqa: PLC0415 - Playwright: an extra, slow to load, needed here alone

    pages = tuple((path, _sight(reading, measure)) for path, reading in readings.items())
    noted = {path: tuple(one.found for one in reading.findings) for path, reading in readings.items()}
    return Tour(address, pages, lambda url: _is_elsewhere(url, address, site.base_url), noted)


def _is_elsewhere(url: str, address: str, base_url: str) -> bool:
    return is_foreign(url, address) and is_foreign(url, base_url)


def _sight(reading: _Reading, measure: Measure) -> Sight:
    return Sight(
        expected(reading.supports, reading.language),
        reading.language,
        any(PERIODS[support.period].must_be_in_view for support in reading.supports),
        measure.visibility,
        reading.running,
    )


def _spoken(html: str, supports: tuple[Support, ...]) -> Language:
    """The language of a block on a page that does not say its own: the one whose words fit."""
    record = marking(supports)
    return min((LV, EN), key=lambda language: len(faults_of_block(html, language, record)))
