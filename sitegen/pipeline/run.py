"""A run: take stock, check, plan, make, audit, publish, remember."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from sitegen.assets import Assets, collect_assets
from sitegen.diagnostics import Collector
from sitegen.exports.share_picture import Painter
from sitegen.facts import Words
from sitegen.languages import Language
from sitegen.manifest import ADDRESSES
from sitegen.memory.publication import Publication
from sitegen.memory.start import Session, Start
from sitegen.memory.state import ForgottenError
from sitegen.memory.surroundings import closures, digest_of_register
from sitegen.pipeline.checking import SITE, Checker, Checkup
from sitegen.pipeline.crew import Crew
from sitegen.pipeline.derivations import Known
from sitegen.pipeline.finish import Finish
from sitegen.pipeline.jobs import Maker
from sitegen.pipeline.looking_up import words_of
from sitegen.pipeline.production import (
    Change,
    Plan,
    narrow,
    plan_again,
    plan_anew,
)
from sitegen.pipeline.stock import Stock, UnsoundContentError, take_stock
from sitegen.pipeline.whole import examine, planned, register_of, tell_catalogues
from sitegen.plan import addresses_of
from sitegen.publish import staging_of
from sitegen.published import Outline
from sitegen.render import Renderer
from sitegen.resolve import Site, site_of
from sitegen.resources import resource_folder
from sitegen.rules import settle_all
from sitegen.settings import ContentChangedError, Outcome, Settings, told
from sitegen.store import packed, unpacked
from sitegen.workplace import workplace

_UNITS_AT_ONCE = 64
_TRIES = 5


def examined(settings: Settings, start: Start | None = None) -> Outcome:
    """`check`: every problem, nothing written. Pages are rendered too, since templates and links may be at fault."""
    return _run(settings, start, is_published=False)


def build(settings: Settings, session: Session | None = None, start: Start | None = None) -> Outcome:
    """`build`: the site in place of the old one, unless there is an error.

    `session`: what is kept from run to run. `start`: a run that has begun, of which it is known that something changed.

    Raises `SearchFailedError` when it is to have a search index and none can be made; nothing is published then.
    """
    return _run(settings, start, is_published=True, session=session)


def _run(settings: Settings, start: Start | None, *, is_published: bool, session: Session | None = None) -> Outcome:
    is_collecting = gc.isenabled()
    gc.disable()  # what a build makes stays to its end, and looking for what is lost would take a third of its time
    try:
        if start is not None:
            with suppress(ContentChangedError):
                return _changed(start)
        for _ in range(_TRIES - 1):
            with suppress(ContentChangedError):  # somebody saved a file meanwhile: what was read is of no one state
                return _once(settings, is_published=is_published, session=session)
        return _once(settings, is_published=is_published, session=session)
    finally:
        gc.unfreeze()
        if is_collecting:
            gc.enable()


def _once(settings: Settings, *, is_published: bool, session: Session | None) -> Outcome:
    start = Start(settings, is_published=is_published, session=session)
    try:
        outcome = start.unchanged() or _changed(start)
    except BaseException:
        if session is not None:
            session.lose()
        raise
    finally:
        start.close()
    if session is not None and not outcome.has_errors:
        session.keep(start)
    return outcome


def _changed(start: Start) -> Outcome:
    try:
        return Run(start).outcome()
    except (ForgottenError, UnpicklingError):
        start.forget()
        return Run(start).outcome()


class Run:
    """One run, of which it is known that something has changed."""

    def __init__(self, start: Start) -> None:
        self.settings = start.settings
        self.is_published = start.is_published
        self.around = start.around
        self.state = start.state
        self._start = start
        self.digests = start.digests
        self.addresses = start.addresses
        self.found = Collector()
        self.templates: Mapping[str, bytes] = {}
        self.derived = Known({}, set())

    @property
    def publication(self) -> Publication | None:
        """The output as it lies there."""
        return self._start.publication

    def outcome(self) -> Outcome:
        """What the run found and did."""
        try:
            stock = take_stock(self.settings, self.around, self.state)
        except UnsoundContentError:
            return self._unsound()
        stock.put_away(self.state)
        words = words_of(self.settings, stock.library.base.languages)
        site = self.site(stock, words)
        if not self.is_published:
            return self._checked(stock, site, words, None)
        output = self.settings.output
        with workplace(output.parent, staging_of(output)) as place:
            staging = place / "site"
            staging.mkdir()
            return self._checked(stock, site, words, staging)

    def _unsound(self) -> Outcome:
        """What is wrong with content that cannot be read."""
        content, checked = examine(self.settings, self.found)
        if checked is not None:
            raise ContentChangedError
        texts = content.texts if content else {}
        return Outcome(told(self.settings, self.found), texts, self.found.exceptions())

    def site(self, stock: Stock, words: Mapping[Language, Words]) -> Site:
        """The site of what there is."""
        library = stock.library
        content = library.whole()
        made = (stock.outline, library.source())
        site = site_of(content, library.day, words, library.shelf, made)
        old = {} if stock.is_new else self.state["commits"]
        now = {path: one.hash for path, one in self.settings.commits.items()}
        stock.changed |= {f"commit:{path}" for path in old.keys() | now.keys() if old.get(path) != now.get(path)}
        self.derived = Known({}, set()) if stock.is_new else Known.of(self.state, stock.changed)
        return replace(site, commits=self.settings.commits, derived=self.derived)

    def _checked(self, stock: Stock, site: Site, words: Mapping[Language, Words], staging: Path | None) -> Outcome:
        settings = self.settings
        assets = collect_assets(settings.folders("static"))
        painter = Painter.of(resource_folder("static") / "fonts") if self.is_published else None
        renderer = Renderer(site, settings.folders("templates"), assets, settings.has_search, painter)
        maker = Maker(site, renderer, staging)
        if stock.is_new:
            renderer.compile()
        crew = Crew((Checker.of(stock.library, words, stock.outline), maker), settings.jobs)
        try:
            checks = self._check(stock, crew, words)
            crew.dismiss()  # those who make pages share the plan of the site; these would have what was theirs copied
            plan = None if self.found.has_errors else self.planned(stock, site, assets)
            if plan is None or self.found.has_errors:
                self.state.store.keep(stock.parsed, stock.library.keys.values(), "", {})
                return Outcome(told(settings, self.found), {}, self.found.exceptions())
            return Finish(self, stock, maker, plan, assets).outcome(crew, checks)
        finally:
            crew.dismiss()

    def _check(self, stock: Stock, crew: Crew, words: Mapping[Language, Words]) -> dict[str, Any]:
        """Check what changed; tell everything that is wrong, settled. What is to be remembered of these checks."""
        known: Mapping[str, Any] = {} if stock.is_new else self.state["checks"]
        every = [*stock.rows, SITE]
        dirty = [unit for unit in every if unit not in known or not stock.changed.isdisjoint(known[unit][0])]
        dirty = _by_project(dirty, stock.outline) if len(dirty) > _UNITS_AT_ONCE else dirty
        pieces = [dirty[start : start + _UNITS_AT_ONCE] for start in range(0, len(dirty), _UNITS_AT_ONCE)]
        names: dict[str, str] = {}
        done = crew.each(_check_some, pieces)
        stock.keep(self.state)
        rows = {one.id: _check_row(one, names) for some in done for one in some}
        current = (rows[unit] if unit in rows else known[unit] for unit in every)
        checkups = [unpacked(row[1]) for row in current if row[1]]
        base = stock.library.base
        tell_catalogues(base, dict(words), self.found)
        self.found.extend(stock.told)
        for problems, _, _ in checkups:
            self.found.extend(problems)
        exemptions = tuple(one for _, some, _ in checkups for one in some)
        drafts = frozenset(path for _, _, paths in checkups for path in paths)
        settle_all(base.site.checks, exemptions, drafts, self.found)
        return rows

    def planned(self, stock: Stock, site: Site, assets: Assets) -> Plan:
        """The jobs to do; what is wrong with the plan is told."""
        self.derived.verify(site, stock.changed)
        wrong = self.publication.wrong if self.publication else frozenset[str]()
        is_other = self.state["frame"].get("digests", (b"",))[-1] != self.addresses
        templates = closures(self.settings, self.around.templates)
        change = Change(stock.changed, templates, self.state["templates"], wrong)
        if stock.is_replanned or is_other or not wrong.isdisjoint(self.state["fixed"]):
            plan = self._planned_anew(site, assets)
            narrow(plan, change, {} if stock.is_new else self.state["jobs"])
        else:
            plan = plan_again(change, self.state)
        plan.base_url = stock.library.base.site.base_url
        self.templates = templates
        return plan

    def _planned_anew(self, site: Site, assets: Assets) -> Plan:
        register = register_of(self.settings, self.found)
        if digest_of_register(self.settings.content) != self.around.addresses:
            raise ContentChangedError(ADDRESSES)
        pages = planned(site, assets, self.found, register)
        plan = plan_anew(site, pages)
        plan.unlisted = addresses_of(site, pages, register).unlisted()
        return plan


def _by_project(units: list[str], outline: Outline) -> list[str]:
    """The units with news behind its project, which its checks read: most records are unpacked once, and not twice."""
    of = {f"news/{name}": f"projects/{slug}" for slug, names in outline.of_projects.items() for name in names}
    return sorted(units, key=lambda unit: of.get(unit, unit))


def _check_some(tools: Any, units: list[str]) -> list[Checkup]:
    checker: Checker = tools[0]
    return list(checker.check(units))


def _check_row(one: Checkup, names: dict[str, str]) -> tuple[tuple[str, ...], bytes]:
    reads = tuple(names.setdefault(name, name) for name in sorted(one.reads))
    found = (one.problems, one.exemptions, one.drafts)
    return reads, packed(found) if any(found) else b""
