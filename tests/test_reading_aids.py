"""What helps to read: colours as the system or the reader has them, reading aloud, and a header that leaves room."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.quality.browsing import before_scripts, set_letters, tab
from tests.quality.serving import served

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parent.parent / "static"
PROJECT = {"lv": "lv/projekti/atver-sirdi-zemgale/", "en": "en/projects/open-your-heart-in-zemgale/"}
PAPER = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK, WHITE = "rgb(252, 251, 248)", "rgb(20, 24, 27)", "rgb(255, 255, 255)"
KEPT = "JSON.stringify({...localStorage})"


@pytest.fixture(scope="module")
def address(real_site: Path) -> Iterator[str]:
    """The address of the project's own content, built."""
    with served(real_site) as address:
        yield address


@pytest.fixture(scope="module")
def showcase(showcase_site: Path) -> Iterator[str]:
    """The address of the showcase, whose menu is full."""
    with served(showcase_site) as address:
        yield address


# Colours


def choose(page: Page, colours: str) -> None:
    page.locator(f"input[value={colours}]").check()


def test_the_colours_are_the_systems_and_nothing_is_kept_until_the_reader_chooses(page: Page, address: str) -> None:
    page.goto(address + "lv/")
    assert page.evaluate(PAPER) == LIGHT
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(PAPER) == DARK
    assert page.locator("input[name=theme]:checked").get_attribute("value") == "system"
    assert page.evaluate(KEPT) == "{}"


@pytest.mark.parametrize(("system", "chosen", "paper"), [("light", "dark", DARK), ("dark", "light", LIGHT)])
def test_the_readers_choice_holds_on_every_page_until_it_is_taken_back(
    browser: Browser, address: str, system: str, chosen: str, paper: str
) -> None:
    with tab(browser, color_scheme=system) as page:
        page.goto(address + "lv/")
        before = page.evaluate(PAPER)
        choose(page, chosen)
        assert (page.evaluate(PAPER), page.evaluate(KEPT)) == (paper, json.dumps({"theme": chosen}).replace(" ", ""))
        page.goto(address + PROJECT["en"])
        assert page.evaluate(PAPER) == paper
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == chosen
        choose(page, "system")
        assert (page.evaluate(PAPER), page.evaluate(KEPT)) == (before, "{}")


def test_the_choice_is_made_before_the_page_is_drawn(page: Page, address: str) -> None:
    page.goto(address + "lv/")
    choose(page, "dark")
    page.route("**/js/site.*.js", lambda route: route.abort())
    page.goto(address + "lv/projekti/")
    assert page.evaluate(PAPER) == DARK


def test_the_choice_reaches_the_other_windows(page: Page, address: str) -> None:
    page.goto(address + "lv/")
    other = page.context.new_page()
    other.goto(address + "en/")
    choose(page, "dark")
    other.locator("html[data-theme=dark] input[value=dark]:checked").wait_for()
    assert other.evaluate(PAPER) == DARK


def test_what_another_program_has_stored_is_no_choice(page: Page, address: str) -> None:
    page.goto(address + "lv/")
    page.evaluate("localStorage.setItem('theme', 'sepia')")
    page.reload()
    assert page.locator("input[name=theme]:checked").get_attribute("value") == "system"


def test_where_nothing_may_be_stored_the_choice_holds_for_the_page(page: Page, address: str) -> None:
    before_scripts(page, "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(error.message))
    page.goto(address + "lv/")
    choose(page, "dark")
    assert (page.evaluate(PAPER), faults) == (DARK, [])


def test_paper_stays_light(page: Page, address: str) -> None:
    page.goto(address + "lv/")
    choose(page, "dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(PAPER) == WHITE


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_reader_who_asks_for_contrast_gets_it_in_chosen_colours_too(
    browser: Browser, address: str, colours: str
) -> None:
    tokens = "['--paper', '--ink', '--soft', '--accent'].map(n => getComputedStyle(document.body).getPropertyValue(n))"
    with tab(browser, color_scheme=colours, contrast="more") as page:
        page.goto(address + "lv/")
        expected = page.evaluate(tokens)
    with tab(browser, color_scheme="dark" if colours == "light" else "light", contrast="more") as page:
        page.goto(address + "lv/")
        choose(page, colours)
        assert page.evaluate(tokens) == expected


def test_dark_is_the_same_whoever_asks_for_it() -> None:
    style = (STATIC / "css/site.css").read_text(encoding="utf-8")
    for one, other in (
        (
            r"\(prefers-color-scheme:dark\)\{:root:not\(\[data-theme=light\]\)",
            r"@media screen\{:root\[data-theme=dark\]",
        ),
        (
            r"more\) and \(prefers-color-scheme:dark\)\{:root:not\(\[data-theme=light\]\)",
            r"more\)\{:root\[data-theme=dark\]",
        ),
    ):
        blocks = [re.search(pattern + r"\{([^}]*)\}", style) for pattern in (one, other)]
        assert len({block[1] if block else pattern for block, pattern in zip(blocks, (one, other), strict=True)}) == 1


def test_the_switch_is_not_seen_where_it_would_do_nothing(browser: Browser, address: str) -> None:
    for without in ({"java_script_enabled": False}, {"forced_colors": "active"}):
        with tab(browser, **without) as page:
            page.goto(address + "lv/")
            assert not page.locator(".theme").is_visible(), without


def test_what_holds_up_the_page_is_small() -> None:
    assert len(gzip.compress((STATIC / "js/theme.js").read_bytes(), 9)) < 400


# Reading aloud. The voices are the browser's, which has none here: they are played, and what they say is written down.

VOICES = """
const voices = %s.map((lang) => ({ lang: lang.replace("*", ""), name: lang, localService: !lang.endsWith("*") }));
globalThis.said = [];
globalThis.SpeechSynthesisUtterance = function (text) { this.text = text; };
const synth = {
  quiet: 0,
  getVoices: () => voices,
  speak(one) { globalThis.last = one; said.push(`${one.lang}: ${one.text}`); },
  cancel() { this.quiet++; },
  come(lang) { voices.push({ lang, name: lang, localService: true }); this.onvoiceschanged(); },
};
Object.defineProperty(globalThis, "speechSynthesis", { value: synth });
// Every piece is spoken to its end.
globalThis.speakOn = () => {
  for (let one; one !== last; ) { one = last; one.onend(); }
  return said;
};
"""


def with_voices(page: Page, *languages: str) -> None:
    """A browser with voices of these languages; `*` after one: its voice comes from the internet."""
    before_scripts(page, VOICES % json.dumps(languages))


def with_text(page: Page, html: str) -> None:
    """The text of pages that are opened from now on is another."""

    def change(route: Route) -> None:
        answer = route.fetch()
        body = re.sub(r"(<main[^>]*>).*(</main>)", lambda match: match[1] + html + match[2], answer.text(), flags=re.S)
        route.fulfill(response=answer, body=body)

    page.route("**/*/", change)


def heard(page: Page) -> list[str]:
    """All that is spoken after the button is pressed."""
    page.locator(".listen").click()
    spoken: list[str] = page.evaluate("speakOn()")
    return spoken


@pytest.mark.parametrize(
    ("voices", "seen_on"),
    [
        ((), ""),
        (("de-DE", "ru"), ""),
        (("lv-LV",), "lv"),
        (("lv_LV",), "lv"),
        (("en-GB",), "en"),
        (("lv", "en"), "lv en"),
    ],
)
def test_the_button_is_there_where_the_browser_has_a_voice_of_the_language(
    page: Page, address: str, voices: tuple[str, ...], seen_on: str
) -> None:
    with_voices(page, *voices)
    for language, path in PROJECT.items():
        page.goto(address + path)
        assert page.locator(".listen").is_visible() == (language in seen_on.split())
        assert not page.locator(".player").is_visible()


@pytest.mark.parametrize("path", ["lv/aktualitates/2021/projekts-zemgale/", "lv/par-vietni/", "lv/projekti/"])
def test_other_pages_can_be_listened_to_as_well(page: Page, address: str, path: str) -> None:
    with_voices(page, "lv")
    page.goto(address + path)
    title = page.locator("h1").inner_text()
    assert heard(page)[0] == f"lv: {title}"


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("size", [16, 32])
def test_a_voice_that_comes_late_moves_nothing(browser: Browser, address: str, width: int, size: int) -> None:
    places = "[...document.querySelectorAll('h1, main, .crumbs a, header a')].map((one) => one.getBoundingClientRect())"
    places += ".map((box) => [box.x, box.y])"
    with tab(browser, width) as page:
        with_voices(page)
        set_letters(page, size)
        page.goto(address + PROJECT["lv"])
        page.evaluate("document.fonts.ready")
        before = page.evaluate(places)
        page.evaluate("speechSynthesis.come('lv')")
        assert page.locator(".listen").is_visible()
        assert page.evaluate(places) == before
        button, crumbs = page.locator(".listen").bounding_box(), page.locator(".crumbs a").last.bounding_box()
        assert button is not None
        assert crumbs is not None
        assert crumbs["x"] + crumbs["width"] <= button["x"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


TEXT = """
<div class="head"><h1>Virsraksts</h1>
<p class="lead">Pirmais teikums. Otrais teikums ir <b>treknāks</b>!</p>
<dl><div><dt>Izmaksas</dt><dd>8\u00a0656\u00a0350,00\u00a0EUR</dd></div>
<div><dt>Plānots</dt><dd>542<div>personas</div></dd></div></dl></div>
<nav><a href="#a">Uz daļu</a></nav>
<section class="easy"><h2>Viegli lasīt</h2><p>Īsi vārdi.</p></section>
<section><h2>Kas maksā</h2><svg><text>attēls</text></svg>
<table><thead><tr><th>Avots</th><th>Summa</th></tr></thead>
<tbody><tr> <th>Valsts</th> <td>1\u00a0000\u00a0EUR</td> <td>15\u00a0%<sup>*</sup></td></tr></tbody></table>
<p hidden>paslēpts</p><p aria-hidden="true">klusēts</p><button>poga</button><p>Tukša · rinda</p></section>
<details><summary>Partneri</summary><p>aizvērts</p></details>
<details open><summary>Vietas</summary><p>atvērts</p></details>
<p>Tas ir <span lang="en">easy</span> latviski.</p>
<section class="data"><p>content/projects/a.yaml</p></section>
"""
READ = [
    "Virsraksts",
    "Viegli lasīt",
    "Īsi vārdi.",
    "Pirmais teikums. Otrais teikums ir treknāks!",
    "Izmaksas: 8656350,00\u00a0EUR",
    "Plānots: 542 personas",
    "Kas maksā",
    "Valsts, 1000\u00a0EUR, 15\u00a0%",
    "Tukša, rinda",
    "Partneri",
    "Vietas",
    "atvērts",
]


@pytest.mark.parametrize(
    ("voices", "end"),
    [
        (("lv", "en-GB"), ["lv: Tas ir", "en-GB: easy", "lv: latviski."]),
        (("lv",), ["lv: Tas ir", "lv: latviski."]),
    ],
)
def test_the_title_is_read_then_the_easy_text_then_what_is_seen_each_in_its_own_voice(
    page: Page, address: str, voices: tuple[str, ...], end: list[str]
) -> None:
    with_voices(page, *voices)
    with_text(page, TEXT)
    page.goto(address + PROJECT["lv"])
    assert heard(page) == [*(f"lv: {one}" for one in READ), *end]
    assert not page.locator(".player").is_visible()


def test_long_passages_are_read_in_pieces_between_sentences(page: Page, address: str) -> None:
    sentences = [
        "Nr. 313 ir noteikumi, kas stājās spēkā 2022. gadā.",
        "Garš " * 30 + "teikums.",
        "Cits, " * 40 + "beigas.",
    ]
    with_voices(page, "lv")
    with_text(page, f"<h1>V</h1><p>{' '.join(sentences)}</p>")
    page.goto(address + PROJECT["lv"])
    pieces = [piece.removeprefix("lv: ") for piece in heard(page)[1:]]
    assert " ".join(pieces) == " ".join(sentences)
    assert pieces[:2] == sentences[:2]
    assert max(map(len, pieces)) <= 180
    assert all(piece.endswith((",", ".")) for piece in pieces)


@pytest.mark.parametrize("language", ["lv", "en"])
def test_no_piece_of_a_real_page_is_so_long_that_a_browser_falls_silent(
    page: Page, address: str, language: str
) -> None:
    with_voices(page, language)
    page.goto(address + PROJECT[language])
    pieces = heard(page)
    assert len(pieces) > 50
    assert max(map(len, pieces)) <= 180 + len("lv: ")


def test_a_pause_keeps_its_place_and_stopping_gives_everything_back(page: Page, address: str) -> None:
    with_voices(page, "en")
    page.goto(address + PROJECT["en"])
    page.locator(".listen").focus()
    page.keyboard.press("Enter")
    hold, stop = page.locator(".player button").all()
    page.evaluate("last.onend()")
    names = [hold.inner_text()]
    page.keyboard.press("Enter")  # the focus has gone to the pause
    assert page.evaluate("speechSynthesis.quiet") == 2
    page.evaluate("last.onend()")  # a browser tells of the end of what was cancelled, too
    names.append(hold.inner_text())
    page.keyboard.press("Enter")
    names.append(hold.inner_text())
    first, second, again = page.evaluate("said")
    assert (first != second, second == again) == (True, True)
    assert names == [names[0], names[1], names[0]]
    assert names[0] != names[1]
    page.keyboard.press("Tab")
    assert stop.evaluate("button => button === document.activeElement")
    page.keyboard.press("Enter")
    assert not page.locator(".player").is_visible()
    assert page.locator(".spoken").count() == 0
    assert page.locator(".listen").evaluate("button => button === document.activeElement")
    page.evaluate("last.onend()")
    assert len(page.evaluate("said")) == 3


@pytest.mark.parametrize("way", ["Escape", "leaving", "fault"])
def test_reading_ends_when_the_reader_is_gone_or_the_voice_is(page: Page, address: str, way: str) -> None:
    with_voices(page, "lv")
    page.goto(address + PROJECT["lv"])
    page.locator(".listen").click()
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.evaluate("last.onerror()" if way == "fault" else "dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("speechSynthesis.quiet") == 2
    assert not page.locator(".player").is_visible()
    assert page.evaluate("said.length") == 1


def test_what_is_being_read_is_marked(page: Page, address: str) -> None:
    with_voices(page, "lv")
    page.goto(address + PROJECT["lv"])
    page.locator(".listen").click()
    marked = page.locator(".spoken")
    assert marked.evaluate_all("(all) => all.map((one) => one.localName)") == ["h1"]
    assert marked.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
    page.evaluate("last.onend()")
    assert marked.evaluate_all("(all) => all.map((one) => one.localName)") == ["h2"]


@pytest.mark.parametrize(("voices", "used", "is_told"), [(("lv*", "lv"), "lv", False), (("lv*",), "lv*", True)])
def test_a_voice_of_the_device_comes_first_and_another_is_told_of(
    page: Page, address: str, voices: tuple[str, ...], used: str, is_told: bool
) -> None:
    with_voices(page, *voices)
    page.goto(address + PROJECT["lv"])
    page.locator(".listen").click()
    assert page.evaluate("last.voice.name") == used
    assert page.locator(".player p").is_visible() == is_told


# The header

SEEN = """[...document.querySelectorAll('.attribution, .name, .menu a, .menu summary, .search-link, .languages a, h1')]
  .filter((one) => one.checkVisibility() && !one.closest('details:not([open]) ul'))
  .map((one) => one.getBoundingClientRect()).map((r) => [r.left, r.top, r.right, r.bottom])"""


def is_after(box: list[float], before: list[float]) -> bool:
    """Whether a place comes after another for a reader: right of it, or below it."""
    return box[0] >= before[2] or box[1] >= before[3] - 4


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1280])
@pytest.mark.parametrize("path", ["lv/projekti/long-title/", "en/projects/long-title/", "404.html"])
def test_the_header_is_seen_in_the_order_in_which_it_is_written(
    browser: Browser, showcase: str, path: str, width: int
) -> None:
    with tab(browser, width, 640) as page:
        page.goto(showcase + path)
        for is_open in (False, True):
            if is_open and page.locator(".menu summary").is_visible():
                page.locator(".menu summary").click()
            boxes = page.evaluate(SEEN)
            assert all(is_after(box, before) for before, box in pairwise(boxes)), boxes


@pytest.mark.parametrize("language", PROJECT)
def test_the_heading_is_on_the_first_screen_of_a_phone(browser: Browser, address: str, language: str) -> None:
    with tab(browser, 360, 640) as page:
        page.goto(address + PROJECT[language])
        header, heading = page.locator("header.site").bounding_box(), page.locator("h1").bounding_box()
        assert header is not None
        assert heading is not None
        assert header["height"] <= 115
        assert heading["y"] + heading["height"] <= 360


@pytest.mark.parametrize("is_on", [True, False])
def test_the_menu_opens_on_a_phone_with_script_and_without(browser: Browser, address: str, is_on: bool) -> None:
    with tab(browser, 360, 640, java_script_enabled=is_on) as page:
        page.goto(address + "lv/")
        link = page.locator(".menu").get_by_role("link", name="Aktualitātes")
        assert link.count() == 0
        page.locator(".menu summary").click()
        link.click()
        page.wait_for_url("**/lv/aktualitates/")


def test_escape_closes_the_menu(browser: Browser, address: str) -> None:
    with tab(browser, 360, 640) as page:
        page.goto(address + "lv/")
        page.locator(".menu summary").click()
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert not page.locator(".menu details a").first.is_visible()
        assert page.evaluate("document.activeElement.localName") == "summary"


def test_one_menu_is_there_at_a_time(browser: Browser, address: str) -> None:
    for width in (320, 767, 768, 1280):
        with tab(browser, width) as page:
            page.goto(address + "lv/projekti/")
            assert page.locator(".menu a[aria-current]:visible, .menu summary:visible").count() == 1, width
