"""Fields: any amount written as people write it is either taken or answered with the way the contract writes it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import TypeAdapter, ValidationError

from sitegen.l10n.formats import formats_of
from sitegen.languages import EN, LV, Language
from sitegen.models.codes import ProjectNumber
from sitegen.models.fields import Amount, Day
from sitegen.models.project import Funding, source_amount
from sitegen.models.wordings import has_words
from sitegen.money import Money

AMOUNT: TypeAdapter[Decimal] = TypeAdapter(Amount)
CENTS = some.integers(min_value=0, max_value=10**12)


@given(CENTS)
def test_an_amount_as_the_contract_writes_it_is_exact(cents: int) -> None:
    text = f"{cents // 100}.{cents % 100:02d}"
    assert AMOUNT.validate_python(text) == Decimal(cents) / 100


@given(CENTS.filter(lambda cents: cents >= 100_000), some.sampled_from([LV, EN]))
def test_an_amount_as_a_page_writes_it_is_answered_with_the_right_form(cents: int, language: Language) -> None:
    written = formats_of(language).money(Money(Decimal(cents) / 100))
    with pytest.raises(ValidationError) as refused:
        AMOUNT.validate_python(written)
    (error,) = refused.value.errors()
    assert error["type"] == "bad-amount"
    assert Decimal(error["ctx"]["suggestion"]) == Decimal(cents) / 100


@given(CENTS, some.lists(CENTS, min_size=1, max_size=11))
def test_a_remainder_makes_the_sources_add_up_to_the_cent(rest: int, parts: list[int]) -> None:
    total = rest + sum(parts)
    payers = ["esf", "erdf", "cf", "eafrd", "emff", "yei", "state", "municipal", "national", "private", "other"]
    sources = [
        {"source": payer, "amount": f"{part // 100}.{part % 100:02d}"}
        for payer, part in zip(payers, parts, strict=False)
    ]
    record = {
        "total": f"{total // 100}.{total % 100:02d}",
        "sources": [*sources, {"source": "rrf", "amount": "remainder"}],
    }
    funding = Funding.model_validate(record)
    amounts = [source_amount(funding, index) for index in range(len(funding.sources))]
    assert sum((amount for amount in amounts if amount is not None), Decimal(0)) == funding.total
    assert amounts[-1] == Decimal(rest) / 100


@given(some.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_as_latvians_write_it_is_answered_with_the_right_form(day: date) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(Day).validate_python(formats_of(LV).day(day))
    (error,) = refused.value.errors()
    assert error["ctx"]["suggestion"] == day.isoformat()


@pytest.mark.parametrize(
    "text", ["km", "m²", "ha", "t", "kg", "MWh", "kWh/m²", "%", "t CO2", "Mbit/s", "COVID-19", "ESF+", "m3"]
)
def test_a_symbol_or_an_abbreviation_holds_no_words(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize(
    "text", ["ģimenes", "Sociālie jautājumi", "kWh gadā", "t CO2 ekv.", "ES fondi", "Sports", "gab."]
)
def test_a_word_holds_words(text: str) -> None:
    assert has_words(text)


@pytest.mark.parametrize("written", ["9.2.2.1/15/I/1", "Nr. 9.2.2.1/15/I/1", "No. 9.2.2.1/15/I/1", "№9.2.2.1/15/I/1"])
def test_a_project_number_stands_without_its_sign(written: str) -> None:
    assert TypeAdapter(ProjectNumber).validate_python(written) == "9.2.2.1/15/I/1"
