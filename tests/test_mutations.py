"""Mutated content is built or told of: no traceback, no hang. 100,000 inputs with `--long`, 500 without."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutations import Bench, Input, made, tried

# Inputs that once broke the program or a library below it, kept as they were found.
FOUND = (
    Input("pages/about.lv.md", b"---\ntitle: T\n---\n| a {: id } | b |\n|-|-|\n| c | d |\n"),
    Input("pages/about.lv.md", b"---\ntitle: T\n---\n![ s [![i](p.png)](q.md) x](b.md)\n"),
    Input("pages/about.lv.md", b"---\ntitle: T\n---\n" + b"1. " * 300),
    Input("pages/about.lv.md", b"---\ntitle: T\n---\n[a](https://[x)\n"),
    Input("projects/b.yaml", b"links: [{title: {lv: a, en: b}, url: 'https://[x.lv'}]\n"),
    Input("projects/b.yaml", b"published: 9999-12-31\n"),
    Input("projects/b.yaml", b'beneficiary: "\xef\xbf\xbc"\n'),
)


@pytest.mark.parametrize("given", FOUND, ids=lambda given: repr(given.data[-30:]))
def test_what_once_broke_the_program_is_told(given: Input, tmp_path: Path) -> None:
    assert Bench(tmp_path).told(given) != ()


def test_mutated_content_is_built_or_told_of(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    numbers = range(100_000) if request.config.getoption("--long") else range(500)
    tally = tried(numbers, tmp_path)
    assert tally.faults == {}
    assert tally.tried == len(numbers)
    assert len(tally.codes) > 40
    assert tally.clean > 0


def test_a_number_names_an_input() -> None:
    assert made(7) == made(7) != made(8)
