"""Putting a built site in the place of the old one: all of it or nothing.

The new site is built in a folder beside the old one. Files that did not change are the old ones, by hard link, with
their inode and time; then the two folders change places in one step where the system can (Linux `renameat2`).
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import filecmp
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.values import dataclass

MARKER = ".sitegen"
_MARKER_TEXT = b"Made by sitegen: every build replaces what is in this folder.\n"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build did to the published folder, in files."""

    written: int
    unchanged: int
    removed: int


class OutputRefusedError(Exception):
    """The output folder is not one that this program may replace."""


def check_output(output: Path) -> None:
    """Raise `OutputRefusedError` when `output` is something else than a site made by this program, or nothing."""
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise OutputRefusedError(str(output))
    if output.is_dir() and not (output / MARKER).is_file() and any(output.iterdir()):
        raise OutputRefusedError(str(output))


@contextmanager
def alone(output: Path) -> Iterator[None]:
    """While inside, no other build changes the output. A build that is killed lets go of it."""
    if sys.platform == "win32":  # no such lock there: two builds at once are not told from each other
        yield
        return
    folder = os.open(output.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def staging_folder(output: Path) -> Path:
    """An empty folder beside the output, for the site being built; leftovers of killed builds go."""
    output.parent.mkdir(parents=True, exist_ok=True)
    for left in output.parent.glob(f".{output.name}.staging-*"):
        if not _is_alive(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)
    staging = output.parent / f".{output.name}.staging-{os.getpid()}"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    return staging


def _is_alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return int(process) != os.getpid()


def publish(staging: Path, files: Iterable[str], output: Path) -> Changes:
    """Make the staged site the published one, and remove the staging folder.

    `files`: the paths of the staged site. Nothing is touched when every file is as it was.
    """
    (staging / MARKER).write_bytes(_MARKER_TEXT)
    new = {*files, MARKER}
    old = _files_of(output)
    unchanged = {path for path in new & old if _is_same(staging / path, output / path)}
    changes = Changes(
        written=len(new - unchanged - {MARKER}),
        unchanged=len(unchanged - {MARKER}),
        removed=len(old - new - {MARKER}),
    )
    if unchanged == new == old:
        shutil.rmtree(staging)
        return changes
    for path in unchanged:
        _keep(output / path, staging / path)
    exchange(staging, output)
    shutil.rmtree(staging, ignore_errors=True)
    return changes


def _files_of(folder: Path) -> set[str]:
    found: set[str] = set()
    for root, _, names in os.walk(folder):
        relative = os.path.relpath(root, folder)
        prefix = "" if relative == "." else f"{relative}/"
        found.update(f"{prefix}{name}" for name in names)
    return found


def _is_same(new: Path, old: Path) -> bool:
    return not old.is_symlink() and filecmp.cmp(new, old, shallow=False)


def _keep(old: Path, new: Path) -> None:
    """The old file itself in the new site; a file system without hard links keeps the copy."""
    spare = new.with_name(f"{new.name}.old")
    try:
        os.link(old, spare)
    except OSError:
        return
    os.replace(spare, new)


def exchange(staging: Path, output: Path) -> None:
    """Put a folder in the output's place; what was there is in the folder's place then, or nothing is."""
    if not output.exists():
        os.rename(staging, output)
    elif not _swapped(staging, output):
        _moved_aside(staging, output)


def _swapped(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        library = ctypes.CDLL(None, use_errno=True)
        rename = library.renameat2
    except (OSError, AttributeError):
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    if rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.EINVAL, errno.ENOSYS, errno.EBUSY, errno.EXDEV}:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _moved_aside(staging: Path, output: Path) -> None:
    """Two renames: for a moment there is no site. Used only where folders cannot be exchanged."""
    aside = output.with_name(f".{output.name}.old-{os.getpid()}")
    os.rename(output, aside)
    try:
        os.rename(staging, output)
    except OSError:
        os.rename(aside, output)
        raise
    os.rename(aside, staging)
