"""Write a content folder of any size, the same one for the same seed: `bench/corpus.py --projects 1000 --output DIR`.

For measuring and profiling: every project has both languages, money that adds up, a goal of about 600 characters, a
description in Markdown, eight activities, five indicators, three places, three topics of forty, and three news items of
about 1.6 KB each. The words are in `words.yaml`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

Text = dict[str, str]
LANGUAGES = ("lv", "en")
WORDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))
NEWS_PER_PROJECT = 3
# Nothing is published after it; builds of the corpus are of this day or a later one.
LAST_DAY = date(2026, 6, 30)
FACT = "{{ funding.total }}"

SITE_TITLE = {"lv": "Novadu projektu lapa", "en": "Projects of the counties"}
SITE_DESCRIPTION = {
    "lv": "Izdomāti Eiropas Savienības līdzfinansēti projekti, ar kuriem mēra ātrumu.",
    "en": "Made-up projects co-funded by the European Union, with which speed is measured.",
}
PROGRAMMES: dict[str, tuple[Text, str, tuple[str, ...]]] = {
    "middle": ({"lv": "Vidējā programma", "en": "Middle programme"}, "2014-2020", ("esf", "erdf", "cf")),
    "new": ({"lv": "Jaunā programma", "en": "New programme"}, "2021-2027", ("esf+", "erdf", "cf")),
}
ENDS = {"middle": date(2023, 12, 31), "new": date(2029, 12, 31)}
BASE_URL = "https://projekti.example.lv/"
MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h20v10H0z"/></svg>\n'


@dataclass(frozen=True, slots=True)
class Indicator:
    """A result in numbers."""

    slug: str
    label: Text
    target: int
    achieved: int
    as_of: date


@dataclass(frozen=True, slots=True)
class Project:
    """One record. Money is in cents; organisations, places and topics are numbers of the lists in `words.yaml`."""

    slug: str
    number: str
    title: Text
    summary: Text
    goal: Text
    description: Text
    programme: str
    fund: str
    beneficiary: int
    partners: tuple[int, ...]
    start: date
    end: date
    total: int
    sources: tuple[tuple[str, int], ...]
    activities: tuple[Text, ...]
    indicators: tuple[Indicator, ...]
    places: tuple[int, ...]
    topics: tuple[int, ...]
    published: date
    updated: date


@dataclass(frozen=True, slots=True)
class News:
    """One news item."""

    slug: str
    day: date
    project: str
    title: Text
    body: Text
    topics: tuple[int, ...]


def capital(text: str) -> str:
    """The text with a capital letter at its start, the rest as it is."""
    return text[:1].upper() + text[1:]


def joined(parts: list[Text], by: str = " ") -> Text:
    """Texts one after another, language by language."""
    return {language: by.join(part[language] for part in parts) for language in LANGUAGES}


class Draw:
    """Texts drawn from one seeded source."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def word(self, kind: str) -> Text:
        """One entry of a list."""
        return dict(zip(LANGUAGES, self.chance.choice(WORDS[kind]), strict=True))

    def some(self, kind: str, count: int) -> tuple[int, ...]:
        """Numbers of so many different entries of a list."""
        return tuple(self.chance.sample(range(len(WORDS[kind])), count))

    def sentence(self) -> Text:
        """A sentence; every third one has two objects."""
        what = self.word("objects")
        if self.chance.random() < 0.33:
            other = self.word("objects")
            what = {"lv": f"{what['lv']} un {other['lv']}", "en": f"{what['en']} and {other['en']}"}
        told = joined([self.word("subjects"), self.word("verbs"), what, self.word("tails")])
        return {language: f"{capital(text)}." for language, text in told.items()}

    def prose(self, sentences: int) -> Text:
        """A paragraph."""
        return joined([self.sentence() for _ in range(sentences)])

    def deed(self) -> Text:
        """Something to be done, in a few words."""
        return joined([self.word("deeds"), self.word("objects")])

    def points(self, count: int, mark: Callable[[int], str]) -> Text:
        """A list in Markdown."""
        deeds = [self.deed() for _ in range(count)]
        return {code: "\n".join(f"{mark(at)} {deed[code]}" for at, deed in enumerate(deeds)) for code in LANGUAGES}

    def heading(self, level: int = 2) -> Text:
        """A heading in Markdown."""
        return {language: f"{'#' * level} {text}" for language, text in self.word("headings").items()}

    def further(self) -> Text:
        """A paragraph that ends with a link."""
        address = f"https://dokumenti.example.lv/{self.chance.randint(1000, 9999)}"
        told = self.prose(3)
        return {
            "lv": f"{told['lv']} Vairāk par to – [līgumā un pielikumos]({address}).",
            "en": f"{told['en']} More about this is in [the contract and its annexes]({address}).",
        }

    def description(self) -> Text:
        """About 1.6 KB of Markdown: headings, lists, a table, links, the total cost as a fact."""
        cost = {"lv": f"Tas viss kopā maksā **{FACT}**.", "en": f"All of this costs **{FACT}** together."}
        parts = [
            *(self.heading(), joined([self.prose(3), cost]), self.points(5, lambda at: "-")),
            *(self.heading(3), self.prose(2), self.table(), self.heading(), self.further()),
            self.points(3, lambda at: f"{at + 1}."),
        ]
        return joined(parts, "\n\n")

    def table(self) -> Text:
        """A table in Markdown."""
        rows = [(self.word("deeds"), self.word("objects")) for _ in range(4)]
        heads = {"lv": "| Darbs | Kur vai kas |", "en": "| Work | Where or what |"}
        return {
            code: "\n".join((heads[code], "|---|---|", *(f"| {deed[code]} | {what[code]} |" for deed, what in rows)))
            for code in LANGUAGES
        }

    def item(self) -> Text:
        """About 1.6 KB of Markdown: headings, a list, a quotation, a link."""
        quoted = {language: f"> {text}" for language, text in self.prose(2).items()}
        parts = [
            *(self.prose(4), self.heading(), self.prose(2), self.points(5, lambda at: "-")),
            *(quoted, self.heading(), self.further(), self.prose(2)),
        ]
        return joined(parts, "\n\n")


def title_of(number: int) -> Text:
    """A title that no other of the first 5,760 projects has."""
    works, aims, places = WORDS["works"], WORDS["aims"], WORDS["places"]
    at = number * 3571 % (len(works) * len(aims) * len(places))
    work, aim, place = at % len(works), at // len(works) % len(aims), at // len(works) // len(aims)
    both = zip(LANGUAGES, works[work], aims[aim], strict=True)
    return {language: f"{what}: {why} ({places[place][0]})" for language, what, why in both}


def split(draw: Draw, fund: str) -> tuple[int, tuple[tuple[str, int], ...]]:
    """A total in cents, and two or three sources that make it up."""
    total = draw.chance.randint(5_000_000, 900_000_000)
    union = total * draw.chance.randint(60, 85) // 100
    state = total - union if draw.chance.random() < 0.5 else (total - union) * 2 // 3
    sources = ((fund, union), ("state", state), ("municipal", total - union - state))
    return total, tuple(source for source in sources if source[1])


def project(draw: Draw, number: int) -> Project:
    """The record with a number."""
    chance = draw.chance
    start = date(2015, 1, 1) + timedelta(days=chance.randrange(3800))
    programme = "new" if start.year > 2020 else "middle"
    end = min(start + timedelta(days=chance.randrange(400, 1500)), ENDS[programme])
    published = start + timedelta(days=chance.randrange(5, 60))
    fund = chance.choice(PROGRAMMES[programme][2])
    total, sources = split(draw, fund)
    beneficiary, *partners = draw.some("organisations", 4)
    as_of = min(end, LAST_DAY)
    targets = [chance.randint(5, 5000) for _ in range(5)]
    indicators = tuple(
        Indicator(f"result-{at}", draw.deed(), target, chance.randint(1, target), as_of)
        for at, target in enumerate(targets)
    )
    return Project(
        slug=f"projekts-{number:05d}",
        number=f"{chance.randint(1, 9)}.{chance.randint(1, 4)}.1.{chance.randint(1, 3)}/{start:%y}/I/{number:05d}",
        title=title_of(number),
        summary=draw.prose(2),
        goal=draw.prose(6),
        description=draw.description(),
        programme=programme,
        fund=fund,
        beneficiary=beneficiary,
        partners=tuple(partners),
        start=start,
        end=end,
        total=total,
        sources=sources,
        activities=tuple(draw.deed() for _ in range(8)),
        indicators=indicators,
        places=draw.some("places", 3),
        topics=draw.some("topics", 3),
        published=published,
        updated=min(published + timedelta(days=chance.randrange(1, 700)), LAST_DAY),
    )


def news(draw: Draw, of: Project, item: int) -> News:
    """A news item of a project."""
    one, other = draw.deed(), draw.deed()
    return News(
        slug=f"zina-{of.slug[9:]}-{item}",
        day=min(of.published + timedelta(days=draw.chance.randrange(700)), LAST_DAY),
        project=of.slug,
        title={language: f"{one[language]}; {other[language].lower()}" for language in LANGUAGES},
        body=draw.item(),
        topics=draw.some("topics", 2),
    )


def drawn(projects: int, seed: int) -> Iterator[tuple[Project, tuple[News, ...]]]:
    """The projects, each with its news, one at a time."""
    draw = Draw(seed)
    for number in range(1, projects + 1):
        made = project(draw, number)
        yield made, tuple(news(draw, made, item) for item in range(1, NEWS_PER_PROJECT + 1))


def write(path: Path, text: str) -> None:
    """Write one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def euros(cents: int) -> str:
    """The amount as it is written in a record."""
    return f"{cents // 100}.{cents % 100:02d}"


def both(text: Text, indent: str) -> str:
    """A text by language in YAML, each in a block of its own."""
    return "".join(f"\n{indent}{code}: >-\n{indent}  {text[code]}" for code in LANGUAGES)


def record(of: Project) -> str:
    """The file of a project."""
    sources = "".join(f"    - source: {source}\n      amount: {euros(cents)}\n" for source, cents in of.sources)
    indicators = "".join(
        f"  - id: {one.slug}\n    label:{both(one.label, '      ')}\n"
        f"    target: {one.target}\n    achieved: {one.achieved}\n    as_of: {one.as_of}\n"
        for one in of.indicators
    )
    places = "".join(
        f"  - name: {name}\n    location: [{latitude}, {longitude}]\n    nuts: {region}\n"
        for name, latitude, longitude, region in (WORDS["places"][at] for at in of.places)
    )
    activities = "".join(f"  - lv: {one['lv']}\n    en: {one['en']}\n" for one in of.activities)
    partners = ", ".join(f"{{organisation: org-{at}}}" for at in of.partners)
    return (
        f"number: {of.number}\ntitle:{both(of.title, '  ')}\nsummary:{both(of.summary, '  ')}\n"
        f"goal:{both(of.goal, '  ')}\n"
        f"programme: {of.programme}\nfund: {of.fund}\ndates:\n  start: {of.start}\n  end: {of.end}\n"
        f"beneficiary: org-{of.beneficiary}\npartners: [{partners}]\n"
        f"funding:\n  total: {euros(of.total)}\n  sources:\n{sources}activities:\n{activities}indicators:\n{indicators}"
        f"places:\n{places}contacts:\n  - role: {{lv: Projekta vadītājs, en: Project manager}}\n"
        f"    organisation: org-{of.beneficiary}\n    email: projekti@example.lv\n    phone: +371 60000000\n"
        f"tags: [{', '.join(f'tag-{at}' for at in of.topics)}]\npublished: {of.published}\nupdated: {of.updated}\n"
    )


def common(folder: Path) -> None:
    """Write what all projects share."""
    pair = "{{lv: '{lv}', en: '{en}'}}"
    write(
        folder / "site.yaml",
        f"title: {pair.format(**SITE_TITLE)}\ndescription: {pair.format(**SITE_DESCRIPTION)}\n"
        f"base_url: {BASE_URL}\ninstitution: org-0\ncontact: {{email: projekti@example.lv}}\n"
        "marks: {nap2020: media/mark.svg, nap2027: media/mark.svg}\n"
        "update_interval_months: {2014-2020: 240, 2021-2027: 240}\nchecks: {statement-not-evaluated: off}\n",
    )
    write(folder / "media" / "mark.svg", MARK)
    programmes = (
        f"{name}: {{name: {pair.format(**title)}, period: {period}, funds: [{', '.join(funds)}]}}\n"
        for name, (title, period, funds) in PROGRAMMES.items()
    )
    write(folder / "programmes.yaml", "".join(programmes))
    institutions = (
        f"org-{at}: {{name: {pair.format(lv=lv, en=en)}, kind: {kind}}}\n"
        for at, (lv, en, kind) in enumerate(WORDS["organisations"])
    )
    write(folder / "organisations.yaml", "".join(institutions))
    topics = (f"tag-{at}: {pair.format(lv=lv, en=en)}\n" for at, (lv, en) in enumerate(WORDS["topics"]))
    write(folder / "tags.yaml", "".join(topics))


def make(folder: Path, projects: int, seed: int) -> None:
    """Write the whole content folder."""
    common(folder)
    for of, items in drawn(projects, seed):
        write(folder / "projects" / f"{of.slug}.yaml", record(of))
        for language in LANGUAGES:
            write(folder / "projects" / f"{of.slug}.{language}.md", of.description[language] + "\n")
        for item in items:
            tags = ", ".join(f"tag-{at}" for at in item.topics)
            for language in LANGUAGES:
                head = f'---\ntitle: "{item.title[language]}"\nprojects: [{item.project}]\ntags: [{tags}]\n---\n'
                write(folder / "news" / f"{item.day}-{item.slug}.{language}.md", head + item.body[language] + "\n")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--projects", type=int, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=20260101)
    arguments = parser.parse_args()
    make(arguments.output, arguments.projects, arguments.seed)


if __name__ == "__main__":
    main()
