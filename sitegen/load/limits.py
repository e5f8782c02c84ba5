"""How much may be read: limits that no site comes near, and that keep one file from stopping a build."""

from __future__ import annotations

from sitegen.manifest import LARGEST_FILE

_LARGEST_TEXT = 128 << 10
_LARGEST_REGISTRY = 4 << 20
_REGISTRIES = frozenset({"organisations.yaml", "programmes.yaml", "tags.yaml", "glossary.yaml", "addresses.txt"})


def largest(path: str) -> int:
    """How many bytes the file at `path`, below the content folder, may have."""
    if path in _REGISTRIES:
        return _LARGEST_REGISTRY
    return LARGEST_FILE if path.startswith("media/") else _LARGEST_TEXT


def size_in_words(size: int) -> str:
    """`50 MB`, rounded up so that what is more than a limit never looks like it."""
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")):
        if size >= unit:
            return f"{-(-size * 10 // unit) / 10:g} {name}"
    return f"{size} B"
