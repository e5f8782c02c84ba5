"""The picture of a page where it is shared: the same bytes for the same facts, and nothing but them on it."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sitegen.attribution import Statement, emblem, fund_name
from sitegen.diagnostics import Collector
from sitegen.exports.lettering import ELLIPSIS, Typeface, cut, wrapped
from sitegen.exports.share_picture import Painter
from sitegen.languages import EN, LV, Language
from sitegen.models.choices import Fund
from sitegen.pipeline import Settings, examine
from sitegen.plan import PageKind
from sitegen.render import Renderer
from sitegen.resolve import Site
from sitegen.views.build_share import project_picture, share_picture, site_picture
from sitegen.views.share import HEIGHT, WIDTH, ShareFact, SharePicture
from sitegen.views.writer import Writer
from tests.conftest import DAY, ROOT
from tests.showcase.sites import SHOWCASE

FONTS = ROOT / "static" / "fonts"
PAINTER = Painter.of(FONTS)
BOLD = PAINTER.bold
BLUE, YELLOW, ACCENT, WHITE, BLACK = (0, 51, 153), (255, 204, 0), (10, 92, 77), (255, 255, 255), (0, 0, 0)
MARGIN = 64
ALPHABET = "AĀBCČDEĒFGĢHIĪJKĶLĻMNŅOPRSŠTUŪVZŽaābcčdeēfgģhiījkķlļmnņoprsštuūvzž"
SUMS = (ShareFact("Kopējās izmaksas", "8 656 350,00 EUR"), ShareFact("ES ieguldījums", "7 357 897,43 EUR · 85 %"))
CARD = SharePicture(
    statements=(Statement("Eiropas Savienība", ("Eiropas Sociālais fonds",)),),
    title="Atver sirdi Zemgalē",
    facts=SUMS,
    union_percent=Decimal(85),
    site="Projekti",
    note="9.2.2.1./15/I/001",
)
YEARS = ShareFact("Tiek īstenots", "2015–2023")
FUNDS_LV = tuple(fund_name(fund, LV) for fund in Fund)
VOICES = (Statement("Līdzfinansē Eiropas Savienība"), Statement("Finansē Eiropas Savienība – NextGenerationEU"))
LONG = "Sabiedrībā balstītu sociālo pakalpojumu infrastruktūras attīstība pašvaldībās "


def drawn(card: SharePicture) -> Image.Image:
    with Image.open(io.BytesIO(PAINTER.draw(card))) as picture:
        return picture.convert("RGB")


def chunks(data: bytes) -> Iterator[str]:
    """The kinds of the chunks of a PNG file."""
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        yield data[at + 4 : at + 8].decode()
        at += length + 12


def seen_in(picture: Image.Image, box: tuple[int, int, int, int]) -> set[tuple[int, ...]]:
    """The colours of a part of a picture."""
    found = picture.crop(box).getcolors(1 << 20)
    assert found is not None
    return {colour for _, colour in found if isinstance(colour, tuple)}


def resolved(content: Path) -> Site:
    _, checked = examine(Settings(content=content, output=content, day=DAY), Collector())
    assert checked is not None
    return checked.site


@pytest.fixture(scope="module")
def showcase() -> Site:
    """The showcase, resolved."""
    return resolved(SHOWCASE)


def picture_of(site: Site, slug: str, language: Language) -> SharePicture:
    return project_picture(Writer(site, language, ""), site.projects[slug])


def test_a_picture_is_of_the_size_that_is_told_and_carries_nothing_else() -> None:
    data = PAINTER.draw(CARD)
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "P", (WIDTH, HEIGHT))
    assert dict.fromkeys(chunks(data)) == dict.fromkeys(["IHDR", "PLTE", "IDAT", "IEND"])
    assert len(data) < 32_000


def test_the_same_facts_make_the_same_bytes_whatever_was_drawn_before() -> None:
    first = PAINTER.draw(CARD)
    PAINTER.draw(replace(CARD, title="Cits", statements=()))
    assert PAINTER.draw(CARD) == first
    assert Painter.of(FONTS).draw(CARD) == first


@pytest.mark.parametrize(
    "other",
    [
        replace(CARD, title="Atver sirdi Zemgale"),
        replace(CARD, statements=(Statement("Līdzfinansē Eiropas Savienība"),)),
        replace(CARD, facts=SUMS[:1]),
        replace(CARD, union_percent=Decimal(84)),
        replace(CARD, site="Citi projekti"),
        replace(CARD, note="9.2.2.1./15/I/002"),
    ],
)
def test_every_fact_is_seen(other: SharePicture) -> None:
    assert PAINTER.draw(other) != PAINTER.draw(CARD)


def test_the_emblem_has_its_colours_its_proportion_and_its_twelve_stars() -> None:
    picture = drawn(CARD)
    left, top, wide, tall = MARGIN, 52, 156, 104
    assert wide * emblem.HEIGHT == tall * emblem.WIDTH
    assert seen_in(picture, (left, top, left + wide, top + 4)) == {BLUE}
    assert seen_in(picture, (left - 8, top - 8, left, top + tall + 8)) == {WHITE}
    assert seen_in(picture, (left + wide, top - 8, left + wide + 20, top + tall + 8)) == {WHITE}
    for x, y in emblem.star_centres():
        at = (left + round(x * wide / emblem.WIDTH), top + round(y * tall / emblem.HEIGHT))
        assert picture.getpixel(at) == YELLOW


def test_the_statement_is_black_and_no_other_text_has_the_colours_of_the_emblem() -> None:
    picture = drawn(CARD)
    statement = seen_in(picture, (240, 52, WIDTH, 156))
    assert BLACK in statement
    assert all(len(set(colour)) == 1 for colour in statement)
    rest = seen_in(picture, (0, 160, WIDTH, HEIGHT))
    assert {BLUE, YELLOW, BLACK}.isdisjoint(rest)
    assert ACCENT in rest


@pytest.mark.parametrize(("percent", "share"), [(Decimal(85), 0.85), (Decimal(100), 1), (Decimal(0), 0)])
def test_the_bar_is_as_long_as_the_unions_part(percent: Decimal, share: float) -> None:
    picture = drawn(replace(CARD, union_percent=percent))
    row = [picture.getpixel((x, 424)) for x in range(MARGIN, WIDTH - MARGIN)]
    assert row.count(ACCENT) == round(share * len(row))


def test_there_is_no_bar_where_the_part_is_not_known() -> None:
    picture = drawn(replace(CARD, union_percent=None))
    assert ACCENT not in seen_in(picture, (0, 0, WIDTH, HEIGHT - 10))


@pytest.mark.parametrize(
    "card",
    [
        replace(CARD, title=(LONG * 3)[:200]),
        replace(CARD, title=LONG * 9),
        replace(CARD, title="Ļ" * 300),
        replace(CARD, title="", facts=(), note=""),
        replace(CARD, statements=()),
        replace(CARD, statements=(Statement("Eiropas Savienība", FUNDS_LV), *VOICES)),
        replace(CARD, facts=(*(replace(one, value=f"999 999 {one.value}") for one in SUMS), YEARS)),
        replace(CARD, site=LONG * 3, note="9" * 60),
    ],
)
def test_nothing_leaves_the_picture_or_meets_its_margins(card: SharePicture) -> None:
    picture = drawn(card)
    assert seen_in(picture, (0, 0, MARGIN - 4, HEIGHT - 10)) == {WHITE}
    assert seen_in(picture, (WIDTH - MARGIN + 4, 0, WIDTH, HEIGHT - 10)) == {WHITE}
    assert seen_in(picture, (0, 0, WIDTH, 44)) == {WHITE}


@given(st.text(max_size=80))
def test_any_title_can_be_drawn(title: str) -> None:
    picture = drawn(replace(CARD, title=title))
    assert seen_in(picture, (WIDTH - MARGIN + 4, 0, WIDTH, HEIGHT - 10)) == {WHITE}


def lettered(text: str, face: Typeface = BOLD) -> bytes:
    canvas = Image.new("L", (400, 80), 0)
    face.write(canvas, (4, 60), text, 48, 255)
    return canvas.tobytes()


def test_every_letter_of_the_language_has_a_form_of_its_own() -> None:
    for face in (PAINTER.regular, BOLD):
        assert len({lettered(letter, face) for letter in ALPHABET}) == len(ALPHABET)


@pytest.mark.parametrize(("text", "same"), [("ặ", "a"), ("日本", ""), ("a\u200b日b", "ab"), ("ﬁ", "fi"), ("ș", "ș")])
def test_a_letter_that_the_fonts_lack_is_drawn_plain_or_not_at_all(text: str, same: str) -> None:
    assert lettered(text) == lettered(same)


@pytest.mark.parametrize("pair", ["To", "Tā", "Va", "AV", "LT", "P."])
def test_letters_that_look_far_apart_come_nearer(pair: str) -> None:
    assert BOLD.length(pair) < BOLD.length(pair[0]) + BOLD.length(pair[1])


@given(st.lists(st.text("abcšģWĻ-.", min_size=1, max_size=30), min_size=1, max_size=12), st.integers(200, 1072))
def test_a_wrapped_text_is_all_there_in_lines_that_fit(words: list[str], width: int) -> None:
    text = " ".join(words)
    lines = wrapped(BOLD, text, 48, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert [line for line in lines if BOLD.width(line, 48) > width + 0.01] == []


def test_lines_are_of_about_the_same_length() -> None:
    lines = wrapped(BOLD, "Sociālo pakalpojumu infrastruktūra novadā", 60, 1072)
    assert lines == ["Sociālo pakalpojumu", "infrastruktūra novadā"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Īsi", "Īsi"), ("Viens divi, trīs četri", f"Viens divi{ELLIPSIS}"), ("Ļ" * 40, f"{'Ļ' * 11}{ELLIPSIS}")],
)
def test_what_does_not_fit_ends_with_an_ellipsis(text: str, expected: str) -> None:
    assert cut(BOLD, text, 40, 300) == expected
    assert BOLD.width(expected, 40) <= 300


def test_a_project_is_drawn_with_its_own_facts_in_the_pages_language(showcase: Site) -> None:
    latvian, english = (picture_of(showcase, "payments", language) for language in (LV, EN))
    assert latvian.title != english.title
    assert latvian.note == english.note
    assert [fact.name for fact in latvian.facts][:2] == ["Kopējās izmaksas", "ES ieguldījums"]
    assert [fact.name for fact in english.facts][:2] == ["Total cost", "EU contribution"]


@pytest.mark.parametrize(
    ("slug", "facts"),
    [
        ("missing-facts", ()),
        ("rates-only", (("Total cost", "EUR\u00a0300,000.00"), ("EU contribution", "85%"), ("Completed", "2019–2022"))),
        ("half-stated-dates", (("Total cost", "EUR\u00a036,000.00"), ("Status", "Running"))),
        (
            "terminated",
            (
                ("Total cost", "EUR\u00a0412,300.55"),
                ("EU contribution", "EUR\u00a0350,455.47 · 85%"),
                ("Terminated", "2019–2021"),
            ),
        ),
    ],
)
def test_what_is_not_stated_is_not_on_the_picture(
    showcase: Site, slug: str, facts: tuple[tuple[str, str], ...]
) -> None:
    assert tuple((fact.name, fact.value) for fact in picture_of(showcase, slug, EN).facts) == facts


def test_the_words_of_a_picture_are_those_on_it() -> None:
    assert CARD.words == (
        "Eiropas Savienība. Eiropas Sociālais fonds. Atver sirdi Zemgalē. Kopējās izmaksas: 8 656 350,00 EUR. "
        "ES ieguldījums: 7 357 897,43 EUR · 85 %. Projekti"
    )


def test_the_sites_picture_has_its_title_its_institution_and_the_support_of_every_project(showcase: Site) -> None:
    found = site_picture(showcase, EN)
    assert (found.title, found.site) == ("Projects of the Vidleja region", "Vidleja Planning Region")
    assert [one.lead for one in found.statements] == [
        "European Union",
        "Co-funded by the European Union",
        "Funded by the European Union – NextGenerationEU",
    ]


def test_only_home_pages_and_projects_have_a_picture_beside_them(showcase: Site) -> None:
    _, checked = examine(Settings(content=SHOWCASE, output=SHOWCASE, day=DAY), Collector())
    assert checked is not None
    kinds = {page.kind for page in checked.pages if share_picture(checked.site, page)}
    assert kinds == {PageKind.HOME, PageKind.PROJECT}


def test_nothing_is_drawn_without_a_painter() -> None:
    _, checked = examine(Settings(content=ROOT / "content", output=ROOT, day=DAY), Collector())
    assert checked is not None
    pages = [page for page in checked.pages if page.kind is PageKind.PROJECT]
    without, drawing = (Renderer(checked.site, [], checked.assets, painter=painter) for painter in (None, PAINTER))
    assert [without.picture(page) for page in pages] == [None] * len(pages)
    drawn = [drawing.picture(page) for page in pages]
    assert {one[0] for one in drawn if one} == {f"{page.path}share.png" for page in pages}
