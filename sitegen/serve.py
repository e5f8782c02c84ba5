"""The preview: the site as it is being written, on this computer alone, in pages that reload by themselves.

Three things run side by side: a server that answers from the last good build, a watch over the site's folders, and
builds, one at a time, in a thread. The command line imports this module late: livereload, tornado and watchfiles
take longer to load than all the rest of the program.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing, suppress
from functools import partial
from pathlib import Path
from socket import create_server, socket

import click
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.escape import json_decode
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler
from watchfiles import Change, awatch

from sitegen.catalogues import Catalogue
from sitegen.failures import refusal
from sitegen.media_types import content_type
from sitegen.outputs import OutputRefusedError, check_output
from sitegen.preview import HOST, Preview, content_at, preview_folder

__all__ = ["HOST", "USAGE", "Preview", "content_at", "content_type", "listen", "run", "serve"]
from sitegen.settings import Settings

CLEAN, USAGE = 0, 2
# Milliseconds: how long saves are gathered, how long it must be quiet between them, how often the watch looks up.
DEBOUNCE, STEP, ROUND = 100, 20, 100
_RELOAD = {"command": "reload", "path": "*", "liveCSS": True, "liveImg": True}


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
        if answer.policy:
            self.set_header("Content-Security-Policy", answer.policy)
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


Changed = Callable[[set[Path] | None], None]


async def watch(content: Path, changed: Changed) -> None:
    """Call `changed` when the watch has begun, and after every change of the content or of the site's own folders.

    It is told the paths; None when the watch was begun anew, as then any may have changed.

    A folder that appears, goes or is replaced begins the watch anew.
    """
    while True:
        with suppress(FileNotFoundError):  # a folder went away between being seen and being watched
            await _watch_until_replaced(content, changed)
        await asyncio.sleep(ROUND / 1000)


async def _watch_until_replaced(content: Path, changed: Changed) -> None:
    folders = _folders(content)
    is_begun = False
    rounds = awatch(
        *folders, watch_filter=_is_wanted, debounce=DEBOUNCE, step=STEP, rust_timeout=ROUND, yield_on_timeout=True
    )
    async with aclosing(rounds):
        async for changes in rounds:
            if changes or not is_begun:
                changed({Path(path) for _, path in changes} if is_begun else None)
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
        reload_pages()


def _soon(loop: asyncio.AbstractEventLoop) -> None:
    """Tell open pages to reload, from another thread."""
    loop.call_soon_threadsafe(reload_pages)


def reload_pages() -> None:
    """Tell every open page to reload."""
    for page in tuple(LiveReloadHandler.waiters):
        page.send_message(_RELOAD)


def listen(port: int) -> socket:
    """A socket that takes connections from this computer alone; 0 is any free port. Raises `OSError`."""
    listening = create_server((HOST, port))
    listening.setblocking(False)
    return listening


async def serve(preview: Preview, listening: socket) -> None:
    """Answer, watch and build until cancelled. A build under way is finished first."""
    wanted, loop = asyncio.Event(), asyncio.get_running_loop()
    preview.show = lambda: _soon(loop)

    def changed(paths: set[Path] | None) -> None:
        preview.note(paths)
        wanted.set()

    server = HTTPServer(application(preview))
    server.add_socket(listening)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(watch(preview.settings.content, changed))
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
        tell(refusal(refused, words))
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
