"""Figures of texts beside what the record states on the text's day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.diagnostics import Diagnostic, problem
from sitegen.languages import EN, LV
from sitegen.models.fields import in_language
from sitegen.prose.figures import Figure, FigureKind, sentence_around
from sitegen.rules.context import Context
from sitegen.rules.statements import Elsewhere, Ground, Stated, Statements
from sitegen.texts import Origin, words_span


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure in its text, with what it is held against."""

    context: Context
    statements: Statements
    origin: Origin
    ground: Ground
    figure: Figure
    text: str

    @property
    def sentence(self) -> str:
        first, last = sentence_around(self.text, self.figure.start, self.figure.end)
        return self.text[first:last]

    @property
    def before(self) -> str:
        """The sentence up to the figure."""
        first, _ = sentence_around(self.text, self.figure.start, self.figure.end)
        return self.text[first : self.figure.start]

    @property
    def after(self) -> str:
        """What follows the figure."""
        return self.text[self.figure.end : self.figure.end + 120]

    def held(self, kind: FigureKind) -> list[Stated]:
        return [one for one in self.ground.held if one.kind is kind]

    def elsewhere(self, kind: FigureKind) -> list[Elsewhere]:
        return [one for one in self.ground.elsewhere if one.stated.kind is kind]

    def own_words(self) -> frozenset[str]:
        """How the words begin that name the text's own projects, those who run them, and what everybody names."""
        content, language = self.context.content, self.origin.language
        texts = ["projekt project latvij latvia eirop europ numur number"]
        for slug in self.ground.numbers:
            record = content.index.projects[slug].original
            beneficiary = content.organisations.get(record.beneficiary)
            texts += [in_language(record.title, language, content.primary)[0]]
            texts += [in_language(beneficiary.name, language, content.primary)[0]] if beneficiary else []
        return frozenset(word[:4].casefold() for word in re.findall(r"[^\W\d_]{3,}", " ".join(texts)))

    def told(self, code: str, name: str, **parameters: str) -> Diagnostic:
        """The problem at the figure; with the fact's name and words where it has them."""
        stated = self.statements.in_words(self.origin, name) if name else ""
        known = {"name": name, "stated": stated} if stated else {"stated": "not stated"}
        span = words_span(self.context.content, self.origin, self.figure.start, self.figure.end)
        return problem(code, span, **{"value": " ".join(self.figure.words.split()), **known, **parameters})

    def told_of(self, other: Elsewhere) -> Iterator[Diagnostic]:
        """That a figure is another version's, unless the sentence itself says that it was."""
        pattern = _PAST.get(self.origin.language)
        if other.is_later or pattern is None or not pattern.search(self.sentence):
            code = "later-figure" if other.is_later else "old-figure"
            yield self.told(code, other.stated.name, date=other.since.isoformat())


# How a sentence says that a figure no longer holds, or that it changed into another.
_PAST = {
    LV: re.compile(
        r"\bpirms\b[^!?]*grozīj|grozījum\w*\s+samazin|\bsākotnēj|\biepriekš|\bagrāk|\blīdz\s+grozījum|\b(?:pa|sa)(?:lielin|mazin|garin)āt?"
        r"|\bmainī(?:ts|ta|jās|jies|jusies|ti)",
        re.IGNORECASE,
    ),
    EN: re.compile(
        r"\bbefore\b[^!?]*\bamend|\bpreviously|\boriginal|\binitial|\bearlier|\bformer|\bused\s+to\b|\b(?:reduced|increased|raised|lowered"
        r"|extended|changed|cut)\b",
        re.IGNORECASE,
    ),
}


def readings(context: Context, *kinds: FigureKind) -> Iterator[Reading]:
    """Every figure of the kinds in every text that belongs to a project."""
    statements = Statements(context)
    for origin, prose, figures in context.figures:
        wanted = [figure for figure in figures if figure.kind in kinds] if origin.projects else []
        ground = statements.ground(origin) if wanted else None
        if ground is not None:
            for figure in wanted:
                yield Reading(context, statements, origin, ground, figure, prose)


def one_slip(typed: str, meant: str) -> bool:
    """Whether two strings of digits are one wrong, missing, added, or swapped pair of digits apart."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    if len(typed) != len(meant):
        longer, shorter = sorted((typed, meant), key=len, reverse=True)
        return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
    wrong = [place for place in range(len(typed)) if typed[place] != meant[place]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return typed[wrong[0]] == meant[wrong[1]] and typed[wrong[1]] == meant[wrong[0]]
    return len(wrong) == 1
