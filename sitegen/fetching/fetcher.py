"""One request to one web server, bounded in time and in size."""

from __future__ import annotations

import re
import ssl
import threading
from collections.abc import Callable, Iterator
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Generic, NamedTuple, Self, TypeVar
from urllib.parse import SplitResult

from sitegen.diagnostics.silence import Silence
from sitegen.fetching.addresses import NoReplyError, split, target_of
from sitegen.fetching.reaching import Cut, Reach, why
from sitegen.unpacking import Unpacker
from sitegen.values import dataclass

LEADING_ON, GONE, BUSY = frozenset({301, 302, 303, 307, 308}), frozenset({404, 410}), frozenset({429, 503})
REDIRECTS = 5
# Seconds that a busy server is left alone when it does not say how long, and the most that anybody waits for it.
_PAUSE = 2.0
LONGEST_PAUSE = 20.0
_AT_ONCE = 1 << 16
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. `longest`: the seconds after which it is cut; `coding`: what the answer may be packed with."""

    method: str
    address: str
    longest: float
    coding: str = "identity"


class Reply(NamedTuple, Generic[Read]):
    """What a server answered. `body`: what was read of it."""

    status: int
    headers: Message
    body: Read

    @property
    def pause(self) -> float:
        """The seconds for which a busy server wants to be left alone, by its own clock (RFC 9110, 10.2.3)."""
        said = self.headers.get("Retry-After", "")
        if re.fullmatch(r"[0-9]{1,9}", said):
            return float(said)
        try:
            until, sent = parsedate_to_datetime(said), parsedate_to_datetime(self.headers.get("Date", ""))
            return max((until - sent).total_seconds(), 0.0)
        except (ValueError, TypeError):
            return _PAUSE


class Fetcher:
    """Asks web servers, from any number of threads. At the end of its block whatever is under way is cut.

    `agent`: how it names itself. `silence`: after so many seconds without a byte a server is given up.
    `allows_private`: networks that are not of the public internet are asked too. `keeps`: each thread uses its
    connections again.
    """

    def __init__(self, agent: str, silence: float, *, allows_private: bool, keeps: bool) -> None:
        self._headers = {"User-Agent": agent, "Accept": "text/html,*/*;q=0.8", "Cache-Control": "no-cache"}
        self._headers |= {} if keeps else {"Connection": "close"}
        self._reach = Reach(silence, allows_private, ssl.create_default_context())
        self._keeps = keeps
        self._own = threading.local()
        self._lock = threading.Lock()
        self._under_way, self._kept = set[Cut](), set[HTTPConnection]()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._is_closed = True
            for cut in self._under_way:
                cut.fall()
            for connection in self._kept:
                connection.close()

    def fetch(self, request: Request, read: Callable[[HTTPResponse], Read]) -> Reply[Read]:
        """Ask, and read by `read` what comes. Raises `NoReplyError`."""
        parts = split(request.address)
        with self._lock:
            if self._is_closed:
                raise NoReplyError(Silence.BROKEN)
            cut = Cut(request.longest)
            self._under_way.add(cut)
        try:
            reply = self._fetched(request, parts, cut, read)
            if cut.is_late:  # an answer that is cut in its head looks like a short one
                raise TimeoutError
            return reply
        except (NoReplyError, HTTPException, OSError, ValueError) as error:
            raise NoReplyError(Silence.LATE if cut.is_late else why(error)) from error
        finally:
            cut.end()
            with self._lock:
                self._under_way.discard(cut)

    def _fetched(
        self, request: Request, parts: SplitResult, cut: Cut, read: Callable[[HTTPResponse], Read]
    ) -> Reply[Read]:
        """One request. A connection that the server has closed meanwhile is opened anew, once."""
        kept: dict[tuple[str, str], HTTPConnection] = self._own.__dict__.setdefault("connections", {})
        place = parts.scheme, parts.netloc
        known = kept.get(place)
        if known is not None and known.sock is not None:
            cut.watch(known.sock)
            try:
                return self._asked(known, request, parts, read)
            except (HTTPException, ConnectionError):
                if cut.has_fallen:
                    raise
        kept[place] = self._reach.connected(parts, cut)
        return self._asked(kept[place], request, parts, read)

    def _asked(
        self, connection: HTTPConnection, request: Request, parts: SplitResult, read: Callable[[HTTPResponse], Read]
    ) -> Reply[Read]:
        is_at_its_end = False
        try:
            connection.request(
                request.method, target_of(parts), headers={**self._headers, "Accept-Encoding": request.coding}
            )
            with connection.getresponse() as response:
                reply = Reply(response.status, response.headers, read(response))
                if response.length == 0:  # which leaves it open, where it was read piece by piece
                    response.read()
                is_at_its_end = response.isclosed()
            return reply
        finally:
            if not (is_at_its_end and self._keeps):
                connection.close()
            with self._lock:
                (self._kept.add if connection.sock is not None else self._kept.discard)(connection)


def pieces(response: HTTPResponse, most: int) -> Iterator[tuple[bytes, bytes]]:
    """The body piece by piece, as it comes and as it was before it was packed: at most `most` bytes of the latter.

    Raises `DamagedError` where it cannot be unpacked.
    """
    unpacker, size = Unpacker(coding_of(response.headers)), 0
    while size < most:
        came = response.read1(_AT_ONCE)
        if not came:
            unpacker.end()
            return
        piece = unpacker.unpack(came, most - size)
        size += len(piece)
        yield came, piece


def coding_of(headers: Message) -> str:
    """What a body is packed with; empty where it is as it was."""
    coding = headers.get("Content-Encoding", "").strip().lower()
    return {"identity": "", "x-gzip": "gzip"}.get(coding, coding)
