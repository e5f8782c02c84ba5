"""A build that remembers makes what a clean one makes, byte for byte, whatever was edited since."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.pipeline import Outcome, build
from tests.incremental.edits import Editor, begin, edit, keep

SEED = 6


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".sitegen")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def clean(editor: Editor) -> tuple[Outcome, dict[str, bytes]]:
    """What a build makes that remembers nothing, in an output of its own."""
    output = editor.root / "clean"
    shutil.rmtree(output, ignore_errors=True)
    outcome = build(replace(editor.settings, memory=None, output=output, jobs=1))
    return outcome, tree(output)


def told(outcome: Outcome) -> tuple[object, ...]:
    return outcome.diagnostics, outcome.excepted, outcome.pages, outcome.size


@pytest.fixture
def edits(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--edits"))


def test_after_any_edit_a_build_that_remembers_makes_what_a_clean_one_makes(tmp_path: Path, edits: int) -> None:
    editor = begin(tmp_path, SEED)
    assert build(editor.settings).changes
    keep(editor)
    published = failures = 0
    for number in range(edits):
        name = edit(editor, failures)
        expected, files = clean(editor)
        before = tree(editor.settings.output)
        outcome = build(editor.settings)
        place = f"edit {number}: {name}, after {editor.done[-6:-1]}"
        assert told(outcome) == told(expected), place
        assert tree(editor.settings.output) == (before if expected.has_errors else files), place
        failures = failures + 1 if expected.has_errors else 0
        if not failures:
            published += 1
            keep(editor)
    assert published > edits * 2 / 3


@pytest.mark.parametrize("pattern", ["pagefind.js", "fragment/*", "*.pagefind"])
def test_a_file_of_the_search_that_was_lost_is_made_again(tmp_path: Path, pattern: str) -> None:
    editor = begin(tmp_path, SEED)
    settings = replace(editor.settings, has_search=True)
    build(settings)
    files = tree(settings.output)
    lost = next((settings.output / "pagefind").rglob(pattern))
    lost.unlink()
    build(settings)
    assert tree(settings.output) == files
    lost.write_bytes(b"somebody else's")
    build(settings)
    assert tree(settings.output) == files
