"""Figures in running text: what is read, and what is left alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.l10n.formats import formats_of
from sitegen.languages import EN, LV, Language
from sitegen.money import Money
from sitegen.prose.figures import Figure, FigureKind, figures_of, sentence_around, value_of
from sitegen.prose.masking import masked


def read(text: str, language: Language = LV) -> list[tuple[str, str, object]]:
    """Kind, words and value of every figure."""
    return [
        (one.kind.value, one.words, one.day if one.kind is FigureKind.DAY else one.value)
        for one in found(text, language)
    ]


def found(text: str, language: Language = LV) -> tuple[Figure, ...]:
    return figures_of(text, language)


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        ("8596069.00", "8 596 069,00"),
        ("8596069.00", "8\u00a0596\u00a0069,00"),
        ("7398389.50", "7 398 389.50"),
        ("8656350.00", "8,656,350.00"),
        ("8656350.00", "8.656.350,00"),
        ("8656350", "8.656.350"),
        ("447060.00", "447060,00"),
        ("447060", "447.060"),
        ("12.5", "12,5"),
        ("1234.5", "1234.5"),
        ("0.075", "0.075"),
        ("533", "533"),
        ("1000000", "1'000'000"),
    ],
)
def test_a_number_is_read_whichever_sign_parts_its_thousands(value: str, typed: str) -> None:
    assert Decimal(value) == value_of(typed)


@pytest.mark.parametrize("language", [LV, EN])
@given(cents=st.integers(0, 10**13))
def test_an_amount_as_the_language_writes_it_is_read_back(language: Language, cents: int) -> None:
    amount = Decimal(cents) / 100
    text = formats_of(language).money(Money(amount))
    [figure] = figures_of(f"({text})", language)
    assert (figure.kind, figure.value, figure.is_canonical) == (FigureKind.AMOUNT, amount, True)


@pytest.mark.parametrize("language", [LV, EN])
@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_as_the_language_writes_it_is_read_back(language: Language, day: date) -> None:
    formats = formats_of(language)
    for text in (formats.day(day), formats.long_day(day), day.isoformat()):
        assert [one.day for one in figures_of(f"no {text} on", language) if one.kind is FigureKind.DAY] == [day]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kopā 8 596 069,00  EUR", [("amount", "8 596 069,00  EUR", Decimal("8596069.00"))]),
        ("kopā 8,6 milj. EUR", [("amount", "8,6 milj. EUR", Decimal("8.6"))]),
        ("85% un 15 %", [("percent", "85%", 85), ("percent", "15 %", 15)]),
        ("līdz 2022. gada 31.decembrim", [("day", "2022. gada 31.decembrim", date(2022, 12, 31))]),
        (
            "01.09.2019.-31.05.2020.",
            [("day", "01.09.2019.", date(2019, 9, 1)), ("day", "31.05.2020.", date(2020, 5, 31))],
        ),
        ("Nr.9.2.2.1./15/I/005", [("number", "9.2.2.1./15/I/005", 0)]),
        ("AF 2.3.1.1.i.0/1/22/I/CFLA/002", [("number", "2.3.1.1.i.0/1/22/I/CFLA/002", 0)]),
        ("LAD 16-09-AL18-A019.2201-000031", [("number", "16-09-AL18-A019.2201-000031", 0)]),
        ("3533 bērni", [("count", "3533", 3533)]),
        ("4 400 bērnu", [("count", "4 400", 4400)]),
        ("pakalpojumi (390).", [("count", "390", 390)]),
        ("deviņām bērnu aprūpes iestādēm", [("word", "deviņām", 9)]),
    ],
)
def test_a_figure_is_read(text: str, expected: list[tuple[str, str, object]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2023. gada nogalē",
        "2. grupas invaliditāte",
        "MK noteikumi Nr. 313",
        "LV-5101",
        "tālr. 63027549",
        "plkst. 10.30",
        "9.2.2.1. pasākums",
        "`533 bērni` un {{ indicators.children }}",
        "[lapa](https://www.zemgale.lv/533/2022-12-31)",
        "rakstiet uz a533@example.lv",
        "",
    ],
)
def test_what_is_no_figure_of_a_record_is_left_alone(text: str) -> None:
    assert [one for one in read(text) if one[0] != "word"] == []


@pytest.mark.parametrize(
    ("is_canonical", "language", "text"),
    [
        (True, LV, "8 596 069,00 EUR"),
        (False, LV, "7 398 389.50 EUR"),
        (False, LV, "447060,00 EUR"),
        (True, LV, "1500 EUR"),
        (False, LV, "8.656.350,00"),
        (False, LV, "8,656,350.00"),
        (True, EN, "EUR 8,656,350.00"),
        (True, EN, "€8,656"),
        (True, EN, "EUR 8 656 350.00"),
        (False, EN, "8 656 350,00 EUR"),
        (False, EN, "EUR 8.656.350"),
        (False, EN, "EUR 447060.00"),
    ],
)
def test_each_language_has_one_way_of_writing_amounts(is_canonical: bool, language: Language, text: str) -> None:
    assert [one.is_canonical for one in found(text, language)] == [is_canonical]


@given(st.text(alphabet="ab 01.,\n`{}[]()<>!-@:/wmedia#|\t\u00a0", max_size=200))
def test_masking_keeps_every_place(text: str) -> None:
    done = masked(text)
    assert len(done) == len(text)
    assert all(after in {before, " "} for before, after in zip(text, done, strict=True))
    assert [n for n, letter in enumerate(text) if letter == "\n"] == [
        n for n, letter in enumerate(done) if letter == "\n"
    ]


@given(st.text(max_size=300), st.sampled_from([LV, EN]))
def test_any_text_can_be_read(text: str, language: Language) -> None:
    figures = figures_of(text, language)
    assert all(text[one.start : one.end] == one.words for one in figures)
    assert all(one.end <= other.start for one, other in pairwise(figures))


def test_a_sentence_ends_where_the_next_begins_and_not_at_an_ordinal() -> None:
    text = "Pirms tam. Projekts ilgst līdz 2023. gada 31. decembrim ar 533 bērniem. Tad cits."
    place = text.index("533")
    first, last = sentence_around(text, place, place + 3)
    assert text[first:last] == "Projekts ilgst līdz 2023. gada 31. decembrim ar 533 bērniem"
