"""The view of a project page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sitegen.models.choices import Kind, Status
from sitegen.money import Money
from sitegen.values import dataclass
from sitegen.views.map import Map
from sitegen.views.parts import Contact, Document, Link, NewsCard, Party, Passage, Picture, ProjectCard, Quantity, Text


@dataclass(frozen=True, slots=True)
class Share:
    """One source of money. `percent` is as stated, else computed from the amounts, else absent.

    `href` leads to its entry in the glossary, where it has one. `x` and `width` place its part of the funding bar on a
    scale of 0 to 1000; `width` is 0 when it cannot be drawn.
    """

    name: str
    href: str
    is_union: bool
    amount: Money | None
    percent: Decimal | None
    is_percent_stated: bool
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid out on a day."""

    day: date
    source: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Funding:
    """Who pays. `union` is the EU's money together, `union_percent` its part of the whole."""

    total: Money | None
    shares: tuple[Share, ...]
    union: Money | None
    union_percent: Decimal | None
    payments: tuple[Payment, ...]

    @property
    def is_drawn(self) -> bool:
        """Whether there is a bar to draw."""
        return any(share.width for share in self.shares)

    @property
    def has_several_of_the_union(self) -> bool:
        """Whether more than one source is the Union's."""
        return sum(share.is_union for share in self.shares) > 1

    @property
    def has_computed(self) -> bool:
        """Whether a part of the whole is computed, and not nothing."""
        return any(share.percent and not share.is_percent_stated for share in self.shares)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of the time line: `kind` is start, contract, amendment, end or today; `x` on a scale of 0 to 1000."""

    kind: str
    day: date
    x: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The project in time. `run_from` and `run_to` are where the running part begins and ends, 0 to 1000."""

    moments: tuple[Moment, ...]
    run_from: int
    run_to: int

    @property
    def drawn(self) -> list[Moment]:
        """The moments as they are drawn: today last, over all others."""
        return sorted(self.moments, key=lambda moment: moment.kind == "today")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A result: target and achieved. `filled` is achieved over target in percent, at most 100.

    `was` is the target before the latest amendment that changed it, `changed` that amendment's date.
    """

    anchor: str
    label: Text
    target: Quantity | None
    achieved: Quantity | None
    as_of: date | None
    filled: int
    was: Quantity | None
    changed: date | None
    parts: tuple[Indicator, ...]

    @property
    def has_result(self) -> bool:
        """Whether it, or a part of it, says what has been achieved."""
        return self.achieved is not None or any(part.achieved is not None for part in self.parts)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is done. `location`: latitude and longitude in degrees (WGS 84); `href`: the page of its area."""

    name: Text
    address: str
    location: tuple[Decimal, Decimal] | None
    nuts: str
    capacity: int | None
    href: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A named partner, or a number of partners of one kind (`count` and `name` in the right plural form)."""

    count: int | None
    party: Party
    role: Text | None


@dataclass(frozen=True, slots=True)
class Change:
    """One field, by its name in facts, before and after: values are formatted by type.

    A list's are the entries that went and those that came. `difference`: by how much and, in `direction`, which way;
    of words (`is_wording`) what else changed where the two read the same; empty where nothing can be told.
    """

    field: str
    label: Text
    before: Money | date | Quantity | Decimal | Text | tuple[Text, ...] | None
    after: Money | date | Quantity | Decimal | Text | tuple[Text, ...] | None
    difference: str = ""
    direction: int = 0
    is_wording: bool = False


@dataclass(frozen=True, slots=True)
class Amendment:
    """A dated change of the record. Exactly one of `effective` and `known_by` is given.

    `is_next`: what it changes is what is in force.
    """

    anchor: str
    effective: date | None
    known_by: date | None
    is_in_force: bool
    is_next: bool
    reason: Passage | None
    source: Link | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What the project rests on: programme, objective, measure, call, law."""

    programme: Link
    period: str
    funds: tuple[str, ...]
    managing_authority: Party | None
    objective_code: str
    objective: Text | None
    measure_code: str
    measure: Text | None
    call: Text | None
    legal_basis: tuple[Link, ...]
    intervention: str


@dataclass(frozen=True, slots=True)
class PageVersion:
    """How old the page is, where its data lies, and the `mailto:` that tells of an error in this version."""

    published: date | None
    updated: date | None
    as_of: date
    data: str
    feed: str
    report_error: str


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """A project's page. A fact that no source states is None (or empty) and is shown as “not stated”.

    `terms`: where the glossary explains a term, by the term's id.
    """

    title: Text
    number: str
    status: Status | None
    kind: Kind | None
    is_strategic: bool
    summary: Passage
    easy_read: Passage | None
    goal: Passage | None
    description: Passage | None
    start: date | None
    end: date | None
    contract: date | None
    beneficiary: Party
    basis: Basis
    funding: Funding
    timeline: Timeline | None
    indicators: tuple[Indicator, ...]
    activities: tuple[Passage, ...]
    places: tuple[Place, ...]
    map: Map | None
    partners: tuple[Partner, ...]
    history: tuple[Amendment, ...]
    news: tuple[NewsCard, ...]
    topics: tuple[Link, ...]
    pictures: tuple[Picture, ...]
    documents: tuple[Document, ...]
    links: tuple[Link, ...]
    contacts: tuple[Contact, ...]
    related: tuple[ProjectCard, ...]
    version: PageVersion
    terms: Mapping[str, str]
