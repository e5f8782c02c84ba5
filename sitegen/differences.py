"""What differs between two versions of a record, leaf by leaf. Knows no language, no day and no page."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from sitegen.models.project import (
    Contact,
    Document,
    Funding,
    Image,
    Indicator,
    Partner,
    Payment,
    Place,
    Project,
    TitledLink,
    TitledSource,
    source_amount,
)
from sitegen.money import Money
from sitegen.values import dataclass

Localised = Mapping[str, str]
Forms = Mapping[str, Mapping[str, str]]
Entry = Partner | Place | Contact | TitledLink | TitledSource | Document | Image | Payment | Localised
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Pair(Generic[T]):
    """A leaf by its name in facts (`funding.total`), as it was and as it is; None where it is not stated."""

    key: str
    was: T
    became: T


class OfMoney(_Pair[Money | None]):
    """An amount; a `remainder` counts as what is left."""

    __slots__ = ()


class OfPercent(_Pair[Decimal | None]):
    """A rate, in percent."""

    __slots__ = ()


class OfDay(_Pair[date | None]):
    """A day."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class OfCount(_Pair[Decimal | None]):
    """A number of what an indicator counts, each side with its own unit."""

    was_unit: Forms | None = None
    unit: Forms | None = None

    @property
    def apart(self) -> Decimal | None:
        """By how much; None where a side is not stated, or the two are of different units."""
        if self.was is None or self.became is None or not _is_one_unit(self.was_unit, self.unit):
            return None
        return self.became - self.was


class OfText(_Pair[Localised | None]):
    """A text by language, plain or Markdown."""

    __slots__ = ()


class OfForms(_Pair[Forms | None]):
    """A noun by language and plural form."""

    __slots__ = ()


class OfWord(_Pair[str | None]):
    """A word that is the same in every language: a choice, a code, an identifier."""

    __slots__ = ()


class OfFlag(_Pair[bool | None]):
    """Yes or no."""

    __slots__ = ()


class _List(_Pair[tuple[T, ...]]):
    """A list, in full on both sides. Nothing gone and nothing come: its order changed."""

    __slots__ = ()

    @property
    def gone(self) -> tuple[T, ...]:
        """The entries that it holds no more."""
        return _without(self.was, self.became)

    @property
    def come(self) -> tuple[T, ...]:
        """The entries that it did not hold before."""
        return _without(self.became, self.was)


class OfNames(_List[str]):
    """A list of identifiers: funds, sources of money, indicators, topics."""

    __slots__ = ()


class OfEntries(_List[Entry]):
    """A list of records, or of prose. One that was changed has gone and come."""

    __slots__ = ()


Difference = OfMoney | OfPercent | OfDay | OfCount | OfText | OfForms | OfWord | OfFlag | OfNames | OfEntries


def differences(before: Project, after: Project) -> tuple[Difference, ...]:
    """Every leaf that an amendment can change and that is not the same in both: money, days, results, words, lists."""
    return tuple(pair for pair in _pairs(before, after) if pair.was != pair.became)


def by_id(indicators: Iterable[Indicator]) -> dict[str, Indicator]:
    """Indicators by the name that keys give them."""
    return _by_name(indicators, lambda one: one.id)


def months_moved(was: date, now: date) -> int | None:
    """By how many months a day moved, below zero when to an earlier one; None when they are not whole.

    The last day of a month to the last day of another is whole months.
    """
    months = (now.year - was.year) * 12 + now.month - was.month
    is_whole = was.day == now.day or (_is_month_end(was) and _is_month_end(now))
    return months if is_whole and months else None


def _is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _pairs(before: Project, after: Project) -> Iterator[Difference]:
    yield from _money(before.funding, after.funding)
    for name in ("contract", "start", "end"):
        yield OfDay(f"dates.{name}", getattr(before.dates, name), getattr(after.dates, name))
    old, new = by_id(before.indicators), by_id(after.indicators)
    for identifier in {**old, **new}:
        yield from _indicator(f"indicators.{identifier}", old.get(identifier), new.get(identifier))
    yield from _fields(before, after)
    for name in ("summary", "easy_read", "goal"):
        yield OfText(name, getattr(before, name), getattr(after, name))
    yield from _lists(before, after)


def _money(before: Funding, after: Funding) -> Iterator[Difference]:
    yield OfMoney("funding.total", _sum(before, before.total), _sum(after, after.total))
    yield OfWord("funding.currency", before.currency, after.currency)
    yield OfWord("funding.form", before.form, after.form)
    old, new = _sources(before), _sources(after)
    for source in {**old, **new}:
        was, now = old.get(source, (None, None)), new.get(source, (None, None))
        yield OfMoney(f"funding.sources.{source}.amount", was[0], now[0])
        yield OfPercent(f"funding.sources.{source}.rate", was[1], now[1])


def _sources(funding: Funding) -> dict[str, tuple[Money | None, Decimal | None]]:
    """Each source's amount and rate."""
    places = _by_name(range(len(funding.sources)), lambda place: funding.sources[place].source.value)
    return {
        name: (_sum(funding, source_amount(funding, place)), funding.sources[place].rate)
        for name, place in places.items()
    }


def _sum(funding: Funding, amount: Decimal | None) -> Money | None:
    return Money(amount, funding.currency) if amount is not None else None


def _indicator(key: str, was: Indicator | None, now: Indicator | None) -> Iterator[Difference]:
    def both(name: str) -> tuple[str, Any, Any]:
        return f"{key}.{name}", getattr(was, name, None), getattr(now, name, None)

    yield OfText(*both("label"))
    yield OfForms(*both("unit"))
    _, was_unit, unit = both("unit")
    yield OfCount(*both("target"), was_unit, unit)
    yield OfCount(*both("achieved"), was_unit, unit)
    yield OfDay(*both("as_of"))
    yield OfWord(*both("part_of"))
    yield OfFlag(*both("adds_up"))


def _fields(before: Project, after: Project) -> Iterator[Difference]:
    yield OfWord("number", before.number, after.number)
    yield OfText("title", before.title, after.title)
    yield OfWord("status", before.status, after.status)
    yield OfWord("beneficiary", before.beneficiary, after.beneficiary)
    yield OfWord("programme", before.programme, after.programme)
    yield OfWord("measure", before.measure, after.measure)
    yield OfText("call", before.call, after.call)
    yield OfNames("fund", _values(before.fund), _values(after.fund))
    yield OfWord("kind", before.kind, after.kind)
    yield OfFlag("strategic_importance", before.strategic_importance, after.strategic_importance)
    yield OfWord("intervention", before.intervention, after.intervention)


def _lists(before: Project, after: Project) -> Iterator[Difference]:
    for name in ("activities", "partners", "places", "legal_basis", "contacts", "links", "documents", "images"):
        yield OfEntries(name, getattr(before, name), getattr(after, name))
    yield OfNames("tags", before.tags, after.tags)
    yield OfNames("indicators", tuple(by_id(before.indicators)), tuple(by_id(after.indicators)))
    yield OfNames("funding.sources", tuple(_sources(before.funding)), tuple(_sources(after.funding)))
    yield OfEntries("funding.payments", before.funding.payments, after.funding.payments)


def _is_one_unit(was: Forms | None, now: Forms | None) -> bool:
    """Whether they read the same in every language that both have: a translation makes no other unit."""
    if was is None or now is None:
        return was is now
    return all(was[language] == now[language] for language in was.keys() & now.keys())


def _values(names: Iterable[str]) -> tuple[str, ...]:
    """The words of an enumeration's members, for a reader that wants no enumeration."""
    return tuple(str(name) for name in names)


def _by_name(entries: Iterable[T], name: Callable[[T], str]) -> dict[str, T]:
    """Entries by name. The rules refuse a name that stands twice; its second entry is told apart all the same."""
    found: dict[str, T] = {}
    for entry in entries:
        key, number = name(entry), 1
        while key in found:
            number += 1
            key = f"{name(entry)}-{number}"
        found[key] = entry
    return found


def _without(entries: tuple[T, ...], others: tuple[T, ...]) -> tuple[T, ...]:
    """The entries for which there is none among the others, counting those that stand more than once."""
    left, found = list(others), []
    for entry in entries:
        if entry in left:
            left.remove(entry)
        else:
            found.append(entry)
    return tuple(found)
