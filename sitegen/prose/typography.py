"""Quotes, dashes and no-break spaces as a language has them, on plain text between tags.

Python-Markdown's own `smarty` costs more than all the rest of it, and knows no Latvian.
"""

from __future__ import annotations

import re

from sitegen.languages import NO_BREAK, Language, quotes_of

MONTHS = (
    "gada|janvār|februār|mart|aprīl|maij|jūnij|jūlij|august|septembr|oktobr|novembr|decembr|"
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_AFTER_NUMBER = re.compile(
    rf"(?<=\d) (?=(?:EUR|km²|m²|km|kg|ha|%)(?!\w))|(?<=\d\.) (?=(?:{MONTHS}))|(?<=\d) (?=(?:{MONTHS})\b)"
)
_BEFORE_NUMBER = re.compile("(?<=\\bNr\\.) (?=[\\d\ue000])|(?<=\\bNo\\.) (?=[\\d\ue000])|(?<=\\blpp\\.) (?=\\d)")
_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_DASH = re.compile(r" (?:-{1,3}|–) ")
_RANGE = re.compile(r"(?<=\d)(?:-{2})(?=\d)")
_TRIGGERS = re.compile(r"[\"'\d\ue000]|--| - | – |\.\.\.")
_OPENING_BEFORE = frozenset(" \t\n([{–—-/«„“‘" + NO_BREAK)


class Typesetter:
    """Sets the texts of one block in order, so that a quotation may begin in one tag and end in another."""

    def __init__(self, language: Language) -> None:
        self._quotes = quotes_of(language)
        self._before = " "

    def set(self, text: str) -> str:
        """The text as it is to be printed."""
        if _TRIGGERS.search(text):
            if '"' in text or "'" in text:
                text = self._set_quotes(text)
            text = text.replace("...", "…")
            text = _RANGE.sub("–", _DASH.sub(f"{NO_BREAK}– ", text))
            text = _GROUPS.sub(NO_BREAK, text)
            text = _BEFORE_NUMBER.sub(NO_BREAK, _AFTER_NUMBER.sub(NO_BREAK, text))
        if text:
            self._before = text[-1]
        return text

    def pass_over(self) -> None:
        """Something stands here that is not set, such as code: what follows it does not open a quotation."""
        self._before = "x"

    def _set_quotes(self, text: str) -> str:
        done = []
        before = self._before
        for letter in text:
            if letter == '"':
                letter = self._quotes.opening if before in _OPENING_BEFORE else self._quotes.closing
            elif letter == "'":
                letter = "‘" if before in _OPENING_BEFORE else self._quotes.apostrophe
            done.append(letter)
            before = letter
        return "".join(done)
