"""Whether a picture of the emblem is the emblem, point by point against the drawing from its numbers (E-01 to E-07)."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from sitegen.attribution.emblem import BLUE, HEIGHT, WIDTH, YELLOW, star, star_centres

# The height at which emblems are compared, in pixels; the browser draws it anew at this size.
COMPARED_HEIGHT = 432
# How far a colour may be off, of 255: colour profiles and rounding, not another blue.
_TOLERANCE = 16
# Edges are left out, on both sides of a line: every program smooths them in its own way.
_EDGE = 5
# The same along the frame, where half a pixel of the screen is up to six of these.
_FRAME = 6
# The part of the surface that may differ, in percent; one star is twice as much, edges left out.
ALLOWED = 0.04


def difference(png: bytes) -> float:
    """The part of the picture that is not the emblem, in percent of its surface, edges left out."""
    with Image.open(io.BytesIO(png)) as opened:
        seen = opened.convert("RGB")
    drawn, edges = _drawing(seen.size)
    channels = ImageChops.difference(seen, drawn).split()
    worst = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    wrong = worst.point(lambda value: 255 if value > _TOLERANCE else 0)
    wrong = ImageChops.subtract(wrong, edges)
    return 100 * wrong.histogram()[255] / (seen.width * seen.height)


@cache
def _drawing(size: tuple[int, int]) -> tuple[Image.Image, Image.Image]:
    """The emblem at a size, and a mask of its edges, the frame's included."""
    fine = 4
    width, height = size[0] * fine, size[1] * fine
    large = Image.new("RGB", (width, height), BLUE)
    pen = ImageDraw.Draw(large)
    for centre in star_centres():
        pen.polygon([(x * width / WIDTH, y * height / HEIGHT) for x, y in star(centre)], fill=YELLOW)
    drawn = large.resize(size, Image.Resampling.BOX)
    grey = drawn.convert("L")
    outline = ImageChops.difference(
        grey.filter(ImageFilter.MaxFilter(_EDGE)), grey.filter(ImageFilter.MinFilter(_EDGE))
    )
    edges = outline.point(lambda value: 255 if value > 20 else 0)
    ImageDraw.Draw(edges).rectangle((0, 0, size[0] - 1, size[1] - 1), outline=255, width=_FRAME)
    return drawn, edges
