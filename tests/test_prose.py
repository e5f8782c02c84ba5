"""Prose: typography, facts, links, refusals, each at its own words."""

from __future__ import annotations

import pytest

from sitegen.languages import EN, LV, Language
from sitegen.prose import Filling, fill, foreign_words, parse, unmarked, unwrap


def html(text: str, language: Language = LV, **facts: str) -> str:
    return fill(parse(text, language), lambda fact: Filling(facts[fact.name]), lambda link: f"[{link.target}]")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("<p>ar “pēdiņām”</p>", 'ar "pēdiņām"'),
        ("<p>“viens <strong>divi</strong>” trīs</p>", '"viens **divi**" trīs'),
        ("<p>vārds&nbsp;– vārds</p>", "vārds - vārds"),
        ("<p>Nr.&nbsp;313 un 25.&nbsp;jūlijs</p>", "Nr. 313 un 25. jūlijs"),
        ("<p>8&nbsp;656&nbsp;350,00&nbsp;EUR</p>", "8 656 350,00 EUR"),
        ("<p>2017–2020</p>", "2017--2020"),
        ("<p>utt…</p>", "utt..."),
        ('<p><code>"x" - y</code></p>', '`"x" - y`'),
    ],
)
def test_text_is_set_as_the_language_sets_it(expected: str, text: str) -> None:
    assert expected == html(text)


@pytest.mark.parametrize("start", ["2022. gada vasarā", "25. jūlija lēmums", "1. janvārī"])
def test_a_line_that_begins_with_a_date_is_a_sentence(start: str) -> None:
    assert html(f"{start} notika sapulce.").replace("&nbsp;", " ") == f"<p>{start} notika sapulce.</p>"


def test_a_numbered_list_is_still_a_list() -> None:
    assert html("1. viens\n2. divi") == "<ol>\n<li>viens</li>\n<li>divi</li>\n</ol>"


def test_a_fact_is_filled_in_and_escaped() -> None:
    assert html("Cena: {{ total }}", total="5 < 6 EUR") == "<p>Cena: 5 &lt; 6 EUR</p>"


def test_a_day_that_ends_a_sentence_keeps_one_full_stop() -> None:
    assert html("Līdz {{ end }}. Tad beigas.", end="31.12.2023.") == "<p>Līdz 31.12.2023. Tad beigas.</p>"


def test_a_fact_may_name_its_project() -> None:
    (fact,) = parse("{{ atver-sirdi:funding.total }}", LV).facts
    assert (fact.project, fact.name) == ("atver-sirdi", "funding.total")


def test_a_fact_works_in_headings_tables_and_links() -> None:
    text = "## Kopā {{ t }}\n\n| a |\n|---|\n| {{ t }} |\n\n[{{ t }}](x.md)"
    filled = html(text, t="7")
    assert '<h2 id="kopa">Kopā 7</h2>' in filled
    assert "<td>7</td>" in filled
    assert '<a href="[x.md]">7</a>' in filled


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("<div>", "<div class='x'>"),
        ("<script>", "teksts <script>alert(1)</script>"),
        ("<!-- … -->", "a <!-- slēpts --> b"),
        ("</b>", "</b>"),
        ("<iframe>", "> <iframe src='x'>"),
    ],
)
def test_raw_html_is_told_and_shown_as_text(shown: str, text: str) -> None:
    prose = parse(text, LV)
    assert prose.flaws[0].code == "raw-html"
    assert {"tag": shown} == dict(prose.flaws[0].parameters)
    assert "<script" not in prose.html
    assert "<iframe" not in prose.html


def test_html_in_code_is_just_code() -> None:
    assert parse("`<b>`\n\n    <div>\n", LV).flaws == ()


@pytest.mark.parametrize("attribute", ["onclick", "style", "href"])
def test_an_attribute_that_could_do_something_is_refused(attribute: str) -> None:
    prose = parse(f'Teksts\n{{: {attribute}="x" }}', LV)
    assert attribute == "href" or [flaw.code for flaw in prose.flaws] == ["attribute-refused"]
    assert f"{attribute}=" not in prose.html.split("\ue001")[0]


def test_a_picture_needs_a_description() -> None:
    assert [flaw.code for flaw in parse("![](media/x.png)", LV).flaws] == ["missing-alt"]
    assert parse("![Nometne](media/x.png)", LV).flaws == ()


def test_links_are_found_in_order_with_their_places() -> None:
    prose = parse("[a](x.md) [b](y.md) [c](x.md)\n\n[d]: z.md\n\n[d]", LV)
    assert [(link.target, link.place.occurrence) for link in prose.links] == [
        ("x.md", 1),
        ("y.md", 1),
        ("x.md", 2),
        ("z.md", 1),
    ]


def test_a_heading_of_the_first_level_moves_all_down() -> None:
    assert html("# a\n\n## b") == '<h2 id="a">a</h2>\n<h3 id="b">b</h3>'
    assert html("## b") == '<h2 id="b">b</h2>'


def test_anchors_lose_their_diacritics_and_stay_unique() -> None:
    assert parse("## Mērķis\n\n## Merķis", LV).anchors == ("merkis", "merkis_1")


def test_tables_footnotes_definitions_and_attributes_work() -> None:
    filled = html("Vārds\n:   skaidrojums\n\nTeksts[^1]\n\n[^1]: Piezīme.\n\nRinda\n{: #x .y }")
    assert "<dd>skaidrojums</dd>" in filled
    assert 'class="footnote"' in filled
    assert '<p class="y" id="x">Rinda</p>' in filled


def test_a_table_stands_in_a_box_that_scrolls_named_by_the_heading_above_it() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    assert html(table).startswith('<div class="scroll" tabindex="0"><table>')
    named = '<div aria-labelledby="summas" class="scroll" role="group" tabindex="0"><table>'
    assert named in html(f"## Summas\n\n{table}\n\nTeksts.")


def test_braces_that_do_not_close_are_told() -> None:
    assert [flaw.code for flaw in parse("Cena {{ total un tā", LV).flaws] == ["fact-open"]


def test_a_picture_gets_the_size_of_its_file() -> None:
    prose = parse("![A bridge.](../media/bridge.png) and [a plan](../media/plan.pdf).", EN)
    html = fill(prose, lambda _: Filling(""), lambda link: link.target, lambda _: (640, 480))
    assert 'src="../media/bridge.png" width="640" height="480" loading="lazy"' in html
    assert 'href="../media/plan.pdf">' in html
    assert "width" not in fill(prose, lambda _: Filling(""), lambda link: link.target)


def foreign(text: str) -> str:
    filling = foreign_words('Ziema & "sals".', LV, "in Latvian", "2\u00a0")
    return fill(parse(text, EN), lambda _: filling, lambda link: link.target)


@pytest.mark.parametrize("text", ["A {{ a }} b.", "**{{ a }}**", "[{{ a }}](x.md)", "## A {{ a }}"])
def test_a_fact_in_another_language_is_marked_and_has_its_lang(text: str) -> None:
    marked = '2\u00a0<span lang="lv">Ziema &amp; &quot;sals&quot;.</span> <span class="foreign">in Latvian</span>'
    assert marked in foreign(text)


def test_a_fact_in_another_language_is_plain_text_in_an_attribute() -> None:
    text = foreign("![A {{ a }} > b](x.png)")
    assert 'alt="A 2\u00a0Ziema &amp; &quot;sals&quot;.' in text
    assert "<span" not in text


def test_data_and_feeds_have_no_marks() -> None:
    assert unmarked(foreign("A {{ a }}, {{ a }} b")) == fill(
        parse("A {{ a }}, {{ a }} b", EN), lambda _: Filling('2\u00a0Ziema & "sals".'), lambda link: link.target
    )


def test_one_paragraph_can_be_taken_out_of_its_tags() -> None:
    assert unwrap(parse("teksts", EN).html) == "teksts"
    assert "<ul>" in unwrap(parse("- viens\n- divi", EN).html)
