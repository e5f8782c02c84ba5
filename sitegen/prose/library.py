"""Python-Markdown, for texts that are not everyday: loaded when there is one."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from sitegen.languages import Language
from sitegen.prose.cleaning import clean
from sitegen.prose.density import is_thin
from sitegen.prose.markup import set_up
from sitegen.prose.notes import Notes
from sitegen.prose.shortcuts import QuickInline, QuickMarkdown
from sitegen.prose.thinning import Thinning
from sitegen.prose.writing import Writer

_INLINE_SIGNS = ("*", "_", "`", "[", "\\", "  ")
_BLANK_LINE = re.compile(r"(?<=\n) +\n")


class Library:
    """The library, set up once and used for one text after another."""

    def __init__(self, notes: Notes, language: Language) -> None:
        self._language = language
        self._notes = notes
        self._markdown = set_up(QuickMarkdown, notes, language)
        self._thinning = Thinning(notes, self._markdown)
        self._markdown.treeprocessors.register(self._thinning, "thinning", 30)  # before those that read lines
        self._inline = QuickInline(self._markdown)

    def convert(self, source: str) -> str:
        """The HTML of any text, by the library alone."""
        return clean(self._markdown.reset().convert(source))

    def read(self, source: str) -> str:
        """The HTML of a text without what is unusual: the library's reading, our writing."""
        markdown = self._markdown.reset()
        source = _normalised(source)
        root = Element("div")
        markdown.parser.parseChunk(root, source)
        flaws = len(self._notes.flaws)
        if not is_thin(source):
            self._thinning.run(root)
        if len(self._notes.flaws) > flaws:
            return ""
        if any(sign in source for sign in _INLINE_SIGNS) and not self._inline.run(root):
            return clean(markdown.reset().convert(source))
        writer = Writer(self._notes, self._language, markdown)
        html = writer.write(root, has_headings=any(sign in source for sign in "#=-"))
        return clean(html) if writer.needs_cleaning else html


def _normalised(source: str) -> str:
    """Line ends and tabs as the library's first pass leaves them."""
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    source += "\n\n"
    if "\t" in source:
        source = source.expandtabs(4)
    return _BLANK_LINE.sub("\n", source) if " \n" in source else source
