"""The language of messages: the one asked for, else that of the environment."""

from __future__ import annotations

import os
import re

from sitegen.catalogues import Catalogue, read_catalogue
from sitegen.resources import resource_folder

_LANGUAGE = re.compile(r"--messages[= ](lv|en)\b")


def catalogue_for(language: str | None) -> Catalogue:
    """The messages of the language asked for, else of `LANG`, else English."""
    spoken = language or _language_around()
    return read_catalogue(spoken, resource_folder("locales") / spoken / "LC_MESSAGES" / "diagnostics.po")


def catalogue_asked(arguments: list[str]) -> Catalogue:
    """The words of messages, in the language that a command line asks for which may not be understood otherwise."""
    return catalogue_for(language_asked(arguments))


def language_asked(arguments: list[str]) -> str:
    """The language that a command line asks for, which may not be understood otherwise."""
    asked = _LANGUAGE.search(" ".join(arguments))
    return asked[1] if asked else _language_around()


def _language_around() -> str:
    return "lv" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("lv") else "en"
