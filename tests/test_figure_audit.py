"""The figure audit by property: what adds up is never told, what does not always is, whatever the figures."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sitegen.catalogues import read_catalogue
from sitegen.diagnostics import Collector, Diagnostic
from sitegen.facts import Words
from sitegen.l10n.formats import formats_of
from sitegen.load import load
from sitegen.rules import CHECKS, Context
from sitegen.rules.figures import ROUNDING, fits

DAY = date(2026, 1, 1)
PAYERS = ("esf", "erdf", "cf", "eafrd", "emff", "yei", "jtf", "state", "municipal", "national", "private", "other")
HEAD = """\
number: 1/I/001
title: {lv: Projekts}
summary: {lv: Kopsavilkums.}
programme: growth
fund: [esf, erdf, cf, eafrd, emff, yei, jtf]
beneficiary: region
"""
FILES = {
    "site.yaml": "title: {lv: V}\ndescription: {lv: V}\nbase_url: https://e.lv/\n"
    "institution: region\nlanguages: [lv]\n",
    "organisations.yaml": "region: {name: Reģions}\n",
    "programmes.yaml": "growth: {name: {lv: P}, period: 2014-2020}\n",
}


@contextmanager
def site(record: str) -> Iterator[Path]:
    """A content folder with one record."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "projects").mkdir()
        for name, text in (
            *FILES.items(),
            ("projects/a.yaml", HEAD.replace("title: Projekts", "title: {lv: P}") + record),
        ):
            (Path(folder) / name).write_text(text, encoding="utf-8")
        yield Path(folder)


def told(record: str) -> list[Diagnostic]:
    """What reading and the audit of figures and days tell of a record; that no source is a fund's is left out."""
    found = Collector()
    with site(record) as folder:
        content = load(folder, found)
        assert content is not None
        words = {language: Words(formats_of(language), read_catalogue(language)) for language in content.languages}
        context = Context(content, DAY, {}, words)
        for check in CHECKS:
            if check.rule.__module__ in {"sitegen.rules.figures", "sitegen.rules.sums", "sitegen.rules.days"}:
                found.extend(check.rule(context))
    return [one for one in found.in_order() if one.code != "fund-without-source"]


def codes(record: str) -> list[str]:
    return [one.code for one in told(record)]


def funding(total: str, sources: list[str]) -> str:
    lines = "".join(f"    - {{source: {payer}, {given}}}\n" for payer, given in zip(PAYERS, sources, strict=False))
    return f"funding:\n  total: {total}\n  sources:\n{lines}"


def money(cents: int, places: int = 2) -> str:
    """An amount with so many decimals as are asked for, and as many as it needs."""
    needed = 0 if cents % 100 == 0 else 1 if cents % 10 == 0 else 2
    return f"{Decimal(cents) / 100:.{max(places, needed)}f}"


splits = st.lists(st.integers(1, 10**11), min_size=1, max_size=len(PAYERS))
places = st.integers(0, 2)


@given(splits, places)
def test_a_split_that_adds_up_is_never_told(cents: list[int], decimals: int) -> None:
    assume(100 <= sum(cents) <= 10**11)
    record = funding(money(sum(cents), decimals), [f"amount: {money(one, decimals)}" for one in cents])
    assert codes(record) == []


@given(splits, st.integers(-(10**6), 10**6))
def test_a_split_that_is_off_by_a_cent_or_more_is_told_with_the_difference(cents: list[int], apart: int) -> None:
    assume(apart != 0 and 100 <= sum(cents) + apart <= 10**11)
    [found] = told(funding(money(sum(cents) + apart), [f"amount: {money(one)}" for one in cents]))
    assert found.code == "sources-do-not-add-up"
    assert dict(found.parameters)["difference"] == money(abs(apart))
    assert found.span.line == HEAD.count("\n") + 2


@given(splits, st.data())
def test_a_remainder_makes_any_split_add_up_wherever_it_stands(cents: list[int], data: st.DataObject) -> None:
    assume(100 <= sum(cents) <= 10**11)
    place = data.draw(st.integers(0, len(cents) - 1))
    given_amounts = [f"amount: {'remainder' if n == place else money(one)}" for n, one in enumerate(cents)]
    assert codes(funding(money(sum(cents)), given_amounts)) == []


@given(st.integers(1, 10**11), st.integers(3, 4), st.data())
def test_an_amount_finer_than_a_cent_is_refused_and_never_rounded(
    cents: int, decimals: int, data: st.DataObject
) -> None:
    tail = data.draw(st.text("0123456789", min_size=decimals, max_size=decimals))
    assert "bad-amount" in codes(funding(f"{cents}.{tail}", [f"amount: {cents}.{tail}"]))


@given(st.integers(10_000, 10**11), st.integers(1, 10**11), st.integers(0, 4))
def test_the_ratio_rounded_to_any_precision_is_a_true_rate(total: int, part: int, precision: int) -> None:
    assume(part < total)
    rate = (Decimal(part) * 100 / total).quantize(Decimal(1).scaleb(-precision), ROUND_HALF_UP)
    record = funding(money(total), [f"amount: {money(part)}, rate: {rate:f}", "amount: remainder"])
    assert codes(record) == []


@given(st.integers(10_000, 10**11), st.integers(1, 10**11), st.integers(0, 4), st.integers(2, 50))
def test_a_rate_two_units_off_is_told_unless_the_amount_is_within_rounding(
    total: int, part: int, precision: int, units: int
) -> None:
    assume(part < total)
    unit = Decimal(1).scaleb(-precision)
    rate = (Decimal(part) * 100 / total).quantize(unit, ROUND_HALF_UP) + unit * units
    assume(rate <= 100)
    record = funding(money(total), [f"amount: {money(part)}, rate: {rate:f}", "amount: remainder"])
    is_rounding = abs(Decimal(part) - rate * total / 100) <= ROUNDING * 100
    assert codes(record) == ([] if is_rounding else ["rate-not-the-ratio"])


@pytest.mark.parametrize(
    ("is_true", "rate", "amount", "total"),
    [
        (True, "86", "7398389.50", "8596069.00"),
        (False, "85", "7398389.50", "8596069.00"),
        (False, "86.0", "7398389.50", "8596069.00"),
        (True, "86.1", "7398389.50", "8596069.00"),
        (True, "86.07", "7398389.50", "8596069.00"),
        (False, "86.06", "7398389.50", "8596069.00"),
        (True, "85", "8000497.43", "9412350.00"),
        (True, "85.0000", "7357897.43", "8656350.00"),
        (True, "15", "1411852.57", "9412350.00"),
        (True, "85", "0.92", "1.00"),
        (False, "85", "0.93", "1.00"),
        (True, "0", "0.00", "1.00"),
        (True, "100", "1.00", "1.00"),
    ],
)
def test_a_rate_is_held_against_the_ratio_at_the_precision_stated(
    is_true: bool, rate: str, amount: str, total: str
) -> None:
    assert fits(Decimal(rate), Decimal(amount), Decimal(total)) is is_true


@given(st.lists(st.integers(1, 9999), min_size=1, max_size=len(PAYERS)))
def test_rates_alone_add_up_to_a_hundred_or_are_told(hundredths: list[int]) -> None:
    rates = [Decimal(one) / 100 for one in hundredths]
    expected = [] if sum(rates) == 100 else ["rates-do-not-add-up"]
    assume(sum(rates) <= 1000)
    assert codes(funding("1000.00", [f"rate: {rate:f}" for rate in rates])) == expected


@given(st.integers(100, 10**9), st.lists(st.integers(1, 10**9), max_size=6))
def test_payments_up_to_their_source_pass_and_a_cent_more_is_told(amount: int, payments: list[int]) -> None:
    listed = ", ".join(f"{{date: 2018-03-01, source: esf, amount: {money(one)}}}" for one in payments)
    record = funding(money(amount), [f"amount: {money(amount)}"]) + f"  payments: [{listed}]\n"
    expected = ["payments-exceed-source"] if sum(payments) > amount else []
    assert codes(record) == expected


@given(st.lists(st.integers(0, 3000), min_size=2, max_size=6), st.randoms())
def test_amendments_are_told_exactly_where_a_day_goes_back(days: list[int], chance: object) -> None:
    dated = [date(2015, 1, 1) + timedelta(days=one) for one in days]
    entries = "".join(
        f"  - {{effective: {day.isoformat()}, changes: {{funding: {{total: {n + 100}.00}}}}}}\n"
        for n, day in enumerate(dated)
    )
    record = f"funding: {{total: 50.00}}\namendments:\n{entries}"
    expected = sum(1 for before, after in pairwise(dated) if after < before)
    assert codes(record) == ["amendments-out-of-order"] * expected


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=5, unique=True))
def test_an_amendment_that_repeats_the_one_before_is_told(days: list[int]) -> None:
    ordered = [date(2015, 1, 1) + timedelta(days=one) for one in sorted(days)]
    entries = "".join(
        f"  - {{effective: {day.isoformat()}, changes: {{funding: {{total: 90.00}}}}}}\n" for day in ordered
    )
    assert codes(f"funding: {{total: 50.00}}\namendments:\n{entries}") == ["changes-nothing"] * (len(ordered) - 1)


@given(splits, splits, st.integers(-3, 3))
def test_a_fault_that_an_amendment_brings_is_told_in_the_amendment(
    before: list[int], after: list[int], apart: int
) -> None:
    assume(all(200 <= sum(one) <= 10**11 - 3 for one in (before, after)))
    assume(before != after)
    inner = funding(money(sum(after) + apart), [f"amount: {money(one)}" for one in after])
    indented = "".join(f"      {line}\n" for line in inner.splitlines())
    outer = funding(money(sum(before)), [f"amount: {money(one)}" for one in before])
    found = told(f"{outer}amendments:\n  - effective: 2020-01-01\n    changes:\n{indented}")
    assert [one.code for one in found] == (["sources-do-not-add-up"] if apart else [])
    first = HEAD.count("\n") + outer.count("\n") + 3
    assert all(one.span.line > first for one in found)
