"""What a page, or a style sheet, asks other sites for (D-01)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from sitegen.inspection.findings import Found, fault
from sitegen.inspection.markup import Markup, Tag

# Links of these kinds are read by programs or followed by readers; a browser does not fetch them.
_NOT_FETCHED = frozenset({"canonical", "alternate", "license", "author", "next", "prev", "me", "help", "search"})
_FETCHING = ("src", "srcset", "poster", "data", "action", "formaction", "background", "manifest", "ping")
_IN_STYLES = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", re.IGNORECASE)
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"';]+)", re.IGNORECASE)


def requests_of_page(page: Markup, base_url: str) -> Iterator[Found]:
    """Everything on a page that makes a browser ask another origin than the site's own."""
    for tag in page.asking:
        for address in _addresses(tag, page):
            if is_foreign(address, base_url):
                yield fault("foreign-request", page.place(tag.at), seen=address)


def requests_of_style(text: str, base_url: str) -> Iterator[Found]:
    """The same for a style sheet."""
    for address in _in_style(text):
        if is_foreign(address, base_url):
            yield fault("foreign-request", seen=address)


def is_foreign(address: str, base_url: str) -> bool:
    """Whether an address lies outside the site; `data:` and the like ask nobody."""
    parts, own = urlsplit(address.strip()), urlsplit(base_url)
    is_asked = parts.scheme.lower() in {"", "http", "https", "ws", "wss", "ftp"}
    is_same = parts.netloc == own.netloc and parts.scheme.lower() in {"", own.scheme}
    return is_asked and bool(parts.netloc) and not is_same


def _addresses(tag: Tag, page: Markup) -> Iterator[str]:
    for name in _FETCHING:
        value = tag.get(name)
        if value and name == "srcset":
            yield from (part.split()[0] for part in value.split(",") if part.split())
        elif value:
            yield value
    if tag.name == "link" and not _NOT_FETCHED.issuperset(tag.get("rel").lower().split()):
        yield tag.get("href")
    if tag.name in {"base", "use", "image"}:
        yield tag.get("href") or tag.get("xlink:href")
    if tag.name == "meta" and tag.get("http-equiv").lower() == "refresh":
        yield from _REFRESH.findall(tag.get("content"))
    if tag.get("style"):
        yield from _in_style(tag.get("style"))
    if tag.name == "style":
        end = page.text.find("</style", tag.at)
        yield from _in_style(page.text[tag.at : end if end >= 0 else len(page.text)])


def _in_style(text: str) -> Iterator[str]:
    """The addresses that a style sheet fetches; a namespace's only looks like one."""
    plain = re.sub(r"/\*.*?\*/|@namespace[^;]*;", "", text, flags=re.DOTALL)
    return (one or other for one, other in _IN_STYLES.findall(plain))
