"""From period, funds and rates to the attribution that a page must carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sitegen.attribution.funds import fund_name, in_order
from sitegen.attribution.wording import FUND_PAGES, wording
from sitegen.languages import Language
from sitegen.models.choices import Fund, Period
from sitegen.models.project import Funding, source_amount


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
_WITH_FUND_NAMES = frozenset({Period.Y2007, Period.Y2014})


def form_of(funding: Funding) -> Form:
    """Funded when every source is the Union's, or the Union's rates make 100; else co-funded."""
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
    words = wording(language)
    funds = in_order({fund for support in known for fund in support.funds})
    rural = [fund for fund in funds if fund in _RURAL and any(_is_rural(support, fund) for support in known)]
    return Attribution(
        periods=tuple(period for period in Period if any(support.period is period for support in known)),
        funds=funds,
        statements=tuple(_statements(known, language)),
        marks=tuple(mark for mark in words.marks if mark[0] in {_mark(support) for support in known}),
        slogans=tuple(_slogans(known, language)),
        sentences=(words.rural_authorities,) if rural else (),
        fund_pages=tuple((fund_name(fund, language), FUND_PAGES[fund]) for fund in rural),
        disclaimer=words.disclaimer if any(support.period is Period.DIRECT for support in known) else "",
    )


def _statements(supports: list[Support], language: Language) -> Iterable[Statement]:
    words = wording(language)
    named = {fund for support in supports if support.period in _WITH_FUND_NAMES for fund in support.funds}
    if named:
        yield Statement(words.union, tuple(fund_name(fund, language) for fund in in_order(named)))
    forms = [support.form for support in supports if support.period in {Period.Y2021, Period.DIRECT}]
    if forms:
        yield Statement(words.funded if all(form is Form.FUNDED for form in forms) else words.co_funded)
    if any(support.period is Period.RRF for support in supports):
        yield Statement(words.recovery)


def _mark(support: Support) -> str:
    if support.period is Period.Y2014 and not _RURAL.issuperset(support.funds):
        return "nap2020"
    return "nap2027" if support.period in {Period.Y2021, Period.RRF} else ""


def _slogans(supports: list[Support], language: Language) -> Iterable[str]:
    words = wording(language)
    old = [support for support in supports if support.period in _WITH_FUND_NAMES]
    if any(not _RURAL.issuperset(support.funds) for support in old):
        yield words.slogan
    if any(Fund.EAFRD in support.funds for support in old):
        yield words.rural_slogan


def _is_rural(support: Support, fund: Fund) -> bool:
    return support.period in _WITH_FUND_NAMES and fund in support.funds
