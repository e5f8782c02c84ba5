"""The command line. Nothing below it asks the clock or the environment."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from sitegen import __version__
from sitegen.catalogues import Catalogue
from sitegen.cli.auditing import audit_command
from sitegen.cli.duties import duties_command
from sitegen.cli.options import base_url_of, catalogue_for, common, settings_of, stop
from sitegen.cli.telling import Told, finish
from sitegen.cli.translating import translations_command
from sitegen.pipeline import build, examined
from sitegen.provenance import read_provenance
from sitegen.publish import OutputRefusedError, check_output
from sitegen.scaffold import RefusedError, new_news, new_project
from sitegen.search import SearchFailedError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
def cli() -> None:
    """Public transparency pages of EU co-funded projects, from YAML and Markdown."""


@cli.command("build")
@common
@click.option("--output", type=click.Path(path_type=Path), default=Path("public"), show_default=True)
@click.option("--base-url", default="", help="Address of the site, in place of the one in site.yaml.")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Processes; default: all cores.")
@click.option("--clean", is_flag=True, help="Build everything anew.")
@click.option("--no-search", is_flag=True, help="Leave out the search.")
def build_command(output: Path, base_url: str, jobs: int, clean: bool, no_search: bool, **options: Any) -> None:
    """Build the site; nothing is published when there is an error."""
    del clean  # every build is a whole one so far: there is nothing remembered to throw away
    words = catalogue_for(options["messages"])
    settings = settings_of(options, words, output=output, base_url=base_url_of(base_url, words), jobs=jobs)
    settings = replace(settings, commits=read_provenance(settings.content), has_search=not no_search)
    try:
        check_output(output)
    except OutputRefusedError as refused:
        stop(words.gettext("{path} is not a folder that this program made; choose another one").format(path=refused))
    started = time.perf_counter()
    try:
        outcome = build(settings)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        stop(words.gettext("{path} cannot be written: {reason}").format(path=error.filename or output, reason=reason))
    except SearchFailedError as failed:
        stop(_without_index(str(failed), words))
    finish(outcome, settings, Told(options["style"], words, time.perf_counter() - started, is_build=True))


def _without_index(reason: str, words: Catalogue) -> str:
    told = words.gettext(
        "the search index could not be made, so nothing was published ({reason}); "
        "--no-search builds the site without search"
    )
    return told.format(reason=reason or words.gettext("pagefind is not installed"))


@cli.command("check")
@common
def check_command(**options: Any) -> None:
    """Tell every problem; write nothing."""
    words = catalogue_for(options["messages"])
    started = time.perf_counter()
    settings = settings_of(options, words, has_search=True)
    outcome = examined(settings)
    finish(outcome, settings, Told(options["style"], words, time.perf_counter() - started, is_build=False))


cli.add_command(translations_command)
cli.add_command(audit_command)
cli.add_command(duties_command)


@cli.command("serve")
@common
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve_command(port: int, **options: Any) -> None:
    """Preview the site with live reload; problems are shown in the page."""
    from sitegen.serve import run  # noqa: PLC0415 - livereload, tornado, watchfiles: slow to load, needed here alone

    words = catalogue_for(options["messages"])
    sys.exit(run(settings_of(options, words), port, words))


@cli.group("new")
def new_group() -> None:
    """Make files to fill in; `check` tells what is still empty."""


@new_group.command("project")
@common
@click.argument("slug")
def new_project_command(slug: str, **options: Any) -> None:
    """A project's record: content/projects/SLUG.yaml."""
    words = catalogue_for(options["messages"])
    content = settings_of(options, words).content
    _make_files(lambda: new_project(content, slug, words), words)


@new_group.command("news")
@common
@click.argument("title")
@click.option("--project", required=True, help="The project that the item is about, by its file's name.")
def new_news_command(title: str, project: str, **options: Any) -> None:
    """A news item of the day --date, one file per language of the site."""
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


def main(arguments: list[str] | None = None) -> None:
    """Run the program. Exit codes: 0 clean, 1 problems in the content, 2 wrong usage."""
    cli.main(args=arguments, prog_name="sitegen")
