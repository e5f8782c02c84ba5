"""Prose against the record: figures that are typed by hand and are not what the record states on the text's day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from sitegen.diagnostics import Diagnostic
from sitegen.languages import EN, LV
from sitegen.prose.figures import Figure, FigureKind, figures_of
from sitegen.rules.context import Context
from sitegen.rules.mentions import IS_SPENT, MENTION_OF_UNION, is_rate_of, mention_of
from sitegen.rules.readings import Reading, one_slip, readings
from sitegen.rules.statements import Elsewhere, Stated
from sitegen.rules.sums import normalised

# Facts shorter than this are not told apart from other numbers by one digit alone.
DIGITS_OF_AMOUNT, DIGITS_OF_COUNT = 5, 3


def amounts_contradict(context: Context) -> Iterator[Diagnostic]:
    """An amount in a text is not one of another version, not a digit off one of the record, not another total."""
    for reading in readings(context, FigureKind.AMOUNT):
        yield from fault_of_amount(reading)


def fault_of_amount(reading: Reading) -> Iterator[Diagnostic]:
    """What is wrong with what an amount says; at most one problem."""
    figure, held = reading.figure, [one for one in reading.held(FigureKind.AMOUNT) if _is_near(one)]
    total = next((one for one in held if one.name.endswith("funding.total")), None)
    is_total = total is not None and _is_total(reading)
    known = [one for one in reading.held(FigureKind.AMOUNT) if _is_amount(figure, one.value)]
    if any(one.name.endswith("funding.total") for one in known) or (known and not is_total):
        return
    others = (one for one in reading.elsewhere(FigureKind.AMOUNT) if _is_amount(figure, one.stated.value))
    other = next((one for one in others if one.stated.name), None)
    near = next((one for one in held if not known and _is_slip(figure, one.value)), None)
    if other is not None and not known:
        yield from reading.told_of(other)
    elif near is not None:
        yield reading.told("contradicts-record", near.name)
    elif total is not None and is_total:
        yield reading.told("contradicts-record", total.name)


def _is_near(one: Stated) -> bool:
    """Whether an amount has a fact's name to write instead; payments have none."""
    return bool(one.name)


def _is_amount(figure: Figure, value: Decimal) -> bool:
    """Whether an amount as typed is `value`, as precisely as it is typed: `8,6 milj.`, `8 656 350`, `8 656 350,00`."""
    places = max(0, -int(figure.value.as_tuple().exponent))
    if figure.unit > 1:
        return abs(value - figure.value * figure.unit) <= Decimal(5).scaleb(-places - 1) * figure.unit
    return value == figure.value or (places == 0 and abs(value - figure.value) < 1)


def _is_slip(figure: Figure, value: Decimal) -> bool:
    """Whether an amount is another one with a digit wrong, missing, doubled, or two swapped."""
    whole = str(int(value))
    if figure.unit > 1 or len(whole) < DIGITS_OF_AMOUNT:
        return False
    if figure.value == int(figure.value):
        return one_slip(str(int(figure.value)), whole)
    return one_slip(f"{figure.value:.2f}".replace(".", ""), f"{value:.2f}".replace(".", ""))


# What a sentence begins with that goes on to tell what the project costs. “The municipality's project” is another one.
_TOTAL = {
    LV: re.compile(
        r"^\W*(?:(?:šī|šā|mūsu|visa|visas|kopumā)\s+)?(?:projekta\s+(?:kopēj\w+\s+)?(?:izmaks\w+|budžet\w+|kopsumm\w+|finansējum\w+)"
        r"|kopēj\w+\s+projekta\s+\w+|projekts\s+(?:kopumā\s+)?(?:maksā|izmaksā|izmaksās))(?:\s+(?:ir|sasniedz|veido|bija|būs|–))?\s*:?\s*$",
        re.IGNORECASE,
    ),
    EN: re.compile(
        r"^\W*(?:the\s+|our\s+)?(?:total\s+(?:cost|budget|funding)s?\s+of\s+the\s+project|total\s+project\s+(?:cost|budget|funding)s?"
        r"|project\s+costs|project’?s?\s+total\s+(?:cost|budget|funding)s?)(?:\s+(?:is|are|amounts?\s+to|was|comes\s+to))?\s*:?\s*$",
        re.IGNORECASE,
    ),
}


def _is_total(reading: Reading) -> bool:
    """Whether the words before an amount call it what the project costs, and no other project is spoken of."""
    pattern = _TOTAL.get(reading.origin.language)
    if pattern is None or not pattern.search(reading.before):
        return False
    others = [one for one in figures_of(reading.sentence, reading.origin.language) if one.kind is FigureKind.NUMBER]
    own = {normalised(number) for number in reading.ground.numbers.values()}
    return all(normalised(one.words) in own for one in others)


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


_PERIOD = {
    LV: re.compile(
        r"projekt\w*\s+(?:īstenošanas|ieviešanas|realizācijas|norises)\s+(?:laiks|termiņš|periods)(?!\w)"
        r"|projekts\s+(?:tiek\s+|tiks\s+)?(?:ilgst|ilgs|noslēgsies|noslēdzas|beigsies|beidzas|īstenots|norit|turpināsies)",
        re.IGNORECASE,
    ),
    EN: re.compile(
        r"(?:the\s+)?project(?:’s)?\s+(?:implementation\s+period|period|duration|runs|will\s+run|lasts|will\s+last|ends|will\s+end"
        r"|is\s+(?:being\s+)?implemented|continues)(?!\w)",
        re.IGNORECASE,
    ),
}


def days_contradict(context: Context) -> Iterator[Diagnostic]:
    """A day that a text calls the project's start or end is the record's."""
    for reading in readings(context, FigureKind.DAY):
        pattern = _PERIOD.get(reading.origin.language)
        day = reading.figure.day
        known = {one.day for one in reading.held(FigureKind.DAY)} | _days_of_page(reading)
        if day in known or pattern is None or not _speaks_of_period(pattern, reading.before):
            continue
        other = next((one for one in reading.elsewhere(FigureKind.DAY) if one.stated.day == day), None)
        if other is not None:
            yield from reading.told_of(other)
            continue
        name = "start" if re.search(r"(?:\bno|\bfrom)\s*$", reading.before) else "end"
        meant = next((one for one in reading.held(FigureKind.DAY) if one.name.endswith(f"dates.{name}")), None)
        if meant is not None:
            yield reading.told("contradicts-record", meant.name)


def _days_of_page(reading: Reading) -> set[object]:
    """The days on which the record was amended, and its page written."""
    records = [reading.context.content.index.projects[slug] for slug in reading.ground.numbers]
    days: set[object] = {version.since for record in records for version in record.versions}
    return days | {day for record in records for day in (record.original.published, record.original.updated)}


def _speaks_of_period(pattern: re.Pattern[str], before: str) -> bool:
    """Whether the words before a day call it the project's time; another day may stand between."""
    said = list(pattern.finditer(before))
    return bool(said) and len(before) - said[-1].end() <= 120


def numbers_contradict(context: Context) -> Iterator[Diagnostic]:
    """A project number in a text is not a digit off that of the text's own project."""
    taken = {normalised(record.original.number) for record in context.content.projects}
    for reading in readings(context, FigureKind.NUMBER):
        typed = normalised(reading.figure.words)
        for slug, number in reading.ground.numbers.items():
            name = "number" if len(reading.ground.numbers) == 1 else f"{slug}:number"
            meant = normalised(number)
            if typed == meant and reading.figure.words != number:
                yield reading.told("number-form", name)
            elif typed not in taken and one_slip(typed, meant) and not _is_of_another(reading, typed, meant):
                yield reading.told("contradicts-record", name)


_CAPITALISED = re.compile(r"(?<!\w)[A-ZĀČĒĢĪĶĻŅŠŪŽ][a-zāčēģīķļņšūž]{2,}")
_INSTITUTION = re.compile(r",|\s+(?:plānošan|reģion|novad|pilsēt|pašvaldīb|projekt|Planning|Region|Municipality|City)")


def _is_of_another(reading: Reading, typed: str, meant: str) -> bool:
    """Whether a number is that of a sister project: another running number, in a line that names somebody else."""
    if typed.rpartition("/")[0] != meant.rpartition("/")[0]:
        return False
    first = reading.text.rfind("\n", 0, reading.figure.start) + 1
    last = reading.text.find("\n", reading.figure.end)
    line = reading.text[first : last if last >= 0 else len(reading.text)]
    own = reading.own_words()
    for match in _CAPITALISED.finditer(line):
        begins = re.search(r"(?:^|[.!?:]\s+|[-*•|]\s*)$", line[: match.start()]) is not None
        is_name = not begins or _INSTITUTION.match(line, match.end()) is not None or "|" in line
        if is_name and match[0][:4].casefold() not in own:
            return True
    return False


def counts_contradict(context: Context) -> Iterator[Diagnostic]:
    """A count in a text is not that of another version, and not a digit off one of the record."""
    for reading in readings(context, FigureKind.COUNT, FigureKind.WORD):
        now = reading.held(FigureKind.COUNT)
        if any(one.value == reading.figure.value for one in now) or _is_year(reading.figure):
            continue
        other = next((one for one in reading.elsewhere(FigureKind.COUNT) if _is_other(reading, one)), None)
        near = next((one for one in now if _is_misread(reading, one)), None)
        if other is not None:
            yield from reading.told_of(other)
        elif near is not None:
            yield reading.told("contradicts-record", near.name)


def _is_year(figure: Figure) -> bool:
    return figure.kind is FigureKind.COUNT and 1900 <= figure.value <= 2100 and len(figure.words) == 4


def _is_other(reading: Reading, one: Elsewhere) -> bool:
    """Whether a count is another version's: with its noun, or alone in brackets and large enough to be no other."""
    if one.stated.value != reading.figure.value:
        return False
    is_alone = re.match(r"\s*[).,;]|\s*$", reading.after) is not None and reading.before.rstrip(" *_").endswith("(")
    return one.stated.has_noun(reading.after) or (is_alone and reading.figure.value >= 100)


def _is_misread(reading: Reading, one: Stated) -> bool:
    """Whether a count is one of the record with a digit wrong, by what is said of it.

    A digit more or less needs the noun, or a word of the label when nothing says what is counted; a round number, and
    a digit that is only another one, need both.
    """
    typed, meant = f"{reading.figure.value:f}", f"{one.value:f}"
    is_short = min(len(typed), len(meant)) < DIGITS_OF_COUNT
    if reading.figure.kind is FigureKind.WORD or is_short or not one_slip(typed, meant):
        return False
    sentence = reading.sentence.casefold()
    clues = one.has_noun(reading.after) + sum(1 for stem in one.stems if stem in sentence)
    is_plain = len(typed) != len(meant) and not typed.endswith("0")
    return one.has_noun(reading.after) if is_plain and one.forms else clues >= (1 if is_plain else 3)
