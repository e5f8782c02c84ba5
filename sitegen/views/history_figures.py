"""By how much a sum, a day, a rate or a number changed, and which way, in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from sitegen.differences import OfCount, OfDay, OfMoney, OfPercent, months_moved
from sitegen.languages import NO_BREAK
from sitegen.money import Money
from sitegen.views.history_retelling import Retelling
from sitegen.views.parts import Text
from sitegen.views.project import Change

_UNKNOWN = ("", 0)


def figure(retelling: Retelling, found: OfMoney | OfDay | OfPercent | OfCount, named: Text) -> Change:
    """A change of figures. No difference where one side is not stated, or in two currencies or units."""
    match found:
        case OfMoney():
            return Change(found.key, named, found.was, found.became, *_money(retelling, found))
        case OfDay():
            return Change(found.key, named, found.was, found.became, *_day(retelling, found))
        case OfPercent():
            return Change(found.key, named, found.was, found.became, *_percent(retelling, found))
        case OfCount():
            quantity = retelling.writer.quantity
            was, now = quantity(found.was, found.was_unit), quantity(found.became, found.unit)
            return Change(found.key, named, was, now, *_count(retelling, found))


def _money(retelling: Retelling, found: OfMoney) -> tuple[str, int]:
    if found.was is None or found.became is None or found.was.currency != found.became.currency:
        return _UNKNOWN
    apart = (found.became - found.was).amount
    size = retelling.words.formats.money(Money(abs(apart), found.became.currency))
    return _sign(apart) + size, _direction(apart)


def _day(retelling: Retelling, found: OfDay) -> tuple[str, int]:
    """In whole months where the move is whole, else in days."""
    if found.was is None or found.became is None:
        return _UNKNOWN
    catalogue = retelling.words.catalogue
    days, months = (found.became - found.was).days, months_moved(found.was, found.became)
    if months is not None:
        return _signed(retelling, Decimal(months), lambda count: catalogue.ngettext("month", "months", count))
    return _signed(retelling, Decimal(days), lambda count: catalogue.ngettext("day", "days", count))


def _percent(retelling: Retelling, found: OfPercent) -> tuple[str, int]:
    if found.was is None or found.became is None:
        return _UNKNOWN
    ngettext = retelling.words.catalogue.ngettext
    apart = found.became - found.was
    return _signed(retelling, apart, lambda count: ngettext("percentage point", "percentage points", count))


def _count(retelling: Retelling, found: OfCount) -> tuple[str, int]:
    return _signed(retelling, found.apart) if found.apart is not None else _UNKNOWN


def _signed(retelling: Retelling, apart: Decimal, noun: Callable[[int], str] | None = None) -> tuple[str, int]:
    """`+1 percentage point`, `−40`."""
    formats = retelling.words.formats
    size = abs(apart).normalize()
    words = _sign(apart) + formats.number(size)
    if noun:
        # A catalogue counts in whole numbers: one that takes the same form speaks for a broken one.
        like = (number for number in range(100) if formats.category(number) == formats.category(size))
        words += NO_BREAK + noun(next(like, 2))
    return words, _direction(apart)


def _sign(apart: Decimal) -> str:
    return "+" if apart > 0 else "\u2212"


def _direction(apart: Decimal) -> int:
    return 1 if apart > 0 else -1
