"""A site in a folder of its own, built by the program as visitors and editors have it: another process."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import DAY, ROOT

CONTENT = ROOT / "tests" / "golden" / "content"
# One project is enough: what counts is how a site is put in its place, many times over.
_LEFT_OUT = shutil.ignore_patterns("news", "direct.yaml", "draft.yaml", "middle.yaml", "old.yaml", "recovery.yaml")
_ABOUT = "---\ntitle: {title}\n---\n{text} {{{{ new:funding.total }}}}.\n"
Digests = dict[str, str]


def digests(folder: Path) -> Digests:
    """Every file below a folder but for the program's marker."""
    files = (path for path in folder.rglob("*") if not path.is_dir() and path != folder / ".sitegen")
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@dataclass
class World:
    """A site folder `root` with its content, in one of two versions that differ on every page or on a few."""

    root: Path
    options: tuple[str, ...] = ()

    @classmethod
    def made(cls, root: Path, *options: str) -> World:
        shutil.copytree(CONTENT, root / "content", ignore=_LEFT_OUT)
        (root / "tmp").mkdir()
        world = cls(root, options)
        world.write("a")
        return world

    @property
    def output(self) -> Path:
        return self.root / "public"

    def write(self, version: str, *, is_everywhere: bool = False) -> None:
        """Write a version: into one text, or into the title of the site, which stands on every page."""
        pages = self.root / "content" / "pages"
        for language, title, text in (("lv", "Par vietni", "Kopā"), ("en", "About", f"Version {version}, in all")):
            (pages / f"about.{language}.md").write_text(_ABOUT.format(title=title, text=text), encoding="utf-8")
        # Versions take pages away, which the register would hold a build to.
        (self.root / "content" / "addresses.txt").unlink(missing_ok=True)
        more = pages / "more.lv.md"
        more.unlink(missing_ok=True)
        if version == "b":  # a page that there is in one version only
            more.write_text("---\ntitle: Vēl\n---\nVēl par vietni.\n", encoding="utf-8")
        site = (CONTENT / "site.yaml").read_text(encoding="utf-8")
        title = f"lv: Paraugs {version}," if is_everywhere else "lv: Paraugs,"
        (self.root / "content" / "site.yaml").write_text(site.replace("lv: Paraugs,", title), encoding="utf-8")

    def command(self, *options: str) -> list[str]:
        return [sys.executable, str(ROOT / "build.py"), "--date", str(DAY), "--jobs", "2", *self.options, *options]

    def environment(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TMPDIR": str(self.root / "tmp"), "HOME": "/nonexistent"}

    def start(self, *options: str) -> subprocess.Popen[str]:
        """A build, the first process of a session of its own."""
        return subprocess.Popen(
            self.command(*options),
            cwd=self.root,
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def build(self, *options: str, before: tuple[str, ...] = (), **more: Any) -> subprocess.CompletedProcess[str]:
        """A build to its end. `before`: a program that runs it, with its arguments."""
        return self.run([*before, *self.command(*options)], **more)

    def run(self, command: list[str], **more: Any) -> subprocess.CompletedProcess[str]:
        """A program to its end, in the site folder. `more`: its environment; `preexec_fn`: what is done before it."""
        function = more.pop("preexec_fn", None)
        return subprocess.run(
            command,
            cwd=self.root,
            env=self.environment() | more,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            preexec_fn=function,
        )

    def clean(self, folder: Path) -> Digests:
        """What a build makes of this content that remembers nothing, elsewhere."""
        other = World(folder, self.options)
        shutil.copytree(self.root / "content", folder / "content")
        (folder / "tmp").mkdir()
        done = other.build()
        assert done.returncode == 0, done.stderr
        return digests(other.output)

    def leftovers(self) -> list[str]:
        """What lies beside the site that does not belong there."""
        expected = {"content", "tmp", "public", ".sitegen", ".public.spare"}
        return sorted({path.name for path in self.root.iterdir()} - expected) + sorted(os.listdir(self.root / "tmp"))


def processes_of(session: int) -> list[int]:
    """The processes of a session that are alive."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] not in {"Z", "X"}:
                found.append(int(entry.name))
    return found


def wait_for(seconds: float, is_done: object) -> bool:
    """Wait until `is_done()`, at most so long."""
    assert callable(is_done)
    for _ in range(int(seconds / 0.02)):
        if is_done():
            return True
        time.sleep(0.02)
    return bool(is_done())
