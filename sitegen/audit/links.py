"""What was built, checked as a whole: every internal link, picture and anchor leads somewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.render import Artifact
from sitegen.urls import base_path


def audit(artifacts: Iterable[Artifact], base_url: str) -> Iterator[Diagnostic]:
    """Dead internal links of the built pages. A link that many pages share is told once, with their number."""
    files = {artifact.path: artifact for artifact in artifacts}
    dead: dict[str, list[Artifact]] = {}
    for page in files.values():
        for link in page.links:
            if not _leads_somewhere(page, link, files, base_url):
                dead.setdefault(_target(page, link, base_url), []).append(page)
    for target, pages in sorted(dead.items()):
        span = Span(pages[0].source or f"public/{pages[0].path}")
        found = problem("broken-link", span, target=f"/{target}")
        yield Diagnostic(found.code, found.severity, found.span, found.parameters, (), len(pages) - 1)


def _leads_somewhere(page: Artifact, link: str, files: Mapping[str, Artifact], base_url: str) -> bool:
    if urlsplit(link).scheme or link.startswith("//"):
        return True
    path, _, anchor = _target(page, link, base_url).partition("#")
    found = files.get(path) or files.get(posixpath.join(path, "index.html"))
    if found is None:
        return False
    return not anchor or not found.path.endswith(".html") or unquote(anchor) in found.anchors


def _target(page: Artifact, link: str, base_url: str) -> str:
    """The path in the site that a link leads to, with its anchor."""
    address, mark, anchor = link.replace("&amp;", "&").partition("#")
    address = unquote(address.partition("?")[0])
    if not address:
        path = page.path
    elif address.startswith("/"):
        path = address.removeprefix(base_path(base_url))
    else:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), address))
        path += "/" if address.endswith("/") and path != "." else ""
    return ("" if path == "." else path) + mark + anchor
