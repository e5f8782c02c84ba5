"""The audit of built pages in Chromium: an untouched site has nothing against it, and no spoiled page gets through."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from sitegen.audit.album import Album
from sitegen.audit.browser import Tour, Visit
from sitegen.audit.browser import look_at as look
from sitegen.audit.built import read_site
from sitegen.audit.running import running, running_on
from sitegen.audit.whole import Audited, Measure, audit_site
from sitegen.diagnostics import CODES
from sitegen.diagnostics.codes_attribution import PAGE_CODES
from sitegen.diagnostics.codes_links import LINK_CODES
from sitegen.diagnostics.codes_screens import SCREEN_CODES
from sitegen.models.choices import Level
from sitegen.pipeline import Settings, build
from sitegen.resources import resource_folder
from tests.few_pages import keep_few

pytestmark = pytest.mark.browser

CONTENT = Path(__file__).parent / "golden" / "content"
# The pages that others are made of, and what they must lead to; in English, one for all.
SOUND = (
    *("lv/projekti/new", "lv/projekti/middle", "lv/projekti/recovery", "lv/projekti/direct"),
    *("lv/pieklustamibas-pazinojums", "en/projects/iodine", "en/accessibility-statement"),
)
OF_ADDRESSES = {"broken-link", *(code.name for code in LINK_CODES)}
Change = Callable[[str], str]


def look_at(tour: Tour, album: Album) -> tuple[str, list[Visit]]:
    """The browser of the audit, in the Chromium that the tests use."""
    return look(tour, album, os.environ.get("CHROMIUM") or None)


def put(old: str, new: str) -> Change:
    """Every `old` replaced; a test that replaces nothing tests nothing."""

    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new)

    return change


def sub(pattern: str, new: str) -> Change:
    """The first match of a pattern replaced."""

    def change(text: str) -> str:
        assert re.search(pattern, text, re.DOTALL), pattern
        return re.sub(pattern, new, text, count=1, flags=re.DOTALL)

    return change


def moved_below(text: str) -> str:
    """The attribution block after the main text."""
    block = re.search(r'<section class="attribution".*?</section>\n', text, re.DOTALL)
    assert block is not None
    return text.replace(block[0], "").replace("</main>\n", f"</main>\n{block[0]}")


def inside_main(text: str) -> str:
    """The attribution block at the end of the main text, as authors of templates like to have it."""
    block = re.search(r'<section class="attribution".*?</section>\n', text, re.DOTALL)
    assert block is not None
    return text.replace(block[0], "").replace("</main>\n", f"{block[0]}</main>\n")


EMBLEM = r'(<img class="emblem"[^>]*>)'
PHONE = "@media (max-width:30rem){%s}"
DARK = "@media (prefers-color-scheme:dark){%s}"
LATER = '<div class="marks">'
LOGO = '<img class="logo" src="../../../media/nap.svg" alt="Partneris" style="width:%s;height:%s;max-width:none">'
SMALL = ".emblem{width:%dpx!important;height:%dpx!important}"
FRAME = '</section>\n<header class="site">'
# Hidden on a width that no page is measured on by itself: only a block that is looked at for its own sake shows it.
GONE_BETWEEN = """
addEventListener("resize", () => {
  document.querySelector(".attribution").style.visibility = innerWidth === 600 ? "hidden" : "";
});
"""


@dataclass(frozen=True)
class Spoiled:
    """A page that is spoiled in one way. `codes`: exactly what must be told.

    `style`: added to its style sheet; `script`: added to the program's own `site.js`.
    """

    name: str
    page: str
    codes: frozenset[str]
    rule: str
    html: Change = str
    style: str = ""
    script: str = ""
    only_on: str = ""


def spoiled(name: str, page: str, codes: str, rule: str, html: Change = str, **more: str) -> Spoiled:
    return Spoiled(name, page, frozenset(codes.split()), rule, html, **more)


SPOILED = (
    # Words
    spoiled("no-block", "new", "attribution-missing", "B-10", sub(r'<section class="attribution".*?</section>', "")),
    spoiled("no-block-2014", "middle", "attribution-missing", "A-01", put('"attribution"', '"attributions"')),
    spoiled("wrong-form", "new", "statement-form", "B-17", put("<strong>Finansē", "<strong>Līdzfinansē")),
    spoiled(
        "recovery-co-funded",
        "recovery",
        "statement-form",
        "B-21",
        put("Finansē Eiropas Savienība – NextGenerationEU", "Līdzfinansē Eiropas Savienība"),
    ),
    spoiled("recovery-hyphen", "recovery", "statement-wording", "B-21", put("Savienība – Next", "Savienība - Next")),
    spoiled(
        "paraphrase",
        "new",
        "statement-wording",
        "B-34",
        put("Finansē Eiropas Savienība", "Eiropas Savienības finansēts"),
    ),
    spoiled("abbreviation", "middle", "statement-wording", "A-09", put("<strong>Eiropas Savienība<", "<strong>ES<")),
    spoiled(
        "other-language",
        "new",
        "statement-wording",
        "B-10",
        put("Finansē Eiropas Savienība", "Funded by the European Union"),
    ),
    spoiled("one-letter", "new", "statement-wording", "B-10", put("Finansē Eiropas", "Finanse Eiropas")),
    spoiled("full-stop", "new", "statement-wording", "B-10", put("Savienība</strong>", "Savienība.</strong>")),
    spoiled("added-words", "new", "statement-wording", "B-34", put(LATER, "<p>Ar Eiropas atbalstu</p>" + LATER)),
    spoiled("no-statement", "new", "statement-missing", "B-10", sub(r"<p><strong>.*?</p>", "")),
    spoiled(
        "statement-as-picture",
        "new",
        "statement-missing block-hidden marks-order other-identity",
        "B-32",
        sub(r"<p><strong>(.*?)</strong></p>", r'<img src="../../../media/nap.svg" alt="\1">'),
    ),
    spoiled("no-fund", "middle", "fund-name-missing", "A-01", put("<p>Eiropas Sociālais fonds</p>", "")),
    spoiled("no-slogan", "middle", "slogan-missing", "A-11", sub(r'<p class="slogan">.*?</p>', "")),
    spoiled(
        "spaced-slogan",
        "middle",
        "statement-wording",
        "A-09",
        put("Ieguldījums tavā nākotnē", "I E G U L D Ī J U M S tavā nākotnē"),
    ),
    spoiled("no-mark", "new", "mark-missing", "B-18", sub(r'<img src="[^"]*nap.svg"[^>]*>', "")),
    spoiled("nameless-mark", "middle", "mark-missing", "A-11", sub(r'(nap.svg" alt=")[^"]*', r"\1")),
    spoiled(
        "no-alternative", "new", "image-without-alternative mark-missing", "C-15", sub(r'(nap.svg") alt="[^"]*"', r"\1")
    ),
    spoiled("no-disclaimer", "direct", "disclaimer-missing", "B-35", sub(r"<p>Tomēr paustie.*?</p>", "")),
    spoiled("short-disclaimer", "direct", "statement-wording", "B-34", put("Tomēr paustie", "Paustie")),
    spoiled(
        "read-twice",
        "new",
        "emblem-read-twice",
        "C-15",
        put('alt="" width="78"', 'alt="Eiropas Savienības karogs" width="78"'),
    ),
    spoiled(
        "changed-by-script",
        "new",
        "statement-wording",
        "B-34",
        put("</h1>", '</h1><script>document.querySelector(".statement strong").textContent = "Eiropa maksā"</script>'),
    ),
    spoiled(
        "removed-by-script",
        "new",
        "attribution-missing",
        "B-10",
        put("</h1>", '</h1><script>document.querySelector(".attribution").remove()</script>'),
    ),
    spoiled(
        "two-blocks",
        "new",
        "attribution-repeated",
        "B-34",
        sub(r'(<section class="attribution".*?</section>)', r"\1\1"),
    ),
    # What the block says of itself
    spoiled("impossible-period", "new", "support-unreadable", "B-13", put("2021-2027", "2014-2020")),
    spoiled("other-fund-of-period", "new", "support-not-of-record", "B-13", put("esf+", "jtf")),
    spoiled("other-form", "new", "support-not-of-record", "B-17", put(":funded", ":co-funded")),
    spoiled("other-fund", "middle", "support-unreadable", "A-01", put('data-funds="esf erdf"', 'data-funds="esf+"')),
    spoiled("figures-changed", "new", "support-not-of-record statement-form", "B-17"),
    # The emblem and its neighbours
    spoiled("no-emblem", "new", "emblem-missing", "B-01", sub(EMBLEM, "")),
    spoiled(
        "lazy", "new", "emblem-lazy", "B-32", put('width="78" height="52"', 'width="78" height="52" loading="lazy"')
    ),
    spoiled(
        "emblem-gone", "new", "emblem-not-loaded", "B-32", sub(r"assets/emblem\.[0-9a-f]+\.svg", "assets/gone.svg")
    ),
    spoiled(
        "small", "new", "emblem-small logo-larger", "B-15", style=".emblem{width:45px!important;height:30px!important}"
    ),
    spoiled(
        "small-on-phones",
        "new",
        "emblem-small logo-larger",
        "A-07",
        style=PHONE % (SMALL % (30, 20)),
        only_on="360",
    ),
    spoiled("stretched", "new", "emblem-altered emblem-proportion", "E-01", style=".emblem{width:120px!important}"),
    spoiled("recoloured", "new", "emblem-altered", "E-07", style=".emblem{filter:hue-rotate(60deg)}"),
    spoiled("grey", "middle", "emblem-altered", "A-06", style=".emblem{filter:grayscale(1)}"),
    spoiled("other-blue", "new", "emblem-altered", "E-07"),
    spoiled("eleven-stars", "new", "emblem-altered", "E-03"),
    spoiled("turned-stars", "new", "emblem-altered", "E-05"),
    spoiled("merged", "new", "emblem-altered", "B-13"),
    spoiled("upside-down", "new", "emblem-altered", "E-05", style=".emblem{transform:rotate(180deg)}"),
    spoiled("on-red", "new", "emblem-without-border", "E-09", style=".attribution{background:#ffd6d6!important}"),
    spoiled(
        "dark-in-dark",
        "new",
        "emblem-without-border statement-colour",
        "B-22",
        style=DARK % ".attribution{background:#222!important}.statement{color:#ccc!important}",
        only_on="dark",
    ),
    spoiled("crowded", "new", "clear-space", "B-12", style=".support{gap:2px!important}"),
    spoiled(
        "crowded-from-outside",
        "new",
        "clear-space",
        "B-12",
        put(FRAME, '</section>\n<p class="near">Jaunumi no projekta vietas un citi jaunumi</p><header class="site">'),
        style=".attribution .wrap{padding-bottom:1px!important}.near{margin:0;line-height:1}",
    ),
    spoiled("bigger-logo", "new", "logo-larger", "B-13", put("</h1>", "</h1>" + LOGO % ("160px", "120px"))),
    spoiled("bigger-logo-2014", "middle", "logo-larger", "A-10", put("</h1>", "</h1>" + LOGO % ("160px", "120px"))),
    spoiled(
        "bigger-mark",
        "new",
        "logo-larger",
        "B-16",
        style=".marks img{height:120px!important;width:160px!important;max-width:none!important}",
    ),
    spoiled(
        "mark-first",
        "new",
        "marks-order",
        "B-16",
        sub(r'(<div class="support">.*?)(<div class="marks">.*?</div>\n)', r"\2\1"),
    ),
    spoiled(
        "mark-left",
        "new",
        "marks-order",
        "B-16",
        style=".attribution .wrap{direction:rtl}.attribution p{direction:ltr}",
    ),
    spoiled(
        "fund-logo",
        "new",
        "other-identity",
        "B-13",
        put("</h1>", '</h1><img class="logo" src="../../../media/nap.svg" alt="Eiropas Sociālais fonds Plus">'),
    ),
    # Place and sight
    spoiled("below", "new", "block-after-text out-of-view", "B-20", moved_below),
    spoiled("in-the-text", "middle", "block-after-text out-of-view", "A-08", inside_main),
    spoiled(
        "fixed-below",
        "middle",
        "block-after-text out-of-view",
        "A-08",
        style="body{display:flex;flex-direction:column}.attribution{order:9}",
    ),
    spoiled("far-down", "middle", "out-of-view", "A-08", style=".attribution{margin-top:40rem!important}"),
    spoiled(
        "tall-on-phones",
        "middle",
        "out-of-view",
        "A-08",
        style=PHONE % ".attribution .wrap{padding-block:19rem!important}",
        only_on="360",
    ),
    spoiled("gone-on-phones", "new", "block-hidden", "B-09", style=PHONE % ".attribution{display:none}", only_on="360"),
    spoiled(
        "gone-in-the-dark",
        "new",
        "block-hidden",
        "B-09",
        style=DARK % ".emblem{visibility:hidden}",
        only_on="dark",
    ),
    spoiled(
        "hidden-attribute",
        "new",
        "block-hidden",
        "B-09",
        put('<div class="statements">', '<div class="statements" hidden>'),
    ),
    spoiled(
        "silent",
        "new",
        "block-hidden",
        "B-09",
        put('<section class="attribution"', '<section aria-hidden="true" class="attribution"'),
    ),
    spoiled("faded", "new", "block-hidden", "B-09", style=".attribution{opacity:.4}"),
    spoiled("clipped", "new", "block-hidden", "B-09", style=".statements{clip-path:inset(50%)}"),
    spoiled(
        "cut-off",
        "new",
        "block-hidden",
        "B-09",
        style=".support{overflow:hidden;max-width:60px}.statements{min-width:12rem}",
    ),
    spoiled("off-screen", "new", "block-hidden", "B-09", style=".statements{position:absolute;left:-99rem}"),
    spoiled(
        "covered",
        "new",
        "block-hidden",
        "B-09",
        put(FRAME, '</section><div class="banner">Sīkdatnes</div><header class="site">'),
        style=".banner{position:fixed;inset:0 0 auto;height:9rem;background:#eee}",
    ),
    spoiled("tiny", "new", "block-hidden", "B-09", style=".statement{font-size:2px!important}"),
    spoiled("collapsed", "new", "block-hidden", "B-09", style=".attribution{height:0;overflow:hidden}"),
    # Letters
    spoiled("foreign-font", "new", "statement-font", "B-11", style=".attribution{font-family:'DejaVu Sans'!important}"),
    spoiled(
        "font-not-loaded",
        "middle",
        "statement-font",
        "A-09",
        style="@font-face{font-family:Ubuntu;src:url(gone.woff2)}.attribution{font-family:Ubuntu,monospace!important}",
    ),
    spoiled(
        "false-name",
        "new",
        "statement-font",
        "B-11",
        style="@font-face{font-family:Arial;src:local('DejaVu Serif')}.attribution{font-family:Arial!important}",
    ),
    spoiled("italic", "new", "statement-effect", "B-11", style=".statement{font-style:italic}"),
    spoiled("underlined", "middle", "statement-effect", "A-09", style=".statement{text-decoration:underline}"),
    spoiled("shadow", "new", "statement-effect", "B-11", style=".statement{text-shadow:1px 1px 2px #999}"),
    spoiled("capitals", "new", "statement-effect", "B-11", style=".statement{text-transform:uppercase}"),
    spoiled("added-by-style", "new", "statement-effect", "B-11", style=".statement p::after{content:' un valsts'}"),
    spoiled("green", "new", "statement-colour", "B-12", style=".statement{color:#0a5c4d!important}"),
    spoiled("white-on-white", "new", "statement-contrast", "B-31", style=".statement{color:#fff!important}"),
    spoiled(
        "on-a-gradient",
        "new",
        "emblem-without-border statement-ground",
        "B-12",
        style=".support{background:linear-gradient(#fff,#fee)}",
    ),
    spoiled(
        "font-nobody-has", "new", "statement-font-absent", "B-11", style=".attribution{font-family:Calibri!important}"
    ),
    spoiled("letters-too-small", "new", "statement-size", "B-12", style=".statement{font-size:8px!important}"),
    spoiled(
        "letters-too-large",
        "new",
        "statement-size block-hidden sideways-scroll",
        "A-09",
        style=".statement{font-size:60px!important;line-height:1}",
    ),
    spoiled(
        "far-from-the-emblem",
        "new",
        "statement-apart",
        "B-10",
        style="@media (min-width:62rem){.support{gap:20rem!important}}",
        only_on="1280",
    ),
    spoiled("a-link", "new", "statement-effect", "B-11", sub(r"<strong>(.*?)</strong>", r'<a href="../">\1</a>')),
    spoiled("framed", "new", "emblem-adorned", "B-13", style=".emblem{outline:4px solid #c00}"),
    spoiled("no-viewport", "new", "page-viewport", "B-09", sub(r'<meta name="viewport"[^>]*>', "")),
    spoiled("no-zoom", "new", "page-viewport", "C-01", put("initial-scale=1", "initial-scale=1, user-scalable=no")),
    spoiled("record-broken", "new", "record-unreadable", "B-17"),
    spoiled(
        "gone-on-tablets",
        "new",
        "block-hidden",
        "B-09",
        style="@media (min-width:600px) and (max-width:1000px){.support{display:none}}",
    ),
    spoiled("gone-in-print", "new", "block-hidden", "B-09", style="@media print{.attribution{display:none!important}}"),
    spoiled(
        "readers-only",
        "new",
        "block-hidden clear-space",
        "B-09",
        style=".statements{position:absolute;clip:rect(0,0,0,0)}",
    ),
    spoiled(
        "pane",
        "new",
        "block-hidden",
        "B-09",
        put(FRAME, '</section><div class="pane"></div><header class="site">'),
        style=".pane{position:absolute;top:0;left:0;width:100%;height:7rem;background:#fff;pointer-events:none}",
    ),
    spoiled(
        "not-for-listeners",
        "new",
        "block-hidden",
        "B-32",
        put('<div class="statements">', '<div class="statements" aria-hidden="true">'),
    ),
    spoiled(
        "in-noscript",
        "new",
        "attribution-missing",
        "B-10",
        sub(r'(<section class="attribution".*?</section>)', r"<noscript>\1</noscript>"),
    ),
    spoiled(
        "leads-on-later",
        "new",
        "attribution-missing",
        "B-10",
        lambda text: sub(r'<section class="attribution".*?</section>', "")(
            text.replace("</head>", '<meta http-equiv="refresh" content="600; url=../"></head>')
        ),
    ),
    spoiled(
        "logo-without-a-name",
        "new",
        "logo-larger",
        "B-16",
        put(
            '<a class="name"',
            (LOGO % ("160px", "160px")).replace('class="logo" ', "") + '<a class="name"',
        ),
    ),
    spoiled(
        "socket",
        "new",
        "foreign-request",
        "D-01",
        put("</h1>", '</h1><script>new WebSocket("wss://" + "a.example.com/s")</script>'),
    ),
    spoiled(
        "hidden-when-read",
        "new",
        "block-hidden",
        "B-09",
        put(
            "</h1>",
            '</h1><script>addEventListener("scroll", () => document.body.className = "gone")</script>',
        ),
        style=".gone .attribution{visibility:hidden}",
    ),
    spoiled("own-script-changed", "new", "block-hidden", "B-09", script=GONE_BETWEEN),
    spoiled("script-of-the-page", "new", "block-hidden", "B-09", put("</h1>", f"</h1><script>{GONE_BETWEEN}</script>")),
    spoiled(
        "reversed", "new", "statement-effect", "B-11", style=".statement p{unicode-bidi:bidi-override;direction:rtl}"
    ),
    # Requests, storage
    spoiled(
        "third-party-picture",
        "new",
        "foreign-request",
        "D-01",
        put("</h1>", '</h1><img src="https://statistika.example.com/i.gif" alt="">'),
    ),
    spoiled(
        "third-party-font",
        "new",
        "foreign-request",
        "D-01",
        style="@font-face{font-family:Z;src:url(https://fonti.example.com/z.woff2)}h1{font-family:Z}",
    ),
    spoiled(
        "third-party-frame",
        "new",
        "foreign-request",
        "D-01",
        put("</h1>", '</h1><iframe src="//video.example.com/e" title="Video"></iframe>'),
    ),
    spoiled(
        "third-party-script-later",
        "new",
        "foreign-request",
        "D-01",
        put("</h1>", '</h1><script>fetch("https://" + "skaititajs.example.com/c").catch(() => 0)</script>'),
    ),
    spoiled(
        "cookie", "new", "stored-data", "D-02", put("</h1>", '</h1><script>document.cookie = "visitor=1"</script>')
    ),
    spoiled(
        "storage", "new", "stored-data", "D-02", put("</h1>", '</h1><script>localStorage.setItem("seen", "1")</script>')
    ),
    # Accessibility, as far as a program sees it
    spoiled("no-title", "new", "page-without-title", "C-01", sub(r"<title>.*?</title>", "<title></title>")),
    spoiled("no-language", "middle", "page-without-language", "C-01", put('<html lang="lv">', "<html>")),
    spoiled("two-headings", "new", "page-headings", "C-15", sub(r"<h2", "<h1>Otrs</h1><h2")),
    spoiled("level-left-out", "new", "page-heading-skipped", "C-15", sub(r"<h2(.*?)</h2>", r"<h4\1</h4>")),
    spoiled(
        "no-main",
        "new",
        "page-structure",
        "C-07",
        lambda text: text.replace("<main", "<div").replace("</main>", "</div>"),
    ),
    spoiled("place-twice", "new", "place-repeated", "C-07", put("<h1", '<h1 id="content"')),
    spoiled("no-skip-link", "new", "page-structure", "C-07", sub(r'<a class="skip".*?</a>', "")),
    spoiled("no-label", "new", "control-without-label", "C-07", put("</h1>", '</h1><input name="q">')),
    spoiled("plays", "new", "media-moves", "C-07", put("</h1>", "</h1><video autoplay muted></video>")),
    spoiled(
        "no-statement-link",
        "new",
        "statement-not-linked",
        "C-03",
        sub(r'<a href="[^"]*pieklustamibas-pazinojums/">', '<a href="../">'),
    ),
    spoiled(
        "too-wide",
        "new",
        "sideways-scroll",
        "C-07",
        put("</h1>", '</h1><p class="wide">x</p>'),
        style=".wide{width:50rem}",
        only_on="360",
    ),
)
DRAWINGS: dict[str, Change] = {
    "other-blue": put("#003399", "#0b4ea2"),
    "eleven-stars": sub(r"M[^M]*Z(?=M)", ""),
    "turned-stars": lambda text: text.replace("<path", '<path transform="rotate(180 405 270)"'),
    "merged": put("</svg>", '<rect x="330" y="210" width="150" height="120" fill="#c00"/></svg>'),
}


def brief(text: str) -> str:
    """A page of a project with the first of its main sections alone: each is laid out on fourteen screens."""
    first, rest = r'<div class="main">\n<section>.*?</section>\n', r'.*?(?=</div>\n</div>\n<section class="further)'
    return sub(f"({first}){rest}", r"\1")(text)


def lay(public: Path, one: Spoiled) -> str:
    """Put a spoiled copy of a page beside the page; the path of the copy."""
    source, folder = public / "lv/projekti" / one.page, public / "lv/projekti" / f"zz-{one.name}"
    shutil.copytree(source, folder)
    html = one.html(brief((folder / "index.html").read_text(encoding="utf-8")))
    for file, more in (("css/site.*.css", one.style), ("js/site.*.js", one.script)):
        if more:
            sound = next((public / "assets").glob(file))
            own = sound.with_name(f"spoiled-{one.name}{sound.suffix}")
            own.write_text(sound.read_text(encoding="utf-8") + "\n" + more, encoding="utf-8")
            html = put(sound.name, own.name)(html)
    if one.name in DRAWINGS:
        emblem = next((public / "assets").glob("emblem.*.svg"))
        own = emblem.with_name(f"spoiled-{one.name}.svg")
        own.write_text(DRAWINGS[one.name](emblem.read_text(encoding="utf-8")), encoding="utf-8")
        html = put(emblem.name, own.name)(html)
    if one.name == "record-broken":
        (folder / "index.json").write_text("{", encoding="utf-8")
    if one.name == "figures-changed":
        record = folder / "index.json"
        data = json.loads(record.read_text(encoding="utf-8"))
        data["funding"]["sources"].append({"source": "state", "amount": "1.00", "rate": None})
        record.write_text(json.dumps(data), encoding="utf-8")
    (folder / "index.html").write_text(html, encoding="utf-8")
    return f"lv/projekti/zz-{one.name}/index.html"


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden site, built."""
    output = tmp_path_factory.mktemp("golden") / "public"
    assert not build(Settings(content=CONTENT, output=output, day=date(2026, 11, 22))).has_errors
    return output


@pytest.fixture(scope="module")
def audited(golden: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Audited, Path]:
    """Every spoiled page beside sound ones of the golden site, audited once, and the folder of the report."""
    folder = tmp_path_factory.mktemp("spoiled")
    keep_few(golden, SOUND, folder / "public")
    for one in SPOILED:
        lay(folder / "public", one)
    measure = Measure(checks={"own-address-missing": Level.OFF})  # of the pages that are not kept
    return audit_site(read_site(folder / "public"), measure, folder / "report", look_at), folder / "report"


def two_of_a_kind(pages: Sequence[str]) -> list[str]:
    """Of the pages below a folder of lists or of records, two; each page that stands by itself."""
    kinds = Counter[PurePosixPath]()
    kept = []
    for path in sorted(pages):
        kind = PurePosixPath(path).parent.parent
        kinds[kind] += 1
        if kinds[kind] <= 2 or len(kind.parts) < 2:
            kept.append(path)
    return kept


def test_the_audit_of_the_real_site_is_clean(real_site: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The bytes of all pages; in the browser two of a kind, or all with `--long`."""
    site = read_site(real_site)
    shown = site.pages if request.config.getoption("--long") else two_of_a_kind(site.pages)

    def look_at_those(tour: Tour, album: Album) -> tuple[str, list[Visit]]:
        return look_at(replace(tour, pages=tuple(one for one in tour.pages if one[0] in shown)), album)

    found = audit_site(site, Measure(), tmp_path, look_at_those)
    assert found.groups == ()
    assert {visit.path for visit in found.visits} == {*shown}
    assert len(shown) > 50


def told(audited: Audited, path: str) -> dict[str, list[str]]:
    """What was told of a page, and on which screens. That it lies beside the page that it was made of is no matter."""
    found: dict[str, list[str]] = {}
    for group in audited.groups:
        if group.code not in OF_ADDRESSES and any(span.path == path for span in group.places):
            found.setdefault(group.code, []).extend(group.screens)
    return found


@pytest.mark.parametrize("one", SPOILED, ids=lambda one: one.name)
def test_a_spoiled_page_is_told_of_by_rule(audited: tuple[Audited, Path], one: Spoiled) -> None:
    found = told(audited[0], f"lv/projekti/zz-{one.name}/index.html")
    style = told(
        audited[0],
        next((f.removeprefix("") for f in audited[0].site.files if f.endswith(f"spoiled-{one.name}.css")), ""),
    )
    assert one.codes == {*found, *style}
    assert one.rule in {rule for code in one.codes for rule in CODES[code].rules}


def test_a_fault_of_one_screen_is_told_of_that_screen_alone(audited: tuple[Audited, Path]) -> None:
    for one in (one for one in SPOILED if one.only_on):
        screens = {
            screen for all_of in told(audited[0], f"lv/projekti/zz-{one.name}/index.html").values() for screen in all_of
        }
        assert screens, one.name
        assert [screen for screen in screens if one.only_on not in screen] == [], one.name


def test_nothing_is_told_of_a_sound_page(audited: tuple[Audited, Path]) -> None:
    sound = {
        span.path
        for group in audited[0].groups
        for span in group.places
        if "zz-" not in span.path and "spoiled-" not in span.path
    }
    assert sound == set()
    assert len(audited[0].visits) == len(audited[0].site.pages)


def test_every_check_of_pages_and_screens_has_a_spoiled_page() -> None:
    elsewhere = {
        "page-not-shown",
        "rural-reference-missing",
        "statement-unfinished",
    }  # test_audit_command, test_inspection
    tried = {code for one in SPOILED for code in one.codes} | elsewhere
    assert {code.name for code in (*PAGE_CODES, *SCREEN_CODES)} == tried


def test_the_programs_own_scripts_do_not_make_a_page_one_of_a_kind(golden: Path) -> None:
    site = read_site(golden)
    found = [running_on(site, path) for path in site.pages]
    assert {one.strange for one in found} == {""}
    assert all({"theme.js", "site.js"} <= set(one.own) for one in found)


@pytest.mark.parametrize(
    ("html", "strange"),
    [
        ('<script src="a.js"></script><script src="a.js" defer></script>', ""),
        ('<script type="application/ld+json">{"name": "<b onclick=x>"}</script>', ""),
        ('<script src="b.js"></script>', '<script src="b.js"></script'),
        ('<script src="search.js" defer></script>', '<script src="search.js" defer></script'),  # brings in others
        ('<script src="https://c.example.com/a.js"></script>', '<script src="https://c.example.com/a.js"></script'),
        ("<script>go()</script>", "<script>go()</script"),
        ('<script src="a.js">go()</script>', '<script src="a.js">go()</script'),
        ('<script type="application/json">1</script>', '<script type="application/json">1</script'),
        ('<base href="/else/"><script src="a.js"></script>', '<script src="a.js"></script'),
        ('<p onclick="go()">', ' onclick="go()"'),
    ],
)
def test_what_a_page_runs_is_the_programs_own_only_byte_for_byte(html: str, strange: str) -> None:
    own, search = ((resource_folder("static") / "js" / name).read_bytes() for name in ("theme.js", "search.js"))
    files = {"a.js": own, "b.js": own + b" ", "search.js": search}
    assert running(html, lambda address: files.get(address, b"")).strange == strange


def test_every_fault_has_its_picture(audited: tuple[Audited, Path]) -> None:
    for group in audited[0].groups:
        if group.screens:
            assert (audited[1] / group.picture).read_bytes().startswith(b"\x89PNG"), group
