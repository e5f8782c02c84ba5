"""YAML as text with spans."""

from __future__ import annotations

import pytest

from sitegen.diagnostics import Collector
from sitegen.source import Mapping, plain, read_yaml, span_at


def read(text: str) -> tuple[object, list[tuple[str, int, int]]]:
    found = Collector()
    tree = read_yaml("x.yaml", text, found)
    told = [(one.code, one.span.line, one.span.column) for one in found.in_order()]
    return (plain(tree) if tree else None), told


def test_every_scalar_stays_text() -> None:
    text = "a: no\nb: 12:30\nc: 2024-13-01\nd: 0x1F\ne: 1e3\nf: [yes, 007]\n"
    expected = {"a": "no", "b": "12:30", "c": "2024-13-01", "d": "0x1F", "e": "1e3", "f": ["yes", "007"]}
    assert (expected, []) == read(text)


@pytest.mark.parametrize("empty", ["", "~", "null"])
def test_a_value_left_out_is_absent(empty: str) -> None:
    assert read(f"a: {empty}\nb: 1\n") == ({"a": None, "b": "1"}, [])


def test_a_quoted_null_is_a_word() -> None:
    assert read("a: 'null'\n") == ({"a": "null"}, [])


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (("yaml-colon", 1, 5), "a: b: c\n"),
        (("yaml-bracket-open", 1, 4), "a: [1, 2\nb: 3\n"),
        (("yaml-quote-open", 1, 4), "a: 'x\nb: 2\n"),
        (("yaml-tab", 2, 1), "a:\n\tb: 1\n"),
        (("yaml-character", 1, 4), "a: @x\n"),
        (("yaml-escape", 1, 6), 'a: "x\\q"\n'),
        (("yaml-indentation", 2, 1), "- a\nb: 1\n"),
        (("duplicate-key", 3, 1), "a: 1\nb: 2\na: 3\n"),
        (("alias-refused", 1, 4), "a: &x 1\nb: *x\n"),
        (("tag-refused", 1, 4), "a: !!python/object:os.system x\n"),
        (("second-document", 2, 1), "a: 1\n---\nb: 2\n"),
        (("key-not-text", 1, 5), "a: {{ funding.total }}\n"),
        (("control-character", 2, 5), "a: 1\nb: x\x07y\n"),
    ],
)
def test_what_is_not_plain_yaml_is_told_at_its_place(expected: tuple[str, int, int], text: str) -> None:
    assert [expected] == read(text)[1]


def test_deep_nesting_ends_at_once() -> None:
    assert [code for code, _, _ in read("[" * 10_000)[1]] == ["nested-too-deep"]


def test_spans_count_characters_not_bytes() -> None:
    found = Collector()
    tree = read_yaml("x.yaml", "ā: {lv: ēē, en: xx}\n", found, first_line=3)
    assert isinstance(tree, Mapping)
    span = span_at(tree, "ā", "en")
    assert (span.line, span.column, span.end_column) == (3, 17, 19)
