"""Why there is no answer, in words that messages say."""

from __future__ import annotations

from enum import StrEnum


class Silence(StrEnum):
    """Why a server, or a file, gave no answer that can be judged."""

    LATE = "no answer in time"
    BROKEN = "the connection broke off"
    REFUSED = "the connection was refused"
    UNREACHED = "the server was not reached"
    NAMELESS = "the name server did not answer"
    NO_HOST = "there is no such host"
    MALFORMED = "this is no address that can be asked for"
    PRIVATE = "the address lies in a private network"
    MEANINGLESS = "the answer makes no sense"
    ROUND = "it leads on too many times"
    BUSY = "the server is busy and wants to be left alone"
    UNWANTED = "the site asks programs to stay away (robots.txt)"
    EXPIRED = "its certificate has expired"
    EARLY = "its certificate does not hold yet"
    OTHER_NAME = "its certificate is for another name"
    UNVOUCHED = "nobody vouches for its certificate"
    UNKNOWN_ISSUER = "who vouches for its certificate is not known here"
    BAD_CERTIFICATE = "its certificate does not hold"
    UNREADABLE = "the file cannot be read"
