"""YAML as a tree of text with spans: every scalar stays text, so `no`, `12:30` and `2024-13-01` mean what they say.

Built from the C parser's events in one pass. Anchors, aliases, tags, second documents, duplicate keys and nesting
without end are problems here, so that nothing after this module has to think of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

import yaml
from yaml import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from sitegen.diagnostics import Collector, Span, problem
from sitegen.values import dataclass
from sitegen.yaml_faults import syntax_problem

MAXIMUM_DEPTH = 24
# Stands in for a map whose names are no names, which has been told.
ODD = "\ufffc"
# Controls, line separators, marks that turn the direction of text, and signs that stand for something in this program:
# never typed on purpose, and they break pages.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})

# Where a tree is written: a span, or what one is made of when it is asked for, as few are. For the same reason trees
# are not frozen (nobody changes them): spans of everything and frozen trees took four times as long as the parser.
At = Span | tuple[str, int, int, int, int]


@dataclass(slots=True, eq=False)
class Scalar:
    """A piece of text. `is_plain`: written without quotes, so `null` and nothing mean absence."""

    text: str
    at: At
    is_plain: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the author left the value out."""
        return self.is_plain and self.text in _EMPTY

    @property
    def span(self) -> Span:
        """Where it is written."""
        return _span(self.at)


@dataclass(slots=True, eq=False)
class Sequence:
    """A list of trees."""

    items: tuple[Tree, ...]
    at: At

    @property
    def span(self) -> Span:
        """Where it is written."""
        return _span(self.at)


@dataclass(slots=True, eq=False)
class Entry:
    """A key of a mapping, and its value."""

    key: Scalar
    value: Tree


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys and values, in the order written; keys are unique."""

    entries: tuple[Entry, ...]
    at: At

    @property
    def span(self) -> Span:
        """Where it is written."""
        return _span(self.at)

    def entry(self, key: str) -> Entry | None:
        """The entry of `key`, if there is one."""
        return next((entry for entry in self.entries if entry.key.text == key), None)


Tree = Scalar | Sequence | Mapping
Plain = str | list["Plain"] | dict[str, "Plain"] | None
Step = str | int


def plain(tree: Tree) -> Plain:
    """The tree as strings, lists and dicts; a value left out is None."""
    if isinstance(tree, Scalar):
        return None if tree.is_plain and tree.text in _EMPTY else tree.text
    if isinstance(tree, Sequence):
        return [plain(item) for item in tree.items]
    return {entry.key.text: plain(entry.value) for entry in tree.entries}


def entry_at(tree: Tree, steps: tuple[Step, ...]) -> tuple[Scalar | None, Tree]:
    """Walk down as far as the steps lead; the last key passed (if a mapping's) and the tree under it."""
    key: Scalar | None = None
    for step in steps:
        if isinstance(tree, Mapping):
            entry = tree.entry(str(step))
            if entry is None:
                break
            key, tree = entry.key, entry.value
        elif isinstance(tree, Sequence) and isinstance(step, int) and step < len(tree.items):
            tree = tree.items[step]
        elif isinstance(tree, Scalar):
            break
    return key, tree


def span_at(tree: Tree, *steps: Step) -> Span:
    """The span of the value at `steps`, or of the nearest value above it that exists."""
    return entry_at(tree, steps)[1].span


def read_yaml(path: str, text: str, found: Collector, first_line: int = 1) -> Tree | None:
    """Parse `text`, which starts at line `first_line` of file `path`; None when it holds no value or is broken."""
    reader = _Reader(path, first_line, found)
    try:
        return reader.read(iter(yaml.CBaseLoader(text).get_event, None))
    except yaml.YAMLError as error:
        if not reader.has_odd_keys:  # braces without quotation marks, told already, confuse what follows them
            found.add(syntax_problem(path, text, first_line, error))
    except _RefusedError as refused:
        found.add(refused.diagnostic)
    return None


class _RefusedError(Exception):
    """Carries the one problem that makes reading on pointless; never leaves this module."""

    def __init__(self, code: str, span: Span, **parameters: str) -> None:
        super().__init__(code)
        self.diagnostic = problem(code, span, **parameters)


def _span(at: At) -> Span:
    return at if isinstance(at, Span) else Span(*at)


class _Reader:
    """Turns parse events into a tree, without recursion."""

    def __init__(self, path: str, first_line: int, found: Collector) -> None:
        self._path = path
        self._shift = first_line
        self._found = found
        self.has_odd_keys = False
        self._has_gaps = False  # values that are left out

    def read(self, events: Iterable[yaml.Event]) -> Tree | None:
        items: list[Tree] = []
        stack: list[tuple[yaml.Event, list[Tree]]] = []
        documents = 0
        for event in events:
            if isinstance(event, ScalarEvent):  # most are; the order of the others follows their number too
                if event.anchor is not None or event.tag is not None:
                    self._check(event)
                text = self._visible(event) if event.style == '"' else event.value
                items.append(Scalar(text, self._at(event, event), not event.style))
                if not text:
                    self._has_gaps = True
            elif isinstance(event, CollectionStartEvent):
                self._check(event)
                if len(stack) >= MAXIMUM_DEPTH:
                    raise _RefusedError("nested-too-deep", self._span(event), maximum=str(MAXIMUM_DEPTH))
                stack.append((event, items))
                items = []
            elif isinstance(event, CollectionEndEvent):
                start, above = stack.pop()
                above.append(self._close(start, event, items))
                items = above
            elif isinstance(event, AliasEvent):
                raise _RefusedError("alias-refused", self._span(event), name=f"*{event.anchor}")
            elif isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError("second-document", self._span(event))
        return items[-1] if items else None

    def _visible(self, event: ScalarEvent) -> str:
        """The text in double quotation marks, in which any sign may be written as an escape."""
        text: str = event.value
        found = INVISIBLE.search(text)
        if found is None:
            return text
        self._found.add(problem("control-character", self._span(event), character=f"U+{ord(found[0]):04X}"))
        return INVISIBLE.sub(" ", text)

    def _close(self, start: yaml.Event, end: yaml.Event, items: list[Tree]) -> Tree:
        at = self._at(start, end)
        if isinstance(start, SequenceStartEvent):
            return Sequence(tuple(items), at)
        keys, values = items[::2], items[1::2]
        if self._has_gaps:
            keys, values = _rejoined(keys, values)
        names = [key.text for key in keys if isinstance(key, Scalar)]
        if len(set(names)) == len(keys):
            return Mapping(tuple(map(Entry, cast("list[Scalar]", keys), values)), at)
        return self._close_oddly(keys, values, at)

    def _close_oddly(self, keys: list[Tree], values: list[Tree], at: At) -> Tree:
        """A map some of whose keys are not text, or stand twice."""
        entries: dict[str, Entry] = {}
        if any(not isinstance(key, Scalar) for key in keys):
            self.has_odd_keys = True
        for key, value in zip(keys, values, strict=True):
            if not isinstance(key, Scalar):
                self._found.add(problem("key-not-text", key.span))
            elif key.text in entries:
                first = entries[key.text].key.span
                self._found.add(problem("duplicate-key", key.span, (first,), key=key.text, line=str(first.line)))
            else:
                entries[key.text] = Entry(key, value)
        if not entries and self.has_odd_keys:
            return Scalar(ODD, at)
        return Mapping(tuple(entries.values()), at)

    def _check(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.anchor is not None:
            raise _RefusedError("alias-refused", self._span(event), name=f"&{event.anchor}")
        if event.tag is not None and event.tag != "!":
            raise _RefusedError(
                "tag-refused", self._span(event), tag=str(event.tag).replace("tag:yaml.org,2002:", "!!")
            )

    def _span(self, event: yaml.Event) -> Span:
        return _span(self._at(event, event))

    def _at(self, first: yaml.Event, last: yaml.Event) -> At:
        start, end, shift = first.start_mark, last.end_mark, self._shift
        if start is None or end is None:  # the parser marks every event
            return Span(self._path)
        return self._path, start.line + shift, start.column + 1, end.line + shift, end.column + 1


# What stands before and after a comma in a number.
_HEAD, _TAIL = re.compile(r"-?\d[\d ]*(?:,\d+)*"), re.compile(r"\d[\d .]*(?: ?(?:EUR|€|%))?")


def _rejoined(keys: list[Tree], values: list[Tree]) -> tuple[list[Tree], list[Tree]]:
    """Numbers with a decimal comma in braces, where a comma ends the value: `{amount: 850,00}` has a key `00`.

    Put together, the field that they stand in tells what is wrong with them, and what to write.
    """
    kept: list[Tree] = []
    whole: list[Tree] = []
    for key, value in zip(keys, values, strict=True):
        last = whole[-1] if whole else None
        if isinstance(last, Scalar) and isinstance(key, Scalar) and _is_tail(last, key, value):
            first, end = last.span, key.span
            at = Span(first.path, first.line, first.column, end.end_line, end.end_column)
            whole[-1] = Scalar(f"{last.text},{key.text}", at, is_plain=True)
        else:
            kept.append(key)
            whole.append(value)
    return kept, whole


def _is_tail(last: Scalar, key: Scalar, value: Tree) -> bool:
    is_bare = isinstance(value, Scalar) and value.is_plain and not value.text and last.is_plain
    is_next = is_bare and (last.span.end_line, last.span.end_column + 1) == (key.span.line, key.span.column)
    return is_next and _HEAD.fullmatch(last.text) is not None and _TAIL.fullmatch(key.text) is not None
