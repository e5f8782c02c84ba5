"""`sitegen redirects`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sitegen.cli.options import PROBLEMS, base_url_of, settings_of
from sitegen.cli.speaking import catalogue_for
from sitegen.cli.telling import hand_over, tell
from sitegen.diagnostics import Collector
from sitegen.pipeline import examine
from sitegen.pipeline.whole import rules_of
from sitegen.redirects import Server, rules_text
from sitegen.settings import Outcome
from sitegen.urls import base_path


def write_rules(server: str, output: Path | None, base_url: str, **options: Any) -> None:
    """Write the rules of old addresses, or tell what is wrong with the content."""
    words = catalogue_for(options["messages"])
    settings = settings_of({**options, "strict": False}, words, base_url=base_url_of(base_url, words))
    found = Collector()
    content, checked = examine(settings, found)
    if checked is None:
        tell(Outcome(found.in_order(), content.texts if content else {}), settings, "full", words)
        sys.exit(PROBLEMS)
    text = rules_text(rules_of(checked, settings), Server(server), base_path(checked.site.content.site.base_url))
    hand_over(text, output, words)
