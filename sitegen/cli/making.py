"""`sitegen new`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from sitegen.catalogues import Catalogue
from sitegen.cli.options import settings_of, stop
from sitegen.cli.speaking import catalogue_for
from sitegen.scaffold import RefusedError, new_news, new_project


def make_project(slug: str, **options: Any) -> None:
    """Make a project's record."""
    words = catalogue_for(options["messages"])
    content = settings_of(options, words).content
    _make_files(lambda: new_project(content, slug, words), words)


def make_news(title: str, project: str, **options: Any) -> None:
    """Make the files of a news item."""
    words = catalogue_for(options["messages"])
    settings = settings_of(options, words)
    _make_files(lambda: new_news(settings.content, title, project, settings.day, words), words)


def _make_files(make: Callable[[], tuple[Path, ...]], words: Catalogue) -> None:
    try:
        paths = make()
    except RefusedError as refused:
        stop(str(refused))
    for path in paths:
        click.echo(words.gettext("created {path}").format(path=path), err=True)
