"""What was measured, as tables in Markdown, with the targets of the project beside it."""

from __future__ import annotations

import os
import platform
import re
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from saving import Saves
from situations import SITUATIONS
from watching import Output, Usage

BEGIN, END = "<!-- measured: written by `bench/compare.py --write` -->", "<!-- end of what was measured -->"
SMALL, LARGE = 1000, 5000
# At most this much of Hugo's time, or of its memory in a cold build, by number of projects.
RATIOS: dict[int, dict[str, float]] = {
    SMALL: {"cold": 0.8, "same": 0.03, "text": 0.07, "amount": 0.07, "memory": 0.4},
    LARGE: {"cold": 0.45},
}
# At most this many seconds, and at most so many times what a fifth of the projects takes.
SECONDS: dict[int, dict[str, float]] = {LARGE: {"same": 0.5, "text": 1.0}}
GROWTH = {"cold": 5.5, "memory": 3.0}
# At most this many seconds from a save until the signal; after one of a template, until the page looked at shows it.
SAVES, SHOWN, START = {"text": 0.15, "amount": 0.15}, {"template": 1.0}, 0.15


@dataclass(frozen=True, slots=True)
class Pair:
    """One situation: rounds of ours and Hugo's in turn, and a further run of each whose memory was watched."""

    ours: tuple[Usage, ...]
    hugo: tuple[Usage, ...]
    memory: tuple[float, float]

    def medians(self, kind: str) -> tuple[float, float, float]:
        """Ours, Hugo's, and the median of the rounds' ratios."""
        both = [(getattr(one, kind), getattr(other, kind)) for one, other in zip(self.ours, self.hugo, strict=True)]
        ratio = statistics.median(one / max(other, 1e-6) for one, other in both)
        return statistics.median(one for one, _ in both), statistics.median(other for _, other in both), ratio


@dataclass(slots=True)
class Measured:
    """Everything for one number of projects."""

    projects: int
    pairs: dict[str, Pair] = field(default_factory=dict)
    outputs: tuple[Output, Output] | None = None
    limit: Usage | None = None
    saves: dict[str, tuple[Saves, Saves]] = field(default_factory=dict)


def judged(value: float, most: float | None, unit: str = "") -> str:
    """A target and whether it is met; nothing where there is none."""
    return "" if most is None else f"≤ {most:g}{unit} {'met' if value <= most else '**missed**'}"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown; all columns but the first are of figures."""
    heads = list(heads)
    lines = [heads, ["---", *["--:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def builds(measured: Measured) -> str:
    """The situations of one number of projects."""
    rows = []
    for name, pair in measured.pairs.items():
        wall, cpu = pair.medians("wall"), pair.medians("cpu")
        most = RATIOS.get(measured.projects, {}).get(name)
        seconds = SECONDS.get(measured.projects, {}).get(name)
        targets = [judged(wall[2], most, " ×"), judged(wall[0], seconds, " s")]
        ours, hugo = pair.memory
        rows.append(
            [
                SITUATIONS[name],
                *(f"{wall[0]:.2f}", f"{wall[1]:.2f}", f"{wall[2]:.3f}", "; ".join(filter(None, targets)) or "–"),
                *(f"{cpu[0]:.2f}", f"{cpu[1]:.2f}", f"{cpu[2]:.3f}"),
                *(f"{ours:.0f}", f"{hugo:.0f}", f"{ours / max(hugo, 1e-6):.2f}"),
            ]
        )
    heads = ("", "wall s", "Hugo", "ratio", "target", "CPU s", "Hugo", "ratio", "memory MB", "Hugo", "ratio")
    return table(heads, rows)


def sizes(measured: Measured) -> str:
    """How much both write."""
    if measured.outputs is None:
        return ""
    kinds = {"pages": "HTML pages", "files": "files", "texts": "MB without pictures", "whole": "MB in all"}
    rows = []
    for kind, label in kinds.items():
        ours, hugo = (getattr(one, kind) for one in measured.outputs)
        shown = (f"{ours:,}", f"{hugo:,}") if isinstance(ours, int) else (f"{ours:.1f}", f"{hugo:.1f}")
        rows.append([label, *shown, f"{(ours / hugo - 1) * 100:+.1f} %"])
    return table(("written", "sitegen", "Hugo", "ours to Hugo's"), rows)


def memory(measured: Measured) -> str:
    """The target of memory, which is for the cold build."""
    pair, most = measured.pairs.get("cold"), RATIOS.get(measured.projects, {}).get("memory")
    if pair is None or most is None:
        return ""
    ratio = pair.memory[0] / max(pair.memory[1], 1e-6)
    return f"Peak memory of the cold build: {ratio:.2f} × Hugo's; {judged(ratio, most, ' ×')}.\n"


def least(measured: Measured) -> str:
    """The bare loop that writes the same files."""
    if measured.limit is None:
        return ""
    return (
        f"The same files written by a bare loop with two processes: {measured.limit.wall:.2f} s "
        f"(CPU {measured.limit.cpu:.2f} s).\n"
    )


def previews(measured: Measured) -> str:
    """From a save to the signal."""
    rows = []
    for name, (ours, hugo) in measured.saves.items():
        is_judged = measured.projects == SMALL
        targets = [
            judged(ours.signal, SAVES.get(name) if is_judged else None, " s"),
            judged(ours.shown, SHOWN.get(name) if is_judged else None, " s"),
        ]
        told = [f"{value:.3f}" for value in (ours.signal, hugo.signal, ours.signal / hugo.signal)]
        shown = [f"{ours.shown:.3f}", f"{hugo.shown:.3f}"]
        rows.append([SITUATIONS[name], *told, targets[0] or "–", *shown, targets[1] or "–"])
    heads = ("saved in the preview", "signal s", "Hugo", "ratio", "target", "page shows it s", "Hugo", "target")
    return table(heads, rows) if rows else ""


def growth(every: Mapping[int, Measured]) -> str:
    """From a thousand projects to five thousand."""
    if not all(size in every and "cold" in every[size].pairs for size in (SMALL, LARGE)):
        return ""
    small, large = every[SMALL].pairs["cold"], every[LARGE].pairs["cold"]
    wall = large.medians("wall")[0] / small.medians("wall")[0]
    peak = large.memory[0] / max(small.memory[0], 1e-6)
    return (
        f"Five times the projects: {wall:.2f} × the time ({judged(wall, GROWTH['cold'], ' ×')}) "
        f"and {peak:.2f} × the memory ({judged(peak, GROWTH['memory'], ' ×')}).\n"
    )


def machine(version: str) -> str:
    """What it was measured on. No names of hosts."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, {total:.0f} GB of memory, {platform.system()} "
        f"({platform.machine()}), Python {platform.python_version()}, Hugo {version}"
    )


def report(every: Mapping[int, Measured], start: tuple[float, float] | None, about: str) -> str:
    """Everything, in Markdown."""
    parts = [f"Measured on {about}.\n"]
    for projects, measured in every.items():
        parts.append(f"### {projects:,} projects\n")
        texts = (builds(measured) if measured.pairs else "", sizes(measured), memory(measured), least(measured))
        parts += [text for text in (*texts, previews(measured)) if text]
    if grown := growth(every):
        parts.append(f"### Growth\n\n{grown}")
    if start is not None:
        target = judged(start[0], START, " s")
        parts.append(
            f"### Start\n\n`sitegen --help` takes {start[0]:.3f} s ({target}), `hugo help` {start[1]:.3f} s.\n"
        )
    return "\n".join(parts)


def put(document: Path, text: str) -> None:
    """Write the tables between the marks of a document; what is written by hand stays."""
    whole = document.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not pattern.search(whole):
        raise SystemExit(f"{document} has no place for the tables: {BEGIN}")
    document.write_text(pattern.sub(lambda _: f"{BEGIN}\n\n{text}\n{END}", whole), encoding="utf-8")
