"""A page's bytes: how a block is read, and what every build makes sure of before it publishes."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sitegen.attribution import Form, Support, marking, supports_in, supports_of
from sitegen.inspection import Subject, inspect, read_markup, requests_of_style
from sitegen.inspection.block import read_block
from sitegen.inspection.following import related
from sitegen.inspection.tags import attributes_in, read_tag
from sitegen.models.choices import Fund, Period
from sitegen.pipeline import Outcome, Settings, build

CONTENT = Path(__file__).parent / "golden" / "content"
DAY = date(2026, 11, 22)
BASE = "https://example.lv/p/"
# A frame of one's own, written from the contract alone: other elements, other classes.
PAGE = """<!doctype html>
<html lang="lv"><head><meta name=viewport content="width=device-width"><title>Tilts</title></head><body>
<a href="#saturs">Pāriet uz saturu</a>
<!-- <div class="attribution">Līdzfinansē ES</div> -->
<div class="top attribution" data-period="{period}" data-funds="{funds}">{inside}</div>
<nav><a href="../pieklustamibas-pazinojums/">Piekļūstamība</a></nav>
<main id="saturs"><h1>Tilts</h1>{main}</main><footer></footer></body></html>
"""
EMBLEM = '<img src="/p/karogs.svg" alt="">'
NEW = f"{EMBLEM}<p>Līdzfinansē Eiropas Savienība</p><p>Nacionālais attīstības plāns 2027</p>"
SUBJECT = Subject("lv/tilts/index.html", base_url=BASE, statements=("lv/pieklustamibas-pazinojums",))


def found(inside: str = NEW, *of: str, main: str = "", record: str = "") -> list[str]:
    period, funds = of or ("2021-2027", "esf+")
    html = PAGE.format(inside=inside, period=period, funds=funds, main=main)
    subject = Subject(SUBJECT.path, record, BASE, SUBJECT.statements)
    return sorted({one.code for one in inspect(html, subject)})


def test_a_block_of_ones_own_needs_no_more_than_the_contract() -> None:
    assert found() == []


@pytest.mark.parametrize(
    "words",
    [
        "Līdzfinansē <b>Eiropas Savienība</b>",
        "Li\u0304dzfinanse\u0304 Eiropas Savieni\u0304ba",  # NFD
        "Līdzfinansē\n   Eiropas&nbsp;Savienība",
        "L&#299;dzfinans&#275; Eiropas Savien&#299;ba",
        "<!-- ES --> Līdzfinansē Eiropas Savienība",
    ],
)
def test_the_same_words_written_otherwise_are_the_same(words: str) -> None:
    assert found(NEW.replace("Līdzfinansē Eiropas Savienība", words)) == []


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Lidzfinansē Eiropas Savienība", ["statement-wording"]),
        ("Līdzfinansē Eiropas Savienī\u00adba", ["statement-wording"]),
        ("Līdzfinansē Eiropas\u200b Savienība", ["statement-wording"]),
        ("Līdzfinansē Eirоpas Savienība", ["statement-wording"]),  # a Cyrillic о
        ("Līdzfinansē Eiropas Savienība!", ["statement-wording"]),
        ("Līdzfinansē ES", ["statement-wording"]),
        ("", ["statement-missing"]),
    ],
)
def test_other_words_are_told(words: str, codes: list[str]) -> None:
    assert found(NEW.replace("Līdzfinansē Eiropas Savienība", words)) == codes


def test_without_figures_both_forms_may_be_right() -> None:
    assert found(NEW.replace("Līdzfinansē", "Finansē")) == []
    record = marking([Support(Period.Y2021, (Fund.ESF_PLUS,), Form.CO_FUNDED)])
    assert found(NEW.replace("Līdzfinansē", "Finansē"), record=record) == ["statement-form"]


@pytest.mark.parametrize(
    ("codes", "period", "funds"),
    [
        (["support-unreadable"], "2021-2027", "esf"),
        (["support-unreadable"], "2021–2027", "esf+"),
        (["support-unreadable"], "", ""),
        (["support-unreadable"], "2021-2027", "esf+ eafrd2"),
        (["support-unreadable"], "2021-2027 2014-2020", "esf+"),
    ],
)
def test_a_block_that_stands_for_nothing_that_there_is_is_told(codes: list[str], period: str, funds: str) -> None:
    assert found(NEW, period, funds) == codes


def test_the_ensemble_of_2014_is_whole() -> None:
    lines = ("Eiropas Savienība", "Eiropas Sociālais fonds", "Nacionālais attīstības plāns 2020")
    whole = EMBLEM + "".join(f"<li>{line}</li>" for line in (*lines, "Ieguldījums tavā nākotnē"))
    assert found(whole, "2014-2020", "esf") == []
    assert found(whole.replace("<li>Eiropas Savienība</li><li>", "<li>Eiropas Savienība<br>"), "2014-2020", "esf") == []
    assert found(whole.replace("Ieguldījums tavā nākotnē", ""), "2014-2020", "esf") == ["slogan-missing"]
    assert found(whole, "2014-2020", "esf erdf") == ["fund-name-missing"]


def test_a_rural_project_names_its_institutions_and_leads_to_the_fund() -> None:
    name = "Eiropas Lauksaimniecības fonds lauku attīstībai"
    url = "https://agriculture.ec.europa.eu/common-agricultural-policy/rural-development_en"
    inside = (
        f"{EMBLEM}<p>Eiropas Savienība</p><p>{name}</p><p>{name}: Eiropa investē lauku apvidos</p>"
        f'<p>Atbalsta Zemkopības ministrija un Lauku atbalsta dienests</p><p><a href="{url}">{name}</a></p>'
    )
    assert found(inside, "2014-2020", "eafrd") == []
    assert found(inside.replace(url, "https://example.lv/"), "2014-2020", "eafrd") == ["rural-reference-missing"]
    assert found(inside.replace("Atbalsta Zemkopības", "Atbalsta"), "2014-2020", "eafrd") == ["statement-wording"]


@pytest.mark.parametrize(
    "main",
    [
        '<img src="https://a.example.com/x.png" alt="">',
        '<img srcset="a.png 1x, //b.example.com/x.png 2x" alt="">',
        '<script src="//c.example.com/x.js"></script>',
        '<link rel="preconnect" href="https://fonti.example.com">',
        '<form action="https://d.example.com/"></form>',
        '<div></div><style>@import "https://e.example.com/x.css";</style>',
        '<input aria-label="x" style="background:url(https://f.example.com/x.png)">',
        '<video poster="https://g.example.com/p.jpg"></video>',
        "<iframe src='https://h.example.com/'></iframe>",
    ],
)
def test_whatever_asks_another_site_is_told(main: str) -> None:
    assert found(main=main) == ["foreign-request"]


@pytest.mark.parametrize(
    "main",
    [
        '<a href="https://esfondi.lv/">fondi</a>',
        '<img src="https://example.lv/p/x.png" alt="">',
        '<img src="data:image/gif;base64,R0" alt="">',
        '<link rel="canonical" href="https://example.lv/p/">',
        "<code>&lt;img src=https://a.example.com&gt;</code>",
    ],
)
def test_links_and_the_site_itself_ask_nobody(main: str) -> None:
    assert found(main=main) == []


FOREIGN = "//a.example.com/x.png"


@pytest.mark.parametrize(
    ("codes", "main"),
    [
        ([], '<img alt="a > b" src="x.png">'),
        ([], f'<img alt="<img src={FOREIGN}>" src="x.png">'),
        (["image-without-alternative"], f"<svg data-x='<img src={FOREIGN} alt>'></svg><img src=x.png>"),
        (["foreign-request"], f'<p title="<img src={FOREIGN} alt>">x</p>'),
        (["foreign-request"], f"<IMG SRC={FOREIGN} ALT>"),
        (["foreign-request"], '<img src="&#47;/a.example.com/x.png" alt="">'),
        (["foreign-request"], '<img src="/\n/a.example.com/x.png" alt="">'),
        (["foreign-request"], '<input aria-label="x" style="background:url(/*x*///a.example.com/x.png)">'),
        (["foreign-request"], '<input aria-label="x" style="background:url(//a.example.com/x.png)">'),
        (["foreign-request"], f'<link rel="alternate" rel="stylesheet" href="{FOREIGN}">'),
        ([], f'<link rel="alternate" href="{FOREIGN}">'),
        ([], f'<a data-src="{FOREIGN}" class="x" href="{FOREIGN}">x</a>'),
        (["foreign-request"], f'<svg><svg><use href="{FOREIGN}"/></svg></svg>'),
        ([], f'<script>"<img src={FOREIGN}>"</script>'),
        ([], f"<SCRIPT><img src={FOREIGN}></SCRIPT><script></script>"),
        ([], "<template><img src=x.png></template>"),
        (["foreign-request"], f"<template><img src={FOREIGN}></template>"),
        (["image-without-alternative"], "<template><img src=x.png>"),
        ([], f'<img alt="" src="{FOREIGN}"'),
        (["image-without-alternative"], "<img<img src=x.png>"),
        (["control-without-label"], "<label>x</label><input>"),
        ([], "<label>x <input></label><label for=b>y</label><input id=b>"),
        (["control-without-label"], "<label for=b>x <input></label>"),
        (["page-heading-skipped"], "<h2>a</h2><H4 title='>'>b</H4>"),
        (["place-repeated"], '<p id="a">b</p><p class="c" id="a">d</p>'),
        ([], '<p id="a">Write id="a" and id="a"</p>'),
        ([], '<p id="a">b</p><template><p id="a">d</p></template>'),
        (["attribution-repeated"], "<b<template></template> class=attribution></b>"),
        (["attribution-repeated"], '<p title="a > b" class="x attribution">c</p>'),
        (["attribution-repeated"], "<P CLASS=Attribution>c</P>"),
        ([], "<p class=attribution-of-photo data-x=attribution>c</p>"),
    ],
)
def test_tags_are_found_however_they_are_written(codes: list[str], main: str) -> None:
    assert found(main=main) == codes


def test_a_fault_is_told_where_its_tag_stands_though_others_are_like_it() -> None:
    main = (
        "<svg data-x='<img src=a.png>'></svg>\n<img src=a.png>\n<template>\n<img src=a.png></template>\n<img src=a.png>"
    )
    told = inspect(PAGE.format(inside=NEW, period="2021-2027", funds="esf+", main=main), SUBJECT)
    assert [one.at[0] - PAGE[: PAGE.index("{main}")].count("\n") for one in told] == [2, 5]


def test_a_statement_with_brackets_of_its_form_is_told() -> None:
    filled = '<p id="a11y-institution">Zemgales plānošanas reģions</p>'
    assert found(main=filled) == []
    assert found(main=filled.replace("Zemgales plānošanas reģions", "[Iestādes nosaukums]")) == ["statement-unfinished"]


def test_a_style_sheet_is_read_too() -> None:
    assert requests_of_style("/* url(https://a.example.com) */ a{b:url(x.png)}", BASE) is not None
    assert [one.code for one in requests_of_style("/* url(https://a.example.com) */ a{b:url(x.png)}", BASE)] == []
    assert [one.code for one in requests_of_style("@import url('//a.example.com/x.css');", BASE)] == ["foreign-request"]


def test_a_redirect_needs_no_block_and_leads_to_the_site() -> None:
    page = '<html lang="lv"><meta http-equiv="refresh" content="0; url={}"><a href="{}">x</a>'
    assert inspect(page.format("../lv/", "../lv/"), SUBJECT) == ()
    told = inspect(page.format("https://other.example.com/", "x"), SUBJECT)
    assert [one.code for one in told] == ["foreign-request"]


def test_a_block_is_read_as_lines_links_and_pictures() -> None:
    block = read_block(
        '<section class="attribution" data-period="rrf"><div><img class="emblem" src="e.svg" alt="">'
        '<p>A <b>b</b></p></div><p hidden>c</p><a href="x">d</a><svg aria-label="f"><title>g</title></svg></section>'
    )
    assert [(item.kind.value, item.text, item.address) for item in block.items] == [
        ("picture", "", "e.svg"),
        ("text", "A b", ""),
        ("text", "c", ""),
        ("link", "d", "x"),
        ("picture", "f", "svg"),
    ]
    assert block.attributes["data-period"] == "rrf"
    assert [item.text for item in block.items if "hidden" in item.marks] == ["c"]


def test_a_block_ends_where_its_element_ends() -> None:
    html = '<p>x</p><div class="attribution"><div>a</div></div><div>b</div>'
    page = read_markup(html)
    assert page.block is not None
    assert html[slice(*page.block)] == '<div class="attribution"><div>a</div></div>'


# What may stand anywhere on a page, whole or not.
DAMAGE = """<|>|"|'|--><p>|<script>|</script>|<SCRIPT>|</SCRIPT>|<template>|</template>|<textarea name="t">
</textarea>|<h4>|<label>|</label>|<label><input name="n">x</label>|<input name=n>|<main>|</main>|<video autoplay>|id="
href="|src="a=|<section class="attribution">|<b class=Attribution>|<div|<a href="#saturs">|<a title="a>b" href="x">
<p title='"'>|<img src="//x.lv/a.png">|<script src="//x.lv/a.js">a</script>|<style>@import "//x.lv/a"|</style>
<iframe src="//x.lv/">|<p class="a" id="b">|<meta http-equiv=refresh content="0;url=//x.lv/">
&lt;|hidden|<svg style="background:url(//x.lv/a)">|<p style="background:url(b.png)">|<li srcset="b.png 2x">
 style="background:url(b.png)"| srcset="b.png 1x, c.png 2x"| poster="b.png"| action="b/"| manifest="b"| data="b.png"
 data-x="b"|<h2 style="background:url(b.png)">|<link rel="canonical" href="b/">"""
DAMAGES = [*DAMAGE.replace("\n", "|").split("|"), "\n", ' id="c"\n']


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_page_says_the_same_line_by_line_and_as_a_whole(damage: str) -> None:
    html = PAGE.format(inside=NEW.replace("<p>", "\n<p>"), period="2021-2027", funds="esf+", main='\n<img src="a.png">')
    for at in range(0, len(html), 13):
        damaged = f"{html[:at]}{damage}{html[at:]}".replace("<!--", "").replace("-->", "")
        with_comment = f"{damaged}\n<!-- -->"  # may go on behind a line's end, so the page is read as a whole
        one, other = read_markup(damaged), read_markup(with_comment)
        assert inspect(damaged, SUBJECT) == inspect(with_comment, SUBJECT)
        assert one.text.rstrip() == other.text.rstrip()
        assert [tag.text for tag in one.tags] == [tag.text for tag in other.tags]
        assert ({*one.led_to}, one.anchors) == ({*other.led_to}, other.anchors)


def test_a_page_says_the_same_when_most_of_its_lines_have_been_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    script = '<script type="application/ld+json">{"@context": "https://schema.org"}</script>'
    lines = [script, *(f'<p id="p{number % 11}"><a href="b{number % 7}/">{number % 5}</a></p>' for number in range(99))]
    chance = random.Random(7)
    pages = ["\n".join(chance.choices(lines, k=40)) for _ in range(20)]
    known = [read_markup(page) for page in pages]
    monkeypatch.setattr("sitegen.inspection.lines._AT_MOST", 8)
    assert [read_markup(page) for page in pages] == known


NAMES = [
    *("a", "li", "p", "div", "svg", "use", "meta", "link"),
    *("h2", "title", "header", "object", "form", "main", "iframe"),
]
ATTRIBUTES = [
    *('class="a"', 'class="attribution"', 'href="b/"', 'href="//x.lv/b"', 'style="background:url(//x.lv/a.png)"'),
    *('data="//x.lv/a"', 'data-x="a"', 'srcset="//x.lv/a.png 2x"', 'action="//x.lv/"', 'poster="//x.lv/a"'),
    *('manifest="//x.lv/a"', 'name="robots"', 'content="a"', 'rel="alternate"', 'ping="//x.lv/"'),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_tag_says_the_same_when_it_is_not_known_to_say_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tags = [f"<{name} {one} {other}{end}>" for one in ATTRIBUTES for other in ATTRIBUTES for end in ("", "/")]
    known = [read_tag.__wrapped__(tag) for tag in tags]
    monkeypatch.setattr("sitegen.inspection.tags.IDLE", re.compile("(?!)"))
    assert [read_tag.__wrapped__(tag) for tag in tags] == known


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_head_says_the_same_when_it_is_taken_apart(damage: str) -> None:
    links = (
        '<link rel="canonical" href="lv/">\n<LINK\threflang="en" rel=alternate href="en/"><link rel="icon" href="c">'
    )
    html = f"<head>\n<link hreflang='lv' href='lv/'>{links}</head><link hreflang=\"ru\" href=\"ru/\">"
    for at in range(len(html)):
        damaged = f"{html[:at]}{damage}{html[at:]}"
        assert [*related(damaged)] == [*_taken_apart(damaged)]


def _taken_apart(html: str) -> Iterator[dict[str, str]]:
    """The links of a head that tell its address, or where it is in other languages, found tag by tag."""
    for part in html.partition("</head")[0].split("<"):
        said, is_closed, _ = part[4:].partition(">")
        is_link = part[:4].lower() == "link" and said[:1].isspace() and is_closed
        if is_link and any(word in said.lower() for word in ("canonical", "hreflang")):
            yield attributes_in(said)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_page_says_the_same_whether_it_has_one_part_that_is_not_shown_or_several(damage: str) -> None:
    main = '\n<img src="a.png">\n<template>\n<img src="b.png">\n<h4>c</h4>\n</template>\n<p>d</p>\n<img src="e.png">\n'
    html = PAGE.format(inside=NEW, period="2021-2027", funds="esf+", main=main)
    start = html.index(main)
    for at in range(start, start + len(main), 3):
        damaged = f"{html[:at]}{damage}{html[at:]}"
        one, other = read_markup(damaged), read_markup(f"{damaged}\n<noscript>")
        assert one.text == other.text.removesuffix("\n<noscript>")
        assert [tag.text for tag in one.tags] == [tag.text for tag in other.tags if tag.text != "<noscript>"]
        assert one.asking == other.asking


@pytest.mark.parametrize(
    "support",
    [
        Support(Period.Y2014, (Fund.ESF, Fund.ERDF), Form.CO_FUNDED),
        Support(Period.Y2021, (Fund.JTF,), Form.FUNDED),
        Support(Period.RRF, (Fund.RRF,), Form.UNKNOWN),
    ],
)
def test_a_marking_says_what_it_was_made_from(support: Support) -> None:
    assert supports_in(marking([support])) == (support,)


@pytest.mark.parametrize("words", ["", "2021-2027", "2021-2027:esf:funded", "rrf:rrf:half", "x:rrf:funded"])
def test_a_marking_that_says_nothing_is_none(words: str) -> None:
    assert supports_in(words) is None


def test_periods_and_funds_alone_leave_the_form_open() -> None:
    assert supports_of("2014-2020 2021-2027", "erdf esf+") == (
        Support(Period.Y2014, (Fund.ERDF,), Form.UNKNOWN),
        Support(Period.Y2021, (Fund.ERDF, Fund.ESF_PLUS), Form.UNKNOWN),
    )
    assert supports_of("2014-2020", "esf+") is None


def built(folder: Path, change: tuple[str, str], name: str = "base.html") -> Outcome:
    """The golden site with a template of its own, in which something is changed."""
    shutil.copytree(CONTENT, folder / "content")
    (folder / "templates" / name).parent.mkdir(parents=True)
    shipped = (Path(__file__).parent.parent / "templates" / name).read_text(encoding="utf-8")
    assert change[0] in shipped
    (folder / "templates" / name).write_text(shipped.replace(*change), encoding="utf-8")
    return build(Settings(content=folder / "content", output=folder / "public", day=DAY))


def test_nothing_is_published_when_a_template_drops_the_statement(tmp_path: Path) -> None:
    outcome = built(tmp_path, ("<p><strong>{{ statement.lead }}</strong></p>", ""), "partials/frame.html")
    assert outcome.has_errors
    assert {one.code for one in outcome.diagnostics if one.severity == "error"} == {"statement-missing"}
    assert not (tmp_path / "public").exists()


def test_a_fault_of_a_template_is_told_once_for_all_its_pages(tmp_path: Path) -> None:
    change = ('width="78" height="52"', 'width="78" height="52" loading="lazy"')
    outcome = built(tmp_path, change, "partials/frame.html")
    [told] = [one for one in outcome.diagnostics if one.code == "emblem-lazy"]
    assert told.more_pages == 101
    assert told.span.path == "public/lv/index.html"
    assert [span.path for span in told.related] == ["templates/home.html"]


def test_a_style_sheet_that_asks_another_site_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "static" / "css").mkdir(parents=True)
    (tmp_path / "static" / "css" / "own.css").write_text("@import 'https://a.example.com/x.css';", encoding="utf-8")
    shutil.copytree(CONTENT, tmp_path / "content")
    outcome = build(Settings(content=tmp_path / "content", output=tmp_path / "public", day=DAY))
    assert ("foreign-request", "error") in {(one.code, one.severity) for one in outcome.diagnostics}
    assert not (tmp_path / "public").exists()


def test_a_template_that_asks_another_site_is_stopped(tmp_path: Path) -> None:
    outcome = built(tmp_path, ("</head>", '<script src="https://statistika.example.com/s.js"></script></head>'))
    assert "foreign-request" in {one.code for one in outcome.diagnostics}
    assert outcome.has_errors
