"""A mapping held against the list that it is for: which column is which field, and what the list's words mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sitegen.diagnostics import CODES, Collector, Span, problem
from sitegen.importing.cells import Given, Reading, Value
from sitegen.importing.fields import REGISTRIES, Field, Kind, fault_of, field_at
from sitegen.importing.mapping_file import MappingFile
from sitegen.importing.names import Names
from sitegen.importing.table import Row, folded
from sitegen.load.decode import closest
from sitegen.source import Step, entry_at, span_at
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list, by its index, that gives a field; `header`: its name in the list."""

    index: int
    field: Field
    header: str


@dataclass(frozen=True, slots=True)
class Constant:
    """What a field is in every record, and where the mapping says so."""

    field: Field
    value: Value
    span: Span


@dataclass(frozen=True, slots=True)
class Scheme:
    """A mapping that fits its list. `name`: texts and indexes of columns, of which a file's name is made, if any."""

    columns: tuple[Column, ...]
    constants: tuple[Constant, ...]
    name: tuple[str | int, ...]
    skipped: frozenset[int]
    reading: Reading

    @property
    def used(self) -> frozenset[int]:
        """The columns that go anywhere, or are left out on purpose."""
        return (
            frozenset(one.index for one in self.columns) | self.skipped | {n for n in self.name if isinstance(n, int)}
        )


def wanted_columns(file: MappingFile) -> frozenset[str]:
    """The names of columns that a mapping knows, folded."""
    return frozenset(map(folded, (*file.said.columns.values(), *file.said.skip)))


def scheme_of(
    file: MappingFile, header: Row, names: Names, languages: tuple[str, ...], found: Collector
) -> Scheme | None:
    """What a mapping means for a list with this header; None, and told, when anything in it is wrong."""
    told = Collector()
    fitting = _Fitting(file, header, names, languages, told)
    columns = fitting.columns()
    constants = fitting.constants()
    fitting.tell_doubled()
    values = fitting.values({column.field.name: column.field for column in columns})
    said = file.said.formats
    currency = next((str(one.value) for one in constants if one.field.name == "funding.currency"), "EUR")
    if any(column.field.name == "funding.currency" for column in columns):
        currency = ""
    reading = Reading(languages, names, values, said.dates, said.numbers, said.rates, currency)
    scheme = Scheme(columns, constants, fitting.name(), fitting.skipped(), reading)
    if "number" not in file.said.columns:
        told.add(problem("missing-key", entry_at(file.tree, ("columns",))[0].span, key="number"))  # type: ignore[union-attr]
    found.extend(told.in_order())
    return None if told.has_errors else scheme


class _Fitting:
    """Holds the parts of a mapping against a list, and tells what does not fit."""

    def __init__(
        self, file: MappingFile, header: Row, names: Names, languages: tuple[str, ...], found: Collector
    ) -> None:
        self._file, self._header, self._names, self._languages = file, header, names, languages
        self._found = found
        self._places: dict[str, list[int]] = {}
        for index, cell in enumerate(header.cells):
            if cell.text:
                self._places.setdefault(folded(cell.text), []).append(index)

    def columns(self) -> tuple[Column, ...]:
        """The columns that give fields, in the order of the list."""
        found = []
        for path, name in self._file.said.columns.items():
            field = self._field("columns", path)
            index = self._index(name, span_at(self._file.tree, "columns", path))
            if field is not None and index is not None:
                found.append(Column(index, field, self._header.cells[index].text))
        return tuple(found)

    def constants(self) -> tuple[Constant, ...]:
        """What holds for all records."""
        found = []
        for path, value in self._file.said.constants.items():
            field = self._field("constants", path)
            span = span_at(self._file.tree, "constants", path)
            if field is not None and (fitting := self._value(field, value, ("constants", path))) is not None:
                found.append(Constant(field, fitting, span))
        return tuple(found)

    def values(self, given: Mapping[str, Field]) -> dict[str, Given]:
        """What the texts of cells mean, by field."""
        found: dict[str, Given] = {}
        for path, texts in self._file.said.values.items():
            if path in given:
                self._tell_alike(path, texts)
                found[path] = {folded(text): self._meant(given[path], text, value) for text, value in texts.items()}
            elif self._field("values", path) is not None:
                self._found.add(problem("import-values-idle", self._key("values", path), field=path))
        return found

    def tell_doubled(self) -> None:
        """Fields that are given twice, as a whole and by language too."""
        said = self._file.said
        keys = [
            (part, path) for part, some in (("columns", said.columns), ("constants", said.constants)) for path in some
        ]
        for number, (part, path) in enumerate(keys):
            way = path.split(".")
            for other, before in keys[:number]:
                steps = before.split(".")
                if steps == way[: len(steps)] or way == steps[: len(way)]:
                    span, first = self._key(part, path), self._key(other, before)
                    self._found.add(problem("import-field-twice", span, (first,), field=path))

    def name(self) -> tuple[str | int, ...]:
        """Of what the names of files are made."""
        said = self._file.said.slug
        if said is None:
            return ()
        span = span_at(self._file.tree, "slug")
        parts = re.split(r"\{([^{}]*)\}", said) if "{" in said else ["", said, ""]
        indexes = [self._index(part, span) for part in parts[1::2]]
        texts: list[str | int] = [*parts]
        texts[1::2] = [index for index in indexes if index is not None] if None not in indexes else [""] * len(indexes)
        return tuple(part for part in texts if part != "")

    def skipped(self) -> frozenset[int]:
        """The columns that are left out on purpose."""
        spans = [span_at(self._file.tree, "skip", number) for number in range(len(self._file.said.skip))]
        pairs = zip(self._file.said.skip, spans, strict=True)
        places = [place for name, span in pairs for place in self._all(name, span)]
        return frozenset(places)

    def _field(self, part: str, path: str) -> Field | None:
        field = field_at(path, self._languages)
        if isinstance(field, Field):
            return field
        code = "import-field-open" if field.is_open else "import-field-unknown"
        choices = {"choices": ", ".join(field.choices)} if field.choices else {}
        more = {"example": f"{path}.{field.choices[0]}"} if field.is_open else field.near(path)
        above = {"above": ".".join(field.steps)} if field.steps and not field.is_open else {}
        self._found.add(problem(code, self._key(part, path), field=path, **choices, **above, **more))
        return None

    def _all(self, name: str, span: Span) -> list[int]:
        places = self._places.get(folded(name), [])
        if not places:
            known = [cell.text for cell in self._header.cells if cell.text]
            choices = ", ".join(f"“{one}”" for one in known)
            self._found.add(
                problem("import-column-unknown", span, column=name, choices=choices, **closest(name, known))
            )
        return places

    def _index(self, name: str, span: Span) -> int | None:
        places = self._all(name, span)
        if len(places) > 1:
            cells = ", ".join(self._header.cells[place].name for place in places)
            related = tuple(self._header.cells[place].span for place in places)
            self._found.add(problem("import-column-doubled", span, related, column=name, cells=cells))
        return places[0] if len(places) == 1 else None

    def _meant(self, field: Field, text: str, value: object) -> Value | None:
        """A value of `values`; None where it says that nothing is stated."""
        return None if value == "" else self._value(field, value, ("values", field.name, text))

    def _value(self, field: Field, value: object, steps: tuple[Step, ...]) -> Value | None:
        """A value as records have it; None, and told, when it is wrong."""
        span = span_at(self._file.tree, *steps)
        if value is None:
            self._found.add(problem("empty-text", span))
            return None
        given = [value] if field.is_list and isinstance(value, str) else value
        fault = fault_of(field, given, self._languages)
        if fault is not None:
            code, told = fault if fault[0] in CODES else ("not-text", {})
            self._found.add(problem(code, span, **told))
            return None
        texts = given if isinstance(given, list) else [given]
        if field.kind is Kind.ID:
            self._tell_unknown(field, [str(text) for text in texts], span)
        return tuple(str(text).strip() for text in texts) if isinstance(given, list) else str(given).strip()

    def _tell_alike(self, path: str, texts: Iterable[str]) -> None:
        """Texts of one field that are one to whoever reads the list."""
        first: dict[str, str] = {}
        for text in texts:
            other = first.setdefault(folded(text), text)
            if other != text:
                span, before = (self._key("values", path, one) for one in (text, other))
                self._found.add(problem("duplicate-key", span, (before,), key=text, line=str(before.line)))

    def _tell_unknown(self, field: Field, ids: list[str], span: Span) -> None:
        known = self._names[field.registry].ids
        for one in ids:
            if one not in known:
                code = REGISTRIES[field.steps[-1]][1]
                self._found.add(problem(code, span, value=one, **closest(one, known)))

    def _key(self, *steps: str) -> Span:
        key = entry_at(self._file.tree, steps)[0]
        return key.span if key is not None else self._file.tree.span
