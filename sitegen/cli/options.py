"""What every command shares: its settings, the clock, the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from sitegen.catalogues import Catalogue
from sitegen.settings import Keeping, Settings
from sitegen.store import FOLDER
from sitegen.urls import is_base_url

CLEAN, PROBLEMS, USAGE = 0, 1, 2
# The last second of the year 9999 has twelve.
_DIGITS = 12


def settings_of(options: Mapping[str, Any], words: Catalogue, **more: Any) -> Settings:
    """The settings that the options stand for."""
    content: Path = options["content"]
    if not content.is_dir():
        stop(words.gettext("there is no folder {path}").format(path=content))
    folder = content.resolve()
    day = _day(options["day"], words)
    addresses = Keeping.IGNORE if day < today(words) else Keeping.HOLD
    given = {"output": Path("public"), "memory": folder.parent / FOLDER, "addresses": addresses, **more}
    return Settings(content=folder, day=day, is_strict=options["strict"], **given)


def _day(text: str | None, words: Catalogue) -> date:
    if text is None:
        return today(words)
    try:
        return date.fromisoformat(text)
    except ValueError:
        stop(words.gettext("{value} is not a day; write YYYY-MM-DD").format(value=text))


def today(words: Catalogue) -> date:
    """Today, or the day of SOURCE_DATE_EPOCH in UTC, for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(_seconds(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        told = words.gettext("SOURCE_DATE_EPOCH is {value}, which is no number of seconds since 1970")
        stop(told.format(value=epoch))


def _seconds(text: str) -> int:
    """A whole number in digits: `int` takes underscores, signs and spaces too. Raises `ValueError`."""
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise ValueError(text)
    return int(text)


def base_url_of(text: str, words: Catalogue) -> str:
    """The address given in place of the one in `site.yaml`, with a slash at its end; empty when none is."""
    if text and not is_base_url(text):
        told = words.gettext("{value} is not the address of a site; write it like https://example.lv/ or with a path")
        stop(told.format(value=text))
    return text.rstrip("/") + "/" if text else ""


def stop(message: str) -> NoReturn:
    """End the program as wrongly used, or as what cannot be carried out."""
    click.echo(message, err=True)
    sys.exit(USAGE)
