"""A built site as it lies on the disk: its pages, its address, what its projects' records say."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from sitegen.attribution import Support, form_of, marking
from sitegen.attribution.derive import Form
from sitegen.inspection import Markup, is_statement, read_markup
from sitegen.models.choices import Fund, Period
from sitegen.models.project import Funding
from sitegen.urls import base_path
from sitegen.values import dataclass


class NotASiteError(Exception):
    """The folder holds no pages. The argument is its path."""


@dataclass(frozen=True)
class BuiltSite:
    """A folder of pages. `pages`: their paths in order, those that only lead on left out; `redirects`: these."""

    folder: Path
    files: tuple[str, ...]
    pages: tuple[str, ...]
    redirects: tuple[str, ...]
    base_url: str
    statements: tuple[str, ...]

    def text(self, path: str) -> str:
        """A file's text; what is no UTF-8 in it is replaced."""
        return (self.folder / path).read_text(encoding="utf-8", errors="replace")

    def markup(self, path: str) -> Markup:
        """A page, read."""
        return read_markup(self.text(path))

    @property
    def base_path(self) -> str:
        """The path under which the site is served, with slashes at both ends."""
        return base_path(self.base_url)

    @cached_property
    def digest(self) -> str:
        """One digest of every file's path and bytes: which site was audited."""
        whole = hashlib.sha256()
        for path in self.files:
            own = hashlib.sha256((self.folder / path).read_bytes()).hexdigest()
            whole.update(f"{own}  {path}\n".encode())
        return f"sha256:{whole.hexdigest()}"

    @cached_property
    def has_support(self) -> bool:
        """Whether the site has a project, so that its pages have something to attribute."""
        return any(path.endswith("/index.json") for path in self.files) or any(
            self.markup(path).block for path in self.pages
        )

    def led_to(self, path: str, address: str) -> Path | None:
        """The file of the site that an address on the page at `path` leads to."""
        way = unquote(urlsplit(address).path)
        inside = normpath(way.removeprefix(self.base_path) if way.startswith("/") else join(dirname(path), way))
        file = self.folder / inside
        return file if not inside.startswith(("..", "/")) and file.is_file() else None

    def record_of(self, path: str) -> str:
        """The marking of the record beside a project's page, from its amounts and rates; empty where there is none.

        Raises `ValueError` when it cannot be read.
        """
        beside = path.removesuffix("index.html") + "index.json"
        if not path.endswith("/index.html") or not (self.folder / beside).is_file():
            return ""
        try:
            return marking([_support(json.loads(self.text(beside)))])
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(beside) from error


def read_site(folder: Path, address: str = "") -> BuiltSite:
    """What lies in a folder of a built site. Raises `NotASiteError` where no page is.

    `address`: the site's, for pages that do not say their own as canonical.
    """
    files = tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()))
    pages: list[str] = []
    redirects: list[str] = []
    statements: list[str] = []
    base_url = ""
    for path in (file for file in files if file.lower().endswith((".html", ".htm", ".xhtml"))):
        text = (folder / path).read_text(encoding="utf-8", errors="replace")
        is_redirect = "http-equiv" in text[:4096] and read_markup(text).is_redirect
        (redirects if is_redirect else pages).append(path)
        base_url = base_url or ("" if is_redirect else _base_url(text, path))
        if is_statement(text):
            statements.append(path.removesuffix("index.html").strip("/"))
    if not pages:
        raise NotASiteError(str(folder))
    return BuiltSite(folder, files, tuple(pages), tuple(redirects), base_url or address, tuple(statements))


def _base_url(text: str, path: str) -> str:
    """The site's address: a page's canonical one without the page's own path."""
    found = re.search(r'<link rel="canonical" href="([^"]+)"', text)
    own = path.removesuffix("index.html")
    return found[1].removesuffix(own) if found and found[1].endswith(own) else ""


def _support(data: Mapping[str, Any]) -> Support:
    """The support that a record in force has, by its own figures; where they do not tell, by what it declares."""
    funding = data["funding"]
    sources = [
        {key: f"{one[key]}" for key in ("source", "amount", "rate") if one.get(key) is not None}
        for one in funding["sources"]
    ]
    total = {"total": funding["total"]} if funding.get("total") else {}
    form = form_of(Funding.model_validate({"sources": sources, **total}))
    if form is Form.UNKNOWN:
        form = Form(data["attribution"]["form"])
    funds = tuple(Fund(one["id"]) for one in data["funds"])
    return Support(Period(data["programme"]["period"]), funds, form)
