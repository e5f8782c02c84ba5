"""What is found in a text while it is read."""

from __future__ import annotations

from sitegen.prose.filling import SLOT
from sitegen.prose.values import END, FACT, FactReference, Flaw, Place, PlaceKind, Prose, Reference


class Notes:
    """The links, facts, anchors and flaws of the text that is being read, in the order they were found."""

    def __init__(self) -> None:
        self.facts: list[FactReference] = []
        self.links: list[Reference] = []
        self.anchors: list[str] = []
        self.flaws: list[Flaw] = []
        self._seen: dict[tuple[PlaceKind, str], int] = {}
        self._written: list[str] = []

    def clear(self) -> None:
        """Begin with the next text."""
        self.facts, self.links, self.anchors, self.flaws = [], [], [], []
        self._seen, self._written = {}, []

    def place(self, words: str, kind: PlaceKind = PlaceKind.WORDS) -> Place:
        """The next place where `words` are used for this."""
        self._seen[kind, words] = self._seen.get((kind, words), 0) + 1
        return Place(words, self._seen[kind, words], kind)

    def fact(self, words: str, name: str) -> str:
        """The slot of a fact, written as `words`."""
        project, _, name = name.rpartition(":")
        self._written.append(words)
        self.facts.append(FactReference(name.strip(), project.strip(), self.place(words)))
        return f"{FACT}{len(self.facts) - 1}{END}"

    def as_written(self, text: str) -> str:
        """A text with the facts in it as the author wrote them."""
        return SLOT.sub(lambda match: self._written[int(match[2])] + match[3], text) if self._written else text

    def prose(self, html: str) -> Prose:
        """All of it together."""
        return Prose(html, tuple(self.facts), tuple(self.links), tuple(self.anchors), tuple(self.flaws))
