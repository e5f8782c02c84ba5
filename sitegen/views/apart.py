"""Texts that stand on one page together, each with names of places that no other has."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from markupsafe import Markup

from sitegen.prose import renamed
from sitegen.sections import beside
from sitegen.views.parts import Passage

Told = TypeVar("Told", Passage, Passage | None)


def within(passage: Told, part: str) -> Told:
    """A text of which several stand on a page: its places are called after the part of the page that it is."""
    return _renamed(passage, lambda name: f"{part}:{name}") if passage is not None else passage


def main_text(passage: Passage, own: re.Pattern[str]) -> Passage:
    """The text that a page is for: its places keep their names, but for those that are the page's own."""
    return _renamed(passage, lambda name: beside(name, own))


def _renamed(passage: Passage, name: Callable[[str], str]) -> Passage:
    html = renamed(passage.html, name)
    return passage if html is passage.html else replace(passage, html=Markup(html))
