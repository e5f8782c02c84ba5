"""Time the figure audit over many records: `bench/figures.py --records 10000`.

The records are written from a seed, each with two to five sources, payments, parts of an indicator and two amendments;
one in a hundred is spoiled in a known way. The audit must find those and no other, else the figures are worth nothing.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from sitegen.catalogues import read_catalogue
from sitegen.diagnostics import Collector
from sitegen.facts import Words
from sitegen.l10n.formats import formats_of
from sitegen.load import load
from sitegen.models.content import Content
from sitegen.rules import CHECKS, Context
from sitegen.texts import shelve

DAY = date(2026, 1, 1)
PAYERS = ("state", "municipal", "private", "national")
AUDITED = ("sitegen.rules.figures", "sitegen.rules.sums", "sitegen.rules.days")
SPOILED_EVERY = 100

SITE = """\
title: {lv: Mērījumi, en: Measuring}
description: {lv: Izdomāti ieraksti., en: Made-up records.}
base_url: https://projekti.example.lv/
institution: region
"""
ORGANISATIONS = "region: {name: {lv: Reģions, en: Region}}\n"
PROGRAMMES = """\
growth:
  name: {lv: Izaugsme, en: Growth}
  period: 2014-2020
  funds: [erdf]
  measures: {9.3.1.1: {lv: Ēkas, en: Buildings}}
  objectives: {9.3.1: {lv: Ēkas, en: Buildings}}
"""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How long the stages took in seconds, and what they worked on."""

    records: int
    versions: int
    loading: float
    auditing: float
    found: int


def split(chance: random.Random, total: Decimal, parts: int) -> list[Decimal]:
    """A sum in whole cents parted into so many, which add up to it."""
    marks = sorted(chance.sample(range(1, int(total * 100)), parts - 1))
    edges = [0, *marks, int(total * 100)]
    return [Decimal(after - before) / 100 for before, after in pairwise(edges)]


def funding(chance: random.Random, indent: str, is_spoiled: bool) -> str:
    """A split of money in YAML, with rates to two places and a payment; spoiled ones are a cent off."""
    total = Decimal(chance.randint(10_000_00, 20_000_000_00)) / 100
    parts = split(chance, total, chance.randint(2, 5))
    lines = [f"total: {total:.2f}", "sources:"]
    for source, part in zip(("erdf", *PAYERS), parts, strict=False):
        rate = (part * 100 / total).quantize(Decimal("0.01"))
        lines.append(f"  - {{source: {source}, amount: {part:.2f}, rate: {rate}}}")
    paid = (parts[0] / 3).quantize(Decimal("0.01"))
    lines.append(f"payments: [{{date: 2018-03-01, source: erdf, amount: {paid}}}]")
    if is_spoiled:
        lines[0] = f"total: {total + Decimal('0.01'):.2f}"
    return "".join(f"{indent}{line}\n" for line in lines)


def record(chance: random.Random, number: int, is_spoiled: bool) -> str:
    """A project with two amendments, of which the last one carries the fault."""
    whole = chance.randint(20, 900)
    part = chance.randint(1, whole - 1)
    return (
        f"number: 9.3.1.1/18/I/{number:05}\n"
        f"title: {{lv: Projekts {number}, en: Project {number}}}\n"
        "summary: {lv: Kopsavilkums., en: Summary.}\n"
        "programme: growth\nfund: erdf\nmeasure: 9.3.1.1\nbeneficiary: region\n"
        "dates: {contract: 2016-02-01, start: 2016-03-01, end: 2020-12-31}\n"
        f"funding:\n{funding(chance, '  ', False)}"
        "indicators:\n"
        f"  - {{id: people, label: {{lv: Personas, en: People}}, target: {whole}, adds_up: true}}\n"
        f"  - {{id: adults, label: {{lv: Pieaugušie, en: Adults}}, target: {part}, part_of: people}}\n"
        f"  - {{id: children, label: {{lv: Bērni, en: Children}}, target: {whole - part}, part_of: people}}\n"
        "amendments:\n"
        "  - effective: 2017-05-01\n    changes:\n      dates: {end: 2021-06-30}\n"
        f"  - effective: 2018-10-01\n    changes:\n      funding:\n{funding(chance, '        ', is_spoiled)}"
    )


def write_content(folder: Path, records: int, seed: int) -> int:
    """Write the site; the number of records that are spoiled."""
    chance = random.Random(seed)
    (folder / "projects").mkdir(parents=True)
    for name, text in (("site", SITE), ("organisations", ORGANISATIONS), ("programmes", PROGRAMMES)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    for number in range(records):
        is_spoiled = number % SPOILED_EVERY == SPOILED_EVERY - 1
        path = folder / "projects" / f"p{number:05}.yaml"
        path.write_text(record(chance, number, is_spoiled), encoding="utf-8")
    return records // SPOILED_EVERY


def audit(content: Content) -> int:
    """Run every check of figures and days; the number of problems."""
    words = {language: Words(formats_of(language), read_catalogue(language)) for language in content.languages}
    context = Context(content, DAY, shelve(content), words)
    checks = [check for check in CHECKS if check.rule.__module__ in AUDITED]
    return sum(1 for check in checks for _ in check.rule(context))


def measure(folder: Path) -> Sizes:
    """Load and audit the site in a folder."""
    found = Collector()
    started = time.perf_counter()
    content = load(folder, found)
    loaded = time.perf_counter()
    if content is None or found.has_errors:
        raise SystemExit("the records that were written cannot be read")
    problems = audit(content)
    versions = sum(len(one.versions) for one in content.projects)
    return Sizes(len(content.projects), versions, loaded - started, time.perf_counter() - loaded, problems)


def main() -> None:
    """Write, load, audit, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        spoiled = write_content(Path(folder) / "content", options.records, options.seed)
        sizes = measure(Path(folder) / "content")
    print(f"{sizes.records} records, {sizes.versions} versions: read in {sizes.loading:.1f} s, ", end="")
    print(f"audited in {sizes.auditing:.2f} s; {sizes.found} faults found, {spoiled} made")
    raise SystemExit(sizes.found != spoiled)


if __name__ == "__main__":
    main()
