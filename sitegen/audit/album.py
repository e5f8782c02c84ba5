"""The pictures of an audit: one of every fault, with its place marked, and one of every look of the block."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw

from sitegen.audit.finding import Fault, Likeness, likeness
from sitegen.audit.running import Running
from sitegen.inspection.findings import Found
from sitegen.values import dataclass

# More pictures than anybody looks through; the pages are listed all the same.
MOST = 300
_RED = (200, 0, 0)


@dataclass(frozen=True, slots=True)
class Look:
    """How a block is drawn: how far its emblem is off, in percent, and the fonts of each of its lines.

    `elsewhere`: what is wrong with it at other widths, in print, for readers with needs.
    """

    difference: float
    fonts: Mapping[str, tuple[str, ...]]
    elsewhere: tuple[Fault, ...] = ()


class Album:
    """Keeps pictures in the folder of the report. `looks`: how blocks are drawn, each look once, by its signature.

    `scripts`: those whose pages have been left to themselves for a while.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.pictures: dict[Likeness, str] = {}
        self.looks: dict[str, Look] = {}
        self.scripts: set[Running] = set()

    def is_wanted(self, found: Found) -> bool:
        """Whether there is no picture of this fault yet."""
        return likeness(found) not in self.pictures and len(self.pictures) < MOST

    def keep(self, fault: Fault, png: bytes) -> None:
        """Keep a screen as the picture of a fault."""
        name = f"screenshots/{len(self.pictures) + 1:03d}-{fault.found.code}.png"
        self.pictures[likeness(fault.found)] = name
        self._write(name, _marked(png, fault))

    def keep_look(self, look: str, png: bytes) -> None:
        """Keep the block as it was seen."""
        self._write(f"looks/{look}.png", png)

    def _write(self, name: str, data: bytes) -> None:
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _marked(png: bytes, fault: Fault) -> bytes:
    """The screen with a frame around the place."""
    if fault.box is None:
        return png
    x, y, width, height = fault.box
    with Image.open(io.BytesIO(png)) as opened:
        picture = opened.convert("RGB")
    left, top = max(x - 4, 0), max(y - 4, 0)
    right, bottom = min(x + width + 4, picture.width - 1), min(y + height + 4, picture.height - 1)
    if right > left and bottom > top:
        ImageDraw.Draw(picture).rectangle((left, top, right, bottom), outline=_RED, width=3)
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
