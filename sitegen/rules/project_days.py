"""Days that texts call the project's start, end or contract, beside those of the record."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic
from sitegen.languages import EN, LV
from sitegen.patterns import regex
from sitegen.prose.figures import FigureKind
from sitegen.rules.context import Context
from sitegen.rules.readings import Reading, readings

# What says that the days after it are the project's, which may stand some words away, or in brackets between them.
_PERIOD = {
    LV: regex(
        r"projekt\w*\s+(?:īstenošanas|ieviešanas|realizācijas|norises)\s+(?:laiks|termiņš|periods)(?!\w)"
        r"|projekts\s+(?:tiek\s+|tiks\s+)?"
        r"(?:ilgst|ilgs|noslēgsies|noslēdzas|beigsies|beidzas|īstenots|norit|turpināsies)",
        re.IGNORECASE,
    ),
    EN: regex(
        r"(?<!for )(?<!of )(?<!in )(?<!for the )(?<!of the )(?<!in the )project(?:’s)?\s+"
        r"(?:implementation\s+period|period|duration|runs|will\s+run|lasts|will\s+last|ends|will\s+end"
        r"|is\s+(?:being\s+)?implemented|continues)(?!\w)"
        r"|(?:^|\n)\W*implementation\s+period",
        re.IGNORECASE,
    ),
}
# What says it of the day that follows at once, by the fact that it is about.
_AT_ONCE = {
    LV: {
        "end": r"projekta\s+(?:beigas|beigu\s+(?:datums|termiņš|diena)|noslēgums|termiņš)"
        r"|projekts\s+(?:noslēdz[āa]s|beidz[āa]s|(?:tika\s+|tiks\s+|ir\s+)?pabeigts)"
        r"|projekta\s+īstenošana\s+(?:noslēgsies|noslēdz[āa]s|beigsies|beidz[āa]s|ilg(?:st|s|a)|turpinās(?:ies)?|norit)"
        r"|projektu\s+(?:īsteno(?:s|ja)?|realizē(?:s|ja)?|pabeig(?:s|a|dz)\w*)",
        "start": r"projekta\s+(?:sākums|sākuma\s+(?:datums|diena))"
        r"|projekts\s+(?:sāk[āa]s|sāksies|(?:tika\s+|tiks\s+|ir\s+)?(?:uz)?sākts)|projekta\s+īstenošana\s+sāk[āa]s",
        "contract": r"(?:līgums|vienošanās)\s+par\s+projekta\s+īstenošanu\s+(?:tika\s+|ir\s+)?(?:no)?slēgt[sa]"
        r"|projekta\s+līgums\s+(?:tika\s+|ir\s+)?(?:no)?slēgts",
    },
    EN: {
        "end": r"(?<!for )(?<!of )(?<!for the )(?<!of the )project\s+(?:ended|was\s+completed|will\s+be\s+completed"
        r"|was\s+finished)|(?:end|deadline)\s+of\s+the\s+project(?:\s+is)?|project\s+end\s+date|(?:^|\n)\W*end\s+date",
        "start": r"(?<!for )(?<!of )(?<!for the )(?<!of the )project\s+(?:started|starts|began|begins|was\s+launched)"
        r"|start\s+of\s+the\s+project(?:\s+is)?|project\s+start\s+date|(?:^|\n)\W*start(?:\s+date)?(?=:)",
        "contract": r"contract\s+(?:for|of|on)\s+(?:the\s+)?project\s+was\s+signed|project\s+contract\s+was\s+signed",
    },
}
_BETWEEN = (
    r"(?:\s*(?:ir|is|on|no|līdz|from|until|till|to|datumā|:|–|—|-|\|))*\s*"
    r"(?:\ue003+\s*(?:līdz|to|until|till|–|-)?\s*)?$"
)
_SAID = {
    language: {name: regex(rf"(?:{words}){_BETWEEN}", re.IGNORECASE) for name, words in said.items()}
    for language, said in _AT_ONCE.items()
}
_REACH = 120
# So many days fit into what is looked at of a sentence.
_NEAR = 80


def days_contradict(context: Context) -> Iterator[Diagnostic]:
    """A day that a text calls the project's start, end or contract is the record's."""
    for reading in readings(context, FigureKind.DAY):
        day = reading.figure.day
        known = {one.day for one in reading.held(FigureKind.DAY)} | _days_of_page(reading)
        name = _fact_of(reading) if day not in known else ""
        if not name:
            continue
        others = [one for one in reading.elsewhere(FigureKind.DAY) if one.stated.day == day]
        meant = next((one for one in reading.held(FigureKind.DAY) if one.name.endswith(f"dates.{name}")), None)
        if others:
            yield from reading.told_of(others[0])
        elif meant is not None:
            yield reading.told("contradicts-record", meant.name)


def _fact_of(reading: Reading) -> str:
    """Which of the record's days a text calls a day: `start`, `end`, `contract`; empty when it calls it none."""
    language, before = reading.origin.language, reading.before
    first = len(reading.text[: reading.figure.start]) - len(before)
    here = bisect_left(reading.days, reading.figure.start, key=lambda one: one.start)
    for other in reading.days[max(0, here - _NEAR) : here]:
        if first <= other.start:
            before = before[: other.start - first] + "\ue003" * (other.end - other.start) + before[other.end - first :]
    for name, pattern in _SAID.get(language, {}).items():
        match = pattern.search(before)
        if match:
            return "end" if "\ue003" in match[0] and name != "contract" else _side(reading, before, name)
    period = _PERIOD.get(language)
    said = list(period.finditer(before)) if period else []
    return _side(reading, before, "end") if said and len(before) - said[-1].end() <= _REACH else ""


def _side(reading: Reading, before: str, name: str) -> str:
    """The start where a range begins, else what has been said."""
    is_first = re.search(r"(?:\bno|\bfrom)\s*$", before) or re.match(
        r"\s*(?:–|—|-|līdz|to|until|till)\s*\d", reading.after
    )
    return "start" if name == "end" and is_first else name


def _days_of_page(reading: Reading) -> set[object]:
    """The days on which the record was amended, and its page written."""
    records = [reading.context.content.index.projects[slug] for slug in reading.ground.numbers]
    days: set[object] = {version.since for record in records for version in record.versions}
    return days | {day for record in records for day in (record.original.published, record.original.updated)}
