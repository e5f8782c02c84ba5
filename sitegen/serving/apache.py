"""A site in the words of Apache HTTP Server (2.4.13 and newer), for a folder: what may stand in `.htaccess` too.

Headers hang on the address of what is sent in the end: `lv/index.html.br` where `lv/` was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.media_types import FEED, FEED_NAME, PACKED, TYPES, with_charset
from sitegen.serving.web import Web

_HEAD = """\
# Written by `sitegen headers --format apache`. Include it inside the block `<Directory …>` of the published folder,
# which lies where the server looks for the path of the site's address: {path}
# Modules: a2enmod headers rewrite; mod_alias, mod_dir and mod_mime are there already. In the server's own
# configuration, as Debian has it: TraceEnable Off
Options -Indexes -MultiViews +SymLinksIfOwnerMatch
DirectoryIndex index.html
DirectorySlash On
AcceptPathInfo Off
FileETag MTime Size
ServerSignature Off
""".removesuffix("\n")
_PACKED = r"(\.br|\.gz)?"


def apache(web: Web) -> Iterator[str]:
    """The lines of a file to include in a `Directory`."""
    yield _HEAD.replace("{path}", web.path)
    yield from _rewriting(web)
    yield from _types()
    yield f"ErrorDocument 404 {web.path}{web.not_found}"
    for folder, page in web.lost:
        yield f'<If "%{{REQUEST_URI}} =~ m#^{web.path}{folder}#">'
        yield f"    ErrorDocument 404 {web.path}{page}"
        yield "</If>"
    yield from _headers(web)


def _rewriting(web: Web) -> Iterator[str]:
    yield "RewriteEngine On"
    yield f"RewriteBase {web.path}"
    yield "RewriteCond %{REQUEST_METHOD} !^(GET|HEAD)$"
    yield "RewriteRule ^ - [R=405,L]"
    yield "# Nothing hidden but what is meant for all, and no folder without a page."
    yield r'RewriteRule "(^|/)\.(?!well-known/)" - [R=404,L]'
    yield "RewriteCond %{REQUEST_FILENAME} -d"
    yield "RewriteCond %{REQUEST_FILENAME}/index.html !-f"
    yield "RewriteRule ^ - [R=404,L]"
    yield "# What `sitegen build --precompress` has made."
    for ending, coding in (("br", "br"), ("gz", "gzip")):
        for file, source in (("index.html", "^(|.*/)$"), ("", "^(.*[^/])$")):
            yield rf'RewriteCond %{{HTTP:Accept-Encoding}} "(^|[\s,]){coding}(?!\s*;\s*q=0(\.0*)?\s*(,|$))\s*(;|,|$)"'
            yield f"RewriteCond %{{REQUEST_FILENAME}}{file}.{ending} -f"
            yield f'RewriteRule "{source}" "$1{file}.{ending}" [END]'


def _types() -> Iterator[str]:
    yield "AddEncoding br .br"
    yield "AddEncoding gzip .gz"
    for kind, endings in TYPES.items():
        yield from _forced(rf"\.({'|'.join(endings)}){_PACKED}$", with_charset(kind))
    yield from _forced(f"^{FEED_NAME.replace('.', '[.]')}{_PACKED}$", with_charset(FEED))


def _forced(pattern: str, kind: str) -> Iterator[str]:
    yield f'<FilesMatch "{pattern}">'
    yield f'    ForceType "{kind}"'
    yield "</FilesMatch>"


def _headers(web: Web) -> Iterator[str]:
    yield from (f'Header always set {header} "{value}"' for header, value in web.headers)
    for one in web.exceptions:
        place = f"^{web.path}{one.pattern}{_PACKED}$"
        yield f'''Header always set {one.header} "{one.value}" "expr=%{{REQUEST_URI}} =~ m#{place}#"'''
    yield f'''Header merge Vary Accept-Encoding "expr=%{{REQUEST_URI}} =~ m#(/|\\.({"|".join(PACKED)}){_PACKED})$#"'''
    yield 'Header always set Allow "GET, HEAD" "expr=%{REQUEST_STATUS} -eq 405"'
    yield "# The way to a folder's last slash without scheme and host, which a server behind another one does not know."
    yield "<IfDirective RedirectRelative>"
    yield '    <If "-d %{REQUEST_FILENAME} && %{REQUEST_URI} !~ m#/$#">'
    yield "        RedirectRelative On"
    yield '        Redirect 301 "%{REQUEST_URI}/"'
    yield "    </If>"
    yield "</IfDirective>"
