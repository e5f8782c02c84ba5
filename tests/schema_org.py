"""The vocabulary of schema.org, as npm's `schema-dts` declares it, and what in JSON-LD does not keep to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tests.quality.tools import PACKAGES, need

Names = frozenset[str]

DECLARATIONS = PACKAGES / "schema-dts" / "dist" / "schema.d.ts"
_INTERFACE = re.compile(r"^(?:export )?interface (\w+) extends ([^{]+)\{(.*?)^\}", re.MULTILINE | re.DOTALL)
_PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.*), "\1">;$', re.MULTILINE)
_TYPE = re.compile(r"^export type (\w+) = ([\w| ]+);$", re.MULTILINE)
_TEXTS = {"Text", "PronounceableText"}
_NUMBERS = {"Number", "Integer", "Float"}


@dataclass(frozen=True)
class Vocabulary:
    """For every type its properties with their ranges, and the types that are kinds of it."""

    properties: Mapping[str, Mapping[str, frozenset[str]]]
    kinds: Mapping[str, frozenset[str]]

    def wrong(self, node: Mapping[str, object], types: Mapping[str, str], place: str = "") -> Iterator[str]:
        """What in a thing the vocabulary does not know; `types`: the type of everything that has an identity."""
        kind = node.get("@type")
        known = self.properties.get(str(kind))
        if known is None:
            yield f"{place}: no type {kind}"
            return
        for name, value in node.items():
            if name not in known and not name.startswith("@"):
                yield f"{place}{kind}: no property {name}"
            for one in value if isinstance(value, list) else [value]:
                if name in known:
                    yield from self._wrong_value(one, known[name], types, f"{place}{kind}.{name}")

    def _wrong_value(
        self, value: object, ranges: frozenset[str], types: Mapping[str, str], place: str
    ) -> Iterator[str]:
        allowed = frozenset().union(*(self.kinds.get(one, frozenset()) | {one} for one in ranges))
        if not isinstance(value, dict):
            if not _fits(value, ranges):
                yield f"{place}: {value!r} is none of {', '.join(sorted(ranges))}"
        elif "@value" in value:
            if set(value) != {"@value", "@language"} or not ranges & _TEXTS:
                yield f"{place}: {value}"
        else:
            kind = value.get("@type") or types.get(str(value.get("@id")))
            if kind not in allowed:
                yield f"{place}: {kind} {value.get('@id')} is none of {', '.join(sorted(ranges))}"
            if "@type" in value:
                yield from self.wrong(value, types, f"{place} > ")


def _fits(value: object, ranges: Names) -> bool:
    if isinstance(value, int | float):
        return bool(ranges & _NUMBERS)
    text = str(value)
    if ranges & _TEXTS:
        return True
    if "Date" in ranges:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None
    return "URL" in ranges and text.startswith("https://")


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    text = need(DECLARATIONS).read_text(encoding="utf-8")
    parents: dict[str, list[str]] = {}
    own: dict[str, dict[str, frozenset[str]]] = {}
    for name, above, body in _INTERFACE.findall(text):
        parents[name] = re.findall(r"\w+", above)
        own[name] = {found: frozenset(re.findall(r"\w+", ranges)) for found, ranges in _PROPERTY.findall(body)}
    narrower = {name: set(re.findall(r"\w+", others)) - {f"{name}Leaf"} for name, others in _TYPE.findall(text)}

    def properties(interface: str) -> dict[str, frozenset[str]]:
        inherited = (properties(above) for above in parents.get(interface, ()))
        return {name: ranges for found in (*inherited, own.get(interface, {})) for name, ranges in found.items()}

    def kinds(name: str) -> frozenset[str]:
        return frozenset({name}).union(*(kinds(one) for one in narrower.get(name, ()) if one in narrower))

    leaves = [name.removesuffix("Leaf") for name in parents if name.endswith("Leaf")]
    return Vocabulary({name: properties(f"{name}Leaf") for name in leaves}, {name: kinds(name) for name in narrower})
