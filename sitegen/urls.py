"""Public addresses: pure functions from slugs to paths. A path starts without a slash; a page's path ends with one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from sitegen.languages import Language
from sitegen.values import dataclass

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
# Of what addresses are made of: file systems have names of at most 255 bytes.
LONGEST_SLUG = 120
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# What stands in an address as it is: most paths, which need not be looked through letter by letter, 3 µs.
_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")
# What no path of a file can hold, or what ends it in an address.
_NO_PATH = re.compile(r"[\x00-\x1f\x7f-\x9f\\?#\ufffd]|//|(?:^|/)\.{1,2}(?:/|$)")
_BASE_URL = re.compile(r"https?://[^\s<>\"{}|\\^`?#]+")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Segments:
    """The translated words of one language's addresses."""

    language: Language
    projects: str
    news: str
    topics: str
    statement: str
    page: str
    facets: tuple[tuple[str, str], ...]
    duty_list: str
    organisations: str
    places: str
    terms: str
    finder: str

    @property
    def home(self) -> str:
        """`lv/`"""
        return f"{self.language}/"

    @property
    def feed(self) -> str:
        """`lv/feed.xml`"""
        return f"{self.language}/feed.xml"

    def project(self, slug: str) -> str:
        """`lv/projekti/<slug>/`"""
        return f"{self.language}/{self.projects}/{slug}/"

    def project_list(self, facet: str = "", value: str = "", number: int = 1) -> str:
        """`lv/projekti/`, `lv/projekti/statuss/pabeigts/`, each with its further pages."""
        chosen = f"{dict(self.facets)[facet]}/{value}/" if facet else ""
        return f"{self.language}/{self.projects}/{chosen}{self._page(number)}"

    @property
    def project_data(self) -> str:
        """`lv/projekti/list.json`"""
        return f"{self.language}/{self.projects}/list.json"

    def news_item(self, year: int, slug: str) -> str:
        """`lv/aktualitates/2019/<slug>/`"""
        return f"{self.language}/{self.news}/{year}/{slug}/"

    def news_list(self, year: int = 0, number: int = 1) -> str:
        """`lv/aktualitates/`, `lv/aktualitates/2019/`, each with its further pages."""
        return f"{self.language}/{self.news}/{f'{year}/' if year else ''}{self._page(number)}"

    def topic(self, tag: str = "", number: int = 1) -> str:
        """`lv/temas/`, `lv/temas/<tag>/`"""
        return f"{self.language}/{self.topics}/{f'{tag}/' if tag else ''}{self._page(number)}"

    def organisation(self, slug: str = "", number: int = 1) -> str:
        """`lv/organizacijas/`, `lv/organizacijas/<id>/`"""
        return f"{self.language}/{self.organisations}/{f'{slug}/' if slug else ''}{self._page(number)}"

    def place(self, slug: str = "", number: int = 1) -> str:
        """`lv/vietas/`, `lv/vietas/<name>/`"""
        return f"{self.language}/{self.places}/{f'{slug}/' if slug else ''}{self._page(number)}"

    @property
    def glossary(self) -> str:
        """`lv/terminu-vardnica/`"""
        return f"{self.language}/{self.terms}/"

    @property
    def search(self) -> str:
        """`lv/meklet/`"""
        return f"{self.language}/{self.finder}/"

    def standing(self, slug: str) -> str:
        """`lv/<slug>/`"""
        return f"{self.language}/{slug}/"

    @property
    def accessibility(self) -> str:
        """`lv/pieklustamibas-pazinojums/`"""
        return f"{self.language}/{self.statement}/"

    @property
    def duties(self) -> str:
        """`lv/pienakumi/`"""
        return f"{self.language}/{self.duty_list}/"

    def _page(self, number: int) -> str:
        return f"{self.page}/{number}/" if number > 1 else ""


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """Lower-case ASCII with hyphens; diacritics go (ā → a, č → c), other letters too. May be empty."""
    folded = unicodedata.normalize("NFKD", text[: 4 * LONGEST_SLUG].casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _NOT_SLUG.sub("-", plain).strip("-")[:LONGEST_SLUG].rstrip("-")


def is_slug(text: str) -> bool:
    """Whether `text` can stand in an address as it is."""
    return len(text) <= LONGEST_SLUG and _SLUG.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def is_web_address(text: str) -> bool:
    """Whether `text` is taken apart in one way, and names a host: `https://[x.lv` is not."""
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        return False


def is_base_url(text: str) -> bool:
    """Whether a site can be published under an address: of the web, with a host, without query and fragment."""
    return is_web_address(text) and _BASE_URL.fullmatch(text) is not None


def host_of(address: str) -> str:
    """What an address names beside a path, as a browser would ask for it; all of one that cannot be taken apart."""
    try:
        return urlsplit(address.strip()).netloc
    except ValueError:
        return address


def root_of(path: str) -> str:
    """The way from the page at `path` up to the site's root: `lv/projekti/x/` → `../../../`."""
    return "../" * path.count("/") or "./"


def quoted(path: str) -> str:
    """A path as it stands in a link, percent-encoded."""
    return path if _PLAIN.fullmatch(path) else quote(path, safe="/#?=&%+:")


def absolute(base_url: str, path: str) -> str:
    """The full address of `path`, percent-encoded."""
    return base_url.rstrip("/") + "/" + (path if _PLAIN.fullmatch(path) else quote(path, safe="/#?=&%+"))


def path_of_address(text: str) -> str | None:
    """The path of an address written from the root, `/lv/vec%C4%81/`: decoded, composed, without the first slash.

    None when it is none: without that slash, with a query, a fragment, a bad escape, `//`, `.` or `..`.
    """
    if text.startswith("/") and _PLAIN.fullmatch(text) and "//" not in text and "/." not in text:
        return text[1:]
    path = unicodedata.normalize("NFC", unquote(text))
    is_sound = text.startswith("/") and not _BAD_ESCAPE.search(text) and not any(map(_NO_PATH.search, (text, path)))
    return path[1:] if is_sound else None


@lru_cache(maxsize=16)
def base_path(base_url: str) -> str:
    """The path under which the site is served, with slashes at both ends."""
    return urlsplit(base_url).path.rstrip("/") + "/"


def tel(phone: str) -> str:
    """`tel:` address of a telephone number as written; a Latvian eight-digit number gets its country code."""
    digits = re.sub(r"[^\d+]", "", phone)
    return "tel:" + (f"+371{digits}" if len(digits) == 8 and digits[0] in "2568" else digits)
