"""Anchors of headings."""

from __future__ import annotations

from sitegen.prose.filling import SLOT
from sitegen.urls import slugify


def anchor(text: str, separator: str) -> str:
    """A heading's anchor; facts are no part of it."""
    return slugify(SLOT.sub("", text)) or "s"
