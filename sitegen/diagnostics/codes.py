"""The table of everything that can be wrong: sentence, hints, explanation. `docs/diagnostics.md` is made from it.

Sentences and hints are message ids of the `diagnostics` catalogue: English here, every language there.
"""

from __future__ import annotations

from sitegen.diagnostics.code import Code, Severity
from sitegen.diagnostics.codes_accessibility import ACCESSIBILITY_CODES
from sitegen.diagnostics.codes_addresses import ADDRESS_CODES
from sitegen.diagnostics.codes_attribution import PAGE_CODES, SUPPORT_CODES
from sitegen.diagnostics.codes_checks import CHECK_CODES
from sitegen.diagnostics.codes_figures import FIGURE_CODES
from sitegen.diagnostics.codes_files import FILE_CODES
from sitegen.diagnostics.codes_freshness import FRESHNESS_CODES
from sitegen.diagnostics.codes_hostile import HOSTILE_CODES
from sitegen.diagnostics.codes_import import IMPORT_CODES
from sitegen.diagnostics.codes_links import EXTERNAL_CODES, LINK_CODES
from sitegen.diagnostics.codes_privacy import PRIVACY_CODES
from sitegen.diagnostics.codes_prose import PROSE_CODES
from sitegen.diagnostics.codes_records import RECORD_CODES
from sitegen.diagnostics.codes_screens import SCREEN_CODES
from sitegen.diagnostics.codes_served import SERVED_CODES
from sitegen.diagnostics.codes_wording import WORDING_CODES
from sitegen.diagnostics.silence import Silence
from sitegen.diagnostics.sources import Standing

_ALL = (
    *SUPPORT_CODES,
    *PAGE_CODES,
    *SCREEN_CODES,
    *FILE_CODES,
    *LINK_CODES,
    *HOSTILE_CODES,
    *RECORD_CODES,
    *FIGURE_CODES,
    *PROSE_CODES,
    *WORDING_CODES,
    *FRESHNESS_CODES,
    *PRIVACY_CODES,
    *ACCESSIBILITY_CODES,
    *CHECK_CODES,
    *ADDRESS_CODES,
    *SERVED_CODES,
    *EXTERNAL_CODES,
    *IMPORT_CODES,
)
CODES: dict[str, Code] = {code.name: code for code in _ALL}

# Words that stand for a parameter in a sentence and are translated like the sentences.
NOUNS = (
    "a status",
    "a kind of project",
    "a period",
    "a fund",
    "a source of money",
    "a form of funding",
    "a kind of organisation",
    "a method of evaluation",
    "a state of conformance",
    "a kind of exception",
    "an aspect of accessibility",
    "a duty beside the page",
    "a part of the navigation",
    "a national mark",
    "a severity",
    "the attribution block",
    "the emblem",
    "the national mark",
    "the main text",
    "the page’s heading",
    "skip link",
    "main part",
    "navigation",
    "footer",
    *(silence.value for silence in Silence),
    "a day",
    "an amount",
    "a number",
    "a whole number",
    "a rate",
    "a latitude and a longitude",
    "`true` or `false`",
    "a word of a closed list",
    "an id",
    "a text in Markdown",
    "a text as this field takes it",
    "an order of day and month",
    "a decimal sign",
    "a form of rates",
)
STANDINGS = tuple(standing.value for standing in Standing)
WORDS = (*STANDINGS, "error", "warning", "exception", "see also", "reason", "rule", "not stated")

__all__ = ["CODES", "NOUNS", "WORDS", "Code", "Severity"]
