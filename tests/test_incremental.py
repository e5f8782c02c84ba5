"""A build that remembers makes what a clean one makes, byte for byte, whatever was edited since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.diagnostics import Severity
from sitegen.pipeline import Settings, build
from sitegen.spool import Spool
from sitegen.store import Store
from tests.conftest import ROOT
from tests.incremental.comparing import compared, tree
from tests.incremental.edits import DAY, begin, damage_store
from tests.many_projects import make

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


@pytest.fixture
def many(tmp_path: Path) -> Settings:
    """More records than are kept in memory."""
    make(tmp_path / "content", 18)
    return Settings(tmp_path / "content", tmp_path / "public", DAY, memory=tmp_path / ".sitegen", jobs=2)


def clean_of(many: Settings) -> dict[str, bytes]:
    clean = replace(many, memory=None, output=many.output.with_name("clean"), jobs=1)
    assert not build(clean).has_errors
    return tree(clean.output)


def test_where_most_of_many_records_changed_the_others_are_as_they_were(many: Settings) -> None:
    assert not build(many).has_errors
    for file in sorted((many.content / "news").glob("*.md")):  # 54 of 72 records
        file.write_text(file.read_text(encoding="utf-8") + "\nPapildināts. Added.\n", encoding="utf-8")
    assert not build(many).has_errors
    assert tree(many.output) == clean_of(many)
    again = build(many)
    assert again.changes is not None
    assert (again.changes.written, again.changes.removed, again.forgotten) == (0, 0, 0)


@pytest.mark.parametrize("memory", [".sitegen", None])
def test_where_pages_lead_is_told_alike_by_another_process(many: Settings, memory: str | None) -> None:
    many = replace(many, memory=many.memory if memory else None)
    own = many.content.with_name("templates") / "news.html"
    own.parent.mkdir()
    shipped = (ROOT / "templates" / "news.html").read_text(encoding="utf-8")
    own.write_text(shipped.replace("</h1>", '</h1><p><a href="../nekur/">x</a></p>'), encoding="utf-8")
    told = [build(replace(many, jobs=jobs)).diagnostics for jobs in (2, 1)]
    assert told[0] == told[1]
    assert "broken-link" in {one.code for one in told[0] if one.severity is Severity.ERROR}
    assert not many.output.exists()
    own.write_text(shipped, encoding="utf-8")
    assert not build(many).has_errors
    assert tree(many.output) == clean_of(many)


@pytest.mark.parametrize("part", ["spool", "store"])
def test_many_records_are_published_though_they_cannot_be_laid_aside(
    many: Settings, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk, or with another program in the store."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        if part == "spool":
            patch.setattr(Spool, "__init__", full)
        else:
            patch.setattr(Store, "keep", lambda *_: False)
        assert not build(many).has_errors
    assert tree(many.output) == clean_of(many)
    assert not build(many).has_errors
    assert tree(many.output) == clean_of(many)
