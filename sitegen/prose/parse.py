"""Markdown to HTML with gaps: facts and links are left open, so that the result depends on the text alone.

`parse(text, language)` may be remembered under the digest of its two arguments. `fill` puts facts and addresses in.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING

from sitegen.languages import NO_BREAK, Language
from sitegen.prose.allowances import without_allowances
from sitegen.prose.density import crowded_at
from sitegen.prose.everyday import written
from sitegen.prose.notes import Notes
from sitegen.prose.typography import MONTHS, Typesetter
from sitegen.prose.values import END, FACT, LINK, Flaw, Prose
from sitegen.source import INVISIBLE

if TYPE_CHECKING:
    from sitegen.prose.library import Library

# How Python-Markdown marks what it has put aside; how an entity is begun.
_MARKS = STX, ETX = "\x02", "\x03"
_ENTITY_SIGN = "&#"
# What stands for slots here and in the library.
_RESERVED = (FACT, LINK, END, STX, ETX)
_FACTS = re.compile(r"\{\{[ \t]*([^{}\n]*?)[ \t]*\}\}")
# A line that begins with a year or a day of a month is a sentence in Latvian (“2022. gada vasarā”), not a list.
_DATE_FIRST = re.compile(rf"^( {{0,3}}(?:> ?)?)(\d{{4}}|\d{{1,2}}(?=\. (?:{MONTHS})))\.(?= )", re.MULTILINE)
# What a line but the first begins with then; begins with its sign, and is found at once.
_NUMBER_FIRST = re.compile(rf"\n[ >]*(?:\d{{4}}\. |\d\d?\. (?:{MONTHS}))")
_OPEN_BRACES = re.compile(r"\{\{")
# One line that no rule of Markdown speaks of: neither how it begins nor a sign in it means anything.
_MEANS = r"\\&<{\[`*_\t\r\n\0\ud800-\udfff"
_WITH_SLOTS = re.compile(rf" {{0,3}}([^\s#=+:>|\d{_MEANS}-][^{_MEANS}]*)\n*")
_MEANS += "".join(_RESERVED)
_PLAIN = re.compile(rf" {{0,3}}([^\s#=+:>|\d{_MEANS}-][^{_MEANS}]*)\n*")
# What only the library's own passes and the cleaning know how to write: raw HTML, entities, attributes, footnotes.
_UNUSUAL = ("<", "&", "{", "[^", "[TOC]", "\0")


def parse(text: str, language: Language) -> Prose:
    """Parse a Markdown text. Depends on nothing but its arguments and the versions of the libraries."""
    return _reader(language).read(text)


@cache
def _reader(language: Language) -> Reader:
    """One reader per language: setting Python-Markdown up costs as much as reading a page."""
    return Reader(language)


class Reader:
    """Reads one text after another; what is not everyday by Python-Markdown, which is set up once."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._notes = Notes()

    @cached_property
    def _library(self) -> Library:
        from sitegen.prose.library import Library  # noqa: PLC0415 - 20 ms, of use to one text of ten

        return Library(self._notes, self._language)

    def read(self, text: str) -> Prose:
        """The text as it was parsed."""
        is_line = "\n" not in text.rstrip("\n")
        plain = _PLAIN.fullmatch(text) if is_line else None
        if plain:  # 20 of 26 texts of a site are such: they need neither the library nor the cleaning
            return Prose(self._paragraph(plain[1]))
        source = with_slots(text, self._notes)
        plain = _WITH_SLOTS.fullmatch(source) if is_line else None
        if plain:
            return self._notes.prose(self._paragraph(plain[1]))
        return self._notes.prose(self._whole(source) if source.strip() else "")

    def _whole(self, source: str) -> str:
        """The HTML of a text that uses marks; what cannot be read, or should not be, is a flaw."""
        crowd = crowded_at(source)
        if crowd:
            return self._flawed("text-too-dense", self._notes.as_written(crowd))
        try:
            html = self._convert(source)
        except ImportError:  # the library is missing, which is no fault of the text
            raise
        except Exception:  # whatever the library meets in an odd text: it is the text that is to be mended
            return self._flawed("text-unreadable", "")
        if any(mark in html for mark in _MARKS):
            return self._flawed("text-unreadable", "")
        # Files hold no invisible signs as they are: they are told when they are read.
        found = INVISIBLE.search(html) if _ENTITY_SIGN in source else None
        if found is None:
            return html
        character = (("character", f"U+{ord(found[0]):04X}"),)
        self._notes.flaws.append(Flaw("control-character", self._notes.place(_ENTITY_SIGN), character))
        return INVISIBLE.sub("", html)

    def _flawed(self, code: str, words: str) -> str:
        notes = self._notes
        notes.clear()
        notes.flaws.append(Flaw(code, notes.place(words)))
        return ""

    def _paragraph(self, words: str) -> str:
        html = Typesetter(self._language).set(words)
        return f"<p>{html.replace('>', '&gt;').replace(NO_BREAK, '&nbsp;')}</p>"

    def _convert(self, source: str) -> str:
        if any(sign in source for sign in _UNUSUAL) or not _is_encodable(source):
            return self._library.convert(source)
        html = written(source, self._notes, self._language)
        return self._library.read(source) if html is None else html


def with_slots(text: str, notes: Notes) -> str:
    """The text as the library is to read it: facts are slots, comments of ours are gone."""
    notes.clear()
    for letter in _RESERVED:
        text = text.replace(letter, "")
    if "{{" in text:
        _tell_open_braces(text, notes)
    text = without_allowances(text)
    if "{{" in text:
        text = _FACTS.sub(lambda match: notes.fact(match[0], match[1]), text)
    is_likely = _NUMBER_FIRST.search(text) is not None or text.lstrip(" >")[:1].isdecimal()
    return _DATE_FIRST.sub(r"\1\2\\.", text) if is_likely else text


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _tell_open_braces(text: str, notes: Notes) -> None:
    for match in _OPEN_BRACES.finditer(text):
        if not _FACTS.match(text, match.start()):
            line_end = text.find("\n", match.start())
            words = text[match.start() : line_end if line_end >= 0 else len(text)][:40]
            notes.flaws.append(Flaw("fact-open", notes.place(words)))
