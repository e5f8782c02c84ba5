"""Requests to web servers: what came, or why nobody answered.

Whom to ask, whom to follow and what to keep is the business of those who ask: `verify`, `external`.
"""

from sitegen.fetching.addresses import NoReplyError, is_askable, led_to, split
from sitegen.fetching.fetcher import (
    BUSY,
    GONE,
    LEADING_ON,
    LONGEST_PAUSE,
    REDIRECTS,
    Fetcher,
    Reply,
    Request,
    coding_of,
    pieces,
)

__all__ = [
    "BUSY",
    "GONE",
    "LEADING_ON",
    "LONGEST_PAUSE",
    "REDIRECTS",
    "Fetcher",
    "NoReplyError",
    "Reply",
    "Request",
    "coding_of",
    "is_askable",
    "led_to",
    "pieces",
    "split",
]
