"""A page as a tree, for claims about what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_VOID = frozenset({"meta", "link", "img", "br", "hr", "input", "source", "wbr"})
_STEP = re.compile(r"(?P<name>[a-z][a-z0-9]*)?(?:#(?P<id>[\w-]+))?(?P<classes>(?:\.[\w-]+)*)")


@dataclass(slots=True)
class Element:
    """An element: its attributes, and the texts and elements in it."""

    name: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is read in it, with single spaces; no-break spaces are spaces."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            yield from [child] if isinstance(child, str) else child._texts()

    def get(self, name: str) -> str:
        """An attribute; empty when it is not there."""
        return self.attributes.get(name, "")

    def every(self, selector: str) -> list[Element]:
        """The elements below it that a selector of names, ids, classes and spaces finds, in reading order."""
        first, _, rest = selector.partition(" ")
        found = [one for one in self._below() if one.fits(first)]
        return list({id(two): two for one in found for two in one.every(rest)}.values()) if rest else found

    def one(self, selector: str) -> Element:
        """The only one."""
        (found,) = self.every(selector)
        return found

    def _below(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._below()

    def fits(self, step: str) -> bool:
        """Whether it is what one step of a selector names."""
        match = _STEP.fullmatch(step)
        assert match, step
        classes = {one for one in match["classes"].split(".") if one}
        return (
            match["name"] in (None, self.name)
            and match["id"] in (None, self.get("id"))
            and classes <= set(self.get("class").split())
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1 and self.open.pop().name != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_page(public: Path, path: str) -> Element:
    """The page at an address of a built site."""
    reader = _Reader()
    file = public / path
    reader.feed((file if file.is_file() else file / "index.html").read_text(encoding="utf-8"))
    return reader.open[0]
