"""Builds as a whole: repeatable, all or nothing, the same in any folder and with any number of processes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.outputs import OutputRefusedError, check_output
from sitegen.pipeline import Settings, build, examined
from sitegen.plan import MANIFEST
from sitegen.publish import MARKER
from tests.conftest import DAY, ROOT


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(p.relative_to(folder)): (p.stat().st_ino, p.stat().st_mtime_ns)
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("addresses.txt"))
    return Settings(content=tmp_path / "content", output=tmp_path / "public", day=DAY)


def test_a_second_build_writes_nothing(settings: Settings) -> None:
    first = build(settings)
    before = stamps(settings.output)
    second = build(settings)
    assert first.changes is not None
    assert second.changes is not None
    assert (0, first.changes.written, 0) == (
        second.changes.written,
        second.changes.unchanged,
        second.changes.removed,
    )
    assert before == stamps(settings.output)


def test_an_edit_touches_only_the_files_that_change(settings: Settings) -> None:
    build(settings)
    before = stamps(settings.output)
    page = settings.content / "pages" / "about.en.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    outcome = build(settings)
    assert outcome.changes is not None
    assert (outcome.changes.written, outcome.changes.removed) == (2, 0)
    after = stamps(settings.output)
    changed = [path for path in after if after[path] != before[path] and path != MARKER]
    assert changed == [MANIFEST, "en/about/index.html"]


def test_what_is_no_longer_made_goes(settings: Settings) -> None:
    build(settings)
    for path in settings.content.glob("news/2022-03-22-*"):
        path.unlink()
    outcome = build(settings)
    assert outcome.changes is not None
    assert outcome.changes.removed > 0
    assert not (settings.output / "lv/aktualitates/2022").exists()


def test_two_builds_in_different_folders_are_equal_byte_for_byte(settings: Settings, real_site: Path) -> None:
    build(replace(settings, has_search=True))
    assert files(real_site) == files(settings.output)


def test_any_number_of_processes_makes_the_same_bytes(settings: Settings, real_site: Path) -> None:
    build(replace(settings, jobs=3, has_search=True))
    assert files(real_site) == files(settings.output)


def test_an_error_leaves_the_old_site_as_it_was(settings: Settings) -> None:
    build(settings)
    before = (files(settings.output), stamps(settings.output))
    record = settings.content / "projects" / "atver-sirdi-zemgale.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("9412350.00", "9412350.01"), encoding="utf-8")
    outcome = build(settings)
    assert None is outcome.changes
    assert [one.code for one in outcome.diagnostics if one.severity == "error"] == ["sources-do-not-add-up"]
    assert before == (files(settings.output), stamps(settings.output))
    assert sorted(path.name for path in settings.output.parent.iterdir()) == ["content", "public"]


def test_check_writes_nothing(settings: Settings) -> None:
    outcome = examined(settings)
    assert not outcome.has_errors
    assert [path.name for path in settings.content.parent.iterdir()] == ["content"]


def test_strict_makes_a_warning_an_error(settings: Settings) -> None:
    (settings.content / "unknown.txt").write_text("x")
    outcome = build(replace(settings, is_strict=True))
    assert outcome.has_errors
    assert not settings.output.exists()


def test_a_folder_that_the_program_did_not_make_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    check_output(tmp_path / "mine")
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    with pytest.raises(OutputRefusedError):
        check_output(tmp_path / "mine")
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputRefusedError):
        check_output(tmp_path / "file")


def test_the_folder_of_a_killed_build_is_cleared_away(settings: Settings) -> None:
    left = settings.output.parent / ".public.staging-999999999"
    left.mkdir()
    build(settings)
    assert not left.exists()


def test_a_site_may_have_its_own_template_style_and_words(settings: Settings) -> None:
    site = settings.content.parent
    (site / "templates").mkdir()
    own = (ROOT / "templates" / "page.html").read_text(encoding="utf-8").replace("</h1>", "</h1><p>Mūsu veidne</p>")
    (site / "templates" / "page.html").write_text(own, encoding="utf-8")
    (site / "static" / "css").mkdir(parents=True)
    (site / "static" / "css" / "site.css").write_text("body{color:#111}", encoding="utf-8")
    words = site / "locales" / "lv" / "LC_MESSAGES"
    words.mkdir(parents=True)
    (words / "site.po").write_text('msgid "News"\nmsgstr "Jaunumi"\n', encoding="utf-8")
    outcome = build(settings)
    assert not outcome.has_errors
    assert "Mūsu veidne" in (settings.output / "lv/par-vietni/index.html").read_text(encoding="utf-8")
    (style,) = settings.output.glob("assets/css/site.*.css")
    assert style.read_text(encoding="utf-8") == "body{color:#111}"
    assert ">Jaunumi</a>" in (settings.output / "lv/index.html").read_text(encoding="utf-8")


def test_the_version_in_force_depends_on_the_day_of_the_build(settings: Settings) -> None:
    build(replace(settings, day=DAY.replace(year=2022, month=10, day=17)))
    page = settings.output / "lv/projekti/atver-sirdi-zemgale/index.html"
    before = page.read_text(encoding="utf-8")
    assert '"total": "9412350.00"' in (page.parent / "index.json").read_text(encoding="utf-8")
    build(replace(settings, day=DAY.replace(year=2022, month=10, day=18)))
    assert '"total": "8656350.00"' in (page.parent / "index.json").read_text(encoding="utf-8")
    assert before != page.read_text(encoding="utf-8")


def test_unchanged_files_keep_their_inode_when_others_change(settings: Settings) -> None:
    build(settings)
    before = (settings.output / "robots.txt").stat().st_ino
    (settings.content / "news" / "2019-03-08-pakalpojumi-berniem-latgale.en.md").unlink()
    build(settings)
    assert before == (settings.output / "robots.txt").stat().st_ino
