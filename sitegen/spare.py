"""Changing a few files of a published site in one step, without making all of it anew.

Beside the output lies a spare: the site before the last change, of the same files by hard link. It is brought up to
date, given the new files, and put in the output's place, all at once; what was the output is the spare then. The work
goes with what has changed, not with the size of the site.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from sitegen.manifest import walk
from sitegen.publish import MARKER, exchange
from sitegen.values import dataclass

Stamp = tuple[int, int, int]
"""A file's size, time of change in nanoseconds, and inode: another file, or one that was written to, has another."""


@dataclass(frozen=True, slots=True)
class Spare:
    """The spare as it was left: the token in its marker, and the files in which it is behind the output.

    Without a token there is none.
    """

    token: str = ""
    behind: tuple[str, ...] = ()


def stamps(folder: Path) -> dict[str, Stamp]:
    """Every file below a folder."""
    return {path: _stamp(entry.stat(follow_symlinks=False)) for path, entry in walk(folder, _every) if entry}


def _every(entry: os.DirEntry[str]) -> bool:
    return True


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns, status.st_ino


def stamp_of(file: Path) -> Stamp:
    """The stamp of one file."""
    return _stamp(file.lstat())


def place_of(output: Path) -> Path:
    """Where the spare of an output lies."""
    return output.with_name(f".{output.name}.spare")


def amend(staging: Path, changed: Iterable[str], removed: Iterable[str], output: Path, spare: Spare) -> Spare:
    """Put the staged files `changed` into the output, and take those `removed` out of it; the spare that is left.

    Raises `OSError` when it cannot be done; the output is as it was then.
    """
    new, gone = set(changed), set(removed)
    tree = output.with_name(f".{output.name}.staging-tree-{os.getpid()}")
    behind = set(spare.behind)
    if not _taken(output, tree, spare):
        _link_all(output, tree, new | gone)
        behind = set()
    # First what goes, with its folders: a file may come where a folder was, and a folder where a file was.
    for path in gone | behind:
        _remove(tree / path)
    _prune(tree, gone | behind)
    for path in behind - new - gone:
        _follow(output / path, tree / path)
    for path in new:
        _put(staging / path, tree / path)
    token = secrets.token_hex(16)
    (tree / MARKER).unlink(missing_ok=True)
    (tree / MARKER).write_bytes((output / MARKER).read_bytes())
    exchange(tree, output)
    (tree / MARKER).unlink(missing_ok=True)
    (tree / MARKER).write_bytes(token.encode())
    drop(output)
    os.rename(tree, place_of(output))
    return Spare(token, tuple(sorted(new | gone)))


def drop(output: Path) -> None:
    """Remove the spare."""
    shutil.rmtree(place_of(output), ignore_errors=True)


def _taken(output: Path, tree: Path, spare: Spare) -> bool:
    """Take the spare as the tree to work on; false when it is not as it was left. Nobody else finds it then."""
    shutil.rmtree(tree, ignore_errors=True)
    try:
        os.rename(place_of(output), tree)
        is_own = bool(spare.token) and (tree / MARKER).read_bytes() == spare.token.encode()
    except OSError:
        is_own = False
    if not is_own:
        shutil.rmtree(tree, ignore_errors=True)
    return is_own


def _link_all(output: Path, tree: Path, but: set[str]) -> None:
    """Every file of the output in a new tree, by hard link; as a copy where the file system has none."""
    pending = [("", os.fspath(output), os.fspath(tree))]
    while pending:
        prefix, source, target = pending.pop()
        os.mkdir(target)
        with os.scandir(source) as listed:
            entries = list(listed)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append((f"{prefix}{entry.name}/", entry.path, f"{target}/{entry.name}"))
            elif prefix + entry.name not in but and prefix + entry.name != MARKER:
                _link(entry.path, f"{target}/{entry.name}")


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _remove(target: Path) -> None:
    with suppress(NotADirectoryError, IsADirectoryError):
        target.unlink(missing_ok=True)


def _follow(source: Path, target: Path) -> None:
    """Make a file of the tree, which is not there, what it is in the output."""
    if source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(os.fspath(source), os.fspath(target))


def _put(source: Path, target: Path) -> None:
    try:
        os.replace(source, target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, target)


def _prune(tree: Path, paths: set[str]) -> None:
    """Remove folders in which nothing is left."""
    folders = {parent for path in paths for parent in Path(path).parents if parent != Path()}
    for folder in sorted(folders, key=lambda one: -len(one.parts)):
        with suppress(OSError):
            os.rmdir(tree / folder)


def differing(found: Mapping[str, Stamp], expected: Mapping[str, Stamp]) -> tuple[set[str], set[str]]:
    """Which expected files are missing or are not what they were; which files nobody expected."""
    wrong = {path for path, stamp in expected.items() if found.get(path) != stamp}
    return wrong, set(found.keys() - expected.keys() - {MARKER})
