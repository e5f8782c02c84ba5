"""A list in CSV as rows of cells, each with its place in the text. Decides nothing about what a cell means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from sitegen.diagnostics import Collector, Span, problem
from sitegen.patterns import regex
from sitegen.source import INVISIBLE
from sitegen.values import dataclass

SEPARATORS = {";": ";", "\t": "TAB", ",": ","}
# Excel's own limit: what is longer was closed by no quotation mark, or is no cell.
_LONGEST_CELL = 32_767
_DECLARED = regex(r"sep=([;,\t])\n", 2)
# Rows in which the names of the columns are looked for: above them lists have titles.
_FIRST_ROWS = 20
_CELLS = {
    separator: regex(rf'"([^"]*(?:""[^"]*)*)"([^{separator}\n]*)|([^{separator}\n]*)') for separator in SEPARATORS
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text without quotation marks and the white space around it, its place, and its name (`F4`)."""

    text: str
    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its number from 1, as spreadsheets count."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A list: the rows above the names of the columns, these names, and the rows below, without empty ones."""

    above: tuple[Row, ...]
    header: Row
    rows: tuple[Row, ...]
    separator: str


class _BrokenError(Exception):
    """A text that cannot be taken apart; never leaves this module."""

    def __init__(self, code: str, span: Span, **parameters: str) -> None:
        super().__init__(code)
        self.diagnostic = problem(code, span, **parameters)


def folded(name: str) -> str:
    """A text as it is compared: without regard to case and spacing."""
    return " ".join(INVISIBLE.sub(" ", name).split()).casefold()


def letters_of(column: int) -> str:
    """The letters of a column by its index: A, …, Z, AA, …"""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def read_table(path: str, text: str, wanted: frozenset[str], found: Collector) -> Table | None:
    """The list that a text (line ends as `\\n`) holds; None, and told, when it holds none.

    `wanted`: folded names of columns. The separator is the one with which most of them stand in one row, and the
    header is the first such row.
    """
    declared = _DECLARED.match(text)
    start = declared.end() if declared else 0
    separator = declared[1] if declared else max(SEPARATORS, key=lambda one: _likelihood(path, text, one, wanted))
    try:
        rows = [row for row in _rows(path, text, separator, start) if not row.is_empty]
    except _BrokenError as broken:
        found.add(broken.diagnostic)
        return None
    if not rows:
        found.add(problem("import-list-empty", Span(path)))
        return None
    top = max(range(min(len(rows), _FIRST_ROWS)), key=lambda number: (_matches(rows[number], wanted), -number))
    if len(rows) == top + 1:
        found.add(problem("import-list-empty", Span(path)))
        return None
    _tell_invisible(rows, found)
    return Table(tuple(rows[:top]), rows[top], tuple(rows[top + 1 :]), separator)


def _likelihood(path: str, text: str, separator: str, wanted: frozenset[str]) -> tuple[int, int]:
    """How well a separator fits: the columns that are found with it in one row, then its cells."""
    rows = list[Row]()
    with suppress(_BrokenError):  # told when it is read in earnest; what comes before it counts
        rows.extend(islice(_rows(path, text, separator, 0), _FIRST_ROWS))
    return max(((_matches(row, wanted), len(row.cells)) for row in rows), default=(0, 0))


def _matches(row: Row, wanted: frozenset[str]) -> int:
    return len(wanted & {folded(cell.text) for cell in row.cells})


def _rows(path: str, text: str, separator: str, position: int) -> Iterator[Row]:
    line, column, number = 1 + text.count("\n", 0, position), 1, 1
    cells: list[Cell] = []
    pattern = _CELLS[separator]
    while position < len(text) or cells:
        match = pattern.match(text, position)
        if match is None:  # the pattern matches nothing too
            break
        name = f"{letters_of(len(cells))}{number}"
        _refuse(match[0], match[1] is not None, Span(path, line, column, line, column + 1), name)
        raw, breaks = match[0], match[0].count("\n")
        end_line = line + breaks
        end = len(raw) - raw.rfind("\n") if breaks else column + len(raw)
        value = match[3] if match[1] is None else match[1].replace('""', '"') + match[2]
        cells.append(
            Cell(value.strip(), Span(path, line, column, end_line, end if breaks else max(end, column + 1)), name)
        )
        position, line, column = match.end(), end_line, end
        if text[position : position + 1] == separator:
            position, column = position + 1, column + 1
            continue
        yield Row(number, tuple(cells))
        position, line, column, number, cells = position + 1, line + 1, 1, number + 1, []


def _refuse(raw: str, is_quoted: bool, span: Span, name: str) -> None:
    if raw.startswith('"') and not is_quoted:
        raise _BrokenError("import-quote-open", span, cell=name)
    if len(raw) > _LONGEST_CELL:
        raise _BrokenError("import-cell-too-long", span, cell=name, size=f"{len(raw):,}", maximum=f"{_LONGEST_CELL:,}")


def _tell_invisible(rows: list[Row], found: Collector) -> None:
    """Tell the first of the signs that no page shows; whoever reads the cell finds a space in its place."""
    for cell in (cell for row in rows for cell in row.cells if cell.text and not cell.text.isprintable()):
        match = INVISIBLE.search(cell.text)
        if match:
            found.add(problem("control-character", cell.span, character=f"U+{ord(match[0]):04X}"))
