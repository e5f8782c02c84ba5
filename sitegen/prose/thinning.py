"""Pieces with too many marks are left as they are, whatever Python-Markdown would have made of them."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from sitegen.prose.density import MOST_LOOKED_AT, WORDS, cost_of
from sitegen.prose.notes import Notes
from sitegen.prose.values import Flaw


class Thinning(Treeprocessor):
    """Before marks in a line are read: leaves those pieces as they are that have too many, and tells of them."""

    def __init__(self, notes: Notes, markdown: Markdown) -> None:
        super().__init__(markdown)
        self._notes = notes

    def run(self, root: Element) -> None:
        """Look at every piece of text under `root`."""
        left = MOST_LOOKED_AT
        for element, is_tail in _pieces(root):
            words = (element.tail if is_tail else element.text) or ""
            cost = cost_of(words)
            left -= cost
            if cost and left < 0:
                place = self._notes.place(words.strip()[:WORDS].split("\n")[0])
                self._notes.flaws.append(Flaw("text-too-dense", place))
                _leave(element, words, is_tail=is_tail)


def _pieces(root: Element) -> Iterator[tuple[Element, bool]]:
    for element in root.iter():
        if element.text and not isinstance(element.text, AtomicString):
            yield element, False
        if element.tail and not isinstance(element.tail, AtomicString):
            yield element, True


def _leave(element: Element, words: str, *, is_tail: bool) -> None:
    if is_tail:
        element.tail = AtomicString(words)
    else:
        element.text = AtomicString(words)
