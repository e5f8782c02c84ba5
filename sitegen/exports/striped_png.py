"""PNG files of sixteen colours that differ in a few rows: what they share is packed once.

A file holds one stream of packed rows. It is put together of parts that are packed each for itself, up to a whole byte.
They are packed as runs of one value alone (`Z_RLE`): quick, and the same bytes whichever zlib a machine has, since
there is but one way to do it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING

from sitegen.exports.lettering import Rows
from sitegen.values import dataclass

if TYPE_CHECKING:
    from PIL import Image

# A row begins with a byte that says how it is filtered: not at all. That is two more dots on its left, of colour 0.
_FILTER = 2
_BITS = 4
_ADLER = 65521  # the largest prime below 2¹⁶
# Beginning of a stream, which says nothing of use; its end, which is an empty block.
_HEAD, _END = b"\x78\x01", b"\x03\x00"
# Strips begin and end at rows of which this is a divisor.
_GRAIN = 8
# How many parts a picture keeps, of 1 kB each: where it is drawn on they are few, for the same figures as many others.
_MOST_PARTS = 256


@dataclass(frozen=True, slots=True)
class Part:
    """Rows packed: their bytes, how many they were, and their checksum."""

    packed: bytes
    length: int
    adler: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """Something to be drawn: the rows that it touches, and what draws it on a canvas whose first row is the one given.

    `key`: what it is known by, if other pictures have it too: for a strip with such strokes alone it is drawn once.
    """

    rows: Rows
    draw: Callable[[Image.Image, int], None]
    key: Hashable = None


class Picture:
    """A picture of indices of a palette, of which others are made by drawing on some of its rows."""

    def __init__(self, canvas: Image.Image, palette: bytes) -> None:
        canvas.putpalette(palette)
        self._ground = canvas
        self._width, self._height = canvas.size
        head = struct.pack(">IIBBBBB", self._width, self._height, _BITS, 3, 0, 0, 0)
        self._head = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"PLTE", palette)
        # Parts that pictures have in common: their edges are at every eighth row, so they are not many.
        self._parts: dict[tuple[Hashable, ...], Part] = {}

    def finished(self, strokes: Iterable[Stroke]) -> bytes:
        """The file of the picture with these drawn on it."""
        parts, done = [], 0
        for (top, bottom), drawn in _strips(strokes, self._height):
            parts += [self._part((done, top), []), self._part((top, bottom), drawn)]
            done = bottom
        parts.append(self._part((done, self._height), []))
        stream = b"".join((_HEAD, *(part.packed for part in parts), _END, struct.pack(">I", _checksum(parts))))
        return self._head + _chunk(b"IDAT", stream) + _chunk(b"IEND", b"")

    def _part(self, rows: Rows, strokes: list[Stroke]) -> Part:
        if any(one.key is None for one in strokes):
            return self._packed(rows, strokes)
        key = (rows, *((one.rows, one.key) for one in strokes))
        if key not in self._parts:
            if len(self._parts) >= _MOST_PARTS:
                self._parts.clear()
            self._parts[key] = self._packed(rows, strokes)
        return self._parts[key]

    def _packed(self, rows: Rows, strokes: list[Stroke]) -> Part:
        top, bottom = rows
        if top == bottom:
            return Part(b"", 0, 1)
        canvas = self._ground.crop((0, top, self._width, bottom))
        for one in strokes:
            one.draw(canvas, top)
        data = canvas.crop((-_FILTER, 0, self._width, bottom - top)).tobytes("raw", f"P;{_BITS}")
        packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
        packed = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
        return Part(packed, len(data), zlib.adler32(data))


def _strips(strokes: Iterable[Stroke], height: int) -> list[tuple[Rows, list[Stroke]]]:
    """All rows that are touched, by what, in strips that do not meet.

    They are a little larger than what is touched, so that pictures have more in common.
    """
    strips: list[tuple[Rows, list[Stroke]]] = []
    for one in sorted(strokes, key=lambda stroke: stroke.rows):
        first, last = one.rows
        top, bottom = max(first // _GRAIN * _GRAIN, 0), min(-(-last // _GRAIN) * _GRAIN, height)
        if strips and top <= strips[-1][0][1]:
            (above, below), drawn = strips.pop()
            strips.append(((above, max(below, bottom)), [*drawn, one]))
        elif top < bottom:
            strips.append(((top, bottom), [one]))
    return strips


def _checksum(parts: Iterable[Part]) -> int:
    """Adler-32 of all parts one after another, of that of each (RFC 1950)."""
    low, high = 1, 0
    for part in parts:
        high = (high + (part.adler >> 16) + part.length * (low - 1)) % _ADLER
        low = (low + (part.adler & 0xFFFF) - 1) % _ADLER
    return high << 16 | low


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
