"""What is published: projects, news items and standing pages by name, whose records are read when they are asked for.

Whatever is handed out notes what it is (`sitegen.reading`), so that what is made from it can be remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NoReturn, TypeVar

from sitegen.attribution import Support
from sitegen.languages import Language
from sitegen.models.choices import Status
from sitegen.models.content import NewsRecord, PageRecord, ProjectRecord, Version
from sitegen.models.project import Project as Record
from sitegen.models.site import Programme
from sitegen.reading import Reads
from sitegen.traits import Fields, Figures, Head, NewsTraits, PageTraits, ProjectTraits, Traits
from sitegen.values import dataclass

Named = TypeVar("Named")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a site's records come from, by their unit, such as `projects/x`; and what notes that they were read."""

    traits: Callable[[str], Traits]
    figures: Callable[[str], Figures]
    record: Callable[[str], Any]
    reads: Reads

    def traits_of_project(self, slug: str) -> ProjectTraits:
        """The traits of a project. Raises `KeyError` when there is none."""
        self.reads.note(f"traits:projects/{slug}")
        found = self.traits(f"projects/{slug}")
        if not isinstance(found, ProjectTraits):
            raise KeyError(slug)
        return found


class Project:
    """A published project: the version in force, its programme, its status on the day, its slug per language.

    Its names are made once, and its traits looked up once: a page asks for them a hundred times, 2 µs each.
    """

    __slots__ = ("_figures", "_noted", "_noted_figures", "_programmes", "_reads", "_source", "_traits", "_unit", "slug")

    def __init__(self, slug: str, source: Source, programmes: Mapping[str, Programme]) -> None:
        self.slug = slug
        self._source = source
        self._reads = source.reads
        self._programmes = programmes
        self._noted = f"traits:projects/{slug}"
        self._noted_figures = f"figures:projects/{slug}"
        self._unit = f"projects/{slug}"
        self._traits: ProjectTraits | None = None
        self._figures: Figures | None = None

    def __repr__(self) -> str:
        return f"<project {self.slug}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("what is published is read, not packed")

    @property
    def traits(self) -> ProjectTraits:
        """What pages of others tell of it."""
        self._reads.names.add(self._noted)
        found = self._traits
        if found is None:
            found = self._traits = self._source.traits_of_project(self.slug)
        return found

    @property
    def figures(self) -> Figures:
        """Its sums."""
        self._reads.names.add(self._noted_figures)
        found = self._figures
        if found is None:
            found = self._figures = self._source.figures(self._unit)
        return found

    @property
    def file(self) -> ProjectRecord:
        """The project's file, with every version."""
        self._reads.note(f"unit:{self._unit}")
        found: ProjectRecord = self._source.record(self._unit)
        return found

    @property
    def version(self) -> Version:
        """The version in force."""
        return self.file.versions[self.traits.version]

    @property
    def record(self) -> Record:
        """The record in force."""
        return self.version.project

    @property
    def programme(self) -> Programme:
        """The programme that it belongs to."""
        return self._programmes[self.traits.programme]

    @property
    def status(self) -> Status | None:
        """Its status on the day of the build."""
        return self.traits.status

    @property
    def support(self) -> Support:
        """What its attribution follows from."""
        found = self.traits.support
        if found is None:
            raise KeyError(self.slug)
        return found

    @property
    def slugs(self) -> Mapping[Language, str]:
        """Its name in addresses, by language."""
        return self.traits.slugs

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which it runs; those of the days that are stated."""
        return self.traits.years


class Text:
    """A published Markdown text: its head, and its body when it is asked for. `unit`: what it belongs to."""

    __slots__ = ("_source", "_unit", "fields", "language", "path")

    def __init__(self, head: Head, unit: str, source: Source) -> None:
        self.path: str = head.path
        self.language: Language = head.language
        self.fields: Fields = head.fields
        self._unit = unit
        self._source = source

    @property
    def body(self) -> str:
        """Its Markdown."""
        self._source.reads.note(f"unit:{self._unit}")
        record: NewsRecord | PageRecord = self._source.record(self._unit)
        return record.texts[self.language].body


class NewsItem:
    """A published news item. `is_listed` is false once it has expired: its page stays, lists leave it out."""

    __slots__ = ("_known", "_named", "_noted", "_published", "_reads", "_source", "_texts", "day", "name", "slug")

    def __init__(self, name: str, source: Source, published: Callable[[str], bool]) -> None:
        self.name = name
        self.day = date.fromisoformat(name[:10])
        self.slug = name[11:]  # its name without its day
        self._source = source
        self._reads = source.reads
        self._published = published
        self._noted = f"traits:news/{name}"
        self._known: NewsTraits | None = None
        self._texts: Mapping[Language, Text] = {}
        self._named: tuple[tuple[str, ...], frozenset[str]] | None = None

    def __repr__(self) -> str:
        return f"<news {self.name}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("what is published is read, not packed")

    def _traits(self) -> NewsTraits:
        self._reads.names.add(self._noted)
        return self._known or self._looked_up()

    def _looked_up(self) -> NewsTraits:
        unit = f"news/{self.name}"
        found = self._source.traits(unit)
        if not isinstance(found, NewsTraits):
            raise KeyError(self.name)
        self._texts = {language: Text(head, unit, self._source) for language, head in found.heads.items()}
        self._known = found
        return found

    @property
    def texts(self) -> Mapping[Language, Text]:
        """Its texts by language, the site's first language first."""
        self._traits()
        return self._texts

    @property
    def projects(self) -> tuple[str, ...]:
        """The slugs of the published projects that it names."""
        given = self._traits().projects
        if self._named is None:
            published = tuple(slug for slug in given if self._published(slug))
            self._named = published, frozenset(f"traits:projects/{slug}" for slug in given)
        self._reads.names.update(self._named[1])
        return self._named[0]

    @property
    def tags(self) -> tuple[str, ...]:
        """Its topics."""
        return self._traits().tags

    @property
    def is_listed(self) -> bool:
        """Whether lists show it."""
        return self._traits().is_listed

    def text_for(self, language: Language) -> Text:
        """The text of `language`, else the first there is."""
        texts = self.texts
        return texts.get(language) or next(iter(texts.values()))


class StandingPage:
    """A published standing page."""

    __slots__ = ("_source", "slug")

    def __init__(self, slug: str, source: Source) -> None:
        self.slug = slug
        self._source = source

    def __repr__(self) -> str:
        return f"<page {self.slug}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("what is published is read, not packed")

    @property
    def texts(self) -> Mapping[Language, Text]:
        """Its texts by language."""
        unit = f"pages/{self.slug}"
        self._source.reads.note(f"traits:{unit}")
        traits = self._source.traits(unit)
        heads = traits.heads if isinstance(traits, PageTraits) else {}
        return {language: Text(head, unit, self._source) for language, head in heads.items()}


@dataclass(frozen=True, slots=True)
class Outline:
    """What is published on the day, by name. Projects and pages in the order of their files; news newest first.

    `listed`: news that lists show; `of_projects`: these by the slug of the projects that they name. `numbers`: the
    first number of every project, published or not, by its file's path; `supports`: those of the published ones.
    `withheld`: the files under `media/` that nothing names but what is not published.
    """

    projects: tuple[str, ...]
    news: tuple[str, ...]
    listed: tuple[str, ...]
    pages: tuple[str, ...]
    of_projects: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, str]
    supports: tuple[Support, ...]
    withheld: frozenset[str] = frozenset()


def outline_of(traits: Iterable[Traits]) -> Outline:
    """The outline of the records with these traits, which come in the order of their files."""
    every = list(traits)
    projects = {one.slug: None for one in every if isinstance(one, ProjectTraits) and one.is_published}
    news = [one for one in every if isinstance(one, NewsTraits) and one.heads]
    news.sort(key=lambda one: (-one.day.toordinal(), one.slug))
    of_projects: dict[str, list[str]] = {}
    for item in (one for one in news if one.is_listed):
        for slug in item.projects:
            if slug in projects:
                of_projects.setdefault(slug, []).append(_name(item))
    return Outline(
        projects=tuple(projects),
        news=tuple(map(_name, news)),
        listed=tuple(_name(one) for one in news if one.is_listed),
        pages=tuple(one.slug for one in every if isinstance(one, PageTraits) and one.heads),
        of_projects={slug: tuple(names) for slug, names in of_projects.items()},
        numbers={one.path: one.first_number for one in every if isinstance(one, ProjectTraits)},
        supports=tuple(dict.fromkeys(one.support for one in every if isinstance(one, ProjectTraits) and one.support)),
        withheld=_withheld(every),
    )


def _withheld(every: Iterable[Traits]) -> frozenset[str]:
    public: set[str] = set()
    hidden: set[str] = set()
    for one in every:
        public.update(one.files.public)
        hidden.update(one.files.hidden)
    return frozenset(hidden - public)


def _name(item: NewsTraits) -> str:
    return f"{item.day.isoformat()}-{item.slug}"


class ByName(Mapping[str, Named]):
    """Things by name, each made when it is first asked for. What is read is noted: a name, or all names.

    `kind` is that of the unit's name, `outline` that of the list of all names.
    """

    def __init__(self, names: tuple[str, ...], make: Callable[[str], Named], reads: Reads, kind: str) -> None:
        self._names = dict.fromkeys(names)
        self._make = make
        self._reads = reads
        self._kind = kind
        self._made: dict[str, tuple[Named, str]] = {}

    def __getitem__(self, name: str) -> Named:
        made = self._made.get(name) or self._making(name)
        self._reads.names.add(made[1])
        return made[0]

    def _making(self, name: str) -> tuple[Named, str]:
        """A thing and what is noted when it is asked for."""
        noted = f"traits:{self._kind}/{name}"
        self._reads.note(noted)
        if name not in self._names:
            raise KeyError(name)
        made = self._made[name] = (self._make(name), noted)
        return made

    def __contains__(self, name: object) -> bool:
        self._reads.note(f"traits:{self._kind}/{name}")
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        self._reads.note(f"outline:{self._kind}")
        return iter(self._names)

    def __len__(self) -> int:
        self._reads.note(f"outline:{self._kind}")
        return len(self._names)
