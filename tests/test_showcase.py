"""The showcase: every state that a page can be in is there, says so, and fits every width."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sitegen.pipeline import Outcome
from tests.quality.serving import served
from tests.showcase.sites import EMPTY, SHOWCASE, built, write_many
from tests.showcase.tree import Element, read_page

Show = Callable[[str], Element]
PERIODS = {
    "period-2007-2013": ("European Union European Social Fund", "Investing in your future"),
    "period-2014-erdf": (
        "European Union European Regional Development Fund",
        "National Development Plan 2020 Investing in your future",
    ),
    "period-2014-esf-erdf": (
        "European Union European Social Fund European Regional Development Fund",
        "National Development Plan 2020 Investing in your future",
    ),
    "period-2014-cf": ("European Union Cohesion Fund", "National Development Plan 2020 Investing in your future"),
    "period-2014-yei": (
        "European Union European Social Fund Youth Employment Initiative",
        "National Development Plan 2020 Investing in your future",
    ),
    "period-2014-rural": (
        "European Union European Agricultural Fund for Rural Development",
        "European Agricultural Fund for Rural Development: Europe investing in rural areas",
    ),
    "period-2021-esf-plus": ("Co-funded by the European Union", "National Development Plan 2027"),
    "period-2021-erdf-funded": ("Funded by the European Union", "National Development Plan 2027"),
    "period-2021-jtf": ("Co-funded by the European Union", "National Development Plan 2027"),
    "period-2021-fisheries": ("Co-funded by the European Union", "National Development Plan 2027"),
    "period-recovery": ("Funded by the European Union – NextGenerationEU", "National Development Plan 2027"),
}


@pytest.fixture(scope="module")
def show(showcase_site: Path) -> Show:
    """Reads a page of the showcase; a bare name is an English project's."""

    @cache
    def read(path: str) -> Element:
        return read_page(showcase_site, path if "/" in path else f"en/projects/{path}/")

    return read


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public folder of a site without a project and without news."""
    public = tmp_path_factory.mktemp("empty") / "public"
    assert built(EMPTY, public).diagnostics == ()
    return public


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public folder of a site whose lists have several pages."""
    folder = tmp_path_factory.mktemp("many")
    write_many(folder / "content")
    assert built(folder / "content", folder / "public").changes is not None
    return folder / "public"


def notices(page: Element) -> list[str]:
    return [one.get("class") for one in page.every("p.notice")]


def labels_of_missing(page: Element) -> list[str]:
    """What the page calls “not stated”: the names of its facts."""
    pairs = [one for one in page.every("main dl div") if one.every("span.missing")]
    return [pair.every("dt")[0].text for pair in pairs]


# --- The whole


def test_the_showcase_builds_without_a_word(showcase_build: tuple[Outcome, Path]) -> None:
    assert [(one.code, one.span.path) for one in showcase_build[0].diagnostics] == []
    assert showcase_build[0].changes is not None


def test_each_state_is_a_page_of_its_own_in_both_languages(showcase_site: Path) -> None:
    states = sorted(file.stem for file in (SHOWCASE / "projects").glob("*.yaml"))
    assert len(states) >= 30
    for folder in ("lv/projekti", "en/projects"):
        assert set(states) <= {page.parent.name for page in (showcase_site / folder).glob("*/index.html")}


def test_exceptions_from_checks_are_those_of_the_states_themselves(showcase_build: tuple[Outcome, Path]) -> None:
    assert {one.diagnostic.code for one in showcase_build[0].excepted} == {
        *("only-translated", "translation-gap", "contact-expired", "absurd-amount", "mark-not-supplied"),
    }


# --- Facts that are missing, or lag in one language


def test_a_fact_that_no_source_states_is_called_not_stated(show: Show) -> None:
    page = show("missing-facts")
    assert labels_of_missing(page) == [
        *("Total cost", "EU contribution", "Dates", "Start", "Contract", "End"),
        *("Specific objective", "Measure", "Kind of project", "Published", "Updated"),
    ]
    sentences = [one.text for one in page.every("section p") if one.every("span.missing")]
    assert sentences == [
        "Sources of money: not stated",
        "Targets and results: not stated",
        "Activities: not stated",
        "Places: not stated",
        "not stated",
    ]
    assert page.one(".under-title .status").text == "Status not stated"


def test_half_of_the_dates_is_shown_as_half(show: Show) -> None:
    page = show("half-stated-dates")
    assert "from 12 January 2026 end not stated" in page.one("dl.facts").text.replace("2026end", "2026 end")
    assert page.every("svg.timeline") == []


def test_texts_that_lag_are_shown_in_latvian_marked_and_with_their_language(show: Show) -> None:
    page = show("only-in-latvian")
    assert [one.get("lang") for one in page.every("h1 span")] == ["lv", ""]
    assert page.one("h1 span.foreign").text == "in Latvian"  # stands for the summary under it, too
    assert page.every(".under-title .foreign") == page.every("div.lead .foreign") == []
    assert page.one("div.lead div").get("lang") == "lv"
    foreign = [one for one in page.every("main") for one in one.every("span") if one.get("lang") == "lv"]
    marks = page.every("main span.foreign")
    assert len(foreign) > 10
    assert {mark.text for mark in marks} == {"in Latvian"}
    assert show("lv/projekti/only-in-latvian/").every("main .foreign") == []


def test_a_description_that_is_there_in_english_alone_is_shown_marked(show: Show) -> None:
    texts = show("lv/projekti/description-only-in-english/").every("div.prose div")
    assert [one.get("lang") for one in texts] == ["en"]
    assert "How it works" in texts[0].text
    assert show("description-only-in-english").every("main .prose .foreign") == []


def test_news_in_english_alone_is_listed_in_latvian_and_leads_to_english(show: Show, showcase_site: Path) -> None:
    item = show("lv/aktualitates/").every("li.item")[0]
    assert item.one("h3 span.foreign").text == "angliski"
    assert item.one("h3 a span").get("lang") == "en"
    assert item.one("h3 a").get("href") == "../../en/news/2026/only-in-english/"
    assert not (showcase_site / "lv/aktualitates/2026/only-in-english").exists()
    assert "(another page)" in show("en/news/2026/only-in-english/").one(".languages").text


# --- Status and time


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("terminated", "terminated"),
        ("suspended", "suspended"),
        ("planned", "planned"),
        ("running-today-in-the-middle", "running"),
        ("payments", "completed"),
    ],
)
def test_a_status_is_a_word_and_a_shape(show: Show, state: str, status: str) -> None:
    badge = show(state).one(".under-title .status")
    assert badge.get("class") == f"status {status}"
    assert badge.text.lower() == status
    assert len(badge.every("svg.shape")) == 1


def test_a_project_that_was_ended_early_or_put_on_hold_says_so_once_more(show: Show) -> None:
    assert notices(show("terminated")) == ["notice terminated"]
    assert notices(show("suspended")) == ["notice suspended"]
    assert notices(show("planned")) == []
    card = next(one for one in show("en/projects/").every("li.card") if "Cycle Path" in one.text)
    assert card.get("class") == "card is-terminated"


def test_today_stands_where_it_belongs_in_time(show: Show) -> None:
    def order(state: str) -> list[str]:
        return [one.text.split()[0] for one in show(state).every("ol.moments li")]

    assert order("planned") == ["Contract", "Today", "Start", "End"]
    assert order("running-today-in-the-middle") == ["Contract", "Start", "Today", "End"]
    assert order("payments") == ["Contract", "Start", "End", "Today"]
    today = show("running-today-in-the-middle").one("svg.timeline svg.m-today")
    assert 49 < float(today.get("x").rstrip("%")) < 52


def test_what_has_not_begun_lacks_no_result(show: Show) -> None:
    assert "What has been achieved: not stated." not in show("planned").one("main").text
    assert "What has been achieved: not stated." in show("strategic-importance").one("main").text


# --- Money


@pytest.mark.parametrize(("state", "count"), [("one-source", 1), ("logos", 3), ("six-sources", 6), ("rates-only", 2)])
def test_a_bar_has_a_piece_for_each_source_and_they_fill_it(show: Show, state: str, count: int) -> None:
    pieces = [(int(one.get("x")), int(one.get("width"))) for one in show(state).one("svg.bar").every("rect")]
    assert len(pieces) == count
    assert [x for x, _ in pieces] == [sum(width for _, width in pieces[:n]) for n in range(count)]
    assert sum(width for _, width in pieces) == 1000


def test_rates_without_amounts_stay_without(show: Show) -> None:
    rows = [[cell.text for cell in row.every("td")] for row in show("rates-only").every("table.sums tbody tr")]
    assert rows == [["not stated", "85%"], ["not stated", "15%"]]


def test_parts_that_were_worked_out_are_marked_as_such(show: Show) -> None:
    rows = [[cell.text for cell in row.every("td")] for row in show("amounts-only").every("table.sums tbody tr")]
    assert [part for _, part in rows] == ["85%*", "10%*", "5%*"]
    assert "calculated from the amounts; not stated as a rate" in show("amounts-only").one("main").text


def test_payments_are_listed_to_the_cent(show: Show) -> None:
    table = show("payments").every("table.sums")[1]
    amounts = [row.every("td")[2].text for row in table.every("tbody tr")]
    assert len(amounts) == 8
    assert sum(float(re.sub(r"[^\d.]", "", one)) for one in amounts) == 650000


def test_a_sum_of_ten_digits_is_shown_in_full(show: Show) -> None:
    assert "EUR 1,234,567,890.12" in show("very-large-sum").one("dl.facts").text
    assert "1 234 567 890,12 EUR" in show("lv/projekti/very-large-sum/").one("dl.facts").text


def test_money_in_lats_is_added_up_apart(show: Show) -> None:
    assert "LVL 84,300.00" in show("period-2007-2013").one("dl.facts").text
    totals = show("en/").every("dl.facts div")[1].every("span.money")
    assert [one.text[:3] for one in totals] == ["EUR", "LVL"]


# --- Much of everything


def test_a_title_of_two_hundred_letters_is_set_smaller(show: Show) -> None:
    for path in ("long-title", "lv/projekti/long-title/", "lv/aktualitates/2023/long-title/"):
        heading = show(path).one("h1")
        assert len(heading.text) >= 200
        assert heading.get("class") == "long"


def test_sixty_partners_forty_places_and_thirty_indicators_are_all_there(show: Show) -> None:
    page = show("many-of-everything")
    assert len(page.every("details ul.partners li")) == 60
    assert len(page.every("ul.places li")) == 40
    assert len(page.every("ul.results li.result")) == 30
    assert len(page.every("ul.parts li.result")) == 20


def test_a_long_history_tells_of_every_amendment(show: Show) -> None:
    changes = show("long-history").every("article.amendment")
    assert len(changes) == 8
    assert changes[0].get("class") == "amendment ahead"
    days = [one.one("h3").text for one in changes]
    assert days[0] == "15 December 2026 not yet in force"
    assert [day for day in days if day.startswith("by")] == ["by 28 February 2023"]
    assert len([one for one in changes if "Reason: not stated" in one.text]) == 1
    assert show("long-history").one("h1").text == "On the Way to One’s Own Home"


def test_results_may_be_nothing_and_more_than_was_aimed_at(show: Show) -> None:
    meters = [one.every("rect")[1].get("width") for one in show("zero-and-over-achieved").every("svg.meter")]
    assert meters == ["0", "100", "100"]
    assert "421" in show("zero-and-over-achieved").one("ul.results").text


# --- What a page may hold besides


def test_an_easy_text_stands_beside_the_usual_one(show: Show) -> None:
    easy = show("easy-read").one("section.easy")
    assert len(easy.every("li")) == 3
    assert "EUR 214,500.00" in easy.text


def test_documents_tell_their_format_and_language(show: Show) -> None:
    told = [one.one("span.quiet").text for one in show("documents-and-pictures").every("ul.files li")]
    assert [one.split(",")[0] for one in told] == ["PDF", "DOCX", "XLSX", "CSV"]
    assert [one.endswith("in Latvian") for one in told] == [True, True, False, False]


def test_pictures_keep_their_place_free(show: Show) -> None:
    pictures = show("documents-and-pictures").every("figure img")
    sizes = [(int(one.get("width")), int(one.get("height"))) for one in pictures]
    assert sizes == [(960, 640), (480, 720), (1200, 300), (160, 160)]
    assert all(one.get("alt") for one in pictures)


def test_a_contact_whose_day_has_passed_has_no_telephone(show: Show) -> None:
    contacts = show("contacts-ended").every("ul.contacts li")
    assert [len(one.every("a.reach")) for one in contacts] == [0, 4, 0]
    assert "60000199" not in show("contacts-ended").text
    assert contacts[2].text == "Data protection not stated"


def test_the_column_of_information_holds_all_that_a_record_may_state(show: Show) -> None:
    side = show("strategic-importance").one("div.side").text
    for words in ("First selection round", "Operation of strategic importance", "128", "Legal basis", "Infrastructure"):
        assert words in side


def test_logos_are_those_that_were_supplied(show: Show) -> None:
    assert [one.get("alt") for one in show("logos").every("img.logo")] == [
        "Logo of the Vidleja Planning Region",
        "Drawing of the coat of arms of Ābeļkalns",
        "Logo of the company “Siltā māja”",
    ]


def test_related_projects_say_why(show: Show) -> None:
    cards = show("planned").every("section.further li.card")
    assert cards
    assert all(one.one("p.reasons").text.startswith("Related by: same measure: 31.1.1.1") for one in cards)
    assert show("missing-facts").every("li.card") == []


# --- Attribution


@pytest.mark.parametrize("state", PERIODS)
def test_each_period_has_its_own_words_beside_the_emblem(show: Show, state: str) -> None:
    block = show(state).one("section.attribution")
    assert (block.one("div.statements").text, block.one("div.marks").text) == PERIODS[state]


def test_direct_support_carries_the_disclaimer_and_no_national_mark(show: Show) -> None:
    block = show("period-direct").one("section.attribution")
    assert block.one("div.statements").text == "Co-funded by the European Union"
    assert block.every("div.marks") == []
    assert "Views and opinions expressed" in block.one("div.more").text


def test_a_page_of_all_projects_names_what_every_one_of_them_needs(show: Show) -> None:
    leads = [one.one("strong").text for one in show("en/").every(".attribution .statement")]
    assert leads == [
        "European Union",
        "Co-funded by the European Union",
        "Funded by the European Union – NextGenerationEU",
    ]


# --- News, topics, pages


def test_news_shows_every_element_of_markdown(show: Show) -> None:
    body = show("en/news/2026/all-elements/").one("article")
    for element in ("ol li ul li", "table tbody tr", "blockquote p", "dl dd", "pre code", "sup a", "figure img", "hr"):
        assert body.every(element), element
    assert len(body.every("ul.files li")) == 2


def test_news_of_several_projects_tells_of_each(show: Show) -> None:
    assert len(show("en/news/2026/several-projects/").every("div.side section.about")) == 3
    assert show("en/news/2026/of-no-project/").every("div.side") == []


def test_news_that_has_expired_keeps_its_address_and_leaves_the_lists(show: Show) -> None:
    assert show("en/news/2025/expired/").one("h1").text.startswith("Applications")
    for path in ("en/", "en/news/", "en/news/2025/", "en/topics/education/", "many-of-everything"):
        assert "until the end of February" not in show(path).one("main").text


def test_a_topic_has_many_entries_or_no_page(show: Show, showcase_site: Path) -> None:
    assert len(show("en/topics/regional-development/").every("li.card")) >= 10
    assert not (showcase_site / "en/topics/space").exists()


def test_the_accessibility_statement_tells_its_exceptions(show: Show) -> None:
    text = show("en/accessibility-statement/").one("main").text
    for words in (
        "Copies of contracts",
        "Maps of spatial plans",
        "Videos on partners’ websites",
        "Head of Administration",
    ):
        assert words in text


def test_a_term_without_a_translation_is_marked_in_the_glossary(show: Show) -> None:
    page = show("en/glossary/")
    assert "Managing authority" in page.one("main").text
    assert [one.text for one in page.every("main .foreign")] == ["in Latvian"]


def test_staff_see_their_duties_and_search_engines_do_not(show: Show) -> None:
    page = show("en/duties/")
    assert len(page.every("table.duties")) > 10
    assert [one.get("content") for one in page.every("meta") if one.get("name") == "robots"] == ["noindex"]


# --- Nothing at all, and too much for one page


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("en/", "No project has been published yet."),
        ("en/projects/", "There are no projects here yet."),
        ("en/news/", "There is no news yet."),
        ("en/topics/", "There are no topics yet."),
    ],
)
def test_an_empty_site_says_that_it_is(empty: Path, path: str, sentence: str) -> None:
    page = read_page(empty, path)
    assert page.one("p.empty").text == sentence
    assert page.every("li.card") == []
    assert page.every("main span.missing") == []


def test_a_long_list_goes_on_on_further_pages(many: Path) -> None:
    first, second = read_page(many, "en/projects/"), read_page(many, "en/projects/page/2/")
    assert [len(one.every("ul.projects li.card")) for one in (first, second)] == [50, 3]
    assert "page/2/" in first.one("nav.pager").every("a")[-1].get("href")
    assert len(read_page(many, "en/news/").every("li.item")) == 20
    assert len(read_page(many, "en/news/page/2/").every("li.item")) == 20


# --- In a browser


@pytest.mark.browser
def test_no_state_scrolls_sideways_at_any_width(page: Page, showcase_site: Path) -> None:
    wide: list[tuple[str, int]] = []
    globs = ("lv/*/index.html", "lv/projekti/*/index.html", "lv/aktualitates/*/*/index.html")
    with served(showcase_site) as address:
        for file in sorted(file for glob in globs for file in showcase_site.glob(glob)):
            page.goto(f"{address}{file.parent.relative_to(showcase_site)}/")
            for width in (320, 768, 1440):
                page.set_viewport_size({"width": width, "height": 640})
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wide.append((file.parent.name, width))
    assert wide == []
