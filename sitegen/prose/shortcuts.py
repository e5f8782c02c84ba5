"""Python-Markdown without what a text gives no cause for. What comes out is the same (`tests/test_prose_quick.py`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.tables import TableProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import ETX, STX, AtomicString, Registry

# Every block but a paragraph shows by how one of its lines begins, a table by its bars: by what the names of the
# processors that may take a block with such a sign begin with.
_BY_SIGN = {
    "#": ("hashheader",),
    "=": ("setextheader",),
    "-": ("setextheader", "hr", "ulist"),
    "_": ("hr",),
    "*": ("hr", "ulist"),
    "+": ("ulist",),
    "0": ("olist",),
    ":": ("deflist",),
    ">": ("quote",),
    "[": ("footnote", "reference"),
    "|": ("table",),
    " ": ("indent", "defindent", "code"),
}
_FIRST = re.compile(r" {0,3}([#=_*+\d:>\[-])")
_LINES = re.compile(r"^ {0,3}([#=_*+\d:>\[-])", re.MULTILINE)
_INDENT = " " * 4


class QuickMarkdown(Markdown):
    """Python-Markdown with the quick parser of blocks."""

    def build_parser(self) -> QuickMarkdown:
        """Put the parser in under the library's own processors, before extensions add theirs."""
        super().build_parser()
        parser = _QuickParser(self)
        parser.blockprocessors = self.parser.blockprocessors
        for processor in parser.blockprocessors:
            processor.parser = parser
        self.parser = parser
        return self

    def registerExtensions(  # noqa: N802 - the library's name
        self, extensions: Sequence[Extension | str], configs: Mapping[str, dict[str, Any]]
    ) -> QuickMarkdown:
        """Replace the reader of tables that came with them."""
        super().registerExtensions(extensions, configs)
        tables = _QuickTables(self.parser, {"use_align_attribute": False})
        self.parser.blockprocessors.register(tables, "table", 75)
        return self


class _QuickParser(BlockParser):
    """Asks of a block only those processors that its signs speak for; the library asks all sixteen."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._chosen: dict[str, tuple[BlockProcessor, ...]] = {}

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 - the library's name
        while blocks:
            block = blocks[0]
            signs = _signs(block)
            for processor in self._chosen.get(signs) or self._choose(signs):
                if processor.test(parent, block) and processor.run(parent, blocks) is not False:
                    break

    def _choose(self, signs: str) -> tuple[BlockProcessor, ...]:
        names = {"empty", "paragraph", *(name for sign in signs for name in _BY_SIGN[sign])}
        wanted = [self.blockprocessors[name] for name in names]
        self._chosen[signs] = tuple(processor for processor in self.blockprocessors if processor in wanted)
        return self._chosen[signs]


def _signs(block: str) -> str:
    if "\n" in block:
        signs = "".join(sorted({"0" if sign.isdecimal() else sign for sign in _LINES.findall(block)}))
        signs += "|" if "|" in block else ""
    else:
        found = _FIRST.match(block)
        signs = "" if not found else "0" if found[1].isdecimal() else found[1]
    return signs + " " if block.startswith(_INDENT) else signs


class _QuickTables(TableProcessor):
    """Splits a row without code and escapes at its bars; the library looks at every sign of it."""

    def _split(self, row: str) -> list[str]:
        if "`" in row or "\\" in row:
            return super()._split(row)  # type: ignore[misc, no-any-return]  # the stubs leave it out
        return row.split("|")


# Without one of the signs in a text the pattern of this name cannot match; one that is not named here is always tried.
_SIGNS: dict[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
_EVERY_SIGN = tuple(dict.fromkeys(sign for signs in _SIGNS.values() for sign in signs))
_OF_REFERENCES = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
_TORN = re.compile(rf"{STX}(?!\d+{ETX})")
_INLINE = re.compile(r"[*_`\[\\<&]|  \n")


class QuickInline:
    """The library's inline patterns, those that a text shows a sign of, on the texts of a tree that show any."""

    def __init__(self, markdown: Markdown) -> None:
        self._markdown = markdown
        self._inline = InlineProcessor(markdown)
        self._all: Registry[Any] = markdown.inlinePatterns
        self._chosen: dict[tuple[bool, ...], Registry[Any]] = {}
        markdown.treeprocessors.register(self._inline, "inline", 20)  # where patterns look for what was found before

    def run(self, root: Element) -> bool:
        """Whether it could be done: not when the library keeps something for the next text, or tears its own marks."""
        is_done = True
        for parent, child in [(element, child) for element in root.iter() for child in element]:
            if child.text and _INLINE.search(child.text) and not isinstance(child.text, AtomicString):
                is_done &= self._text(child)
            if child.tail and _INLINE.search(child.tail):
                is_done &= self._tail(parent, child)
        return is_done

    def _text(self, element: Element) -> bool:
        holder = Element("div")
        part = SubElement(holder, element.tag)
        part.text = element.text
        if len(element):
            SubElement(part, "d")  # the library reads again what it put in front of other children
        is_done = self._apply(holder, part.text or "")
        element.text = part.text
        for position, node in enumerate(list(part)[: -1 if len(element) else None]):
            element.insert(position, node)
        return is_done

    def _tail(self, parent: Element, element: Element) -> bool:
        holder = Element("div")
        part = SubElement(holder, "d")
        part.tail = element.tail
        is_done = self._apply(holder, part.tail or "")
        element.tail = part.tail
        for position, node in enumerate(list(holder)[1:], list(parent).index(element) + 1):
            parent.insert(position, node)
        return is_done

    def _apply(self, holder: Element, text: str) -> bool:
        key = (bool(self._markdown.references), *[sign in text for sign in _EVERY_SIGN])
        self._inline.inlinePatterns = self._chosen.get(key) or self._choose(key)
        self._inline.run(holder)
        self._inline.inlinePatterns = self._all
        delimiters = getattr(self._markdown, "delimiters", None)  # since 3.11 of the library
        is_clear = not (delimiters and delimiters.regions)
        return is_clear and not any(_TORN.search(text) for text in _texts(holder) if STX in text)

    def _choose(self, key: tuple[bool, ...]) -> Registry[Any]:
        has_references, *is_there = key
        chosen: Registry[Any] = Registry()
        there = {sign for sign, is_wanted in zip(_EVERY_SIGN, is_there, strict=True) if is_wanted}
        left_out = {name for name, signs in _SIGNS.items() if there.isdisjoint(signs)}
        left_out |= set() if has_references else _OF_REFERENCES
        apart = {id(self._markdown.inlinePatterns[name]) for name in left_out if name in self._markdown.inlinePatterns}
        for number, pattern in enumerate(self._markdown.inlinePatterns):
            if id(pattern) not in apart:
                chosen.register(pattern, str(number), -number)
        self._chosen[key] = chosen
        return chosen


def _texts(root: Element) -> Iterator[str]:
    yield from root.itertext()
    for element in root.iter():
        yield from element.attrib.values()
