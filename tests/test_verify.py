"""A tampered copy is found out: over HTTP on loopback, and in a folder."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
import pytest

from sitegen.diagnostics.codes_served import SERVED_CODES
from sitegen.plan import MANIFEST
from sitegen.publish import MARKER
from sitegen.verify import NoManifestError, Verdict, read_manifest, site, verify_folder, verify_site
from tests.conftest import ROOT

PAGE = "lv/projekti/index.html"


class Server(ThreadingHTTPServer):
    """Serves a folder, and what a test has put in the place of addresses. `asked`: what was asked for."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.is_packing = False
        self.has_copies = False
        self.busy: set[str] = set()
        self.pause = "0"
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
    disable_nagle_algorithm = True
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
        if path in server.busy:
            server.busy.remove(path)
            status, headers = 503, {"Retry-After": "0"}
        accepted = self.headers.get("Accept-Encoding", "")
        if server.is_packing and "gzip" in accepted:
            body, headers = gzip.compress(body), {**headers, "Content-Encoding": "gzip"}
        for ending, coding in (("br", "br"), ("gz", "gzip")) if server.has_copies else ():
            copy = file.with_name(f"{file.name}.{ending}")
            if coding in accepted and copy.is_file() and "Content-Encoding" not in headers:
                body, headers = copy.read_bytes(), {**headers, "Content-Encoding": coding}
        self.send_response(status)
        if status == 429:
            headers = {**headers, "Retry-After": server.pause}
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


@pytest.mark.parametrize("ending", ["br", "gz", ""])
def test_each_packed_form_of_a_file_is_held_over_http(server: Server, copy: Path, ending: str) -> None:
    """A browser is sent the first of them; another program another."""
    server.has_copies = True
    page = (copy / PAGE).read_bytes()
    forms = {"br": brotli.compress, "gz": gzip.compress, "": bytes}
    for name in ("br", "gz"):
        (copy / f"{PAGE}.{name}").write_bytes(forms[name](page))
    assert verify_site(server.url, None).problems == ()
    (copy / (f"{PAGE}.{ending}" if ending else PAGE)).write_bytes(forms[ending](page + b"<script src=//x></script>"))
    verdict = verify_site(server.url, None)
    assert told(verdict) == {f"/{PAGE.removesuffix('index.html')}": "served-changed"}
    assert dict(verdict.problems[0].parameters).get("coding", "") == {"br": "br", "gz": "gzip", "": ""}[ending]


def test_what_is_packed_on_the_way_is_not_told_as_a_copy(server: Server, copy: Path) -> None:
    server.is_packing = True
    (copy / PAGE).write_bytes(b"other")
    (only,) = verify_site(server.url, None).problems
    assert "coding" not in dict(only.parameters)


@pytest.mark.parametrize("ending", ["br", "gz"])
@pytest.mark.parametrize("change", ["cut", "more", "none"])
def test_a_packed_form_that_cannot_be_unpacked_is_told(server: Server, copy: Path, ending: str, change: str) -> None:
    server.has_copies = True
    packed = {"br": brotli.compress, "gz": gzip.compress}[ending]((copy / PAGE).read_bytes())
    data = {"cut": packed[:-1], "more": packed + packed, "none": b"no copy"}[change]
    (copy / f"{PAGE}.{ending}").write_bytes(data)
    assert told(verify_site(server.url, None)) == {f"/{PAGE.removesuffix('index.html')}": "served-changed"}
    assert told(verify_folder(copy, None)) == {f"{PAGE}.{ending}": "served-extra"}


def test_a_compressed_copy_is_right_when_it_holds_what_the_file_holds(copy: Path) -> None:
    page = (copy / PAGE).read_bytes()
    (copy / f"{PAGE}.gz").write_bytes(gzip.compress(page))
    (copy / f"{PAGE}.br").write_bytes(brotli.compress(page))
    (copy / f"{MANIFEST}.gz").write_bytes(gzip.compress((copy / MANIFEST).read_bytes()))
    assert verify_folder(copy, None).problems == ()
    (copy / f"{PAGE}.gz").write_bytes(gzip.compress(page + b" "))
    (copy / f"{PAGE}.br").write_bytes(b"no copy")
    assert told(verify_folder(copy, None)) == {f"{PAGE}.br": "served-extra", f"{PAGE}.gz": "served-extra"}


def test_what_is_no_plain_file_is_not_waited_for_and_not_read(copy: Path) -> None:
    os.mkfifo(copy / f"{PAGE}.gz")
    (copy / "robots.txt").unlink()
    os.mkfifo(copy / "robots.txt")
    (copy / "sitemap.xml").unlink()
    (copy / "sitemap.xml").mkdir()
    found = told(verify_folder(copy, None))
    assert found == {f"{PAGE}.gz": "served-extra", "robots.txt": "served-changed", "sitemap.xml": "served-missing"}


def test_a_copy_that_unpacks_without_end_takes_no_memory(copy: Path) -> None:
    for name, pack in (("gz", gzip.compress), ("br", partial(brotli.compress, quality=5))):
        (copy / f"{PAGE}.{name}").write_bytes(pack(bytes(1 << 28)))
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))\n"
        "from pathlib import Path; from sitegen.verify import verify_folder\n"
        "print(*(one.code for one in verify_folder(Path(sys.argv[1]), None).problems))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(copy)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stdout.split()) == (0, ["served-extra", "served-extra"]), done.stderr


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_told_as_such(copy: Path) -> None:
    (copy / PAGE).chmod(0)
    (copy / "hidden" / "more").mkdir(parents=True)
    (copy / "hidden").chmod(0)
    assert told(verify_folder(copy, None)) == {PAGE: "served-silent", "hidden/": "served-extra"}


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


def test_a_site_that_leads_to_another_host_says_where_to(server: Server) -> None:
    server.leads = {MANIFEST: f"http://www.example.lv/{MANIFEST}"}
    verdict = verify_site(server.url, None)
    assert told(verdict) == {f"/{MANIFEST}": "served-leads-away"}
    assert dict(verdict.problems[0].parameters)["target"] == f"http://www.example.lv/{MANIFEST}"


def test_a_server_that_refuses_the_manifest_is_told_with_its_status(server: Server, copy: Path) -> None:
    server.statuses = {MANIFEST: 403}
    assert told(verify_site(server.url, None)) == {f"/{MANIFEST}": "served-status"}
    server.leads = {MANIFEST: "/lv/"}  # as to a page where people log in
    trusted = read_manifest((copy / MANIFEST).read_bytes())
    verdict = verify_site(server.url, trusted)
    assert told(verdict) == {f"/{MANIFEST}": "served-no-manifest"}
    assert verdict.right == len(trusted.files)


@pytest.mark.parametrize("end", ["", "index.html", "?x=y", "#top", MANIFEST])
def test_the_address_of_the_site_may_be_that_of_its_first_page(server: Server, end: str) -> None:
    assert verify_site(server.url + end, None).problems == ()


def test_who_gives_a_part_of_the_site_is_told_so(server: Server, copy: Path) -> None:
    (only,) = verify_site(f"{server.url}lv/", None).problems
    assert dict(only.parameters)["root"] == f"{server.url}lv/"
    (only,) = verify_folder(copy / "lv", None).problems
    assert dict(only.parameters)["folder"] == f"{copy}/lv/"


def test_a_server_that_is_busy_is_asked_once_more(server: Server) -> None:
    server.busy = {"lv/projekti/", MANIFEST}
    assert verify_site(server.url, None).problems == ()
    assert server.asked.count("lv/projekti/") == 2


def test_a_server_that_stays_busy_is_not_asked_for_every_file(server: Server, copy: Path) -> None:
    trusted = read_manifest((copy / MANIFEST).read_bytes())
    server.statuses = dict.fromkeys((path.removesuffix("index.html") for path in trusted.files), 429)
    server.pause = "3600"
    verdict = verify_site(server.url, trusted, jobs=2)
    assert verdict.unasked > len(trusted.files) - 20


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips_costs_its_time_and_no_more(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "_MINUTE", 0.5)
    monkeypatch.setattr(site, "_LONGEST", 0.5)
    start = b"HTTP/1.1 200 OK\r\n" + (b"X: " if where == "head" else b"\r\n")
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                connection.sendall(start)
                for _ in range(200):
                    connection.sendall(b"x")
                    time.sleep(0.1)

        thread = threading.Thread(target=drip)
        thread.start()
        began = time.monotonic()
        (only,) = verify_site(f"http://127.0.0.1:{listener.getsockname()[1]}/", None, timeout=0.5).problems
        assert time.monotonic() - began < 10
        thread.join()
    assert dict(only.parameters)["what"] == "no answer in time"


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


def test_nothing_of_a_manifest_reaches_a_terminal_but_a_day_and_a_commit() -> None:
    known = read_manifest(json.dumps({"files": {}, "date": "\x1b[2J", "commit": "<script>"}).encode())
    assert (known.date, known.commit) == ("", "")
    known = read_manifest(json.dumps({"files": {}, "date": "2026-11-22", "commit": "a" * 40}).encode())
    assert (known.date, known.commit) == ("2026-11-22", "a" * 40)


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
