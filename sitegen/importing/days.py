"""Days as lists write them, in Latvian and English. What may mean two days is given as both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.importing.formats import DayOrder
from sitegen.patterns import regex

# Stems and endings: nominative, genitive, dative, locative (latvian.md, the table of months; source documents).
_LATVIAN = (
    *(("janvār", "is a im ī"), ("februār", "is a im ī"), ("mart", "s a am ā"), ("aprī", "lis ļa lim lī")),
    *(("maij", "s a am ā"), ("jūnij", "s a am ā"), ("jūlij", "s a am ā"), ("august", "s a am ā")),
    *(("septembr", "is a im ī"), ("oktobr", "is a im ī"), ("novembr", "is a im ī"), ("decembr", "is a im ī")),
)
_ENGLISH = "january february march april may june july august september october november december"
_MONTHS = {
    **{stem + ending: month for month, (stem, endings) in enumerate(_LATVIAN, 1) for ending in endings.split()},
    **{name: month for month, name in enumerate(_ENGLISH.split(), 1)},
}
# Spreadsheets give the hour too, which is midnight.
_MIDNIGHT = regex(r"[T ]0?0:00(?::00(?:[.,]0+)?)?$")
_YEAR_FIRST = regex(r"(\d{4})([-./])\s?(\d{1,2})\2\s?(\d{1,2})\.?")
_DOTTED = regex(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?")
_OPEN = regex(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
_IN_WORDS = (
    regex(r"(?P<year>\d{4})\.\s?(?:gada|g\.)\s?(?P<day>\d{1,2})\.\s?(?P<month>\w+)"),
    regex(r"(?P<day>\d{1,2})\.?\s(?P<month>\w+),?\s(?P<year>\d{4})\.?"),
    regex(r"(?P<month>\w+)\s(?P<day>\d{1,2}),\s?(?P<year>\d{4})"),
)
_LONGEST = 40


def days_in(text: str, order: DayOrder | None = None) -> tuple[date, ...]:
    """What a text may mean as a day: nothing, one day, or two. `order`: what 01/03/2024 means, where that is known."""
    if len(text) > _LONGEST:
        return ()
    bare = " ".join(_MIDNIGHT.sub("", text).split())
    return tuple(sorted(set(_days(bare, order))))


def _days(text: str, order: DayOrder | None) -> Iterator[date]:
    if match := _YEAR_FIRST.fullmatch(text):
        yield from _real(match[1], match[3], match[4])
    elif match := _DOTTED.fullmatch(text):
        yield from _real(match[3], match[2], match[1])
    elif match := _OPEN.fullmatch(text):
        if order is not DayOrder.MONTH_DAY:
            yield from _real(match[4], match[3], match[1])
        if order is not DayOrder.DAY_MONTH:
            yield from _real(match[4], match[1], match[3])
    else:
        yield from _in_words(text)


def _in_words(text: str) -> Iterator[date]:
    match = next((found for one in _IN_WORDS if (found := one.fullmatch(text))), None)
    month = _MONTHS.get(match["month"].casefold()) if match else None
    if match and month:
        yield from _real(match["year"], str(month), match["day"])


def _real(year: str, month: str, day: str) -> Iterator[date]:
    """The day, when there is one."""
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return
