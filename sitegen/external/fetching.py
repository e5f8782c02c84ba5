"""One request to one server: bounded in time and size, to addresses of the public internet only."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, InvalidURL
from ipaddress import ip_address
from threading import Event, Timer
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urlsplit

from sitegen.external.answers import Answer, State
from sitegen.values import dataclass

LARGEST = 1 << 20
_SAFE = "/%:@!$&'()*+,;=~-._?[]"
_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_MEANINGLESS = "the answer makes no sense"
_LATE = "no answer in time"
BROKEN = "the connection broke off"
_REFUSED = "the connection was refused"
_NAMELESS = "the name server did not answer"
_UNREACHED = "the server was not reached"


class Reply(NamedTuple):
    """What a server answered. `body`: at most `LARGEST` bytes; `is_whole`: that is all of it."""

    status: int
    location: str = ""
    retry_after: str = ""
    date: str = ""
    kind: str = ""
    body: bytes = b""
    is_whole: bool = True


class NoReplyError(Exception):
    """No server answered, or none was asked."""

    def __init__(self, state: State, reason: str = "") -> None:
        super().__init__(reason)
        self.state, self.reason = state, reason

    def answer(self, address: str) -> Answer:
        """The same as an answer."""
        return Answer(address, self.state, reason=self.reason)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Asks servers. `seconds`: the most that one request may take; `agent`: how it names itself."""

    seconds: float
    agent: str
    allows_private: bool
    security: ssl.SSLContext

    def fetch(self, method: str, address: str, *, has_body: bool) -> Reply:
        """Ask for an address. Raises `NoReplyError`."""
        parts = split(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = _ascii(parts.hostname or "")
        try:
            with self._connected(parts.scheme, host, port) as connection:
                connection.request(method, _path(parts), headers=self._headers())
                return _reply(connection.getresponse(), has_body=has_body)
        except InvalidURL as error:
            raise NoReplyError(State.MALFORMED) from error
        except ssl.SSLCertVerificationError as error:
            raise NoReplyError(State.CERTIFICATE, error.verify_message) from error
        except TimeoutError as error:
            raise NoReplyError(State.UNSURE, _LATE) from error
        except ConnectionRefusedError as error:
            raise NoReplyError(State.UNSURE, _REFUSED) from error
        except (HTTPException, ConnectionError, ssl.SSLError) as error:
            raise NoReplyError(State.UNSURE, BROKEN) from error
        except (OSError, ValueError) as error:
            raise NoReplyError(State.UNSURE, _UNREACHED if isinstance(error, OSError) else _MEANINGLESS) from error

    def _headers(self) -> dict[str, str]:
        return {"User-Agent": self.agent, "Accept": "text/html,*/*;q=0.8", "Connection": "close"}

    @contextmanager
    def _connected(self, scheme: str, host: str, port: int) -> Iterator[HTTPConnection]:
        """A connection to a server, which is cut when its time is over: however slowly bytes come."""
        held = [self._socket(host, port)]
        late = Event()
        cut = Timer(self.seconds, _cut, [held, late])
        cut.daemon = True
        cut.start()
        try:
            yield self._connection(held, scheme, host, port)
            if late.is_set():  # an answer that is cut in its head looks like a short one
                raise TimeoutError
        except (HTTPException, OSError) as error:
            if late.is_set():
                raise TimeoutError from error
            raise
        finally:
            cut.cancel()
            held[0].close()

    def _connection(self, held: list[socket.socket], scheme: str, host: str, port: int) -> HTTPConnection:
        if scheme != "https":
            connection = HTTPConnection(host, port)
        else:
            connection = HTTPSConnection(host, port, context=self.security)
            secured = self.security.wrap_socket(held[0], server_hostname=host, do_handshake_on_connect=False)
            held[0] = secured
            secured.do_handshake()
        connection.sock = held[0]
        return connection

    def _socket(self, host: str, port: int) -> socket.socket:
        """A connection to one of the host's addresses: of those that were looked at, so that no other slips in."""
        failed: OSError = ConnectionRefusedError()
        for family, place in self._places(host, port):
            plain = socket.socket(family, socket.SOCK_STREAM)
            plain.settimeout(self.seconds)
            try:
                plain.connect(place)
            except OSError as error:
                plain.close()
                failed = error
            else:
                return plain
        raise failed

    def _places(self, host: str, port: int) -> Sequence[tuple[socket.AddressFamily, tuple[str, int]]]:
        try:
            known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno in _NO_SUCH_NAME:
                raise NoReplyError(State.NO_HOST) from error
            raise NoReplyError(State.UNSURE, _NAMELESS) from error
        except UnicodeError as error:
            raise NoReplyError(State.MALFORMED) from error
        places = [(family, (str(place[0]), int(place[1]))) for family, _, _, _, place in known]
        if not self.allows_private and any(not _is_public(place) for _, (place, _) in places):
            raise NoReplyError(State.PRIVATE)
        return places


def split(address: str) -> SplitResult:
    """The parts of an address. Raises `NoReplyError` where it has none."""
    try:
        parts = urlsplit(address)
        is_sound = bool(parts.hostname) and parts.scheme in {"http", "https"} and (parts.port or 1) > 0
    except ValueError as error:
        raise NoReplyError(State.MALFORMED) from error
    if not is_sound or re.search(r"[\x00-\x20\x7f]", address):
        raise NoReplyError(State.MALFORMED)
    return parts


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NoReplyError(State.MALFORMED) from error


def _path(parts: SplitResult) -> str:
    return quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")


def _is_public(place: str) -> bool:
    """Whether an address is one of the public internet, also when it is written as one of another family."""
    address = ip_address(place.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (mapped is None or mapped.is_global)


def _cut(held: list[socket.socket], late: Event) -> None:
    late.set()
    with suppress(OSError):  # not that of a secured connection, which would say goodbye first
        socket.socket.shutdown(held[0], socket.SHUT_RDWR)


def _reply(response: HTTPResponse, *, has_body: bool) -> Reply:
    kind = response.headers.get_content_type()
    is_read = has_body and response.status < 300 and kind in {"text/html", "application/xhtml+xml"}
    body = response.read(LARGEST + 1) if is_read else b""
    return Reply(
        response.status,
        response.getheader("Location", ""),
        response.getheader("Retry-After", ""),
        response.getheader("Date", ""),
        kind,
        body[:LARGEST],
        len(body) <= LARGEST,
    )
