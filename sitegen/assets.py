"""Static files under names that carry a digest of their content, so that they may be cached for ever."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

from sitegen.attribution import emblem_svg
from sitegen.values import dataclass

_URL = re.compile(r"url\(\s*([\"']?)([^\"')]+)\1\s*\)")
_UNPUBLISHED = frozenset({".md"})
FOLDER = "assets"
_OUTLINE = "map/latvia.svg"
_PATH = re.compile(r"<path\s[^>]*>")
_DATA = re.compile(r"\sd=\"([MmLlHhVvCcSsQqTtAaZz\d\s.,+-]+)\"")


@dataclass(frozen=True, slots=True)
class Assets:
    """`paths`: name in `static/` → path in the site; `files`: path in the site → content."""

    paths: Mapping[str, str]
    files: Mapping[str, bytes]


def collect_assets(folders: list[Path]) -> Assets:
    """Every static file; of two with one name the one in the earlier folder (the site's own) counts."""
    contents: dict[str, bytes] = {"emblem.svg": emblem_svg().encode()}
    for folder in reversed(folders):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if path.is_file() and not path.is_symlink() and path.suffix not in _UNPUBLISHED and not hidden:
                contents[path.relative_to(folder).as_posix()] = path.read_bytes()
    paths = {name: _hashed(name, data) for name, data in contents.items() if not name.endswith(".css")}
    for name in sorted(name for name in contents if name.endswith(".css")):
        contents[name] = _with_hashed_urls(name, contents[name], paths)
        paths[name] = _hashed(name, contents[name])
    return Assets(paths, {paths[name]: contents[name] for name in sorted(contents)})


def outline_of(assets: Assets) -> str:
    """The path that places are drawn on, out of `map/latvia.svg`; empty where a site's own drawing has none."""
    drawing = assets.files[assets.paths[_OUTLINE]].decode("utf-8", errors="replace")
    data = next((_DATA.search(path) for path in _PATH.findall(drawing) if 'id="latvia"' in path), None)
    return data[1].strip() if data else ""


def _hashed(name: str, data: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    if ending == "txt" or not dot:
        return f"{FOLDER}/{name}"
    return f"{FOLDER}/{stem}.{hashlib.blake2b(data, digest_size=5).hexdigest()}.{ending}"


def _with_hashed_urls(name: str, data: bytes, paths: Mapping[str, str]) -> bytes:
    """The style sheet with its `url(…)` led to the hashed names; addresses it does not know stay."""
    folder = posixpath.dirname(name)

    def lead(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, match[2]))
        if target not in paths:
            return match[0]
        return f"url({posixpath.relpath(paths[target], f'{FOLDER}/{folder}')})"

    return _URL.sub(lead, data.decode("utf-8")).encode("utf-8")
