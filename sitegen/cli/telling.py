"""How a run ends: its problems, its figures in one sentence, its exit code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from sitegen.catalogues import Catalogue
from sitegen.cli.ending import Finished
from sitegen.cli.options import CLEAN, PROBLEMS, stop
from sitegen.diagnostics import Severity
from sitegen.diagnostics.report import Format, exception, exception_data, render
from sitegen.failures import reason_of, unwritten
from sitegen.manifest import ADDRESSES
from sitegen.settings import Outcome, Settings, lines_of
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """How a run is told: form and language of messages, how long it took, whether it was to publish."""

    style: Format
    words: Catalogue
    seconds: float
    is_build: bool


def finish(outcome: Outcome, settings: Settings, told: Told) -> None:
    """Tell what a run found and did, and end the program."""
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
        click.echo(gap + _summary(outcome, counts, told) + _noted(outcome.noted, settings, words), err=True)
        if outcome.forgotten:
            click.echo(_forgotten(outcome.forgotten, settings, words), err=True)
    raise Finished(PROBLEMS if outcome.has_errors else CLEAN)


def write(path: Path, data: bytes, words: Catalogue) -> None:
    """Write a file that was asked for, or end the program with the reason why that cannot be done."""
    try:
        path.write_bytes(data)
    except OSError as error:
        stop(unwritten(path, error, words))


def hand_over(text: str, output: Path | None, words: Catalogue) -> None:
    """Write a text of settings into a file, else to standard output: in UTF-8, whatever the terminal takes."""
    if output is None:
        click.echo(text.encode(), nl=False)
    else:
        write(output, text.encode(), words)


def tell(outcome: Outcome, settings: Settings, style: Format, words: Catalogue) -> None:
    """Tell what a run found, without its figures; the program goes on."""
    click.echo(render(outcome.diagnostics, style, words, lines_of(outcome, settings)), err=True)


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
        figures |= {"addresses": outcome.noted}
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


def _noted(count: int, settings: Settings, words: Catalogue) -> str:
    if not count:
        return ""
    text = words.ngettext(
        "{count} new address in {file}: commit it", "{count} new addresses in {file}: commit it", count
    )
    return "; " + text.format(count=count, file=f"{settings.content.name}/{ADDRESSES}")


def _forgotten(number: int, settings: Settings, words: Catalogue) -> str:
    text = words.gettext("{path}: {reason}; the site is whole, and the next build will take longer")
    return text.format(path=settings.memory, reason=reason_of(number, None, words))


def _exceptions(outcome: Outcome, words: Catalogue) -> list[str]:
    count = len(outcome.excepted)
    return [words.ngettext("{count} exception", "{count} exceptions", count).format(count=count)] if count else []
