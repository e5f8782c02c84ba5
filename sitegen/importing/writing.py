"""A record as the lines of its file, in the order of `sitegen new project`, each with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum
from typing import Any

from sitegen.catalogues import Catalogue
from sitegen.diagnostics import Span
from sitegen.importing.fields import KEYS, Kind, entry_type, fields_of
from sitegen.importing.records import Kept, Node, Record, Stated
from sitegen.importing.scalars import bare_or_quoted, block, quoted
from sitegen.models.fields import LocalisedProse, LocalisedText
from sitegen.models.project import Project
from sitegen.scaffold import Texts
from sitegen.source import INVISIBLE
from sitegen.values import dataclass

# Kinds whose values look like numbers, days or `true`, and are.
_TYPED = frozenset({Kind.DAY, Kind.AMOUNT, Kind.NUMBER, Kind.COUNT, Kind.RATE, Kind.YES_NO, Kind.LOCATION})


class State(Enum):
    """What a line is: stated; a remark; or what a cell would state, put aside as a comment."""

    STATED = "stated"
    REMARK = "remark"
    ASIDE = "aside"


_BY_LANGUAGE = (LocalisedText, LocalisedProse)
Part = Node | Stated | Kept


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, and the cell or the line of the mapping that it comes from, if any.

    `depth`: spaces before it. `base`: of a line put aside, those before its sign, so that the rest stays in its place.
    """

    text: str
    depth: int = 0
    state: State = State.STATED
    origin: Span | None = None
    base: int = 0

    def __str__(self) -> str:
        if self.state is State.STATED:
            return f"{' ' * self.depth}{self.text}" if self.text else ""
        base = self.depth if self.state is State.REMARK else self.base
        return f"{' ' * base}# {' ' * (self.depth - base)}{self.text}"


Group = list[Line]
"""The lines of one field."""


class Writer:
    """Writes records with comments in one language."""

    def __init__(self, words: Catalogue, languages: tuple[str, ...]) -> None:
        self._words = words
        self._languages = languages
        self._texts = Texts(words, languages)

    def lines(self, record: Record, source: str) -> list[Line]:
        """The lines of a record's file; `source`: the name of the list."""
        text = self._words.gettext("From {file}, row {row}.").format(file=_bare(source), row=record.row.number)
        head = [Line(f"# {text}"), *map(Line, self._texts.introduction()), Line("")]
        required = [name for name, field in Project.model_fields.items() if field.is_required()]
        body = [line for name in required for line in self._required(name, record.node.get(name))]
        rest = {name: part for name, part in record.node.items() if name not in required}
        return [*head, *body, *(line for group in self._groups(Project, rest, 0) for line in group)]

    def missing(self, record: Record) -> Iterator[str]:
        """The required fields that stand empty, of texts the one in the first language."""
        types = fields_of(Project, self._languages)
        for name, field in Project.model_fields.items():
            if field.is_required() and self._is_missing(record.node.get(name)):
                yield f"{name}.{self._languages[0]}" if types[name] in _BY_LANGUAGE else name

    def _is_missing(self, part: Node | Stated | Kept | None) -> bool:
        """Whether a required field lacks its value, or its text in the first language."""
        if isinstance(part, dict):
            return not isinstance(part.get(self._languages[0]), Stated)
        return not isinstance(part, Stated)

    def _required(self, name: str, part: Part | None) -> Group:
        """A required field; what it lacks stands empty, as in a file to fill in."""
        if part is not None and not self._is_missing(part):
            return self._field(name, Project, part, 0)
        head, *gaps = self._texts.field(name, Project.model_fields[name])
        if not isinstance(part, dict):
            return [*(self._kept(name, part, 0) if isinstance(part, Kept) else ()), *map(Line, (head, *gaps))]
        below: Group = []
        for language in self._languages:
            one = part.get(language)
            below += self._field(language, Project, one, 2) if isinstance(one, Stated | Kept) else ()
            below += () if isinstance(one, Stated) else [Line(f'{language}: ""', 2)]
        return [Line(head), *below]

    def _groups(self, type_: Any, node: Node, depth: int) -> list[Group]:
        """The lines of each field, or language, in order."""
        names = (name for name in fields_of(type_, self._languages) if name in node)
        return [self._field(name, type_, node[name], depth) for name in names]

    def _field(self, name: str, type_: Any, part: Part, depth: int) -> Group:
        if isinstance(part, Kept):
            return self._kept(name, part, depth)
        if isinstance(part, Stated):
            return self._stated(name, part, depth)
        inner = fields_of(type_, self._languages)[name]
        entry = entry_type(inner)
        if entry is None:
            below = [line for group in self._groups(inner, part, depth + 2) for line in group]
        else:
            below = self._entries(entry, part, depth + 2)
        return _joined(Line(f"{name}:", depth), below)

    def _entries(self, entry: Any, node: Node, depth: int) -> Group:
        """The entries of a list: those that are named by their place in order, the others as the mapping has them."""
        key = KEYS.get(entry)
        order: Callable[[str], int] = (lambda name: 0) if key else int
        lines: Group = []
        for name in sorted(node, key=order):
            part = node[name]
            groups = self._groups(entry, part, depth + 2) if isinstance(part, dict) else []
            if key:
                head = Line(f"- {key}: {bare_or_quoted(name, is_typed=False)}", depth)
                lines += _joined(head, [line for group in groups for line in group])
            else:
                lines += _as_entry(groups, depth)
        return lines

    def _stated(self, name: str, stated: Stated, depth: int) -> Group:
        is_typed = stated.field.kind in _TYPED
        if isinstance(stated.value, str):
            lines = block(name, stated.value, depth, is_typed)
        elif len(stated.value) == 1:
            lines = [f"{name}: {bare_or_quoted(stated.value[0], is_typed)}"]
        else:
            listed = ", ".join(bare_or_quoted(one, is_typed, in_brackets=True) for one in stated.value)
            lines = [f"{name}: [{listed}]"]
        return [Line(text, depth, origin=stated.origin) for text in lines]

    def _kept(self, name: str, kept: Kept, depth: int) -> Group:
        """A cell that was not understood: without the sign before it, the second line states it."""
        text = self._words.gettext("{cell} “{column}” was not understood:")
        value = quoted(kept.text).replace("#", "\\x23")  # nothing in it makes an exception from a check
        remark = Line(text.format(cell=kept.cell, column=_bare(kept.header)), depth, State.REMARK, kept.origin)
        return [remark, Line(f"{name}: {value}", depth, State.ASIDE, kept.origin, depth)]


def _bare(name: str) -> str:
    """A name as a part of a comment: on one line, and making no exception from a check."""
    return " ".join(INVISIBLE.sub(" ", name.replace("#", " ")).split())


def _joined(head: Line, below: Group) -> Group:
    """A key above its lines; where none of them states anything, it is put aside with them, below the remarks."""
    if any(line.state is State.STATED for line in below):
        return [head, *below]
    remarks = [replace(line, depth=head.depth) for line in below if line.state is State.REMARK]
    aside = [
        replace(line, state=State.ASIDE, base=head.depth) for line in (head, *below) if line.state is not State.REMARK
    ]
    return [*remarks, *aside]


def _as_entry(groups: list[Group], depth: int) -> Group:
    """An entry of a list: a hyphen before the first of its fields that is stated, the others below it."""
    first = next((group for group in groups if any(line.state is State.STATED for line in group)), groups[0])
    rest = [line for group in groups if group is not first for line in group]
    start = next(number for number, line in enumerate(first) if line.state is not State.REMARK)
    head = replace(first[start], text=f"- {first[start].text}", depth=depth)
    below = [*first[:start], *first[start + 1 :], *rest]
    return [head, *below] if head.state is State.STATED else _joined(head, below)
