"""Builds that remember, held against clean ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from sitegen.pipeline import Outcome, build
from tests.incremental.edits import Editor, edit, keep, nothing

Files = dict[str, bytes]


def tree(folder: Path) -> Files:
    """What lies in a folder, by path, without the mark of the program."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".sitegen")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def clean(editor: Editor) -> tuple[Outcome, Files]:
    """What a build makes that remembers nothing, in an output of its own."""
    output = editor.root / "clean"
    shutil.rmtree(output, ignore_errors=True)
    outcome = build(replace(editor.settings, memory=None, output=output, jobs=1))
    return outcome, tree(output)


def told(outcome: Outcome) -> tuple[object, ...]:
    """What a build says that does not hang on what it remembers."""
    return outcome.diagnostics, outcome.excepted, outcome.pages, outcome.size


def compared(
    editor: Editor,
    count: int,
    expect: Callable[[Editor], tuple[Outcome, Files]] = clean,
    disturb: Callable[[Editor], None] = nothing,
) -> Iterator[Outcome]:
    """Make edits at random; after each, a build that remembers must tell and make what is expected of a clean one.

    A build with errors must leave what was published. `disturb` is done before each edit. Yields what each build said.
    """
    assert build(editor.settings).changes
    keep(editor)
    failures = 0
    for number in range(count):
        disturb(editor)
        name = edit(editor, failures)
        expected, files = expect(editor)
        before = tree(editor.settings.output)
        outcome = build(editor.settings)
        place = f"edit {number}: {name}, after {editor.done[-6:-1]}"
        assert told(outcome) == told(expected), place
        assert tree(editor.settings.output) == (before if expected.has_errors else files), place
        failures = failures + 1 if expected.has_errors else 0
        if not failures:
            keep(editor)
        yield outcome
