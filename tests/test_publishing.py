"""A build notices that the folder it is to replace is another one by now."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.memory.publication import Publication
from sitegen.memory.start import Session
from sitegen.memory.state import State
from sitegen.pipeline import Settings, build
from sitegen.pipeline.crew import Crew
from sitegen.publish import place_of_site
from sitegen.settings import ContentChangedError, WorkerLostError
from sitegen.store import Store
from sitegen.workplace import workplace
from tests.conftest import DAY
from tests.reliability.world import World, digests


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World.made(tmp_path / "site")


def settings_of(world: World) -> Settings:
    return Settings(world.root / "content", world.output, DAY, memory=world.root / ".sitegen")


def test_a_folder_that_went_and_came_back_is_another_one(world: World, tmp_path: Path) -> None:
    settings = settings_of(world)
    places = []
    for version in "baba":
        world.write(version)
        build(settings)
        places.append(place_of_site(world.output))
    assert places[1][:2] == places[3][:2]  # the same folder, by way of the spare
    assert len(set(places)) == 4


def test_a_build_that_was_overtaken_twice_does_not_publish(world: World, tmp_path: Path) -> None:
    settings = settings_of(world)
    for version in "ba":
        world.write(version)
        build(settings)
    state = State(Store(None, b""), "")
    publication = Publication.of(world.output, state)
    for version in "ba":
        world.write(version)
        build(settings)
    before = digests(world.output)
    (tmp_path / "staging").mkdir()
    with pytest.raises(ContentChangedError):
        publication.put(tmp_path / "staging", {}, {}, state)
    assert digests(world.output) == before


@pytest.mark.parametrize("folder", ["", "lv", "en/about", "lv/more", "lv/projekti/new", "new/er"])
def test_a_strange_file_in_the_spare_is_gone_after_the_build_after(world: World, folder: str) -> None:
    """The spare is not looked through before it is published; then folders are that are not as they were left."""
    settings = settings_of(world)
    for version in "baba":
        world.write(version)
        build(settings)
    strange = world.root / ".public.spare" / folder / "strange.html"
    strange.parent.mkdir(parents=True, exist_ok=True)
    strange.write_text("strange", encoding="utf-8")
    world.write("b")
    build(settings)
    assert (world.output / folder / "strange.html").is_file()
    build(settings)
    assert list(world.output.rglob("strange.html")) == []
    assert build(settings).changes == build(settings).changes


def test_a_preview_notices_that_another_build_took_its_place(world: World) -> None:
    settings, session = settings_of(world), Session()
    build(settings, session)
    other = replace(settings, memory=None, base_url="https://elsewhere.lv/")
    build(other)
    world.write("b")
    pages = world.root / "content" / "pages"
    session.changed = frozenset({pages / "about.lv.md", pages / "about.en.md", pages / "more.lv.md"})
    build(settings, session)
    assert "elsewhere.lv" not in (world.output / "sitemap.xml").read_text(encoding="utf-8")
    found = digests(world.output)
    shutil.rmtree(world.output)
    build(replace(settings, memory=None))
    assert found == digests(world.output)


def test_a_folder_to_work_in_is_left_alone_while_somebody_works_in_it(tmp_path: Path) -> None:
    with workplace(tmp_path, ".work-") as mine:
        (tmp_path / ".work-left").mkdir()
        with workplace(tmp_path, ".work-") as other:
            assert mine.is_dir()
            assert sorted(path.name for path in tmp_path.iterdir()) == sorted((mine.name, other.name))
    assert list(tmp_path.iterdir()) == []


def _end(tools: object, piece: int) -> int:
    if piece == 1:
        os._exit(1)
    return piece


def _endure(tools: object, piece: int) -> int:
    time.sleep(60)
    return piece


def _direct(folder: str) -> None:
    list(Crew(folder, 2).each(_endure, [0, 1]))


def test_a_worker_that_is_lost_is_told_as_such() -> None:
    crew = Crew(None, 2)
    with pytest.raises(WorkerLostError):
        list(crew.each(_end, [0, 1, 2]))
    crew.dismiss()


def test_workers_end_with_a_program_that_is_killed(tmp_path: Path) -> None:
    program = multiprocessing.get_context("fork").Process(target=_direct, args=(str(tmp_path),))
    program.start()
    assert program.pid is not None
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
    for _ in range(500):
        workers = children.read_text(encoding="ascii").split()
        if len(workers) == 2:
            break
        time.sleep(0.02)
    assert len(workers) == 2
    time.sleep(0.5)
    program.kill()
    program.join()
    for _ in range(500):
        if not any(_is_alive(worker) for worker in workers):
            return
        time.sleep(0.02)
    pytest.fail("workers of a killed program live on")


def _is_alive(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
