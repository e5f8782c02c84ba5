"""`sitegen links --external`: what is told of each kind of answer, how politely servers are asked, what is kept."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sitegen.cli import cli
from sitegen.diagnostics import Collector, Span
from sitegen.diagnostics.codes_links import EXTERNAL_CODES
from sitegen.external import Answer, Manner, State, ask_all, diagnostics_of, links_of_content, links_of_pages
from sitegen.external.asking import LARGEST
from sitegen.external.remembering import recall, remember
from sitegen.load import load
from tests.conftest import ROOT

BASE = Path(__file__).parent / "diagnostics" / "base"
DAY = date(2026, 11, 22)
PAGE = b'<!doctype html><h1 id="augsa">x</h1><a name="vecs">y</a>'
LETTERS = '<h1 id="kļūda">x</h1>'
BOMB = gzip.compress(bytes(1 << 28))


class Handler(BaseHTTPRequestHandler):
    """Answers as its path says, and notes what it was asked, from when to when."""

    protocol_version = "HTTP/1.1"
    log: list[tuple[str, str, float, float]]
    busy: dict[str, int]
    rules: bytes

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        if self.path == "/robots.txt":
            self._send(200 if self.rules else 404, {"Content-Type": "text/plain"}, self.rules)
            return
        began, name = monotonic(), self.path.strip("/").partition("?")[0]
        try:
            self._as_it_says(name)
        except OSError:  # the client hung up
            self.close_connection = True
        self.log.append((self.command, self.path, began, monotonic()))

    def _as_it_says(self, name: str) -> None:
        kind, _, rest = name.partition("-")
        if kind == "busy":
            self.busy[name] = self.busy.get(name, 0) + 1
            is_again = self.busy[name] > 1 and rest != "always"
            self._send(200 if is_again else 503, {"Retry-After": "1"})
        elif kind == "head":  # a server that does not know HEAD
            self._send(405 if self.command == "HEAD" else 200)
        elif kind == "to":
            status, _, target = rest.partition("-")
            self._send(int(status), {"Location": f"/{target}"})
        elif kind == "round":
            self._send(302, {"Location": f"/{name}"})
        elif kind == "chain":
            self._send(302, {"Location": f"/chain-{int(rest) - 1}" if rest != "0" else "/200"})
        elif kind == "hang":
            sleep(3)
        elif kind == "drip":
            self._drip()
        elif kind == "huge":
            self._huge()
        elif kind == "slow":
            sleep(0.3)
            self._send(200)
        elif kind == "leave":
            self._send(429, {"Retry-After": "3600"})
        elif kind == "packed":
            self._send(200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE))
        elif kind == "bomb":
            self._send(200, {"Content-Encoding": "gzip"}, BOMB)
        elif kind == "damaged":
            self._send(200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE)[:-9])
        elif kind == "baltic":
            self._send(200, {"Content-Type": "text/html; charset=windows-1257"}, LETTERS.encode("windows-1257"))
        elif kind == "letters":  # a server that writes its header in UTF-8
            self._send(302, {"Location": "/200?ā".encode().decode("latin-1")})
        elif kind == "nonsense":
            self.wfile.write(b"nonsense\r\n\r\n")
            self.close_connection = True
        else:
            self._send(int(kind), {"Retry-After": "0"} if kind in {"429", "503"} else None)

    def _send(self, status: int, headers: dict[str, str] | None = None, body: bytes = PAGE) -> None:
        self.send_response(status)
        for key, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def _drip(self) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 60:
            self.wfile.write(bytes([letter]))
            sleep(0.05)

    def _huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b" " * (1 << 20))
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_: Any) -> None:
        """A client that hangs up is no error."""


@contextmanager
def serving(
    security: ssl.SSLContext | None = None, rules: bytes = b""
) -> Iterator[tuple[int, list[tuple[str, str, float, float]]]]:
    """A server's port, and its log, in which its rules for programs do not count."""
    handler = type("Own", (Handler,), {"log": [], "busy": {}, "rules": rules})
    server = Server(("127.0.0.1", 0), handler)
    if security is not None:
        server.socket = security.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_port, handler.log  # type: ignore[attr-defined]  # the type was made above
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def server() -> Iterator[tuple[str, list[tuple[str, str, float, float]]]]:
    with serving() as (port, log):
        yield f"http://127.0.0.1:{port}", log


def manner(**more: Any) -> Manner:
    given: dict[str, Any] = {"seconds": 5.0, "pause": 0.0, "allows_private": True, **more}
    return Manner("sitegen/test", **given)


def ask(address: str, *fragments: str, **more: Any) -> Answer:
    (answer,) = ask_all({address: fragments}, manner(**more))
    return answer


@pytest.mark.parametrize(
    ("path", "state", "status"),
    [
        ("200", State.FINE, 200),
        ("204", State.FINE, 204),
        ("404", State.GONE, 404),
        ("410", State.GONE, 410),
        ("401", State.REFUSED, 401),
        ("403", State.REFUSED, 403),
        ("429", State.REFUSED, 429),
        ("500", State.REFUSED, 500),
        ("503", State.REFUSED, 503),
        ("head", State.FINE, 200),
        ("busy-once", State.FINE, 200),
        ("busy-always", State.REFUSED, 503),
        ("to-302-404", State.GONE, 404),
        ("chain-4", State.FINE, 200),
        ("slow", State.FINE, 200),
    ],
)
def test_an_answer_is_taken_for_what_it_says(server: tuple[str, Any], path: str, state: State, status: int) -> None:
    answer = ask(f"{server[0]}/{path}")
    assert (answer.state, answer.status, answer.target) == (state, status, "")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("to-301-200", "/200"),
        ("to-308-200", "/200"),
        ("to-302-200", ""),
        ("to-307-200", ""),
        ("to-301-to-301-200", "/200"),
        ("to-301-to-302-200", "/to-302-200"),
        ("to-302-to-301-200", ""),
        ("to-301-404", ""),
    ],
)
def test_where_an_address_has_moved_for_good_is_told(server: tuple[str, Any], path: str, target: str) -> None:
    assert ask(f"{server[0]}/{path}").target == (f"{server[0]}{target}" if target else "")


@pytest.mark.parametrize("path", ["round", "chain-5", "chain-99"])
def test_what_leads_on_without_end_is_left(server: tuple[str, Any], path: str) -> None:
    address, log = server
    assert ask(f"{address}/{path}").reason == "it leads on too many times"
    assert len(log) <= 6


@pytest.mark.parametrize(("path", "longest"), [("hang", 5.0), ("drip", 5.0)])
def test_a_server_that_hangs_or_drips_costs_its_time_and_no_more(
    server: tuple[str, Any], path: str, longest: float
) -> None:
    began = monotonic()
    assert ask(f"{server[0]}/{path}", seconds=0.6).reason == "no answer in time"
    assert monotonic() - began < longest


def test_of_a_page_without_end_only_the_beginning_is_read(server: tuple[str, Any]) -> None:
    answer = ask(f"{server[0]}/huge", "nav")
    assert (answer.state, answer.anchors) == (State.FINE, (("nav", None),))
    assert LARGEST < 200 << 20


def test_places_on_pages_are_looked_for(server: tuple[str, Any]) -> None:
    assert ask(f"{server[0]}/200", "augsa", "nav", "vecs").anchors == (("augsa", True), ("nav", False), ("vecs", True))


@pytest.mark.parametrize(
    ("path", "fragment", "is_there"),
    [
        ("packed", "augsa", True),
        ("packed", "nav", False),
        ("damaged", "nav", None),
        ("bomb", "nav", None),
        ("baltic", "kļūda", True),
        ("baltic", "k%C4%BC%C5%ABda", True),
        ("letters", "augsa", True),
    ],
)
def test_a_place_is_found_however_the_page_is_sent(
    server: tuple[str, Any], path: str, fragment: str, is_there: bool | None
) -> None:
    answer = ask(f"{server[0]}/{path}", fragment)
    assert (answer.state, answer.anchors) == (State.FINE, ((fragment, is_there),))


def test_a_header_may_be_written_in_utf_8(server: tuple[str, Any]) -> None:
    ask(f"{server[0]}/letters", "augsa")
    assert [path for _, path, *_ in server[1]] == ["/letters", "/200?%C4%81"]


def test_a_page_that_unpacks_without_end_takes_no_memory(server: tuple[str, Any]) -> None:
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))\n"
        "from sitegen.external import Manner, ask_all\n"
        "(answer,) = ask_all({sys.argv[1]: ['nav']}, Manner('x', allows_private=True))\n"
        "assert answer.anchors == (('nav', None),), answer\n"
    )
    assert len(BOMB) < 400_000
    subprocess.run([sys.executable, "-c", program, f"{server[0]}/bomb"], check=True)


def test_a_server_that_wants_to_be_left_alone_is_left_alone(server: tuple[str, Any]) -> None:
    address, log = server
    answers = {one.address: one for one in ask_all({f"{address}/{path}": () for path in ("leave", "200")}, manner())}
    assert (answers[f"{address}/leave"].state, answers[f"{address}/leave"].status) == (State.REFUSED, 429)
    assert answers[f"{address}/200"].reason == "the server is busy and wants to be left alone"
    assert [path for _, path, *_ in log] == ["/leave"]


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ("User-agent: *\nDisallow: /", "the site asks programs to stay away (robots.txt)"),
        ("User-agent: sitegen\nDisallow: /20", "the site asks programs to stay away (robots.txt)"),
        ("User-agent: other\nDisallow: /", ""),
        ("User-agent: *\nDisallow: /secret/", ""),
        ("<html>not found</html>", ""),
        ("\ufeff\x00\ufffd" * 300_000, ""),
    ],
)
def test_what_a_host_asks_of_programs_is_heeded(rules: str, reason: str) -> None:
    with serving(rules=rules.encode()) as (port, log):
        asked: dict[str, tuple[str, ...]] = {f"http://127.0.0.1:{port}/200?{number}": () for number in range(2)}
        assert {one.reason for one in ask_all(asked, manner())} == {reason}
        assert counted(log) == (0 if reason else 2)


def test_a_host_that_asks_for_longer_pauses_gets_them() -> None:
    with serving(rules=b"User-agent: *\nCrawl-delay: 1") as (port, log):
        list(ask_all({f"http://127.0.0.1:{port}/200?{number}": () for number in range(2)}, manner()))
        assert counted(log) == 2
        first, second = sorted(log, key=lambda one: one[2])
        assert second[2] - first[3] >= 0.9


def test_a_host_that_is_silent_again_and_again_is_asked_for_nothing_more(server: tuple[str, Any]) -> None:
    address, log = server
    asked: dict[str, tuple[str, ...]] = {f"{address}/hang?{number}": () for number in range(6)}
    answers = list(ask_all({**asked, f"{address}/200": ()}, manner(seconds=0.3)))
    assert {one.reason for one in answers} == {"no answer in time"}
    assert len(answers) == 7
    sleep(3.2)
    assert len(log) == 3


def test_what_is_no_answer_is_unsure(server: tuple[str, Any]) -> None:
    assert ask(f"{server[0]}/nonsense").reason == "the connection broke off"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/").reason == "the connection was refused"


@pytest.mark.parametrize(
    "address", ["http://", "http://[::1/", "http://a b.lv/", "http://x:99999999/", "https:///x", "http://a:b@x.lv/"]
)
def test_what_is_no_address_is_not_asked_for(address: str) -> None:
    assert ask(address).state is State.MALFORMED


@pytest.mark.parametrize("target", ["mailto:a@x.lv", "http://[::1", "javascript:x()", "intent://x/"])
def test_a_server_that_leads_to_what_is_no_address_is_unsure(target: str) -> None:
    with answering(f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n") as (port, _):
        assert ask(f"http://127.0.0.1:{port}/").reason == "the answer makes no sense"


def test_a_host_that_is_led_to_and_is_not_there_is_named() -> None:
    with answering("HTTP/1.1 302 Found\r\nLocation: http://nav.tada.invalid/\r\n\r\n") as (port, _):
        answer = ask(f"http://127.0.0.1:{port}/")
    assert answer.reason in {"nav.tada.invalid", "the name server did not answer"}


def test_a_host_that_is_not_there_is_told_or_that_nobody_knows_it() -> None:
    answer = ask("http://nav.tada.invalid/")
    assert answer.state is State.NO_HOST or answer.reason == "the name server did not answer"


@pytest.mark.parametrize(
    "address",
    [
        "http://{own}/",
        "http://localhost:{port}/",
        "http://2130706433:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[fd00::1]/",
        "http://0.0.0.0/",
    ],
)
def test_private_networks_are_not_asked(server: tuple[str, Any], address: str) -> None:
    own = server[0].removeprefix("http://")
    answer = ask(address.format(own=own, port=own.partition(":")[2]), allows_private=False)
    assert answer.state is State.PRIVATE
    assert server[1] == []


OPENSSL = """
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
"""
CERTIFICATES = {
    "nobody vouches for its certificate": ("localhost", "20200101000000Z", "20490101000000Z"),
    "its certificate is for another name": ("cits.example", "20200101000000Z", "20490101000000Z"),
    "its certificate has expired": ("localhost", "20200101000000Z", "20200102000000Z"),
    "its certificate does not hold yet": ("localhost", "20480101000000Z", "20490101000000Z"),
}


def certificate(folder: Path, name: str, start: str, end: str) -> ssl.SSLContext:
    """A server's certificate for a name, signed by itself."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    (folder / "conf").write_text(OPENSSL)
    (folder / "index.txt").touch()
    (folder / "serial").write_text("01\n")
    for command in (
        f"openssl req -newkey rsa:2048 -nodes -keyout key.pem -out own.csr -subj /CN={name}"
        f" -addext subjectAltName=DNS:{name}",
        "openssl ca -batch -notext -config conf -selfsign -keyfile key.pem -in own.csr -out own.pem"
        f" -startdate {start} -enddate {end}",
    ):
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    security = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    security.load_cert_chain(folder / "own.pem", folder / "key.pem")
    return security


@pytest.mark.parametrize("reason", CERTIFICATES)
def test_a_certificate_that_browsers_refuse_is_told_with_its_reason(
    reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    security = certificate(tmp_path, *CERTIFICATES[reason])
    if not reason.startswith("nobody"):
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.pem"))
    with serving(security) as (port, log):
        answer = ask(f"https://localhost:{port}/200")
        assert (answer.state, answer.reason, log) == (State.CERTIFICATE, reason, [])


def test_a_host_is_asked_once_at_a_time_with_pauses_and_hosts_beside_each_other() -> None:
    with serving() as (one, log), serving() as (other, second):
        paths = [f"slow?{number}" for number in range(3)]
        asked = {f"http://127.0.0.1:{port}/{path}": () for path in paths for port in (one, other)}
        answers = list(ask_all(asked, manner(pause=0.25)))
        assert {answer.state for answer in answers} == {State.FINE}
        assert (counted(log), counted(second)) == (3, 3)
        for own in (log, second):
            times = sorted((began, ended) for _, _, began, ended in own)
            assert all(after[0] - before[1] >= 0.2 for before, after in pairwise(times))
        assert min(ended for *_, ended in log) > min(began for *_, began, _ in second)
        assert min(ended for *_, ended in second) > min(began for *_, began, _ in log)


def test_no_more_hosts_are_asked_at_once_than_are_allowed() -> None:
    with serving() as (one, log), serving() as (other, second):
        list(ask_all({f"http://127.0.0.1:{port}/slow": () for port in (one, other)}, manner(at_once=1)))
        assert (counted(log), counted(second)) == (1, 1)
        (first,), (last,) = log, second
        assert first[3] <= last[2] + 0.1 or last[3] <= first[2] + 0.1


@contextmanager
def answering(text: str) -> Iterator[tuple[int, list[bytes]]]:
    """A server without rules that answers once, whatever it is asked; its port, and what it was asked."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        said = list[bytes]()

        def take() -> None:
            for answer in ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", text):
                connection, _ = listener.accept()
                with connection:
                    said.append(connection.recv(4096))
                    connection.sendall(answer.encode())

        thread = threading.Thread(target=take)
        thread.start()
        yield listener.getsockname()[1], said
        thread.join()


def test_the_program_says_who_it_is() -> None:
    with answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") as (port, said):
        ask(f"http://127.0.0.1:{port}/ā?b=č%20d")
    assert said[0].startswith(b"GET /robots.txt HTTP/1.1\r\n")
    assert said[1].startswith(b"HEAD /%C4%81?b=%C4%8D%20d HTTP/1.1\r\n")
    assert all(b"User-Agent: sitegen/test\r\n" in one for one in said)


def test_each_answer_has_its_code_at_every_place() -> None:
    spans = [Span("a.yaml", 1, 2, 1, 9), Span("b.yaml", 3, 4, 3, 9)]
    answers = [Answer("https://x.lv/", state) for state in State if state is not State.FINE]
    answers += [Answer("https://x.lv/", State.FINE, 200, target="https://y.lv/", anchors=(("a", False),))]
    told = [one for answer in answers for one in diagnostics_of("https://x.lv/#a", answer, spans)]
    assert {one.code for one in told} == {code.name for code in EXTERNAL_CODES}
    assert len(told) == 2 * len(EXTERNAL_CODES)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small site's folder, the current one."""
    shutil.copytree(BASE, tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


def add(site: Path, address: str) -> None:
    """Links in a record, in a text of it, and on a page; not where nobody can follow them."""
    with (site / "content/projects/a.yaml").open("a", encoding="utf-8") as record:
        record.write(f"# {address}/comment\n")
    text = site / "content/projects/a.lv.md"
    text.write_text(
        f"Viens [divi]({address}/404) un [trīs]({address}/404).\n\n`{address}/code`, {address}/bare\n\n"
        f"<!-- allow external-gone: vēsturiska norāde -->\nTe bija [lapa]({address}/410).\n\n"
        f"<{address}/to-301-200> un [vieta]({address}/200#nav).\n",
        encoding="utf-8",
    )


def run(*arguments: str) -> Result:
    usual = ("--date", "2026-11-22", "--messages", "en", "--delay", "0", "--timeout", "5")
    return CliRunner().invoke(cli, ["links", *usual, *arguments])


def test_links_are_found_where_they_are_written(site: Path) -> None:
    add(site, "https://a.example.com")
    content = load(site / "content", Collector())
    assert content is not None
    found = {
        address: [(one.path, one.line, one.column) for one in spans]
        for address, spans in links_of_content(content).items()
        if "a.example.com" in address
    }
    path = "content/projects/a.lv.md"
    assert found == {
        "https://a.example.com/404": [(path, 1, 14), (path, 1, 51)],
        "https://a.example.com/410": [(path, 6, 16)],
        "https://a.example.com/to-301-200": [(path, 8, 2)],
        "https://a.example.com/200#nav": [(path, 8, 47)],
    }


def test_links_of_pages_are_those_that_the_content_has_not(tmp_path: Path) -> None:
    page = tmp_path / "public" / "lv" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(
        '<p>\n<a href="https://a.lv/?x&amp;y">a</a><a href="https://own.lv/x">b</a><a href="https://c.lv/">c</a>'
    )
    found = links_of_pages(tmp_path / "public", "https://own.lv/", {"https://c.lv/"})
    assert found == {"https://a.lv/?x&y": [Span("public/lv/index.html", 2, 10, 2, 31)]}


def counted(log: list[Any]) -> int:
    """How often a server was asked. It notes the last time only after it has answered."""
    known = -1
    while known != len(log):
        known = len(log)
        sleep(0.1)
    return known


def test_the_command_tells_places_remembers_answers_and_writes_a_report(
    site: Path, server: tuple[str, list[Any]]
) -> None:
    address, log = server
    add(site, address)
    result = run("--external", "--allow-private", "--format", "concise", "--report", "links.json")
    lines = [line for line in result.stderr.splitlines() if address in line]
    text = (site / "content/projects/a.lv.md").read_text(encoding="utf-8").split("\n")
    path, again, anchor = "content/projects/a.lv.md", text[0].rindex(address) + 1, text[7].rindex(address) + 1
    assert [line.split(" (")[0] for line in lines] == [
        f"{path}:1:14: error[external-gone]: `{address}/404` is gone: its server answers 404",
        f"{path}:1:{again}: error[external-gone]: `{address}/404` is gone: its server answers 404",
        f"{path}:8:2: warning[external-moved]: `{address}/to-301-200` has moved for good",
        f"{path}:8:{anchor}: warning[external-anchor]: `{address}/200#nav` is there, and has no place `#nav`",
    ]
    assert f"(write `{address}/200`)" in lines[2]
    assert result.exit_code == 1
    report = {one["address"]: one for one in json.loads((site / "links.json").read_text(encoding="utf-8"))["links"]}
    assert report[f"{address}/410"]["status"] == 410
    assert report[f"{address}/to-301-200"]["moved_to"] == f"{address}/200"
    assert len(report[f"{address}/404"]["places"]) == 2
    asked = counted(log)
    assert run("--external", "--allow-private", "--format", "concise").exit_code == 1
    assert counted(log) == asked
    run("--external", "--allow-private", "--date", "2026-11-28")
    assert counted(log) == asked
    run("--external", "--allow-private", "--date", "2026-11-29")
    assert counted(log) > asked
    asked = counted(log)
    run("--external", "--allow-private", "--date", "2026-11-29", "--max-age", "0")
    assert counted(log) > asked


def test_private_addresses_of_content_are_told_and_not_asked(site: Path, server: tuple[str, list[Any]]) -> None:
    add(site, server[0])
    result = run("--external", "--format", "concise")
    assert "warning[external-private]" in result.stderr
    assert server[1] == []
    assert result.exit_code == 0
    assert run("--external", "--strict").exit_code == 1


def test_what_a_network_or_a_busy_server_did_is_not_remembered(site: Path, server: tuple[str, list[Any]]) -> None:
    address, log = server
    text = "".join(f"[x]({address}/{path}) " for path in ("503", "429", "nonsense", "to-301-200", "404"))
    (site / "content/projects/a.lv.md").write_text(f"{text}\n", encoding="utf-8")
    run("--external")
    assert counted(log) == 0
    run("--external", "--allow-private")
    first = counted(log)
    assert {path for _, path, *_ in log} == {"/503", "/429", "/nonsense", "/to-301-200", "/200", "/404"}
    run("--external", "--allow-private")
    counted(log)
    assert {path for _, path, *_ in log[first:]} == {"/503", "/429", "/nonsense"}


def test_who_interrupts_waits_for_no_server_and_what_was_asked_is_remembered(
    site: Path, server: tuple[str, list[Any]]
) -> None:
    address, log = server
    text = "".join(f"[x]({address}/{path}) " for path in ("200", *(f"slow?{number}" for number in range(200))))
    (site / "content/projects/a.lv.md").write_text(f"{text}\n", encoding="utf-8")
    options = "links --external --allow-private --delay 3 --date 2026-11-22 --messages en"
    heeded = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # not so in the background
    program = f"{heeded}; from sitegen.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, *options.split()]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        while not log:
            sleep(0.05)
        sleep(0.5)
        began = monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr is not None
        told = process.stderr.read()
    assert told.endswith("interrupted; a published site is whole, the old one or the new one\n")
    assert monotonic() - began < 10
    assert [path for _, path, *_ in log] == ["/200"]
    assert f"{address}/200" in (site / ".sitegen/links.json").read_text(encoding="utf-8")


def test_an_exception_from_what_only_other_servers_tell_is_not_idle_in_a_check(site: Path) -> None:
    add(site, "https://a.example.com")
    result = CliRunner().invoke(cli, ["check", "--date", "2026-11-22", "--messages", "en"])
    assert "exception-unused" not in result.stderr


def test_without_external_the_links_of_the_site_itself_are_checked(site: Path) -> None:
    assert run().exit_code == 0
    (site / "content/projects/a.lv.md").write_text("[x](../nekas.md)\n", encoding="utf-8")
    assert run().exit_code == 1
    assert run("--report", "x.json").exit_code == 2


def test_what_is_remembered_is_bounded_and_may_be_damaged(tmp_path: Path) -> None:
    known = {
        f"https://x.lv/{number}": (DAY, Answer(f"https://x.lv/{number}", State.FINE, 200)) for number in range(20_050)
    }
    remember(tmp_path, known, ["https://x.lv/20049"])
    again = recall(tmp_path, DAY, 7)
    assert len(again) == 20_000
    assert "https://x.lv/20049" in again
    for text in ("", "[]", "{", '{"schema": 1, "answers": {"x": 1}}', '{"schema": 1, "answers": {"x": {"day": "x"}}}'):
        (tmp_path / "links.json").write_text(text, encoding="utf-8")
        assert recall(tmp_path, DAY, 7) == {}
