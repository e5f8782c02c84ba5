"""The preview: the site as it is being written, on this computer alone, in pages that reload by themselves.

Three things run side by side: a server that answers from the last good build, a watch over the site's folders, and
builds, one at a time, in a thread. The command line imports this module late: livereload, tornado and watchfiles
take longer to load than all the rest of the program.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import traceback
from collections.abc import Callable
from contextlib import aclosing, suppress
from dataclasses import replace
from functools import partial
from html import escape
from mimetypes import MimeTypes
from pathlib import Path
from socket import create_server, socket
from urllib.parse import quote

import click
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.escape import json_decode
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler
from watchfiles import Change, awatch

from sitegen.catalogues import Catalogue
from sitegen.diagnostics import Severity
from sitegen.diagnostics.report import render
from sitegen.pipeline import build
from sitegen.publish import OutputRefusedError, check_output
from sitegen.settings import Settings, lines_of
from sitegen.values import dataclass

HOST = "127.0.0.1"
CLEAN, USAGE = 0, 2
HTML = "text/html; charset=utf-8"
# Milliseconds: how long saves are gathered, how long it must be quiet between them, how often the watch looks up.
DEBOUNCE, STEP, ROUND = 200, 50, 100
_RELOAD = {"command": "reload", "path": "*", "liveCSS": True, "liveImg": True}
_TOP = re.compile(rb"<body\b[^>]*>|</head>(?!\s*<body)|\Z", re.IGNORECASE)
_TYPES = MimeTypes().types_map[True] | {".avif": "image/avif", ".js": "text/javascript", ".xml": "application/xml"}
_TYPES |= {".webmanifest": "application/manifest+json", ".webp": "image/webp", ".woff2": "font/woff2"}
_IS_TEXT = re.compile(r"text/|.*(?:json|xml|javascript)$")
# Sticky: a browser that reloads a page keeps what was in sight where it was, and the box would lie above it.
_ALERT = """
<div role="alert" lang="{language}" style="position:sticky;top:0;z-index:9999;box-sizing:border-box;max-height:40vh;
overflow:auto;padding:1rem 1.5rem;border-bottom:.25rem solid #b00020;background:#fff4f4;color:#3b0008;
color-scheme:light;font:1rem/1.5 sans-serif">
<strong>{title}</strong>
<pre tabindex="0" style="overflow-x:auto;font:.875rem/1.5 monospace;color:inherit;background:none">{problems}</pre>
</div>
"""
_EMPTY = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body><main><h1>{title}</h1></main></body>
</html>
"""
# livereload's script tells `snipver` when it connects: a page that a build has left behind is found out.
_SCRIPT = '<script src="/livereload.js?port={port}&amp;maxdelay=2000&amp;snipver={version}" defer></script>\n'


@dataclass(frozen=True, slots=True)
class State:
    """What there is to show after `number` builds: whether any was good, and what was wrong with the last one."""

    number: int = 0
    has_site: bool = False
    problems: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent for an address. `location` is where a redirect leads."""

    status: int
    content_type: str
    body: bytes = b""
    location: str = ""


class Preview:
    """The site in preview. `build` runs in a thread and replaces `state`; everything else only reads it.

    `built` is set once the first build has ended.
    """

    def __init__(self, settings: Settings, port: int, words: Catalogue, tell: Callable[[str], None]) -> None:
        self.address = f"http://{HOST}:{port}/"
        # One process: workers are forked, and a program with threads in it must not fork.
        self.settings = replace(settings, output=preview_folder(settings), base_url=self.address, jobs=1)
        self.state = State()
        self.built = asyncio.Event()
        self._port = port
        self._words = words
        self._tell = tell
        self._run = secrets.token_hex(4)

    @property
    def version(self) -> str:
        """What a page was made by: this run of the program, and the build. Never a number."""
        return f"{self._run}-{self.state.number}"

    def build(self) -> None:
        """Build, and show what came of it. Never raises: a build that breaks off is a problem like any other."""
        old = self.state
        try:
            outcome = build(self.settings)
        except Exception as error:  # whatever it is, the last good site stays up and the next save is built
            self._tell(traceback.format_exc())
            reason = f"{type(error).__name__}: {error}"
            text = self._words.gettext("the build broke off: {reason}").format(reason=reason)
            is_good, pages = False, 0
        else:
            found = sorted(outcome.diagnostics, key=lambda one: one.severity is not Severity.ERROR)
            text = render(found, "full", self._words, lines_of(outcome, self.settings))
            is_good, pages = not outcome.has_errors, outcome.pages
        self.state = State(old.number + 1, old.has_site or is_good, "" if is_good else text)
        shown = self._words.gettext("shown as it is now; pages: {pages}").format(pages=pages)
        self._tell("\n\n".join(filter(None, (text, shown if is_good else self._headline(self.state)))))

    def _headline(self, state: State) -> str:
        """What a failed build means for what is shown."""
        if state.has_site:
            return self._words.gettext("The last change has problems. What is shown is the last good state.")
        return self._words.gettext("The site cannot be shown yet, because it has problems.")

    def answer(self, path: str) -> Answer:
        """What lies at `path`, which is decoded and has no slash in front."""
        # Before the file is read: a page that is newer than its version reloads once too often, never too seldom.
        version, state = self.version, self.state
        if not state.has_site:
            empty = _EMPTY.format(language=self._words.language, title=escape(self._words.gettext("Preview")))
            return Answer(503, HTML, self._dressed(empty.encode(), version, state))
        folder = self.settings.output
        data = content_at(folder, path)
        if data is None and content_at(folder, f"{path}/") is not None:
            return Answer(302, HTML, location=f"/{quote(path)}/")
        status, kind = (200, content_type(path)) if data is not None else (404, HTML)
        body = data if data is not None else content_at(folder, "404.html") or b""
        return Answer(status, kind, self._dressed(body, version, state) if kind == HTML else body)

    def _dressed(self, html: bytes, version: str, state: State) -> bytes:
        """The page with the problems at its top, and the script that reloads it."""
        head, end, rest = html.partition(b"</head>")
        html = head + _SCRIPT.format(port=self._port, version=version).encode() + end + rest
        if not state.problems:
            return html
        texts = {"title": escape(self._headline(state)), "problems": escape(state.problems)}
        alert = _ALERT.format(language=self._words.language, **texts).encode()
        return _TOP.sub(lambda found: found[0] + alert, html, count=1)


def preview_folder(settings: Settings) -> Path:
    """Where the preview is built: beside the content, never in `public`."""
    return settings.content.parent / ".sitegen" / "preview"


def content_at(folder: Path, path: str) -> bytes | None:
    """The file at an address below `folder`, of an address that ends with a slash its `index.html`; None without one.

    Addresses with empty or hidden parts (`..` among them) and files that lie elsewhere are not there.
    """
    *parts, last = path.split("/")
    if not all(parts) or any(part.startswith(".") for part in (*parts, last)):
        return None
    try:
        file = (folder / path / ("" if last else "index.html")).resolve()
        return file.read_bytes() if file.is_relative_to(folder.resolve()) else None
    except (OSError, ValueError):
        return None


def content_type(path: str) -> str:
    """The media type of what lies at `path`; text is UTF-8. Asks no table of the system."""
    ending = Path(path).suffix.lower() if path and not path.endswith("/") else ".html"
    kind = _TYPES.get(ending, "application/octet-stream")
    return f"{kind}; charset=utf-8" if _IS_TEXT.match(kind) else kind


class PageHandler(RequestHandler):
    """Answers from the preview; before the first build has ended it waits for it."""

    def initialize(self, preview: Preview) -> None:
        """Called by tornado for every request."""
        self._preview = preview

    async def get(self, path: str) -> None:
        """The file at `path`."""
        await self._preview.built.wait()
        answer = self._preview.answer(path)
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.content_type)
        self.set_header("Cache-Control", "no-store")
        if answer.location:
            query = f"?{self.request.query}" if self.request.query else ""
            self.set_header("Location", answer.location + query)
        self.finish(answer.body)

    head = get

    def compute_etag(self) -> None:
        """None: a preview is never taken from a cache."""


class ReloadHandler(LiveReloadHandler):  # type: ignore[misc]  # livereload carries no types
    """The wire to an open page. One that was made before the last build is told at once to reload.

    livereload's own polling, and with it its refusal to reload twice within 3 seconds, is never started.
    """

    def initialize(self, preview: Preview) -> None:
        """Called by tornado for every connection."""
        self._preview = preview
        self._version = ""

    def on_message(self, message: str | bytes) -> None:
        """The two steps of livereload's greeting; after the second the page is told of every build."""
        super().on_message(message)
        said = json_decode(message)
        if said["command"] == "hello":
            self._version = said.get("snipver", "")
        elif said["command"] == "info" and self._version not in {"", self._preview.version}:
            self.send_message(_RELOAD)


def application(preview: Preview) -> Application:
    """The preview as a tornado application; it keeps no log of requests."""
    handlers = [
        ("/livereload", ReloadHandler, {"preview": preview}),
        ("/livereload.js", LiveReloadJSHandler),
        ("/(.*)", PageHandler, {"preview": preview}),
    ]
    return Application(handlers, log_function=lambda handler: None)  # type: ignore[arg-type]  # no types, as above


async def watch(content: Path, changed: Callable[[], None]) -> None:
    """Call `changed` when the watch has begun, and after every change of the content or of the site's own folders.

    A folder that appears, goes or is replaced begins the watch anew.
    """
    while True:
        with suppress(FileNotFoundError):  # a folder went away between being seen and being watched
            await _watch_until_replaced(content, changed)
        await asyncio.sleep(ROUND / 1000)


async def _watch_until_replaced(content: Path, changed: Callable[[], None]) -> None:
    folders = _folders(content)
    is_begun = False
    rounds = awatch(
        *folders, watch_filter=_is_wanted, debounce=DEBOUNCE, step=STEP, rust_timeout=ROUND, yield_on_timeout=True
    )
    async with aclosing(rounds):
        async for changes in rounds:
            if changes or not is_begun:
                changed()
            is_begun = True
            if _folders(content) != folders:
                return


def _folders(content: Path) -> dict[Path, int]:
    """The folders that a site is made from, and which of all folders of that name each is."""
    candidates = (content, *(content.parent / name for name in ("templates", "static", "locales")))
    return {folder: folder.stat().st_ino for folder in candidates if folder.is_dir()}


def _is_wanted(change: Change, path: str) -> bool:
    """Hidden files and editors' copies are no part of a site."""
    name = Path(path).name
    return not (name.startswith(".") or name.endswith("~"))


async def keep_built(preview: Preview, wanted: asyncio.Event) -> None:
    """Build whenever `wanted` is set, one build at a time; what is changed during a build is built after it."""
    while True:
        await wanted.wait()
        wanted.clear()
        await asyncio.to_thread(preview.build)
        preview.built.set()
        for page in tuple(LiveReloadHandler.waiters):
            page.send_message(_RELOAD)


def listen(port: int) -> socket:
    """A socket that takes connections from this computer alone; 0 is any free port. Raises `OSError`."""
    listening = create_server((HOST, port))
    listening.setblocking(False)
    return listening


async def serve(preview: Preview, listening: socket) -> None:
    """Answer, watch and build until cancelled. A build under way is finished first."""
    wanted = asyncio.Event()
    server = HTTPServer(application(preview))
    server.add_socket(listening)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(watch(preview.settings.content, wanted.set))
            tasks.create_task(keep_built(preview, wanted))
    finally:
        server.stop()
        for page in tuple(LiveReloadHandler.waiters):
            page.close()
        await server.close_all_connections()


def run(settings: Settings, port: int, words: Catalogue) -> int:
    """Serve the preview until Ctrl-C. Exit code: 0, or 2 when the port or the folder cannot be used."""
    tell = partial(click.echo, err=True)
    try:
        check_output(preview_folder(settings))
        listening = listen(port)
    except OutputRefusedError as refused:
        text = words.gettext("{path} is not a folder that this program made; choose another one")
        tell(text.format(path=refused))
        return USAGE
    except OSError:
        text = words.gettext("port {port} cannot be used, most likely another program has it; choose one with --port")
        tell(text.format(port=port))
        return USAGE
    preview = Preview(settings, port, words, tell)
    tell(words.gettext("preview at {address} (Ctrl-C ends it)").format(address=preview.address))
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(preview, listening))
    return CLEAN
