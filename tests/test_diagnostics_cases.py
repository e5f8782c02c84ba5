"""Literate cases of diagnostics: `tests/diagnostics/*.md` say what is laid over a small site, and what is told of it.

A case is a `## heading` that reads as a claim, then fenced blocks. The first word of a block's info string is its kind:

- `delete PATH`: the base site's file is taken away;
- `unreadable PATH`: something lies there that cannot be opened as a file, whoever asks;
- `link PATH`: a symbolic link, to what the text says; `sparse PATH`: a file of so many bytes, all of them zero;
- `bytes PATH`: the inside of a Python bytes literal;
- `text en`, `text lv`: the exact words; `text none`: nothing is to be told;
- anything else, `LANGUAGE PATH`: the file's text; with `LANGUAGE +PATH` it is added to the end of the base site's file.

The base site is `tests/diagnostics/base/`. In `import.md`, `list.csv` is imported into it by `mapping.yaml`.
`python -m tests.test_diagnostics_cases [PART OF A HEADING]…` writes what is told
now into the expectations of the cases named, or of all: read the difference before it is kept.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from sitegen.catalogues import Catalogue, read_catalogue
from sitegen.diagnostics import CODES, Collector
from sitegen.diagnostics.codes_attribution import PAGE_CODES
from sitegen.diagnostics.codes_links import EXTERNAL_CODES, LINK_CODES
from sitegen.diagnostics.codes_screens import SCREEN_CODES
from sitegen.diagnostics.codes_served import SERVED_CODES
from sitegen.diagnostics.report import full
from sitegen.importing import Sources, import_list
from sitegen.pipeline import Outcome, Settings, build, examine, examined
from sitegen.resources import resource_folder

FOLDER = Path(__file__).parent / "diagnostics"
DAY = date(2026, 1, 1)
LANGUAGES = ("en", "lv")

# Codes that no site can cause, each with the reason. Empty, and to be kept so.
WITHOUT_CASE: dict[str, str] = (
    {code.name: "of built pages: tests/test_audit.py spoils one for each" for code in (*PAGE_CODES, *SCREEN_CODES)}
    | {code.name: "of built files: tests/test_built_links.py spoils one for each" for code in LINK_CODES}
    | {code.name: "of other servers: tests/test_external.py runs one for each" for code in EXTERNAL_CODES}
    | {code.name: "of what a server gives: tests/test_verify.py tampers with it" for code in SERVED_CODES}
    | {"import-cell-too-long": "tests/test_importing.py makes one of 10 MB"}
    | {"too-many-files": "tests/test_hostile.py makes a hundred thousand"}
)

# Cases whose pages are made and followed too; the others are examined up to the plan of the site.
RENDERED = {"prose.md", "site.md", "whole.md"}
# Cases in which a list is imported.
IMPORTED = "import.md"

_FENCE = re.compile(r"(?P<marks>`{3,})(?P<info>[^`]*)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the words after the fence, and the lines between, of which `start` is the first's index."""

    kind: str
    path: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, the files laid over the base site, and what is told in each language."""

    file: str
    heading: str
    files: tuple[Block, ...]
    told: tuple[Block, ...]

    def expected(self, language: str) -> str:
        """The exact words in a language; nothing when the case says `none`."""
        return next((block.text.rstrip("\n") for block in self.told if block.path in {language, "none"}), "")


def parse_cases(name: str, text: str) -> Iterator[Case]:
    """The cases of one Markdown file."""
    heading, blocks = "", list[Block]()
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        fence = _FENCE.fullmatch(lines[number])
        if fence:
            end = lines.index(fence["marks"], number + 1)
            kind, _, path = fence["info"].partition(" ")
            body = "".join(f"{line}\n" for line in lines[number + 1 : end])
            blocks.append(Block(kind, path, body, number + 1, end))
            number = end
        elif lines[number].startswith("## "):
            yield from _case(name, heading, blocks)
            heading, blocks = lines[number][3:], []
        number += 1
    yield from _case(name, heading, blocks)


def _case(name: str, heading: str, blocks: list[Block]) -> Iterator[Case]:
    if heading:
        told = tuple(block for block in blocks if block.kind == "text" and block.path in {*LANGUAGES, "none"})
        yield Case(name, heading, tuple(block for block in blocks if block not in told), told)


def read_cases() -> list[Case]:
    """Every case there is."""
    return [case for file in sorted(FOLDER.glob("*.md")) for case in parse_cases(file.name, file.read_text("utf-8"))]


CASES = read_cases()


def lay_base(folder: Path) -> None:
    """The base site in `folder`."""
    shutil.copytree(FOLDER / "base", folder, dirs_exist_ok=True)


def lay(folder: Path, block: Block) -> None:
    """What a block says, done to the site in `folder`."""
    path = folder / block.path.removeprefix("+")
    path.parent.mkdir(parents=True, exist_ok=True)
    if block.kind == "delete":
        path.unlink()
    elif block.kind == "unreadable":
        os.mknod(path, stat.S_IFSOCK | 0o600)
    elif block.kind == "link":
        path.symlink_to(block.text.strip())
    elif block.kind == "sparse":
        path.touch()
        os.truncate(path, int(block.text))
    elif block.kind == "bytes":
        path.write_bytes(ast.literal_eval(f'b"""{block.text}"""'))
    else:
        before = path.read_text("utf-8") if block.path.startswith("+") else ""
        path.write_text(before + block.text, "utf-8")


def settings_of(folder: Path) -> Settings:
    """The settings of every run here."""
    return Settings(content=folder / "content", output=folder / "public", day=DAY)


def catalogue(language: str) -> Catalogue:
    """The words that diagnostics are told in."""
    return read_catalogue(language, resource_folder("locales") / language / "LC_MESSAGES" / "diagnostics.po")


CATALOGUES = {language: catalogue(language) for language in LANGUAGES}


def line_reader(folder: Path, outcome: Outcome) -> Callable[[str, int], str]:
    """Lines for excerpts: of what was read, else of the file itself, the site's or the program's."""

    def line_of(path: str, number: int) -> str:
        text = outcome.texts.get(path)
        if text is None:
            shipped = resource_folder("templates").parent / path
            file = folder / path if (folder / path).is_file() else shipped
            text = file.read_text("utf-8", errors="replace")
        lines = text.split("\n")
        return lines[number - 1] if number <= len(lines) else ""

    return line_of


def told_in(folder: Path, outcome: Outcome, language: str) -> str:
    """Everything that is told, in one language."""
    line_of = line_reader(folder, outcome)
    return "\n\n".join(full(found, CATALOGUES[language], line_of) for found in outcome.diagnostics)


def tell(case: Case, folder: Path) -> dict[str, str]:
    """What is told of the case, built in `folder`, by language."""
    lay_base(folder)
    for block in case.files:
        lay(folder, block)
    settings = settings_of(folder)
    if case.file == IMPORTED:
        outcome = imported(settings, folder)
    else:
        outcome = examined(settings) if case.file in RENDERED else planned(settings)
    return {language: told_in(folder, outcome, language) for language in LANGUAGES}


def imported(settings: Settings, folder: Path) -> Outcome:
    """What is found when a list is imported."""
    with chdir(folder):
        sources = Sources("list.csv", Path("list.csv").read_bytes(), Path("mapping.yaml"))
        found = import_list(sources, settings, CATALOGUES["en"])
    return Outcome(found.diagnostics, found.texts)


def planned(settings: Settings) -> Outcome:
    """What is found before any page is made: rendering a site without errors takes most of a case's time."""
    found = Collector()
    content, _ = examine(settings, found)
    return Outcome(found.in_order(), content.texts if content else {})


Teller = Callable[[Case], dict[str, str]]


@pytest.fixture(scope="module")
def teller(tmp_path_factory: pytest.TempPathFactory) -> Teller:
    """Examines each case once, whichever language asks first."""
    known: dict[str, dict[str, str]] = {}

    def ask(case: Case) -> dict[str, str]:
        if case.heading not in known:
            known[case.heading] = tell(case, tmp_path_factory.mktemp("site"))
        return known[case.heading]

    return ask


@pytest.mark.parametrize(
    ("case", "language"),
    [pytest.param(case, language, id=f"{case.heading} [{language}]") for case in CASES for language in LANGUAGES],
)
def test_an_editor_is_told(case: Case, language: str, teller: Teller) -> None:
    expected, told = case.expected(language), teller(case)[language]
    if expected != told:
        pytest.fail(
            f"{case.file}: {case.heading}\n\n--- expected in {language}\n{expected}\n\n--- told\n{told}\n",
            pytrace=False,
        )


def test_headings_are_unique() -> None:
    headings = [case.heading for case in CASES]
    assert sorted(set(headings)) == sorted(headings)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.heading))
def test_a_case_has_both_languages_or_says_that_nothing_is_told(case: Case) -> None:
    assert sorted(block.path for block in case.told) in (sorted(LANGUAGES), ["none"])


def test_the_base_site_is_clean(tmp_path: Path) -> None:
    lay_base(tmp_path)
    assert examined(settings_of(tmp_path)).diagnostics == ()


def codes_told(language: str) -> set[str]:
    """The codes that the cases expect, by the words in brackets after the severity."""
    return {code for case in CASES for code in re.findall(r"^\w+\[([\w-]+)\]: ", case.expected(language), re.MULTILINE)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_case(language: str) -> None:
    assert CODES.keys() - WITHOUT_CASE.keys() - codes_told(language) == set()


def test_no_code_is_excused_that_has_a_case() -> None:
    assert WITHOUT_CASE.keys() & codes_told("en") == set()
    assert WITHOUT_CASE.keys() <= CODES.keys()


# Mistakes that the types of the fields show.
OF_VALUES = """\
number: 1/I/001
title: {en: First}
summary: {lv: "", en: Text.}
programme: [growth]
fund: [esf, eraf]
beneficiary: region
staus: running
dates: {start: 2024-02-30}
funding:
  total: apmēram 100
  sources: [{source: esf, rate: 850}]
links: [{title: {lv: Lapa, en: Page}, url: www.example.lv}]
draft: yes
"""
PLACES_OF_VALUES = [
    ("missing-translation", "2:8"),
    ("empty-text", "3:15"),
    ("not-text", "4:12"),
    ("unknown-choice", "5:13"),
    ("unknown-key", "7:1"),
    ("bad-date", "8:16"),
    ("bad-amount", "10:10"),
    ("bad-rate", "11:33"),
    ("bad-url", "12:44"),
    ("bad-yes-no", "13:8"),
]

# Mistakes that only the rest of the content, the sums, or the Markdown show.
OF_MEANING = """\
number: 1/I/001
title: {lv: Pirmais, en: First}
summary: {lv: "Teksts ar <b> un {{ numbr }}.", en: "[Plan](media/paln.pdf)"}
programme: growth
fund: [esf, esf+]
beneficiary: regoin
measure: 9.2.2.2
dates: {start: 2024-01-31, end: 2024-01-30}
funding:
  total: 100.00
  sources: [{source: esf, amount: 85.00}, {source: state, amount: 14.00}]
tags: [social-service]
indicators: [{id: people, label: {lv: Cilvēki, en: People}, part_of: all}]
"""
PLACES_OF_MEANING = [
    ("raw-html", "3:26"),
    ("unknown-fact", "3:33"),
    ("dead-link", "3:60"),
    ("fund-not-in-period", "5:13"),
    ("unknown-organisation", "6:14"),
    ("unknown-measure", "7:10"),
    ("ends-before-start", "8:33"),
    ("sources-do-not-add-up", "10:10"),
    ("unknown-tag", "12:8"),
    ("unknown-indicator", "13:70"),
]

# Both at once: what is wrong with one field hides nothing of the others.
OF_EVERY_STAGE = """\
number: 1/I/001
title: {en: First}
summary: {lv: "Teksts ar <b>.", en: Text.}
programme: growth
fund: esf
beneficiary: regoin
status: runing
dates: {contract: 31.01.2024, start: 2024-01-31, end: 2024-01-30}
funding:
  total: 100.00
  sources: [{source: esf, amount: 85.00}, {source: state, amount: 14.00}]
links: [{title: {lv: Lapa, en: Page}, url: www.example.lv}]
tags: [social-service]
drft: true
"""
PLACES_OF_EVERY_STAGE = [
    ("missing-translation", "2:8"),
    ("raw-html", "3:26"),
    ("unknown-organisation", "6:14"),
    ("unknown-choice", "7:9"),
    ("bad-date", "8:19"),
    ("ends-before-start", "8:55"),
    ("sources-do-not-add-up", "10:10"),
    ("bad-url", "12:44"),
    ("unknown-tag", "13:8"),
    ("unknown-key", "14:1"),
]

TEN_MISTAKES = pytest.mark.parametrize(
    ("record", "places"),
    [
        pytest.param(OF_VALUES, PLACES_OF_VALUES, id="of values"),
        pytest.param(OF_MEANING, PLACES_OF_MEANING, id="of meaning"),
        pytest.param(OF_EVERY_STAGE, PLACES_OF_EVERY_STAGE, id="of every stage"),
    ],
)


def lay_record(folder: Path, record: str) -> None:
    """The base site, with another record in the place of its own."""
    lay_base(folder)
    (folder / "content" / "projects" / "a.yaml").write_text(record, "utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@TEN_MISTAKES
def test_ten_mistakes_are_ten_messages_in_one_run(
    record: str, places: list[tuple[str, str]], language: str, tmp_path: Path
) -> None:
    lay_record(tmp_path, record)
    told = told_in(tmp_path, examined(settings_of(tmp_path)), language)
    found = re.findall(r"^\w+\[([\w-]+)\]: .+\n  --> content/projects/a\.yaml:(\S+)$", told, re.MULTILINE)
    assert found == places, told
    assert len(told.split("\n\n")) == 10


@TEN_MISTAKES
def test_ten_mistakes_leave_the_published_site_as_it_was(
    record: str, places: list[tuple[str, str]], tmp_path: Path
) -> None:
    lay_base(tmp_path)
    assert build(settings_of(tmp_path)).changes is not None
    before, beside = every_file(tmp_path / "public"), sorted(os.listdir(tmp_path))
    lay_record(tmp_path, record)
    outcome = build(settings_of(tmp_path))
    assert outcome.changes is None
    assert outcome.has_errors
    assert every_file(tmp_path / "public") == before
    assert sorted(os.listdir(tmp_path)) == beside


def every_file(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Every file's bytes, time of change and inode, by path."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            state = path.stat()
            found[path.relative_to(folder).as_posix()] = (path.read_bytes(), state.st_mtime_ns, state.st_ino)
    assert "index.html" in found
    return found


def rewritten(text: str, cases: list[tuple[Case, dict[str, str]]]) -> str:
    """A file of cases with the expectations replaced by what is told."""
    lines = text.split("\n")
    spots = [(block, told[block.path]) for case, told in cases for block in case.told if block.path != "none"]
    for block, words in sorted(spots, key=lambda spot: -spot[0].start):
        lines[block.start : block.end] = words.split("\n") if words else []
    return "\n".join(lines)


def rewrite(parts: list[str]) -> None:
    """Write what is told now into the expectations of the cases whose heading has one of `parts`; of all when empty."""
    for file in sorted(FOLDER.glob("*.md")):
        text = file.read_text("utf-8")
        done = []
        for case in parse_cases(file.name, text):
            if not parts or any(part in case.heading for part in parts):
                with tempfile.TemporaryDirectory() as folder:
                    done.append((case, tell(case, Path(folder))))
        if done:
            file.write_text(rewritten(text, done), "utf-8")


if __name__ == "__main__":
    rewrite(sys.argv[1:])
