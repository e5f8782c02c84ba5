"""A connection to a server: to an address that was looked at, and no longer than it is given."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Sequence
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection, InvalidURL
from ipaddress import ip_address
from time import monotonic
from urllib.parse import SplitResult

from sitegen.diagnostics.silence import Silence
from sitegen.fetching.addresses import PORTS, NoReplyError, host_of
from sitegen.values import dataclass

_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
# Of OpenSSL's reasons for refusing a certificate those that people can do something about (x509_vfy.h).
_REFUSALS = {
    9: Silence.EARLY,
    10: Silence.EXPIRED,
    18: Silence.UNVOUCHED,
    19: Silence.UNVOUCHED,
    20: Silence.UNKNOWN_ISSUER,
    21: Silence.UNKNOWN_ISSUER,
    62: Silence.OTHER_NAME,
    64: Silence.OTHER_NAME,
}


class Cut:
    """Ends a request when its time is over, however slowly bytes come."""

    def __init__(self, seconds: float) -> None:
        self.is_late = self.has_fallen = False
        self._end = monotonic() + seconds
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._be_late)
        self._timer.daemon = True
        self._timer.start()

    @property
    def left(self) -> float:
        """The seconds until then."""
        return self._end - monotonic()

    def watch(self, one: socket.socket) -> None:
        """This is the connection to cut."""
        self._socket = one
        if self.has_fallen:
            self.fall()

    def fall(self) -> None:
        """Cut it."""
        self.has_fallen = True
        if self._socket is not None:
            with suppress(OSError):  # not that of a secured connection, which would say goodbye first
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def end(self) -> None:
        """There is nothing to cut any more."""
        self._timer.cancel()

    def _be_late(self) -> None:
        self.is_late = True
        self.fall()


@dataclass(frozen=True, slots=True)
class Reach:
    """How servers are reached. `silence`: after so many seconds without a byte one is given up.

    `allows_private`: networks that are not of the public internet may be reached too.
    """

    silence: float
    allows_private: bool
    security: ssl.SSLContext

    def connected(self, parts: SplitResult, cut: Cut) -> HTTPConnection:
        """A connection to the server of an address. Raises `NoReplyError`, or what `why` knows the reason of."""
        host, port = host_of(parts), parts.port or PORTS[parts.scheme]
        reached = self._reached(host, port, cut)
        try:
            if parts.scheme == "https":
                connection: HTTPConnection = HTTPSConnection(host, port, context=self.security)
                reached = self.security.wrap_socket(reached, server_hostname=host, do_handshake_on_connect=False)
                cut.watch(reached)
                reached.do_handshake()
            else:
                connection = HTTPConnection(host, port)
        except BaseException:
            reached.close()
            raise
        connection.auto_open = 0  # it would ask for the host's addresses again, and look at none
        connection.sock = reached
        return connection

    def _reached(self, host: str, port: int, cut: Cut) -> socket.socket:
        """A connection to one of the host's addresses: of those that were looked at, so that no other slips in."""
        failed: OSError = ConnectionRefusedError()
        for family, place in self._places(host, port):
            reached = socket.socket(family, socket.SOCK_STREAM)
            reached.settimeout(max(min(self.silence, cut.left), 0.001))
            cut.watch(reached)
            try:
                reached.connect(place)
            except OSError as error:
                reached.close()
                failed = error
            else:
                reached.settimeout(self.silence)
                reached.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return reached
        raise failed

    def _places(self, host: str, port: int) -> Sequence[tuple[socket.AddressFamily, tuple[str, int]]]:
        try:
            known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise NoReplyError(Silence.NO_HOST if error.errno in _NO_SUCH_NAME else Silence.NAMELESS) from error
        except UnicodeError as error:
            raise NoReplyError(Silence.MALFORMED) from error
        places = [(family, (str(place[0]), int(place[1]))) for family, _, _, _, place in known]
        if not self.allows_private and any(not _is_public(place) for _, (place, _) in places):
            raise NoReplyError(Silence.PRIVATE)
        return places


def _is_public(place: str) -> bool:
    """Whether an address is one of the public internet, also when it is written as one of another family."""
    address = ip_address(place.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (mapped is None or mapped.is_global)


def why(error: Exception) -> Silence:
    """The reason why there is no answer."""
    match error:
        case NoReplyError():
            return error.why
        case InvalidURL():
            return Silence.MALFORMED
        case ssl.SSLCertVerificationError():
            return _REFUSALS.get(error.verify_code, Silence.BAD_CERTIFICATE)
        case TimeoutError():
            return Silence.LATE
        case ConnectionRefusedError():
            return Silence.REFUSED
        case HTTPException() | ConnectionError() | ssl.SSLError():
            return Silence.BROKEN
        case OSError():
            return Silence.UNREACHED
        case _:
            return Silence.MEANINGLESS
