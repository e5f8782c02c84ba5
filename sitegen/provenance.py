"""Where files stand in git: for each the last commit that changed it. What git cannot prove is left out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from sitegen.manifest import ADDRESSES
from sitegen.values import dataclass

_MARK = "\x01"
# Git runs what a repository's settings name: a watcher, hooks, programs for differences and signatures. None here.
_GIT = (
    "git",
    "--no-pager",
    "-c",
    "core.quotePath=false",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
)
_BARE = ("--no-ext-diff", "--no-textconv")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its full hash, and the day on which it was made, as its committer's clock had it."""

    hash: str
    day: date

    @property
    def short(self) -> str:
        """The hash as people quote it."""
        return self.hash[:10]


def read_provenance(folder: Path) -> Mapping[str, Commit]:
    """The last commit of every file under `folder`, by its path from the folder's parent (`content/site.yaml`).

    Files that are not in git, or have been changed since, are left out; all are, where there is no git, or where the
    history was cut (a shallow clone), since the last commit that is there need not be the one that changed a file. So
    is the register of addresses: nothing is made from it, and the program changes it itself.
    """
    top = folder.parent
    if _git(top, "rev-parse", "--is-shallow-repository") != "false\n":
        return {}
    tracked = set(_names(_git(top, "ls-files", "-z", "--", folder.name)))
    changed = set(_names(_git(top, "diff", *_BARE, "--name-only", "--relative", "-z", "HEAD", "--", folder.name)))
    return _last_commits(top, folder.name, tracked - changed - {f"{folder.name}/{ADDRESSES}"})


def is_committed(folder: Path, name: str) -> bool:
    """Whether the last commit has a file directly in `folder`."""
    return bool(_git(folder.parent, "ls-tree", "--name-only", "HEAD", "--", f"{folder.name}/{name}"))


def commit_of(commits: Mapping[str, Commit], name: str, files: Iterable[str]) -> str:
    """The last commit of the folder called `name`, when all these files of it are as they are in git; else nothing.

    `commits` come as `read_provenance` has them: the newest first.
    """
    is_clean = bool(commits) and all(f"{name}/{path}" in commits for path in files)
    return next(iter(commits.values())).hash if is_clean else ""


def _git(folder: Path, *arguments: str) -> str:
    """What git answers; nothing when it fails or is not there."""
    command = [*_GIT, "-C", str(folder), *arguments]
    try:
        found = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", errors="replace")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return found.stdout


def _names(text: str) -> list[str]:
    return [name for name in text.split("\0") if name]


def _last_commits(top: Path, name: str, wanted: set[str]) -> dict[str, Commit]:
    """The newest commit that names each of the wanted files. The log is read only as far as it is needed."""
    found: dict[str, Commit] = {}
    if not wanted:
        return found
    for commit, files in _log(top, name):
        found |= {file: commit for file in files if file in wanted and file not in found}
        if len(found) == len(wanted):
            break
    return found


def _log(top: Path, name: str) -> Iterator[tuple[Commit, list[str]]]:
    """Commits that changed something under a folder, newest first, with their files; of a merge what it made anew."""
    command = [*_GIT, "-C", str(top), "log", f"--format={_MARK}%H %cs", "--name-only"]
    command += [*_BARE, "--no-show-signature"]
    command += ["--no-renames", "--relative", "-c", "--", name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as log:
        yield from _commits(log.stdout or ())


def _commits(lines: Iterable[str]) -> Iterator[tuple[Commit, list[str]]]:
    """Commits and their files, from the lines of a log."""
    commit: Commit | None = None
    files: list[str] = []
    for line in lines:
        if line.startswith(_MARK) and commit is not None:
            yield commit, files
        if line.startswith(_MARK):
            digest, day = line[1:].split()
            commit, files = Commit(digest, date.fromisoformat(day)), []
        elif line.strip():
            files.append(line.rstrip("\n"))
    if commit is not None:
        yield commit, files
