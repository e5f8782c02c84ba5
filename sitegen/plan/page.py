"""A page to come, as a small value, and how pages are listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from sitegen.languages import Language
from sitegen.published import Text
from sitegen.resolve import Site
from sitegen.values import dataclass

NOT_FOUND = "404.html"


class PageKind(StrEnum):
    """Which view and template a page has."""

    HOME = "home"
    PROJECTS = "projects"
    PROJECT = "project"
    NEWS_LIST = "news-list"
    NEWS = "news"
    TOPICS = "topics"
    TOPIC = "topic"
    ORGANISATIONS = "organisations"
    ORGANISATION = "organisation"
    PLACES = "places"
    PLACE = "place"
    GLOSSARY = "glossary"
    STANDING = "standing"
    ACCESSIBILITY = "accessibility"
    SEARCH = "search"
    DUTIES = "duties"
    NOT_FOUND = "not-found"
    REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class Page:
    """A page to come.

    `subject` names what it is about (a slug, a tag, an id, a redirect's target); `facet` and `value`, or `year`, narrow
    a list, of which it is page `number` of `count`. `alternates`: the same page by language, its own included.
    `covers`: the projects that its attribution must cover; `sources`: the files it is made from.
    """

    path: str
    language: Language
    kind: PageKind
    subject: str = ""
    facet: str = ""
    value: str = ""
    year: int = 0
    number: int = 1
    count: int = 1
    alternates: tuple[tuple[Language, str], ...] = ()
    covers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    is_indexed: bool = True

    @property
    def file(self) -> str:
        """The file that the page is written to."""
        return self.path if self.path.endswith((".html", ".htm")) else f"{self.path}index.html"


def not_found_file(language: Language, primary: Language) -> str:
    """The page for lost addresses in a language. Servers that know of one alone take the primary language's."""
    return NOT_FOUND if language == primary else f"{language}/{NOT_FOUND}"


def page_count(entries: int, per_page: int) -> int:
    """How many pages a list has; an empty list has one."""
    return max(1, -(-entries // per_page))


def in_languages(site: Site, path_of: Callable[[Language], str], like: Page) -> Iterator[Page]:
    """A page in every language of the site; what but its address and language is said by `like`."""
    alternates = tuple((language, path_of(language)) for language in site.languages)
    sources = like.sources or (f"{site.content.folder}/site.yaml",)
    for language, path in alternates:
        yield replace(like, path=path, language=language, alternates=alternates, sources=sources)


def paged(site: Site, path_of: Callable[[Language, int], str], like: Page) -> Iterator[Page]:
    """The pages of a long list in every language; `like.count` tells how many there are."""
    for number in range(1, like.count + 1):
        alternates = tuple((language, path_of(language, number)) for language in site.languages)
        for language, path in alternates:
            yield replace(like, path=path, language=language, number=number, alternates=alternates)


def texts_in_languages(paths: Mapping[Language, str], texts: Mapping[Language, Text], like: Page) -> Iterator[Page]:
    """The pages of a text, in the languages that it has."""
    alternates = tuple(paths.items())
    for language, path in alternates:
        sources = (texts[language].path,)
        yield replace(like, path=path, language=language, alternates=alternates, sources=sources)


def kind_of(site: Site, kind: PageKind, covers: tuple[str, ...]) -> Page:
    """A page of a kind, without an address yet."""
    return Page("", site.primary, kind, covers=covers)
