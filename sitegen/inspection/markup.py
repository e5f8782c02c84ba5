"""A page's markup, as far as it is looked at: some of its tags with their places, and the attribution block."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from html import unescape

from sitegen.values import dataclass

_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*"
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NAMES = (
    "html|title|base|meta|link|script|style|img|picture|source|svg|video|audio|track|iframe|frame|embed|object|input"
    "|select|textarea|button|label|form|main|nav|footer|h1|h2|h3|h4|h5|h6|marquee|use|image"
)
_LINK = re.compile(rf"<a(?=\s)({_ATTRIBUTES})>", re.IGNORECASE)
_WANTED = re.compile(rf"<({_NAMES})(?=[\s/>])({_ATTRIBUTES})>", re.IGNORECASE)
_CLASS = r"""class\s*=\s*(?:["'](?:[^"']*\s)?attribution[\s"']|attribution(?=[\s>]))"""
_BLOCK = re.compile(rf"<([a-z][a-z0-9]*)(?=\s)(?={_ATTRIBUTES}\s{_CLASS}){_ATTRIBUTES}>", re.IGNORECASE)
# What a browser does not show as a part of the page, though it looks like one.
_UNSHOWN = re.compile(r"<(noscript|template|textarea|xmp|iframe|noembed|noframes)\b[^>]*>(.*?)</\1\s*>", re.I | re.S)
_SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)(</script)", re.IGNORECASE | re.DOTALL)
# The most letters of a page that only leads on: the name of where it leads.
_FEW = 300
_AT_ONCE = re.compile(r"^\s*0+(?:\.0*)?\s*[;,]\s*url\s*=\s*\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening tag: its name in small letters, its attributes, and where it starts."""

    name: str
    attributes: Mapping[str, str]
    at: int

    def get(self, name: str) -> str:
        """An attribute's value; empty when it is not there."""
        return self.attributes.get(name, "")


@dataclass(frozen=True, slots=True)
class Markup:
    """A page: its text without comments and scripts (same length), the tags that are looked at, the block's place.

    `asking`: the tags that may make a browser ask for something; those of parts that are not shown are among them.

    `block`: start and end of the first; None when there is none. `blocks`: how many there are.
    """

    text: str
    tags: tuple[Tag, ...]
    asking: tuple[Tag, ...]
    block: tuple[int, int] | None
    blocks: int = 0

    @property
    def language(self) -> str:
        """What `<html lang>` says."""
        return next((tag.get("lang") for tag in self.tags if tag.name == "html"), "").split("-")[0].lower()

    def named(self, *names: str) -> Iterator[Tag]:
        """The tags of these names."""
        return (tag for tag in self.tags if tag.name in names)

    def first(self, *names: str) -> int | None:
        """Where the first of these tags starts."""
        return next((tag.at for tag in self.named(*names)), None)

    def links(self, words: str = "") -> Iterator[str]:
        """Where links lead; of those with `words` in their tag alone, which is found fast."""
        if not words:
            yield from (attributes_in(match[1]).get("href", "") for match in _LINK.finditer(self.text))
            return
        at = self.text.find(words)
        while at >= 0:
            start = self.text.rfind("<a", 0, at)
            match = _LINK.match(self.text, start) if start >= 0 else None
            if match is not None and match.end() > at:
                yield attributes_in(match[1]).get("href", "")
            at = self.text.find(words, at + 1)

    def words_of(self, tag: Tag) -> str:
        """The text between a tag and its end."""
        start = self.text.find(">", tag.at) + 1
        end = re.compile(rf"</{tag.name}\s*>", re.IGNORECASE).search(self.text, start)
        return folded(unescape(re.sub(r"<[^>]*>", " ", self.text[start : end.start() if end else start])))

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of an offset, from 1."""
        return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)

    @property
    def is_redirect(self) -> bool:
        """Whether the page only leads on: at once, and with nothing to read but the way."""
        refreshes = (tag.get("content") for tag in self.named("meta") if tag.get("http-equiv").lower() == "refresh")
        if not any(_AT_ONCE.search(content) for content in refreshes):
            return False
        body = folded(re.sub(r"<[^>]*>", " ", self.text[max(self.text.find("<body"), 0) :]))
        return self.first("nav", "footer", "form", "img") is None and len(body) <= _FEW


def read_markup(html: str) -> Markup:
    """Read a page."""
    text = _COMMENT.sub(lambda match: _blank(match[0]), html) if "<!--" in html else html
    if "<script" in text:
        text = _SCRIPT.sub(lambda match: f"{match[1]}{_blank(match[2])}{match[3]}", text)
    shown = _UNSHOWN.sub(lambda match: _blank(match[0]), text) if _UNSHOWN.search(text) else text
    tags = tuple(_tags(shown))
    found = list(_BLOCK.finditer(shown)) if "attribution" in shown else []
    block = (found[0].start(), _end_of(shown, found[0])) if found else None
    return Markup(shown, tags, tags if shown is text else tuple(_tags(text)), block, len(found))


def _tags(text: str) -> Iterator[Tag]:
    return (Tag(match[1].lower(), attributes_in(match[2]), match.start()) for match in _WANTED.finditer(text))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def attributes_in(text: str) -> dict[str, str]:
    """The attributes of a tag; those without a value are empty."""
    found = {}
    for name, one, other, bare in _ATTRIBUTE.findall(text):
        value = one or other or bare
        found[name.lower()] = unescape(value) if "&" in value else value
    return found


def _end_of(text: str, opening: re.Match[str]) -> int:
    """Where the element that a tag opens ends: at its own closing tag, those of the same name in it skipped."""
    depth = 0
    for match in re.compile(rf"<(/?){opening[1]}(?=[\s>])[^>]*>", re.IGNORECASE).finditer(text, opening.start()):
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.end()
    return len(text)


def folded(text: str) -> str:
    """A text in NFC with single spaces: how prescribed words are compared (B-34)."""
    return " ".join(unicodedata.normalize("NFC", text).split())
