"""The sitemap held against the pages: every public page is listed, in the languages that it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from sitegen.inspection.findings import Found, fault
from sitegen.patterns import regex

_ENTRY = regex(r"<url>(.*?)</url>", re.DOTALL)
_ADDRESS = regex(r"<loc>\s*([^<]*?)\s*</loc>")
_DAY = regex(r"<lastmod>\s*([^<]*?)\s*</lastmod>")
_LINK = regex(r"<xhtml:link\s([^<>]*)>")
_LANGUAGE = regex(r'hreflang="([^"]*)"')
_TO = regex(r'href="([^"]*)"')
# W3C Datetime, of which the sitemap protocol asks for a day at least.
_MOMENT = regex(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?"
)


class Entry(NamedTuple):
    """A page as a sitemap lists it, by its path without `index.html`: the paths that it names, a day that is none."""

    path: str
    named: tuple[str, ...]
    odd_day: str | None = None


def entries_of(text: str, base_url: str, names: Mapping[str, str] | None = None) -> Iterator[Entry]:
    """What a sitemap lists. `names`: strings of which one is taken where it is equal to a path, lest there be two."""
    kept = names or {}
    for entry in _ENTRY.findall(text):
        address, day = _ADDRESS.search(entry), _DAY.search(entry)
        path = _inside(address[1], base_url) if address else ""
        is_odd = day is not None and not _MOMENT.fullmatch(day[1])
        named = tuple([kept.get(one, one) for one in _named(entry, base_url)])
        yield Entry(kept.get(path, path), named, day[1] if day is not None and is_odd else None)


def faults_of_sitemap(entries: Iterable[Entry], others: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, Found]]:
    """What a sitemap says wrongly, each with the page's path. That its addresses exist is not looked at here.

    `others`: the public pages, by path without `index.html`, each with the paths of its other languages.
    """
    listed = set()
    for path, named, odd_day in entries:
        listed.add(path)
        if odd_day is not None:
            yield path, fault("sitemap-day", seen=odd_day)
        if path in others and {*named} - {path} != {*others[path]}:
            yield path, fault("sitemap-languages")
    yield from ((path, fault("sitemap-incomplete")) for path in others if path not in listed)


def _named(entry: str, base_url: str) -> set[str]:
    links = _LINK.findall(entry)
    own = [one for one in links if (code := _LANGUAGE.search(one)) is not None and code[1] != "x-default"]
    return {_inside(to[1], base_url) for one in own if (to := _TO.search(one)) is not None}


def _inside(address: str, base_url: str) -> str:
    return unquote(unescape(address).removeprefix(base_url)).removesuffix("index.html")
