"""A site in the words of Netlify's file `_headers`: of rules that say the same header the last that fits counts."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.media_types import FEED, FEED_NAME, with_charset
from sitegen.serving.web import Web

_HEAD = """\
# Written by `sitegen headers --format netlify`. Put it into the published folder as _headers, for a site of its own.
# The pages for lost addresses go into _redirects, after all other lines:
""".removesuffix("\n")


def netlify(web: Web) -> Iterator[str]:
    """The lines of `_headers`."""
    yield _HEAD
    yield from (f"#   {web.path}{folder}* {web.path}{page} 404" for folder, page in web.lost)
    yield f"{web.path}*"
    yield from (f"  {header}: {value}" for header, value in web.headers)
    for one in web.exceptions:
        for address in one.netlify:
            yield f"{web.path}{address}"
            yield f"  {one.header}: {one.value}"
    for folder in (":language", ":language/:list/:name"):
        yield f"{web.path}{folder}/{FEED_NAME}"
        yield f"  Content-Type: {with_charset(FEED)}"
