"""Content → Site: identifiers become objects, the version in force is chosen, what is not published is left out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import field
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sitegen.attribution import Support
from sitegen.attribution.support import support_of
from sitegen.facts import Words, facts_of
from sitegen.l10n.terms import segments_of
from sitegen.languages import Language
from sitegen.models.choices import Status
from sitegen.models.content import Content, MarkdownText, NewsRecord, PageRecord, ProjectRecord, Version
from sitegen.models.project import Project as Record
from sitegen.models.project import status_on
from sitegen.models.site import Programme
from sitegen.provenance import Commit
from sitegen.targets import Target, TargetKind
from sitegen.texts import Shelf
from sitegen.urls import Segments
from sitegen.values import dataclass

Facts = Mapping[str, str | None]
Given = ParamSpec("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Project:
    """A published project: the version in force, its programme, its status on the day, its slug per language."""

    slug: str
    file: ProjectRecord
    version: Version
    programme: Programme
    status: Status | None
    support: Support
    slugs: Mapping[Language, str]

    @property
    def record(self) -> Record:
        """The record in force."""
        return self.version.project

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which the project runs; those of the days that are stated."""
        days = [day for day in (self.record.dates.start, self.record.dates.end) if day]
        return tuple(range(days[0].year, days[-1].year + 1)) if days else ()


@dataclass(frozen=True, slots=True)
class NewsItem:
    """A published news item. `is_listed` is false once it has expired: its page stays, lists leave it out."""

    slug: str
    day: date
    texts: Mapping[Language, MarkdownText]
    projects: tuple[str, ...]
    tags: tuple[str, ...]
    is_listed: bool

    @property
    def name(self) -> str:
        """How the item is called in the plan: `2019-09-19-x`."""
        return f"{self.day.isoformat()}-{self.slug}"

    def text_for(self, language: Language) -> MarkdownText:
        """The text of `language`, else the first there is."""
        return self.texts.get(language) or next(iter(self.texts.values()))


@dataclass(frozen=True, slots=True)
class StandingPage:
    """A published standing page."""

    slug: str
    texts: Mapping[Language, MarkdownText]


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """Everything that is published on a day, ready to be planned. Projects by slug; news newest first.
    `commits`: the last commit of source files, by path, where that is known. `derived`: what `derived` remembers.

    Compared by identity.
    """

    content: Content
    day: date
    words: Mapping[Language, Words]
    segments: Mapping[Language, Segments]
    shelf: Shelf
    projects: Mapping[str, Project]
    news: tuple[NewsItem, ...]
    pages: tuple[StandingPage, ...]
    news_by_name: Mapping[str, NewsItem]
    news_of: Mapping[str, tuple[NewsItem, ...]]
    commits: Mapping[str, Commit] = field(default_factory=dict)
    derived: dict[Hashable, Any] = field(default_factory=dict)
    _facts: dict[tuple[str, int, Language], Facts] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The site's languages, the primary one first."""
        return self.content.languages

    @property
    def primary(self) -> Language:
        """The language that must be complete."""
        return self.content.primary

    @property
    def listed_news(self) -> tuple[NewsItem, ...]:
        """News that has not expired."""
        return tuple(item for item in self.news if item.is_listed)

    def facts(self, project: Project, version: Version, language: Language) -> Facts:
        """The facts of a version, made once."""
        key = (project.slug, version.number, language)
        if key not in self._facts:
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
        anchor = f"#{target.anchor}" if target.anchor else ""
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
            page = next((page for page in self.pages if page.slug == target.name), None)
            return self.page_path(page, spoken) + anchor if page and spoken in page.texts else None
        return None


def derived(make: Callable[Concatenate[Site, Given], Made]) -> Callable[Concatenate[Site, Given], Made]:
    """What many pages need of the whole site is made once, when the first asks for it. The arguments are hashable."""

    @wraps(make)
    def found(site: Site, /, *given: Given.args, **named: Given.kwargs) -> Made:
        key = (make, *given, *named.items())
        if key not in site.derived:
            site.derived[key] = make(site, *given, **named)
        made: Made = site.derived[key]
        return made

    return found


def resolve(content: Content, day: date, words: Mapping[Language, Words], shelf: Shelf) -> Site:
    """What of the content is published on `day`. The content has been checked: every reference is there."""
    projects = {project.slug: project for project in _projects(content, day)}
    news = tuple(sorted(_news(content, day, projects), key=lambda item: (-item.day.toordinal(), item.slug)))
    return Site(
        content=content,
        day=day,
        words=words,
        segments={language: segments_of(language, words[language].catalogue) for language in content.languages},
        shelf=shelf,
        projects=projects,
        news=news,
        pages=tuple(_pages(content.pages)),
        news_by_name={item.name: item for item in news},
        news_of=_by_project(news),
    )


def _by_project(news: Iterable[NewsItem]) -> dict[str, tuple[NewsItem, ...]]:
    found: dict[str, list[NewsItem]] = {}
    for item in news:
        if item.is_listed:
            for slug in item.projects:
                found.setdefault(slug, []).append(item)
    return {slug: tuple(items) for slug, items in found.items()}


def _projects(content: Content, day: date) -> Iterable[Project]:
    for file in content.projects:
        original = file.original
        if original.draft or (original.published is not None and original.published > day):
            continue
        version = file.in_force(day)
        support = support_of(content, version.project)
        if support is None:
            continue
        yield Project(
            slug=file.slug,
            file=file,
            version=version,
            programme=content.programmes[version.project.programme],
            status=status_on(version.project, day),
            support=support,
            slugs={language: original.slug.get(language, file.slug) for language in content.languages},
        )


def _news(content: Content, day: date, projects: Mapping[str, Project]) -> Iterable[NewsItem]:
    for record in content.news:
        texts = _in_site_order(content, record, day)
        if not texts:
            continue
        fields = next(iter(texts.values())).fields
        expires = [text.fields.expires for text in texts.values() if text.fields.expires is not None]
        named = dict.fromkeys(slug for text in texts.values() for slug in text.fields.projects)
        yield NewsItem(
            slug=record.slug,
            day=record.day,
            texts=texts,
            projects=tuple(slug for slug in named if slug in projects),
            tags=fields.tags,
            is_listed=not any(expiry <= day for expiry in expires),
        )


def _in_site_order(content: Content, record: NewsRecord, day: date) -> dict[Language, MarkdownText]:
    if record.day > day:
        return {}
    spoken = [language for language in content.languages if language in record.texts]
    return {language: record.texts[language] for language in spoken if not record.texts[language].fields.draft}


def _pages(records: Iterable[PageRecord]) -> Iterable[StandingPage]:
    for record in records:
        texts = {language: text for language, text in record.texts.items() if not text.fields.draft}
        if texts:
            yield StandingPage(record.slug, texts)
