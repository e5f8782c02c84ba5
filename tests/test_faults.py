"""A fault of the program is told in one paragraph, and nothing of the content in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

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


def failing(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    command = [sys.executable, "-c", FAULTY, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, check=False)


@pytest.mark.parametrize(("language", "words"), [("en", "fault of the program"), ("lv", "programmas")])
def test_a_fault_of_the_program_is_one_paragraph_with_what_to_send(tmp_path: Path, language: str, words: str) -> None:
    ended = failing(tmp_path, "check", "--messages", language)
    assert ended.returncode == 70
    assert words in ended.stderr
    assert "sitegen/load/units.py" in ended.stderr
    assert "RuntimeError" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "SECRET" not in ended.stderr


def test_a_fault_is_shown_as_python_shows_it_to_who_asks(tmp_path: Path) -> None:
    ended = failing(tmp_path, "check", SITEGEN_DEBUG="1")
    assert "Traceback" in ended.stderr
    assert ended.returncode == 1
