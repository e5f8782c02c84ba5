"""A few files of a published site changed in one step, by way of a spare."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread

import pytest

from sitegen.publish import MARKER, exchange
from sitegen.spare import Spare, amended, place_of, retired
from sitegen.stamps import stamps


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    for path in ("a/index.html", "b/index.html", "c.txt", MARKER):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, encoding="utf-8")
    return folder


def staged(tmp_path: Path, **texts: str) -> Path:
    folder = tmp_path / "staging"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def amend(staging: Path, changed: list[str], removed: list[str], output: Path, spare: Spare) -> Spare:
    """One change, as a build makes it."""
    site, _ = amended(staging, changed, removed, output, spare)
    exchange(site, output)
    return retired(site, output, {*changed, *removed})


def texts(folder: Path) -> dict[str, str]:
    return {path: (folder / path).read_text(encoding="utf-8") for path in stamps(folder) if path != MARKER}


def test_what_changed_is_new_and_what_did_not_is_the_same_file(tmp_path: Path, output: Path) -> None:
    before = stamps(output)
    amend(staged(tmp_path, c="new", d="more"), ["c.txt", "d.txt"], ["b/index.html"], output, Spare())
    assert texts(output) == {"a/index.html": "a/index.html", "c.txt": "new", "d.txt": "more"}
    assert stamps(output)["a/index.html"] == before["a/index.html"]
    assert not (output / "b").exists()
    assert (output / MARKER).is_file()


def test_the_spare_is_brought_up_to_date_change_by_change(tmp_path: Path, output: Path) -> None:
    spare = Spare()
    for number in range(5):
        spare = amend(staged(tmp_path, c=f"new {number}"), ["c.txt"], [], output, spare)
        assert texts(output)["c.txt"] == f"new {number}"
        assert texts(output)["a/index.html"] == "a/index.html"
        assert spare.behind == ("c.txt",)


def test_a_spare_that_is_not_as_it_was_left_is_not_used(tmp_path: Path, output: Path) -> None:
    spare = amend(staged(tmp_path, c="new"), ["c.txt"], [], output, Spare())
    (place_of(output) / MARKER).unlink()
    (place_of(output) / "a" / "index.html").unlink()
    amend(staged(tmp_path, c="newer"), ["c.txt"], [], output, spare)
    assert texts(output) == {"a/index.html": "a/index.html", "b/index.html": "b/index.html", "c.txt": "newer"}


def test_the_spare_holds_no_data_of_its_own(tmp_path: Path, output: Path) -> None:
    amend(staged(tmp_path, c="new"), ["c.txt"], [], output, Spare())
    assert os.stat(place_of(output) / "a" / "index.html").st_ino == os.stat(output / "a" / "index.html").st_ino


def test_who_reads_a_site_that_becomes_the_spare_never_misses_the_marker(tmp_path: Path, output: Path) -> None:
    site = tmp_path / "work" / "tree"
    site.parent.mkdir()
    output.rename(site)
    held, is_over, misses = os.open(site, os.O_RDONLY | os.O_DIRECTORY), Event(), []

    def read() -> None:
        while not is_over.is_set():
            try:
                os.stat(MARKER, dir_fd=held)
            except FileNotFoundError as error:
                misses.append(error)

    reader = Thread(target=read)
    reader.start()
    for _ in range(500):
        assert retired(site, output, ()).token
        place_of(output).rename(site)
    is_over.set()
    reader.join()
    os.close(held)
    assert misses == []
    assert [path.name for path in site.parent.iterdir()] == ["tree"]
