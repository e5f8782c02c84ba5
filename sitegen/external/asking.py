"""Asking servers politely: one connection to a host at a time, with a pause between, few hosts at once."""

from __future__ import annotations

import re
import ssl
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from email.utils import parsedate_to_datetime
from html import unescape
from threading import Lock
from time import monotonic, sleep
from urllib.parse import unquote, urljoin

from sitegen.external.answers import Answer, State
from sitegen.external.fetching import BROKEN, Fetcher, NoReplyError, Reply, split
from sitegen.values import dataclass

REDIRECTS = 5
_REDIRECTING, _FOR_GOOD = frozenset({301, 302, 303, 307, 308}), frozenset({301, 308})
_GONE, _BUSY = frozenset({404, 410}), frozenset({429, 503})
_PAUSE, _LONGEST_PAUSE = 2.0, 20.0
_ROUND = "it leads on too many times"
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
    """Ask for addresses, each with the fragments to look for; the answers as they come."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in asked:
        try:
            hosts[split(address).netloc.lower()].append(address)
        except NoReplyError as error:
            yield error.answer(address)
    asker = _Asker(manner)
    with ThreadPoolExecutor(manner.at_once) as crew:
        tasks = [crew.submit(lambda own: [asker.ask(one, asked[one]) for one in own], own) for own in hosts.values()]
        try:
            for task in as_completed(tasks):
                yield from task.result()
        finally:
            crew.shutdown(wait=False, cancel_futures=True)


class _Turns:
    """Whose turn it is: one request to a host at a time, and a pause after each."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._lock = Lock()
        self._hosts: dict[str, Lock] = defaultdict(Lock)
        self._ended: dict[str, float] = {}

    @contextmanager
    def of(self, host: str) -> Iterator[None]:
        """While inside, nobody else asks the host."""
        with self._lock:
            own = self._hosts[host]
        with own:
            if host in self._ended:
                sleep(max(0.0, self._ended[host] + self._pause - monotonic()))
            try:
                yield
            finally:
                self._ended[host] = monotonic()


class _Asker:
    """Asks for one address, wherever it leads."""

    def __init__(self, manner: Manner) -> None:
        self._fetcher = Fetcher(manner.seconds, manner.agent, manner.allows_private, ssl.create_default_context())
        self._turns = _Turns(manner.pause)

    def ask(self, address: str, fragments: Iterable[str]) -> Answer:
        """What comes of asking for an address."""
        wanted = tuple(sorted(fragments))
        at, moved, is_for_good, seen = address, "", True, {address}
        try:
            for _ in range(REDIRECTS + 1):
                reply = self._asked(at, has_body=bool(wanted))
                if reply.status not in _REDIRECTING or not reply.location:
                    return replace(_judged(address, reply, wanted), target=moved if reply.status < 300 else "")
                at = urljoin(at, reply.location.strip()).partition("#")[0]
                is_for_good = is_for_good and reply.status in _FOR_GOOD
                moved = at if is_for_good else moved
                if at in seen:
                    break
                seen.add(at)
        except (NoReplyError, ValueError) as error:
            return error.answer(address) if isinstance(error, NoReplyError) else Answer(address, State.MALFORMED)
        return Answer(address, State.UNSURE, reason=_ROUND)

    def _asked(self, address: str, *, has_body: bool) -> Reply:
        """The head alone, where it is enough; of servers that do not like that, the page."""
        if not has_body:
            try:
                reply = self._patiently("HEAD", address, has_body=False)
            except NoReplyError as error:
                if error.reason != BROKEN:
                    raise
            else:
                if reply.status < 400 or reply.status in _BUSY:
                    return reply
        return self._patiently("GET", address, has_body=has_body)

    def _patiently(self, method: str, address: str, *, has_body: bool) -> Reply:
        """A reply; of a server that is busy, the second one, after the time that it asks for."""
        host = split(address).netloc.lower()
        with self._turns.of(host):
            reply = self._fetcher.fetch(method, address, has_body=has_body)
            if reply.status in _BUSY:
                sleep(_pause(reply))
                reply = self._fetcher.fetch(method, address, has_body=has_body)
            return reply


def _pause(reply: Reply) -> float:
    """How long a busy server asks to be left alone, in seconds: in these words, or until a time by its own clock."""
    if reply.retry_after.isdecimal():
        return min(float(reply.retry_after[:6]), _LONGEST_PAUSE)
    try:
        until, now = parsedate_to_datetime(reply.retry_after), parsedate_to_datetime(reply.date)
        return min(max((until - now).total_seconds(), 0.0), _LONGEST_PAUSE)
    except (ValueError, TypeError):
        return _PAUSE


def _judged(address: str, reply: Reply, wanted: tuple[str, ...]) -> Answer:
    if reply.status < 300:
        return Answer(address, State.FINE, reply.status, anchors=_anchors(reply, wanted))
    return Answer(address, State.GONE if reply.status in _GONE else State.REFUSED, reply.status)


def _anchors(reply: Reply, wanted: tuple[str, ...]) -> tuple[tuple[str, bool | None], ...]:
    if not reply.body:
        return tuple((one, None) for one in wanted)
    text = reply.body.decode("utf-8", errors="replace")
    named = {unescape("".join(values)) for values in _NAMED.findall(text)}
    unknown = False if reply.is_whole else None
    return tuple((one, True if one in named or unquote(one) in named else unknown) for one in wanted)
