"""The history of a project: on its page, in feeds and as data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sitegen.diagnostics import Collector
from sitegen.exports.changes_json import site_changes
from sitegen.exports.feeds import project_feed, site_feed
from sitegen.exports.index_json import index_json
from sitegen.exports.list_json import list_json
from sitegen.languages import EN, LV, Language
from sitegen.load import load
from sitegen.money import Money
from sitegen.pipeline import Settings, words_of
from sitegen.plan import export_paths, plan
from sitegen.prose import Filling, fill, parse
from sitegen.resolve import Site, resolve
from sitegen.texts import shelve
from sitegen.views.build_project import project_page
from sitegen.views.history import history
from sitegen.views.parts import Quantity, Text
from sitegen.views.project import Amendment, Change
from sitegen.views.writer import Writer
from tests.conftest import DAY, ROOT

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNIT = {
    "lv": {"zero": "personu", "one": "persona", "other": "personas"},
    "en": {"one": "person", "other": "people"},
}
FOLDER: dict[str, Any] = {
    "site": {
        "title": {"lv": "Projekti", "en": "Projects"},
        "description": {"lv": "Projekti.", "en": "Projects."},
        "base_url": "https://example.lv/",
        "languages": ["lv", "en"],
        "institution": "region",
        "contact": {"email": "projekti@example.lv"},
    },
    "organisations": {
        "region": {"name": {"lv": "Reģions", "en": "Region"}, "kind": "planning-region"},
        "town": {"name": {"lv": "Pilsēta", "en": "Town"}, "kind": "municipality"},
        "farmer": {"name": {"lv": "Jānis Kalns", "en": "Jānis Kalns"}, "kind": "person"},
    },
    "programmes": {
        "growth": {"name": {"lv": "Izaugsme", "en": "Growth"}, "period": "2014-2020"},
        "jobs": {"name": {"lv": "Darbs", "en": "Jobs"}, "period": "2014-2020"},
    },
    "tags": {"society": {"lv": "Sabiedrība", "en": "Society"}, "roads": {"lv": "Ceļi", "en": "Roads"}},
}
RECORD: dict[str, Any] = {
    "number": "1.1",
    "title": {"lv": "Tilts", "en": "Bridge"},
    "summary": {"lv": "Īss **teksts**.", "en": "A short **text**."},
    "programme": "growth",
    "fund": ["esf"],
    "beneficiary": "region",
    "dates": {"start": "2020-01-01", "end": "2022-12-31"},
    "partners": [{"organisation": "town", "role": {"lv": "Padomdevējs", "en": "Adviser"}}],
    "funding": {
        "total": "100.00",
        "sources": [{"source": "esf", "amount": "85.00", "rate": "85"}, {"source": "state", "amount": "remainder"}],
        "payments": [{"date": "2020-02-01", "source": "esf", "amount": "5.00"}],
    },
    "activities": [{"lv": "Būvēt.", "en": "To build."}, {"lv": "Mērīt.", "en": "To measure."}],
    "indicators": [
        {"id": "people", "label": {"lv": "Cilvēki", "en": "People"}, "unit": UNIT, "target": "10", "achieved": "5"},
        {"id": "adults", "label": {"lv": "Pieaugušie", "en": "Adults"}, "target": "4"},
    ],
    "places": [{"name": "Ilūkste", "address": "Kastaņu iela 38A", "location": ["55.977", "26.297"], "capacity": "14"}],
    "contacts": [{"role": {"lv": "Jautājumi", "en": "Questions"}, "organisation": "region", "phone": "65440862"}],
    "links": [{"title": {"lv": "Lapa", "en": "Page"}, "url": "https://example.lv/a"}],
    "documents": [{"title": {"lv": "Plāns", "en": "Plan"}, "file": "media/plan.pdf"}],
    "images": [{"file": "media/camp.jpg", "alt": {"lv": "Nometne", "en": "Camp"}}],
    "legal_basis": [{"title": {"lv": "Noteikumi", "en": "Regulation"}, "url": "https://likumi.lv/1"}],
    "kind": "services",
    "intervention": "109",
    "tags": ["society"],
    "status": "running",
}
Amended = Callable[..., Site]


@pytest.fixture
def amended(tmp_path: Path) -> Amended:
    """Makes the site of a project `bridge` with the given amendments and changed fields."""

    def make(*amendments: dict[str, Any], others: dict[str, dict[str, Any]] | None = None, **given: Any) -> Site:
        laid = [{"effective": f"202{at}-05-01", **one} for at, one in enumerate(amendments, 1)]
        content = tmp_path / "content"
        (content / "projects").mkdir(parents=True)
        (content / "media").mkdir()
        for name, data in (
            ("plan.pdf", b"%PDF-1.7\n"),
            ("draft.pdf", b"%PDF-1.7\n"),
            ("camp.jpg", b"\xff\xd8\xff\xe0"),
        ):
            (content / "media" / name).write_bytes(data)
        for name, registry in FOLDER.items():
            (content / f"{name}.yaml").write_text(json.dumps(registry), encoding="utf-8")
        for slug, record in {"bridge": {**RECORD, **given, "amendments": laid}, **(others or {})}.items():
            (content / "projects" / f"{slug}.yaml").write_text(json.dumps(record), encoding="utf-8")
        return site_of(content)

    return make


def site_of(folder: Path) -> Site:
    """The site of a content folder. The rules are not asked: what they refuse is of no matter here."""
    found = Collector()
    content = load(folder, found)
    assert [one.code for one in found.in_order()] == []
    assert content is not None
    words = words_of(Settings(folder, folder.parent / "public", DAY), content.languages)
    return resolve(content, DAY, words, shelve(content))


def amendments_of(site: Site, slug: str = "bridge", language: Language = EN) -> tuple[Amendment, ...]:
    project = site.projects[slug]
    return history(Writer(site, language, site.project_path(project, language)), project)


def rows(site: Site, language: Language = EN) -> dict[str, Change]:
    """The changes of the only amendment."""
    (amendment,) = amendments_of(site, language=language)
    assert len({row.field for row in amendment.changes}) == len(amendment.changes)
    return {row.field: row for row in amendment.changes}


def plain(value: Any) -> Any:
    """What a reader reads of a side: texts as text, no-break spaces as spaces."""
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value.text.replace("\u00a0", " ") if isinstance(value, Text) else value


def data_of(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(index_json(site, site.projects["bridge"]))
    return found


def changes_of(site: Site) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(site_changes(site))["amendments"]
    return found


def entries(feed: bytes) -> list[tuple[str, str, str]]:
    """A feed's titles, summaries with their language, and contents."""
    tree = ElementTree.fromstring(feed.decode().replace("\u00a0", " "))
    return [
        (one.findtext(f"{ATOM}title") or "", summary_of(one), one.findtext(f"{ATOM}content") or "")
        for one in tree.iter(f"{ATOM}entry")
    ]


def summary_of(entry: ElementTree.Element) -> str:
    found = entry.find(f"{ATOM}summary")
    return f"{found.get(XML_LANG)}: {found.text}" if found is not None else ""


def money_of(texts: str) -> Money:
    return Money(Decimal(texts))


# Figures


@pytest.mark.parametrize(("language", "difference"), [(LV, "−756 000,00 EUR"), (EN, "−EUR 756,000.00")])
def test_zemgale_tells_its_total_with_the_difference(language: Language, difference: str) -> None:
    (amendment,) = amendments_of(site_of(ROOT / "content"), "atver-sirdi-zemgale", language)
    total = amendment.changes[0]
    assert (total.field, total.direction) == ("funding.total", -1)
    assert (total.before, total.after) == (money_of("9412350.00"), money_of("8656350.00"))
    assert total.difference.replace("\u00a0", " ") == difference


def funding(**given: Any) -> dict[str, Any]:
    return {"changes": {"funding": given}}


def indicator(**given: Any) -> dict[str, Any]:
    return {"changes": {"indicators": {"people": given}}}


@pytest.mark.parametrize(
    ("amendment", "field", "told"),
    [
        (funding(total="120.00"), "funding.total", ("Total cost", "+EUR 20.00", 1)),
        (funding(total="99.50"), "funding.sources.state.amount", ("State budget", "−EUR 0.50", -1)),
        ({"changes": {"dates": {"end": "2023-12-31"}}}, "dates.end", ("End of the project", "+12 months", 1)),
        ({"changes": {"dates": {"end": "2022-11-30"}}}, "dates.end", ("End of the project", "−1 month", -1)),
        ({"changes": {"dates": {"end": "2023-01-01"}}}, "dates.end", ("End of the project", "+1 day", 1)),
        ({"changes": {"dates": {"contract": "2020-01-01"}}}, "dates.contract", ("Contract signed", "", 0)),
        (indicator(target="12"), "indicators.people.target", ("People", "+2", 1)),
        (indicator(achieved="4.5"), "indicators.people.achieved", ("People (achieved)", "−0.5", -1)),
        (indicator(as_of="2021-01-01"), "indicators.people.as_of", ("People (day of the count)", "", 0)),
    ],
)
def test_a_figure_is_told_with_its_difference(
    amended: Amended, amendment: dict[str, Any], field: str, told: tuple[str, str, int]
) -> None:
    row = rows(amended(amendment))[field]
    assert told == (row.label.text, row.difference.replace("\u00a0", " "), row.direction)
    assert not row.is_wording


@pytest.mark.parametrize(
    ("rate", "difference"),
    [
        ("86", "+1 percentage point"),
        ("83", "−2 percentage points"),
        ("85.5", "+0.5 percentage points"),
        ("85.10", "+0.1 percentage points"),
    ],
)
def test_a_rate_beside_an_amount_is_told_in_percentage_points(amended: Amended, rate: str, difference: str) -> None:
    site = amended(
        funding(sources=[{"source": "esf", "amount": "85.00", "rate": rate}, RECORD["funding"]["sources"][1]])
    )
    row = rows(site)["funding.sources.esf.rate"]
    assert (row.label.text, row.difference.replace("\u00a0", " ")) == ("European Social Fund (rate)", difference)


def test_amounts_in_another_currency_have_no_difference(amended: Amended) -> None:
    told = rows(amended(funding(currency="USD")))
    assert (plain(told["funding.currency"].before), plain(told["funding.currency"].after)) == ("EUR", "USD")
    assert (told["funding.total"].difference, told["funding.total"].direction) == ("", 0)


def test_rows_stand_in_the_order_money_days_results_fields_texts_lists(amended: Amended) -> None:
    laid = {"tags": [], "summary": {"lv": "x"}, "title": {"lv": "x"}, "dates": {"end": "2023-01-01"}}
    site = amended({"changes": {**laid, **indicator(target="1")["changes"], **funding(total="1.00")["changes"]}})
    told = [*rows(site)]
    assert told == [
        *("funding.total", "funding.sources.state.amount", "dates.end", "indicators.people.target"),
        *("title", "summary", "tags"),
    ]


def test_a_new_indicator_is_told_by_its_name_and_its_numbers(amended: Amended) -> None:
    laid = {"indicators": {"beds": {"label": {"lv": "Gultas", "en": "Beds"}, "unit": UNIT, "target": "7"}}}
    told = rows(amended({"changes": laid}))
    assert [*told] == ["indicators.beds.target", "indicators"]
    assert (told["indicators.beds.target"].before, told["indicators.beds.target"].after) == (
        None,
        Quantity(Decimal(7), Text("people", EN)),
    )
    assert (plain(told["indicators"].before), plain(told["indicators"].after)) == ([], ["Beds"])


POWER = {"lv": {"zero": "MWh", "one": "MWh", "other": "MWh"}, "en": {"one": "MWh", "other": "MWh"}}
GIGA = {"lv": {"zero": "GWh", "one": "GWh", "other": "GWh"}, "en": {"one": "GWh", "other": "GWh"}}
ENERGY = {"id": "people", "label": {"lv": "Enerģija", "en": "Energy"}, "unit": POWER, "target": "1200.5"}


def test_no_difference_is_told_between_two_units(amended: Amended) -> None:
    site = amended(indicator(target="990.25", unit=GIGA), indicators=[ENERGY])
    row = rows(site)["indicators.people.target"]
    was, now = Quantity(Decimal("1200.5"), Text("MWh", EN)), Quantity(Decimal("990.25"), Text("GWh", EN))
    assert (row.before, row.after, row.difference, row.direction) == (was, now, "", 0)
    assert entries(site_feed(site, EN))[0][2] == "Energy (unit): MWh → GWh. Energy: 1,200.5 MWh → 990.25 GWh."
    for changes in (changes_of(site)[0]["changes"], data_of(site)["amendments"][0]["changes"]):
        told = {change["field"]: change for change in changes}["indicators.people.target"]
        assert (told["difference"], told["unit"]) == (None, {"before": POWER, "after": GIGA})


def test_the_target_that_was_has_its_own_unit(amended: Amended) -> None:
    site = amended(indicator(target="990.25", unit=GIGA), indicators=[ENERGY])
    project = site.projects["bridge"]
    shown = project_page(Writer(site, EN, site.project_path(project, EN)), project).indicators[0]
    assert (shown.was, shown.target) == (
        Quantity(Decimal("1200.5"), Text("MWh", EN)),
        Quantity(Decimal("990.25"), Text("GWh", EN)),
    )


def test_a_unit_that_is_translated_is_no_other_unit(amended: Amended) -> None:
    unit = {"lv": POWER["lv"]}
    site = amended(indicator(target="1300.5", unit=POWER), indicators=[ENERGY | {"unit": unit}])
    row = rows(site)["indicators.people.target"]
    assert (row.before, row.difference) == (Quantity(Decimal("1200.5"), Text("MWh", LV, True)), "+100")


@pytest.mark.parametrize(
    ("number", "noun"), [("1", "persona"), ("10", "personu"), ("131", "persona"), ("3192", "personas")]
)
def test_a_noun_of_another_language_has_that_languages_form(amended: Amended, number: str, noun: str) -> None:
    unit = {"lv": UNIT["lv"]}
    told = {"lv": "Te.", "en": "Here: {{ indicators.people }}, {{ partners.0 }}."}
    site = amended(
        indicators=[RECORD["indicators"][0] | {"unit": unit, "target": number}],
        partners=[{"count": number, "kind": unit}],
        summary=told,
    )
    project = site.projects["bridge"]
    page = project_page(Writer(site, EN, site.project_path(project, EN)), project)
    assert page.indicators[0].target == Quantity(Decimal(number), Text(noun, LV, True))
    assert page.partners[0].party.name == Text(noun, LV, True)
    figure = f'{int(number):,}\u00a0<span lang="lv">{noun}</span> <span class="foreign">in Latvian</span>'
    assert page.summary.html == f"<p>Here: {figure}, {figure}.</p>"


# Words

ROLE = {"lv": "Jautājumi", "en": "Questions"}
CONTACT = RECORD["contacts"][0]
PLACE = RECORD["places"][0]


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"number": "1.2"}, "number", ("Project number", "1.1", "1.2")),
        ({"title": {"en": "Ford"}}, "title", ("Title", "Bridge", "Ford")),
        ({"status": "completed"}, "status", ("Status", "Running", "Completed")),
        ({"beneficiary": "farmer"}, "beneficiary", ("Beneficiary", "Region", "Jānis Kalns")),
        ({"programme": "jobs"}, "programme", ("Programme", "Growth", "Jobs")),
        ({"measure": "9.2"}, "measure", ("Measure", None, "9.2")),
        ({"call": {"lv": "Kārta", "en": "Round"}}, "call", ("Call", None, "Round")),
        ({"kind": "other"}, "kind", ("Kind of project", "Services", "Other")),
        ({"strategic_importance": "true"}, "strategic_importance", ("Operation of strategic importance", "no", "yes")),
        ({"intervention": "110"}, "intervention", ("Type of intervention", "109", "110")),
        ({"summary": {"en": "Long."}}, "summary", ("Summary", "A short text.", "Long.")),
        ({"goal": {"lv": "Mērķis", "en": "Goal"}}, "goal", ("Goal", None, "Goal")),
        ({"fund": ["esf", "erdf"]}, "fund", ("Funds", [], ["European Regional Development Fund"])),
        ({"tags": ["roads"]}, "tags", ("Topics", ["Society"], ["Roads"])),
        (indicator(label={"en": "Persons"})["changes"], "indicators.people.label", ("Result", "People", "Persons")),
        (
            indicator(unit={"en": {"one": "head", "other": "heads"}})["changes"],
            "indicators.people.unit",
            ("People (unit)", "person, people", "head, heads"),
        ),
        (indicator(part_of="adults")["changes"], "indicators.people.part_of", ("People (part of)", None, "Adults")),
        (indicator(adds_up="true")["changes"], "indicators.people.adds_up", ("People (sum of its parts)", "no", "yes")),
        ({"activities": [{"lv": "Būvēt.", "en": "To build."}]}, "activities", ("Activities", ["To measure."], [])),
        (
            {"partners": [{"organisation": "town", "role": {"lv": "Būvnieks", "en": "Builder"}}]},
            "partners",
            ("Partners", ["Town (Adviser)"], ["Town (Builder)"]),
        ),
        ({"partners": [{"count": "21", "kind": UNIT}]}, "partners", ("Partners", ["Town"], ["21 people"])),
        (
            {"partners": [{"count": "10", "kind": {"lv": UNIT["lv"]}}]},
            "partners",
            ("Partners", ["Town"], ["10 personu"]),
        ),
        (
            {"places": [PLACE | {"capacity": "16"}]},
            "places",
            ("Places", ["Ilūkste (Capacity: 14)"], ["Ilūkste (Capacity: 16)"]),
        ),
        (
            {"places": [PLACE | {"address": "Rīgas iela 1"}]},
            "places",
            ("Places", ["Ilūkste (Kastaņu iela 38A)"], ["Ilūkste (Rīgas iela 1)"]),
        ),
        (
            {"places": [PLACE | {"location": ["55.977", "26.3"]}]},
            "places",
            ("Places", ["Ilūkste (Coordinates: 55.977, 26.297)"], ["Ilūkste (Coordinates: 55.977, 26.3)"]),
        ),
        (
            {"contacts": [CONTACT | {"phone": "65440863"}]},
            "contacts",
            ("Contacts", ["Questions (65440862)"], ["Questions (65440863)"]),
        ),
        (
            {"contacts": [CONTACT | {"organisation": "town"}]},
            "contacts",
            ("Contacts", ["Questions (Region)"], ["Questions (Town)"]),
        ),
        (
            {"links": [RECORD["links"][0] | {"url": "https://example.lv/b"}]},
            "links",
            ("Links", ["Page (https://example.lv/a)"], ["Page (https://example.lv/b)"]),
        ),
        (
            {"documents": [RECORD["documents"][0] | {"file": "media/draft.pdf"}]},
            "documents",
            ("Documents", ["Plan (plan.pdf)"], ["Plan (draft.pdf)"]),
        ),
        (
            {"documents": [RECORD["documents"][0] | {"language": "lv"}]},
            "documents",
            ("Documents", ["Plan"], ["Plan (Latvian)"]),
        ),
        (
            {"images": [RECORD["images"][0] | {"caption": {"lv": "Vasara", "en": "Summer"}}]},
            "images",
            ("Pictures", ["Camp"], ["Camp (Summer)"]),
        ),
        (
            {"legal_basis": [{"title": {"lv": "Noteikumi", "en": "Regulation"}}]},
            "legal_basis",
            ("Legal basis", ["Regulation (https://likumi.lv/1)"], ["Regulation"]),
        ),
        (
            {"funding": {"payments": []}},
            "funding.payments",
            ("Payments", ["1 February 2020, European Social Fund: EUR 5.00"], []),
        ),
        (
            {"funding": {"sources": [RECORD["funding"]["sources"][0]]}},
            "funding.sources",
            ("Who pays", ["State budget"], []),
        ),
    ],
)
def test_a_change_of_words_alone_is_told(
    amended: Amended, changes: dict[str, Any], field: str, told: tuple[str, Any, Any]
) -> None:
    row = rows(amended({"changes": changes}))[field]
    assert told == (row.label.text, plain(row.before), plain(row.after))
    assert (row.difference, row.is_wording) == ("", True)


@pytest.mark.parametrize(
    ("changes", "field", "note"),
    [
        ({"activities": [*reversed(RECORD["activities"])]}, "activities", "only the order has changed"),
        ({"summary": {"en": "A **short** text."}}, "summary", "only details that are not shown here have changed"),
        (
            {"images": [RECORD["images"][0] | {"people": "true", "consent": "Nr. 1, until 2030-01-01"}]},
            "images",
            "only details that are not shown here have changed",
        ),
    ],
)
def test_a_change_that_reads_the_same_says_so(amended: Amended, changes: dict[str, Any], field: str, note: str) -> None:
    row = rows(amended({"changes": changes}))[field]
    assert row.difference == note
    assert row.before == row.after


def test_what_changed_in_the_other_language_alone_is_told_in_it(amended: Amended) -> None:
    site = amended(
        {"changes": {"title": {"en": "Ford"}, "places": [PLACE | {"name": {"lv": "Ilūkste", "en": "Iluxt"}}]}}
    )
    title, places = (rows(site, LV)[field] for field in ("title", "places"))
    assert (title.before, title.after) == (Text("Bridge", EN, True), Text("Ford", EN, True))
    assert (places.before, places.after) == ((Text("Ilūkste", EN, True),), (Text("Iluxt", EN, True),))
    assert rows(site, EN)["title"].after == Text("Ford", EN)


def test_an_entry_without_a_translation_is_told_in_one_language_throughout(amended: Amended) -> None:
    site = amended({"changes": {"places": [PLACE | {"name": {"lv": "Ilūkste"}, "capacity": "16"}]}})
    after = rows(site)["places"].after
    assert after == (Text("Ilūkste", LV, True),)


def test_partners_without_a_name_are_counted_in_the_right_form(amended: Amended) -> None:
    writer = Writer(amended({"changes": {"number": "2"}}), LV, "lv/")
    expected = {0: "partneru", 1: "partneris", 2: "partneri", 11: "partneru", 21: "partneris", None: "partneri"}
    assert {number: writer.partners(number).text for number in expected} == expected


def test_a_telephone_number_is_not_torn(amended: Amended) -> None:
    contacts = [{"role": {"lv": "Jautājumi"}, "phone": ["+371 65440862", "111 22"]}]
    site = amended({"changes": {"number": "2"}}, contacts=contacts)
    project = site.projects["bridge"]
    assert site.facts(project, project.version, LV)["contacts.0.phone"] == "+371\u00a065440862, 111\u00a022"
    prose = parse("[x](tel:{{ contacts.0.phone }})", LV)
    assert 'href="tel:+371 65440862"' in fill(prose, lambda _: Filling("+371\u00a065440862"), lambda link: link.target)


def test_what_the_next_amendment_changes_is_what_is_in_force(amended: Amended) -> None:
    days = ("2021-05-01", "2098-05-01", "2099-05-01")
    site = amended(*({"effective": day, "changes": {"dates": {"end": f"2{day[1:4]}-12-31"}}} for day in days))
    told = [(one.is_in_force, one.is_next) for one in amendments_of(site)]
    assert told == [(False, False), (False, True), (True, False)]


def test_two_amendments_of_a_day_have_permalinks_of_their_own(amended: Amended) -> None:
    day = {"effective": "2021-05-01"}
    site = amended({**indicator(target="11"), **day}, {**indicator(target="12"), **day}, indicator(target="13"))
    assert [one.anchor for one in amendments_of(site)] == [
        "version-2023-05-01",
        "version-2021-05-01-2",
        "version-2021-05-01",
    ]


# Persons

PERSON = {"role": ROLE, "name": "Anna Liepa", "phone": "26440862", "email": "anna.liepa@example.lv"}
PRIVATE = ("Anna Liepa", "26440862", "anna.liepa@example.lv")


def everything(site: Site) -> str:
    """All that is said of a project's history, anywhere."""
    project = site.projects["bridge"]
    told = [repr(amendments_of(site, language=language)) for language in site.languages]
    told += [str(site_feed(site, code), "utf-8") for code in site.languages]
    told += [str(project_feed(site, project, code), "utf-8") for code in site.languages]
    return "".join([*told, json.dumps(changes_of(site)), json.dumps(data_of(site))]).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PERSON | {"until": "2022-01-01"}, CONTACT),
        (PERSON | {"until": "2022-01-01"}, PERSON | {"until": "2022-01-01", "organisation": "town"}),
        (CONTACT, PERSON | {"until": "2022-01-01"}),
        # who leaves earlier than was foreseen has left the older version too
        (PERSON | {"until": "2030-01-01"}, PERSON | {"until": "2022-01-01"}),
        (PERSON | {"until": "2030-01-01"}, CONTACT),
        (PERSON, CONTACT),
    ],
)
def test_a_contact_who_is_no_longer_shown_is_not_retold(
    amended: Amended, before: dict[str, Any], after: dict[str, Any]
) -> None:
    summary = {"lv": "Zvaniet {{ contacts.0.phone }}.", "en": "Call {{ contacts.0.phone }}."}
    changes = {"contacts": [after], "summary": {"lv": "Nezvaniet.", "en": "Do not call."}}
    site = amended({"changes": changes}, contacts=[before], summary=summary)
    assert rows(site)["contacts"].label.text == "Contacts"
    said = everything(site)
    assert [value for value in PRIVATE if value in said] == []


def test_a_contact_who_is_shown_may_be_told(amended: Amended) -> None:
    site = amended({"changes": {"contacts": [PERSON | {"until": "2030-01-01"}]}})
    row = rows(site)["contacts"]
    assert plain(row.before) == ["Questions (Region; 65440862)"]
    assert plain(row.after) == ["Questions (Anna Liepa, 26440862, anna.liepa@example.lv)"]


SHOWN = PERSON | {"until": "2030-01-01"}
HIDDEN = PERSON | {"until": "2022-01-01"}


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (
            SHOWN | {"phone": "666"},
            "Questions (Anna Liepa, anna.liepa@example.lv, other contact details are not shown)",
        ),
        (SHOWN | {"phone": "666", "email": None}, "Questions (Anna Liepa, contact details are not shown)"),
        (SHOWN | {"name": "Ilze"}, "Questions (26440862, anna.liepa@example.lv, name is not shown)"),
        (SHOWN | {"name": "Ilze", "phone": [], "email": None}, "Questions (name is not shown)"),
        (
            SHOWN | {"name": "Ilze", "phone": "666"},
            "Questions (anna.liepa@example.lv, name is not shown, other contact details are not shown)",
        ),
        (SHOWN | {"name": "Ilze", "phone": "666", "email": None}, "Questions (name and numbers are not shown)"),
    ],
)
def test_of_a_contact_only_what_is_hidden_is_said_to_be(amended: Amended, before: dict[str, Any], told: str) -> None:
    contact = {name: value for name, value in before.items() if value}
    site = amended({"changes": {"contacts": [SHOWN]}}, contacts=[contact])
    assert plain(rows(site)["contacts"].before) == [told]
    assert changes_of(site)[0]["changes"][0]["before"][0]["en"] == told


def test_an_entry_that_reads_the_same_among_others_that_do_not_says_so(amended: Amended) -> None:
    note = "only details that are not shown here have changed"
    manager = HIDDEN | {"role": {"lv": "Vadītājs", "en": "Manager"}}
    site = amended(
        {"changes": {"contacts": [CONTACT | {"phone": "65440863"}, manager | {"name": "Ilze"}]}},
        contacts=[CONTACT, manager],
    )
    row = rows(site)["contacts"]
    assert plain(row.before) == ["Questions (65440862)", f"Manager ({note})"]
    assert plain(row.after) == ["Questions (65440863)", f"Manager ({note})"]
    assert changes_of(site)[0]["changes"][0]["after"][1] == {
        "lv": "Vadītājs (mainījušās tikai ziņas, kas šeit netiek rādītas)",
        "en": f"Manager ({note})",
    }


@pytest.mark.parametrize(
    ("given", "changes", "field"),
    [
        ({"partners": [{"organisation": "farmer"}]}, {"partners": []}, "partners"),
        ({"beneficiary": "farmer"}, {"beneficiary": "region"}, "beneficiary"),
    ],
)
def test_a_natural_person_who_has_left_is_not_named(
    amended: Amended, given: dict[str, Any], changes: dict[str, Any], field: str
) -> None:
    name = "beneficiary" if "beneficiary" in given else "partners.0"
    summary = {"lv": f"Būvē {{{{ {name} }}}}.", "en": f"Built by {{{{ {name} }}}}."}
    site = amended({"changes": changes | {"summary": {"lv": "Būvē.", "en": "Built."}}}, summary=summary, **given)
    told = plain(rows(site)[field].before)
    assert "natural person" in told
    assert plain(rows(site)["summary"].before) == "Built by natural person."
    assert "Kalns" not in everything(site)


def test_a_natural_person_has_no_name_in_data(amended: Amended) -> None:
    laid = {"beneficiary": "region", "partners": [{"organisation": "farmer"}]}
    site = amended({"changes": laid}, beneficiary="farmer")
    assert plain(rows(site)["beneficiary"].before) == "Jānis Kalns"
    for changes in (changes_of(site)[0]["changes"], data_of(site)["amendments"][0]["changes"]):
        assert "Jānis" not in json.dumps(changes, ensure_ascii=False)
        assert changes[0]["before"]["en"] == "natural person"
    for found in (site_feed(site, EN), project_feed(site, site.projects["bridge"], EN)):
        told = entries(found)[0][2]
        assert "Jānis" not in told
        assert "Beneficiary: natural person →" in told


@pytest.mark.parametrize(("language", "expected"), [(LV, "fiziska persona"), (EN, "natural person")])
def test_a_natural_person_has_no_name_in_the_data_of_lists(amended: Amended, language: Language, expected: str) -> None:
    site = amended({"changes": {"beneficiary": "farmer"}})
    assert [row[8] for row in json.loads(list_json(site, language))["projects"]] == [expected]


# Data

KEYS = {
    "amendment": (
        *("project", "number", "title", "id", "url", "effective", "known_by"),
        *("is_in_force", "reason", "source", "changes"),
    ),
    "change": ("field", "label", "before", "after", "difference", "unit"),
}


@pytest.fixture
def site(amended: Amended) -> Site:
    """Two amendments in force and one to come, of two published projects; a draft and one that waits."""
    other = {**RECORD, "number": "1.0", "title": {"lv": "Aka", "en": "A Well"}}
    other["amendments"] = [{"known_by": "2021-04-30", "changes": {"dates": {"end": "2022-06-30"}}}]
    hidden = {**other, "title": {"lv": "Noslēpums"}, "number": "2"}
    return amended(
        {
            "reason": {"lv": "Jo **tā**.", "en": "Because of **that**: {{ funding.total }}."},
            "source": {"title": {"lv": "Līgums"}, "url": "https://example.lv/l"},
            "changes": {
                "funding": {"total": "90.00"},
                "dates": {"end": "2023-01-15"},
                "indicators": {"people": {"target": "12.5"}},
                "tags": ["roads"],
            },
        },
        {"effective": "2099-01-01", "changes": {"title": {"en": "Ford"}}},
        others={"a-well": other, "draft": {**hidden, "draft": "true"}, "later": {**hidden, "published": "2098-01-01"}},
    )


def test_all_amendments_of_published_projects_stand_by_day(site: Site) -> None:
    told = [(one["project"], one["effective"], one["known_by"], one["is_in_force"]) for one in changes_of(site)]
    assert told == [
        ("a-well", None, "2021-04-30", True),
        ("bridge", "2021-05-01", None, True),
        ("bridge", "2099-01-01", None, False),
    ]
    assert "Noslēpums" not in site_changes(site).decode()


def test_an_amendment_as_data(site: Site) -> None:
    one = changes_of(site)[1]
    assert tuple(one) == KEYS["amendment"]
    assert all(tuple(change) == KEYS["change"] for change in one["changes"])
    assert one["url"] == {
        "lv": "https://example.lv/lv/projekti/bridge/#version-2021-05-01",
        "en": "https://example.lv/en/projects/bridge/#version-2021-05-01",
    }
    assert one["reason"] == {"lv": "Jo tā.", "en": "Because of that: EUR\u00a090.00."}
    assert one["source"] == {"title": {"lv": "Līgums"}, "url": "https://example.lv/l"}
    assert {
        change["field"]: (change["before"], change["after"], change["difference"]) for change in one["changes"]
    } == {
        "funding.total": ({"amount": "100.00", "currency": "EUR"}, {"amount": "90.00", "currency": "EUR"}, "-10.00"),
        "funding.sources.state.amount": (
            {"amount": "15.00", "currency": "EUR"},
            {"amount": "5.00", "currency": "EUR"},
            "-10.00",
        ),
        "dates.end": ("2022-12-31", "2023-01-15", {"days": 15, "months": None}),
        "indicators.people.target": ("10", "12.5", "2.5"),
        "tags": ([{"lv": "Sabiedrība", "en": "Society"}], [{"lv": "Ceļi", "en": "Roads"}], None),
    }
    assert changes_of(site)[2]["changes"][0]["after"] == {"lv": "Tilts", "en": "Ford"}
    assert changes_of(site)[0]["changes"][0]["difference"] == {"days": -184, "months": -6}


def test_index_json_tells_the_same_changes_latest_first(site: Site) -> None:
    own = [one["changes"] for one in data_of(site)["amendments"]]
    whole = [one["changes"] for one in changes_of(site) if one["project"] == "bridge"][::-1]
    heads = [[(change["field"], change["label"]) for change in changes] for changes in own]
    assert heads == [[(change["field"], change["label"]) for change in changes] for changes in whole]
    assert heads[1][0] == ("funding.total", {"lv": "Kopējās izmaksas", "en": "Total cost"})
    count = own[1][3]
    assert (count["before"], count["after"], count["difference"]) == (10, 12.5, 2.5)


def test_the_documentation_names_every_key_of_changes_json(site: Site) -> None:
    page = (ROOT / "docs" / "changes-json.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", page))
    whole = json.loads(site_changes(site))
    assert {*whole, *KEYS["amendment"], *KEYS["change"], "amount", "currency", "days", "months"} <= named


@pytest.mark.parametrize("path", ["/data/changes.json", "/data/operations.csv", "/data/operations.json"])
def test_no_page_may_take_the_place_of_the_data(amended: Amended, path: str) -> None:
    site = amended(aliases=[path])
    found = Collector()
    plan(site, found, export_paths(site))
    assert [one.code for one in found.in_order()] == ["address-reserved"]


# Feeds


def test_the_feed_of_the_site_tells_amendments_in_force_and_of_which_project(site: Site) -> None:
    told = entries(site_feed(site, EN))
    titles = ["Bridge – Amendment: 1 May 2021", "A Well – Amendment: by 30 April 2021"]
    assert [title for title, _, _ in told] == titles
    assert told[0][2] == (
        "Total cost: EUR 100.00 → EUR 90.00 (−EUR 10.00). State budget: EUR 15.00 → EUR 5.00 (−EUR 10.00). "
        "End of the project: 31 December 2022 → 15 January 2023 (+15 days). People: 10 people → 12.5 people (+2.5). "
        "Topics: Society → Roads."
    )


def test_a_feed_tells_reason_and_source_in_the_reasons_language(site: Site) -> None:
    assert entries(site_feed(site, EN))[0][1] == (
        "en: Because of that: EUR 90.00. Source: Līgums (in Latvian), https://example.lv/l"
    )


REASON, CONTRACT = {"lv": "Jo tā."}, {"title": {"lv": "Līgums", "en": "Contract"}}


@pytest.mark.parametrize(
    ("amendment", "summary"),
    [
        ({"reason": REASON}, "lv: Jo tā."),
        ({"reason": REASON, "source": CONTRACT}, "lv: Jo tā. Avots: Līgums"),
        ({"source": CONTRACT}, "en: Source: Contract"),
        ({"source": {"title": {"lv": "Līgums"}}}, "lv: Avots: Līgums"),
        ({}, ""),
    ],
)
def test_a_summary_of_an_amendment_has_the_language_that_it_is_in(
    amended: Amended, amendment: dict[str, Any], summary: str
) -> None:
    site = amended({**amendment, "changes": {"measure": "9"}})
    for feed in (site_feed(site, EN), project_feed(site, site.projects["bridge"], EN)):
        ((_, told, content),) = entries(feed)
        assert (summary, "Measure: not stated → 9.") == (told, content)


@pytest.mark.parametrize(("language", "title"), [(EN, "Amendment: by 1 May 2021"), (LV, "Grozījumi: līdz 01.05.2021.")])
def test_a_feed_tells_by_when_an_amendment_was_known(amended: Amended, language: Language, title: str) -> None:
    site = amended({"effective": None, "known_by": "2021-05-01", "changes": {"measure": "9"}})
    assert entries(project_feed(site, site.projects["bridge"], language))[0][0] == title


def test_the_feed_of_a_project_tells_its_own(site: Site) -> None:
    told = entries(project_feed(site, site.projects["a-well"], EN))
    changes = "End of the project: 31 December 2022 → 30 June 2022 (−6 months)."
    assert told == [("Amendment: by 30 April 2021", "", changes)]


def test_a_sentence_names_what_came_and_what_went(amended: Amended) -> None:
    laid = {"tags": [], "places": [PLACE, {"name": "Rīga"}], "call": {"lv": "x" * 300}, "measure": "9"}
    ((_, _, content),) = entries(site_feed(amended({"changes": laid}), EN))
    assert content == "Measure: not stated → 9. Call: new wording. Places (added): Rīga. Topics (removed): Society."


def test_the_view_of_a_change_has_the_fields_that_templates_use() -> None:
    template = (ROOT / "templates" / "partials" / "history.html").read_text(encoding="utf-8")
    used = set(re.findall(r"\bchange\.(\w+)", template)) | set(re.findall(r'attr\("(\w+)"\)', template))
    assert used | {"field"} == {field.name for field in fields(Change)}


# A text that changes in one language


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("title", {"lv": "Jauns tilts"}),
        ("summary", {"lv": "Jauns teksts."}),
        ("goal", {"lv": "Jauns mērķis."}),
        ("easy_read", {"lv": "Viegls teksts."}),
        ("call", {"lv": "3. kārta"}),
    ],
)
def test_a_translation_of_a_superseded_text_is_none(amended: Amended, field: str, named: dict[str, str]) -> None:
    texts = {"lv": "Vecs.", "en": "Old."}
    site = amended({"changes": {field: named}}, **{field: texts})
    assert getattr(site.projects["bridge"].record, field) == named
    row = rows(site)[field]
    assert plain(row.before) == "Old."
    assert row.after == Text(named["lv"], LV, is_foreign=True)


def test_data_pair_no_text_with_a_translation_of_another(amended: Amended) -> None:
    site = amended({"changes": {"title": {"lv": "Jauns tilts"}}})
    assert data_of(site)["title"] == {"lv": "Jauns tilts"}
    (change,) = changes_of(site)[0]["changes"]
    assert (change["before"], change["after"]) == ({"lv": "Tilts", "en": "Bridge"}, {"lv": "Jauns tilts"})


def test_an_indicators_label_and_unit_are_texts_too(amended: Amended) -> None:
    unit = {"lv": {"zero": "bērnu", "one": "bērns", "other": "bērni"}}
    (people, *_) = amended(indicator(label={"lv": "Bērni"}, unit=unit)).projects["bridge"].record.indicators
    assert (people.label, people.unit) == ({"lv": "Bērni"}, unit)


@pytest.mark.parametrize(
    ("named", "title"),
    [
        ({"en": "The bridge"}, {"lv": "Tilts", "en": "The bridge"}),
        ({"lv": "Tilts"}, {"lv": "Tilts", "en": "Bridge"}),
        ({"lv": "Jauns tilts", "en": "Bridge"}, {"lv": "Jauns tilts", "en": "Bridge"}),
    ],
)
def test_a_text_keeps_what_its_amendment_does_not_supersede(
    amended: Amended, named: dict[str, str], title: dict[str, str]
) -> None:
    assert amended({"changes": {"title": named}}).projects["bridge"].record.title == title


def test_a_translation_may_come_with_a_later_amendment(amended: Amended) -> None:
    site = amended({"changes": {"title": {"lv": "Jauns tilts"}}}, {"changes": {"title": {"en": "New bridge"}}})
    assert site.projects["bridge"].record.title == {"lv": "Jauns tilts", "en": "New bridge"}


def test_a_fact_without_a_text_in_the_language_is_marked_on_pages_and_plain_in_data(amended: Amended) -> None:
    summary = {"lv": "Ir {{ call }}.", "en": "It is {{ call }}, {{ title }}."}
    site = amended(call={"lv": "2. kārta & co"}, summary=summary)
    project = site.projects["bridge"]
    page = Writer(site, EN, site.project_path(project, EN)).summary(project)
    words = '<span lang="lv">2. kārta &amp; co</span> <span class="foreign">in Latvian</span>'
    assert page.html == f"<p>It is {words}, Bridge.</p>"
    assert data_of(site)["summary"] == {
        "lv": "<p>Ir 2. kārta &amp; co.</p>",
        "en": "<p>It is 2. kārta &amp; co, Bridge.</p>",
    }
