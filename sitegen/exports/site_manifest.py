"""`.well-known/site-manifest.json`: a digest for every published file, by which anybody can tell what was built.

docs/site-manifest.md says what stands in it. At 26,000 files `json.dumps` would take three times as long.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from sitegen import __version__

SCHEMA = 1
_PLAIN = re.compile(r"[\w./-]+", re.ASCII)
File = tuple[str, bytes, int]
"""A file's path, the SHA-256 of its bytes, and their number."""


def site_manifest(files: Iterable[File], leading: Mapping[str, str], known: Mapping[str, str]) -> bytes:
    """The manifest of these files. `leading`: where pages lead that only lead on, by their files.

    `known`: what else is known of the build, such as its day. The same site makes the same bytes.
    """
    return _whole(known, [_line(file, leading) for file in sorted(files)])


def amended(before: bytes, files: Iterable[File], leading: Mapping[str, str], known: Mapping[str, str]) -> bytes | None:
    """The manifest `before` with these of its files as they are now; None when one is not in it, or it is empty.

    The lines of 16,000 files, of which some 90 are others, are not taken apart: that, and writing them, takes 25 ms.
    """
    at, end = before.find(_BEGINNING) + len(_BEGINNING), len(before) - len(_END)
    if at < len(_BEGINNING) or not before.endswith(_END):
        return None
    pieces, low = [_head(known)], at
    for file in sorted(files):
        line = _line_of(before, file[0], low, end)
        if line is None:
            return None
        pieces += [before[at : line.start], _line(file, leading)]
        at, low = line.stop, line.stop + len(_BETWEEN)
    return b"".join((*pieces, before[at:]))


_BEGINNING, _BETWEEN, _END = b',\n "files": {\n', b",\n", b"\n }\n}\n"


def _whole(known: Mapping[str, str], lines: Iterable[bytes]) -> bytes:
    return b"".join((_head(known), _BETWEEN.join(lines), _END))


def _head(known: Mapping[str, str]) -> bytes:
    head = json.dumps({"schema": SCHEMA, "program": f"sitegen {__version__}", **known}, ensure_ascii=False, indent=1)
    return head[:-2].encode() + _BEGINNING


def _line(file: File, leading: Mapping[str, str]) -> bytes:
    path, digest, size = file
    name = f'"{path}"' if _PLAIN.fullmatch(path) else json.dumps(path)
    on = f', "leads_to": {json.dumps(leading[path])}' if path in leading else ""
    return f'  {name}: {{"sha256": "{digest.hex()}", "size": {size}{on}}}'.encode()


def _line_of(manifest: bytes, path: str, low: int, high: int) -> slice | None:
    """Where the line of a file stands among those from `low` to `high`, which are in order; None when there is none."""
    while low < high:
        middle = (low + high) // 2
        start = max(low, manifest.rfind(b"\n", low, middle) + 1)
        stop = manifest.find(_BETWEEN, start, high)
        stop = high if stop < 0 else stop
        found = _path_of(manifest[start:stop])
        if found == path:
            return slice(start, stop)
        low, high = (min(stop + len(_BETWEEN), high), high) if found < path else (low, start)
    return None


def _path_of(line: bytes) -> str:
    path: str = json.loads(line[2 : line.rindex(b': {"sha256"')])
    return path
