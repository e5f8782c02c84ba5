"""Turning resolved values into the texts, links and passages of one page."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import wraps
from itertools import pairwise
from operator import attrgetter
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import quote

from markupsafe import Markup

from sitegen.attribution import fund_name
from sitegen.facts import Foreign, Stated, noun_of
from sitegen.languages import Language
from sitegen.models.content import Version
from sitegen.models.fields import in_language
from sitegen.models.project import Document as DocumentField
from sitegen.models.project import Image
from sitegen.models.site import TextDocument
from sitegen.money import Money
from sitegen.plan import NOT_FOUND, is_involved
from sitegen.prose import FactReference, Filling, Reference, fill, foreign_words, unwrap
from sitegen.resolve import NewsItem, Project, Site
from sitegen.targets import TargetKind, target_of
from sitegen.urls import base_path, quoted, root_of, slugify, tel
from sitegen.views.apart import within
from sitegen.views.parts import (
    Choice,
    Document,
    Link,
    Logo,
    NewsCard,
    PageLink,
    Pager,
    Party,
    Passage,
    Phone,
    Picture,
    ProjectCard,
    Quantity,
    Text,
)

Localised = Mapping[str, str]
Forms = Mapping[str, Mapping[str, str]]
Given = ParamSpec("Given")
Made = TypeVar("Made")


def kept(make: Callable[Concatenate[Writer, Given], Made]) -> Callable[Concatenate[Writer, Given], Made]:
    """What is the same on all pages of a language that lie equally deep is made once, as in `sitegen.resolve.kept`."""
    return _kept(make, attrgetter("language", "root"))


def kept_for_language(
    make: Callable[Concatenate[Writer, Given], Made],
) -> Callable[Concatenate[Writer, Given], Made]:
    """The same for what has no address in it that is relative: it is made once for all pages of a language."""
    return _kept(make, attrgetter("language"))


def _kept(
    make: Callable[Concatenate[Writer, Given], Made], of: Callable[[Writer], Hashable]
) -> Callable[Concatenate[Writer, Given], Made]:
    """Keep what is made by what it is made of and what it is given."""

    @wraps(make)
    def found(writer: Writer, /, *given: Given.args, **named: Given.kwargs) -> Made:
        reads, key = writer.reads, (make, of(writer), *given)
        known = reads.kept.get(key) or reads.keep(key, lambda: make(writer, *given, **named))
        reads.names.update(known[1])
        made: Made = known[0]
        return made

    return found


def is_lost(path: str) -> bool:
    """Whether a page is one for lost addresses."""
    return path.rpartition("/")[2] == NOT_FOUND


class Writer:
    """Writes for the page at `here`, in `language`. `root`: the way up to the site's root.

    What every text and link needs is looked up once a page.
    """

    __slots__ = ("gettext", "here", "language", "primary", "reads", "root", "segments", "site")

    def __init__(self, site: Site, language: Language, here: str) -> None:
        self.site = site
        self.language = language
        self.here = here
        # The page for lost addresses is shown at any depth, so its way is absolute.
        self.root = base_path(site.content.site.base_url) if is_lost(here) else root_of(here)
        self.primary = site.primary
        self.reads = site.reads
        self.segments = site.segments[language]
        self.gettext = site.words[language].catalogue.gettext

    def speaking(self, language: Language) -> Writer:
        """A writer for the same page in another language."""
        return Writer(self.site, language, self.here)

    def href(self, path: str) -> str:
        """The address of a page of this site, from this page."""
        return self.root + quoted(path)

    def media(self, path: str) -> str:
        """The address of a file under `media/`."""
        return self.root + quote(f"media/{path.removeprefix('media/')}")

    def own(self, text: str) -> Text:
        """A text in the page's language."""
        return Text(text, self.language)

    def text(self, texts: Localised) -> Text:
        """The page's language of a localised text, or the primary one, marked."""
        own = texts.get(self.language)
        if own is not None:
            return Text(own, self.language)
        return Text(texts[self.primary], self.primary, self.primary != self.language)

    def maybe(self, texts: Localised | None) -> Text | None:
        """The same, where there may be none."""
        return self.text(texts) if texts else None

    def noun(self, number: Decimal | int, forms: Forms) -> Text:
        """What is counted, in the form that goes with the number; in the primary language where there is a gap."""
        noun, spoken = noun_of(number, forms, self.language, self.site.primary)
        return Text(noun, spoken, spoken != self.language)

    def partners(self, number: int | None) -> Text:
        """What partners are called that are not named, in the form that goes with their number."""
        ngettext = self.site.words[self.language].catalogue.ngettext
        return self.own(ngettext("partner", "partners", number if number is not None else 2))

    def quantity(self, number: Decimal | None, unit: Forms | None) -> Quantity | None:
        """A number with its unit, where it is stated."""
        if number is None:
            return None
        return Quantity(number, self.noun(number, unit) if unit else None)

    def passage(self, texts: Localised, project: Project, version: Version, is_inline: bool = False) -> Passage:
        """Prose of a record, with the facts of `version`."""
        source, spoken = in_language(texts, self.language, self.site.primary)
        language = Language(spoken)
        html = self._fill(source, language, project.traits.path, {project.slug: version}, project.slug)
        return Passage(Markup(unwrap(html) if is_inline else html), language, language != self.language)

    @kept
    def summary(self, project: Project) -> Passage:
        """A project's summary."""
        version = project.version
        return self.passage(version.project.summary, project, version)

    def maybe_passage(self, texts: Localised | None, project: Project, version: Version) -> Passage | None:
        """The same, where there may be none."""
        return self.passage(texts, project, version) if texts else None

    def markdown(
        self, source: str, language: Language, path: str, projects: tuple[str, ...], versions: Mapping[str, Version]
    ) -> Passage:
        """Prose of a Markdown file. `projects` are those it names; `versions` the versions that its facts are of."""
        html = self._fill(source, language, path, versions, projects[0] if len(projects) == 1 else "")
        return Passage(Markup(html), language, language != self.language)

    def _fill(self, source: str, language: Language, path: str, versions: Mapping[str, Version], default: str) -> str:
        site = self.site
        prose = site.shelf[language, source]
        if not prose.facts and not prose.links:  # most texts; what follows is three functions
            return prose.html

        def fact(reference: FactReference) -> Filling:
            slug = reference.project or default
            project = site.projects.get(slug)
            if project is None:
                return Filling("")
            version = versions.get(slug) or project.version
            site.reads.note(f"fact:{slug}:{reference.name}")  # for whoever asks what a page tells (`sitegen explain`)
            return self._in_words(site.facts(project, version, language).get(reference.name), language)

        def address(reference: Reference) -> str:
            target = target_of(site.content, path, reference.target)
            if target.kind is TargetKind.EXTERNAL:
                return target.name
            if target.kind is TargetKind.HERE:
                return f"#{target.anchor}"
            found = site.path_of(target, language if not target.language else target.language)
            return self.href(found) if found is not None else "#"

        def size(reference: Reference) -> tuple[int, int]:
            file = site.content.media.get(target_of(site.content, path, reference.target).name)
            return (file.width, file.height) if file else (0, 0)

        return fill(prose, fact, address, size)

    def _in_words(self, fact: Stated, language: Language) -> Filling:
        """A fact for a text of a language, marked where it is of another."""
        match fact:
            case Foreign(text, spoken, lead):
                return foreign_words(text, spoken, self.site.words[language].in_language(spoken), lead)
            case _:
                return Filling(fact or "")

    def link(self, texts: Localised, url: str | None) -> Link:
        """A link to another site; without an address it is text alone."""
        return Link(self.text(texts), url or "", is_external=bool(url))

    @kept
    def party(self, organisation: str) -> Party:
        """An organisation by id."""
        found = self.site.content.organisations[organisation]
        logo = Logo(self.media(found.logo.file), self.text(found.logo.alt)) if found.logo else None
        own = self.segments.organisation(slugify(organisation))
        href = self.href(own) if is_involved(self.site, organisation) else ""
        return Party(self.text(found.name), found.url or "", logo, href)

    def money(self, project: Project, amount: Decimal | None) -> Money | None:
        """An amount in the project's currency."""
        return Money(amount, project.figures.currency) if amount is not None else None

    @kept
    def card(self, project: Project) -> ProjectCard:
        """A project in a list."""
        traits, figures = project.traits, project.figures
        return ProjectCard(
            href=self.href(self.site.project_path(project, self.language)),
            title=self.text(traits.title),
            number=traits.number,
            status=traits.status,
            total=self.money(project, figures.total),
            funds=tuple(fund_name(fund, self.language) for fund in traits.funds),
            start=traits.start,
            end=traits.end,
            beneficiary=self.party(traits.beneficiary).name,
        )

    def union(self, project: Project) -> tuple[Money | None, Decimal | None]:
        """The Union's money and its part in percent."""
        figures = project.figures
        return self.money(project, figures.union), figures.union_rate

    @kept
    def news_card(self, item: NewsItem) -> NewsCard:
        """A news item in a list; in another language where the page's has none."""
        text = item.text_for(self.language)
        return NewsCard(
            href=self.href(self.site.news_path(item, text.language)),
            title=Text(text.fields.title or "", text.language, text.language != self.language),
            day=item.day,
            summary=within(self.summary_of(item, text.language), f"news-{item.name}"),
            topics=tuple(self.text(self.site.content.tags[tag]) for tag in item.tags),
        )

    def summary_of(self, item: NewsItem, language: Language) -> Passage | None:
        """A news item's summary, with the facts of its day."""
        text = item.texts[language]
        if not text.fields.summary:
            return None
        return self.markdown(text.fields.summary, language, text.path, text.fields.projects, self.versions_of(item))

    def versions_of(self, item: NewsItem) -> Mapping[str, Version]:
        """The versions in force on a news item's day: what it told was true then."""
        return _InForce(self.site.projects, item.day)

    @kept
    def terms(self) -> Mapping[str, str]:
        """Where the glossary explains a term, by the term's id."""
        home = self.href(self.segments.glossary)
        return {name: f"{home}#{quote(name, safe='+')}" for name in self.site.content.glossary}

    @kept
    def topic(self, tag: str) -> Link:
        """A topic's page."""
        return Link(self.text(self.site.content.tags[tag]), self.href(self.segments.topic(tag)))

    def document(self, field: DocumentField | TextDocument) -> Document:
        """A file to download."""
        language = Language(field.language) if field.language else None
        size = self.site.content.media[field.file].size
        ending = field.file.rpartition(".")[2].upper()
        return Document(self.text(field.title), self.media(field.file), ending, size, language)

    def picture(self, image: Image) -> Picture:
        """A picture of a record."""
        return self.picture_of(image.file, self.text(image.alt), self.maybe(image.caption))

    def picture_of(self, file: str, alt: Text, caption: Text | None = None) -> Picture:
        """A picture, as large as its file says."""
        media = self.site.content.media[file]
        return Picture(self.media(file), alt, caption, media.width, media.height)

    def phone(self, number: str) -> Phone:
        """A telephone number."""
        return Phone(number, tel(number))

    def pager(self, number: int, count: int, paths: Mapping[int, str]) -> Pager:
        """The pages of a list as links; `paths` are addresses by page number."""
        hrefs = {one: self.href(path) for one, path in paths.items()}
        pages = tuple(PageLink(one, hrefs[one]) if one else None for one in shown_pages(number, count))
        return Pager(number, count, hrefs.get(number - 1, ""), hrefs.get(number + 1, ""), pages)

    def choice(self, label: Text, path: str, count: int, is_current: bool) -> Choice:
        """A filter as a link."""
        return Choice(label, self.href(path), count, is_current)


def shown_pages(number: int, count: int) -> list[int]:
    """The numbers that lead through a list: the first, the last, and those around `number`; 0 where some are left out.

    A single page is not left out: the sign for it would take as much room.
    """
    near = sorted({1, number, count, *(one for one in (number - 1, number + 1) if 1 <= one <= count)})
    found = near[:1]
    for one, after in pairwise(near):
        between = range(one + 1, after)
        found += [0, after] if len(between) > 1 else [*between, after]
    return found


class _InForce(Mapping[str, Version]):
    """Each project's version in force on a day, found when it is asked for."""

    def __init__(self, projects: Mapping[str, Project], day: date) -> None:
        self._projects = projects
        self._day = day

    def __getitem__(self, slug: str) -> Version:
        return self._projects[slug].file.in_force(self._day)

    def __iter__(self) -> Iterator[str]:
        return iter(self._projects)

    def __len__(self) -> int:
        return len(self._projects)
