"""Where files stand in git: for each the last commit that changed it. What git cannot prove is left out.

A repository can name programs that git is to run: watchers, hooks, filters, programs for differences and signatures,
helpers that fetch what is missing. So git is asked by way of a folder of ours in the place of the repository's: it has
the objects, the index and the commit of the other, and nothing of its settings. Settings of whoever builds hold.
"""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import gettempdir
from threading import Timer

from sitegen.manifest import ADDRESSES
from sitegen.values import dataclass
from sitegen.workplace import workplace

_MARK = "\x01"
_GIT = (
    "git",
    "--no-pager",
    "--no-optional-locks",
    "-c",
    "core.quotePath=false",
    "-c",
    "core.fileMode=false",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
)
_BARE = ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
# What `git rev-parse` tells of a repository, a line each. It runs nothing, whatever the repository's settings are.
_ASKED = (
    *("--is-shallow-repository", "--show-toplevel", "--show-object-format"),
    *("--git-path", "objects", "--git-path", "index", "--git-path", "info/exclude", "HEAD"),
)
# Seconds: git answers in less than one; a pipe in the place of one of its files it would wait for without end.
_PATIENCE = 30
_LARGEST_ATTRIBUTES = 128 << 10


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
    top, name = folder.parent, folder.name
    try:
        with _apart(top) as git:
            tracked = set(_names(_told([*git, "ls-files", "-z", "--", name])))
            if not _are_attributes_sound(top, tracked):
                return {}
            different = [*git, "diff", *_BARE, "--name-only", "--relative", "-z", "HEAD", "--", name]
            wanted = tracked - set(_names(_told(different))) - {f"{name}/{ADDRESSES}"}
            return _last_commits(git, name, wanted)
    except (OSError, subprocess.SubprocessError):
        return {}


def is_committed(folder: Path, name: str) -> bool:
    """Whether the last commit has a file directly in `folder`."""
    try:
        with _apart(folder.parent, is_whole=False) as git:
            return bool(_told([*git, "ls-tree", "--name-only", "HEAD", "--", f"{folder.name}/{name}"]))
    except (OSError, subprocess.SubprocessError):
        return False


def commit_of(commits: Mapping[str, Commit], name: str, files: Iterable[str]) -> str:
    """The last commit of the folder called `name`, when all these files of it are as they are in git; else nothing.

    `commits` come as `read_provenance` has them: the newest first.
    """
    is_clean = bool(commits) and all(f"{name}/{path}" in commits for path in files)
    return next(iter(commits.values())).hash if is_clean else ""


def state_of(folder: Path) -> str:
    """The commit that a folder's repository stands on, with a plus when files have changed since; may be empty."""
    try:
        with _apart(folder, is_whole=False) as git:
            head = _told([*git, "rev-parse", "HEAD"]).strip()
            is_changed = bool(_told([*git, "status", "--porcelain", "--ignore-submodules=all"]))
    except (OSError, subprocess.SubprocessError):
        return ""
    return head + "+" * is_changed


@contextmanager
def _apart(top: Path, *, is_whole: bool = True) -> Iterator[list[str]]:
    """How git is asked, in `top`: a command without its last words.

    Raises `OSError` or `SubprocessError` where there is no repository, or none with a whole history.
    """
    told = _told([*_GIT, "-C", str(top), "rev-parse", *_ASKED], "surrogateescape").split("\n")
    is_shallow, tree, kind, objects, index, exclude, head, *_ = told
    if is_shallow != "false" and is_whole:
        raise FileNotFoundError(top)
    with workplace(Path(gettempdir()), "sitegen-git-") as place:
        _write(place / "HEAD", head)
        _write(place / "config", "[core]\nrepositoryFormatVersion = 1\n[extensions]\nobjectFormat = " + kind)
        _write(place / "objects" / "info" / "alternates", str(top / objects))
        _write(place / "refs" / "README", "What git takes for a repository has such a folder.")
        (place / "info").mkdir()
        (place / "info" / "exclude").symlink_to(top / exclude)
        (place / "index").symlink_to(top / index)
        yield [*_GIT, f"--git-dir={place}", f"--work-tree={tree}", "-C", str(top)]


def _write(file: Path, line: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{line}\n", encoding="utf-8", errors="surrogateescape")


def _told(command: list[str], errors: str = "replace") -> str:
    """What git answers. Raises `OSError` when it is not there, `SubprocessError` when it fails or hangs."""
    found = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        timeout=_PATIENCE,
        encoding="utf-8",
        errors=errors,
    )
    return found.stdout


def _names(text: str) -> list[str]:
    return [name for name in text.split("\0") if name]


def _are_attributes_sound(top: Path, tracked: set[str]) -> bool:
    """Whether git can read the attributes beside these files: it waits for pipes, and keeps what it reads."""
    folders = {folder for name in tracked for folder in Path(name).parents if folder != Path()}
    return all(_is_attributes_sound(top / folder / ".gitattributes") for folder in folders)


def _is_attributes_sound(file: Path) -> bool:
    try:
        status = file.lstat()
    except OSError:
        return True
    return stat.S_ISREG(status.st_mode) and status.st_size <= _LARGEST_ATTRIBUTES


def _last_commits(git: list[str], name: str, wanted: set[str]) -> dict[str, Commit]:
    """The newest commit that names each of the wanted files. The log is read only as far as it is needed."""
    found: dict[str, Commit] = {}
    if not wanted:
        return found
    for commit, files in _log(git, name):
        found |= {file: commit for file in files if file in wanted and file not in found}
        if len(found) == len(wanted):
            break
    return found


def _log(git: list[str], name: str) -> Iterator[tuple[Commit, list[str]]]:
    """Commits that changed something under a folder, newest first, with their files; of a merge what it made anew.

    Raises `SubprocessError` when the log breaks off.
    """
    command = [*git, "log", f"--format={_MARK}%H %cs", "--name-only", *_BARE, "--no-show-signature"]
    command += ["--no-renames", "--relative", "-c", "--", name]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
    ) as log:
        watch = Timer(_PATIENCE, log.kill)
        watch.start()
        try:
            yield from _commits(log.stdout or ())
        finally:
            watch.cancel()
            watch.join()
        if log.wait():
            raise subprocess.CalledProcessError(log.returncode, "git")


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
