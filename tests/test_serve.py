"""The preview: a real server on a free port, real requests, a real wire to the page. Waits are long, never measured."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from sitegen.catalogues import Catalogue, read_catalogue
from sitegen.pipeline import Settings
from sitegen.serve import HOST, USAGE, Preview, content_at, content_type, listen, run, serve
from tests.quality.browsing import opened as chromium
from tests.quality.browsing import tab

DAY = date(2026, 11, 22)
PATIENCE = 20
ENGLISH = read_catalogue("en")
LATVIAN = Catalogue("lv", {("", "error"): "kļūda", ("", "Preview"): "Priekšskatījums"}, {}, ENGLISH.category)
SITE = """\
title: {lv: Vietne, en: Site}
description: {lv: Par ko, en: About}
base_url: https://example.lv/
institution: office
"""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered."""

    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass(frozen=True, slots=True)
class Served:
    """A running preview, and what it told."""

    preview: Preview
    port: int
    told: list[str]

    def get(self, path: str, method: str = "GET") -> Reply:
        """One request; redirects are not followed."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            connection.request(method, path)
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read().decode("utf-8"))
        finally:
            connection.close()

    def text(self, path: str) -> str:
        """The page at `path`."""
        return self.get(path).text


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The content of a small site with one page in two languages."""
    return make(tmp_path / "content")


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview of a site that nobody edits."""
    with served(make(tmp_path_factory.mktemp("still") / "content")) as site:
        site.get("/lv/")
        yield site


def make(folder: Path) -> Path:
    """Write a small site's content."""
    (folder / "pages").mkdir(parents=True)
    (folder / "media").mkdir()
    (folder / "site.yaml").write_text(SITE, encoding="utf-8")
    (folder / "organisations.yaml").write_text("office: {name: {lv: Birojs, en: Office}, kind: ngo}\n")
    (folder / "media" / "plan.pdf").write_bytes(b"%PDF-1.7\n")
    write(folder, "Sākums.")
    (folder / "pages" / "about.en.md").write_text("---\ntitle: About\n---\n\nStart.\n", encoding="utf-8")
    return folder


def write(content: Path, text: str, title: str = "Par mums") -> None:
    """Save the page."""
    (content / "pages" / "about.lv.md").write_text(f"---\ntitle: {title}\n---\n\n{text}\n", encoding="utf-8")


@contextmanager
def served(content: Path, words: Catalogue = ENGLISH) -> Iterator[Served]:
    """A preview in a thread of its own, ended as Ctrl-C ends it."""
    listening = listen(0)
    port = listening.getsockname()[1]
    told: list[str] = []
    preview = Preview(Settings(content, content.parent / "public", DAY), port, words, told.append)
    begun = threading.Event()
    stop: list[Callable[[], object]] = []

    async def main() -> None:
        loop, task = asyncio.get_running_loop(), asyncio.ensure_future(serve(preview, listening))
        stop.append(lambda: loop.call_soon_threadsafe(task.cancel))
        begun.set()
        with suppress(asyncio.CancelledError):
            await task

    thread = threading.Thread(target=asyncio.run, args=(main(),))
    thread.start()
    begun.wait(PATIENCE)
    try:
        yield Served(preview, port, told)
    finally:
        stop[0]()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that must come."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@asynccontextmanager
async def opened(site: Served, path: str) -> AsyncIterator[WebSocketClientConnection]:
    """A page as a browser opens it: fetched, then connected by livereload's greeting."""
    page = await asyncio.to_thread(site.text, path)
    async with greeted(site, page.partition("snipver=")[2].partition('"')[0]) as wire:
        yield wire


@asynccontextmanager
async def greeted(site: Served, version: str) -> AsyncIterator[WebSocketClientConnection]:
    """The wire of a page that was made by `version`."""
    wire = await websocket_connect(f"ws://{HOST}:{site.port}/livereload")
    await wire.write_message(json.dumps({"command": "hello", "protocols": [], "snipver": version}))
    assert (await heard(wire))["command"] == "hello"
    await wire.write_message(json.dumps({"command": "info", "plugins": {}, "url": site.preview.address}))
    yield wire
    wire.close()
    while await wire.read_message() is not None:
        pass


async def heard(wire: WebSocketClientConnection) -> dict[str, Any]:
    """The next message to the page."""
    message = await asyncio.wait_for(asyncio.ensure_future(wire.read_message()), PATIENCE)
    assert message is not None, "the wire was cut"
    return dict(json.loads(message))


async def shown(site: Served, wire: WebSocketClientConnection, path: str, *wanted: str) -> str:
    """The page once it holds all that is wanted. As a browser does: looked at again whenever told, at no other time."""
    page = await asyncio.to_thread(site.text, path)
    while not all(text in page for text in wanted):
        assert (await heard(wire))["command"] == "reload"
        page = await asyncio.to_thread(site.text, path)
    return page


def test_an_edit_is_shown_and_open_pages_are_told(content: Path) -> None:
    async def edit(site: Served) -> None:
        async with opened(site, "/lv/about/") as wire:
            write(content, "Labots.")
            await shown(site, wire, "/lv/about/", "Labots.")

    with served(content) as site:
        assert "Sākums." in site.text("/lv/about/")
        asyncio.run(edit(site))


def test_a_page_that_a_build_left_behind_is_told_when_it_connects(still: Served) -> None:
    async def connect() -> None:
        async with greeted(still, "another-run-1") as late:
            assert (await heard(late))["command"] == "reload"

    asyncio.run(connect())


def test_ten_quick_saves_end_in_the_last_state(content: Path) -> None:
    async def edit(site: Served) -> None:
        async with opened(site, "/lv/about/") as wire:
            for number in range(10):
                write(content, f"Saglabāts {number}.")
                await asyncio.sleep(0.03 * (number % 4))
            await shown(site, wire, "/lv/about/", "Saglabāts 9.")

    with served(content) as site:
        asyncio.run(edit(site))
    assert site.preview.state.problems == ""


def test_a_broken_edit_keeps_the_page_and_shows_the_problem_until_it_is_mended(content: Path) -> None:
    async def edit(site: Served) -> None:
        async with opened(site, "/lv/about/") as wire:
            write(content, "Lauzts <b>teksts</b>.")
            page = await shown(site, wire, "/lv/about/", "error[raw-html]")
            assert "Sākums." in page
            assert "Lauzts" not in page.partition("</pre>")[2]
            assert "error[raw-html]: `&lt;b&gt;` is HTML, which is not allowed in texts" in page
            assert "  --&gt; content/pages/about.lv.md:5:8" in page
            assert 'role="alert"' in await asyncio.to_thread(site.text, "/en/")
            assert 'role="alert"' in await asyncio.to_thread(site.text, "/nowhere")
            write(content, "Salabots.")
            assert 'role="alert"' not in await shown(site, wire, "/lv/about/", "Salabots.")

    with served(content) as site:
        assert 'role="alert"' not in site.text("/lv/about/")
        asyncio.run(edit(site))
    told = next(text for text in site.told if text.startswith("error[raw-html]"))
    assert told.endswith("The last change has problems. What is shown is the last good state.")


def test_the_problems_stand_at_the_top_of_the_body(content: Path) -> None:
    with served(content, LATVIAN) as site:
        site.get("/lv/")
        write(content, "<b>")
        until(lambda: 'role="alert"' in site.text("/en/about/"))
        page = site.text("/en/about/")
        assert page.partition("<body>")[2].lstrip().startswith('<div role="alert" lang="lv"')
        assert "kļūda[raw-html]" in page
        assert page.count('role="alert"') == 1


def test_without_a_good_build_there_is_a_page_of_problems_at_every_address(content: Path) -> None:
    write(content, "<script>alert(1)</script>")
    with served(content, LATVIAN) as site:
        for path in ("/", "/lv/about/", "/nowhere", "/assets/x.css"):
            reply = site.get(path)
            assert reply.status == 503
            assert '<html lang="lv">' in reply.text
            assert "<h1>Priekšskatījums</h1>" in reply.text
            assert "kļūda[raw-html]: `&lt;script&gt;`" in reply.text
            assert "/livereload.js?port=" in reply.text
        write(content, "Kārtībā.")
        until(lambda: site.get("/lv/about/").status == 200)
        assert "Kārtībā." in site.text("/lv/about/")


@pytest.mark.browser
def test_a_page_in_preview_may_do_what_the_published_one_may_and_be_reloaded(content: Path) -> None:
    told: list[str] = []
    with served(content, LATVIAN) as site, chromium() as browser, tab(browser) as page:
        page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
        page.goto(f"{site.preview.address}lv/about/")
        write(content, "Jauns teksts.")
        page.get_by_text("Jauns teksts.").wait_for()
        write(content, "<b>")
        alert = page.get_by_role("alert")
        alert.wait_for()
        assert alert.evaluate("(box) => getComputedStyle(box).position") == "sticky"
        write(content, "Atkal labi.")
        page.get_by_text("Atkal labi.").wait_for()
        assert told == []
        page.evaluate("() => { document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>'); }")
        assert "style-src" in told[0]


def test_a_lost_address_is_answered_in_its_language(still: Served) -> None:
    assert '<html lang="en">' in still.text("/en/nowhere/")
    assert '<html lang="lv">' in still.text("/nowhere/")


def test_a_preview_is_built_beside_the_content_with_its_own_address(still: Served) -> None:
    assert f'<link rel="canonical" href="http://127.0.0.1:{still.port}/lv/about/">' in still.text("/lv/about/")
    folder = still.preview.settings.content.parent
    assert (folder / ".sitegen" / "preview" / "index.html").is_file()
    assert not (folder / "public").exists()


def test_drafts_are_not_shown(content: Path) -> None:
    path = content / "pages" / "plan.lv.md"
    path.write_text("---\ntitle: Plāns\ndraft: true\n---\n\nNoslēpums.\n", encoding="utf-8")
    with served(content) as site:
        assert site.get("/lv/plan/").status == 404
        path.write_text("---\ntitle: Plāns\n---\n\nZināms.\n", encoding="utf-8")
        until(lambda: site.get("/lv/plan/").status == 200)


def test_addresses_are_answered_as_a_web_server_does(still: Served) -> None:
    page = still.get("/lv/about/?x=1")
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Etag"] is None
    moved = still.get("/lv/about?x=1")
    assert (moved.status, moved.headers["Location"]) == (302, "/lv/about/?x=1")
    missing = still.get("/lv/nowhere/")
    assert missing.status == 404
    assert missing.text == still.text("/404.html")
    media = still.get("/media/plan.pdf")
    assert (media.headers["Content-Type"], media.text) == ("application/pdf", "%PDF-1.7\n")
    assert still.get("/lv/about/", "POST").status == 405


@pytest.mark.parametrize("path", ["/lv/about/", "/nowhere", "/media/plan.pdf"])
def test_head_says_what_get_would(still: Served, path: str) -> None:
    got, head = still.get(path), still.get(path, "HEAD")
    assert head.text == ""
    assert (head.status, head.headers["Content-Length"]) == (got.status, got.headers["Content-Length"])
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


@pytest.mark.parametrize(
    "path",
    [
        "/../../secret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/lv/..%2f../../../secret.txt",
        "/.sitegen",
        "/{folder}/secret.txt",
        "//{folder}/secret.txt",
        "/%00",
        "/%5c..%5c..%5csecret.txt",
        "//lv",
        "/" + "a" * 5000,
    ],
    ids=lambda path: path[:20],
)
def test_nothing_outside_the_preview_can_be_had(still: Served, path: str) -> None:
    folder = still.preview.settings.content.parent
    (folder / "secret.txt").write_text("secret")
    reply = still.get(path.format(folder=folder))
    assert reply.status == 404
    assert "secret" not in reply.text


def test_a_folder_that_appears_is_watched(content: Path) -> None:
    with served(content) as site:
        site.get("/lv/")
        folder = content.parent / "static"
        folder.mkdir()
        until(lambda: site.preview.state.number > 1)
        (folder / "note.txt").write_text("Jauns")
        until(lambda: site.text("/assets/note.txt") == "Jauns")
        assert "Sākums." in site.text("/lv/about/")


def test_content_that_was_put_in_place_of_the_old_is_shown(content: Path) -> None:
    with served(content) as site:
        site.get("/lv/")
        content.rename(content.with_name("old"))
        until(lambda: 'role="alert"' in site.text("/lv/about/"))
        content.with_name("old").rename(content)
        until(lambda: 'role="alert"' not in site.text("/lv/about/"))
        write(content, "Atpakaļ.")
        until(lambda: "Atpakaļ." in site.text("/lv/about/"))
        assert 'role="alert"' not in site.text("/lv/about/")


def test_a_template_that_cannot_be_read_is_a_problem_too(content: Path) -> None:
    with served(content) as site:
        site.get("/lv/")
        templates = content.parent / "templates"
        templates.mkdir()
        (templates / "page.html").write_bytes(b"\xff")
        until(lambda: "template-fault" in site.text("/lv/about/"))
        assert "Sākums." in site.text("/lv/about/")
        (templates / "page.html").unlink()
        until(lambda: 'role="alert"' not in site.text("/lv/about/"))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("lv/", "text/html; charset=utf-8"),
        ("lv/x/index.html", "text/html; charset=utf-8"),
        ("lv/feed.xml", "application/atom+xml; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("lv/x/index.json", "application/json; charset=utf-8"),
        ("data/operations.csv", "text/csv; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("assets/css/site.css", "text/css; charset=utf-8"),
        ("assets/js/site.js", "text/javascript; charset=utf-8"),
        ("assets/emblem.svg", "image/svg+xml; charset=utf-8"),
        ("assets/fonts/x.woff2", "font/woff2"),
        ("media/CAMP.JPG", "image/jpeg"),
        ("media/camp.webp", "image/webp"),
        ("media/camp.avif", "image/avif"),
        ("media/plan.unknown", "application/octet-stream"),
    ],
)
def test_content_types(path: str, kind: str) -> None:
    assert content_type(path) == kind


def test_files_that_lie_elsewhere_are_not_there(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "secret").write_text("secret")
    (site / "link").symlink_to(tmp_path / "secret")
    (site / ".sitegen").write_text("marker")
    (site / "page").write_text("page")
    assert content_at(site, "page") == b"page"
    for path in ("link", ".sitegen", "../secret", "./page", "page/", "/page", "..", ".", str(tmp_path / "secret")):
        assert content_at(site, path) is None


def settings_of(content: Path) -> Settings:
    return Settings(content, content.parent / "public", DAY)


def test_a_port_that_is_taken_is_told_in_words(content: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        assert run(settings_of(content), port, ENGLISH) == USAGE
    said = capfd.readouterr().err
    assert said == f"port {port} cannot be used, most likely another program has it; choose one with --port\n"


def test_a_folder_of_somebody_else_is_not_replaced(content: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = content.parent / ".sitegen" / "preview"
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_text("mine")
    assert run(settings_of(content), 8000, ENGLISH) == USAGE
    assert "is not a folder that this program made" in capfd.readouterr().err
    assert (folder / "mine.txt").read_text() == "mine"


# Ctrl-C is not heeded by what was started from tests that run in the background.
PROGRAM = """
import signal
import sys
from datetime import date
from pathlib import Path
from sitegen.catalogues import read_catalogue
from sitegen.pipeline import Settings
from sitegen.serve import run
signal.signal(signal.SIGINT, signal.default_int_handler)
content = Path(sys.argv[1])
sys.exit(run(Settings(content, content.parent / "public", date(2026, 11, 22)), int(sys.argv[2]), read_catalogue("en")))
"""


def test_the_address_is_told_and_ctrl_c_ends_it_quietly(content: Path) -> None:
    with listen(0) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", PROGRAM, str(content), str(port)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as program:
        assert program.stderr is not None
        lines = [program.stderr.readline(), program.stderr.readline()]
        program.send_signal(signal.SIGINT)
        rest = program.stderr.read()
        assert program.wait(PATIENCE) == 0
    assert lines == [f"preview at http://127.0.0.1:{port}/ (Ctrl-C ends it)\n", "shown as it is now; pages: 17\n"]
    assert rest == ""
