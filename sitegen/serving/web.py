"""Where a site lies on its server, and which of its addresses are served in a way of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from sitegen.assets import FOLDER
from sitegen.languages import Language
from sitegen.plan import SEARCH_INDEX, SHARE, not_found_file
from sitegen.serving.policy import FILE, LIST, PAGE, SEARCH, policy_text
from sitegen.urls import Segments, base_path
from sitegen.values import dataclass

# The way of a site in configurations: nothing in it has a meaning to any server.
_SOUND = re.compile(r"[\w./~-]+", re.ASCII)
FOREVER, FRESH = "public, max-age=31536000, immutable", "no-cache"
POLICY, CACHE, RESOURCE = "Content-Security-Policy", "Cache-Control", "Cross-Origin-Resource-Policy"
_CAPABILITIES = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation"),
    *("gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking"),
)
# Names that follow from what is in the file, so that it never changes: of static files, and of the parts of the index.
_HASHED = (
    rf"{FOLDER}/(.+/)?[^/]+\.[0-9a-f]{{10}}\.[a-z0-9]+",
    rf"{SEARCH_INDEX}((fragment|index)/)?[^/]+_[0-9a-f]{{7,}}\.pf_[a-z]+",
)


class UnservableError(Exception):
    """The path of the site's address cannot stand in the configuration of a server. The argument is that path."""


@dataclass(frozen=True, slots=True)
class Exceptional:
    """A header that some addresses have otherwise than the rest.

    `pattern`: a regular expression of the whole way below the site; `netlify`: the same addresses in the words of
    Netlify, whose patterns have one star at most, at their end.
    """

    header: str
    value: str
    pattern: str
    netlify: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Web:
    """A site on its server. `path`: the path of its address, with slashes at both ends.

    `not_found`: the page for lost addresses; `lost`: that of each further language, behind the folder of the language.
    `headers`: what every file is sent with; `exceptions`: what some are sent with instead, of which the last that fits
    counts.
    """

    path: str
    not_found: str
    lost: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    exceptions: tuple[Exceptional, ...]


def web_of(base_url: str, languages: Iterable[Language], segments: Iterable[Segments]) -> Web:
    """The site at `base_url`, with the words of its addresses. The first language is the primary one.

    Raises `UnservableError`.
    """
    path, (primary, *others), words = unquote(base_path(base_url)), languages, tuple(segments)
    if not _SOUND.fullmatch(path) or ".." in path.split("/"):
        raise UnservableError(path)
    return Web(
        path=path,
        not_found=not_found_file(primary, primary),
        lost=tuple((f"{language}/", not_found_file(language, primary)) for language in others),
        headers=tuple(_headers(is_secure=base_url.startswith("https:"))),
        exceptions=tuple(_exceptions(words)),
    )


def _headers(*, is_secure: bool) -> Iterator[tuple[str, str]]:
    """What everything is sent with. A browser heeds the first over https only (RFC 6797, section 8.1)."""
    if is_secure:
        yield "Strict-Transport-Security", "max-age=31536000"
    yield POLICY, policy_text(FILE)
    yield "X-Content-Type-Options", "nosniff"
    yield "Referrer-Policy", "same-origin"
    yield "Permissions-Policy", ", ".join(f"{name}=()" for name in _CAPABILITIES)
    yield "Cross-Origin-Opener-Policy", "same-origin"
    yield RESOURCE, "same-origin"
    yield CACHE, FRESH


def _exceptions(segments: tuple[Segments, ...]) -> Iterator[Exceptional]:
    yield Exceptional(POLICY, policy_text(PAGE), r"(.*/)?([^/]+\.html?)?", ("", ":page", ":language/*"))
    yield Exceptional(POLICY, policy_text(LIST), _any_of(map(_lists, segments)), tuple(_netlify_lists(segments)))
    searches = (re.escape(words.search) for words in segments)
    yield Exceptional(POLICY, policy_text(SEARCH), _any_of(searches), tuple(words.search for words in segments))
    yield Exceptional(CACHE, FOREVER, f"({'|'.join(_HASHED)})", _NETLIFY_HASHED)
    # The pictures that other sites show beside a link.
    beside = (f":language/{SHARE}", f":language/:list/:name/{SHARE}")
    yield Exceptional(RESOURCE, "cross-origin", rf"(.*/)?{re.escape(SHARE)}", beside)


_NETLIFY_HASHED = (
    *(f"{FOLDER}/{folder}/*" for folder in ("css", "fonts", "js", "map")),
    *(f"{SEARCH_INDEX}{folder}/*" for folder in ("fragment", "index")),
)


def _any_of(patterns: Iterable[str]) -> str:
    """Pages at any of these folders."""
    return rf"({'|'.join(patterns)})(index\.html)?"


def _lists(words: Segments) -> str:
    """The list of projects, and its parts by facet and by page."""
    facets = "|".join(re.escape(name) for _, name in words.facets)
    return rf"{re.escape(words.project_list())}(({facets})/[^/]+/)?({re.escape(words.page)}/[0-9]+/)?"


def _netlify_lists(segments: Iterable[Segments]) -> Iterator[str]:
    for words in segments:
        yield words.project_list()
        yield from (f"{words.project_list()}{name}/*" for name in (words.page, *dict(words.facets).values()))
