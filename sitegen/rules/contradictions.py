"""Prose against the record: figures that are typed by hand and are not what the record states on the text's day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from sitegen.diagnostics import Diagnostic
from sitegen.languages import EN, LV
from sitegen.patterns import regex
from sitegen.prose.figures import Figure, FigureKind, figures_of
from sitegen.rules.context import Context
from sitegen.rules.mentions import IS_SPENT, MENTION_OF_UNION, is_rate_of, mention_of
from sitegen.rules.readings import Reading, one_slip, readings
from sitegen.rules.statements import Stated
from sitegen.rules.sums import normalised

# An amount of fewer digits is not told apart from others by one digit alone.
DIGITS = 5


def amounts_contradict(context: Context) -> Iterator[Diagnostic]:
    """An amount in a text is not one of another version, not a digit off one of the record, not another total or part.

    In a text of one project, “the total cost” is that project's, where the amount is of its size.
    """
    for reading in readings(context, FigureKind.AMOUNT):
        yield from fault_of_amount(reading)


def fault_of_amount(reading: Reading) -> Iterator[Diagnostic]:
    """What is wrong with what an amount says; at most one problem."""
    figure, held = reading.figure, [one for one in reading.held(FigureKind.AMOUNT) if one.name]
    known = [one for one in reading.held(FigureKind.AMOUNT) if _is_amount(figure, one.value)]
    said = next((one for one in held if _is_said_to_be(reading, one)), None)
    if (known and said is None) or any(one.name in {"", said.name} for one in known if said):
        return
    others = (one for one in reading.elsewhere(FigureKind.AMOUNT) if _is_amount(figure, one.stated.value))
    other = next((one for one in others if one.stated.name), None)
    near = next((one for one in held if not known and _is_slip(figure, one.value)), None)
    if other is not None and not known:
        yield from reading.told_of(other)
    elif near is not None:
        yield reading.told("contradicts-record", near.name)
    elif said is not None:
        yield reading.told("contradicts-record", said.name)


def _is_said_to_be(reading: Reading, one: Stated) -> bool:
    """Whether the words before an amount call it this one of the record's: the total, or a source's part."""
    plain = one.name.rpartition(":")[2].split(".")
    if plain == ["funding", "total"]:
        return _is_total(reading)
    mention = mention_of(plain[2], reading.origin.language) if plain[1:2] == ["sources"] else ""
    if not mention:
        return False
    if re.search(rf"^\W*(?:the\s+)?(?:{mention})\s+{_PART}\s+(?:ir|is)\s*$", reading.before, re.IGNORECASE):
        return True
    is_paying = re.search(rf"^\W*(?:the\s+)?(?:{mention})\s+{_PAYS}\s*$", reading.before, re.IGNORECASE)
    return is_paying is not None and _ENDS.match(reading.after) is not None


_PART = r"(?:(?:līdz)?finansējums|daļa|ieguldījums|contribution|(?:co-?)?funding|share)"
_PAYS = r"(?:maksā|sedz|dod|piešķir|iegulda|finansē|pays|covers|provides|contributes|gives)"
# What a source pays may be for one thing of many, unless nothing follows: “the ESF pays EUR 860.00 for each child”.
_ENDS = regex(r"[\s*_]*(?:[.;!?)\n]|$)")


def _is_amount(figure: Figure, value: Decimal) -> bool:
    """Whether an amount as typed is `value`, as precisely as it is typed: `8,6 milj.`, `8 656 350`, `8 656 350,00`."""
    places = max(0, -int(figure.value.as_tuple().exponent))
    if figure.unit > 1:
        return abs(value - figure.value * figure.unit) <= Decimal(5).scaleb(-places - 1) * figure.unit
    return value == figure.value or (places == 0 and abs(value - figure.value) < 1)


def _is_slip(figure: Figure, value: Decimal) -> bool:
    """Whether an amount is another one with a digit wrong, missing, doubled, or two swapped."""
    whole = str(int(value))
    if figure.unit > 1 or len(whole) < DIGITS:
        return False
    if figure.value == int(figure.value):
        return one_slip(str(int(figure.value)), whole)
    return one_slip(f"{figure.value:.2f}".replace(".", ""), f"{value:.2f}".replace(".", ""))


# What a sentence begins with that goes on to tell what the project costs. “The municipality's project” is another one.
_TOTAL = {
    LV: regex(
        r"^\W*(?:(?:šī|šā|mūsu|visa|visas|kopumā)\s+)?(?:projekta\s+(?:kopēj\w+\s+)?(?:izmaks\w+|budžet\w+|kopsumm\w+|finansējum\w+)"
        r"|kopēj\w+\s+projekta\s+\w+|projekts\s+(?:kopumā\s+)?(?:maksā|izmaksā|izmaksās)|kopēj[āa]s\s+izmaksas(?=\s*[:–]))(?:\s+(?:ir|sasniedz|veido|bija|būs|–))?\s*[:–]?\s*$",
        re.IGNORECASE,
    ),
    EN: regex(
        r"^\W*(?:the\s+|our\s+)?(?:total\s+(?:cost|budget|funding)s?\s+of\s+the\s+project|total\s+project\s+(?:cost|budget|funding)s?"
        r"|project\s+costs|project’?s?\s+(?:total\s+)?(?:cost|budget)s?|project’?s?\s+total\s+funding)(?:\s+(?:is|are|amounts?\s+to|was|comes\s+to))?\s*[:–]?\s*$",
        re.IGNORECASE,
    ),
}


def _is_total(reading: Reading) -> bool:
    """Whether the words before an amount call it what the project costs, and no other project is spoken of."""
    pattern = _TOTAL.get(reading.origin.language)
    if pattern is None or not (pattern.search(reading.before) or _is_total_alone(reading)):
        return False
    others = [one for one in figures_of(reading.sentence, reading.origin.language) if one.kind is FigureKind.NUMBER]
    own = {normalised(number) for number in reading.ground.numbers.values()}
    return all(normalised(one.words) in own for one in others)


# The same without the word “project”: in a text of one project, it is that one's.
_TOTAL_ALONE = {
    LV: regex(
        r"^\W*kop(?:ējās\s+(?:attiecināmās\s+)?izmaksas|ējā\s+summa|ējais\s+(?:budžets|finansējums)|summa)"
        r"(?:\s+(?:ir|sasniedz|veido|bija|būs|–))?\s*[:–]?\s*$",
        re.IGNORECASE,
    ),
    EN: regex(
        r"^\W*(?:the\s+)?total\s+(?:cost|budget|funding|amount)s?(?:\s+(?:is|are|amounts?\s+to|was|comes\s+to))?\s*[:–]?\s*$",
        re.IGNORECASE,
    ),
}


def _is_total_alone(reading: Reading) -> bool:
    """Whether an amount is called the total, of one project, and is of its size: a bus has a total cost too."""
    pattern = _TOTAL_ALONE.get(reading.origin.language)
    if len(reading.ground.numbers) != 1 or pattern is None or not pattern.search(reading.before):
        return False
    totals = [one.value for one in reading.held(FigureKind.AMOUNT) if one.name == "funding.total"]
    amount = reading.figure.value * reading.figure.unit
    return any(total <= amount * 2 and amount <= total * 2 for total in totals)


def rates_contradict(context: Context) -> Iterator[Diagnostic]:
    """A percentage that a text calls a source's part is that source's rate, as precisely as it is typed."""
    for reading in readings(context, FigureKind.PERCENT):
        rates: dict[str, list[Decimal]] = {}
        for one in reading.held(FigureKind.PERCENT):
            rates.setdefault(one.name, []).append(one.value)
        for name, known in rates.items():
            mention = _mention(reading, name)
            places = max(0, -int(reading.figure.value.as_tuple().exponent))
            half = Decimal(5).scaleb(-places - 1)
            is_known = any(abs(rate - reading.figure.value) <= half for rate in known)
            is_said = mention and not is_known and not IS_SPENT.search(reading.sentence)
            if is_said and is_rate_of(mention, reading.before, reading.after):
                yield reading.told("contradicts-record", name)
                break


def _mention(reading: Reading, name: str) -> str:
    plain = name.rpartition(":")[2].split(".")
    if plain[1] == "union":
        return MENTION_OF_UNION.get(reading.origin.language, "")
    return mention_of(plain[2], reading.origin.language)
