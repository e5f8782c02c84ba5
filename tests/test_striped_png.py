"""Pictures that are packed in parts are whole PNG files, whatever was drawn on them."""

from __future__ import annotations

import io
import struct
import zlib

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sitegen.exports.striped_png import Picture, Stroke

WIDTH, HEIGHT = 40, 90
PALETTE = bytes(range(48))


def ground() -> Image.Image:
    canvas = Image.new("L", (WIDTH, HEIGHT), 0)
    canvas.paste(3, (5, 2, 30, 20))
    canvas.paste(9, (0, 84, WIDTH, HEIGHT))
    return canvas


def packed_rows(data: bytes) -> bytes:
    """What the picture's one chunk of data unpacks to; zlib looks at the checksum."""
    at = data.index(b"IDAT")
    (length,) = struct.unpack_from(">I", data, at - 4)
    (checksum,) = struct.unpack_from(">I", data, at + 4 + length)
    assert checksum == zlib.crc32(data[at : at + 4 + length])
    return zlib.decompress(data[at + 4 : at + 4 + length])


Box = tuple[int, int, int, int, int]
BOXES = st.tuples(st.integers(0, 30), st.integers(-9, 95), st.integers(1, 20), st.integers(0, 30), st.integers(0, 15))


def pasted(box: Box, is_common: bool) -> Stroke:
    x, y, wide, tall, ink = box

    def paste(canvas: Image.Image, top: int) -> None:
        canvas.paste(ink, (x, y - top, x + wide, y - top + tall))

    return Stroke((y, y + tall), paste, box if is_common else None)


@given(st.lists(st.lists(st.tuples(BOXES, st.booleans()), max_size=4), min_size=1, max_size=4))
def test_a_file_shows_what_was_drawn_for_it_and_nothing_of_the_one_before(
    drawings: list[list[tuple[Box, bool]]],
) -> None:
    picture = Picture(ground(), PALETTE)
    for boxes in [*drawings, *drawings]:
        expected = ground()
        for x, y, wide, tall, ink in sorted((box for box, _ in boxes), key=lambda box: (box[1], box[1] + box[3])):
            expected.paste(ink, (x, y, x + wide, y + tall))
        data = picture.finished(pasted(*box) for box in boxes)
        with Image.open(io.BytesIO(data)) as shown:
            assert shown.tobytes() == expected.tobytes()
        rows = packed_rows(data)
        assert len(rows) == HEIGHT * (WIDTH // 2 + 1)
        assert set(rows[:: WIDTH // 2 + 1]) == {0}


def test_the_bytes_are_those_of_every_zlib() -> None:
    """Pillow brings a zlib of its own, which packs runs of one value into the same bytes."""
    canvas = ground()
    canvas.putpalette(PALETTE)
    file = io.BytesIO()
    canvas.save(file, "PNG", bits=4, compress_level=1, compress_type=zlib.Z_RLE)
    data = file.getvalue()
    at = data.index(b"IDAT")
    (length,) = struct.unpack_from(">I", data, at - 4)
    stream = data[at + 4 : at + 4 + length]
    packer = zlib.compressobj(1, strategy=zlib.Z_RLE)
    assert stream == packer.compress(zlib.decompress(stream)) + packer.flush()


def test_what_pictures_have_in_common_is_drawn_once() -> None:
    drawn: list[int] = []

    def stroke(key: str | None) -> Stroke:
        return Stroke((24, 32), lambda canvas, top: drawn.append(top), key)

    picture = Picture(ground(), PALETTE)
    files = {picture.finished([stroke(key)]) for key in ("a", "a", "b", None, None)}
    assert (len(files), len(drawn)) == (1, 4)
