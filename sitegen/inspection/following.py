"""Where the files of a site lead, and what they say of each other: links with the site's address, languages, ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote
from xml.parsers.expat import ExpatError, ParserCreate

from sitegen.inspection.addresses import in_style
from sitegen.inspection.lines import is_within
from sitegen.inspection.tags import attributes_in

# What is followed when it begins with the site's own address. A card's picture is drawn only for what is published.
LINKS, CARDS = ('href="', 'src="'), ('content="',)
_QUOTE = '"'
# What stands in a `link`. Without regard to case it would be tried at every letter.
_IN_LINK = re.compile(r"<[Ll][Ii][Nn][Kk](\s[^<>]*)>")
# What stands before an address in data and feeds, and in what is told to robots; and where one ends.
_BEFORE = ('"', ">", "Sitemap: ")
_END = re.compile(r"""[\s"<>\\]""")
_IN_MANIFEST = re.compile(r'"(?:src|start_url|url)"\s*:\s*"([^"\\]+)"')
_ID = re.compile(r"<id>([^<]*)</id>")
_ENTRY = "<entry"
_GIVEN = "media/"
_FOLLOWED = (".css", ".xml", ".json", ".txt", ".webmanifest")


class Kinship(NamedTuple):
    """What a page says of itself. `others`: the paths at which it is in other languages.

    `flaws`: what it says wrongly, as codes, each with what was seen.
    """

    others: tuple[str, ...] = ()
    flaws: tuple[tuple[str, str], ...] = ()


def is_followed(path: str) -> bool:
    """Whether a file that is no page may lead somewhere. What authors put into `media/` says what it likes."""
    return path.endswith(_FOLLOWED) and not path.startswith(_GIVEN)


def own_links(text: str, base_url: str, marks: tuple[str, ...]) -> Iterator[str]:
    """The links of a page that begin with the site's address, which ends with a slash."""
    before, *parts = text.split(base_url)
    for part in parts:
        if before.endswith(marks):
            yield f"{base_url}{unescape(part.partition(_QUOTE)[0])}"
        before = part


def links_of_file(path: str, text: str, base_url: str) -> Iterator[str]:
    """Where a style sheet, a feed, a sitemap or data lead within the site."""
    if path.endswith(".css"):
        yield from filter(is_within, in_style(text))
        return
    if path.endswith(".webmanifest"):
        yield from filter(is_within, _IN_MANIFEST.findall(text))
    if base_url:
        yield from _in_data(text, base_url)


def _in_data(text: str, base_url: str) -> Iterator[str]:
    """The addresses below `base_url`: by splitting, as to search with an expression takes ten times as long."""
    before, *parts = f">{text}".split(base_url)
    for part in parts:
        if before.endswith(_BEFORE):
            end = _END.search(part)
            yield f"{base_url}{unescape(part[: end.start()] if end else part)}"
        before = part


def kinship(text: str, path: str, base_url: str) -> Kinship:
    """What the page at `path` says of its address and of itself in other languages. A redirect says nothing of it."""
    own = path.removesuffix("index.html")
    others: list[str] = []
    flaws: list[tuple[str, str]] = []
    named: list[str] = []
    for said in related(text):
        address = said.get("href", "")
        inside = unquote(address.removeprefix(base_url)) if address.startswith(base_url) else address
        if said.get("rel", "").lower() == "canonical" and inside != own:
            flaws.append(("canonical-elsewhere", address))
        elif "hreflang" in said:
            named.append(inside)
            if inside != own and said["hreflang"].lower() != "x-default":
                others.append(inside)
    if named and own not in named:
        flaws.append(("alternates-without-itself", ", ".join(dict.fromkeys(named))))
    return Kinship(tuple(others), tuple(flaws))


def related(text: str) -> Iterator[dict[str, str]]:
    """The tags of a page's head that tell its address, or where it is in other languages, by their attributes."""
    end = text.find("</head")
    for said in _IN_LINK.findall(text, 0, end if end >= 0 else len(text)):
        small = said.lower()
        if "canonical" in small or "hreflang" in small:
            yield attributes_in(said)


def flaws_of_file(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    """What is wrong with a feed or a sitemap as a file: that it is no XML, ids that two entries share."""
    if not path.endswith(".xml"):
        return
    try:
        ParserCreate().Parse(data, True)
    except ExpatError as error:
        yield "xml-broken", f"{error.lineno}:{error.offset + 1}"
        return
    text = data.decode("utf-8", errors="replace")
    if _ENTRY in text:
        for one, times in Counter(_ID.findall(text)).items():
            if times > 1:
                yield "feed-id-taken", unescape(one)
