"""`.well-known/site-manifest.json`: a digest for every published file, by which anybody can tell what was built.

docs/site-manifest.md says what stands in it. At 26,000 files `json.dumps` would take three times as long.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from sitegen import __version__

SCHEMA = 1
_PLAIN = re.compile(r"[\w./-]+", re.ASCII)
File = tuple[str, bytes, int]
"""A file's path, the SHA-256 of its bytes, and their number."""


def site_manifest(files: Iterable[File], leading: Mapping[str, str], known: Mapping[str, str]) -> bytes:
    """The manifest of these files. `leading`: where pages lead that only lead on, by their files.

    `known`: what else is known of the build, such as its day. The same site makes the same bytes.
    """
    head = json.dumps({"schema": SCHEMA, "program": f"sitegen {__version__}", **known}, ensure_ascii=False, indent=1)
    lines = ",\n".join(_lines(files, leading))
    return f'{head[:-2]},\n "files": {{\n{lines}\n }}\n}}\n'.encode()


def _lines(files: Iterable[File], leading: Mapping[str, str]) -> Iterator[str]:
    is_plain = _PLAIN.fullmatch
    for path, digest, size in sorted(files):
        name = f'"{path}"' if is_plain(path) else json.dumps(path)
        on = f', "leads_to": {json.dumps(leading[path])}' if path in leading else ""
        yield f'  {name}: {{"sha256": "{digest.hex()}", "size": {size}{on}}}'
