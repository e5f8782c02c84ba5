"""`sitegen import`."""

from __future__ import annotations

import errno
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from sitegen.catalogues import Catalogue
from sitegen.cli.options import CLEAN, PROBLEMS, settings_of, stop
from sitegen.cli.speaking import catalogue_for
from sitegen.cli.telling import write
from sitegen.diagnostics import Diagnostic, Severity
from sitegen.diagnostics.report import Format, render, shown
from sitegen.failures import unread, unwritten
from sitegen.importing import Imported, Sources, import_list
from sitegen.importing.listing import read_bytes
from sitegen.importing.placing import write_files
from sitegen.importing.scalars import bare_or_quoted
from sitegen.load.limits import size_in_words
from sitegen.manifest import LARGEST_FILE
from sitegen.settings import MOST_ALIKE, Settings
from sitegen.store import FOLDER


def import_projects(file: Path, mapping: Path, report: Path | None, is_dry: bool, **options: Any) -> None:
    """Make records from a list, tell what was not understood, and end the program."""
    words, style = catalogue_for(options["messages"]), options["style"]
    settings = settings_of(options, words)
    sources = Sources(file.as_posix(), _data_of(file, words), mapping)
    if not mapping.is_file():
        number = errno.EISDIR if mapping.is_dir() else errno.ENOENT
        stop(unread(mapping, OSError(number, ""), words))
    if report is not None and report.resolve() in {file.resolve(), mapping.resolve()}:
        stop(words.gettext("the report would be written over {path}; choose another file").format(path=report))
    imported = import_list(sources, settings, words)
    if report is not None:  # before the records: what was not understood is not told of them again
        write(report, (_text(imported, style, is_dry, sys.maxsize, words) + "\n").encode(), words)
    if not is_dry:
        _write(imported, settings, words)
    click.echo(_text(imported, style, is_dry, MOST_ALIKE, words), err=True)
    has_errors = any(one.severity is Severity.ERROR for one in imported.diagnostics)
    sys.exit(PROBLEMS if has_errors else CLEAN)


def _data_of(file: Path, words: Catalogue) -> bytes:
    try:
        return read_bytes(file)
    except OSError as error:
        if error.errno == errno.EFBIG:
            told = words.gettext("{path} is {size}; the most is {maximum}")
            sizes = {"size": size_in_words(int(error.strerror or 0)), "maximum": size_in_words(LARGEST_FILE)}
            stop(told.format(path=file, **sizes))
        stop(unread(file, error, words))


def _write(imported: Imported, settings: Settings, words: Catalogue) -> None:
    if not imported.files:
        return
    folder = settings.content / "projects"
    try:
        write_files(folder, imported.files, settings.memory or settings.content.parent / FOLDER)
    except OSError as error:
        path = Path(str(error.filename2 or error.filename or folder))
        if isinstance(error, FileExistsError):
            stop(words.gettext("{path} is there already; nothing was written").format(path=path))
        stop(words.gettext("no record was written: {reason}").format(reason=unwritten(path, error, words)))


def _of_each(diagnostics: tuple[Diagnostic, ...], most: int) -> tuple[Diagnostic, ...]:
    """The first of each code: who has mended these sees the others, and a report has all of them."""
    alike: Counter[str] = Counter()
    chosen = []
    for one in diagnostics:
        alike[one.code] += 1
        if alike[one.code] <= most:
            chosen.append(one)
    return tuple(chosen)


def _text(imported: Imported, style: Format, is_dry: bool, most: int, words: Catalogue) -> str:
    """What is told; of problems with one code, and of values of one field, the first `most`."""
    diagnostics = _of_each(imported.diagnostics, most)
    lines = {path: text.split("\n") for path, text in imported.texts.items()}

    def line_of(path: str, number: int) -> str:
        return lines[path][number - 1] if path in lines and number <= len(lines[path]) else ""

    if style == "json":
        return render(diagnostics, style, words, line_of, **_data(imported, is_dry))
    told = [render(diagnostics, style, words, line_of)] if diagnostics else []
    if imported.values and style != "github":
        told.append(_snippet(imported, most, words))
    hidden = len(imported.diagnostics) - len(diagnostics)
    if hidden:
        text = words.ngettext(
            "and {count} more problem; --report FILE has all",
            "and {count} more problems; --report FILE has all",
            hidden,
        )
        told.append(text.format(count=hidden))
    told += [_summary(imported, is_dry, words)]
    return ("\n\n" if style == "full" else "\n").join(told)


def _snippet(imported: Imported, most: int, words: Catalogue) -> str:
    """The values that nothing covers, as a part of the mapping to fill in; of each field `most` of them."""
    lines = ["# " + words.gettext("To be filled in, and put into the mapping:"), "values:"]
    for field, texts in imported.values.items():
        choices = imported.choices.get(field, "")
        lines.append(f"  {field}:" + (f"  # {choices}" if choices else ""))
        lines += [f"    {bare_or_quoted(text, is_typed=False)}:" for text in texts[:most]]
        if len(texts) > most:
            hidden = len(texts) - most
            more = words.ngettext(
                "and {count} more; --report FILE has all", "and {count} more; --report FILE has all", hidden
            )
            lines.append("    # " + more.format(count=hidden))
    return shown("\n".join(lines))


def _data(imported: Imported, is_dry: bool) -> dict[str, object]:
    return {
        "rows": imported.rows,
        "records": len(imported.files),
        "left_out": imported.left_out,
        "not_understood": imported.unread,
        "values": {field: list(texts) for field, texts in imported.values.items()},
        "written": [] if is_dry else [f"projects/{name}" for name in imported.files],
    }


def _summary(imported: Imported, is_dry: bool, words: Catalogue) -> str:
    if not imported.form or not imported.rows:
        return words.gettext("nothing was imported")
    count = len(imported.files)
    if is_dry:
        made = words.ngettext("{count} record would be written", "{count} records would be written", count)
    else:
        made = words.ngettext("{count} record written", "{count} records written", count)
    rows, out, cells = imported.rows, imported.left_out, imported.unread
    told = (
        words.ngettext("{count} row read", "{count} rows read", rows).format(count=rows),
        made.format(count=count),
        words.ngettext("{count} row left out", "{count} rows left out", out).format(count=out),
        words.ngettext("{count} cell not understood", "{count} cells not understood", cells).format(count=cells),
    )
    form = words.gettext("({encoding}, separated by {separator})")
    return ", ".join(told) + " " + form.format(encoding=imported.form[0], separator=imported.form[1])
