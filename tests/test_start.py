"""What the program loads before it does anything."""

from __future__ import annotations

import subprocess
import sys
from typing import get_args
from xml.sax.saxutils import escape, quoteattr

import click
import pytest

from sitegen.cli import cli
from sitegen.diagnostics.report import Format
from sitegen.exports import xml_text
from tests.conftest import ROOT

RARE = {"icalendar", "livereload", "playwright", "rich", "tornado", "watchfiles"}
HEAVY = {"PIL", "babel", "jinja2", "markdown", "nh3", "pydantic", "yaml", "sitegen.pipeline", "sitegen.diagnostics"}
FOR_SOME_BUILDS = {
    "PIL",
    "markdown",
    "babel.messages",
    "concurrent.futures.process",
    "multiprocessing",
    "urllib.request",
}


def loaded(program: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after a program."""
    code = f"import atexit, sys\natexit.register(lambda: print(*sys.modules, sep='\\n', file=sys.stderr))\n{program}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["audit", "--help"], ["new", "news", "--help"]])
def test_help_is_told_without_the_rest_of_the_program(arguments: list[str]) -> None:
    modules = loaded(f"from sitegen.cli import main\nmain({arguments})")
    assert "sitegen.cli" in modules
    assert set() == (HEAVY | RARE) & modules


def test_what_only_some_builds_need_is_not_loaded_by_all() -> None:
    modules = loaded("import sitegen.pipeline")
    assert "sitegen.pipeline" in modules
    assert set() == (FOR_SOME_BUILDS | RARE) & modules


def test_every_command_says_what_it_is_for() -> None:
    commands = [command for command in cli.commands.values() if not isinstance(command, click.Group)]
    assert [command.name for command in commands if not command.help] == []


def test_problems_can_be_told_in_every_format() -> None:
    (option,) = [option for option in cli.commands["build"].params if option.name == "style"]
    assert isinstance(option.type, click.Choice)
    assert get_args(Format) == tuple(option.type.choices)


@pytest.mark.parametrize(
    "text", ["plain", "a & b < c > d", "\"both\" 'kinds'", 'one "kind"', "it's", "line\n\ttab\r", ""]
)
def test_text_in_xml_is_written_as_by_the_library(text: str) -> None:
    assert (escape(text), quoteattr(text)) == (xml_text.escape(text), xml_text.quoteattr(text))
