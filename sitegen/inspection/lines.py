"""A page's lines, each read by itself.

Pages share nine tenths of their lines letter for letter, so what a line says is remembered by its text: of 340 lines of
a page about 35 are new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from html import unescape
from itertools import chain
from sys import intern
from typing import NamedTuple

from sitegen.inspection.addresses import in_style, refreshed
from sitegen.inspection.tags import PLAIN, RARE, Tag, read_tag
from sitegen.patterns import regex

COMMENT = "<!--"
# Any tag that opens something, to its end or to where the next begins.
_OPENING = regex(r"<[^/<>][^<>]*>?")
_VALUES = ('href="', 'src="', 'id="')
_SCRIPT = regex(r"(<script\b[^>]*>)([^<]*(?:<(?!/script)[^<]*)*)(</script)", re.IGNORECASE)
# So many letters of a script are searched for: to search for thousands takes four times as long.
_SOME = 64
_AT_MOST = 12288
# A label, as generators write one around its control.
_LABEL = regex(r"""(?:<(?:p|li|div)(?:\ class="[^"<>]*")?>)?<label><input\ [^<>]*>[^<]*</label>(?:</(?:p|li|div)>)?""")
# A text whose tags all end, with no quotes but around the values of their attributes.
_PROPER = regex(r"""[^<"]*(?:<(?:/[a-z0-9]+|[a-z][a-z0-9]*(?:\ [a-zA-Z0-9:-]+(?:="[^"<>]*")?)*\ ?/?)>[^<"]*)*""")
# A tag that is looked at before a text that is plain, as headings and titles are written, and titles of drawings.
_ATTRIBUTES = rf"""(?:\ (?!class="[^"]*[Tt][Tt]|(?:{RARE})=)[a-z-]+="[^"<>]*")*"""
_DRAWN = "class|viewBox|width|height|x|y|overflow|preserveAspectRatio|role"
_FIRST = regex(
    rf"""(?:<svg(?:\ (?!class="[^"]*[Tt][Tt])(?:{_DRAWN})="[^"<>]*")*>)?<(?:h[1-6]|title){_ATTRIBUTES}>""", re.VERBOSE
)
# Words in a script as every page has them.
_DATA = regex(r"""(<script type="application/ld\+json">)([^<]+)(</script>)""")
_LINK = regex(r"""(?:href|src)="([^"]*)\"""")
_NAMES = ("href", "src")
_ANCHOR = regex(r"""\sid="([^"]*)\"""")
# How links begin that lead out of the site.
_ELSEWHERE = ("https://", "http://", "//", "mailto:", "tel:", "data:")
_LISTED = regex(r"""<[a-z][^<>]*\s(?:image)?srcset\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)
_OTHERS = regex(
    r"""<[a-z][^<>]*?\s(?:(?:poster|action|manifest|data)\s*=\s*"([^"<>]*)"
    |(?:href|src|poster|action|manifest|data)\s*=\s*(?:'([^'<>]*)'|([^\s"'<>]+)))""",
    re.IGNORECASE | re.VERBOSE,
)
_STYLED = regex(r"""\sstyle\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)


class Reading(NamedTuple):
    """What a text says: its opening tags that are looked at, its links within the site, its anchors.

    A tuple, since those of a hundred lines are put together by columns. `telling`: the tags that say more than their
    name and attributes. `scripts`: those with words in them, as written and blank.
    """

    tags: tuple[Tag, ...]
    telling: tuple[Tag, ...] = ()
    links: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    scripts: tuple[tuple[str, str], ...] = ()

    @property
    def is_torn(self) -> bool:
        """Whether one of its tags is."""
        return any(tag.is_torn for tag in self.telling)


_NOTHING = Reading(())
# Of a line on which a tag, a script, a comment or a value in quotes does not end.
_UNFINISHED = Reading((), (Tag("", is_torn=True),))


def read_lines(text: str) -> Reading | None:
    """What a text says, read line by line; None where something in it does not end on the line where it begins."""
    lines = [*filter(None, map(_LINES.__getitem__, text.split("\n")))]
    columns = (tuple(chain.from_iterable(filter(None, column))) for column in zip(*lines, strict=True))
    said = Reading(*columns) if lines else _NOTHING
    return None if said.is_torn else said


def read_whole(text: str) -> Reading:
    """What a text without scripts says, whatever its lines."""
    tags = openings(text)
    return Reading(tags, telling(tags), links_in(text), anchors_in(text))


class _Lines(dict[str, Reading | None]):
    """What lines say, by their text; None where they say nothing that is looked at.

    When there are too many, those are forgotten that nobody has asked for since that was last so: to know which one was
    used last costs more than to read some again. Scripts with words in them are not remembered: they are two fifths of
    all letters, and each tells of one page.
    """

    def __init__(self) -> None:
        super().__init__()
        self._older: dict[str, Reading | None] = {}

    def __missing__(self, text: str) -> Reading | None:
        if len(self) >= _AT_MOST:
            self._older = self.copy()
            self.clear()
        said = self._older[text] if text in self._older else read_line(text)
        if said is None or not said.scripts:
            self[text] = said
        return said


_LINES = _Lines()


def read_line(text: str) -> Reading | None:
    """What a line says; None when it says nothing that is looked at."""
    if text.startswith("<p>") and text.endswith("</p>") and text.count("<") == 2 and '"' not in text:
        return None  # a paragraph of words: every tenth line that is new
    first = _FIRST.match(text)
    if not PLAIN.fullmatch(text, first.end() if first else 0):
        return _read_line(text)
    tags, telling_tags = _first(first[0]) if first else ((), ())
    if '="' not in text:
        return Reading(tags, telling_tags) if tags else None
    links, anchors = _links_in(text, is_rare=False), anchors_in(text)
    return Reading(tags, telling_tags, links, anchors) if tags or links or anchors else None


@lru_cache(maxsize=1024)
def _first(text: str) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
    """The tags before a plain text, and those that say more: few differ, and each takes 3 µs."""
    tags = openings(text)
    return tags, telling(tags)


def _read_line(text: str) -> Reading | None:
    data = _DATA.fullmatch(text)
    if data is not None and '="' not in data[2]:
        return Reading((), scripts=((text, _blank_script(data)),))
    if not _PROPER.fullmatch(text) and _is_unfinished(text):
        return _UNFINISHED
    scripts = tuple(scripts_in(text))
    if len(scripts) < text.lower().count("<script"):
        return _UNFINISHED
    written = tuple((one, empty) for one, empty in scripts if one != empty)
    tags = openings(without(text, written))
    if _LABEL.fullmatch(text):
        tags = tuple(replace(tag, is_labelled=True) for tag in tags)
    said = Reading(tags, telling(tags), links_in(text), anchors_in(text), written)
    return said if said != _NOTHING else None


def _is_unfinished(text: str) -> bool:
    """Whether a tag, a comment, or the value of a link or an anchor may go on behind the text's end."""
    if text.rfind("<") > text.rfind(">") or COMMENT in text:
        return True
    return not all('"' in part for mark in _VALUES if mark in text for part in text.split(mark)[1:])


def openings(text: str) -> tuple[Tag, ...]:
    """The opening tags of a text that are looked at."""
    return tuple(filter(None, map(read_tag, _OPENING.findall(text))))


def telling(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """Those of some tags that say more than their name and attributes."""
    return tuple(tag for tag in tags if tag.is_asking or tag.is_block or tag.is_hiding or tag.is_torn or tag.has_quoted)


def scripts_in(text: str) -> Iterator[tuple[str, str]]:
    """The scripts of a text, up to their closing tags: as written, and blank. None where all are in capitals."""
    if "<script" in text:
        yield from ((match[0], _blank_script(match)) for match in _SCRIPT.finditer(text))


def _blank_script(match: re.Match[str]) -> str:
    return f"{match[1]}{blank(match[2])}{match[3]}"


def without_words(text: str) -> str:
    """A text with all its scripts blank."""
    return _SCRIPT.sub(_blank_script, text) if "<script" in text else text


def without(text: str, scripts: Iterable[tuple[str, str]]) -> str:
    """A text with its scripts blank, which are told in order; their letters are nowhere else in it."""
    end = 0
    for written, empty in scripts:
        beginning = written[:_SOME]
        at = text.index(beginning, end)
        while not text.startswith(written, at):
            at = text.index(beginning, at + 1)
        end = at + len(written)
        text = f"{text[:at]}{empty}{text[end:]}"
    return text


def blank(text: str) -> str:
    """Spaces in place of a text, on as many lines."""
    return "\n".join(" " * len(line) for line in text.split("\n")) if "\n" in text else " " * len(text)


def links_in(text: str) -> tuple[str, ...]:
    """Every link, picture and frame that does not lead out of the site."""
    return _links_in(text, _may_lead_otherwise(text.lower()))


def _links_in(text: str, is_rare: bool) -> tuple[str, ...]:
    found: list[str] = _LINK.findall(text) if 'href="' in text or 'src="' in text else []
    if is_rare:
        found += _rarer_links(text)
    if not found:
        return ()
    # Interned, since pages share most of their links: a third of the bytes that go from process to process.
    return tuple([intern(link) for link in found if not link.startswith(_ELSEWHERE)])


def is_within(link: str) -> bool:
    """Whether a link may lead to a file of the site."""
    return not link.startswith((*_ELSEWHERE, "#"))


def _may_lead_otherwise(text: str) -> bool:
    """Whether a text in small letters may lead somewhere as few do: by width, films, forms, in other quotes or none.

    Words are sought one by one: one expression for all took two fifths of the reading of a page.
    """
    is_rare = "srcset" in text or "poster" in text or "action" in text or "url(" in text or "http-equiv" in text
    if is_rare or "manifest" in text or "data" in text:
        return True
    return ("href" in text or "src" in text) and any(text.count(name) > text.count(f'{name}="') for name in _NAMES)


def _rarer_links(text: str) -> Iterator[str]:
    for values in _LISTED.findall(text):
        parts = "".join(values).split(",") if "data:" not in "".join(values) else ()
        yield from (part.split()[0] for part in parts if part.split())
    yield from ("".join(values) for values in _OTHERS.findall(text))
    if "url" in text.lower():
        styles = (unescape("".join(values)) for values in _STYLED.findall(text))
        yield from filter(is_within, (one for style in styles for one in in_style(style)))
        yield from refreshed(text)


def anchors_in(text: str) -> tuple[str, ...]:
    """Every `id`."""
    return tuple(_ANCHOR.findall(f"\n{text}")) if 'id="' in text else ()
