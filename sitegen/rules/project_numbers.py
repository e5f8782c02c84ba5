"""Project numbers in texts beside that of the text's own project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sitegen.diagnostics import Diagnostic, problem
from sitegen.languages import EN, LV
from sitegen.patterns import regex
from sitegen.prose.figures import FigureKind
from sitegen.rules.context import Context
from sitegen.rules.readings import Reading, one_slip, readings
from sitegen.rules.sums import normalised
from sitegen.texts import Origin, words_span

# What a sentence begins with that says the number after it is the project's own.
_OWN = {
    LV: regex(r"^\W*(?:šī\s+|mūsu\s+)?projekta\s+(?:numurs|nr\.?)(?:\s+ir)?\s*:?\s*$", re.IGNORECASE),
    EN: regex(r"^\W*(?:the\s+|our\s+)?project(?:’s)?\s+(?:number|no\.?)(?:\s+is)?\s*:?\s*$", re.IGNORECASE),
}


def numbers_contradict(context: Context) -> Iterator[Diagnostic]:
    """A project number in a text is not a digit off that of the text's own project, nor called its number."""
    for reading in readings(context, FigureKind.NUMBER):
        typed = normalised(reading.figure.words)
        if typed in {normalised(number) for number in reading.ground.numbers.values()}:
            continue
        for slug, number in reading.ground.numbers.items():
            is_slip = one_slip(typed, normalised(number)) and not _is_taken(context, typed)
            if (is_slip and not _is_of_another(reading, typed, normalised(number))) or _is_called_own(reading):
                yield reading.told("contradicts-record", _fact(reading.ground.numbers, slug))
                break


def _is_taken(context: Context, typed: str) -> bool:
    """Whether a project has the number."""
    return bool(context.numbers) and typed in context.once_for_all(_taken)


def _taken(context: Context) -> frozenset[str]:
    return frozenset(map(normalised, context.numbers.values()))


def _fact(numbers: object, slug: str) -> str:
    return "number" if isinstance(numbers, dict) and len(numbers) == 1 else f"{slug}:number"


def _is_called_own(reading: Reading) -> bool:
    pattern = _OWN.get(reading.origin.language)
    return pattern is not None and pattern.search(reading.before) is not None


_CAPITALISED = regex(r"(?<!\w)[A-ZĀČĒĢĪĶĻŅŠŪŽ][a-zāčēģīķļņšūž]{2,}")
_INSTITUTION = regex(r",|\s+(?:plānošan|reģion|novad|pilsēt|pašvaldīb|projekt|Planning|Region|Municipality|City)")


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


def numbers_in_another_form(context: Context) -> Iterator[Diagnostic]:
    """A project's number is written as it was contracted: with its dots, slashes and capitals, without spaces."""
    numbers: dict[str, str] = {}
    for origin, prose in context.texts:
        for slug in origin.projects:
            number = numbers.get(slug) or numbers.setdefault(slug, _number_of(context, slug))
            if _may_hold(prose, _parts(number)):
                name = "number" if len(origin.projects) == 1 else f"{slug}:number"
                yield from _odd(context, (origin, prose), number, name)


def _number_of(context: Context, slug: str) -> str:
    """The number of a project as it stands; empty where it is not known."""
    record = context.content.index.projects.get(slug)
    if record is None or "number" in record.wrong:
        return ""
    return record.in_force(context.day).project.number


@lru_cache(maxsize=1024)
def _parts(number: str) -> tuple[str, ...]:
    """The figures and letters of a number."""
    return tuple(re.findall(r"\d+|[^\W\d_]+", number))


def _may_hold(prose: str, parts: tuple[str, ...]) -> bool:
    """Whether a text has all the figures, without which the number is not there; its pattern takes 1 ms."""
    return len(parts) >= 4 and parts[0] in prose and all(part in prose for part in parts if part.isdecimal())


def _odd(context: Context, text: tuple[Origin, str], number: str, name: str) -> Iterator[Diagnostic]:
    origin, prose = text
    between = r"[\s./\u2010-\u2013-]{1,3}".join(_parts(number))
    loose = re.compile(rf"(?<![\w./-])(?<!\d\.){between}(?![\w/]|[.-]\w)", re.IGNORECASE)
    for match in loose.finditer(prose):
        if match[0] != number:
            span = words_span(context.content, origin, *match.span())
            named = {"name": name} if origin.is_markdown else {}
            yield problem("number-form", span, value=match[0], stated=number, **named)
