"""`sitegen audit`."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from sitegen import __version__
from sitegen.attribution.appearance import SCREENS
from sitegen.audit.aspects import aspects_of
from sitegen.audit.built import BuiltSite, NotASiteError, read_site
from sitegen.audit.reporting import Circumstances, as_data, as_view
from sitegen.audit.whole import Audited, LookAt, Measure, audit_site
from sitegen.catalogues import Catalogue
from sitegen.cli.options import CLEAN, PROBLEMS, USAGE, stop, today
from sitegen.cli.speaking import catalogue_for
from sitegen.cli.telling import write
from sitegen.diagnostics import Collector, Severity
from sitegen.diagnostics.report import Format, LineOf, render
from sitegen.failures import unread, unwritten
from sitegen.languages import Language
from sitegen.load.files import Folder
from sitegen.load.registry import load_site
from sitegen.pipeline import words_of
from sitegen.provenance import state_of
from sitegen.render import audit_sheet
from sitegen.resources import resource_folder
from sitegen.settings import Settings

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_DATA = "audit.json"


def hold_site(public: Path, report: Path, is_static: bool, chromium: str | None, **options: Any) -> None:
    """Hold the built site against the rules of visibility, write the report, and end the program."""
    words = catalogue_for(options["messages"])
    measure, address = _measure(options["content"])
    site = _site(public, address, words)
    _check_report(report, public, words)
    started, clock = datetime.now().astimezone(), time.perf_counter()
    browser = (None, "") if is_static else _browser(chromium, words)
    audited, lack = _audit(site, measure, report, browser, words)
    seconds = time.perf_counter() - clock
    circumstances = Circumstances(started, seconds, __version__, state_of(public.resolve().parent))
    _write_report(report, audited, circumstances, words)
    if options["record"] and not lack:  # what no browser has seen does not take the place of what one has
        _record(options["content"], audited, words)
    _tell(audited, circumstances, report, options["style"], words)
    if lack:
        click.echo(lack, err=True)
    is_wrong = audited.has_errors or (options["strict"] and bool(audited.groups))
    sys.exit(PROBLEMS if is_wrong else USAGE if lack else CLEAN)


def _site(public: Path, address: str, words: Catalogue) -> BuiltSite:
    if not public.is_dir():
        stop(words.gettext("there is no folder {path}; build the site first").format(path=public))
    try:
        return read_site(public.resolve(), address)
    except OSError as error:
        stop(unread(public, error, words))
    except NotASiteError:
        stop(words.gettext("there is no page in {path}; build the site first").format(path=public))


def _check_report(report: Path, public: Path, words: Catalogue) -> None:
    """The report goes into a folder of its own; an older report there is replaced, anything else is left alone."""
    if report.resolve().is_relative_to(public.resolve()):
        stop(words.gettext("the report cannot lie in {path}, which is only looked at").format(path=public))
    if report.is_dir() and any(report.iterdir()):
        if not (report / _DATA).is_file():
            stop(words.gettext("{path} is not a report's folder; choose another one").format(path=report))
        for name in ("screenshots", "looks"):
            shutil.rmtree(report / name, ignore_errors=True)
    try:
        report.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(unwritten(report, error, words))


def _measure(content: Path) -> tuple[Measure, str]:
    """The site's own settings and its address; where there is no `site.yaml` beside, those of practice."""
    if not (content / "site.yaml").is_file():
        return Measure(), ""
    site, _, _ = load_site(Folder(content.resolve(), content.name, Collector()))
    return (Measure(site.visibility, site.checks), site.base_url) if site is not None else (Measure(), "")


def _browser(program: str | None, words: Catalogue) -> tuple[LookAt | None, str]:
    """What visits the pages, or why there is no browser."""
    try:
        from sitegen.audit.browser import look_at  # noqa: PLC0415 - Playwright: an extra, slow to load
    except ModuleNotFoundError:
        told = words.gettext(
            "no browser has looked at the pages: Playwright is not installed. Run `make audit`, which installs it; "
            "with --static only the files are read"
        )
        return None, told
    found = program or os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    return (lambda tour, album: look_at(tour, album, found)), ""


def _audit(
    site: BuiltSite, measure: Measure, report: Path, browser: tuple[LookAt | None, str], words: Catalogue
) -> tuple[Audited, str]:
    look_at, lack = browser
    if look_at is None:
        return audit_site(site, measure, report, None), lack
    from sitegen.audit.browser import NoBrowserError  # noqa: PLC0415 - as above

    try:
        return audit_site(site, measure, report, look_at), ""
    except NoBrowserError as error:
        told = words.gettext("no browser has looked at the pages: Chromium does not start ({reason})")
        hint = words.gettext("install it, or name it with --chromium; with --static only the files are read")
        return audit_site(site, measure, report, None), f"{told.format(reason=error)}; {hint}"


def _write_report(report: Path, audited: Audited, circumstances: Circumstances, words: Catalogue) -> None:
    language = Language(words.language)
    settings = Settings(content=Path("content").resolve(), output=report, day=today(words))
    spoken = words_of(settings, (language,))[language]
    view = as_view(audited, circumstances, words, spoken)
    html = audit_sheet(view, [resource_folder("templates")], spoken)
    data = json.dumps(as_data(audited, circumstances, words), ensure_ascii=False, indent=1) + "\n"
    write(report / "index.html", html.encode(), words)
    write(report / _DATA, data.encode(), words)


def _record(content: Path, audited: Audited, words: Catalogue) -> None:
    """Write what the accessibility statement tells of the audit."""
    aspects = aspects_of(audited.groups, bool(audited.browser))
    lines = [
        "# Written by `sitegen audit --record`; the accessibility statement tells it. Do not edit.",
        f"audited: {today(words).isoformat()}",
        f"program: {__version__}",
        f"digest: {audited.site.digest}",
        f"pages: {len(audited.site.pages)}",
        f"browser: {str(bool(audited.browser)).lower()}",
        "aspects: {" + ", ".join(f"{aspect.value}: {pages}" for aspect, pages in aspects.items()) + "}",
    ]
    path = content / "audit.yaml"
    write(path, ("\n".join(lines) + "\n").encode(), words)
    click.echo(words.gettext("created {path}").format(path=path), err=True)


def _tell(audited: Audited, circumstances: Circumstances, report: Path, style: Format, words: Catalogue) -> None:
    if style == "json":
        click.echo(json.dumps(as_data(audited, circumstances, words), ensure_ascii=False, indent=2), err=True)
        return
    text = _findings(audited, style, words)
    if text:
        click.echo(text, err=True)
    gap = "\n" if text and style == "full" else ""
    click.echo(gap + _summary(audited, circumstances, report, words), err=True)


def _findings(audited: Audited, style: Format, words: Catalogue) -> str:
    """What was found, at its first place in the folder of the site, with the screens on which it was seen."""
    name, line_in, told = audited.site.folder.name, _line_in(audited), []
    for group in audited.groups:
        span = replace(group.places[0], path=f"{name}/{group.places[0].path}")
        text = render([replace(group.diagnostic, span=span)], style, words, line_in)
        screens = ", ".join(group.screens)
        seen = f"{words.gettext('seen on')} {screens}" if screens else ""
        told.append(text + {"full": f"\n  = {seen}", "concise": f" ({seen})"}.get(style, "") if seen else text)
    return ("\n\n" if style == "full" else "\n").join(told)


def _line_in(audited: Audited) -> LineOf:
    def line_of(path: str, number: int) -> str:
        lines = audited.site.text(path.partition("/")[2]).split("\n")
        return lines[number - 1] if number <= len(lines) else ""

    return line_of


def _summary(audited: Audited, circumstances: Circumstances, report: Path, words: Catalogue) -> str:
    counts = {one: sum(1 for group in audited.groups if group.severity is one) for one in Severity}
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    pages = len(audited.site.pages)
    where = words.gettext("{browser}, {screens} screens").format(browser=audited.browser, screens=len(SCREENS))
    told = words.gettext("{errors}, {warnings}; {pages} in {seconds} s ({how}); report: {path}")
    return told.format(
        errors=words.ngettext("{count} error", "{count} errors", errors).format(count=errors),
        warnings=words.ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings),
        pages=words.ngettext("{count} page", "{count} pages", pages).format(count=pages),
        seconds=f"{circumstances.seconds:.1f}",
        how=where if audited.browser else words.gettext("files only"),
        path=report / "index.html",
    )
