"""What the program replaces, and what it never touches."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.pipeline import Settings, build
from sitegen.stamps import stamps
from tests.conftest import DAY
from tests.reliability.test_disk import told_in_a_sentence
from tests.reliability.world import Digests, World, digests


@pytest.fixture
def home(tmp_path: Path, built: World) -> World:
    """A site in somebody's home, to which the marker of a site has been copied by accident."""
    shutil.copytree(built.root, tmp_path / "home" / "site", symlinks=True)
    shutil.copy(built.output / ".sitegen", tmp_path / "home")
    (tmp_path / "home" / "thesis.txt").write_text("years of work", encoding="utf-8")
    (tmp_path / "home" / "site" / "static").mkdir()
    return World(tmp_path / "home" / "site", (*built.options,))


REFUSED = ["..", ".", "/", "content", "content/news", "static", "static/x", "public/..", ".sitegen", ".sitegen/x"]


@pytest.mark.parametrize("output", [*REFUSED, "~", "~/site", "link", "file", "file/public", "theirs", "repository"])
def test_what_is_no_site_of_ours_is_never_touched(home: World, output: str) -> None:
    root = home.root
    (root / "link").symlink_to("public")
    (root / "file").write_text("x", encoding="utf-8")
    (root / "theirs").mkdir()
    (root / "theirs" / "thesis.txt").write_text("years of work", encoding="utf-8")
    shutil.copytree(home.output, root / "repository")
    (root / "repository" / ".git").mkdir()
    before = stamps(root.parent)
    given = output.replace("~", str(root.parent))
    done = home.build("--output", given, HOME=str(root.parent))
    assert "choose a" in told_in_a_sentence(done)
    assert stamps(root.parent) == before


def test_a_refusal_is_told_in_latvian_too(home: World) -> None:
    done = home.build("--output", "..", "--messages", "lv")
    assert "izvēlieties" in told_in_a_sentence(done)


def test_a_folder_that_holds_the_content_is_refused_from_elsewhere(home: World, tmp_path: Path) -> None:
    (home.root / "public").rename(tmp_path / "old")
    shutil.copytree(tmp_path / "old", home.root / "content" / "public")
    before = stamps(home.root)
    told_in_a_sentence(home.build("--content", "content", "--output", "content/public"))
    assert stamps(home.root) == before


def test_a_site_below_a_link_is_built(world: World, sites: dict[str, Digests]) -> None:
    world.write("b")
    (world.root / "elsewhere").mkdir()
    (world.root / "link").symlink_to("elsewhere")
    for _ in range(2):
        assert world.build("--output", "link/public").returncode == 0
        assert digests(world.root / "elsewhere" / "public") == sites["b"]
    assert os.listdir(world.root / "elsewhere") == ["public"]


def a_file(path: Path) -> None:
    path.write_text("x", encoding="utf-8")


def a_folder(path: Path) -> None:
    (path / "deep" / "down").mkdir(parents=True)
    (path / "deep" / "mine.txt").write_text("x", encoding="utf-8")


def an_empty_folder(path: Path) -> None:
    path.mkdir()


def a_link(path: Path) -> None:
    path.symlink_to("/etc")


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def nothing(path: Path) -> None:
    assert not path.exists()


PUT = (a_file, a_folder, an_empty_folder, a_link, a_pipe, nothing)
PLACES = (
    ("public/index.html", "public/lv/about/index.html", ".public.spare"),
    ("public/lv", ".public.spare/index.html"),
)


@pytest.mark.parametrize("put", PUT, ids=lambda put: put.__name__)
@pytest.mark.parametrize("paths", PLACES, ids=lambda paths: paths[0])
def test_whatever_is_in_the_way_the_next_build_is_right(
    world: World, sites: dict[str, Digests], paths: tuple[str, ...], put: Callable[[Path], None]
) -> None:
    site = Settings(world.root / "content", world.output, DAY, memory=world.root / ".sitegen")
    build(site)  # so that this place is remembered
    for path in paths:
        place = world.root / path
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
        place.parent.mkdir(exist_ok=True)
        put(place)
    for version in "ba":
        world.write(version)
        assert build(site).changes
        assert digests(world.output) == sites[version]
        assert not [one for one in world.output.rglob("*") if one.is_symlink()]
        assert world.leftovers() == []


@pytest.mark.parametrize("put", [a_file, a_folder])
def test_whatever_is_in_the_store_s_place_the_site_is_right(
    world: World, sites: dict[str, Digests], put: Callable[[Path], None]
) -> None:
    shutil.rmtree(world.root / ".sitegen")
    put(world.root / ".sitegen")
    world.write("b")
    done = world.build()
    assert done.returncode == 0
    assert digests(world.output) == sites["b"]
    assert ("will take longer" in done.stderr) is (put is not a_folder)


def test_an_output_that_is_lost_is_made_again(world: World, sites: dict[str, Digests]) -> None:
    assert world.build().returncode == 0
    shutil.rmtree(world.output)
    assert world.build().returncode == 0
    assert digests(world.output) == sites["a"]


@pytest.mark.parametrize("count", [2, 4])
def test_builds_at_once_all_end_right(world: World, sites: dict[str, Digests], count: int) -> None:
    world.write("b")
    done = []
    threads = [threading.Thread(target=lambda: done.append(world.build())) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.returncode for one in done] == [0] * count, [one.stderr for one in done]
    assert digests(world.output) == sites["b"]
    assert world.leftovers() == []
    world.write("a")
    assert world.build().returncode == 0
    assert digests(world.output) == sites["a"]
