"""Where built pages lead: what is remembered of a page, and which of its links are dead."""

from __future__ import annotations

import pytest

from sitegen.artifacts import Artifact, artifact
from sitegen.audit import audit

BASE = "https://example.lv/p/"


def page(path: str, html: str) -> Artifact:
    return artifact(path, html.encode())


def dead(*pages: Artifact) -> list[tuple[str, int]]:
    """The targets that are missing, each with the number of pages that lead there."""
    return [(dict(found.parameters)["target"], found.more_pages + 1) for found in audit(pages, BASE)]


@pytest.mark.parametrize(
    ("links", "html"),
    [
        (("../a/", "x.png"), '<a href="../a/">x</a><img src="x.png"><a href="../a/">y</a>'),
        (
            (),
            '<a href="https://example.com/">x</a><a href="mailto:x@y.lv">x</a><script src="//a.example.com"></script>',
        ),
        (
            ("#b", "#c%20d"),
            '<p id="a"><a href="#a">x</a><a href="#b">x</a></p><p id="c%20d"><a href="#c%20d">x</a></p>',
        ),
        (("a src=",), 'href="a src="b"'),
        (("a href=",), 'src="a href="b"'),
        (("a href=",), 'href="a href="b"'),
        (("a",), 'href="a" src="b'),
        (("a=", "b"), 'href="a=" src="b"'),
    ],
)
def test_of_a_page_are_remembered_the_links_that_have_to_lead_somewhere(links: tuple[str, ...], html: str) -> None:
    assert page("lv/index.html", html).links == links


@pytest.mark.parametrize(
    ("anchors", "html"),
    [
        (("a", "b", "c"), '<p id="a" data-id="x"><p\nid="b"><p\u00a0id="c">'),
        (("a id=",), '<p id="a id="b">'),
        (("b",), '<p data-id="a id="b">'),
        (("a",), '<p id="a"><p id="b'),
    ],
)
def test_of_a_page_are_remembered_the_places_that_can_be_led_to(anchors: tuple[str, ...], html: str) -> None:
    assert page("lv/index.html", html).anchors == anchors


def test_a_link_that_many_pages_share_is_told_once() -> None:
    pages = [page(f"lv/{name}/index.html", '<a href="../../lv/nekas/">x</a>') for name in "abc"]
    assert dead(*pages, page("lv/index.html", '<a href="../lv/nekas/">x</a>')) == [("/lv/nekas/", 4)]


def test_the_same_link_leads_elsewhere_from_another_depth() -> None:
    link = '<a href="../lv/">x</a>'
    assert dead(page("lv/index.html", link), page("lv/a/index.html", link)) == [("/lv/lv/", 1)]


def test_an_anchor_is_looked_for_on_the_page_that_it_is_of() -> None:
    home = page("index.html", '<p id="a"><a href="#b">x</a>')
    lists = [page("lv/index.html", '<a href="../#a">x</a><a href="../#b">x</a><a href="#a">x</a>')]
    assert dead(home, *lists, page("404.html", '<a href="#a">x</a><a href="/p/#a">x</a>')) == [
        ("/#b", 1),
        ("/404.html#a", 1),
        ("/index.html#b", 1),
        ("/lv/index.html#a", 1),
    ]


def test_a_way_that_one_page_found_is_no_way_to_another_anchor() -> None:
    target = page("lv/a/index.html", '<p id="a&amp;b"><p id="ā">')
    links = ("../lv/a/", "../lv/a/#ā", "../lv/a/#%C4%81", "../lv/a/?x#ā", "../lv/a/#b", "../lv/a")
    pages = [page(f"{code}/index.html", "".join(f'<a href="{link}">x</a>' for link in links)) for code in ("lv", "en")]
    assert dead(target, *pages) == [("/lv/a/#b", 2)]
