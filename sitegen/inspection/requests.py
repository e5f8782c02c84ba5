"""What a page, or a style sheet, asks other sites for (D-01)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from sitegen.inspection.addresses import in_style
from sitegen.inspection.findings import Found, fault
from sitegen.inspection.markup import Markup


def requests_of_page(page: Markup, base_url: str) -> Iterator[Found]:
    """Everything on a page that makes a browser ask another origin than the site's own."""
    for tag, at in page.asking:
        styles = in_style(_style(page, at)) if tag.name == "style" else ()
        for address in (*tag.addresses, *styles):
            if is_foreign(address, base_url):
                yield fault("foreign-request", page.place(at), seen=address)


def requests_of_style(text: str, base_url: str) -> Iterator[Found]:
    """The same for a style sheet."""
    for address in in_style(text):
        if is_foreign(address, base_url):
            yield fault("foreign-request", seen=address)


def is_foreign(address: str, base_url: str) -> bool:
    """Whether an address lies outside the site, or nobody knows where; `data:` and the like ask nobody."""
    try:
        parts, own = urlsplit(address.strip()), urlsplit(base_url)
    except ValueError:  # what cannot be taken apart is not the site's own
        return True
    is_asked = parts.scheme.lower() in {"", "http", "https", "ws", "wss", "ftp"}
    is_same = parts.netloc == own.netloc and parts.scheme.lower() in {"", own.scheme}
    return is_asked and bool(parts.netloc) and not is_same


def _style(page: Markup, at: int) -> str:
    end = page.text.find("</style", at)
    return page.text[at : end if end >= 0 else len(page.text)]
