"""Copies of files compressed beforehand, which a web server sends as they are: `.gz` (RFC 1952), `.br` (RFC 7932).

The same bytes give the same copies: neither names nor times stand in them.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator

from sitegen.manifest import digest_of_bytes
from sitegen.media_types import PACKED
from sitegen.values import dataclass

# The endings of copies, and how HTTP calls what is packed so (RFC 9110, RFC 7932).
CODINGS = {"gz": "gzip", "br": "br"}
ENDINGS = tuple(CODINGS)
# Deflate, no flags, no time, the best level, no system.
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_LEVEL = 9
# Of the best one, 11, pages are 2 % smaller and take two and a half times as long; of 5 to 9 they are a tenth larger.
_QUALITY = 10

File = tuple[str, bytes, int]
"""A file of the site: its path, digest and size."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to compress. `place`: where it lies; `folder`: where its copies go; `endings`: those of the copies."""

    path: str
    place: str
    folder: str
    endings: tuple[str, ...]


def is_compressed(path: str) -> bool:
    """Whether a file is of a kind that is worth it."""
    return path.endswith(_WORTH)


_WORTH = tuple(f".{ending}" for ending in PACKED)


def copies_of(task: Task) -> tuple[File, ...]:
    """Make the copies that are smaller than the file."""
    with open(task.place, "rb", buffering=0) as opened:
        data = opened.readall()
    return tuple(_made(task, data))


def _made(task: Task, data: bytes) -> Iterator[File]:
    for ending in task.endings:
        packed = _gzip(data) if ending == "gz" else _brotli(data)
        if len(packed) < len(data):
            path = f"{task.path}.{ending}"
            os.makedirs(os.path.dirname(f"{task.folder}/{path}"), exist_ok=True)
            with open(f"{task.folder}/{path}", "wb", buffering=0) as opened:
                opened.write(packed)
            yield path, digest_of_bytes(packed), len(packed)


def _gzip(data: bytes) -> bytes:
    """As `gzip -9n`; the module `gzip` writes another head in other versions of Python."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    ends = zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")
    return _GZIP_HEAD + packer.compress(data) + packer.flush() + ends


def _brotli(data: bytes) -> bytes:
    import brotli  # noqa: PLC0415 - of use only where copies are asked for

    packed: bytes = brotli.compress(data, quality=_QUALITY)
    return packed
