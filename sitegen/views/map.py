"""Places drawn on the outline of Latvia. Everything is placed in a frame whose units the outline is drawn in."""

from __future__ import annotations

from sitegen.values import dataclass
from sitegen.views.parts import Text


@dataclass(frozen=True, slots=True)
class Side:
    """Where words stand beside a dot: SVG's `text-anchor`, and the base line's beginning in hundredths of an em."""

    anchor: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Caption:
    """The words beside a dot on a wide picture: its number and, where there is room, its `name`.

    `more`: how many places the dot stands for besides the one that is named.
    """

    side: Side
    name: Text | None
    more: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One place, or several too near each other to be told apart. `x` and `y` in units of the frame.

    `number` leads from the dot to the list, 0 where none is needed or there are too many to read. `count`: how much is
    there. `numbered`: where the number stands on a narrow picture. Words for which there is no room are None.
    """

    x: int
    y: int
    number: int
    names: tuple[Text, ...]
    count: int
    caption: Caption | None
    numbered: Side | None


@dataclass(frozen=True, slots=True)
class Town:
    """A town to find one's way by: where its name stands on a wide and on a narrow picture, if there is room."""

    x: int
    y: int
    name: str
    wide: Side | None
    narrow: Side | None


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing of places and its frame.

    `numbers` goes with the entries it was made of: the number of each one's dot, 0 where it has none. `drawn` is how
    many entries the dots stand for, `outside` how many lie beyond the frame, `unplaced` how many have no coordinates.
    """

    width: int
    height: int
    dots: tuple[Dot, ...]
    towns: tuple[Town, ...]
    numbers: tuple[int, ...]
    drawn: int
    outside: int
    unplaced: int
