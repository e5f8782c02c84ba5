"""A small site of fifteen files: every period, one-language items, drafts, expiry, amendments to come."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sitegen.pipeline import Settings, build

CONTENT = Path(__file__).parent / "golden" / "content"
BASE = "https://example.lv/projekti/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden site, built."""
    output = tmp_path_factory.mktemp("golden") / "public"
    outcome = build(Settings(content=CONTENT, output=output, day=date(2026, 11, 22)))
    assert [found.code for found in outcome.diagnostics] == ["translation-gap"]
    return output


def page(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


def block(html: str) -> tuple[str, str, str]:
    """The attribution block: its periods, its funds, its words."""
    match = re.search(r'<section class="attribution".*?</section>', html, re.DOTALL)
    assert match is not None
    periods, funds = (re.search(f'data-{name}="([^"]*)"', match[0]) for name in ("period", "funds"))
    assert periods is not None
    assert funds is not None
    words = unescape(re.sub(r"<[^>]+>", " ", match[0]))
    return periods[1], funds[1], " ".join(words.split())


def test_the_content_is_small() -> None:
    assert sum(1 for path in CONTENT.rglob("*") if path.is_file()) == 15


@pytest.mark.parametrize(
    ("path", "periods", "funds", "words"),
    [
        (
            "lv/projekti/old",
            "2007-2013",
            "esf cf",
            ("Eiropas Savienība", "Kohēzijas fonds", "Ieguldījums tavā nākotnē"),
        ),
        ("lv/projekti/middle", "2014-2020", "esf erdf", ("Eiropas Savienība", "Eiropas Sociālais fonds")),
        ("lv/projekti/new", "2021-2027", "esf+", ("Finansē Eiropas Savienība",)),
        ("en/projects/iodine", "2021-2027", "esf+", ("Funded by the European Union",)),
        ("lv/projekti/recovery", "rrf", "rrf", ("Finansē Eiropas Savienība – NextGenerationEU",)),
        ("en/projects/recovery", "rrf", "rrf", ("Funded by the European Union – NextGenerationEU",)),
        ("en/projects/direct", "direct", "direct", ("Co-funded by the European Union", "Views and opinions expressed")),
        ("lv/aktualitates/2019/lv-only", "2014-2020", "esf erdf", ("Eiropas Reģionālās attīstības fonds",)),
        (
            "lv",
            "2007-2013 2014-2020 2021-2027 rrf direct",
            "esf erdf cf esf+ rrf direct",
            ("Eiropas Savienība", "Līdzfinansē Eiropas Savienība", "NextGenerationEU"),
        ),
        ("lv/temas/roads", "2007-2013 2014-2020", "esf erdf cf", ("Eiropas Savienība",)),
        ("lv/projekti/statuss/partraukts", "rrf", "rrf", ("Finansē Eiropas Savienība – NextGenerationEU",)),
    ],
)
def test_each_page_carries_the_block_that_covers_it(
    site: Path, path: str, periods: str, funds: str, words: tuple[str, ...]
) -> None:
    found = block(page(site, path))
    assert (periods, funds) == found[:2]
    assert [text for text in words if text not in found[2]] == []


def test_a_fund_of_2021_is_no_part_of_the_statement(site: Path) -> None:
    assert "Plus" not in block(page(site, "lv/projekti/new"))[2]
    assert "Eiropas Sociālais fonds Plus" in page(site, "lv/projekti/new")


def test_a_supplied_mark_is_shown_as_a_picture_with_its_name(site: Path) -> None:
    html = page(site, "lv/projekti/new")
    assert re.search(r'<img[^>]*src="\.\./\.\./\.\./media/nap\.svg"[^>]*alt="Nacionālais attīstības plāns 2027"', html)


def test_addresses_alternates_and_canonical_follow_the_base_url(site: Path) -> None:
    html = page(site, "en/projects/iodine")
    assert f'<link rel="canonical" href="{BASE}en/projects/iodine/">' in html
    for code, path in (("lv", "lv/projekti/new/"), ("en", "en/projects/iodine/"), ("x-default", "lv/projekti/new/")):
        assert f'<link rel="alternate" hreflang="{code}" href="{BASE}{path}">' in html


def test_a_text_without_english_is_shown_in_latvian_and_marked(site: Path) -> None:
    html = page(site, "en/projects/middle")
    assert re.search(r'<h1[^>]*>\s*<span lang="lv">Adata</span>', html) or '<h1 lang="lv">' in html
    assert "in Latvian" in html


def test_a_noun_without_english_is_shown_in_its_latvian_form_and_marked(site: Path) -> None:
    html = page(site, "en/projects/middle")
    noun = '<span lang="lv">personu</span> <span class="foreign">in Latvian</span>'
    was = '<span lang="lv">persona</span> <span class="foreign">in Latvian</span>'
    assert f'<span class="figure">30</span> {noun}' in html
    assert f'<span class="figure">10</span> {noun}' in html
    assert f"the target was 21&nbsp;{was}" in html
    assert "<title>Achieved 10 of 30</title>" in html
    assert re.search(f"</span> 21&nbsp;{was}</td>.*</span> 30&nbsp;{noun}</td>", html)


def test_an_amendment_to_come_tells_what_will_be(site: Path) -> None:
    html = page(site, "en/projects/middle")
    articles = {
        match[1]: re.findall(r'class="n">(Was|Is now|Is|Will be)</th>', match[0])
        for match in re.finditer(r'<article class="amendment.*?id="([^"]+)".*?</article>', html, re.DOTALL)
    }
    assert articles == {"version-2020-05-01": ["Was", "Is"], "version-2099-01-01": ["Is now", "Will be"]}


def test_an_item_in_one_language_is_listed_in_the_other(site: Path) -> None:
    html = page(site, "en/news")
    assert re.search(r'href="\.\./\.\./lv/aktualitates/2019/lv-only/"', html)
    assert 'lang="lv"' in html
    assert not (site / "en/news/2019/lv-only").exists()
    item = page(site, "lv/aktualitates/2019/lv-only")
    assert 'hreflang="en" href="https' not in item
    assert re.search(r'href="\.\./\.\./\.\./\.\./en/news/"', item)


def test_news_speaks_with_the_figures_of_its_day(site: Path) -> None:
    assert "21\u00a0persona" in page(site, "lv/aktualitates/2019/lv-only").replace("&nbsp;", "\u00a0")
    assert "30\u00a0personu" in page(site, "lv/projekti/middle").replace("&nbsp;", "\u00a0")


def test_an_amendment_to_come_is_shown_and_not_in_force(site: Path) -> None:
    data = json.loads((site / "lv/projekti/middle/index.json").read_text(encoding="utf-8"))
    assert [one["in_force"] for one in data["amendments"]] == [False, True]
    assert data["funding"]["total"] == "100.00"
    html = page(site, "lv/projekti/middle")
    assert 'id="version-2099-01-01"' in html
    assert 'id="version-2020-05-01"' in html


def test_a_draft_leaves_no_trace(site: Path) -> None:
    files = [path.read_text(encoding="utf-8") for path in site.rglob("*") if path.suffix in {".html", ".xml", ".json"}]
    assert [text for text in files if "Melnraksts" in text] == []


def test_an_expired_item_leaves_the_lists_and_keeps_its_address(site: Path) -> None:
    assert "Beidzies" in page(site, "lv/aktualitates/2026/expired")
    assert "Beidzies" not in page(site, "lv/aktualitates") + page(site, "lv/projekti/new")


def test_an_old_address_and_the_bare_domain_lead_on(site: Path) -> None:
    assert 'content="0; url=../../lv/projekti/new/"' in page(site, "lv/vecais-jods")
    assert 'content="0; url=./lv/"' in page(site, "")


def test_the_lost_page_speaks_every_language_and_uses_absolute_paths(site: Path) -> None:
    html = (site / "404.html").read_text(encoding="utf-8")
    assert 'href="/projekti/lv/"' in html
    assert 'href="/projekti/en/"' in html
    assert 'lang="en"' in html
    assert '"noindex"' in html


def test_the_sitemap_lists_every_page_with_its_languages(site: Path) -> None:
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    tree = ElementTree.fromstring(text)
    listed = {node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    made = {
        BASE + str(path.parent.relative_to(site)) + "/"
        for path in site.rglob("index.html")
        if path.parent != site and not re.search(r"vecais|/(?:meklet|search)/", str(path))
    }
    assert made == listed
    assert f'hreflang="en" href="{BASE}en/projects/iodine/"' in text
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["lv/feed.xml", "en/feed.xml", "lv/projekti/middle/feed.xml"])
def test_a_feed_is_atom_with_absolute_addresses(site: Path, path: str) -> None:
    tree = ElementTree.fromstring((site / path).read_text(encoding="utf-8"))
    assert f"{ATOM}feed" == tree.tag
    assert BASE + path == tree.findtext(f"{ATOM}id")
    entries = tree.findall(f"{ATOM}entry")
    assert entries
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert (entry.findtext(f"{ATOM}id") or "").startswith(BASE)
        assert link.get("href") == entry.findtext(f"{ATOM}id")


def test_the_list_is_in_latvian_order(site: Path) -> None:
    html = page(site, "lv/projekti")
    order = [html.index(f">{title}<") for title in ("Adata", "Āda", "Jods", "Upe", "Zāle")]
    assert order == sorted(order)


def test_the_statement_of_accessibility_says_what_was_found(site: Path) -> None:
    html = page(site, "lv/pieklustamibas-pazinojums")
    assert "Vecās kartes" in html
    assert "10.01.2026." in html
    assert 'id="a11y-institution"' in html


def test_every_page_leads_to_the_statement(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")]
    assert [
        path
        for path in pages
        if not re.search("pieklustamibas-pazinojums|accessibility-statement", path.read_text(encoding="utf-8"))
    ] == []
