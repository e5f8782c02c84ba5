"""Files as a web server gives them: fetched whole and digested, never kept. A few connections, each used again."""

from __future__ import annotations

import hashlib
import http.client
import threading
import time
import zlib
from typing import Self
from urllib.parse import quote, urljoin, urlsplit

from sitegen import __version__
from sitegen.values import dataclass

_AT_ONCE = 1 << 16
_HOPS = 5
_LEADING_ON = frozenset({301, 302, 303, 307, 308})
_HEADERS = {"User-Agent": f"sitegen/{__version__} (verify)", "Accept-Encoding": "gzip", "Cache-Control": "no-cache"}
# A file that takes longer than this is one that nobody waits for, however steadily it drips.
_PATIENCE = 60.0
_TOO_LONG = "it takes too long"
# So many bytes more than were asked for are read and counted.
MORE = 1 << 20
_GZIP = 31
_AS_IT_IS = "/%~:@!$&'()*+,;=?"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `status` is 0 when nothing did, for the `reason`.

    `digests`: SHA-256 of the body, as it came and as it was before it was compressed; `size`: its bytes before that, at
    most `MORE` more than were asked for. `url`: what was asked last; `away`: another host that it leads to.
    """

    status: int
    url: str
    digests: frozenset[str] = frozenset()
    size: int = 0
    data: bytes = b""
    reason: str = ""
    away: str = ""


class Fetcher:
    """Fetches files, and closes its connections at the end. A server silent for `timeout` seconds is given up.

    Redirects are followed on one host.
    """

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._own = threading.local()
        self._opened: list[http.client.HTTPConnection] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for connection in self._opened:
            connection.close()

    def get(self, url: str, limit: int, *, is_kept: bool = False) -> Answer:
        """Fetch a file of at most `limit` bytes; with its body, when that is to be kept."""
        host, answer = host_of(url), Answer(0, url)
        for _ in range(_HOPS):
            answer, location = self._once(url, limit, is_kept=is_kept)
            if answer.status not in _LEADING_ON or not location:
                return answer
            url = _joined(url, location)
            if host_of(url) != host:
                return Answer(answer.status, answer.url, away=url)
        return Answer(0, answer.url, reason="it leads round in a circle")

    def _once(self, url: str, limit: int, *, is_kept: bool) -> tuple[Answer, str]:
        """One request. A connection that the server has closed meanwhile is opened anew, once."""
        parts = urlsplit(url)
        target = quote(parts.path or "/", safe=_AS_IT_IS) + (
            f"?{quote(parts.query, safe=_AS_IT_IS)}" if parts.query else ""
        )
        for is_last in (False, True):
            known = self._connection(parts.scheme, parts.netloc)
            is_fresh = known.sock is None
            try:
                known.request("GET", target, headers=_HEADERS)
                response = known.getresponse()
                answer = _read(response, url, limit, is_kept=is_kept)
                if not response.isclosed():  # not read to its end
                    known.close()
                return answer, response.headers.get("Location", "")
            except (http.client.HTTPException, OSError, zlib.error, ValueError) as error:
                known.close()
                if is_last or is_fresh or isinstance(error, TimeoutError):
                    return Answer(0, url, reason=_reason(error)), ""
        raise AssertionError(url)

    def _connection(self, scheme: str, netloc: str) -> http.client.HTTPConnection:
        held = self._own.__dict__.setdefault("connections", {})
        if (scheme, netloc) not in held:
            kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
            held[scheme, netloc] = kind(netloc, timeout=self._timeout)
            self._opened.append(held[scheme, netloc])
        found: http.client.HTTPConnection = held[scheme, netloc]
        return found


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:  # no address at all
        return location


def host_of(url: str) -> str:
    """The host that a web address names; empty when it is none that can be asked."""
    try:
        parts = urlsplit(url)
        is_sound = parts.scheme in {"http", "https"} and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return ""
    return (parts.hostname or "") if is_sound else ""


def _reason(error: Exception) -> str:
    said = getattr(error, "strerror", None) or str(error)
    return said or type(error).__name__


def _read(response: http.client.HTTPResponse, url: str, limit: int, *, is_kept: bool) -> Answer:
    """Read a body, at most a little more than `limit`: what is longer is wrong, whatever follows."""
    is_packed = response.headers.get("Content-Encoding", "").lower() in {"gzip", "x-gzip"}
    unpacking = zlib.decompressobj(_GZIP) if is_packed else None
    raw, plain, kept = hashlib.sha256(), hashlib.sha256(), list[bytes]()
    size, most, end = 0, limit + MORE, time.monotonic() + _PATIENCE
    while size < most and (data := response.read1(_AT_ONCE)):
        raw.update(data)
        part = unpacking.decompress(data, most - size) if unpacking else data
        plain.update(part)
        size += len(part)
        kept += [part] if is_kept else []
        if time.monotonic() > end:
            raise TimeoutError(_TOO_LONG)
    if response.length == 0:  # else `read1` leaves it open, and its connection cannot be used again
        response.read()
    return Answer(response.status, url, frozenset({raw.hexdigest(), plain.hexdigest()}), size, b"".join(kept))
