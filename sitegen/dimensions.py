"""How large a picture is, so that a page keeps its place free until it comes. No I/O."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO

# Exif's number of the orientation.
_ORIENTATION = 274
# From this value on, Exif's orientation turns the picture by a quarter.
_ON_ITS_SIDE = 5
_DAMAGED = (OSError, ValueError, TypeError, LookupError, SyntaxError, struct.error)


def dimensions(data: bytes) -> tuple[int, int]:
    """Width and height in pixels as browsers show the picture; zeros where the bytes are none that can be read."""
    from PIL import Image  # noqa: PLC0415 - Pillow: slow to load, needed for sites with pictures alone

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data)) as picture:
            width, height = picture.size
            is_turned = picture.getexif().get(_ORIENTATION, 1) >= _ON_ITS_SIDE
    except (*_DAMAGED, Image.DecompressionBombError):
        return 0, 0
    return (height, width) if is_turned else (width, height)
