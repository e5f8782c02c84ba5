"""How texts write figures: the language's form of a number, and the form of the noun after a count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, problem
from sitegen.l10n.formats import formats_of
from sitegen.languages import LV
from sitegen.prose.figures import Figure, FigureKind
from sitegen.rules.context import Context
from sitegen.rules.contradictions import fault_of_amount
from sitegen.rules.readings import Reading, readings
from sitegen.rules.statements import Statements
from sitegen.texts import Origin, words_span


def plurals_wrong(context: Context) -> Iterator[Diagnostic]:
    """A count and the noun of an indicator after it agree: 440 bērnu, 21 bērns."""
    for reading in readings(context, FigureKind.COUNT):
        if reading.origin.language != LV:  # “8 child care institutions” has nothing to mend
            continue
        figure = reading.figure
        for forms in dict.fromkeys(one.forms for one in reading.held(FigureKind.COUNT) if one.forms):
            wrong, right = _disagreement(dict(forms), formats_of(LV).category(figure.value), reading.after)
            if wrong:
                yield _told(context, reading, wrong, f"{figure.words} {right}")
                break


def _told(context: Context, reading: Reading, wrong: str, suggestion: str) -> Diagnostic:
    figure, held = reading.figure, reading.held(FigureKind.COUNT)
    end = reading.origin.text.index(wrong, figure.end) + len(wrong)
    names = [one.name for one in held if one.value == figure.value and one.forms and one.has_noun(reading.after)]
    has_fact = reading.origin.is_markdown and bool(names) and not names[0].endswith((".count", ".achieved"))
    named = {"name": names[0]} if has_fact else {}
    span = words_span(context.content, reading.origin, figure.start, end)
    return problem("wrong-plural", span, value=f"{figure.words} {wrong}", suggestion=suggestion, **named)


def _disagreement(forms: dict[str, str], category: str, after: str) -> tuple[str, str]:
    """The noun as it stands and as it should; empty where they agree, or where the form may be another case."""
    right = forms.get(category, forms.get("other", ""))
    one, other = forms.get("one", ""), forms.get("other", "")
    suspects = [one] if category != "one" else [other] if other.endswith("i") else []
    for wrong in suspects:
        if wrong and wrong != right and re.match(rf"\s+{re.escape(wrong)}(?!\w)", after):
            return wrong, right
    return "", ""


def amounts_in_another_form(context: Context) -> Iterator[Diagnostic]:
    """Numbers are written as the text's language writes them, wherever they stand."""
    statements = context.once_for_all(Statements)
    for origin, prose, figures in context.figures:
        odd = [one for one in figures if one.kind is FigureKind.AMOUNT and not one.is_canonical]
        ground = statements.ground(origin) if odd else None
        for figure in odd:
            reading = Reading(context, statements, origin, ground, figure, prose) if ground else None
            if reading is None or not any(fault_of_amount(reading)):  # what it says comes before how it says it
                span = words_span(context.content, origin, figure.start, figure.end)
                yield problem(
                    "amount-form", span, value=" ".join(figure.words.split()), **_meant(reading, figure, origin)
                )


def _meant(reading: Reading | None, figure: Figure, origin: Origin) -> dict[str, str]:
    held = reading.held(FigureKind.AMOUNT) if reading and origin.is_markdown else ()
    names = [one.name for one in held if one.name and figure.unit == 1 and one.value == figure.value]
    if not names or reading is None:
        return {"suggestion": _in_form(figure, origin)}
    return {"name": names[0], "suggestion": reading.statements.in_words(origin, names[0])}


_DIGITS = re.compile(r"\d(?:[\d.,'’ \u00a0\u202f\u2009]*\d)?")


def _in_form(figure: Figure, origin: Origin) -> str:
    """The figure's own words around its number as the language writes it."""
    places = max(0, -int(figure.value.as_tuple().exponent))
    number = formats_of(origin.language).fixed(figure.value, places)
    return _DIGITS.sub(lambda _: number, " ".join(figure.words.split()), count=1)
