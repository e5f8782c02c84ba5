"""Figures of texts beside what the record states on the text's day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, problem
from sitegen.languages import EN, LV
from sitegen.models.fields import in_language
from sitegen.patterns import regex
from sitegen.prose.figures import Figure, FigureKind, sentence_around
from sitegen.rules.context import Context
from sitegen.rules.statements import Elsewhere, Ground, Stated, Statements
from sitegen.texts import Origin, words_span
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure in its text, with what it is held against. `days`: the days that the text names."""

    context: Context
    statements: Statements
    origin: Origin
    ground: Ground
    figure: Figure
    text: str
    days: tuple[Figure, ...] = ()

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

    def held(self, kind: FigureKind) -> tuple[Stated, ...]:
        return self.ground.held.get(kind, ())

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
        known = {"stated": stated or "not stated"}
        if stated and self.origin.is_markdown:  # a plain text, such as a title, cannot hold a fact
            known["name"] = name
        span = words_span(self.context.content, self.origin, self.figure.start, self.figure.end)
        return problem(code, span, **{"value": " ".join(self.figure.words.split()), **known, **parameters})

    def told_of(self, other: Elsewhere) -> Iterator[Diagnostic]:
        """That a figure is another version's, unless the sentence itself says that it was."""
        pattern = (_FUTURE if other.is_later else _PAST).get(self.origin.language)
        is_said = pattern is not None and pattern.search(_NO_CHANGE.sub("", self.sentence)) is not None
        if not is_said:
            code = "later-figure" if other.is_later else "old-figure"
            yield self.told(code, other.stated.name, date=other.since.isoformat())


# “As reported earlier” says nothing of the figure.
_NO_CHANGE = regex(
    r"\biepriekš\s+(?:ziņo|minē|rakst|teik|norād|publicē)\w*|\b(?:reported|mentioned|noted|stated|said|published)\s+earlier"
    r"|\bearlier\s+(?:reported|mentioned|noted|stated|published)|\bpreviously\s+(?:reported|mentioned|noted|stated|published)",
    re.IGNORECASE,
)
_CHANGED_LV = r"\b(?:pa|sa)?(?:lielin|mazin|garin)ā\w+|\bpieaug\w*|\bpieaudz\w*|\bgrozī\w+|\bmainī\w+"
_CHANGED_EN = (
    r"\b(?:reduc|increas|rais|lower|extend|chang|amend)(?:e|es|ed|ing)?\b|\b(?:rise|rises|risen|rose|fall|falls|fell|fallen"
    r"|cut|grew|grown)\b"
)
# How a sentence says that a figure no longer holds, or that it changed into another.
_PAST = {
    LV: regex(
        rf"\bpirms\b[^!?]*grozīj|\bsākotnēj|\bsākumā\b|\biepriekš|\bagrāk|\blīdz\b[^!?]*grozījum|{_CHANGED_LV}"
        r"|\bvietā\b|\bnevis\b"
        r"|(?:\blīdz\b|\b20\d\d\b)[^!?]*\b(?:bija|maksāja|bijis)\b"
        r"|\b(?:bija|maksāja|bijis)\b[^!?]*(?:\blīdz\b|\b20\d\d\b)",
        re.IGNORECASE,
    ),
    EN: regex(
        rf"\bbefore\b[^!?]*\bamend|\bpreviously|\boriginal|\binitial|\bearlier|\bformer|\bused\s+to\b|{_CHANGED_EN}"
        r"|\bat\s+first\b|\binstead\s+of\b|\brather\s+than\b|\b(?:until|till|in)\b[^!?]*\b20\d\d\b[^!?]*\b(?:was|were|had)\b"
        r"|\b(?:was|were|had)\b[^!?]*\b(?:until|till|in)\b[^!?]*\b20\d\d\b",
        re.IGNORECASE,
    ),
}
# How a sentence says that a figure does not hold yet.
_FUTURE = {
    LV: regex(rf"\bpēc\b[^!?]*grozīj|\bbūs\b|\bturpmāk\b|{_CHANGED_LV}", re.IGNORECASE),
    EN: regex(
        rf"\bafter\b[^!?]*\bamend|\bwill\s+be\b(?!\s+completed)|\bfrom\s+now\s+on\b|{_CHANGED_EN}", re.IGNORECASE
    ),
}


def readings(context: Context, *kinds: FigureKind) -> Iterator[Reading]:
    """Every figure of the kinds in every text that belongs to a project."""
    statements = context.once_for_all(Statements)
    for origin, prose, figures, ground in context.once(_grounded):
        wanted = [figure for figure in figures if figure.kind in kinds]
        if wanted:
            days = tuple(figure for figure in figures if figure.kind is FigureKind.DAY)
            for figure in wanted:
                yield Reading(context, statements, origin, ground, figure, prose, days)


Grounded = tuple[Origin, str, tuple[Figure, ...], Ground]


def _grounded(context: Context) -> tuple[Grounded, ...]:
    """The texts that state figures and belong to a project, each with what it is held against."""
    statements = context.once_for_all(Statements)
    pairs = ((text, statements.ground(text[0])) for text in context.figures)
    return tuple((*text, ground) for text, ground in pairs if ground is not None)


def one_slip(typed: str, meant: str) -> bool:
    """Whether two strings of digits are one wrong, missing, added, or swapped pair of digits apart."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    at = 0
    for one, other in zip(typed, meant, strict=False):
        if one != other:
            break
        at += 1
    else:  # one is the other with a digit after it
        return True
    if len(typed) > len(meant):
        return typed[at + 1 :] == meant[at:]
    if len(typed) < len(meant):
        return typed[at:] == meant[at + 1 :]
    is_swapped = typed[at : at + 2] == meant[at + 1 : at + 2] + meant[at] and typed[at + 2 :] == meant[at + 2 :]
    return is_swapped or typed[at + 1 :] == meant[at + 1 :]
