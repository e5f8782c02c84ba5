"""Every page in one Chromium: loaded once, looked at on every screen.

Playwright and Chromium are needed for this alone; without them the bytes can still be audited.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import field
from math import floor
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.async_api import Browser, BrowserContext, CDPSession, Error, Page, async_playwright

from sitegen.attribution.appearance import FONT_NAMES, FONTS, SCREENS, Screen
from sitegen.audit.album import Album, Look
from sitegen.audit.finding import Fault
from sitegen.audit.judging import Sight, judge, statement_lines
from sitegen.audit.likeness import ALLOWED, COMPARED_HEIGHT, difference
from sitegen.audit.running import Running
from sitegen.audit.seen import SCREEN_SEEN, EmblemSeen, ScreenSeen
from sitegen.inspection.findings import Found, fault
from sitegen.values import dataclass

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--force-color-profile=srgb"),
    # Nothing leaves this machine: a page that asks another site for something is told of, not served.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
TABS = 3
# How long a page with scripts is left to itself, in milliseconds.
LATER = 2500
# Where a block must be seen too (B-03, B-09): name, width in px, and what the reader's device asks for.
OTHER_SCREENS: tuple[tuple[str, int, dict[str, str]], ...] = (
    *((f"{width} px", width, {}) for width in (320, 480, 600, 768, 1024, 1600)),
    ("print", 794, {"media": "print"}),
    ("prefers-contrast", 1280, {"prefers-contrast": "more"}),
    ("forced-colors", 1280, {"forced-colors": "active"}),
    ("reduced-motion", 1280, {"prefers-reduced-motion": "reduce"}),
)
EVERYWHERE = frozenset({"block-hidden", "emblem-small", "emblem-missing", "attribution-missing"})
TIMEOUT = 20_000
_SCRIPTS = Path(__file__).parent / "scripts"


def _script(name: str) -> str:
    """A script as one expression, without the comment at its head."""
    text = (_SCRIPTS / name).read_text(encoding="utf-8")
    return "\n".join(line for line in text.split("\n") if not line.startswith("//"))


# As text: the browser's driver takes its time over objects.
MEASURE = f"async (space) => JSON.stringify(await ({_script('measure.js')})(space))"
STORED = _script("stored.js")


class NoBrowserError(Exception):
    """There is no Chromium that starts. The argument says why, in the words of the system."""


@dataclass(slots=True)
class Visit:
    """What one page showed: on each screen, and the fonts that its statement is drawn with."""

    path: str
    screens: dict[Screen, ScreenSeen] = field(default_factory=dict)
    fonts: tuple[str, ...] = ()
    looks: dict[Screen, str] = field(default_factory=dict)
    faults: list[tuple[Screen, Fault]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tour:
    """What is looked at: pages by path with what each is judged by, where they are served, how foreign is told.

    `noted`: what is known to be wrong with pages, which wants a picture.
    """

    address: str
    pages: tuple[tuple[str, Sight], ...]
    is_foreign: Callable[[str], bool]
    noted: Mapping[str, tuple[Found, ...]]


def look_at(tour: Tour, album: Album, program: str | None) -> tuple[str, list[Visit]]:
    """Visit every page. The browser's name and version, and what was seen, in the order of the pages.

    `program`: the Chromium to start; None for Playwright's own. Raises `NoBrowserError`.
    """
    return asyncio.run(_look_at(tour, album, program))


async def _look_at(tour: Tour, album: Album, program: str | None) -> tuple[str, list[Visit]]:
    async with _browser(program) as browser:
        waiting = list(enumerate(tour.pages))[::-1]
        seen: dict[int, Visit] = {}

        async def work() -> None:
            try:
                while waiting:
                    async with _tab(browser, tour, album) as tab:
                        await tab.visit_all(waiting, seen)
            except Error as error:  # the browser itself is gone
                while waiting:
                    number, (path, _) = waiting.pop()
                    seen[number] = Visit(path, faults=[(SCREENS[0], _not_shown(error))])

        await asyncio.gather(*(work() for _ in range(min(TABS, len(waiting)))))
        return f"Chromium {browser.version}", [seen[number] for number in sorted(seen)]


@asynccontextmanager
async def _browser(program: str | None) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        except Error as error:
            raise NoBrowserError(error.message.strip().split("\n")[0]) from error
        try:
            yield browser
        finally:
            await browser.close()


def _drawn_by(path: str, running: Running) -> str:
    """What tells pages apart whose blocks measure alike.

    What a script does to the way in which things are drawn cannot be measured, so a page with a strange one is like
    no other. The program's own draw alike wherever they run.
    """
    return path if running.strange else " ".join(running.own)


def _at(found: Found, name: str) -> Found:
    """A fault of another screen says of which."""
    told = {key: f"{value} ({name})" if key == "seen" else value for key, value in found.parameters}
    return fault(found.code, found.at, **told)


def _not_shown(error: Error) -> Fault:
    return Fault(fault("page-not-shown", seen=error.message.strip().split("\n")[0]))


@asynccontextmanager
async def _tab(browser: Browser, tour: Tour, album: Album) -> AsyncIterator[_Tab]:
    context = await browser.new_context()
    context.set_default_timeout(TIMEOUT)
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        await session.send(f"{domain}.enable")
    try:
        yield _Tab(context, page, session, tour, album)
    finally:
        await context.close()


class _Tab:
    """A page of the browser that is used again and again."""

    def __init__(self, context: BrowserContext, page: Page, session: CDPSession, tour: Tour, album: Album) -> None:
        self._context, self._page, self._session = context, page, session
        self._tour, self._album = tour, album
        self._requests: dict[str, None] = {}
        self._screen: Screen | None = None
        self._size = (0, 0)
        self._media: Mapping[str, object] = {}
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url))
        context.on("page", self._note_window)

    def _note(self, url: str) -> None:
        self._requests[url] = None

    def _note_window(self, other: Page) -> None:
        """A window that the page has opened by itself."""
        if other is not self._page:
            other.on("request", lambda request: self._note(request.url))

    async def visit_all(self, waiting: list[tuple[int, tuple[str, Sight]]], seen: dict[int, Visit]) -> None:
        """Visit pages until none is left, or one breaks the tab."""
        while waiting:
            number, (path, sight) = waiting.pop()
            visit = seen[number] = Visit(path)
            try:
                await self._visit(visit, sight)
            except Error as error:
                visit.faults.append((SCREENS[0], _not_shown(error)))
                return

    async def _visit(self, visit: Visit, sight: Sight) -> None:
        self._requests.clear()
        screens = SCREENS if self._screen in {None, SCREENS[0]} else SCREENS[::-1]  # the last one need not be changed
        await self._show_on(screens[0])
        address = self._tour.address + quote(visit.path.removesuffix("index.html"))
        await self._page.goto(address, wait_until="load")
        for screen in screens:
            await self._show_on(screen)
            await self._look(visit, screen, sight)
        if sight.running:
            await self._wait_for_scripts(visit, screens[-1], sight)
        found = [fault("stored-data", seen=one) for one in await self._stored()] if sight.running else []
        foreign = (url for url in self._requests if self._tour.is_foreign(url))
        found += [fault("foreign-request", seen=url) for url in foreign]
        visit.faults += [(screens[-1], Fault(one)) for one in found]
        await self._photograph([Fault(one) for one in found])

    async def _wait_for_scripts(self, visit: Visit, screen: Screen, sight: Sight) -> None:
        """What a page does by itself after a while, and when it is read; looked at once for the same scripts."""
        if sight.running in self._album.scripts:
            return
        self._album.scripts.add(sight.running)
        await self._page.evaluate("scrollTo(0, document.body.scrollHeight)")
        await self._page.wait_for_timeout(LATER / 2)
        await self._page.evaluate("scrollTo(0, 0)")
        await self._page.wait_for_timeout(LATER / 2)
        await self._look(visit, screen, sight)

    async def _show_on(self, screen: Screen) -> None:
        """Make the page's area and colour scheme those of a screen."""
        before, self._screen = self._screen, screen
        if before is None or before != screen:
            await self._emulate(screen.width, screen.height, {"prefers-color-scheme": screen.scheme})

    async def _emulate(self, width: int, height: int, media: Mapping[str, str]) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        features = [{"name": name, "value": value} for name, value in media.items() if name != "media"]
        told = {"media": media.get("media", "screen"), "features": features}
        if (width, height) != self._size:
            await self._session.send("Emulation.setDeviceMetricsOverride", size)
        if told != self._media:  # even the same makes the browser work out all styles anew
            await self._session.send("Emulation.setEmulatedMedia", told)
        self._size, self._media = (width, height), told

    async def _stored(self) -> list[str]:
        found: list[str] = await self._page.evaluate(STORED)
        cookies = await self._context.cookies()
        if cookies:
            await self._context.clear_cookies()
            names = ", ".join(sorted({cookie.get("name", "") for cookie in cookies}))
            found = [f"cookie: {names}", *(one for one in found if not one.startswith("cookie"))]
        return found

    async def _look(self, visit: Visit, screen: Screen, sight: Sight) -> None:
        """Measure, judge, compare how the block is drawn, and photograph what is found for the first time."""
        seen = visit.screens[screen] = await self._measure(sight)
        faults = list(judge(seen, screen, sight))
        if seen.block is not None:
            look = visit.looks[screen] = seen.signature_of(_drawn_by(visit.path, sight.running))
            if look not in self._album.looks:
                self._album.looks[look] = await self._drawn(look, screen, seen, sight)
            faults += self._of_look(visit, look, seen, sight)
        visit.faults += [(screen, one) for one in faults]
        if screen is SCREENS[0]:
            box = seen.block.box if seen.block else None
            faults += [Fault(one, box) for one in self._tour.noted.get(visit.path, ())]
        await self._photograph(faults)

    async def _measure(self, sight: Sight) -> ScreenSeen:
        told: str = await self._page.evaluate(MEASURE, float(sight.settings.clear_space))
        return SCREEN_SEEN.validate_json(told)

    async def _elsewhere(self, sight: Sight) -> tuple[Fault, ...]:
        """Whether the block is hidden, or its emblem too small, at other widths, in print, for readers with needs."""
        found: list[Fault] = []
        for name, width, media in OTHER_SCREENS:
            await self._emulate(width, 800, media)
            seen = await self._measure(sight)
            worst = [one for one in judge(seen, Screen(width, 800, name), sight) if one.found.code in EVERYWHERE]
            told_here = [Fault(_at(one.found, name), one.box) for one in worst]
            await self._photograph(told_here)
            found += told_here
        self._screen = None
        await self._show_on(SCREENS[0])
        return tuple(found)

    def _of_look(self, visit: Visit, name: str, seen: ScreenSeen, sight: Sight) -> Iterator[Fault]:
        """What is wrong with how a block is drawn: its emblem, the fonts of its statement."""
        look = self._album.looks[name]
        yield from look.elsewhere
        if seen.emblem is not None and look.difference > ALLOWED:
            yield Fault(fault("emblem-altered", seen=f"{look.difference:.1f}"), seen.emblem.box)
        for line in statement_lines(seen, sight):
            fonts = look.fonts.get(line.text, ())
            visit.fonts = tuple(dict.fromkeys((*visit.fonts, *fonts)))
            wrong = ", ".join(name for name in fonts if name not in _ALLOWED_FONTS)
            asked = line.family.split(",")[0].strip("\"' ")
            if wrong and asked in _ALLOWED_FONTS and asked not in seen.faces:
                yield Fault(fault("statement-font-absent", value=line.text, seen=wrong, expected=asked), line.box)
            elif wrong:
                told = fault("statement-font", value=line.text, seen=wrong, expected=", ".join(FONTS))
                yield Fault(told, line.box)

    async def _photograph(self, faults: list[Fault]) -> None:
        new = [one for one in faults if self._album.is_wanted(one.found)]
        if new:
            picture = await self._capture()
            for one in new:
                self._album.keep(one, picture)

    async def _capture(self, box: tuple[float, float, float, float] | None = None, scale: float = 1) -> bytes:
        options: dict[str, Any] = {"format": "png", "optimizeForSpeed": box is not None}
        if box is not None:
            options["clip"] = {"x": box[0], "y": box[1], "width": box[2], "height": box[3], "scale": scale}
            options["captureBeyondViewport"] = box[1] + box[3] > min(screen.height for screen in SCREENS)
        answer = await self._session.send("Page.captureScreenshot", options)
        return base64.b64decode(answer["data"])

    async def _drawn(self, name: str, screen: Screen, seen: ScreenSeen, sight: Sight) -> Look:
        """Photograph a block, and see how it is drawn. Blocks that are drawn alike are looked at once."""
        x, y, width, height = seen.block.box if seen.block else (0, 0, 0, 0)
        if min(width, height) >= 1:
            area = (max(x, 0), max(y, 0), min(width, screen.width), min(height, screen.height))
            self._album.keep_look(name, await self._capture(area))
        off, fonts = await self._difference(seen.emblem), await self._fonts(seen)
        return Look(off, fonts, await self._elsewhere(sight) if screen is SCREENS[0] else ())

    async def _difference(self, emblem: EmblemSeen | None) -> float:
        if emblem is None or emblem.hidden or not emblem.is_loaded or min(emblem.box[2:]) < 8:
            return 0
        x, y, width, height = emblem.box
        left, top, right, bottom = (floor(edge + 0.5) for edge in (x, y, x + width, y + height))  # as pictures are set
        area = (left, top, right - left, bottom - top)
        return difference(await self._capture(area, COMPARED_HEIGHT / area[3]))

    async def _fonts(self, seen: ScreenSeen) -> dict[str, tuple[str, ...]]:
        """The fonts that the letters of each line are really drawn with."""
        root = (await self._session.send("DOM.getDocument", {"depth": 0}))["root"]["nodeId"]
        found: dict[str, tuple[str, ...]] = {}
        for line in seen.lines:
            names: dict[str, None] = dict.fromkeys(found.get(line.text, ()))
            for path in line.holders:
                query = {"nodeId": root, "selector": path}
                node = (await self._session.send("DOM.querySelector", query))["nodeId"]
                answer = await self._session.send("CSS.getPlatformFontsForNode", {"nodeId": node})
                names |= {font["familyName"]: None for font in answer["fonts"]}
            found[line.text] = tuple(names)
        return found


_ALLOWED_FONTS = frozenset(FONT_NAMES)
