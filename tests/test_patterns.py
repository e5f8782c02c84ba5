"""Patterns that are compiled at first use are what the library's own are."""

from __future__ import annotations

import pickle
import re

import pytest

from sitegen.patterns import regex


def test_a_pattern_finds_what_the_librarys_own_finds() -> None:
    ours, library = regex(r"(a+)(b)", re.IGNORECASE), re.compile(r"(a+)(b)", re.IGNORECASE)
    for text in ("xAAb ab", "", "aab"):
        assert ours.sub(r"\2\1", text) == library.sub(r"\2\1", text)
        assert [match.span() for match in ours.finditer(text)] == [match.span() for match in library.finditer(text)]
        assert (ours.match(text) is None, ours.split(text)) == (library.match(text) is None, library.split(text))


def test_what_is_asked_of_a_pattern_but_its_methods_is_told_too() -> None:
    ours = regex("(?P<first>a)(b)")
    assert (ours.groups, dict(ours.groupindex), ours.pattern) == (2, {"first": 1}, "(?P<first>a)(b)")


def test_a_wrong_pattern_is_found_out_when_it_is_used() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("text")


def test_a_pattern_is_packed_and_unpacked() -> None:
    ours = regex("a+", re.IGNORECASE)
    ours.search("A")
    assert pickle.loads(pickle.dumps(ours)).search("xAa")[0] == "Aa"
