"""What a tag or a style sheet makes a browser fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

# Links of these kinds are read by programs or followed by readers; a browser does not fetch them.
_NOT_FETCHED = frozenset({"canonical", "alternate", "license", "author", "next", "prev", "me", "help", "search"})
_FETCHING = ("src", "srcset", "poster", "data", "action", "formaction", "background", "manifest", "ping")
_IN_STYLES = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", re.IGNORECASE)
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"';]+)", re.IGNORECASE)


def addresses_of(name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """The addresses that a tag of this name fetches by its attributes."""
    for key in _FETCHING:
        value = attributes.get(key, "")
        if value and key == "srcset":
            yield from (part.split()[0] for part in value.split(",") if part.split())
        elif value:
            yield value
    if name == "link" and not _NOT_FETCHED.issuperset(attributes.get("rel", "").lower().split()):
        yield attributes.get("href", "")
    if name in {"base", "use", "image"}:
        yield attributes.get("href") or attributes.get("xlink:href", "")
    if name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield from _REFRESH.findall(attributes.get("content", ""))
    if attributes.get("style"):
        yield from in_style(attributes["style"])


_REFRESHING = re.compile(r"""<meta\s[^<>]*http-equiv\s*=\s*["']?refresh[^<>]*>""", re.IGNORECASE)


def refreshed(text: str) -> Iterator[str]:
    """Where the tags of a text that lead on by themselves lead."""
    return (address for tag in _REFRESHING.findall(text) for address in _REFRESH.findall(tag))


def in_style(text: str) -> Iterator[str]:
    """The addresses that a style sheet fetches; a namespace's only looks like one."""
    plain = re.sub(r"/\*.*?\*/|@namespace[^;]*;", "", text, flags=re.DOTALL)
    return (one or other for one, other in _IN_STYLES.findall(plain))
