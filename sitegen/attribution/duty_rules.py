"""Which duties the rules of visibility ask for beside the page: thresholds as data, and what a record answers to them.

Ids and status of each rule: visibility.md sections 1 to 4. No rule on posters and plaques was found for 2007–2013, the
rural and fisheries funds of 2014–2020, the Recovery Facility and direct management: there none is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum

from sitegen.models.choices import Fund, Kind, Payer, Period
from sitegen.models.project import Funding, Project, source_amount
from sitegen.values import dataclass


class DutyKind(StrEnum):
    """What is to be done. The first five are deeds, whose day is noted in the record (`choices.Deed`)."""

    POSTER = "poster"
    BILLBOARD = "billboard"
    PLAQUE = "plaque"
    INVITATION = "invitation"
    EVENT = "event"
    UPDATE = "update"
    FINAL_UPDATE = "final-update"
    CONTACT_REVIEW = "contact-review"
    CONSENT_REVIEW = "consent-review"
    STATEMENT_REVIEW = "statement-review"
    KEEP_DOCUMENTS = "keep-documents"
    KEEP_PAGE = "keep-page"


class Basis(StrEnum):
    """The amount that a threshold is held against."""

    PUBLIC_SUPPORT = "public support"
    TOTAL_COST = "total cost"


@dataclass(frozen=True, slots=True)
class DutyRule:
    """A rule that asks for a duty: of projects of these periods, funds and kinds (empty: of all), over an amount.

    `above`: in EUR; at exactly this amount nothing is asked. `setting`: the field of `site.yaml` that holds the
    interval. `or_strategic`: operations of strategic importance are asked whatever they cost. `otherwise`: asked where
    neither a plaque nor a billboard is. `is_practice`: the interval is practice, though the rule itself is law.
    """

    kind: DutyKind
    rule: str
    periods: tuple[Period, ...] = ()
    funds: tuple[Fund, ...] = ()
    kinds: tuple[Kind, ...] = ()
    basis: Basis | None = None
    above: Decimal | None = None
    setting: str = ""
    or_strategic: bool = False
    otherwise: bool = False
    is_practice: bool = False


_2014, _2021 = (Period.Y2014,), (Period.Y2021,)
_STRUCTURAL = (Fund.ESF, Fund.ERDF, Fund.CF, Fund.YEI)
_COMMON = (Fund.ERDF, Fund.CF, Fund.ESF_PLUS, Fund.JTF, Fund.EMFAF)
_WORKS, _OBJECTS = (Kind.INFRASTRUCTURE,), (Kind.INFRASTRUCTURE, Kind.EQUIPMENT)
_SUPPORT, _COST = Basis.PUBLIC_SUPPORT, Basis.TOTAL_COST
_HALF_MILLION, _HUNDRED_THOUSAND, _TEN_MILLION = Decimal(500_000), Decimal(100_000), Decimal(10_000_000)
_INTERVAL = "update_interval_months"
_WEEKS = "visibility.invitation_weeks"

DUTIES: tuple[DutyRule, ...] = (
    DutyRule(DutyKind.BILLBOARD, "A-04", _2014, _STRUCTURAL, _WORKS, _SUPPORT, _HALF_MILLION),
    DutyRule(
        DutyKind.PLAQUE, "A-04", _2014, _STRUCTURAL, _OBJECTS, _SUPPORT, _HALF_MILLION, "visibility.plaque_months"
    ),
    DutyRule(DutyKind.POSTER, "A-03", _2014, _STRUCTURAL, otherwise=True),
    DutyRule(DutyKind.PLAQUE, "B-04", _2021, (Fund.ERDF, Fund.CF), _OBJECTS, _COST, _HALF_MILLION),
    DutyRule(DutyKind.PLAQUE, "B-05", _2021, (Fund.ESF_PLUS, Fund.JTF, Fund.EMFAF), _OBJECTS, _COST, _HUNDRED_THOUSAND),
    DutyRule(DutyKind.POSTER, "B-06", _2021, _COMMON, otherwise=True),
    DutyRule(
        DutyKind.INVITATION,
        "B-07",
        _2021,
        _COMMON,
        (),
        _COST,
        _TEN_MILLION,
        _WEEKS,
        or_strategic=True,
        is_practice=True,
    ),
    DutyRule(DutyKind.EVENT, "B-07", _2021, _COMMON, (), _COST, _TEN_MILLION, or_strategic=True),
    DutyRule(DutyKind.UPDATE, "A-12", _2014, setting=_INTERVAL),
    DutyRule(DutyKind.UPDATE, "B-19", _2021, setting=_INTERVAL),
    DutyRule(DutyKind.FINAL_UPDATE, "B-30"),
    DutyRule(DutyKind.CONTACT_REVIEW, "D-03"),
    DutyRule(DutyKind.CONSENT_REVIEW, "D-04"),
    DutyRule(DutyKind.STATEMENT_REVIEW, "C-03"),
    DutyRule(DutyKind.KEEP_DOCUMENTS, "B-28", _2021, setting="visibility.keep_documents_years"),
    DutyRule(DutyKind.KEEP_PAGE, "B-29", kinds=_OBJECTS, setting="visibility.durability_years"),
)


class Answer(StrEnum):
    """Whether a rule asks for something. `DEPENDS`: on what the record does not state."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


@dataclass(frozen=True, slots=True)
class Asked:
    """A duty that is asked for, or may be: by which rules, and the fields of the record that would tell."""

    kind: DutyKind
    rules: tuple[DutyRule, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Verdict:
    answer: Answer
    missing: tuple[str, ...] = ()


_YES, _NO = _Verdict(Answer.YES), _Verdict(Answer.NO)


def asked_of(project: Project, period: Period | None) -> tuple[Asked, ...]:
    """What the rules ask of a project, each kind once: of several funds, the one with the lower threshold counts.

    `period`: None when the programme is not known, so that only what is asked in every period is.
    """
    verdicts = [(rule, _verdict(rule, project, period)) for rule in DUTIES]
    marks = [verdict for rule, verdict in verdicts if rule.kind in {DutyKind.PLAQUE, DutyKind.BILLBOARD}]
    verdicts = [(rule, _unless(marks) if _is_left(rule, verdict) else verdict) for rule, verdict in verdicts]
    return tuple(_together(kind, verdicts) for kind in DutyKind if _is_asked(kind, verdicts))


def rules_of(kind: DutyKind) -> tuple[DutyRule, ...]:
    """The rules that ask for a kind of duty."""
    return tuple(rule for rule in DUTIES if rule.kind is kind)


def _is_left(rule: DutyRule, verdict: _Verdict) -> bool:
    return rule.otherwise and verdict.answer is not Answer.NO


def _unless(others: list[_Verdict]) -> _Verdict:
    """What is asked where none of the others is."""
    return _NO if any(one.answer is Answer.YES for one in others) else _weighed(others)


def _weighed(parts: Iterable[_Verdict]) -> _Verdict:
    """It depends on whatever is missing to any of them; a yes where nothing is."""
    missing = tuple(dict.fromkeys(name for part in parts for name in part.missing))
    return _Verdict(Answer.DEPENDS, missing) if missing else _YES


Verdicts = list[tuple[DutyRule, _Verdict]]


def _is_asked(kind: DutyKind, verdicts: Verdicts) -> bool:
    return any(rule.kind is kind and verdict.answer is not Answer.NO for rule, verdict in verdicts)


def _together(kind: DutyKind, verdicts: Verdicts) -> Asked:
    own = [(rule, verdict) for rule, verdict in verdicts if rule.kind is kind]
    sure = tuple(rule for rule, verdict in own if verdict.answer is Answer.YES)
    if sure:
        return Asked(kind, sure, ())
    maybe = [(rule, verdict) for rule, verdict in own if verdict.answer is Answer.DEPENDS]
    missing = dict.fromkeys(name for _, verdict in maybe for name in verdict.missing)
    return Asked(kind, tuple(rule for rule, _ in maybe), tuple(missing))


def _verdict(rule: DutyRule, project: Project, period: Period | None) -> _Verdict:
    if (rule.periods and period not in rule.periods) or (rule.funds and not set(rule.funds) & set(project.fund)):
        return _NO
    parts = (_of_kind(rule, project), _of_amount(rule, project))
    return _NO if _NO in parts else _weighed(parts)


def _of_kind(rule: DutyRule, project: Project) -> _Verdict:
    if not rule.kinds or project.kind in rule.kinds:
        return _YES
    return _NO if project.kind else _Verdict(Answer.DEPENDS, ("kind",))


def _of_amount(rule: DutyRule, project: Project) -> _Verdict:
    if rule.above is None or (rule.or_strategic and project.strategic_importance):
        return _YES
    funding = project.funding
    if funding.currency != "EUR":
        return _Verdict(Answer.DEPENDS, ("funding.currency",))
    least, most = public_support(funding) if rule.basis is Basis.PUBLIC_SUPPORT else total_cost(funding)
    if least > rule.above:
        return _YES
    if most is not None and most <= rule.above:
        return _NO
    return _Verdict(Answer.DEPENDS, tuple(_unstated(rule, funding)))


def _unstated(rule: DutyRule, funding: Funding) -> Iterator[str]:
    if funding.total is None:
        yield "funding.total"
    if rule.basis is Basis.PUBLIC_SUPPORT:
        yield "funding.sources"


Bounds = tuple[Decimal, Decimal | None]
"""The least that an amount can be by what is stated, and the most; None where nothing bounds it."""


def total_cost(funding: Funding) -> Bounds:
    """The total; without one it is at least what the sources with an amount pay."""
    if funding.total is not None:
        return funding.total, funding.total
    return sum((amount for _, amount in _stated(funding)), Decimal(0)), None


def public_support(funding: Funding) -> Bounds:
    """What all sources but private ones pay. Of the total, what no source is named for may be either."""
    stated = list(_stated(funding))
    private = sum((amount for payer, amount in stated if payer is Payer.PRIVATE), Decimal(0))
    public = sum((amount for payer, amount in stated if payer is not Payer.PRIVATE), Decimal(0))
    if funding.total is not None:
        return public, funding.total - private
    return public, public if stated and len(stated) == len(funding.sources) else None


def _stated(funding: Funding) -> Iterator[tuple[Fund | Payer, Decimal]]:
    """The sources whose amount is stated, or follows from the rate and the total."""
    for index, source in enumerate(funding.sources):
        amount = source_amount(funding, index)
        if amount is not None:
            yield source.source, amount
        elif source.rate is not None and funding.total is not None:
            yield source.source, funding.total * source.rate / 100
