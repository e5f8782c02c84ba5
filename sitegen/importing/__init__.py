"""Records from an official list of operations, and a report of what was not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sitegen.catalogues import Catalogue
from sitegen.diagnostics import Collector, Diagnostic, problem
from sitegen.importing.judging import judge, known_projects
from sitegen.importing.listing import read_mapping_text, text_of
from sitegen.importing.mapping import Scheme, scheme_of, wanted_columns
from sitegen.importing.mapping_file import MappingFile, read_mapping
from sitegen.importing.names import names_of
from sitegen.importing.placing import Known, Naming, usable_rows
from sitegen.importing.records import Kept, Record, Unknown, record_of, unknown_values
from sitegen.importing.table import SEPARATORS, Row, Table, read_table
from sitegen.importing.writing import Line, Writer
from sitegen.load import Folder, World, read_world
from sitegen.load.limits import largest, size_in_words
from sitegen.settings import Settings
from sitegen.source import entry_at
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Sources:
    """What is imported: the list, with its path as messages have it, and the file of the mapping."""

    path: str
    data: bytes
    mapping: Path


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a list. `files`: the records made, by their names in `projects/`; `rows`: those that are not empty.

    `unread`: cells not understood. `values`: the texts that no entry under `values` covers, by field; `choices`: what
    they may be, where that is a closed list. `form`: the encoding and the separator that were found; empty where
    nothing was read. `texts`: what was read, by path, for the lines of messages.
    """

    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    files: Mapping[str, str]
    rows: int
    unread: int
    values: Mapping[str, tuple[str, ...]]
    choices: Mapping[str, str]
    form: tuple[str, ...]

    @property
    def left_out(self) -> int:
        """Rows that made no record."""
        return self.rows - len(self.files)


@dataclass(frozen=True, slots=True)
class _Ground:
    """All that is known before the first row is read."""

    folder: Folder
    world: World
    known: Known
    table: Table
    file: MappingFile
    scheme: Scheme


def import_list(sources: Sources, settings: Settings, words: Catalogue) -> Imported:
    """The records of a list, and what was not understood; nothing is written. `words`: of the comments in them."""
    found = Collector()
    folder = Folder(settings.content, settings.content.name or "content", found)
    form: list[str] = []
    ground = _ground(sources, folder, form)
    if ground is None:
        return Imported(_told(found, settings), folder.texts, {}, 0, 0, {}, {}, tuple(form))
    unknown: list[Unknown] = []
    rows = usable_rows(ground.table, ground.scheme, ground.known, found)
    records = [record_of(row, ground.scheme, found, unknown) for row in rows]
    naming = Naming(ground.scheme, ground.known, ground.world.languages, found)
    named = {f"{slug}.yaml": record for record in records if (slug := naming.slug(record))}
    writer = Writer(words, ground.world.languages)
    name = Path(sources.path).name
    written = {file: writer.lines(record, name) for file, record in named.items()}
    made = {file: lines for file, lines in written.items() if _is_readable(lines, named[file], found)}
    found.extend(unknown_values(unknown, ground.scheme.reading.names))
    found.extend(_unused(ground))
    found.extend(_missing([named[file] for file in made], writer, ground))
    found.extend(judge(folder, ground.world, {f"projects/{file}": lines for file, lines in made.items()}, settings))
    files = {file: "".join(f"{line}\n" for line in lines) for file, lines in made.items()}
    unread = sum(named[file].kept for file in made)
    choices = {one.field: text for one in unknown if (text := dict(one.parameters).get("choices"))}
    counted = (len(ground.table.rows), unread)
    return Imported(_told(found, settings), folder.texts, files, *counted, _by_field(unknown), choices, tuple(form))


def _is_readable(lines: list[Line], record: Record, found: Collector) -> bool:
    """Whether a record is as small as records may be; one that is not is told, and left out."""
    size, most = sum(len(str(line).encode()) + 1 for line in lines), largest("projects/x.yaml")
    if size > most:
        span = record.row.cells[0].span
        found.add(problem("file-too-large", span, size=size_in_words(size), maximum=size_in_words(most)))
    return size <= most


def _told(found: Collector, settings: Settings) -> tuple[Diagnostic, ...]:
    return (found.as_strict() if settings.is_strict else found).in_order()


def _ground(sources: Sources, folder: Folder, form: list[str]) -> _Ground | None:
    """What the rows are read by; None, and told, when that cannot be made out. `form` is filled in."""
    found = folder.found
    mapping = read_mapping_text(sources.mapping, folder)
    file = read_mapping(sources.mapping.as_posix(), mapping, found) if mapping is not None else None
    read = text_of(sources.path, sources.data, found)
    if file is None or read is None:
        return None
    folder.texts[sources.path] = read[0]
    told = Collector()  # what is wrong with a cell stops nothing
    table = read_table(sources.path, read[0], wanted_columns(file), told)
    world = read_world(folder)
    is_stopped = found.has_errors
    found.extend(told.in_order())
    if table is None or is_stopped:
        return None
    form += [read[1], SEPARATORS[table.separator]]
    scheme = scheme_of(file, table.header, names_of(world), world.languages, found)
    known = known_projects(folder)
    return _Ground(folder, world, known, table, file, scheme) if scheme is not None and known is not None else None


def _unused(ground: _Ground) -> Iterator[Diagnostic]:
    """Columns in which something stands that goes nowhere, and rows above the header."""
    for row in ground.table.above:
        yield problem("import-rows-above", row.cells[0].span, value=_in_short(row))
    for index, head in enumerate(ground.table.header.cells):
        count = sum(1 for row in ground.table.rows if index < len(row.cells) and row.cells[index].text)
        if count and index not in ground.scheme.used:
            told = {"cell": head.name, "column": head.text, "count": str(count)}
            yield problem("import-column-unused", head.span, **told)


def _in_short(row: Row) -> str:
    text = " · ".join(cell.text for cell in row.cells if cell.text)
    return text if len(text) <= 80 else f"{text[:80]}…"


# Of cells that are alike, those that are named.
_FIRST = 3


def _missing(records: Iterable[Record], writer: Writer, ground: _Ground) -> Iterator[Diagnostic]:
    """Required fields that no column or constant gives, or whose cells are empty."""
    lacking: dict[str, list[Record]] = {}
    for record in records:
        for name in writer.missing(record):
            if not _is_kept(record, name):
                lacking.setdefault(name, []).append(record)
    key = entry_at(ground.file.tree, ("columns",))[0]
    for name, some in lacking.items():
        column = next((one for one in ground.scheme.columns if one.field.name == name), None)
        if column is not None:
            cells = ", ".join(one.row.cells[column.index].name for one in some[:_FIRST])
            told = {"column": column.header, "cells": cells + (", …" if len(some) > _FIRST else "")}
            span = some[0].row.cells[column.index].span
            yield problem("import-cell-empty", span, field=name, count=str(len(some)), **told)
        elif key is not None:
            yield problem("import-field-missing", key.span, field=name)


def _is_kept(record: Record, name: str) -> bool:
    head, _, language = name.partition(".")
    part = record.node.get(head)
    return isinstance(part.get(language) if isinstance(part, dict) else part, Kept)


def _by_field(unknown: Iterable[Unknown]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for one in unknown:
        found.setdefault(one.field, {})[one.text] = None
    return {field: tuple(texts) for field, texts in found.items()}


__all__ = ["Imported", "Sources", "import_list"]
