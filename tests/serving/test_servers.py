"""What `sitegen headers` writes, in nginx, Apache and Caddy: every kind of file is sent as docs/hosting.md says."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner

from sitegen.cli import cli
from sitegen.pipeline import build
from sitegen.redirects import Rule, Server, rules_text
from tests.incremental.edits import begin
from tests.serving.programs import NAMES, Serving, Told, has_brotli, running

PATHS = ("/", "/iestade/projekti/")
FILE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
LIST = f"{PAGE}; connect-src 'self'"
SEARCH = LIST.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
FRESH, FOREVER = "no-cache", "public, max-age=31536000, immutable"
EVERY = {
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
HTML = "text/html; charset=utf-8"
# What is asked for: its type, policy and caching. A star stands for the digest in a name.
KINDS = {
    "": (HTML, PAGE, FRESH),
    "lv/": (HTML, PAGE, FRESH),
    "lv/index.html": (HTML, PAGE, FRESH),
    "lv/projekti/": (HTML, LIST, FRESH),
    "lv/projekti/periods/2014-2020/": (HTML, LIST, FRESH),
    "lv/projekti/project-1/": (HTML, PAGE, FRESH),
    "en/projects/project-1/": (HTML, PAGE, FRESH),
    "en/news/": (HTML, PAGE, FRESH),
    "lv/meklet/": (HTML, SEARCH, FRESH),
    "en/search/index.html": (HTML, SEARCH, FRESH),
    "404.html": (HTML, PAGE, FRESH),
    "en/404.html": (HTML, PAGE, FRESH),
    "lv/feed.xml": ("application/atom+xml; charset=utf-8", FILE, FRESH),
    "en/projects/project-1/feed.xml": ("application/atom+xml; charset=utf-8", FILE, FRESH),
    "sitemap.xml": ("application/xml; charset=utf-8", FILE, FRESH),
    "robots.txt": ("text/plain; charset=utf-8", FILE, FRESH),
    "lv/projekti/list.json": ("application/json; charset=utf-8", FILE, FRESH),
    "data/changes.json": ("application/json; charset=utf-8", FILE, FRESH),
    "data/operations.csv": ("text/csv; charset=utf-8", FILE, FRESH),
    "data/operations.json": ("application/json; charset=utf-8", FILE, FRESH),
    "lv/projekti/project-1/share.png": ("image/png", FILE, FRESH),
    "media/mark.svg": ("image/svg+xml; charset=utf-8", FILE, FRESH),
    "assets/css/site.*.css": ("text/css; charset=utf-8", FILE, FOREVER),
    "assets/js/site.*.js": ("text/javascript; charset=utf-8", FILE, FOREVER),
    "assets/emblem.*.svg": ("image/svg+xml; charset=utf-8", FILE, FOREVER),
    "assets/fonts/ubuntu-latin-400-normal.*.woff2": ("font/woff2", FILE, FOREVER),
    "assets/fonts/UFL-1.0.txt": ("text/plain; charset=utf-8", FILE, FRESH),
    "assets/days.*.ics": ("text/calendar; charset=utf-8", FILE, FOREVER),
    "assets/app.*.webmanifest": ("application/manifest+json; charset=utf-8", FILE, FOREVER),
    "pagefind/pagefind.js": ("text/javascript; charset=utf-8", FILE, FRESH),
    "pagefind/pagefind-entry.json": ("application/json; charset=utf-8", FILE, FRESH),
    "pagefind/facets.lv.json": ("application/json; charset=utf-8", FILE, FRESH),
    "pagefind/wasm.en.pagefind": ("application/octet-stream", FILE, FRESH),
    "pagefind/fragment/lv_*.pf_fragment": ("application/octet-stream", FILE, FOREVER),
    "pagefind/index/lv_*.pf_index": ("application/octet-stream", FILE, FOREVER),
    "pagefind/pagefind.lv_*.pf_meta": ("application/octet-stream", FILE, FOREVER),
}
OLD = (Rule("vecais/", "lv/projekti/project-1/"), Rule("en/old.php", "en/projects/"), Rule("lv/zudis/"))
TEXTS = ("lv/", "en/projects/project-1/", "lv/feed.xml", "assets/css/site.*.css", "assets/days.*.ics", "sitemap.xml")


@dataclass(frozen=True, slots=True)
class Site:
    """A built site, its path, and the folder that everything lies in."""

    public: Path
    path: str
    folder: Path

    def way(self, pattern: str) -> str:
        """The way of the file that a pattern stands for."""
        if "*" not in pattern:
            return pattern
        found = next(file for file in sorted(self.public.glob(pattern)) if file.suffix not in {".gz", ".br"})
        return found.relative_to(self.public).as_posix()

    def data(self, way: str) -> bytes:
        """What lies there."""
        return (self.public / (f"{way}index.html" if way == "" or way.endswith("/") else way)).read_bytes()


@pytest.fixture(scope="module", params=PATHS)
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """A small site at the root of its domain, and below; where everybody may read it, servers among them."""
    folder = Path(tempfile.mkdtemp(prefix="sitegen-served-"))
    folder.chmod(0o755)
    editor = begin(folder / "made", 1)
    editor.write("static/days.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "X-NOTE:days\r\n" * 30 + "END:VCALENDAR\r\n")
    editor.write("static/app.webmanifest", '{"name": "Projekti"}\n')
    output = folder / "web" / request.param.strip("/")
    output.parent.mkdir(parents=True, exist_ok=True)
    settings = replace(
        editor.settings,
        output=output,
        base_url=f"https://projekti.example.lv{request.param}",
        has_search=True,
        is_precompressed=True,
        memory=None,
    )
    outcome = build(settings)
    assert [found.code for found in outcome.diagnostics if outcome.has_errors] == []
    yield Site(output, request.param, folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="module", params=NAMES)
def server(request: pytest.FixtureRequest, site: Site) -> Iterator[Serving]:
    """The site on a server, told what sitegen writes for it, old addresses included."""
    told = headers(request.param, site.folder / "made" / "content", site.path)
    redirects = rules_text(OLD, Server(request.param), site.path)
    with running(request.param, site.folder / request.param, Told(told, redirects), site.public, site.path) as serving:
        yield serving


def headers(name: str, content: Path, path: str) -> str:
    """What `sitegen headers` prints."""
    options = ["--content", str(content), "--base-url", f"https://projekti.example.lv{path}"]
    done = CliRunner().invoke(cli, ["headers", "--format", name, *options])
    assert done.exit_code == 0, done.output
    return done.stdout


# --- Headers and types


def test_every_kind_of_file_has_the_headers_that_are_promised(site: Site, server: Serving) -> None:
    found, expected = {}, {}
    for pattern, (kind, policy, caching) in KINDS.items():
        way = site.way(pattern)
        answer = server.ask(way)
        assert (answer.status, answer.body) == (200, site.data(way)), way
        sharing = "cross-origin" if way.endswith("share.png") else "same-origin"
        expected[way] = EVERY | {
            "content-type": kind,
            "content-security-policy": policy,
            "cache-control": caching,
            "cross-origin-resource-policy": sharing,
        }
        found[way] = {name: answer.headers.get(name, "") for name in expected[way]}
        assert "camera=()" in answer.headers["permissions-policy"]
    assert found == expected


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site, server: Serving) -> None:
    for pattern in ("lv/", "lv/feed.xml", "assets/css/site.*.css"):
        way = site.way(pattern)
        for coding in ("identity", "gzip"):
            first = server.ask(way, Accept_Encoding=coding)
            for condition in (
                {"If_None_Match": first.headers["etag"]},
                {"If_Modified_Since": first.headers["last-modified"]},
            ):
                again = server.ask(way, Accept_Encoding=coding, **condition)
                assert (again.status, again.body) == (304, b""), (way, coding, condition)
            other = server.ask(way, Accept_Encoding=coding, If_None_Match='"other"')
            assert (other.status, other.body) == (200, first.body)


# --- Compression


@pytest.mark.parametrize(
    ("asked", "coding"), [("gzip", "gzip"), ("gzip, deflate, br", "br"), ("br;q=1.0, gzip;q=0.8", "br")]
)
def test_what_was_compressed_beforehand_is_sent_as_it_is(site: Site, server: Serving, asked: str, coding: str) -> None:
    if coding == "br" and not has_brotli(server.name):
        pytest.skip(
            "nginx has no module for .br; on Debian and Ubuntu: apt-get install libnginx-mod-http-brotli-static"
        )
    for pattern in TEXTS:
        way = site.way(pattern)
        answer = server.ask(way, Accept_Encoding=asked)
        file = f"{way}index.html" if way.endswith("/") else way
        assert answer.body == (site.public / f"{file}.{'gz' if coding == 'gzip' else 'br'}").read_bytes(), way
        assert answer.headers["content-encoding"] == coding
        assert "accept-encoding" in answer.headers["vary"].lower()
        data = gzip.decompress(answer.body) if coding == "gzip" else brotli.decompress(answer.body)
        assert data == site.data(way)
        plain = server.ask(way)
        names = ("content-type", "content-security-policy", "cache-control")
        assert [answer.headers[name] for name in names] == [plain.headers[name] for name in names]


def test_what_is_not_asked_for_compressed_is_sent_plain_and_told_apart(site: Site, server: Serving) -> None:
    for pattern in TEXTS:
        way = site.way(pattern)
        for asked in ("identity", "deflate", "gzip;q=0, br;q=0"):
            answer = server.ask(way, Accept_Encoding=asked)
            assert (answer.body, answer.headers.get("content-encoding")) == (site.data(way), None), (way, asked)
            assert "accept-encoding" in answer.headers["vary"].lower()


def test_pictures_and_fonts_are_sent_as_they_are(site: Site, server: Serving) -> None:
    for pattern in ("lv/projekti/project-1/share.png", "assets/fonts/ubuntu-latin-400-normal.*.woff2"):
        answer = server.ask(site.way(pattern), Accept_Encoding="gzip, br")
        assert (answer.body, answer.headers.get("content-encoding")) == (site.data(site.way(pattern)), None)


def test_a_part_of_a_file_may_be_asked_for(site: Site, server: Serving) -> None:
    answer = server.ask("sitemap.xml", Range="bytes=0-37")
    assert (answer.status, answer.body) == (206, site.data("sitemap.xml")[:38])
    assert server.ask("sitemap.xml", Range="bytes=99999999-").status == 416


# --- What is not there


LOST = {
    "nekas/": "lv",
    "lv/nekas/": "lv",
    "lv/projekti/nekas": "lv",
    "lv/feed.json": "lv",
    "media/nekas.svg": "lv",
    "assets/js/site.0123456789.js": "lv",
    "en/nothing/": "en",
    "en/projects/nothing": "en",
    "en/nothing.xml": "en",
    "english/": "lv",
    "assets/": "lv",
    "media/": "lv",
}


def test_what_is_not_there_is_told_in_the_language_of_its_address(site: Site, server: Serving) -> None:
    page = {"lv": site.data("404.html"), "en": site.data("en/404.html")}
    assert b'<html lang="en">' in page["en"]
    assert b'<html lang="lv">' in page["lv"]
    for way, language in LOST.items():
        answer = server.ask(way)
        assert (answer.status, answer.body) == (404, page[language]), way
        told = ("content-type", "content-security-policy", "cache-control", "x-content-type-options")
        assert [answer.headers[name] for name in told] == [HTML, PAGE, FRESH, "nosniff"], way
    packed = server.ask("en/nothing/", Accept_Encoding="gzip")
    assert (packed.status, gzip.decompress(packed.body)) == (404, page["en"])


def test_hidden_files_and_lists_of_folders_are_not_served(site: Site, server: Serving) -> None:
    for path in (".hidden", "lv/.git/config"):
        (site.public / path).parent.mkdir(exist_ok=True)
        (site.public / path).write_text("secret", encoding="utf-8")
    (site.public / ".well-known").mkdir(exist_ok=True)
    (site.public / ".well-known" / "site-manifest.json").write_text("{}", encoding="utf-8")
    for way in ("..%2fmade/content/site.yaml", "%2e%2e/%2e%2e/%2e%2e/made/content/site.yaml"):
        assert b"base_url" not in server.ask(way).body
    for way in (".sitegen", ".hidden", "lv/.git/config", "lv/.git/"):
        answer = server.ask(way)
        assert answer.status in {400, 403, 404}, way
        assert b"secret" not in answer.body
    assert server.ask(".sitegen").body == site.data("404.html")
    open_to_all = server.ask(".well-known/site-manifest.json")
    assert (open_to_all.status, open_to_all.body) == (200, b"{}")
    assert open_to_all.headers["content-type"] == "application/json; charset=utf-8"


# --- Ways


def test_a_folder_without_its_slash_leads_there_whatever_name_and_scheme_were_asked_for(server: Serving) -> None:
    for way in ("lv", "lv/projekti", "en/projects/project-1"):
        answer = server.ask(way, Host="projekti.example.lv", X_Forwarded_Proto="https")
        assert answer.status in {301, 308}, way
        assert answer.headers["location"] in {f"{server.path}{way}/", f"{way.rpartition('/')[2]}/"}


def test_the_site_without_its_last_slash_leads_to_the_site(server: Serving) -> None:
    if server.path != "/":
        answer = server.ask_whole(server.path[:-1])
        assert answer.status in {301, 308}
        assert answer.headers["location"] in {server.path, f"{server.path.split('/')[-2]}/"}


def test_old_addresses_lead_on_and_what_is_gone_is_gone(server: Serving) -> None:
    project = "lv/projekti/project-1/"
    for way, target in (("vecais/", project), ("vecais", project), ("en/old.php", "en/projects/")):
        answer = server.ask(way)
        assert answer.status == 301
        assert answer.headers["location"] in {server.path + target, server.address + target}
    assert server.ask("lv/zudis/").status == 410


def test_the_language_is_left_to_the_visitor(site: Site, server: Serving) -> None:
    for language in ("en", "lv", "de"):
        answer = server.ask("", Accept_Language=language)
        assert (answer.status, answer.body) == (200, site.data(""))
        assert "accept-language" not in answer.headers.get("vary", "").lower()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_but_reading_is_allowed(site: Site, server: Serving, method: str) -> None:
    before = site.data("lv/")
    for way in ("lv/", "lv/feed.xml", "new.html"):
        assert server.ask(way, method).status in {403, 404, 405, 501}, way
    assert server.ask("lv/", method).status in {405, 501}
    assert site.data("lv/") == before
    assert not (site.public / "new.html").exists()


def test_heads_are_those_of_the_files(site: Site, server: Serving) -> None:
    for way in ("lv/", "lv/feed.xml", site.way("assets/css/site.*.css")):
        whole, head = server.ask(way), server.ask(way, "HEAD")
        names = ("content-type", "content-length", "content-security-policy", "cache-control", "etag")
        assert [head.headers.get(name) for name in names] == [whole.headers.get(name) for name in names]
        assert (head.status, head.body) == (200, b"")


def test_what_lies_beside_the_site_is_not_touched(site: Site, server: Serving) -> None:
    if server.path != "/":
        (site.public.parents[1] / "other.html").write_text("other", encoding="utf-8")
        answer = server.ask_whole("/other.html")
        assert "content-security-policy" not in answer.headers
