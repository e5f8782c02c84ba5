"""Pieces in a file without a name: read by forked processes too, gone with them, and never wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.spool import Renamed, Spool


def test_every_piece_is_read_back(tmp_path: Path) -> None:
    pieces = {"a": b"one", "b": b"", "c": bytes(100_000)}
    assert dict(Spool(tmp_path, pieces)) == pieces


def test_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    spool = Spool(tmp_path, {"a": b"one"})
    assert spool["a"] == b"one"
    assert list(tmp_path.iterdir()) == []


def test_a_forked_process_reads_without_disturbing_its_parent(tmp_path: Path) -> None:
    spool = Spool(tmp_path, {"a": b"one", "b": b"two"})
    child = os.fork()
    if child == 0:
        os._exit(0 if spool["b"] == b"two" else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert spool["a"] == b"one"


def test_what_was_cut_off_is_not_there(tmp_path: Path) -> None:
    spool = Spool(tmp_path, {"a": b"one", "b": b"two"})
    os.truncate(spool._file.fileno(), 4)
    assert spool.get("a") == b"one"
    assert spool.get("b") is None


def test_pieces_are_found_by_other_names_and_fetched_when_they_are_asked_for(tmp_path: Path) -> None:
    spool = Spool(tmp_path, {"a": b"one", "b": b"two"})
    renamed = Renamed({b"1": "a", b"2": "b"}, spool)
    assert (dict(renamed), len(renamed)) == ({b"1": b"one", b"2": b"two"}, 2)
    os.truncate(spool._file.fileno(), 0)
    assert b"1" not in renamed


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Spool(tmp_path / "gone", {"a": b"one"})
