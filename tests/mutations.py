"""Mutations of real content: seeded, so that a number names an input; and a small site that each is tried on.

An input is a file of the repository's own content, with bytes and words of it changed, doubled, taken out, or put in
from other files and from a list of words that mean something to YAML, Markdown, HTML or the program.
`python -m tests.mutations FIRST LAST [FOLDER]` tries the inputs of these numbers and writes what was found.
"""

from __future__ import annotations

import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import FrameType

from sitegen.assets import Assets, collect_assets
from sitegen.catalogues import Catalogue, read_catalogue
from sitegen.diagnostics import Collector, Diagnostic
from sitegen.diagnostics.report import render
from sitegen.facts import Words
from sitegen.languages import Language
from sitegen.load import (
    Folder,
    World,
    content_of,
    load,
    media_of,
    read_unit,
    read_world,
    survey,
    tell_strange,
    tell_unexpected,
)
from sitegen.models.content import Content, MediaFile
from sitegen.pipeline import Settings, build
from sitegen.pipeline.looking_up import words_of
from sitegen.pipeline.whole import planned, tell_catalogues
from sitegen.resolve import resolve
from sitegen.resources import resource_folder
from sitegen.rules import Context, check, settle
from sitegen.texts import shelve

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 22)
# Seconds that the program may work on an input, which takes some milliseconds; and that it may take in all, since a
# machine may be busy with other things.
PATIENCE, LONGEST = 10, 600
# Where inputs are put, by the kind of file that they were made of, and how often.
PLACES = {
    ".yaml": ("projects/b.yaml",) * 6
    + ("site.yaml", "organisations.yaml", "programmes.yaml", "tags.yaml", "glossary.yaml", "projects/a.yaml"),
    ".md": ("news/2024-01-31-x.lv.md",) * 4 + ("pages/about.lv.md", "projects/a.lv.md", "news/2024-01-31-x.en.md"),
}
WORDS = [
    *(
        "---\n",
        "- ",
        ": ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!python/object:os.system ",
        "<<: ",
        "|\n",
        ">-\n",
        '"',
    ),
    *(
        "'",
        "#",
        "%YAML 1.1\n",
        "...\n",
        "\t",
        "\r",
        "\r\n",
        "\n",
        "\n\n",
        "    ",
        "~",
        "null",
        "true",
        "no",
        "1e999999999",
    ),
    *("9" * 400, "-1", "0.000000001", "2024-02-30", "9999-12-31", "0001-01-01", "99999-01-01", "2024-01-01T00:00:00Z"),
    *(
        "![",
        "[a](b)",
        "](",
        "[^1]",
        "[^1]: x\n",
        "[a]: b\n",
        "**",
        "_",
        "`",
        "```\n",
        "> ",
        "1. ",
        "* ",
        "# ",
        "===\n",
        "|a|b|\n|-|-|\n",
    ),
    *(
        "{: #a }",
        "{: .b onclick=x }",
        "{: id }",
        "{: style='x' }",
        "{#x}",
        "\\",
        "  \n",
        "<b>",
        "</p>",
        "<!--",
        "-->",
        "<script>",
    ),
    *(
        "<!-- allow raw-html: x -->",
        "# allow small-count: x\n",
        "&amp;",
        "&#0;",
        "&#x202E;",
        "&#1114112;",
        "javascript:",
        "data:",
    ),
    *(
        "https://[x",
        "//x",
        "../",
        "media/camp.png",
        "media/plan.pdf",
        "a.lv.md",
        "projects/a.yaml",
        "mailto:",
        "tel:",
        "file:///",
    ),
    *(
        "{{ number }}",
        "{{ a:funding.total }}",
        "{{",
        "}}",
        "{% x %}",
        "{{ config }}",
        "\\x00",
        "\\u202e",
        "\\ud800",
        "\\",
    ),
    *(
        "\u2028",
        "\ufeff",
        "\u202e",
        "\ue000",
        "\ue001",
        "\ufffc",
        "\x00",
        "\x02",
        "\x03",
        "a\u0304",
        "ﬀ",
        "İ",
        "ß",
        "٣",
        "\U0001f600",
    ),
    *(
        "title",
        "summary",
        "number",
        "amendments",
        "changes",
        "funding",
        "sources",
        "amount: remainder",
        "places",
        "location",
    ),
    *(
        "indicators",
        "part_of",
        "aliases",
        "slug",
        "draft: true",
        "published",
        "dates",
        "status: completed",
        "lv",
        "en",
        "de",
    ),
]


@dataclass(frozen=True, slots=True)
class Input:
    """An input: where it lies below the content folder, and its bytes."""

    path: str
    data: bytes


@cache
def corpus() -> dict[str, list[bytes]]:
    """The real files, by ending."""
    folders = [ROOT / "content", ROOT / "tests" / "showcase" / "content", ROOT / "tests" / "diagnostics" / "base"]
    found: dict[str, list[bytes]] = {".yaml": [], ".md": []}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in found:
                found[path.suffix].append(path.read_bytes()[:6000])
    return found


def made(number: int) -> Input:
    """The input of this number."""
    chance = random.Random(number)
    ending = chance.choice([".yaml", ".md"])
    data = chance.choice(corpus()[ending])
    for _ in range(chance.choice([1, 1, 2, 3, 5, 9])):
        data = chance.choice(WAYS)(data, chance, corpus()[ending])
    return Input(chance.choice(PLACES[ending]), data)


def _place(data: bytes, chance: random.Random) -> int:
    """Anywhere, mostly where something begins."""
    at = chance.randrange(len(data) + 1)
    if chance.random() < 0.6:
        near = min((found for sign in b"\n:[{(*" if (found := data.find(bytes([sign]), at)) >= 0), default=at)
        return near + chance.randrange(2)
    return at


def _byte(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    at = _place(data, chance)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + chance.randrange(2) :]


def _word(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.choice(WORDS).encode() + data[at + chance.choice([0, 0, 1, 5]) :]


def _many(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.choice(WORDS).encode() * chance.choice([2, 3, 30, 300]) + data[at:]


def _cut(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    at = _place(data, chance)
    return data[:at] + data[at + chance.choice([1, 2, 10, 100, 10000]) :]


def _double(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    start, at = _place(data, chance), _place(data, chance)
    piece = data[start : start + chance.choice([1, 10, 100, 1000])]
    return data[:at] + piece * chance.choice([1, 1, 2, 20]) + data[at:]


def _splice(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    other = chance.choice(others)
    return data[: _place(data, chance)] + other[_place(other, chance) :]


def _swap(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    lines = data.split(b"\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return b"\n".join(lines)


def _indent(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    lines = data.split(b"\n")
    one = chance.randrange(len(lines))
    some = range(one, min(len(lines), one + chance.choice([1, 3, 10])))
    for number in some:
        lines[number] = chance.choice([b" ", b"  ", b"    ", b"- ", b"> ", b"\t"]) + lines[number]
    return b"\n".join(lines)


def _value(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """Another value for a field."""
    lines = data.split(b"\n")
    fields = [number for number, line in enumerate(lines) if b": " in line]
    if fields:
        one = chance.choice(fields)
        value = chance.choice([*WORDS, "", "[]", "{}", "[a]", "{a: b}", "{lv: , en: x}", "[[]]"]).encode()
        lines[one] = lines[one].partition(b": ")[0] + b": " + value
    return b"\n".join(lines)


def _encoding(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(["utf-16", "utf-32", "utf-8-sig", "cp1257", "utf-7"]), "replace")


WAYS = [_byte, _byte, _word, _word, _word, _many, _cut, _double, _splice, _swap, _indent, _value, _value, _value]
WAYS += [_word, _value, _many, _double, _cut, _encoding]


class HangError(BaseException):
    """An input took longer than any may. No part of the program may take it for a fault of its own."""


@contextmanager
def watched() -> Iterator[None]:
    """Raises `HangError` inside when it takes too long: by work, or by waiting for something."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise HangError

    limits = ((signal.ITIMER_PROF, signal.SIGPROF, PATIENCE), (signal.ITIMER_REAL, signal.SIGALRM, LONGEST))
    before = [signal.signal(number, stop) for _, number, _ in limits]
    for timer, _, seconds in limits:
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        for (timer, number, _), handler in zip(limits, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


@dataclass(slots=True)
class Bench:
    """A small site in a folder, on which inputs are tried one after another."""

    folder: Path
    words: dict[Language, Words] = field(default_factory=dict)
    assets: Assets | None = None
    catalogues: list[Catalogue] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)
    world: World | None = None
    media: dict[str, MediaFile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shutil.copytree(ROOT / "tests" / "diagnostics" / "base", self.folder, dirs_exist_ok=True)
        self.content.joinpath("news").mkdir()
        self.content.joinpath("pages").mkdir()
        self.content.joinpath("news/2024-01-31-x.lv.md").write_text("---\ntitle: Ziņa\nprojects: [a]\n---\nTeksts.\n")
        for name in ("organisations", "programmes"):  # so that real records find what they name
            with self.content.joinpath(f"{name}.yaml").open("a", encoding="utf-8") as file:
                file.write("\n" + (ROOT / "content" / f"{name}.yaml").read_text(encoding="utf-8"))
        self.texts = {str(path.relative_to(self.content)): path.read_bytes() for path in self.content.rglob("*.*")}
        self.assets = collect_assets(self.settings.folders("static"))
        for language in ("lv", "en"):
            path = resource_folder("locales") / language / "LC_MESSAGES" / "diagnostics.po"
            self.catalogues.append(read_catalogue(language, path))

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def settings(self) -> Settings:
        return Settings(content=self.content, output=self.folder / "public", day=DAY)

    def told(self, given: Input, *, is_built: bool = False) -> tuple[Diagnostic, ...]:
        """What is told of the site with the input in it; every message is worded, in both languages."""
        place = self.content / given.path
        place.write_bytes(given.data)
        try:
            with watched():
                is_shared = "/" not in given.path
                found = build(self.settings).diagnostics if is_built else self._checked(is_shared=is_shared)
                for words in self.catalogues:
                    render(found, "full", words, lambda path, number: "x" * 30)
            return found
        finally:
            if given.path in self.texts:
                place.write_bytes(self.texts[given.path])
            else:
                place.unlink()

    def _checked(self, *, is_shared: bool) -> tuple[Diagnostic, ...]:
        """Everything up to the plan, as `sitegen.pipeline.whole.examine` does it.

        Static files are read once, and the registries where the input is none of them.
        """
        found = Collector()
        content = load(self.content, found) if is_shared else self._loaded(found)
        if content is None:
            return found.in_order()
        words = {language: self._words_of(language) for language in content.languages}
        tell_catalogues(content, words, found)
        shelf = shelve(content)
        check(Context(content, DAY, shelf, words), found)
        settle(content, found)
        if not found.has_errors and self.assets is not None:
            planned(resolve(content, DAY, words, shelf), self.assets, found, {})
        return found.in_order()

    def _loaded(self, found: Collector) -> Content:
        """The content with the world as it was read before, as an incremental build has it."""
        folder = Folder(self.content, "content", found)
        tell_strange(folder)
        if self.world is None:
            self.world, self.media = read_world(folder), media_of(folder)
        records, broken = [], {"projects": frozenset[str](), "texts": frozenset[str]()}
        for name in ("site.yaml", "organisations.yaml", "programmes.yaml", "tags.yaml"):
            folder.texts[f"content/{name}"] = self.texts[name].decode()
        for unit in survey(folder, self.world.languages):
            record, faulty = read_unit(folder, unit, self.world.languages)
            broken["texts"] |= frozenset(faulty)
            if record is not None:
                records.append(record)
            elif unit.kind == "projects":
                broken["projects"] |= {unit.name}
        tell_unexpected(folder)
        return content_of(folder, self.world, records, broken, self.media)

    def _words_of(self, language: Language) -> Words:
        if language not in self.words:
            self.words |= words_of(self.settings, (language,))
        return self.words[language]


@dataclass(slots=True)
class Tally:
    """What came of inputs. `faults`: by the place in the program, the number of an input and what was raised."""

    tried: int = 0
    clean: int = 0
    slowest: float = 0
    codes: Counter[str] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)


def tried(numbers: range, folder: Path, every: int = 500) -> Tally:
    """Try inputs; every `every`-th is built whole."""
    bench, tally = Bench(folder), Tally()
    for number in numbers:
        started = time.process_time()
        try:
            found = bench.told(made(number), is_built=number % every == 0)
        except (Exception, HangError) as error:
            tally.faults.setdefault(_where(error), f"{number}: {type(error).__name__}: {str(error)[:200]}")
        else:
            tally.codes.update({one.code for one in found})
            tally.clean += not found
        tally.tried += 1
        tally.slowest = max(tally.slowest, time.process_time() - started)
    return tally


def _where(error: BaseException) -> str:
    """The program's own innermost line."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "/sitegen/" in one.filename]
    return f"{frames[-1].filename.rpartition('/sitegen/')[2]}:{frames[-1].lineno}" if frames else "?"


def main() -> None:
    """Try inputs, and write what was found."""
    numbers = range(int(sys.argv[1]), int(sys.argv[2]))
    with tempfile.TemporaryDirectory(dir=sys.argv[3] if len(sys.argv) > 3 else None) as folder:
        started = time.perf_counter()
        tally = tried(numbers, Path(folder) / "site")
        seconds = time.perf_counter() - started
    print(f"{tally.tried} inputs in {seconds:.0f} s, {tally.clean} clean, {len(tally.codes)} codes")
    print(f"{len(tally.faults)} faults")
    print(f"slowest {tally.slowest:.2f} s")
    for place, fault in tally.faults.items():
        print(place, fault)


if __name__ == "__main__":
    main()
