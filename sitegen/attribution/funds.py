"""The European Union's funds: official names, and the periods in which each exists. Source: visibility.md."""

from __future__ import annotations

from sitegen.diagnostics.sources import Standing
from sitegen.languages import LV, Language
from sitegen.models.choices import Fund, Period
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class FundFacts:
    """A fund's abbreviation and full name, Latvian and English, its periods, and how the names were read.

    That a fund is named in full is rule A-01.
    """

    abbreviation_lv: str
    name_lv: str
    abbreviation_en: str
    name_en: str
    periods: frozenset[Period]
    standing_lv: Standing = Standing.READ
    standing_en: Standing = Standing.KNOWN


def _in(*periods: Period) -> frozenset[Period]:
    return frozenset(periods)


_OLD, _MIDDLE, _NEW = Period.Y2007, Period.Y2014, Period.Y2021

FUNDS: dict[Fund, FundFacts] = {
    Fund.ESF: FundFacts("ESF", "Eiropas Sociālais fonds", "ESF", "European Social Fund", _in(_OLD, _MIDDLE)),
    Fund.ERDF: FundFacts(
        "ERAF",
        "Eiropas Reģionālās attīstības fonds",
        "ERDF",
        "European Regional Development Fund",
        _in(_OLD, _MIDDLE, _NEW),
    ),
    Fund.CF: FundFacts("KF", "Kohēzijas fonds", "CF", "Cohesion Fund", _in(_OLD, _MIDDLE, _NEW)),
    Fund.EAFRD: FundFacts(
        "ELFLA",
        "Eiropas Lauksaimniecības fonds lauku attīstībai",
        "EAFRD",
        "European Agricultural Fund for Rural Development",
        _in(_OLD, _MIDDLE, _NEW),
    ),
    Fund.EMFF: FundFacts(
        "EJZF",
        "Eiropas Jūrlietu un zivsaimniecības fonds",
        "EMFF",
        "European Maritime and Fisheries Fund",
        _in(_MIDDLE),
    ),
    Fund.YEI: FundFacts(
        "JNI", "Jaunatnes nodarbinātības iniciatīva", "YEI", "Youth Employment Initiative", _in(_MIDDLE), Standing.KNOWN
    ),
    Fund.ESF_PLUS: FundFacts("ESF+", "Eiropas Sociālais fonds Plus", "ESF+", "European Social Fund Plus", _in(_NEW)),
    Fund.JTF: FundFacts("TPF", "Taisnīgas pārkārtošanās fonds", "JTF", "Just Transition Fund", _in(_NEW)),
    Fund.EMFAF: FundFacts(
        "EJZAF",
        "Eiropas Jūrlietu, zvejniecības un akvakultūras fonds",
        "EMFAF",
        "European Maritime, Fisheries and Aquaculture Fund",
        _in(_NEW),
    ),
    Fund.RRF: FundFacts("AF", "Atveseļošanas fonds", "RRF", "Recovery and Resilience Facility", _in(Period.RRF)),
    Fund.DIRECT: FundFacts(
        "ES", "Eiropas Savienības budžets", "EU", "Budget of the European Union", _in(Period.DIRECT)
    ),
}

_ORDER = {fund: rank for rank, fund in enumerate(Fund)}


def fund_name(fund: Fund, language: Language) -> str:
    """The full name of a fund; in English where the language has no name of its own here."""
    return FUNDS[fund].name_lv if language == LV else FUNDS[fund].name_en


def fund_abbreviation(fund: Fund, language: Language) -> str:
    """The fund's abbreviation: ERAF in Latvian, ERDF in English."""
    return FUNDS[fund].abbreviation_lv if language == LV else FUNDS[fund].abbreviation_en


def funds_of_period(period: Period) -> tuple[Fund, ...]:
    """The funds that exist in a period."""
    return tuple(fund for fund, facts in FUNDS.items() if period in facts.periods)


def in_order(funds: set[Fund]) -> tuple[Fund, ...]:
    """Funds in the order in which the contract lists them."""
    return tuple(sorted(funds, key=_ORDER.__getitem__))
