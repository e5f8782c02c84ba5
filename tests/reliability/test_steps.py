"""A build killed between two steps on the file system; and file systems that cannot exchange folders."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.reliability.world import Digests, World, digests

HERE = Path(__file__).parent
DYING = (sys.executable, str(HERE / "dying.py"))
WITHOUT_EXCHANGE = (sys.executable, str(HERE / "without_exchange.py"))
# How many of the last steps a short run goes through: most come before publishing.
SHORT = 3


def dying(world: World, where: str, *before: str) -> int:
    """The exit code of a build that is killed at a step; or that ends, when there is no such step."""
    command = world.command("--jobs", "1")
    done = world.run([*before, *DYING, where, *command[1:]], STEPS=str(world.root / "tmp" / "steps"))
    assert "Traceback" not in done.stderr
    return done.returncode


def check(world: World, old: Digests, new: Digests, *before: str) -> None:
    """The next build is right, and leaves nothing behind."""
    assert not world.output.exists() or digests(world.output) in (old, new)
    assert world.build(before=before).returncode == 0
    assert digests(world.output) == new
    (world.root / "tmp" / "steps").unlink(missing_ok=True)
    assert world.leftovers() == []


def without_exchange(world: World) -> tuple[str, ...]:
    if world.run([*WITHOUT_EXCHANGE, "true"]).returncode == 77:
        pytest.skip("no filter of system calls can be set here")
    return WITHOUT_EXCHANGE


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_build_may_be_killed_between_any_two_steps(
    world: World, sites: dict[str, Digests], can_exchange: bool, request: pytest.FixtureRequest
) -> None:
    before = () if can_exchange else without_exchange(world)
    old, new = "a", "b"
    world.write(new)
    assert dying(world, "0", *before) == 0
    count = int((world.root / "tmp" / "steps").read_text(encoding="utf-8"))
    first = 1 if request.config.getoption("--long") else count - SHORT
    for step in range(first, count + 1):
        old, new = new, old
        world.write(new)
        assert dying(world, str(step), *before) in {-9, 0}
        if can_exchange:
            assert digests(world.output) in (sites[old], sites[new]), step
        check(world, sites[old], sites[new], *before)
    print(f"killed at each of the steps {first} to {count}")


@pytest.mark.parametrize(
    ("where", "is_gone"), [("from:public", False), ("to:public", True), ("from:.public.old", False)]
)
def test_a_site_that_was_moved_aside_comes_back(
    world: World, sites: dict[str, Digests], where: str, is_gone: bool
) -> None:
    before = without_exchange(world)
    world.write("b")
    assert dying(world, where, *before) == -9
    assert world.output.exists() is not is_gone
    record = world.root / "content" / "projects" / "new.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(f"{text}status: runing\n", encoding="utf-8")
    assert world.build(before=before).returncode == 1
    assert digests(world.output) == sites["b" if where.startswith("from:.") else "a"]
    record.write_text(text, encoding="utf-8")
    check(world, sites["a"], sites["b"], *before)


def test_without_exchange_a_build_publishes_and_leaves_nothing_behind(world: World, sites: dict[str, Digests]) -> None:
    before = without_exchange(world)
    for version in "ba":
        world.write(version)
        assert world.build(before=before).returncode == 0
        assert digests(world.output) == sites[version]
        assert world.leftovers() == []
