"""The page that tests take in turns: each finds it as a reader who was never here would."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.quality.browsing import Heard, before_scripts, listen, set_letters, tab
from tests.quality.serving import served

pytestmark = pytest.mark.browser

HTML = '<!doctype html><title>Page</title><link rel="icon" href="x.svg"><p>Text</p>'
STATE = """() => ({
  kept: [document.cookie, localStorage.length, sessionStorage.length, typeof was],
  shown: [innerWidth, getComputedStyle(document.body).fontSize, document.body.innerText],
  asked: ["prefers-color-scheme: dark", "prefers-contrast: more", "prefers-reduced-motion: reduce", "print"]
    .filter((one) => matchMedia(one === "print" ? one : `(${one})`).matches),
})"""
FRESH = {
    "kept": ["", 0, 0, "undefined"],
    "shown": [1280, "16px", "Text"],
    "asked": ["prefers-reduced-motion: reduce"],
}


def test_a_test_leaves_nothing_behind_in_the_page(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    with served(tmp_path) as address:
        with tab(browser, 320, 500, color_scheme="dark", contrast="more", reduced_motion="no-preference") as page:
            heard = listen(page, address)
            before_scripts(page, "var was = 1;")
            set_letters(page, 32)
            page.route(
                address, lambda route: route.fulfill(body=HTML.replace("Text", "Other"), content_type="text/html")
            )
            page.goto(address)
            page.evaluate(
                "() => { localStorage.a = sessionStorage.a = 1; document.cookie = 'a=1'; console.error('a'); }"
            )
            page.emulate_media(media="print")
            page.context.new_page()
            left = page.evaluate(STATE)
        with tab(browser) as again:
            again.goto(address)
            again.evaluate("() => console.error('b')")
            assert (again.evaluate(STATE), len(again.context.pages)) == (FRESH, 1)
            assert again is page
    assert left == {
        "kept": ["a=1", 1, 1, "number"],
        "shown": [320, "32px", "Other"],
        "asked": ["prefers-color-scheme: dark", "prefers-contrast: more", "print"],
    }
    assert heard == Heard(["a"])


def test_a_page_of_its_own_is_another_and_so_is_one_that_is_open_beside(browser: Browser) -> None:
    with tab(browser) as page, tab(browser) as beside, tab(browser, is_new=True) as new:
        assert len({page, beside, new}) == 3
    with tab(browser, java_script_enabled=False) as silent:
        assert silent is not page
