"""Where the files of a built site lead: each fault that a folder can have is told, by the audit and by a build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sitegen.audit.built import read_site
from sitegen.audit.files import faults_of_folder
from sitegen.diagnostics.codes_links import LINK_CODES
from sitegen.pipeline import Outcome, Settings, build
from tests.conftest import ROOT

CONTENT = Path(__file__).parent / "golden" / "content"
DAY = date(2026, 11, 22)
BASE = "https://example.lv/projekti/"
PAGE, OTHER = "lv/projekti/new/index.html", "en/projects/iodine/index.html"
Told = set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden site, built with search."""
    output = tmp_path_factory.mktemp("golden") / "public"
    assert not build(Settings(content=CONTENT, output=output, day=DAY, has_search=True)).has_errors
    return output


@pytest.fixture
def public(golden: Path, tmp_path: Path) -> Path:
    """A copy of it, to spoil."""
    shutil.copytree(golden, tmp_path / "public")
    return tmp_path / "public"


def told(public: Path) -> Told:
    found = faults_of_folder(read_site(public))
    return {(path, one.code, next((value for _, value in one.parameters), "")) for path, one in found}


def spoil(public: Path, path: str, old: str, new: str) -> None:
    (file,) = public.glob(path)
    text = file.read_text(encoding="utf-8")
    assert re.search(old, text), old
    file.write_text(re.sub(old, new, text, count=1), encoding="utf-8")


def test_a_site_as_it_was_built_has_nothing_against_it(golden: Path, real_site: Path, showcase_site: Path) -> None:
    assert [told(site) for site in (golden, real_site, showcase_site)] == [set(), set(), set()]


ADDED = {
    '<a href="nekur/">x</a>': "/lv/projekti/new/nekur/",
    "<a href='nekur/'>x</a>": "/lv/projekti/new/nekur/",
    "<a class=x href=nekur/>x</a>": "/lv/projekti/new/nekur/",
    f'<a href="{BASE}lv/nekur/">x</a>': "/lv/nekur/",
    f'<a href="{BASE}lv/#nekur">x</a>': "/lv/#nekur",
    '<a href="../../#nekur">x</a>': "/lv/#nekur",
    '<a href="#nekur">x</a>': "/lv/projekti/new/index.html#nekur",
    '<a href="../../../media/nav.pdf">x</a>': "/media/nav.pdf",
    '<img src="nav.png" alt="">': "/lv/projekti/new/nav.png",
    '<img src="../../../media/nap.svg" srcset="nav.webp 1x, ../../../media/nap.svg 2x" alt="">': (
        "/lv/projekti/new/nav.webp"
    ),
    '<picture><source srcset="nav.avif" type="image/avif"></picture>': "/lv/projekti/new/nav.avif",
    '<video poster="nav.jpg"></video>': "/lv/projekti/new/nav.jpg",
    '<object data="nav.svg"></object>': "/lv/projekti/new/nav.svg",
    '<form action="nekur/"></form>': "/lv/projekti/new/nekur/",
    '<p style="background:url(nav.png)">x</p>': "/lv/projekti/new/nav.png",
    '<link rel="manifest" href="../../../nav.webmanifest">': "/nav.webmanifest",
    '<link rel="icon" href="../../../favicon.ico">': "/favicon.ico",
    f'<meta property="og:image" content="{BASE}nav.png">': "/nav.png",
}


@pytest.mark.parametrize("html", ADDED)
def test_whatever_a_page_leads_to_or_shows_must_be_there(public: Path, html: str) -> None:
    spoil(public, PAGE, "</main>", f"{html}</main>")
    code = "own-address-missing" if BASE in html else "broken-link"
    assert told(public) == {(PAGE, code, ADDED[html])}


@pytest.mark.parametrize(
    "html",
    [
        '<a href="?q=x">x</a><a href="./#content">x</a><a href="index.html">x</a>',
        '<a href="https://example.lv/">x</a><a href="//example.lv/x">x</a><a href="mailto:a@example.lv">x</a>',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" srcset="data:image/png;base64,AA== 1x" alt="">',
        '<svg><path id="p1"/><rect fill="url(#p1)"/></svg><p>srcset, poster=x, href=y and url(z) as words</p>',
        '<a href="../../../media/nap.svg#page=2">x</a>',
    ],
)
def test_what_leads_somewhere_or_elsewhere_is_let_be(public: Path, html: str) -> None:
    spoil(public, PAGE, "</main>", f"{html}</main>")
    assert told(public) == set()


def test_the_same_words_lead_elsewhere_from_another_place_and_are_dead_on_each_page_that_has_them(public: Path) -> None:
    """What was seen on one page is taken for others only where it leads to the same place."""
    nearer, farther = "lv/projekti/index.html", "lv/projekti/recovery/index.html"
    for page in (PAGE, farther, nearer):  # alive from the first two, which lie one folder deeper than the third
        spoil(public, page, "</main>", '<a href="../../projekti/">x</a><a href="../../../nekur/">y</a></main>')
    dead = {(page, "broken-link", "/nekur/") for page in (PAGE, farther)}
    assert told(public) == {*dead, (nearer, "broken-link", "/projekti/"), (nearer, "broken-link", "/../nekur/")}


def test_a_percent_sign_in_an_address_stands_for_another_letter(public: Path) -> None:
    """The address of a file with such a sign in its name is written otherwise."""
    (public / "media/a%20b.pdf").write_bytes(b"x")
    spoil(public, PAGE, "</main>", '<a href="../../../media/a%20b.pdf">x</a></main>')
    assert told(public) == {(PAGE, "broken-link", "/media/a b.pdf")}
    spoil(public, PAGE, "a%20b", "a%2520b")
    assert told(public) == set()


def gone(path: str) -> Callable[[Path], None]:
    def remove(public: Path) -> None:
        for file in list(public.glob(path)):
            file.unlink()

    return remove


def put(path: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda public: spoil(public, path, old, new)


SITE_FEED = "lv/feed.xml"
ENTRY = f"<url><loc>{BASE}lv/projekti/new/</loc>"
SPOILED: dict[str, tuple[Callable[[Path], None], Told]] = {
    "a feed's link": (
        put(SITE_FEED, r'href="[^"]*/lv/aktualitates/[^"]*"', f'href="{BASE}lv/nekur/"'),
        {(SITE_FEED, "dead-address", "/lv/nekur/")},
    ),
    "a feed's id": (
        put(SITE_FEED, r"(?s)(<entry.*?<id>)[^<]*", rf"\1{BASE}lv/nekur/"),
        {(SITE_FEED, "dead-address", "/lv/nekur/")},
    ),
    "a feed that is no XML": (put(SITE_FEED, "</feed>", ""), {(SITE_FEED, "xml-broken", "")}),
    "data": (
        put("lv/projekti/new/index.json", f"{BASE}lv/projekti/new/", f"{BASE}lv/nekur/"),
        {("lv/projekti/new/index.json", "own-address-missing", "/lv/nekur/")},
    ),
    "robots": (put("robots.txt", "sitemap.xml", "nav.xml"), {("robots.txt", "dead-address", "/nav.xml")}),
    "a style sheet's font": (gone("assets/fonts/ubuntu-latin-700-*"), set()),
    "an address of the sitemap": (
        put("sitemap.xml", "</urlset>", f"<url><loc>{BASE}lv/nekur/</loc></url></urlset>"),
        {("sitemap.xml", "dead-address", "/lv/nekur/")},
    ),
    "a page that the sitemap forgets": (
        put("sitemap.xml", rf"{re.escape(ENTRY)}.*</url>", ""),
        {(PAGE, "sitemap-incomplete", "")},
    ),
    "a day of the sitemap": (
        put("sitemap.xml", re.escape(ENTRY), f"{ENTRY}<lastmod>2026-02-31x</lastmod>"),
        {(PAGE, "sitemap-day", "2026-02-31x")},
    ),
    "a language of the sitemap": (
        put("sitemap.xml", rf'({re.escape(ENTRY)}.*?)<xhtml:link rel="alternate" hreflang="en"[^>]*>', r"\1"),
        {(PAGE, "sitemap-languages", "")},
    ),
    "a page that hides": (
        put(PAGE, "<title>", '<meta name="robots" content="noindex"><title>'),
        {(PAGE, "sitemap-hidden", "")},
    ),
    "a page that hides, said the other way round": (
        put(PAGE, "<title>", "<meta content='none, noindex' NAME=robots><title>"),
        {(PAGE, "sitemap-hidden", "")},
    ),
    "an address that is another's": (
        put(PAGE, r'(rel="canonical" href=")[^"]*', rf"\1{BASE}lv/"),
        {(PAGE, "canonical-elsewhere", f"{BASE}lv/")},
    ),
    "a language that does not answer": (
        put(OTHER, r'<link rel="alternate" hreflang="lv"[^>]*>\s*', ""),
        {(PAGE, "alternate-not-returned", "/en/projects/iodine/"), (OTHER, "sitemap-languages", "")},
    ),
    "languages without its own": (
        put(OTHER, r'<link rel="alternate" hreflang="en"[^>]*>\s*', ""),
        {(OTHER, "alternates-without-itself", "lv/projekti/new/")},
    ),
    "a picture of a share card": (
        gone("lv/projekti/new/share.png"),
        {
            (path, "own-address-missing", "/lv/projekti/new/share.png")
            for path in (PAGE, "lv/aktualitates/2026/expired/index.html")
        },
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_every_way_in_which_files_of_a_site_can_disagree_is_told(public: Path, name: str) -> None:
    change, expected = SPOILED[name]
    change(public)
    found = told(public)
    if name == "a style sheet's font":
        assert {code for _, code, _ in found} == {"dead-address", "broken-link"}
        assert {path for path, code, _ in found if code == "dead-address"} == {
            path.relative_to(public).as_posix() for path in public.glob("assets/css/site.*.css")
        }
    elif name == "a feed that is no XML":
        assert {(path, code) for path, code, _ in found} == {(SITE_FEED, "xml-broken")}
    else:
        assert found == expected


def test_a_language_that_is_not_there_is_a_dead_link(public: Path) -> None:
    (public / OTHER).unlink()
    assert (PAGE, "broken-link", "/en/projects/iodine/") in told(public)
    assert ("lv/feed.xml", "dead-address", "/en/projects/iodine/") not in told(public)


def test_two_entries_of_a_feed_with_one_id_are_told(public: Path) -> None:
    feed = (public / SITE_FEED).read_text(encoding="utf-8")
    (entry,) = re.findall(r"(?s)<entry.*?</entry>", feed)[:1]
    (public / SITE_FEED).write_text(feed.replace(entry, entry + entry), encoding="utf-8")
    assert {(path, code) for path, code, _ in told(public)} == {(SITE_FEED, "feed-id-taken")}


def test_a_manifest_of_an_application_is_followed(public: Path) -> None:
    (public / "app.webmanifest").write_text('{"start_url": "lv/", "icons": [{"src": "nav.png"}]}', encoding="utf-8")
    assert told(public) == {("app.webmanifest", "dead-address", "/nav.png")}


def test_every_code_of_addresses_has_been_told_by_one_of_these() -> None:
    tried = {code for _, expected in SPOILED.values() for _, code, _ in expected}
    assert {code.name for code in LINK_CODES} == (tried - {"broken-link"}) | {"feed-id-taken"}


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    shutil.copytree(CONTENT, tmp_path / "content")
    (tmp_path / "templates").mkdir()
    return Settings(content=tmp_path / "content", output=tmp_path / "public", day=DAY, memory=tmp_path / ".sitegen")


def changed(site: Settings, name: str, old: str, new: str) -> Outcome:
    """The outcome of a build with a template of the site's own."""
    text = (ROOT / "templates" / name).read_text(encoding="utf-8")
    assert old in text
    (site.content.parent / "templates" / name).write_text(text.replace(old, new), encoding="utf-8")
    return build(site)


def test_a_build_tells_what_a_template_breaks_and_publishes_nothing(site: Settings) -> None:
    text = (ROOT / "templates" / "base.html").read_text(encoding="utf-8")
    for old, new in (
        ('rel="canonical" href="{{ frame.canonical }}"', 'rel="canonical" href="{{ frame.canonical }}x"'),
        ('hreflang="{{ alternate.language }}" href="', 'hreflang="{{ alternate.language }}" href="x'),
        ("<head>", '<head><meta name="robots" content="noindex">'),
        ("</main>", '<img srcset="nav.png 2x" src="{{ frame.canonical }}" alt=""></main>'),
    ):
        assert old in text
        text = text.replace(old, new)
    (site.content.parent / "templates" / "base.html").write_text(text, encoding="utf-8")
    outcome = build(site)
    found = {one.code: one.severity.value for one in outcome.diagnostics}
    assert (
        found.items()
        >= {
            "canonical-elsewhere": "error",
            "alternates-without-itself": "error",
            "sitemap-languages": "error",
            "sitemap-hidden": "warning",
            "broken-link": "error",
        }.items()
    )
    assert outcome.changes is None


def test_a_build_follows_the_addresses_of_style_sheets(site: Settings) -> None:
    style = site.content.parent / "static" / "css"
    style.mkdir(parents=True)
    (style / "site.css").write_text("@import 'nav.css'; body{background:url(../nav.png)}", encoding="utf-8")
    targets = {dict(one.parameters).get("target") for one in build(site).diagnostics if one.code == "dead-address"}
    assert targets == {"/assets/css/nav.css", "/assets/nav.png"}


def test_a_page_that_loses_a_language_is_told_of_by_the_one_that_stays(site: Settings) -> None:
    assert not build(site).has_errors
    hides = '{% if frame.language == "en" %}{% else %}<link rel="alternate" hreflang="{{ alternate.language }}"'
    outcome = changed(
        site,
        "base.html",
        '<link rel="alternate" hreflang="{{ alternate.language }}" href="{{ alternate.href }}">',
        f'{hides} href="{{{{ alternate.href }}}}">{{% endif %}}',
    )
    assert "alternate-not-returned" in {one.code for one in outcome.diagnostics}


def test_a_warning_of_a_page_that_is_as_it_was_is_told_again(site: Settings) -> None:
    text = site.content / "pages" / "about.en.md"
    text.write_text(text.read_text(encoding="utf-8") + f"\n[x]({BASE}lv/nekur/)\n", encoding="utf-8")
    first = build(site)
    assert "own-address-missing" in {one.code for one in first.diagnostics}
    other = site.content / "pages" / "about.lv.md"
    other.write_text(other.read_text(encoding="utf-8") + "\nVēl viens teikums.\n", encoding="utf-8")
    assert build(site).diagnostics == first.diagnostics


def test_what_authors_give_into_media_says_what_it_likes(public: Path) -> None:
    (public / "media" / "data.xml").write_text(f"no XML <a>{BASE}nekur/</a>", encoding="utf-8")
    (public / "media" / "data.txt").write_text(f"{BASE}nekur/", encoding="utf-8")
    assert told(public) == set()
