"""Every page by the keyboard alone: all of it is reached, in the order in which it is seen, and the focus shows."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sitegen.languages import Language
from sitegen.plan import PageKind
from tests.quality.browsing import tab
from tests.quality.sites import Built
from tests.quality.survey import probes

pytestmark = pytest.mark.browser

PROJECT = "lv/projekti/atver-sirdi-zemgale/"
WAYS: tuple[dict[str, Any], ...] = (
    {"width": 1280, "color_scheme": "light"},
    {"width": 320, "color_scheme": "dark"},
    {"width": 1280, "forced_colors": "active"},
)
LATVIAN = Language("lv")
KINDS = tuple(kind for kind in PageKind if kind is not PageKind.REDIRECT)


def stops_of(page: Page) -> list[dict[str, Any]]:
    """What the Tab key leads to, one after the other, until it leaves the page or goes round."""
    found: list[dict[str, Any]] = []
    for _ in range(page.evaluate("probes.stops().length") + 1):
        page.keyboard.press("Tab")
        stop = page.evaluate("probes.focused()")
        if stop is None or (found and stop["number"] == found[0]["number"]):
            break
        found.append(stop)
    return found


def is_before(stop: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether a reader meets something before another: left of it in its line, or above it and not a column further."""
    is_level = min(stop["bottom"], other["bottom"]) - max(stop["top"], other["top"]) > 4
    if is_level:
        return bool(stop["right"] <= other["left"] + 2)
    return bool(stop["bottom"] <= other["top"] + 4 and stop["left"] < other["right"] - 2)


def fullest(sites: tuple[Built, ...], kind: PageKind) -> tuple[str, str]:
    """A page of a kind, with its site: the real one, or the showcase where that has none."""
    found = ((site.name, page.path) for site in (sites[0], sites[1]) for page in site.by_weight(kind, LATVIAN))
    return list(found)[-1]


def faults_of(page: Page) -> dict[str, list[str]]:
    """What the Tab key never comes to, where no focus is seen, where something covers it, and where it goes back."""
    page.evaluate(probes())
    stops = stops_of(page)
    missed = "(seen) => probes.stops().filter((_, number) => !seen.includes(number)).map(probes.name)"
    # The first stop lies outside the order: it comes into view only with the focus.
    pairs = list(pairwise(stops))[1:]
    return {
        "missed": page.evaluate(missed, [stop["number"] for stop in stops]),
        "unseen": [stop["name"] for stop in stops if not stop["ring"]],
        "covered": [stop["name"] for stop in stops if not stop["bare"]],
        "backwards": [f"{last['name']} → {stop['name']}" for last, stop in pairs if is_before(stop, last)],
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_tab_key_reaches_everything_in_the_order_of_the_page(
    browser: Browser, sites: tuple[Built, ...], addresses: dict[str, str], kind: PageKind
) -> None:
    name, path = fullest(sites, kind)
    with tab(browser, **WAYS[KINDS.index(kind) % len(WAYS)]) as page:
        page.goto(addresses[name] + path)
        assert {fault: places for fault, places in faults_of(page).items() if places} == {}


LINKS = (
    '<p><a href="#1">One</a></p><p><a href="#2">Two</a></p><p><a href="#3">Three</a></p><p><a href="#4">Four</a></p>'
)
RING = "<style>a:focus{outline:3px solid #000}</style>"
SPOILT = (
    ("missed", f'{RING}{LINKS}<p><a href="#5" tabindex="-1">Five</a></p>'),
    ("unseen", f"<style>a:focus{{outline:0}}</style>{LINKS}"),
    ("unseen", f"<style>a:focus{{outline:3px solid #eee}}</style>{LINKS}"),
    ("covered", f'{RING}{LINKS}<p style="position:fixed;inset:0;background:#fff"></p>'),
    ("backwards", f'{RING}<div style="display:flex;flex-direction:column-reverse">{LINKS}</div>'),
    ("backwards", f'{RING}<div style="display:flex;flex-direction:row-reverse">{LINKS}</div>'),
)


@pytest.mark.parametrize(("fault", "html"), SPOILT)
def test_a_page_that_is_hard_on_the_keyboard_is_told_of(browser: Browser, fault: str, html: str) -> None:
    with tab(browser) as page:
        page.set_content(f"<!doctype html>{html}")
        assert [name for name, places in faults_of(page).items() if places] == [fault]


def test_a_page_in_order_is_not_told_of(browser: Browser) -> None:
    with tab(browser) as page:
        page.set_content(f"<!doctype html>{RING}{LINKS}")
        assert not any(faults_of(page).values())


def test_backwards_the_keyboard_takes_the_same_way(browser: Browser, addresses: dict[str, str]) -> None:
    with tab(browser) as page:
        page.goto(addresses["real"] + PROJECT)
        page.evaluate(probes())
        there = [stop["number"] for stop in stops_of(page)]
        back = []
        for _ in there:
            page.keyboard.press("Shift+Tab")
            stop = page.evaluate("probes.focused()")
            back.append(stop["number"] if stop else None)
    # The last press forward left the page, so the first one back comes in again at its end.
    assert there[::-1] == back


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is at an element."""
    for _ in range(page.evaluate("document.querySelectorAll('a, button, summary, input, select').length") + 5):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the Tab key never came to {selector}")


def test_the_first_stop_leads_past_the_menu_into_the_text(browser: Browser, addresses: dict[str, str]) -> None:
    with tab(browser, 320) as page:
        page.goto(addresses["real"] + PROJECT)
        page.keyboard.press("Tab")
        box = page.locator(":focus").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.localName") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_menu_is_walked_and_followed_by_the_keyboard(
    browser: Browser, addresses: dict[str, str], width: int
) -> None:
    """On a phone it is folded: the first key opens it."""
    with tab(browser, width) as page:
        page.goto(addresses["real"] + PROJECT)
        if width < 500:
            tab_to(page, ".menu summary")
            page.keyboard.press("Enter")
        tab_to(page, ".menu a:not([aria-current])")
        address = page.evaluate("document.activeElement.href")
        page.keyboard.press("Enter")
        page.wait_for_url(address)
        if width < 500:
            page.locator(".menu summary").click()
        current = page.locator(".menu a[aria-current]:visible")
        assert current.evaluate_all("(links) => links.map((link) => link.href)") == [address]


def test_the_language_is_changed_by_the_keyboard(browser: Browser, addresses: dict[str, str]) -> None:
    with tab(browser) as page:
        page.goto(addresses["real"] + PROJECT)
        tab_to(page, ".languages a[hreflang=en]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/projects/open-your-heart-in-zemgale/")
        assert page.evaluate("document.documentElement.lang") == "en"


def test_the_colours_are_chosen_by_the_keyboard(browser: Browser, addresses: dict[str, str]) -> None:
    with tab(browser, color_scheme="light") as page:
        page.goto(addresses["real"] + PROJECT)
        tab_to(page, "input[name=theme]")
        colours = []
        for _ in range(3):
            colours.append(page.evaluate("getComputedStyle(document.documentElement).colorScheme"))
            page.keyboard.press("ArrowRight")
    assert colours == ["light dark", "light", "dark"]


def test_what_is_folded_opens_and_closes_by_the_keyboard(browser: Browser, addresses: dict[str, str]) -> None:
    with tab(browser) as page:
        page.goto(f"{addresses['showcase']}lv/projekti/many-of-everything/")
        tab_to(page, "main summary")
        states = [page.evaluate("document.activeElement.parentElement.open")]
        for key in ("Enter", "Space"):
            page.keyboard.press(key)
            states.append(page.evaluate("document.activeElement.parentElement.open"))
        assert states == [states[0], not states[0], states[0]]
        assert page.evaluate("document.activeElement.localName") == "summary"
