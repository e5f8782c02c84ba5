"""The types of fields: how a piece of text becomes a value, and what is said when it cannot.

Everything arrives as text, lists and maps (`sitegen.source.plain`). A validator raises with a diagnostic code of its
own; parameters named `at` lead to the part of the value that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from sitegen.crowding import crowd_in
from sitegen.money import is_currency
from sitegen.patterns import regex
from sitegen.urls import is_base_url, is_slug, is_web_address, path_of_address, slugify
from sitegen.values import ShortlyTold


class Record(ShortlyTold, BaseModel):
    """A map of declared fields: unknown ones are refused, values stay. Reading is prepared at first use."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_is_empty(cls, value: object) -> object:
        """A declared field left empty is as good as not there; an unknown one stays, to be told."""
        if not isinstance(value, dict) or None not in value.values():
            return value
        return {name: given for name, given in value.items() if given is not None or name not in cls.model_fields}


def fault(code: str, **parameters: str) -> PydanticCustomError:
    """The error that becomes the diagnostic `code`."""
    return PydanticCustomError(code, "{code}", {"code": code, **parameters})


def scalar(value: object) -> str:
    """A text without the white space around it; raises the fault of what is none, or of one too dense to be read."""
    if value is None:
        raise fault("empty-text")
    if not isinstance(value, str):
        raise fault("not-text")
    if crowd_in(value) >= 0:
        raise fault("text-too-dense")
    return value.strip()


def _text(value: object) -> str:
    if not (text := scalar(value)):
        raise fault("empty-text")
    return text


def plain_text(value: object) -> str:
    """Text without facts."""
    text = _text(value)
    if "{{" in text:
        raise fault("fact-in-title")
    if len(text) > LONGEST_NAME:
        raise fault("text-too-long", maximum=f"{LONGEST_NAME:,}")
    return text


# Of what is a name, a title or a sentence, on lists and in tables too.
LONGEST_NAME = 4_000


Prose = Annotated[str, BeforeValidator(_text)]
"""Markdown, with `{{ facts }}`."""
PlainText = Annotated[str, BeforeValidator(plain_text)]
"""Text as it is, without markup or facts."""


def _by_language(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, dict):
        raise fault("not-localised")
    return _without_gaps(value, info)


def _without_gaps(value: dict[str, object], info: ValidationInfo) -> dict[str, object]:
    """A language that is left empty is as good as not there."""
    languages = (info.context or {}).get("languages", ())
    return {code: text for code, text in value.items() if text is not None or code not in languages}


def _language_key(value: str, info: ValidationInfo) -> str:
    languages = (info.context or {}).get("languages", ())
    if languages and value not in languages:
        raise fault("unknown-language", language=value, languages=", ".join(languages))
    return value


def has_primary(value: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
    """The value, when it is there in the site's first language."""
    languages = (info.context or {}).get("languages", ())
    if languages and languages[0] not in value:
        raise fault("missing-translation", language=languages[0])
    return value


LanguageKey = Annotated[str, AfterValidator(_language_key)]
LocalisedProse = Annotated[
    dict[LanguageKey, Prose],
    BeforeValidator(_by_language),
    AfterValidator(has_primary),
    Field(title="localised prose"),
]
LocalisedText = Annotated[
    dict[LanguageKey, PlainText],
    BeforeValidator(_by_language),
    AfterValidator(has_primary),
    Field(title="localised text"),
]


def name_by_language(value: object, info: ValidationInfo) -> object:
    """A name may be one text for all languages: Ilūkste is Ilūkste in English too."""
    languages = (info.context or {}).get("languages", ())
    return dict.fromkeys(languages, value) if isinstance(value, str) else _by_language(value, info)


LocalisedName = Annotated[
    dict[LanguageKey, PlainText],
    BeforeValidator(name_by_language),
    AfterValidator(has_primary),
    Field(title="localised name"),
]


_ISO_DATE = regex(r"\d{4}-\d{2}-\d{2}")
# What is reckoned from a day, such as how long documents are kept, must be a day too.
_FIRST_YEAR, _LAST_YEAR = 1950, 2150
_LOCAL_DATE = regex(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\.?")


def _day(value: object) -> date:
    text = value.isoformat() if isinstance(value, date) else scalar(value)
    if _ISO_DATE.fullmatch(text):
        try:
            written = date.fromisoformat(text)
        except ValueError:
            raise fault("bad-date", value=text) from None
        if not _FIRST_YEAR <= written.year <= _LAST_YEAR:
            raise fault("year-out-of-range", value=text)
        return written
    local = _LOCAL_DATE.fullmatch(text)
    if local:
        day, month, year = (int(part) for part in local.groups())
        meant = _real_day(year, month, day)
        if meant is not None:
            raise fault("bad-date", value=text, suggestion=meant.isoformat())
    raise fault("bad-date", value=text)


def _real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


Day = Annotated[date, BeforeValidator(_day)]

_AMOUNT = regex(r"-?\d{1,15}(?:\.\d{1,2})?")
_NUMBER = regex(r"\d{1,15}(?:\.\d{1,6})?")


def _amount(value: object) -> Decimal:
    text = str(value) if isinstance(value, Decimal) else scalar(value)
    if _AMOUNT.fullmatch(text):
        return Decimal(text).quantize(Decimal("0.01"))
    suggestion = _amount_meant(text)
    raise fault("bad-amount", value=text, **({"suggestion": suggestion} if suggestion else {}))


def _amount_meant(text: str) -> str:
    """`8 656 350,00 EUR`, `8,656,350.00` or `447060,00` as the contract writes it; empty when it is not clear."""
    digits = re.sub(r"[\s\u00a0\u202f€]|EUR|eur", "", text)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d{1,2})?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d{1,2}|-?\d{1,3}(\.\d{3}){2,}", digits):
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    return digits if _AMOUNT.fullmatch(digits) else ""


def _amount_or_remainder(value: object) -> object:
    if isinstance(value, str) and value != "remainder" and value.strip().casefold() == "remainder":
        raise fault("bad-amount", value=value, suggestion="remainder")
    return value if value == "remainder" else _amount(value)


def _number(value: object) -> Decimal:
    text = str(value) if isinstance(value, Decimal) else scalar(value)
    if not _NUMBER.fullmatch(text):
        raise _no_number(text)
    return Decimal(text)


def _no_number(text: str) -> PydanticCustomError:
    if re.fullmatch(r"-\d+(?:[.,]\d+)?", text):
        return fault("negative-number", value=text)
    is_meant = re.fullmatch(r"\d{1,15},(?:\d{1,2}|\d{4,6})", text)
    return fault("bad-number", value=text, **({"suggestion": text.replace(",", ".")} if is_meant else {}))


def _count(value: object) -> int:
    text = str(value) if isinstance(value, int) else scalar(value)
    if re.fullmatch(r"\d+[.,]\d+", text):
        raise fault("number-not-whole", value=text)
    if not re.fullmatch(r"\d{1,9}", text):
        raise _no_number(text)
    return int(text)


def _rate(value: object) -> Decimal:
    text = str(value) if isinstance(value, Decimal) else scalar(value)
    if not re.fullmatch(r"\d{1,3}(?:\.\d{1,4})?", text) or Decimal(text) > 100:
        meant = re.fullmatch(r"(\d{1,2}(?:[.,]\d{1,4})?|100)\s?%?", text)
        raise fault("bad-rate", value=text, **({"suggestion": meant[1].replace(",", ".")} if meant else {}))
    return Decimal(text)


def _yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = scalar(value)
    if text.casefold() not in {"true", "false"}:
        raise fault("bad-yes-no", value=text)
    return text.casefold() == "true"


Amount = Annotated[Decimal, BeforeValidator(_amount)]
AmountOrRemainder = Annotated[Decimal | Literal["remainder"], BeforeValidator(_amount_or_remainder)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Count = Annotated[int, BeforeValidator(_count)]
Rate = Annotated[Decimal, BeforeValidator(_rate)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]


def one_or_more(value: object) -> object:
    """A single value where a list of them may stand."""
    return [value] if isinstance(value, str) else value


# An address longer than this is none; and matching takes the square of its length.
_LONGEST_ADDRESS = 2000


def _address(value: object, code: str) -> str:
    text = _text(value)
    if len(text) > _LONGEST_ADDRESS:
        raise fault(code, value=text[:_SHOWN] + "…")
    return text


_SHOWN = 60


def _url(value: object) -> str:
    text = _address(value, "bad-url")
    if not is_web_address(text) or not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+\.[^\s<>\"{}|\\^`]+", text):
        raise fault("bad-url", value=text)
    return text


def _base_url(value: object) -> str:
    text = _address(value, "bad-url")
    if not is_base_url(text):
        raise fault("bad-url", value=text)
    return text.rstrip("/") + "/"


def _currency(value: object) -> str:
    if not is_currency(text := _text(value)):
        raise fault("bad-currency", value=text)
    return text


def _email(value: object) -> str:
    text = _address(value, "bad-email")
    if not re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]+", text):
        raise fault("bad-email", value=text)
    return text


def _slug(value: object) -> str:
    text = _text(value)
    if not is_slug(text):
        meant = slugify(text)
        raise fault("bad-slug", value=text, **({"suggestion": meant} if meant else {}))
    return text


def _alias(value: object) -> str:
    text = _address(value, "bad-alias")
    path = path_of_address(text) or ""
    parts = path.rstrip("/").split("/")
    is_kept = all(part and not part.startswith(".") and len(part.encode()) <= _LONGEST_PART for part in parts)
    if re.search(r"[\s\0]", text) or not is_kept or len(path.encode()) > _LONGEST_ALIAS:
        raise fault("bad-alias", value=text)
    return f"/{path}"


# Of a file name that file systems can keep, with an ending; of a path.
_LONGEST_PART, _LONGEST_ALIAS = 200, 1000
_COORDINATES = regex(r"\s*-?\d{1,3}(?:\.\d{1,8})?\s*,\s*-?\d{1,3}(?:\.\d{1,8})?\s*")


def _as_written(value: object) -> str:
    """A value as its author may have written it, for a message."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_as_written(part)}" for name, part in value.items()) + "}"
    return "[" + ", ".join(map(_as_written, value)) + "]" if isinstance(value, list) else str(value)


def _location(value: object) -> object:
    if isinstance(value, tuple):
        return value
    parts = value if isinstance(value, list) else [value]
    shown = ", ".join(_as_written(part) for part in parts)
    if len(parts) != 2 or not _COORDINATES.fullmatch(shown):
        raise fault("bad-location", value=shown)
    latitude, longitude = (Decimal(part.strip()) for part in shown.split(","))
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise fault("bad-location", value=shown)
    return (latitude, longitude)


Url = Annotated[str, BeforeValidator(_url)]
BaseUrl = Annotated[str, BeforeValidator(_base_url)]
Currency = Annotated[str, BeforeValidator(_currency)]
Email = Annotated[str, BeforeValidator(_email)]
Slug = Annotated[str, BeforeValidator(_slug)]
Alias = Annotated[str, BeforeValidator(_alias)]
Location = Annotated[tuple[Decimal, Decimal], BeforeValidator(_location)]
Names = Annotated[tuple[PlainText, ...], BeforeValidator(one_or_more)]


def in_language(texts: Mapping[str, Any], language: str, primary: str) -> tuple[Any, str]:
    """A localised value for `language`: the value and the language it is in, the primary one where there is a gap."""
    return (texts[language], language) if language in texts else (texts[primary], primary)
