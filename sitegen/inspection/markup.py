"""A page's markup, as far as it is looked at: some of its tags with their places, and the attribution block."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape

from sitegen.inspection.tags import ATTRIBUTES, BLOCK, UNSHOWN, WANTED, Tag, attributes_in, read_tag
from sitegen.values import dataclass

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# Any tag that opens something, to its end or to where the next begins.
_OPENING = re.compile(r"<[^/<>][^<>]*>?")
_LINK = re.compile(rf"<a(?=\s)({ATTRIBUTES})>", re.IGNORECASE)
_UNSHOWN = re.compile(rf"{UNSHOWN}[^>]*>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_SCRIPT = re.compile(r"(<script\b[^>]*>)([^<]*(?:<(?!/script)[^<]*)*)(</script)", re.IGNORECASE)
# The most letters of a page that only leads on: the name of where it leads.
_FEW = 300
_AT_ONCE = re.compile(r"^\s*0+(?:\.0*)?\s*[;,]\s*url\s*=\s*\S", re.IGNORECASE)

Placed = tuple[Tag, int]


@dataclass(frozen=True, slots=True)
class Markup:
    """A page: its text without comments and scripts (same length), the tags that are looked at, the block's place.

    `asking`: the tags that make a browser ask for something, with their places; those of parts that are not shown are
    among them. `block`: start and end of the first; None when there is none. `blocks`: how many there are.
    """

    text: str
    tags: tuple[Tag, ...]
    asking: tuple[Placed, ...]
    block: tuple[int, int] | None
    blocks: int = 0

    @property
    def language(self) -> str:
        """What `<html lang>` says."""
        return next((tag.get("lang") for tag in self.tags if tag.name == "html"), "").split("-")[0].lower()

    def named(self, *names: str) -> Iterator[Tag]:
        """The tags of these names."""
        return (tag for tag in self.tags if tag.name in names)

    def placed(self, *names: str) -> Iterator[Placed]:
        """The tags of these names, with where each starts."""
        found = _placed(self.text, (tag for tag in self.tags if tag.name in names or tag.has_quoted))
        return (one for one in found if one[0].name in names)

    def first(self, *names: str) -> int | None:
        """Where the first of these tags starts."""
        return next((at for _, at in self.placed(*names)), None)

    def links(self, words: str = "") -> Iterator[str]:
        """Where links lead; with `words`, only those that have them in their tag, found fast, the last first."""
        if not words:
            yield from (attributes_in(match[1]).get("href", "") for match in _LINK.finditer(self.text))
            return
        at = self.text.rfind(words)
        while at >= 0:
            start = self.text.rfind("<a", 0, at)
            match = _LINK.match(self.text, start) if start >= 0 else None
            if match is not None and match.end() > at:
                yield attributes_in(match[1]).get("href", "")
            at = self.text.rfind(words, 0, at + len(words) - 1)

    def words_of(self, tag: Tag, at: int) -> str:
        """The text between a tag that starts at `at` and its end."""
        start = self.text.find(">", at) + 1
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
    openings = _openings(text)
    asking = tuple(_asking(text, _wanted(text, openings)))
    text, openings = _shown(text, openings)
    blocks = _blocks(text, openings)
    block = _extent(text, *blocks[0]) if blocks else None
    return Markup(text, _wanted(text, openings), asking, block, len(blocks))


def _openings(text: str) -> tuple[Tag, ...]:
    return tuple(filter(None, map(read_tag, _OPENING.findall(text))))


def _shown(text: str, openings: tuple[Tag, ...]) -> tuple[str, tuple[Tag, ...]]:
    """A text without what is not shown; what stands before the first such part is not read again."""
    number = next((number for number, tag in enumerate(openings) if tag.is_hiding), None)
    if number is None:
        return text, openings
    start = text.find(openings[number].text)
    if ">" not in text[max(text.rfind("<", 0, start), 0) : start]:  # stands within a tag, whose rest it hides
        number, start = 0, 0
    rest = _UNSHOWN.sub(lambda match: _blank(match[0]), text[start:])
    return text[:start] + rest, (*openings[:number], *_openings(rest))


def _wanted(text: str, openings: tuple[Tag, ...]) -> tuple[Tag, ...]:
    """The tags that are looked at. Where one is torn, they are found in the text: what is in quotes is no tag."""
    if not any(tag.is_torn for tag in openings):
        return openings
    return tuple(read_tag(match[0]) or Tag(match[0], has_quoted=True) for match in WANTED.finditer(text))


def _blocks(text: str, openings: tuple[Tag, ...]) -> tuple[tuple[str, int], ...]:
    """The elements that are attribution blocks: names as written, and where they start."""
    if "attribution" not in text:
        return ()
    if any(tag.is_torn for tag in openings):
        return tuple((match[1], match.start()) for match in BLOCK.finditer(text))
    placed = _placed(text, [tag for tag in openings if tag.is_block])
    return tuple((tag.text[1:].split(None, 1)[0], at) for tag, at in placed)


def _asking(text: str, tags: tuple[Tag, ...]) -> Iterator[Placed]:
    found = _placed(text, [tag for tag in tags if tag.addresses or tag.name == "style" or tag.has_quoted])
    return (one for one in found if one[0].addresses or one[0].name == "style")


def _placed(text: str, tags: Iterable[Tag]) -> Iterator[Placed]:
    """Tags with where they start: all that there are with these texts, in order, and all that hold others in quotes."""
    end = 0
    for tag in tags:
        at = text.find(tag.text, end)
        end = at + len(tag.text)
        yield tag, at


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _extent(text: str, name: str, start: int) -> tuple[int, int]:
    """From where an element opens to behind its own closing tag; those of the same name in it are skipped."""
    depth = 0
    for match in re.compile(rf"<(/?){name}(?=[\s>])[^>]*>", re.IGNORECASE).finditer(text, start):
        depth += -1 if match[1] else 1
        if depth == 0:
            return start, match.end()
    return start, len(text)


def folded(text: str) -> str:
    """A text in NFC with single spaces: how prescribed words are compared (B-34)."""
    return " ".join(unicodedata.normalize("NFC", text).split())
