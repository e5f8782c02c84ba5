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
# Each begins with the space itself, which is found many times faster than what stands before it.
AFTER_NUMBER = re.compile(
    rf" (?<=\d )(?=(?:EUR|km²|m²|km|kg|ha|%)(?!\w))| (?<=\d\. )(?=(?:{MONTHS}))| (?<=\d )(?=(?:{MONTHS})\b)"
)
BEFORE_NUMBER = re.compile(" (?<=\\bNr\\. )(?=[\\d\ue000])| (?<=\\bNo\\. )(?=[\\d\ue000])| (?<=\\blpp\\. )(?=\\d)")
GROUPS = re.compile(r" (?<=\d )(?=\d{3}(?!\d))")
DASH = re.compile(r" (?:-{1,3}|–) ")
RANGE = re.compile(r"(?<=\d)(?:-{2})(?=\d)")
# Without a digit and a space of those that may be set there is no number to set: two quick looks for three slow ones.
_DIGIT = re.compile(r"\d")
_NUMBER_AND_SPACE = re.compile(r"\d\.? ")
_WORDS_OF_NUMBERS = ("Nr. ", "No. ", "lpp. ")
_STRAIGHT = re.compile("[\"']")
OPENING_BEFORE = frozenset(" \t\n([{–—-/«„“‘" + NO_BREAK)


def _set_dashes(text: str) -> str:
    if " -" in text or " –" in text:
        text = DASH.sub(f"{NO_BREAK}– ", text)
    return RANGE.sub("–", text) if "--" in text else text


def _is_beside_number(text: str) -> bool:
    """Whether there is a space beside a number that may be set."""
    return _NUMBER_AND_SPACE.search(text) is not None or any(word in text for word in _WORDS_OF_NUMBERS)


class Typesetter:
    """Sets the texts of one block in order, so that a quotation may begin in one tag and end in another."""

    __slots__ = ("_before", "_language")

    def __init__(self, language: Language) -> None:
        self._language = language
        self._before = " "

    def set(self, text: str) -> str:
        """The text as it is to be printed. Most texts have no sign of what is to be set: they cost a look for each."""
        if '"' in text or "'" in text:
            text = self._set_quotes(text)
        if "..." in text:
            text = text.replace("...", "…")
        if "-" in text or "–" in text:
            text = _set_dashes(text)
        if _DIGIT.search(text) and _is_beside_number(text):
            text = GROUPS.sub(NO_BREAK, text)
            text = BEFORE_NUMBER.sub(NO_BREAK, AFTER_NUMBER.sub(NO_BREAK, text))
        if text:
            self._before = text[-1]
        return text

    def pass_over(self) -> None:
        """Something stands here that is not set, such as code: what follows it does not open a quotation."""
        self._before = "x"

    def pass_line_end(self) -> None:
        """Two blocks within this one have a line end between them."""
        self._before = "\n"

    def _set_quotes(self, text: str) -> str:
        quotes = quotes_of(self._language)
        done, end = [], 0
        for match in _STRAIGHT.finditer(text):
            start = match.start()
            done.append(text[end:start])
            before = text[start - 1] if end < start else done[-2] if end else self._before
            if match[0] == '"':
                done.append(quotes.opening if before in OPENING_BEFORE else quotes.closing)
            else:
                done.append("‘" if before in OPENING_BEFORE else quotes.apostrophe)
            end = start + 1
        return "".join([*done, text[end:]])
