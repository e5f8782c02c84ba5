"""Codes of languages (`lv`, `lv-LV`, `sr-Latn`), numbers of projects and telephones."""

from __future__ import annotations

import re
from typing import Annotated

from babel import Locale
from babel.core import UnknownLocaleError
from pydantic import BeforeValidator

from sitegen.models.fields import fault, one_or_more, plain_text

# What authors write for a code, by how it begins, in Latvian, English and the language itself.
_NAMES = {
    "latv": "lv", "lett": "lv", "angļ": "en", "angl": "en", "engl": "en", "kriev": "ru", "russ": "ru", "русс": "ru",
    "vāc": "de", "germ": "de", "deut": "de", "franč": "fr", "fren": "fr", "fran": "fr", "igau": "et", "esto": "et",
    "eest": "et", "lietu": "lt", "lith": "lt", "liet": "lt", "poļ": "pl", "poli": "pl", "pols": "pl",
}  # fmt: skip


def _language_code(value: object) -> str:
    """A language's code in the form of BCP 47, as CLDR knows it."""
    text = plain_text(value)
    code = _canonical(text)
    if code.partition("-")[0] == text.replace("_", "-").partition("-")[0].casefold():
        return code
    near = code.partition("-")[0]
    meant = next((known for name, known in _NAMES.items() if text.casefold().startswith(name)), near)
    raise fault("bad-language-code", value=text, **({"suggestion": meant} if meant else {}))


def _canonical(text: str) -> str:
    """The code as it is written properly; empty when there is no such language."""
    try:
        return str(Locale.parse(text.replace("_", "-"), sep="-")).replace("_", "-")
    except (ValueError, UnknownLocaleError):
        return ""


# Pages write the sign themselves, in their language.
_NUMBER_SIGN = re.compile(r"(?:Nr\.?|No\.|№)\s*(?=\d)", re.IGNORECASE)
# As short as 112.
_FEWEST_DIGITS = 3


def _project_number(value: object) -> str:
    """A number without the sign before it."""
    text = plain_text(value)
    sign = _NUMBER_SIGN.match(text)
    return text[sign.end() :] if sign else text


def _phone(value: object) -> str:
    text = plain_text(value)
    if sum(letter.isdecimal() for letter in text) < _FEWEST_DIGITS:
        raise fault("bad-phone", value=text)
    return text


LanguageCode = Annotated[str, BeforeValidator(_language_code)]
ProjectNumber = Annotated[str, BeforeValidator(_project_number)]
Phones = Annotated[tuple[Annotated[str, BeforeValidator(_phone)], ...], BeforeValidator(one_or_more)]
