"""Records checked one by one, each with what it looks up; then what all of them tell, settled together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sitegen.diagnostics import Collector, Diagnostic
from sitegen.facts import Words
from sitegen.languages import Language
from sitegen.models.content import Content
from sitegen.pipeline.library import AT_ONCE, Library, Texts, alone
from sitegen.published import Outline
from sitegen.rules import Context, Exemption, Scope, check, drafts_of, exemptions_of, rules_of, told_by
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
class _Begun:
    """A record that is being checked: what was found, and what was read."""

    unit: str
    context: Context
    found: Collector
    reads: set[str]


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

    def check(self, units: Sequence[str]) -> Iterator[Checkup]:
        """Check records, or the `SITE`: of some records at a time each rule looks at all, then the next one does."""
        if SITE in units:
            yield self._site()
        records = [unit for unit in units if unit != SITE]
        for start in range(0, len(records), AT_ONCE):
            yield from self._side_by_side(records[start : start + AT_ONCE])

    def _side_by_side(self, units: Sequence[str]) -> list[Checkup]:
        begun = [self._begun(unit) for unit in units]
        for is_project, scopes in ((True, _OF_PROJECTS), (False, _OF_TEXTS)):
            some = [(one, one.reads) for one in begun if bool(one.context.content.projects) is is_project]
            for rule in rules_of(scopes):
                for one in self.library.reads.in_turn(some):
                    one.found.extend(told_by(rule, one.context))
        return [self._ended(one) for one in begun]

    def _begun(self, unit: str) -> _Begun:
        library, found = self.library, Collector()
        with library.reads.apart() as read:
            library.reads.note(f"unit:{unit}")
            found.extend(library.problems(unit))
            suspects = self._texts(library.suspects(unit))
            content = alone(self.whole, library.record(unit), self._texts(library.units[unit].paths), suspects)
            return _Begun(unit, self._context(content), found, read)

    def _ended(self, one: _Begun) -> Checkup:
        with self.library.reads.apart(one.reads):
            content = one.context.content
            exemptions, drafts = tuple(exemptions_of(content)), tuple(sorted(drafts_of(content)))
        return Checkup(one.unit, one.found.in_order(), exemptions, drafts, frozenset(one.reads))

    def _site(self) -> Checkup:
        found = Collector()
        names = (name for name in self.library.files if "/" not in name and name.endswith((".yaml", ".md")))
        content = replace(self.whole, texts=self._texts(tuple(names)))
        with self.library.reads.apart() as read:
            own = self._context(content)
            check(own, found, (Scope.RECORD, Scope.SITE))
            every = replace(
                content, projects=self._every("projects"), news=self._every("news"), pages=self._every("pages")
            )
            check(self._context(every), found, (Scope.WHOLE,))
        return self._ended(_Begun(SITE, own, found, read))

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
