"""Files to fill in: what they hold, what `check` says of them, and what is never written over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from sitegen.catalogues import Catalogue, read_catalogue
from sitegen.models.project import (
    Amendment,
    Contact,
    Dates,
    Document,
    Funding,
    Image,
    Indicator,
    Partner,
    Payment,
    Place,
    Project,
    Source,
    TitledLink,
    TitledSource,
)
from sitegen.models.site import FrontMatter
from sitegen.pipeline import Settings, examined
from sitegen.scaffold import RefusedError, descriptions, new_news, new_project

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 22)
ENGLISH = read_catalogue("en")
PROJECT = "atver-sirdi-zemgale"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the project's own content."""
    return Path(
        shutil.copytree(ROOT / "content", tmp_path / "site" / "content", ignore=shutil.ignore_patterns("addresses.txt"))
    )


def told(content: Path) -> list[tuple[str, str, int]]:
    """Code, file and line of every error."""
    outcome = examined(Settings(content, content.parent / "public", DAY))
    return [
        (found.code, found.span.path.removeprefix("content/"), found.span.line)
        for found in outcome.diagnostics
        if found.severity == "error"
    ]


def uncommented(text: str) -> str:
    """The text with every optional line taken into use."""
    above, _, below = text.partition("# The rest is optional.\n")
    return above + "".join(line.removeprefix("# ") for line in below.splitlines(keepends=True))


def test_what_is_required_comes_first_and_is_told_as_empty_at_its_own_line(content: Path) -> None:
    (path,) = new_project(content, "tilts", ENGLISH)
    lines = path.read_text(encoding="utf-8").split("\n")
    empty = [number for number, line in enumerate(lines, 1) if '""' in line.partition("#")[0] or ": []  #" in line]
    required = [number for number in empty if not lines[number - 1].startswith("#")]
    assert [(path, number) for _, path, number in told(content)] == [("projects/tilts.yaml", one) for one in required]
    assert {code for code, _, _ in told(content)} <= {"empty-text", "empty-list"}
    names = [line.partition(":")[0] for line in lines if line and line[0].isalpha()]
    assert names == [name for name, field in Project.model_fields.items() if field.is_required()]


def test_a_project_passes_once_it_is_filled_in(content: Path) -> None:
    (path,) = new_project(content, "tilts", ENGLISH)
    text = path.read_text(encoding="utf-8")
    text = text.replace('number: ""', 'number: "1.2.3/4"').replace("fund: []", "fund: [erdf]")
    text = text.replace('programme: ""', "programme: growth-and-employment")
    text = text.replace('beneficiary: ""', "beneficiary: ilukste-municipality")
    above, mark, below = text.partition("# The rest is optional.")
    above = above.replace('lv: ""', "lv: Tilts").replace('en: ""', "en: Bridge")
    path.write_text(above + mark + below, encoding="utf-8")
    assert told(content) == []


# Fields that the program writes itself.
OF_THE_TOOL = {"translates"}


def test_optional_fields_are_the_model_s_in_its_order(content: Path) -> None:
    (path,) = new_project(content, "tilts", ENGLISH)
    record = yaml.load(uncommented(path.read_text(encoding="utf-8")), yaml.BaseLoader)
    required = [name for name, field in Project.model_fields.items() if field.is_required()]
    optional = [name for name in Project.model_fields if name not in required and name not in OF_THE_TOOL]
    assert list(record) == [*required, *optional]
    parts = (*(Amendment, Contact, Dates, Document, Funding, Image, Indicator, Partner), *(Payment, Place, Source))
    fields = {name for model in (Project, TitledLink, TitledSource, *parts) for name in model.model_fields}
    assert nested(record) == fields - OF_THE_TOOL


def nested(record: object) -> set[str]:
    """The names of all fields in the record, without languages and plural forms."""
    if isinstance(record, list):
        return {name for item in record for name in nested(item)}
    if not isinstance(record, dict):
        return set()
    return (set(record) | nested(list(record.values()))) - {"lv", "en", "zero", "one", "other"}


@pytest.mark.parametrize(
    "line",
    ['measure: ""', 'status: ""', 'kind: ""', 'published: ""', 'intervention: ""'],
)
def test_an_optional_field_taken_into_use_and_left_empty_is_told(content: Path, line: str) -> None:
    (path,) = new_project(content, "tilts", ENGLISH)
    text = path.read_text(encoding="utf-8").replace(f"# {line}", line)
    path.write_text(text, encoding="utf-8")
    number = next(number for number, one in enumerate(text.split("\n"), 1) if one.startswith(line))
    assert number in {place for _, _, place in told(content)}


def test_an_optional_field_is_described_and_a_closed_list_is_given(content: Path) -> None:
    (path,) = new_project(content, "tilts", ENGLISH)
    text = path.read_text(encoding="utf-8")
    assert '# measure: ""  # Code of the measure; its titles come from the programme.\n' in text
    assert '# kind: ""  # What the money buys. (services, infrastructure, equipment, other)\n' in text


def test_comments_are_in_the_language_of_messages(content: Path) -> None:
    latvian = {("", "Number as contracted."): "Numurs līgumā.", ("", "The rest is optional."): "Pārējais nav obligāts."}
    (path,) = new_project(content, "tilts", Catalogue("lv", latvian, {}, ENGLISH.category))
    text = path.read_text(encoding="utf-8")
    assert 'number: ""  # Numurs līgumā.\n' in text
    assert "\n# Pārējais nav obligāts.\n" in text


def test_every_description_in_a_file_is_a_message(content: Path) -> None:
    marked = {("", text): f"«{text}»" for text in descriptions()}
    words = Catalogue("lv", marked, {}, ENGLISH.category)
    files = (*new_project(content, "tilts", words), *new_news(content, "Tilts", PROJECT, DAY, words))
    lines = [line for path in files for line in path.read_text(encoding="utf-8").split("\n")]
    fields = [line for line in lines if "  # " in line]
    assert len(fields) > len(Project.model_fields) + 2 * len(FrontMatter.model_fields) - 3
    assert [line for line in fields if "  # «" not in line] == []


def test_a_news_item_is_one_file_per_language_and_only_the_first_has_the_title(content: Path) -> None:
    paths = new_news(content, 'Tilts: "Šķērsot"  upi', PROJECT, DAY, ENGLISH)
    assert [path.name for path in paths] == ["2026-11-22-tilts-skersot-upi.lv.md", "2026-11-22-tilts-skersot-upi.en.md"]
    heads = [yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], yaml.BaseLoader) for path in paths]
    assert [head["title"] for head in heads] == ['Tilts: "Šķērsot" upi', ""]
    assert [head["projects"] for head in heads] == [[PROJECT], [PROJECT]]


def test_a_news_item_is_told_as_empty_until_it_is_filled_in(content: Path) -> None:
    paths = new_news(content, "Tilts", PROJECT, DAY, ENGLISH)
    assert [(code, path) for code, path, _ in told(content)] == [
        ("empty-text", "news/2026-11-22-tilts.en.md"),
        ("empty-text", "news/2026-11-22-tilts.en.md"),
        ("empty-text", "news/2026-11-22-tilts.lv.md"),
    ]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        text = text.replace('\ntitle: ""', '\ntitle: "Bridge"').replace('\nsummary: ""', '\nsummary: "Open."')
        path.write_text(text + "It is open.\n", encoding="utf-8")
    assert told(content) == []


def test_optional_fields_of_a_news_item_are_the_model_s(content: Path) -> None:
    path = new_news(content, "Tilts", PROJECT, DAY, ENGLISH)[0]
    head = yaml.load(uncommented(path.read_text(encoding="utf-8").split("---\n")[1]), yaml.BaseLoader)
    assert set(FrontMatter.model_fields) - set(head) == {"translates"}


def test_files_have_the_site_s_own_languages(content: Path) -> None:
    site = content / "site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("[lv, en]", "[en]"), encoding="utf-8")
    assert [path.suffixes[0] for path in new_news(content, "Bridge", PROJECT, DAY, ENGLISH)] == [".en"]
    assert "lv:" not in new_project(content, "bridge", ENGLISH)[0].read_text(encoding="utf-8")


MAKERS: tuple[Callable[[Path], tuple[Path, ...]], ...] = (
    lambda content: new_project(content, "tilts", ENGLISH),
    lambda content: new_news(content, "Tilts", PROJECT, DAY, ENGLISH),
)


@pytest.mark.parametrize("make", MAKERS, ids=["project", "news"])
def test_nothing_is_written_over(content: Path, make: Callable[[Path], tuple[Path, ...]]) -> None:
    *others, last = make(content)
    for path in others:
        path.unlink()
    last.write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedError, match="is there already; nothing was written"):
        make(content)
    assert last.read_text(encoding="utf-8") == "mine"
    assert [path for path in others if path.exists()] == []


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("Tilts pār upi", "`Tilts pār upi` cannot stand in an address; write `tilts-par-upi`"),
        ("../site", "`../site` cannot stand in an address; write `site`"),
        ("мост", "`мост` cannot stand in an address; use Latin letters or digits"),
    ],
)
def test_a_name_that_cannot_be_an_address_is_refused(content: Path, slug: str, said: str) -> None:
    with pytest.raises(RefusedError) as refused:
        new_project(content, slug, ENGLISH)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("title", "project", "said"),
    [
        ("Tilts", "atver-sirdi", "there is no project `atver-sirdi`; did you mean `atver-sirdi-zemgale`?"),
        ("Tilts", "../site", "there is no project `../site`"),
        ("Мост!", PROJECT, "no address can be made from the title `Мост!`; use Latin letters or digits"),
    ],
)
def test_news_of_nothing_is_refused(content: Path, title: str, project: str, said: str) -> None:
    before = set(content.rglob("*"))
    with pytest.raises(RefusedError) as refused:
        new_news(content, title, project, DAY, ENGLISH)
    assert str(refused.value) == said
    assert set(content.rglob("*")) == before
