"""The compressed copies of what is published: made of files that are not what they were, remembered of the others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from sitegen.pipeline.crew import Crew
from sitegen.precompression import ENDINGS, File, Task, copies_of, is_compressed
from sitegen.values import dataclass

_FILES_AT_ONCE = 48
_LIKE_COPY = re.compile(rf"\.(?:{'|'.join(ENDINGS)})(?:/|$)")

Copies = tuple[bytes, tuple[File, ...]]
"""Of a file, as it is remembered: the digest that it had, and its copies."""


@dataclass(frozen=True, slots=True)
class Known:
    """The copies of the last build, by the files' paths. `wrong`: what in the output is not as it was left."""

    copies: Mapping[str, Copies]
    wrong: frozenset[str]

    def of(self, path: str, digest: bytes) -> Copies | None:
        """The copies of a file, if they hold."""
        found = self.copies.get(path)
        if found is None or found[0] != digest:
            return None
        return None if self.wrong and not self.wrong.isdisjoint(copy[0] for copy in found[1]) else found


def compress_all(files: Collection[File], known: Known, crew: Crew, folders: tuple[Path, Path]) -> dict[str, Copies]:
    """The copies of all files. Those that are made lie in the first of the folders then.

    `folders`: the staging folder, and the output, where a file lies that is not staged.
    """
    staging, output = folders
    taken, rows, tasks = _taken(files), dict[str, Copies](), dict[str, tuple[bytes, Task]]()
    for path, digest, _ in files:
        if not is_compressed(path):
            continue
        endings = tuple(ending for ending in ENDINGS if f"{path}.{ending}" not in taken) if taken else ENDINGS
        row = known.of(path, digest) if endings == ENDINGS else None
        if row is not None:
            rows[path] = row
        else:
            place = staging / path if (staging / path).is_file() else output / path
            # Copies of which one has no place are made each time: it may have one again.
            held = digest if endings == ENDINGS else b""
            tasks[path] = held, Task(path, str(place), str(staging), endings)
    every = [task for _, task in tasks.values()]
    pieces = [every[start : start + _FILES_AT_ONCE] for start in range(0, len(every), _FILES_AT_ONCE)]
    for made in crew.each(_compress_some, pieces):
        rows.update((path, (tasks[path][0], copies)) for path, copies in made)
    return rows


def files_of(copies: Iterable[Copies]) -> dict[str, bytes]:
    """The digests of copies by path."""
    return {copy[0]: copy[1] for row in copies for copy in row[1]}


def _taken(files: Iterable[File]) -> set[str]:
    """Paths that no copy may have: those of files, and of folders, that are named like copies."""
    odd = (path.split("/") for path, _, _ in files if _LIKE_COPY.search(path))
    return {"/".join(parts[:end]) for parts in odd for end in range(1, len(parts) + 1)}


def _compress_some(_: Any, tasks: list[Task]) -> list[tuple[str, tuple[File, ...]]]:
    return [(task.path, copies_of(task)) for task in tasks]
