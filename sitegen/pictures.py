"""Pictures without their metadata: whether one tells where it was taken, and the same pixels without it. No I/O.

A file is taken apart into pieces without decoding a pixel; some of them stay, and the file is put together again.
"""

from __future__ import annotations

import re
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from io import BytesIO
from itertools import islice
from typing import Any

from sitegen.values import dataclass

PICTURE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif", ".heic", ".heif"})
_ENDINGS = tuple(PICTURE_ENDINGS)
_PICTURE = re.compile(rb"(?s)\xff\xd8\xff|\x89PNG\r\n|RIFF.{4}WEBP|GIF8|II[*+]\0|MM\0[*+]|.{4}ftyp")
# Of what is looked for a picture has one or two; the limits keep a made-up file from costing more than its size.
_MOST = 8
_MOST_INFLATED = 20  # times the packed size
# Longer than any name, short enough that two of them fit into a JPEG segment.
_LONGEST_NAME = 8192


class Location(StrEnum):
    """Whether a picture tells where it was taken, and whether that can be taken out without touching a pixel."""

    NONE = "none"
    REMOVABLE = "removable"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a file: what of it stays, and the metadata in it, without their wrapping."""

    kept: bytes = b""
    told: bytes = b""
    is_exif: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    """A file format. `pieces` raises ValueError or struct.error where a file is damaged; `wrapped` takes Exif."""

    beginning: re.Pattern[bytes]
    pieces: Callable[[bytes], Iterator[_Piece]]
    wrapped: Callable[[bytes], bytes]


def location_in(name: str, data: bytes) -> Location:
    """Whether the picture holds the place where it was taken, and whether `without_metadata` can take it out.

    The place is Exif GPS, GPS or a place name in XMP, or an IPTC city, sublocation, province or country. A damaged file
    whose place can still be read answers FIXED. NONE for files that are no pictures or that cannot be read.
    """
    if not (name.lower().endswith(_ENDINGS) and _PICTURE.match(data)):
        return Location.NONE
    pieces = _taken_apart(data)
    if pieces is None:
        return Location.FIXED if _tells_place(data) else Location.NONE
    return Location.REMOVABLE if _tells_place(b"".join(piece.told for piece in pieces)) else Location.NONE


def without_metadata(name: str, data: bytes) -> bytes:
    """The picture with the same pixels, bit for bit, and without Exif, XMP, IPTC, comments, thumbnails and text chunks.

    Orientation, colour profile, and the Exif names of artist and copyright holder stay. Unchanged bytes when there is
    nothing to take out, when the bytes are not JPEG, PNG or WebP, or when the file is damaged. Idempotent.
    """
    pieces = _taken_apart(data) if name.lower().endswith(_ENDINGS) else None
    if pieces is None:
        return data
    whole = b"".join(piece.kept for piece in pieces)
    return _webp_closed(whole, pieces) if whole.startswith(b"RIFF") else whole


def _taken_apart(data: bytes) -> list[_Piece] | None:
    """The pieces of the file, its first Exif block cut down to what stays; None when damaged or of another format."""
    form = next((one for one in _FORMS if one.beginning.match(data)), None)
    if form is None:
        return None
    try:
        pieces = list(form.pieces(data))
    except (ValueError, struct.error):
        return None
    # Programs read the first block alone; the others go whole.
    first = next((number for number, piece in enumerate(pieces) if piece.is_exif), None)
    if first is not None:
        told = pieces[first].told
        least = _least_exif(told)
        # A block that stays as it is tells nothing: an artist's name may look like anything.
        told = b"" if told == least else told
        pieces[first] = replace(pieces[first], kept=form.wrapped(least) if least else b"", told=told)
    return pieces


_JPEG_MARKER = re.compile(rb"\xff+([\xc0-\xcf\xd9-\xef\xfe])")
# In a scan, 0xFF before a zero is data, and D0 to D7 are its restart markers.
_JPEG_END_OF_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_JPEG_END, _JPEG_SCAN, _JPEG_APP0, _JPEG_APP1 = 0xD9, 0xDA, 0xE0, 0xE1
_JPEG_KEPT = {0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}  # the colour profile; how colours are coded
# What would part the halves of a text or of a resource that is spread over several segments.
_JPEG_WRAPPING = re.compile(rb"(?s)\A(?:http://ns\.adobe\.com/xmp/extension/\0.{40}|Photoshop 3\.0\0)")
_EXIF_HEAD = b"Exif\0\0"


def _jpeg_pieces(data: bytes) -> Iterator[_Piece]:
    """Segments, each scan with its header, and what follows the end of the picture."""
    yield _Piece(data[:2])
    at, scans = 2, 0
    while (marker := _JPEG_MARKER.match(data, at)) and marker[1][0] != _JPEG_END:
        (length,) = struct.unpack_from(">H", data, marker.end())
        end = marker.end() + length
        if length < 2 or end > len(data):
            raise ValueError("a segment reaches beyond the file")
        if marker[1][0] == _JPEG_SCAN:
            scans += 1
            after = _JPEG_END_OF_SCAN.search(data, end)
            end = after.start() if after else len(data)
            yield _Piece(data[at:end])
        else:
            yield _jpeg_segment(marker[1][0], data[at:end], data[marker.end() + 2 : end])
        at = end
    if marker is None or not scans:
        raise ValueError("no picture, or no end of it")
    yield _Piece(data[at : marker.end()], told=data[marker.end() :])


def _jpeg_segment(marker: int, segment: bytes, body: bytes) -> _Piece:
    if marker < _JPEG_APP0 or body.startswith(_JPEG_KEPT.get(marker, ())):
        return _Piece(segment)
    if marker == _JPEG_APP0 and body.startswith(b"JFIF\0") and len(body) >= 14:
        # The last two numbers are the size of a thumbnail, which follows them.
        return _Piece(b"\xff\xe0\x00\x10" + body[:12] + b"\0\0")
    if marker == _JPEG_APP1 and body.startswith(_EXIF_HEAD):
        return _Piece(told=body.removeprefix(_EXIF_HEAD), is_exif=True)
    return _Piece(told=_JPEG_WRAPPING.sub(b"", body))


def _jpeg_exif(block: bytes) -> bytes:
    return b"\xff\xe1" + struct.pack(">H", len(block) + 8) + _EXIF_HEAD + block


# What a reader need not know and what yet changes how the picture looks, or how it moves.
_PNG_KEPT = frozenset(
    b"acTL fcTL fdAT tRNS bKGD cHRM cICP cLLI cLLi gAMA hIST iCCP mDCV mDCv pHYs sBIT sPLT sRGB".split()
)


def _png_pieces(data: bytes) -> Iterator[_Piece]:
    """The signature, each chunk, and what follows the last one."""
    yield _Piece(data[:8])
    at, kind = 8, b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            raise ValueError("a chunk is cut or altered")
        yield _png_piece(kind, chunk)
        at += 12 + length
    yield _Piece(told=data[at:])


def _png_piece(kind: bytes, chunk: bytes) -> _Piece:
    body = chunk[8:-4]
    if kind == b"eXIf":
        return _Piece(told=body.removeprefix(_EXIF_HEAD), is_exif=True)
    if kind in {b"tEXt", b"zTXt", b"iTXt"}:
        return _Piece(told=_png_text(kind, body))
    # A capital first letter: no reader can do without the chunk.
    return _Piece(chunk) if kind[:1].isupper() or kind in _PNG_KEPT else _Piece(told=body)


def _png_text(kind: bytes, body: bytes) -> bytes:
    """The text of a chunk, unpacked as far as can be; a profile written in hexadecimal as its bytes."""
    keyword, _, text = body.partition(b"\0")
    is_packed = kind == b"zTXt" or (kind == b"iTXt" and text[:1] == b"\1")
    text = text[2:].split(b"\0", 2)[-1] if kind == b"iTXt" else text[is_packed:]
    with suppress(zlib.error):
        text = zlib.decompressobj().decompress(text, _MOST_INFLATED * len(text) + 1) if is_packed else text
    if keyword.startswith(b"Raw profile type "):
        # A line end, the profile's name, its length, and then its bytes.
        with suppress(ValueError):
            return bytes.fromhex(text.split(b"\n", 3)[-1].decode("ascii"))
    return text


def _png_exif(block: bytes) -> bytes:
    return struct.pack(">I", len(block)) + b"eXIf" + block + struct.pack(">I", zlib.crc32(b"eXIf" + block))


_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_FLAG_EXIF, _WEBP_FLAG_XMP = 0x08, 0x04


def _webp_pieces(data: bytes) -> Iterator[_Piece]:
    """The header, each chunk, and what follows the last one."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise ValueError("the file is cut")
    yield _Piece(data[:12])
    at = 12
    while at < end:
        kind, length = struct.unpack_from("<4sI", data, at)
        chunk = data[at : min(end, at + 8 + length + length % 2)]
        if len(chunk) < 8 + length + length % 2 or (kind == b"VP8X" and length < 10):
            raise ValueError("a chunk is cut")
        yield _webp_piece(kind, chunk, chunk[8 : 8 + length])
        at += len(chunk)
    yield _Piece(told=data[end:])


def _webp_piece(kind: bytes, chunk: bytes, body: bytes) -> _Piece:
    if kind == b"EXIF":
        return _Piece(told=body.removeprefix(_EXIF_HEAD), is_exif=True)
    return _Piece(chunk) if kind in _WEBP_KEPT else _Piece(told=body)


def _webp_exif(block: bytes) -> bytes:
    return b"EXIF" + struct.pack("<I", len(block)) + block + b"\0" * (len(block) % 2)


def _webp_closed(whole: bytes, pieces: list[_Piece]) -> bytes:
    """The file with its size in its header, and with the flags that say what metadata it has."""
    whole = whole[:4] + struct.pack("<I", len(whole) - 8) + whole[8:]
    if whole[12:16] != b"VP8X":
        return whole
    has_exif = any(piece.is_exif and piece.kept for piece in pieces)
    flags = whole[20] & ~(_WEBP_FLAG_EXIF | _WEBP_FLAG_XMP) | _WEBP_FLAG_EXIF * has_exif
    return whole[:20] + bytes([flags]) + whole[21:]


_FORMS = (
    _Form(re.compile(rb"\xff\xd8\xff"), _jpeg_pieces, _jpeg_exif),
    _Form(re.compile(rb"\x89PNG\r\n\x1a\n"), _png_pieces, _png_exif),
    _Form(re.compile(rb"(?s)RIFF.{4}WEBP"), _webp_pieces, _webp_exif),
)

_TIFF_HEAD = re.compile(rb"II[*+]\0|MM\0[*+]")
# Exif's numbers. Pillow's table of their names takes longer to load than this module.
_ORIENTATION, _ARTIST, _COPYRIGHT, _GPS = 274, 315, 33432, 34853
_GPS_PLACE = (2, 4, 20, 22, 28)  # latitude and longitude, those of the destination, the name of the area
_IPTC_TAG = 33723
_TAGS = (_ORIENTATION, _ARTIST, _COPYRIGHT, _IPTC_TAG, _GPS, *_GPS_PLACE)
# In a Photoshop resource without a name, or as its two usual first records.
_IPTC = re.compile(rb"(?s)8BIM\x04\x04\0\0.{4}|(?=\x1c\x01\x5a\0\x03|\x1c\x02\0\0\x02)")
# Content location code and name, city, sublocation, province, country code, country.
_IPTC_PLACE = frozenset({26, 27, 90, 92, 95, 100, 101})
# A name of the standards with a value: an attribute, or an element that is opened. One maker writes “Longtitude”.
_XMP_PLACE = re.compile(
    rb"[<\s](?:[\w-]+:G(?:PS|ps)(?:Dest)?(?:Latitude|Longt?itude)|photoshop:(?:City|State|Country)"
    rb"|Iptc4xmpCore:(?:Location|CountryCode)|Iptc4xmpExt:Location(?:Created|Shown))"
    rb"(?!\w|\s?=\s?(?:\"\"|'')|\s?/>|></)"
)


def _tells_place(told: bytes) -> bool:
    """Whether there is a place in a block of XMP, IPTC or Exif anywhere in the bytes."""
    text = told.replace(b"\0", b"")  # XMP may be UTF-16
    start = text.find(b"rdf:RDF")
    if start >= 0 and _XMP_PLACE.search(text, start):
        return True
    if any(_iptc_tells_place(told, found.end()) for found in islice(_IPTC.finditer(told), _MOST)):
        return True
    blocks = (told[head.start() :] for head in islice(_TIFF_HEAD.finditer(told), _MOST))
    return any(_exif_tells_place(block, values) for block in blocks for values in _directories(block))


def _iptc_tells_place(told: bytes, at: int) -> bool:
    """Whether the IPTC records that begin there name a place."""
    while told[at : at + 1] == b"\x1c" and len(told) >= at + 5:
        record, number, size = struct.unpack_from(">BBH", told, at + 1)
        at += 5
        if size >= 0x8000:  # the size of the size
            at, size = at + size - 0x8000, int.from_bytes(told[at : at + size - 0x8000])
        if record == 2 and number in _IPTC_PLACE and told[at : at + size].strip(b"\0 "):
            return True
        at += size
    return False


def _exif_tells_place(block: bytes, values: dict[int, Any]) -> bool:
    iptc, pointer = values.get(_IPTC_TAG), values.get(_GPS)
    if isinstance(iptc, bytes) and _iptc_tells_place(iptc, 0):
        return True
    gps, _ = _directory(block, pointer) if isinstance(pointer, int) and pointer else ({}, 0)
    return any(tag in gps for tag in _GPS_PLACE)


def _least_exif(block: bytes) -> bytes:
    """An Exif block with the orientation and the names of artist and copyright holder alone; empty without them."""
    from PIL.Image import Exif  # noqa: PLC0415 - Pillow: slow to load, needed for pictures with Exif alone

    values, _ = _directory(block)
    least = Exif()
    orientation = values.get(_ORIENTATION)
    if isinstance(orientation, int) and 2 <= orientation <= 8:
        least[_ORIENTATION] = orientation
    for tag in (_ARTIST, _COPYRIGHT):
        value = values.get(tag)
        # Pillow reads text byte by byte; so the bytes stay what they were, UTF-8 most often.
        text = value.encode("latin-1") if isinstance(value, str) else value
        name = text.rstrip(b"\0 ") if isinstance(text, bytes) else b""
        if name and len(name) <= _LONGEST_NAME:
            least[tag] = name
    return least.tobytes().removeprefix(_EXIF_HEAD) if len(least) else b""


def _directories(block: bytes) -> Iterator[dict[int, Any]]:
    """The values of each directory in a TIFF or Exif block: of its pages, or of a picture and its thumbnail."""
    at = 0
    for _ in range(_MOST):
        values, at = _directory(block, at)
        yield values
        if not at:
            return


def _directory(block: bytes, at: int = 0) -> tuple[dict[int, Any], int]:
    """The values of `_TAGS` in the directory at a place, or in the first one, and the place of the next.

    Pillow is shown these tags alone: a damaged one hides those after it, and thousands may each claim the whole file.
    """
    from PIL.TiffImagePlugin import ImageFileDirectory_v2  # noqa: PLC0415 - as above

    # It warns of damage, and lets out whatever its unpacking meets; either way there is nothing more to read.
    with warnings.catch_warnings(), suppress(Exception):
        warnings.simplefilter("ignore")
        head, width, number = (16, 20, "Q") if block[2:3] == b"+" else (8, 12, "H")
        directory = ImageFileDirectory_v2(block[:head])
        order = "<" if directory.prefix == b"II" else ">"
        at = at or directory.next
        (count,) = struct.unpack_from(order + number, block, at)
        start = at + struct.calcsize(number)
        end = start + count * width
        entries = {block[one : one + 2]: block[one : one + width] for one in range(start, min(end, len(block)), width)}
        shown = [entries[tag] for tag in (struct.pack(order + "H", tag) for tag in _TAGS) if tag in entries]
        file = BytesIO(block + struct.pack(order + number, len(shown)) + b"".join(shown) + block[end : end + 8])
        file.seek(len(block))
        directory.load(file)
        return dict(directory), directory.next
    return {}, 0
