"""`sitegen build`, `sitegen check`, `sitegen serve`."""

from __future__ import annotations

import gc
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.catalogues import Catalogue
from sitegen.cli.options import base_url_of, settings_of, stop, today
from sitegen.cli.speaking import catalogue_for
from sitegen.cli.telling import Told, finish
from sitegen.failures import FAILURES, failure, refusal, unpublished
from sitegen.manifest import ADDRESSES
from sitegen.memory.start import Start
from sitegen.outputs import OutputRefusedError, check_output
from sitegen.provenance import is_committed, read_provenance
from sitegen.resources import resource_folder
from sitegen.settings import Keeping, Outcome, SearchFailedError, Settings
from sitegen.store import FOLDER, forget


def build_site(output: Path, base_url: str, jobs: int, clean: bool, **options: Any) -> None:
    """Build the site; tell what was found and done, and end the program."""
    words = catalogue_for(options["messages"])
    settings = settings_of(options, words, output=output, base_url=base_url_of(base_url, words), jobs=jobs)
    _check_output(settings, words)
    _check_register(settings, words)
    settings = replace(
        settings,
        commits=read_provenance(settings.content),
        has_search=not options["no_search"],
        is_precompressed=options["precompress"],
        is_durable=True,
    )
    if settings.day == today(words) and not base_url:  # anything else is a trial
        settings = replace(settings, addresses=Keeping.NOTE)
    started = time.perf_counter()
    try:
        if clean and settings.memory:
            forget(settings.memory)
        outcome = _outcome(settings, is_published=True)
    except FAILURES as error:
        stop(unpublished(failure(error, output, words), words))
    except SearchFailedError as failed:
        stop(_without_index(str(failed), words))
    finish(outcome, settings, Told(options["style"], words, time.perf_counter() - started, is_build=True))


def _check_output(settings: Settings, words: Catalogue) -> None:
    """End the program when the output is a folder that it must not touch, before anything is written."""
    site = settings.content.parent
    sources = (settings.content, *(site / name for name in ("templates", "static", "locales", FOLDER, ".git")))
    home = Path(os.path.expanduser("~"))
    try:
        check_output(settings.output, (site, Path.cwd(), home, resource_folder("templates").parent), sources)
    except OutputRefusedError as refused:
        stop(refusal(refused, words))


def _check_register(settings: Settings, words: Catalogue) -> None:
    """End the program when somebody has deleted the register of addresses: nobody could tell what would be lost."""
    file = settings.content / ADDRESSES
    if settings.addresses is Keeping.IGNORE or os.path.lexists(file) or not is_committed(settings.content, ADDRESSES):
        return
    told = words.gettext(
        "{path} is missing, and git has it: bring it back with `git restore {path}`, as without it nobody can tell "
        "which addresses are to be kept; to begin it anew, commit that it is gone"
    )
    stop(told.format(path=f"{settings.content.name}/{ADDRESSES}"))


def check_outcome(settings: Settings) -> Outcome:
    """What a check finds."""
    return _outcome(settings, is_published=False)


def _outcome(settings: Settings, *, is_published: bool) -> Outcome:
    """What comes of a run. When nothing has changed since the last one, the rest of the program is not even loaded."""
    start = Start(settings, is_published=is_published, meanwhile=_load)
    try:
        unchanged = start.unchanged()
        if unchanged is not None:
            return unchanged
        from sitegen.pipeline import build, examined  # noqa: PLC0415 - the whole program: slow to load

        return build(settings, start=start) if is_published else examined(settings, start)
    finally:
        start.close()


def _load() -> None:
    gc.disable()  # what is loaded stays, and looking for what is lost takes a sixth of the time; a build goes on so
    import sitegen.pipeline  # noqa: F401, PLC0415 - the whole program, needed once something has changed


def _without_index(reason: str, words: Catalogue) -> str:
    told = words.gettext(
        "the search index could not be made, so nothing was published ({reason}); "
        "--no-search builds the site without search"
    )
    return told.format(reason=reason or words.gettext("pagefind is not installed"))


def check_site(**options: Any) -> None:
    """Tell every problem, and end the program."""
    words = catalogue_for(options["messages"])
    started = time.perf_counter()
    settings = settings_of(options, words, has_search=True, jobs=os.cpu_count() or 1)
    _check_register(settings, words)
    outcome = check_outcome(settings)
    finish(outcome, settings, Told(options["style"], words, time.perf_counter() - started, is_build=False))


def serve_site(port: int, **options: Any) -> None:
    """Show the site as it is being written, until the program is ended."""
    from sitegen.serve import run  # noqa: PLC0415 - livereload, tornado, watchfiles: slow to load, needed here alone

    words = catalogue_for(options["messages"])
    sys.exit(run(settings_of(options, words), port, words))
