"""How a page is shown where somebody shares it: its card, and the picture on the card."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sitegen.attribution.derive import Statement
from sitegen.values import dataclass

WIDTH, HEIGHT = 1200, 630


@dataclass(frozen=True, slots=True)
class ShareFact:
    """A fact with its name above it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class SharePicture:
    """What is drawn, in the page's language: the Union's support, a title, the facts that are stated, whose site it is.

    `union_percent`: how much of the whole the Union pays, for a bar. `note`: a project's number.
    """

    statements: tuple[Statement, ...]
    title: str
    facts: tuple[ShareFact, ...]
    union_percent: Decimal | None
    site: str
    note: str

    @property
    def words(self) -> str:
        """What can be read on it, in order, for people who cannot see it."""
        support = [". ".join((one.lead, *one.funds)) for one in self.statements]
        facts = [f"{fact.name}: {fact.value}" for fact in self.facts]
        return ". ".join([*support, self.title, *facts, self.site])


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a card: its full address, its size in pixels, and its words."""

    src: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class SocialCard:
    """A page as OpenGraph tells of it. `kind`: article or website; locales as `lv_LV`, the page's own first."""

    kind: str
    title: str
    locales: tuple[str, ...]
    picture: Picture
    published: date | None
    modified: date | None
