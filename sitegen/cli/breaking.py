"""How a command ends that broke off by a fault of the program."""

from __future__ import annotations

import re
import sys
from typing import NoReturn

import click

from sitegen.cli.options import catalogue_for
from sitegen.faults import fault_report

FAULT = 70  # EX_SOFTWARE of sysexits.h
_LANGUAGE = re.compile(r"--messages[= ](lv|en)\b")


def tell_fault(error: Exception, arguments: list[str]) -> NoReturn:
    """Tell of a fault in the language that the command line asks for, and end the program."""
    asked = _LANGUAGE.search(" ".join(arguments))
    click.echo(fault_report(error, catalogue_for(asked[1] if asked else None)), err=True)
    sys.exit(FAULT)
