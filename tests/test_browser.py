"""The built site as visitors see it, in Chromium: narrow and wide, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.quality.browsing import Heard, listen, tab
from tests.quality.serving import served

pytestmark = pytest.mark.browser

PAGES = (
    *("lv/", "en/", "lv/projekti/", "lv/aktualitates/", "lv/temas/", "lv/pieklustamibas-pazinojums/", "en/privacy/"),
    *("lv/projekti/atver-sirdi-zemgale/", "en/projects/open-your-heart-in-zemgale/", "404.html"),
    *("lv/projekti/pakalpojumu-infrastruktura-ilukste/", "en/news/2018/regional-plan-approved/"),
)


@pytest.fixture(scope="module")
def address(real_site: Path) -> Iterator[str]:
    """The address of the built site on a server of its own."""
    with served(real_site) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a phone."""
    with tab(browser, 360, 640) as page:
        yield page


def visit(page: Page, address: str, path: str) -> Heard:
    """Open a page; what is heard of it."""
    heard = listen(page, address)
    page.goto(address + path)
    return heard


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_every_width_and_shows_the_attribution_without_scrolling(
    page: Page, address: str, path: str
) -> None:
    assert visit(page, address, path) == Heard()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for width, height in ((320, 640), (360, 640), (768, 1024), (1280, 720), (1440, 900)):
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (scheme, width)
            box = page.locator(".attribution").bounding_box()
            emblem = page.locator(".attribution img").first.bounding_box()
            assert box is not None
            assert emblem is not None
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= height
            assert emblem["height"] >= 40
            assert abs(emblem["width"] / emblem["height"] - 1.5) < 0.01


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_heading_its_language_and_the_block_before_the_text(page: Page, address: str, path: str) -> None:
    visit(page, address, path)
    assert page.locator("h1").count() == 1
    assert ("en" if path.startswith("en/") else "lv") == page.evaluate("document.documentElement.lang")
    assert page.evaluate(
        "() => Boolean(document.querySelector('.attribution').compareDocumentPosition(document.querySelector('main'))"
        " & Node.DOCUMENT_POSITION_FOLLOWING)"
    )
    assert page.locator("[data-period][data-funds].attribution").count() == 1


def test_the_statement_is_set_in_a_permitted_font_without_effects(page: Page, address: str) -> None:
    visit(page, address, "lv/projekti/atver-sirdi-zemgale/")
    styles = page.evaluate(
        "() => [...document.querySelectorAll('.statement, .statement *')].map(e => getComputedStyle(e))"
        ".map(s => [s.fontFamily.split(',')[0].replaceAll('\"', ''), s.fontStyle, s.textShadow, s.visibility])"
    )
    assert {("Ubuntu", "normal", "none", "visible")} == {tuple(style) for style in styles}


def test_the_language_switch_lands_on_the_same_record(page: Page, address: str) -> None:
    visit(page, address, "lv/projekti/atver-sirdi-zemgale/")
    page.get_by_role("link", name="English").first.click()
    assert page.url == address + "en/projects/open-your-heart-in-zemgale/"
    page.get_by_role("link", name="Latviešu").first.click()
    assert page.url == address + "lv/projekti/atver-sirdi-zemgale/"


def test_the_bare_address_leads_to_the_primary_language(page: Page, address: str) -> None:
    visit(page, address, "")
    page.wait_for_url(address + "lv/")
    assert page.url == address + "lv/"


def test_an_old_address_leads_to_the_new_one(page: Page, address: str) -> None:
    visit(page, address, "lv/projekts/atver-sirdi-zemgale/")
    page.wait_for_url(address + "lv/projekti/atver-sirdi-zemgale/")
    assert page.locator("h1").inner_text() == "Atver sirdi Zemgalē"


def test_the_first_tab_stop_leads_to_the_text(page: Page, address: str) -> None:
    visit(page, address, "lv/projekti/atver-sirdi-zemgale/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
