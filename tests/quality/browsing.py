"""A Chromium for tests that go through pages by hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.showcase.sites import FLAGS


def program() -> str:
    """The Chromium that the tests drive: the one named by CHROMIUM, else Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return named
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


@contextmanager
def opened() -> Iterator[Browser]:
    """A Chromium: the one named by CHROMIUM, else Playwright's own. One at a time in a thread."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def tab(browser: Browser, width: int = 1280, height: int = 800, **options: Any) -> Iterator[Page]:
    """A page of a reader who has not been here before, and asks for no motion."""
    viewport = ViewportSize(width=width, height=height)
    context = browser.new_context(viewport=viewport, **{"reduced_motion": "reduce", **options})
    try:
        yield context.new_page()
    finally:
        context.close()
