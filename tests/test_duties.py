"""Duties beside the page: what each rule asks for at, below and above its threshold, and the days that follow."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from sitegen.attribution.duties import DUTIES, Duty, DutyKind, State, as_data, duties, is_requirement
from sitegen.attribution.duty_rules import public_support, total_cost
from sitegen.catalogues import read_catalogue
from sitegen.diagnostics import Collector
from sitegen.diagnostics.sources import RULE_SOURCES
from sitegen.exports.duty_calendar import duty_calendar
from sitegen.facts import Words
from sitegen.intervals import end_of_year_after, months_after, weeks_before, years_after
from sitegen.l10n.formats import formats_of
from sitegen.languages import LV, Language
from sitegen.load import load
from sitegen.models.choices import Deed, Fund, Period
from sitegen.models.content import Content, ProjectRecord, Version, index_of
from sitegen.models.project import Funding, Project
from sitegen.models.site import Accessibility, Programme, Site
from sitegen.pipeline import Settings, build
from sitegen.resources import resource_folder
from sitegen.views.build_duties import duties_view
from tests.conftest import ROOT
from tests.test_cli import call, run

DAY = date(2026, 1, 1)
BASE = Path(__file__).parent / "diagnostics" / "base" / "content"
CONTEXT = {"languages": ("lv", "en")}
FIELDS: dict[str, Any] = {
    "number": "1",
    "title": {"lv": "Tilts pār Daugavu", "en": "Bridge"},
    "summary": {"lv": "Teksts.", "en": "Text."},
    "programme": "any",
    "beneficiary": "region",
    "dates": {"start": "2024-01-01", "end": "2027-06-30"},
    "published": "2025-12-01",
}
ENDED = {"start": "2017-01-01", "end": "2020-11-30"}
PUT_UP = {DutyKind.POSTER, DutyKind.BILLBOARD, DutyKind.PLAQUE}


@pytest.fixture(scope="module")
def base() -> Content:
    content = load(BASE, Collector())
    assert content is not None
    return content


def content_of(base: Content, period: str, fields: Mapping[str, Any], site: Mapping[str, Any] | None = None) -> Content:
    """The base site with one project in a programme of the period."""
    project = Project.model_validate({**FIELDS, "fund": ["erdf"], **fields}, context=CONTEXT)
    programme = Programme.model_validate({"name": {"lv": "P"}, "period": period}, context=CONTEXT)
    record = ProjectRecord("tilts", "content/projects/tilts.yaml", (Version(0, None, project),), {})
    settings = base.site.model_copy(update=dict(site or {}))
    return replace(
        base,
        site=settings,
        projects=(record,),
        programmes={"any": programme},
        index=index_of((record,), (), ()),
    )


def told(
    base: Content,
    period: str,
    fields: Mapping[str, Any],
    site: Mapping[str, Any] | None = None,
    day: date = DAY,
) -> dict[DutyKind, Duty]:
    """The project's duties by kind."""
    found = duties(content_of(base, period, fields, site), day)
    return {duty.kind: duty for duty in found if duty.project}


def asked(base: Content, period: str, **fields: Any) -> dict[str, str]:
    """What is to be put up or held: the rules that ask for it, or on what it depends."""
    kinds = {*PUT_UP, DutyKind.EVENT}
    found = {kind: duty for kind, duty in told(base, period, fields).items() if kind in kinds}
    return {
        kind.value: "? " + " ".join(duty.missing) if duty.state is State.DEPENDS else " ".join(duty.rules)
        for kind, duty in found.items()
    }


def paid(total: str, private: str = "0.00", fund: str = "erdf") -> dict[str, Any]:
    """Funding of which a part is private."""
    sources: list[dict[str, str]] = [{"source": fund, "amount": "remainder"}]
    return {"total": total, "sources": [*sources, *([{"source": "private", "amount": private}] if private else [])]}


OLD, NEW = "2014-2020", "2021-2027"
MARKS = {"billboard": "A-04", "plaque": "A-04"}


@pytest.mark.parametrize(
    ("kind", "amounts", "expected"),
    [
        ("infrastructure", ("499999.99", "0.00"), {"poster": "A-03"}),
        ("infrastructure", ("500000.00", "0.00"), {"poster": "A-03"}),
        ("infrastructure", ("500000.01", "0.00"), MARKS),
        ("infrastructure", ("600000.00", "100000.00"), {"poster": "A-03"}),
        ("infrastructure", ("600000.00", "99999.99"), MARKS),
        ("equipment", ("500000.00", "0.00"), {"poster": "A-03"}),
        ("equipment", ("500000.01", "0.00"), {"plaque": "A-04"}),
        ("services", ("9000000.00", "0.00"), {"poster": "A-03"}),
        ("other", ("9000000.00", "0.00"), {"poster": "A-03"}),
    ],
)
@pytest.mark.parametrize("fund", ["erdf", "cf", "esf", "yei"])
def test_2014_counts_public_support(
    base: Content, fund: str, kind: str, amounts: tuple[str, str], expected: dict[str, str]
) -> None:
    assert asked(base, OLD, fund=fund, kind=kind, funding=paid(*amounts, fund)) == expected


@pytest.mark.parametrize(
    ("funds", "kind", "total", "expected"),
    [
        (["erdf"], "infrastructure", "500000.00", {"poster": "B-06"}),
        (["erdf"], "infrastructure", "500000.01", {"plaque": "B-04"}),
        (["cf"], "equipment", "500000.00", {"poster": "B-06"}),
        (["cf"], "equipment", "500000.01", {"plaque": "B-04"}),
        (["erdf"], "services", "9000000.00", {"poster": "B-06"}),
        (["esf+"], "equipment", "100000.00", {"poster": "B-06"}),
        (["esf+"], "equipment", "100000.01", {"plaque": "B-05"}),
        (["jtf"], "infrastructure", "100000.00", {"poster": "B-06"}),
        (["jtf"], "infrastructure", "100000.01", {"plaque": "B-05"}),
        (["emfaf"], "infrastructure", "100000.01", {"plaque": "B-05"}),
        (["erdf", "esf+"], "infrastructure", "100000.00", {"poster": "B-06"}),
        (["erdf", "esf+"], "infrastructure", "100000.01", {"plaque": "B-05"}),
        (["erdf", "jtf"], "infrastructure", "500000.01", {"plaque": "B-04 B-05"}),
        (["esf+"], "services", "9999999.99", {"poster": "B-06"}),
        (["esf+"], "services", "10000000.00", {"poster": "B-06"}),
        (["esf+"], "services", "10000000.01", {"poster": "B-06", "event": "B-07"}),
    ],
)
def test_2021_counts_the_total_cost_private_money_too(
    base: Content, funds: list[str], kind: str, total: str, expected: dict[str, str]
) -> None:
    assert asked(base, NEW, fund=funds, kind=kind, funding=paid(total, "50000.00", funds[0])) == expected


@pytest.mark.parametrize("total", ["1.00", "20000000.00"])
def test_an_operation_of_strategic_importance_holds_an_event_whatever_it_costs(base: Content, total: str) -> None:
    found = asked(base, NEW, kind="services", strategic_importance="true", funding=paid(total))
    assert found == {"poster": "B-06", "event": "B-07"}


@pytest.mark.parametrize(
    ("period", "fund"),
    [("2007-2013", "erdf"), (OLD, "eafrd"), (OLD, "emff"), (NEW, "eafrd"), ("rrf", "rrf"), ("direct", "direct")],
)
def test_where_no_rule_was_found_nothing_is_put_up(base: Content, period: str, fund: str) -> None:
    funding = paid("20000000.00", fund=fund)
    fields = {"kind": "infrastructure", "strategic_importance": "true", "funding": funding}
    assert asked(base, period, fund=fund, **fields) == {}


@pytest.mark.parametrize(
    ("period", "fields", "expected"),
    [
        (
            OLD,
            {"funding": paid("600000.00")},
            {"billboard": "? kind", "plaque": "? kind", "poster": "? kind"},
        ),
        (OLD, {"funding": paid("500000.00")}, {"poster": "A-03"}),
        (
            OLD,
            {"kind": "equipment", "funding": {"total": "600000.00"}},
            {"plaque": "? funding.sources", "poster": "? funding.sources"},
        ),
        (
            OLD,
            {"kind": "equipment"},
            {"plaque": "? funding.total funding.sources", "poster": "? funding.total funding.sources"},
        ),
        (OLD, {"kind": "services"}, {"poster": "A-03"}),
        (
            OLD,
            {"kind": "equipment", "funding": {"total": "600000.00", "sources": [{"source": "erdf", "rate": "85"}]}},
            {"plaque": "A-04"},
        ),
        (
            OLD,
            {"kind": "equipment", "funding": {"total": "700000.00", "sources": [{"source": "erdf", "rate": "50"}]}},
            {"plaque": "? funding.sources", "poster": "? funding.sources"},
        ),
        (
            NEW,
            {"kind": "infrastructure"},
            {"plaque": "? funding.total", "poster": "? funding.total", "event": "? funding.total"},
        ),
        (
            NEW,
            {"kind": "infrastructure", "funding": {"sources": [{"source": "erdf", "amount": "600000.00"}]}},
            {"plaque": "B-04", "event": "? funding.total"},
        ),
        (
            NEW,
            {"kind": "infrastructure", "funding": {**paid("600000.00"), "currency": "SEK"}},
            dict.fromkeys(("plaque", "poster", "event"), "? funding.currency"),
        ),
    ],
)
def test_what_the_record_does_not_state_is_told_and_not_guessed(
    base: Content, period: str, fields: dict[str, Any], expected: dict[str, str]
) -> None:
    assert asked(base, period, **fields) == expected


def test_the_bounds_of_an_amount_follow_from_what_is_stated() -> None:
    half = Funding.model_validate({"total": "100.00", "sources": [{"source": "esf", "amount": "40.00"}]})
    assert public_support(half) == (Decimal("40.00"), Decimal("100.00"))
    assert total_cost(half) == (Decimal("100.00"), Decimal("100.00"))
    whole = Funding.model_validate({"sources": [{"source": "esf", "amount": "40.00"}]})
    assert public_support(whole) == (Decimal("40.00"), Decimal("40.00"))
    assert total_cost(whole) == (Decimal("40.00"), None)
    assert public_support(Funding()) == (Decimal(0), None)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2015, 11, 30), 3, date(2016, 2, 29)),
        (date(2014, 11, 30), 3, date(2015, 2, 28)),
        (date(2024, 10, 31), 1, date(2024, 11, 30)),
        (date(2024, 12, 31), 12, date(2025, 12, 31)),
        (date(2024, 1, 1), 0, date(2024, 1, 1)),
        (date(2024, 1, 1), 999_999_999, date.max),
    ],
)
def test_months_end_where_the_month_does(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


def test_years_and_weeks_stay_in_the_calendar() -> None:
    assert years_after(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert end_of_year_after(date(2024, 3, 1), 5) == date(2029, 12, 31)
    assert end_of_year_after(date(2024, 3, 1), 999_999_999) == date.max
    assert weeks_before(date(2024, 3, 7), 4) == date(2024, 2, 8)
    assert weeks_before(date(2024, 3, 7), 999_999_999) == date.min


def site_with(base: Content, **settings: Any) -> dict[str, Any]:
    return {"visibility": base.site.visibility.model_copy(update=settings)}


def test_a_plaque_of_2014_is_due_three_months_after_completion(base: Content) -> None:
    fields = {"kind": "infrastructure", "funding": paid("600000.00"), "dates": ENDED}
    plaque = told(base, OLD, fields)[DutyKind.PLAQUE]
    assert (plaque.since, plaque.due, plaque.state) == (date(2020, 11, 30), date(2021, 2, 28), State.OVERDUE)
    longer = told(base, OLD, fields, site_with(base, plaque_months=4))[DutyKind.PLAQUE]
    assert longer.due == date(2021, 3, 30)
    done = told(base, OLD, {**fields, "visibility": {"plaque": "2021-02-01"}})[DutyKind.PLAQUE]
    assert (done.done, done.state) == (date(2021, 2, 1), State.DONE)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2021, 1, 28), State.AHEAD),
        (date(2021, 1, 29), State.SOON),
        (date(2021, 2, 28), State.SOON),
        (date(2021, 3, 1), State.OVERDUE),
    ],
)
def test_a_day_is_ahead_then_soon_then_over(base: Content, day: date, state: State) -> None:
    fields = {"kind": "infrastructure", "funding": paid("600000.00"), "dates": ENDED}
    assert told(base, OLD, fields, day=day)[DutyKind.PLAQUE].state is state


def test_an_operation_ended_early_is_not_completed(base: Content) -> None:
    fields = {"kind": "infrastructure", "funding": paid("600000.00"), "dates": ENDED, "status": "terminated"}
    assert {DutyKind.PLAQUE, DutyKind.FINAL_UPDATE, DutyKind.UPDATE}.isdisjoint(told(base, OLD, fields))


def test_without_an_end_the_plaque_waits_for_it(base: Content) -> None:
    fields = {"kind": "infrastructure", "funding": paid("600000.00"), "dates": {"start": "2017-01-01"}}
    plaque = told(base, OLD, fields)[DutyKind.PLAQUE]
    assert (plaque.due, plaque.state, plaque.missing) == (None, State.OPEN, ("dates.end",))


def test_what_was_to_be_put_up_can_only_be_noted_once_the_project_has_ended(base: Content) -> None:
    running = told(base, OLD, {"kind": "services"})[DutyKind.POSTER]
    assert (running.since, running.due, running.state, running.missing) == (date(2024, 1, 1), None, State.OPEN, ())
    ended = told(base, OLD, {"kind": "services", "dates": ENDED})[DutyKind.POSTER]
    assert (ended.state, ended.missing) == (State.OPEN, ("visibility.poster",))
    noted = told(base, OLD, {"kind": "services", "dates": ENDED, "visibility": {"poster": "2017-02-01"}})
    assert (noted[DutyKind.POSTER].state, noted[DutyKind.POSTER].missing) == (State.DONE, ())


def test_an_event_is_held_by_the_last_day_and_the_authorities_invited_weeks_before(base: Content) -> None:
    fields: dict[str, Any] = {"kind": "services", "strategic_importance": "true"}
    found = told(base, NEW, fields)
    assert found[DutyKind.EVENT].due == date(2027, 6, 30)
    assert (found[DutyKind.INVITATION].due, found[DutyKind.INVITATION].interval) == (date(2027, 6, 2), 4)
    sooner = told(base, NEW, fields, site_with(base, invitation_weeks=1))[DutyKind.INVITATION]
    assert sooner.due == date(2027, 6, 23)
    held = told(base, NEW, {**fields, "visibility": {"event": "2025-05-09"}})
    assert held[DutyKind.EVENT].state is State.DONE
    assert (held[DutyKind.INVITATION].due, held[DutyKind.INVITATION].missing) == (None, ("visibility.invitation",))
    endless = told(base, NEW, {**fields, "dates": {"start": "2024-01-01"}})
    assert endless[DutyKind.INVITATION].missing == endless[DutyKind.EVENT].missing == ("dates.end",)


@pytest.mark.parametrize(
    ("period", "fields", "due", "state"),
    [
        (OLD, {"published": "2025-08-31", "updated": "2025-09-30"}, date(2025, 12, 30), State.OVERDUE),
        (OLD, {"published": "2025-10-01"}, date(2026, 1, 1), State.SOON),
        (NEW, {"published": "2025-08-31"}, date(2026, 2, 28), State.AHEAD),
        (OLD, {"published": None}, None, State.OPEN),
    ],
)
def test_a_running_page_is_updated_within_the_period_s_months(
    base: Content, period: str, fields: dict[str, Any], due: date | None, state: State
) -> None:
    update = told(base, period, fields)[DutyKind.UPDATE]
    assert (update.due, update.state, update.missing) == (due, state, () if due else ("updated",))


def test_updates_end_with_the_project_and_follow_the_site_s_months(base: Content) -> None:
    assert DutyKind.UPDATE not in told(base, OLD, {"dates": ENDED})
    assert DutyKind.UPDATE not in told(base, OLD, {"dates": {"start": "2024-01-01", "end": "2026-02-01"}})
    assert DutyKind.UPDATE not in told(base, "rrf", {"fund": "rrf"})
    own = told(base, "rrf", {"fund": "rrf"}, {"update_interval_months": {Period.RRF: 2}})[DutyKind.UPDATE]
    assert (own.due, own.rules, is_requirement(own)) == (date(2026, 2, 1), (), False)


def aimed(achieved: str | None) -> dict[str, Any]:
    told_of = {"achieved": achieved, "as_of": "2020-12-15"} if achieved else {}
    return {
        "dates": ENDED,
        "indicators": [
            {"id": "people", "label": {"lv": "Cilvēki"}, "target": "10", **told_of},
            {"id": "events", "label": {"lv": "Pasākumi"}},
        ],
    }


def test_the_last_update_tells_what_was_achieved(base: Content) -> None:
    lacking = told(base, OLD, aimed(None))[DutyKind.FINAL_UPDATE]
    assert (lacking.due, lacking.state) == (date(2020, 11, 30), State.OVERDUE)
    assert lacking.missing == ("indicators.people.achieved",)
    full = told(base, OLD, aimed("9"))[DutyKind.FINAL_UPDATE]
    assert (full.state, full.done) == (State.DONE, date(2020, 12, 15))
    early = told(base, OLD, aimed("9"), day=date(2020, 11, 30))[DutyKind.FINAL_UPDATE]
    assert (early.state, early.missing) == (State.SOON, ())


def test_without_targets_the_last_update_is_any_after_the_end(base: Content) -> None:
    stale = told(base, OLD, {"dates": ENDED, "published": "2020-11-29"})[DutyKind.FINAL_UPDATE]
    assert (stale.state, stale.missing) == (State.OVERDUE, ("updated",))
    done = told(base, OLD, {"dates": ENDED, "published": "2020-11-30"})[DutyKind.FINAL_UPDATE]
    assert (done.state, done.done) == (State.DONE, date(2020, 11, 30))


PAYMENTS = [{"date": f"{day}", "source": "erdf", "amount": "1.00"} for day in ("2021-03-05", "2020-02-29")]


def test_documents_are_kept_from_the_end_of_the_year_of_the_last_payment(base: Content) -> None:
    ended = {"dates": {"start": "2021-01-01", "end": "2021-01-31"}, "funding": {"payments": PAYMENTS}}
    kept = told(base, NEW, ended)[DutyKind.KEEP_DOCUMENTS]
    assert (kept.due, kept.interval, kept.rules) == (date(2026, 12, 31), 5, ("B-28",))
    assert not is_requirement(kept)
    ten = told(base, NEW, ended, site_with(base, keep_documents_years={Period.Y2021: 10}))[DutyKind.KEEP_DOCUMENTS]
    assert ten.due == date(2031, 12, 31)
    over = told(base, NEW, ended, day=date(2027, 1, 1))[DutyKind.KEEP_DOCUMENTS]
    assert (over.state, over.done) == (State.DONE, date(2026, 12, 31))


def test_no_day_is_told_while_a_later_payment_may_come(base: Content) -> None:
    running = told(base, NEW, {"funding": {"payments": PAYMENTS}})[DutyKind.KEEP_DOCUMENTS]
    assert (running.due, running.since, running.state, running.missing) == (None, None, State.OPEN, ())
    unpaid = told(base, NEW, {"dates": ENDED})[DutyKind.KEEP_DOCUMENTS]
    assert (unpaid.due, unpaid.missing) == (None, ("funding.payments",))


@pytest.mark.parametrize(("period", "fund"), [("2007-2013", "esf"), (OLD, "esf"), ("rrf", "rrf"), ("direct", "direct")])
def test_elsewhere_the_contract_says_how_long_documents_are_kept(base: Content, period: str, fund: str) -> None:
    kept = told(base, period, {"fund": fund, "dates": ENDED, "funding": {"payments": PAYMENTS}})
    documents = kept[DutyKind.KEEP_DOCUMENTS]
    assert (documents.due, documents.rules, documents.missing) == (None, (), ("site.visibility.keep_documents_years",))


def test_what_was_built_and_its_page_stay_for_the_durability(base: Content) -> None:
    fields = {"kind": "equipment", "dates": ENDED, "funding": {"payments": [PAYMENTS[1]]}}
    assert told(base, OLD, fields)[DutyKind.KEEP_PAGE].due == date(2025, 2, 28)
    three = told(base, OLD, fields, site_with(base, durability_years=6))[DutyKind.KEEP_PAGE]
    assert three.due == date(2026, 2, 28)
    assert DutyKind.KEEP_PAGE not in told(base, OLD, {**fields, "kind": "services"})
    assert told(base, OLD, {"dates": ENDED})[DutyKind.KEEP_PAGE].state is State.DEPENDS


def test_contacts_and_consents_are_reviewed_by_their_days(base: Content) -> None:
    role = {"lv": "Vadītājs"}
    contacts = [{"role": role}, {"role": role, "until": "2025-12-31"}, {"role": role, "until": "2026-03-01"}]
    pictures = [
        {"file": "media/a.jpg", "alt": {"lv": "Nometne"}, "people": "true", "consent": "Nr. 1, until 2026-01-31"},
        {"file": "media/b.jpg", "alt": {"lv": "Nams"}, "consent": "Nr. 2, until 2026-01-31"},
    ]
    found = duties(content_of(base, OLD, {"contacts": contacts, "images": pictures}), DAY)
    reviews = [duty for duty in found if "review" in duty.kind and duty.project]
    assert [(one.kind.value, one.subject, one.due, one.state) for one in reviews] == [
        ("contact-review", "contacts.1", date(2025, 12, 31), State.OVERDUE),
        ("consent-review", "images.0", date(2026, 1, 31), State.SOON),
        ("contact-review", "contacts.2", date(2026, 3, 1), State.AHEAD),
    ]


def test_the_accessibility_statement_is_reviewed_every_year(base: Content) -> None:
    (review,) = [duty for duty in duties(content_of(base, OLD, {}), DAY) if not duty.project]
    assert (review.state, review.due, review.missing) == (State.OPEN, None, ("site.accessibility",))
    evaluated = {"evaluated": "2024-02-29", "method": "full", "status": "full"}
    site = {"accessibility": Accessibility.model_validate(evaluated)}
    (review,) = [duty for duty in duties(content_of(base, OLD, {}, site), DAY) if not duty.project]
    assert (review.state, review.due, is_requirement(review)) == (State.OVERDUE, date(2025, 2, 28), True)


def test_drafts_and_faulty_records_have_no_duties(base: Content) -> None:
    assert told(base, OLD, {"draft": "true"}) == {}
    content = content_of(base, OLD, {})
    faulty = replace(content, projects=(replace(content.projects[0], wrong=frozenset({"fund"})),))
    assert [duty.project for duty in duties(faulty, DAY)] == [""]


def test_duties_come_by_due_date_and_what_is_done_comes_last(base: Content) -> None:
    fields = {"kind": "infrastructure", "funding": paid("600000.00"), "visibility": {"plaque": "2025-01-01"}}
    found = [duty for duty in duties(content_of(base, NEW, fields), DAY) if duty.project]
    keys = [(duty.state is State.DONE, duty.due or date.max) for duty in found]
    assert keys == sorted(keys)
    assert found[-1].kind is DutyKind.PLAQUE


def test_a_requirement_is_what_was_read_in_the_act_itself(base: Content) -> None:
    found = told(base, NEW, {"kind": "infrastructure", "strategic_importance": "true", "funding": paid("600000.00")})
    requirements = {kind.value for kind, duty in found.items() if is_requirement(duty)}
    assert requirements == {"plaque", "event", "update"}
    assert "invitation" in found, "the weeks before the event are practice"


def test_every_rule_of_the_table_has_a_source_and_a_setting_that_exists() -> None:
    assert {rule.rule for rule in DUTIES} <= RULE_SOURCES.keys()
    for setting in {rule.setting for rule in DUTIES if rule.setting}:
        model: Any = Site
        for step in setting.split("."):
            field = model.model_fields[step]
            model = field.annotation
    assert {rule.kind for rule in DUTIES} == set(DutyKind)
    assert {deed.value for deed in Deed} <= {kind.value for kind in DutyKind}
    assert not any(Fund.RRF in rule.funds for rule in DUTIES)


AMENDED = """
number: 1
title: {lv: Tilts}
summary: {lv: Teksts.}
programme: skills
fund: erdf
beneficiary: region
kind: infrastructure
dates: {start: 2024-01-01}
visibility: {plaque: 2025-06-15}
funding: {total: 500000.00}
amendments:
  - {effective: 2025-06-01, changes: {funding: {total: 500000.01}}}
"""


@pytest.mark.parametrize(("day", "kind"), [(date(2025, 5, 31), "poster"), (date(2025, 6, 1), "plaque")])
def test_the_version_in_force_on_the_day_counts(day: date, kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(BASE, folder)
    (folder / "projects" / "tilts.yaml").write_text(AMENDED, encoding="utf-8")
    content = load(folder, Collector())
    assert content is not None
    found = {duty.kind.value for duty in duties(content, day) if duty.project == "tilts"}
    assert found & {"poster", "plaque"} == {kind}


# The calendar

LONG = {"lv": "Ģimenes un ļaužu šķērsiela, kurā čaklāk žūst ķieģeļi; “tilts”, Nr. 1\\2" * 2}


def words_of(language: str) -> Words:
    catalogue = read_catalogue(language, resource_folder("locales") / language / "LC_MESSAGES" / "site.po")
    return Words(formats_of(Language(language)), catalogue)


def calendar_of(content: Content, day: date = DAY) -> bytes:
    words = words_of(LV)
    view = duties_view(content, duties(content, day), day, words, lambda slug: f"https://example.lv/lv/{slug}/")
    return duty_calendar(view, words, "https://example.lv/projekti/")


@pytest.fixture
def full(base: Content) -> Content:
    contacts = [{"role": LONG, "until": "2026-03-01"}]
    fields = {"title": LONG, "kind": "infrastructure", "funding": paid("600000.00"), "contacts": contacts}
    return content_of(base, NEW, fields)


def test_the_calendar_holds_the_days_that_are_still_to_be_kept(full: Content) -> None:
    found = [duty for duty in duties(full, DAY) if duty.due and duty.state in {State.SOON, State.AHEAD, State.OVERDUE}]
    events = Calendar.from_ical(calendar_of(full)).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [duty.due for duty in found]
    assert [str(event["uid"]) for event in events] == [
        "tilts-contact-review-0@example.lv",
        "tilts-update@example.lv",
        "tilts-final-update@example.lv",
    ]
    for event in events:
        assert event["dtstart"].params["VALUE"] == "DATE"
        assert event.decoded("dtstamp") == datetime(2026, 1, 1, tzinfo=UTC)
        assert str(event["url"]) == "https://example.lv/lv/tilts/"
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("trigger") == timedelta(days=-14)


def test_latvian_letters_and_commas_come_through_the_folding(full: Content) -> None:
    data = calendar_of(full)
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    event = Calendar.from_ical(data).walk("VEVENT")[0]
    assert str(event["summary"]) == f"Kontaktinformācijas pārskatīšana: {LONG['lv']} – {LONG['lv']}"
    assert "Ieteikums: " in str(event["description"])
    assert "D-03" in str(event["description"])


def test_the_same_duties_are_the_same_bytes(full: Content) -> None:
    assert calendar_of(full) == calendar_of(full)


def test_an_event_that_moves_keeps_its_name(full: Content) -> None:
    def names(day: date) -> set[str]:
        return {str(event["uid"]) for event in Calendar.from_ical(calendar_of(full, day)).walk("VEVENT")}

    assert names(DAY) == names(DAY + timedelta(days=1))


# The page of the site

PUBLISH = "\nvisibility: {publish_duties: true}\n"


def built(folder: Path, more: str) -> Path:
    shutil.copytree(BASE, folder / "content")
    site = folder / "content" / "site.yaml"
    site.write_text(site.read_text(encoding="utf-8") + more, encoding="utf-8")
    hidden = (folder / "content" / "projects" / "a.yaml").read_text(encoding="utf-8").replace("1/I/001", "9/I/999")
    (folder / "content" / "projects" / "later.yaml").write_text(f"{hidden}published: 2026-01-02\n", encoding="utf-8")
    outcome = build(Settings(content=folder / "content", output=folder / "public", day=DAY))
    assert not outcome.has_errors, outcome.diagnostics
    return folder / "public"


def test_duties_are_not_published_unless_the_site_says_so(tmp_path: Path) -> None:
    public = built(tmp_path, "")
    assert not (public / "lv" / "pienakumi").exists()
    assert "visibility" not in (public / "lv" / "projekti" / "a" / "index.json").read_text(encoding="utf-8")


def test_the_page_of_duties_is_for_staff(tmp_path: Path) -> None:
    public = built(tmp_path, PUBLISH)
    latvian = (public / "lv" / "pienakumi" / "index.html").read_text(encoding="utf-8")
    english = (public / "en" / "duties" / "index.html").read_text(encoding="utf-8")
    for html in (latvian, english):
        assert '<meta name="robots" content="noindex">' in html
        assert 'hreflang="lv" href="https://example.lv/lv/pienakumi/"' in html
        assert 'hreflang="en" href="https://example.lv/en/duties/"' in html
        assert 'class="attribution"' in html
        assert "9/I/999" not in html, "a record that is not published yet"
    assert "A3 plakāts" in latvian
    assert "A3 poster" in english
    assert "pienakumi" not in (public / "sitemap.xml").read_text(encoding="utf-8")
    assert "pienakumi" not in (public / "lv" / "index.html").read_text(encoding="utf-8")


def test_a_noted_day_is_not_shown_to_readers(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "content")
    record = tmp_path / "content" / "projects" / "a.yaml"
    outcomes = []
    for more in ("", "visibility: {poster: 2019-03-04}\n"):
        record.write_text(record.read_text(encoding="utf-8") + more, encoding="utf-8")
        outcomes.append(build(Settings(content=tmp_path / "content", output=tmp_path / "public", day=DAY)).changes)
    assert outcomes[1] is not None
    assert outcomes[1].written == 0


# The command

SHEET = ("duties", "--date", "2026-01-01", "--page", "sheet.html")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("addresses.txt"))
    return tmp_path


def test_duties_are_told_on_standard_output(site: Path) -> None:
    done = call(site, "duties", "--messages", "en", "--date", "2026-01-01")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Overdue  31 December 2023  Last update, with results [B-30]" in done.stdout
    assert "Depends" not in done.stdout
    assert done.stdout.endswith("3 overdue, 0 due within 30 days\n")
    latvian = call(site, "duties", "--messages", "lv", "--date", "2026-01-01").stdout
    assert "Nokavēts    31.12.2023.  Pēdējais atjauninājums ar rezultātiem [B-30]" in latvian


def test_duties_are_told_as_data(site: Path) -> None:
    data = json.loads(call(site, "duties", "--format", "json", "--project", "atver-sirdi-zemgale").stdout)
    assert {one["project"] for one in data["duties"]} == {"atver-sirdi-zemgale"}
    keys = {"project", "duty", "subject", "rules", "standing", "state", "since", "due", "done", "missing"}
    assert all(one.keys() == keys for one in data["duties"])
    assert as_data(()) == []


def test_under_strict_what_is_overdue_fails(site: Path) -> None:
    assert call(site, "duties", "--strict", "--date", "2026-01-01").exit_code == 1
    assert call(site, "duties", "--strict", "--date", "2019-10-01").exit_code == 0


def test_one_project_is_asked_for_by_its_name(site: Path) -> None:
    done = call(site, "duties", "--messages", "en", "--project", "atver-sirdi-zemgal")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "there is no project `atver-sirdi-zemgal`; did you mean `atver-sirdi-zemgale`?" in done.stderr


def test_a_sheet_stands_alone_and_is_the_same_twice(site: Path) -> None:
    assert run(site, *SHEET, "--calendar", "days.ics", "--messages", "lv").returncode == 0
    first = [(site / name).read_bytes() for name in ("sheet.html", "days.ics")]
    call(site, *SHEET, "--calendar", "days.ics", "--messages", "lv")
    assert [(site / name).read_bytes() for name in ("sheet.html", "days.ics")] == first
    html = first[0].decode()
    assert '<html lang="lv">' in html
    assert not any(word in html for word in ("<script", "<link", " src=", "url("))
    assert 'href="https://projekti.example.lv/lv/projekti/atver-sirdi-zemgale/"' in html


@pytest.mark.parametrize("option", ["--page", "--calendar"])
def test_a_file_that_cannot_be_written_is_told_in_a_sentence(site: Path, option: str) -> None:
    done = call(site, "duties", "--messages", "en", option, "nowhere/file")
    assert done.exit_code == 2
    assert "nowhere/file cannot be written: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_in_the_site_s_own_sheet_is_told(site: Path) -> None:
    (site / "templates").mkdir()
    (site / "templates" / "duty_sheet.html").write_text("{{ view.nonsense }}", encoding="utf-8")
    done = call(site, *SHEET, "--messages", "en")
    assert done.exit_code == 1
    assert "error[template-fault]" in done.stderr


def test_content_that_cannot_be_read_is_told_with_its_errors(site: Path) -> None:
    (site / "content" / "projects" / "atver-sirdi-zemgale.yaml").write_text("number: [", encoding="utf-8")
    done = call(site, "duties", "--messages", "en")
    assert done.exit_code == 1
    assert "error[yaml-" in done.stderr
    assert "deinstitucionalizacija-latgale" in done.stdout
    (site / "content" / "site.yaml").unlink()
    assert call(site, "duties").exit_code == 1
