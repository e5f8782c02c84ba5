"""Which folders the program may replace: those that it made, empty ones, and places where there is nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from sitegen.publish import MARKER, is_own

LINK, FILE, FOREIGN, HOLDS, ENCLOSES, WITHIN, MOUNTED = range(7)
_WELL_KNOWN = ".well-known"


class OutputRefusedError(Exception):
    """The output folder is not one that this program may replace: `path`, the reason `why`, what it has to do with."""

    def __init__(self, path: Path, why: int, other: str = "") -> None:
        super().__init__(str(path))
        self.path, self.why, self.other = path, why, other


def check_output(output: Path, precious: Iterable[Path] = (), sources: Iterable[Path] = ()) -> None:
    """Raise `OutputRefusedError` when `output` is something else than a site made by this program, or nothing.

    `precious`: folders that it neither is nor holds, `sources`: folders that it neither is nor lies in. A marker is
    no excuse there: it may have come with a copy.
    """
    if output.is_symlink():
        raise OutputRefusedError(output, LINK, os.readlink(output))
    there = next(path for path in (output, *output.absolute().parents) if os.path.lexists(path))
    if not there.is_dir():
        raise OutputRefusedError(there, FILE)
    real = output.resolve()
    for why, folders in ((ENCLOSES, precious), (WITHIN, sources)):
        for folder in (one.resolve() for one in folders):
            if folder.is_relative_to(real) if why == ENCLOSES else real.is_relative_to(folder):
                raise OutputRefusedError(output, why, str(folder))
    if output.is_dir():
        _check_folder(output)


def _check_folder(output: Path) -> None:
    if os.path.ismount(output):
        raise OutputRefusedError(output, MOUNTED)
    names = sorted(entry.name for entry in os.scandir(output))
    if names and not is_own(output):
        raise OutputRefusedError(output, FOREIGN)
    hidden = (name for name in names if name.startswith(".") and name not in {MARKER, _WELL_KNOWN})
    other = next((name for name in hidden if (output / name).is_dir()), "")
    if other:  # a repository, settings: no site has such
        raise OutputRefusedError(output, HOLDS, other)
