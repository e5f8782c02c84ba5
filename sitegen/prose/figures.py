"""The figures that a text states: amounts, percentages, days, project numbers and counts, with their places.

Reads what people type, in the right form or not; what a figure means is decided by who knows the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from sitegen.languages import EN, LV, Language
from sitegen.patterns import regex
from sitegen.prose.masking import masked
from sitegen.values import dataclass


class FigureKind(StrEnum):
    """What a figure is of."""

    AMOUNT = "amount"
    PERCENT = "percent"
    DAY = "day"
    NUMBER = "number"
    COUNT = "count"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at `start` to `end` of its text.

    `value`: the amount, percentage or count; `day`: the day; for a project's number both are left out. `unit`: what one
    of the number is, such as a million (1 when it stands alone). `is_canonical`: written as the language writes it.
    """

    kind: FigureKind
    start: int
    end: int
    words: str
    value: Decimal = Decimal(0)
    day: date = date.min
    unit: int = 1
    is_canonical: bool = True


_S = r"[ \t\u00a0\u202f\u2009]"
_GROUPED = rf"\d{{1,3}}(?:(?:{_S}|[.,'’])\d{{3}})+(?!\d)(?:[.,]\d{{1,2}}(?!\d))?"
# Groups of which the last one has lost a digit, or gained one.
_BROKEN = r"\d{1,3}(?:[ \u00a0]\d{3})+[ \u00a0](?:\d{1,2}|\d{4,5})(?:[.,]\d{2})?(?![\d \u00a0]*\d)"
_PLAIN = r"\d+(?:[.,]\d+)?"
_NUMBER = rf"(?:{_GROUPED}|{_PLAIN})"
_CURRENCY = r"(?:EUR|€|eiro|eur|euros?|Eiro)"
_UNITS = {
    "milj": 1_000_000, "million": 1_000_000, "mln": 1_000_000, "miljon": 1_000_000, "m": 1_000_000,
    "tūkst": 1_000, "thousand": 1_000, "k": 1_000, "miljard": 10**9, "billion": 10**9, "mljrd": 10**9,
}  # fmt: skip
_UNIT = r"(?P<unit>miljard\w*|mljrd\.?|miljon\w*|million|milj\.?|mln\.?|tūkst\w*\.?|thousand|billion|m(?!\w)|k(?!\w))"
_BEFORE = r"(?<![\w.,/–-])(?<!\d[ \u00a0])"
_AMOUNT = regex(
    rf"{_BEFORE}{_CURRENCY}{_S}{{0,2}}(?P<first>{_NUMBER})(?:{_S}?{_UNIT.replace('unit', 'firstunit')})?"
    rf"|{_BEFORE}(?P<number>{_BROKEN}|{_NUMBER})(?:{_S}?{_UNIT})?(?:{_S}|\n){{0,2}}{_CURRENCY}(?!\w)"
)
_CENTS = regex(
    rf"{_BEFORE}(?P<number>\d{{1,3}}(?:{_S}\d{{3}})+[.,]\d{{2}}"
    r"|\d{1,3}(?:\.\d{3})+,\d{2}|\d{1,3}(?:,\d{3})+\.\d{2}"
    r"|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,})(?![\w/])(?![.,]\d)"
)
# An address of the internet's, not a number.
_ADDRESS = regex(r"[12]?\d{1,2}(?:\.[12]\d\d){3}")
_GROUP = regex(r"\d[ \u00a0\u202f\u2009.,]\d{3}")
_PERCENT = regex(rf"{_BEFORE}(?P<number>\d{{1,3}}(?:[.,]\d+)?){_S}?(?:%|procent\w*|per cent|percent)")
_PROJECT_NUMBER = regex(
    r"(?<![\w,/-])(?<!\d\.)(?:\d{1,2}(?:\.\d{1,2}){2,4}(?:\.i)?(?:\.\d)?\.?(?:/[\dA-Z]{1,5}){2,5}"
    r"|\d\d-\d\d-[A-Z]{1,2}\d\d-[A-Z\d.]+-\d{6})(?![\w/])"
)
_LV_MONTHS = (
    *("janvār", "februār", "mart", "aprīl", "maij", "jūnij"),
    *("jūlij", "august", "septembr", "oktobr", "novembr", "decembr"),
)
_EN_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LV_MONTH = "|".join(_LV_MONTHS)
_EN_MONTH = "|".join(f"{name}|{name[:3]}" for name in _EN_MONTHS)
_G = r"[\s\u00a0]"
_DAYS = regex(
    rf"(?<![\w/])(?<!\d[.,])(?:"
    rf"(?P<y1>\d{{4}})\.{_G}{{0,2}}gada{_G}{{1,2}}(?P<d1>\d{{1,2}})\.{_G}{{0,2}}(?P<m1>{_LV_MONTH})\w*"
    rf"|(?P<d5>\d{{1,2}})\.{_G}{{0,2}}(?P<m5>{_LV_MONTH})\w*{_G}{{1,2}}(?P<y5>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})[./](?P<m2>\d{{1,2}})[./](?P<y2>\d{{4}})(?![\d/])\.?"
    rf"|(?P<y3>\d{{4}})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}})(?!\d)"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?{_G}{{1,2}}(?P<m4>{_EN_MONTH})\.?,?{_G}{{1,2}}(?P<y4>\d{{4}})"
    rf"|(?P<m6>{_EN_MONTH})\.?{_G}{{1,2}}(?P<d6>\d{{1,2}})(?:st|nd|rd|th)?,?{_G}{{1,2}}(?P<y6>\d{{4}}))"
)
_COUNT = regex(
    rf"(?<![\w.,/:+%–-])(?<!\d[ \u00a0])(?P<number>\d{{1,3}}(?:(?:{_S}|,)\d{{3}})+|\d{{1,7}})"
    rf"(?![\w/%°–-]|[.,:]\d|{_S}?%|\.{_S}*[–-]|{_S}\d{{3}}(?!\d))"
)
# A number with decimals before a word: `27,4 km`.
_MEASURE = regex(rf"{_BEFORE}\d{{1,3}}(?:(?:{_S}|,(?=\d{{3}}\.)|\.(?=\d{{3}},))?\d{{3}})*[.,]\d{{1,3}}(?={_S}[^\W\d_])")
# What makes the number after it the number of something, or part of an address: `Nr. 313`, `LV-5101`.
_NUMBERED = regex(
    r"(?:\b(?:Nr|No|nr|p|lpp|pp?|tālr|tel|phone|tālruni\w*|telefon\w*|page|room|kab|iela|ielā|Regulation|īpašums|dz)\.?:?"
    r"|LV-|§|\+\d+|[A-ZĀ-Ž]-)\s*$"
)
_WORDS = {
    LV: ("vien", "div", "tr(?:īs|ij|im)", "četr", "piec", "seš", "septiņ", "astoņ", "deviņ", "desmit"),
    EN: ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
# One of these is in every text of which the words are read.
_STEMS = {
    LV: (
        *("vien", "Vien", "div", "Div", "trī", "Trī", "trij", "Trij", "četr", "Četr", "piec", "Piec"),
        *("seš", "Seš", "tiņ", "toņ", "viņ", "smit"),
    ),
    EN: ("one", "One", "two", "Two", "hree", "our", "ive", "six", "Six", "even", "ight", "ine", "ten", "Ten", "lve"),
}
_ENDS = r"(?:s|i|as|u|iem|ām|us|os|ās|ām|am|ās|īs|a)?"
# What a letter is without regard to case, beside its capital.
_LIKE = {"i": "İı", "s": "ſ"}


def _in_any_case(words: str) -> str:
    """A pattern for words in any case that needs no flag: with one, no place is passed over without trying it."""
    return re.sub(r"[^\W\d_]", lambda letter: f"[{letter[0]}{letter[0].upper()}{_LIKE.get(letter[0], '')}]", words)


_ENDING = {LV: _in_any_case(_ENDS), EN: ""}


def _any_of(words: tuple[str, ...]) -> str:
    """A pattern for any of the words, by their first letters: most places are passed over by these alone."""
    firsts = dict.fromkeys(word[0] for word in words)
    rests = {first: "|".join(_in_any_case(word[1:]) for word in words if word[0] == first) for first in firsts}
    return "|".join(f"{_in_any_case(first)}(?:{rest})" for first, rest in rests.items())


@cache  # two languages
def _word_patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    """For the word that a text begins with, for those after it, and for which number a word is (its group).

    The second begins with one sign, then passes most words over by their first two letters, and has no groups in its
    branches: found three times as fast as one that looks back.
    """
    word = rf"(?:{_any_of(_WORDS[language])}){_ENDING[language]}(?=\s+\w)"
    numbers = "|".join(rf"({word}{_ENDING[language]})(?!\w)" for word in _WORDS[language])
    letters = ("".join(sorted({one[place] for one in _WORDS[language]})) for place in (0, 1))
    two = "".join(_in_any_case(some).replace("][", "") for some in letters)
    return regex(word), regex(rf"[^\w](?={two}){word}"), regex(numbers, re.IGNORECASE)


_CANONICAL = {
    LV: regex(rf"(?:\d{{1,4}}|\d{{1,3}}(?:{_S}\d{{3}})+)(?:,\d{{1,2}})?"),
    EN: regex(rf"(?:\d{{1,4}}|\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:{_S}\d{{3}})+)(?:\.\d{{1,2}})?"),
}


def figures_of(text: str, language: Language) -> tuple[Figure, ...]:
    """Every figure of a text in the order of their places, each stretch once. Code, facts and addresses are no text."""
    return figures_in(masked(text), language)


def figures_in(prose: str, language: Language) -> tuple[Figure, ...]:
    """The same of a text that is masked already."""
    rest = prose
    found: list[Figure] = []
    windows = _windows(prose)
    for read in (_days, _numbers, _amounts, _percents, _measures, _counts) if windows else ():
        here = list(read(rest, windows, language))
        found += here
        rest = _without(rest, here)
    found += _words(rest, language)
    return tuple(sorted(found, key=lambda figure: figure.start))


def _without(text: str, figures: list[Figure]) -> str:
    """The text with a sign for each letter of these figures."""
    pieces, end = [], 0
    for figure in sorted(figures, key=lambda one: one.start):
        pieces += [text[end : figure.start], _TAKEN * (figure.end - figure.start)]
        end = figure.end
    return "".join([*pieces, text[end:]])


# Stands in a text for what has been read.
_TAKEN = "\ue003"
# Begins with one sign, not with a repetition: found three times as fast.
_DIGITS = regex(r"\d\d*")
# How far from a digit the words of its figure may reach.
_REACH = 80
_Windows = list[tuple[int, int]]


def _windows(prose: str) -> _Windows:
    """The stretches of a text that can hold figures: those around digits. Most of a text is none of them."""
    windows: _Windows = []
    for match in _DIGITS.finditer(prose):
        start, end = max(0, match.start() - _REACH), match.end() + _REACH
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _matches(pattern: re.Pattern[str], text: str, windows: _Windows) -> Iterator[re.Match[str]]:
    return (match for start, end in windows for match in pattern.finditer(text, start, end))


def value_of(number: str) -> Decimal:
    """A number as it is typed, whichever sign parts its thousands: `8 596 069,00`, `8,596,069.00`, `7 398 389.50`."""
    digits = re.sub(r"[\s\u00a0\u202f\u2009'’]", "", number)
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return Decimal(digits)
    last = max(digits.rfind("."), digits.rfind(","))
    tail = digits[last + 1 :]
    is_grouping = (
        len(tail) == 3 and (len(set(marks)) == 1) and digits[0] != "0" and len(digits[: digits.find(marks[0])]) <= 3
    )
    if is_grouping:
        return Decimal(re.sub("[.,]", "", digits))
    whole = re.sub("[.,]", "", digits[:last])
    return Decimal(f"{whole or '0'}.{tail}")


def _days(text: str, windows: _Windows, language: Language) -> Iterator[Figure]:
    for match in _matches(_DAYS, text, windows):
        parts = {name[0]: value for name, value in match.groupdict().items() if value is not None}
        day = _day(int(parts["y"]), _month(parts["m"]), int(parts["d"]))
        if day is not None:
            yield Figure(FigureKind.DAY, match.start(), match.end(), match[0], day=day)


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    if word in _LV_MONTHS:
        return _LV_MONTHS.index(word) + 1
    return next(number for number, name in enumerate(_EN_MONTHS, 1) if name.startswith(word[:3]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numbers(text: str, windows: _Windows, language: Language) -> Iterator[Figure]:
    for match in _matches(_PROJECT_NUMBER, text, windows):
        yield Figure(FigureKind.NUMBER, match.start(), match.end(), match[0])


def _amounts(text: str, windows: _Windows, language: Language) -> Iterator[Figure]:
    for match in _matches(_AMOUNT, text, windows):
        number = match["first"] or match["number"]
        unit = match["firstunit"] or match["unit"] or ""
        yield _amount(match, number, unit, language)
    if _GROUP.search(text):
        rest = _AMOUNT.sub(lambda match: _TAKEN * len(match[0]), text)
        for match in _matches(_CENTS, rest, windows):
            is_numbered = _NUMBERED.search(text[max(0, match.start() - 20) : match.start()]) is not None
            if not is_numbered and not _ADDRESS.fullmatch(match[0]):
                yield _amount(match, match["number"], "", language)


def _amount(match: re.Match[str], number: str, unit: str, language: Language) -> Figure:
    size = next((size for stem, size in sorted(_UNITS.items(), key=lambda u: -len(u[0])) if unit.startswith(stem)), 1)
    shape = _CANONICAL.get(language)
    is_precise = bool(unit) and re.fullmatch(r"\d{1,3}[.,]\d{3}", number) is not None  # 8,656 million
    is_canonical = shape is None or is_precise or shape.fullmatch(number) is not None
    return Figure(
        FigureKind.AMOUNT,
        match.start(),
        match.end(),
        match[0],
        value_of(number),
        unit=size if unit else 1,
        is_canonical=is_canonical,
    )


def _percents(text: str, windows: _Windows, language: Language) -> Iterator[Figure]:
    for match in _matches(_PERCENT, text, windows):
        value = Decimal(match["number"].replace(",", "."))
        yield Figure(FigureKind.PERCENT, match.start(), match.end(), match[0], value)


def _measures(text: str, windows: _Windows, language: Language) -> Iterator[Figure]:
    for match in _matches(_MEASURE, text, windows):
        yield Figure(FigureKind.COUNT, match.start(), match.end(), match[0], value_of(match[0]))


def _counts(text: str, windows: _Windows, language: Language) -> Iterator[Figure]:
    for match in _matches(_COUNT, text, windows):
        if _is_ordinal(text, match.end()) or _NUMBERED.search(text[max(0, match.start() - 20) : match.start()]):
            continue
        if language == EN or "," not in match["number"]:
            value = Decimal(re.sub(r"\D", "", match["number"]))
            yield Figure(FigureKind.COUNT, match.start(), match.end(), match[0], value)


def _is_ordinal(text: str, end: int) -> bool:
    """`2023. gada`, `2. grupa`: a full stop that does not end the sentence."""
    return re.match(r"\.\s*[a-zāčēģīķļņšūž]|\.\)|\.\s+\ue003", text[end : end + 6]) is not None


def _words(text: str, language: Language) -> Iterator[Figure]:
    if language not in _WORDS:
        return
    first, later, numbers = _word_patterns(language)
    places = [match.start() + 1 for match in later.finditer(text)]
    places = [0, *places] if first.match(text) else places
    for place in places if places and any(stem in text for stem in _STEMS[language]) else ():
        match = numbers.match(text, place)
        if match and match.lastindex:  # the patterns are one
            yield Figure(FigureKind.WORD, place, match.end(), match[0], Decimal(match.lastindex))


# How far a sentence may reach on either side of a figure.
_FAR = 600


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a stretch begins and ends; a paragraph, list entry or table cell ends one too."""
    first = max(
        (match.end() for match in _BREAK.finditer(text, max(0, start - _FAR), start)), default=max(0, start - _FAR)
    )
    following = _BREAK.search(text, end, end + _FAR)
    return first, following.start() if following else min(len(text), end + _FAR)


_BREAK = regex(r"[.!?…][”\"»)]*\s+(?=[A-ZĀČĒĢĪĶĻŅŠŪŽ“„«\"(])|\n\s*\n|\n\s*(?:[-*•]|\d+[.)])\s|\s\|\s|;\s")
