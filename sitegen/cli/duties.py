"""`sitegen duties`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill
from typing import Any

import click

from sitegen.attribution.duties import Duty, State, as_data, duties
from sitegen.catalogues import Catalogue
from sitegen.cli.options import CLEAN, PROBLEMS, settings_of, stop
from sitegen.cli.speaking import catalogue_for
from sitegen.cli.telling import tell, write
from sitegen.diagnostics import Collector, Diagnostic
from sitegen.exports.duty_calendar import duty_calendar, hint_line
from sitegen.facts import Words
from sitegen.l10n.terms import segments_of
from sitegen.languages import Language
from sitegen.load import load
from sitegen.models.content import Content
from sitegen.pipeline import words_of
from sitegen.render import duty_sheet
from sitegen.rules.context import is_published_project
from sitegen.scaffold import no_such_project
from sitegen.settings import Outcome, Settings
from sitegen.urls import absolute
from sitegen.views.build_duties import Address, duties_view
from sitegen.views.duties import DutiesPage, DutyList, DutyRow
from sitegen.views.duty_words import counts_of

WIDTH = 110


def tell_duties(project: str | None, calendar: Path | None, page: Path | None, **options: Any) -> None:
    """Tell what is due beside each page, and end the program."""
    told = catalogue_for(options["messages"])
    settings = settings_of(options, told)
    found = Collector()
    content = load(settings.content, found)
    if found.has_errors:
        tell(Outcome(found.in_order(), content.texts if content else {}), settings, options["style"], told)
    if content is None:
        sys.exit(PROBLEMS)
    chosen = _chosen(content, settings, project, told)
    language = Language(told.language)
    words = words_of(settings, (language, *content.languages))
    view = duties_view(content, chosen, settings.day, words[language], _address(content, settings, words, language))
    if calendar is not None:
        _write(calendar, duty_calendar(view, words[language], content.site.base_url), told)
    if page is not None:
        _write(page, _sheet(view, settings, words[language], told), told)
    data = {"duties": as_data(chosen)}
    is_data = options["style"] == "json"
    click.echo(json.dumps(data, ensure_ascii=False, indent=2) if is_data else _report(view, words[language]))
    is_late = settings.is_strict and any(duty.state is State.OVERDUE for duty in chosen)
    sys.exit(PROBLEMS if found.has_errors or is_late else CLEAN)


def _chosen(content: Content, settings: Settings, project: str | None, told: Catalogue) -> tuple[Duty, ...]:
    """The duties asked for: all of them, or one project's."""
    slugs = [record.slug for record in content.projects]
    every = duties(content, settings.day)
    if project is None:
        return every
    if project not in slugs:
        stop(no_such_project(project, slugs, told))
    return tuple(duty for duty in every if duty.project == project)


def _address(content: Content, settings: Settings, words: dict[Language, Words], language: Language) -> Address:
    """Where a project's page is published: in the language of messages, or in the site's first one."""
    spoken = language if language in content.languages else content.primary
    segments = segments_of(spoken, words[spoken].catalogue)

    def address(slug: str) -> str:
        record = content.index.projects.get(slug)
        if record is None:
            return absolute(content.site.base_url, segments.home)
        if not is_published_project(record, settings.day):
            return ""
        return absolute(content.site.base_url, segments.project(record.original.slug.get(spoken, slug)))

    return address


def _sheet(view: DutiesPage, settings: Settings, words: Words, told: Catalogue) -> bytes:
    html = duty_sheet(view, settings.folders("templates"), words)
    if isinstance(html, Diagnostic):
        tell(Outcome((html,), {}), settings, "full", told)
        sys.exit(PROBLEMS)
    return html.encode()


def _write(path: Path, data: bytes, told: Catalogue) -> None:
    write(path, data, told)
    click.echo(told.gettext("created {path}").format(path=path), err=True)


def _report(view: DutiesPage, words: Words) -> str:
    """The duties of each project under its name, then how many are overdue and due soon."""
    rows = [row for listed in view.lists for row in listed.rows]
    widths = [max(map(len, column)) for column in zip(*(_cells(row, words) for row in rows), strict=True)]
    parts = ["\n".join(_of_list(listed, words, widths)) for listed in view.lists]
    return "\n\n".join([*parts, counts_of(view.overdue, view.soon, words)])


def _of_list(listed: DutyList, words: Words, widths: list[int]) -> Iterator[str]:
    name = f" ({', '.join(part for part in (listed.slug, listed.number) if part)})" if listed.slug else ""
    yield f"{listed.title.text}{name}"
    indent = " " * (2 + sum(widths) + 2 * len(widths))
    for row in listed.rows:
        about = f": {row.subject.text}" if row.subject else ""
        rules = f" [{', '.join(row.rules)}]" if row.rules else ""
        cells = "  ".join(map(str.ljust, _cells(row, words), widths))
        yield f"  {cells}  {row.title}{about}{rules}"
        lines = (f"{row.standing}: {row.note}", *((hint_line(row.hint),) if row.hint else ()))
        yield from (fill(line, WIDTH, initial_indent=indent, subsequent_indent=indent) for line in lines)


def _cells(row: DutyRow, words: Words) -> tuple[str, str]:
    """The state, and the day that counts: of what is done, when it was; else the last day, where one is named."""
    day = row.done or row.due
    return row.state_name, words.formats.day(day) if day else "–"
