"""Help in the language that is asked for. The texts stand with the commands, in English, and click's own words too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy

import click

from sitegen.catalogues import Catalogue


def spoken(command: click.Command, words: Catalogue) -> click.Command:
    """A command, with all below it, whose help speaks the language of these words."""
    own = deepcopy(command)
    _translate(own, _context_of(words), words)
    return own


def _translate(command: click.Command, kind: type[click.Context], words: Catalogue) -> None:
    command.context_class = kind
    command.help = words.gettext(command.help) if command.help else None
    for param in command.params:
        if isinstance(param, click.Option) and param.help:
            param.help = words.gettext(param.help)
    for other in command.commands.values() if isinstance(command, click.Group) else ():
        _translate(other, kind, words)


def _context_of(words: Catalogue) -> type[click.Context]:
    """The context of commands that say in these words what click says by itself."""
    known = {
        "Options": words.gettext("Options"),
        "Commands": words.gettext("Commands"),
        "Show this message and exit.": words.gettext("Show this message and exit."),
        "Show the version and exit.": words.gettext("Show the version and exit."),
    }
    usage, default, required = words.gettext("Usage:"), words.gettext("default"), words.gettext("required")

    def told(text: str) -> str:
        named = re.sub(r"\[default: (?=[^\[\]]*\]$)", f"[{default}: ", known.get(text, text))
        return re.sub(r"\brequired\]$", f"{required}]", named)

    class Formatter(click.HelpFormatter):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, f"{usage} ")

        def write_heading(self, heading: str) -> None:
            super().write_heading(told(heading))

        def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
            super().write_dl([(name, told(text)) for name, text in rows], col_max, col_spacing)

    class Context(click.Context):
        formatter_class = Formatter

    return Context
