"""Files of `media/` that only what is not published names are not published either."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sitegen.pipeline import build
from tests.incremental.edits import Editor, begin

PDF = "%PDF-1.7\n"
PAPER = "documents: [{title: {lv: Plāns, en: Plan}, file: media/plan.pdf}]\n"


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """A small site with a document that nothing names, and one that tests name."""
    found = begin(tmp_path, 1)
    found.write("content/media/plan.pdf", PDF)
    found.write("content/media/spare.pdf", PDF)
    return found


def published(editor: Editor) -> set[str]:
    """The media that a build publishes; the register and the manifest name the same."""
    outcome = build(editor.settings)
    assert not outcome.has_errors, outcome.diagnostics
    found = {path.name for path in (editor.settings.output / "media").iterdir()}
    manifest = (editor.settings.output / ".well-known" / "site-manifest.json").read_text(encoding="utf-8")
    assert ("media/plan.pdf" in manifest) == ("plan.pdf" in found)
    return found


def news(editor: Editor, head: str, text: str = "", day: str = "2020-01-01") -> None:
    editor.write(f"content/news/{day}-own.lv.md", f"---\ntitle: X\n{head}---\nText. {text}\n")


def project(editor: Editor) -> Path:
    path = editor.some("projects/*.yaml")
    assert path is not None
    return path


def test_what_nothing_names_is_published(editor: Editor) -> None:
    assert published(editor) == {"mark.svg", "plan.pdf", "spare.pdf"}


@pytest.mark.parametrize(
    ("head", "text", "day"),
    [
        ("draft: true\n" + PAPER, "", "2020-01-01"),
        ("draft: true\n", "[plan](../media/plan.pdf#page=2)", "2020-01-01"),
        ("draft: true\n", "[plan](media/plan.pdf)", "2020-01-01"),
        (PAPER, "", "2030-01-01"),
    ],
)
def test_what_only_a_text_names_that_is_not_published_is_not(editor: Editor, head: str, text: str, day: str) -> None:
    news(editor, head, text, day)
    assert published(editor) == {"mark.svg", "spare.pdf"}


@pytest.mark.parametrize("line", ["draft: true\n", "published: 2030-01-01\n"])
def test_a_project_brings_its_files_when_it_is_published(editor: Editor, line: str) -> None:
    path = project(editor)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("published: 2019-01-01\n", "") + PAPER + line, encoding="utf-8")
    for item in editor.content.glob("news/*.md"):
        item.unlink()
    assert "plan.pdf" not in published(editor)
    if line.startswith("draft"):
        path.write_text(text + PAPER, encoding="utf-8")
    else:
        editor.settings = replace(editor.settings, day=date(2030, 1, 1))
    assert "plan.pdf" in published(editor)


def test_what_something_published_names_too_is_published(editor: Editor) -> None:
    news(editor, "draft: true\n" + PAPER)
    editor.write("content/pages/about.lv.md", "---\ntitle: About\n---\n[plan](../media/plan.pdf)\n")
    assert "plan.pdf" in published(editor)


def test_what_the_site_itself_names_is_published(editor: Editor) -> None:
    news(editor, "draft: true\n", "![mark](../media/mark.svg)")
    assert "mark.svg" in published(editor)


def test_a_published_file_that_only_a_draft_names_now_is_told(editor: Editor) -> None:
    news(editor, "draft: true\n" + PAPER)
    editor.write("content/addresses.txt", "/media/plan.pdf\n")
    (told,) = [one for one in build(editor.settings).diagnostics if one.code == "address-lost"]
    assert ("withheld", "media/plan.pdf") in tuple(told.parameters)
