"""Content that somebody wrote to do harm: told at its place, soon and in little memory; and what is built does nothing.

Each case is a whole site, on which the program is run as people run it, in a process with limits of its own.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sitegen.diagnostics import Collector
from sitegen.diagnostics.report import render
from sitegen.load import Folder, tell_strange
from sitegen.load.limits import largest
from sitegen.manifest import LARGEST_FILE, MOST_FILES, is_seen, walk
from sitegen.pipeline import examined
from tests.test_diagnostics_cases import CATALOGUES, planned, settings_of

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests" / "diagnostics" / "base"
NEWS = "news/2024-01-31-x.lv.md"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
# What a whole run may take, the start of the program and its workers included: seconds of processor time, which hang
# far less on how busy the machine is than those of a clock, and bytes of memory. `PATIENCE`: when a run is ended.
SECONDS, MEMORY, PATIENCE = 2.0, 500 << 20, 30
TRIES = 3


@dataclass(frozen=True, slots=True)
class Run:
    """How a run ended: its exit code, what it told, the most memory that it took, in bytes, and its processor time."""

    code: int
    told: str
    memory: int
    seconds: float


def run(folder: Path, *arguments: str) -> Run:
    """The program, on the site in a folder."""
    command = [sys.executable, str(ROOT / "build.py"), *arguments, "--date", "2026-01-01", "--format", "concise"]
    with (folder / "told.txt").open("wb") as told:
        process = subprocess.Popen(
            [*command, "--messages", "en"], cwd=folder, stdout=told, stderr=told, preexec_fn=_limit
        )
        try:
            _, status, usage = _waited(process)
        finally:
            process.poll()
    told_text = (folder / "told.txt").read_text("utf-8")
    seconds = usage.ru_utime + usage.ru_stime
    return Run(os.waitstatus_to_exitcode(status), told_text, usage.ru_maxrss * 1024, seconds)


def run_soon(folder: Path, *arguments: str) -> Run:
    """The same, again where it took too long: what a busy machine adds once, it does not add each time."""
    for _ in range(TRIES - 1):
        ended = run(folder, *arguments)
        if ended.seconds <= SECONDS:
            return ended
    return run(folder, *arguments)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))


def _waited(process: subprocess.Popen[bytes]) -> tuple[int, int, resource.struct_rusage]:
    return os.wait4(process.pid, 0)


Laid = Callable[[Path], object]


def text(path: str, words: str | bytes) -> Laid:
    """A file in the content."""

    def lay(content: Path) -> None:
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(words if isinstance(words, bytes) else words.encode())

    return lay


def added(words: str) -> Laid:
    """Fields added to the record."""
    return lambda content: text("projects/a.yaml", (content / "projects/a.yaml").read_text("utf-8") + words)(content)


def news(words: str) -> Laid:
    """The text of a news item, which starts on line 5."""
    return text(NEWS, f"---\ntitle: Ziņa\nprojects: [a]\n---\n{words}\n")


def svg(inside: str, before: str = "") -> Laid:
    """A drawing."""
    return text("media/nap2020.svg", f"{before}{HEAD}{inside}</svg>")


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG file."""
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def sparse(path: str, size: int) -> Laid:
    """A file of so many zeros, which takes no room on the disk."""

    def lay(content: Path) -> None:
        (content / path).parent.mkdir(exist_ok=True)
        (content / path).touch()
        os.truncate(content / path, size)

    return lay


def link(path: str, target: str) -> Laid:
    """A symbolic link in the place of whatever is there."""

    def lay(content: Path) -> None:
        there = content / path
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(there) if there.is_dir() else there.unlink(missing_ok=True)
        there.symlink_to(target)

    return lay


def pipe(path: str) -> Laid:
    """A pipe that nobody writes into."""

    def lay(content: Path) -> None:
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(content / path)

    return lay


# What is laid over a small site, and what must be told: place and code.
TOLD: dict[str, tuple[Laid, str]] = {
    # Files that are none, and links.
    "a link to a file outside": (link("media/x.pdf", "/etc/passwd"), "content/media/x.pdf: error[link-refused]"),
    "a registry that is a link": (link("tags.yaml", "/etc/passwd"), "content/tags.yaml: error[link-refused]"),
    "the site’s file that is a link": (link("site.yaml", "/etc/passwd"), "content/site.yaml: error[link-refused]"),
    "a folder that is a link": (link("news", "/etc"), "content/news: error[link-refused]"),
    "all media a link to everything": (link("media", "/"), "content/media: error[link-refused]"),
    "a link in a circle": (link("media/round", "."), "content/media/round: error[link-refused]"),
    "a link to a device": (link("media/x.png", "/dev/zero"), "content/media/x.png: error[link-refused]"),
    "a link to nothing": (link("media/x.png", "nothing"), "content/media/x.png: error[link-refused]"),
    "a pipe": (lambda content: os.mkfifo(content / "media/x.pdf"), "content/media/x.pdf: error[unreadable-file]"),
    "a record that is a pipe": (
        lambda content: os.mkfifo(content / "projects/b.yaml"),
        "content/projects/b.yaml: error[unreadable-file]",
    ),
    # The site's own code.
    **{
        f"{where} a link to {target}": (link(f"../{where}", target), f"{where}: error[link-refused]")
        for where, target in (
            ("static", "/etc"),
            ("static/passwd.txt", "/etc/passwd"),
            ("static/fonts", "/etc"),
            ("static/round", "."),
            ("static/itself", "itself"),
            ("static/none.css", "nothing"),
            ("static/zero.js", "/dev/zero"),
            ("templates", "nothing"),
            ("templates", "templates"),
            ("templates/page.html", "/etc/passwd"),
            ("templates/parts/x.html", "../../content/site.yaml"),
            ("locales", "/"),
            ("locales/lv/LC_MESSAGES/site.po", "/dev/zero"),
        )
    },
    **{
        f"{where} a pipe": (pipe(f"../{where}"), f"{where}: error[unreadable-file]")
        for where in ("static/x.css", "templates/page.html", "locales/lv/LC_MESSAGES/site.po")
    },
    # Sizes.
    "a film of 10 GB": (sparse("media/x.mp4", 10 << 30), "content/media/x.mp4: error[file-too-large]"),
    "a picture of 100 MB": (sparse("media/x.png", 100 << 20), "content/media/x.png: error[file-too-large]"),
    "a record of 100 MB": (sparse("projects/b.yaml", 100 << 20), "content/projects/b.yaml: error[file-too-large]"),
    "a text of 100 MB": (sparse(NEWS, 100 << 20), f"content/{NEWS}: error[file-too-large]"),
    "a registry of a million keys": (
        text("tags.yaml", "".join(f"k{number}: a\n" for number in range(1_000_000))),
        "content/tags.yaml: error[file-too-large]",
    ),
    "a line of 10 MB": (text(NEWS, "x" * (10 << 20)), f"content/{NEWS}: error[file-too-large]"),
    # YAML.
    "a tag that calls Python": (
        added("goal: !!python/object/apply:os.system [id]\n"),
        "a.yaml:7:7: error[tag-refused]",
    ),
    "an alias bomb": (
        text("projects/b.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
        "b.yaml:1:4: error[alias-refused]",
    ),
    "a merge key": (added("goal: {<<: *a}\n"), "a.yaml:7:12: error[alias-refused]"),
    "lists in lists": (text("projects/b.yaml", "[" * 10_000), "error[nested-too-deep]"),
    "maps in maps": (text("projects/b.yaml", "{a: " * 10_000), "error[nested-too-deep]"),
    "steps of steps": (text("projects/b.yaml", "- " * 10_000), "error[nested-too-deep]"),
    "a key twice": (added("fund: esf\n"), "a.yaml:7:1: error[duplicate-key]"),
    "a thousand unknown keys": (added("".join(f"k{n}: x\n" for n in range(9_000))), "a.yaml:7:1: error[unknown-key]"),
    "a number of 100,000 digits": (
        added(f"places: [{{name: A, capacity: {'9' * 100_000}}}]\n"),
        "error[text-too-dense]",
    ),
    "an exponent": (added("places: [{name: A, capacity: 1e999999999}]\n"), "a.yaml:7:30: error[bad-number]"),
    "the year 99999": (added("published: 99999-01-01\n"), "a.yaml:7:12: error[bad-date]"),
    "the last day of time": (added("published: 9999-12-31\n"), "a.yaml:7:12: error[year-out-of-range]"),
    "NUL by an escape": (added('goal: {lv: "a\\0b", en: b}\n'), "a.yaml:7:12: error[control-character]"),
    "text that turns round": (added('goal: {lv: "a\\u202Eb", en: b}\n'), "a.yaml:7:12: error[control-character]"),
    # Encodings.
    "UTF-16": (text("projects/b.yaml", "number: 1".encode("utf-16")), "b.yaml:1:1: error[not-utf8]"),
    "UTF-32": (text("projects/b.yaml", "number: 1".encode("utf-32")), "b.yaml:1:1: error[not-utf8]"),
    "an overlong slash": (text(NEWS, b"---\ntitle: \xc0\xaf\n---\n"), f"content/{NEWS}:2:8: error[not-utf8]"),
    "NUL in a text": (news("a\0b"), f"content/{NEWS}:5:2: error[control-character]"),
    "a line separator": (news("a\u2028b"), f"content/{NEWS}:5:2: error[control-character]"),
    "bidi in a text": (news("a\u202eb"), f"content/{NEWS}:5:2: error[control-character]"),
    "bidi by an entity": (news("a&#x202E;b"), f"content/{NEWS}:5:2: error[control-character]"),
    "front matter without an end": (text(NEWS, "---\ntitle: T\n"), f"content/{NEWS}:1:1: error[front-matter-open]"),
    # Raw HTML.
    **{
        f"raw {tag}": (news(words), f"content/{NEWS}:5:{column}: error[raw-html]")
        for tag, words, column in (
            ("script", "<script>alert(1)</script>", 1),
            ("style", "a <style>*{display:none}</style>", 3),
            ("iframe", "a <iframe src=//x.lv>", 3),
            ("form", "*a <form action=//x.lv>*", 4),
            ("object", "- <object data=x>", 3),
            ("capitals", "<ScRiPt>x", 1),
            ("svg", "[a <svg onload=alert(1)>](https://a.lv/)", 4),
            ("meta", "| a | <meta http-equiv=refresh> |\n|-|-|\n| b | c |", 7),
            ("comment", "<!-- a", 1),
            ("template", "> <template><img src=x onerror=y></template>", 3),
        )
    },
    # Addresses.
    **{
        f"address {address}": (news(f"[a]({address})"), f"content/{NEWS}:5:5: error[bad-link]")
        for address in (
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:x",
            "//x.lv/y",
            "https://[x",
        )
    },
    "a script between brackets": (news("<javascript:alert(1)>"), f"content/{NEWS}:5:1: error[raw-html]"),
    "a script in a definition": (news("[a][b]\n\n[b]: javascript:x"), f"content/{NEWS}:7:6: error[bad-link]"),
    "a script in entities": (news("[a](java&#115;cript:x)"), f"content/{NEWS}:5:5: error["),
    "a picture from elsewhere": (news("![a](https://x.lv/a.png)"), f"content/{NEWS}:5:6: error[foreign-picture]"),
    "a script in a record": (
        added('links: [{title: {lv: a, en: b}, url: "javascript:x.y"}]\n'),
        "a.yaml:7:38: error[bad-url]",
    ),
    "half an address": (
        added("links: [{title: {lv: a, en: b}, url: 'https://[x.lv'}]\n"),
        "a.yaml:7:38: error[bad-url]",
    ),
    "an address of dots": (
        added(f"links: [{{title: {{lv: a, en: b}}, url: 'https://{'.' * 90_000}<'}}]\n"),
        "a.yaml:7:38: error[text-too-dense]",
    ),
    # Attributes.
    **{
        f"attribute {name}": (news(f"a\n{{: {name} }}"), f"content/{NEWS}:6:4: error[attribute-refused]")
        for name in ("onclick=alert(1)", "style='x:y'", "ONLOAD=x", "srcdoc=x", "id", "hidden", "data-x=y")
    },
    "a bare attribute in a cell": (
        news("| a {: id } | b |\n|-|-|\n| c | d |"),
        f"content/{NEWS}:5:8: error[attribute-refused]",
    ),
    # Paths.
    **{
        f"path {path}": (
            added(f"documents: [{{title: {{lv: a, en: b}}, file: '{path}'}}]\n"),
            "a.yaml:7:43: error[missing-media]",
        )
        for path in (
            "../../etc/passwd",
            "/etc/passwd",
            "C:\\x.pdf",
            "media/../site.yaml",
            "media%2f..%2fsite.yaml",
            "..\\x",
        )
    },
    "a link out of the site": (news("[a](../../../etc/passwd)"), f"content/{NEWS}:5:5: error[dead-link]"),
    "a tag that climbs": (text("tags.yaml", '"../../x": {lv: a, en: b}\n'), "tags.yaml:1:1: error[bad-slug]"),
    "a slug that climbs": (added("slug: {en: ../../x}\n"), "a.yaml:7:12: error[bad-slug]"),
    "a slug with a Cyrillic letter": (added("slug: {en: pl\u0430n}\n"), "a.yaml:7:12: error[bad-slug]"),
    "a slug of 300 letters": (added(f"slug: {{en: {'a' * 300}}}\n"), "a.yaml:7:12: error[bad-slug]"),
    "an alias that climbs": (added("aliases: [/../../x]\n"), "a.yaml:7:11: error[bad-alias]"),
    "an alias for the server": (added("aliases: [/x/.htaccess]\n"), "a.yaml:7:11: error[bad-alias]"),
    "an alias of 300 letters": (added(f"aliases: [/{'a' * 300}]\n"), "a.yaml:7:11: error[bad-alias]"),
    # Names.
    "a Windows device": (text("media/con.pdf", "%PDF-1"), "content/media/con.pdf: error[file-name-refused]"),
    "a name with a colon": (text("media/a:b.pdf", "%PDF-1"), "content/media/a:b.pdf: error[file-name-refused]"),
    "a name that turns round": (text("media/a\u202efdp.png", b"\x89PNG\r\n\x1a\n"), "error[file-name-refused]"),
    "a name with an escape": (
        text("media/a\x1b[31m.pdf", "%PDF-1"),
        "content/media/a\ufffd[31m.pdf: error[file-name-refused]",
    ),
    "a name of two alphabets": (text("media/pl\u0430n.pdf", "%PDF-1"), "error[file-name-refused]"),
    "a path of 400 letters": (text(f"media/{'a' * 200}/{'b' * 200}.pdf", "%PDF-1"), "error[file-name-refused]"),
    "names that differ by case": (text("media/PLAN.pdf", "%PDF-1"), "content/media/plan.pdf: error[names-collide]"),
    "names that differ by form": (
        lambda content: [text(f"media/{name}.pdf", "%PDF-1")(content) for name in ("\u0101", "a\u0304")],
        "error[names-collide]",
    ),
    # Media.
    **{
        f"media {name}": (text(f"media/{name}", words), f"content/media/{name}: error[{code}]")
        for name, words, code in (
            ("x.html", "<script>", "media-kind-refused"),
            ("x.js", "x", "media-kind-refused"),
            ("x.XHTML", "x", "media-kind-refused"),
            ("x.svgz", "x", "media-kind-refused"),
            ("x.php", "x", "media-kind-refused"),
            ("x.xml", "<x/>", "media-kind-refused"),
            ("x", "x", "media-kind-refused"),
            (".htaccess", "x", "file-name-refused"),
            ("x.pdf", "<html>", "media-mismatch"),
            ("x.png", b"\xff\xd8\xff\xe0", "media-mismatch"),
            ("x.jpg", b"", "media-mismatch"),
            ("x.gif", b"<script>GIF89a", "media-mismatch"),
            ("x.docx", b"MZ", "media-mismatch"),
        )
    },
    "a picture of 2.5 gigapixels": (
        text(
            "media/x.png",
            b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0\0\xc3P\0\0\xc3P\x08\0\0\0\0") + chunk(b"IDAT", b"x"),
        ),
        "content/media/x.png: error[picture-too-large]",
    ),
    # Drawings.
    **{
        f"drawing {inside[:40]}": (svg(inside), f"content/media/nap2020.svg:1:{len(HEAD) + 1}: error[drawing-refused]")
        for inside in (
            "<script>alert(1)</script>",
            "<foreignObject/>",
            "<g onload='alert(1)'/>",
            "<g ONCLICK='x'/>",
            "<image href='https://x.lv/a.png'/>",
            "<use xlink:href='https://x.lv/a.svg#b'/>",
            "<use href='/etc/passwd#x'/>",
            "<a href='javascript:alert(1)'/>",
            "<a xlink:href=' java&#x0a;script:x'/>",
            "<animate attributeName='href' to='javascript:x'/>",
            "<set attributeName='onclick' to='x'/>",
            "<g style='background:url(https://x.lv/)'/>",
            "<rect fill='url(//x.lv/a)'/>",
            "<iframe xmlns='http://www.w3.org/1999/xhtml'/>",
            "<x:script xmlns:x='http://www.w3.org/1999/xhtml'/>",
            "<image href='data:image/svg+xml,x'/>",
            "<?xml-stylesheet href='x'?>",
        )
    },
    "a drawing with an import": (
        svg("<style>@import 'https://x.lv/a.css';</style>"),
        "error[drawing-refused]: `@import`",
    ),
    "a drawing that unfolds": (
        svg("&a;", '<!DOCTYPE svg [<!ENTITY a "aaaa">]>'),
        "nap2020.svg:1:",
    ),
    "a drawing that reads a file": (
        svg("&a;", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "nap2020.svg:1:",
    ),
    "a drawing that is none": (text("media/nap2020.svg", "<html/>"), "nap2020.svg:1:"),
    "a drawing without an end": (
        text("media/nap2020.svg", "<svg xmlns='http://www.w3.org/2000/svg'>"),
        "error[drawing-refused]",
    ),
    # Texts that would take minutes.
    **{
        f"text of {words[:12]!r}": (news(words), f"content/{NEWS}:5:1: error[{code}]")
        for words, code in (
            ("[" * 100_000, "text-too-dense"),
            ("[ " * 60_000, "text-too-dense"),
            ("![" * 50_000, "text-too-dense"),
            ("[a](" * 30_000, "text-too-dense"),
            ("*a _b " * 20_000, "text-too-dense"),
            ("` " * 50_000, "text-too-dense"),
            ("<a " * 40_000, "text-too-dense"),
            ("a" * 100_000, "text-too-dense"),
            ("> " * 10_000, "text-too-dense"),
            ("# a\n\n" * 20_000, "text-too-dense"),
            ("1. " * 3_000, "text-too-dense"),
            ("[^1] a\n\n" * 10_000, "text-too-dense"),
        )
    },
    "pictures in pictures": (news("![ s [![i](p.png)](q.md) x](b.md)"), f"content/{NEWS}:5:1: error[text-unreadable]"),
    # Jinja is text.
    "a template in a text": (news("{{ config.__class__ }}"), f"content/{NEWS}:5:1: error[unknown-fact]"),
}


def site(folder: Path, *laid: Laid) -> Path:
    """A small site, with things laid over it."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for lay in laid:
        lay(folder / "content")
    return folder


SHORT = tuple(name for number, name in enumerate(TOLD) if number % 12 == 0)


@pytest.mark.parametrize("name", TOLD)
def test_what_is_hostile_is_told_at_its_place_soon_and_in_little_memory(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    lay, told = TOLD[name]
    if name not in SHORT and not request.config.getoption("--long"):
        pytest.skip("with --long; told in this process by the test below")
    ended = run_soon(site(tmp_path, lay), "check")
    assert told in ended.told
    assert (ended.code, "Traceback" in ended.told) == (1, False)
    assert ended.seconds <= SECONDS
    assert ended.memory < MEMORY
    assert "root:x:0" not in ended.told


@pytest.mark.parametrize("name", [name for name in TOLD if name not in SHORT])
def test_the_rest_is_told_at_its_place_too(name: str, tmp_path: Path) -> None:
    lay, told = TOLD[name]
    outcome = planned(settings_of(site(tmp_path, lay)))
    assert told in render(outcome.diagnostics, "concise", CATALOGUES["en"], lambda path, line: "")


def test_a_hundred_thousand_files_are_refused(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--long"):
        pytest.skip("with --long; the test below makes fewer files")
    many(site(tmp_path), MOST_FILES + 1)
    ended = run_soon(tmp_path, "check")
    assert "content: error[too-many-files]" in ended.told
    assert ended.seconds <= SECONDS
    assert ended.memory < MEMORY


@pytest.mark.parametrize("path", ["static", "static/x.txt", "templates/parts/x.html"])
def test_a_link_that_is_laid_after_a_check_is_told_by_the_next(path: str, tmp_path: Path) -> None:
    settings = replace(settings_of(site(tmp_path)), memory=tmp_path / ".sitegen")
    assert examined(settings).diagnostics == ()
    link(f"../{path}", "nothing")(tmp_path / "content")
    assert [(one.code, one.span.path) for one in examined(settings).diagnostics] == [("link-refused", path)]


def test_files_are_counted_and_one_too_many_is_refused(tmp_path: Path) -> None:
    many(site(tmp_path), 300)
    found = Collector()
    folder = Folder(tmp_path / "content", "content", found)
    there = sum(1 for _ in walk(folder.path, is_seen))
    assert not tell_strange(folder, there)
    assert found.in_order() == ()
    assert tell_strange(folder, there - 1)
    assert [(one.code, one.span.path) for one in found.in_order()] == [("too-many-files", "content")]


def many(folder: Path, count: int) -> None:
    """So many files among the media."""
    media = folder / "content" / "media" / "many"
    media.mkdir()
    for number in range(count):
        os.close(os.open(media / f"{number}.txt", os.O_CREAT))


# What is allowed, in spite of how it looks, and must do nothing in the pages.
ALLOWED: dict[str, Laid] = {
    "a byte order mark": text(NEWS, b"\xef\xbb\xbf---\ntitle: T\nprojects: [a]\n---\nTeksts.\n"),
    "Windows line ends": text(NEWS, b"---\r\ntitle: T\r\nprojects: [a]\r\n---\r\nTeksts.\r\n"),
    "old Macintosh line ends": text(NEWS, b"---\rtitle: T\rprojects: [a]\r---\rTeksts.\r"),
    "letters in pieces": news("Pla\u0304ns"),
    "tags in a title": added("goal: {lv: '&lt;script>alert(1)', en: '`<script>alert(1)</script>`'}\n"),
    "quotes in a name": text(
        "organisations.yaml",
        "region: {name: {lv: '\"><script>alert(1)</script>', en: \"' onclick='x\"}, kind: ngo}\n"
        "ministry: {name: {lv: Ministrija, en: Ministry}, kind: state}\n",
    ),
    "code": news("`<script>alert(1)</script>`\n\n    <iframe>\n\n{% include 'x' %} ${x} {#x}"),
    "classes and anchors": news("a\n{: .lead #own }\n\n# b {: #search }"),
    "a title with a closing quote": news('[a](https://a.lv/ "x\\" onmouseover=\\"alert(1)")'),
    "a drawing": svg("<defs><linearGradient id='a'/></defs><rect fill='url(#a)'/><use href='#a'/>"),
}
_FORBIDDEN = frozenset({"iframe", "frame", "object", "embed", "applet", "base", "portal"})


class _Page(HTMLParser):
    """Notes what on a page could run, frame, send, or ask another site. Its own scripts are known."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in _FORBIDDEN or tag == "style" or (tag == "script" and not self._is_own(given)):
            self.found.append(self.get_starttag_text() or tag)
        if tag == "form" and given.get("action", "").startswith(("http", "//")):
            self.found.append("form")
        self.found += [name for name in given if name.startswith("on") or name in {"style", "srcdoc", "formaction"}]
        asked = [given.get(name, "") for name in ("src", "srcset", "poster", "data")]
        asked += [given.get("href", "")] if tag in {"link", "image", "use"} and given.get("rel") == "stylesheet" else []
        self.found += [one for one in asked if one.startswith(("http", "//", "data:text", "javascript:"))]
        if given.get("href", "").strip().lower().startswith(("javascript:", "data:", "vbscript:", "file:")):
            self.found.append(given["href"])

    def _is_own(self, given: dict[str, str]) -> bool:
        is_data = given.get("type") == "application/ld+json"
        return is_data or ("assets/" in given.get("src", "") and not given["src"].startswith(("http", "//")))


def pages(folder: Path) -> Iterator[Path]:
    """Every built page."""
    return folder.rglob("*.html")


@pytest.fixture(scope="module")
def allowed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with everything that is allowed, each in a project of its own or as it is."""
    folder = tmp_path_factory.mktemp("allowed")
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for number, (name, lay) in enumerate(ALLOWED.items()):
        lay(folder / "content")
        item = folder / "content" / NEWS
        if item.exists():
            item.rename(item.with_name(f"2024-01-31-x{number}.lv.md"))
        assert name
    ended = run(folder, "build", "--no-search")
    assert ended.code == 0, ended.told
    return folder


def test_nothing_of_what_is_allowed_runs_frames_sends_or_asks_others(allowed_site: Path) -> None:
    built = list(pages(allowed_site / "public"))
    assert len(built) > 20
    for path in built:
        page = _Page()
        page.feed(path.read_text("utf-8"))
        assert page.found == [], path


def test_nothing_is_written_beside_the_output(allowed_site: Path) -> None:
    known = {"content", "public", ".sitegen", "told.txt", ".public.spare"}
    assert {path.name for path in allowed_site.iterdir()} <= known
    assert not any(path.is_symlink() for path in (allowed_site / "public").rglob("*"))


def test_the_limits_are_those_that_the_docs_tell() -> None:
    assert [largest("projects/a.yaml"), largest("tags.yaml"), LARGEST_FILE] == [128 << 10, 4 << 20, 50 << 20]
    text = (ROOT / "docs" / "security.md").read_text("utf-8")
    assert all(words in text for words in ("128 KB", "4 MB", "50 MB", f"{MOST_FILES:,} files"))
