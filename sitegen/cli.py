"""The command line. Nothing below it asks the clock or the environment."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn, get_args

import click

from sitegen import __version__
from sitegen.catalogues import Catalogue, read_catalogue
from sitegen.diagnostics import Collector, Severity
from sitegen.diagnostics.report import Format, exception, exception_data, render
from sitegen.load import load
from sitegen.models.content import Content
from sitegen.pipeline import Outcome, Settings, build, examined, lines_of
from sitegen.publish import OutputRefusedError, check_output
from sitegen.resources import resource_folder
from sitegen.scaffold import RefusedError, new_news, new_project
from sitegen.stamping import StampRefusedError, report, stamp
from sitegen.translations import State, as_data, translations

CLEAN, PROBLEMS, USAGE = 0, 1, 2
FORMATS = get_args(Format)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command takes."""
    for option in reversed(
        (
            click.option("--messages", type=click.Choice(["lv", "en"]), help="Language of messages."),
            click.option("--format", "style", type=click.Choice(FORMATS), default="full", show_default=True),
            click.option("--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True),
            click.option("--date", "day", metavar="YYYY-MM-DD", help="Day of the build; default: today."),
            click.option("--strict", is_flag=True, help="Warnings are errors."),
        )
    ):
        command = option(command)
    return command


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
def build_command(output: Path, base_url: str, jobs: int, clean: bool, **options: Any) -> None:
    """Build the site; nothing is published when there is an error."""
    del clean  # every build is a whole one so far: there is nothing remembered to throw away
    words = catalogue_for(options["messages"])
    settings = settings_of(options, words, output=output, base_url=_base_url(base_url, words), jobs=jobs)
    try:
        check_output(output)
    except OutputRefusedError as refused:
        _stop(words.gettext("{path} is not a folder that this program made; choose another one").format(path=refused))
    started = time.perf_counter()
    try:
        outcome = build(settings)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        _stop(words.gettext("{path} cannot be written: {reason}").format(path=error.filename or output, reason=reason))
    _finish(outcome, settings, Told(options["style"], words, time.perf_counter() - started, is_build=True))


@cli.command("check")
@common
def check_command(**options: Any) -> None:
    """Tell every problem; write nothing."""
    words = catalogue_for(options["messages"])
    started = time.perf_counter()
    settings = settings_of(options, words)
    outcome = examined(settings)
    _finish(outcome, settings, Told(options["style"], words, time.perf_counter() - started, is_build=False))


@cli.command("translations")
@common
@click.option(
    "--stamp", "stamped", metavar="FILE", type=click.Path(path_type=Path), help="FILE is up to date: note it."
)
def translations_command(stamped: Path | None, **options: Any) -> None:
    """Tell how far each record and item is translated; errors only under --strict."""
    words = catalogue_for(options["messages"])
    settings = settings_of(options, words)
    found = Collector()
    content = load(settings.content, found)
    if found.has_errors:
        _tell(Outcome(found.in_order(), content.texts if content else {}), settings, options["style"], words)
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
        _stop(str(refused))
    click.echo(done.told(words), err=True)
    sys.exit(CLEAN)


def _tell(outcome: Outcome, settings: Settings, style: Format, words: Catalogue) -> None:
    click.echo(render(outcome.diagnostics, style, words, lines_of(outcome, settings)), err=True)


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
        _stop(str(refused))
    for path in paths:
        click.echo(words.gettext("created {path}").format(path=path), err=True)


def settings_of(options: Mapping[str, Any], words: Catalogue, **more: Any) -> Settings:
    """The settings that the options stand for."""
    content: Path = options["content"]
    if not content.is_dir():
        _stop(words.gettext("there is no folder {path}").format(path=content))
    given = {"output": Path("public"), **more}
    return Settings(content=content.resolve(), day=_day(options["day"], words), is_strict=options["strict"], **given)


def _day(text: str | None, words: Catalogue) -> date:
    if text is None:
        return _today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        _stop(words.gettext("{value} is not a day; write YYYY-MM-DD").format(value=text))


def _today() -> date:
    """Today, or the day of SOURCE_DATE_EPOCH for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (
        datetime.fromtimestamp(int(epoch), UTC).date()
        if epoch and epoch.isdigit()
        else datetime.now().astimezone().date()
    )


def _base_url(text: str, words: Catalogue) -> str:
    if text and not text.startswith(("http://", "https://")):
        _stop(words.gettext("{value} is not a web address; start it with https://").format(value=text))
    return text.rstrip("/") + "/" if text else ""


def catalogue_for(language: str | None) -> Catalogue:
    """The messages of the language asked for, else of `LANG`, else English."""
    spoken = language or ("lv" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("lv") else "en")
    return read_catalogue(spoken, resource_folder("locales") / spoken / "LC_MESSAGES" / "diagnostics.po")


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(USAGE)


@dataclass(frozen=True, slots=True)
class Told:
    """How a run is told: form and language of messages, how long it took, whether it was to publish."""

    style: Format
    words: Catalogue
    seconds: float
    is_build: bool


def _finish(outcome: Outcome, settings: Settings, told: Told) -> None:
    style, words, seconds = told.style, told.words, told.seconds
    counts = {
        severity.value: sum(1 for found in outcome.diagnostics if found.severity is severity) for severity in Severity
    }
    listed = () if told.is_build else outcome.excepted
    more: dict[str, object] = {} if told.is_build else {"exceptions": [exception_data(one, words) for one in listed]}
    figures = _figures(outcome, counts, seconds)
    text = render(outcome.diagnostics, style, words, lines_of(outcome, settings), **more, summary=figures)
    if style != "json":
        gap = "\n\n" if style == "full" else "\n"
        text = gap.join(part for part in (text, *(exception(one, style, words) for one in listed)) if part)
    if text:
        click.echo(text, err=True)
    if style != "json":
        gap = "\n" if text and style == "full" else ""
        click.echo(gap + _summary(outcome, counts, told), err=True)
    sys.exit(PROBLEMS if outcome.has_errors else CLEAN)


def _figures(outcome: Outcome, counts: Mapping[str, int], seconds: float) -> dict[str, object]:
    counted = {**counts, "exceptions": len(outcome.excepted)}
    figures: dict[str, object] = {
        **counted,
        "pages": outcome.pages,
        "bytes": outcome.size,
        "seconds": round(seconds, 2),
    }
    if outcome.changes:
        changes = outcome.changes
        figures |= {"written": changes.written, "unchanged": changes.unchanged, "removed": changes.removed}
    return figures


def _summary(outcome: Outcome, counts: Mapping[str, int], told: Told) -> str:
    words, seconds = told.words, told.seconds
    problems = ", ".join(
        (
            words.ngettext("{count} error", "{count} errors", counts["error"]).format(count=counts["error"]),
            words.ngettext("{count} warning", "{count} warnings", counts["warning"]).format(count=counts["warning"]),
            *_exceptions(outcome, words),
        )
    )
    if outcome.has_errors and not told.is_build:
        return words.gettext("{problems} in {seconds} s").format(problems=problems, seconds=f"{seconds:.2f}")
    if outcome.has_errors:
        return words.gettext("{problems}; nothing was published").format(problems=problems)
    if outcome.changes is None:
        return words.gettext("{problems}; {pages} pages checked in {seconds} s").format(
            problems=problems, pages=outcome.pages, seconds=f"{seconds:.2f}"
        )
    changes = outcome.changes
    text = words.gettext(
        "{problems}; {pages} pages, {size} bytes in {seconds} s: "
        "{written} files written, {unchanged} unchanged, {removed} removed"
    )
    return text.format(
        problems=problems,
        pages=outcome.pages,
        size=outcome.size,
        seconds=f"{seconds:.2f}",
        written=changes.written,
        unchanged=changes.unchanged,
        removed=changes.removed,
    )


def _exceptions(outcome: Outcome, words: Catalogue) -> list[str]:
    count = len(outcome.excepted)
    return [words.ngettext("{count} exception", "{count} exceptions", count).format(count=count)] if count else []


def main(arguments: list[str] | None = None) -> None:
    """Run the program. Exit codes: 0 clean, 1 problems in the content, 2 wrong usage."""
    cli.main(args=arguments, prog_name="sitegen")
