"""A Chromium for tests that go through pages by hand."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, CDPSession, ConsoleMessage, Page, Request, ViewportSize, sync_playwright

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--hide-scrollbars"),
)
# What a page can be told while it is open, and what it is told unless a test asks for something else.
MEDIA = {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none", "reduced_motion": "reduce"}
# The size that a browser's settings give to text, in CSS px.
USUAL = {"standard": 16, "fixed": 13}


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


@dataclass(frozen=True, slots=True)
class Heard:
    """What a browser has complained of, and what its pages have asked of other places."""

    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def said(self, message: ConsoleMessage) -> None:
        """A page that only leads on names no icon, so that the browser looks for one where it always does."""
        if message.type in {"error", "warning"} and not message.location["url"].endswith("/favicon.ico"):
            self.complaints.append(message.text)

    def failed(self, request: Request) -> None:
        """A request that came to nothing is a complaint where something stopped it."""
        if "BLOCKED" in (request.failure or ""):
            self.complaints.append(request.url)


@dataclass(slots=True, eq=False)
class _Tab:
    """A page, and what has to be forgotten before another test has it."""

    page: Page
    session: CDPSession
    is_taken: bool = False
    visited: set[str] = field(default_factory=set)
    preludes: list[str] = field(default_factory=list)
    listeners: list[tuple[Any, Any]] = field(default_factory=list)

    def on(self, event: Any, listener: Any) -> None:
        self.page.on(event, listener)
        self.listeners.append((event, listener))

    def wipe(self) -> None:
        """Forget the reader: what was stored, other windows, scripts, answers, sizes, where the mouse was."""
        context = self.page.context
        for other in context.pages:
            if other is not self.page:
                other.close()
        for event, listener in self.listeners:
            self.page.remove_listener(event, listener)
        self.page.unroute_all()
        for prelude in self.preludes:
            self.session.send("Page.removeScriptToEvaluateOnNewDocument", {"identifier": prelude})
        self.session.send("Page.setFontSizes", {"fontSizes": USUAL})
        context.clear_cookies()
        self.page.mouse.move(-1, -1)
        self.page.goto("about:blank")
        for origin in self.visited:
            self.session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        for forgotten in (self.listeners, self.preludes, self.visited):
            forgotten.clear()


# The tabs that are used again, by what was asked for beside media; and all of them, by their pages.
_KEPT: WeakKeyDictionary[Browser, dict[str, _Tab]] = WeakKeyDictionary()
_TAB_OF: WeakKeyDictionary[Page, _Tab] = WeakKeyDictionary()


def _opened(browser: Browser, others: Mapping[str, Any]) -> _Tab:
    page = browser.new_context(**others).new_page()
    made = _TAB_OF[page] = _Tab(page, page.context.new_cdp_session(page))
    made.session.send("Page.enable")
    page.on("framenavigated", lambda frame: made.visited.add("{0.scheme}://{0.netloc}".format(urlsplit(frame.url))))
    return made


@contextmanager
def tab(
    browser: Browser, width: int = 1280, height: int = 800, *, is_new: bool = False, **options: Any
) -> Iterator[Page]:
    """A page of a reader who has not been here before, and asks for no motion.

    A new one costs more than most of what is done in it: this is the same each time, wiped. `is_new`: for what is not
    wiped, such as what the browser has cached.
    """
    others = {name: options[name] for name in sorted(options.keys() - MEDIA.keys())}
    kept = _KEPT.setdefault(browser, {})
    one = kept.get(str(others))
    if is_new or one is None or one.is_taken:
        one = _opened(browser, others)
    is_kept = not is_new and kept.setdefault(str(others), one) is one
    one.is_taken = True
    one.page.set_viewport_size(ViewportSize(width=width, height=height))
    one.page.emulate_media(media="null", **{name: options.get(name, usual) for name, usual in MEDIA.items()})
    try:
        yield one.page
    finally:
        if is_kept:
            one.wipe()
            one.is_taken = False
        else:
            one.page.context.close()


def listen(page: Page, address: str) -> Heard:
    """What is heard from now on while a page is in use that lies below an address."""
    heard, one = Heard(), _TAB_OF[page]  # functions, not methods: Playwright writes into whatever a method is of
    one.on("console", lambda message: heard.said(message))
    one.on("pageerror", lambda error: heard.complaints.append(str(error)))
    one.on("requestfailed", lambda request: heard.failed(request))
    one.on("request", lambda asked: None if asked.url.startswith(address) else heard.foreign.append(asked.url))
    return heard


def before_scripts(page: Page, script: str) -> None:
    """Run a script in each page that is opened, before its own."""
    one = _TAB_OF[page]
    told = one.session.send("Page.addScriptToEvaluateOnNewDocument", {"source": script})
    one.preludes.append(told["identifier"])


def set_letters(page: Page, size: int) -> None:
    """Set the size that the reader's settings give to text, in CSS px."""
    _TAB_OF[page].session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
