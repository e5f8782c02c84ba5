"""A tree of Python-Markdown's written as HTML in one walk.

For a text without raw HTML, entities, attribute lists and footnotes this is what the library's passes `prettify`,
`toc` and `unescape`, our last pass, the library's serialiser and the cleaning make of it together, in a quarter of
their time. `tests/test_prose_quick.py` holds it to that.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import unique
from markdown.util import BLOCK_LEVEL_ELEMENTS, ETX, STX

from sitegen.languages import NO_BREAK, Language
from sitegen.prose.anchors import anchor
from sitegen.prose.markup import BLOCKS, LANGUAGE_FREE, lower_headings, set_alignment, take_link
from sitegen.prose.notes import Notes
from sitegen.prose.tables import box_attributes
from sitegen.prose.typography import Typesetter

_BLOCK_LEVEL = frozenset(BLOCK_LEVEL_ELEMENTS)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_EMPTY = frozenset({"br", "hr", "img"})
_ESCAPED = re.compile(f"{STX}(\\d+){ETX}")


class Writer:
    """Writes one tree. `has_headings`: it may have some."""

    def __init__(self, notes: Notes, language: Language, markdown: Markdown) -> None:
        self._notes = notes
        self._language = language
        self._markdown = markdown
        self._out: list[str] = []
        self._heading = ""
        self._is_in_link = False
        self.needs_cleaning = False

    def write(self, root: Element, has_headings: bool) -> str:
        """The HTML of what is in `root`."""
        if has_headings:
            self._name_headings(root)
        self._content(root, Typesetter(self._language))
        return "".join(self._out).strip().replace(NO_BREAK, "&nbsp;")

    def _name_headings(self, root: Element) -> None:
        headings = [element for element in root.iter() if element.tag in _HEADINGS]
        if all(_is_simple(heading) for heading in headings):
            taken: set[str] = set()
            for heading in headings:
                heading.set("id", unique(anchor(" ".join((heading.text or "").split()), "-"), taken))
        else:
            self._markdown.treeprocessors["toc"].run(root)
        lower_headings(headings)

    def _element(self, element: Element, outer: Typesetter) -> None:
        tag = element.tag
        if tag in LANGUAGE_FREE:
            self._code(element, outer)
        elif tag == "table":
            self._table(element)
        elif tag in _EMPTY:
            self._out.append(f"<{tag}{self._attributes(element)}>" if element.attrib or tag == "img" else f"<{tag}>")
        else:
            self._out.append(f"<{tag}{self._attributes(element)}>" if element.attrib else f"<{tag}>")
            was_in_link, self._is_in_link = self._is_in_link, self._is_in_link or tag == "a"
            self._content(element, Typesetter(self._language) if tag in BLOCKS else outer)
            self._is_in_link = was_in_link
            self._out.append(f"</{tag}>")

    def _content(self, element: Element, typesetter: Typesetter) -> None:
        """The text and the children. Between blocks there is a line end and nothing else, as the library has it."""
        text = element.text
        if len(element) and element[0].tag in _BLOCK_LEVEL and not (text and text.strip()):
            self._line_end(typesetter)
        elif text:
            self._text(text, typesetter)
        for child in element:
            self._element(child, typesetter)
            tail = child.tail
            if child.tag in _BLOCK_LEVEL and not (tail and tail.strip()):
                self._line_end(typesetter)
            elif child.tag == "br":
                self._text(f"\n{tail}" if tail and tail.strip() else "\n", typesetter)
            elif tail:
                self._text(tail, typesetter)

    def _line_end(self, typesetter: Typesetter) -> None:
        self._out.append("\n")
        typesetter.pass_line_end()

    def _text(self, text: str, typesetter: Typesetter) -> None:
        text = typesetter.set(text)
        if STX in text:
            text = _ESCAPED.sub(_letter, text)
        self._out.append(text.replace(">", "&gt;") if ">" in text else text)

    def _code(self, element: Element, outer: Typesetter) -> None:
        """Code in a sentence, or a block of it; its text is escaped by the library already."""
        outer.pass_over()
        if element.tag == "pre":
            text = (element[0].text or "").rstrip()
            self._out.append(f"<pre><code>{text}\n</code></pre>")
        else:
            self._out.append(f"<code>{element.text or ''}</code>")

    def _table(self, table: Element) -> None:
        attributes = "".join(f' {name}="{value}"' for name, value in sorted(box_attributes(self._heading).items()))
        self._out.append(f"<div{attributes}><table>")
        self._content(table, Typesetter(self._language))
        self._out.append("</table></div>")

    def _attributes(self, element: Element) -> str:
        tag = element.tag
        if tag in ("a", "img"):
            self.needs_cleaning |= self._is_in_link and tag == "a"  # browsers know no link in a link
            take_link(element, self._notes)
        elif tag in ("td", "th"):
            set_alignment(element)
        elif tag in _HEADINGS:
            self._heading = element.attrib["id"]
            self._notes.anchors.append(self._heading)
        return "".join([f' {name}="{self._value(value)}"' for name, value in sorted(element.items())])

    def _value(self, value: str) -> str:
        if STX in value:
            value = _ESCAPED.sub(_letter, value)
        self.needs_cleaning |= ">" in value
        return value.replace(">", "&gt;").replace('"', "&quot;")


def _letter(match: re.Match[str]) -> str:
    return chr(int(match[1]))


def _is_simple(heading: Element) -> bool:
    """Whether its words are its text, so that the library has nothing to take out of it."""
    text = heading.text or ""
    return not len(heading) and STX not in text and ">" not in text
