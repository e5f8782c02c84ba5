"""Lists: their order, their filters as links, their pages; and the same filters at once, in Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from sitegen.pipeline import Settings, build
from sitegen.views.writer import shown_pages
from tests.conftest import DAY
from tests.many_projects import make
from tests.quality.browsing import Heard, listen, tab
from tests.quality.serving import POLICY, served

# The made-up projects fill two pages; these have what they lack: a region, a status of their own, gaps, other letters.
EXTRA = {
    "adata": """
title: {lv: Adatu fabrika, en: Needle factory}
programme: social
fund: [esf, cf]
status: suspended
beneficiary: abele
dates: {start: 2018-01-01, end: 2019-12-31}
funding: {total: 900000000.10, sources: [{source: esf, amount: 900000000.10}]}
places: [{name: {lv: Nams, en: House}, address: "Liela iela 1, Cesvaine", nuts: LV008}]
tags: [axes, apples]
""",
    "abele": """
title: {lv: Ābeļdārzs skolā, en: Apple orchard at school}
programme: social
fund: esf
beneficiary: axe
funding: {sources: [{source: esf, rate: 100}]}
places: [{name: {lv: Nams, en: House}, address: "Skolas iela 1, Čornaja", nuts: LV005}]
tags: [apples]
""",
    "cirvis": """
title: {lv: Cirvja ceļš}
programme: social
fund: esf
status: terminated
beneficiary: cone
dates: {start: 2016-05-01}
funding: {total: 0.01, sources: [{source: esf, amount: 0.01}]}
places: [{name: {lv: Nams, en: House}, address: "Skolas iela 2, Cesvaine", nuts: LV008}]
tags: [cones]
""",
    "ciekurs": f"""
title: {{lv: Čiekurs, en: {"A very long title that says everything about cones in the wood " * 3}}}
programme: social
fund: esf
status: planned
beneficiary: needle
dates: {{end: 2031-03-31}}
funding: {{sources: [{{source: esf, rate: 100}}]}}
places: [{{name: {{lv: Nams, en: House}}, address: "Skolas iela 3, Ābeļi", nuts: LV005}}]
tags: [axes]
""",
}
ORGANISATIONS = """
abele: {name: {lv: Ābeļu novads, en: Apples Municipality}, kind: municipality}
axe: {name: {lv: Cirvju novads, en: Axes Municipality}, kind: municipality}
cone: {name: {lv: Čiekuru novads, en: Cones Municipality}, kind: municipality}
needle: {name: {lv: Adatu novads}, kind: municipality}
"""
TAGS = """
apples: {lv: Āboli, en: Apples}
axes: {lv: Cirvji, en: Axes}
cones: {lv: Čiekuri}
"""
SOCIAL = "social: {name: {lv: Sociālā, en: Social}, period: 2007-2013, funds: [esf, cf]}\n"


def fewer_topics(text: str) -> str:
    """The record or text with twelve topics in the place of eighty."""
    return re.sub(r"tag-(\d+)", lambda tag: f"tag-{int(tag[1]) % 6 + (6 if int(tag[1]) > 39 else 0)}", text)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public folder of sixty made-up projects and those above."""
    folder = tmp_path_factory.mktemp("lists")
    content = folder / "content"
    make(content, 60)
    for path in content.glob("news/*.md"):
        if int(path.name.split("-")[4]) > 9:
            path.unlink()
    for path in (*content.glob("news/*.md"), *content.glob("projects/*.yaml")):
        path.write_text(fewer_topics(path.read_text(encoding="utf-8")), encoding="utf-8")
    for name, text in (("organisations", ORGANISATIONS), ("tags", TAGS), ("programmes", SOCIAL)):
        file = content / f"{name}.yaml"
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    for number, (name, text) in enumerate(EXTRA.items()):
        record = f"number: 9.9.9.9/15/X/{number:03d}\nsummary: {{lv: Īsi., en: In short.}}\npublished: 2020-01-01{text}"
        (content / "projects" / f"{name}.yaml").write_text(record, encoding="utf-8")
    outcome = build(Settings(content=content, output=folder / "public", day=DAY))
    assert [found for found in outcome.diagnostics if found.severity.value == "error"] == []
    return folder / "public"


def read(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def part(html: str, name: str, words_of_class: str = "") -> str:
    """The first element of a name, with these words in its opening tag."""
    match = re.search(rf"<{name}\b[^>]*{words_of_class}[^>]*>.*?</{name}>", html, re.DOTALL)
    assert match is not None, (name, words_of_class)
    return match[0]


def links(html: str) -> list[tuple[str, str]]:
    return [(unescape(href), words(text)) for href, text in re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', html, re.S)]


def data(site: Path, path: str = "lv/projekti") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / path / "list.json").read_text(encoding="utf-8"))
    return found


def titles(html: str) -> list[str]:
    """Those of the cards of a list."""
    return [words(title) for title in re.findall(r"<h3[^>]*><a[^>]*>(.*?)</a>", html.partition('id="listed"')[2], re.S)]


# --- Order


def in_this_order(expected: list[str], found: list[str]) -> bool:
    return [one for one in found if one in expected] == expected


def test_projects_stand_in_latvian_order(site: Path) -> None:
    found = titles(read(site, "lv/projekti")) + titles(read(site, "lv/projekti/lapa/2"))
    assert len(found) == 64
    assert in_this_order(["Adatu fabrika", "Ābeļdārzs skolā", "Cirvja ceļš", "Čiekurs"], found)
    assert in_this_order(found, [row[1] for row in data(site)["projects"]])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("lv/organizacijas", ["Adatu novads", "Ābeļu novads", "Cirvju novads", "Čiekuru novads"]),
        ("lv/vietas", ["Ābeļi", "Čornaja", "Cesvaine"]),
        ("lv/temas", ["Āboli", "Cirvji", "Čiekuri", "Tēma 0", "Tēma 2", "Tēma 10"]),
    ],
)
def test_organisations_places_and_topics_stand_in_latvian_order(site: Path, path: str, expected: list[str]) -> None:
    html = read(site, path)
    found = [re.sub(r" \(?\d+\)?$", "", name) if "vietas" in path else name for _, name in links(part(html, "main"))]
    assert in_this_order(expected, found)


# --- Filters as links


@pytest.mark.parametrize(
    ("path", "heading", "count"),
    [
        ("lv/projekti/vieta/latgale", "Projekti: Latgale", 2),
        ("lv/projekti/statuss/apturets", "Projekti: Apturēts", 1),
        ("lv/projekti/fonds/esf", "Projekti: Eiropas Sociālais fonds", 4),
        ("lv/projekti/periods/2007-2013", "Projekti: 2007–2013", 4),
        ("lv/projekti/tema/apples", "Projekti: Āboli", 2),
        ("en/projects/topic/cones", "Projects: Čiekuri in Latvian", 1),
    ],
)
def test_a_narrowed_list_says_what_it_is_of_and_leads_to_all_projects(
    site: Path, path: str, heading: str, count: int
) -> None:
    html = read(site, path)
    assert heading == words(part(html, "h1"))
    assert html.count('<li class="card') - html.count("<template>") == count
    name = heading.partition(": ")[2].removesuffix(" in Latvian")
    assert words(part(html, "title")).startswith(heading.partition(": ")[0] + ": " + name)
    assert words(part(html, "nav", "crumbs")).endswith(name)
    chosen = re.search(r'<a href="[^"]*" aria-current="true">(.*?)</a>', part(html, "nav", "facets"), re.DOTALL)
    assert chosen is not None
    assert words(chosen[1]) == f"{name} {count}"
    home = "../../../../" + "/".join(path.split("/")[:2]) + "/"
    assert home in [href for href, _ in links(part(html, "main").partition('class="listing"')[0])]


def test_a_filter_of_many_choices_is_folded_unless_one_of_them_is_chosen(site: Path) -> None:
    folded = re.findall(r'<details class="facet"( open)?>\s*<summary>(\w+)', read(site, "lv/projekti"))
    assert folded == [("", "Tēma"), ("", "Gads")]
    folded = re.findall(r'<details class="facet"( open)?>\s*<summary>(\w+)', read(site, "lv/projekti/gads/2018"))
    assert folded == [("", "Tēma"), (" open", "Gads")]


def test_the_filter_of_places_has_regions_and_leads_to_all_places(site: Path) -> None:
    found = dict(links(part(read(site, "lv/projekti"), "nav", "facets")))
    assert found["../../lv/projekti/vieta/latgale/"] == "Latgale 2"
    assert "../../lv/vietas/" in found
    assert not any("cornaja" in href for href in found)


# --- Pages


@pytest.mark.parametrize(
    ("number", "count", "expected"),
    [
        (1, 1, [1]),
        (2, 3, [1, 2, 3]),
        (3, 5, [1, 2, 3, 4, 5]),
        (1, 20, [1, 2, 0, 20]),
        (4, 20, [1, 2, 3, 4, 5, 0, 20]),
        (5, 20, [1, 0, 4, 5, 6, 0, 20]),
        (17, 20, [1, 0, 16, 17, 18, 19, 20]),
        (20, 20, [1, 0, 19, 20]),
    ],
)
def test_the_first_the_last_and_the_near_pages_are_led_to(number: int, count: int, expected: list[int]) -> None:
    assert expected == shown_pages(number, count)


def test_a_further_page_is_called_by_its_number_and_leads_back(site: Path) -> None:
    first, second = read(site, "lv/projekti"), read(site, "lv/projekti/lapa/2")
    assert words(part(first, "title")) != words(part(second, "title"))
    assert "2" in words(part(second, "title"))
    assert ("../../../../lv/projekti/", "Projekti") in links(part(second, "nav", "crumbs"))
    pager = part(second, "nav", "pager")
    assert re.search(r'<a href="\.\./\.\./\.\./\.\./lv/projekti/" rel="prev">', pager)
    assert 'rel="next"' not in pager
    current = re.findall(r'<a href="([^"]*)"[^>]* aria-current="page">(\d+)</a>', pager)
    assert current == [("../../../../lv/projekti/lapa/2/", "2")]
    assert 'rel="next"' in part(first, "nav", "pager")


def test_every_page_of_lists_has_a_title_of_its_own(site: Path) -> None:
    for section in ("projekti", "aktualitates", "temas", "vietas", "organizacijas"):
        pages = [path for path in (site / "lv" / section).rglob("index.html") if "zina-" not in str(path)]
        names = [words(part(path.read_text(encoding="utf-8"), "title")) for path in pages]
        assert len(names) == len(set(names)), section


# --- Topics and news


def test_a_topic_shows_twelve_projects_and_leads_to_all_of_them(site: Path) -> None:
    tag, total = max(
        ((tag, sum(tag in row[11] for row in data(site)["projects"])) for tag in (f"tag-{n}" for n in range(12))),
        key=lambda found: found[1],
    )
    html = read(site, f"lv/temas/{tag}")
    assert total > 12
    assert html.count('<li class="card') == 12
    onward = links(part(html, "p", "onward"))
    assert [href for href, _ in onward] == [f"../../../lv/projekti/tema/{tag}/"]
    assert str(total) in onward[0][1]
    assert "#news" in [href for href, _ in links(part(html, "p", "lead"))]
    assert '<section id="news">' in html


def test_the_list_of_news_leads_to_the_news_of_topics(site: Path) -> None:
    html = read(site, "lv/aktualitates")
    found = [href for href, _ in links(part(html[html.index("<main") :], "details"))]
    assert len(found) > 8
    for href in found:
        path, _, anchor = href.removeprefix("../../").partition("#")
        assert f'id="{anchor}"' in read(site, path)


# --- list.json


def test_a_row_holds_what_a_card_shows(site: Path) -> None:
    found = {row[0]: row for row in data(site, "en/projects")["projects"]}
    assert found["cirvis"] == [
        "cirvis",
        ["Cirvja ceļš", "lv"],
        "9.9.9.9/15/X/002",
        "terminated",
        ["esf"],
        "EUR\u00a00.01",
        ["2016-05-01", "1 May 2016"],
        None,
        "Cones Municipality",
        "2007-2013",
        ["cesvaine", "vidzeme"],
        ["cones"],
    ]
    assert found["abele"][3:8] == [None, ["esf"], None, None, None]
    assert found["ciekurs"][6:9] == [None, ["2031-03-31", "31 March 2031"], ["Adatu novads", "lv"]]


def test_the_file_says_how_to_count_and_what_keys_mean(site: Path) -> None:
    assert data(site)["counts"] == {"zero": "# projektu", "one": "# projekts", "other": "# projekti"}
    found = data(site, "en/projects")
    assert (found["schema"], found["language"]) == (1, "en")
    assert found["counts"] == {"other": "# projects", "one": "# project"}
    assert found["languages"] == {"lv": "in Latvian"}
    assert found["funds"]["esf"] == "European Social Fund"


def test_the_file_tells_the_other_orders(site: Path) -> None:
    found = data(site)
    rows, orders = found["projects"], found["orders"]
    dearest = [rows[number] for number in orders["total"]]
    latest = [rows[number] for number in orders["start"]]
    assert sorted(orders["total"]) == sorted(orders["start"]) == list(range(64))
    assert (dearest[0][0], dearest[-3][0]) == ("adata", "cirvis")
    assert [row[5] for row in dearest[-2:]] == [None, None]
    starts = [row[6][0] for row in latest if row[6]]
    assert starts == sorted(starts, reverse=True)
    assert [row[6] for row in latest[len(starts) :]] == [None, None]


# --- At once, in Chromium


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site on a server of its own, below a path."""
    (site.parent / "served").mkdir()
    (site.parent / "served" / "below").symlink_to(site)
    strict = POLICY.replace(" 'wasm-unsafe-eval'", "").replace("form-action 'self'", "form-action 'none'")
    with served(site.parent / "served", policy={"": strict}) as address:
        yield f"{address}below/"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page; the browser must have nothing to complain of, and nothing may be asked of other places."""
    with tab(browser, 1280, 900) as page:
        heard = listen(page, address)
        yield page
        assert heard == Heard()


CARDS = """(list) => [...list.querySelectorAll('.card')].map((card) =>
  card.outerHTML.replace(/\\s+/g, ' ').replace(/> | </g, (edge) => edge.trim()))"""


def found(page: Page) -> list[str]:
    """The cards that the form has found, as HTML."""
    result: list[str] = page.locator("#matches").evaluate(CARDS)
    return result


def linked(page: Page) -> list[str]:
    """The cards of a static list, as HTML."""
    result: list[str] = page.locator("#listed").evaluate(CARDS)
    return result


def slugs(page: Page) -> list[str]:
    found: list[str] = page.locator("#matches .card h3 a").evaluate_all(
        "(all) => all.map((one) => one.href.split('/').at(-2))"
    )
    return found


def field(page: Page, name: str) -> Locator:
    return page.locator(f"#filter [name={name}]")


def told(page: Page, text: str) -> None:
    """What a screen reader is told comes after a pause."""
    expect(page.get_by_role("status")).to_have_text(text)


def shown(page: Page, expected: list[str]) -> None:
    expect(page.locator("#matches .card")).to_have_count(min(50, len(expected)))
    assert expected[:50] == slugs(page)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "value", "path"),
    [
        ("status", "running", "lv/projekti/statuss/istenosana/"),
        ("fund", "esf", "lv/projekti/fonds/esf/"),
        ("period", "2007-2013", "lv/projekti/periods/2007-2013/"),
        ("place", "latgale", "lv/projekti/vieta/latgale/"),
        ("topic", "tag-1", "lv/projekti/tema/tag-1/"),
        ("year", "2018", "lv/projekti/gads/2018/"),
    ],
)
def test_a_filter_finds_what_its_static_list_shows(page: Page, address: str, name: str, value: str, path: str) -> None:
    page.goto(address + path)
    expected = [card.replace('href="../../../../', 'href="../../') for card in linked(page)]
    page.goto(f"{address}lv/projekti/")
    field(page, name).select_option(value)
    expect(page.locator("#matches .card")).to_have_count(len(expected))
    assert expected == found(page)
    expect(page.locator("#listed")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("home", ["lv/projekti/", "en/projects/"])
def test_the_cards_of_the_script_are_those_of_the_pages(page: Page, address: str, home: str) -> None:
    page.goto(address + home)
    expected = linked(page)
    page.locator(".pager li a").last.click()
    expected = [card.replace('href="../../../../', 'href="../../') for card in [*expected, *linked(page)]]
    page.goto(f"{address}{home}?sort=start")
    page.locator("#matches button").click()
    expect(page.locator("#matches .card")).to_have_count(64)
    assert sorted(expected) == sorted(found(page))


@pytest.mark.browser
def test_filters_are_combined(page: Page, address: str, site: Path) -> None:
    page.goto(f"{address}lv/projekti/")
    field(page, "status").select_option("completed")
    field(page, "year").select_option("2019")
    field(page, "q").fill("nodroš")
    rows = data(site)["projects"]
    expected = [
        row[0]
        for row in rows
        if row[3] == "completed"
        and row[6][0] <= "2019-12-31"
        and row[7][0] >= "2019-01-01"
        and "nodroš" in row[1].casefold()
    ]
    assert 1 < len(expected) < 10
    shown(page, expected)
    told(page, f"{len(expected)} projekti")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abeldarzs", ["abele"]),
        ("  ĀBEĻD   skol", ["abele"]),
        ("A\u0304bel\u0327da\u0304rzs", ["abele"]),
        ("9.9.9.9/15/x/002", ["cirvis"]),
        ("ciekuru novads", ["cirvis"]),
        ("čiekur", ["cirvis", "ciekurs"]),
        ("nekā tāda nav", []),
    ],
)
def test_words_are_found_whatever_their_case_and_marks(
    page: Page, address: str, text: str, expected: list[str]
) -> None:
    page.goto(f"{address}lv/projekti/")
    field(page, "q").fill(text)
    shown(page, expected)
    expect(page.locator("#matches .empty")).to_be_visible(visible=not expected)


@pytest.mark.browser
@pytest.mark.parametrize("order", ["total", "start"])
def test_the_order_can_be_changed(page: Page, address: str, site: Path, order: str) -> None:
    page.goto(f"{address}lv/projekti/")
    field(page, "sort").select_option(order)
    whole = data(site)
    expected = [whole["projects"][number][0] for number in whole["orders"][order]]
    assert expected != [row[0] for row in whole["projects"]]
    told(page, "64 projekti")
    assert slugs(page) == expected[:50]


@pytest.mark.browser
def test_fifty_are_shown_at_a_time_and_the_next_are_gone_to(page: Page, address: str) -> None:
    page.goto(f"{address}lv/projekti/?sort=total")
    more = page.locator("#matches button")
    expect(page.locator("#matches .card")).to_have_count(50)
    more.press("Enter")
    expect(page.locator("#matches .card")).to_have_count(64)
    expect(page.locator("#matches .card").nth(50).locator("a")).to_be_focused()
    expect(more).to_be_hidden()


@pytest.mark.browser
def test_the_number_is_told_in_the_language_of_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}lv/projekti/")
    region = page.get_by_role("status")
    assert region.text_content() == ""
    for text, expected in (("cirvja", "1 projekts"), ("čiekur", "2 projekti"), ("nav tāda", "0 projektu")):
        field(page, "q").fill(text)
        told(page, expected)
    page.goto(f"{address}en/projects/?fund=cf")
    told(page, "1 project")


@pytest.mark.browser
def test_the_address_keeps_the_filters_and_is_honoured(page: Page, address: str) -> None:
    page.goto(f"{address}lv/projekti/?from=letter#content")
    field(page, "status").select_option("suspended")
    page.wait_for_url(f"{address}lv/projekti/?from=letter&status=suspended#content")
    field(page, "q").fill("adatu")
    page.wait_for_url(f"{address}lv/projekti/?from=letter&q=adatu&status=suspended#content")
    page.reload()
    shown(page, ["adata"])
    assert [field(page, name).input_value() for name in ("status", "q")] == ["suspended", "adatu"]
    field(page, "status").select_option("")
    field(page, "q").fill("")
    page.wait_for_url(f"{address}lv/projekti/?from=letter#content")
    expect(page.locator("#listed")).to_be_visible()


@pytest.mark.browser
def test_an_address_that_asks_for_nothing_known_shows_the_list(page: Page, address: str) -> None:
    page.goto(f"{address}lv/projekti/?status=lost&sort=%22&year=")
    expect(page.locator("#listed")).to_be_visible()
    assert [field(page, name).input_value() for name in ("status", "sort", "year")] == ["", "", ""]


@pytest.mark.browser
def test_going_back_and_forward_finds_the_filters_as_they_were(page: Page, address: str) -> None:
    page.goto(f"{address}lv/projekti/")
    field(page, "place").select_option("cesvaine")
    page.wait_for_url("**/?place=cesvaine")
    page.locator("#matches .card h3 a").first.click()
    page.wait_for_url("**/adata/")
    page.go_back()
    shown(page, ["adata", "cirvis"])
    assert field(page, "place").input_value() == "cesvaine"
    page.locator(".skip").press("Enter")
    page.wait_for_url("**/?place=cesvaine#content")
    field(page, "q").fill("cirv")
    page.wait_for_url("**/?q=cirv&place=cesvaine#content")
    page.go_back()
    shown(page, ["adata", "cirvis"])
    page.go_forward()
    shown(page, ["cirvis"])


@pytest.mark.browser
def test_a_narrowed_list_can_be_left_by_its_own_filter(page: Page, address: str) -> None:
    page.goto(f"{address}en/projects/place/latgale/")
    title = page.title()
    assert field(page, "place").input_value() == "latgale"
    field(page, "status").select_option("planned")
    shown(page, ["ciekurs"])
    assert page.get_by_role("heading", level=1).inner_text() == "Projects: Latgale"
    field(page, "place").select_option("vidzeme")
    field(page, "status").select_option("suspended")
    shown(page, ["adata"])
    page.wait_for_url("**/latgale/?status=suspended&place=vidzeme")
    assert page.get_by_role("heading", level=1).inner_text() == "Projects"
    assert "Latgale" not in page.title()
    assert [crumb.inner_text() for crumb in page.locator(".crumbs li:visible").all()] == ["Home", "Projects"]
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.locator("#listed")).to_be_visible()
    assert (title, "latgale") == (page.title(), field(page, "place").input_value())
    expect(field(page, "q")).to_be_focused()
    field(page, "place").select_option("")
    shown(page, [row[0] for row in data_of(page)])


def data_of(page: Page) -> list[list[Any]]:
    rows: list[list[Any]] = page.evaluate(
        "() => fetch(document.getElementById('filter').dataset.list).then((answer) => answer.json())"
        ".then((list) => list.projects)"
    )
    return rows


@pytest.mark.browser
def test_reading_costs_no_request_and_filtering_one(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}lv/projekti/lapa/2/")
    page.mouse.wheel(0, 2000)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if url.endswith(".json")] == []
    field(page, "q").fill("skola")
    field(page, "status").select_option("running")
    expect(page.locator("#matches .card").first).to_be_visible()
    assert [url for url in asked if url.endswith(".json")] == [f"{address}lv/projekti/list.json"]


PLACES = """async (names) => {
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => 0)));
  return [...document.querySelectorAll(names)].map((one) => {
    const { left, top, width } = one.getBoundingClientRect();
    return [one.tagName, left, top, width];
  });
}"""


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 900), (360, 640)])
@pytest.mark.parametrize(("query", "count"), [("", ""), ("?status=planned", "1 projekts")])
def test_nothing_moves_when_the_script_comes(
    browser: Browser, address: str, size: tuple[int, int], query: str, count: str
) -> None:
    # With filters in the address other cards come in the place of the list; all else stays.
    names = f"h1, .lead, .told, .filter, .filter :is(label, input, select, summary){'' if query else ', #listed .card'}"
    with tab(browser, *size) as page:
        held: list[Route] = []
        page.route("**/filters*.js", lambda route: held.append(route))
        page.goto(f"{address}lv/projekti/{query}", wait_until="commit")
        page.locator("footer").wait_for()
        before = page.evaluate(PLACES, names)
        held[0].continue_()
        page.wait_for_load_state()
        told(page, count)
        assert before == page.evaluate(PLACES, names)


@pytest.mark.browser
def test_without_script_there_are_links_and_no_form(browser: Browser, address: str) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{address}lv/projekti/?status=running")
        expect(page.locator("#filter")).to_be_hidden()
        expect(page.get_by_role("button")).to_have_count(0)
        expect(page.locator("#listed .card")).to_have_count(50)
        page.locator(".facets").get_by_role("link", name="Latgale").click()
        expect(page.locator("#listed .card")).to_have_count(2)


@pytest.mark.browser
def test_without_the_file_the_links_come_back_with_a_sentence(browser: Browser, address: str) -> None:
    with tab(browser) as page:
        page.route("**/list.json", lambda route: route.fulfill(status=404, body="no"))
        page.goto(f"{address}en/projects/")
        expect(page.locator(".facets")).to_be_hidden()
        field(page, "q").focus()
        told(page, "The filters could not be loaded; the links narrow the list by one filter at a time.")
        expect(page.get_by_role("status")).to_be_focused()
        expect(page.locator("#filter")).to_be_hidden()
        expect(page.locator(".facets")).to_be_visible()
        expect(page.locator("#listed .card")).to_have_count(50)
        page.goto(f"{address}en/projects/?fund=cf")
        expect(page.locator(".facets")).to_be_visible()
        expect(page.locator("#listed .card")).to_have_count(50)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_the_form_is_worked_by_keyboard_alone(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}en/projects/")
    page.locator(".lead").evaluate("(lead) => { lead.tabIndex = -1; lead.focus(); }")
    page.keyboard.press("Tab")
    expect(field(page, "q")).to_be_focused()
    page.keyboard.type("axe")
    told(page, "1 project")
    page.keyboard.press("Enter")
    assert slugs(page) == ["abele"]
    page.keyboard.press("Tab")
    if width == 360:
        expect(field(page, "status")).to_be_hidden()
        assert page.locator("#filter summary").inner_text().strip() == "More filters and order"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    for name in ("status", "fund", "period", "place", "topic", "year", "sort"):
        expect(field(page, name)).to_be_focused()
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Clear the filters")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field(page, "q")).to_be_focused()
    assert field(page, "q").input_value() == ""


@pytest.mark.browser
def test_the_form_fits_every_width_and_its_controls_are_large_enough(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{address}lv/projekti/?topic=axes&sort=total")
    expect(page.locator("#matches .card")).to_have_count(2)
    page.locator("#filter summary").click()
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for control in page.locator("#filter :is(input, select), .told button").all():
            box = control.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24
        labels = page.locator("#filter label").all()
        assert [label.is_visible() for label in labels] == [True] * 8


@pytest.mark.browser
def test_folded_filters_tell_how_many_are_set(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{address}lv/projekti/?topic=axes&sort=total&q=cirv")
    expect(field(page, "topic")).to_be_hidden()
    expect(page.locator("#filter summary .count")).to_have_text("2")
    page.get_by_role("button").last.click()
    expect(page.locator("#filter summary .count")).to_be_hidden()


@pytest.mark.browser
def test_what_was_found_is_printed_without_the_form(page: Page, address: str) -> None:
    page.goto(f"{address}lv/projekti/?topic=apples")
    expect(page.locator("#matches .card")).to_have_count(2)
    page.emulate_media(media="print")
    expect(page.locator("#filter")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator("#matches .card")).to_have_count(2)
    expect(page.locator("#matches .card").first).to_be_visible()
    assert 'href="http' not in "".join(found(page)), "a full address would be printed beside it"
    page.emulate_media(media="screen")
