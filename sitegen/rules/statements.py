"""What the versions of a record state, as values with the names of their facts: what texts are held against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from sitegen.facts import facts_of, union_money, union_rate
from sitegen.languages import Language
from sitegen.models.content import ProjectRecord, Version
from sitegen.models.fields import in_language
from sitegen.models.project import Project, source_amount
from sitegen.money import ratio_percent
from sitegen.prose.figures import FigureKind
from sitegen.rules.context import Context
from sitegen.texts import Origin
from sitegen.values import dataclass

Forms = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure of a record: the name of its fact, and its value or day. Counts have a noun and a label's words."""

    name: str
    kind: FigureKind
    value: Decimal = Decimal(0)
    day: date = date.min
    forms: tuple[tuple[str, str], ...] = ()
    stems: frozenset[str] = frozenset()

    def has_noun(self, following: str) -> bool:
        """Whether a text goes on with the noun of what is counted, in any form, with at most a word between."""
        text = re.sub(r"[\s*_]+", " ", following[:100]).strip().casefold()
        first, _, later = text.partition(" ")
        starts = (text, later) if first.isalpha() else (text,)
        return any(start.startswith(prefix) for prefix in _prefixes(self.forms) for start in starts)

    def is_named_in(self, label: str) -> bool:
        """Whether a label, without capitals, names what is counted."""
        return any(
            re.search(rf"(?<!\w){re.escape(prefix)}", label) for prefix in _prefixes(self.forms) if len(prefix) > 3
        )


@lru_cache(maxsize=4096)
def _prefixes(forms: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """What every form of a noun begins with; the forms themselves where that is too little to go by."""
    words = [re.sub(r"\s+", " ", form).casefold() for _, form in forms]
    common = ""
    for letters in zip(*words, strict=False):
        if len(set(letters)) > 1:
            break
        common += letters[0]
    is_enough = len(common) > 3 and len(common.split()) == len(words[0].split())
    return (common,) if is_enough else tuple(word[:-2] if len(word) > 6 else word for word in words)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A figure of another version. `since`: the amendment that took it away, or (`is_later`) that brings it."""

    stated: Stated
    since: date
    is_later: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What a text is held against: what is stated on its day, and what was or will be; projects' numbers by slug.

    `digits`: those of the counts that are stated, in their order.
    """

    held: Mapping[FigureKind, tuple[Stated, ...]]
    digits: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]
    numbers: Mapping[str, str]


Held = tuple[tuple[str, tuple[int, ...]], ...]
"""The versions that a text is held against: their numbers by the project's slug."""


class Statements:
    """Statements of records' versions, made once each."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._records = context.content.index.projects
        self._made = lru_cache(maxsize=64)(self._make)
        self._grounds = lru_cache(maxsize=64)(self._ground)

    def ground(self, origin: Origin) -> Ground | None:
        """What an origin's text is held against; None when it belongs to no project that can be read."""
        records = [self._records[slug] for slug in origin.projects if slug in self._records]
        if not records:
            return None
        held = ((record.slug, tuple(one.number for one in self._held(record, origin))) for record in records)
        return self._grounds(tuple(held), origin.language)

    def _ground(self, held: Held, language: Language) -> Ground:
        now: dict[FigureKind, list[Stated]] = {}
        elsewhere: list[Elsewhere] = []
        for slug, numbers in held:
            record, is_prefixed = self._records[slug], len(held) > 1
            versions = tuple(record.versions[number] for number in numbers)
            for one in (one for version in versions for one in self._of(record, version, language, is_prefixed)):
                now.setdefault(one.kind, []).append(one)
            elsewhere += self._others(record, versions, language, is_prefixed)
        shown = {slug: self._records[slug].in_force(self._context.day).project.number for slug, _ in held}
        digits = tuple(f"{one.value:f}" for one in now.get(FigureKind.COUNT, ()))
        return Ground({kind: tuple(stated) for kind, stated in now.items()}, digits, tuple(elsewhere), shown)

    def _held(self, record: ProjectRecord, origin: Origin) -> tuple[Version, ...]:
        """The version that counts for a text; the reason of an amendment may name what was and what is."""
        if origin.version is None:
            return (record.in_force(origin.day or self._context.day),)
        version = record.versions[origin.version]
        is_reason = origin.steps[:1] == ("amendments",)
        return (record.versions[version.number - 1], version) if is_reason and version.number else (version,)

    def _others(
        self, record: ProjectRecord, held: tuple[Version, ...], language: Language, is_prefixed: bool
    ) -> Iterator[Elsewhere]:
        for version in record.versions:
            if version in held:
                continue
            is_later = version.number > held[-1].number
            for one in self._of(record, version, language, is_prefixed):
                yield Elsewhere(one, self._turn(record, version, held, one), is_later)

    def _turn(self, record: ProjectRecord, version: Version, held: tuple[Version, ...], one: Stated) -> date:
        """The day of the amendment that lies between a version's figure and the version held against."""
        if version.number > held[-1].number:
            return version.since
        plain = one.name.rpartition(":")[2]
        for later in record.versions[version.number + 1 : held[-1].number + 1]:
            if _value(self._made(record.slug, later.number, Language("en")), plain) != (one.value, one.day):
                return later.since
        return held[-1].since

    def _of(self, record: ProjectRecord, version: Version, language: Language, is_prefixed: bool) -> tuple[Stated, ...]:
        made = self._made(record.slug, version.number, language)
        if not is_prefixed:
            return made
        return tuple(replace(one, name=f"{record.slug}:{one.name}") for one in made)

    def _make(self, slug: str, number: int, language: Language) -> tuple[Stated, ...]:
        project = self._records[slug].versions[number].project
        return tuple(_statements(project, language, self._context.content.primary))

    def in_words(self, origin: Origin, name: str) -> str:
        """A fact as the page writes it; empty when it is not stated."""
        slug, _, plain = name.rpartition(":")
        record = self._records[slug or next(one for one in origin.projects if one in self._records)]
        version = self._held(record, origin)[-1]
        facts = facts_of(
            version.project, self._context.day, self._context.content, self._context.words[origin.language]
        )
        return str(facts.get(plain) or "")


def _value(stated: tuple[Stated, ...], name: str) -> tuple[Decimal, date] | None:
    return next(((one.value, one.day) for one in stated if one.name == name), None)


def _statements(project: Project, language: Language, primary: Language) -> Iterator[Stated]:
    yield from _money(project)
    for name in ("contract", "start", "end"):
        day = getattr(project.dates, name)
        if day is not None:
            yield Stated(f"dates.{name}", FigureKind.DAY, day=day)
    for indicator in project.indicators:
        forms = _forms(indicator.unit, language, primary)
        stems = stems_of(in_language(indicator.label, language, primary)[0]) - {form[:6] for _, form in forms}
        name = f"indicators.{indicator.id}"
        for fact, value in ((name, indicator.target), (f"{name}.achieved", indicator.achieved)):
            if value is not None:
                yield Stated(fact, FigureKind.COUNT, value, forms=forms, stems=stems)
        if indicator.as_of:
            yield Stated(f"{name}.as_of", FigureKind.DAY, day=indicator.as_of)
    for index, partner in enumerate(project.partners):
        if partner.count is not None:
            forms = _forms(partner.kind, language, primary)
            yield Stated(f"partners.{index}.count", FigureKind.COUNT, Decimal(partner.count), forms=forms)
    for index, place in enumerate(project.places):
        if place.capacity is not None:
            yield Stated(f"places.{index}.capacity", FigureKind.COUNT, Decimal(place.capacity))


def _money(project: Project) -> Iterator[Stated]:
    funding = project.funding
    if funding.total is not None:
        yield Stated("funding.total", FigureKind.AMOUNT, funding.total)
    for index, source in enumerate(funding.sources):
        amount = source_amount(funding, index)
        name = f"funding.sources.{source.source.value}"
        if amount is not None:
            yield Stated(name, FigureKind.AMOUNT, amount)
        if source.rate is not None:
            yield Stated(f"{name}.rate", FigureKind.PERCENT, source.rate)
        if amount is not None and funding.total:
            yield Stated(f"{name}.rate", FigureKind.PERCENT, ratio_percent(amount, funding.total))
    together, rate = union_money(funding), union_rate(funding)
    if together is not None:
        yield Stated("funding.union", FigureKind.AMOUNT, together)
    if rate is not None:
        yield Stated("funding.union.rate", FigureKind.PERCENT, rate)
    for payment in funding.payments:
        yield Stated("", FigureKind.AMOUNT, payment.amount)


def _forms(unit: Mapping[str, Forms] | None, language: Language, primary: Language) -> tuple[tuple[str, str], ...]:
    return tuple(in_language(unit, language, primary)[0].items()) if unit else ()


def stems_of(text: str) -> frozenset[str]:
    """What the longer words of a text begin with, so that `pakalpojumus` and `pakalpojumi` are one."""
    return frozenset(word[: max(5, min(6, len(word) - 2))].casefold() for word in re.findall(r"[^\W\d_]{5,}", text))
