"""The view of the search page, and what a page is found by."""

from __future__ import annotations

from sitegen.values import dataclass
from sitegen.views.parts import Link, Text


@dataclass(frozen=True, slots=True)
class SearchMarks:
    """What the search shows of a page beside its words: title, facts in one line; `values`: what it is narrowed by.

    `values` are pairs of a facet's name and a value in the page's language.
    """

    title: Text
    facts: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SearchFacet:
    """What results can be narrowed by; its values stand in the order in which they are offered."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountForm:
    """How a number of results is told: `category` is CLDR's plural category, `{count}` in the text the number."""

    category: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page. `has_index` is false where the site is made without one, as for a preview.

    `index` is the address of its folder. `has_endings`: a script of ours knows the endings of the language, which
    pagefind does not. `lists`: where to look without search.
    """

    has_index: bool
    index: str
    has_endings: bool
    facets: tuple[SearchFacet, ...]
    counts: tuple[CountForm, ...]
    lists: tuple[Link, ...]
