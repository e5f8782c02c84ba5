"""A tampered copy is found out: over HTTP on loopback, and in a folder."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
import pytest

from sitegen.diagnostics.codes_served import SERVED_CODES
from sitegen.plan import MANIFEST
from sitegen.publish import MARKER
from sitegen.verify import NoManifestError, Verdict, read_manifest, verify_folder, verify_site
from tests.conftest import ROOT

PAGE = "lv/projekti/index.html"


class Server(ThreadingHTTPServer):
    """Serves a folder, and what a test has put in the place of addresses. `asked`: what was asked for."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.is_packing = False
        self.statuses: dict[str, int] = {}
        self.leads: dict[str, str] = {}
        self.slow: set[str] = set()
        self.asked: list[str] = []
        self.connections = 0
        self.lock = threading.Lock()

    def handle_error(self, request: object, client_address: object) -> None:
        """Who asks may hang up."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def setup(self) -> None:
        super().setup()
        with self.server.lock:
            self.server.connections += 1

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""

    def do_GET(self) -> None:
        server, path = self.server, unquote(urlsplit(self.path).path).lstrip("/")
        with server.lock:
            server.asked.append(path)
        self._answer(server, path)

    def _answer(self, server: Server, path: str) -> None:
        if path in server.slow:
            time.sleep(2)
        file = server.folder / path / ("index.html" if not path or path.endswith("/") else "")
        body = file.read_bytes() if file.is_file() else b"nothing here"
        status = server.statuses.get(path, 200 if file.is_file() else 404)
        headers = {"Location": server.leads[path]} if path in server.leads else {}
        status = 301 if headers else status
        if server.is_packing and "gzip" in self.headers.get("Accept-Encoding", ""):
            body, headers = gzip.compress(body), {**headers, "Content-Encoding": "gzip"}
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def copy(real_site: Path, tmp_path: Path) -> Path:
    """A copy of the published site, as it lies on a server."""
    shutil.copytree(real_site, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def server(copy: Path) -> Iterator[Server]:
    with Server(copy) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.05,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def told(verdict: Verdict) -> dict[str, str]:
    """What is wrong, by the end of its address."""
    return {one.span.path.partition("/copy/")[2] or urlsplit(one.span.path).path: one.code for one in verdict.problems}


def test_the_manifest_names_every_published_file_but_itself_and_the_marker(real_site: Path) -> None:
    named = read_manifest((real_site / MANIFEST).read_bytes()).files
    lying = {path.relative_to(real_site).as_posix() for path in real_site.rglob("*") if path.is_file()}
    assert lying - named.keys() == {MANIFEST, MARKER}
    assert named.keys() <= lying


def test_what_was_built_is_right_over_http_and_in_a_folder(server: Server, copy: Path) -> None:
    for verdict in (verify_site(server.url, None), verify_folder(copy, None)):
        assert verdict.problems == ()
        assert verdict.manifest is not None
        assert verdict.right == len(verdict.manifest.files) > 100


def test_a_page_is_asked_for_as_visitors_ask_for_it(server: Server) -> None:
    verify_site(server.url, None)
    assert "lv/projekti/" in server.asked
    assert not [path for path in server.asked if path.endswith("index.html")]


def test_no_more_connections_are_opened_than_allowed_and_each_is_used_again(server: Server) -> None:
    verify_site(server.url, None, jobs=2)
    assert len(server.asked) > 100
    assert server.connections <= 1 + 2  # the manifest comes first


def damage(copy: Path) -> None:
    """Everything that can happen to files on a server."""
    page = copy / PAGE
    data = page.read_bytes()
    page.write_bytes(data[:-20] + bytes([data[-20] ^ 1]) + data[-19:])
    (copy / "en/index.html").unlink()
    one, other = copy / "lv/temas/index.html", copy / "en/topics/index.html"
    kept = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(kept)
    (copy / "lv/index.html").write_bytes((copy / "lv/index.html").read_bytes()[:500])
    injected = (copy / "en/about/index.html").read_bytes().replace(b"</body>", b"<script src='//x'></script></body>")
    (copy / "en/about/index.html").write_bytes(injected)
    (copy / "robots.txt").write_bytes(b"")
    (copy / "sitemap.xml").write_bytes(b"x" * 3_000_000)


EXPECTED = {
    PAGE: "served-changed",
    "en/index.html": "served-missing",
    "lv/temas/index.html": "served-exchanged",
    "en/topics/index.html": "served-exchanged",
    "lv/index.html": "served-changed",
    "en/about/index.html": "served-changed",
    "robots.txt": "served-changed",
    "sitemap.xml": "served-changed",
}


@pytest.mark.parametrize("is_packing", [False, True], ids=["plain", "gzip"])
def test_every_change_is_found_over_http(server: Server, copy: Path, is_packing: bool) -> None:
    damage(copy)
    server.is_packing = is_packing
    verdict = verify_site(server.url, None)
    assert told(verdict) == {f"/{path.removesuffix('index.html')}": code for path, code in EXPECTED.items()}
    assert verdict.manifest is not None
    assert verdict.right == len(verdict.manifest.files) - len(EXPECTED)


def test_every_change_is_found_in_a_folder_and_what_was_added(copy: Path) -> None:
    damage(copy)
    (copy / "lv" / "extra.html").write_text("<script>")
    (copy / "assets" / "link").symlink_to(copy)
    verdict = verify_folder(copy, None)
    assert told(verdict) == {**EXPECTED, "lv/extra.html": "served-extra", "assets/link": "served-extra"}


def test_a_compressed_copy_is_right_when_it_holds_what_the_file_holds(copy: Path) -> None:
    page = (copy / PAGE).read_bytes()
    (copy / f"{PAGE}.gz").write_bytes(gzip.compress(page))
    (copy / f"{PAGE}.br").write_bytes(brotli.compress(page))
    (copy / f"{MANIFEST}.gz").write_bytes(gzip.compress((copy / MANIFEST).read_bytes()))
    assert verify_folder(copy, None).problems == ()
    (copy / f"{PAGE}.gz").write_bytes(gzip.compress(page + b" "))
    (copy / f"{PAGE}.br").write_bytes(b"no copy")
    assert told(verify_folder(copy, None)) == {f"{PAGE}.br": "served-extra", f"{PAGE}.gz": "served-extra"}


def test_a_link_in_the_place_of_a_file_is_not_followed(copy: Path, tmp_path: Path) -> None:
    (copy / PAGE).rename(tmp_path / "elsewhere.html")
    (copy / PAGE).symlink_to(tmp_path / "elsewhere.html")
    assert told(verify_folder(copy, None)) == {PAGE: "served-missing"}


def test_a_wrong_status_is_told_whatever_the_body_holds(server: Server) -> None:
    server.statuses = {"lv/projekti/": 404, "en/projects/": 500}
    assert told(verify_site(server.url, None)) == {"/lv/projekti/": "served-missing", "/en/projects/": "served-status"}


def test_the_page_for_addresses_that_lead_nowhere_may_be_answered_as_such(server: Server) -> None:
    server.statuses = {"404.html": 404}
    assert verify_site(server.url, None).problems == ()


def test_a_server_may_lead_on_by_itself_to_where_the_page_would_and_nowhere_else(server: Server) -> None:
    old, new = "lv/projekts/atver-sirdi-zemgale/", "/lv/projekti/atver-sirdi-zemgale/"
    server.leads = {old: new}
    assert verify_site(server.url, None).problems == ()
    server.leads = {old: "/en/", "lv/temas/": "http://other.invalid/lv/temas/", "lv/": "/lv/"}
    server.leads["en/topics/"] = "http://[x:99999/"
    assert told(verify_site(server.url, None)) == {
        f"/{old}": "served-leads-away",
        "/lv/temas/": "served-leads-away",
        "/en/topics/": "served-leads-away",
        "/lv/": "served-silent",
    }


def test_a_manifest_of_ones_own_finds_a_tampered_copy_whose_manifest_agrees(server: Server, copy: Path) -> None:
    trusted = read_manifest((copy / MANIFEST).read_bytes())
    page = (copy / PAGE).read_bytes() + b"<script src=//x></script>"
    (copy / PAGE).write_bytes(page)
    whole = json.loads((copy / MANIFEST).read_bytes())
    whole["files"][PAGE] = {"sha256": hashlib.sha256(page).hexdigest(), "size": len(page)}
    (copy / MANIFEST).write_text(json.dumps(whole))
    assert verify_site(server.url, None).problems == ()
    for verdict in (verify_site(server.url, trusted), verify_folder(copy, trusted)):
        assert sorted(one.code for one in verdict.problems) == ["served-changed", "served-manifest"]


def test_a_site_without_a_manifest_is_held_against_ones_own(server: Server, copy: Path) -> None:
    trusted = read_manifest((copy / MANIFEST).read_bytes())
    (copy / MANIFEST).unlink()
    assert told(verify_site(server.url, trusted)) == {f"/{MANIFEST}": "served-missing"}
    assert verify_site(server.url, None).manifest is None
    (copy / MANIFEST).write_text("<html>")
    assert told(verify_site(server.url, None)) == {f"/{MANIFEST}": "served-no-manifest"}


def test_a_slow_file_is_given_up_and_the_others_are_not(server: Server) -> None:
    server.slow = {"lv/projekti/"}
    assert told(verify_site(server.url, None, timeout=0.5)) == {"/lv/projekti/": "served-silent"}


def test_a_server_that_falls_silent_is_not_asked_for_every_file(server: Server) -> None:
    verify = verify_site(server.url, None)
    assert verify.manifest is not None
    server.slow = set(server.asked) - {MANIFEST}
    verdict = verify_site(server.url, None, jobs=8, timeout=0.2)
    assert verdict.unasked > len(verify.manifest.files) - 30
    assert {one.code for one in verdict.problems} == {"served-silent"}


def test_a_server_that_is_not_there_is_told_of_once() -> None:
    with Server(Path()) as gone:
        address = gone.url
    (only,) = verify_site(address, None).problems
    assert only.code == "served-silent"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"files": []}',
        b"\xff",
        b"[" * 100_000,
        b'{"files": {"../../etc/passwd": {"sha256": "%s", "size": 1}}}' % (b"a" * 64),
        b'{"files": {"/etc/passwd": {"sha256": "%s", "size": 1}}}' % (b"a" * 64),
        b'{"files": {"a": {"sha256": "x", "size": 1}}}',
        b'{"files": {"a": {"sha256": "%s", "size": -1}}}' % (b"a" * 64),
        b'{"files": {"a": 1}}',
    ],
)
def test_what_is_no_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(NoManifestError):
        read_manifest(data)


def sitegen(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = "import sys; from sitegen.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", program, "verify", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_the_command_says_it_in_a_sentence_then_lists_what_is_wrong(copy: Path) -> None:
    right = sitegen(str(copy), "--messages", "en", "--manifest", str(copy / MANIFEST))
    assert (right.returncode, right.stdout) == (0, "")
    assert "files are what was built (2026-11-22)" in right.stderr
    assert "own manifest" not in right.stderr
    (copy / PAGE).unlink()
    wrong = sitegen(str(copy), "--messages", "en", "--format", "concise")
    assert wrong.returncode == 1
    summary, _, listed = wrong.stderr.strip().partition("\n\n")
    assert "held against its own manifest" in summary
    assert listed.startswith(f"{copy}/{PAGE}: error[served-missing]: ")
    data = json.loads(sitegen(str(copy), "--format", "json").stderr)
    assert [one["code"] for one in data["diagnostics"]] == ["served-missing"]
    assert data["summary"]["right"] == data["summary"]["files"] - 1


def test_what_cannot_be_meant_is_wrong_usage(copy: Path) -> None:
    for target in ("nowhere-at-all", "http://", "http://x:99999/", "http://[::1", "http://a@127.0.0.1:1/", "ftp://x/"):
        assert sitegen(target).returncode == 2, target
    assert sitegen(str(copy), "--manifest", str(copy / PAGE)).returncode == 2


def test_every_code_of_what_is_served_is_told_of_some_tampering() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [code.name for code in SERVED_CODES if f'"{code.name}"' not in text] == []
