"""Where records go: which rows make one, what their files are called, and writing them, all or none."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sitegen.diagnostics import Collector, Span, problem
from sitegen.importing.mapping import Scheme
from sitegen.importing.records import Record, Stated
from sitegen.importing.table import Cell, Row, Table
from sitegen.load.intake import is_name_refused
from sitegen.rules.sums import normalised
from sitegen.urls import LONGEST_SLUG, slugify
from sitegen.values import dataclass
from sitegen.workplace import workplace


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already: paths of records by their normalised numbers, and the names that files have."""

    numbers: Mapping[str, str]
    slugs: frozenset[str]


def usable_rows(table: Table, scheme: Scheme, known: Known, found: Collector) -> Iterator[Row]:
    """The rows that make a record; the others are told."""
    index = next(one.index for one in scheme.columns if one.field.name == "number")
    seen: dict[str, Row] = {}
    for row in table.rows:
        if not _is_even(row, len(table.header.cells)):
            sizes = {"found": str(len(row.cells)), "expected": str(len(table.header.cells))}
            found.add(problem("import-row-ragged", _whole(row), row=str(row.number), **sizes))
        elif _is_new(row, row.cells[index], seen, known, found):
            seen[normalised(row.cells[index].text)] = row
            yield row


def _is_even(row: Row, width: int) -> bool:
    """Whether a row has a cell for each column, and no more but empty ones."""
    return len(row.cells) >= width and not any(cell.text for cell in row.cells[width:])


def _is_new(row: Row, cell: Cell, seen: Mapping[str, Row], known: Known, found: Collector) -> bool:
    told = {"value": cell.text, "row": str(row.number)}
    number = normalised(cell.text)
    if not cell.text:
        found.add(problem("import-row-without-number", _whole(row), row=told["row"]))
    elif number in seen:
        first = seen[number]
        found.add(problem("import-number-twice", cell.span, (_whole(first),), other=str(first.number), **told))
    elif number in known.numbers:
        found.add(problem("import-project-there", cell.span, file=known.numbers[number], **told))
    else:
        return True
    return False


def _whole(row: Row) -> Span:
    first, last = row.cells[0].span, row.cells[-1].span
    return Span(first.path, first.line, first.column, last.end_line, last.end_column)


class Naming:
    """Gives each record the name of its file."""

    def __init__(self, scheme: Scheme, known: Known, languages: tuple[str, ...], found: Collector) -> None:
        self._scheme, self._languages, self._found = scheme, languages, found
        self._taken = set(known.slugs)

    def slug(self, record: Record) -> str:
        """The name of a record's file, without its ending; empty, and told, when there is none for it."""
        number = slugify(record.number)
        name = slugify(self._meant(record)) or number
        tries = [name, _joined(name, number)]
        fitting = [one for one in tries if one and not is_name_refused(f"projects/{one}.yaml")]
        free = [one for one in fitting if one not in self._taken]
        if free:
            self._taken.add(free[0])
            return free[0]
        span, row = _whole(record.row), str(record.row.number)
        if fitting:
            self._found.add(problem("import-name-taken", span, row=row, file=f"projects/{fitting[0]}.yaml"))
        else:
            self._found.add(problem("import-name-empty", span, row=row))
        return ""

    def _meant(self, record: Record) -> str:
        """The text that a name is made of: as the mapping says, else the title in the first language."""
        if self._scheme.name:
            cells = record.row.cells
            return " ".join(part if isinstance(part, str) else cells[part].text for part in self._scheme.name)
        title = record.node.get("title")
        stated = title.get(self._languages[0]) if isinstance(title, dict) else None
        return str(stated.value) if isinstance(stated, Stated) else ""


def _joined(name: str, number: str) -> str:
    """A name with the project's number after it, as long as an address may be."""
    return f"{name[: LONGEST_SLUG - len(number) - 1].rstrip('-')}-{number}".strip("-")


def write_files(folder: Path, files: Mapping[str, str], work: Path) -> None:
    """Write files by their names, all of them or none; one that is there is never written over.

    They are made in `work` first, and come to their places when all of them are on the disk. Raises `OSError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with workplace(work, "import-") as stage:
        for name, text in files.items():
            with open(stage / name, "x", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
                opened.flush()
                os.fsync(opened.fileno())
        done: list[Path] = []
        try:
            for name in files:
                _put(stage / name, folder / name)
                done.append(folder / name)
        except BaseException:
            _take_back(done)
            raise


def _put(source: Path, target: Path) -> None:
    """A finished file in its place, unless something is there."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno == errno.EEXIST or os.path.lexists(target):
            raise
        _copy(source, target)  # a file system without hard links


def _copy(source: Path, target: Path) -> None:
    with open(target, "xb") as opened:
        try:
            opened.write(source.read_bytes())
        except OSError:
            target.unlink()
            raise


def _take_back(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
