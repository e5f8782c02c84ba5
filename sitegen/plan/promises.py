"""What becomes of addresses that were published: still there, moved, gone, or lost, which is an error.

A promise is every page that people have written, with its feed and data, and every picture and document. Lists that
follow from records (their further pages, what filters leave, years, topics, organisations, places) come and go with
these: one that is no more leads on to the list that it was a part of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from sitegen.addresses import Entry, Register, shown
from sitegen.diagnostics import Diagnostic, problem
from sitegen.languages import Language
from sitegen.plan.neighbours import Neighbours
from sitegen.plan.page import Page, PageKind
from sitegen.redirects import Rule
from sitegen.resolve import Site
from sitegen.urls import Segments
from sitegen.values import dataclass

# What lies beside a page, and goes where it goes.
_BESIDE = frozenset({"index.json", "feed.xml", "list.json"})
_WITH_ALIASES = frozenset({PageKind.PROJECT, PageKind.NEWS, PageKind.STANDING})
_HOME = "index.html"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The public addresses of a site now, held against those that it ever had.

    `pages`: by their paths, those that only lead on (`leading`) apart; `files`: what else is public.
    """

    site: Site
    register: Register
    pages: Mapping[str, Page]
    leading: Mapping[str, str]
    files: frozenset[str]
    fates: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, site: Site, pages: Iterable[Page], files: Iterable[str], register: Register) -> Addresses:
        """The addresses of these pages and files."""
        every = list(pages)
        real = {page.path: page for page in every if page.kind not in {PageKind.REDIRECT, PageKind.NOT_FOUND}}
        leading = {page.path: page.subject for page in every if page.kind is PageKind.REDIRECT and page.path != _HOME}
        return cls(site, register, real, leading, frozenset({*files, ""}))

    def has(self, path: str) -> bool:
        """Whether something is published at an address, and does not only lead on."""
        return path in self.pages or path in self.files

    def unlisted(self) -> tuple[str, ...]:
        """What the register does not name yet."""
        return tuple(path for path in (*self.pages, *self.leading, *sorted(self.files)) if path not in self.register)

    def leads(self, path: str) -> bool:
        """Whether an alias keeps an address: for what is no page, too, such as a document."""
        return path in self.leading or f"{path}/" in self.leading

    def past(self) -> Iterator[Entry]:
        """The entries of what is not published any more."""
        return (one for path, one in self.register.items() if not self.has(path) and not self.leads(path))

    def pages_leading_on(self) -> Iterator[Page]:
        """A page for every past address that has a place to lead to, and at which a page can lie."""
        source = f"{self.site.content.folder}/addresses.txt"
        for entry in self.past():
            target = self.fate(entry.path)
            if target and entry.path.endswith(("/", ".html", ".htm")):
                language = language_of(self.site, entry.path)
                yield Page(entry.path, language, PageKind.REDIRECT, target, sources=(source,), is_indexed=False)

    def rules(self) -> Iterator[Rule]:
        """Every old address, for servers: pages that lead on, and what no page can stand in for."""
        yield from (Rule(path, target) for path, target in self.leading.items())
        for entry in self.past():
            target = self.fate(entry.path)
            if target is not None:
                yield Rule(entry.path, target)

    def fate(self, path: str) -> str | None:
        """Where a past address leads; empty when it is gone, None when it is lost."""
        if path not in self.fates:
            self.fates[path] = None  # an address that leads back to itself is lost
            self.fates[path] = self._fate(path)
        return self.fates[path]

    def _fate(self, path: str) -> str | None:
        own = self.register.get(path)
        if own is not None and own.is_decided:
            return own.target
        folder, _, name = path.rpartition("/")
        if name in _BESIDE:
            target = self.leading.get(f"{folder}/")
            found = self._above(path) if target is None else target
            return f"{found}{name}" if found and self.has(f"{found}{name}") else found
        return _first(self._above(path), self._list_of(path))

    def _above(self, path: str) -> str | None:
        """What was decided of a past address above this one."""
        for folder in _folders(path):
            entry = self.register.get(folder)
            if entry is not None and entry.is_decided and not self.has(folder):
                return entry.target
        return None

    def _list_of(self, path: str) -> str | None:
        """The list that a list was a part of, else the home page of its language."""
        for segments in self.site.segments.values():
            wider = _wider(segments, path) if path.startswith(segments.home) else ""
            while wider and not self.has(wider):
                wider = _wider(segments, wider) or segments.home
            if wider:
                return wider
        return None

    def faults(self) -> Iterator[Diagnostic]:
        """What is lost, and what the register says that is not so."""
        lost = {one.path for one in self.past() if self.fate(one.path) is None}
        wrong = [one for one in self.register.values() if one.path in lost or self._is_untrue(one)]
        files = sorted(self.files) if wrong else ()
        successors = Neighbours.of((*self._written(), *files) if wrong else (), self.register)
        every = Neighbours.of((*self.pages, *files) if wrong else (), self.register)
        for entry in wrong:
            if entry.path not in lost:
                yield self._untrue(entry, every)
            elif lost.isdisjoint(_folders(entry.path)):
                yield self._lost(entry, successors)

    def _is_untrue(self, entry: Entry) -> bool:
        """Whether an address that is to have moved, or to be gone, is published, or leads to what is not."""
        is_there = self.has(entry.path) or self.leads(entry.path)
        return entry.is_decided and (is_there or bool(entry.target and not self.has(entry.target)))

    def _untrue(self, entry: Entry, near: Neighbours) -> Diagnostic:
        if self.has(entry.path) or self.leads(entry.path):
            return problem("address-still-there", entry.span, address=shown(entry.path))
        meant = self._meant(entry, near)
        return problem("address-moved-nowhere", entry.span, target=shown(entry.target), **meant)

    def _written(self) -> Iterator[str]:
        """The pages that people have written."""
        return (path for path, page in self.pages.items() if page.kind in _WITH_ALIASES)

    def _meant(self, entry: Entry, near: Neighbours) -> dict[str, str]:
        if entry.target == entry.path:
            return {}
        further = self.leading.get(entry.target) or self.fate(entry.target)
        if further and self.has(further):
            return {"suggestion": shown(further)}
        close = near.closest(entry.target)
        return {"near": shown(close)} if close else {}

    def _lost(self, entry: Entry, near: Neighbours) -> Diagnostic:
        if entry.path in self.site.outline.withheld:
            return problem("address-lost", entry.span, address=shown(entry.path), withheld=entry.path)
        likely = near.successor(entry.path)
        named = {"new": shown(likely)} if likely else {}
        page = self.pages.get(likely)
        if page is not None and page.kind in _WITH_ALIASES:
            named["file"] = page.sources[0]
        return problem("address-lost", entry.span, address=shown(entry.path), **named)


def language_of(site: Site, path: str) -> Language:
    """The language that an address speaks: that of its first part, else the primary one."""
    first = path.strip("/").split("/")[0]
    return next((language for language in site.languages if language == first), site.primary)


def _folders(path: str) -> Iterator[str]:
    """The folders above a path, the nearest first."""
    parts = path.rstrip("/").split("/")[:-1]
    return ("/".join(parts[:end]) + "/" for end in range(len(parts), 0, -1))


def _first(*found: str | None) -> str | None:
    return next((one for one in found if one is not None), None)


def _wider(segments: Segments, path: str) -> str:
    """The list that a list is a part of; empty for what is no part of one."""
    numbered = re.fullmatch(rf"(.+/){re.escape(segments.page)}/\d+/", path)
    if numbered:
        return numbered[1]
    chosen = "|".join(re.escape(word) for _, word in segments.facets)
    if re.fullmatch(rf"(?:{chosen})/[^/]+/", path.removeprefix(segments.project_list())):
        return segments.project_list()
    if re.fullmatch(r"\d{4}/", path.removeprefix(segments.news_list())):
        return segments.news_list()
    indexes = (segments.topic(), segments.organisation(), segments.place())
    return next(
        (one for one in indexes if path.startswith(one) and path != one), segments.home if path in indexes else ""
    )
