"""The small typed values that pages are made of. Templates format them; they hold no markup but finished prose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from markupsafe import Markup

from sitegen.languages import Language
from sitegen.models.choices import Status
from sitegen.money import Money
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A plain text. `is_foreign`: shown in another language than the page's, to be marked and given its `lang`."""

    text: str
    language: Language
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Finished prose in HTML, with its language. `is_foreign`: as for `Text`."""

    html: Markup
    language: Language
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `is_external` when it leaves the site."""

    text: Text
    href: str
    is_external: bool = False


@dataclass(frozen=True, slots=True)
class Logo:
    """An organisation's logo; shown no larger than the EU emblem (A-10)."""

    src: str
    alt: Text


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as named on a page. `href`: its page on this site; it and `url` are empty when it has none."""

    name: Text
    url: str = ""
    logo: Logo | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit's noun in the right plural form, where it has one."""

    value: Decimal
    noun: Text | None = None


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """A project in a list: the same five facts in the same place."""

    href: str
    title: Text
    number: str
    status: Status | None
    total: Money | None
    funds: tuple[str, ...]
    start: date | None
    end: date | None
    beneficiary: Text
    reasons: tuple[Text, ...] = ()

    def because(self, reasons: tuple[Text, ...]) -> ProjectCard:
        """The card with why it is shown. `dataclasses.replace` takes three times as long."""
        return ProjectCard(
            *(self.href, self.title, self.number, self.status, self.total),
            *(self.funds, self.start, self.end, self.beneficiary, reasons),
        )


@dataclass(frozen=True, slots=True)
class NewsCard:
    """A news item in a list. `title.is_foreign` when there is no text of the page's language."""

    href: str
    title: Text
    day: date
    summary: Passage | None
    topics: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter or page of a list, as a link. `count`: how many entries it leads to."""

    label: Text
    href: str
    count: int = 0
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of filters: `name` is one of status, fund, period, place, topic, year.

    `index`: the page of everything that there is of the kind, where there is one.
    """

    name: str
    choices: tuple[Choice, ...]
    index: str = ""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of a long list."""

    number: int
    href: str


@dataclass(frozen=True, slots=True)
class Pager:
    """The pages of a long list; the links are empty where there is no such page.

    `pages`: the first, the last, and those around this one; None where some are left out.
    """

    number: int
    count: int
    previous: str
    following: str
    pages: tuple[PageLink | None, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file to download: `format` as its ending in capitals, `size` in bytes."""

    title: Text
    href: str
    format: str
    size: int
    language: Language | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its alternative text; sizes in pixels, 0 when not known."""

    src: str
    alt: Text
    caption: Text | None
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as written, and as a `tel:` address."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask: a role, its institution, and how to reach it."""

    role: Text
    organisation: Party | None
    name: str
    phones: tuple[Phone, ...]
    email: str
