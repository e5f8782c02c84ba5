"""`sitegen headers`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sitegen.cli.options import PROBLEMS, base_url_of, settings_of, stop
from sitegen.cli.speaking import catalogue_for
from sitegen.cli.telling import hand_over, tell
from sitegen.diagnostics import Collector
from sitegen.l10n.terms import segments_of
from sitegen.load import Folder, read_world
from sitegen.pipeline import words_of
from sitegen.serving import UnservableError, headers_text, web_of
from sitegen.settings import Outcome


def write_headers(server: str, output: Path | None, base_url: str, **options: Any) -> None:
    """Write what a web server has to be told."""
    told = catalogue_for(options["messages"])
    settings = settings_of({"day": None, "strict": False, **options}, told, base_url=base_url_of(base_url, told))
    found = Collector()
    world = read_world(Folder(settings.content, settings.content.name, found))
    if world.site is None or found.has_errors:
        tell(Outcome(found.in_order(), {}), settings, "full", told)
    if world.site is None:
        sys.exit(PROBLEMS)
    languages, words = world.languages, words_of(settings, world.languages)
    segments = [segments_of(language, words[language].catalogue) for language in languages]
    try:
        web = web_of(settings.base_url or world.site.base_url, languages, segments)
    except UnservableError as refused:
        text = told.gettext("no web server can be told the path {path} of the site’s address; use plain letters in it")
        stop(text.format(path=refused))
    hand_over(headers_text(web, server), output, told)
