"""The search: its index, its page in Chromium under the policy of docs/search.md, and how well it knows Latvian."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sitegen import indexing
from sitegen.artifacts import Artifact
from sitegen.l10n.terms import segments_of
from sitegen.languages import EN, LV
from sitegen.pipeline import Settings, build, words_of
from sitegen.search import index_pages, search_program
from sitegen.settings import SearchFailedError
from tests.conftest import DAY, ROOT
from tests.quality.browsing import Heard, listen, tab
from tests.quality.serving import served as serving
from tests.test_cli import run

DOCS = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'"
SEARCH_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
# The site lies below the server's root, as institutions often have it.
WAY = "iestade/projekti/"
PROJECT = """\
number: {number}/I/001
title: {{lv: {lv}, en: {en}}}
summary: {{lv: Kopsavilkums par {lv}., en: A summary of {en}.}}
programme: growth
fund: {fund}
status: {status}
dates: {{start: {start}-01-01, end: {end}-12-31}}
beneficiary: region
"""
NEWS = "---\ntitle: {title}\n---\n\n{body}\n"
FOLDS = ("Kraslava", "Krāslavas")


@dataclass(frozen=True, slots=True)
class Row:
    """Words that are to find each other, and words that none of them is to find."""

    words: tuple[str, ...]
    others: tuple[str, ...]


def rows() -> list[Row]:
    """The table of docs/search.md."""
    cells = [line.strip("|").split("|") for line in DOCS.split("\n## How well")[1].split("\n") if line.startswith("|")]
    found = [Row(tuple(cell[1].split()), tuple(cell[2].split())) for cell in cells if len(cell) == 3]
    return found[2:]


def unseen() -> list[Row]:
    """The words below the table."""
    lines = DOCS.split("\n## Words that it had not seen")[1].split("\n")
    return [Row(tuple(line.split()[1:]), ()) for line in lines if line.startswith("* ")]


ROWS = rows()
WORDS = list(dict.fromkeys([*(word for row in ROWS for word in (*row.words, *row.others)), *FOLDS]))


def folded(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def lay(folder: Path) -> Path:
    """A site with three projects, a news item for every word of the table, and some in English."""
    content = folder / "content"
    shutil.copytree(ROOT / "tests" / "diagnostics" / "base" / "content", content)
    site = content / "site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("example.lv/", f"example.lv/{WAY}"), encoding="utf-8")
    (content / "projects" / "a.yaml").unlink()
    for name, *facts in (
        ("parks", "Parka atjaunošana", "Renewal of a park", "esf", "completed", 2016, 2018),
        ("kino", "Kinoteātra logi", "Windows of a cinema", "erdf", "terminated", 2018, 2019),
        ("sols", "Parka soli", "Benches of a park", "erdf", "completed", 2019, 2020),
    ):
        keys = ("lv", "en", "fund", "status", "start", "end")
        text = PROJECT.format(number=name, **dict(zip(keys, facts, strict=True)))
        (content / "projects" / f"{name}.yaml").write_text(text, encoding="utf-8")
    latvian = content / "projects" / "upe.yaml"
    text = PROJECT.format(number="upe", lv="Ūdensrozes", en="?", fund="esf", status="completed", start=2015, end=2015)
    latvian.write_text(re.sub(r", en: [^}]+", "", text), encoding="utf-8")
    news = content / "news"
    news.mkdir()
    for number, word in enumerate(WORDS):
        text = NEWS.format(title=f"Ieraksts {number}", body=word)
        (news / f"2025-01-01-w{number}.lv.md").write_text(text, encoding="utf-8")
    for number, body in enumerate(("Bridges and roads", "Insulated walls", "A cathedral", "The insulation of a house")):
        text = NEWS.format(title=f"Item {number}", body=body)
        (news / f"2024-01-01-e{number}.en.md").write_text(text, encoding="utf-8")
        text = NEWS.format(title=f"Raksts {number}", body="Angliski.")
        (news / f"2024-01-01-e{number}.lv.md").write_text(text, encoding="utf-8")
    for number in range(24):
        text = NEWS.format(title=f"Plosts {number}", body=f"Brauciens ar plostu <{number}> & ūdenskritums.")
        (news / f"2023-01-01-p{number}.lv.md").write_text(text.replace("<", "&lt;"), encoding="utf-8")
    return content


@dataclass(frozen=True, slots=True)
class Served:
    """The built site: its folder, the address that it is served at, and the addresses of its search pages."""

    public: Path
    address: str
    lv: str
    en: str
    settings: Settings


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site of this file, built with an index and served below a server's root."""
    folder = tmp_path_factory.mktemp("search")
    settings = Settings(content=lay(folder), output=folder / "web" / WAY, day=DAY, jobs=2, has_search=True)
    outcome = build(settings)
    assert [found.code for found in outcome.diagnostics if outcome.has_errors] == []
    words = words_of(settings, (LV, EN))
    lv, en = (segments_of(code, words[code].catalogue).search for code in (LV, EN))
    policy = {"": POLICY, WAY + lv: SEARCH_POLICY, WAY + en: SEARCH_POLICY}
    with serving(folder / "web", policy=policy) as address:
        yield Served(settings.output, address + WAY, lv, en, settings)


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    """A reader who was never here, on a phone."""
    with tab(browser, 360, 640) as page:
        yield page


@pytest.fixture
def page(blank: Page, served: Served) -> Page:
    """The Latvian search page."""
    blank.goto(served.address + served.lv)
    return blank


def wait(page: Page) -> str:
    """What the page says when the search under way has ended."""
    page.wait_for_function(
        "() => { const said = document.querySelector('[role=status]').textContent;"
        " return said && said !== document.getElementById('search').dataset.busy }"
    )
    return page.locator("[role=status]").inner_text()


def hush(page: Page) -> None:
    page.evaluate("document.querySelector('[role=status]').textContent = ''")


def ask(page: Page, query: str) -> str:
    """Type a query and press Enter; what is said of it."""
    page.locator("#search-q").fill(query)
    hush(page)
    page.keyboard.press("Enter")
    return wait(page)


def titles(page: Page) -> list[str]:
    return page.locator(".found a").all_inner_texts()


def choose(page: Page, name: str, text: str) -> str:
    hush(page)
    page.locator(f"select[name={name}]").select_option(value=text)
    return wait(page)


# How well Latvian is known


@dataclass(slots=True)
class Measure:
    """How many words were asked for, of how many pairs how many were found, and how many look-alikes."""

    queries: int = 0
    pairs: int = 0
    found: int = 0
    alike: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def count(self, row: Row, query: str, found: set[str]) -> None:
        """Note what a query of a row found of its other words; whatever is not of the row is wrong."""
        others = set(row.words) - {query}
        self.queries += 1
        self.pairs += len(others)
        self.found += len(found & others)
        self.alike += len(row.others)
        self.wrong += [(query, word) for word in sorted(found - set(row.words))]

    def told(self, name: str) -> str:
        """The line in docs/search.md."""
        recall, wrong = f"{self.found / self.pairs:.1%}".replace("%", " %"), f"{len(self.wrong)} of {self.alike}"
        return f"| {name} | {self.queries} | {self.pairs} | {self.found} | {recall} | {wrong} |"


def found_words(page: Page, query: str) -> set[str]:
    """The words of the table whose news are found."""
    ask(page, query)
    while page.locator("#search section button").is_visible():
        shown = len(titles(page))
        page.locator("#search section button").click()
        page.wait_for_function("(shown) => document.querySelectorAll('.found li').length > shown", arg=shown)
    return {WORDS[int(title.removeprefix("Ieraksts "))] for title in titles(page) if title.startswith("Ieraksts ")}


@pytest.mark.browser
def test_the_forms_of_a_word_typed_into_the_page_find_each_other_and_no_look_alike(page: Page) -> None:
    written, plain = Measure(), Measure()
    for row in ROWS:
        for query in (row.words[0], row.words[-1]):
            written.count(row, query, found_words(page, query))
        if folded(row.words[0]) != row.words[0]:
            plain.count(row, folded(row.words[0]), found_words(page, folded(row.words[0])))
    assert written.found / written.pairs >= 0.95
    assert plain.found / plain.pairs >= 0.95
    assert written.wrong == []
    assert plain.wrong == [("mate", "matu")]
    assert written.told("typed into the page") in DOCS
    assert plain.told("typed into the page, folded") in DOCS


@pytest.mark.browser
@pytest.mark.parametrize(
    ("table", "name"),
    [
        (ROWS, "every word of the table, by the script alone"),
        (unseen(), "words that it had not seen, by the script alone"),
    ],
    ids=["table", "unseen"],
)
def test_the_script_knows_the_forms_of_words(page: Page, table: list[Row], name: str) -> None:
    address = page.locator("#search").get_attribute("data-endings")
    words = [word.lower() for row in table for word in row.words]
    known: list[list[str]] = page.evaluate(
        "async ([address, words]) => { const { forms } = await import(new URL(address, location.href).href);"
        " return words.map((word) => [...forms(word)]) }",
        [address, words],
    )
    forms = dict(zip(words, map(set, known), strict=True))
    documents = [word for row in table for word in (*row.words, *row.others)]
    measure = Measure()
    for row in table:
        for query in row.words:
            measure.count(row, query, {word for word in documents if word.lower() in forms[query.lower()]})
    assert measure.wrong == []
    assert measure.found / measure.pairs >= 0.95
    assert measure.told(name) in DOCS


def test_the_table_is_large_enough() -> None:
    assert sum(len(row.words) * len(row.words) for row in ROWS) >= 60
    assert sum(len(row.others) for row in ROWS) >= 20
    assert len({word for row in ROWS for word in row.words}) == sum(len(row.words) for row in ROWS)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Krāslava", set(FOLDS)),
        ("Kraslava", set(FOLDS)),
        ("krāslavas", set(FOLDS[1:])),
        ("SKOLĀM", set(ROWS[34].words)),
        ("akmeņogl", {"akmeņogles"}),
        ("zzzzzz", set()),
        ("ce", set()),
    ],
)
def test_words_are_found_without_diacritics_in_capitals_and_by_their_beginning(
    page: Page, query: str, found: set[str]
) -> None:
    assert found_words(page, query) == found


@pytest.mark.browser
def test_english_endings_are_known_too(blank: Page, served: Served) -> None:
    page = blank
    page.goto(served.address + served.en)
    for query, found in (
        ("bridge", ["Item 0"]),
        ("ROAD", ["Item 0"]),
        ("insulate", ["Item 1", "Item 3"]),
        ("cathedr", ["Item 2"]),
        ("zebra", []),
        ('"insulation of a house"', ["Item 3"]),
        ('"house of insulation"', []),
    ):
        ask(page, query)
        assert sorted(titles(page)) == found, query


# The page


@pytest.mark.browser
def test_nothing_leaves_the_site_and_the_policy_is_kept(blank: Page, served: Served) -> None:
    page = blank
    heard = listen(page, served.address)
    page.goto(served.address + served.lv)
    ask(page, "parks")
    assert titles(page)[0].startswith("Parka")
    assert heard == Heard()
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.browser
def test_a_result_has_its_title_facts_and_the_words_around_what_was_found(page: Page, served: Served) -> None:
    assert "2" in ask(page, "parkam")
    assert sorted(titles(page)) == ["Parka atjaunošana", "Parka soli"]
    first = page.locator(".found li").filter(has_text="Parka soli")
    assert "2019–2020" in first.locator("p").first.inner_text()
    assert {"Parka", "parka"} >= set(first.locator("mark").all_inner_texts())
    first.locator("a").click()
    assert page.url == f"{served.address}{page.url.removeprefix(served.address)}"
    assert page.locator("h1").inner_text() == "Parka soli"


@pytest.mark.browser
def test_a_title_in_another_language_says_so(blank: Page, served: Served) -> None:
    page = blank
    page.goto(served.address + served.en)
    ask(page, "ūdensrozes")
    assert page.locator(".found a").first.get_attribute("lang") == "lv"


@pytest.mark.browser
def test_what_has_the_word_in_its_title_comes_first(page: Page) -> None:
    ask(page, "kinoteātris")
    assert titles(page)[0] == "Kinoteātra logi"


@pytest.mark.browser
def test_text_of_a_page_is_never_read_as_html(page: Page) -> None:
    ask(page, "ūdenskritumi")
    excerpt = page.locator(".excerpt").first
    assert "plostu <" in excerpt.inner_text()
    assert excerpt.evaluate("e => [...e.children].map(one => one.localName)") == ["mark"]


@pytest.mark.browser
def test_all_words_count_and_where_no_page_has_all_it_is_said(page: Page) -> None:
    ask(page, "parka soliņi soli")
    assert titles(page) == ["Parka soli"]
    partial = page.locator("#search").get_attribute("data-partial") or "?"
    assert partial in page.locator("[role=status]").inner_text()
    ask(page, "parka soli")
    assert titles(page) == ["Parka soli"]
    assert "·" not in page.locator("[role=status]").inner_text()


@pytest.mark.browser
def test_results_are_narrowed_counted_and_kept_in_the_address(page: Page, served: Served) -> None:
    ask(page, "parka")
    statuses = page.locator("select[name=fund]").locator("option").all_inner_texts()
    assert [one.rpartition(" ")[2] for one in statuses[1:]] == ["(1)", "(1)"]
    choose(page, "year", "2019")
    assert titles(page) == ["Parka soli"]
    assert page.url == f"{served.address}{served.lv}?q=parka&year=2019"
    choose(page, "year", "2017")
    assert titles(page) == ["Parka atjaunošana"]
    choose(page, "status", page.locator("select[name=status] option").nth(2).get_attribute("value") or "")
    assert titles(page) == []


@pytest.mark.browser
def test_the_way_back_from_a_result_leads_to_the_same_results(page: Page, served: Served) -> None:
    ask(page, "plosti")
    page.locator("#search section button").click()
    page.wait_for_function("() => document.querySelectorAll('.found li').length === 20")
    with page.expect_navigation():
        page.locator(".found a").last.click()
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('.found li').length === 20")
    assert page.locator("#search-q").input_value() == "plosti"
    page.goto(f"{served.address}{served.lv}?q=parka&year=2019&fund=nonsense")
    wait(page)
    assert titles(page) == ["Parka soli"]


@pytest.mark.browser
def test_results_come_by_ten_and_more_lead_the_focus_to_the_first_of_them(page: Page) -> None:
    assert ask(page, "plosts").startswith("24 ")
    more = page.locator("#search section button")
    assert page.evaluate("document.activeElement.id") == "search-q"
    assert len(titles(page)) == 10
    more.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('.found li').length === 20")
    assert page.locator(":focus").inner_text() == titles(page)[10]
    more.dblclick()
    page.wait_for_function("() => document.querySelectorAll('.found li').length === 24")
    assert len(set(titles(page))) == 24
    assert not more.is_visible()


@pytest.mark.browser
def test_the_number_of_results_is_told_in_its_plural_form(page: Page, served: Served) -> None:
    catalogue = words_of(served.settings, (LV,))[LV].catalogue
    for query, count in (("plosts", 24), ("kinoteātris", 1), ("parks", 2)):
        said = catalogue.ngettext("{count} result", "{count} results", count).replace("{count}", str(count))
        assert ask(page, query) == said
    forms = page.locator("#search").evaluate("e => [e.dataset.zero, e.dataset.one, e.dataset.other]")
    numbers = (10, 1, 2)
    assert forms == [catalogue.ngettext("{count} result", "{count} results", number) for number in numbers]


@pytest.mark.browser
def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.locator("#search-q").focus()
    page.keyboard.type("parks")
    page.keyboard.press("Enter")
    wait(page)
    ways = []
    for _ in range(7):
        page.keyboard.press("Tab")
        ways.append(page.evaluate("document.activeElement.name || document.activeElement.localName"))
    assert ways == ["button", "type", "fund", "status", "year", "a", "a"]
    page.locator("#search-q").focus()
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.querySelector('#search section').hidden")
    assert page.locator("#search-q").input_value() == ""
    assert page.evaluate("document.activeElement.id") == "search-q"
    assert "?" not in page.url


@pytest.mark.browser
def test_everything_has_a_role_and_a_name(page: Page) -> None:
    ask(page, "parks")
    catalogue = {"search": 1, "status": 1, "searchbox": 1, "combobox": 4, "list": 1}
    for role, least in catalogue.items():
        found = page.locator("main").get_by_role(role)  # type: ignore[arg-type]  # Playwright lists roles by name
        assert found.count() >= least, role
    for control in page.locator("main").get_by_role("combobox").all():
        assert control.evaluate("e => e.labels[0].textContent.trim()")
    assert page.locator("main h2").count() == 1
    assert page.locator("main fieldset legend").inner_text()
    assert page.locator("[role=status]").evaluate("e => e.closest('[aria-live], [role=status]') === e")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_320_px_and_its_targets_are_large_enough(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 320, "height": 640})
    ask(page, "deinstitucionalizācija parks plosts")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    for box in page.locator("#search :is(button, input, select):visible").all():
        size = box.bounding_box()
        assert size is not None
        assert min(size["width"], size["height"]) >= 24


@pytest.mark.browser
def test_the_header_leads_to_the_search_page_where_there_is_script(browser: Browser, served: Served) -> None:
    for is_on in (True, False):
        with tab(browser, **({} if is_on else {"java_script_enabled": False})) as page:
            page.goto(f"{served.address}lv/")
            assert page.locator("header .search-link").is_visible() is is_on
            page.goto(served.address + served.lv)
            assert page.locator("#search form").is_visible() is is_on
            assert page.locator("main .plain a").first.is_visible() is not is_on


@pytest.mark.browser
def test_where_the_search_cannot_start_the_page_leads_to_the_lists(blank: Page, served: Served) -> None:
    page = blank
    page.route("**/pagefind/*.pf_meta", lambda route: route.abort())
    page.goto(served.address + served.lv)
    fault = page.locator("#search").get_attribute("data-fault")
    page.locator("main .plain a").first.wait_for()
    assert page.locator("main p").filter(visible=True).first.inner_text() == fault
    assert not page.locator("#search").is_visible()


@pytest.mark.browser
def test_the_search_is_not_printed(page: Page) -> None:
    page.emulate_media(media="print")
    assert not page.locator("#search form").is_visible()
    assert not page.locator("header .search-link").is_visible()


# The index


def fragments(public: Path) -> list[dict[str, Any]]:
    """What the index knows of each page."""
    files = sorted((public / "pagefind" / "fragment").iterdir())
    return [json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")) for file in files]


def test_what_is_worth_finding_is_in_the_index_and_nothing_else(served: Served) -> None:
    indexed = {one["url"].strip("/") for one in fragments(served.public)}
    marked = {
        path.parent.relative_to(served.public).as_posix()
        for path in served.public.rglob("index.html")
        if "data-pagefind-body" in path.read_text(encoding="utf-8")
    }
    assert indexed == marked
    assert {"en/projects/parks", "en/accessibility-statement", "lv/aktualitates/2025/w0"} <= indexed
    assert {"lv", "en", "en/projects", "lv/aktualitates", served.lv.strip("/"), "404.html"}.isdisjoint(indexed)


def test_a_page_is_known_by_its_title_facts_and_values_in_its_language(served: Served) -> None:
    (park,) = [one for one in fragments(served.public) if one["url"] == "/en/projects/sols/"]
    assert park["meta"] == {"title": "Benches of a park", "facts": "Project · Completed · 2019–2020"}
    assert park["content"].startswith("Benches of a park. ")
    assert "Skip to content" not in park["content"]
    assert "Who pays" in park["content"]
    assert "Windows of a cinema" not in park["content"]


def test_two_things_beside_each_other_are_two_words(served: Served) -> None:
    for one in fragments(served.public):
        assert not re.search(r"[a-zāčēģīķļņšūž][A-ZĀČĒĢĪĶĻŅŠŪŽ]", one["content"].replace("JavaScript", "")), one["url"]


def test_only_what_the_page_needs_is_published(served: Served) -> None:
    files = {path.relative_to(served.public / "pagefind") for path in (served.public / "pagefind").rglob("*.*")}
    assert {path.suffix for path in files if path.parts[0] not in {"fragment", "index", "filter"}} == {
        ".js",
        ".json",
        ".pagefind",
        ".pf_meta",
    }
    assert [path.name for path in files if path.suffix == ".js"] == ["pagefind.js"]


def test_the_same_pages_are_indexed_to_the_same_bytes(served: Served, tmp_path: Path) -> None:
    shutil.copytree(served.public, tmp_path, ignore=shutil.ignore_patterns("pagefind"), dirs_exist_ok=True)
    pages = [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*.html"), reverse=True)]
    again = {one.path: (tmp_path / one.path).read_bytes() for one in index_pages(tmp_path, pages, search_program())}
    files = [path for path in (served.public / "pagefind").rglob("*") if path.is_file()]
    assert again == {path.relative_to(served.public).as_posix(): path.read_bytes() for path in files}


def test_the_values_of_pages_are_told_by_language(served: Served) -> None:
    facets = json.loads((served.public / "pagefind" / "facets.en.json").read_bytes())
    assert set(facets) == {"type", "fund", "status", "year"}
    assert {"Project", "News item", "Page"} <= set(facets["type"])
    assert len(facets["fund"]["European Regional Development Fund"]) == 2
    names = {path.stem for path in (served.public / "pagefind" / "fragment").glob("en_*")}
    assert {page for values in facets.values() for pages in values.values() for page in pages} <= names


def test_without_an_index_no_page_leads_to_the_search_and_its_page_says_so(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "diagnostics" / "base" / "content", content)
    settings = Settings(content=content, output=tmp_path / "public", day=DAY)
    assert not build(settings).has_errors
    assert not (settings.output / "pagefind").exists()
    assert "search-link" not in (settings.output / "en" / "index.html").read_text(encoding="utf-8")
    page = (settings.output / "en" / "search" / "index.html").read_text(encoding="utf-8")
    assert "The search works on the published site" in page
    assert "<form" not in page
    assert "search.js" not in page


def test_a_search_page_is_not_listed_for_search_engines(served: Served) -> None:
    assert served.en not in (served.public / "sitemap.xml").read_text(encoding="utf-8")
    assert 'content="noindex"' in (served.public / served.en / "index.html").read_text(encoding="utf-8")


def test_no_page_may_stand_where_the_index_is(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "diagnostics" / "base" / "content", content)
    record = content / "projects" / "a.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "aliases: [/pagefind/pagefind.js/]\n", encoding="utf-8")
    outcome = build(Settings(content=content, output=tmp_path / "public", day=DAY))
    assert [found.code for found in outcome.diagnostics if found.severity == "error"] == ["address-reserved"]


def stand_in(folder: Path, script: str | None) -> Path:
    """A `pagefind_bin` that comes before the real one: without a program, or with one that runs a script."""
    package = folder / "pagefind_bin"
    package.mkdir()
    (package / "__init__.py").touch()
    if script is not None:
        (package / "pagefind").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (package / "pagefind").chmod(0o755)
    return package / "pagefind"


def answered(kind: str, **details: object) -> str:
    """An answer of pagefind's, as it tells it."""
    return b64encode(json.dumps({"message_id": 1, "payload": {"type": kind, **details}}).encode()).decode()


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (None, "pagefind is not installed"),
        ("echo Error: no space >&2; exit 1", "Error: no space"),
        ("exit 3", "pagefind: 3"),
        (f"printf '%s,' {answered('Error', message='Error: too many')}; cat >/dev/null", "Error: too many"),
        ("printf 'nonsense,'; exec cat", "pagefind: -9"),
        (f"printf '%s,' {answered('NewIndex', index_id=0)}; head -c 9 >&2; exit 4", "eyJtZXNzY"),
    ],
)
def test_an_index_that_cannot_be_made_is_told_in_a_sentence_and_nothing_is_published(
    tmp_path: Path, script: str | None, reason: str
) -> None:
    stand_in(tmp_path, script)
    shutil.copytree(ROOT / "tests" / "diagnostics" / "base" / "content", tmp_path / "content")
    done = run(tmp_path, "build", "--messages", "en", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert reason in done.stderr
    assert "--no-search" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "public").exists()
    assert not list(tmp_path.glob(".public*"))


def test_without_pagefind_a_site_is_checked_and_built_without_search(tmp_path: Path) -> None:
    stand_in(tmp_path, None)
    shutil.copytree(ROOT / "tests" / "diagnostics" / "base" / "content", tmp_path / "content")
    assert run(tmp_path, "build", "--no-search", PYTHONPATH=str(tmp_path)).returncode == 0
    assert not (tmp_path / "public" / "pagefind").exists()
    assert run(tmp_path, "check", PYTHONPATH=str(tmp_path)).returncode == 0


def test_a_program_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "LIMIT", 0.2)
    with pytest.raises(SearchFailedError, match="pagefind: -9"):
        index_pages(tmp_path, [], stand_in(tmp_path, "exec sleep 60"))


def test_a_program_that_cannot_be_run_is_a_failure_of_the_search(tmp_path: Path) -> None:
    program = stand_in(tmp_path, "exit 0")
    program.chmod(0o644)
    with pytest.raises(SearchFailedError):
        index_pages(tmp_path, [], program)


def test_pages_that_are_not_marked_are_not_handed_over(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html lang=lv><body><main><h1>A</h1></main></body></html>", encoding="utf-8")
    marked = '<html lang=lv><body><main id="content" data-pagefind-body><h1>B</h1></main></body></html>'
    (tmp_path / "b.html").write_text(marked, encoding="utf-8")
    made: list[Artifact] = index_pages(tmp_path, ["a.html", "b.html"], search_program())
    assert [one["url"] for one in fragments(tmp_path)] == ["/b.html"]
    assert {one.path for one in made} == {
        path.relative_to(tmp_path).as_posix() for path in (tmp_path / "pagefind").rglob("*") if path.is_file()
    }
