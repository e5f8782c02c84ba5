"""Whether a published site lies there as it was left: what is noticed, and what need not be looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.publish import MARKER
from sitegen.stamps import Left, Stamp, changed, differing, doubtful, folders_of, left, stamps, strange

FILES = ("c.txt", "a/index.html", "a/deep/er/index.html", "b/index.html")
LATER = 1_000_000_000


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site whose marker was written a second after all else."""
    folder = tmp_path / "public"
    for path in FILES:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, encoding="utf-8")
    (folder / MARKER).write_text("marker", encoding="utf-8")
    later(folder / MARKER, folder)
    return folder


def later(path: Path, than: Path) -> None:
    """As if something had changed a second after something else."""
    time = than.stat().st_mtime_ns + LATER
    os.utime(path, ns=(time, time))


def files_of(site: Path) -> dict[str, Stamp]:
    return {path: stamp for path, stamp in stamps(site).items() if path != MARKER}


def left_of(site: Path) -> dict[str, Left]:
    return left(site, folders_of(FILES), {})


def seen(site: Path, files: dict[str, Stamp], folders: dict[str, Left]) -> tuple[set[str], set[str]]:
    """What is not as it was left: folder by folder where that is possible, in whole otherwise."""
    unexpected = strange(site, folders, files, folders)
    return differing(site, files) if unexpected is None else (changed(site, files), unexpected)


def test_the_folders_of_a_site_are_those_that_lead_to_its_files() -> None:
    assert folders_of(FILES) == {"", "a", "a/deep", "a/deep/er", "b"}
    assert folders_of(()) == {""}


def test_a_site_that_is_as_it_was_left_differs_in_nothing(site: Path) -> None:
    assert seen(site, files_of(site), left_of(site)) == (set(), set())


def write(site: Path, path: str) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text("tampered with", encoding="utf-8")


def linked(site: Path) -> None:
    """A folder is moved away, and a link leads to it: its files are what they were, and yet no part of the site."""
    (site / "a").rename(site.parent / "elsewhere")
    (site / "a").symlink_to(site.parent / "elsewhere")


def removed(site: Path) -> None:
    (site / "b" / "index.html").unlink()
    (site / "b").rmdir()


def replaced(site: Path) -> None:
    removed(site)
    (site / "b").write_text("a file", encoding="utf-8")


def folder_for_file(site: Path) -> None:
    (site / "c.txt").unlink()
    write(site, "c.txt/strange.html")


@pytest.mark.parametrize(
    ("wrong", "unexpected", "tamper"),
    [
        ({"c.txt"}, set(), lambda site: write(site, "c.txt")),
        (set(), {"strange.html"}, lambda site: write(site, "strange.html")),
        (set(), {"a/deep/strange.html"}, lambda site: write(site, "a/deep/strange.html")),
        (set(), {"a/new/er/strange.html"}, lambda site: write(site, "a/new/er/strange.html")),
        (set(), set(), lambda site: (site / "a" / "empty").mkdir()),
        (set(), {"b/link"}, lambda site: (site / "b" / "link").symlink_to(site)),
        ({"a/deep/er/index.html"}, set(), lambda site: (site / "a/deep/er/index.html").unlink()),
        ({"a/deep/er/index.html"}, {"d.html"}, lambda site: (site / "a/deep/er/index.html").rename(site / "d.html")),
        ({"b/index.html"}, set(), removed),
        ({"b/index.html"}, {"b"}, replaced),
        ({"c.txt"}, {"c.txt/strange.html"}, folder_for_file),
        ({"a/index.html", "a/deep/er/index.html"}, {"a"}, linked),
    ],
)
def test_what_somebody_did_to_a_site_is_noticed(
    site: Path, wrong: set[str], unexpected: set[str], tamper: Callable[[Path], object]
) -> None:
    files, folders = files_of(site), left_of(site)
    tamper(site)
    assert seen(site, files, folders) == (wrong, unexpected)
    assert differing(site, files) == (wrong, unexpected)


@pytest.mark.parametrize("tamper", [linked, removed, replaced])
def test_a_folder_that_is_none_any_more_has_all_looked_through(site: Path, tamper: Callable[[Path], object]) -> None:
    files, folders = files_of(site), left_of(site)
    tamper(site)
    assert strange(site, folders, files, folders) is None


def test_a_folder_that_is_as_it_was_left_is_not_listed(site: Path) -> None:
    """So that one that is listed all the same would show: its time is set back after a name was added."""
    files, folders = files_of(site), left_of(site)
    time = (site / "b").stat().st_mtime_ns
    write(site, "b/strange.html")
    os.utime(site / "b", ns=(time, time))
    assert seen(site, files, folders) == (set(), set())


def test_a_folder_that_changed_when_the_marker_was_written_is_listed(site: Path) -> None:
    """Somebody may put a file into it in the same moment, which leaves it the same time."""
    os.utime(site / MARKER, ns=(time := (site / "b").stat().st_mtime_ns, time))
    files, folders = files_of(site), left_of(site)
    assert folders["b"] == ()
    write(site, "b/strange.html")
    os.utime(site / "b", ns=(time, time))
    assert seen(site, files, folders) == (set(), {"b/strange.html"})


def test_how_the_spare_was_left_is_remembered_with_the_output(site: Path) -> None:
    folders = left_of(site)
    (site / "b").rename(site / "old")
    write(site, "b/index.html")
    later(site / MARKER, site / "b")
    both = left(site, ["b", "gone"], folders)
    assert [both["b"][1:], both.keys()] == [folders["b"], {"b"}]
    assert left(site, ["b"], both)["b"] == both["b"]


def test_what_is_doubtful_has_no_stamp(site: Path) -> None:
    folders = left_of(site)
    assert doubtful(site, folders, folders) == set()
    write(site, "b/strange.html")
    assert doubtful(site, [*folders, "gone"], folders) == {"b"}
    later(site / MARKER, site / "b")
    assert left(site, ["a", "b"], folders, {"b"}) == {"a": folders["a"], "b": ()}
