"""`sitegen explain`: what a page is made from, and why it is made anew or not."""

from __future__ import annotations

import pkgutil
import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

import sitegen
from sitegen.catalogues import read_catalogue
from sitegen.cli import cli
from sitegen.cli.explaining import _worked_out
from sitegen.pipeline import build
from sitegen.pipeline.explain import Copied, explained, explained_copy
from sitegen.resolve import IS_DERIVED
from sitegen.resources import resource_folder
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


def test_what_is_no_page_and_no_data_is_explained_by_what_it_is_a_copy_of(editor: Editor) -> None:
    settings = replace(editor.settings, is_precompressed=True)
    build(settings)
    assert explained_copy(settings, "sitemap.xml") == Copied("sitemap.xml", "sitemap")
    assert explained_copy(settings, "/media/mark.svg") == Copied(
        "media/mark.svg", "media", str(settings.content / "media" / "mark.svg")
    )
    manifest = ".well-known/site-manifest.json"
    assert explained_copy(settings, manifest) == Copied(manifest, "manifest")
    assert explained_copy(settings, "lv/index.html.gz") == Copied("lv/index.html.gz", "compressed", "lv/index.html")
    assert explained_copy(settings, "lv/nothing.html") is None


def test_a_style_or_script_is_explained_by_its_file_the_site_s_own_first(editor: Editor) -> None:
    editor.write("static/css/own.css", "p { color: inherit }")
    build(editor.settings)
    (own,) = (editor.settings.output / "assets" / "css").glob("own.*.css")
    (given,) = (editor.settings.output / "assets" / "css").glob("site.*.css")
    found = [explained_copy(editor.settings, str(file.relative_to(editor.settings.output))) for file in (own, given)]
    sources = [Path(one.source) for one in found if one is not None and one.what == "static"]
    assert sources == [editor.root / "static/css/own.css", resource_folder("static") / "css/site.css"]
    (emblem,) = (editor.settings.output / "assets").glob("emblem.*.svg")
    assert explained_copy(editor.settings, f"assets/{emblem.name}") == Copied(f"assets/{emblem.name}", "static")


def test_everything_that_is_worked_out_from_the_site_is_called_by_words() -> None:
    names = [one.name for one in pkgutil.walk_packages(sitegen.__path__, "sitegen.")]
    modules = [import_module(name) for name in names if not name.endswith("__main__")]
    found = {
        f"{one.__module__}.{one.__qualname__}"
        for module in modules
        for one in vars(module).values()
        if callable(one) and getattr(one, IS_DERIVED, False)
    }
    assert found == set(_worked_out(read_catalogue("lv")))


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "records and texts, whole: projects/project-1"), ("lv", "ieraksti un teksti pilnībā: projects/project-1")],
)
def test_names_are_told_in_words_in_both_languages(editor: Editor, language: str, said: str) -> None:
    editor.change("projects/project-1.yaml", r"^goal: .*$", "goal: {lv: Cits., en: Other.}")
    place = ["--content", str(editor.settings.content), "--output", str(editor.settings.output), "--no-search"]
    day = ["--date", editor.settings.day.isoformat(), "--messages", language]
    done = CliRunner().invoke(cli, ["explain", PROJECT, *place, *day])
    assert done.exit_code == 0, done.output
    assert said in done.output
    assert not re.search(r"sitegen\.|\boutline|\bderived|\bunits?:|None", done.output)
    other = CliRunner().invoke(cli, ["explain", "sitemap.xml", *place, *day]).output
    assert other.startswith("sitemap.xml\n  ")
