"""Counts and measures in texts beside those of the record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic
from sitegen.patterns import regex
from sitegen.prose.figures import Figure, FigureKind
from sitegen.rules.context import Context
from sitegen.rules.readings import Reading, one_slip, readings
from sitegen.rules.small_counts import PEOPLE
from sitegen.rules.statements import Stated

# A fact of fewer digits is not told apart from other numbers by one digit alone; by its noun and label it may be.
DIGITS = 3


def counts_contradict(context: Context) -> Iterator[Diagnostic]:
    """A count in a text is not that of another version, and not a digit off one of the record.

    Three digits and more are told apart by the noun after them, four without a noun or with people for people, five
    and more by themselves; a part of the whole is let be.
    """
    for reading in readings(context, FigureKind.COUNT, FigureKind.WORD):
        same = [one for one in reading.held(FigureKind.COUNT) if one.value == reading.figure.value]
        others = [one for one in reading.elsewhere(FigureKind.COUNT) if one.stated.value == reading.figure.value]
        named = [one for one in others if one.stated.has_noun(reading.after)]
        if any(one.has_noun(reading.after) or not named for one in same) or _is_year(reading.figure):
            continue
        unnamed = [one for one in others if _is_alone(reading) or _is_labelled(reading, one.stated)]
        misread = _misread(reading) if not same else None
        if named or unnamed:
            yield from reading.told_of((named or unnamed)[0])
        elif misread is not None:
            yield reading.told("contradicts-record", misread.name)


def _is_year(figure: Figure) -> bool:
    return figure.kind is FigureKind.COUNT and 1900 <= figure.value <= 2100 and len(figure.words) == 4


def _is_alone(reading: Reading) -> bool:
    """Whether a large count stands in brackets without a noun: `rehabilitāciju (323)`."""
    is_last = re.match(r"\s*[).,;]|\s*$", reading.after) is not None
    return is_last and reading.figure.value >= 100 and reading.before.rstrip(" *_").endswith("(")


def _is_labelled(reading: Reading, one: Stated) -> bool:
    """Whether a count follows its label: `Tiltu skaits: 12`, `| Bridges | 12 |`."""
    line = reading.text[reading.text.rfind("\n", 0, reading.figure.start) + 1 : reading.figure.start]
    if not re.search(r"(?::|–|—|-|\||\bskaits(?:\s+ir)?|\bis|\bir)\s*$", line):
        return False
    label = re.split(r"[.;,|]\s", line.rstrip(" |:–—-"))[-1].casefold()
    words = sum(1 for stem in one.stems if stem in label)
    return words >= min(2, len(one.stems)) > 0 or one.is_named_in(label)


def _misread(reading: Reading) -> Stated | None:
    """The count of the record that a count is, with a digit wrong, by what is said of it; the likeliest."""
    if reading.figure.kind is FigureKind.WORD:
        return None
    typed = f"{reading.figure.value:f}"
    if len(typed) < DIGITS:
        return None
    stated = zip(reading.held(FigureKind.COUNT), reading.ground.digits, strict=True)
    # One slip leaves the first digit or the last as it was: that alone spares four comparisons of five.
    alike = ((one, meant) for one, meant in stated if typed[0] == meant[0] or typed[-1] == meant[-1])
    near = [one for one, meant in alike if len(meant) >= DIGITS - 1 and one_slip(typed, meant)]
    rated = [(_clues(reading, one), number, one) for number, one in enumerate(near)]
    likely = [(clues, -number, one) for clues, number, one in rated if _is_spoken_of(reading, one, clues)]
    return max(likely, key=lambda found: found[:2])[2] if likely else None


def _clues(reading: Reading, one: Stated) -> int:
    """How much of what is said around a count speaks of one of the record's: its noun, and the words of its label."""
    sentence = reading.sentence.casefold()
    return one.has_noun(reading.after) + sum(1 for stem in one.stems if stem in sentence)


def _is_spoken_of(reading: Reading, one: Stated, clues: int) -> bool:
    """Whether enough is said to take a count for the record's, with a slip of a key in it.

    Of three digits and more the noun is enough, or a word of the label where the record gives no noun; of many digits
    less is. A number that was made round, one of which a digit is only another one and that may be a part
    of the whole, and one of two digits, need more.
    """
    typed, meant = f"{reading.figure.value:f}", f"{one.value:f}"
    if clues >= 3:
        return True
    if _is_rounded(typed, meant) or (len(typed) == len(meant) and _PARTLY.search(reading.sentence)):
        return False
    if len(meant) < DIGITS:
        return len(typed) > len(meant) and clues >= 2 and one.has_noun(reading.after)
    is_said = one.has_noun(reading.after) if one.forms else clues >= 1
    return is_said or _is_bare(reading, one)


# Digits that a number without any word on what it counts has at the least.
_MANY_DIGITS = 4
# What makes a count one of some, or of a time, and not the whole of what the record states.
_PARTLY = regex(
    r"(?<!\w)(?:jau|līdz\s+šim|pašlaik|patlaban|šobrīd|no\s+(?:tiem|tām|kuriem|kurām|viņiem|kopumā)|vēl|tikai|atlikuš\w+"
    r"|mēnes\w+|gadā|nedēļ\w+|so\s+far|already|of\s+(?:them|these|those|whom|which)|only|another|more|remaining"
    r"|currently|now|month|week|quarter|year|(?:19|20)\d\d)(?!\w)",
    re.IGNORECASE,
)


def _is_rounded(typed: str, meant: str) -> bool:
    """Whether a number may be another one made round: 530 for 533, not 5330."""
    return len(typed) <= len(meant) and typed.endswith("0") and not meant.endswith("0")


def _is_bare(reading: Reading, one: Stated) -> bool:
    """Whether a number is so long that it is nobody else's, or nothing is counted by it but what the record counts.

    3533 people are 533 children with a slip, 3533 beds are not.
    """
    digits = f"{reading.figure.value:f}"
    if len(digits) < _MANY_DIGITS or _OTHERS.match(reading.after):
        return False
    return len(digits) > _MANY_DIGITS or _NO_NOUN.match(reading.after) is not None or _are_people(reading, one)


def _are_people(reading: Reading, one: Stated) -> bool:
    """Whether what is counted in the text and in the record are people, under two names."""
    people = PEOPLE.get(reading.origin.language)
    noun = re.sub(r"[\s*_]+", " ", reading.after).strip().casefold()
    return people is not None and bool(people.match(noun)) and any(people.match(form) for _, form in one.forms)


_NO_NOUN = regex(r"[\s*_]*(?:[.,;:!?)|\n]|$)")
# After a number, what makes it a measure and no count.
_OTHERS = regex(
    r"[\s*_]*(?:EUR|€|eiro|euro|m²|m2|m³|km|kvadrātmetr|kubikmetr|metr|hektār|ha(?!\w)|tonn|stund|dien|minūt|kWh|MWh|kW"
    r"|t(?!\w)|kg|g(?!\w)|l(?!\w)|lap(?:a|as|u|pus\w*)(?!\w)|square|cubic|met(?:re|er)|hectare|hour|day|minute|page|step)",
    re.IGNORECASE,
)
