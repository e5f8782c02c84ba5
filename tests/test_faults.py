"""A fault of the program is told in one paragraph, and nothing of the content in it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests" / "diagnostics" / "base"
# The program itself, with a line in it that fails.
FAULTY = """
import sys
from sitegen.load import units
def broken(*given):
    relative = "projects/a.yaml"
    raise RuntimeError("SECRET of the content")
units.load_project = broken
from sitegen.cli import main
main(sys.argv[1:])
"""


# The same, failing where every command that knows of content begins.
FAULTY_READING = FAULTY.replace("from sitegen.load import units", "from sitegen.load.files import Folder").replace(
    "units.load_project", "Folder.read"
)
# The same, failing while pages are made, which is done by workers where there are many.
FAULTY_PAGES = FAULTY.replace("from sitegen.load import units", "from sitegen.pipeline.jobs import Maker").replace(
    "units.load_project", "Maker._steps"
)
SECONDS = 60.0


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def failing(
    folder: Path, *arguments: str, program: str = FAULTY, site: Path = BASE, **more: str
) -> subprocess.CompletedProcess[str]:
    shutil.copytree(site / "content", folder / "content")
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=environment(LANG="C.UTF-8", **more), check=False
    )


@pytest.mark.parametrize(("language", "words"), [("en", "fault of the program"), ("lv", "programmas")])
def test_a_fault_of_the_program_is_one_paragraph_with_what_to_send(tmp_path: Path, language: str, words: str) -> None:
    ended = failing(tmp_path, "check", "--messages", language)
    assert ended.returncode == 70
    assert words in ended.stderr
    assert "sitegen/load/units.py" in ended.stderr
    assert "RuntimeError" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "SECRET" not in ended.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        *(["check"], ["build", "--no-search"], ["links"], ["links", "--external"], ["duties"], ["translations"]),
        *(["redirects"], ["headers", "--format", "nginx"], ["new", "project", "x"], ["audit", "--static", "."]),
    ],
    ids=" ".join,
)
def test_a_fault_of_any_command_is_told_so(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><html lang='lv'><title>x</title>", encoding="utf-8")
    ended = failing(tmp_path, *arguments, program=FAULTY_READING)
    assert (ended.returncode, ended.stdout) == (70, "")
    assert "This is a fault of the program" in ended.stderr
    assert "sitegen/load/" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "SECRET" not in ended.stderr


@pytest.mark.parametrize(
    ("raised", "code", "told"),
    [
        ("type('PanicException', (BaseException,), {})('SECRET')", 70, "PanicException"),
        ("ExceptionGroup('SECRET', [ValueError('SECRET')])", 70, "  ValueError"),
        ("OSError('SECRET')", 70, "  OSError"),
        ("MemoryError", 70, "  MemoryError"),
        ("OSError(5, 'SECRET', 'content/site.yaml')", 2, "content/site.yaml: the disk could not read or write"),
        ("ModuleNotFoundError('SECRET', name='babel')", 2, "not installed whole: babel is missing"),
        ("ModuleNotFoundError('SECRET', name='sitegen.x')", 70, "ModuleNotFoundError"),
    ],
)
def test_what_is_no_fault_of_the_program_is_told_as_what_it_is(
    tmp_path: Path, raised: str, code: int, told: str
) -> None:
    program = FAULTY_READING.replace('RuntimeError("SECRET of the content")', raised)
    ended = failing(tmp_path, "redirects", "--messages", "en", program=program)
    assert ended.returncode == code
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "SECRET" not in ended.stderr


def test_a_fault_is_shown_as_python_shows_it_to_who_asks(tmp_path: Path) -> None:
    ended = failing(tmp_path, "check", SITEGEN_DEBUG="1")
    assert "Traceback" in ended.stderr
    assert ended.returncode == 1


def test_a_fault_in_a_worker_is_told_with_the_lines_of_the_worker(tmp_path: Path) -> None:
    ended = failing(tmp_path, "build", "--no-search", "--jobs", "2", program=FAULTY_PAGES, site=ROOT)
    assert ended.returncode == 70
    assert "sitegen/pipeline/jobs.py" in ended.stderr
    assert "SECRET" not in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "public").exists()


def shown(address: str) -> str:
    """What a preview shows, once its first build has ended."""
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        time.sleep(0.1)
        try:
            with urlopen(address, timeout=SECONDS) as answer:
                body: bytes = answer.read()
        except HTTPError as error:
            body = error.read()
        except OSError:
            continue
        if b"sitegen/load/units.py" in body:
            return body.decode()
    raise AssertionError("the preview shows nothing of it")


def test_a_fault_in_a_preview_stands_in_its_page_and_the_preview_lives_on(tmp_path: Path) -> None:
    shutil.copytree(BASE / "content", tmp_path / "content")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-c", FAULTY, "serve", "--port", str(port), "--messages", "en"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL, env=environment()) as serving:
        try:
            page = shown(f"http://127.0.0.1:{port}/")
            assert "This is a fault of the program" in page
            assert "SECRET" not in page
            assert serving.poll() is None
        finally:
            serving.terminate()
