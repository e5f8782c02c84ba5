"""`sitegen explain`: what a page is made from, and why it is made anew or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.pipeline import build
from sitegen.pipeline.explain import explained
from tests.incremental.edits import Editor, begin


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    made = begin(tmp_path, seed=1)
    assert build(made.settings).changes
    return made


PROJECT = "lv/projekti/project-1/"


@pytest.mark.parametrize(
    "page", [PROJECT, f"/{PROJECT}", f"{PROJECT}index.html", f"https://projekti.example.lv/{PROJECT}"]
)
def test_a_page_is_found_by_its_address(editor: Editor, page: str) -> None:
    found = explained(editor.settings, page)
    assert found is not None
    assert found.file == f"{PROJECT}index.html"


def test_a_page_is_found_by_its_path_in_the_output(editor: Editor) -> None:
    found = explained(editor.settings, f"{editor.settings.output}/{PROJECT}index.html")
    assert found is not None
    assert found.file == f"{PROJECT}index.html"


@pytest.mark.parametrize("file", ["lv/projekti/project-1/share.png", "en/projects/project-1/index.json"])
def test_a_file_that_comes_with_another_is_explained_as_that(editor: Editor, file: str) -> None:
    first = {"share.png": "index.html", "index.json": "lv/projekti/project-1/index.json"}[file.rpartition("/")[2]]
    found = explained(editor.settings, file)
    known = explained(editor.settings, first if "/" in first else PROJECT)
    assert found is not None
    assert known is not None
    assert (found.file, known.file) == (file, f"{PROJECT}{first.rpartition('/')[2]}")
    assert (found.sources, found.read) == (known.sources, known.read)


def test_a_page_is_explained_by_records_facts_templates_and_catalogues(editor: Editor) -> None:
    found = explained(editor.settings, PROJECT)
    assert found is not None
    assert found.sources == ("content/projects/project-1.yaml",)
    assert "projects/project-1" in found.read["unit"]
    assert "project-1:funding.total" in found.read["fact"]
    assert Path(found.template[0]).name == "project.html"
    assert {Path(file).name for file in found.template} >= {"base.html", "cards.html"}
    assert [Path(file).parts[-3] for file in found.catalogues] == ["lv"]


def test_of_a_first_build_everything_was_made_and_nothing_is_to_be(editor: Editor) -> None:
    found = explained(editor.settings, PROJECT)
    assert found is not None
    assert (found.last, found.coming) == (None, "")


def test_a_change_is_told_before_the_build_and_after_it(editor: Editor) -> None:
    editor.change("projects/project-1.yaml", r"^goal: .*$", "goal: {lv: Cits., en: Other.}")
    before = explained(editor.settings, PROJECT)
    build(editor.settings)
    after, other = explained(editor.settings, PROJECT), explained(editor.settings, "lv/projekti/project-2/")
    assert before is not None
    assert after is not None
    assert other is not None
    assert before.coming == "unit:projects/project-1"
    assert (after.last, after.coming) == ("unit:projects/project-1", "")
    assert (other.last, other.coming) == ("", "")


def test_a_template_that_another_one_names_is_told(editor: Editor) -> None:
    editor.write("templates/base.html", "<!-- own -->" + (Path("templates") / "base.html").read_text(encoding="utf-8"))
    found = explained(editor.settings, PROJECT)
    assert found is not None
    assert found.coming == "template:project.html"


def test_a_file_that_somebody_wrote_to_is_told(editor: Editor) -> None:
    (editor.settings.output / PROJECT / "index.html").write_text("tampered", encoding="utf-8")
    found = explained(editor.settings, PROJECT)
    assert found is not None
    assert found.coming == f"output:{PROJECT}index.html"


def test_content_with_errors_explains_no_coming_build(editor: Editor) -> None:
    editor.change("projects/project-1.yaml", r"^tags:", "tagz:")
    found = explained(editor.settings, PROJECT)
    assert found is not None
    assert found.coming is None


def test_nothing_is_told_of_an_address_that_is_none(editor: Editor) -> None:
    assert explained(editor.settings, "lv/projekti/nothing/") is None
