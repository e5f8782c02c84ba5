"""From places with coordinates to dots on the outline of Latvia, with words that do not run into each other.

Words keep their size while the picture grows and shrinks with the page. So room is measured in ems of the words, for
every width from the narrowest to the widest that the style sheet gives a picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

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
_DOT = (-_RADIUS, _RADIUS, -_RADIUS, _RADIUS)
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
    room = _Room(wide, narrow, is_named)
    dots = tuple(_dot(given, group, numbers.get(group.members[0], 0), room) for group in groups)
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
        nearest, distance = at, NEAR**2
        for x, y in members:
            squared = (x - at[0]) ** 2 + (y - at[1]) ** 2
            if squared < distance:
                nearest, distance = (x, y), squared
        members.setdefault(nearest, []).append(index)
    return tuple(_Group(x, y, tuple(found)) for (x, y), found in members.items())


# Left, right, top and bottom in ems, at the one width and at the other: what lies between the two grows evenly.
_Box = tuple[float, float, float, float, float, float, float, float]


class _Sheet:
    """A picture of any width between two, in ems, on which words are put one after another where there is room."""

    def __init__(self, widths: tuple[float, float], groups: tuple[_Group, ...]) -> None:
        self._units = (widths[0] / WIDTH, widths[1] / WIDTH)
        self._taken = [_box(self._units, (group.x, group.y), _DOT) for group in groups]

    def place(self, x: int, y: int, words: str) -> Side | None:
        """The first side on which there is room for the words; they take it."""
        for side, box in _sides(self._units, x, y, len(words)):
            for other in self._taken:
                if _touch(box, other):
                    break
            else:
                self._taken.append(box)
                return side
        return None


# Words of some length about a point: a map of one place tries thirty such boxes, most of them for the names of towns.
@lru_cache(maxsize=4096)
def _sides(units: tuple[float, float], x: int, y: int, letters: int) -> tuple[tuple[Side, _Box], ...]:
    """The sides on which words would lie within the frame, each with the room that they take there."""
    boxes = ((side, _box(units, (x, y), _reach(side, letters * _LETTER))) for side in SIDES)
    return tuple((side, box) for side, box in boxes if _is_within(units, box))


def _reach(side: Side, length: float) -> tuple[float, float, float, float]:
    """How far words lie to the left, right, top and bottom of their point."""
    start = side.x / 100 - {"start": 0.0, "middle": length / 2, "end": length}[side.anchor]
    base = side.y / 100
    return start, start + length, base - _ASCENT, base + _DESCENT


def _box(units: tuple[float, float], point: tuple[int, int], reach: tuple[float, float, float, float]) -> _Box:
    (one, other), (x, y), (left, right, top, bottom) = units, point, reach
    return (
        *(x * one + left, x * one + right, y * one + top, y * one + bottom),
        *(x * other + left, x * other + right, y * other + top, y * other + bottom),
    )


def _is_within(units: tuple[float, float], box: _Box) -> bool:
    one, other = units
    is_across = box[0] >= 0 and box[4] >= 0 and box[1] <= WIDTH * one and box[5] <= WIDTH * other
    return is_across and box[2] >= 0 and box[6] >= 0 and box[3] <= HEIGHT * one and box[7] <= HEIGHT * other


def _touch(box: _Box, other: _Box) -> bool:
    """Whether neither is beside nor above the other at both widths."""
    return not (
        (box[1] <= other[0] and box[5] <= other[4])
        or (other[1] <= box[0] and other[5] <= box[4])
        or (box[3] <= other[2] and box[7] <= other[6])
        or (other[3] <= box[2] and other[7] <= box[6])
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """Where words are put: the widest picture, on which dots have names if `is_named`, and the narrowest."""

    wide: _Sheet
    narrow: _Sheet
    is_named: bool


def _dot(entries: tuple[Entry, ...], group: _Group, number: int, room: _Room) -> Dot:
    members = [entries[index] for index in group.members]
    return Dot(
        x=group.x,
        y=group.y,
        number=number,
        names=tuple(entry.name for entry in members),
        count=sum(entry.count for entry in members),
        caption=_caption(group, number, members[0].name, room),
        numbered=room.narrow.place(group.x, group.y, str(number)) if number else None,
    )


def _caption(group: _Group, numbered: int, first: Text, room: _Room) -> Caption | None:
    """The dot's number and name, the number alone where the name has no room, or nothing."""
    number, more = str(numbered or ""), len(group.members) - 1
    name = _shortened(first)
    words = " ".join((number, name.text, f"+{more}" if more else "")).strip()
    side = room.wide.place(group.x, group.y, words) if room.is_named else None
    if side is not None:
        return Caption(side, name, more)
    side = room.wide.place(group.x, group.y, number) if number else None
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
