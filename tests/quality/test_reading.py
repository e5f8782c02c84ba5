"""Every page fits and can be told apart, however it is read: narrow, enlarged, spaced, in other colours, on paper."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.quality.browsing import tab
from tests.quality.findings import told
from tests.quality.sites import Built
from tests.quality.survey import SPACING, Survey, probes

pytestmark = pytest.mark.browser


ASPECTS = (
    ("reflow", "nothing has to be moved sideways at 320 px, nor at 400 %"),
    ("spacing", "nothing is lost when text is given more space"),
    ("text size", "nothing is lost when text is set to twice the size"),
    ("contrast", "text and drawings stand out from what is behind them, in forced colours too"),
    ("motion", "nothing moves for a reader who asks for less motion"),
    ("print", "a page prints as a document"),
)


@pytest.mark.parametrize(("aspect", "claim"), ASPECTS, ids=[aspect for aspect, _ in ASPECTS])
def test_every_page_can_be_read(walk: Survey, aspect: str, claim: str) -> None:
    assert not (found := told(walk.faults[aspect])), f"{claim}:{found}"


WIDE = '<p style="width:400px">Text</p>'
BOX = '<div style="width:5em;height:1em;overflow:hidden;white-space:nowrap">Words that go on and on</div>'
SQUARE = '<svg viewBox="0 0 9 9" width="90" height="90"><rect width="9" height="9" fill="%s"/></svg>'
LINK = '<h1>Title</h1><section class="attribution"><b class="emblem">EU</b></section><main>%s</main>'
SPOILT = (
    ("overflow", WIDE, "probes.layout('')"),
    ("scrollers", f'<div style="width:5em;overflow-x:auto">{WIDE}</div>', "probes.layout('')"),
    ("clipped", BOX, "probes.layout('')"),
    ("clipped", '<div style="line-height:1;height:1em;overflow:hidden">Text</div>', f"probes.layout('{SPACING}')"),
    ("overlapping", '<p>First words</p><p style="margin-top:-2em">Other words</p>', "probes.layout('')"),
    ("faint", SQUARE % "#ddd", "probes.faint('.none')"),
    ("pale", '<p style="color:#999">Text</p>', "probes.pale()"),
    ("pale", (SQUARE % "#222").replace("</svg>", '<text y="5" fill="#000">A</text></svg>'), "probes.pale()"),
    ("moving", '<p style="transition:color 1s">Text</p>', "probes.moving()"),
    ("control", LINK % "<nav>Menu</nav>", "probes.printed()"),
    ("attribution", (LINK % "Text").replace("<section", "<section hidden"), "probes.printed()"),
    ("address", LINK % '<a href="https://example.lv/">Link</a>', "probes.printed()"),
    ("folded", LINK % "<details><summary>More</summary><p>Text</p></details>", "probes.printed()"),
    ("canonical", f'<link rel="canonical" href="https://example.lv/">{LINK}' % "Text", "probes.printed()"),
)


@pytest.mark.parametrize(("rule", "html", "probe"), SPOILT)
def test_a_spoilt_page_is_told_of(browser: Browser, rule: str, html: str, probe: str) -> None:
    with tab(browser, 320) as page:
        page.set_content(f"<!doctype html><body style='margin:0'>{html}")
        page.evaluate(probes())
        assert {rule} == {found[0] for found in page.evaluate(probe)}


def test_a_page_in_order_is_not_told_of(browser: Browser) -> None:
    with tab(browser, 320) as page:
        page.set_content(f"<!doctype html>{LINK % ('<p>Text</p>' + SQUARE % '#222')}")
        page.evaluate(probes())
        calls = ("probes.layout('')", "probes.faint('.none')", "probes.pale()", "probes.moving()", "probes.printed()")
        assert [page.evaluate(call) for call in calls] == [[]] * len(calls)


def test_a_page_asks_for_smooth_scrolling_only_where_motion_is_welcome(
    browser: Browser, addresses: dict[str, str]
) -> None:
    with tab(browser, reduced_motion="no-preference") as page:
        page.goto(f"{addresses['real']}lv/")
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "smooth"


def test_a_table_set_as_blocks_on_a_phone_is_a_table_for_a_screen_reader(
    browser: Browser, addresses: dict[str, str]
) -> None:
    roles: list[Counter[str]] = []
    for width in (320, 1280):
        with tab(browser, width) as page:
            page.goto(f"{addresses['showcase']}lv/projekti/long-history/")
            nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
            roles.append(Counter(node["role"]["value"] for node in nodes if not node["ignored"]))
    parts = ("table", "row", "columnheader", "rowheader", "cell")
    assert roles[0]["table"] > 2
    assert {part: roles[0][part] for part in parts} == {part: roles[1][part] for part in parts}


def test_a_page_saved_as_a_document_says_the_addresses_of_its_links_and_its_own(
    browser: Browser, addresses: dict[str, str], sites: tuple[Built, ...]
) -> None:
    with tab(browser) as page:
        page.goto(f"{addresses['real']}lv/projekti/atver-sirdi-zemgale/")
        canonical = page.locator("link[rel=canonical]").get_attribute("href")
        links = page.locator("main a[href^=http]").evaluate_all(
            "(links) => links.map((link) => link.getAttribute('href'))"
        )
        document = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    # A line that is too long is broken, with a hyphen or without.
    text = re.sub(r"[\s\u00ad-]+", "", "".join(sheet.extract_text() for sheet in document.pages))
    assert links
    assert [link for link in (canonical, *links) if re.sub(r"[\s-]+", "", link) not in text] == []
