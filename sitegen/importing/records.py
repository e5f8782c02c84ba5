"""What a row says, as a tree of a record's fields: each value with the cell or the place in the mapping it is from."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.diagnostics import Collector, Diagnostic, Span, problem
from sitegen.importing.cells import Unread, Value, read_cell
from sitegen.importing.fields import Field
from sitegen.importing.mapping import Column, Scheme
from sitegen.importing.names import Names, near
from sitegen.importing.table import Cell, Row
from sitegen.settings import MOST_ALIKE
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """A value, and where it comes from. `is_listed`: from the list, not from the mapping."""

    field: Field
    value: Value
    origin: Span
    is_listed: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """The text of a cell that was not understood, with the cell's name and the column's."""

    text: str
    cell: str
    header: str
    origin: Span


Node = dict[str, "Node | Stated | Kept"]
"""Fields by name; the entries of a list by key, id or place."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A text that no entry under `values` covers, in a column."""

    field: str
    text: str
    column: Column
    cell: Cell
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A record that a row makes. `number`: as it stands in the list; `kept`: how many cells were not understood."""

    row: Row
    number: str
    node: Node
    kept: int


def record_of(row: Row, scheme: Scheme, found: Collector, unknown: list[Unknown]) -> Record:
    """The record of a row; what was not understood is told, or added to `unknown`."""
    node: Node = {}
    kept = 0
    for column in scheme.columns:
        cell = row.cells[column.index]
        value = read_cell(cell.text, column.field, scheme.reading) if cell.text else None
        if isinstance(value, Unread):
            kept += 1
            _tell(value, column, cell, found, unknown)
            _put(node, column.field, Kept(cell.text, cell.name, column.header, cell.span))
        elif value is not None:
            _put(node, column.field, Stated(column.field, value, cell.span, is_listed=True))
    for constant in scheme.constants:
        _put(node, constant.field, Stated(constant.field, constant.value, constant.span, is_listed=False))
    number = next(row.cells[one.index].text for one in scheme.columns if one.field.name == "number")
    return Record(row, number, _pruned(node, (), _reached(scheme)), kept)


def _put(node: Node, field: Field, part: Stated | Kept) -> None:
    for step in field.steps[:-1]:
        below = node.setdefault(step, {})
        if not isinstance(below, dict):  # `places.0.name` and `places.0.name.lv`: the first stands
            return
        node = below
    node.setdefault(field.steps[-1], part)


def _reached(scheme: Scheme) -> frozenset[tuple[str, ...]]:
    """Everything above the fields that columns give."""
    return frozenset(one.field.steps[:end] for one in scheme.columns for end in range(1, len(one.field.steps)))


def _pruned(node: Node, way: tuple[str, ...], reached: frozenset[tuple[str, ...]]) -> Node:
    """The tree without the constants of entries to which the list gives nothing."""
    found: Node = {}
    for name, part in node.items():
        inner = (*way, name)
        below = _pruned(part, inner, reached) if isinstance(part, dict) else part
        if not isinstance(below, dict) or (below and (inner not in reached or _is_given(below))):
            found[name] = below
    return found


def _is_given(part: Node | Stated | Kept) -> bool:
    if isinstance(part, dict):
        return any(map(_is_given, part.values()))
    return isinstance(part, Kept) or part.is_listed


def _tell(unread: Unread, column: Column, cell: Cell, found: Collector, unknown: list[Unknown]) -> None:
    if unread.code == "import-value-unknown":
        unknown.append(Unknown(column.field.name, unread.value, column, cell, unread.parameters))
        return
    told = {"value": unread.value, "cell": cell.name, "column": column.header, "field": column.field.name}
    found.add(problem(unread.code, cell.span, **told, **dict(unread.parameters)))


# Of one value, the places that are told.
_FIRST = 3


def unknown_values(unknown: list[Unknown], names: Names) -> Iterator[Diagnostic]:
    """Each value that nothing covers, once: how often it stands, and where first."""
    alike: dict[tuple[str, str], list[Unknown]] = {}
    for one in unknown:
        alike.setdefault((one.field, one.text), []).append(one)
    for number, ((field, text), some) in enumerate(alike.items()):
        registry = some[0].column.field.registry
        more = near(text, names[registry]) if registry and number < MOST_ALIKE else {}
        told = {"field": field, "value": text, "column": some[0].column.header, **dict(some[0].parameters), **more}
        cells = ", ".join(one.cell.name for one in some[:_FIRST]) + (", …" if len(some) > _FIRST else "")
        related = tuple(one.cell.span for one in some[1:_FIRST])
        count = str(len(some))
        yield problem("import-value-unknown", some[0].cell.span, related, cells=cells, count=count, **told)
