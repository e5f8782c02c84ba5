"""A web server asked for every file of a manifest, as browsers ask."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.client import HTTPResponse
from threading import Lock
from time import sleep
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from sitegen import __version__
from sitegen.diagnostics import Diagnostic, Span
from sitegen.diagnostics.silence import Silence
from sitegen.fetching import (
    BUSY,
    GONE,
    LEADING_ON,
    LONGEST_PAUSE,
    REDIRECTS,
    Fetcher,
    NoReplyError,
    Reply,
    Request,
    coding_of,
    led_to,
    pieces,
    split,
)
from sitegen.plan import MANIFEST, NOT_FOUND
from sitegen.unpacking import DamagedError
from sitegen.verify.judging import FOUND, MORE, Digester, Seen, Verdict, fault, settled
from sitegen.verify.manifests import LARGEST, File, Manifest

_AGENT = f"sitegen/{__version__} (verify)"
# After so many files in a row without an answer nothing more is asked for.
_SILENCE = 8
# A file may take a minute, and what it takes at so many bytes a second, but no longer than half an hour.
_MINUTE, _SLOWEST, _LONGEST = 60.0, 1 << 16, 1800.0
# What browsers ask for. Where something packed comes, each form is asked for by itself, as there may be three files.
_AS_BROWSERS, _EACH = "gzip, br", ("br", "gzip", "identity")


def verify_site(address: str, trusted: Manifest | None, jobs: int = 4, timeout: float = 10.0) -> Verdict:
    """Hold what a web server gives for the site at `address` against a manifest: the trusted one, else the site's own.

    `jobs`: how many connections at once; `timeout`: seconds after which silence is no answer.
    """
    # The fetcher ends first: who interrupts the program does not wait for a slow server.
    with ThreadPoolExecutor(jobs) as crew, Fetcher(_AGENT, timeout, allows_private=True, keeps=True) as fetcher:
        root, server = root_of(address), _Server(fetcher, timeout)
        beside = server.get(root + MANIFEST, LARGEST, is_kept=True)
        if beside.url.endswith(MANIFEST) and not beside.away:
            root = beside.url.removesuffix(MANIFEST)
        manifest, problems = settled(beside, trusted, Span(root + MANIFEST))
        if manifest is None or beside.why is not None:
            return Verdict(manifest, 0, tuple(problems), len(manifest.files) if manifest else 0)
        asking = _Asking(root, server, manifest)
        found = [one for one in crew.map(asking.hold, manifest.files.items()) if one is not None]
    right = len(manifest.files) - len(found) - asking.unasked
    return Verdict(manifest, right, (*problems, *found), asking.unasked)


def root_of(address: str) -> str:
    """The address of a site, of which the first page or the manifest may be named."""
    parts = urlsplit(address)
    path = parts.path.removesuffix(MANIFEST).removesuffix("index.html")
    return urlunsplit((parts.scheme, parts.netloc, f"{path.rstrip('/')}/", "", ""))


class _Server:
    """Gives files. Where it leads on, it is followed on the same host only."""

    def __init__(self, fetcher: Fetcher, timeout: float) -> None:
        self._fetcher, self._timeout = fetcher, timeout

    def get(self, url: str, size: int, coding: str = _AS_BROWSERS, *, is_kept: bool = False) -> Seen:
        """A file that is to have that size."""
        longest = self._timeout + min(_MINUTE + size / _SLOWEST, _LONGEST)
        at = url
        try:
            for _ in range(REDIRECTS + 1):
                reply = self._patiently(Request("GET", at, longest, coding), size + MORE, is_kept=is_kept)
                target = reply.headers.get("Location", "") if reply.status in LEADING_ON else ""
                if not target:
                    return _seen(reply, at)
                away = _away(at, target)
                if away:
                    return Seen(reply.status, at, away=away)
                at = led_to(at, target)
        except NoReplyError as error:
            return Seen(0, at, why=error.why)
        return Seen(0, at, why=Silence.ROUND)

    def _patiently(self, request: Request, most: int, *, is_kept: bool) -> Reply[Digester]:
        """An answer; of a server that is busy the second one, after the pause that it asks for."""

        def read(response: HTTPResponse) -> Digester:
            return _digested(response, most, is_kept=is_kept)

        reply = self._fetcher.fetch(request, read)
        if reply.status not in BUSY or reply.pause > LONGEST_PAUSE:
            return reply
        sleep(reply.pause)
        return self._fetcher.fetch(request, read)


def _away(at: str, location: str) -> str:
    """What is not followed: an address of another host, or none at all. Empty where it is on the same host."""
    try:
        target = led_to(at, location)
    except NoReplyError:
        return location
    return "" if split(target).hostname == split(at).hostname else target


def _digested(response: HTTPResponse, most: int, *, is_kept: bool) -> Digester:
    digester = Digester(is_kept=is_kept)
    try:
        for came, held in pieces(response, most):
            digester.take(came, held)
    except DamagedError:
        digester.is_damaged = True
    return digester


def _seen(reply: Reply[Digester], url: str) -> Seen:
    body = reply.body
    return Seen(reply.status, url, body.digests(), body.size, bytes(body.data), coding_of(reply.headers))


class _Asking:
    """Asks a server for the files of a manifest, from several threads."""

    def __init__(self, root: str, server: _Server, manifest: Manifest) -> None:
        self.unasked = 0
        self._root, self._server = root, server
        self._known = manifest.by_digest()
        self._silent = 0
        self._lock = Lock()

    def hold(self, item: tuple[str, File]) -> Diagnostic | None:
        """Ask for a file, in every form; what is wrong with it. Nothing more is asked of a server that is silent."""
        path, file = item
        with self._lock:
            if self._silent >= _SILENCE:
                self.unasked += 1
                return None
        url = self._root + quote(path.removesuffix("index.html") if _is_index(path) else path)
        forms = list(self._forms(url, file.size))
        wrong = [one for seen in forms if (one := self._fault(path, file, url, seen)) is not None]
        if len(wrong) == len(forms):  # then it does not lie in how the first was packed
            return self._fault(path, file, url, replace(forms[0], coding=""))
        return wrong[0] if wrong else None

    def _forms(self, url: str, size: int) -> Iterator[Seen]:
        first = self._server.get(url, size)
        with self._lock:
            self._silent = self._silent + 1 if first.why is not None or first.status in BUSY else 0
        yield first
        for coding in _EACH if first.coding else ():
            if coding != first.coding:
                yield self._server.get(url, size, coding)

    def _fault(self, path: str, file: File, url: str, seen: Seen) -> Diagnostic | None:
        is_led = seen.status == FOUND and seen.url != url
        if is_led and file.leads_to and _path(seen.url) == _path(self._root + quote(file.leads_to)):
            return None  # the server leads on by itself to where the page would
        if is_led and file.digest not in seen.digests:
            seen = replace(seen, away=seen.url)
        if path.rpartition("/")[2] == NOT_FOUND and seen.status in GONE:
            seen = replace(seen, status=FOUND)
        return fault(Span(url), file, seen, self._known)


def _is_index(path: str) -> bool:
    return path == "index.html" or path.endswith("/index.html")


def _path(url: str) -> str:
    return unquote(urlsplit(url).path)
