"""Content → Site: identifiers become objects, the version in force is chosen, what is not published is left out.

A site knows the outline of what is published, and reads a record when a page asks for it (`sitegen.published`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sitegen.facts import Stated, Words, facts_of
from sitegen.l10n.terms import segments_of
from sitegen.languages import Language
from sitegen.models.content import Content, NewsRecord, PageRecord, ProjectRecord, Version
from sitegen.named_files import named_files, of_registries
from sitegen.provenance import Commit
from sitegen.published import ByName, NewsItem, Outline, Project, Source, StandingPage, outline_of
from sitegen.reading import Reads
from sitegen.sections import OF_PROJECTS, OF_TEXTS, beside
from sitegen.targets import Target, TargetKind
from sitegen.texts import Shelf
from sitegen.traits import figures_of, traits_of
from sitegen.urls import Segments
from sitegen.values import dataclass

__all__ = [
    "NewsItem",
    "Outline",
    "Project",
    "Site",
    "Source",
    "StandingPage",
    "derived",
    "kept",
    "resolve",
    "site_of",
]

Facts = Mapping[str, Stated]
Given = ParamSpec("Given")
Made = TypeVar("Made")
_MOST_FACTS = 64


@dataclass(frozen=True, slots=True)
class Derived:
    """What was derived from a site: by which function and arguments, what came of it, and what that was read from."""

    module: str
    function: str
    given: tuple[Any, ...]
    value: Any
    reads: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """Everything that is published on a day, ready to be planned. Projects by slug; news newest first.

    `content` is asked for its registries, its media and its index only: what records tell stands in the site. Compared
    by identity. `commits`: the last commit of source files, by path, where that is known.
    """

    content: Content
    day: date
    words: Mapping[Language, Words]
    segments: Mapping[Language, Segments]
    shelf: Shelf
    outline: Outline
    source: Source
    projects: Mapping[str, Project]
    news_by_name: Mapping[str, NewsItem]
    pages_by_slug: Mapping[str, StandingPage]
    commits: Mapping[str, Commit] = field(default_factory=dict)
    derived: dict[Any, Any] = field(default_factory=dict)
    _facts: dict[tuple[str, int, Language], Facts] = field(default_factory=dict)

    @property
    def reads(self) -> Reads:
        """What notes all that is read of the site."""
        return self.source.reads

    @property
    def languages(self) -> tuple[Language, ...]:
        """The site's languages, the primary one first."""
        return self.content.languages

    @property
    def primary(self) -> Language:
        """The language that must be complete."""
        return self.content.primary

    def public_media(self) -> Iterator[str]:
        """The files under `media/` that are published: all but those that only what is not published names."""
        own = {one.name for one in of_registries(self.content)}
        hidden = self.outline.withheld - own
        return (path for path in self.content.media if path not in hidden)

    @property
    def news(self) -> tuple[NewsItem, ...]:
        """Every news item."""
        return tuple(self.news_by_name.values())

    @property
    def listed_news(self) -> tuple[NewsItem, ...]:
        """News that has not expired."""
        self.reads.note("outline:listed")
        return tuple(self.news_by_name[name] for name in self.outline.listed)

    def latest_news(self, count: int) -> tuple[NewsItem, ...]:
        """The first of these; the others are not looked at."""
        self.reads.note("outline:listed")
        return tuple(self.news_by_name[name] for name in self.outline.listed[:count])

    def news_of(self, project: str) -> tuple[NewsItem, ...]:
        """The listed news that names a project."""
        self.reads.note(f"outline:of/{project}")
        return tuple(self.news_by_name[name] for name in self.outline.of_projects.get(project, ()))

    @property
    def pages(self) -> tuple[StandingPage, ...]:
        """Every standing page."""
        return tuple(self.pages_by_slug.values())

    def commit_of(self, path: str) -> Commit | None:
        """The last commit of a source file, where it is known."""
        self.reads.note(f"commit:{path}")
        return self.commits.get(path)

    def facts(self, project: Project, version: Version, language: Language) -> Facts:
        """The facts of a version, made once for the pages of a project, which are made one after the other."""
        key = (project.slug, version.number, language)
        if key not in self._facts:
            if len(self._facts) >= _MOST_FACTS:  # each holds its record
                self._facts.clear()
            self._facts[key] = facts_of(version.project, self.day, self.content, self.words[language])
        return self._facts[key]

    def project_path(self, project: Project, language: Language) -> str:
        """The address of a project's page."""
        return self.segments[language].project(project.slugs[language])

    def news_path(self, item: NewsItem, language: Language) -> str:
        """The address of a news item's page in a language that it has."""
        return self.segments[language].news_item(item.day.year, item.texts[language].fields.slug or item.slug)

    def page_path(self, page: StandingPage, language: Language) -> str:
        """The address of a standing page in a language that it has."""
        return self.segments[language].standing(page.texts[language].fields.slug or page.slug)

    def path_of(self, target: Target, language: Language) -> str | None:
        """The address that a link in a text leads to, with its anchor; None when nothing is published there."""
        anchor = f"#{self._place_of(target)}" if target.anchor else ""
        if target.kind is TargetKind.MEDIA:
            return f"media/{target.name.removeprefix('media/')}{anchor}"
        if target.kind is TargetKind.PROJECT and target.name in self.projects:
            return self.project_path(self.projects[target.name], target.language or language) + anchor
        if target.kind is TargetKind.GLOSSARY:
            return self.segments[language].glossary + anchor
        spoken = target.language or language
        if target.kind is TargetKind.NEWS:
            item = self.news_by_name.get(f"{target.day}-{target.name}")
            return self.news_path(item, spoken) + anchor if item and spoken in item.texts else None
        if target.kind is TargetKind.PAGE:
            page = self.pages_by_slug.get(target.name)
            return self.page_path(page, spoken) + anchor if page and spoken in page.texts else None
        return None

    def _place_of(self, target: Target) -> str:
        """How the place that a link leads to is called on its page. A link to a text means the text's own headings."""
        name = target.anchor
        if target.language is None:
            return name
        if target.kind is not TargetKind.PROJECT:
            return beside(name, OF_TEXTS)
        found = beside(name, OF_PROJECTS)
        if found == name or target.name not in self.projects:
            return name
        text = self.projects[target.name].file.descriptions.get(target.language)
        return found if text is not None and name in self.shelf[target.language, text.body].anchors else name


# What tells a function that derives something from every other one.
IS_DERIVED = "is_derived"


def derived(make: Callable[Concatenate[Site, Given], Made]) -> Callable[Concatenate[Site, Given], Made]:
    """What many pages need of the whole site is made once, when the first asks for it. The arguments are hashable.

    A page that asks for it depends on its value, not on what it was made from.
    """
    place = f"derived:{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def found(site: Site, /, *given: Given.args, **named: Given.kwargs) -> Made:
        if named:
            raise TypeError("what is derived from a site is asked for by place")
        key = f"{place}{given!r}" if _is_short(given) else (place, given)
        try:
            known = site.derived[key]  # which may look up what is remembered
        except KeyError:
            with site.reads.apart() as read:
                value = make(site, *given, **named)
            known = site.derived[key] = Derived(make.__module__, make.__qualname__, given, value, frozenset(read))
        if isinstance(key, str):
            site.source.reads.names.add(key)
        else:  # too long to be named: it depends on what that was made from
            site.source.reads.names.update(known.reads)
        made: Made = known.value
        return made

    setattr(found, IS_DERIVED, True)
    return found


def kept(make: Callable[Concatenate[Site, Given], Made]) -> Callable[Concatenate[Site, Given], Made]:
    """What some pages need alike is made once in a run. The arguments are hashable.

    Other than with what is derived, a page that asks for it depends on all that it was made from.
    """

    @wraps(make)
    def found(site: Site, /, *given: Given.args, **named: Given.kwargs) -> Made:
        reads, key = site.source.reads, (make, *given)
        known = reads.kept.get(key) or reads.keep(key, lambda: make(site, *given, **named))
        reads.names.update(known[1])
        made: Made = known[0]
        return made

    return found


def _is_short(given: tuple[object, ...]) -> bool:
    return tuple not in map(type, given)


def resolve(content: Content, day: date, words: Mapping[Language, Words], shelf: Shelf) -> Site:
    """What of the content is published on `day`. The content has been checked: every reference is there."""
    records: dict[str, ProjectRecord | NewsRecord | PageRecord] = {
        **{f"projects/{record.slug}": record for record in content.projects},
        **{f"news/{record.day.isoformat()}-{record.slug}": record for record in content.news},
        **{f"pages/{record.slug}": record for record in content.pages},
    }
    named = named_files(content, shelf)
    traits = {unit: traits_of(record, content, day, named) for unit, record in records.items()}
    figures = {unit: figures_of(record, day) for unit, record in records.items()}
    source = Source(traits.__getitem__, figures.__getitem__, records.__getitem__, Reads())
    return site_of(content, day, words, shelf, (outline_of(traits.values()), source))


def site_of(
    content: Content, day: date, words: Mapping[Language, Words], shelf: Shelf, made: tuple[Outline, Source]
) -> Site:
    """The site of an outline, whose records come from a source."""
    outline, source = made
    known, reads = frozenset(outline.projects), source.reads

    def is_published(slug: str) -> bool:
        reads.note(f"traits:projects/{slug}")
        return slug in known

    return Site(
        content=content,
        day=day,
        words=words,
        segments={language: segments_of(language, words[language].catalogue) for language in content.languages},
        shelf=shelf,
        outline=outline,
        source=source,
        projects=ByName(outline.projects, lambda slug: Project(slug, source, content.programmes), reads, "projects"),
        news_by_name=ByName(outline.news, lambda name: NewsItem(name, source, is_published), reads, "news"),
        pages_by_slug=ByName(outline.pages, lambda slug: StandingPage(slug, source), reads, "pages"),
    )
