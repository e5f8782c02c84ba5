"""Language codes, and the typographic facts of a language that need no library."""

from __future__ import annotations

from typing import NewType

from sitegen.values import dataclass

Language = NewType("Language", str)

LV = Language("lv")
EN = Language("en")
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Quotes:
    """A language's quotation marks: outer pair, and the apostrophe."""

    opening: str
    closing: str
    apostrophe: str = "’"


# CLDR's Latvian pair and the EU's interinstitutional Latvian guide (10.1.6): “ ”. EU English uses the same pair.
_CURLY = Quotes("“", "”")
_QUOTES = {"lt": Quotes("„", "“"), "et": Quotes("„", "“"), "de": Quotes("„", "“"), "ru": Quotes("«", "»")}


def quotes_of(language: Language) -> Quotes:
    """The quotation marks that straight quotes in a text of `language` become."""
    return _QUOTES.get(language, _CURLY)
