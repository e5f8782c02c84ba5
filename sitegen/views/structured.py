"""Structured data of a page: things of schema.org as JSON-LD. docs/structured-data.md says what each page tells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from sitegen.views.parts import Passage, Text

Value = str | float | Mapping[str, "Value"] | Sequence["Value"]
Node = dict[str, Value]

_CONTEXT = "https://schema.org"
# Inside a script element these could end it, or be taken for markup; the last two end a line where script is read.
_ESCAPES = tuple((letter, f"\\u{ord(letter):04x}") for letter in "<>&\u2028\u2029")
_EMPTY: tuple[Value, ...] = ("", [], {})
_encoded = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def node(kind: str, identity: str = "", **values: Value | None) -> Node:
    """A thing of a type of schema.org. What is not stated, None or empty, is left out."""
    named: dict[str, Value | None] = {"@type": kind, "@id": identity, **values}
    return {name: value for name, value in named.items() if value or (value is not None and value not in _EMPTY)}


def reference(identity: str) -> Node:
    """A thing that is described elsewhere, on this page or on another."""
    return {"@id": identity}


def said(text: Text) -> Value:
    """A text; one in another language than the page's says which."""
    return {"@value": text.text, "@language": text.language} if text.is_foreign else text.text


def plain(passage: Passage) -> Value:
    """The words of a passage."""
    return said(Text(str(passage.html.striptags()), passage.language, passage.is_foreign))


def data_block(nodes: Iterable[Node]) -> Markup:
    """The things as the text of a data block. Two with one identity are one thing, of which both tell."""
    graph: dict[str, Node] = {}
    for one in nodes:
        identity = str(one["@id"])
        graph[identity] = {**graph[identity], **one} if identity in graph else one
    text = _encoded({"@context": _CONTEXT, "@graph": list(graph.values())})
    # Five searches take 2 µs; `str.translate` asks for every letter, 120 µs.
    for letter, escaped in _ESCAPES:
        text = text.replace(letter, escaped)
    return Markup(text)
