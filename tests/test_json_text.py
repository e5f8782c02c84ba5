"""The exports' JSON beside that of the library."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.exports.json_text import json_bytes

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def of_the_library(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


@given(VALUES.filter(lambda value: "\\ud" not in ascii(value)))
def test_a_value_is_written_as_the_library_writes_it(value: object) -> None:
    assert json_bytes(value) == of_the_library(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({}, "{}\n"),
        ({"a": []}, '{\n "a": []\n}\n'),
        ({"a": ["ā\n“", {"b": None}]}, '{\n "a": [\n  "ā\\n“",\n  {\n   "b": null\n  }\n ]\n}\n'),
        ({"rate": 85, "part": 0.5, "is": True}, '{\n "rate": 85,\n "part": 0.5,\n "is": true\n}\n'),
    ],
)
def test_every_part_has_a_line_and_one_space_for_each_level(value: object, written: str) -> None:
    assert json_bytes(value).decode() == written
    assert json_bytes(value) == of_the_library(value)
