"""Opening tags, each read by itself.

Pages share most of their tags letter for letter, so what a tag says is remembered by its text: of 400 tags of a page
about 15 are new. Reading every page's tags anew cost four fifths of an inspection.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from html import unescape

from sitegen.inspection.addresses import addresses_of
from sitegen.urls import host_of
from sitegen.values import dataclass

ATTRIBUTES = r"""[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*"""
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_NAMES = (
    "html|title|base|meta|link|script|style|img|picture|source|svg|video|audio|track|iframe|frame|embed|object|input"
    "|select|textarea|button|label|form|main|nav|footer|h1|h2|h3|h4|h5|h6|marquee|use|image"
)
WANTED = re.compile(rf"<(?:{_NAMES})(?=[\s/>]){ATTRIBUTES}>", re.IGNORECASE)
_CLASS = r"""class\s*=\s*(?:["'](?:[^"']*\s)?attribution[\s"']|attribution(?=[\s>]))"""
BLOCK = re.compile(rf"<([a-z][a-z0-9]*)(?=\s)(?={ATTRIBUTES}\s{_CLASS}){ATTRIBUTES}>", re.IGNORECASE)
# What a browser does not show as a part of the page, though it looks like one.
UNSHOWN = r"<(noscript|template|textarea|xmp|iframe|noembed|noframes)\b"
_HIDING = re.compile(UNSHOWN, re.IGNORECASE)
_OPENING = re.compile(r"<([a-z][a-z0-9]*)(?=[\s/>])", re.IGNORECASE)
_REST = re.compile(f"{ATTRIBUTES}>")
_WANTED_NAME = re.compile(_NAMES, re.IGNORECASE)
_FETCHING = re.compile("src|href|poster|data|action|background|manifest|ping|style")
# Of the wanted, those that are looked at only for what they make a browser ask for.
_ONLY_ASKING = frozenset(
    {"base", "link", "script", "picture", "source", "svg", "track", "iframe", "frame"}
    | {"embed", "object", "button", "use", "image"}
)
# What a `meta` says that is looked at.
_TELLING = ("http-equiv", "viewport", "robots")
# The commonest tags that say nothing, as generators write them: nine tenths of those that are new on a page. Their
# attributes are not among those that lead somewhere as few do (`RARE`). Nothing that was matched is tried in another
# way, as it could not be read otherwise: a fifth of the time.
RARE = "srcset|poster|action|manifest|data|style"
_IDLE = rf"""
    (?:(?:a|li|p|span|div|td|time|dt|dd|rect|circle|path|line|text|tspan|tr|th|ul|ol|dl|small|strong|em|code|g|header
        |section|abbr|article|blockquote|caption|details|figcaption|option|sub|summary|sup|table|tbody|thead)
        (?:\ (?!class="[^"]*[Tt][Tt]|(?:{RARE})=)[a-z0-9-]+="[^"<>]*")*+
    |meta\ (?:name|property)="(?!viewport|robots)[a-z:_-]*"\ content="[^"<>]*"(?:\ data-[a-z-]+="[^"<>]*")*+
    |link\ rel="(?:alternate|canonical)"(?:\ (?:href|hreflang|title|type)="[^"<>]*")*+
    |svg(?:\ (?!class="[^"]*[Tt][Tt])(?:class|viewBox|width|height|x|y|overflow|preserveAspectRatio|role|focusable
        |aria-[a-z]+)="[^"<>]*")*+
    |use\ href="\#[^"<>]*"
    )/?>
"""
IDLE = re.compile(f"<{_IDLE}", re.VERBOSE)
# A text whose only tags are such, with no quotes but theirs.
PLAIN = re.compile(rf"""[^<"]*+(?:<(?:/[a-z0-9]+>|{_IDLE})[^<"]*+)*+""", re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening tag: its text, its name in small letters (empty when nobody looks at it), and its attributes.

    `addresses`: what it makes a browser ask other hosts for. `is_block`: it opens an attribution block. `is_hiding`:
    what stands in it is not shown. `is_torn`: with a `<` or `>` in its attributes, so that `text` is but its beginning.
    `has_quoted`: it is whole, with a `<` in its attributes. `is_labelled`: it is known to stand in a label.
    """

    text: str
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()
    is_block: bool = False
    is_hiding: bool = False
    is_torn: bool = False
    has_quoted: bool = False
    is_labelled: bool = False

    @property
    def is_asking(self) -> bool:
        """Whether it makes a browser ask for something."""
        return bool(self.addresses) or self.name == "style"

    def get(self, name: str) -> str:
        """An attribute's value; empty when it is not there."""
        return self.attributes.get(name, "")


@lru_cache(maxsize=4096)
def read_tag(text: str) -> Tag | None:
    """What a tag says, from its `<` to its `>` or to the next `<`; None when it says nothing that is looked at."""
    if IDLE.fullmatch(text):
        return None
    opening = _OPENING.match(text)
    is_hiding = _HIDING.match(text) is not None
    if opening is None:
        return Tag(text, is_hiding=True) if is_hiding else None
    if not _REST.fullmatch(text, opening.end()):
        return Tag(text, is_hiding=is_hiding, is_torn=True)
    is_block = "ttr" in text.lower() and BLOCK.fullmatch(text) is not None
    name = opening[1].lower() if _WANTED_NAME.fullmatch(opening[1]) else ""
    if not (name or is_block or is_hiding):
        return None
    attributes = attributes_in(text[opening.end() : -1]) if name and _says_something(name, text) else {}
    addresses = tuple(one for one in addresses_of(name, attributes) if host_of(one))
    if not (is_block or is_hiding or addresses) and (not name or name in _ONLY_ASKING or _is_idle(name, attributes)):
        return None
    return Tag(text, name, attributes, addresses, is_block, is_hiding, has_quoted=text.rfind("<") > 0)


def _says_something(name: str, text: str) -> bool:
    """Whether a wanted tag's attributes have to be read: most tell nothing, which is seen faster than read."""
    lower = text.lower()
    if name == "meta":
        return any(word in lower for word in _TELLING) or "&" in text or _may_ask(text, lower)
    return name not in _ONLY_ASKING or _may_ask(text, lower)


def _may_ask(text: str, lower: str) -> bool:
    """Whether a tag may name another host: as it is written, by entities, around line breaks, in a style."""
    is_able = "//" in text or "&" in text or not text.isprintable() or "style" in lower
    return is_able and _FETCHING.search(lower) is not None


def _is_idle(name: str, attributes: Mapping[str, str]) -> bool:
    return name == "meta" and "http-equiv" not in attributes and attributes.get("name", "").lower() not in _TELLING


def attributes_in(text: str) -> dict[str, str]:
    """The attributes of a tag; those without a value are empty."""
    found = {}
    for name, one, other, bare in _ATTRIBUTE.findall(text):
        value = one or other or bare
        found[name.lower()] = unescape(value) if "&" in value else value
    return found
