"""Differences of two versions: nothing that an amendment can change is silent, and nothing is told that is the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from sitegen.diagnostics import Collector
from sitegen.differences import (
    OfCount,
    OfDay,
    OfEntries,
    OfMoney,
    OfNames,
    OfPercent,
    OfText,
    differences,
    months_moved,
)
from sitegen.load import load
from sitegen.models.project import NOT_AMENDABLE, Project, source_amount
from sitegen.money import Money

CONTENT = Path(__file__).parent.parent / "content"
UNIT = {"lv": {"zero": "personu", "one": "persona", "other": "personas"}}

# A record with every field filled in, so that each leaf can be changed.
FULL: dict[str, Any] = {
    "number": "1",
    "title": {"lv": "Tilts"},
    "summary": {"lv": "Īss."},
    "easy_read": {"lv": "Viegls."},
    "goal": {"lv": "Mērķis."},
    "programme": "growth",
    "fund": ["esf", "erdf"],
    "measure": "9.2.2.1",
    "call": {"lv": "Kārta"},
    "legal_basis": [{"title": {"lv": "Noteikumi"}, "url": "https://likumi.lv/1"}],
    "status": "running",
    "dates": {"contract": "2019-12-08", "start": "2020-01-01", "end": "2022-12-31"},
    "beneficiary": "region",
    "partners": [{"organisation": "town", "role": {"lv": "Palīgs"}, "count": "2", "kind": UNIT}],
    "funding": {
        "currency": "USD",
        "form": "co-funded",
        "total": "100.00",
        "sources": [{"source": "esf", "amount": "85.00", "rate": "85"}],
        "payments": [{"date": "2020-02-01", "source": "esf", "amount": "5.00"}],
    },
    "activities": [{"lv": "Būvēt."}],
    "indicators": [
        {
            "id": "people",
            "label": {"lv": "Cilvēki"},
            "unit": UNIT,
            "target": "10",
            "achieved": "5",
            "as_of": "2021-01-01",
            "part_of": "all",
            "adds_up": "true",
        }
    ],
    "places": [
        {
            "name": {"lv": "Ilūkste"},
            "address": "Kastaņu iela 38A",
            "location": ["55.977", "26.297"],
            "nuts": "LV005",
            "capacity": "14",
            "capacity_of": "people",
        }
    ],
    "contacts": [
        {
            "role": {"lv": "Vadītājs"},
            "organisation": "region",
            "phone": ["65440862"],
            "email": "a@example.lv",
            "name": "Anna Liepa",
            "until": "2030-01-01",
        }
    ],
    "links": [{"title": {"lv": "Lapa"}, "url": "https://example.lv/"}],
    "documents": [{"title": {"lv": "Plāns"}, "file": "media/plan.pdf", "language": "lv"}],
    "images": [
        {
            "file": "media/a.jpg",
            "alt": {"lv": "Nometne"},
            "caption": {"lv": "2020. gadā"},
            "people": "true",
            "consent": "Nr. 1, until 2030-01-01",
        }
    ],
    "kind": "services",
    "strategic_importance": "true",
    "intervention": "109",
    "tags": ["society"],
}
# Another value for a leaf whose text cannot simply be made longer.
OTHER = {
    "fund": ["erdf", "esf"],
    "status": "completed",
    "kind": "other",
    "strategic_importance": "false",
    "adds_up": "false",
    "people": "false",
    "source": "erdf",
    "currency": "EUR",
    "form": "funded",
    "location": ["55.977", "26.298"],
    "file": "media/other.jpg",
    "language": "en",
    "email": "b@example.lv",
    "consent": "Nr. 2, until 2031-01-01",
}
# The name by which the difference of a leaf is told, where it is not the leaf's own way.
KEYS = {
    "funding.sources.0.source": "funding.sources",
    "funding.sources.0.amount": "funding.sources.esf.amount",
    "funding.sources.0.rate": "funding.sources.esf.rate",
    "indicators.0.id": "indicators",
}
LISTS = {
    *("partners", "places", "contacts", "links", "documents", "images", "legal_basis", "activities", "fund", "tags"),
    "funding.payments",
}


def leaves(model: type[BaseModel], way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The ways to every field that an amendment can change, read from the models: into records, not into texts."""
    for name, field in model.model_fields.items():
        if not way and name in NOT_AMENDABLE:
            continue
        inner = next((part for part in _parts(field.annotation) if issubclass(part, BaseModel)), None)
        is_list = "tuple" in str(field.annotation)
        yield from leaves(inner, (*way, name, 0) if is_list else (*way, name)) if inner else [(*way, name)]


def _parts(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def changed(record: Any, way: tuple[str | int, ...]) -> Any:
    """The record with another value at the end of the way."""
    step, *rest = way
    if rest:
        inner = changed(record[step], tuple(rest))
        return [inner] if isinstance(record, list) else {**record, step: inner}
    return {**record, step: OTHER[str(step)] if step in OTHER else _another(record[step])}


def _another(value: Any) -> Any:
    """Another value like it: a later day, a larger number, a longer text."""
    if isinstance(value, list):
        return [_another(one) for one in value]
    if isinstance(value, dict):
        return {name: _another(one) for name, one in value.items()}
    day = value.replace("-", "")
    if day.isdigit() and len(day) == 8 and "-" in value:
        return value.replace(value[:4], str(int(value[:4]) + 1))
    return str(Decimal(value) + 1) if value.replace(".", "", 1).isdigit() else f"{value}x"


def told(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    found = differences(Project.model_validate(before), Project.model_validate(after))
    assert len({one.key for one in found}) == len(found)
    return {one.key: one for one in found}


WAYS = list(leaves(Project))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: ".".join(map(str, way)))
def test_every_leaf_that_an_amendment_can_change_is_told_by_its_name(way: tuple[str | int, ...]) -> None:
    name = ".".join(map(str, way))
    is_of = (one for one in LISTS if name == one or name.startswith(f"{one}."))
    key = next(is_of, KEYS.get(name, name.replace("indicators.0", "indicators.people")))
    assert key in told(FULL, changed(FULL, way))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: ".".join(map(str, way)))
def test_every_leaf_that_is_taken_away_or_added_is_told(way: tuple[str | int, ...]) -> None:
    bare = without(FULL, way)
    try:
        Project.model_validate(bare)
    except ValueError:
        return  # a field that a record must have
    assert told(FULL, bare)
    assert told(bare, FULL)


def without(record: Any, way: tuple[str | int, ...]) -> Any:
    step, *rest = way
    if isinstance(record, list):
        return [without(record[0], tuple(rest))]
    if rest:
        return {**record, step: without(record[step], tuple(rest))}
    return {name: value for name, value in record.items() if name != step}


def test_the_sample_fills_in_every_field() -> None:
    def empty(record: BaseModel) -> Iterator[str]:
        for name in type(record).model_fields:
            value = getattr(record, name)
            if value in (None, ()) and name not in NOT_AMENDABLE:
                yield name
            for one in value if isinstance(value, tuple) else (value,):
                yield from empty(one) if isinstance(one, BaseModel) else ()

    assert list(empty(Project.model_validate(FULL))) == []


def test_a_record_does_not_differ_from_itself() -> None:
    assert told(FULL, FULL) == {}


def test_what_cannot_be_amended_is_not_told() -> None:
    assert told(FULL, FULL | {"published": "2020-01-01", "updated": "2020-01-01", "draft": "true"}) == {}


texts = st.sampled_from(["a", "b"])
localised = st.fixed_dictionaries({"lv": texts}, optional={"en": texts})
amounts = st.sampled_from(["1.00", "2.00", "3.00"])
numbers = st.sampled_from(["1", "2.5", "2"])
phones = st.sampled_from(["111", "112", "+371 65440862"])
days = st.sampled_from(["2020-01-31", "2020-02-29", "2021-01-31", "2021-02-15"])


def records(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


def lists(entries: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(entries, max_size=3)


sources = records(
    {"source": st.sampled_from(["esf", "erdf", "state"])}, {"amount": amounts | st.just("remainder"), "rate": numbers}
)
indicators = records(
    {"id": st.sampled_from(["a", "b", "c"]), "label": localised},
    {
        "target": numbers,
        "achieved": numbers,
        "as_of": days,
        "part_of": texts,
        "adds_up": st.sampled_from(["true", "false"]),
    },
)
contacts = records({"role": localised}, {"name": texts, "phone": lists(phones), "until": days})
projects = records(
    {
        "number": texts,
        "title": localised,
        "summary": localised,
        "programme": texts,
        "fund": st.lists(st.sampled_from(["esf", "erdf"]), min_size=1, max_size=2),
        "beneficiary": texts,
    },
    {
        "goal": localised,
        "status": st.sampled_from(["running", "completed"]),
        "dates": records({}, {"start": days, "end": days}),
        "funding": records(
            {},
            {
                "total": amounts,
                "sources": lists(sources),
                "currency": st.sampled_from(["EUR", "USD"]),
                "form": st.sampled_from(["funded", "co-funded"]),
            },
        ),
        "indicators": lists(indicators),
        "contacts": lists(contacts),
        "activities": lists(localised),
        "tags": lists(texts),
    },
).map(Project.model_validate)


def as_it_counts(project: Project) -> Project:
    """The record, with every remainder as the amount that it comes to."""
    funding = project.funding
    counted = tuple(
        source.model_copy(update={"amount": source_amount(funding, place)})
        for place, source in enumerate(funding.sources)
    )
    return project.model_copy(update={"funding": funding.model_copy(update={"sources": counted})})


@given(projects, projects)
def test_two_records_differ_exactly_when_something_is_told(before: Project, after: Project) -> None:
    assert bool(differences(before, after)) == (as_it_counts(before) != as_it_counts(after))


@given(st.lists(projects, min_size=2, max_size=6))
def test_following_each_name_from_was_to_is_leads_to_the_last_version(versions: list[Project]) -> None:
    followed: dict[str, Any] = {}
    first: dict[str, Any] = {}
    for before, after in pairwise(versions):
        for one in differences(before, after):
            assert followed.get(one.key, one.was) == one.was
            first.setdefault(one.key, one.was)
            followed[one.key] = one.became
    whole = {one.key: one for one in differences(versions[0], versions[-1])}
    assert whole.keys() <= followed.keys()
    for key, now in followed.items():
        was_and_is = (whole[key].was, whole[key].became) if key in whole else (first[key], first[key])
        assert was_and_is == (first[key], now)


@given(projects, projects)
def test_the_way_back_is_the_way_there_read_backwards(before: Project, after: Project) -> None:
    there = {one.key: (one.was, one.became) for one in differences(before, after)}
    assert there == {one.key: (one.became, one.was) for one in differences(after, before)}


def funding(**fields: Any) -> dict[str, Any]:
    return FULL | {"funding": FULL["funding"] | fields}


def test_a_remainder_counts_as_what_is_left() -> None:
    stated = [{"source": "esf", "amount": "85.00"}, {"source": "state", "amount": "15.00"}]
    left = [{"source": "esf", "amount": "85.00"}, {"source": "state", "amount": "remainder"}]
    assert told(funding(sources=stated), funding(sources=left)) == {}
    found = told(funding(sources=left), funding(sources=left, total="99.00"))
    assert found["funding.sources.state.amount"] == OfMoney(
        "funding.sources.state.amount", Money(Decimal(15), "USD"), Money(Decimal(14), "USD")
    )


def test_a_rate_beside_an_amount_is_told() -> None:
    found = told(FULL, funding(sources=[{"source": "esf", "amount": "85.00", "rate": "86"}]))
    assert list(found.values()) == [OfPercent("funding.sources.esf.rate", Decimal(85), Decimal(86))]


def test_another_order_is_a_difference_in_which_nothing_went_or_came() -> None:
    (found,) = told(FULL | {"tags": ["a", "b"]}, FULL | {"tags": ["b", "a"]}).values()
    assert found == OfNames("tags", ("a", "b"), ("b", "a"))
    assert (found.gone, found.come) == ((), ())


def test_an_entry_that_stands_twice_and_then_once_has_gone_once() -> None:
    (found,) = told(FULL | {"activities": [{"lv": "x"}, {"lv": "x"}]}, FULL | {"activities": [{"lv": "x"}]}).values()
    assert found == OfEntries("activities", ({"lv": "x"}, {"lv": "x"}), ({"lv": "x"},))
    assert (found.gone, found.come) == (({"lv": "x"},), ())


def test_a_new_indicator_has_every_leaf_of_its_own() -> None:
    found = told(FULL | {"indicators": []}, FULL)
    target = found["indicators.people.target"]
    assert isinstance(target, OfCount)
    assert (target.was, target.became, target.was_unit, target.apart) == (None, Decimal(10), None, None)
    assert found["indicators.people.label"] == OfText("indicators.people.label", None, {"lv": "Cilvēki"})
    assert found["indicators"] == OfNames("indicators", (), ("people",))


def test_zemgale_lost_756_000_euros_in_2022() -> None:
    content = load(CONTENT, Collector())
    assert content is not None
    versions = content.index.projects["atver-sirdi-zemgale"].versions
    found = {one.key: one for one in differences(versions[0].project, versions[1].project)}
    total = found["funding.total"]
    assert total == OfMoney("funding.total", Money(Decimal("9412350.00")), Money(Decimal("8656350.00")))
    assert isinstance(total, OfMoney)
    assert total.was is not None
    assert total.became is not None
    assert total.became - total.was == Money(Decimal("-756000.00"))
    assert set(found) == {
        *("funding.total", "funding.sources.esf.amount", "funding.sources.state.amount"),
        *("summary", "partners", "activities"),
        *(f"indicators.{name}.target" for name in ("adults-assessed", "children-assessed", "children-rehabilitation")),
        *(f"indicators.{name}.target" for name in ("children-social-care", "adults-served", "adults-leaving-care")),
        "indicators.adults-leaving-care.label",
    }


@pytest.mark.parametrize(
    ("was", "now", "months"),
    [
        ("2022-12-31", "2023-12-31", 12),
        ("2023-12-31", "2022-12-31", -12),
        ("2021-02-28", "2021-03-31", 1),
        ("2020-02-29", "2021-02-28", 12),
        ("2021-01-15", "2021-03-15", 2),
        ("2021-01-15", "2021-03-16", None),
        ("2021-01-15", "2021-01-16", None),
        ("2021-01-30", "2021-02-28", None),
    ],
)
def test_a_day_moves_by_whole_months_or_not(was: str, now: str, months: int | None) -> None:
    assert months == months_moved(date.fromisoformat(was), date.fromisoformat(now))
    (found,) = told(FULL | {"dates": {"end": was}}, FULL | {"dates": {"end": now}}).values()
    assert found == OfDay("dates.end", date.fromisoformat(was), date.fromisoformat(now))
