"""Texts that may stand without a language, because they hold no words: symbols, codes, abbreviations."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from sitegen.models.fields import LanguageKey, PlainText, fault, has_primary, name_by_language
from sitegen.patterns import regex

# Three letters or more, all but the first small (`has_words`): so `km`, `MWh` and `COVID` are none.
_WORD = regex(r"(?<![^\W_])[^\W\d_][^\W\d_]{2,}(?![^\W_])")
# Units that are spelt like words.
_SYMBOLS = frozenset(["min", "mol", "bar", "ppm", "rad", "bit", "kbit", "mbit", "gbit", "kbps", "mbps", "gbps"])


def refuse_words(value: object, info: ValidationInfo) -> None:
    """Raises the fault of a text without a language that has words, on a site of several languages."""
    languages = (info.context or {}).get("languages", ())
    if isinstance(value, str) and len(languages) > 1 and has_words(value):
        raise fault("not-localised")


def has_words(text: str) -> bool:
    """Whether a text reads otherwise in another language: `ģimenes`, `kWh gadā`; not `km`, `m²`, `COVID-19`."""
    return any(word[1:].islower() and word.casefold() not in _SYMBOLS for word in _WORD.findall(text))


def _term_by_language(value: object, info: ValidationInfo) -> object:
    refuse_words(value, info)
    return name_by_language(value, info)


LocalisedTerm = Annotated[
    dict[LanguageKey, PlainText],
    BeforeValidator(_term_by_language),
    AfterValidator(has_primary),
    Field(title="localised term"),
]
"""A name that is a word, so by language; one text for all where it is none."""
