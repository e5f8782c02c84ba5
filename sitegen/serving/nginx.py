"""A site in the words of nginx (1.22 and newer).

`add_header` of an outer level is lost wherever an inner one has its own, so all stand at one place, the location of the
site, whose inner locations have none; what differs from file to file is in variables. These are set once for each
request, and again when it is led to the page for lost addresses or to a folder's `index.html`.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.media_types import FEED, FEED_NAME, HTML, TYPES, UNKNOWN, is_text
from sitegen.serving.web import Web

_HEAD = """\
# Written by `sitegen headers --format nginx`. Include it once, inside the block `server { … }` that answers https.
# Its `root` is the folder below which the site lies at the path of its address: {path}
# A location of your own that has an `add_header` loses all those below; repeat them there.
absolute_redirect off;
""".removesuffix("\n")


def nginx(web: Web) -> Iterator[str]:
    """The lines of a file to include in `server`."""
    yield _HEAD.replace("{path}", web.path)
    yield from _variables(web)
    if web.path != "/":
        yield f"location = {web.path[:-1]} {{ return 301 {web.path}; }}"
    yield f"location ^~ {web.path} {{"
    yield from (f"    {line}" for line in _location(web))
    yield "}"


def _variables(web: Web) -> Iterator[str]:
    named = dict(web.headers)
    for header in dict.fromkeys(one.header for one in web.exceptions):
        yield f'set {_variable(header)} "{named[header]}";'
        for one in web.exceptions:
            if one.header == header:
                yield f'if ($uri ~ "^{web.path}{one.pattern}$") {{ set {_variable(header)} "{one.value}"; }}'
    yield f'set $sitegen_not_found "{web.path}{web.not_found}";'
    for folder, page in web.lost:
        yield f'if ($uri ~ "^{web.path}{folder}") {{ set $sitegen_not_found "{web.path}{page}"; }}'


def _variable(header: str) -> str:
    return "$sitegen_" + header.lower().replace("-", "_")


def _location(web: Web) -> Iterator[str]:
    yield "index index.html;"
    yield "autoindex off;"
    yield "server_tokens off;"
    yield "error_page 403 404 =404 $sitegen_not_found;"
    varied = {one.header for one in web.exceptions}
    for header, value in web.headers:
        yield f"add_header {header} {_variable(header) if header in varied else _quoted(value)} always;"
    yield "types {"
    yield from (f"    {kind} {' '.join(endings)};" for kind, endings in TYPES.items())
    yield "}"
    yield f"default_type {UNKNOWN};"
    yield "charset utf-8;"
    # text/html is among them always, and nginx warns when it is named.
    yield f"charset_types {' '.join(kind for kind in (*TYPES, FEED) if is_text(kind) and kind != HTML)};"
    yield "# What `sitegen build --precompress` has made. For .br the module libnginx-mod-http-brotli-static is needed."
    yield "gzip_static on;"
    yield "gzip_vary on;"
    yield "# brotli_static on;"
    yield "# The data of a feed, and nothing hidden but what is meant for all."
    yield f'location ~ "/{FEED_NAME.replace(".", "[.]")}$" {{ types {{ {FEED} xml; }} }}'
    yield r'location ~ "/\.(?!well-known/)" { return 404; }'


def _quoted(value: str) -> str:
    return f'"{value}"'
