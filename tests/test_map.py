"""Places on the outline of Latvia: dots where the places are, and words that keep out of each other's way."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import TemplateError

from sitegen.assets import collect_assets, outline_of
from sitegen.languages import EN, LV
from sitegen.pipeline import Settings, words_of
from sitegen.templating import environment
from sitegen.views.build_map import HEIGHT, LONGEST_NAME, MOST_NAMED, MOST_NUMBERED, NEAR, WIDTH, Entry, map_of, project
from sitegen.views.map import Map, Side
from sitegen.views.parts import Text
from tests.conftest import DAY, ROOT

PLACES = {
    "Rīga": ("56.949", "24.106"),
    "Jelgava": ("56.651", "23.721"),
    "Kuldīga": ("56.968", "21.961"),
    "Daugavpils": ("55.871", "26.516"),
    "Ilūkste": ("55.977", "26.297"),
    "Alūksne": ("57.422", "27.047"),
}
BRUSSELS = ("50.85", "4.35")
ASSETS = collect_assets([ROOT / "static"])
NUMBER = re.compile(r"-?\d+")


def entry(name: str, at: tuple[str, str] | None) -> Entry:
    return Entry(Text(name, LV), (Decimal(at[0]), Decimal(at[1])) if at else None)


def entries(*names: str) -> list[Entry]:
    return [entry(name, PLACES[name]) for name in names]


def drawn(given: list[Entry]) -> Map:
    made = map_of(given)
    assert made is not None
    return made


def scattered(count: int) -> list[Entry]:
    """Places about the country, a good way from each other."""
    return [entry(f"{n}", (f"{57.5 - n // 8 * 0.25}", f"{21.4 + n % 8 * 0.8}")) for n in range(count)]


# --- The drawing


def corners(path: str) -> list[tuple[int, int]]:
    """The points that the outline passes through: the ends of its curves."""
    x, y, *steps = map(int, NUMBER.findall(path))
    points = [(x, y)]
    for _, _, right, down in zip(*(iter(steps),) * 4, strict=True):
        points.append((points[-1][0] + right, points[-1][1] + down))
    return points


def is_inside(at: tuple[int, int], points: list[tuple[int, int]]) -> bool:
    """Whether a ray to the right crosses the outline an odd number of times."""
    crossed = [
        (bx - ax) * (at[1] - ay) / (by - ay) + ax > at[0]
        for (ax, ay), (bx, by) in pairwise(points)
        if (ay > at[1]) != (by > at[1])
    ]
    return sum(crossed) % 2 == 1


def test_the_outline_is_small_closed_and_within_the_frame() -> None:
    path = outline_of(ASSETS)
    assert len(path) <= 1600
    assert re.fullmatch(r"M\d+ \d+q[-\d ]+z", path)
    points = corners(path)
    assert points[0] == points[-1]
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in points)


@pytest.mark.parametrize("name", PLACES)
def test_a_place_in_latvia_is_drawn_inside_the_outline(name: str) -> None:
    latitude, longitude = PLACES[name]
    assert is_inside(project((Decimal(latitude), Decimal(longitude))), corners(outline_of(ASSETS)))


@pytest.mark.parametrize(
    "at", [("57.3", "23.5"), ("55.93", "23.31"), ("57.9", "26.9"), ("56.5", "28.4")], ids=["Gulf", "LT", "EE", "RU"]
)
def test_a_place_beyond_the_border_or_in_the_sea_is_outside_the_outline(at: tuple[str, str]) -> None:
    assert not is_inside(project((Decimal(at[0]), Decimal(at[1]))), corners(outline_of(ASSETS)))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (("58.14", "20.86"), (0, 0)),
        (("56.949", "24.106"), (434, 292)),
        (("55.977", "26.297"), (727, 530)),
        (BRUSSELS, (-2209, 1786)),
    ],
)
def test_degrees_become_units_of_the_frame(at: tuple[str, str], expected: tuple[int, int]) -> None:
    assert expected == project((Decimal(at[0]), Decimal(at[1])))


def test_the_note_beside_the_drawing_says_what_the_program_does() -> None:
    note = (ROOT / "static" / "map" / "README.md").read_text(encoding="utf-8")
    assert "x = (longitude − 20.86) · cos 56.9° · 245" in note
    assert "y = (58.14 − latitude) · 245" in note
    assert f"{len(outline_of(ASSETS)):,} bytes" in note
    assert f"{WIDTH} units wide, {HEIGHT} high" in note
    assert f'viewBox="0 0 {WIDTH} {HEIGHT}"' in (ROOT / "static" / "map" / "latvia.svg").read_text(encoding="utf-8")


def test_the_style_sheet_gives_pictures_the_widths_that_words_are_placed_for() -> None:
    style = (ROOT / "static" / "css" / "site.css").read_text(encoding="utf-8")
    assert ".map{container-type:inline-size;max-width:40rem" in style
    assert "@container (min-width:34rem){.map .wide{display:inline}.map .small{display:none}" in style
    assert "--tiny:.8125rem" in style


def own_drawing(folder: Path, path: str) -> str:
    (folder / "map").mkdir()
    (folder / "map" / "latvia.svg").write_text(f"<svg viewBox='0 0 1000 620'>{path}</svg>", encoding="utf-8")
    return outline_of(collect_assets([folder, ROOT / "static"]))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ('<path id="latvia" d="M1 2L30 4z"/>', "M1 2L30 4z"),
        (
            '<path\n  d=" M 1,2 C 3e-1.5 "/><path\n  d="M1,2\n h.5z "\n  style="fill:red"\n  id="latvia" />',
            "M1,2\n h.5z",
        ),
        ('<path d="M1 2z"/>', ""),
        ('<path id="latvia"/>', ""),
        ('<path id="latvia" d="&lt;script&gt;"/>', ""),
    ],
)
def test_a_sites_own_drawing_stands_in_for_the_programs(tmp_path: Path, path: str, expected: str) -> None:
    assert expected == own_drawing(tmp_path, path)


# --- Dots


def test_without_a_place_in_the_frame_there_is_no_drawing() -> None:
    assert map_of([]) is None
    assert map_of([entry("a", None)]) is None
    assert map_of([entry("Brisele", BRUSSELS), entry("a", None)]) is None


def test_one_place_is_named_and_needs_no_number() -> None:
    made = drawn(entries("Kuldīga"))
    (dot,) = made.dots
    assert (dot.number, made.numbers, dot.numbered) == (0, (0,), None)
    assert dot.caption is not None
    assert dot.caption.name == Text("Kuldīga", LV)


def test_places_that_are_not_drawn_are_counted() -> None:
    given = [entry("a", None), *entries("Rīga"), entry("Brisele", BRUSSELS), entry("b", None), *entries("Alūksne")]
    made = drawn(given)
    assert (made.drawn, made.outside, made.unplaced) == (2, 1, 2)
    assert made.numbers == (0, 1, 0, 0, 2)


@pytest.mark.parametrize("at", [("58.14", "20.86"), ("55.61", "20.86"), ("58.14", "28.33"), ("55.61", "28.33")])
def test_a_place_in_a_corner_of_the_frame_is_drawn(at: tuple[str, str]) -> None:
    assert drawn([entry("a", at)]).drawn == 1


def test_sixty_places_in_one_town_are_one_dot() -> None:
    made = drawn([entry(f"{n}", (f"{56.94 + n / 1000}", f"{24.1 + n / 2000}")) for n in range(60)])
    (dot,) = made.dots
    assert (dot.count, len(dot.names), made.drawn) == (60, 60, 60)
    assert dot.caption is not None
    assert (Text("0", LV), 59) == (dot.caption.name, dot.caption.more)


def test_places_near_each_other_share_a_dot_and_its_number() -> None:
    near = entry("Pašuliene", ("55.99", "26.18"))
    made = drawn([*entries("Ilūkste", "Rīga"), near])
    assert made.numbers == (1, 2, 1)
    assert [tuple(name.text for name in dot.names) for dot in made.dots] == [("Ilūkste", "Pašuliene"), ("Rīga",)]


def test_a_dot_counts_what_its_places_count() -> None:
    places = [Entry(one.name, one.location, count) for one, count in zip(entries("Rīga", "Rīga"), (3, 4), strict=True)]
    assert [dot.count for dot in drawn(places).dots] == [7]


def test_there_are_names_for_a_few_dots_and_numbers_for_some() -> None:
    few = drawn(scattered(MOST_NAMED))
    assert any(dot.caption and dot.caption.name for dot in few.dots)
    some = drawn(scattered(MOST_NAMED + 1))
    assert not any(dot.caption and dot.caption.name for dot in some.dots)
    assert list(range(1, MOST_NAMED + 2)) == [dot.number for dot in some.dots]
    many = drawn(scattered(MOST_NUMBERED + 1))
    assert {(0, None, None)} == {(dot.number, dot.caption, dot.numbered) for dot in many.dots}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dienas aprūpes centrs", "Dienas aprūpes centrs"),
        ("Dienas aprūpes centrs bērniem un pieaugušajiem", "Dienas aprūpes centrs…"),
        ("Grupu māja (pieaugušajiem) – Jelgavā", "Grupu māja (pieaugušajiem)…"),
        ("x" * 60, "x" * (LONGEST_NAME - 1) + "…"),
    ],
)
def test_a_long_name_is_cut_at_the_end_of_a_word(name: str, expected: str) -> None:
    (dot,) = drawn([entry(name, PLACES["Rīga"])]).dots
    assert dot.caption is not None
    assert Text(expected, LV) == dot.caption.name


def test_a_town_that_a_dot_is_named_after_is_not_named_twice() -> None:
    towns = {town.name: town for town in drawn(entries("Rīga", "Alūksne")).towns}
    assert (towns["Rīga"].wide, towns["Rīga"].narrow is None) == (None, False)
    assert towns["Valmiera"].wide is not None


LOCATIONS = st.tuples(st.decimals("55", "59", places=3), st.decimals("20", "29", places=3))
ENTRIES = st.lists(
    st.builds(Entry, st.text("aā ļM", min_size=1, max_size=40).map(lambda name: Text(name, LV)), LOCATIONS | st.none()),
    max_size=70,
)


@given(ENTRIES)
def test_every_place_is_drawn_or_told_of(given: list[Entry]) -> None:
    made = map_of(given)
    if made is None:
        return
    assert len(given) == made.drawn + made.outside + made.unplaced == len(made.numbers)
    assert made.drawn == sum(len(dot.names) for dot in made.dots)
    by_number = {dot.number: dot for dot in made.dots}
    for one, number in zip(given, made.numbers, strict=True):
        if number:
            assert one.location is not None
            assert one.name in by_number[number].names
            assert math.dist(project(one.location), (by_number[number].x, by_number[number].y)) < NEAR


@given(ENTRIES)
def test_no_two_dots_are_nearer_than_a_dots_diameter(given: list[Entry]) -> None:
    made = map_of(given)
    dots = [(dot.x, dot.y) for dot in made.dots] if made else []
    assert all(math.dist(one, other) >= NEAR for index, one in enumerate(dots) for other in dots[:index])


Box = tuple[float, float, float, float]


def box(at: tuple[int, int], side: Side, words: str, unit: float) -> Box:
    """Left, top, right and bottom in ems, where an em of letters is .55 em wide and .95 em high."""
    length = 0.55 * len(words)
    left = at[0] * unit + side.x / 100 - {"start": 0, "middle": length / 2, "end": length}[side.anchor]
    base = at[1] * unit + side.y / 100
    return left, base - 0.75, left + length, base + 0.2


def words_of_picture(made: Map, unit: float, is_wide: bool) -> Iterator[Box]:
    for town in made.towns:
        side = town.wide if is_wide else town.narrow
        if side:
            yield box((town.x, town.y), side, town.name, unit)
    for dot in made.dots:
        if is_wide and dot.caption:
            parts = [str(dot.number or ""), dot.caption.name.text if dot.caption.name else "", f"+{dot.caption.more}"]
            yield box((dot.x, dot.y), dot.caption.side, " ".join(parts[: 3 if dot.caption.more else 2]).strip(), unit)
        elif not is_wide and dot.numbered:
            yield box((dot.x, dot.y), dot.numbered, str(dot.number), unit)


@pytest.mark.parametrize(
    ("rem", "is_wide"), [(18, False), (25, False), (33, False), (34, True), (37, True), (40, True)]
)
@example([entry("a", ("56.921", "24.202")), entry("b", ("56.869", "24.326"))])
@given(ENTRIES)
def test_words_stay_in_the_picture_and_off_each_other_and_the_dots(rem: int, is_wide: bool, given: list[Entry]) -> None:
    made = map_of(given)
    if made is None:
        return
    unit = rem / 0.8125 / WIDTH
    words = list(words_of_picture(made, unit, is_wide))
    dots = [(x - 0.4, y - 0.4, x + 0.4, y + 0.4) for x, y in ((dot.x * unit, dot.y * unit) for dot in made.dots)]
    for index, (left, top, right, bottom) in enumerate(words):
        assert left >= 0
        assert top >= 0
        assert right <= WIDTH * unit
        assert bottom <= HEIGHT * unit
        for other in (*words[:index], *dots):
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


# --- The page


def shown(given: list[Entry], outline: str = "M0 0z") -> str:
    """The picture as English pages have it."""
    words = words_of(Settings(ROOT / "content", ROOT / "public", DAY), (EN,))[EN]
    made = environment([ROOT / "templates"], words, {}, outline)
    template = made.from_string('{% from "partials/map.html" import map_picture %}{{ map_picture(map) }}')
    return template.render(map=map_of(given))


def test_the_picture_says_what_it_shows() -> None:
    html = shown(entries("Rīga", "Ilūkste"))
    assert 'role="img">\n<title>2 places on the map of Latvia: 1 Rīga; 2 Ilūkste</title>' in html
    assert ">2 places on the map of Latvia: Rīga, Rīga</title>" in shown(entries("Rīga", "Rīga"))
    assert "<title>13 places on the map of Latvia</title>" in shown(scattered(13))
    assert "<title>1 place on the map of Latvia: Rīga</title>" in shown(entries("Rīga"))


def test_a_dot_stands_at_its_part_of_the_width_and_the_height() -> None:
    assert '<svg class="dot" x="43.4%" y="47.1%"' in shown(entries("Rīga"))


def test_the_picture_has_no_style_of_its_own_and_nothing_to_focus() -> None:
    html = shown(entries(*PLACES))
    assert not re.search(r"\sstyle=|<a\b|tabindex|<style|<script", html)


def test_names_are_written_as_text() -> None:
    assert "<b>" not in shown([entry("<b>a</b>", PLACES["Rīga"])])


def test_a_name_in_another_language_says_so() -> None:
    given = [*entries("Rīga"), Entry(Text("Library", EN, is_foreign=True), (Decimal("57.422"), Decimal("27.047")))]
    assert '<tspan lang="en">Library</tspan>' in shown(given)


def test_places_that_are_not_drawn_are_told_in_words() -> None:
    html = shown([*entries("Rīga"), entry("Brisele", BRUSSELS), entry("a", None), entry("b", None)])
    assert "1 place lies outside the map. 2 places are not on the map: their coordinates are not stated." in html
    assert "<p " not in shown(entries("Rīga"))


def test_a_drawing_without_the_path_is_a_fault_of_the_template() -> None:
    with pytest.raises(TemplateError, match=r"no path with the id `latvia` in static/map/latvia\.svg"):
        shown(entries("Rīga"), outline="")


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (
            "lv/projekti/pakalpojumu-infrastruktura-ilukste",
            "Dienas aprūpes centrs, Specializētā darbnīca, Grupu dzīvokļi",
        ),
        ("en/projects/service-infrastructure-ilukste", "Day care centre, Specialised workshop, Group homes"),
    ],
)
def test_the_page_of_a_project_with_coordinates_has_the_map(real_site: Path, path: str, names: str) -> None:
    html = (real_site / path / "index.html").read_text(encoding="utf-8")
    assert f": {names}</title>" in html
    assert outline_of(ASSETS) in html


def test_the_page_of_a_project_without_coordinates_has_none(real_site: Path) -> None:
    html = (real_site / "lv/projekti/atver-sirdi-zemgale/index.html").read_text(encoding="utf-8")
    assert 'class="map"' not in html
