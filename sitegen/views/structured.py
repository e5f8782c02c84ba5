"""Structured data of a page: things of schema.org as JSON-LD. docs/structured-data.md says what each page tells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import unescape

from markupsafe import Markup

from sitegen.prose import unmarked
from sitegen.views.parts import Passage, Text

Value = str | float | Mapping[str, "Value"] | Sequence["Value"]
Node = dict[str, Value]

_CONTEXT = "https://schema.org"
# Inside a script element these could end it, or be taken for markup; the last two end a line where script is read.
_ESCAPES = tuple((letter, f"\\u{ord(letter):04x}") for letter in "<>&\u2028\u2029")
_EMPTY: tuple[Value, ...] = ("", [], {})
_TAG = re.compile("<[^>]*>")
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def node(kind: str, identity: str = "", **values: Value | None) -> Node:
    """A thing of a type of schema.org. What is not stated, None or empty, is left out."""
    made: Node = {"@type": kind, "@id": identity} if identity else {"@type": kind}
    for name, value in values.items():  # as `stated`, without a map in between: a project has twenty things
        if value or (value is not None and value not in _EMPTY):
            made[name] = value
    return made


def stated(**values: Value | None) -> Node:
    """What is stated of these values."""
    return {name: value for name, value in values.items() if value or (value is not None and value not in _EMPTY)}


def reference(identity: str) -> Node:
    """A thing that is described elsewhere, on this page or on another."""
    return {"@id": identity}


def said(text: Text) -> Value:
    """A text; one in another language than the page's says which."""
    return {"@value": text.text, "@language": text.language} if text.is_foreign else text.text


def plain(passage: Passage) -> Value:
    """The words of a passage."""
    return said(Text(bare(passage.html), passage.language, passage.is_foreign))


@lru_cache(maxsize=64)
def bare(html: Markup) -> str:
    """The words of a passage, which its page says in its data and to search engines.

    `Markup.striptags` cuts tag after tag out of the whole, 30 µs; it knows comments, which prose has hardly ever.
    """
    text = unmarked(html)
    if "<!--" in text:
        return str(Markup(text).striptags())
    return unescape(" ".join(_TAG.sub("", text).split()))


def beginning(html: Markup, length: int) -> str:
    """The words of a passage, or only the first of them: more than `length` letters with single spaces between words.

    News without a summary are described by how they begin; to read all of one takes 50 µs.
    """
    end = html.find("<", 2 * length)
    if end < 0 or "<!--" in html or html.rfind("<", 0, end) > html.rfind(">", 0, end):
        return bare(html)
    text = bare(html[:end])
    return text if len(" ".join(text.split())) > length else bare(html)


class Lasting(dict[str, Value]):
    """A thing that many pages tell of in the same words, with its text: to encode one takes 5 to 30 µs."""

    __slots__ = ("text",)

    def __init__(self, thing: Node) -> None:
        super().__init__(thing)
        self.text = encoded(thing)

    def __reduce__(self) -> tuple[type[Lasting], tuple[Node]]:
        return Lasting, (dict(self),)


def data_block(nodes: Iterable[Node]) -> Markup:
    """The things as the text of a data block. Two with one identity are one thing, of which both tell."""
    graph: dict[str, Node] = {}
    for one in nodes:
        identity = str(one["@id"])
        graph[identity] = {**graph[identity], **one} if identity in graph else one
    texts: list[str] = []
    others: list[Node] = []
    for one in graph.values():
        if isinstance(one, Lasting):
            texts += [encoded(others)[1:-1], one.text] if others else [one.text]
            others = []
        else:
            others.append(one)
    texts += [encoded(others)[1:-1]] if others else []
    return Markup(f'{{"@context":"{_CONTEXT}","@graph":[{",".join(texts)}]}}')


def encoded(value: Value) -> str:
    """A value as text that can stand in a data block."""
    text = _encode(value)
    # Five searches take 2 µs; `str.translate` asks for every letter, 120 µs.
    for letter, escaped in _ESCAPES:
        text = text.replace(letter, escaped)
    return text
