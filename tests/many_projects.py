"""A content folder of many dull projects for the tests of lists: numbered topics and places, one fund, no regions.

The content for measuring is another, `bench/corpus.py`: it may change without a test of lists noticing.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

SITE = """\
title: {lv: Mērījumu vietne, en: Measuring site}
description: {lv: Izdomāti projekti mērījumiem., en: Made-up projects for measuring.}
base_url: https://projekti.example.lv/
institution: org-0
marks: {nap2020: media/mark.svg, nap2027: media/mark.svg}
checks: {statement-not-evaluated: off}
"""
PROGRAMMES = """\
middle: {name: {lv: Vidējā programma, en: Middle programme}, period: 2014-2020, funds: [erdf]}
new: {name: {lv: Jaunā programma, en: New programme}, period: 2021-2027, funds: [erdf]}
"""
MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h20v10H0z"/></svg>\n'
TEXT_LV = (
    "pašvaldība projekts iedzīvotāji pakalpojums ģimene skola ceļš ēka siltināšana atbalsts mērķis "
    "rezultāts novads reģions speciālists apmācība bērni jaunieši seniori partneris darbība plāns iestāde "
    "vide uzlabo attīsta nodrošina"
)
WORDS_LV = TEXT_LV.split(" ")
TEXT_EN = (
    "municipality project residents service family school road building insulation support goal result "
    "county region specialist training children youth seniors partner activity plan institution "
    "environment improves develops provides"
)
WORDS_EN = TEXT_EN.split(" ")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes files below a folder, with words drawn from one seeded source."""

    folder: Path
    chance: random.Random

    def write(self, path: str, text: str) -> None:
        """Write one file."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def sentence(self, words: list[str], length: int = 12) -> str:
        """A sentence of random words."""
        return " ".join(self.chance.choices(words, k=length)).capitalize() + "."

    def both(self, length: int = 12) -> str:
        """A localised text in one line of YAML."""
        return f"{{lv: {self.sentence(WORDS_LV, length)}, en: {self.sentence(WORDS_EN, length)}}}"

    def prose(self, words: list[str]) -> str:
        """About 1.6 KB of Markdown: headings, a list, a table, a fact."""
        points = "\n".join(f"- {self.sentence(words, 9)}" for _ in range(5))
        rows = "\n".join(f"| {self.sentence(words, 3)} | {self.chance.randint(5, 999)} |" for _ in range(3))
        texts = [" ".join(self.sentence(words) for _ in range(4)) for _ in range(3)]
        return (
            f"{texts[0]}\n\n## {self.sentence(words, 4)}\n\n{points}\n\n{texts[1]} {{{{ funding.total }}}}\n\n"
            f"| a | b |\n|---|--:|\n{rows}\n\n## {self.sentence(words, 3)}\n\n{texts[2]}\n"
        )


def project(writer: Writer, number: int) -> date:
    """Write one record; the day of its publication."""
    chance = writer.chance
    start = date(2015, 1, 1) + timedelta(days=chance.randrange(3800))
    end = start + timedelta(days=chance.randrange(400, 1500))
    published = start + timedelta(days=chance.randrange(5, 60))
    total = chance.randint(5_000_000, 900_000_000)
    union = total * chance.randint(60, 85) // 100
    indicators = "".join(
        f"  - {{id: result-{one}, label: {writer.both(5)}, "
        f"target: {chance.randint(5, 5000)}, achieved: {chance.randint(5, 5000)}, as_of: 2024-01-31}}\n"
        for one in range(5)
    )
    places = "".join(
        f"  - {{name: Vieta {one}, location: [{chance.uniform(55.8, 57.9):.4f}, {chance.uniform(21, 28):.4f}]}}\n"
        for one in range(3)
    )
    activities = "".join(f"  - {writer.both(8)}\n" for _ in range(8))
    writer.write(
        f"projects/projekts-{number:05d}.yaml",
        f"number: {chance.randint(1, 9)}.1.1.1/{start:%y}/A/{number:05d}\ntitle: {writer.both(6)}\n"
        f"summary: {writer.both(40)}\ngoal: {writer.both(30)}\n"
        f"programme: {'new' if start.year > 2020 else 'middle'}\nfund: erdf\nbeneficiary: org-{chance.randrange(8)}\n"
        f"partners: [{{organisation: org-{chance.randrange(8)}}}]\ndates: {{start: {start}, end: {end}}}\n"
        f"funding:\n  total: {total / 100:.2f}\n"
        f"  sources: [{{source: erdf, amount: {union / 100:.2f}}}, {{source: state, amount: remainder}}]\n"
        f"activities:\n{activities}indicators:\n{indicators}places:\n{places}"
        f"tags: [tag-{chance.randrange(40)}, tag-{chance.randrange(40, 80)}]\npublished: {published}\n",
    )
    return published


def news(writer: Writer, number: int, item: int, published: date) -> None:
    """Write one news item in both languages."""
    day = published + timedelta(days=writer.chance.randrange(700))
    for language, words in (("lv", WORDS_LV), ("en", WORDS_EN)):
        head = f"---\ntitle: {writer.sentence(words, 7)}\nprojects: [projekts-{number:05d}]\n"
        tags = f"tags: [tag-{writer.chance.randrange(80)}]\n---\n"
        writer.write(f"news/{day}-zina-{number:05d}-{item}.{language}.md", head + tags + writer.prose(words))


def make(folder: Path, projects: int, seed: int = 7) -> None:
    """Write the whole content folder, the same one for the same seed."""
    writer = Writer(folder, random.Random(seed))
    writer.write("site.yaml", SITE)
    writer.write("programmes.yaml", PROGRAMMES)
    writer.write("media/mark.svg", MARK)
    names = (f"org-{one}: {{name: {{lv: Iestāde {one}, en: Institution {one}}}, kind: state}}\n" for one in range(8))
    writer.write("organisations.yaml", "".join(names))
    writer.write("tags.yaml", "".join(f"tag-{one}: {{lv: Tēma {one}, en: Topic {one}}}\n" for one in range(80)))
    for number in range(1, projects + 1):
        published = project(writer, number)
        for item in range(1, 4):
            news(writer, number, item, published)
