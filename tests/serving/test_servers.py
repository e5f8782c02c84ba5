"""What `sitegen headers` writes, in nginx, Apache and Caddy: every kind of file is sent as docs/hosting.md says."""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import brotli
import pytest

from sitegen.languages import EN, LV
from sitegen.l10n.terms import segments_of
from sitegen.pipeline import build, words_of
from sitegen.redirects import Rule, Server, rules_text
from sitegen.serving import headers_text, web_of
from tests.incremental.edits import begin
from tests.serving.programs import NAMES, Serving, has_brotli, running

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
    "lv/projekti/fonds/eraf/": (HTML, LIST, FRESH),
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
TEXTS = ("lv/", "en/projects/project-1/", "lv/feed.xml", "assets/css/site.*.css", "assets/days.*.ics", "sitemap.xml")


@dataclass(frozen=True, slots=True)
class Site:
    """A built site: its folder, and its path."""

    public: Path
    path: str

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
    yield Site(output, request.param)
    shutil.rmtree(folder)


@pytest.fixture(scope="module", params=NAMES)
def server(request: pytest.FixtureRequest, site: Site) -> Iterator[Serving]:
    """The site on a server, told what sitegen writes for it, old addresses included."""
    words = words_of(begin_settings(site), (LV, EN))
    segments = [segments_of(code, words[code].catalogue) for code in (LV, EN)]
    web = web_of(f"https://projekti.example.lv{site.path}", (LV, EN), segments)
    rules = (Rule("vecais/", "lv/projekti/project-1/"), Rule("en/old.php", "en/projects/"), Rule("lv/zudis/"))
    folder = site.public.parents[site.path.count("/") - 1 or 1] / f"{request.param}"
    redirects = rules_text(rules, Server(request.param), site.path)
    text = headers_text(web, request.param)
    with running(request.param, folder, site.public, site.path, text, redirects) as serving:
        yield serving
