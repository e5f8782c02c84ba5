"""Pieces of bytes that lie in a file without a name, which goes with the last process that has it open.

A store finds such a piece in some six system calls and 100 µs, as it must find it in a tree of pages; here it is one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from weakref import finalize


class Spool(Mapping[str, bytes]):
    """Pieces by name, for this process and those that are forked from it; those that cannot be read are not there.

    Raises `OSError` when they cannot be written.
    """

    def __init__(self, folder: Path, pieces: Mapping[str, bytes]) -> None:
        self._file = TemporaryFile(dir=folder, prefix="spool-")  # noqa: SIM115 - open for as long as it is read
        finalize(self, self._file.close)
        self._places: dict[str, tuple[int, int]] = {}
        for name, piece in pieces.items():
            self._places[name] = (self._file.tell(), len(piece))
            self._file.write(piece)
        self._file.flush()

    def __getitem__(self, name: str) -> bytes:
        start, length = self._places[name]
        with suppress(OSError):
            piece = os.pread(self._file.fileno(), length, start)
            if len(piece) == length:
                return piece
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Renamed(Mapping[bytes, bytes]):
    """Pieces under other names, each fetched when it is asked for. `names`: the name of a piece by the other one."""

    def __init__(self, names: Mapping[bytes, str], pieces: Mapping[str, bytes]) -> None:
        self._names = names
        self._pieces = pieces

    def __getitem__(self, name: bytes) -> bytes:
        return self._pieces[self._names[name]]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
