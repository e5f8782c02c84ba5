"""A text with everything in it blanked that is not read as prose: facts, code, addresses, attributes, comments.

Every character keeps its place, so that a position in the masked text is one in the text.
"""

from __future__ import annotations

import re

# What is blanked, in this order, each with a sign without which it cannot be there, and the rarest letter of that: most
# texts have few of them, a letter is found ten times as fast as a sign of several, and a pattern that begins with a
# sign of its own many times faster than one with ten branches.
_NOT_PROSE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("<!--", re.compile(r"<!--.*?-->", re.DOTALL)),
    ("{{", re.compile(r"\{\{[^{}\n]*\}\}")),
    ("`", re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")),
    ("](", re.compile(r"\((?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)")),
    ("]:", re.compile(r"^ {0,3}\[[^\]\n^][^\]\n]*\]:[^\n]*", re.MULTILINE)),
    ("{", re.compile(r"\{:?[^{}\n]*\}")),
    ("://", re.compile(r"https?://[^\s<>()]+")),
    ("www.", re.compile(r"www\.[^\s<>()]+")),
    ("@", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("media/", re.compile(r"media/[^\s)>]+")),
    ("../", re.compile(r"\.\./[^\s)>]+")),
    ("\n    ", re.compile(r"(?<=\n\n)(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+")),
    ("\n\t", re.compile(r"(?<=\n\n)(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+")),
)
_RAREST = "<{`]:@/\tw"
_WITH_LETTERS = [(next((one for one in _RAREST if one in sign), sign), sign, read) for sign, read in _NOT_PROSE]
# One of these is in every sign: most titles and labels have none of them.
_SIGNS = re.compile(r"[<{`\]:@/\n]|www\.")


def masked(text: str) -> str:
    """The text with spaces for what is not prose; line ends stay."""
    for letter, sign, pattern in _WITH_LETTERS if _SIGNS.search(text) else ():
        if letter in text and sign in text:
            text = pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0]) if "\n" in match[0] else " " * len(match[0])
