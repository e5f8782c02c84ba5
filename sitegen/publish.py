"""Putting a built site in the place of the old one: all of it or nothing.

The new site is made in a folder beside the old one. Files that did not change are the old ones, by hard link, with
their inode and time; then the two folders change places in one step where the system can (Linux `renameat2`).
"""

from __future__ import annotations

import ctypes
import errno
import filecmp
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from sitegen.values import dataclass
from sitegen.workplace import alone, sweep

MARKER = ".sitegen"
_MARKER_TEXT = b"Made by sitegen: every build replaces what is in this folder.\n"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
# Why two folders cannot be exchanged: the system, the file system or a filter of calls has no such thing.
_NO_EXCHANGE = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM, errno.EBUSY, errno.EXDEV})


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build did to the published folder, in files."""

    written: int
    unchanged: int
    removed: int


Place = tuple[int, ...]
"""Which of all folders of a name one is: its device and inode, and those of the marker, which is new each time."""


def place_of_site(output: Path) -> Place:
    """Which folder is the output now; it tells apart a folder that went and came back. Empty when there is none."""
    try:
        folder = output.lstat()
        marker = (output / MARKER).lstat()
    except OSError:
        return ()
    return folder.st_dev, folder.st_ino, marker.st_ino, marker.st_ctime_ns


def is_own(folder: Path) -> bool:
    """Whether this program made a folder."""
    try:
        return not folder.is_symlink() and (folder / MARKER).read_bytes() == _MARKER_TEXT
    except OSError:
        return False


def mark(folder: Path) -> None:
    """Mark a folder as made by this program: a new file, as the old one may be another folder's too."""
    (folder / MARKER).unlink(missing_ok=True)
    (folder / MARKER).write_bytes(_MARKER_TEXT)


def staging_of(output: Path) -> str:
    """How the names of folders begin in which sites are made that are to take the output's place."""
    return f".{output.name}.staging-"


def complete(staging: Path, files: Iterable[str], output: Path) -> Changes:
    """Make the staged site ready to be put in the output's place: files that did not change are the old ones.

    `files`: the paths of the staged site.
    """
    new, old = set(files), _files_of(output)
    unchanged = {path for path in new & old if _is_same(staging / path, output / path)}
    for path in unchanged:
        _keep(output / path, staging / path)
    mark(staging)
    return Changes(written=len(new - unchanged), unchanged=len(unchanged), removed=len(old - new - {MARKER}))


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


def settle(folder: Path) -> None:
    """Have the disk hold all that was written to the file system of a folder, so that a power cut leaves it whole."""
    library = _library()
    if library is None or not hasattr(library, "syncfs"):
        os.sync()
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        if library.syncfs(opened) != 0:
            raise _error_of(folder)
    finally:
        os.close(opened)


def exchange(staging: Path, output: Path) -> None:
    """Put a folder in the output's place; what was there is in the folder's place then, or nothing is."""
    if not os.path.lexists(output):
        os.rename(staging, output)
    elif not _swapped(staging, output):
        _moved_aside(staging, output)


def _swapped(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    library = _library()
    if library is None or not hasattr(library, "renameat2"):
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    if library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in _NO_EXCHANGE:
        return False
    raise _error_of(other)


def _library() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


def _error_of(path: Path) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number), str(path))


def _moved_aside(staging: Path, output: Path) -> None:
    """Two renames: for a moment there is no site. Used only where folders cannot be exchanged."""
    aside = _aside(output)
    os.rename(output, aside)
    try:
        os.rename(staging, output)
    except OSError:
        os.rename(aside, output)
        raise
    os.rename(aside, staging)


def _aside(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")


def recover(output: Path) -> None:
    """Make good what a killed build left: the folder it worked in goes; a site that it moved aside comes back.

    It goes, too, when the new one is in its place.
    """
    sweep(output.parent, staging_of(output))
    aside = _aside(output)
    if not is_own(aside):
        return
    with alone(output.parent):
        if is_own(output):
            shutil.rmtree(aside)
        elif is_own(aside):
            os.rename(aside, output)
