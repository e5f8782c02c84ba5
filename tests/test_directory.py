"""Pages of organisations, of places and of the glossary."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sitegen.languages import EN, LV
from sitegen.models.project import Place
from sitegen.pipeline import Settings, build
from sitegen.plan.areas import locality_of
from tests.conftest import DAY, ROOT

LANGUAGES = (LV, EN)


def read(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]).split())


def place(name: str, address: str | None) -> Place:
    names = {"lv": name, "en": name}
    return Place.model_validate({"name": names, **({"address": address} if address else {})}, context={})


@pytest.mark.parametrize(
    ("expected", "name", "address"),
    [
        ("Ilūkste", "Dienas aprūpes centrs", "Kastaņu iela 38A, Ilūkste"),
        ("Šēderes pagasts", "Grupu dzīvokļi", "Pašuliene, Šēderes pagasts"),
        ("Rēzekne", "Skola", "Atbrīvošanas aleja 95, Rēzekne, LV-4601"),
        ("Augšdaugavas novads", "Centrs", "Kastaņu iela 38A, Ilūkste, Augšdaugavas novads, LV5447"),
        ("Rēzekne", "Rēzekne", None),
        ("Rēzekne", "Rēzekne", "LV-4601"),
    ],
)
def test_a_place_lies_in_the_widest_part_of_its_address(expected: str, name: str, address: str | None) -> None:
    assert {"lv": expected, "en": expected} == locality_of(place(name, address), LANGUAGES, LV)


def test_a_region_lists_its_projects_and_the_places_in_it(real_site: Path) -> None:
    html = read(real_site, "lv/vietas/latgale")
    assert "2 projekti" in text(html)
    assert 'href="../../../lv/vietas/ilukste/"' in html
    assert "Kastaņu iela 38A, Ilūkste" in text(html)


def test_a_town_names_its_region_and_what_is_done_there(real_site: Path) -> None:
    html = read(real_site, "en/places/ilukste")
    assert "1 project" in text(html)
    assert re.search(r'href="../../../en/places/latgale/">\s*Latgale', html)
    assert "Day care centre" in text(html)
    assert "Group homes" not in text(html)


def test_a_place_that_is_a_region_has_one_page(real_site: Path) -> None:
    assert not (real_site / "lv/vietas/zemgales-regions").exists()
    assert "1 projekts" in text(read(real_site, "lv/vietas/zemgale"))


def test_every_place_of_a_project_leads_to_its_area(real_site: Path) -> None:
    html = read(real_site, "lv/projekti/pakalpojumu-infrastruktura-ilukste")
    where = html[html.index('id="places"') : html.index('id="history"')]
    assert {"ilukste", "sederes-pagasts"} == set(re.findall(r"lv/vietas/([a-z-]+)/", where))


def test_an_organisation_tells_what_it_leads_and_what_it_takes_part_in(real_site: Path) -> None:
    leads = text(read(real_site, "en/organisations/zemgale-planning-region"))
    assert "Leads 1 project" in leads
    assert "EUR 8,656,350.00" in leads
    assert "Open Your Heart in Zemgale" in leads
    joins = text(read(real_site, "en/organisations/aizkraukle-municipality"))
    assert "Takes part in 1 project" in joins
    assert "Leads" not in joins


def test_a_project_leads_to_the_pages_of_its_organisations(real_site: Path) -> None:
    html = read(real_site, "lv/projekti/atver-sirdi-zemgale")
    assert 'href="../../../lv/organizacijas/zemgale-planning-region/"' in html
    assert 'href="../../../lv/organizacijas/aizkraukle-municipality/"' in html


def test_a_person_has_no_page_of_its_own(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("addresses.txt"))
    path = tmp_path / "content" / "organisations.yaml"
    known = path.read_text(encoding="utf-8")
    changed = known.replace("Aizkraukle Municipality\n  kind: municipality", "Aizkraukle Municipality\n  kind: person")
    assert changed != known
    path.write_text(changed, encoding="utf-8")
    outcome = build(Settings(content=tmp_path / "content", output=tmp_path / "public", day=DAY))
    assert outcome.changes is not None
    assert not (tmp_path / "public/lv/organizacijas/aizkraukle-municipality").exists()
    assert "Aizkraukles" in read(tmp_path / "public", "lv/projekti/atver-sirdi-zemgale")


def test_labels_and_sources_of_money_lead_to_the_glossary(real_site: Path) -> None:
    html = read(real_site, "lv/projekti/atver-sirdi-zemgale")
    linked = set(re.findall(r'class="term" href="[^"]*lv/terminu-vardnica/#([^"]+)"', html))
    assert {"beneficiary", "total-cost", "managing-authority", "measure", "esf", "state"} <= linked
    anchors = set(re.findall(r'<div id="([^"]+)">', read(real_site, "lv/terminu-vardnica")))
    assert linked <= anchors


def test_the_glossary_is_sorted_as_the_language_sorts(real_site: Path) -> None:
    terms = re.findall(r"<dt>([^<]+)", read(real_site, "en/glossary"))
    assert [term.casefold() for term in terms] == sorted(term.casefold() for term in terms)
    latvian = [term.strip() for term in re.findall(r"<dt>([^<]+)", read(real_site, "lv/terminu-vardnica"))]
    assert latvian.index("Sabiedrībā balstīti pakalpojumi") < latvian.index("Sadarbības partneris")


def test_a_text_leads_to_a_term_and_a_term_that_is_not_there_is_told(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("addresses.txt"))
    page = tmp_path / "content" / "pages" / "about.en.md"
    written = page.read_text(encoding="utf-8")
    page.write_text(f"{written}\nSee [beneficiary](../glossary.yaml#beneficiary).\n", encoding="utf-8")
    settings = Settings(content=tmp_path / "content", output=tmp_path / "public", day=DAY)
    assert build(settings).changes is not None
    assert 'href="../../en/glossary/#beneficiary"' in read(tmp_path / "public", "en/about")
    page.write_text(f"{written}\nSee [beneficiary](../glossary.yaml#beneficary).\n", encoding="utf-8")
    (told,) = [found for found in build(settings).diagnostics if found.code == "dead-anchor"]
    assert dict(told.parameters)["suggestion"] == "beneficiary"


def test_a_site_without_a_glossary_has_no_page_of_it(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("addresses.txt"))
    (tmp_path / "content" / "glossary.yaml").unlink()
    build(Settings(content=tmp_path / "content", output=tmp_path / "public", day=DAY))
    assert not (tmp_path / "public/lv/terminu-vardnica").exists()
    assert "terminu-vardnica" not in read(tmp_path / "public", "lv/projekti/atver-sirdi-zemgale")


def test_the_home_page_adds_up_by_period_as_by_fund(real_site: Path) -> None:
    html = read(real_site, "en")
    rows = html[html.index('id="by-period"') :]
    rows = rows[rows.index("<tbody>") : rows.index("</tbody>")]
    assert "2014–2020" in rows
    assert re.search(r'<td class="n">3</td>', rows)
    assert 'href="../en/projects/period/2014-2020/"' in rows
