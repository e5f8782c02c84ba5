"""A build that is killed, at whatever moment, costs nothing: the site is whole, and the next build is right."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pytest

from tests.reliability.world import Digests, World, digests, processes_of, wait_for

READER = Path(__file__).with_name("reader.py")
SHORT, LONG = 6, 100
# Whom a kill meets: the whole group, as when a machine is switched off or a job cancelled; the program alone, whose
# workers are orphans then; one worker alone, as when memory runs short.
GROUP, PROGRAM, WORKER = "group", "program", "worker"
MODES = (GROUP, GROUP, PROGRAM, WORKER)


@dataclass
class Tally:
    """What came of the kills. `windows`: when builds ran."""

    landed: dict[str, int] = field(default_factory=dict)
    published: int = 0
    windows: list[tuple[float, float]] = field(default_factory=list)


@contextmanager
def reading(world: World, known: list[Digests]) -> Iterator[subprocess.Popen[str]]:
    """While inside, somebody reads the site."""
    (world.root / "tmp" / "known.json").write_text(json.dumps(known), encoding="utf-8")
    command = [sys.executable, str(READER), str(world.output), str(world.root / "tmp" / "known.json")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        yield reader


def wrong_passes(reader: subprocess.Popen[str], tally: Tally) -> tuple[int, list[object]]:
    """How many passes there were, and those that saw neither site though at most one build ran meanwhile.

    A folder that is held open is kept until the build after the next publishes.
    """
    told = [json.loads(line) for line in reader.communicate()[0].splitlines()]
    wrong = [one for one in told[:-1] if builds_in(one["begun"], one["ended"], tally) < 2]
    return told[-1]["passes"], wrong


def builds_in(begun: float, ended: float, tally: Tally) -> int:
    return sum(1 for start, end in tally.windows if start <= ended and end >= begun)


def kill(build: subprocess.Popen[str], mode: str, chance: random.Random) -> bool:
    """Kill; whether anything was there to be killed."""
    if build.poll() is not None:
        return False
    if mode == WORKER:
        others = [one for one in processes_of(build.pid) if one != build.pid]
        if not others:
            return False
        try:
            os.kill(chance.choice(others), signal.SIGKILL)
        except ProcessLookupError:  # it has just ended by itself
            return False
    elif mode == PROGRAM:
        build.kill()
    else:
        os.killpg(build.pid, signal.SIGKILL)
    return True


def killed(world: World, options: tuple[str, ...], moment: float, mode: str, chance: random.Random) -> bool:
    """A build that is killed after so many seconds; whether it was still there. Nobody of it lives on."""
    build = world.start(*options)
    with suppress(subprocess.TimeoutExpired):
        build.wait(moment)
    while mode == WORKER and build.poll() is None and len(processes_of(build.pid)) < 2:
        time.sleep(0.001)
    has_landed = kill(build, mode, chance)
    told = build.communicate(timeout=300)[1]
    assert "Traceback" not in told, told
    if has_landed and mode == WORKER:
        assert build.returncode in {0, 2}, told
        assert build.returncode == 0 or "nothing was published" in told
    assert wait_for(20, lambda: not processes_of(build.pid)), "processes of a killed build live on"
    return has_landed


def check_after(world: World, options: tuple[str, ...], old: Digests, new: Digests, tally: Tally) -> None:
    """The site is whole, and the next build makes it the new one, with nothing left behind."""
    found = digests(world.output) if world.output.exists() else {}
    assert found in (old, new)
    tally.published += found == new and new != old
    done = world.build(*options)
    assert done.returncode == 0, done.stderr
    assert digests(world.output) == new
    assert world.leftovers() == ["known.json"]


@pytest.mark.parametrize("kind", ["cold", "warm"])
def test_a_build_may_be_killed_at_any_moment(tmp_path: Path, kind: str, request: pytest.FixtureRequest) -> None:
    count = LONG if request.config.getoption("--long") else SHORT
    seed = random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")
    world, chance, tally = World.made(tmp_path / "site"), random.Random(seed), Tally()
    options = ("--clean",) if kind == "cold" else ()
    sites: dict[str, Digests] = {}
    for version in "ba":
        world.write(version, is_everywhere=kind == "cold")
        (tmp_path / version).mkdir()
        sites[version] = world.clean(tmp_path / version)
    assert world.build().returncode == 0
    with reading(world, list(sites.values())) as reader:
        kill_often(world, options, sites, count, (chance, tally))
        passes, wrong = wrong_passes(reader, tally)
    assert wrong == []
    assert passes > count
    print(f"{kind}: kills {tally.landed}; {tally.published} after publishing; {passes} passes of a reader")


def kill_often(
    world: World, options: tuple[str, ...], sites: dict[str, Digests], count: int, kit: tuple[random.Random, Tally]
) -> None:
    chance, tally = kit
    lengths, old, number = [2.0], "a", 0
    while sum(tally.landed.values()) < count:
        number += 1
        mode, new = MODES[number % len(MODES)], "ab"[old == "a"]
        world.write(new, is_everywhere="--clean" in options)
        begun = time.monotonic()
        moment = chance.uniform(0.7 if number % 2 else 0, 1.02) * median(lengths)  # half of them near publishing
        if killed(world, options, moment, mode, chance):
            tally.landed[mode] = tally.landed.get(mode, 0) + 1
        else:
            lengths = [*lengths[-8:], time.monotonic() - begun]
        between = time.monotonic()
        check_after(world, (), sites[old], sites[new], tally)
        tally.windows += [(begun, between), (between, time.monotonic())]
        old = new
        print(f"{sum(tally.landed.values())} kills, {tally.published} after publishing", end="\r", flush=True)
