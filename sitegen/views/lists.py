"""The views of the home page, of lists, and of everything that is not a project."""

from __future__ import annotations

from datetime import date

from sitegen.models.choices import Aspect, BarrierKind, Status
from sitegen.money import Money
from sitegen.values import dataclass
from sitegen.views.parts import (
    Choice,
    Document,
    Facet,
    Link,
    NewsCard,
    Pager,
    Party,
    Passage,
    Phone,
    Picture,
    ProjectCard,
    Text,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """A line of an overview: how many projects, and their sum of money (by currency), of one status, fund or period."""

    label: str
    href: str
    status: Status | None
    count: int
    sums: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """What these projects are, what they cost together, what runs, what is new. `as_of`: the date of the figures."""

    title: Text
    intro: Text
    as_of: date
    count: int
    totals: tuple[Money, ...]
    union_totals: tuple[Money, ...]
    without_total: int
    without_union: int
    by_status: tuple[Tally, ...]
    by_fund: tuple[Tally, ...]
    by_period: tuple[Tally, ...]
    running: tuple[ProjectCard, ...]
    projects: tuple[ProjectCard, ...]
    all_projects: str
    latest: tuple[NewsCard, ...]
    all_news: str


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in a field of the filter form: its key in `list.json`, and what it is called."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Choices that belong together, such as the places of a region; `label` is None where they need no name."""

    label: Text | None
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class FilterField:
    """A field of the filter form: `name` is that of the facet."""

    name: str
    groups: tuple[OptionGroup, ...]


@dataclass(frozen=True, slots=True)
class OpenData:
    """The addresses of the list of operations as a table and as JSON."""

    table: str
    json: str


@dataclass(frozen=True, slots=True)
class ProjectList:
    """The list of projects, whole or filtered; `filtered_by` is None for the whole list, which alone has `open_data`.

    `facets` are the filters as links; `fields` the same as a form for those who have script, of which `chosen` (name,
    key) is what this list is of. `data`: the address of `list.json`; `statuses`: those that its cards can have.
    """

    filtered_by: Text | None
    count: int
    cards: tuple[ProjectCard, ...]
    facets: tuple[Facet, ...]
    fields: tuple[FilterField, ...]
    chosen: tuple[str, str]
    data: str
    statuses: tuple[Status | None, ...]
    all_projects: str
    pager: Pager
    open_data: OpenData | None


@dataclass(frozen=True, slots=True)
class NewsList:
    """The list of news, whole or of one year (`year` 0 for the whole list), newest first.

    `topics` lead to the news on the pages of topics.
    """

    year: int
    count: int
    cards: tuple[NewsCard, ...]
    years: tuple[Choice, ...]
    topics: tuple[Choice, ...]
    all_news: str
    pager: Pager


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """A project in short, as its news show it: what it is, what it costs, who pays."""

    card: ProjectCard
    summary: Passage
    union: Money | None
    payers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewsPage:
    """A news item, with the projects that it belongs to, as they stand on the day `as_of`."""

    title: Text
    day: date
    updated: date | None
    author: str
    lead: Passage | None
    picture: Picture | None
    body: Passage
    documents: tuple[Document, ...]
    topics: tuple[Link, ...]
    projects: tuple[ProjectSummary, ...]
    as_of: date
    more_news: tuple[NewsCard, ...]


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic in the index, with the number of its projects and of its news."""

    name: Text
    href: str
    projects: int
    news: int


@dataclass(frozen=True, slots=True)
class TopicIndex:
    """All topics, in alphabetical order."""

    topics: tuple[TopicEntry, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic: some of its projects on the first page, and its news.

    `project_count` and `news_count` are how many there are; `all_projects`: the list of them, empty without any.
    """

    title: Text
    project_count: int
    projects: tuple[ProjectCard, ...]
    all_projects: str
    news_count: int
    news: tuple[NewsCard, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class StandingPage:
    """A page of prose: about, privacy."""

    title: Text
    body: Passage
    updated: date | None
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Barrier:
    """Something not accessible: what, why, and what to use instead."""

    what: Text
    reason: Text
    alternative: Text | None


@dataclass(frozen=True, slots=True)
class BarrierGroup:
    """What is not accessible for one and the same kind of reason."""

    kind: BarrierKind
    barriers: tuple[Barrier, ...]


@dataclass(frozen=True, slots=True)
class AspectResult:
    """An aspect of the evaluation: on how many pages a program found a problem; None when only people look at it."""

    aspect: Aspect
    pages: int | None


@dataclass(frozen=True, slots=True)
class AutomaticCheck:
    """The last automatic check: `is_browser` when the pages were looked at in one, else their files were read."""

    audited: date
    program: str
    pages: int
    is_browser: bool
    results: tuple[AspectResult, ...]


@dataclass(frozen=True, slots=True)
class AccessibilityStatement:
    """The accessibility statement. `status` is full, partial, none, or empty when no evaluation was made.

    The report is a file (`report`) or a page of another site (`report_link`).
    """

    institution: Party
    site_title: Text
    site_address: str
    status: str
    method: str
    evaluated: date | None
    author: Text | None
    report: Document | None
    report_link: Link | None
    groups: tuple[BarrierGroup, ...]
    email: str
    phones: tuple[Phone, ...]
    other_contacts: Text | None
    response_days: int | None
    complaints: Text | None
    supervisor: Text | None
    prepared: date | None
    reviewed: date | None
    approved_role: Text | None
    approved_name: str
    check: AutomaticCheck | None


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """The page for an address that leads nowhere: ways on from there, and in each other language a line."""

    ways: tuple[Link, ...]
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """A page that only leads on: an old address, or the bare domain."""

    target: str
    label: Text
    others: tuple[Text, ...]


View = (
    HomePage
    | ProjectList
    | NewsList
    | NewsPage
    | TopicIndex
    | TopicPage
    | StandingPage
    | AccessibilityStatement
    | NotFoundPage
    | RedirectPage
)
