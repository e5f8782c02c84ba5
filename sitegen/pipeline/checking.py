"""Records checked one by one, each with what it looks up; then what all of them tell, settled together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sitegen.diagnostics import Collector, Diagnostic
from sitegen.facts import Words
from sitegen.languages import Language
from sitegen.models.content import Content
from sitegen.pipeline.library import Library, Texts, alone
from sitegen.published import Outline
from sitegen.rules import Context, Exemption, Scope, check, drafts_of, exemptions_of
from sitegen.values import dataclass

# What is checked beside the records: the site's own file and the registries.
SITE = "site"
_OF_PROJECTS = (Scope.RECORD, Scope.PROJECT)
_OF_TEXTS = (Scope.RECORD,)


@dataclass(frozen=True, slots=True)
class Checkup:
    """What is wrong with a record, or the `SITE`: problems, exceptions, its files when it is a draft; what was read."""

    id: str
    problems: tuple[Diagnostic, ...]
    exemptions: tuple[Exemption, ...]
    drafts: tuple[str, ...]
    reads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks records, with what all of them share. `whole`: the content in which all can be looked up."""

    library: Library
    whole: Content
    words: Mapping[Language, Words]
    shared: Context

    @classmethod
    def of(cls, library: Library, words: Mapping[Language, Words], outline: Outline) -> Checker:
        """The checker of a library."""
        whole = library.whole()
        shared = Context(whole, library.day, library.shelf, words, _Noted(outline, library.reads.note))
        return cls(library, whole, words, shared)

    def check(self, unit: str) -> Checkup:
        """Check a record, or the `SITE`."""
        with self.library.reads.apart() as read:
            found = Collector()
            content = self._site(found) if unit == SITE else self._record(unit, found)
            exemptions, drafts = tuple(exemptions_of(content)), tuple(sorted(drafts_of(content)))
        return Checkup(unit, found.in_order(), exemptions, drafts, frozenset(read))

    def _record(self, unit: str, found: Collector) -> Content:
        self.library.reads.note(f"unit:{unit}")
        found.extend(self.library.problems(unit))
        suspects = self._texts(self.library.suspects(unit))
        content = alone(self.whole, self.library.record(unit), self._texts(self.library.units[unit].paths), suspects)
        check(self._context(content), found, _OF_PROJECTS if content.projects else _OF_TEXTS)
        return content

    def _site(self, found: Collector) -> Content:
        names = (name for name in self.library.files if "/" not in name and name.endswith((".yaml", ".md")))
        content = replace(self.whole, texts=self._texts(tuple(names)))
        check(self._context(content), found, (Scope.RECORD, Scope.SITE))
        every = replace(content, projects=self._every("projects"), news=self._every("news"), pages=self._every("pages"))
        check(self._context(every), found, (Scope.WHOLE,))
        return content

    def _context(self, content: Content) -> Context:
        library, shared = self.library, self.shared
        return Context(content, library.day, library.shelf, self.words, shared.projects, shared)

    def _texts(self, names: tuple[str, ...]) -> Texts:
        return Texts(self.library.folder, self.whole.folder, lambda: names)

    def _every(self, kind: str) -> Any:
        return _Every(self.library, self.library.of_kind(kind))


class _Noted:
    """What a context tells of all projects, from the outline; that it was asked is noted."""

    def __init__(self, outline: Outline, note: Any) -> None:
        self._outline = outline
        self._note = note

    @property
    def numbers(self) -> Mapping[str, str]:
        """The first number of every project, by the path of its file."""
        self._note("outline:numbers")
        return self._outline.numbers

    @property
    def supports(self) -> tuple[Any, ...]:
        """What the published projects are supported by."""
        self._note("outline:supports")
        return self._outline.supports


class _Every:
    """All records of a kind, read one after another by the few checks that look at all."""

    def __init__(self, library: Library, units: tuple[str, ...]) -> None:
        self._library = library
        self._units = units

    def __iter__(self) -> Iterator[Any]:
        self._library.reads.note("units")
        for unit in self._units:
            self._library.reads.note(f"unit:{unit}")
            yield self._library.record(unit)
