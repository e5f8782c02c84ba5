"""The corpus for measuring is content like any other: the same for the same seed, and clean."""

from __future__ import annotations

import importlib
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from sitegen.pipeline import Settings, build

BENCH = Path(__file__).parent.parent / "bench"
PROJECTS, LANGUAGES = 3, 2


@pytest.fixture(scope="module")
def bench() -> dict[str, ModuleType]:
    """The scripts, which import each other from their own folder."""
    sys.path.insert(0, str(BENCH))
    try:
        names = ("corpus",)
        return {name: importlib.import_module(name) for name in names}
    finally:
        sys.path.remove(str(BENCH))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made(bench: dict[str, ModuleType], script: str, folder: Path) -> dict[str, bytes]:
    bench[script].make(folder, PROJECTS, 7)
    return files(folder)


# --- The corpus


def test_the_corpus_is_the_same_for_the_same_seed(bench: dict[str, ModuleType], tmp_path: Path) -> None:
    assert made(bench, "corpus", tmp_path / "one") == made(bench, "corpus", tmp_path / "two")


def test_the_corpus_builds_without_a_word(bench: dict[str, ModuleType], tmp_path: Path) -> None:
    written = made(bench, "corpus", tmp_path / "content")
    assert len(written) == 5 + PROJECTS * (1 + LANGUAGES) + PROJECTS * 3 * LANGUAGES
    outcome = build(Settings(content=tmp_path / "content", output=tmp_path / "public", day=date(2026, 11, 22)))
    assert outcome.diagnostics == ()
    assert outcome.changes is not None


def test_a_project_has_what_a_real_one_has(bench: dict[str, ModuleType], tmp_path: Path) -> None:
    written = made(bench, "corpus", tmp_path)
    record = yaml.safe_load(written["projects/projekts-00002.yaml"])
    lengths = [len(record[name]) for name in ("activities", "indicators", "places", "tags")]
    assert lengths == [8, 5, 3, 3]
    assert 400 < len(record["goal"]["lv"]) < 800
    text = written["projects/projekts-00002.lv.md"].decode()
    assert 1200 < len(text) < 2000
    assert all(mark in text for mark in ("\n## ", "\n- ", "|---|", "](https://", "{{ funding.total }}"))
    items = [text.decode() for path, text in written.items() if "zina-00002-" in path and path.endswith(".lv.md")]
    assert len(items) == 3
    assert all(mark in items[0] for mark in ("\n## ", "\n- ", "\n> ", "](https://"))
