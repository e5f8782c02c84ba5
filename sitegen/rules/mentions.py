"""How texts name a source of money, and how they say that a percentage is its part."""

from __future__ import annotations

import re
from functools import cache

from sitegen.attribution.funds import fund_abbreviation, fund_name
from sitegen.languages import EN, LV, Language
from sitegen.models.choices import Fund, Payer

_PAYERS = {
    LV: {
        Payer.STATE: r"valsts\s+budžet\w*",
        Payer.MUNICIPAL: r"pašvaldīb\w*\s+(?:budžet\w*|(?:līdz)?finansējum\w*)",
        Payer.NATIONAL: r"nacionāl\w*\s+(?:publisk\w*\s+)?(?:līdz)?finansējum\w*",
        Payer.PRIVATE: r"privāt\w*\s+(?:līdz)?finansējum\w*",
    },
    EN: {
        Payer.STATE: r"(?:the\s+)?state\s+budget",
        Payer.MUNICIPAL: r"(?:the\s+)?municipal(?:ity’s)?\s+(?:budget|(?:co-?)?(?:funding|financing))",
        Payer.NATIONAL: r"national\s+(?:public\s+)?(?:co-?)?(?:funding|financing)",
        Payer.PRIVATE: r"private\s+(?:co-?)?(?:funding|financing)",
    },
}
MENTION_OF_UNION = {
    LV: r"(?:ES(?![\w+])|Eiropas\s+Savienīb\w*)\s+(?:līdz)?finansējum\w*",
    EN: r"(?:the\s+)?(?:EU|European\s+Union)(?:’s)?\s+(?:co-?)?(?:funding|financing|contribution)",
}
# What may stand between a source and its part, and between a part and its source.
_TO = (
    r"(?:\s+(?:(?:līdz)?finansējum\w*|daļa|ieguldījum\w*|likme|atbalst\w*|co-?financing|co-?funding|funding"
    r"|contribution|share|support|rate))*\s*(?:ir|veido|sastāda|sedz|is|covers|pays|provides|of|–|-|:|=)?\s*\(?$"
)
_FROM = (
    r"\s*\)?\s*(?:(?:ir|sedz|veido|finansē|līdzfinansē|from|by|is|are|the|paid|provided|financed|funded|co-financed)"
    r"\s+){0,4}"
)
# With these, the percentage is a part of the source's money and not the source's part of the whole.
IS_SPENT = re.compile(
    r"\b(?:apgū|izlieto|izmaksāt|iztērē|atlik)|\b(?:spent|used|disbursed|paid\s+out|left)\b", re.IGNORECASE
)


@cache
def mention_of(source: str, language: Language) -> str:
    """A pattern for the names of a source in running text, in any case; empty where it has no name of its own."""
    if source in {payer.value for payer in Payer}:
        return _PAYERS.get(language, {}).get(Payer(source), "")
    fund = Fund(source)
    words = fund_name(fund, language).split()
    full = r"\s+".join(_in_any_case(word, language) for word in words)
    return rf"(?:{re.escape(fund_abbreviation(fund, language))}(?![\w+])|{full})"


def _in_any_case(word: str, language: Language) -> str:
    if language == LV and len(word) > 4:
        return re.escape(word[:-2]) + r"\w*"
    return re.escape(word)


def is_rate_of(mention: str, before: str, after: str) -> bool:
    """Whether a percentage between `before` and `after` is told as the part of the source that `mention` matches."""
    if re.search(rf"(?<!\w){mention}{_TO}", before, re.IGNORECASE):
        return True
    match = re.match(rf"{_FROM}{mention}", after, re.IGNORECASE)
    return match is not None and not _has_source(before)


def _has_source(before: str) -> bool:
    """Whether the percentage has been given to a source that stands right before it."""
    names = [mention_of(fund.value, language) for fund in Fund for language in (LV, EN)]
    names += [pattern for payers in _PAYERS.values() for pattern in payers.values()]
    return any(re.search(rf"(?<!\w){name}{_TO}", before, re.IGNORECASE) for name in names if name)
