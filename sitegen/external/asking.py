"""Asking servers politely: one request to a host at a time, with a pause between, few hosts at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import field, replace
from html import unescape
from http.client import HTTPResponse
from queue import SimpleQueue
from threading import Event, Lock
from time import monotonic
from typing import NamedTuple
from urllib.parse import unquote

from sitegen.diagnostics.silence import Silence
from sitegen.external.answers import Answer, State
from sitegen.external.robots import Robots, robots_of
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
    led_to,
    pieces,
    split,
)
from sitegen.unpacking import DamagedError
from sitegen.values import dataclass

# So much of a page is read for the places on it.
LARGEST = 1 << 20
_FOR_GOOD = frozenset({301, 308})
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
# After so many requests in a row without an answer a host is asked for nothing more.
_SILENCE = 3
_GIVEN_UP = frozenset({Silence.LATE, Silence.REFUSED, Silence.UNREACHED, Silence.NAMELESS})
_STATES = {
    Silence.NO_HOST: State.NO_HOST,
    Silence.MALFORMED: State.MALFORMED,
    Silence.PRIVATE: State.PRIVATE,
    **dict.fromkeys(
        (Silence.EARLY, Silence.EXPIRED, Silence.OTHER_NAME, Silence.UNVOUCHED, Silence.BAD_CERTIFICATE),
        State.CERTIFICATE,
    ),
}
_NAMED = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Manner:
    """How servers are asked. `seconds`: the most for one request; `pause`: between two to one host, in seconds.

    `at_once`: how many hosts. `allows_private`: networks that are not of the public internet may be asked too.
    """

    agent: str
    seconds: float = 15.0
    pause: float = 1.0
    at_once: int = 8
    allows_private: bool = False


def ask_all(asked: Mapping[str, Iterable[str]], manner: Manner) -> Iterator[Answer]:
    """Ask for addresses, each with the fragments to look for; the answers as they come.

    Who leaves off is not kept: what is under way is cut.
    """
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in asked:
        try:
            hosts[split(address).netloc.lower()].append(address)
        except NoReplyError as error:
            yield _unanswered(address, error.why)
    answers = SimpleQueue[Answer | None]()
    with (
        ThreadPoolExecutor(manner.at_once) as crew,
        Fetcher(manner.agent, manner.seconds, allows_private=manner.allows_private, keeps=False) as fetcher,
    ):
        asker = _Asker(fetcher, manner)

        def ask_host(own: Sequence[str]) -> None:
            try:
                for address in own:
                    answers.put(asker.ask(address, asked[address]))
            finally:
                answers.put(None)

        tasks = [crew.submit(ask_host, own) for own in hosts.values()]
        try:
            for _ in tasks:
                yield from iter(answers.get, None)
            for task in tasks:
                task.result()
        finally:
            asker.is_over.set()
            crew.shutdown(wait=False, cancel_futures=True)


def _unanswered(address: str, why: Silence, at: str = "") -> Answer:
    """`at`: the address that gave no answer, where the other has led to it."""
    state = _STATES.get(why, State.UNSURE)
    reason = why.value if state in {State.UNSURE, State.CERTIFICATE} else ""
    return Answer(address, state, reason=split(at or address).hostname or "" if state is State.NO_HOST else reason)


class _Page(NamedTuple):
    """The text of a page. `is_whole`: that is all of it."""

    text: str
    is_whole: bool


_Reading = Callable[[HTTPResponse], _Page | None]


@dataclass(slots=True)
class _Host:
    """A host's turn. `ended`: when it was asked last; `silent`: how often in a row it gave no answer.

    `why`: for what reason it is not asked any more. `robots`: what it asks of programs, once that is known.
    """

    lock: Lock = field(default_factory=Lock)
    ended: float = -1e9
    silent: int = 0
    why: Silence | None = None
    robots: Robots | None = None


class _Asker:
    """Asks for one address, wherever it leads. `is_over`: nobody waits for answers any more."""

    def __init__(self, fetcher: Fetcher, manner: Manner) -> None:
        self.is_over = Event()
        self._fetcher, self._manner = fetcher, manner
        self._lock = Lock()
        self._hosts: dict[str, _Host] = defaultdict(_Host)

    def ask(self, address: str, fragments: Iterable[str]) -> Answer:
        """What comes of asking for an address."""
        wanted = tuple(sorted(fragments))
        at, moved, is_for_good, seen = address, "", True, {address}
        try:
            for _ in range(REDIRECTS + 1):
                reply = self._asked(at, has_body=bool(wanted))
                location = reply.headers.get("Location", "") if reply.status in LEADING_ON else ""
                if not location:
                    return replace(_judged(address, reply, wanted), target=moved if reply.status < 300 else "")
                at = led_to(at, location)
                is_for_good = is_for_good and reply.status in _FOR_GOOD
                moved = at if is_for_good else moved
                if at in seen:
                    break
                seen.add(at)
        except NoReplyError as error:
            return _unanswered(address, error.why, at)
        return _unanswered(address, Silence.ROUND)

    def _asked(self, address: str, *, has_body: bool) -> Reply[_Page | None]:
        """The head alone, where it is enough; of servers that do not like that, the page."""
        if not has_body:
            try:
                reply = self._patiently("HEAD", address, _nothing)
            except NoReplyError as error:
                if error.why is not Silence.BROKEN:
                    raise
            else:
                if reply.status < 400 or reply.status in BUSY:
                    return reply
        return self._patiently("GET", address, _page if has_body else _nothing)

    def _patiently(self, method: str, address: str, read: _Reading) -> Reply[_Page | None]:
        """A reply; of a server that is busy the second one, after the pause that it asks for.

        One that asks for a long one is left alone, as is one that is silent again and again.
        """
        request = Request(method, address, self._manner.seconds, "gzip")
        with self._turn(address) as host:
            reply = self._fetcher.fetch(request, read)
            if reply.status in BUSY and reply.pause <= LONGEST_PAUSE:
                self.is_over.wait(reply.pause)
                reply = self._fetcher.fetch(request, read)
            elif reply.status in BUSY:
                host.why = Silence.BUSY
            return reply

    @contextmanager
    def _turn(self, address: str) -> Iterator[_Host]:
        """While inside, nobody else asks the host of an address."""
        with self._lock:
            host = self._hosts[split(address).netloc.lower()]
        with host.lock:
            if host.why is not None:
                raise NoReplyError(host.why)
            try:
                self._wait(host)
                self._permit(host, address)
                yield host
                host.silent = 0
            except NoReplyError as error:
                host.silent += error.why in _GIVEN_UP
                host.why = error.why if host.silent >= _SILENCE else None
                raise
            finally:
                host.ended = monotonic()

    def _wait(self, host: _Host) -> None:
        pause = max(self._manner.pause, host.robots.pause(self._manner.agent) if host.robots else 0.0)
        self.is_over.wait(max(0.0, host.ended + pause - monotonic()))

    def _permit(self, host: _Host, address: str) -> None:
        """Hold an address against what the host asks of programs; it is asked for that first, and once."""
        if host.robots is None:
            host.robots = robots_of(address, self._fetcher, self._manner.seconds)
            host.ended = monotonic()
            self._wait(host)
        if not host.robots.allows(self._manner.agent, address):
            raise NoReplyError(Silence.UNWANTED)


def _judged(address: str, reply: Reply[_Page | None], wanted: tuple[str, ...]) -> Answer:
    if 200 <= reply.status < 300:
        return Answer(address, State.FINE, reply.status, anchors=_anchors(reply.body, wanted))
    return Answer(address, State.GONE if reply.status in GONE else State.REFUSED, reply.status)


def _nothing(_: HTTPResponse) -> None:
    """No page is wanted."""


def _page(response: HTTPResponse) -> _Page | None:
    """A page, its beginning at least; None for what is none, or cannot be read."""
    if response.status >= 300 or response.headers.get_content_type() not in _PAGES:
        return None
    try:
        data = b"".join(held for _, held in pieces(response, LARGEST + 1))
        text = data.decode(response.headers.get_content_charset("utf-8"), errors="replace")
    except (DamagedError, LookupError):
        return None
    return _Page(text, len(data) <= LARGEST)


def _anchors(page: _Page | None, wanted: tuple[str, ...]) -> tuple[tuple[str, bool | None], ...]:
    """Which places are there. None: that cannot be told, as of what may stand further down on a long page."""
    if page is None:
        return tuple((one, None) for one in wanted)
    named = {unescape("".join(values)) for values in _NAMED.findall(page.text)}
    unknown = False if page.is_whole else None
    return tuple((one, True if one in named or unquote(one) in named else unknown) for one in wanted)
