"""Build the same records with this program and with Hugo, in turn: `bench/compare.py --projects 100,1000 --rounds 5`.

Prints medians and ratios; `--write` puts them into `docs/performance.md`. Needs the dependency group `bench`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from saving import measure as measure_saves
from situations import PROGRAM, ROOT, SITUATIONS, Hugo, Ours, Site, hugo
from tables import Measured, Pair, machine, put, report
from watching import Usage, limit, output_of, run

DOCUMENT = ROOT / "docs" / "performance.md"
FURTHER = ("serve", "limit", "start")
# Each group in a preview of its own: a site with templates of its own is prepared for the last.
SAVED = (("text", "amount"), ("template",))
# Of the preview of more projects nothing is asked, and Hugo's takes a minute and a half to start each time.
MOST_SHOWN = 1_000
# Within these, the two sites are the same work: pages, and bytes without pictures.
PAGES, BYTES = 0.03, 0.2


def tell(text: str) -> None:
    """Say what goes on, on standard error."""
    print(text, file=sys.stderr, flush=True)


def compared(sites: tuple[Site, Site], situation: str, rounds: int, first: int) -> Pair:
    """One situation: a build of each before it, then rounds in turn, then one more with the memory watched."""
    for site in sites:
        site.prepare(situation)
        if situation != "cold":
            site.build()
    found: dict[str, list[Usage]] = {site.name: [] for site in sites}
    for turn in range(rounds):
        for site in sites if turn % 2 == 0 else sites[::-1]:
            site.edit(situation, first + turn)
            found[site.name].append(site.build())
    peaks = []
    for site in sites:
        site.edit(situation, first + rounds)
        peaks.append(site.build(is_watched=True).memory)
    ours, theirs = (tuple(found[site.name]) for site in sites)
    return Pair(ours, theirs, (peaks[0], peaks[1]))


def check_equal(measured: Measured) -> None:
    """Warn when the sites are no longer the same work."""
    if measured.outputs is None:
        return
    ours, theirs = measured.outputs
    if abs(ours.pages / theirs.pages - 1) > PAGES or abs(ours.texts / theirs.texts - 1) > BYTES:
        tell(f"NOT THE SAME WORK: {ours.pages} and {theirs.pages} pages, {ours.texts:.1f} and {theirs.texts:.1f} MB")


def measured(work: Path, projects: int, rounds: int, wanted: set[str]) -> Measured:
    """Everything that is wanted for one number of projects, in a folder that is removed afterwards."""
    found = Measured(projects)
    ours, theirs = Ours(work / "ours", projects), Hugo(work / "hugo", projects)
    for at, situation in enumerate(name for name in SITUATIONS if name in wanted):
        tell(f"{projects} projects: {SITUATIONS[situation]}")
        pair = found.pairs[situation] = compared((ours, theirs), situation, rounds, (at + 1) * 100)
        tell("  {:.2f} s, Hugo {:.2f} s, {:.3f} ×".format(*pair.medians("wall")))
    for site in (ours, theirs):
        if not site.public.exists():
            site.build()
    found.outputs = (output_of(ours.public), output_of(theirs.public))
    check_equal(found)
    if "limit" in wanted:
        found.limit = sorted((limit(ours.public, work / "limit") for _ in range(rounds)), key=lambda one: one.wall)[
            rounds // 2
        ]
    if "serve" in wanted and projects <= MOST_SHOWN:
        tell(f"{projects} projects: saving in the preview")
        for group in SAVED:
            saved = [measure_saves(site, max(rounds, 3), group) for site in (ours, theirs)]
            found.saves |= {name: (saved[0][name], saved[1][name]) for name in group}
    return found


def started(rounds: int) -> tuple[float, float]:
    """Seconds until the two programs have told what they can do."""
    commands = ((*PROGRAM, "--help"), (hugo(), "help"))
    walls = [[run(command, ROOT, {}).wall for _ in range(rounds + 1)][1:] for command in commands]
    return statistics.median(walls[0]), statistics.median(walls[1])


def version() -> str:
    """Hugo's, from its own words."""
    told = subprocess.run([hugo(), "version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"v(\d+\.\d+\.\d+)", told)
    return found[1] if found else "of an unknown version"


def memory_disk() -> Path:
    """Where files are in memory, if there is such a place."""
    shared = Path("/dev/shm")
    return shared if shared.is_dir() else Path(tempfile.gettempdir())


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--projects", default="100,1000", help="numbers of projects, as 100,1000,5000")
    parser.add_argument("--rounds", type=int, default=5, help="timed runs of each, in turn (default: 5)")
    parser.add_argument("--only", default="", help=f"some of: {', '.join((*SITUATIONS, *FURTHER))}")
    parser.add_argument("--work", type=Path, default=memory_disk(), help="where the sites are written and built")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    return parser.parse_args()


def main() -> None:
    """Measure, print, write."""
    options = arguments()
    known = {*SITUATIONS, *FURTHER}
    wanted = set(filter(None, options.only.split(","))) or known
    if wanted - known:
        raise SystemExit(f"unknown: {', '.join(sorted(wanted - known))}")
    every: dict[int, Measured] = {}
    for projects in map(int, options.projects.split(",")):
        work = Path(tempfile.mkdtemp(prefix="sitegen-bench-", dir=options.work))
        try:
            every[projects] = measured(work, projects, options.rounds, wanted)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    start = started(options.rounds) if "start" in wanted else None
    text = report(every, start, machine(version()))
    print(text)
    if options.write:
        put(DOCUMENT, text)


if __name__ == "__main__":
    main()
