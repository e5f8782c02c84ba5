"""The attribution block: what stands in it, in order."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from html.parser import HTMLParser

from sitegen.inspection.markup import folded
from sitegen.values import dataclass

# Elements that do not break a line of text; any other does.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u", "wbr"}
)
_VOID = frozenset({"img", "br", "hr", "wbr", "input", "source", "meta", "link"})


class ItemKind(StrEnum):
    """What an item of the block is."""

    TEXT = "text"
    LINK = "link"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of text, a link with its text, or a picture.

    `text`: the words, or a picture's alternative text (None without one). `address`: where a link leads, a picture's
    file. `marks`: classes, and `lazy`, `late`, `hidden`. `at`: line and column in the block.
    """

    kind: ItemKind
    text: str | None
    address: str
    marks: frozenset[str]
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """The block's own attributes, and its items in order."""

    attributes: Mapping[str, str]
    items: tuple[Item, ...]

    @property
    def pictures(self) -> tuple[Item, ...]:
        """The pictures."""
        return tuple(item for item in self.items if item.kind is ItemKind.PICTURE)

    @property
    def emblem(self) -> Item | None:
        """The picture of class `emblem`; else the first that has no name of its own beside the statement."""
        named = (item for item in self.pictures if "emblem" in item.marks)
        return next(named, next((item for item in self.pictures if not item.text), None))


@lru_cache(maxsize=1024)
def read_block(html: str) -> Block:
    """Read the markup of a block. Remembered, since thousands of pages share a few blocks."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return Block(reader.own, tuple(reader.items))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.own: dict[str, str] = {}
        self.items: list[Item] = []
        self._line: list[str] = []
        self._at = (1, 0)
        self._link = ""
        self._hidden: list[tuple[str, bool]] = []
        self._svg = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if not self.own and not self._hidden:
            self.own = attributes
        if tag == "br":
            self._line.append(" ")
        elif tag not in _INLINE:
            self.end_line()
        if tag not in _VOID:
            self._hidden.append((tag, bool(self._hidden and self._hidden[-1][1]) or _is_unread(attributes)))
        if tag == "a":
            self.end_line()
            self._link = attributes.get("href", "")
        if tag == "img" or (tag == "svg" and not self._svg):
            self._add_picture(tag, attributes)
        self._svg += tag == "svg"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE or tag == "a":
            self.end_line()
        self._link = "" if tag == "a" else self._link
        self._svg -= tag == "svg"
        while self._hidden and any(name == tag for name, _ in self._hidden):
            if self._hidden.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._svg:
            return
        if data.strip() and not "".join(self._line).strip():
            self._at = self.getpos()
        self._line.append(data)

    def end_line(self) -> None:
        """What has been read since the last break is one line."""
        text = folded("".join(self._line))
        self._line.clear()
        if text:
            kind = ItemKind.LINK if self._link else ItemKind.TEXT
            marks = frozenset({"hidden"} if self._is_hidden() else ())
            self.items.append(Item(kind, text, self._link, marks, self._at))

    def _is_hidden(self) -> bool:
        return bool(self._hidden and self._hidden[-1][1])

    def _add_picture(self, tag: str, attributes: dict[str, str]) -> None:
        marks = set(attributes.get("class", "").split())
        marks |= {"lazy"} if attributes.get("loading", "").lower() == "lazy" else set()
        marks |= {"hidden"} if _is_hidden(attributes) else set()
        alternative = attributes.get("alt") if tag == "img" else attributes.get("aria-label", "")
        is_silent = attributes.get("aria-hidden") == "true" or attributes.get("role") in {"presentation", "none"}
        text = "" if is_silent else alternative
        address = attributes.get("src", "") if tag == "img" else "svg"
        marks |= {"late"} if tag == "img" and not address and attributes.keys() & {"data-src", "data-lazy"} else set()
        found = Item(ItemKind.PICTURE, text if text is None else folded(text), address, frozenset(marks), self.getpos())
        self.items.append(found)


def _is_unread(attributes: dict[str, str]) -> bool:
    """Whether what stands in an element is hidden from everybody, or from those who listen."""
    return _is_hidden(attributes) or "inert" in attributes or attributes.get("aria-hidden") == "true"


def _is_hidden(attributes: dict[str, str]) -> bool:
    style = attributes.get("style", "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or "visibility:hidden" in style
