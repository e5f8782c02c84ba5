"""Everyday Markdown written as HTML at once: paragraphs, headings, lists, quotations, tables, links, strong words.

Whatever is read in another way than by these few rules is left to Python-Markdown, the text as a whole. What comes out
is the same (`tests/test_prose_quick.py`), in a quarter of the time: nine texts of ten are such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sitegen.languages import NO_BREAK, Language
from sitegen.prose.anchors import anchor
from sitegen.prose.density import is_thin
from sitegen.prose.notes import Notes
from sitegen.prose.tables import box_attributes
from sitegen.prose.typography import Typesetter
from sitegen.prose.values import END, LINK, PlaceKind, Reference

# None of these may be in a text: what they mean hangs on what stands around them.
_UNREAD = ("\\", "`", "<", "&", "{", "\t", "\r", "\0", " \n")
# A line that begins with one of these is no part of a paragraph; nor one that begins with white space, or as a list.
_BEGINNINGS = frozenset("#=+:>|-")
_NUMBERED = re.compile(r"\d+\. ")
# Begins with either sign, and looks back over it: so it is found at once.
_STRONG_OR_LINK = re.compile(
    r"[*\[](?:(?<=\*)(?<!\*\*)\*(?![\s*])(?P<strong>[^*\[\]\n]+)(?<!\s)\*\*(?!\*)"
    r"|(?<=\[)(?<!!\[)(?P<words>[^*\[\]\n]+)\]\((?P<target>[^\s*\[\]()\"'>]+)\))"
)
_HEADING = re.compile(r"(#{2,6})([^#*_\[>\n]+)")


class _UnusualError(Exception):
    """Something is read in another way; never leaves this module."""


def written(source: str, notes: Notes, language: Language) -> str | None:
    """The HTML of a text, its links and anchors noted; None, and nothing noted, where one must look closer.

    There are no line breaks by two spaces in it, no tabs, no empty lines with spaces.
    """
    if any(sign in source for sign in _UNREAD) or source.endswith(" ") or not is_thin(source):
        return None
    writer = _Writer(language)
    try:
        html = "\n".join(writer.blocks(source))
    except _UnusualError:
        return None
    for target in writer.links:
        notes.links.append(Reference(target, notes.place(notes.as_written(target), PlaceKind.LINK)))
    notes.anchors += writer.anchors
    return html.replace(NO_BREAK, "&nbsp;")


class _Writer:
    """Writes one text. `links`: where they lead; `anchors`: of its headings."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._taken: set[str] = set()
        self.links: list[str] = []
        self.anchors: list[str] = []

    def blocks(self, source: str) -> Iterator[str]:
        """The HTML of every block. Raises `_UnusualError`."""
        last: _Write = _Writer._paragraph
        for lines in (block.split("\n") for block in source.strip("\n").split("\n\n")):
            if not lines[0]:  # three line ends, or more, are as two
                del lines[0]
            while lines and lines[0][:1] == "#":
                yield self._heading(lines.pop(0))
                last = _Writer._paragraph
            if lines:
                kind = "1" if lines[0][:1].isdecimal() and _NUMBERED.match(lines[0]) else lines[0][:2]
                write = _KINDS.get(kind, _Writer._paragraph)
                if write is last is not _Writer._paragraph:  # a list or a quotation goes on
                    raise _UnusualError
                yield write(self, lines)
                last = write

    def _heading(self, line: str) -> str:
        match = _HEADING.fullmatch(line)
        words = match[2].strip() if match else ""
        if match is None or not words:
            raise _UnusualError
        name = self._own(anchor(" ".join(words.split()), "-"))
        self.anchors.append(name)
        tag = f"h{len(match[1])}"
        return f'<{tag} id="{name}">{self._set(words)}</{tag}>'

    def _own(self, name: str) -> str:
        """An anchor that no heading before has, numbered as the library does: `a`, `a_1`, `a_2`."""
        while name in self._taken:
            words, sign, number = name.rpartition("_")
            name = f"{words}_{int(number) + 1}" if sign and number.isdecimal() else f"{name}_1"
        self._taken.add(name)
        return name

    def _paragraph(self, lines: list[str]) -> str:
        for line in lines:
            _refuse_beginning(line)
        return f"<p>{self._set(chr(10).join(lines))}</p>"

    def _quotation(self, lines: list[str]) -> str:
        if any(line[:2] != "> " for line in lines):
            raise _UnusualError
        return f"<blockquote>\n{self._paragraph([line[2:] for line in lines])}\n</blockquote>"

    def _bullets(self, lines: list[str]) -> str:
        mark = lines[0][:2]
        if any(line[:2] != mark for line in lines):
            raise _UnusualError
        return self._list("ul", [line[2:] for line in lines])

    def _numbers(self, lines: list[str]) -> str:
        if not lines[0].startswith("1. ") or not all(map(_NUMBERED.match, lines)):
            raise _UnusualError
        return self._list("ol", [line.partition(". ")[2] for line in lines])

    def _list(self, tag: str, items: list[str]) -> str:
        for item in items:
            _refuse_beginning(item)
        whole = "\n".join(items)  # a line end before a quotation mark is what the beginning of an item is
        inside = "\n".join(map(self._set, items)) if _has_marks(whole) else self._set(whole)
        inside = inside.replace("\n", "</li>\n<li>")
        return f"<{tag}>\n<li>{inside}</li>\n</{tag}>"

    def _table(self, lines: list[str]) -> str:
        rows = [_cells(line) for line in lines]
        if len(rows) < 3 or any(len(row) != len(rows[0]) for row in rows):
            raise _UnusualError
        aligned = [_attribute_of(cell) for cell in rows.pop(1)]
        head, *body = ["\n".join(self._row(row, aligned, "td" if number else "th")) for number, row in enumerate(rows)]
        attributes = box_attributes(self.anchors[-1] if self.anchors else "")
        box = "".join(f' {name}="{value}"' for name, value in sorted(attributes.items()))
        inside = "\n".join(["<thead>", head, "</thead>", "<tbody>", *body, "</tbody>"])
        return f"<div{box}><table>\n{inside}\n</table></div>"

    def _row(self, cells: list[str], aligned: list[str], tag: str) -> Iterator[str]:
        yield "<tr>"
        for cell, attribute in zip(cells, aligned, strict=True):
            yield f"<{tag}{attribute}>{self._set(cell)}</{tag}>"
        yield "</tr>"

    def _set(self, text: str) -> str:
        """The words of a block, with what is marked in them."""
        typesetter = Typesetter(self._language)
        if not _has_marks(text):
            html = typesetter.set(text)
            return html.replace(">", "&gt;") if ">" in html else html
        done, end = [], 0
        for match in _STRONG_OR_LINK.finditer(text):
            done += [_between(text[end : match.start()], typesetter), self._marked(match, typesetter)]
            end = match.end()
        return "".join([*done, _between(text[end:], typesetter)])

    def _marked(self, match: re.Match[str], typesetter: Typesetter) -> str:
        if match["strong"]:
            return f"<strong>{_between(match['strong'], typesetter)}</strong>"
        self.links.append(match["target"])
        return f'<a href="{LINK}{len(self.links) - 1}{END}">{_between(match["words"], typesetter)}</a>'


def _refuse_beginning(line: str) -> None:
    """Raise `_UnusualError` where a line is no line of a paragraph."""
    first = line[:1]
    is_list = (first == "*" and line[1:2] != "*") or (first.isdecimal() and _NUMBERED.match(line) is not None)
    if not first or first in _BEGINNINGS or first.isspace() or is_list:
        raise _UnusualError


def _has_marks(text: str) -> bool:
    return "[" in text or "*" in text or "_" in text


def _between(text: str, typesetter: Typesetter) -> str:
    if _has_marks(text):
        raise _UnusualError
    return typesetter.set(text).replace(">", "&gt;")


def _cells(line: str) -> list[str]:
    cells = [cell.strip(" ") for cell in line.split("|")[1:-1]]
    if line[0] != "|" or line[-1] != "|" or len(cells) < 2 or not all(cells):
        raise _UnusualError
    return cells


def _attribute_of(cell: str) -> str:
    """How the cells of a column are aligned, by the line under the table's head."""
    if cell.strip("-") not in {"", ":"} or cell == ":":
        raise _UnusualError
    return ' class="n"' if cell[-1] == ":" else ""


_Write = Callable[[_Writer, list[str]], str]
_KINDS: dict[str, _Write] = {
    "- ": _Writer._bullets,
    "* ": _Writer._bullets,
    "> ": _Writer._quotation,
    "1": _Writer._numbers,
    "| ": _Writer._table,
}
