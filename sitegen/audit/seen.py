"""What the browser tells of a page on one screen (`measure.js`). Boxes are x, y, width, height in CSS px."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from pydantic import TypeAdapter

from sitegen.values import dataclass

Box = tuple[float, float, float, float]
Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class BlockSeen:
    """The attribution block. `hidden`: why it cannot be seen, in words of its style; empty when it can."""

    box: Box
    hidden: str


@dataclass(frozen=True, slots=True)
class Near:
    """Something that comes nearer to the emblem than it may, and how near, in px."""

    what: str
    gap: float


@dataclass(frozen=True, slots=True)
class EmblemSeen:
    """The emblem without border and padding. `ground`: what it stands on, None for a picture; `border`: white, px;
    `adorned`: what else is drawn around it.
    """

    box: Box
    hidden: str
    address: str
    is_loaded: bool
    ground: Rgb | None
    border: float
    near: tuple[Near, ...]
    adorned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineSeen:
    """A line of text of the block.

    `holders`: selectors of the elements that its letters stand in; `colours`: of the letters, with alpha; `ground`:
    None for a picture.
    """

    text: str
    box: Box
    hidden: str
    family: str
    size: float
    effects: tuple[str, ...]
    colours: tuple[tuple[int, int, int, float], ...]
    ground: Rgb | None
    is_link: bool
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PictureSeen:
    """A mark or a logo: its alternative text and its file."""

    text: str
    address: str
    box: Box
    hidden: str
    is_loaded: bool


@dataclass(frozen=True, slots=True)
class ScreenSeen:
    """A page on one screen. `width`: of all that is on it; `main_top`: where the main text starts.

    `scrolled`: how far the page has moved by itself; `faces`: the fonts that its style sheets declare; `drawn`: what
    else decides how the block is drawn, see `measure.js`.
    """

    title: str
    width: float
    scrolled: float
    faces: tuple[str, ...]
    main_top: float | None
    block: BlockSeen | None
    emblem: EmblemSeen | None
    lines: tuple[LineSeen, ...]
    marks: tuple[PictureSeen, ...]
    logos: tuple[PictureSeen, ...]
    drawn: tuple[str, ...]

    def signature_of(self, drawn_by: str) -> str:
        """The same for blocks that are drawn alike, to the last point. `drawn_by`: what this cannot be measured of."""
        lines = tuple(replace(line, holders=()) for line in self.lines)
        told = repr((self.block, self.emblem, lines, self.marks, self.drawn, drawn_by))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


SCREEN_SEEN: TypeAdapter[ScreenSeen] = TypeAdapter(ScreenSeen)
