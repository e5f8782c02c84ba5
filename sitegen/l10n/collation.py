"""Sorting as Latvian sorts (LVS 24:1993, CLDR 45 and later): every letter with a mark is a letter of its own.

Python has no ICU and the system's `lv_LV` may be absent or older, so the key is built here. `y` sorts with `i`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sitegen.languages import LV, Language

_LATVIAN = "a ā b c č d e ē f g ģ h iy ī j k ķ l ļ m n ņ o ō p q r ŗ s š t u ū v w x z ž"
_ALPHABET = _LATVIAN.split(" ")
_RANK = {letter: rank for rank, letters in enumerate(_ALPHABET) for letter in letters}
_NUMBER = re.compile(r"(\d+)")

Part = tuple[int, int, str]
SortKey = tuple[tuple[Part, ...], tuple[int, ...], str]


@lru_cache(maxsize=65536)
def sort_key(text: str, language: Language) -> SortKey:
    """The key by which `text` is sorted in `language`: numbers first and by value, then letters, then case.

    Latvian order is used for Latvian; for other languages letters with marks stand with their plain letters.
    """
    normal = unicodedata.normalize("NFC", text)
    parts: list[Part] = []
    for piece in _NUMBER.split(normal.casefold()):
        if piece.isdecimal():
            parts.append((0, int(piece), ""))
        else:
            parts.extend(_letter(letter, language) for letter in piece if letter.isalnum() or letter.isspace())
    return tuple(parts), tuple(_tie(letter) for letter in normal), normal


@lru_cache(maxsize=4096)
def _letter(letter: str, language: Language) -> Part:
    if letter.isspace():
        return (-1, 0, "")
    if language == LV and letter in _RANK:
        return (1, _RANK[letter], "")
    base = unicodedata.normalize("NFKD", letter)[0]
    if language == LV and base in _RANK:
        return (1, _RANK[base], "")
    return (1, ord(base), "") if base.isascii() else (2, 0, letter)


@lru_cache(maxsize=4096)
def _tie(letter: str) -> int:
    """Lower case before upper case, `i` before `y`."""
    return (2 if letter.isupper() else 0) + (1 if letter.casefold() == "y" else 0)
