"""How large a picture is, so that a page keeps its place free until it comes. No I/O."""

from __future__ import annotations

import warnings
from io import BytesIO

# Exif's number of the orientation.
_ORIENTATION = 274
# From this value on, Exif's orientation turns the picture by a quarter.
_ON_ITS_SIDE = 5
# Where Pillow stops too; more than nearly any camera makes, and browsers take four bytes for each.
MOST_PIXELS = 178_000_000
# The kinds that are published. Pillow knows others, some of which it hands to other programs.
_KINDS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF")


class TooManyPixelsError(Exception):
    """The picture would fill the memory of whoever looks at it."""


def dimensions(data: bytes) -> tuple[int, int]:
    """Width and height in pixels as browsers show the picture; zeros where the bytes are none that can be read.

    Raises `TooManyPixelsError` for a picture of more than `MOST_PIXELS`. No pixel is unpacked.
    """
    from PIL import Image  # noqa: PLC0415 - Pillow: slow to load, needed for sites with pictures alone

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=_KINDS) as picture:
            width, height = picture.size
            is_turned = picture.getexif().get(_ORIENTATION, 1) >= _ON_ITS_SIDE
    except Image.DecompressionBombError:
        raise TooManyPixelsError from None
    except Exception:  # Pillow lets out whatever its unpacking meets; either way there is no size to be read
        return 0, 0
    if width * height > MOST_PIXELS:
        raise TooManyPixelsError
    return (height, width) if is_turned else (width, height)
