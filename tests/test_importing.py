"""Importing a list of operations: what cells mean, what is written, what is told, and that nothing is lost."""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import chdir
from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from sitegen.catalogues import read_catalogue
from sitegen.cli import cli, main
from sitegen.diagnostics import Collector
from sitegen.importing import Imported, Sources, import_list
from sitegen.importing.cells import Reading, Unread, read_cell
from sitegen.importing.days import days_in
from sitegen.importing.fields import Field, field_at
from sitegen.importing.formats import DayOrder, DecimalSign, RateForm
from sitegen.importing.names import Registry
from sitegen.importing.numbers import amounts_in, numbers_in, rates_in
from sitegen.importing.placing import write_files
from sitegen.importing.scalars import bare_or_quoted, block, quoted
from sitegen.importing.table import letters_of, read_table
from sitegen.load.decode import decode
from sitegen.load.projects import read_record
from sitegen.models.project import Project
from sitegen.pipeline import Settings, build, examined
from sitegen.source import INVISIBLE, Mapping, plain
from tests.conftest import ROOT

DAY = date(2026, 11, 22)
LANGUAGES = ("lv", "en")
ENGLISH = read_catalogue("en")
LIST, MAPPING = ROOT / "docs" / "import" / "operations.csv", ROOT / "docs" / "import" / "mapping.yaml"
MONTHS = (
    ("janvāris", "janvāra", "janvārim", "janvārī"),
    ("februāris", "februāra", "februārim", "februārī"),
    ("marts", "marta", "martam", "martā"),
    ("aprīlis", "aprīļa", "aprīlim", "aprīlī"),
    ("maijs", "maija", "maijam", "maijā"),
    ("jūnijs", "jūnija", "jūnijam", "jūnijā"),
    ("jūlijs", "jūlija", "jūlijam", "jūlijā"),
    ("augusts", "augusta", "augustam", "augustā"),
    ("septembris", "septembra", "septembrim", "septembrī"),
    ("oktobris", "oktobra", "oktobrim", "oktobrī"),
    ("novembris", "novembra", "novembrim", "novembrī"),
    ("decembris", "decembra", "decembrim", "decembrī"),
)
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
CENTS = st.integers(0, 10**12)
SPACES = st.sampled_from(" \u00a0\u202f\u2009")


# What a cell means.


@given(DAYS, st.integers(0, 3))
def test_a_day_is_read_however_it_is_written(day: date, case: int) -> None:
    month = MONTHS[day.month - 1][case]
    for text in (
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
        f"{day:%d.%m.%Y}",
        f"{day:%d.%m.%Y}.",
        f"{day.day}.{day.month}.{day.year}.",
        f"{day.year}. gada {day.day}. {month}",
        f"{day.year}.\u00a0gada {day.day:02}.\u00a0{month.upper()}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
    ):
        assert days_in(text) == (day,), text


@given(DAYS)
def test_a_day_between_slashes_is_chosen_by_nobody(day: date) -> None:
    text = f"{day:%d/%m/%Y}"
    assert day in days_in(text)
    assert len(days_in(text)) == (2 if day.day <= 12 and day.day != day.month else 1)
    assert days_in(text, DayOrder.DAY_MONTH) == (day,)
    assert days_in(f"{day:%m/%d/%Y}", DayOrder.MONTH_DAY) == (day,)


@pytest.mark.parametrize(
    "text", ["", "01.03.24", "31.02.2024", "45352", "2024", "marts", "1. martss 2024", "32.1.2024"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert days_in(text) == ()


def grouped(whole: int, sign: str) -> str:
    return f"{whole:,}".replace(",", sign)


@given(CENTS, SPACES)
def test_an_amount_is_read_however_it_is_written(cents: int, space: str) -> None:
    whole, rest = divmod(cents, 100)
    value = Decimal(cents) / 100
    for text in (
        f"{whole},{rest:02}",
        f"{whole}.{rest:02}",
        f"{grouped(whole, space)},{rest:02}",
        f"{grouped(whole, '.')},{rest:02}",
        f"{grouped(whole, ',')}.{rest:02}",
        f"€{space}{whole},{rest:02}",
        f"{grouped(whole, space)},{rest:02} EUR",
        f"{grouped(whole, space)},{rest:02}{space}€",
    ):
        assert set(amounts_in(text.strip())) == {value}, text


@given(st.integers(1, 999), st.integers(0, 999))
def test_a_number_with_three_digits_after_its_sign_is_chosen_by_nobody(whole: int, rest: int) -> None:
    small, large = Decimal(f"{whole}.{rest:03}"), Decimal(f"{whole}{rest:03}")
    for text, decimal, other in (
        (f"{whole},{rest:03}", DecimalSign.COMMA, DecimalSign.DOT),
        (f"{whole}.{rest:03}", DecimalSign.DOT, DecimalSign.COMMA),
    ):
        assert numbers_in(text) == (small, large)
        assert numbers_in(text, decimal) == (small,)
        assert numbers_in(text, other) == (large,)


@pytest.mark.parametrize("text", ["", "-", "12 34", "1,2,3", "1 234 56", "1e3", "0x10", "12 USD", "1_000", "9" * 30])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert amounts_in(text) == ()


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("85 %", None, "85"),
        ("85%", RateForm.SHARE, "85"),
        ("85", None, "85"),
        ("85,5", None, "85.5"),
        ("0,85", RateForm.SHARE, "85"),
        ("0,85", RateForm.PERCENT, "0.85"),
        ("1", RateForm.SHARE, "100"),
        ("0", None, "0"),
        ("0,85 %", RateForm.SHARE, "0.85"),
    ],
)
def test_a_rate_is_read_in_percent(text: str, form: RateForm | None, expected: str) -> None:
    assert rates_in(text, None, form) == (Decimal(expected),)


@pytest.mark.parametrize("text", ["0,85", "1", "0.5"])
def test_a_rate_of_at_most_one_is_chosen_by_nobody(text: str) -> None:
    assert len(rates_in(text)) == 2


@pytest.mark.parametrize(("text", "form"), [("101", None), ("85", RateForm.SHARE), ("-5 %", None), ("85 % no", None)])
def test_what_is_no_rate_is_none(text: str, form: RateForm | None) -> None:
    assert rates_in(text, None, form) == ()


REGISTRY = Registry(frozenset({"region"}), {"reģions": ("region",)})
READING = Reading(
    LANGUAGES,
    {"organisations": REGISTRY, "programmes": REGISTRY, "tags": REGISTRY},
    {"fund": {"eraf": ("erdf",), "-": None}, "dates.end": {"-": None}},
)


def field(path: str) -> Field:
    found = field_at(path, LANGUAGES)
    assert isinstance(found, Field)
    return found


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("dates.start", "2024. gada 1. marts", "2024-03-01"),
        ("funding.total", "1 234,5", "1234.50"),
        ("funding.total", "-5,00", "-5.00"),
        ("funding.sources.esf.rate", "85,50 %", "85.5"),
        ("indicators.people.target", "1 200", "1200"),
        ("places.0.capacity", "14", "14"),
        ("places.0.location", "56,95; 24,1", ("56.95", "24.1")),
        ("places.0.location", "[56.95, 24.1]", ("56.95", "24.1")),
        ("status", "RUNNING", "running"),
        ("fund", "ERAF", ("erdf",)),
        ("fund", "ERAF; esf", ("erdf", "esf")),
        ("fund", "-", None),
        ("dates.end", "-", None),
        ("beneficiary", "„Reģions”", "region"),
        ("tags", "region", ("region",)),
        ("strategic_importance", "True", "true"),
        ("title.lv", " Divas\nrindas ", "Divas rindas"),
        ("summary.lv", "Divas\n\nrindas", "Divas\n\nrindas"),
        ("intervention", "067", "067"),
        ("contacts.0.phone", "+371 654 40862, 112", ("+371 654 40862", "112")),
    ],
)
def test_a_cell_becomes_the_value_that_a_record_has(path: str, text: str, expected: object) -> None:
    assert read_cell(text.strip(), field(path), READING) == expected


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("dates.start", "pavasarī", "import-cell-unread"),
        ("dates.start", "1024-03-01", "import-cell-unread"),
        ("dates.start", "01/03/2024", "import-cell-ambiguous"),
        ("dates.end", "- -", "import-cell-unread"),
        ("funding.total", "100,0051", "import-cell-unread"),
        ("funding.total", "1.234", "import-cell-ambiguous"),
        ("funding.total", "100 USD", "import-cell-unread"),
        ("places.0.capacity", "14,5", "import-cell-unread"),
        ("places.0.location", "56,95, 24,1", "import-cell-unread"),
        ("status", "Pabeigts", "import-value-unknown"),
        ("fund", "ERAF; ELFLA", "import-value-unknown"),
        ("beneficiary", "Cits", "import-value-unknown"),
        ("strategic_importance", "Jā", "import-value-unknown"),
        ("title.lv", "{{ number }}", "import-cell-unread"),
        ("links.0.url", "www.example.lv", "import-cell-unread"),
    ],
)
def test_a_cell_that_is_not_understood_is_never_guessed(path: str, text: str, code: str) -> None:
    found = read_cell(text, field(path), READING)
    assert isinstance(found, Unread)
    assert found.code == code


def test_an_amount_with_a_euro_sign_is_none_where_the_currency_is_another() -> None:
    kronor = Reading(LANGUAGES, {}, {}, currency="SEK")
    assert isinstance(read_cell("€ 5,00", field("funding.total"), kronor), Unread)
    assert read_cell("5,00 SEK", field("funding.total"), kronor) == "5.00"


# The list as it is taken apart.

CELL_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=30)


@given(st.lists(st.lists(CELL_TEXTS, min_size=3, max_size=3), min_size=1, max_size=4), st.sampled_from(";,\t"))
def test_cells_come_out_as_they_were_put_in_with_their_places(rows: list[list[str]], separator: str) -> None:
    rows = [["a", "b", "c"], *rows, ["x", "y", "z"]]
    text = "".join(separator.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    table = read_table("list.csv", text, frozenset({"a", "b"}), Collector())
    assert table is not None
    kept = [[cell.strip() for cell in row] for row in rows[1:] if any(cell.strip() for cell in row)]
    assert [[cell.text for cell in row.cells] for row in table.rows] == kept
    lines = text.split("\n")
    for cell in (cell for row in table.rows for cell in row.cells):
        assert lines[cell.span.line - 1][cell.span.column - 1] == '"'
        assert lines[cell.span.end_line - 1][cell.span.end_column - 2] == '"'


def test_columns_have_the_letters_of_spreadsheets() -> None:
    assert [letters_of(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


# What is written.

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200) | st.sampled_from(
    ["no", "067", "12:30", "1e3", "null", "~", "a: b", "a #b", "- x", "{x}", "x:", "'", '"', "2024-01-31", "…", "0x1F"]
)


def is_kept(text: str) -> bool:
    """Whether a text is one that a cell can give: without signs that no file may hold, or white space around it."""
    return text == text.strip() and bool(text) and not INVISIBLE.search(text) and "\r" not in text


@given(TEXTS.filter(is_kept), st.booleans())
def test_a_text_comes_back_from_the_file_as_it_was(text: str, is_long: bool) -> None:
    meant = " ".join([text] * 12) if is_long else text
    written = "\n".join(["name:", *(f"  {line}" for line in block("lv", meant, 2, is_typed=False)), "last: x"])
    tree = read_record("x.yaml", written, found := Collector())
    assert (found.in_order(), plain(tree) if tree else None) == ((), {"name": {"lv": meant}, "last": "x"})


@given(st.lists(TEXTS.filter(is_kept), min_size=2, max_size=3))
def test_texts_come_back_from_brackets_as_they_were(texts: list[str]) -> None:
    written = f"tags: [{', '.join(bare_or_quoted(one, is_typed=False, in_brackets=True) for one in texts)}]"
    tree = read_record("x.yaml", written, Collector())
    assert tree is not None
    assert plain(tree) == {"tags": texts}


@given(TEXTS.filter(is_kept))
def test_other_readers_of_yaml_take_a_text_for_a_text(text: str) -> None:
    assert yaml.safe_load(f"name: {bare_or_quoted(text, is_typed=False)}") == {"name": text}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with this repository's own content."""
    ignored = shutil.ignore_patterns("addresses.txt")
    return Path(shutil.copytree(ROOT / "content", tmp_path / "site" / "content", ignore=ignored)).parent


def settings_of(site: Path) -> Settings:
    return Settings(site / "content", site / "public", DAY)


def imported(site: Path, text: str | bytes, mapping: str) -> Imported:
    (site / "mapping.yaml").write_text(mapping, encoding="utf-8")
    data = text.encode() if isinstance(text, str) else text
    return import_list(Sources("list.csv", data, site / "mapping.yaml"), settings_of(site), ENGLISH)


def call(site: Path, *arguments: str) -> Result:
    with chdir(site):
        return CliRunner(env={"LANG": "C.UTF-8"}).invoke(cli, ["import", *arguments])


HEADER = "Numurs;Nosaukums;Saņēmējs;Summa;ESF;Sākums\n"
COLUMNS = """\
columns:
  number: Numurs
  title.lv: Nosaukums
  beneficiary: Saņēmējs
  funding.total: Summa
  funding.sources.esf.amount: ESF
  dates.start: Sākums
constants:
  programme: growth-and-employment
  fund: esf
  summary.lv: Teksts.
  funding.sources.state.amount: remainder
"""
ROW = "2/I/7;Tilts;Zemgales plānošanas reģions;100,00;85,00;01.03.2019\n"


def test_a_list_that_is_understood_makes_a_record_without_a_word(site: Path) -> None:
    found = imported(site, HEADER + ROW, COLUMNS)
    assert (found.diagnostics, found.rows, found.unread) == ((), 1, 0)
    assert found.files == {
        "tilts.yaml": """\
# From list.csv, row 2.
# Fill in what stands empty: between the quotation marks, or in the brackets.
# To use a line that begins with #, take away the # and the space after it.

number: 2/I/7
title:
  lv: Tilts
summary:
  lv: Teksts.
programme: growth-and-employment
fund: esf
beneficiary: zemgale-planning-region
dates:
  start: 2019-03-01
funding:
  total: 100.00
  sources:
    - source: esf
      amount: 85.00
    - source: state
      amount: remainder
"""
    }


@pytest.mark.parametrize(
    "data",
    [
        (HEADER + ROW).encode("utf-8-sig"),
        (HEADER + ROW).encode("windows-1257"),
        (HEADER + ROW).encode("utf-16"),
        (HEADER + ROW).replace("\n", "\r\n").encode(),
        (HEADER + ROW).replace(";", "\t").encode(),
        ("sep=;\n" + HEADER + ROW).encode(),
        (HEADER + "\n;;;;;\n" + ROW).encode(),
        (HEADER + ROW.rstrip("\n") + ";;;\n").encode(),
    ],
)
def test_a_list_is_read_however_a_program_saved_it(site: Path, data: bytes) -> None:
    expected = imported(site, HEADER + ROW, COLUMNS).files["tilts.yaml"].split("\n")[1:]
    found = imported(site, data, COLUMNS)
    assert found.diagnostics == ()
    assert found.files["tilts.yaml"].split("\n")[1:] == expected


def test_a_name_of_a_column_is_found_without_regard_to_case_and_spacing(site: Path) -> None:
    found = imported(
        site, (HEADER + ROW).replace("Numurs", '"PROJEKTA\n numurs "'), COLUMNS.replace("Numurs", "projekta numurs")
    )
    assert [one.code for one in found.diagnostics] == []


def states(text: str) -> dict[str, object]:
    found = yaml.load(text, yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def used(text: str) -> dict[str, object]:
    """The record with everything that stands aside taken into use, as its head says; the last of two lines counts."""
    lines = [re.sub(r"^( *)# (?=[ -]*[a-z_]+:)", r"\1", line) for line in text.split("\n")]
    return states("\n".join(lines))


ODD = '2/I/7;Tilts: "A" #1 {x};Zemgales plānošanas reģions;apmēram # allow x: y;85,00;pavasarī\n'


def test_what_is_not_understood_stands_beside_where_it_belongs(site: Path) -> None:
    found = imported(site, HEADER + ODD, COLUMNS)
    assert [one.code for one in found.diagnostics] == ["import-cell-unread"] * 2
    (text,) = found.files.values()
    assert 'funding:\n  # D2 “Summa” was not understood:\n  # total: "apmēram \\x23 allow x: y"\n  sources:\n' in text
    assert "dates" not in states(text)
    assert '# F2 “Sākums” was not understood:\n# dates:\n#   start: "pavasarī"\n' in text
    everything = used(text)
    assert everything["dates"] == {"start": "pavasarī"}
    assert isinstance(everything["funding"], dict)
    assert everything["funding"]["total"] == "apmēram # allow x: y"
    assert everything["title"] == {"lv": 'Tilts: "A" #1 {x}'}


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=';,"\u2028\u2029\ufeff'), min_size=1, max_size=25
)


@given(
    st.lists(
        WORDS.map(lambda text: normalize("NFC", text)).filter(lambda text: text == text.strip()), min_size=5, max_size=5
    )
)
def test_every_cell_is_stated_or_stands_as_a_comment(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    site = small_site(tmp_path_factory)
    text = HEADER + ";".join(["2/I/7", *cells]) + "\n"
    found = imported(site, text, COLUMNS)
    for written in found.files.values():
        tree = read_record("x.yaml", written, told := Collector())
        assert isinstance(tree, Mapping), told.in_order()
        stated = states(written)
        funding, dates = stated.get("funding", {}), stated.get("dates", {})
        assert isinstance(stated["title"], dict)
        assert isinstance(funding, dict)
        assert isinstance(dates, dict)
        line = " ".join(re.split(r"[ \t\n]+", INVISIBLE.sub(" ", cells[0]).strip()))
        assert stated["title"].get("lv") == line or is_aside(cells[0], written)
        assert stated["beneficiary"] == "region" or is_aside(cells[1], written)
        assert "total" in funding or is_aside(cells[2], written)
        assert "start" in dates or is_aside(cells[4], written)


def is_aside(text: str, written: str) -> bool:
    """Whether a cell's text stands as a comment."""
    return quoted(text.strip()).replace("#", "\\x23") in written


def small_site(factory: pytest.TempPathFactory) -> Path:
    """The site of the cases of diagnostics, whose programme has another name."""
    site = factory.getbasetemp() / "small-site"
    if not site.is_dir():
        shutil.copytree(ROOT / "tests" / "diagnostics" / "base", site)
        programmes = site / "content" / "programmes.yaml"
        programmes.write_text(programmes.read_text("utf-8").replace("growth:", "growth-and-employment:"), "utf-8")
    return site


def test_what_is_invisible_is_told_and_spoils_no_record(site: Path) -> None:
    header = HEADER.replace("Sākums", '"Sākums\u202e\n# allow day-out-of-period: x"')
    mapping = COLUMNS.replace("Sākums", '"sākums # allow day-out-of-period: x"')
    (site / "mapping.yaml").write_text(mapping, encoding="utf-8")
    name = "a\nb: # allow bad-date: x \u202e.csv"
    row = ROW.replace("Tilts", "Til\u202ets").replace("01.03.2019", "pava\u202esarī")
    (site / name).write_text(header + row, encoding="utf-8")
    done = call(site, name, "--mapping", "mapping.yaml", "--messages", "en", "--format", "concise")
    assert done.stderr.count("error[control-character]") == 3
    text = (site / "content" / "projects" / "til-ts.yaml").read_text(encoding="utf-8")
    assert text.startswith("# From a b: allow bad-date: x .csv, row 2.\n")
    assert '#   start: "pava\\u202Esarī"' in text
    told = examined(settings_of(site)).diagnostics
    assert [one.code for one in told if one.span.path.endswith("til-ts.yaml")] == ["translation-gap"]


def test_an_entry_to_which_the_list_gives_nothing_is_left_out_with_its_constants(site: Path) -> None:
    mapping = COLUMNS.replace(
        "constants:", "  indicators.people.target: Skaits\nconstants:\n  indicators.people.label.lv: Cilvēki"
    )
    text = (HEADER + ROW).replace("Sākums\n", "Sākums;Skaits\n").replace("2019\n", "2019;38\n")
    (with_figure,) = imported(site, text, mapping).files.values()
    (without,) = imported(site, text.replace(";38", ";"), mapping).files.values()
    assert states(with_figure)["indicators"] == [{"id": "people", "label": {"lv": "Cilvēki"}, "target": "38"}]
    assert "indicators" not in states(without)


def test_a_name_that_is_taken_is_followed_by_the_number(site: Path) -> None:
    found = imported(
        site,
        HEADER
        + ROW
        + ROW.replace("2/I/7", "2/I/8")
        + ROW.replace("Tilts", "Atver sirdi Zemgalē").replace("2/I/7", "2/I/9"),
        COLUMNS,
    )
    assert list(found.files) == ["tilts.yaml", "tilts-2-i-8.yaml", "atver-sirdi-zemgale-2-i-9.yaml"]


@pytest.mark.parametrize(
    ("slug", "name"), [("Numurs", "2-i-7"), ("{Numurs}-{Nosaukums}", "2-i-7-tilts"), ("es-{Numurs}", "es-2-i-7")]
)
def test_names_of_files_are_made_as_the_mapping_says(site: Path, slug: str, name: str) -> None:
    found = imported(site, HEADER + ROW, COLUMNS + f'slug: "{slug}"\n')
    assert list(found.files) == [f"{name}.yaml"]


def test_figures_that_do_not_agree_are_told_at_their_cell_with_the_line_of_the_record(site: Path) -> None:
    mapping = COLUMNS.replace("  funding.sources.state.amount: remainder\n", "  funding.sources.state.amount: 10.00\n")
    (one,) = imported(site, HEADER + ROW, mapping).diagnostics
    assert (one.code, one.span.path, one.span.line, one.span.column) == ("sources-do-not-add-up", "list.csv", 2, 41)
    assert one.related[0].path == "content/projects/tilts.yaml"


@pytest.mark.parametrize("field", ["  summary.lv: Teksts.\n", "  title.lv: Nosaukums\n", "  beneficiary: Saņēmējs\n"])
def test_what_is_to_be_filled_in_hides_no_wrong_figure(site: Path, field: str) -> None:
    mapping = COLUMNS.replace("  funding.sources.state.amount: remainder\n", "  funding.sources.state.amount: 10.00\n")
    found = imported(site, HEADER + ROW, mapping.replace(field, "") + "skip: [Nosaukums, Saņēmējs]\n")
    assert {one.code for one in found.diagnostics} == {"import-field-missing", "sources-do-not-add-up"}


def test_of_a_field_that_is_not_understood_no_other_problem_is_told(site: Path) -> None:
    found = imported(site, HEADER + ROW.replace("100,00", "simts"), COLUMNS)
    assert [one.code for one in found.diagnostics] == ["import-cell-unread"]


def test_a_record_that_no_program_would_read_is_left_out_and_told(site: Path) -> None:
    mapping = COLUMNS.replace("constants:", "".join(f"  activities.{n}.lv: Darbs\n" for n in range(5)) + "constants:")
    text = (HEADER + ROW).replace("Sākums\n", "Sākums;Darbs\n").replace("2019\n", f"2019;{'darbs ' * 5000}\n")
    found = imported(site, text, mapping)
    assert ([one.code for one in found.diagnostics], found.files, found.left_out) == (["file-too-large"], {}, 1)


@given(st.binary(max_size=60), st.integers(0, 200))
def test_whatever_lies_in_a_list_is_told_and_what_is_made_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, place: int
) -> None:
    whole = (HEADER + ROW).encode()
    found = imported(small_site(tmp_path_factory), whole[:place] + noise + whole[place:], COLUMNS)
    assert found.files or found.diagnostics
    for text in found.files.values():
        read_record("x.yaml", text, told := Collector())
        assert told.in_order() == ()


@pytest.mark.parametrize(
    ("columns", "values", "code"),
    [
        ("  places.0.name: Sākums\n  places.0.name.lv: ESF\n", "", "import-field-twice"),
        ("  status: ESF\n", "values: {status: {Pabeigts: completed, PABEIGTS: running}}\n", "duplicate-key"),
        ("  status: ESF\n", "values: {beneficiary: {Cits: cits}}\n", "unknown-organisation"),
        ("  status: ESF\n", 'slug: "{Nav}"\n', "import-column-unknown"),
        ("  status: ESF\n", "skip: [Nav]\n", "import-column-unknown"),
        ("  status: ESF\n", "formats: {rates: half}\n", "unknown-choice"),
    ],
)
def test_what_is_wrong_in_the_mapping_is_told_there_and_nothing_is_made(
    site: Path, columns: str, values: str, code: str
) -> None:
    found = imported(site, HEADER + ROW, COLUMNS.replace("constants:", f"{columns}constants:") + values)
    assert [(one.code, one.span.path.rpartition("/")[2]) for one in found.diagnostics] == [(code, "mapping.yaml")]
    assert found.files == {}


# From the command line.


def test_a_cell_of_ten_megabytes_is_told_in_a_sentence(site: Path) -> None:
    (site / "list.csv").write_text(HEADER + ROW.replace("Tilts", "x" * 10_000_000), encoding="utf-8")
    (site / "mapping.yaml").write_text(COLUMNS, encoding="utf-8")
    done = call(site, "list.csv", "--mapping", "mapping.yaml", "--format", "concise", "--messages", "en")
    assert done.exit_code == 1
    assert done.stderr.startswith("list.csv:2:7: error[import-cell-too-long]: B2 has 10,000,000 characters")
    assert len(done.stderr) < 1000


def test_the_same_import_again_writes_nothing_and_changes_nothing(site: Path) -> None:
    (site / "list.csv").write_text(HEADER + ROW, encoding="utf-8")
    (site / "mapping.yaml").write_text(COLUMNS, encoding="utf-8")
    assert call(site, "list.csv", "--mapping", "mapping.yaml").exit_code == 0
    made = site / "content" / "projects" / "tilts.yaml"
    made.rename(site / "content" / "projects" / "cits.yaml")
    before = files_of(site)
    done = call(site, "list.csv", "--mapping", "mapping.yaml", "--messages", "en")
    assert (done.exit_code, files_of(site)) == (0, before)
    assert "warning[import-project-there]" in done.stderr
    assert "0 records written, 1 row left out" in done.stderr
    assert call(site, "list.csv", "--mapping", "mapping.yaml", "--strict").exit_code == 1


def test_records_that_are_not_filled_in_yet_are_known_by_their_numbers(site: Path) -> None:
    call(site, str(LIST), "--mapping", str(MAPPING))
    (site / "content" / "projects" / "new.yaml").write_text('number: ""\ntitle:\n', encoding="utf-8")
    done = call(site, str(LIST), "--mapping", str(MAPPING), "--messages", "en", "--format", "concise")
    assert done.stderr.count("warning[import-project-there]") == 3
    assert "0 records written, 4 rows left out" in done.stderr


def files_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_trial_writes_nothing_and_tells_the_same(site: Path) -> None:
    before = files_of(site)
    arguments = (str(LIST), "--mapping", str(MAPPING), "--messages", "en")
    trial = call(site, *arguments, "--dry-run")
    assert files_of(site) == before
    assert trial.stderr.replace("would be written", "written") == call(site, *arguments).stderr
    assert len(files_of(site)) == len(before) + 3


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    folder = tmp_path / "projects"
    folder.mkdir()
    (folder / "b.yaml").write_text("old", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_files(folder, {"a.yaml": "new", "b.yaml": "new", "c.yaml": "new"}, tmp_path / "work")
    assert files_of(tmp_path) == {"projects/b.yaml": b"old"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(site: Path) -> None:
    (site / "content" / "projects").chmod(0o500)
    done = call(site, str(LIST), "--mapping", str(MAPPING), "--messages", "en")
    (site / "content" / "projects").chmod(0o700)
    assert done.exit_code == 2
    assert done.stderr.startswith("no record was written: ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "FILE.csv is missing"),
        (("list.csv",), "--mapping is missing"),
        (("none.csv", "--mapping", "mapping.yaml"), "none.csv cannot be read: there is no such file or folder"),
        (("list.csv", "--mapping", "none.yaml"), "none.yaml cannot be read: there is no such file or folder"),
        (("list.csv", "--mapping", "content"), "content cannot be read: a folder is where a file is to be"),
        (("content", "--mapping", "mapping.yaml"), "content cannot be read: a folder is where a file is to be"),
    ],
)
def test_wrong_usage_is_told_with_exit_code_2(
    site: Path, arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "list.csv").write_text(HEADER + ROW, encoding="utf-8")
    (site / "mapping.yaml").write_text(COLUMNS, encoding="utf-8")
    with chdir(site), pytest.raises(SystemExit) as ended:
        main(["import", *arguments, "--messages", "en"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(told)


def test_the_report_holds_all_in_the_form_of_messages(site: Path) -> None:
    done = call(site, str(LIST), "--mapping", str(MAPPING), "--format", "json", "--report", "report.json", "--dry-run")
    report = json.loads((site / "report.json").read_text(encoding="utf-8"))
    assert report == json.loads(done.stderr)
    assert (report["rows"], report["records"], report["left_out"], report["not_understood"]) == (4, 3, 1, 3)
    assert report["values"] == {"beneficiary": ["SIA “Piemērs”"], "status": ["Apturēts"]}
    assert report["written"] == []


def test_a_report_is_never_written_over_the_list_or_the_mapping(site: Path) -> None:
    (site / "list.csv").write_text(HEADER + ROW, encoding="utf-8")
    (site / "mapping.yaml").write_text(COLUMNS, encoding="utf-8")
    before = files_of(site)
    for name in ("list.csv", "mapping.yaml"):
        done = call(site, "list.csv", "--mapping", "mapping.yaml", "--report", name, "--messages", "en")
        assert (done.exit_code, files_of(site)) == (2, before)
        assert done.stderr == f"the report would be written over {name}; choose another file\n"


def test_the_values_that_nothing_covers_are_told_as_a_part_of_the_mapping(site: Path) -> None:
    done = call(site, str(LIST), "--mapping", str(MAPPING), "--messages", "en", "--dry-run")
    snippet = done.stderr.split("put into the mapping:\n")[1].split("\n\n")[0]
    filled = snippet.replace("“Piemērs”:", "“Piemērs”: ilukste-municipality").replace(
        "Apturēts:", "Apturēts: suspended"
    )
    assert "  status:  # planned, running, suspended, completed, terminated\n" in snippet
    (site / "mapping.yaml").write_text(
        MAPPING.read_text(encoding="utf-8")
        .replace("values:\n", filled + "\n")
        .replace("  status: {Pabeigts: completed}\n", ""),
        encoding="utf-8",
    )
    again = call(site, str(LIST), "--mapping", "mapping.yaml", "--messages", "en", "--dry-run")
    assert "import-value-unknown]: nothing says what `Apturēts`" not in again.stderr
    assert "import-value-unknown]: nothing says what `SIA" not in again.stderr


def test_the_screen_shows_a_hundred_of_a_kind_and_the_report_all(site: Path) -> None:
    rows = "".join(ROW.replace("2/I/7", f"2/I/{number}").replace("01.03.2019", "rīt") for number in range(120))
    (site / "list.csv").write_text(HEADER + rows, encoding="utf-8")
    (site / "mapping.yaml").write_text(COLUMNS, encoding="utf-8")
    arguments = ("list.csv", "--mapping", "mapping.yaml", "--format", "concise", "--messages", "en")
    done = call(site, *arguments, "--report", "report.txt", "--dry-run")
    assert done.stderr.count("error[import-cell-unread]") == 100
    assert "and 20 more problems; --report FILE has all" in done.stderr
    assert (site / "report.txt").read_text(encoding="utf-8").count("error[import-cell-unread]") == 120


@pytest.mark.parametrize("style", ["full", "concise", "github", "json"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_told_in_each_form_and_language(site: Path, style: str, language: str) -> None:
    done = call(site, str(LIST), "--mapping", str(MAPPING), "--format", style, "--messages", language, "--dry-run")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "import-cell-unread" in done.stderr
    assert {"lv": "nav datums", "en": "is not a day"}[language] in done.stderr


# The documented example, from end to end.


def test_the_documented_example_becomes_pages_once_it_is_filled_in(site: Path) -> None:
    done = call(site, str(LIST), "--mapping", str(MAPPING), "--messages", "en")
    assert done.exit_code == 1
    assert "4 rows read, 3 records written, 1 row left out, 3 cells not understood" in done.stderr
    made = sorted(path for path in (site / "content" / "projects").glob("*.yaml") if is_made(path))
    assert [path.name for path in made] == documented_names()
    assert documented_record() == made[-1].read_text(encoding="utf-8")
    empty = {
        (found.span.path, found.code) for found in examined(settings_of(site)).diagnostics if found.severity == "error"
    }
    assert empty == {(f"content/projects/{path.name}", "empty-text") for path in made}
    for path in made:
        fill_in(path)
    assert [found for found in examined(settings_of(site)).diagnostics if found.severity == "error"] == []
    outcome = build(settings_of(site))
    assert outcome.changes is not None
    for path in made:
        assert (site / "public" / "lv" / "projekti" / path.stem / "index.html").is_file()


def is_made(path: Path) -> bool:
    return path.read_text(encoding="utf-8").startswith("# From operations.csv")


def documented_names() -> list[str]:
    return [
        "dienas-aprupes-centrs-saulstari-preilos.yaml",
        "grupu-majas-izveide-vilanos.yaml",
        "specializetas-darbnicas-ilukste.yaml",
    ]


def documented_record() -> str:
    """The record that docs/import.md shows."""
    lines = (ROOT / "docs" / "import.md").read_text(encoding="utf-8").split("The record of the third row:\n\n")[1]
    return "".join(f"{line.removeprefix('    ')}\n" for line in lines.rstrip("\n").split("\n"))


def fill_in(path: Path) -> None:
    """What the report names, written into a record."""
    text = path.read_text(encoding="utf-8")
    text = text.replace('  lv: ""', "  lv: Projekts palīdz cilvēkiem.").replace(
        '  en: ""', "  en: The project helps people."
    )
    text = text.replace('\nbeneficiary: ""', "\nbeneficiary: ilukste-municipality")
    path.write_text(text.replace('# status: "Apturēts"', "status: suspended"), encoding="utf-8")


def test_the_records_of_the_example_are_decoded_by_the_program(site: Path) -> None:
    found = import_list(Sources("operations.csv", LIST.read_bytes(), MAPPING), settings_of(site), ENGLISH)
    told = Collector()
    for text in found.files.values():
        tree = read_record("x.yaml", text.replace('""', '"x"'), told)
        assert tree is not None
        assert decode(Project, tree, told, LANGUAGES) is not None
    assert told.in_order() == ()
