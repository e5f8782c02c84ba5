"""`sitemap.xml` with the languages of each page, and `robots.txt`. Both follow from the plan."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.exports.xml_text import escape, quoteattr
from sitegen.plan import Page
from sitegen.resolve import Site
from sitegen.urls import absolute


def sitemap(site: Site, pages: Iterable[Page]) -> bytes:
    """Every indexed page with its alternates and `x-default`."""
    base = site.content.site.base_url
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    alike: dict[Links, str] = {}  # the pages that are each other's alternates name the same ones
    primary = site.primary
    for page in pages:
        if page.is_indexed:
            paths = dict(page.alternates)
            links = (*paths.items(), ("x-default", paths.get(primary) or page.path))
            if links not in alike:
                alike = {links: "".join(_alternate(code, absolute(base, path)) for code, path in links)}
            lines.append(f"<url><loc>{escape(absolute(base, page.path))}</loc>{alike[links]}</url>")
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


Links = tuple[tuple[str, str], ...]


def _alternate(code: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang={quoteattr(code)} href={quoteattr(address)}/>'


def robots(site: Site) -> bytes:
    """Everything may be read; the sitemap is here."""
    address = absolute(site.content.site.base_url, "sitemap.xml")
    return f"User-agent: *\nAllow: /\n\nSitemap: {address}\n".encode()
