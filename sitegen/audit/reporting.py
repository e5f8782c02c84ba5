"""The report of an audit as data and as a view; the same facts in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sitegen.attribution.appearance import SCREENS
from sitegen.audit.aspects import aspects_of
from sitegen.audit.finding import Group
from sitegen.audit.seen import ScreenSeen
from sitegen.audit.whole import Audited
from sitegen.catalogues import Catalogue
from sitegen.diagnostics import CODES, Code, Severity, Span
from sitegen.diagnostics.codes_attribution import PAGE_CODES
from sitegen.diagnostics.codes_links import LINK_CODES
from sitegen.diagnostics.codes_screens import SCREEN_CODES
from sitegen.diagnostics.report import hint, place, sentence, severity_word
from sitegen.diagnostics.sources import RULE_SOURCES
from sitegen.facts import Words
from sitegen.l10n.terms import term
from sitegen.values import dataclass
from sitegen.views.audit_report import (
    AuditReport,
    ReportedCheck,
    ReportedFault,
    ReportedLook,
    ReportedPage,
    Rule,
)

if TYPE_CHECKING:
    from sitegen.audit.browser import Visit

SCHEMA = 1
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When the audit was made, how long it took in seconds, by which version, of which commit (empty: not known)."""

    started: datetime
    seconds: float
    version: str
    commit: str


def as_data(audited: Audited, circumstances: Circumstances, words: Catalogue) -> Json:
    """The report as JSON. Sentences are in the language of `words`, everything else is the same in all."""
    site = audited.site
    return {
        "schema": SCHEMA,
        "program": {"name": "sitegen", "version": circumstances.version},
        "audited": circumstances.started.isoformat(timespec="seconds"),
        "seconds": round(circumstances.seconds, 1),
        "site": {
            "address": site.base_url,
            "folder": site.folder.name,
            "digest": site.digest,
            "commit": circumstances.commit or None,
            "files": len(site.files),
            "pages": len(site.pages),
            "redirects": len(site.redirects),
        },
        "browser": audited.browser or None,
        "screens": [screen.name for screen in SCREENS] if audited.browser else [],
        "settings": audited.measure.visibility.model_dump(mode="json"),
        "errors": _count(audited, Severity.ERROR),
        "warnings": _count(audited, Severity.WARNING),
        "findings": [_finding(group, words) for group in audited.groups],
        "checks": [
            {"code": code.name, "rules": list(code.rules), "on_screens": is_seen, "pages": pages}
            for code, is_seen, pages in _checks(audited)
        ],
        "aspects": {aspect.value: pages for aspect, pages in aspects_of(audited.groups, bool(audited.browser)).items()},
        "pages": list(_pages_data(audited)),
    }


def _count(audited: Audited, severity: Severity) -> int:
    return sum(1 for group in audited.groups if group.severity is severity)


def _finding(group: Group, words: Catalogue) -> Json:
    found = group.diagnostic
    return {
        "code": group.code,
        "severity": group.severity.value,
        "rules": list(group.rules),
        "message": sentence(found, words),
        "hint": hint(found, words),
        "parameters": dict(group.parameters),
        "pages": [_place_data(group, span) for span in group.places],
        "screens": list(group.screens),
        "screenshot": group.picture or None,
    }


def _place_data(group: Group, span: Span) -> Json:
    screens = list(group.screens_of.get(span.path, ()))
    return {"path": span.path, "line": span.line or None, "column": span.column or None, "screens": screens}


def _checks(audited: Audited) -> Iterable[tuple[Code, bool, int]]:
    """Every check that was made: whether on screens, and on how many pages it does not hold."""
    pages: dict[str, set[str]] = {}
    for group in audited.groups:
        pages.setdefault(group.code, set()).update(span.path for span in group.places)
    for code in (*PAGE_CODES, CODES["broken-link"], *LINK_CODES):
        yield code, False, len(pages.get(code.name, ()))
    for code in SCREEN_CODES if audited.browser else ():
        yield code, True, len(pages.get(code.name, ()))


def _pages_data(audited: Audited) -> Iterable[Json]:
    visits = {visit.path: visit for visit in audited.visits}
    return (_page_data(audited, path, visits.get(path)) for path in audited.site.pages)


def _page_data(audited: Audited, path: str, visit: Visit | None) -> Json:
    screens = visit.screens if visit else {}
    return {
        "path": path,
        "support": [f"{one.period.value}:{','.join(one.funds)}:{one.form.value}" for one in audited.supports[path]],
        "title": next((seen.title for seen in screens.values()), ""),
        "fonts": list(visit.fonts) if visit else [],
        "screens": {
            screen.name: {**_seen(seen), "look": f"looks/{visit.looks[screen]}.png" if screen in visit.looks else None}
            for screen, seen in screens.items()
            if visit
        },
    }


def _seen(seen: ScreenSeen) -> Json:
    return {
        "block": list(seen.block.box) if seen.block else None,
        "emblem": list(seen.emblem.box) if seen.emblem else None,
        "lines": [line.text for line in seen.lines],
    }


def as_view(audited: Audited, circumstances: Circumstances, told: Catalogue, words: Words) -> AuditReport:
    """The report as a view. `told`: sentences of diagnostics; `words`: the rest."""
    site, formats = audited.site, words.formats
    return AuditReport(
        language=words.formats.language,
        address=site.base_url,
        folder=site.folder.name,
        digest=site.digest,
        commit=circumstances.commit,
        program=circumstances.version,
        started=f"{formats.day(circumstances.started.date())} {circumstances.started:%H:%M:%S %z}".strip(),
        seconds=f"{circumstances.seconds:.0f}",
        browser=audited.browser,
        screens=tuple(_screen(screen.name, told) for screen in SCREENS) if audited.browser else (),
        settings=tuple(_settings(audited)),
        pages_count=len(site.pages),
        redirects_count=len(site.redirects),
        errors=_count(audited, Severity.ERROR),
        warnings=_count(audited, Severity.WARNING),
        faults=tuple(_fault(group, told) for group in audited.groups),
        checks=tuple(
            ReportedCheck(code.name, told.gettext(code.explanation), _rules(code.rules, told), is_seen, pages)
            for code, is_seen, pages in _checks(audited)
        ),
        looks=tuple(_looks(audited, told)),
        aspects=tuple(
            (term(aspect, words.catalogue), pages)
            for aspect, pages in aspects_of(audited.groups, bool(audited.browser)).items()
        ),
        pages=tuple(_pages(audited)),
    )


def _settings(audited: Audited) -> Iterable[tuple[str, str]]:
    """What the emblem and statement were held against, as `site.yaml` calls it."""
    held = audited.measure.visibility
    for name in ("emblem_height", "clear_space", "contrast", "without_scrolling"):
        value = getattr(held, name)
        yield name, str(value).lower() if isinstance(value, bool) else f"{value}"


def _fault(group: Group, told: Catalogue) -> ReportedFault:
    found = group.diagnostic
    alone = replace(group, places=group.places[:1])
    return ReportedFault(
        code=group.code,
        severity=severity_word(group.severity, told),
        is_error=group.severity is Severity.ERROR,
        sentence=sentence(alone.diagnostic, told),
        hint=hint(found, told),
        rules=_rules(group.rules, told),
        places=tuple((place(span), _screens(group.screens_of.get(span.path, ()), told)) for span in group.places),
        screens=tuple(_screen(name, told) for name in group.screens),
        picture=group.picture,
    )


def _screens(names: Iterable[str], told: Catalogue) -> str:
    return ", ".join(_screen(name, told) for name in names)


def _screen(name: str, told: Catalogue) -> str:
    """A screen in the reader's language: `360×640 light`."""
    size, scheme = name.split()
    return f"{size} {told.gettext('light') if scheme == 'light' else told.gettext('dark')}"


def _rules(rules: Iterable[str], told: Catalogue) -> tuple[Rule, ...]:
    known = ((rule, RULE_SOURCES[rule]) for rule in rules)
    return tuple(Rule(rule, source.text, told.gettext(source.standing.value)) for rule, source in known)


def _looks(audited: Audited, told: Catalogue) -> Iterable[ReportedLook]:
    pages: Counter[str] = Counter()
    screens: dict[str, dict[str, None]] = {}
    for visit in audited.visits:
        for screen, look in visit.looks.items():
            screens.setdefault(look, {})[screen.name] = None
        pages.update(set(visit.looks.values()))
    for look, count in pages.most_common():
        names = tuple(_screen(name, told) for name in screens[look])
        yield ReportedLook(f"looks/{look}.png", names, count)


def _pages(audited: Audited) -> Iterable[ReportedPage]:
    visits = {visit.path: visit for visit in audited.visits}
    faults = Counter(path for group in audited.groups for path in {span.path for span in group.places})
    for path in audited.site.pages:
        visit = visits.get(path)
        screens = list(visit.screens.values()) if visit else []
        emblems = dict.fromkeys(_size(seen) for seen in screens if seen.emblem)
        lines = [line.text for line in screens[0].lines] if screens else []
        fonts = visit.fonts if visit else ()
        title = screens[0].title if screens else ""
        yield ReportedPage(path, title, tuple(lines), tuple(emblems), fonts, faults[path])


def _size(seen: ScreenSeen) -> str:
    box = seen.emblem.box if seen.emblem else (0, 0, 0, 0)
    return f"{box[2]:g} × {box[3]:g}"
