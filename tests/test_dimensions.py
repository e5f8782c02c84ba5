"""A picture's size, as browsers show it."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from PIL.ExifTags import Base

from sitegen.dimensions import dimensions


def saved(form: str, orientation: int = 1) -> bytes:
    block = Image.Exif()
    block[Base.Orientation] = orientation
    file = BytesIO()
    Image.new("RGB", (40, 24)).save(file, form, exif=block.tobytes())
    return file.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_a_picture_tells_its_size(form: str) -> None:
    assert dimensions(saved(form)) == (40, 24)


@pytest.mark.parametrize(("orientation", "expected"), [(1, (40, 24)), (3, (40, 24)), (6, (24, 40)), (8, (24, 40))])
def test_a_picture_on_its_side_is_measured_as_it_is_shown(orientation: int, expected: tuple[int, int]) -> None:
    assert dimensions(saved("JPEG", orientation)) == expected


@pytest.mark.parametrize(
    "data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n", saved("PNG")[:20], saved("JPEG")[:30], b"GIF89a"]
)
def test_what_cannot_be_read_has_no_size(data: bytes) -> None:
    assert dimensions(data) == (0, 0)
