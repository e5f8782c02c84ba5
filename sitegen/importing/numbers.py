"""Amounts, numbers and rates as lists write them. What may mean two things is given as both, and never chosen from."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sitegen.importing.formats import DecimalSign, RateForm
from sitegen.patterns import regex

# The space, those that do not break, the thin one and the one as wide as a digit.
_SPACES = " \u00a0\u202f\u2009\u2007"
_BODY = regex(rf"[-\u2212]?\d[\d.,{_SPACES}]*")
# By the sign before the decimals: whole digits, or digits in threes, set apart by one kind of sign.
_WITH = {
    sign: regex(rf"(\d+|[1-9]\d{{0,2}}(?:[{_SPACES}]\d{{3}})+|[1-9]\d{{0,2}}(?:\{other}\d{{3}})+)(?:\{sign}(\d+))?")
    for sign, other in ((",", "."), (".", ","))
}
_SIGNS = {DecimalSign.COMMA: (",",), DecimalSign.DOT: (".",), None: (",", ".")}
_LONGEST = 24
_EURO = ("EUR", "€")
_NAMES = {"EUR": (*_EURO, "EIRO", "EURO")}


def numbers_in(text: str, sign: DecimalSign | None = None) -> tuple[Decimal, ...]:
    """What a number may mean: nothing, one value, or two. `sign` stands before decimals, where that is known."""
    if len(text) > _LONGEST or not _BODY.fullmatch(text):
        return ()
    is_negative, body = text[0] in "-\u2212", text.lstrip("-\u2212")
    found = {value for one in _SIGNS[sign] if (value := _with(body, one)) is not None}
    return tuple(sorted(-value if is_negative else value for value in found))


def _with(body: str, sign: str) -> Decimal | None:
    match = _WITH[sign].fullmatch(body)
    if match is None:
        return None
    return Decimal("".join(letter for letter in match[1] if letter.isdecimal()) + "." + (match[2] or "0"))


def amounts_in(text: str, sign: DecimalSign | None = None, currency: str = "EUR") -> tuple[Decimal, ...]:
    """The same for an amount, with or without its currency (ISO 4217) before or after; without one, none may stand."""
    bare = text
    for name in sorted(_NAMES.get(currency, (currency,) if currency else ()), key=len, reverse=True):
        folded = bare.upper()
        if folded.startswith(name):
            bare = bare[len(name) :].lstrip()
            break
        if folded.endswith(name):
            bare = bare[: -len(name)].rstrip()
            break
    return numbers_in(bare, sign)


def rates_in(text: str, sign: DecimalSign | None = None, form: RateForm | None = None) -> tuple[Decimal, ...]:
    """What a rate may mean, in percent, from 0 to 100. Without `%`, 0.85 is 0.85 or 85 percent, unless `form` says."""
    bare = text.removesuffix("%").rstrip()
    values = numbers_in(bare, sign)
    if bare == text:
        values = tuple({meant for value in values for meant in _percents(value, form)})
    return tuple(sorted(value for value in values if 0 <= value <= 100))


def _percents(value: Decimal, form: RateForm | None) -> Iterable[Decimal]:
    if form is RateForm.PERCENT or value > 1:
        return () if form is RateForm.SHARE else (value,)
    return (value * 100,) if form is RateForm.SHARE else {value, value * 100}


def as_amount(value: Decimal) -> str | None:
    """`1234.50`, as records have amounts; None for parts of a cent."""
    return f"{value:.2f}" if value == round(value, 2) else None


def as_number(value: Decimal) -> str:
    """`85` or `85.5`: without zeros at the end."""
    return f"{value.normalize():f}" if value else "0"
