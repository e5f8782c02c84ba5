"""CSV as the exports write it: RFC 4180, a record to a line, and no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from sitegen.patterns import regex

# The byte order mark, by which Excel knows UTF-8; a file without it, it reads in Windows' own code page.
MARK = "\ufeff"
BETWEEN = "|"
Cell = str | int | float | bool | None | Sequence["Cell"]
# With these a formula begins, or with their full-width forms; white space may hide them (OWASP, CSV Injection).
_BEGINNINGS = frozenset("=+-@＝＋－＠\t\r\n")
# A number, or a telephone number: a sign, and nothing but digits, spaces, points and commas.
_IS_NUMBER = regex(r"[+-]\d[\d .,]*")


def csv_line(cells: Iterable[Cell]) -> str:
    """A record with its line end, CR LF. What is None is empty; lists are joined by `|`; yes and no are words."""
    line = StringIO()
    csv.writer(line).writerow([guarded(_written(cell)) for cell in cells])
    return line.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell) if isinstance(cell, str | int | float) else _joined(cell)


def _joined(cells: Sequence[Cell]) -> str:
    """The entries of a list; a list in it is a pair of numbers."""
    texts = [cell if isinstance(cell, str) else _pair(cell) for cell in cells]
    joined = BETWEEN.join(texts)
    is_clear = joined.count(BETWEEN) == len(texts) - 1
    return joined if is_clear else BETWEEN.join(text.replace(BETWEEN, "/") for text in texts)


def _pair(cell: Cell) -> str:
    return ",".join(map(str, cell)) if isinstance(cell, Sequence) else str(cell)


def guarded(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text[:1] in _BEGINNINGS and not _IS_NUMBER.fullmatch(text) else text
