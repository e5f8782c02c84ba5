"""What of a text would take longer to read than any text should: found before Python-Markdown tries.

Its patterns look ahead from every bracket to the end of the piece, and its parser calls itself for each level; so a few
kilobytes could take minutes, or more levels than Python has. The limits are far beyond what people write.
"""

from __future__ import annotations

import re
from itertools import islice

MOST_HEADINGS = 500
DEEPEST = 40
# Marks times letters: 10 million take two seconds.
MOST_LOOKED_AT = 4_000_000
_MOST_MARKS = 4_000
_HEADING = re.compile(r"^ {0,3}(?:#|=+[ ]*$|-+[ ]*$)", re.MULTILINE)
_NOTE = re.compile(r"\[\^")
_BEGINS_LEVELS = " \t>-*+0123456789.)"
_LEVEL = re.compile(r">|[-*+][ \t]|\d[.)]|\t| {4}")
WORDS = 40


def crowded_at(source: str) -> str:
    """The words at which a text is nested too deep, or has too many headings or footnotes; nothing where it has not."""
    lines = source.split("\n")
    deep = next((line for line in lines if len(line) >= DEEPEST and line[0] in _BEGINS_LEVELS and _is_deep(line)), "")
    if deep:
        return deep[:WORDS]
    for sign in (*((_HEADING,) if len(lines) > MOST_HEADINGS else ()), *((_NOTE,) if "[^" in source else ())):
        first = next(islice(sign.finditer(source), MOST_HEADINGS, None), None)
        if first:
            return source[first.start() : first.start() + WORDS].split("\n")[0].strip()
    return ""


def is_thin(source: str) -> bool:
    """Whether no piece of a text can have too many marks, as is so of nearly all: `Thinning` finds nothing then."""
    if len(source) > _MOST_MARKS:
        return cost_of(source) <= MOST_LOOKED_AT
    return source.count("[") * len(source) <= MOST_LOOKED_AT and "<!--" not in source


def _is_deep(line: str) -> bool:
    begin = line[: len(line) - len(line.lstrip(_BEGINS_LEVELS))]
    return len(begin) >= DEEPEST and sum(1 for _ in _LEVEL.finditer(begin)) > DEEPEST


def cost_of(words: str) -> int:
    """How many letters are looked at for the marks of a piece; nothing for a piece like any other."""
    brackets = words.count("[")
    marks = brackets + sum(map(words.count, (*"*_`<\\&{", "  \n")))
    return MOST_LOOKED_AT + 1 if marks > _MOST_MARKS else (brackets + words.count("<!--")) * len(words)
