"""One walk through all pages in one Chromium: each is loaded once, then looked at on every screen by every probe."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, CDPSession, Page, async_playwright

from sitegen.plan import PageKind
from tests.quality.browsing import FLAGS, USUAL
from tests.quality.findings import Finding
from tests.quality.reviewed import DECORATION, INCOMPLETE
from tests.quality.sites import SCREENS, Screen, Stop
from tests.quality.tools import AXE, need

PROBES = Path(__file__).parent / "probes"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# All that hangs on colours. More than half the work, and the probe of contrast does the same: left out on the middle
# width, and where a page is seen on one screen only.
OF_COLOURS = ("color-contrast",)
# The page of duties has a part of the same make for each project; some are enough for axe-core.
REPEATED = {PageKind.DUTIES: "main section:nth-of-type(n+6)"}
TABS = 2
# WCAG 1.4.12: what a reader may ask for.
SPACING = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)
# Twice the usual size of text.
TWICE = {name: 2 * size for name, size in USUAL.items()}
# How high every screen is: what is drawn costs, and nothing hangs on it.
HEIGHT = 600
NARROWEST, WIDEST = SCREENS[0].width, SCREENS[-1].width


@dataclass(slots=True)
class Survey:
    """What was found, by aspect; the results of axe-core that people have judged, by number; the rules it applied."""

    faults: dict[str, list[Finding]] = field(default_factory=dict)
    judged: dict[int, int] = field(default_factory=dict)
    applied: dict[str, int] = field(default_factory=dict)
    runs: int = 0

    def add(self, aspect: str, page: str, screen: object, found: Sequence[Sequence[str]]) -> None:
        """Faults of one page on one screen: rule, place, words."""
        self.faults.setdefault(aspect, []).extend(Finding(page, str(screen), *fault) for fault in found)


def survey(addresses: Mapping[str, str], stops: Sequence[Stop]) -> Survey:
    """Look at every page. In a thread of its own: Playwright's other way of working may be at work in this one."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(asyncio.run, _survey(addresses, stops)).result()


def probes() -> str:
    """The scripts of all probes, as one."""
    common = PROBES / "common.js"
    others = sorted(path for path in PROBES.glob("*.js") if path != common)
    return "\n".join(path.read_text(encoding="utf-8") for path in (common, *others))


def script() -> str:
    """axe-core and the probes, as one script."""
    return f"{need(AXE).read_text(encoding='utf-8')}\n{probes()}"


def judged() -> list[tuple[str, str, str]]:
    """What people have judged of the results that axe-core leaves to them, as its probe wants it."""
    return [(one.rule, one.reason, one.where) for one in INCOMPLETE]


def coloured(stop: Stop) -> tuple[Screen, ...]:
    """The screens on which axe-core is asked about colours."""
    return tuple(screen for screen in stop.screens if screen.width in (NARROWEST, WIDEST)) if stop.is_whole else ()


async def _survey(addresses: Mapping[str, str], stops: Sequence[Stop]) -> Survey:
    found = Survey()
    waiting = iter(stops)
    whole = script()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or None, args=list(FLAGS))
        await asyncio.gather(*(_walk(browser, addresses, waiting, whole, found) for _ in range(TABS)))
        await browser.close()
    return found


async def _walk(
    browser: Browser, addresses: Mapping[str, str], waiting: Iterator[Stop], whole: str, found: Survey
) -> None:
    context = await browser.new_context(viewport={"width": 320, "height": HEIGHT})
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    for stop in waiting:
        await page.goto(addresses[stop.site] + stop.page.path)
        await page.evaluate("document.fonts.ready")
        await page.evaluate(whole)
        await page.set_viewport_size({"width": 320, "height": HEIGHT})
        await _layout(page, stop, "320 px", found)
        await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        for screen in stop.screens:
            await _show(page, stop, screen, found)
        if stop.is_whole:
            await _other_ways(page, session, stop, found)
        if stop.screens[-1].width == WIDEST:
            await session.send("Page.setFontSizes", {"fontSizes": TWICE})
            found.add("text size", stop.name, "text of twice the size", await page.evaluate("probes.layout('')"))
            await session.send("Page.setFontSizes", {"fontSizes": USUAL})
    await context.close()


async def _show(page: Page, stop: Stop, screen: Screen, found: Survey) -> None:
    await page.set_viewport_size({"width": screen.width, "height": HEIGHT})
    await page.emulate_media(color_scheme=screen.scheme)
    await _contrast(page, stop, screen, found)
    if screen.scheme == "light":
        await _layout(page, stop, screen, found)
    await _axe(page, stop, screen, found)


async def _axe(page: Page, stop: Stop, screen: Screen, found: Survey) -> None:
    """Every rule; in the dark of a page that has been seen in the light, those of colours: `test_axe.py` says why."""
    is_of_colours = screen in coloured(stop)
    is_whole = not stop.is_whole or screen.scheme == "light"
    if not is_of_colours and not is_whole:
        return
    rules = TAGS if is_whole else OF_COLOURS
    given = [rules, judged(), [] if is_of_colours else OF_COLOURS, REPEATED.get(stop.page.kind, "")]
    violations, incomplete, passed = json.loads(await page.evaluate("(given) => probes.axe(...given)", given))
    found.runs += is_whole
    found.add("axe", stop.name, screen, violations)
    found.add("incomplete", stop.name, screen, [rest for number, *rest in incomplete if number < 0])
    for number in {number for number, *_ in incomplete if number >= 0}:
        found.judged[number] = found.judged.get(number, 0) + 1
    for rule in passed:
        found.applied[rule] = found.applied.get(rule, 0) + 1


async def _layout(page: Page, stop: Stop, screen: object, found: Survey) -> None:
    """As it is, and with the spacing that a reader may ask for."""
    found.add("reflow", stop.name, screen, await page.evaluate("probes.layout('')"))
    found.add("spacing", stop.name, screen, await page.evaluate("(style) => probes.layout(style)", SPACING))


async def _contrast(page: Page, stop: Stop, screen: object, found: Survey) -> None:
    probe = "(decoration) => [...probes.faint(decoration), ...probes.pale()]"
    found.add("contrast", stop.name, screen, await page.evaluate(probe, DECORATION))


async def _other_ways(page: Page, session: CDPSession, stop: Stop, found: Survey) -> None:
    """In the reader's own colours, without motion, on paper, and enlarged."""
    for screen in (Screen(1280, "dark"), Screen(1280, "light")):
        await page.emulate_media(forced_colors="active", reduced_motion="reduce", color_scheme=screen.scheme)
        await _contrast(page, stop, f"forced colours, {screen.scheme}", found)
    found.add("motion", stop.name, "reduced motion", await page.evaluate("probes.moving()"))
    await page.emulate_media(media="print", forced_colors="none", reduced_motion="no-preference")
    found.add("print", stop.name, "on paper", await page.evaluate("probes.printed()"))
    await page.emulate_media(media="screen")
    zoomed = {"width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": False}
    await session.send("Emulation.setDeviceMetricsOverride", zoomed)
    found.add("reflow", stop.name, "1280 px at 400 %", await page.evaluate("probes.layout('')"))
    await session.send("Emulation.setDeviceMetricsOverride", {**zoomed, "width": WIDEST, "deviceScaleFactor": 1})
