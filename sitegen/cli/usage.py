"""What is said of a command line that cannot be understood."""

from __future__ import annotations

import re
import sys
from typing import NoReturn

import click

from sitegen.catalogues import Catalogue
from sitegen.cli.options import USAGE
from sitegen.cli.speaking import catalogue_asked


def tell_usage(error: click.ClickException, arguments: list[str]) -> NoReturn:
    """Tell what is wrong with the command line, in the language that it asks for, and end the program."""
    words = catalogue_asked(arguments)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "sitegen"
    click.echo(_sentence(error, words), err=True)
    click.echo(words.gettext("`{command} --help` tells how it is used").format(command=path), err=True)
    sys.exit(USAGE)


def _sentence(error: click.ClickException, words: Catalogue) -> str:
    if isinstance(error, click.NoSuchOption):
        told = words.gettext("there is no option {name}").format(name=error.option_name)
        near = ", ".join(error.possibilities or ())
        return f"{told}; {words.gettext('did you mean {names}?').format(names=near)}" if near else told
    if isinstance(error, click.BadOptionUsage):
        return words.gettext("the option {name} needs a value").format(name=error.option_name)
    if isinstance(error, click.MissingParameter):
        return words.gettext("{name} is missing").format(name=_name(error))
    if isinstance(error, click.BadParameter):
        return _of_value(error, words)
    if error.message == "Missing command.":
        return words.gettext("{name} is missing").format(name="COMMAND")
    command = re.match(r"No such command '(.*?)'", error.message)
    if command:
        return words.gettext("there is no command {name}").format(name=command[1])
    return words.gettext("the command line is not understood: {reason}").format(reason=error.format_message())


def _of_value(error: click.BadParameter, words: Catalogue) -> str:
    kind, name = getattr(error.param, "type", None), _name(error)
    if isinstance(kind, click.Choice):
        return words.gettext("{name} is one of {choices}").format(name=name, choices=", ".join(map(str, kind.choices)))
    if isinstance(kind, click.IntRange | click.FloatRange):
        if kind.max is None:
            return words.gettext("{name} is a number of at least {least}").format(name=name, least=kind.min)
        told = words.gettext("{name} is a number from {least} to {most}")
        return told.format(name=name, least=kind.min, most=kind.max)
    return words.gettext("the value of {name} is not understood").format(name=name)


def _name(error: click.BadParameter) -> str:
    param = error.param
    if param is None:
        return str(error.param_hint or "")
    return max(param.opts, key=len) if isinstance(param, click.Option) else str(param.human_readable_name)
