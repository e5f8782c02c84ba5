"""From period, funds and rates to the attribution that a page must carry."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from sitegen.attribution.funds import fund_name, in_order
from sitegen.attribution.periods import PERIODS, Voice
from sitegen.attribution.wording import (
    CO_FUNDED,
    DISCLAIMER,
    FUND_PAGES,
    FUNDED,
    MARKS,
    RECOVERY,
    RURAL_AUTHORITIES,
    RURAL_SLOGAN,
    SLOGAN,
    UNION,
)
from sitegen.languages import Language
from sitegen.models.choices import Fund, Period
from sitegen.models.project import Funding, source_amount
from sitegen.values import dataclass


class Form(StrEnum):
    """Whether the Union pays all (B-17) or a part. `UNKNOWN` when no source says."""

    FUNDED = "funded"
    CO_FUNDED = "co-funded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Support:
    """The Union's support of one project: what its attribution follows from."""

    period: Period
    funds: tuple[Fund, ...]
    form: Form


@dataclass(frozen=True, slots=True)
class Statement:
    """The text beside the emblem: the prescribed lead, and in 2007–2020 the full names of the funds."""

    lead: str
    funds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution block in one language.

    `marks`: ids and names of the national marks; `fund_pages`: (fund name, address) of the Commission's pages.
    """

    periods: tuple[Period, ...]
    funds: tuple[Fund, ...]
    statements: tuple[Statement, ...]
    marks: tuple[tuple[str, str], ...]
    slogans: tuple[str, ...]
    sentences: tuple[str, ...]
    fund_pages: tuple[tuple[str, str], ...]
    disclaimer: str


_RURAL = frozenset({Fund.EAFRD, Fund.EMFF})


def form_of(funding: Funding) -> Form:
    """Funded when every source is the Union's, or the Union's rates make 100; else co-funded (B-17).

    Where the figures do not tell, what the record declares (`funding.form`).
    """
    derived = derived_form(funding)
    return Form(funding.form.value) if derived is Form.UNKNOWN and funding.form is not None else derived


def derived_form(funding: Funding) -> Form:
    """What the figures alone tell."""
    if not funding.sources:
        return Form.UNKNOWN
    union = [index for index, source in enumerate(funding.sources) if isinstance(source.source, Fund)]
    if len(union) == len(funding.sources):
        return _form_of_union_alone(funding)
    others = (source_amount(funding, index) for index in range(len(funding.sources)) if index not in union)
    paid = [amount for amount in others if amount is not None]
    all_nothing = len(paid) == len(funding.sources) - len(union) and not any(paid)
    return Form.FUNDED if all_nothing else Form.CO_FUNDED


def _form_of_union_alone(funding: Funding) -> Form:
    """Only the Union's money is named: it is all of it when its rates or amounts say so."""
    rates = [source.rate for source in funding.sources if source.rate is not None]
    amounts = [source_amount(funding, index) for index in range(len(funding.sources))]
    known = [amount for amount in amounts if amount is not None]
    if funding.total is not None and len(known) == len(amounts):
        return Form.FUNDED if sum(known, Decimal(0)) == funding.total else Form.CO_FUNDED
    if len(rates) == len(funding.sources):
        return Form.FUNDED if sum(rates, Decimal(0)) == 100 else Form.CO_FUNDED
    return Form.UNKNOWN


def attribute(supports: Iterable[Support], language: Language) -> Attribution | None:
    """The block that covers all of `supports`; None when there is nothing to attribute."""
    known = list(supports)
    if not known:
        return None
    funds = in_order({fund for support in known for fund in support.funds})
    rural = [fund for fund in funds if fund in _RURAL and any(_is_rural(support, fund) for support in known)]
    marks = {_mark(support) for support in known}
    return Attribution(
        periods=tuple(period for period in Period if any(support.period is period for support in known)),
        funds=funds,
        statements=tuple(_statements(known, language)),
        marks=tuple((mark, name.of(language)) for mark, name in MARKS.items() if mark in marks),
        slogans=tuple(_slogans(known, language)),
        sentences=(RURAL_AUTHORITIES.of(language),) if rural else (),
        fund_pages=tuple((fund_name(fund, language), FUND_PAGES[fund]) for fund in rural),
        disclaimer=DISCLAIMER.of(language) if any(PERIODS[one.period].has_disclaimer for one in known) else "",
    )


def _statements(supports: list[Support], language: Language) -> Iterable[Statement]:
    by_voice = {voice: [one for one in supports if PERIODS[one.period].voice is voice] for voice in Voice}
    named = {fund for support in by_voice[Voice.UNION] for fund in support.funds}
    if by_voice[Voice.UNION]:
        yield Statement(UNION.of(language), tuple(fund_name(fund, language) for fund in in_order(named)))
    forms = [support.form for support in by_voice[Voice.FORM]]
    if forms:
        words = FUNDED if all(form is Form.FUNDED for form in forms) else CO_FUNDED
        yield Statement(words.of(language))
    if by_voice[Voice.RECOVERY]:
        yield Statement(RECOVERY.of(language))


def _mark(support: Support) -> str:
    """The national mark: that of the period; measures for rural areas and fisheries of 2014–2020 have none (A-16)."""
    is_rural = support.period is Period.Y2014 and _RURAL.issuperset(support.funds)
    return "" if is_rural else PERIODS[support.period].mark


def _slogans(supports: list[Support], language: Language) -> Iterable[str]:
    old = [support for support in supports if PERIODS[support.period].has_slogan]
    if any(not _RURAL.issuperset(support.funds) for support in old):
        yield SLOGAN.of(language)
    if any(Fund.EAFRD in support.funds for support in old):
        yield RURAL_SLOGAN.of(language)


def _is_rural(support: Support, fund: Fund) -> bool:
    return PERIODS[support.period].voice is Voice.UNION and fund in support.funds
