"""The furniture of every page: head, attribution, navigation, footer."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from sitegen.languages import Language
from sitegen.values import dataclass
from sitegen.views.parts import Link, Phone, Text
from sitegen.views.search import SearchMarks
from sitegen.views.share import SocialCard


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language, as an absolute address."""

    language: Language
    href: str


@dataclass(frozen=True, slots=True)
class Switch:
    """The link to another language. `is_same_record` is false when this page has no counterpart there."""

    language: Language
    name: str
    href: str
    is_same_record: bool


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """An entry of the main navigation."""

    label: Text
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way to this page; the last one, the page itself, has no address."""

    label: Text
    href: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What stands beside the emblem: a lead line as prescribed, and the fund names under it (2007–2020)."""

    lead: str
    funds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A national mark: its official name, and its picture's address when the institution supplied the file."""

    name: str
    src: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """The EU attribution block of a page. `periods`, `funds` and `support` are words for the data attributes."""

    periods: str
    funds: str
    support: str
    statements: tuple[Statement, ...]
    marks: tuple[Mark, ...]
    slogan: str
    sentences: tuple[str, ...]
    fund_pages: tuple[Link, ...]
    disclaimer: str


@dataclass(frozen=True, slots=True)
class Feed:
    """An Atom feed of this page, for the head."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Footer:
    """Who runs the site, and the pages that every page leads to."""

    institution: Text
    institution_url: str
    email: str
    phone: Phone | None
    links: tuple[Link, ...]
    feed: str
    licence: Link | None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that the page is made from. `commit`: the short hash of its last commit, on `day`; empty if not known."""

    path: str
    commit: str
    day: date | None


@dataclass(frozen=True, slots=True)
class SearchLink:
    """The link to the search page."""

    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around a page's own view. Addresses are relative to the page save `canonical` and `alternates`.

    `card`: how the page is shown where it is shared, `structured`: the text of its data block; neither on pages without
    an address of their own. `search` is None where the site has no search index, `marks` on pages that are not searched
    for.
    """

    language: Language
    root: str
    title: str
    description: str
    canonical: str
    alternates: tuple[Alternate, ...]
    x_default: str
    is_indexed: bool
    site_title: Text
    home: str
    navigation: tuple[NavigationItem, ...]
    switches: tuple[Switch, ...]
    crumbs: tuple[Crumb, ...]
    attribution: Attribution | None
    feeds: tuple[Feed, ...]
    sources: tuple[SourceFile, ...]
    card: SocialCard | None
    structured: Markup
    search: SearchLink | None
    marks: SearchMarks | None
    footer: Footer
