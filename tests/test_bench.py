"""The corpus for measuring is content like any other: the same for the same seed, and clean."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path

from sitegen.pipeline import Settings, build

ROOT = Path(__file__).parent.parent


def make(folder: Path, projects: int) -> dict[str, bytes]:
    """The corpus in a folder, and its files."""
    spec = importlib.util.spec_from_file_location("corpus", ROOT / "bench" / "corpus.py")
    assert spec is not None
    assert spec.loader is not None
    corpus = importlib.util.module_from_spec(spec)
    sys.modules["corpus"] = corpus
    spec.loader.exec_module(corpus)
    corpus.make(folder, projects, 7)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_corpus_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    assert make(tmp_path / "one", 3) == make(tmp_path / "two", 3)


def test_the_corpus_builds_without_a_word(tmp_path: Path) -> None:
    files = make(tmp_path / "content", 4)
    assert len(files) == 5 + 4 + 4 * 3 * 2
    outcome = build(Settings(content=tmp_path / "content", output=tmp_path / "public", day=date(2040, 1, 1)))
    assert outcome.diagnostics == ()
    assert outcome.changes is not None
