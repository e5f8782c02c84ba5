"""What a build does to the world around it: told by Python's own audit events, of the program and of its workers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Events: https://docs.python.org/3/library/audit_events.html. The log is opened before, so that workers share it.
WATCHED = """
import os, sys
log = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
MOVING, MAKING = ("os.rename", "os.link", "os.symlink"), ("os.mkdir", "sqlite3.connect")
ASKING = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname")
STARTING = ("os.exec", "os.posix_spawn", "os.system", "subprocess.Popen")
def watch(event, given):
    if event == "open" and isinstance(given[0], (str, bytes)) and (given[2] or 0) & WRITING:
        told = "writes", os.path.abspath(os.fsdecode(given[0]))
    elif event in MOVING or event in MAKING:
        told = "writes", os.path.abspath(os.fsdecode(given[event in MOVING]))
    elif event in ASKING:
        told = "asks", repr(given[1:])
    elif event in STARTING:
        told = "starts", os.path.basename(os.fsdecode(given[0]))
    else:
        return
    os.write(log, ("\\t".join(told) + "\\n").encode("utf-8", "surrogateescape"))
sys.addaudithook(watch)
"""
BUILD = "from sitegen.cli import main\nmain()\n"


def done(log: Path, site: Path, program: str, *arguments: str) -> dict[str, set[str]]:
    """What a program did in a folder: where it wrote, whom it asked, what it started."""
    command = [sys.executable, "-B", "-c", WATCHED + program, str(log), *arguments]
    subprocess.run(command, cwd=site, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True)
    told: dict[str, set[str]] = {"writes": set(), "asks": set(), "starts": set()}
    for line in log.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        what, _, value = line.partition("\t")
        told[what].add(value)
    return told


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "site" / "content")
    return tmp_path / "site"


def test_a_build_writes_into_its_own_folders_asks_nobody_and_starts_no_other_programs(
    site: Path, tmp_path: Path
) -> None:
    told = done(tmp_path / "log", site, BUILD, "build", "--jobs", "2")
    # Its folders, their staging beside them, the register with its own staging, and the program's compiled templates.
    own = ("public/", ".", "content/addresses.txt", "content/.addresses.txt")
    kept = tuple(str(ROOT / name / "__pycache__") for name in ("templates", "locales"))
    allowed = (*(f"{site}/{name}" for name in own), *kept, f"{tempfile.gettempdir()}/sitegen", "/dev/")
    others = {path for path in told["writes"] if not f"{path}/".startswith(allowed)}
    assert others <= {str(site)}  # whose folder is made where there is none
    assert (site / "public" / "index.html").is_file()
    assert told["asks"] == set()
    assert {name.removesuffix("_extended") for name in told["starts"]} <= {"git", "pagefind"}


def test_a_check_writes_nothing_but_what_it_remembers(site: Path, tmp_path: Path) -> None:
    told = done(tmp_path / "log", site, BUILD, "check")
    kept = tuple(str(ROOT / name / "__pycache__") for name in ("templates", "locales"))
    others = {path for path in told["writes"] if not path.startswith((f"{site}/.sitegen", *kept, "/dev/"))}
    assert others == set()
    assert any(path.startswith(f"{site}/.sitegen") for path in told["writes"])
    assert {path.name for path in site.iterdir()} == {"content", ".sitegen"}
    assert told["asks"] == set()


def test_what_a_build_would_do_is_seen(site: Path, tmp_path: Path) -> None:
    program = "import subprocess, urllib.request\nopen('x', 'w')\nsubprocess.run(['true'])\n"
    told = done(tmp_path / "log", site, program + "import socket\nsocket.getaddrinfo('127.0.0.1', 9)\n")
    assert told["writes"] == {str(site / "x")}
    assert told["starts"] == {"true"}
    assert len(told["asks"]) == 1
