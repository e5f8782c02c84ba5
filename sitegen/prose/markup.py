"""What is ours in Python-Markdown: raw HTML is refused, and a last pass over the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from sitegen.languages import EN, LV, Language
from sitegen.prose.anchors import anchor
from sitegen.prose.cleaning import ALLOWED_ATTRIBUTES
from sitegen.prose.mailbox import MAILBOX, Mailbox
from sitegen.prose.notes import Notes
from sitegen.prose.tables import put_in_scrollers
from sitegen.prose.typography import Typesetter
from sitegen.prose.values import END, LINK, Flaw, PlaceKind, Reference

LANGUAGE_FREE = frozenset({"code", "pre", "kbd", "samp"})
BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "blockquote", "div"})
# What a note’s link back says; `{}` is the number of the note.
_BACK = {LV: "Atpakaļ pie {}. atsauces tekstā", EN: "Back to reference {} in the text"}
_TAG = r"(</?[A-Za-z][^<>]*>|<!--.*?-->|<!--)"


_Kind = TypeVar("_Kind", bound=Markdown)


def set_up(kind: type[_Kind], notes: Notes, language: Language) -> _Kind:
    """Python-Markdown with all that a text may use."""
    return kind(
        extensions=[
            *("tables", "footnotes", "attr_list", "def_list", "sane_lists"),
            TocExtension(slugify=anchor, permalink=False),
            _Slots(notes, language),
        ],
        extension_configs={"footnotes": {"BACKLINK_TITLE": _BACK.get(language, _BACK[EN]), "BACKLINK_TEXT": "↩\ufe0e"}},
        output_format="html",
    )


def take_link(element: Element, notes: Notes) -> None:
    """Note the link or picture, and leave a slot in its place."""
    attribute = "href" if element.tag == "a" else "src"
    target = element.get(attribute)
    if target is None or element.get("class") in {"footnote-ref", "footnote-backref"}:
        return
    is_picture = attribute == "src"
    place = notes.place(notes.as_written(target), PlaceKind.LINK)
    if is_picture and not (element.get("alt") or "").strip():
        notes.flaws.append(Flaw("missing-alt", place))
    notes.links.append(Reference(target, place, is_picture))
    element.set(attribute, f"{LINK}{len(notes.links) - 1}{END}")


def lower_headings(headings: list[Element]) -> None:
    """The page has its own `h1`: a text that uses one has all its headings moved down by a level."""
    if any(heading.tag == "h1" for heading in headings):
        for heading in headings:
            heading.tag = f"h{min(int(heading.tag[1]) + 1, 6)}"


def set_alignment(cell: Element) -> None:
    """Numbers stand to the right by a class of ours, not by a style."""
    if "right" in cell.attrib.pop("style", ""):
        cell.set("class", "n")


class _RawHtml(InlineProcessor):
    """Tells of an HTML tag, and leaves it as text."""

    def __init__(self, notes: Notes, markdown: Markdown) -> None:
        super().__init__(_TAG, markdown)
        self._notes = notes

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name; it has two signatures itself
        self, m: re.Match[str], data: str
    ) -> tuple[Any, int, int]:
        tag = m[1].split("\n")[0]
        name = re.match(r"</?[A-Za-z][\w-]*|<!--", tag)
        shown = f"{name[0]}>" if name and name[0] != "<!--" else "<!-- … -->"
        self._notes.flaws.append(Flaw("raw-html", self._notes.place(tag, PlaceKind.TAG), (("tag", shown),)))
        return AtomicString(m[1]), m.start(0), m.end(0)


class _Valueless(Treeprocessor):
    """Takes out attributes without a value, and those of the text as a whole, which the library cannot write."""

    def __init__(self, notes: Notes, markdown: Markdown) -> None:
        super().__init__(markdown)
        self._notes = notes

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in [name for name, value in element.attrib.items() if value is None or element is root]:
                del element.attrib[name]
                place = self._notes.place(name, PlaceKind.ATTRIBUTE)
                self._notes.flaws.append(Flaw("attribute-refused", place, (("name", name),)))


class _Finish(Treeprocessor):
    """The last pass over the tree: headings, links, attributes, typography."""

    def __init__(self, notes: Notes, language: Language, markdown: Markdown) -> None:
        super().__init__(markdown)
        self._notes = notes
        self._language = language

    def run(self, root: Element) -> None:
        lower_headings([element for element in root.iter() if re.fullmatch("h[1-6]", str(element.tag))])
        names: dict[str, int] = {}
        for element in root.iter():
            if element.tag in ("a", "img"):
                take_link(element, self._notes)
            self._check_attributes(element)
            if "id" in element.attrib:  # two may be alike where the author sets them
                element.set("id", _single(element.attrib["id"], names))
                self._notes.anchors.append(element.attrib["id"])
            if element.get("class") == "footnote-backref":
                element.set("aria-label", element.attrib.pop("title", ""))
        put_in_scrollers(root)
        for texts in _blocks(root):
            self._set(texts)

    def _check_attributes(self, element: Element) -> None:
        for name in element.attrib:
            if name not in ALLOWED_ATTRIBUTES and not (name == "style" and element.tag in {"td", "th"}):
                place = self._notes.place(name, PlaceKind.ATTRIBUTE)
                self._notes.flaws.append(Flaw("attribute-refused", place, (("name", name),)))
        if element.tag in {"td", "th"}:
            set_alignment(element)

    def _set(self, texts: _Texts) -> None:
        typesetter = Typesetter(self._language)
        for holder, is_tail, is_set in texts:
            if not is_set:
                typesetter.pass_over()
            elif is_tail:
                holder.tail = _as_before(holder.tail, typesetter)
            else:
                holder.text = _as_before(holder.text, typesetter)


def _single(name: str, names: dict[str, int]) -> str:
    """A name that none before has, numbered as headings are; `names`: those before, with the last number of each."""
    number = names.get(name, -1) + 1
    while number and f"{name}_{number}" in names:
        number += 1
    names[name] = number
    if number:
        name = f"{name}_{number}"
        names[name] = 0
    return name


def _as_before(text: str | None, typesetter: Typesetter) -> str | None:
    if not text:
        return text
    done = typesetter.set(text)
    return AtomicString(done) if isinstance(text, AtomicString) else done


_Texts = list[tuple[Element, bool, bool]]


def _blocks(root: Element) -> Iterator[_Texts]:
    """The runs of text of every block in reading order: (holder, is it the tail, is it to be set)."""
    texts: _Texts = []
    yield from _walk(root, texts)
    if texts:
        yield texts


def _walk(element: Element, texts: _Texts) -> Iterator[_Texts]:
    if element.tag in LANGUAGE_FREE:
        texts.append((element, False, False))
        return
    own = [] if element.tag in BLOCKS else texts
    own.append((element, False, True))
    for child in element:
        yield from _walk(child, own)
        own.append((child, True, True))
    if own is not texts:
        yield own


class _Slots(Extension):
    """Takes raw HTML out of Python-Markdown and puts the last pass in."""

    def __init__(self, notes: Notes, language: Language) -> None:
        super().__init__()
        self._notes = notes
        self._language = language

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(Mailbox(MAILBOX, md), "automail", 110)
        md.inlinePatterns.register(_RawHtml(self._notes, md), "html", 90)
        md.treeprocessors.register(_Valueless(self._notes, md), "valueless", 7)  # after attributes, before headings
        md.treeprocessors.register(_Finish(self._notes, self._language, md), "finish", 1)
