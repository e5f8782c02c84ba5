"""A site in the words of Caddy (2.6 and newer). In `route` directives hold in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.media_types import FEED, FEED_NAME, HTML, PACKED, TYPES, with_charset
from sitegen.serving.policy import PAGE, policy_text
from sitegen.serving.web import CACHE, FRESH, POLICY, Web

_HEAD = """\
# Written by `sitegen headers --format caddy`. Import it once into the block of the site's address.
# Its `root` is the folder below which the site lies at the path of its address: {path}
""".removesuffix("\n")
_SERVING = ("file_server {", "    index index.html", "    precompressed br gzip", "    hide .sitegen", "}")


def caddy(web: Web) -> Iterator[str]:
    """The lines of a file to import into a site block."""
    yield _HEAD.replace("{path}", web.path)
    yield f"@sitegen path {' '.join(dict.fromkeys((web.path[:-1] or '/', web.path + '*')))}"
    yield from _matchers(web)
    yield "route @sitegen {"
    yield from (f"    {line}" for line in _route(web))
    yield "}"
    yield "handle_errors {"
    yield from (f"    {line}" for line in _errors(web))
    yield "}"


def _matchers(web: Web) -> Iterator[str]:
    yield "@sitegen_other not method GET HEAD"
    yield "@sitegen_hidden {"
    yield r"    path_regexp `/\.`"
    yield f"    not path {web.path}.well-known/*"
    yield "}"
    for number, one in enumerate(web.exceptions, start=1):
        yield f"@sitegen_{number} path_regexp `^{web.path}{one.pattern}$`"
    for kind, endings in TYPES.items():
        slash = "|/" if kind == HTML else ""
        yield rf"@sitegen_{_name(kind)} path_regexp `(\.({'|'.join(endings)}){slash})$`"
    yield f"@sitegen_feed path */{FEED_NAME}"
    yield rf"@sitegen_packed path_regexp `(\.({'|'.join(PACKED)})|/)$`"


def _name(kind: str) -> str:
    return kind.translate(str.maketrans("/+-.", "____"))


def _route(web: Web) -> Iterator[str]:
    yield from (f'header {header} "{value}"' for header, value in web.headers)
    for number, one in enumerate(web.exceptions, start=1):
        yield f'header @sitegen_{number} {one.header} "{one.value}"'
    yield from (f'header @sitegen_{_name(kind)} Content-Type "{with_charset(kind)}"' for kind in TYPES)
    yield f'header @sitegen_feed Content-Type "{with_charset(FEED)}"'
    yield 'header @sitegen_other Allow "GET, HEAD"'
    yield "respond @sitegen_other 405"
    yield "error @sitegen_hidden 404"
    yield "header @sitegen_packed Vary Accept-Encoding"
    yield from _SERVING


def _errors(web: Web) -> Iterator[str]:
    """The page for lost addresses; another error is told by its number."""
    way = "{http.request.orig_uri.path}"
    yield f"@sitegen_lost expression `{{http.error.status_code}} == 404 && {way}.startsWith('{web.path}')`"
    yield "handle @sitegen_lost {"
    for number, (folder, page) in enumerate(web.lost, start=1):
        yield f"    @sitegen_lost{number} path {web.path}{folder}*"
        yield f"    handle @sitegen_lost{number} {{"
        yield from (f"        {line}" for line in _lost(f"{web.path}{page}"))
        yield "    }"
    yield "    handle {"
    yield from (f"        {line}" for line in _lost(f"{web.path}{web.not_found}"))
    yield "    }"
    yield "}"


def _lost(page: str) -> Iterator[str]:
    yield f"rewrite * {page}"
    yield f'header {POLICY} "{policy_text(PAGE)}"'
    yield f'header {CACHE} "{FRESH}"'
    yield f'header Content-Type "{with_charset(HTML)}"'
    yield "header Vary Accept-Encoding"
    yield from _SERVING
