"""The list of duties beside the page, as it is shown on a page, a sheet of its own, in a terminal, in a calendar."""

from __future__ import annotations

from datetime import date

from sitegen.attribution.duties import State
from sitegen.values import dataclass
from sitegen.views.parts import Text


@dataclass(frozen=True, slots=True)
class Hint:
    """What would tell more, or is left to do in the files: a clause, and the fields it leads to."""

    text: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty in words. `key` names it within its list; `standing` is the word for requirement or advice."""

    key: str
    state: State
    state_name: str
    title: str
    subject: Text | None
    standing: str
    note: str
    hint: Hint | None
    since: date | None
    due: date | None
    done: date | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyList:
    """The duties of one project, or of the site (`slug` is empty); `href` is empty where there is no page."""

    slug: str
    title: Text
    number: str
    href: str
    rows: tuple[DutyRow, ...]


@dataclass(frozen=True, slots=True)
class DutiesPage:
    """Every list of duties on a day; `overdue` and `soon` are how many there are of these."""

    title: Text
    as_of: date
    overdue: int
    soon: int
    lists: tuple[DutyList, ...]
