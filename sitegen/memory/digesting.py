"""The digests of many files by two processes, and word of a change as soon as one of them sees it."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Sequence
from pathlib import Path

from sitegen.manifest import Manifest, digests
from sitegen.memory.apart import BothEnds
from sitegen.values import dataclass

# From how many files on a second process is worth its start; how many are looked at before the other is heeded.
_MANY = 500
_PIECE = 200


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told that files are not as they are `known`: `tell` is called once, as soon as that is seen."""

    known: Manifest
    tell: Callable[[], None]


def digested(folder: Path, paths: Sequence[str], watch: Watch, *, is_alone: bool) -> dict[str, bytes]:
    """The digests of these files below a folder; it takes 9 µs of a processor's time for each.

    By this process and another, unless `is_alone`. Whichever sees a change, it is told here, and the other goes on.
    """
    pieces = tuple(paths[start : start + _PIECE] for start in range(0, len(paths), _PIECE))
    is_seen = memoryview(mmap.mmap(-1, 1))  # by both
    is_seen[0] = len(paths) != len(watch.known)

    def look(number: int) -> dict[str, bytes]:
        some = digests(folder, pieces[number])
        if any(watch.known.get(path) != one for path, one in some.items()):
            is_seen[0] = True
        return some

    found: dict[str, bytes] = {}
    is_told = False
    for some in BothEnds(len(pieces), look, is_alone=is_alone or len(paths) <= _MANY):
        found |= some
        if is_seen[0] and not is_told:
            is_told = True
            watch.tell()
    return found
