"""How a command ends that broke off, by what is no fault of its own or by one of the program."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from sitegen.catalogues import Catalogue
from sitegen.cli.options import stop
from sitegen.cli.speaking import catalogue_asked
from sitegen.failures import FAILURES, failure
from sitegen.faults import fault_report

FAULT = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130  # what shells say of a program that the interrupt signal ended: 128 and its number


def tell_end(error: BaseException, arguments: list[str]) -> NoReturn:
    """Tell why a command broke off, in the language that the command line asks for, and end the program.

    An error of the system that names no file (of a connection, say) is told where it may come up: here it is a fault.
    """
    words = catalogue_asked(arguments)
    if isinstance(error, ModuleNotFoundError) and not (error.name or "sitegen").startswith("sitegen"):
        stop(_incomplete(error.name or "", words))
    if isinstance(error, FAILURES) and not (isinstance(error, OSError) and error.filename is None):
        stop(failure(error, Path("public"), words))
    click.echo(fault_report(error, words), err=True)
    sys.exit(FAULT)


def tell_interrupted(arguments: list[str]) -> NoReturn:
    """Tell that a command was interrupted, in the language that the command line asks for, and end the program."""
    click.echo(
        catalogue_asked(arguments).gettext("interrupted; a published site is whole, the old one or the new one"),
        err=True,
    )
    sys.exit(INTERRUPTED)


def _incomplete(name: str, words: Catalogue) -> str:
    told = words.gettext("the program is not installed whole: {name} is missing; run `make site`, or install it anew")
    return told.format(name=name)
