"""What pages use, read off built sites, and what their policies allow: neither more nor less. And so in Chromium."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from sitegen.diagnostics import Collector
from sitegen.l10n.terms import segments_of
from sitegen.languages import EN, LV
from sitegen.pipeline import Settings, examine, words_of
from sitegen.plan import PageKind
from sitegen.serving import Web, web_of
from sitegen.serving.web import POLICY
from tests.conftest import DAY, ROOT
from tests.quality.browsing import before_scripts, listen, tab
from tests.serving.programs import Told, running
from tests.serving.test_servers import headers

SHOWCASE = ROOT / "tests" / "showcase" / "content"
# What never follows from `default-src`, and is closed on every page.
CLOSED = {"base-uri": {"'none'"}, "form-action": {"'none'"}, "frame-ancestors": {"'none'"}}
# What scripts use is nowhere in the markup of a page: what each of ours does.
BY_SCRIPT = {
    "filters": {"connect-src": {"'self'"}},
    "search": {"connect-src": {"'self'"}, "script-src": {"'self'", "'wasm-unsafe-eval'"}},
}
LINKS = {"stylesheet": "style-src", "icon": "img-src", "manifest": "manifest-src"}
TAGS = {
    **dict.fromkeys(("img", "image", "input"), "img-src"),
    **dict.fromkeys(("video", "audio", "track"), "media-src"),
    **dict.fromkeys(("iframe", "frame"), "frame-src"),
    **dict.fromkeys(("object", "embed"), "object-src"),
    "script": "script-src",
    "base": "base-uri",
    "form": "form-action",
    "use": "img-src",
}


class Uses(HTMLParser):
    """What the policy of a page would have to allow: sources by directive."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: dict[str, set[str]] = {}
        self.scripts: set[str] = set()

    def add(self, directive: str, *sources: str) -> None:
        self.found.setdefault(directive, set()).update(sources)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or "style" in given:
            self.add("style-src", "'unsafe-inline'")
        if any(name.startswith("on") for name in given) or given.get("href", "").startswith("javascript:"):
            self.add("script-src", "'unsafe-inline'")
        if tag == "script" and "src" not in given and given.get("type") != "application/ld+json":
            self.add("script-src", "'unsafe-inline'")
        for directive, address in self._asked(tag, given):
            self.add(directive, self._source(address))
        name = re.search(r"assets/js/(\w+)\.[0-9a-f]{10}\.js", given.get("src", ""))
        self.scripts |= {name[1]} if tag == "script" and name else set()

    handle_startendtag = handle_starttag

    def _asked(self, tag: str, given: dict[str, str]) -> Iterator[tuple[str, str]]:
        if tag == "link":
            rel = given.get("rel", "")
            directive = f"{given['as']}-src" if rel == "preload" else LINKS.get(rel)
            if directive:
                yield directive, given["href"]
        elif tag in TAGS:
            names = ("href",) if tag in {"base", "image", "use"} else ("action",) if tag == "form" else ("src", "data")
            yield from ((TAGS[tag], given[name]) for name in names if name in given and given[name][:1] != "#")
        if "srcset" in given:
            yield from (("img-src", one.split()[0]) for one in given["srcset"].split(","))

    def _source(self, address: str) -> str:
        if address.startswith("data:"):
            return "data:"
        is_own = address.startswith(self.address) or not re.match(r"[a-z]+:|//", address)
        return "'self'" if is_own else address


def used(file: Path, address: str) -> tuple[dict[str, set[str]], bool]:
    """What a page uses, its style sheets and scripts with it; and whether it is one that only leads on."""
    html = file.read_text(encoding="utf-8")
    reader = Uses(address)
    reader.feed(html)
    if "style-src" in reader.found:
        reader.add("font-src", "'self'")
    for name in reader.scripts & BY_SCRIPT.keys():
        for directive, sources in BY_SCRIPT[name].items():
            reader.add(directive, *sources)
    return reader.found, 'http-equiv="refresh"' in html


def policy_of(web: Web, way: str) -> dict[str, set[str]]:
    """The policy of an address, as it is written for nginx, Apache and Caddy: the last that fits."""
    fitting = [one.value for one in web.exceptions if one.header == POLICY and re.fullmatch(one.pattern, way)]
    text = [dict(web.headers)[POLICY], *fitting][-1]
    return {name: set(sources) for name, *sources in map(str.split, text.split(";"))}


@pytest.fixture(scope="module", params=["showcase", "real"])
def built(request: pytest.FixtureRequest) -> tuple[Path, Web, str]:
    """A site, how it is served, and its address."""
    public: Path = request.getfixturevalue(f"{request.param}_site")
    content = SHOWCASE if request.param == "showcase" else ROOT / "content"
    words = words_of(Settings(content=content, output=public, day=DAY), (LV, EN))
    found = re.search(r'rel="canonical" href="([^"]+)404.html"', (public / "404.html").read_text(encoding="utf-8"))
    assert found
    web = web_of(found[1], (LV, EN), [segments_of(code, words[code].catalogue) for code in (LV, EN)])
    return public, web, found[1]


def test_a_policy_allows_what_its_pages_use_and_nothing_else(built: tuple[Path, Web, str]) -> None:
    public, web, address = built
    by_policy: dict[str, dict[str, set[str]]] = {}
    pages = sorted(public.rglob("*.html"))
    for file in pages:
        way = file.relative_to(public).as_posix().removesuffix("index.html")
        allowed, (found, leads_on) = policy_of(web, way), used(file, address)
        assert allowed == policy_of(web, file.relative_to(public).as_posix()), way
        assert allowed.pop("default-src") == {"'none'"}
        assert {name: allowed.pop(name) for name in CLOSED} == CLOSED
        assert all(sources <= allowed.get(name, set()) for name, sources in found.items()), way
        assert leads_on or found == allowed, way
        by_policy[str(sorted((name, sorted(sources)) for name, sources in allowed.items()))] = allowed
    assert len(pages) > 50
    assert len(by_policy) == 3


def test_only_the_search_pages_may_run_web_assembly(built: tuple[Path, Web, str]) -> None:
    public, web, _ = built
    ways = [file.relative_to(public).as_posix() for file in public.rglob("*") if file.is_file()]
    running = [way for way in ways if any("wasm" in source for source in policy_of(web, way).get("script-src", ()))]
    assert sorted(running) == ["en/search/index.html", "lv/meklet/index.html"]


def test_what_is_no_page_may_do_nothing(built: tuple[Path, Web, str]) -> None:
    public, web, _ = built
    files = [file.relative_to(public).as_posix() for file in public.rglob("*") if file.is_file()]
    others = [way for way in files if not way.endswith(".html")]
    assert {way.rpartition(".")[2] for way in others} >= {"xml", "json", "svg", "png", "js", "css", "txt"}
    for way in others:
        assert policy_of(web, way) == {"default-src": {"'none'"}, **CLOSED}


def test_style_sheets_ask_for_fonts_of_the_site_alone(built: tuple[Path, Web, str]) -> None:
    for file in built[0].glob("assets/css/*.css"):
        text = file.read_text(encoding="utf-8")
        assert "@import" not in text
        addresses = re.findall(r"url\(([^)]*)\)", text)
        assert addresses
        assert all(re.fullmatch(r"\.\./fonts/[\w.-]+\.woff2", address.strip("\"'")) for address in addresses)


@pytest.mark.parametrize(
    ("html", "directive", "source"),
    [
        ('<p style="color:red">x</p>', "style-src", "'unsafe-inline'"),
        ("<style>p{}</style>", "style-src", "'unsafe-inline'"),
        ("<script>x()</script>", "script-src", "'unsafe-inline'"),
        ('<a href="javascript:x()">x</a>', "script-src", "'unsafe-inline'"),
        ('<p onclick="x()">x</p>', "script-src", "'unsafe-inline'"),
        ('<img src="data:image/png;base64,AA">', "img-src", "data:"),
        ('<img src="//other.lv/a.png">', "img-src", "//other.lv/a.png"),
        ('<iframe src="x/"></iframe>', "frame-src", "'self'"),
        ('<form action="/x"></form>', "form-action", "'self'"),
        ('<base href="/">', "base-uri", "'self'"),
        ('<object data="x.svg"></object>', "object-src", "'self'"),
    ],
)
def test_what_a_policy_forbids_is_seen_on_a_page(tmp_path: Path, html: str, directive: str, source: str) -> None:
    (tmp_path / "x.html").write_text(html, encoding="utf-8")
    assert source in used(tmp_path / "x.html", "https://projekti.example.lv/")[0][directive]


# --- In Chromium, through nginx

FILES = (
    *("lv/feed.xml", "lv/projekti/list.json", "sitemap.xml", "robots.txt", "media/logos/*"),
    *("assets/emblem.*.svg", "assets/js/site.*.js", "assets/css/site.*.css"),
)
LOOKS: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light", "media": "screen"},
    {"color_scheme": "dark", "media": "screen"},
    {"color_scheme": "light", "media": "print"},
)
LISTENER = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture(scope="module")
def address(showcase_site: Path) -> Iterator[str]:
    """The showcase, through nginx, where it may read it."""
    folder = Path(tempfile.mkdtemp(prefix="sitegen-served-"))
    folder.chmod(0o755)
    shutil.copytree(showcase_site, folder / "web")
    told = headers("nginx", SHOWCASE, "/")
    with running("nginx", folder / "nginx", Told(told), folder / "web", "/") as serving:
        yield serving.address
    shutil.rmtree(folder)


@pytest.fixture
def page(browser: Browser) -> Iterator[Tab]:
    """A page that tells what its policy has stopped."""
    with tab(browser) as page:
        before_scripts(page, LISTENER)
        yield page


@dataclass(frozen=True, slots=True)
class Way:
    """Where to go, and which kind of page is there; None for a file that is none."""

    address: str
    kind: PageKind | None


def ways_of(public: Path, *, is_long: bool) -> list[Way]:
    """The fullest page of each kind and language, and of each way in which a list is narrowed, or all; and files."""
    checked = examine(Settings(content=SHOWCASE, output=public, day=DAY), Collector())[1]
    assert checked is not None
    pages = sorted(checked.pages, key=lambda one: (public / one.file).stat().st_size)
    fullest = {(one.kind, one.language): one for one in pages}
    narrowed = {(one.kind, one.facet, one.year > 0, one.number > 1): one for one in pages}
    some = dict.fromkeys((*fullest.values(), *narrowed.values()))
    files = [next(iter(sorted(public.glob(pattern)))) for pattern in FILES]
    return [
        *(Way(one.path, one.kind) for one in (pages if is_long else some)),
        *(Way(file.relative_to(public).as_posix(), None) for file in files),
    ]


@pytest.mark.browser
def test_no_page_of_any_kind_breaks_its_policy(
    page: Tab, address: str, showcase_site: Path, request: pytest.FixtureRequest
) -> None:
    told, seen = listen(page, address).complaints, set[PageKind | None]()
    for way in ways_of(showcase_site, is_long=request.config.getoption("--long")):
        at = address + quote(way.address)
        answer = page.goto(at, wait_until="load")
        assert answer is not None
        if way.kind is PageKind.REDIRECT:
            page.wait_for_url(re.compile(rf"^(?!{re.escape(at)}$)"))
        assert answer.headers["content-security-policy"].startswith("default-src 'none'"), way
        for look in LOOKS if way.kind else LOOKS[:1]:
            page.emulate_media(**look)
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done(0)))")
            assert page.evaluate("() => window.violations") == [], (way, look)
        assert told == [], way
        seen.add(way.kind)
    assert seen - {None} == set(PageKind), "a kind of page that the showcase has none of"


@pytest.mark.browser
def test_the_search_and_the_filters_work_under_their_policies(page: Tab, address: str) -> None:
    told = listen(page, address).complaints
    page.goto(f"{address}lv/meklet/")
    page.locator("#search-q").fill("projekts")
    page.locator("#search-q").press("Enter")
    expect(page.locator(".found li").first).to_be_visible()
    assert page.evaluate("() => window.violations") == []
    page.goto(f"{address}en/projects/")
    before = page.locator("main .card").count()
    page.locator("#filter select").first.select_option(index=1)
    expect(page.locator("main .card")).not_to_have_count(before)
    page.locator("legend:has-text('Colours') ~ label:has-text('dark')").click()
    assert page.evaluate("() => window.violations") == []
    assert told == []


@pytest.mark.browser
def test_the_bare_address_and_a_lost_one_hold_too(page: Tab, address: str) -> None:
    told = listen(page, address).complaints
    page.goto(address)
    page.wait_for_url(f"{address}lv/")
    assert told == []
    answer = page.goto(f"{address}en/nothing/here/")
    assert answer is not None
    assert answer.status == 404
    assert page.locator("h1").inner_text() == "Page not found"
    assert page.locator("main a").first.inner_text() == "Home"
    assert page.locator("main a[lang=lv]").inner_text() == "Šādas lapas nav. Doties uz sākumlapu."
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 10
    assert page.evaluate("() => window.violations") == []
    assert [one for one in told if "404" not in one] == []


@pytest.mark.browser
def test_a_page_that_leads_on_does_so_without_script_and_with_it_keeps_the_place(
    browser: Browser, page: Tab, address: str
) -> None:
    told = listen(page, address).complaints
    page.goto(f"{address}?a=1#content")
    page.wait_for_url(f"{address}lv/?a=1#content")
    assert told == []
    with tab(browser, java_script_enabled=False) as plain:
        plain.goto(f"{address}#content")
        plain.wait_for_url(f"{address}lv/")


@pytest.mark.browser
def test_what_the_policy_forbids_is_stopped_and_seen(page: Tab, address: str) -> None:
    told = listen(page, address).complaints
    page.goto(f"{address}lv/")
    page.evaluate("() => { document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>'); }")
    page.evaluate("() => document.body.append(Object.assign(document.createElement('script'), { text: 'x = 1' }))")
    page.evaluate("() => fetch('/lv/projekti/list.json').catch(() => 0)")
    found = {violation.split()[0] for violation in page.evaluate("() => window.violations")}
    assert {"style-src-attr", "script-src-elem", "connect-src"} <= found
    assert len(told) >= 3
