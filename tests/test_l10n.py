"""Amounts, days, plurals and order, by the vectors of the Latvian locale facts (F-01 to F-16)."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from sitegen.catalogues import read_catalogue
from sitegen.facts import Words
from sitegen.l10n.collation import sort_key
from sitegen.l10n.formats import formats_of
from sitegen.languages import EN, LV, NO_BREAK, Language
from sitegen.money import Money, ratio_percent
from sitegen.resources import resource_folder

PERSONS = {"zero": "personu", "one": "persona", "other": "personas"}


@pytest.mark.parametrize(
    ("expected", "language", "amount"),
    [
        ("8\u00a0656\u00a0350,00\u00a0EUR", LV, "8656350.00"),
        ("EUR\u00a08,656,350.00", EN, "8656350.00"),
        ("0,07\u00a0EUR", LV, "0.07"),
        ("9\u00a0876,50\u00a0EUR", LV, "9876.5"),
        ("\u2212756\u00a0000,00\u00a0EUR", LV, "-756000"),
    ],
)
def test_an_amount_is_written_as_the_language_writes_it(expected: str, language: Language, amount: str) -> None:
    assert expected == formats_of(language).money(Money(Decimal(amount)))


@pytest.mark.parametrize(
    ("expected", "language", "value"),
    [("85\u00a0%", LV, "85.00"), ("85%", EN, "85"), ("86,07\u00a0%", LV, "86.07"), ("86.07%", EN, "86.07")],
)
def test_a_rate_is_written_as_the_language_writes_it(expected: str, language: Language, value: str) -> None:
    assert expected == formats_of(language).percent(Decimal(value))


def test_days_are_written_with_four_digit_years() -> None:
    day = date(2019, 7, 25)
    assert formats_of(LV).day(day) == "25.07.2019."
    assert formats_of(LV).long_day(day) == "2019. gada 25. jūlijs"
    assert formats_of(EN).day(day) == "25 July 2019"
    assert formats_of(EN).long_day(day) == "25 July 2019"


@pytest.mark.parametrize(
    ("expected", "number"),
    [
        ("personu", 0),
        ("persona", 1),
        ("personas", 2),
        ("personu", 10),
        ("personu", 11),
        ("persona", 21),
        ("personas", 22),
        ("personu", 30),
        ("persona", 101),
        ("personu", 111),
        ("personas", 502),
    ],
)
def test_a_count_takes_the_right_latvian_form(expected: str, number: int) -> None:
    assert expected == formats_of(LV).noun(number, PERSONS)


def test_a_decimal_takes_the_form_of_its_last_digit() -> None:
    assert formats_of(LV).noun(Decimal("1.1"), PERSONS) == "persona"
    assert formats_of(LV).noun(Decimal("1.5"), PERSONS) == "personas"


def test_the_plural_header_of_the_latvian_catalogue_says_what_cldr_says() -> None:
    def header(n: int) -> int:
        if n % 10 == 0 or 11 <= n % 100 <= 19:
            return 0
        return 1 if n % 10 == 1 and n % 100 != 11 else 2

    rule = Locale("lv").plural_form
    assert [rule(n) for n in range(2000)] == [("zero", "one", "other")[header(n)] for n in range(2000)]


def test_latvian_words_are_sorted_as_cldr_48_sorts_them() -> None:
    expected = [
        "abols",
        "adatas",
        "āboli",
        "āda",
        "cirvis",
        "čiekurs",
        "iela",
        "ikars",
        "Ile",
        "yoga",
        "York",
        "Īle",
        "īsts",
        "jods",
    ]
    shuffled = random.Random(7).sample(expected, len(expected))
    assert expected == sorted(shuffled, key=lambda word: sort_key(word, LV))


def test_y_stands_at_its_own_place_in_english() -> None:
    expected = ["Ťahá", "Total cost", "type", "Ubuntu", "yak", "zero"]
    shuffled = random.Random(7).sample(expected, len(expected))
    assert expected == sorted(shuffled, key=lambda word: sort_key(word, EN))


def test_numbers_are_sorted_by_value_and_before_letters() -> None:
    assert sorted(["kārta", "10. kārta", "2. kārta"], key=lambda text: sort_key(text, LV)) == [
        "2. kārta",
        "10. kārta",
        "kārta",
    ]


def test_a_language_is_named_in_itself() -> None:
    assert [formats_of(language).own_name() for language in (LV, EN)] == ["Latviešu", "English"]


def test_a_ratio_is_rounded_half_up() -> None:
    assert Decimal("86.07") == ratio_percent(Decimal("7398389.50"), Decimal("8596069.00"))
    assert Decimal("0.01") == ratio_percent(Decimal("0.005"), Decimal(100))


def test_two_currencies_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "SEK")


LANGUAGES = ["lv", "en", "de", "lt", "ru", "pl"]


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.decimals(-(10**9), 10**12, places=4), places=st.integers(0, 5))
def test_a_number_is_grouped_and_rounded_as_cldr_has_it(language: str, value: Decimal, places: int) -> None:
    formats = formats_of(Language(language))
    pattern = "#,##0" + ("." + "0" * places if places else "")
    assert formats.fixed(value, places) == format_decimal(value, pattern, locale=formats.locale).replace(" ", NO_BREAK)


@pytest.mark.parametrize(
    ("language", "pattern"),
    [(LV, "y. 'gada' d. MMMM"), (EN, "d MMMM y"), (Language("de"), "d MMMM y"), (Language("lt"), "d MMMM y")],
)
@given(day=st.dates(date(1000, 1, 1)))
def test_a_long_day_has_the_month_as_cldr_calls_it(language: Language, pattern: str, day: date) -> None:
    formats = formats_of(language)
    assert formats.long_day(day) == format_date(day, pattern, locale=formats.locale)


@pytest.mark.parametrize(
    ("code", "latvian", "english"),
    [
        ("lv", "latviski", "in Latvian"),
        ("lv-LV", "latviski", "in Latvian (Latvia)"),
        ("sr-Latn", "serbu (latīņu) val.", "in Serbian (Latin)"),
    ],
)
def test_a_language_is_named_by_any_form_of_its_code(code: str, latvian: str, english: str) -> None:
    for language, expected in ((LV, latvian), (EN, english)):
        catalogue = read_catalogue(language, resource_folder("locales") / language / "LC_MESSAGES" / "site.po")
        words = Words(formats_of(language), catalogue)
        assert words.in_language(Language(code)) == expected


def test_the_plural_category_is_that_of_the_number_as_it_is_written() -> None:
    formats = formats_of(EN)
    written = (Decimal(1), Decimal("1.0"), 1, Decimal("1.00"), Decimal(1))
    assert [formats.category(number) for number in written] == ["one", "other", "one", "other", "one"]
