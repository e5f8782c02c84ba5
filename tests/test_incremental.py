"""A build that remembers makes what a clean one makes, byte for byte, whatever was edited since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.pipeline import build
from tests.incremental.comparing import compared, tree
from tests.incremental.edits import begin, damage_store

SEED = 6


@pytest.fixture
def edits(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--edits"))


def test_after_any_edit_a_build_that_remembers_makes_what_a_clean_one_makes(tmp_path: Path, edits: int) -> None:
    editor = begin(tmp_path, SEED)
    published = [outcome for outcome in compared(editor, edits) if not outcome.has_errors]
    assert len(published) > edits * 2 / 3


def test_a_build_whose_store_was_damaged_makes_what_a_clean_one_makes(tmp_path: Path, edits: int) -> None:
    editor = begin(tmp_path, SEED + 1)
    assert len(list(compared(editor, edits, disturb=damage_store))) == edits


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
