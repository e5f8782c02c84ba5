"""What an attribution block says of itself in `data-support`: every kind of support that it stands for, exactly.

`data-period` and `data-funds` list periods and funds; which fund is of which period, and whether the Union pays all,
follows from neither. `data-support` holds words of the form `2021-2027:esf+,jtf:co-funded`.
"""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.attribution.derive import Form, Support
from sitegen.attribution.funds import FUNDS, funds_of_period, in_order
from sitegen.models.choices import Fund, Period

_PERIODS = {period.value: period for period in Period}
_FUNDS = {fund.value: fund for fund in Fund}
_FORMS = {form.value: form for form in Form}


def marking(supports: Iterable[Support]) -> str:
    """The words of `data-support`, in order, each once."""
    words = {f"{one.period.value}:{','.join(in_order(set(one.funds)))}:{one.form.value}" for one in supports}
    return " ".join(sorted(words))


def supports_in(words: str) -> tuple[Support, ...] | None:
    """What a marking stands for; None when it cannot be read, or names a fund that its period does not have."""
    found = [_support(word) for word in words.split()]
    known = tuple(one for one in found if one is not None)
    return known if known and len(known) == len(found) else None


def _support(word: str) -> Support | None:
    parts = word.split(":")
    if len(parts) != 3 or parts[0] not in _PERIODS or parts[2] not in _FORMS:
        return None
    names = parts[1].split(",")
    if any(name not in _FUNDS or _PERIODS[parts[0]] not in FUNDS[_FUNDS[name]].periods for name in names):
        return None
    return Support(_PERIODS[parts[0]], tuple(_FUNDS[name] for name in names), _FORMS[parts[2]])


def supports_of(periods: str, funds: str) -> tuple[Support, ...] | None:
    """What `data-period` and `data-funds` alone stand for: every fund in each of the periods that have it.

    The forms stay unknown. None when a word is neither, a period is left without a fund, or a fund without its period.
    """
    if not periods.split() or {*periods.split()} - _PERIODS.keys() or {*funds.split()} - _FUNDS.keys():
        return None
    named = {_FUNDS[name] for name in funds.split()}
    known = [_PERIODS[word] for word in periods.split()]
    found = [(period, in_order(named & {*funds_of_period(period)})) for period in known]
    if not all(own for _, own in found) or named - {fund for _, own in found for fund in own}:
        return None
    return tuple(Support(period, own, Form.UNKNOWN) for period, own in found)
