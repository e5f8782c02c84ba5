"""`sitegen verify`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from sitegen.catalogues import Catalogue
from sitegen.cli.options import CLEAN, PROBLEMS, stop
from sitegen.cli.speaking import catalogue_for
from sitegen.diagnostics.report import Format, render
from sitegen.fetching import is_askable
from sitegen.verify import Manifest, NoManifestError, Verdict, read_manifest, verify_folder, verify_site


def verify_target(target: str, manifest: Path | None, jobs: int, timeout: float, **options: Any) -> None:
    """Tell whether what is served is what was built, and end the program."""
    words = catalogue_for(options["messages"])
    trusted = _trusted(manifest, words) if manifest else None
    if is_askable(target):
        verdict = verify_site(target, trusted, jobs, timeout)
    elif Path(target).is_dir():
        verdict = verify_folder(Path(target), trusted, jobs)
    else:
        stop(words.gettext("{target} is neither a web address nor a folder").format(target=target))
    _tell(verdict, options["style"], words, is_trusted=trusted is not None)
    sys.exit(PROBLEMS if verdict.problems else CLEAN)


def _trusted(file: Path, words: Catalogue) -> Manifest:
    try:
        return read_manifest(file.read_bytes())
    except (OSError, NoManifestError):
        stop(words.gettext("{path} is no manifest of a site").format(path=file))


def _tell(verdict: Verdict, style: Format, words: Catalogue, *, is_trusted: bool) -> None:
    known = verdict.manifest
    files = len(known.files) if known else 0
    figures = {"files": files, "right": verdict.right, "unasked": verdict.unasked, "trusted": is_trusted}
    build = {"date": known.date, "commit": known.commit} if known else {}
    text = render(verdict.problems, style, words, lambda _, __: "", summary={**figures, **build})
    if style != "json":
        text = "\n\n".join(part for part in (_summary(verdict, files, words, is_trusted=is_trusted), text) if part)
    click.echo(text, err=True)


def _summary(verdict: Verdict, files: int, words: Catalogue, *, is_trusted: bool) -> str:
    """The verdict in a sentence."""
    if verdict.manifest is None:
        return words.gettext("there is no manifest to hold anything against")
    known = verdict.manifest
    build = ", ".join(part for part in (known.date, known.commit[:10]) if part) or words.gettext("not stated")
    told = words.ngettext(
        "{right} of {count} file is what was built ({build})",
        "{right} of {count} files are what was built ({build})",
        files,
    ).format(right=verdict.right, count=files, build=build)
    extra = sum(1 for one in verdict.problems if one.code == "served-extra")
    if extra:
        told += "; " + words.ngettext("{count} more lies there", "{count} more lie there", extra).format(count=extra)
    if verdict.unasked:
        told += "; " + words.gettext("{count} were not asked for any more").format(count=verdict.unasked)
    if not is_trusted:
        told += "; " + words.gettext("held against its own manifest, which proves no more than that they agree")
    return told
