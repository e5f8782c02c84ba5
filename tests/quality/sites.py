"""The sites whose pages are looked at, and which of their pages on which screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sitegen.diagnostics import Collector
from sitegen.languages import Language
from sitegen.pipeline import Settings, examine
from sitegen.plan import Page, PageKind
from tests.conftest import DAY

Scheme = Literal["light", "dark"]
# Those that are a state of their own, each; of lists and such, one of a kind is like another.
STATES = frozenset({PageKind.PROJECT, PageKind.NEWS, PageKind.STANDING, PageKind.ACCESSIBILITY})


@dataclass(frozen=True, slots=True)
class Screen:
    """How wide a page is shown, in CSS px, and in which colours."""

    width: int
    scheme: Scheme

    def __str__(self) -> str:
        return f"{self.width} px, {self.scheme}"


@dataclass(frozen=True, slots=True)
class Built:
    """A built site: its folder, and every page of its plan that a reader meets."""

    name: str
    folder: Path
    pages: tuple[Page, ...]

    def by_weight(self, kind: PageKind, language: Language) -> list[Page]:
        """The pages of a kind, from the one that has least in it to the one that has most."""
        return sorted((page for page in self.pages if (page.kind, page.language) == (kind, language)), key=self._weight)

    def _weight(self, page: Page) -> tuple[int, str]:
        return (self.folder / page.file).stat().st_size, page.path


@dataclass(frozen=True, slots=True)
class Stop:
    """A page to be looked at, and on which screens."""

    site: str
    page: Page
    screens: tuple[Screen, ...]

    @property
    def name(self) -> str:
        """The page, for people."""
        return f"{self.site}:/{self.page.path}"

    @property
    def is_whole(self) -> bool:
        """Whether it is seen on every screen."""
        return self.screens == SCREENS


# In an order in which little changes from one to the next.
SCREENS = (
    *(Screen(320, "light"), Screen(320, "dark"), Screen(768, "dark")),
    *(Screen(768, "light"), Screen(1440, "light"), Screen(1440, "dark")),
)


def built(name: str, content: Path, folder: Path) -> Built:
    """The plan of a site that lies built in a folder."""
    checked = examine(Settings(content=content, output=folder, day=DAY), Collector())[1]
    assert checked is not None, f"{content} has errors"
    return Built(name, folder, tuple(page for page in checked.pages if page.kind is not PageKind.REDIRECT))


def stops(sites: Sequence[Built]) -> tuple[Stop, ...]:
    """A page of each kind and language of the first site on every screen.

    Besides, every other state there, and the fullest page of each kind of the other sites: each in one of its languages
    and on one screen, in turn.
    """
    whole = [Stop(sites[0].name, page, SCREENS) for page in _kinds(sites[0], 0.5)]
    others = [*_in_turn((*_kinds(sites[0], 1), *_states(sites[0].pages)), sites[0].name)]
    others += [pair for site in sites[1:] for pair in _in_turn(_kinds(site, 1), site.name)]
    return (*whole, *(Stop(name, page, (SCREENS[number % 6],)) for number, (name, page) in enumerate(others)))


def _in_turn(pages: Iterable[Page], name: str) -> Iterator[tuple[str, Page]]:
    """Of pages that are one in several languages, one: the first of the first, the second of the second, and so on."""
    alike: dict[frozenset[tuple[Language, str]], dict[Language, Page]] = {}
    for page in pages:
        alike.setdefault(frozenset(page.alternates), {})[page.language] = page
    for number, same in enumerate(alike.values()):
        yield name, list(same.values())[number % len(same)]


def _kinds(site: Built, share: float) -> Iterator[Page]:
    """A page of every kind and language; `share`: where it stands among them by what it holds, 1 for the fullest."""
    for kind, language in dict.fromkeys((page.kind, page.language) for page in site.pages):
        pages = site.by_weight(kind, language)
        yield pages[int((len(pages) - 1) * share)]


def _states(pages: Iterable[Page]) -> Iterator[Page]:
    """Every page that is a state of its own, and one of each way in which a list is narrowed."""
    narrowed: set[tuple[PageKind, Language, str, bool]] = set()
    for page in pages:
        way = (page.kind, page.language, page.facet, bool(page.year))
        if page.kind in STATES or ((page.facet or page.year) and way not in narrowed):
            narrowed.add(way)
            yield page
