"""What every rule is given, and how a rule looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import date
from enum import Enum
from functools import cached_property, wraps
from typing import Protocol, TypeVar, cast

from sitegen.attribution import Support
from sitegen.attribution.support import support_of
from sitegen.diagnostics import Diagnostic
from sitegen.facts import Words
from sitegen.languages import Language
from sitegen.models.content import Content, NewsRecord, ProjectRecord, Version
from sitegen.prose import Prose
from sitegen.prose.figures import Figure, figures_in
from sitegen.prose.masking import masked
from sitegen.rules.blame import at_amendment
from sitegen.texts import Origin, Shelf, every_text, origins
from sitegen.translations import Translation, translations
from sitegen.values import dataclass

Made = TypeVar("Made")
Text = tuple[Origin, str]
"""A text, and what is prose in it."""
# Titles, labels and names are shorter.
_SHORT = 400


class Projects(Protocol):
    """What is known of all projects."""

    @property
    def numbers(self) -> Mapping[str, str]:
        """The first number of every project, by the path of its file."""

    @property
    def supports(self) -> tuple[Support, ...]:
        """What the published ones are supported by."""


class Scope(Enum):
    """What a rule looks at: each record, or registry, by itself; only projects; the site's own file; or all together.

    A rule that looks at records may look up others, by their names.
    """

    RECORD = "record"
    PROJECT = "project"
    SITE = "site"
    WHOLE = "whole"


@dataclass(frozen=True)
class Context:
    """The content, the day of the build, the parsed texts, and each language's words.

    Where the content lists one record alone, `projects` is what is known of all of them, and `whole` the context that
    it is a part of. What several rules look through is made once, when the first asks for it; hence no slots.
    """

    content: Content
    day: date
    shelf: Shelf
    words: Mapping[Language, Words]
    projects: Projects | None = None
    whole: Context | None = None
    _made: dict[object, object] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The first number of every project, by the path of its file."""
        if self.projects is not None:
            return self.projects.numbers
        return {record.path: record.original.number for record in self.content.projects}

    @cached_property
    def supports(self) -> tuple[Support, ...]:
        """What the published projects are supported by."""
        if self.projects is not None:
            return self.projects.supports
        published = (one for one in self.content.projects if is_published_project(one, self.day))
        found = (support_of(self.content, one.in_force(self.day).project) for one in published)
        return tuple(dict.fromkeys(one for one in found if one is not None))

    @cached_property
    def _origins(self) -> tuple[Origin, ...]:
        return tuple(origins(self.content))

    @cached_property
    def markdown(self) -> tuple[tuple[Origin, Prose], ...]:
        """Every Markdown text, parsed."""
        return tuple((origin, self.shelf[origin.language, origin.text]) for origin in self._origins)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text for readers, plain ones too, each with what is prose in it (`sitegen.prose.masking`)."""
        every = every_text(self.content, self.day, self._origins)
        return tuple((origin, masked(origin.text)) for origin in every)

    @cached_property
    def _batches(self) -> tuple[tuple[str, tuple[Text, ...]], ...]:
        """Long texts alone, short ones by fifty; each with its whole prose."""
        long = [text for text in self.texts if len(text[1]) >= _SHORT]
        short = [text for text in self.texts if len(text[1]) < _SHORT]
        some = (tuple(short[first : first + 50]) for first in range(0, len(short), 50))
        return (*((text[1], (text,)) for text in long), *(("\n".join(prose for _, prose in one), one) for one in some))

    def likely(self, is_likely: Callable[[str], bool]) -> Iterator[Text]:
        """The texts of `texts` whose prose may hold what is looked for.

        A test that holds for a prose must hold for every longer one too: many short texts are asked together first, as
        most have nothing of what rules look for, and asking each takes longer than looking through it.
        """
        for prose, texts in self._batches:
            if is_likely(prose):
                yield from (text for text in texts if len(texts) == 1 or is_likely(text[1]))

    @cached_property
    def figures(self) -> tuple[tuple[Origin, str, tuple[Figure, ...]], ...]:
        """The texts that state figures: what is prose in each, and the figures."""
        read = ((origin, prose, figures_in(prose, origin.language)) for origin, prose in self.texts)
        return tuple((origin, prose, figures) for origin, prose, figures in read if figures)

    @cached_property
    def translations(self) -> tuple[Translation, ...]:
        """How far each file and item is translated."""
        return translations(self.content)

    def once(self, make: Callable[[Context], Made]) -> Made:
        """What `make` makes of this context, made when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    def once_for_all(self, make: Callable[[Context], Made]) -> Made:
        """The same for what does not hang on which records are listed: made once for all parts of a whole."""
        return (self.whole or self).once(make)


Rule = Callable[[Context], Iterator[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the table of checks: the rule, and the codes of what it may tell."""

    rule: Rule
    codes: tuple[str, ...]
    scope: Scope = Scope.RECORD

    @property
    def name(self) -> str:
        """The rule's name: the fault it finds."""
        return self.rule.__name__


def is_published_project(record: ProjectRecord, day: date) -> bool:
    """Not a draft, and its day of publication has come."""
    return not record.original.draft and (record.original.published is None or record.original.published <= day)


def is_published_news(news: NewsRecord, language: Language, day: date) -> bool:
    """There is a text in the language, it is not a draft, and its day has come."""
    text = news.texts.get(language)
    return text is not None and not text.fields.draft and (text.fields.date or news.day) <= day


VersionRule = Callable[[Context, ProjectRecord, Version], Iterator[Diagnostic]]


def per_version(*fields: str) -> Callable[[VersionRule], Rule]:
    """A rule, from what it finds in one version of a record: a fault is told where it is made, not while it lasts.

    One that comes with an amendment is the amendment's, whichever line shows it.

    `fields`: those of the project that it looks at; a version that leaves all of them alone is passed over.
    """

    def made(find: VersionRule) -> Rule:
        @wraps(find)
        def rule(context: Context) -> Iterator[Diagnostic]:
            for record in context.content.projects:
                if len(record.versions) == 1:  # as most have: nothing lasts
                    yield from find(context, record, record.versions[0])
                    continue
                lasting: Counter[tuple[object, ...]] = Counter()
                for version in record.versions:
                    if version.number and not _is_new(record, version, fields):
                        continue
                    found = list(find(context, record, version))
                    for one in _without(found, lasting):
                        yield at_amendment(context.content, record, version, fields, one) if version.number else one
                    lasting = Counter((one.code, one.parameters) for one in found)

        return rule

    return made


def _is_new(record: ProjectRecord, version: Version, fields: tuple[str, ...]) -> bool:
    before = record.versions[version.number - 1].project
    return any(getattr(before, name) != getattr(version.project, name) for name in fields)


def _without(found: list[Diagnostic], told: Counter[tuple[object, ...]]) -> Iterator[Diagnostic]:
    """The problems but for those, alike in code and words, that the version before has had."""
    rest = told.copy()
    for one in found:
        key = (one.code, one.parameters)
        if rest[key]:
            rest[key] -= 1
        else:
            yield one


def versions(context: Context) -> Iterator[tuple[ProjectRecord, Version]]:
    """Every version of every record."""
    for record in context.content.projects:
        for version in record.versions:
            yield record, version
