"""`.well-known/site-manifest.json`: a digest for every published file, by which anybody can tell what was built.

docs/site-manifest.md says what stands in it. At 26,000 files `json.dumps` would take three times as long.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
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

    Of 16,000 lines, of which some 90 are others, to write the rest again takes 25 ms.
    """
    if not before:
        return None
    lines = before.decode().partition(_BEGINNING)[2].removesuffix(_END).split(_BETWEEN)
    for file in files:
        place = bisect_left(lines, file[0], key=_path_of)
        if place == len(lines) or _path_of(lines[place]) != file[0]:
            return None
        lines[place] = _line(file, leading)
    return _whole(known, lines)


_BEGINNING, _BETWEEN, _END = ',\n "files": {\n', ",\n", "\n }\n}\n"


def _whole(known: Mapping[str, str], lines: Iterable[str]) -> bytes:
    head = json.dumps({"schema": SCHEMA, "program": f"sitegen {__version__}", **known}, ensure_ascii=False, indent=1)
    return f"{head[:-2]}{_BEGINNING}{_BETWEEN.join(lines)}{_END}".encode()


def _line(file: File, leading: Mapping[str, str]) -> str:
    path, digest, size = file
    name = f'"{path}"' if _PLAIN.fullmatch(path) else json.dumps(path)
    on = f', "leads_to": {json.dumps(leading[path])}' if path in leading else ""
    return f'  {name}: {{"sha256": "{digest.hex()}", "size": {size}{on}}}'


def _path_of(line: str) -> str:
    path: str = json.loads(line[2 : line.rindex(': {"sha256"')])
    return path
