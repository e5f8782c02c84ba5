"""Compressed copies: of what gets smaller, the same bytes each time, made of what has changed alone."""

from __future__ import annotations

import gzip
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import brotli
import pytest

from sitegen import precompression
from sitegen.audit.built import read_site
from sitegen.pipeline import build
from sitegen.precompression import Task, copies_of
from sitegen.publish import Changes
from tests.conftest import ROOT
from tests.incremental.comparing import compared, tree
from tests.incremental.edits import Editor, begin
from tests.test_cli import run

SEED = 11
WORTH = (".html", ".css", ".js", ".csv", ".json", ".xml", ".svg", ".txt", ".ics", ".webmanifest")


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """A small site that is published with compressed copies."""
    made = begin(tmp_path, SEED)
    made.settings = replace(made.settings, is_precompressed=True)
    return made


def changes(editor: Editor) -> Changes:
    found = build(editor.settings).changes
    assert found is not None
    return found


def test_what_gets_smaller_has_copies_that_are_the_same_thing(editor: Editor) -> None:
    build(replace(editor.settings, has_search=True))
    files = tree(editor.settings.output)
    plain = {path: data for path, data in files.items() if not path.endswith((".gz", ".br"))}
    for path, data in plain.items():
        for ending, unpack in ((".gz", gzip.decompress), (".br", brotli.decompress)):
            if path + ending in files:
                assert unpack(files[path + ending]) == data
                assert len(files[path + ending]) < len(data)
    packed = {path.rpartition(".")[0] for path in files if path not in plain}
    large = {path for path, data in plain.items() if len(data) > 300}
    assert {path for path in large if path.endswith(WORTH)} == packed & large
    assert not any(path.startswith("pagefind/fragment") or path.endswith((".png", ".woff2")) for path in packed)
    assert files.keys() - plain.keys() == {path + end for path in packed for end in (".gz", ".br")} & files.keys()


def test_a_copy_says_neither_name_nor_time_nor_system(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"text " * 100)
    ((gz, *_), (br, *_)) = copies_of(Task("a.txt", str(tmp_path / "a.txt"), str(tmp_path), ("gz", "br")))
    data = (tmp_path / gz).read_bytes()
    # RFC 1952: deflate, no flags, no time, the best level, unknown system.
    assert data[:10] == b"\x1f\x8b\x08" + bytes(5) + b"\x02\xff"
    assert data[10:-8] == zlib.compress(b"text " * 100, 9, -15)
    assert gzip.decompress(data) == brotli.decompress((tmp_path / br).read_bytes()) == b"text " * 100


def test_what_gets_no_smaller_has_no_copy(tmp_path: Path) -> None:
    for data in (b"", b"x", b"<svg/>"):
        (tmp_path / "a.svg").write_bytes(data)
        assert copies_of(Task("a.svg", str(tmp_path / "a.svg"), str(tmp_path), ("gz", "br"))) == ()
    assert [file.name for file in tmp_path.iterdir()] == ["a.svg"]


def test_two_builds_in_other_folders_make_the_same_copies(tmp_path: Path) -> None:
    found = []
    for name, jobs in (("one", 1), ("two", 2)):
        (tmp_path / name).mkdir()
        editor = begin(tmp_path / name, SEED)
        build(replace(editor.settings, is_precompressed=True, jobs=jobs))
        found.append(tree(editor.settings.output))
    assert found[0] == found[1]
    assert any(path.endswith(".br") for path in found[0])


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many files were compressed since this was asked for last; the compressing itself is the program's."""
    done: list[str] = []
    real = precompression._made

    def noted(task: Task, data: bytes) -> object:
        done.append(task.path)
        return real(task, data)

    def count() -> int:
        found = len(done)
        done.clear()
        return found

    monkeypatch.setattr(precompression, "_made", noted)
    return count


def test_only_what_has_changed_is_compressed_again(editor: Editor, counted: Callable[[], int]) -> None:
    build(editor.settings)
    every = counted()
    assert every > 50
    before = tree(editor.settings.output)
    assert changes(editor) == Changes(0, len(before), 0)
    assert counted() == 0
    editor.change("pages/about.lv.md", "Text\\.", "Cits teksts.")
    written = changes(editor).written
    after = tree(editor.settings.output)
    different = {path for path in after if before.get(path) != after[path]}
    assert 0 < counted() <= len(different)
    assert written == len(different)
    assert {"lv/about/index.html", "lv/about/index.html.gz", "lv/about/index.html.br"} <= different
    assert len(different) < 20


def test_copies_of_pages_that_are_gone_are_gone(editor: Editor) -> None:
    build(editor.settings)
    page = editor.settings.output / "lv" / "about"
    assert (page / "index.html.gz").is_file()
    for language in ("lv", "en"):
        (editor.content / "pages" / f"about.{language}.md").unlink()
    build(editor.settings)
    assert not page.exists()
    build(replace(editor.settings, is_precompressed=False))
    assert not [path for path in tree(editor.settings.output) if path.endswith((".gz", ".br"))]


def test_a_copy_that_was_lost_or_spoilt_is_made_again_and_no_other(editor: Editor, counted: Callable[[], int]) -> None:
    build(editor.settings)
    files = tree(editor.settings.output)
    counted()
    (editor.settings.output / "lv" / "index.html.gz").unlink()
    (editor.settings.output / "en" / "index.html.br").write_bytes(b"spoilt")
    build(editor.settings)
    assert tree(editor.settings.output) == files
    assert counted() == 2


def test_an_old_address_that_is_called_like_a_copy_takes_its_place(editor: Editor) -> None:
    build(editor.settings)
    before = tree(editor.settings.output)
    page = editor.content / "pages" / "about.lv.md"
    page.write_text(page.read_text(encoding="utf-8").replace("---\n", "---\naliases: [/404.html.gz/]\n", 1))
    outcome = build(editor.settings)
    assert not outcome.has_errors, outcome.diagnostics
    files = tree(editor.settings.output)
    assert {"404.html.gz/index.html", "404.html.br"} <= files.keys()
    assert "404.html.gz" not in files
    page.write_text(page.read_text(encoding="utf-8").replace("aliases: [/404.html.gz/]\n", "", 1))
    build(editor.settings)
    assert tree(editor.settings.output) == before


def test_a_site_without_copies_remembers_none(editor: Editor) -> None:
    plain = replace(editor.settings, is_precompressed=False)
    for text in ("Viens.", "Divi."):
        editor.write("content/pages/about.lv.md", f"---\ntitle: About\n---\n{text}\n")
        changed = build(plain).changes
    assert changed is not None
    assert changed.written < 20
    with closing(sqlite3.connect(editor.root / ".sitegen" / "store.sqlite3")) as store:
        assert store.execute("SELECT count(*) FROM states WHERE part LIKE 'copies%'").fetchone() == (0,)


def test_after_any_edit_the_copies_are_those_of_a_clean_build(editor: Editor, request: pytest.FixtureRequest) -> None:
    count = int(request.config.getoption("--edits")) // 4
    published = [outcome for outcome in compared(editor, count) if not outcome.has_errors]
    assert len(published) > count / 2


def test_an_audit_takes_no_copy_for_a_page(editor: Editor) -> None:
    build(editor.settings)
    with_copies = read_site(editor.settings.output)
    build(replace(editor.settings, is_precompressed=False))
    without = read_site(editor.settings.output)
    assert (with_copies.pages, with_copies.redirects) == (without.pages, without.redirects)


def test_the_command_makes_copies_and_the_next_one_without_the_option_takes_them_away(tmp_path: Path) -> None:
    editor = begin(tmp_path, SEED)
    for options, is_there in ((["--precompress"], True), ([], False)):
        done = run(tmp_path, "build", "--no-search", "--date", "2026-11-22", *options)
        assert done.returncode == 0, done.stderr
        for ending in ("gz", "br"):
            assert (editor.settings.output / "lv" / f"index.html.{ending}").exists() is is_there


def test_the_library_is_named_among_what_is_installed() -> None:
    assert '"brotli>=' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
