"""The words that an attribution block must hold, with the code that tells each one's absence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from sitegen.attribution import Attribution, Form, Support, attribute, fund_name
from sitegen.attribution.periods import PERIODS, Voice
from sitegen.attribution.wording import CO_FUNDED, FUNDED, JOINT, RECOVERY
from sitegen.languages import Language
from sitegen.values import dataclass

# How alike two texts are when the one is taken for the other, misspelt.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Words:
    """A text that the block must hold. `others`: what may stand for it, when it cannot be told which is right."""

    text: str
    code: str
    others: tuple[str, ...] = ()

    def is_said(self, text: str) -> bool:
        """Whether `text` is one of the wordings."""
        return text == self.text or text in self.others


@dataclass(frozen=True, slots=True)
class Expected:
    """A block's words in order, its marks' names, and the links to pages on funds as (text, address).

    `optional`: names of funds that may stand as text where none is asked for (B-13). `joint`: what may stand for the
    names of several funds (A-01).
    """

    words: tuple[Words, ...]
    marks: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    optional: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()


def expected(supports: Iterable[Support], language: Language) -> Expected:
    """What a block that stands for these kinds of support must hold. An unknown form allows both statements."""
    known = tuple(supports)
    block = attribute(known, language)
    if block is None:
        return Expected((), (), ())
    named = {fund for statement in block.statements for fund in statement.funds}
    optional = tuple(name for fund in block.funds if (name := fund_name(fund, language)) not in named)
    joint = (JOINT.of(language),) if len(named) > 1 else ()
    marks = tuple(name for _, name in block.marks)
    return Expected(tuple(_words(block, known, language)), marks, block.fund_pages, optional, joint)


def _words(block: Attribution, supports: tuple[Support, ...], language: Language) -> Iterator[Words]:
    forms = {one.form for one in supports if PERIODS[one.period].voice is Voice.FORM}
    is_open = Form.UNKNOWN in forms and Form.CO_FUNDED not in forms
    funded, co_funded = FUNDED.of(language), CO_FUNDED.of(language)
    for statement in block.statements:
        others = (funded,) if is_open and statement.lead == co_funded else ()
        yield Words(statement.lead, "statement-missing", others)
        yield from (Words(name, "fund-name-missing") for name in statement.funds)
    yield from (Words(slogan, "slogan-missing") for slogan in block.slogans)
    yield from (Words(sentence, "rural-reference-missing") for sentence in block.sentences)
    if block.disclaimer:
        yield Words(block.disclaimer, "disclaimer-missing")


def statements(language: Language) -> tuple[str, ...]:
    """The statements of support of a language, of which a page carries the one that its figures ask for."""
    return tuple(phrase.of(language) for phrase in (FUNDED, CO_FUNDED, RECOVERY))


def nearest(text: str, candidates: Iterable[str]) -> str:
    """The candidate that `text` was probably meant to be; empty when none is like it."""
    rated = [(SequenceMatcher(None, text.casefold(), one.casefold()).ratio(), one) for one in candidates]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else ""


def consumed(line: str, texts: Iterable[str]) -> list[str] | None:
    """The texts that a line is put together from, one after another; None when something else is in it."""
    by_length = sorted(set(texts), key=len, reverse=True)
    first = next((text for text in by_length if line.startswith(text)), None)
    if first is None:
        return None
    rest = line[len(first) :].strip()
    more = consumed(rest, by_length) if rest else []
    return None if more is None else [first, *more]
