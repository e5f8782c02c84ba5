"""The Nu HTML Checker has nothing against any page, style sheet or drawing."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.quality.reviewed import UNKNOWN
from tests.quality.sites import Built
from tests.quality.tools import CHECKER, need

# For a run of half a minute: compiled once and not again, and no threads beside it. The compiler asks for more stack.
JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss2m")


@dataclass(frozen=True, slots=True)
class Message:
    """What the checker says of a place in a file."""

    file: str
    line: int
    text: str
    extract: str

    @property
    def known(self) -> str:
        """The judged message that this one is, or nothing."""
        return next((one for one in UNKNOWN if one in self.text), "")


def checked(files: Iterable[Path]) -> list[Message]:
    """All messages, errors and warnings, of one run over many files."""
    options = ("--also-check-css", "--also-check-svg", "--format", "json", "--stdout", "--exit-zero-always")
    command = ["java", *JAVA, "-jar", str(need(CHECKER)), *options, *map(str, files)]
    result = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return [
        Message(one["url"], one.get("lastLine", 0), one["message"], one.get("extract", "").replace("\n", " "))
        for one in json.loads(result.stdout)["messages"]
    ]


@pytest.fixture(scope="module")
def messages(sites: tuple[Built, ...]) -> list[Message]:
    """What is said of every page, style sheet and drawing of the sites."""
    kinds = {".html", ".css", ".svg"}
    return checked(file for site in sites for file in sorted(site.folder.rglob("*")) if file.suffix in kinds)


def test_the_checker_has_nothing_against_any_file(messages: list[Message]) -> None:
    alike: dict[str, list[Message]] = {}
    for message in messages:
        if not message.known:
            alike.setdefault(message.text, []).append(message)
    assert not alike, "".join(
        f"\n{text} ({len(same)} times; {same[0].file}:{same[0].line}: {same[0].extract})"
        for text, same in alike.items()
    )


def test_no_judgement_is_of_something_that_the_checker_no_longer_says(messages: list[Message]) -> None:
    assert set(UNKNOWN) == {message.known for message in messages} - {""}


def test_a_spoilt_file_of_each_kind_is_told_of(tmp_path: Path) -> None:
    spoilt = {
        "a.html": "<!doctype html><html lang=en><title>A</title><p><div></p></html>",
        "b.css": "p{colour:red}",
        "c.svg": '<svg xmlns="http://www.w3.org/2000/svg"><rect widht="3"/></svg>',
    }
    for name, text in spoilt.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert {Path(message.file).name for message in checked(sorted(tmp_path.iterdir()))} == set(spoilt)
