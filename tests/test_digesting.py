"""The digests of many files by two processes, and word of a change before all are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.manifest import digest_of_file, digests
from sitegen.memory import digesting
from sitegen.memory.digesting import Watch, digested

MANY = 2_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("content")
    for number in range(MANY):
        (found / name(number)).write_text(f"text {number}", encoding="utf-8")
    return found


def name(number: int) -> str:
    return f"{number:04}.md"


NAMES = [name(number) for number in range(MANY)]


def never() -> None:
    pytest.fail("nothing has changed")


@pytest.mark.parametrize("count", [0, 1, 3, MANY - 1, MANY])
@pytest.mark.parametrize("is_alone", [True, False])
def test_every_file_is_read_whoever_reads_it(folder: Path, count: int, *, is_alone: bool) -> None:
    known = digests(folder, NAMES[:count])
    assert len(known) == count
    assert digested(folder, NAMES[:count], Watch(known, never), is_alone=is_alone) == known


@pytest.mark.parametrize("changed", [0, 1, MANY // 2, MANY - 1])
@pytest.mark.parametrize("is_alone", [True, False])
def test_a_change_is_told_once_by_this_process(folder: Path, changed: int, *, is_alone: bool) -> None:
    told: list[int] = []
    new = digests(folder, NAMES)
    known = {**new, name(changed): b"another", name(changed // 2): b"one more"}
    assert digested(folder, NAMES, Watch(known, lambda: told.append(os.getpid())), is_alone=is_alone) == new
    assert told == [os.getpid()]


def test_a_change_is_told_before_all_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read after it, by the other process or by this one, was not read when it was told."""
    read: list[str] = []

    def noted(below: Path, paths: list[str]) -> dict[str, bytes]:
        read.extend(paths)
        return {path: digest_of_file(below / path) for path in paths}

    monkeypatch.setattr(digesting, "digests", noted)
    known = {**digests(folder, NAMES), NAMES[0]: b"another"}
    before: list[int] = []
    digested(folder, NAMES, Watch(known, lambda: before.append(len(read))), is_alone=True)
    assert [len(before), len(read)] == [1, MANY]
    assert before[0] < MANY / 2


@pytest.mark.parametrize("known", [{}, dict.fromkeys([*NAMES, "gone.md"], b"")])
def test_files_that_came_or_went_are_a_change(folder: Path, known: dict[str, bytes]) -> None:
    told: list[bool] = []
    digested(folder, NAMES, Watch(known, lambda: told.append(True)), is_alone=False)
    assert told == [True]


def test_a_file_that_went_is_a_change_though_all_others_are_as_they_were(folder: Path) -> None:
    told: list[bool] = []
    known = {**digests(folder, NAMES), "gone.md": b"digest"}
    digested(folder, NAMES, Watch(known, lambda: told.append(True)), is_alone=False)
    assert told == [True]
