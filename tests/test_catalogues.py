"""Catalogues: complete, nothing left over, plurals by CLDR. Babel's own checks mislead, so these are our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.catalogues import categories, read_catalogue
from sitegen.extraction import DOMAINS, LANGUAGES, catalogue_path, gaps, placeholders, updated

FORMS = """
msgid ""
msgstr ""
"Language: lv\\n"

msgid "%(num)s project"
msgid_plural "%(num)s projects"
msgstr[0] "projektu"
msgstr[1] "projekts"
msgstr[2] "projekti"

msgctxt "status"
msgid "Running"
msgstr "Īstenošanā"
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_a_catalogue_holds_every_message_translated_and_no_other(language: str, domain: str) -> None:
    assert list(gaps(language, domain)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_a_catalogue_is_as_the_tool_writes_it(language: str, domain: str) -> None:
    assert updated(language, domain) == catalogue_path(language, domain).read_bytes()


def test_latvian_forms_are_chosen_by_cldr_whatever_the_header_says(tmp_path: Path) -> None:
    file = tmp_path / "site.po"
    file.write_text(FORMS, encoding="utf-8")
    catalogue = read_catalogue("lv", file)
    chosen = {n: catalogue.ngettext("%(num)s project", "%(num)s projects", n) for n in (0, 1, 2, 10, 11, 21, 30, 111)}
    expected = dict.fromkeys((0, 10, 11, 30, 111), "projektu") | {1: "projekts", 21: "projekts", 2: "projekti"}
    assert expected == chosen


def test_a_message_without_a_translation_comes_back_as_it_is(tmp_path: Path) -> None:
    catalogue = read_catalogue("lv", tmp_path / "none.po")
    assert catalogue.gettext("Projects") == "Projects"
    assert [catalogue.ngettext("one", "many", n) for n in (1, 2)] == ["one", "many"]


def test_a_message_is_told_apart_by_its_context(tmp_path: Path) -> None:
    file = tmp_path / "site.po"
    file.write_text(FORMS, encoding="utf-8")
    catalogue = read_catalogue("lv", file)
    assert catalogue.pgettext("status", "Running") == "Īstenošanā"
    assert catalogue.gettext("Running") == "Running"


def test_languages_know_their_plural_categories() -> None:
    assert categories("lv") == ("zero", "one", "other")
    assert categories("en") == ("one", "other")
    assert categories("lt") == ("one", "few", "many", "other")


def test_placeholders_are_found_in_either_style() -> None:
    assert {"num"} == placeholders("%(num)s projects")
    assert {"key", "line"} == placeholders("`{key}` on {line}, not {{lv}}")
