"""What each programming period asks of the attribution, as data. Sources: `sitegen.diagnostics.sources`, by rule id."""

from __future__ import annotations

from enum import StrEnum

from sitegen.models.choices import Period
from sitegen.values import dataclass


class Voice(StrEnum):
    """What stands beside the emblem."""

    UNION = "union"
    FORM = "form"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class PeriodRules:
    """A period's rules.

    `voice`: `UNION`, the name of the Union with the funds' full names under it; `FORM`, “Funded” or “Co-funded” from
    the rates; `RECOVERY`, always “Funded … – NextGenerationEU”. `mark`: id of the national mark, empty when there is
    none. `has_slogan`, `has_disclaimer`: whether the block carries them. `allows_fund_logos`: whether support may be
    shown by another identity than emblem and statement. `must_be_in_view`: whether the act itself, not practice, asks
    that the block is seen without scrolling. `rules`: what these rest on.
    """

    voice: Voice
    mark: str
    has_slogan: bool
    has_disclaimer: bool
    allows_fund_logos: bool
    must_be_in_view: bool
    rules: tuple[str, ...]


PERIODS: dict[Period, PeriodRules] = {
    Period.Y2007: PeriodRules(
        Voice.UNION,
        mark="",
        has_slogan=True,
        has_disclaimer=False,
        allows_fund_logos=True,
        must_be_in_view=False,
        rules=("A-17",),
    ),
    Period.Y2014: PeriodRules(
        Voice.UNION,
        mark="nap2020",
        has_slogan=True,
        has_disclaimer=False,
        allows_fund_logos=True,
        must_be_in_view=True,
        rules=("A-01", "A-08", "A-09", "A-11"),
    ),
    Period.Y2021: PeriodRules(
        Voice.FORM,
        mark="nap2027",
        has_slogan=False,
        has_disclaimer=False,
        allows_fund_logos=False,
        must_be_in_view=False,
        rules=("B-01", "B-10", "B-13", "B-16", "B-17", "B-18"),
    ),
    Period.RRF: PeriodRules(
        Voice.RECOVERY,
        mark="nap2027",
        has_slogan=False,
        has_disclaimer=False,
        allows_fund_logos=False,
        must_be_in_view=False,
        rules=("B-18", "B-21"),
    ),
    Period.DIRECT: PeriodRules(
        Voice.FORM,
        mark="",
        has_slogan=False,
        has_disclaimer=True,
        allows_fund_logos=False,
        must_be_in_view=False,
        rules=("B-10", "B-35"),
    ),
}
