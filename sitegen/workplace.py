"""Folders to work in, which go when whoever works in them is gone, however that came about; and turns to take.

Both rest on locks that the system lets go of when the last process that holds them has ended. A folder that nobody
holds was left by a program that was killed, and the next to come by removes it. File systems without locks on folders
(some that are reached over a network) keep such folders, and let everybody in at once.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
# Publishing takes a moment: who waits as long as this waits for a process that hangs.
_TURNS, _PAUSE = 1200, 0.05


class BusyError(Exception):
    """Another program has held a folder for a minute. Its text is the folder."""


@contextmanager
def workplace(parent: Path, beginning: str) -> Iterator[Path]:
    """An empty folder in `parent`, of a name with this beginning. What others of such names left behind goes."""
    parent.mkdir(parents=True, exist_ok=True)
    sweep(parent, beginning)
    folder, held = _made(parent, beginning)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)
        sweep(parent, beginning)  # what processes of a killed program still held when this one began


def _made(parent: Path, beginning: str) -> tuple[Path, int]:
    while True:
        folder = parent / f"{beginning}{secrets.token_hex(4)}"
        folder.mkdir()
        with suppress(FileNotFoundError):  # another program swept it away before it was held
            held = os.open(folder, _FOLDER)
            if _is_locked(held) is not False and folder.exists():
                return folder, held
            os.close(held)


def _is_locked(descriptor: int) -> bool | None:
    """Take the lock; false when somebody else has it, None where there are no locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def sweep(parent: Path, beginning: str) -> None:
    """Remove the folders of such names in which nobody works."""
    with suppress(OSError), os.scandir(parent) as entries:
        for path in [entry.path for entry in entries if entry.name.startswith(beginning)]:
            _remove_unless_held(path)


def _remove_unless_held(path: str) -> None:
    try:
        found = os.open(path, _FOLDER)
    except OSError:  # no folder, or somebody else's
        return
    try:
        if _is_locked(found):
            shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(found)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While inside, nobody else is, of those that ask. Raises `BusyError` after a minute of waiting."""
    held = os.open(folder, os.O_RDONLY)
    try:
        _wait(held, folder)
        yield
    finally:
        os.close(held)


def _wait(held: int, folder: Path) -> None:
    for _ in range(_TURNS):
        if _is_locked(held) is not False:
            return
        time.sleep(_PAUSE)
    raise BusyError(str(folder))
