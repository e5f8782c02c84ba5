"""Every page in one Chromium: loaded once, looked at on every screen.

Playwright and Chromium are needed for this alone; without them the bytes can still be audited.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, CDPSession, Error, Page, Request, async_playwright

from sitegen.attribution.appearance import FONT_NAMES, FONTS, SCREENS, Screen
from sitegen.audit.album import Album
from sitegen.audit.finding import Fault
from sitegen.audit.judging import Sight, judge, statement_lines
from sitegen.audit.likeness import ALLOWED, COMPARED_HEIGHT, difference
from sitegen.audit.seen import SCREEN_SEEN, EmblemSeen, ScreenSeen
from sitegen.inspection.findings import fault

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--force-color-profile=srgb"),
    # Nothing leaves this machine: a page that asks another site for something is told of, not served.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
TABS = 3
TIMEOUT = 20_000
_SCRIPTS = Path(__file__).parent / "scripts"
_READY = "async () => { await document.fonts.ready; }"


def _script(name: str) -> str:
    """A script as one expression, without the comment at its head."""
    text = (_SCRIPTS / name).read_text(encoding="utf-8")
    return "\n".join(line for line in text.split("\n") if not line.startswith("//"))


MEASURE, STORED = _script("measure.js"), _script("stored.js")


class NoBrowserError(Exception):
    """There is no Chromium that starts. The argument says why, in the words of the system."""


@dataclass(slots=True)
class Visit:
    """What one page showed: on each screen, and the fonts that its statement is drawn with.

    `families`: what the style sheet asked for when the fonts were looked up, with what was found wrong then.
    """

    path: str
    screens: dict[Screen, ScreenSeen] = field(default_factory=dict)
    fonts: tuple[str, ...] = ()
    families: dict[tuple[str, ...], list[Fault]] = field(default_factory=dict)
    looks: dict[Screen, str] = field(default_factory=dict)
    faults: list[tuple[Screen, Fault]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tour:
    """What is looked at: pages by path with what each is judged by, where they are served, how foreign is told."""

    address: str
    pages: tuple[tuple[str, Sight], ...]
    is_foreign: Callable[[str], bool]


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
            while waiting:
                async with _tab(browser, tour, album) as tab:
                    await tab.visit_all(waiting, seen)

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
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        self._requests[request.url] = None

    async def visit_all(self, waiting: list[tuple[int, tuple[str, Sight]]], seen: dict[int, Visit]) -> None:
        """Visit pages until none is left, or one breaks the tab."""
        while waiting:
            number, (path, sight) = waiting.pop()
            visit = seen[number] = Visit(path)
            try:
                await self._visit(visit, sight)
            except Error as error:
                reason = error.message.strip().split("\n")[0]
                visit.faults.append((SCREENS[0], Fault(fault("page-not-shown", seen=reason))))
                return

    async def _visit(self, visit: Visit, sight: Sight) -> None:
        self._requests.clear()
        await self._show_on(SCREENS[0])
        await self._page.goto(self._tour.address + visit.path.removesuffix("index.html"), wait_until="load")
        await self._page.evaluate(_READY)
        for screen in SCREENS:
            await self._show_on(screen)
            await self._look(visit, screen, sight)
        found = [fault("stored-data", seen=one) for one in await self._stored()]
        foreign = (url for url in self._requests if self._tour.is_foreign(url))
        found += [fault("foreign-request", seen=url) for url in foreign]
        visit.faults += [(SCREENS[-1], Fault(one)) for one in found]

    async def _show_on(self, screen: Screen) -> None:
        size = {"width": screen.width, "height": screen.height, "deviceScaleFactor": 1, "mobile": False}
        await self._session.send("Emulation.setDeviceMetricsOverride", size)
        feature = {"name": "prefers-color-scheme", "value": screen.scheme}
        await self._session.send("Emulation.setEmulatedMedia", {"media": "screen", "features": [feature]})

    async def _stored(self) -> list[str]:
        found: list[str] = await self._page.evaluate(STORED)
        cookies = await self._context.cookies()
        if cookies:
            await self._context.clear_cookies()
            names = ", ".join(sorted({cookie.get("name", "") for cookie in cookies}))
            found = [f"cookie: {names}", *(one for one in found if not one.startswith("cookie"))]
        return found

    async def _look(self, visit: Visit, screen: Screen, sight: Sight) -> None:
        """Measure, judge, compare the emblem, and photograph what is found for the first time."""
        told = await self._page.evaluate(MEASURE, float(sight.settings.clear_space))
        seen = visit.screens[screen] = SCREEN_SEEN.validate_python(told)
        faults = list(judge(seen, screen, sight))
        if seen.block is not None:
            families = tuple(line.family for line in seen.lines)
            if families not in visit.families:
                visit.families[families] = await self._fonts(visit, seen, sight)
            faults += visit.families[families]
            faults += await self._likeness(visit, screen, seen)
        visit.faults += [(screen, one) for one in faults]
        await self._photograph(faults)

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
        answer = await self._session.send("Page.captureScreenshot", options)
        return base64.b64decode(answer["data"])

    async def _likeness(self, visit: Visit, screen: Screen, seen: ScreenSeen) -> list[Fault]:
        """The block as it is drawn. Blocks that are alike to the last point are compared once."""
        if seen.block is None or min(seen.block.box[2:]) < 1:
            return []
        x, y, width, height = seen.block.box
        picture = await self._capture((max(x, 0), max(y, 0), min(width, screen.width), min(height, screen.height)))
        emblem = seen.emblem
        look = hashlib.sha256(picture + repr(emblem.box if emblem else None).encode()).hexdigest()[:16]
        visit.looks[screen] = look
        if look not in self._album.looks:
            self._album.looks[look] = await self._difference(emblem)
            self._album.keep_look(look, picture)
        off = self._album.looks[look]
        if emblem is None or off <= ALLOWED:
            return []
        return [Fault(fault("emblem-altered", seen=f"{off:.1f}"), emblem.box)]

    async def _difference(self, emblem: EmblemSeen | None) -> float:
        if emblem is None or emblem.hidden or not emblem.is_loaded or min(emblem.box[2:]) < 8:
            return 0
        left, top = round(emblem.box[0]), round(emblem.box[1])  # as the browser sets pictures
        return difference(await self._capture((left, top, *emblem.box[2:]), COMPARED_HEIGHT / emblem.box[3]))

    async def _fonts(self, visit: Visit, seen: ScreenSeen, sight: Sight) -> list[Fault]:
        """The fonts that the statement's letters are really drawn with."""
        root = (await self._session.send("DOM.getDocument", {"depth": 0}))["root"]["nodeId"]
        found: list[Fault] = []
        for line in statement_lines(seen, sight):
            names: dict[str, None] = {}
            for path in line.holders:
                query = {"nodeId": root, "selector": path}
                node = (await self._session.send("DOM.querySelector", query))["nodeId"]
                answer = await self._session.send("CSS.getPlatformFontsForNode", {"nodeId": node})
                names |= {font["familyName"]: None for font in answer["fonts"]}
            visit.fonts = tuple(dict.fromkeys((*visit.fonts, *names)))
            wrong = ", ".join(name for name in names if name not in _ALLOWED_FONTS)
            if wrong:
                told = fault("statement-font", value=line.text, seen=wrong, expected=", ".join(FONTS))
                found.append(Fault(told, line.box))
        return found


_ALLOWED_FONTS = frozenset(FONT_NAMES)
