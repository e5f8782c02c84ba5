"""What a cell says of its field, in the words of a record; or why that cannot be told. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from sitegen.importing.days import days_in
from sitegen.importing.fields import Fault, Field, Kind, fault_of
from sitegen.importing.formats import DayOrder, DecimalSign, RateForm
from sitegen.importing.names import Names, name_folded
from sitegen.importing.numbers import amounts_in, as_amount, as_number, numbers_in, rates_in
from sitegen.importing.table import folded
from sitegen.source import INVISIBLE
from sitegen.values import dataclass

Value = str | tuple[str, ...]
"""One value of a record, or several, as they are written."""
Given = Mapping[str, Value | None]
"""Values by the folded text of a cell; None where it says that nothing is stated."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of a list are read: in which languages, with which registries, formats and words of its own.

    `values`: by the name of a field. `currency`: which one may stand beside an amount; empty where none may.
    """

    languages: tuple[str, ...]
    names: Names
    values: Mapping[str, Given]
    dates: DayOrder | None = None
    numbers: DecimalSign | None = None
    rates: RateForm | None = None
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a cell is not understood: a code and its parameters. `value`: the part of its text that is at fault."""

    code: str
    value: str
    parameters: tuple[tuple[str, str], ...] = ()


class _UnreadError(Exception):
    def __init__(self, code: str, value: str, **parameters: str) -> None:
        super().__init__(code)
        self.unread = Unread(code, value, tuple(parameters.items()))


def read_cell(text: str, field: Field, reading: Reading) -> Value | Unread | None:
    """The value that a cell's text, which is not empty, stands for; None when it says that nothing is stated."""
    given = reading.values.get(field.name, {})
    shown = INVISIBLE.sub(" ", text).strip()
    if folded(shown) in given:
        return given[folded(shown)]
    try:
        value = _several(shown, field, reading) if field.is_list else _one(shown, field, reading)
    except _UnreadError as error:
        return error.unread
    fault = fault_of(field, list(value) if isinstance(value, tuple) else value, reading.languages)
    return value if fault is None else _of_fault(shown, field, fault)


def _of_fault(text: str, field: Field, fault: Fault) -> Unread:
    code, told = fault
    if code == "unknown-choice":
        kept = tuple((name, told[name]) for name in ("choices", "suggestion") if name in told)
        return Unread("import-value-unknown", told.get("value", text), kept)
    return Unread("import-cell-unread", text, (("what", field.kind.value),))


def _several(text: str, field: Field, reading: Reading) -> tuple[str, ...]:
    """The parts of a cell, each as its own words or `values` have it."""
    given, found = reading.values.get(field.name, {}), list[str]()
    for part in filter(None, map(str.strip, re.split(r"[;,\n]", text))):
        value = given[folded(part)] if folded(part) in given else _one(part, field, reading)
        found += [value] if isinstance(value, str) else value or ()
    if not found:
        raise _UnreadError("import-cell-unread", text, what=field.kind.value)
    return tuple(dict.fromkeys(found))


def _one(text: str, field: Field, reading: Reading) -> Value:
    return _READERS.get(field.kind, _of_text)(text, field, reading)


def _of_text(text: str, field: Field, reading: Reading) -> str:
    return " ".join(re.split(r"[ \t\n]+", text))


def _of_prose(text: str, field: Field, reading: Reading) -> str:
    return text


def _of_word(text: str, field: Field, reading: Reading) -> str:
    """A word whatever its case; `field` refuses what is none."""
    fault = fault_of(field, [text] if field.is_list else text, reading.languages)
    words = fault[1].get("choices", "").split(", ") if fault else []
    return next((word for word in words if word.casefold() == text.casefold()), text)


def _of_yes_no(text: str, field: Field, reading: Reading) -> str:
    if text.casefold() not in {"true", "false"}:
        raise _UnreadError("import-value-unknown", text, choices="true, false")
    return text.casefold()


def _of_id(text: str, field: Field, reading: Reading) -> str:
    known = reading.names[field.registry]
    if text in known.ids:
        return text
    found = known.by_name.get(name_folded(text), ())
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise _UnreadError("import-cell-ambiguous", text, one=found[0], other=found[1])
    raise _UnreadError("import-value-unknown", text, registry=f"{field.registry}.yaml")


def _of_day(text: str, field: Field, reading: Reading) -> str:
    orders = (reading.dates,) if reading.dates else tuple(DayOrder)
    return _chosen(text, field, {f"dates: {one}": [day.isoformat() for day in days_in(text, one)] for one in orders})


def _of_amount(text: str, field: Field, reading: Reading) -> str:
    if text.casefold() == "remainder":
        return "remainder"
    signs = (reading.numbers,) if reading.numbers else tuple(DecimalSign)
    found = {f"numbers: {sign}": list(map(as_number, amounts_in(text, sign, reading.currency))) for sign in signs}
    amount = as_amount(Decimal(_chosen(text, field, found)))
    if amount is None:
        raise _UnreadError("import-cell-unread", text, what=field.kind.value)
    return amount


def _of_number(text: str, field: Field, reading: Reading) -> str:
    signs = (reading.numbers,) if reading.numbers else tuple(DecimalSign)
    found = {f"numbers: {sign}": list(map(as_number, numbers_in(text, sign))) for sign in signs}
    return _chosen(text, field, found)


def _of_rate(text: str, field: Field, reading: Reading) -> str:
    forms = (reading.rates,) if reading.rates else tuple(RateForm)
    found = {f"rates: {form}": list(map(as_number, rates_in(text, reading.numbers, form))) for form in forms}
    return _chosen(text, field, found)


def _of_location(text: str, field: Field, reading: Reading) -> Value:
    parts = [part.strip() for part in text.strip("[]()").split(";" if ";" in text else ",")]
    numbers = [numbers_in(part, None if ";" in text else DecimalSign.DOT) for part in parts]
    if len(numbers) != 2 or any(len(values) != 1 for values in numbers):
        raise _UnreadError("import-cell-unread", text, what=field.kind.value)
    return tuple(as_number(values[0]) for values in numbers)


def _chosen(text: str, field: Field, found: Mapping[str, list[str]]) -> str:
    """The one value that a text can mean. `found`: what it means by each setting of the mapping that there is."""
    meant = [(setting, value) for setting, values in found.items() for value in values]
    if not meant:
        raise _UnreadError("import-cell-unread", text, what=field.kind.value)
    (setting, value), (other_setting, other) = meant[0], meant[-1]
    if value == other:
        return value
    told = {"one": value, "other": other, "one_setting": setting, "other_setting": other_setting}
    raise _UnreadError("import-cell-ambiguous", text, **told)


_READERS: dict[Kind, Callable[[str, Field, Reading], Value]] = {
    Kind.DAY: _of_day,
    Kind.AMOUNT: _of_amount,
    Kind.NUMBER: _of_number,
    Kind.COUNT: _of_number,
    Kind.RATE: _of_rate,
    Kind.YES_NO: _of_yes_no,
    Kind.LOCATION: _of_location,
    Kind.WORD: _of_word,
    Kind.ID: _of_id,
    Kind.PROSE: _of_prose,
}
