"""Contact sheets: the pictures of one page side by side, long ones cut into columns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

WIDEST, HIGHEST = 2400, 3000
GAP, LABEL = 24, 28
# How many columns a long page is cut into; what does not fit into them is in the page's own file.
COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a sheet: what it is called, its file, and how large it stands there."""

    label: str
    file: Path
    scale: float


def sheet(pictures: list[Picture], target: Path) -> None:
    """Write the sheet of some pictures."""
    columns = [column for picture in pictures for column in _columns(picture)]
    width = sum(image.width + GAP for _, image in columns) + GAP
    height = max(image.height for _, image in columns) + LABEL + GAP
    canvas = Image.new("RGB", (width, height), "#8a8f94")
    draw, left = ImageDraw.Draw(canvas), GAP
    for label, image in columns:
        draw.text((left, 4), label, fill="#000000", font_size=16)
        canvas.paste(image, (left, LABEL))
        left += image.width + GAP
    if width > WIDEST:
        canvas = canvas.resize((WIDEST, max(1, height * WIDEST // width)), Image.Resampling.HAMMING)
    target.parent.mkdir(parents=True, exist_ok=True)
    canvas.save(target, compress_level=1)


def _columns(picture: Picture) -> list[tuple[str, Image.Image]]:
    """The picture at its scale, from the top down in columns."""
    with Image.open(picture.file) as opened:
        whole = opened.convert("RGB")
    size = (max(1, round(whole.width * picture.scale)), max(1, round(whole.height * picture.scale)))
    small = whole.resize(size, Image.Resampling.HAMMING)
    room = HIGHEST - LABEL - GAP
    tops = range(0, min(small.height, COLUMNS * room), room)
    parts = [small.crop((0, top, small.width, min(top + room, small.height))) for top in tops]
    return [(f"{picture.label} {n + 1}" if n else picture.label, part) for n, part in enumerate(parts)]
