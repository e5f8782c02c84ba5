"""From places with coordinates to dots on the outline of Latvia, with words that do not run into each other.

Words keep their size while the picture grows and shrinks with the page. So room is measured in ems of the words, for
every width from the narrowest to the widest that the style sheet gives a picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from sitegen.values import dataclass
from sitegen.views.map import Caption, Dot, Map, Side, Town
from sitegen.views.parts import Text

Location = tuple[Decimal, Decimal]

# The frame of static/map/latvia.svg; static/map/README.md explains it.
WIDTH, HEIGHT = 1000, 620
_WEST, _NORTH = 20.86, 58.14
_SCALE = 245
_NARROWING = math.cos(math.radians(56.9))

# The style sheet: words are .8125rem high, names stand where the picture is 34rem wide or more, and it is never wider
# than 40rem. The narrowest is that of a screen of 320 px.
_EM = 0.8125
_NARROW = (18 / _EM, 34 / _EM)
_WIDE = (34 / _EM, 40 / _EM)
# A dot’s diameter on the narrowest picture, in units of the frame; half of a large dot’s, in ems.
NEAR = 32
_RADIUS = 0.5
# Ubuntu’s letters are .53 em wide on average; wider words than most must have room too.
_LETTER = 0.58
_ASCENT, _DESCENT = 0.9, 0.25
MOST_NAMED = 12
MOST_NUMBERED = 40
LONGEST_NAME = 28

SIDES = (
    Side("start", 80, 35),
    Side("end", -80, 35),
    Side("middle", 0, -75),
    Side("middle", 0, 150),
    Side("start", 50, -40),
    Side("start", 50, 115),
    Side("end", -50, -40),
    Side("end", -50, 115),
)
# Read by anyone who knows the country; no other towns so large, and none two of which are near each other.
TOWNS = (
    ("Rīga", (Decimal("56.949"), Decimal("24.106"))),
    ("Daugavpils", (Decimal("55.871"), Decimal("26.516"))),
    ("Liepāja", (Decimal("56.505"), Decimal("21.011"))),
    ("Ventspils", (Decimal("57.394"), Decimal("21.565"))),
    ("Rēzekne", (Decimal("56.510"), Decimal("27.333"))),
    ("Valmiera", (Decimal("57.539"), Decimal("25.426"))),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to be drawn. `location` is latitude and longitude in degrees (WGS 84), `count` how much is there."""

    name: Text
    location: Location | None
    count: int = 1


def project(location: Location) -> tuple[int, int]:
    """Latitude and longitude in degrees (WGS 84) in units of the frame; beyond it where the place is."""
    latitude, longitude = map(float, location)
    return round((longitude - _WEST) * _NARROWING * _SCALE), round((_NORTH - latitude) * _SCALE)


def map_of(entries: Iterable[Entry]) -> Map | None:
    """The drawing of these places; None where none of them lies within the frame."""
    given = tuple(entries)
    groups = _groups(given)
    if not groups:
        return None
    is_numbered = 1 < len(groups) <= MOST_NUMBERED
    numbers = {index: number for number, group in enumerate(groups, 1) for index in group.members if is_numbered}
    drawn = sum(len(group.members) for group in groups)
    unplaced = sum(entry.location is None for entry in given)
    wide, narrow = _Sheet(_WIDE, groups), _Sheet(_NARROW, groups)
    is_named = len(groups) <= MOST_NAMED
    dots = tuple(_dot(given, group, numbers.get(group.members[0], 0), narrow) for group in groups)
    dots = tuple(replace(dot, caption=_caption(dot, wide, is_named)) for dot in dots)
    return Map(
        width=WIDTH,
        height=HEIGHT,
        dots=dots,
        towns=tuple(_towns(dots, wide, narrow)),
        numbers=tuple(numbers.get(index, 0) for index in range(len(given))),
        drawn=drawn,
        outside=len(given) - drawn - unplaced,
        unplaced=unplaced,
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """Entries, by their index, that one dot stands for; it stands where the first of them is."""

    x: int
    y: int
    members: tuple[int, ...]


def _groups(entries: tuple[Entry, ...]) -> tuple[_Group, ...]:
    """Each entry joins the nearest dot of those before it, if that is near, or begins a dot of its own."""
    members: dict[tuple[int, int], list[int]] = {}
    for index, entry in enumerate(entries):
        at = project(entry.location) if entry.location is not None else None
        if at is None or not (0 <= at[0] <= WIDTH and 0 <= at[1] <= HEIGHT):
            continue
        distances = {dot: math.dist(dot, at) for dot in members}
        nearest = min(distances, key=lambda dot: distances[dot], default=at)
        members.setdefault(nearest if distances.get(nearest, NEAR) < NEAR else at, []).append(index)
    return tuple(_Group(x, y, tuple(found)) for (x, y), found in members.items())


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A length of one axis: from `start` to `end`, in ems, about a point that is given in units of the frame."""

    at: int
    start: float
    end: float


_Box = tuple[_Stretch, _Stretch]


class _Sheet:
    """A picture of any width between two, in ems, on which words are put one after another where there is room."""

    def __init__(self, widths: tuple[float, float], groups: tuple[_Group, ...]) -> None:
        self._units = tuple(width / WIDTH for width in widths)
        self._taken: list[_Box] = [
            (_Stretch(group.x, -_RADIUS, _RADIUS), _Stretch(group.y, -_RADIUS, _RADIUS)) for group in groups
        ]

    def place(self, x: int, y: int, words: str) -> Side | None:
        """The first side on which there is room for the words; they take it."""
        for side in SIDES:
            box = _box(x, y, side, len(words) * _LETTER)
            if self._is_within(box) and all(self._are_apart(box, other) for other in self._taken):
                self._taken.append(box)
                return side
        return None

    def _is_within(self, box: _Box) -> bool:
        frame = (_Stretch(0, 0, 0), _Stretch(WIDTH, 0, 0)), (_Stretch(0, 0, 0), _Stretch(HEIGHT, 0, 0))
        return all(
            self._is_before(edges[0], own) and self._is_before(own, edges[1])
            for own, edges in zip(box, frame, strict=True)
        )

    def _are_apart(self, box: _Box, other: _Box) -> bool:
        return any(
            self._is_before(one, another) or self._is_before(another, one)
            for one, another in zip(box, other, strict=True)
        )

    def _is_before(self, one: _Stretch, another: _Stretch) -> bool:
        """At both widths, so at every width between: what lies between the two grows or shrinks evenly."""
        return all(one.at * unit + one.end <= another.at * unit + another.start for unit in self._units)


def _box(x: int, y: int, side: Side, length: float) -> _Box:
    start = side.x / 100 - {"start": 0.0, "middle": length / 2, "end": length}[side.anchor]
    base = side.y / 100
    return _Stretch(x, start, start + length), _Stretch(y, base - _ASCENT, base + _DESCENT)


def _dot(entries: tuple[Entry, ...], group: _Group, number: int, narrow: _Sheet) -> Dot:
    members = [entries[index] for index in group.members]
    return Dot(
        x=group.x,
        y=group.y,
        number=number,
        names=tuple(entry.name for entry in members),
        count=sum(entry.count for entry in members),
        caption=None,
        numbered=narrow.place(group.x, group.y, str(number)) if number else None,
    )


def _caption(dot: Dot, wide: _Sheet, is_named: bool) -> Caption | None:
    """The dot's number and name, the number alone where the name has no room, or nothing."""
    number, more = str(dot.number or ""), len(dot.names) - 1
    name = _shortened(dot.names[0])
    words = " ".join((number, name.text, f"+{more}" if more else "")).strip()
    side = wide.place(dot.x, dot.y, words) if is_named else None
    if side is not None:
        return Caption(side, name, more)
    side = wide.place(dot.x, dot.y, number) if number else None
    return Caption(side, None, 0) if side is not None else None


def _shortened(name: Text) -> Text:
    """A long name up to the end of a word."""
    if len(name.text) <= LONGEST_NAME:
        return name
    cut = name.text[:LONGEST_NAME].rpartition(" ")[0] or name.text[: LONGEST_NAME - 1]
    return replace(name, text=cut.rstrip(" ,;:–-(“") + "…")


def _towns(dots: tuple[Dot, ...], wide: _Sheet, narrow: _Sheet) -> Iterator[Town]:
    """The towns whose names have room. A town that a dot is named after needs no second name."""
    told = {dot.caption.name.text for dot in dots if dot.caption is not None and dot.caption.name is not None}
    for name, location in TOWNS:
        x, y = project(location)
        yield Town(x, y, name, None if name in told else wide.place(x, y, name), narrow.place(x, y, name))
