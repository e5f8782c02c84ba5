"""Disks that are full, limited, or there to be read only: told in a sentence, and the site that was there is whole."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.reliability.world import Digests, World, digests

KIB = 1024


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A disk in memory, of its own; the test is left out where this user may not mount."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this user may not mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def told_in_a_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """What is told by a build that broke off: one line, and no traceback."""
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def moved(world: World, disk: Path) -> World:
    shutil.copytree(world.root, disk / "site", symlinks=True)
    return World(disk / "site", world.options)


def used(disk: Path) -> int:
    found = os.statvfs(disk)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


# So much room, in KiB: for nothing, for some pages, for all but the last step; the site and its store take 2,000.
ROOMS, MORE_ROOMS = (40, 700, 1500), (0, 100, 200, 300, 400, 500, 600, 800, 900, 1000, 1200, 1800, 2400, 3000)


def test_a_full_disk_leaves_the_old_site(
    tmp_path: Path, world: World, sites: dict[str, Digests], request: pytest.FixtureRequest
) -> None:
    rooms = (*ROOMS, *MORE_ROOMS) if request.config.getoption("--long") else ROOMS
    failed = [room for room in rooms if is_too_little(world, tmp_path / str(room), room, sites)]
    assert ROOMS[0] in failed
    print(f"full disks: {len(rooms)}; too little room in {sorted(failed)}")


def is_too_little(world: World, folder: Path, room: int, sites: dict[str, Digests]) -> bool:
    with mounted(folder, "-t", "tmpfs", "-o", "size=64m", "none") as disk:
        full = moved(world, disk)
        full.write("b")
        subprocess.run(["mount", "-o", f"remount,size={used(disk) + room * KIB}", str(disk)], check=True)
        done = full.build()
        assert "Traceback" not in done.stderr
        if done.returncode:
            assert "the disk is full" in told_in_a_sentence(done)
        assert digests(full.output) == sites["a" if done.returncode else "b"]
        assert full.leftovers() == []
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        assert full.build().returncode == 0
        assert digests(full.output) == sites["b"]
        assert full.leftovers() == []
        return done.returncode != 0


def test_a_store_that_does_not_fit_costs_only_time(tmp_path: Path, world: World, sites: dict[str, Digests]) -> None:
    shutil.rmtree(world.root / ".sitegen")
    with mounted(world.root / ".sitegen", "-t", "tmpfs", "-o", "size=64k", "none"):
        world.write("b")
        done = world.build()
        assert done.returncode == 0
        assert "the disk is full" in done.stderr.splitlines()[-1]
        assert digests(world.output) == sites["b"]


def test_a_limit_of_the_size_of_files_is_told(world: World, sites: dict[str, Digests]) -> None:
    world.write("b")
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (8 * KIB, 8 * KIB))
    assert "ulimit -f" in told_in_a_sentence(world.build(preexec_fn=limit))
    assert digests(world.output) == sites["a"]
    assert world.build().returncode == 0
    assert digests(world.output) == sites["b"]
    assert world.leftovers() == []


def bound_by_permissions() -> None:
    """Root is as others are: without the right to write where nobody may (capabilities 1 and 2, dropped by call 24)."""
    if os.geteuid() == 0:
        library = ctypes.CDLL(None, use_errno=True)
        assert library.prctl(24, 1, 0, 0, 0) == 0
        assert library.prctl(24, 2, 0, 0, 0) == 0


@pytest.mark.parametrize("name", ["public", "."])
def test_a_folder_that_may_not_be_written_to_is_told(world: World, sites: dict[str, Digests], name: str) -> None:
    world.write("b")
    folder = world.root / name
    folder.chmod(0o555)
    told = told_in_a_sentence(world.build(preexec_fn=bound_by_permissions))
    folder.chmod(0o755)
    assert "this user may not write" in told
    assert "Permission" not in told
    assert digests(world.output) == sites["a"]
    assert world.build(preexec_fn=bound_by_permissions).returncode == 0
    assert digests(world.output) == sites["b"]
    assert world.leftovers() == []


def test_a_disk_that_is_read_only_is_told(tmp_path: Path, world: World, sites: dict[str, Digests]) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=64m", "none") as disk:
        other = moved(world, disk)
        other.write("b")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert "read only" in told_in_a_sentence(other.build())
        assert digests(other.output) == sites["a"]


def test_an_output_that_is_a_mount_point_is_refused(world: World, sites: dict[str, Digests]) -> None:
    world.write("b")
    with mounted(world.root / "disk", "-t", "tmpfs", "-o", "size=64m", "none") as disk:
        assert "disk/site" in told_in_a_sentence(world.build("--output", "disk"))
        assert list(disk.iterdir()) == []
        assert world.build("--output", "disk/site").returncode == 0
        assert digests(disk / "site") == sites["b"]
    with mounted(world.output, "--bind", str(world.output)):
        assert "mount point" in told_in_a_sentence(world.build())
        assert digests(world.output) == sites["a"]
    (world.root / "disk").rmdir()
    assert world.leftovers() == []


def test_an_output_in_the_image_of_a_container_is_told(tmp_path: Path, world: World, sites: dict[str, Digests]) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=64m", "none") as disk:
        moved(world, disk)
        for name in ("upper", "work"):
            (disk / name).mkdir()
        layers = f"lowerdir={disk / 'site'},upperdir={disk / 'upper'},workdir={disk / 'work'}"
        with mounted(disk / "container", "-t", "overlay", "-o", layers, "overlay") as root:
            inner = World(root, world.options)
            inner.write("b")
            done = inner.build()
            if done.returncode:
                assert "container" in told_in_a_sentence(done)
                assert digests(inner.output) == sites["a"]
            assert inner.build("--output", "fresh").returncode == 0
            assert digests(root / "fresh") == sites["b"]
