"""Every page tells machines what it is: JSON-LD in the words of schema.org, and OpenGraph."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from PIL import Image

from sitegen.audit.running import running
from sitegen.languages import EN, LV, Language
from sitegen.pipeline import Settings, build
from sitegen.views.build_share import locale_of
from sitegen.views.parts import Passage, Text
from sitegen.views.structured import data_block, node, plain, said
from sitegen.views.structured_things import headline
from tests.conftest import DAY, ROOT
from tests.schema_org import vocabulary

BASE = "https://projekti.example.lv/"
ZEMGALE = "lv/projekti/atver-sirdi-zemgale"
ZEMGALE_EN = "en/projects/open-your-heart-in-zemgale"
ILUKSTE_NEWS = "lv/aktualitates/2019/ilukste-projekts-sakts"
PROJECT = f"{BASE}{ZEMGALE}/#project"
WITHOUT_ADDRESS = {"404.html", "en/404.html", "index.html"}

Node = dict[str, Any]

# A site of its own, under a folder: a person, money of nobody's grant, days to come, a title that could end a script.
FILES = {
    "site.yaml": "title: {lv: Vietne, en: Site}\ndescription: {lv: Par ko, en: About}\n"
    "base_url: https://example.lv/dati/\ninstitution: region\ncontact: {phone: 65440862}\n"
    "checks: {statement-not-evaluated: off, mark-not-supplied: off}\n",
    "organisations.yaml": "region: {name: {lv: Reģions, en: Region}, kind: planning-region}\n"
    "farmer: {name: Jānis Zālītis, kind: person}\nfund: {name: Biedrība, kind: ngo}\n",
    "programmes.yaml": "new: {name: {lv: Programma, en: Programme}, period: 2021-2027}\n",
    "projects/farm.yaml": "number: 1/A/1\ntitle: {lv: Bites & puķes, en: '</script><!-- Bees & flowers'}\n"
    "summary: {lv: 'Par bitēm.', en: About bees.}\nprogramme: new\nfund: [erdf, jtf]\nbeneficiary: farmer\n"
    "partners: [{organisation: fund}, {organisation: farmer}]\n"
    "dates: {start: 2026-11-22, end: 2027-01-31}\n"
    "funding:\n  total: 100.10\n  sources:\n    - {source: erdf, amount: 50.00}\n    - {source: jtf, rate: 20}\n"
    "    - {source: municipal, amount: 10.05}\n    - {source: private, amount: 20.00}\n"
    "    - {source: other, amount: 0.03}\n",
    "projects/only-latvian.yaml": "number: 1/A/2\ntitle: {lv: Latviski}\nsummary: {lv: Tikai *latviski*.}\n"
    "programme: new\nfund: erdf\nbeneficiary: region\ndates: {start: 2026-11-23, end: 2027-01-31}\n",
    "news/2026-05-04-bees.lv.md": "---\ntitle: Bites\nprojects: [farm]\nupdated: 2026-05-06\n---\nBites.\n",
    "news/2026-05-03-all.lv.md": "---\ntitle: Visi\nauthor: Vadītāja\nprojects: [farm, only-latvian]\n---\nVisi.\n",
}


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of `FILES`, built."""
    folder = tmp_path_factory.mktemp("own")
    for name, text in FILES.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    outcome = build(Settings(content=folder / "content", output=folder / "public", day=DAY))
    assert not outcome.has_errors
    return folder / "public"


def blocks(html: str) -> list[str]:
    return re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)


def pages(site: Path) -> Iterator[tuple[str, str]]:
    """Every page of a site by its file, those left out that only lead on."""
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in html:
            yield path.relative_to(site).as_posix(), html


def graph(site: Path, path: str) -> list[Node]:
    [text] = blocks((site / path / "index.html").read_text(encoding="utf-8"))
    whole = json.loads(text)
    assert whole["@context"] == "https://schema.org"
    found: list[Node] = whole["@graph"]
    return found


def thing(site: Path, path: str, kind: str) -> Node:
    """The only thing of a type that a page tells of at the first level."""
    [found] = [one for one in graph(site, path) if one["@type"] == kind]
    return found


def main_thing(site: Path, path: str) -> Node:
    """What a page is about."""
    first, *others = graph(site, path)
    [found] = [one for one in others if one["@id"] == first["mainEntity"]["@id"]]
    return found


def typed(value: object) -> Iterator[Node]:
    """Every thing in a graph, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for one in value.values():
            yield from typed(one)
    elif isinstance(value, list):
        for one in value:
            yield from typed(one)


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for one in value.values():
            yield from references(one)
    elif isinstance(value, list):
        for one in value:
            yield from references(one)


def types_of(site: Path) -> dict[str, str]:
    """The type of everything that a site gives an identity."""
    graphs = [json.loads(text) for _, html in pages(site) for text in blocks(html)]
    return {one["@id"]: one["@type"] for found in graphs for one in typed(found) if "@id" in one}


@pytest.fixture(params=["real_site", "showcase_site", "own_site"])
def site(request: pytest.FixtureRequest) -> Path:
    """A built site."""
    found: Path = request.getfixturevalue(request.param)
    return found


def test_every_page_with_an_address_has_one_data_block(site: Path) -> None:
    counts = {path: len(blocks(html)) for path, html in pages(site)}
    assert {path for path, count in counts.items() if count != 1} <= WITHOUT_ADDRESS
    assert counts["404.html"] == 0


def test_every_thing_keeps_to_the_vocabulary(site: Path) -> None:
    types = types_of(site)
    wrong = {
        fault: path
        for path, html in pages(site)
        for text in blocks(html)
        for one in json.loads(text)["@graph"]
        for fault in vocabulary().wrong(one, types)
    }
    assert wrong == {}


def test_every_thing_that_is_referred_to_is_told_somewhere(site: Path) -> None:
    types = types_of(site)
    named = {one for _, html in pages(site) for text in blocks(html) for one in references(json.loads(text))}
    assert named - types.keys() == set()


def test_a_thing_is_of_one_type_wherever_it_is_told(site: Path) -> None:
    found: dict[str, set[str]] = {}
    for _, html in pages(site):
        for text in blocks(html):
            for one in typed(json.loads(text)):
                found.setdefault(one.get("@id", ""), set()).add(one["@type"])
    assert {name: kinds for name, kinds in found.items() if name and len(kinds) > 1} == {}


def test_nothing_is_told_that_is_empty(site: Path) -> None:
    empty = [
        (path, name)
        for path, html in pages(site)
        for text in blocks(html)
        for one in typed(json.loads(text))
        for name, value in one.items()
        if value in (None, "", [], {})
    ]
    assert empty == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"@type": "Projekt"}, "no type Projekt"),
        ({"@type": "Project", "budget": "1"}, "Project: no property budget"),
        ({"@type": "Project", "funding": "ESF"}, "Project.funding: 'ESF' is none of"),
        ({"@type": "Project", "foundingDate": "2015"}, "Project.foundingDate: '2015' is none of Date"),
        ({"@type": "Project", "url": "lv/"}, "Project.url: 'lv/' is none of"),
        ({"@type": "Project", "location": {"@id": "#a"}}, "Project.location: Project #a is none of"),
        ({"@type": "Project", "funder": [{"@type": "Place"}]}, "Project.funder: Place None is none of"),
        ({"@type": "Project", "url": {"@value": "x", "@language": "lv"}}, "Project.url:"),
        ({"@type": "Project", "member": {"@type": "NGO", "nmae": "x"}}, "Project.member > NGO: no property nmae"),
    ],
)
def test_what_is_not_in_the_vocabulary_is_found(wrong: Node, told: str) -> None:
    [found] = vocabulary().wrong(wrong, {"#a": "Project"})
    assert told in found


@pytest.mark.parametrize(
    ("path", "kind", "main"),
    [
        ("lv", "CollectionPage", None),
        ("en/projects", "CollectionPage", None),
        ("lv/aktualitates", "CollectionPage", None),
        ("lv/temas", "CollectionPage", None),
        ("lv/organizacijas", "CollectionPage", None),
        ("lv/vietas", "CollectionPage", None),
        ("lv/par-vietni", "AboutPage", None),
        ("lv/pieklustamibas-pazinojums", "WebPage", None),
        (ZEMGALE, "WebPage", "Project"),
        (ILUKSTE_NEWS, "WebPage", "NewsArticle"),
        ("en/organisations/latgale-planning-region", "WebPage", "GovernmentOrganization"),
        ("lv/vietas/latgale", "WebPage", "AdministrativeArea"),
        ("lv/vietas/ilukste", "WebPage", "Place"),
        ("en/glossary", "WebPage", "DefinedTermSet"),
    ],
)
def test_a_page_says_what_it_is_and_what_it_is_about(real_site: Path, path: str, kind: str, main: str | None) -> None:
    page = graph(real_site, path)[0]
    assert (page["@type"], page["@id"], page["url"]) == (kind, f"{BASE}{path}/", f"{BASE}{path}/")
    assert page["inLanguage"] == path[:2]
    assert ("mainEntity" in page) == (main is not None)
    assert main is None or main_thing(real_site, path)["@type"] == main


def test_a_page_names_its_site_and_who_runs_it(real_site: Path) -> None:
    site = thing(real_site, "en", "WebSite")
    assert site["name"] == "Projects co-funded by the European Union"
    assert site["inLanguage"] == ["lv", "en"]
    assert thing(real_site, "en", "CollectionPage")["isPartOf"] == {"@id": site["@id"]}
    institution = thing(real_site, "en", "GovernmentOrganization")
    assert site["publisher"] == {"@id": institution["@id"]}
    assert institution["name"] == "Latgale Planning Region"
    assert institution["contactPoint"] == {
        "@type": "ContactPoint",
        "email": "projekti@example.lv",
        "telephone": "+37165440862",
    }


def test_a_page_in_another_language_is_a_translation_of_the_first(real_site: Path) -> None:
    assert graph(real_site, "lv")[0]["workTranslation"] == [{"@id": f"{BASE}en/"}]
    assert graph(real_site, "en")[0]["translationOfWork"] == {"@id": f"{BASE}lv/"}


def test_the_way_to_a_page_is_the_one_that_readers_see(real_site: Path) -> None:
    steps = thing(real_site, ZEMGALE, "BreadcrumbList")["itemListElement"]
    assert [(one["position"], one["name"], one["item"]["@id"]) for one in steps] == [
        (1, "Sākums", f"{BASE}lv/"),
        (2, "Projekti", f"{BASE}lv/projekti/"),
        (3, "Atver sirdi Zemgalē", f"{BASE}{ZEMGALE}/"),
    ]


def test_a_site_in_a_folder_has_the_same_way(own_site: Path) -> None:
    steps = thing(own_site, "lv/projekti/farm", "BreadcrumbList")["itemListElement"]
    assert [one["item"]["@id"].removeprefix("https://example.lv/dati/") for one in steps] == [
        "lv/",
        "lv/projekti/",
        "lv/projekti/farm/",
    ]


def test_a_project_is_told_in_the_pages_language_and_is_one_thing_in_both(real_site: Path) -> None:
    latvian, english = main_thing(real_site, ZEMGALE), main_thing(real_site, ZEMGALE_EN)
    assert latvian["@id"] == english["@id"] == PROJECT
    assert (latvian["name"], english["name"]) == ("Atver sirdi Zemgalē", "Open Your Heart in Zemgale")
    assert latvian["identifier"] == english["identifier"] == "9.2.2.1./15/I/001"
    assert latvian["description"].startswith("Projekts Zemgalē veido atbalstu")
    assert "542 personas" in latvian["description"]
    assert english["keywords"][0] == "Social services"
    assert [one["@id"] for one in latvian["funding"]] == [one["@id"] for one in english["funding"]]
    assert {one["headline"] for one in english["subjectOf"]}.isdisjoint(one["headline"] for one in latvian["subjectOf"])


def test_a_grant_has_its_amount_to_the_cent_and_the_fund_that_gives_it(real_site: Path) -> None:
    union, state = main_thing(real_site, ZEMGALE_EN)["funding"]
    assert union["amount"] == {"@type": "MonetaryAmount", "currency": "EUR", "value": "7357897.43"}
    assert state["amount"]["value"] == "1298452.57"
    assert (union["name"], state["name"]) == ("European Social Fund", "State budget")
    [fund] = [one for one in graph(real_site, ZEMGALE_EN) if one["@id"] == union["funder"]["@id"]]
    [whole] = [one for one in graph(real_site, ZEMGALE_EN) if one["@id"] == fund["parentOrganization"]["@id"]]
    assert (fund["@type"], fund["name"], fund["alternateName"]) == (
        "GovernmentOrganization",
        "European Social Fund",
        "ESF",
    )
    assert (whole["name"], whole["url"]) == ("European Union", "https://european-union.europa.eu/")
    assert "funder" not in state


def test_grants_are_what_funds_and_budgets_give_and_an_unknown_amount_is_left_out(own_site: Path) -> None:
    grants = main_thing(own_site, "en/projects/farm")["funding"]
    told = [(one["name"], one.get("amount", {}).get("value")) for one in grants]
    assert told == [
        ("European Regional Development Fund", "50.00"),
        ("Just Transition Fund", None),
        ("Municipal funding", "10.05"),
    ]
    assert sum(Decimal(value) for _, value in told if value) == Decimal("60.05")


def test_a_person_is_not_named_in_data(own_site: Path) -> None:
    assert [path for path, html in pages(own_site) for text in blocks(html) if "Zālītis" in text] == []
    project = main_thing(own_site, "lv/projekti/farm")
    assert "parentOrganization" not in project
    assert [one["@id"].rpartition("/")[2] for one in project["member"]] == ["#organisation"]


def test_a_day_to_come_is_no_fact_yet(own_site: Path, real_site: Path) -> None:
    over, running_now = main_thing(real_site, ZEMGALE), main_thing(own_site, "lv/projekti/farm")
    planned = main_thing(own_site, "lv/projekti/only-latvian")
    assert (over["foundingDate"], over["dissolutionDate"]) == ("2015-07-01", "2023-12-31")
    assert running_now["foundingDate"] == "2026-11-22"
    assert [name for name in running_now if name == "dissolutionDate"] == []
    assert [name for name in planned if name in {"foundingDate", "dissolutionDate"}] == []


def test_what_no_source_states_is_left_out(showcase_site: Path) -> None:
    found = main_thing(showcase_site, "lv/projekti/missing-facts")
    assert set(found) == {"@type", "@id", "name", "url", "identifier", "description", "parentOrganization", "funder"}


def test_a_text_in_another_language_says_which(own_site: Path) -> None:
    found = main_thing(own_site, "en/projects/only-latvian")
    assert found["name"] == {"@value": "Latviski", "@language": "lv"}
    assert found["description"] == {"@value": "Tikai latviski.", "@language": "lv"}
    assert main_thing(own_site, "lv/projekti/only-latvian")["name"] == "Latviski"


def test_places_have_their_address_and_where_they_lie(real_site: Path) -> None:
    places = main_thing(real_site, "lv/projekti/pakalpojumu-infrastruktura-ilukste")["location"]
    assert places[0]["name"] == "Dienas aprūpes centrs"
    assert places[0]["address"] == "Kastaņu iela 38A, Ilūkste"
    assert places[0]["containedInPlace"]["@id"] == f"{BASE}lv/vietas/ilukste/#place"
    there = graph(real_site, "en/places/ilukste")
    assert [one["location"]["@id"] for one in there if one["@type"] == "Project"] == [f"{BASE}lv/vietas/ilukste/#place"]
    assert main_thing(real_site, "en/places/ilukste")["containedInPlace"]["name"] == "Latgale"


def test_coordinates_are_numbers(showcase_site: Path) -> None:
    [place] = main_thing(showcase_site, "lv/projekti/six-sources")["location"]
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 56.5, "longitude": 25.86}


def test_an_organisation_is_told_with_what_it_leads_and_joins(real_site: Path) -> None:
    found = main_thing(real_site, "lv/organizacijas/latgale-planning-region")
    assert [one["name"] for one in found["subOrganization"]] == [
        "Deinstitucionalizācijas pasākumu īstenošana Latgales reģionā"
    ]
    assert "contactPoint" in found
    partner = main_thing(real_site, "en/organisations/aizkraukle-municipality")
    assert [one["@id"] for one in partner["memberOf"]] == [PROJECT]


def test_news_has_its_day_its_publisher_and_what_it_is_about(real_site: Path, own_site: Path) -> None:
    found = main_thing(real_site, ILUKSTE_NEWS)
    assert (found["datePublished"], found["inLanguage"]) == ("2019-09-19", "lv")
    assert found["author"]["jobTitle"] == "Ilūkstes novada pašvaldības attīstības plānošanas speciāliste"
    assert found["publisher"] == {"@id": thing(real_site, ILUKSTE_NEWS, "GovernmentOrganization")["@id"]}
    assert [one["@id"] for one in found["about"]] == [f"{BASE}lv/projekti/pakalpojumu-infrastruktura-ilukste/#project"]
    unsigned = main_thing(own_site, "lv/aktualitates/2026/bees")
    assert unsigned["author"] == unsigned["publisher"]
    assert (unsigned["datePublished"], unsigned["dateModified"]) == ("2026-05-04", "2026-05-06")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Īss", "Īss"),
        ("a" * 110, "a" * 110),
        ("vārds " * 20, ("vārds " * 18).strip() + "…"),
        ("b" * 111, "b" * 109 + "…"),
    ],
)
def test_a_headline_is_not_longer_than_it_may_be(title: str, expected: str) -> None:
    assert headline(title) == expected
    assert len(headline(title)) <= 110


def test_nothing_in_a_text_can_end_the_block() -> None:
    text = "</script><script>alert(1)</script><!-- & \u2028\u2029 ]]>"
    block = data_block([node("Thing", "#a", name=text)])
    assert set("<>&\u2028\u2029").isdisjoint(block)
    assert json.loads(block)["@graph"] == [{"@type": "Thing", "@id": "#a", "name": text}]


def test_a_title_that_looks_like_markup_comes_back_as_it_was(own_site: Path) -> None:
    assert main_thing(own_site, "en/projects/farm")["name"].startswith("</script><!-- Bees & ")


def test_two_things_with_one_identity_are_one_of_which_both_tell() -> None:
    block = data_block([node("NGO", "#a", name="A"), node("Place", "#b"), node("NGO", "#a", url="https://a.lv/")])
    assert json.loads(block)["@graph"] == [
        {"@type": "NGO", "@id": "#a", "name": "A", "url": "https://a.lv/"},
        {"@type": "Place", "@id": "#b"},
    ]


def test_a_passage_is_told_without_markup() -> None:
    assert plain(Passage(Markup("<p>Viens <em>un</em> divi &amp; trīs</p>"), LV)) == "Viens un divi & trīs"
    assert said(Text("One", EN, is_foreign=True)) == {"@value": "One", "@language": "en"}


def test_a_data_block_is_no_running_script(site: Path) -> None:
    assert [path for path, html in pages(site) if running(html, lambda _: b"").strange.count("ld+json")] == []


def metas(html: str) -> dict[str, list[str]]:
    """What the page's `og:`, `article:` and `twitter:` metas say, by name."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<meta (?:property|name)="((?:og|article|twitter):[^"]+)" content="([^"]*)">', html):
        found.setdefault(name, []).append(unescape(value))
    return found


def read(site: Path, path: str) -> dict[str, list[str]]:
    return metas((site / path / "index.html").read_text(encoding="utf-8"))


def test_every_page_with_an_address_can_be_shared(site: Path) -> None:
    once = {"og:type", "og:title", "og:url", "og:site_name", "og:locale", "og:image", "og:image:alt", "twitter:card"}
    for path, html in pages(site):
        found = metas(html)
        if path in WITHOUT_ADDRESS:
            assert found == {}
            continue
        assert [name for name in once if len(found.get(name, ())) != 1] == []
        assert f'<link rel="canonical" href="{found["og:url"][0]}">' in html
        assert found["twitter:card"] == ["summary_large_image"]


def test_the_picture_of_every_page_is_there_with_the_size_that_is_told(site: Path) -> None:
    base = thing(site, "lv", "WebSite")["url"].removesuffix("lv/")
    named = {
        (found["og:image"][0], int(found["og:image:width"][0]), int(found["og:image:height"][0]))
        for found in (metas(html) for path, html in pages(site) if path not in WITHOUT_ADDRESS)
    }
    for address, width, height in named:
        with Image.open(site / address.removeprefix(base)) as picture:
            assert (picture.format, *picture.size) == ("PNG", width, height)
    drawn = {path.relative_to(site).as_posix() for path in site.rglob("share.png")}
    assert drawn == {address.removeprefix(base) for address, _, _ in named}


def test_a_project_is_shared_with_its_own_picture_and_its_words(real_site: Path) -> None:
    found = read(real_site, ZEMGALE)
    assert found["og:type"] == ["website"]
    assert found["og:title"] == ["Atver sirdi Zemgalē"]
    assert found["og:image"] == [f"{BASE}{ZEMGALE}/share.png"]
    assert found["og:image:alt"] == [
        "Eiropas Savienība. Eiropas Sociālais fonds. Atver sirdi Zemgalē. "
        "Kopējās izmaksas: 8\u00a0656\u00a0350,00\u00a0EUR. "
        "ES ieguldījums: 7\u00a0357\u00a0897,43\u00a0EUR · 85\u00a0%. Pabeigts: 2015–2023. "
        "Eiropas Savienības līdzfinansētie projekti"
    ]
    assert (found["og:locale"], found["og:locale:alternate"]) == (["lv_LV"], ["en_GB"])


def test_news_of_one_project_is_shared_with_that_projects_picture(own_site: Path) -> None:
    one, several = read(own_site, "lv/aktualitates/2026/bees"), read(own_site, "lv/aktualitates/2026/all")
    assert one["og:image"] == ["https://example.lv/dati/lv/projekti/farm/share.png"]
    assert several["og:image"] == ["https://example.lv/dati/lv/share.png"]
    assert one["og:type"] == several["og:type"] == ["article"]
    assert (one["article:published_time"], one["article:modified_time"]) == (["2026-05-04"], ["2026-05-06"])
    assert "article:modified_time" not in several
    assert "og:locale:alternate" not in one


@pytest.mark.parametrize(
    ("language", "expected"),
    [(LV, "lv_LV"), (EN, "en_GB"), (Language("ru"), "ru_RU"), (Language("uk"), "uk_UA"), (Language("xx"), "xx")],
)
def test_a_locale_is_a_language_and_its_country(language: Language, expected: str) -> None:
    assert locale_of(language) == expected


def test_the_docs_name_every_property_that_is_told(real_site: Path, showcase_site: Path, own_site: Path) -> None:
    told: dict[str, set[str]] = {}
    for one in (real_site, showcase_site, own_site):
        for found in (found for _, html in pages(one) for text in blocks(html) for found in typed(json.loads(text))):
            told.setdefault(found["@type"], set()).update(name for name in found if not name.startswith("@"))
    text = (ROOT / "docs" / "structured-data.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?) \| (`.+) \|$", text.partition("## Properties")[2].partition("## Sharing")[0], re.M)
    kinds_of = {kind: kinds for kinds, _ in rows for kind in told if f"`{kind}`" in kinds}
    kinds_of |= {kind: kinds for kinds, _ in rows for kind in told if kind.endswith("Page") and "its kinds" in kinds}
    assert kinds_of.keys() == told.keys()
    for kinds, names in rows:
        used = set().union(*(told[kind] for kind in told if kinds_of[kind] == kinds))
        assert used == set(re.findall(r"`(\w+)`", names)), kinds
