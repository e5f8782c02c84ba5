"""Markdown to HTML with gaps: facts and links are left open, so that the result depends on the text alone.

`parse(text, language)` may be remembered under the digest of its two arguments. `fill` puts facts and addresses in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from sitegen.languages import Language
from sitegen.prose.allowances import without_allowances
from sitegen.prose.cleaning import ALLOWED_ATTRIBUTES, clean
from sitegen.prose.mailbox import MAILBOX, Mailbox
from sitegen.prose.tables import put_in_scrollers
from sitegen.prose.typography import MONTHS, Typesetter
from sitegen.urls import slugify
from sitegen.values import dataclass

# Private-use characters that stand for the n-th fact or link until it is filled in.
_FACT, _LINK, _END = "\ue000", "\ue001", "\ue002"
_SLOT = re.compile(f"([{_FACT}{_LINK}])(\\d+){_END}(\\.?)")
_RESERVED = re.compile("[\ue000-\ue002\u0002\u0003]")
_FACTS = re.compile(r"\{\{[ \t]*([^{}\n]*?)[ \t]*\}\}")
# A line that begins with a year or a day of a month is a sentence in Latvian (“2022. gada vasarā”), not a list.
_DATE_FIRST = re.compile(rf"^( {{0,3}}(?:> ?)?)(\d{{4}}|\d{{1,2}}(?=\. (?:{MONTHS})))\.(?= )", re.MULTILINE)
_OPEN_BRACES = re.compile(r"\{\{")
_TAG = r"(</?[A-Za-z][^<>]*>|<!--.*?-->|<!--)"
_LANGUAGE_FREE = frozenset({"code", "pre", "kbd", "samp"})
_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "blockquote", "div"})


class PlaceKind(StrEnum):
    """What stands at a place: tells a link's target from the same words in a sentence."""

    WORDS = "words"
    LINK = "link"
    TAG = "tag"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the text something stands: the n-th time that its words are used for this."""

    words: str
    occurrence: int
    kind: PlaceKind = PlaceKind.WORDS


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or a picture, as written."""

    target: str
    place: Place
    is_picture: bool = False

    @property
    def has_fact(self) -> bool:
        """Whether a fact is part of the target, which is known only once it is filled in."""
        return _FACT in self.target


@dataclass(frozen=True, slots=True)
class FactReference:
    """A fact, by name, with the slug of its project when one is written in front."""

    name: str
    project: str
    place: Place


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in the text that is an error whatever the record says."""

    code: str
    place: Place
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """A parsed text: HTML with slots, what goes into them, its anchors, and what is wrong with it."""

    html: str
    facts: tuple[FactReference, ...]
    links: tuple[Reference, ...]
    anchors: tuple[str, ...]
    flaws: tuple[Flaw, ...]


def fill(
    prose: Prose,
    fact: Callable[[FactReference], str],
    address: Callable[[Reference], str],
    size: Callable[[Reference], tuple[int, int]] = lambda _: (0, 0),
) -> str:
    """The finished HTML. A fact that ends in a full stop takes the sentence's own full stop with it.

    `size`: of a picture in pixels, so that nothing moves when it comes; zeros when it is not known.
    """

    def put(match: re.Match[str]) -> str:
        if match[1] == _FACT:
            value = fact(prose.facts[int(match[2])])
            return _escape(value) + ("" if value.endswith(".") else match[3])
        link = prose.links[int(match[2])]
        if link.has_fact:
            target = _SLOT.sub(lambda slot: fact(prose.facts[int(slot[2])]) + slot[3], link.target)
            link = Reference(target, link.place, link.is_picture)
        width, height = size(link) if link.is_picture else (0, 0)
        # The slot is the whole of `src`, so that closing its quotes makes room for more.
        sized = f'" width="{width}" height="{height}" loading="lazy' if width and height else ""
        return _escape(address(link)) + sized + match[3]

    return _SLOT.sub(put, prose.html)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def unwrap(html: str) -> str:
    """One paragraph's content without the paragraph; anything longer stays as it is."""
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        return html[3:-4]
    return html


def parse(text: str, language: Language) -> Prose:
    """Parse a Markdown text. Depends on nothing but its arguments and the versions of the libraries."""
    reader = _reader(language)
    return reader.read(text)


@cache
def _reader(language: Language) -> _Reader:
    """One reader per language: setting Python-Markdown up costs as much as reading a page."""
    return _Reader(language)


class _Reader:
    """Python-Markdown, set up once and used for one text after another."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.links: list[Reference] = []
        self.flaws: list[Flaw] = []
        self.anchors: list[str] = []
        self._seen: dict[tuple[PlaceKind, str], int] = {}
        self._written: list[str] = []
        self._markdown = Markdown(
            extensions=[
                "tables",
                "footnotes",
                "attr_list",
                "def_list",
                "sane_lists",
                TocExtension(slugify=_anchor, permalink=False),
                _Slots(self),
            ],
            extension_configs={"footnotes": {"BACKLINK_TITLE": "{}", "BACKLINK_TEXT": "↩\ufe0e"}},
            output_format="html",
        )

    def read(self, text: str) -> Prose:
        self.links, self.flaws, self.anchors, self._seen = [], [], [], {}
        self._written = []
        facts: list[FactReference] = []
        text = _RESERVED.sub("", text)
        for match in _OPEN_BRACES.finditer(text):
            if not _FACTS.match(text, match.start()):
                line_end = text.find("\n", match.start())
                words = text[match.start() : line_end if line_end >= 0 else len(text)][:40]
                self.flaws.append(Flaw("fact-open", self.place(words)))
        source = without_allowances(text)
        source = _FACTS.sub(lambda match: self._slot(match, facts), source)
        source = _DATE_FIRST.sub(r"\1\2\\.", source)
        html = self._markdown.reset().convert(source) if source.strip() else ""
        return Prose(clean(html), tuple(facts), tuple(self.links), tuple(self.anchors), tuple(self.flaws))

    def place(self, words: str, kind: PlaceKind = PlaceKind.WORDS) -> Place:
        """The next place where `words` are used for this."""
        self._seen[kind, words] = self._seen.get((kind, words), 0) + 1
        return Place(words, self._seen[kind, words], kind)

    def as_written(self, text: str) -> str:
        """A text with the facts in it as the author wrote them."""
        return _SLOT.sub(lambda match: self._written[int(match[2])] + match[3], text)

    def _slot(self, match: re.Match[str], facts: list[FactReference]) -> str:
        project, _, name = match[1].rpartition(":")
        self._written.append(match[0])
        facts.append(FactReference(name.strip(), project.strip(), self.place(match[0])))
        return f"{_FACT}{len(facts) - 1}{_END}"


def _anchor(text: str, separator: str) -> str:
    return slugify(_SLOT.sub("", text)) or "s"


class _RawHtml(InlineProcessor):
    """Tells of an HTML tag, and leaves it as text."""

    def __init__(self, reader: _Reader, markdown: Markdown) -> None:
        super().__init__(_TAG, markdown)
        self._reader = reader

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name; it has two signatures itself
        self, m: re.Match[str], data: str
    ) -> tuple[Any, int, int]:
        tag = m[1].split("\n")[0]
        name = re.match(r"</?[A-Za-z][\w-]*|<!--", tag)
        shown = f"{name[0]}>" if name and name[0] != "<!--" else "<!-- … -->"
        self._reader.flaws.append(Flaw("raw-html", self._reader.place(tag, PlaceKind.TAG), (("tag", shown),)))
        return AtomicString(m[1]), m.start(0), m.end(0)


class _Finish(Treeprocessor):
    """The last pass over the tree: headings, links, attributes, typography."""

    def __init__(self, reader: _Reader, markdown: Markdown) -> None:
        super().__init__(markdown)
        self._reader = reader

    def run(self, root: Element) -> None:
        self._lower_headings(root)
        for element in root.iter():
            self._take_links(element)
            self._check_attributes(element)
            if "id" in element.attrib:
                self._reader.anchors.append(element.attrib["id"])
        put_in_scrollers(root)
        for block, texts in _blocks(root):
            del block
            typesetter = Typesetter(self._reader.language)
            for holder, is_tail, is_set in texts:
                if not is_set:
                    typesetter.pass_over()
                elif is_tail:
                    holder.tail = _as_before(holder.tail, typesetter)
                else:
                    holder.text = _as_before(holder.text, typesetter)

    def _lower_headings(self, root: Element) -> None:
        """The page has its own `h1`: a text that uses one has all its headings moved down by a level."""
        if any(element.tag == "h1" for element in root.iter()):
            for element in root.iter():
                if isinstance(element.tag, str) and re.fullmatch("h[1-5]", element.tag):
                    element.tag = f"h{int(element.tag[1]) + 1}"

    def _take_links(self, element: Element) -> None:
        attribute = {"a": "href", "img": "src"}.get(str(element.tag))
        target = element.get(attribute) if attribute else None
        if attribute is None or target is None or element.get("class") in {"footnote-ref", "footnote-backref"}:
            return
        is_picture = attribute == "src"
        place = self._reader.place(self._reader.as_written(target), PlaceKind.LINK)
        if is_picture and not (element.get("alt") or "").strip():
            self._reader.flaws.append(Flaw("missing-alt", place))
        self._reader.links.append(Reference(target, place, is_picture))
        element.set(attribute, f"{_LINK}{len(self._reader.links) - 1}{_END}")

    def _check_attributes(self, element: Element) -> None:
        for name in element.attrib:
            if name not in ALLOWED_ATTRIBUTES and not (name == "style" and element.tag in {"td", "th"}):
                place = self._reader.place(name, PlaceKind.ATTRIBUTE)
                self._reader.flaws.append(Flaw("attribute-refused", place, (("name", name),)))
        align = element.attrib.pop("style", "") if element.tag in {"td", "th"} else ""
        if "right" in align:
            element.set("class", "n")


def _as_before(text: str | None, typesetter: Typesetter) -> str | None:
    if not text:
        return text
    done = typesetter.set(text)
    return AtomicString(done) if isinstance(text, AtomicString) else done


_Texts = list[tuple[Element, bool, bool]]


def _blocks(root: Element) -> Iterator[tuple[Element, _Texts]]:
    """Every block with its runs of text in reading order: (holder, is it the tail, is it to be set)."""
    texts: _Texts = []
    yield from _walk(root, texts)
    if texts:
        yield root, texts


def _walk(element: Element, texts: _Texts) -> Iterator[tuple[Element, _Texts]]:
    if element.tag in _LANGUAGE_FREE:
        texts.append((element, False, False))
        return
    own = [] if element.tag in _BLOCKS else texts
    own.append((element, False, True))
    for child in element:
        yield from _walk(child, own)
        own.append((child, True, True))
    if own is not texts:
        yield element, own


class _Slots(Extension):
    """Takes raw HTML out of Python-Markdown and puts the last pass in."""

    def __init__(self, reader: _Reader) -> None:
        super().__init__()
        self._reader = reader

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(Mailbox(MAILBOX, md), "automail", 110)
        md.inlinePatterns.register(_RawHtml(self._reader, md), "html", 90)
        md.treeprocessors.register(_Finish(self._reader, md), "finish", 1)
