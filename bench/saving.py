"""How long a preview takes from saving a file until it tells the open page to reload, and until the page shows it."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import hugo_site
from situations import PROGRAM, Hugo, Site, hugo
from tornado.httpclient import AsyncHTTPClient, HTTPClientError
from tornado.websocket import WebSocketClientConnection, websocket_connect
from watching import end, is_at_rest

HELLO = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
INFO = {"command": "info", "plugins": {}}
STARTING, ANSWERING = 900.0, 120.0
# Before a save neither program has anything to do for so long: longer than either gathers changes. After a template was
# saved the page that is looked at is shown long before all others are made.
QUIET = 1.0


@dataclass(frozen=True, slots=True)
class Saves:
    """Medians over several saves, in seconds: until the signal, and until the page looked at shows the change."""

    signal: float
    shown: float


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview that runs."""

    pid: int
    port: int


def free_port() -> int:
    """A port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def command_of(site: Site, port: int) -> list[str]:
    """How the preview of a site is started."""
    if isinstance(site, Hugo):
        return [hugo(), "server", "--quiet", "--port", str(port), "--bind", "127.0.0.1"]
    return [*PROGRAM, "serve", "--port", str(port), "--date", hugo_site.DAY.isoformat()]


def page_of(site: Site, situation: str) -> str:
    """The address of the page that shows an edit."""
    if isinstance(site, Hugo):
        news, project = f"lv/news/zina-{site.chosen}-1/", f"lv/projects/projekts-{site.chosen}/"
    else:
        (file,) = (site.folder / "content" / "news").glob(f"*-zina-{site.chosen}-1.lv.md")
        news, project = f"lv/aktualitates/{file.name[:4]}/zina-{site.chosen}-1/", f"lv/projekti/projekts-{site.chosen}/"
    return news if situation == "text" else project


async def page(address: str, seconds: float) -> bytes:
    """The page at an address, asked for until it is there."""
    last = time.monotonic() + seconds
    while True:
        try:
            answer = await AsyncHTTPClient().fetch(address, connect_timeout=5, request_timeout=seconds)
            return answer.body
        except (OSError, HTTPClientError):
            if time.monotonic() > last:
                raise
            await asyncio.sleep(0.2)


async def told(wire: WebSocketClientConnection) -> None:
    """Wait for the reload signal."""
    while True:
        said = await asyncio.wait_for(wire.read_message(), ANSWERING)
        if said is None:
            raise SystemExit("the preview has closed the wire")
        if json.loads(said)["command"] == "reload":
            return


def without_version(body: bytes) -> bytes:
    """The page without what the preview writes into it, which is another after every build."""
    return re.sub(rb"snipver=[^\"]*", b"", body)


async def changed(address: str, before: bytes) -> bytes:
    """The page when it is no longer what it was. Raises `SystemExit` when it stays so."""
    last = time.monotonic() + ANSWERING
    while (after := without_version(await page(address, ANSWERING))) == before:
        if time.monotonic() > last:
            raise SystemExit(f"{address} does not show what was saved")
    return after


async def rest(pid: int) -> None:
    """Wait until a program has nothing left to do. Raises `SystemExit` when it always has."""
    last = time.monotonic() + STARTING
    while not await asyncio.to_thread(is_at_rest, pid, QUIET):
        if time.monotonic() > last:
            raise SystemExit("the preview does not come to rest")


async def saves(site: Site, preview: Preview, situation: str, numbers: range) -> Saves:
    """Save so many times, each when the last one is over."""
    port = preview.port
    address = f"http://127.0.0.1:{port}/{page_of(site, situation)}"
    before = without_version(await page(address, STARTING))
    signals, shown = [], []
    for number in numbers:
        await rest(preview.pid)  # what is told of the last save is not taken for an answer to the next
        wire = await websocket_connect(f"ws://127.0.0.1:{port}/livereload")
        await wire.write_message(json.dumps(HELLO))
        await wire.write_message(json.dumps(INFO | {"url": address}))
        await rest(preview.pid)
        started = time.perf_counter()
        site.edit(situation, number)
        await told(wire)
        signals.append(time.perf_counter() - started)
        before = await changed(address, before)
        shown.append(time.perf_counter() - started)
        wire.close()
    return Saves(statistics.median(signals), statistics.median(shown))


def measure(site: Site, rounds: int, situations: tuple[str, ...]) -> dict[str, Saves]:
    """Start the preview of a site and save in it."""
    for situation in situations:
        site.prepare(situation)
    port = free_port()
    log = Path(site.folder) / "serve.log"
    with log.open("wb") as words:
        process = subprocess.Popen(command_of(site, port), cwd=site.folder, stdout=words, stderr=words)
        preview = Preview(process.pid, port)
        try:
            return {
                name: asyncio.run(saves(site, preview, name, range(at * 1000, at * 1000 + rounds)))
                for at, name in enumerate(situations, start=1)
            }
        finally:
            end(process)
