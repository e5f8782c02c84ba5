"""`sitegen translations`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from sitegen.catalogues import Catalogue
from sitegen.cli.options import CLEAN, PROBLEMS, settings_of, stop
from sitegen.cli.speaking import catalogue_for
from sitegen.cli.telling import tell
from sitegen.diagnostics import Collector
from sitegen.load import load
from sitegen.models.content import Content
from sitegen.settings import Outcome, Settings
from sitegen.stamping import StampRefusedError, report, stamp
from sitegen.translations import State, as_data, translations


def tell_translations(stamped: Path | None, **options: Any) -> None:
    """Tell how far each record and item is translated, and end the program."""
    words = catalogue_for(options["messages"])
    settings = settings_of(options, words)
    found = Collector()
    content = load(settings.content, found)
    if found.has_errors:
        tell(Outcome(found.in_order(), content.texts if content else {}), settings, options["style"], words)
    if content is None:
        sys.exit(PROBLEMS)
    if stamped is not None:
        _stamp(settings, stamped, content, words)
    told = translations(content)
    data = {"translations": as_data(told)}
    is_data = options["style"] == "json"
    click.echo(json.dumps(data, ensure_ascii=False, indent=2) if is_data else report(told, words))
    is_behind = settings.is_strict and any(one.state is not State.COMPLETE for one in told)
    sys.exit(PROBLEMS if found.has_errors or is_behind else CLEAN)


def _stamp(settings: Settings, file: Path, content: Content, words: Catalogue) -> NoReturn:
    try:
        done = stamp(settings.content, file, content, words)
    except StampRefusedError as refused:
        stop(str(refused))
    click.echo(done.told(words), err=True)
    sys.exit(CLEAN)
