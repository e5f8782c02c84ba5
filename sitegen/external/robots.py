"""What a host asks of programs: its `robots.txt` (RFC 9309)."""

from __future__ import annotations

from http.client import HTTPResponse
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from sitegen.diagnostics.silence import Silence
from sitegen.fetching import (
    LEADING_ON,
    LONGEST_PAUSE,
    REDIRECTS,
    Fetcher,
    NoReplyError,
    Reply,
    Request,
    led_to,
    pieces,
)
from sitegen.unpacking import DamagedError

# What RFC 9309, 2.5, asks to be read at least.
_LARGEST = 500 << 10
_FOUND = 200


class Robots:
    """What programs may ask a host for. One that says nothing of it, or nothing that can be read, allows everything."""

    def __init__(self, text: str) -> None:
        self._rules = RobotFileParser()
        self._rules.parse(text.splitlines())

    def allows(self, agent: str, address: str) -> bool:
        """Whether this program may ask for an address."""
        return self._rules.can_fetch(agent, address)

    def pause(self, agent: str) -> float:
        """The seconds that it is to leave between two requests, as far as anybody waits."""
        return min(float(self._rules.crawl_delay(agent) or 0), LONGEST_PAUSE)


def robots_of(address: str, fetcher: Fetcher, seconds: float) -> Robots:
    """Those of the host of an address. Raises `NoReplyError` where it does not answer at all."""
    parts = urlsplit(address)
    at = f"{parts.scheme}://{parts.netloc}/robots.txt"
    try:
        for _ in range(REDIRECTS):
            reply = fetcher.fetch(Request("GET", at, seconds, "gzip"), _text)
            at = _next(at, reply)
            if not at:
                return Robots(reply.body)
    except NoReplyError as error:
        if error.why not in {Silence.BROKEN, Silence.MEANINGLESS}:
            raise
    return Robots("")


def _next(at: str, reply: Reply[str]) -> str:
    """Where the rules are instead: on the same host, as of a site that leads from http to https."""
    location = reply.headers.get("Location", "") if reply.status in LEADING_ON else ""
    target = led_to(at, location) if location else ""
    return target if urlsplit(target).hostname == urlsplit(at).hostname else ""


def _text(response: HTTPResponse) -> str:
    if response.status != _FOUND:
        return ""
    try:
        return b"".join(held for _, held in pieces(response, _LARGEST)).decode("utf-8-sig", errors="replace")
    except DamagedError:
        return ""
