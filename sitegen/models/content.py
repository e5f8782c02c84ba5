"""The whole content of a site, decoded: what `load` makes and everything after it reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from sitegen.languages import Language
from sitegen.models.project import Amendment, Project
from sitegen.models.site import AuditResult, FrontMatter, GlossaryTerm, Organisation, Programme, Site
from sitegen.pictures import Location
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """The record as it stood: the original (`amendment` is None), or after an amendment was laid over it."""

    number: int
    amendment: Amendment | None
    project: Project

    @property
    def since(self) -> date:
        """The day from which this version counts: the amendment's, or the beginning of time for the original."""
        if self.amendment is None:
            return date.min
        return self.amendment.effective or self.amendment.known_by or date.min


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """A Markdown file: its fields, and its text, which starts on line `first_line` of the file."""

    path: str
    language: Language
    fields: FrontMatter
    body: str
    first_line: int


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A project's file: every version of the record in order, and the long descriptions by language.

    `wrong`: the fields that had errors and were taken out, so that the rest can be checked in the same run.
    """

    slug: str
    path: str
    versions: tuple[Version, ...]
    descriptions: Mapping[Language, MarkdownText]
    wrong: frozenset[str] = frozenset()

    @property
    def original(self) -> Project:
        """The earliest version; what cannot be amended is read from it."""
        return self.versions[0].project

    @property
    def last_update(self) -> date | None:
        """The day on which the page is known to have been written or brought up to date last."""
        known = [day for day in (self.original.updated, self.original.published) if day is not None]
        return max(known, default=None)

    def in_force(self, day: date) -> Version:
        """The version that counts on `day`."""
        return max((v for v in self.versions if v.since <= day), key=lambda v: v.number)


@dataclass(frozen=True, slots=True)
class NewsRecord:
    """A news item: one text per language, of which at least one is there."""

    slug: str
    day: date
    texts: Mapping[Language, MarkdownText]


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A standing page: one text per language."""

    slug: str
    texts: Mapping[Language, MarkdownText]


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A picture or document: its path under the content folder as the disk spells it, and its size in bytes.

    `location`: whether it tells where it was taken. `width`, `height`: a picture's, in pixels; 0 when not known.
    """

    path: str
    size: int
    location: Location = Location.NONE
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Index:
    """Records by name: projects by slug, news by day (ISO 8601) and slug, pages by slug."""

    projects: Mapping[str, ProjectRecord]
    news: Mapping[tuple[str, str], NewsRecord]
    pages: Mapping[str, PageRecord]


def index_of(projects: tuple[ProjectRecord, ...], news: tuple[NewsRecord, ...], pages: tuple[PageRecord, ...]) -> Index:
    """The index of these records."""
    return Index(
        {record.slug: record for record in projects},
        {(record.day.isoformat(), record.slug): record for record in news},
        {record.slug: record for record in pages},
    )


@dataclass(frozen=True, slots=True)
class Content:
    """Everything in `content/`.

    `folder` is how the content folder is called in messages. `audit` is what the last automatic check of the built site
    noted; None when none did, or its note is faulty. `texts` holds the normalised text of every YAML and
    Markdown file by its path, for spans; `broken` the ids of records that could not be read, by kind: those
    of the registries (`*` for a whole one), `projects`, `texts` as paths of Markdown files under the folder, and under
    `site` the faulty fields of `site.yaml`. `has_registries`: the registries and the site's own file are looked at too;
    else they are there to be looked up in, as is every record in `index`, listed or not. `suspects`: those of
    `texts` in which there may be what every file is searched for; None where that is not known.
    """

    folder: str
    site: Site
    audit: AuditResult | None
    organisations: Mapping[str, Organisation]
    programmes: Mapping[str, Programme]
    tags: Mapping[str, Mapping[str, str]]
    glossary: Mapping[str, GlossaryTerm]
    projects: tuple[ProjectRecord, ...]
    news: tuple[NewsRecord, ...]
    pages: tuple[PageRecord, ...]
    media: Mapping[str, MediaFile]
    texts: Mapping[str, str]
    broken: Mapping[str, frozenset[str]]
    index: Index
    has_registries: bool = True
    suspects: Mapping[str, str] | None = None

    @property
    def to_search(self) -> Mapping[str, str]:
        """The texts of the files that are searched as they are written, comments too."""
        return self.texts if self.suspects is None else self.suspects

    def markdown(self) -> Iterator[MarkdownText]:
        """Every Markdown file: news, pages, descriptions."""
        for news in self.news:
            yield from news.texts.values()
        for page in self.pages:
            yield from page.texts.values()
        for record in self.projects:
            yield from record.descriptions.values()

    @property
    def languages(self) -> tuple[Language, ...]:
        """The site's languages, the primary one first."""
        return cast("tuple[Language, ...]", self.site.languages)

    @property
    def primary(self) -> Language:
        """The language that must be complete."""
        return Language(self.site.languages[0])
