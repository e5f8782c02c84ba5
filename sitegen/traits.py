"""What pages tell of a record that is not their own: small enough that those of all records are always at hand.

Traits follow from a record, the day of the build, and the registries. Sums are apart (`Figures`), so that an amount
that changes leaves alone what does not tell amounts. Indicators and texts are not among them: a page that shows these
reads the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from sitegen.attribution import Support
from sitegen.attribution.support import support_of
from sitegen.facts import union_money, union_rate
from sitegen.languages import Language
from sitegen.models.choices import Fund, Period, Status
from sitegen.models.content import Content, MarkdownText, NewsRecord, PageRecord, ProjectRecord
from sitegen.models.project import Place, status_on
from sitegen.models.site import TextDocument
from sitegen.named_files import of_paths
from sitegen.values import dataclass

_Day = date
Named = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Files:
    """The files under `media/` that a record names, in order: where it is published, and where it is not."""

    public: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectTraits:
    """Of a project. `is_published`: not a draft, its day has come, and its support is known; else most is empty.

    `first_number`: as it was contracted first. `version`: the number of the version in force, `versions`: how many
    there are. `support` and `period` are None when it is not published.
    """

    slug: str
    path: str
    sources: tuple[str, ...]
    first_number: str
    is_published: bool
    slugs: Mapping[Language, str]
    title: Mapping[str, str]
    number: str = ""
    version: int = 0
    versions: int = 1
    programme: str = ""
    period: Period | None = None
    status: Status | None = None
    support: Support | None = None
    funds: tuple[Fund, ...] = ()
    measure: str = ""
    tags: tuple[str, ...] = ()
    beneficiary: str = ""
    partners: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    start: date | None = None
    end: date | None = None
    aliases: tuple[str, ...] = ()
    files: Files = Files()

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which the project runs; those of the days that are stated."""
        days = [day for day in (self.start, self.end) if day]
        return tuple(range(days[0].year, days[-1].year + 1)) if days else ()


@dataclass(frozen=True, slots=True)
class Figures:
    """The sums of a project in force: its total cost, the Union's money, and its part in percent; None if not known."""

    total: Decimal | None = None
    currency: str = ""
    union: Decimal | None = None
    union_rate: Decimal | None = None


Sums = tuple[str | None, ...]
"""The fields of `Figures` as they are remembered: the home page asks for those of all, and unpacking takes 6 µs."""


def noted(figures: Figures) -> Sums:
    """Sums as they are remembered."""
    amounts = (figures.total, figures.union, figures.union_rate)
    return (figures.currency, *(None if amount is None else str(amount) for amount in amounts))


def recalled(sums: Sums) -> Figures:
    """Sums that are remembered."""
    total, union, rate = (None if amount is None else Decimal(amount) for amount in sums[1:])
    return Figures(total, sums[0] or "", union, rate)


@dataclass(frozen=True, slots=True)
class Fields:
    """What pages tell of a Markdown file's `FrontMatter`; that of thousands of texts takes a sixth of the room so."""

    title: str | None
    slug: str | None
    date: _Day | None
    updated: _Day | None
    projects: tuple[str, ...]
    summary: str | None
    author: str | None
    image: str | None
    image_alt: str | None
    documents: tuple[TextDocument, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A published Markdown file without its text."""

    path: str
    language: Language
    fields: Fields


@dataclass(frozen=True, slots=True)
class NewsTraits:
    """Of a news item: the heads of its published texts, the site's first language first; none when it is not published.

    `is_listed` is false once it has expired. `projects`: those it names, published or not.
    """

    slug: str
    day: date
    heads: Mapping[Language, Head]
    projects: tuple[str, ...]
    tags: tuple[str, ...]
    is_listed: bool
    files: Files = Files()


@dataclass(frozen=True, slots=True)
class PageTraits:
    """Of a standing page: the heads of its published texts."""

    slug: str
    heads: Mapping[Language, Head]
    files: Files = Files()


Traits = ProjectTraits | NewsTraits | PageTraits


def figures_of(record: ProjectRecord | NewsRecord | PageRecord, day: date) -> Figures:
    """The sums of a project on `day`; none of other records."""
    if not isinstance(record, ProjectRecord):
        return Figures()
    funding = record.in_force(day).project.funding
    return Figures(funding.total, funding.currency, union_money(funding), union_rate(funding))


def traits_of(record: ProjectRecord | NewsRecord | PageRecord, content: Content, day: date, named: Named) -> Traits:
    """The traits of a record on `day`. `content` is asked for its languages and registries only.

    `named`: the files that texts and records name, by their paths.
    """
    if isinstance(record, ProjectRecord):
        return _of_project(record, content, day, named)
    return _of_news(record, content, day, named) if isinstance(record, NewsRecord) else _of_page(record, named)


def _of_project(file: ProjectRecord, content: Content, day: date, named: Named) -> ProjectTraits:
    original = file.original
    sources = (file.path, *(text.path for text in file.descriptions.values()))
    is_out = not original.draft and (original.published is None or original.published <= day)
    version = file.in_force(day)
    record = version.project
    support = support_of(content, record) if is_out else None
    files = tuple(sorted(of_paths(named, sources)))
    if support is None:
        hidden = Files(hidden=files)
        return ProjectTraits(file.slug, file.path, sources, original.number, False, {}, {}, files=hidden)
    return ProjectTraits(
        slug=file.slug,
        path=file.path,
        sources=sources,
        first_number=original.number,
        is_published=True,
        number=record.number,
        version=version.number,
        versions=len(file.versions),
        programme=record.programme,
        period=support.period,
        status=status_on(record, day),
        support=support,
        slugs={language: original.slug.get(language, file.slug) for language in content.languages},
        title=record.title,
        funds=record.fund,
        measure=record.measure or "",
        tags=record.tags,
        beneficiary=record.beneficiary,
        partners=tuple(one.organisation for one in record.partners if one.organisation),
        places=record.places,
        start=record.dates.start,
        end=record.dates.end,
        aliases=original.aliases,
        files=Files(files),
    )


def _of_news(record: NewsRecord, content: Content, day: date, named: Named) -> NewsTraits:
    spoken = [language for language in content.languages if language in record.texts] if record.day <= day else []
    texts = [record.texts[language] for language in spoken if not record.texts[language].fields.draft]
    expires = [text.fields.expires for text in texts if text.fields.expires is not None]
    return NewsTraits(
        slug=record.slug,
        day=record.day,
        heads={text.language: _head(text) for text in texts},
        projects=tuple(dict.fromkeys(slug for text in texts for slug in text.fields.projects)),
        tags=texts[0].fields.tags if texts else (),
        is_listed=not any(expiry <= day for expiry in expires),
        files=_files(record, texts, named),
    )


def _of_page(record: PageRecord, named: Named) -> PageTraits:
    texts = {language: text for language, text in record.texts.items() if not text.fields.draft}
    heads = {language: _head(text) for language, text in texts.items()}
    return PageTraits(record.slug, heads, _files(record, texts.values(), named))


def _files(record: NewsRecord | PageRecord, published: Iterable[MarkdownText], named: Named) -> Files:
    """The files that the published texts name, and those that only the others do."""
    public = of_paths(named, (text.path for text in published))
    every = of_paths(named, (text.path for text in record.texts.values()))
    return Files(tuple(sorted(public)), tuple(sorted(every - public)))


def _head(text: MarkdownText) -> Head:
    said = text.fields
    fields = Fields(
        title=said.title,
        slug=said.slug,
        date=said.date,
        updated=said.updated,
        projects=said.projects,
        summary=said.summary,
        author=said.author,
        image=said.image,
        image_alt=said.image_alt,
        documents=said.documents,
        aliases=said.aliases,
    )
    return Head(text.path, text.language, fields)
