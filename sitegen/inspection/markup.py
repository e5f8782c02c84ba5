"""A page's markup, as far as it is looked at: some of its tags with their places, and the attribution block."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape

from sitegen.inspection.lines import (
    Reading,
    anchors_in,
    blank,
    links_in,
    read_lines,
    read_whole,
    telling,
    without,
    without_words,
)
from sitegen.inspection.tags import ATTRIBUTES, BLOCK, UNSHOWN, WANTED, Tag, attributes_in, read_tag
from sitegen.values import dataclass

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK = re.compile(rf"<[Aa](?=\s)({ATTRIBUTES})>")
_UNSHOWN = re.compile(rf"{UNSHOWN}[^>]*>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
# The most letters of a page that only leads on: the name of where it leads.
_FEW = 300
_AT_ONCE = re.compile(r"^\s*0+(?:\.0*)?\s*[;,]\s*url\s*=\s*\S", re.IGNORECASE)

_NO_INDEX = re.compile(r"\bnoindex\b")

Placed = tuple[Tag, int]


@dataclass(frozen=True, slots=True)
class Markup:
    """A page: its text without comments and scripts (same length), the tags that are looked at, the block's place.

    `asking`: the tags that make a browser ask for something, with their places; those of parts that are not shown are
    among them. `block`: start and end of the first; None when there is none. `blocks`: how many there are. `led_to`:
    where it leads in the site, as written; `anchors`: what in it can be led to.
    """

    text: str
    tags: tuple[Tag, ...]
    asking: tuple[Placed, ...]
    block: tuple[int, int] | None
    blocks: int = 0
    led_to: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """What `<html lang>` says."""
        return next((tag.get("lang") for tag in self.tags if tag.name == "html"), "").split("-")[0].lower()

    def named(self, *names: str) -> list[Tag]:
        """The tags of these names."""
        return [tag for tag in self.tags if tag.name in names]

    def placed(self, *names: str) -> Iterator[Placed]:
        """The tags of these names, with where each starts."""
        found = _placed(self.text, [tag for tag in self.tags if tag.name in names or tag.has_quoted])
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
        inner = self.text.find("<", start)
        if self.text.startswith(f"</{tag.name}>", inner):  # nothing but text, as in most: half the time
            return folded(unescape(self.text[start:inner]))
        end = re.compile(rf"</{tag.name}\s*>", re.IGNORECASE).search(self.text, start)
        return folded(unescape(re.sub(r"<[^>]*>", " ", self.text[start : end.start() if end else start])))

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of an offset, from 1."""
        return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)

    @property
    def is_unlisted(self) -> bool:
        """Whether the page tells search engines not to list it."""
        told = (tag.get("content").lower() for tag in self.named("meta") if tag.get("name").lower() == "robots")
        return any(_NO_INDEX.search(content) for content in told)

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
    said = read_lines(html)
    if said is not None:
        return _markup(without(html, said.scripts), said)
    text = without_words(_COMMENT.sub(lambda match: blank(match[0]), html))
    return _markup(text, read_whole(text)._replace(links=links_in(html), anchors=anchors_in(html)))


def _markup(page: str, said: Reading) -> Markup:
    asking = tuple(_asking(page, _wanted(page, said)))
    text, shown = _shown(page, said)
    blocks = _blocks(text, shown)
    block = _extent(text, *blocks[0]) if blocks else None
    return Markup(text, _wanted(text, shown).tags, asking, block, len(blocks), said.links, said.anchors)


def _shown(text: str, said: Reading) -> tuple[str, Reading]:
    """A text without what is not shown; what stands before the first such part is not read again."""
    hiding = [tag for tag in said.telling if tag.is_hiding]
    if not hiding:
        return text, said
    number, start = said.tags.index(hiding[0]), text.find(hiding[0].text)
    if ">" not in text[max(text.rfind("<", 0, start), 0) : start]:  # stands within a tag, whose rest it hides
        number, start = 0, 0
    elif len(hiding) == 1:
        lone = _without_lone(text, said, number, start)
        if lone is not None:
            return lone
    rest = _UNSHOWN.sub(lambda match: blank(match[0]), text[start:])
    found = read_lines(rest) or read_whole(rest)
    tags = (*said.tags[:number], *found.tags)
    return text[:start] + rest, Reading(tags, telling(tags))


def _without_lone(text: str, said: Reading, number: int, start: int) -> tuple[str, Reading] | None:
    """A text without its only part that is not shown, where it has lines of its own, as generators write one.

    The other lines say what they said: to look through them again takes 0.3 ms. `number`: of the tag that begins it.
    """
    match = _UNSHOWN.match(text, start)
    if match is None or {text[start - 1 : start], text[match.end() : match.end() + 1]} != {"\n"}:
        return None
    hidden = read_lines(match[0])
    end = number + len(hidden.tags) if hidden is not None else 0
    if hidden is None or said.tags[number:end] != hidden.tags:
        return None
    tags = said.tags[:number] + said.tags[end:]
    return text[:start] + blank(match[0]) + text[match.end() :], Reading(tags, telling(tags))


def _wanted(text: str, said: Reading) -> Reading:
    """The tags that are looked at. Where one is torn, they are found in the text: what is in quotes is no tag."""
    if not said.is_torn:
        return said
    tags = tuple(read_tag(match[0]) or Tag(match[0], has_quoted=True) for match in WANTED.finditer(text))
    return Reading(tags, telling(tags))


def _blocks(text: str, said: Reading) -> tuple[tuple[str, int], ...]:
    """The elements that are attribution blocks: names as written, and where they start."""
    if "attribution" not in text:
        return ()
    if said.is_torn:
        return tuple((match[1], match.start()) for match in BLOCK.finditer(text))
    placed = _placed(text, [tag for tag in said.telling if tag.is_block])
    return tuple((tag.text[1:].split(None, 1)[0], at) for tag, at in placed)


def _asking(text: str, said: Reading) -> Iterator[Placed]:
    found = _placed(text, [tag for tag in said.telling if tag.is_asking or tag.has_quoted])
    return (one for one in found if one[0].is_asking)


def _placed(text: str, tags: Iterable[Tag]) -> Iterator[Placed]:
    """Tags with where they start: all that there are with these texts, in order, and all that hold others in quotes."""
    end = 0
    for tag in tags:
        at = text.find(tag.text, end)
        end = at + len(tag.text)
        yield tag, at


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
