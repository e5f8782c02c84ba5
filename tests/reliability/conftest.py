"""A small site in two versions, built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.reliability.world import Digests, World

_OPTIONS = ("--no-search", "--jobs", "1")


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Digests]:
    """What a clean build makes of each version."""
    folder, found = tmp_path_factory.mktemp("sites"), {}
    for version in "ab":
        world = World.made(folder / version, *_OPTIONS)
        world.write(version)
        found[version] = world.clean(folder / f"clean-{version}")
    return found


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A site that was built twice, so that it has a spare; its last version is a."""
    world = World.made(tmp_path_factory.mktemp("built") / "site", *_OPTIONS)
    for version in "ba":
        world.write(version)
        assert world.build().returncode == 0
    return world


@pytest.fixture
def world(tmp_path: Path, built: World) -> World:
    """A copy of it. It is another place, so that nothing of what is remembered counts; what lies there is the same."""
    shutil.copytree(built.root, tmp_path / "site", symlinks=True)
    return World(tmp_path / "site", built.options)
