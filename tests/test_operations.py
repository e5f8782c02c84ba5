"""The list of operations: its columns, its values beside those of `index.json`, and how it is written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen.exports.csv_text import csv_line
from sitegen.exports.operation_columns import columns
from sitegen.exports.operations import operations_csv, operations_json
from sitegen.pipeline import build
from sitegen.pipeline.explain import explained
from sitegen.resolve import Site
from tests.conftest import ROOT
from tests.incremental.edits import begin
from tests.test_history import FOLDER, RECORD, site_of

Row = dict[str, Any]
Made = Callable[..., Site]
BOTH = ("lv", "en")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Makes the site of the projects given, each by what it has otherwise than the record `RECORD`."""

    def make(**projects: dict[str, Any]) -> Site:
        content = tmp_path / "content"
        (content / "projects").mkdir(parents=True)
        (content / "media").mkdir()
        (content / "media" / "plan.pdf").write_bytes(b"%PDF-1.7\n")
        (content / "media" / "camp.jpg").write_bytes(b"\xff\xd8\xff\xe0")
        for name, registry in FOLDER.items():
            (content / f"{name}.yaml").write_text(json.dumps(registry), encoding="utf-8")
        for at, (slug, given) in enumerate(projects.items(), 1):
            record = {key: value for key, value in ({**RECORD, "number": f"1.{at}"} | given).items() if value}
            (content / "projects" / f"{slug}.yaml").write_text(json.dumps(record), encoding="utf-8")
        return site_of(content)

    return make


def table(data: bytes) -> list[dict[str, str]]:
    """The CSV as a program reads it that knows the byte order mark."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def rows(site: Site) -> list[Row]:
    found: list[Row] = json.loads(operations_json(site))["operations"]
    return found


def cell(value: Any) -> str:
    """What stands in the CSV for a value of the JSON, by what docs/operations.md says."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "|".join(",".join(map(str, one)) if isinstance(one, list) else one for one in value)
    return "" if value is None else str(value)


def one_line(html: str | None) -> str | None:
    return " ".join(re.sub(r"<[^>]+>", "", html).split()) if html else None


# Values


def of_index(found: Row) -> Row:
    """What `index.json` says of what the list tells."""
    places, sums = found["places"], found["funding"]
    told = {
        "code": found["number"],
        "id": found["id"],
        **{name: found["dates"][name] for name in ("start", "end")},
        **{name: found[name] for name in ("status", "intervention", "updated")},
        "total_cost": sums["total"],
        "union_contribution": sums["union"]["amount"],
        "cofinancing_rate": sums["union"]["rate"],
        "currency": sums["currency"],
        "fund": [one["id"] for one in found["funds"]],
        "programme_cci": found["programme"]["cci"],
        "period": found["programme"]["period"],
        "objective_code": found["objective"]["code"],
        "nuts": list(dict.fromkeys(one["nuts"] for one in places if one["nuts"])) or None,
        "list_updated": found["as_of"],
    }
    for code in BOTH:
        told[f"name_{code}"] = found["title"][code]
        told[f"beneficiary_{code}"] = found["beneficiary"]["name"][code]
        told[f"summary_{code}"] = one_line(found["summary"][code])
        told[f"goal_{code}"] = one_line(found["goal"][code])
        told[f"fund_name_{code}"] = [one["name"][code] for one in found["funds"]]
        told[f"programme_{code}"] = found["programme"]["name"][code]
        told[f"objective_{code}"] = found["objective"]["title"][code]
        told[f"place_{code}"] = list(dict.fromkeys(one["name"][code] for one in places))
        told[f"url_{code}"] = found["url"][code]
    return told


def test_every_real_project_has_the_values_of_its_index_json(real_site: Path) -> None:
    listed = json.loads((real_site / "data" / "operations.json").read_text(encoding="utf-8"))["operations"]
    every = [json.loads(path.read_text(encoding="utf-8")) for path in real_site.glob("lv/projekti/*/index.json")]
    assert [one["id"] for one in listed] == sorted(one["id"] for one in every)
    for row in listed:
        (found,) = (one for one in every if one["id"] == row["id"])
        expected = of_index(found)
        assert {name: row[name] for name in expected} == expected
        assert row.keys() - expected.keys() == {
            *("beneficiary_is_person", "achievements_lv", "achievements_en", "coordinates", "country"),
        }


def test_zemgale_as_it_stands_in_the_list(real_site: Path) -> None:
    row = table((real_site / "data" / "operations.csv").read_bytes())[0]
    assert row["code"] == "9.2.2.1./15/I/001"
    assert row["name_en"] == "Open Your Heart in Zemgale"
    assert (row["total_cost"], row["union_contribution"], row["cofinancing_rate"]) == ("8656350.00", "7357897.43", "85")
    assert (row["start"], row["end"], row["country"]) == ("2015-07-01", "2023-12-31", "LV")
    assert row["achievements_lv"].split("|")[3] == "Reģiona deinstitucionalizācijas plāns: plānā 1 plāns"
    assert "saņem 542 personas ar garīga rakstura traucējumiem" in row["summary_lv"]


def test_the_csv_holds_what_the_json_holds(real_site: Path, showcase_site: Path) -> None:
    for site in (real_site, showcase_site):
        told = json.loads((site / "data" / "operations.json").read_text(encoding="utf-8"))
        read = table((site / "data" / "operations.csv").read_bytes())
        assert read == [{name: cell(value) for name, value in row.items()} for row in told["operations"]]
        assert [*read[0]] == [one["name"] for one in told["columns"]]


def test_what_is_planned_and_achieved_is_told_with_its_unit_and_day(made: Made) -> None:
    km = {"lv": "km", "en": "km"}
    indicators = [
        {**RECORD["indicators"][0], "as_of": "2022-06-30"},
        {"id": "roads", "label": {"lv": "Ceļi", "en": "Roads"}, "unit": km, "target": "1250.5"},
        {"id": "open", "label": {"lv": "Tikai latviski"}},
    ]
    (row,) = rows(made(bridge={"indicators": indicators}))
    assert row["achievements_en"] == [
        "People: planned 10 people, achieved 5 people (2022-06-30)",
        "Roads: planned 1250.5 km",
    ]
    assert row["achievements_lv"][0] == "Cilvēki: plānā 10 personu, izpildē 5 personas (2022-06-30)"
    assert row["achievements_lv"][2] == "Tikai latviski"


def test_an_amendment_counts_once_it_is_in_force_and_moves_no_row(made: Made) -> None:
    changes = {"number": "9.9", "funding": {"total": "90.00"}, "dates": {"end": "2023-01-15"}}
    amendments = [
        {"effective": "2021-05-01", "changes": changes},
        {"effective": "2099-01-01", "changes": {"funding": {"total": "80.00"}}},
    ]
    first, second = rows(made(bridge={"amendments": amendments}, ferry={}))
    assert (first["id"], first["code"], first["total_cost"], first["end"]) == ("bridge", "9.9", "90.00", "2023-01-15")
    assert (second["id"], second["code"], second["total_cost"]) == ("ferry", "1.2", "100.00")


def test_what_is_not_published_is_not_listed(made: Made) -> None:
    hidden = {"title": {"lv": "Noslēpums", "en": "Secret"}}
    site = made(bridge={}, draft={**hidden, "draft": "true"}, later={**hidden, "published": "2098-01-01"})
    assert [row["id"] for row in rows(site)] == ["bridge"]
    assert len(table(operations_csv(site))) == 1
    for data in (operations_csv(site), operations_json(site)):
        assert "Noslēpums" not in data.decode()


def test_a_site_without_projects_has_an_empty_list(made: Made) -> None:
    site = made(draft={"draft": "true"})
    assert rows(site) == []
    assert operations_csv(site).decode("utf-8-sig").count("\r\n") == 1


def test_what_is_not_stated_stays_empty(made: Made) -> None:
    gone = ("dates", "funding", "indicators", "places", "intervention", "status", "goal", "updated", "measure")
    (row,) = rows(made(bridge=dict.fromkeys(gone)))
    empty = {name for name, value in row.items() if value is None}
    assert empty == {
        *("start", "end", "status", "total_cost", "union_contribution", "cofinancing_rate", "programme_cci", "updated"),
        *("objective_code", "intervention", "nuts", "coordinates", "country"),
        *(f"{about}_{code}" for code in BOTH for about in ("goal", "achievements", "objective", "place")),
    }


def test_a_text_that_a_language_does_not_have_is_not_put_in_its_place(made: Made) -> None:
    (row,) = rows(made(bridge={"title": {"lv": "Tilts"}, "summary": {"lv": "Īss teksts."}}))
    assert (row["name_lv"], row["name_en"]) == ("Tilts", None)
    assert (row["summary_lv"], row["summary_en"]) == ("Īss teksts.", None)


def test_places_and_codes_stand_once_each(made: Made) -> None:
    places = [
        {"name": "Ilūkste", "location": ["55.977", "26.297"], "nuts": "LV005"},
        {"name": "Ilūkste", "location": ["55.977", "26.297"], "nuts": "LV005"},
        {"name": {"lv": "Rīga|centrs", "en": "Riga"}, "location": ["56.95", "24.1"], "nuts": "LV006"},
    ]
    site = made(bridge={"places": places})
    (row,), (read,) = rows(site), table(operations_csv(site))
    assert row["coordinates"] == [[55.977, 26.297], [56.95, 24.1]]
    assert (row["nuts"], row["country"]) == (["LV005", "LV006"], ["LV"])
    assert (read["coordinates"], read["place_lv"]) == ("55.977,26.297|56.95,24.1", "Ilūkste|Rīga/centrs")


# Natural persons


def test_a_natural_person_is_not_named_and_not_found(made: Made) -> None:
    places = [{"name": "Kalnu māja", "location": ["55.977", "26.297"], "nuts": "LV005"}]
    summary = {"lv": "Būvē {{ beneficiary }}.", "en": "Built by Jānis\n  Kalns."}
    partners = [{"organisation": "farmer"}]
    site = made(
        bridge={"beneficiary": "farmer", "places": places, "summary": summary},
        ferry={"partners": partners, "summary": summary},
    )
    person, other = rows(site)
    assert (person["beneficiary_lv"], person["beneficiary_en"]) == ("fiziska persona", "natural person")
    assert (person["beneficiary_is_person"], other["beneficiary_is_person"]) == (True, False)
    assert (person["summary_lv"], person["summary_en"]) == ("Būvē fiziska persona.", "Built by natural person.")
    assert (person["nuts"], person["country"]) == (["LV00"], ["LV"])
    assert [person[name] for name in ("place_lv", "place_en", "coordinates")] == [None, None, None]
    assert other["summary_en"] == "Built by natural person."
    assert other["place_en"] == ["Ilūkste"]
    for data in (operations_csv(site), operations_json(site)):
        assert "Kaln" not in data.decode()


# The form


def test_the_table_is_what_excel_and_rfc_4180_ask_for(made: Made) -> None:
    summary = {"lv": 'Divas\nrindas, “un” "trešā".\n\nUn vēl.', "en": "Two\tcells; one line."}
    data = operations_csv(made(bridge={"summary": summary, "intervention": "109\n110"}, ferry={}))
    assert data.startswith(b"\xef\xbb\xbfcode,id,name_lv,name_en,")
    text = data.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n") == 3
    assert text.endswith("\r\n")
    read = table(data)[0]
    assert (read["summary_en"], read["intervention"]) == ("Two cells; one line.", "109 110")
    assert read["summary_lv"].endswith("rindas, “un” “trešā”. Un vēl.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"\r\n'),
        ("@SUM(1)", "'@SUM(1)\r\n"),
        ("+1+cmd", "'+1+cmd\r\n"),
        ("-2+3", "'-2+3\r\n"),
        ("- darbs", "'- darbs\r\n"),
        ("＝1", "'＝1\r\n"),
        ("\t=1", "'\t=1\r\n"),
        ("\r=1", '"\'\r=1"\r\n'),
        ("-5.50", "-5.50\r\n"),
        ("-5 000,50", '"-5 000,50"\r\n'),
        ("+371 654 40862", "+371 654 40862\r\n"),
        ("a=b", "a=b\r\n"),
        ("", '""\r\n'),
        ("a\nb", '"a\nb"\r\n'),
        ('"', '""""\r\n'),
    ],
)
def test_no_text_is_taken_for_a_formula_and_numbers_stay(text: str, expected: str) -> None:
    assert csv_line([text]) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-3, "-3"),
        (84.99, "84.99"),
        (["=a", "b"], "'=a|b"),
        (["a|b", "c"], "a/b|c"),
        ([[55.9, 26], [56, 24.1]], '"55.9,26|56,24.1"'),
    ],
)
def test_values_that_are_no_texts(value: Any, expected: str) -> None:
    assert csv_line(["x", value]) == f"x,{expected}\r\n"


def test_a_title_that_is_a_formula_is_one_in_the_json_alone(made: Made) -> None:
    site = made(bridge={"title": {"lv": "=1+1", "en": "@home"}})
    (row,), (read,) = rows(site), table(operations_csv(site))
    assert (row["name_lv"], row["name_en"]) == ("=1+1", "@home")
    assert (read["name_lv"], read["name_en"]) == ("'=1+1", "'@home")


def test_the_json_says_what_the_list_is(made: Made) -> None:
    told = json.loads(operations_json(made(bridge={})))
    assert told["title"] == {"lv": "Projektu (darbību) saraksts", "en": "List of operations"}
    assert told["publisher"]["name"] == {"lv": "Reģions", "en": "Region"}
    assert (told["schema"], told["licence"], told["languages"]) == (1, None, ["lv", "en"])
    assert told["updated"] == told["operations"][0]["list_updated"] == "2026-11-22"
    assert [*told["operations"][0]] == [one["name"] for one in told["columns"]]
    (cost,) = (one for one in told["columns"] if one["name"] == "total_cost")
    assert cost == {
        "name": "total_cost",
        "form": "amount",
        "language": None,
        "title": {"lv": "Kopējās izmaksas", "en": "Total cost"},
        "article": "49(3)(h)",
    }


def test_the_documentation_tells_every_column_in_order_with_its_form_and_source(made: Made) -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    lines = [[part.strip() for part in line.strip("|").split("|")] for line in page.splitlines()]
    told = [(line[0].strip("`").removesuffix("_LANGUAGE"), line[1], line[3]) for line in lines if len(line) == 6][1:]
    site = made(bridge={})
    every = list(dict.fromkeys((one.about, one.form.value, one.article) for one in columns(site.languages)))
    assert [(name, form) for name, form, _ in told[1:]] == [(name, form) for name, form, _ in every]
    for (name, _, said), (_, _, article) in zip(told[1:], every, strict=True):
        assert bool(said) == bool(article), name
        assert article.removeprefix("49(3)") in said, name
    assert {*json.loads(operations_json(site))} <= set(re.findall(r"`([a-z_]+)`", page))


# From build to build


def test_the_list_is_made_anew_for_what_it_tells_and_not_for_what_it_does_not(tmp_path: Path) -> None:
    editor = begin(tmp_path, seed=1)
    csv_file, json_file = (editor.settings.output / "data" / name for name in ("operations.csv", "operations.json"))

    def reason() -> str | None:
        assert not build(editor.settings).has_errors
        found = explained(editor.settings, "data/operations.json")
        assert found is not None
        return found.last

    assert reason() is None
    before = csv_file.read_bytes(), json_file.read_bytes()
    editor.change("news/*.md", r"\Z", "\nVēl.\n")
    assert (reason(), csv_file.read_bytes(), json_file.read_bytes()) == ("", *before)
    editor.change("projects/project-1.yaml", r"^goal: .*$", "goal: {lv: Cits., en: Another goal.}")
    assert reason() == "derived:sitegen.exports.operations._lines(0,)"
    assert [row["goal_en"] for row in table(csv_file.read_bytes()) if row["id"] == "project-1"] == ["Another goal."]
    others = [row for row in table(before[0]) if row["id"] != "project-1"]
    assert [row for row in table(csv_file.read_bytes()) if row["id"] != "project-1"] == others


# On pages


@pytest.mark.parametrize(("page", "up"), [("lv/projekti/", "../../"), ("en/projects/", "../../")])
def test_the_list_of_projects_links_to_both_files(real_site: Path, page: str, up: str) -> None:
    html = (real_site / page / "index.html").read_text(encoding="utf-8")
    for name, kind in (("operations.csv", "text/csv"), ("operations.json", "application/json")):
        assert re.search(rf'<link rel="alternate" type="{kind}" title="[^"]+" href="{up}data/{name}">', html)
        assert re.search(rf'<a href="{up}data/{name}" type="{kind}">[^<]+</a>', html)
        assert (real_site / "data" / name).is_file()


def test_a_filtered_list_does_not_lead_to_what_holds_all(real_site: Path) -> None:
    filtered = [*real_site.glob("lv/projekti/*/*/index.html"), *real_site.glob("en/projects/*/*/index.html")]
    assert len(filtered) > 4
    assert not [path for path in filtered if "operations." in path.read_text(encoding="utf-8")]
