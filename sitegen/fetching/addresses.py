"""Addresses that can be asked for, and why nobody answered at one."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from sitegen.diagnostics.silence import Silence

PORTS = {"http": 80, "https": 443}
_SAFE = "/%:@!$&'()*+,;=~-._?[]"


class NoReplyError(Exception):
    """No server answered, or none was asked."""

    def __init__(self, why: Silence) -> None:
        super().__init__(why)
        self.why = why


def split(address: str) -> SplitResult:
    """The parts of an address that can be asked for. Raises `NoReplyError` for any other, one with a password too."""
    try:
        parts = urlsplit(address)
        is_sound = bool(parts.hostname) and parts.scheme in PORTS and "@" not in parts.netloc and parts.port != 0
    except ValueError as error:
        raise NoReplyError(Silence.MALFORMED) from error
    if not is_sound or re.search(r"[\x00-\x20\x7f]", address):
        raise NoReplyError(Silence.MALFORMED)
    return parts


def is_askable(address: str) -> bool:
    """Whether that is an address of the web."""
    try:
        return bool(split(address))
    except NoReplyError:
        return False


def led_to(address: str, location: str) -> str:
    """Where an answer leads, without the fragment. Raises `NoReplyError` where nobody could follow.

    Servers write UTF-8 into headers, which are read as Latin-1, and spaces.
    """
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        target = urljoin(address, location.strip().replace(" ", "%20")).partition("#")[0]
        split(target)
    except (ValueError, NoReplyError) as error:
        raise NoReplyError(Silence.MEANINGLESS) from error
    return target


def host_of(parts: SplitResult) -> str:
    """The host, as name servers know it. Raises `NoReplyError` where there can be none of that name."""
    host = parts.hostname or ""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NoReplyError(Silence.MALFORMED) from error


def target_of(parts: SplitResult) -> str:
    """What the host is asked for."""
    return quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
