"""Pictures that are packed in parts are whole PNG files, whatever was drawn on them."""

from __future__ import annotations

import io
import struct
import zlib

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sitegen.exports.striped_png import Picture

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


BOXES = st.tuples(st.integers(0, 30), st.integers(-9, 95), st.integers(1, 20), st.integers(0, 30), st.integers(0, 15))


@given(st.lists(st.lists(BOXES, max_size=4), min_size=1, max_size=3))
def test_a_file_shows_what_was_drawn_for_it_and_nothing_of_the_one_before(
    drawings: list[list[tuple[int, int, int, int, int]]],
) -> None:
    picture = Picture(ground(), PALETTE)
    for boxes in drawings:
        expected = ground()
        for x, y, wide, tall, ink in boxes:
            expected.paste(ink, (x, y, x + wide, y + tall))
            picture.canvas.paste(ink, (x, y, x + wide, y + tall))
        data = picture.finished((y, y + tall) for _, y, _, tall, _ in boxes)
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
