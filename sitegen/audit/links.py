"""What was built, checked as a whole: every internal link, picture and anchor leads somewhere, and pages agree."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from urllib.parse import unquote, urlsplit

from sitegen.artifacts import Artifact
from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.inspection.findings import Found, fault
from sitegen.urls import absolute, base_path
from sitegen.values import dataclass

# The one fault of links that stands in no build's way.
OWN_ADDRESS = "own-address-missing"
# What no link begins with: of a site whose address is not known.
_NO_ADDRESS = "\n"


def audit(artifacts: Iterable[Artifact], base_url: str) -> Iterator[Diagnostic]:
    """What is wrong with where the built files lead. What many pages share is told once, with their number."""
    files = {artifact.path: artifact for artifact in artifacts}
    return audit_some(files, files, base_url)


def audit_some(files: Mapping[str, Artifact], paths: Iterable[str], base_url: str) -> Iterator[Diagnostic]:
    """The same of some files, among all: where the links of the others are known to lead somewhere."""
    alike: dict[Found, list[Artifact]] = {}
    for page, found in faults(files, paths, base_url):
        alike.setdefault(found, []).append(page)
    for found, pages in sorted(alike.items(), key=lambda one: (one[0].parameters, one[0].code)):
        told = problem(found.code, Span(pages[0].source or f"public/{pages[0].path}"), **dict(found.parameters))
        yield Diagnostic(told.code, told.severity, told.span, told.parameters, (), len(pages) - 1)


def faults(files: Mapping[str, Artifact], paths: Iterable[str], base_url: str) -> Iterator[tuple[Artifact, Found]]:
    """What is wrong with where some files lead, file by file: dead links, and pages that do not name each other."""
    site = _Site(files, base_path(base_url), absolute(base_url, "") if base_url else _NO_ADDRESS)
    for page in (files[path] for path in sorted(paths)):
        dead = dict.fromkeys((site.code(page, link), site.target(page, link)) for link in site.dead_links(page))
        yield from ((page, fault(code, target=f"/{target}")) for code, target in dead)
        yield from ((page, fault(name, seen=seen)) for name, seen in page.kin.flaws)
        yield from ((page, fault("alternate-not-returned", target=f"/{other}")) for other in site.unreturned(page))


@dataclass(frozen=True, slots=True)
class _Site:
    """The files by path, and what has been found out about them.

    `own`: the site's address, with a slash at its end. `found`: the ways from the root that lead somewhere; `known`:
    the links that do, as pages write them that are equally far from the root. Pages share nearly all of theirs: to
    follow one costs 30 µs, to look at one by itself 1 µs, and 10,000 pages have 500,000.
    """

    files: Mapping[str, Artifact]
    base_path: str
    own: str
    found: set[str | None] = field(default_factory=set)
    known: dict[str, set[str]] = field(default_factory=dict)
    anchors: dict[str, frozenset[str]] = field(default_factory=dict)

    def dead_links(self, page: Artifact) -> Iterator[str]:
        """The page's links that lead nowhere."""
        root = "../" * page.path.count("/")
        known = self.known.setdefault(root, set())
        for link in [link for link in page.links if link not in known]:
            way = self._way(link, root)
            if way not in self.found and not self._leads_somewhere(page, link):
                yield link
            elif way is not None:
                self.found.add(way)
                known.add(link)

    def _way(self, link: str, root: str) -> str | None:
        """The way from the root, where that is seen at once; what is there by that name is found."""
        if root and link.startswith(root):
            way = link[len(root) :]
        elif link.startswith(self.own):
            way = link[len(self.own) :]
        else:
            return None
        if (way in self.files or f"{way}index.html" in self.files) and "%" not in way and "&" not in way:
            self.found.add(way)
        return way

    def _leads_somewhere(self, page: Artifact, link: str) -> bool:
        if not link.startswith(self.own) and (urlsplit(link).scheme or link.startswith("//")):
            return True
        path, _, anchor = self.target(page, link).partition("#")
        file = self._place(path)
        if file is None:
            return False
        return not anchor or not file.endswith(".html") or unquote(anchor) in self._anchors_of(self.files[file])

    def _place(self, path: str) -> str | None:
        file = path if path in self.files else posixpath.join(path, "index.html")
        return file if file in self.files else None

    def _anchors_of(self, page: Artifact) -> frozenset[str]:
        if page.path not in self.anchors:
            self.anchors[page.path] = frozenset(page.anchors)
        return self.anchors[page.path]

    def code(self, page: Artifact, link: str) -> str:
        """Under which code a dead link is told: an author may know better what lies under the site's own address."""
        is_stated = link.startswith(self.own) and self.target(page, link) not in page.kin.others
        if page.path.endswith((".html", ".json")) and is_stated:
            return OWN_ADDRESS
        return "broken-link" if page.path.endswith(".html") else "dead-address"

    def unreturned(self, page: Artifact) -> Iterator[str]:
        """The pages that this one names as itself in other languages, and that do not name it."""
        own = page.path.removesuffix("index.html")
        for other in page.kin.others:
            file = self._place(other)
            if file is not None and own not in self.files[file].kin.others:
                yield other

    def target(self, page: Artifact, link: str) -> str:
        """The path in the site that a link leads to, with its anchor."""
        is_own = link.startswith(self.own)
        within = f"{self.base_path}{link.removeprefix(self.own)}" if is_own else link
        address, mark, anchor = within.replace("&amp;", "&").partition("#")
        address = unquote(address.partition("?")[0])
        if not address:
            path = page.path
        elif address.startswith("/"):
            path = address.removeprefix(self.base_path)
        else:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), address))
            path += "/" if address.endswith("/") and path != "." else ""
        return ("" if path == "." else path) + mark + anchor
