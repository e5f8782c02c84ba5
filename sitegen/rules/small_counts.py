"""Counts of so few people at a named place that they can be told one from another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, problem
from sitegen.languages import EN, LV, Language
from sitegen.models.content import ProjectRecord, Version
from sitegen.models.project import Indicator
from sitegen.patterns import regex
from sitegen.prose.figures import Figure, FigureKind, sentence_around
from sitegen.rules.context import Context, per_version
from sitegen.texts import Origin, record_span, words_span

# Fewer people than this are not tied to a named place (D-05; the number is practice).
SMALL = 5

# What nouns of people begin with.
PEOPLE = {
    LV: regex(
        r"(?:person|bērn|cilvēk|iedzīvotāj|klient|senior|pieauguš|jaunieš|ģimen|pacient|dalībniek|audžuģimen|bāreņ|bāren|sieviet|vīriet|pensionār|iemītniek|zēn|meiten|skolēn|audzēkņ"
        r"|mazuļ|invalīd|bezpajumtniek)"
    ),
    EN: regex(
        r"(?:person|people|child|resident|client|senior|adult|youth|young|famil|patient|participant|orphan|wom[ae]n|m[ae]n\b|pensioner|boy|girl"
        r"|pupil|inhabitant|user|student)"
    ),
}
_SETTLEMENT = {
    LV: regex(r"[A-ZĀČĒĢĪĶĻŅŠŪŽ]\w+\s+(?:pagast|ciem|pilsēt|novad)\w*"),
    EN: regex(r"[A-ZĀČĒĢĪĶĻŅŠŪŽ]\w+\s+(?:[Pp]arish|[Vv]illage|[Tt]own|[Mm]unicipality)"),
}


def counts_small(context: Context) -> Iterator[Diagnostic]:
    """No count of people in a text with a place's name is below five."""
    for origin, _, figures in context.figures:
        for figure in figures:
            place = _place_of(context, origin, figure)
            if place:
                span = words_span(context.content, origin, figure.start, figure.end)
                yield problem("small-count", span, value=figure.words, place=place)


@per_version("places", "indicators")
def figures_small(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """No capacity of a place, and no count of people in a record of one place, is below five."""
    yield from _small_capacities(context, record, version)
    yield from _small_indicators(context, record, version)


def _small_capacities(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    for index, place in enumerate(version.project.places):
        if place.capacity is not None and 0 < place.capacity < SMALL:
            span = record_span(context.content, record, version.number, "places", index, "capacity")
            name = next(iter(place.name.values()))
            yield problem("small-count", span, value=str(place.capacity), place=name, field="capacity")


def _small_indicators(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """Indicators that count people, in a record of one place smaller than a region."""
    project = version.project
    places = [place for place in project.places if place.address or place.location]
    if len(places) != 1:
        return
    for index, indicator in enumerate(project.indicators):
        for name in ("target", "achieved"):
            number = getattr(indicator, name)
            if number is not None and 0 < number < SMALL and _counts_people(indicator):
                span = record_span(context.content, record, version.number, "indicators", index, name)
                place = next(iter(places[0].name.values()))
                yield problem("small-count", span, value=f"{number:f}", place=place, field=name)


def _counts_people(indicator: Indicator) -> bool:
    for language, forms in (indicator.unit or {}).items():
        pattern = PEOPLE.get(Language(language))
        if pattern and any(pattern.match(form.casefold()) for form in forms.values()):
            return True
    return False


def _place_of(context: Context, origin: Origin, figure: Figure) -> str:
    """The place that a small count of people in a text is tied to; empty when there is none."""
    least = 1 if figure.kind is FigureKind.COUNT else 2  # “one person in ten” counts nobody
    if figure.kind not in {FigureKind.COUNT, FigureKind.WORD} or not least <= figure.value < SMALL:
        return ""
    if _NOT_THAT_MANY.search(origin.text[: figure.start][-40:]):
        return ""
    people, settlement = PEOPLE.get(origin.language), _SETTLEMENT.get(origin.language)
    words = re.split(r"[\s\u00a0*_]+", origin.text[figure.end : figure.end + 80].strip().casefold())[:3]
    counted = next((n for n, word in enumerate(words[:2]) if people and people.match(word)), None)
    if counted is None or settlement is None:
        return ""
    if origin.language == LV and words[counted].endswith("u") and len(words) > counted + 1:  # “3 bērnu centri”
        return ""
    first, last = sentence_around(origin.text, figure.start, figure.end)
    sentence = origin.text[first:last]
    found = settlement.search(sentence)
    return found[0] if found else next((name for name in _places(context, origin) if _is_named(name, sentence)), "")


# Before a number, what makes it no count of those who are there.
_NOT_THAT_MANY = regex(
    r"(?<!\w)(?:mazāk\s+(?:nekā|par)|vairāk\s+(?:nekā|par)|vismaz|ne\s+vairāk\s+kā|grup\w*\s+pa|pa|fewer\s+than|less\s+than"
    r"|more\s+than|at\s+least|at\s+most|up\s+to|groups?\s+of)\s*$",
    re.IGNORECASE,
)
_REGION = regex(r"reģion|region|latvij|latvia", re.IGNORECASE)


def _places(context: Context, origin: Origin) -> Iterator[str]:
    for slug in origin.projects:
        record = context.content.index.projects.get(slug)
        for place in record.in_force(context.day).project.places if record else ():
            if not _REGION.search(" ".join(place.name.values())):
                yield from place.name.values()


def _is_named(name: str, sentence: str) -> bool:
    """Whether a place is named, in any case: `Pašuliene`, `Pašulienē`."""
    stem = name.split(",")[0].strip()
    root = stem[:-1] if len(stem) <= 4 else stem[:-2]
    return re.search(rf"(?<!\w){re.escape(root)}\w{{0,4}}(?!\w)", sentence) is not None
