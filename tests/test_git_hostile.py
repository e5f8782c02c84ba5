"""A repository that somebody prepared to do harm: git runs nothing of it, and tells no lies.

Each trap is a program that a repository names. It must not have sprung when the program has asked;
that it is armed is seen by asking git as people ask it.
"""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import provenance
from sitegen.provenance import read_provenance, state_of
from tests.conftest import ROOT

BASE = ROOT / "tests" / "diagnostics" / "base"
WHO = ("-c", "user.name=Editor", "-c", "user.email=editor@example.lv")
FILE = "content/site.yaml"
SIGNATURE = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n"


def git(folder: Path, *arguments: str, said: str = "") -> str:
    """What git answers to whoever prepares a repository."""
    command = ["git", "-C", str(folder), *WHO, *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", input=said).stdout.strip()


def ask_carelessly(folder: Path, *arguments: str) -> None:
    """Git as people run it in a terminal, which is what a pager waits for."""
    ours, theirs = pty.openpty()
    subprocess.run(
        ["git", "-C", str(folder), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "GIT_SSH_VARIANT": "simple"},
        check=False,
        timeout=60,
    )
    os.close(ours)
    os.close(theirs)


class Trap:
    """A repository `top` with the base site in it, and a program that leaves `sprung` behind when it is run."""

    def __init__(self, folder: Path) -> None:
        self.top, self.sprung, self.program = folder / "site", folder / "sprung", folder / "trap.sh"
        self.program.write_text(f"#!/bin/sh\ntouch '{self.sprung}'\n", encoding="utf-8")
        self.program.chmod(0o755)
        shutil.copytree(BASE, self.top)
        self.write("projects/b.txt", "b\n")
        git(self.top, "init", "--quiet", "--initial-branch=main")
        self.commit()
        self.write("projects/b.txt", "c\n")

    def write(self, path: str, text: str) -> None:
        file = self.top / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def commit(self) -> None:
        git(self.top, "add", "--all")
        git(self.top, "commit", "--quiet", "--message=x")

    def set(self, name: str, value: str = "", folder: Path | None = None) -> None:
        git(folder or self.top, "config", "--local", name, value or str(self.program))

    def make_old(self) -> None:
        """Make all files look newer than git knows them, so that it reads them again."""
        for path in (self.top / "content").rglob("*.*"):
            os.utime(path, (1_000_000_000, 1_000_000_000))

    def hook(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("post-index-change", "fsmonitor-watchman", "query-watchman"):
            shutil.copy(self.program, folder / name)

    def attribute(self, words: str) -> None:
        self.write(".gitattributes", f"* {words}\n")
        self.make_old()

    def lose(self, name: str) -> None:
        """Take an object away, which git may be told to fetch."""
        digest = git(self.top, "rev-parse", name)
        (self.top / ".git" / "objects" / digest[:2] / digest[2:]).unlink()

    def promise(self, address: str) -> None:
        """Say that somebody else has what is missing."""
        self.lose("HEAD^{tree}")
        self.set("core.repositoryFormatVersion", "1")
        for name, value in {"url": address, "promisor": "true", "partialCloneFilter": "blob:none"}.items():
            self.set(f"remote.origin.{name}", value)
        self.set("extensions.partialClone", "origin")

    def nest(self) -> Path:
        """A repository in the content, which the one around it names."""
        nested = self.top / "content" / "media" / "nested"
        nested.mkdir(parents=True)
        git(nested, "init", "--quiet")
        (nested / "a.txt").write_text("a\n", encoding="utf-8")
        git(nested, "add", "--all")
        git(nested, "commit", "--quiet", "--message=x")
        git(self.top, "-c", "advice.addEmbeddedRepo=false", "add", "--all")
        return nested


def hooks_path(trap: Trap) -> None:
    trap.hook(trap.top / "hooks")
    trap.set("core.hooksPath", "hooks")


def hooks(trap: Trap) -> None:
    trap.hook(trap.top / ".git" / "hooks")


def filtered(trap: Trap, kind: str) -> None:
    trap.set(f"filter.evil=x.{kind}")
    trap.attribute("filter=evil=x")


def shown(trap: Trap, kind: str) -> None:
    trap.set(f"diff.evil.{kind}")
    trap.attribute("diff=evil")


def included(trap: Trap, condition: str) -> None:
    (trap.top / ".git" / "more").write_text(f'[core]\n\tfsmonitor = "{trap.program}"\n', encoding="utf-8")
    trap.set(f"{condition}.path", "more")


def signed(trap: Trap) -> None:
    head, _, rest = git(trap.top, "cat-file", "commit", "HEAD").partition("\n\n")
    made = git(trap.top, "hash-object", "-t", "commit", "-w", "--stdin", said=f"{head}\n{SIGNATURE}\n{rest}\n")
    git(trap.top, "update-ref", "refs/heads/main", made)
    trap.set("log.showSignature", "true")
    trap.set("gpg.program")


def fetched(trap: Trap, address: str, **more: str) -> None:
    trap.promise(address.format(trap.program))
    for name, value in more.items():
        trap.set(name.replace("__", "."), value.format(trap.program))


def elsewhere(trap: Trap) -> None:
    shutil.copytree(trap.top / "content", trap.top.parent / "other" / "content")
    trap.set("core.worktree", str(trap.top.parent / "other"))
    trap.set("core.fsmonitor")


def submodule(trap: Trap) -> None:
    trap.set("core.fsmonitor", folder=trap.nest())


def submodule_by_file(trap: Trap) -> None:
    nested = trap.nest()
    trap.set("core.fsmonitor", folder=nested)
    (nested / ".git").rename(trap.top.parent / "hidden")
    (nested / ".git").write_text(f"gitdir: {trap.top.parent / 'hidden'}\n", encoding="utf-8")


def filtered_submodule(trap: Trap) -> None:
    nested = trap.nest()
    trap.set("filter.evil.clean", folder=nested)
    (nested / ".git" / "info" / "attributes").write_text("* filter=evil\n", encoding="utf-8")
    (nested / "a.txt").write_text("b\n", encoding="utf-8")


def content_of_its_own(trap: Trap) -> None:
    shutil.rmtree(trap.top / ".git")
    git(trap.top / "content", "init", "--quiet")
    trap.set("core.fsmonitor", folder=trap.top / "content")


def file_in_content(trap: Trap) -> None:
    content_of_its_own(trap)
    (trap.top / "content" / ".git").rename(trap.top.parent / "hidden")
    (trap.top / "content" / ".git").write_text(f"gitdir: {trap.top.parent / 'hidden'}\n", encoding="utf-8")


def file_beside_content(trap: Trap) -> None:
    trap.set("core.fsmonitor")
    (trap.top / ".git").rename(trap.top.parent / "hidden")
    (trap.top / ".git").write_text(f"gitdir: {trap.top.parent / 'hidden'}\n", encoding="utf-8")


def bare(trap: Trap) -> None:
    """A folder that is a repository itself, by files with the names of one's."""
    trap.set("core.fsmonitor")
    trap.set("core.worktree", str(trap.top))
    for path in (trap.top / ".git").iterdir():
        path.rename(trap.top / path.name)
    (trap.top / ".git").rmdir()


STATUS, ADD, DIFF, LOG = ("status",), ("add", "--all"), ("diff", "HEAD"), ("log", "--stat")
LISTED = ("ls-tree", "HEAD:content")
# What is prepared, and how git is asked so that it springs.
TRAPS: dict[str, tuple[Callable[[Trap], object], tuple[str, ...]]] = {
    "a watcher": (lambda trap: trap.set("core.fsmonitor"), STATUS),
    "a folder of hooks": (hooks_path, ADD),
    "hooks": (hooks, ADD),
    "a program for all differences": (lambda trap: trap.set("diff.external"), DIFF),
    "a program for differences of some files": (lambda trap: shown(trap, "command"), DIFF),
    "a program that makes text": (lambda trap: shown(trap, "textconv"), DIFF),
    "a filter on the way in": (lambda trap: filtered(trap, "clean"), DIFF),
    "a filter that stays": (lambda trap: filtered(trap, "process"), DIFF),
    "a filter on the way out": (lambda trap: filtered(trap, "smudge"), ("checkout-index", "--all", "--force")),
    "a pager": (lambda trap: trap.set("core.pager"), LOG),
    "a pager for one command": (lambda trap: trap.set("pager.log"), LOG),
    "an alias": (lambda trap: trap.set("alias.x", f"!{trap.program}"), ("x",)),
    "an included file": (lambda trap: included(trap, "include"), STATUS),
    "a file included here": (lambda trap: included(trap, "includeIf.gitdir:**/site/.git"), STATUS),
    "a program for signatures": (signed, LOG),
    "a program for SSH": (lambda trap: fetched(trap, "ssh://x.invalid/y", core__sshCommand="{}"), LISTED),
    "a program of the other side": (lambda trap: fetched(trap, "/", remote__origin__uploadpack="{}"), LISTED),
    "a protocol that is a program": (lambda trap: fetched(trap, "ext::{}", protocol__ext__allow="always"), LISTED),
    "files elsewhere": (elsewhere, STATUS),
    "a submodule": (submodule, STATUS),
    "a submodule by a file": (submodule_by_file, STATUS),
    "a submodule with filters": (filtered_submodule, STATUS),
    "content with a repository of its own": (content_of_its_own, ("-C", "content", "status")),
    "a file in the content that leads to one": (file_in_content, ("-C", "content", "status")),
    "a file beside it that leads to one": (file_beside_content, STATUS),
    "a folder that looks like a repository": (bare, STATUS),
}


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trap:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    return Trap(tmp_path)


@pytest.mark.parametrize("name", TRAPS)
def test_no_program_is_run_that_a_repository_names(name: str, trap: Trap) -> None:
    prepare, carelessly = TRAPS[name]
    prepare(trap)
    provenance_of_all, state = read_provenance(trap.top / "content"), state_of(trap.top)
    assert not trap.sprung.exists()
    ask_carelessly(trap.top, *carelessly)
    assert trap.sprung.exists(), "the trap was not armed"
    trap.sprung.unlink()
    assert (read_provenance(trap.top / "content"), state_of(trap.top)) == (provenance_of_all, state)
    assert not trap.sprung.exists()


def test_what_a_repository_sets_changes_nothing_of_what_is_told(trap: Trap) -> None:
    expected = read_provenance(trap.top / "content")
    assert set(expected) == {path for path in git(trap.top, "ls-files").split() if not path.endswith("b.txt")}
    for name in (
        "a watcher",
        "a folder of hooks",
        "a program for all differences",
        "a pager",
        "a program for signatures",
    ):
        TRAPS[name][0](trap)
    assert set(read_provenance(trap.top / "content")) == set(expected)
    assert state_of(trap.top) == git(trap.top, "rev-parse", "HEAD") + "+"


def test_the_site_is_built_with_its_commits_in_spite_of_traps(trap: Trap) -> None:
    for prepare in (hooks_path, hooks, signed):
        prepare(trap)
    for name in ("core.fsmonitor", "core.pager", "diff.external", "filter.evil.clean", "diff.evil.textconv"):
        trap.set(name)
    trap.write(".gitattributes", "* filter=evil diff=evil\n")
    (trap.top / "content" / "projects" / "b.txt").unlink()
    trap.sprung.unlink(missing_ok=True)
    done = program(trap.top, "build", "--no-search", "--date", "2026-01-01")
    assert (done.returncode, done.stderr) == (0, done.stderr)
    pages = [path.read_text("utf-8") for path in (trap.top / "public").rglob("index.html")]
    assert any(git(trap.top, "rev-parse", "HEAD")[:10] in page for page in pages)
    program(trap.top, "audit", "public", "--static")
    assert not trap.sprung.exists()


def program(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build.py"), *arguments, "--messages", "en"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)


def test_a_commit_that_is_replaced_is_not_believed(trap: Trap) -> None:
    head = git(trap.top, "rev-parse", "HEAD")
    told = read_provenance(trap.top / "content")
    text = git(trap.top, "cat-file", "commit", head).split("\n")
    text[2] = "committer Mallory <m@example.lv> 946684800 +0000"
    made = git(trap.top, "hash-object", "-t", "commit", "-w", "--stdin", said="\n".join(text) + "\n")
    git(trap.top, "replace", head, made)
    assert "2000-01-01" in git(trap.top, "log", "-1", "--format=%cs")
    assert read_provenance(trap.top / "content") == told
    assert told[FILE].day.year > 2000


@pytest.mark.parametrize("kind", ["a pipe", "without end", "a link to a pipe"])
def test_attributes_that_git_could_not_read_keep_nobody_waiting(kind: str, trap: Trap) -> None:
    attributes = trap.top / "content" / "projects" / ".gitattributes"
    if kind == "without end":
        attributes.touch()
        os.truncate(attributes, 90 << 20)
    else:
        os.mkfifo(trap.top / "pipe")
        (attributes.symlink_to if kind == "a link to a pipe" else lambda _: os.mkfifo(attributes))(trap.top / "pipe")
    trap.make_old()
    started = time.monotonic()
    assert read_provenance(trap.top / "content") == {}
    assert time.monotonic() - started < provenance._PATIENCE / 2


@pytest.mark.parametrize("path", ["HEAD", "config", "objects/pack/pack-x.idx", "index"])
def test_a_repository_that_never_answers_is_left_alone(path: str, trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provenance, "_PATIENCE", 1)
    (trap.top / ".git" / path).unlink(missing_ok=True)
    os.mkfifo(trap.top / ".git" / path)
    started = time.monotonic()
    read_provenance(trap.top / "content")
    assert time.monotonic() - started < 60


def test_nothing_is_left_of_the_asking(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = trap.top.parent / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    assert read_provenance(trap.top / "content") != {}
    assert list(folder.iterdir()) == []


def test_a_repository_of_another_kind_of_digest_is_read(trap: Trap) -> None:
    shutil.rmtree(trap.top / ".git")
    git(trap.top, "init", "--quiet", "--object-format=sha256")
    trap.commit()
    assert len(read_provenance(trap.top / "content")[FILE].hash) == 64
