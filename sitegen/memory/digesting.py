"""The digests of many files by two processes, and word of a change as soon as one of them sees it."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sitegen.manifest import Manifest, digests
from sitegen.memory.apart import apart
from sitegen.values import dataclass

# From how many files on a second process is worth its start; how many are looked at before the other is heeded.
_MANY = 500
_PIECE = 200
# What is written on the board that both see: how many pieces are taken from the front, where those begin that are taken
# from the back, and whether a change was seen.
_FRONT, _BACK, _SEEN = range(3)


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
    board = memoryview(mmap.mmap(-1, 3 * 4)).cast("I")
    board[_BACK], board[_SEEN] = len(pieces), len(paths) != len(watch.known)
    work = _Work(folder, pieces, watch.known, board)
    others = apart(work.backward) if len(paths) > _MANY and not is_alone else dict[str, bytes]
    found: dict[str, bytes] = {}
    is_told = False
    for some in work.forward(others):
        found |= some
        if board[_SEEN] and not is_told:
            is_told = True
            watch.tell()
    return found


@dataclass(frozen=True, slots=True)
class _Work:
    """What there is to do. A piece that both take in the same moment is done twice; none is left out."""

    folder: Path
    pieces: Sequence[Sequence[str]]
    known: Manifest
    board: memoryview

    def forward(self, others: Callable[[], dict[str, bytes]]) -> Iterator[dict[str, bytes]]:
        """Take pieces from the front until those come that are taken from the back; last comes what `others` found."""
        for number in range(len(self.pieces)):
            if number >= self.board[_BACK]:
                break
            self.board[_FRONT] = number + 1
            yield self.look(number)
        yield others()

    def backward(self) -> dict[str, bytes]:
        """Take pieces from the back until those come that are taken from the front."""
        found: dict[str, bytes] = {}
        for number in reversed(range(len(self.pieces))):
            if number < self.board[_FRONT]:
                break
            self.board[_BACK] = number
            found |= self.look(number)
        return found

    def look(self, number: int) -> dict[str, bytes]:
        """The digests of one piece."""
        found = digests(self.folder, self.pieces[number])
        if any(self.known.get(path) != one for path, one in found.items()):
            self.board[_SEEN] = 1
        return found
