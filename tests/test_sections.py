"""The places of a page: each has a name of its own, whatever texts stand on it together."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sitegen.languages import EN, LV
from sitegen.pipeline import Settings, build
from sitegen.prose import parse, renamed
from sitegen.sections import OF_PROJECTS, OF_TEXTS, beside
from tests.conftest import ROOT

DAY = date(2026, 1, 1)
NOTED = "{lv: 'Teksts[^1].\n\n\n  [^1]: Piezīme.', en: 'Text[^1].\n\n\n  [^1]: Note.'}"
PROJECT = f"""
number: 1/I/001
title: {{lv: Pirmais, en: First}}
summary: {NOTED}
goal: {NOTED}
easy_read: {NOTED}
activities: [{NOTED}, {NOTED}]
programme: growth
fund: esf
beneficiary: region
amendments:
  - effective: 2025-02-01
    reason: {NOTED}
    changes: {{number: 1/I/002}}
"""
DESCRIPTION = """
## Places

[Up](#places), [on](#version-1). Text[^1].

| a | b |
|---|---|
| c | d |

## Version 1

## Other

[^1]: Note.
"""
NEWS = """---
title: News
summary: "Text[^1].\\n\\n[^1]: Note."
projects: [a]
---

## Documents

[Heading](../projects/a.{code}.md#places), [section](../projects/a.yaml#places), [other](../projects/a.yaml#other),
[results](../projects/a.{code}.md#results), [own](#documents). Text[^1].

[^1]: Note.
"""


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sections")
    content = folder / "content"
    shutil.copytree(ROOT / "tests/diagnostics/base/content", content)
    files = {"projects/a.yaml": PROJECT}
    for code in ("lv", "en"):
        files[f"projects/a.{code}.md"] = DESCRIPTION
        for day, name in ((1, "x"), (2, "y")):
            files[f"news/2025-01-0{day}-{name}.{code}.md"] = NEWS.replace("{code}", code)
    for name, text in files.items():
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    outcome = build(Settings(content=content, output=folder / "public", day=DAY))
    assert outcome.changes is not None, [found.code for found in outcome.diagnostics]
    return folder / "public"


def read(public: Path, path: str) -> str:
    return (public / path / "index.html").read_text(encoding="utf-8")


def test_no_page_has_a_place_twice(public: Path) -> None:
    for page in public.rglob("*.html"):
        names = re.findall(r'<[a-z][^<>]* id="([^"]*)"', page.read_text(encoding="utf-8"))
        assert sorted(set(names)) == sorted(names), page


def test_notes_lead_to_each_other_within_their_text(public: Path) -> None:
    html = read(public, "en/projects/a")
    parts = ("summary:", "easy-read:", "goal:", "activity-1:", "activity-2:", "version-2025-02-01:", "")
    for part in parts:
        assert f'<sup id="{part}fnref:1"><a class="footnote-ref" href="#{part}fn:1">' in html
        assert f'<li id="{part}fn:1">' in html
        assert f'class="footnote-backref" href="#{part}fnref:1"' in html


def test_sections_keep_their_names_and_headings_give_way(public: Path) -> None:
    html = read(public, "en/projects/a")
    assert '<h2 id="places">Where</h2>' in html
    assert '<h2 id="text:places">Places</h2>' in html
    assert '<div aria-labelledby="text:places"' in html
    assert '<a href="#text:places">Up</a>, <a href="#text:version-1">on</a>' in html
    assert '<h2 id="other">' in html


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Heading", "projects/a/#text:places"),
        ("section", "projects/a/#places"),
        ("other", "projects/a/#other"),
        ("results", "projects/a/#results"),
        ("own", "#text:documents"),
    ],
)
def test_links_lead_to_what_their_author_meant(public: Path, words: str, place: str) -> None:
    found = re.search(rf'href="([^"]*)">{words}</a>', read(public, "en/news/2025/x"))
    assert found is not None
    assert found[1].endswith(place)


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        ("other", "other"),
        ("fn:1", "fn:1"),
        ("fnref2:1", "fnref2:1"),
        ("text:places", "places"),
        ("text:version-2025-02-01-2", "version-2025-02-01-2"),
        ("version-history", "version-history"),
        ("text:goal:fn:1", "goal:fn:1"),
        ("text:text:places", "text:places"),
    ],
)
def test_a_name_is_kept_where_it_is_free(expected: str, name: str) -> None:
    assert beside(name, OF_PROJECTS) == expected


def written_in(template: Path) -> Iterator[str]:
    """The places that a template has, with those that are made of parts left out."""
    yield from re.findall(r' id="([^"{]+)"', template.read_text(encoding="utf-8"))


def test_every_section_of_the_templates_is_known() -> None:
    shared = [ROOT / "templates/base.html", *(ROOT / "templates/partials").glob("*.html")]
    names = {name for file in (*shared, ROOT / "templates/project.html") for name in written_in(file)}
    assert [name for name in names if not OF_PROJECTS.fullmatch(name)] == []
    texts = [ROOT / f"templates/{name}.html" for name in ("base", "partials/aids", "partials/media", "news", "page")]
    assert [name for file in texts for name in written_in(file) if not OF_TEXTS.fullmatch(name)] == []


def test_only_places_are_renamed() -> None:
    html = parse('## Kas\n\n`<p id="kas">` un id="kas" [x](#kas)\n{: title=\'a id="kas"\' }', LV).html
    assert renamed(html, lambda name: f"x:{name}").count("x:kas") == 1
    assert renamed("<p>a</p>", str.upper) == "<p>a</p>"


def test_two_places_that_an_author_calls_alike_are_numbered() -> None:
    text = "a\n{: #x }\n\nb\n{: #x }\n\nc\n{: #x_1 }\n\n## X"
    assert parse(text, EN).anchors == ("x", "x_1", "x_1_1", "x_2")


def test_the_link_back_from_a_note_says_where_it_leads() -> None:
    text = "a[^n]\n\n[^n]: b"
    assert 'aria-label="Atpakaļ pie 1. atsauces tekstā"' in parse(text, LV).html
    assert 'aria-label="Back to reference 1 in the text"' in parse(text, EN).html
