"""Changing a few files of a published site in one step, without making all of it anew.

Beside the output lies a spare: the site before the last change, of the same files by hard link. It is brought up to
date, given the new files, and put in the output's place, all at once; what was the output is the spare then. The work
goes with what has changed, not with the size of the site.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from sitegen.publish import MARKER, mark
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Spare:
    """The spare as it was left: the token in its marker, and the files in which it is behind the output.

    Without a token there is none.
    """

    token: str = ""
    behind: tuple[str, ...] = ()


def place_of(output: Path) -> Path:
    """Where the spare of an output lies."""
    return output.with_name(f".{output.name}.spare")


def amended(
    staging: Path, changed: Iterable[str], removed: Iterable[str], output: Path, spare: Spare
) -> tuple[Path, bool]:
    """The output with the staged files `changed`, and without those `removed`, as a folder beside `staging`.

    With it whether that is the spare; if not, all its folders are new. The output is as it was. Raises `OSError` when
    it cannot be done.
    """
    new, gone = set(changed), set(removed)
    tree = staging.with_name("tree")
    behind = set(spare.behind)
    is_spare = _taken(output, tree, spare)
    if not is_spare:
        _link_all(output, tree, new | gone)
        behind = set()
    for path in gone | behind:
        _unlink(tree / path)
    _prune(tree, gone | behind)
    for path in behind - new - gone:
        if (output / path).is_file():
            _put(output / path, tree / path, _link)
    for path in new:
        _put(staging / path, tree / path, os.replace)
    mark(tree)
    return tree, is_spare


def retired(site: Path, output: Path, behind: Iterable[str]) -> Spare:
    """Keep the site `site`, which was the output, as its spare; what is in the way is moved beside it.

    Whoever is reading it can go on to do so. It is lost where it cannot be kept: without it the next change is dearer.
    """
    token = secrets.token_hex(16)
    try:
        marker = site.with_name("marker")  # put in its place in one step: to who reads the folder no file is ever gone
        marker.write_bytes(token.encode())
        os.replace(marker, site / MARKER)
        _discard(place_of(output), site)
        os.rename(site, place_of(output))
    except OSError:
        return Spare()
    return Spare(token, tuple(sorted(behind)))


def _discard(found: Path, beside: Path) -> None:
    """Move away what may be there. Never removed where it lies: half of it could be taken for the whole."""
    with suppress(FileNotFoundError):
        os.rename(found, beside.with_name(f"discarded-{secrets.token_hex(4)}"))


def _taken(output: Path, tree: Path, spare: Spare) -> bool:
    """Take the spare as the tree to work on; false when it is not as it was left. Nobody else finds it then."""
    try:
        os.rename(place_of(output), tree)
        is_own = bool(spare.token) and not tree.is_symlink() and (tree / MARKER).read_bytes() == spare.token.encode()
    except OSError:
        is_own = False
    if not is_own:
        _discard(tree, tree)
    return is_own


def _link_all(output: Path, tree: Path, but: set[str]) -> None:
    """Every file of the output in a new tree, by hard link; as a copy where the file system has none.

    A folder without files is no part of a site.
    """
    os.mkdir(tree)
    pending = [("", os.fspath(output), os.fspath(tree))]
    while pending:
        prefix, source, target = pending.pop()
        with os.scandir(source) as listed:
            entries = list(listed)
        files = [one for one in entries if not one.is_dir(follow_symlinks=False) and prefix + one.name not in but]
        if prefix and files:
            os.makedirs(target, exist_ok=True)
        for entry in files:
            if prefix + entry.name != MARKER:
                _link(entry.path, f"{target}/{entry.name}")
        folders = (one for one in entries if one.is_dir(follow_symlinks=False))
        pending += [(f"{prefix}{one.name}/", one.path, f"{target}/{one.name}") for one in folders]


def _link(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _unlink(file: Path) -> None:
    """Remove a file; a folder of its name, or a file where its folder would be, is another path's business."""
    try:
        file.unlink()
    except OSError:
        if file.is_symlink() or file.is_file():
            raise


def _put(source: Path, target: Path, put: Callable[[Path, Path], None]) -> None:
    try:
        put(source, target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        put(source, target)


def _prune(tree: Path, paths: set[str]) -> None:
    """Remove folders in which nothing is left."""
    folders = {parent for path in paths for parent in Path(path).parents if parent != Path()}
    for folder in sorted(folders, key=lambda one: -len(one.parts)):
        with suppress(OSError):
            os.rmdir(tree / folder)
