"""How texts write figures: the language's form of a number, and the form of the noun after a count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, problem
from sitegen.l10n.formats import formats_of
from sitegen.languages import LV
from sitegen.prose.figures import Figure, FigureKind
from sitegen.rules.context import Context
from sitegen.rules.readings import readings
from sitegen.rules.statements import Stated, Statements
from sitegen.texts import Origin, words_span


def plurals_wrong(context: Context) -> Iterator[Diagnostic]:
    """A count and the noun of an indicator after it agree: 440 bērnu, 21 bērns."""
    for reading in readings(context, FigureKind.COUNT):
        if reading.origin.language != LV:  # “8 child care institutions” has nothing to mend
            continue
        formats = formats_of(reading.origin.language)
        known = {one.forms for one in reading.held(FigureKind.COUNT) if one.forms}
        for forms in known:
            wrong, right = _disagreement(dict(forms), formats.category(reading.figure.value), reading.after)
            if wrong:
                shown = f"{reading.figure.words} {wrong}"
                yield reading.told("wrong-plural", "", value=shown, suggestion=f"{reading.figure.words} {right}")
                break


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
    statements = Statements(context)
    for origin, _, figures in context.figures:
        for figure in figures:
            if figure.kind is FigureKind.AMOUNT and not figure.is_canonical:
                span = words_span(context.content, origin, figure.start, figure.end)
                meant = _meant(statements, origin, figure)
                yield problem("amount-form", span, value=" ".join(figure.words.split()), **meant)


def _meant(statements: Statements, origin: Origin, figure: Figure) -> dict[str, str]:
    ground = statements.ground(origin) if origin.is_markdown else None
    names = [one.name for one in ground.held if one.name and _is_exactly(figure, one)] if ground else []
    if not names:
        return {"suggestion": _as_written_here(origin, figure)}
    return {"name": names[0], "suggestion": statements.in_words(origin, names[0])}


def _is_exactly(figure: Figure, one: Stated) -> bool:
    return one.kind is FigureKind.AMOUNT and figure.unit == 1 and one.value == figure.value


def _as_written_here(origin: Origin, figure: Figure) -> str:
    """The number in the language's form, without the words around it."""
    places = max(0, -int(figure.value.as_tuple().exponent))
    number = formats_of(origin.language).fixed(figure.value, places)
    currency = re.search(r"EUR|€", figure.words)
    if currency is None:
        return number
    return f"{number} {currency[0]}" if origin.language == LV else f"{currency[0]} {number}".replace("€ ", "€")
