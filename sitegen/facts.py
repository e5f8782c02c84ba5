"""Facts: what `{{ name }}` in a text stands for. A lookup in one version of a record, in one language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from sitegen.attribution.funds import fund_abbreviation, fund_name
from sitegen.catalogues import Catalogue
from sitegen.l10n.formats import Formats, formats_of
from sitegen.l10n.terms import term
from sitegen.languages import LV, NO_BREAK, Language
from sitegen.models.choices import Fund, Payer
from sitegen.models.content import Content
from sitegen.models.fields import in_language
from sitegen.models.project import Funding, Indicator, Project, source_amount, status_on
from sitegen.money import Money, ratio_percent
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Foreign:
    """A fact that the record does not state in the language asked for, so in its first one.

    `lead`: what goes before it in the language asked for: the number of what is counted.
    """

    text: str
    language: Language
    lead: str = ""

    def __str__(self) -> str:
        return self.lead + self.text


Stated = str | Foreign | None
"""A fact in words; None where the record does not state it."""
Told = Stated | Callable[[], Stated]
"""A fact as it stands in the record, or what puts it into words."""
Fact = tuple[str, Told]


@dataclass(frozen=True, slots=True)
class Words:
    """How a language writes values: its formats and its catalogue."""

    formats: Formats
    catalogue: Catalogue

    @property
    def language(self) -> Language:
        """The language."""
        return self.formats.language

    def in_language(self, language: Language) -> str:
        """`latviski`, `in Latvian`: the mark beside a text of another language."""
        if self.language == LV:
            adverbs = {"en": "angliski", "lv": "latviski", "ru": "krieviski", "de": "vāciski", "lt": "lietuviski"}
            return adverbs.get(re.sub(r"-[A-Z]{2}$", "", language)) or f"{self.formats.language_name(language)} val."
        return self.catalogue.gettext("in %(language)s") % {"language": self.formats.language_name(language)}


def facts_of(project: Project, day: date, content: Content, words: Words) -> Mapping[str, Stated]:
    """Every fact of a version by name, in words; None for a fact that the record does not state.

    `day`: the day of the build, from which the status follows, and after which a contact's numbers are no longer told.
    A fact is put into words when it is looked up: texts name few of them, and all of them take 2 ms.
    """
    return _Facts(_Teller(project, day, content, words))


def noun_of(
    number: Decimal | int, forms: Mapping[str, Mapping[str, str]], language: Language, primary: Language
) -> tuple[str, Language]:
    """What is counted, in the form that goes with the number in the noun's language; and that language."""
    known, found = in_language(forms, language, primary)
    spoken = Language(found)
    return formats_of(spoken).noun(number, known), spoken


def payer_name(source: Fund | Payer, words: Words) -> str:
    """A source of money in full: a fund's official name, or the word for whose budget it is."""
    return fund_name(source, words.language) if isinstance(source, Fund) else term(source, words.catalogue)


def union_money(funding: Funding) -> Decimal | None:
    """The Union's money together, when every one of its sources has an amount."""
    amounts = [source_amount(funding, i) for i, source in enumerate(funding.sources) if isinstance(source.source, Fund)]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if amounts and len(known) == len(amounts) else None


def union_rate(funding: Funding) -> Decimal | None:
    """The Union's part in percent: as stated, else from the amounts."""
    rates = [source.rate for source in funding.sources if isinstance(source.source, Fund)]
    known = [rate for rate in rates if rate is not None]
    if rates and len(known) == len(rates):
        return sum(known, Decimal(0))
    money = union_money(funding)
    return ratio_percent(money, funding.total) if money is not None and funding.total else None


class _Teller:
    """Names the facts of a version."""

    def __init__(self, project: Project, day: date, content: Content, words: Words) -> None:
        self._project = project
        self._day_of_build = day
        self._status = status_on(project, day)
        self._content = content
        self._words = words
        self._formats = words.formats

    def own(self) -> Iterator[Fact]:
        """What is said of the project as a whole, and what it is based on."""
        project = self._project
        yield "number", project.number
        yield "title", self._text(project.title)
        yield "status", term(self._status, self._words.catalogue) if self._status else None
        yield "call", self._text(project.call)
        yield "intervention", project.intervention
        yield from self._basis()
        yield "beneficiary", self._organisation(project.beneficiary)

    def days(self) -> Iterator[Fact]:
        """The project's days."""
        project = self._project
        for name in ("contract", "start", "end"):
            yield from self._day(f"dates.{name}", getattr(project.dates, name))
        yield from self._day("published", project.published)
        yield from self._day("updated", project.updated)

    def _basis(self) -> Iterator[Fact]:
        project = self._project
        programme = self._content.programmes.get(project.programme)
        yield "programme", self._text(programme.name) if programme else None
        yield "fund", partial(self._enumerated, fund_name)
        yield "fund.abbreviation", partial(self._enumerated, fund_abbreviation)
        yield "measure", project.measure
        yield "measure.title", self._text(programme.measures.get(project.measure or "")) if programme else None
        objective = objective_of(project.measure)
        yield "objective", objective or None
        yield "objective.title", self._text(programme.objectives.get(objective)) if programme else None

    def _enumerated(self, name: Callable[[Fund, Language], str]) -> str:
        return self._formats.enumeration([name(fund, self._words.language) for fund in self._project.fund])

    def funding(self) -> Iterator[Fact]:
        """What it costs, and who pays."""
        funding = self._project.funding
        yield "funding.total", partial(self._money, funding.total)
        yield "funding.union", lambda: self._money(union_money(funding))
        yield "funding.union.rate", lambda: self._percent(union_rate(funding))
        for index, source in enumerate(funding.sources):
            name = f"funding.sources.{source.source.value}"
            yield name, partial(self._amount, index)
            yield f"{name}.amount", partial(self._amount, index)
            yield f"{name}.rate", partial(self._rate, index)
            yield f"{name}.name", partial(payer_name, source.source, self._words)

    def _amount(self, index: int) -> str | None:
        return self._money(source_amount(self._project.funding, index))

    def _rate(self, index: int) -> str | None:
        funding = self._project.funding
        amount, rate = source_amount(funding, index), funding.sources[index].rate
        if rate is None and amount is not None and funding.total:
            rate = ratio_percent(amount, funding.total)
        return self._percent(rate)

    def indicators(self) -> Iterator[Fact]:
        """What it is to achieve, and has."""
        for indicator in self._project.indicators:
            yield from self._indicator(indicator)

    def _indicator(self, indicator: Indicator) -> Iterator[Fact]:
        name = f"indicators.{indicator.id}"
        yield name, partial(self._counted, indicator, indicator.target)
        yield f"{name}.target", partial(self._number, indicator.target)
        yield f"{name}.achieved", partial(self._number, indicator.achieved)
        yield f"{name}.achieved.unit", partial(self._counted, indicator, indicator.achieved)
        yield f"{name}.label", self._text(indicator.label)
        yield from self._day(f"{name}.as_of", indicator.as_of)

    def _counted(self, indicator: Indicator, number: Decimal | None) -> Stated:
        if number is None or indicator.unit is None:
            return self._number(number)
        return self._with_noun(number, indicator.unit)

    def _with_noun(self, number: Decimal | int, forms: Mapping[str, Mapping[str, str]]) -> Stated:
        noun, spoken = noun_of(number, forms, self._words.language, self._content.primary)
        return self._in(spoken, noun, f"{self._formats.number(number)}{NO_BREAK}")

    def places(self) -> Iterator[Fact]:
        """Where it takes place."""
        for index, place in enumerate(self._project.places):
            yield f"places.{index}", self._text(place.name)
            yield f"places.{index}.name", self._text(place.name)
            yield f"places.{index}.address", place.address
            yield f"places.{index}.nuts", place.nuts
            yield f"places.{index}.capacity", partial(self._number, place.capacity)

    def people(self) -> Iterator[Fact]:
        """Who takes part in it, and who answers for it."""
        project = self._project
        for index, partner in enumerate(project.partners):
            organisation = self._organisation(partner.organisation) if partner.organisation else None
            yield f"partners.{index}", organisation or partial(self._partners, partner.count, partner.kind)
            yield f"partners.{index}.count", partial(self._number, partner.count)
            yield f"partners.{index}.role", self._text(partner.role)
        for index, contact in enumerate(project.contacts):
            yield f"contacts.{index}.role", self._text(contact.role)
            yield f"contacts.{index}.organisation", self._organisation(contact.organisation)
            is_over = contact.until is not None and contact.until < self._day_of_build
            for name, value in (
                ("phone", ", ".join(phone.replace(" ", NO_BREAK) for phone in contact.phone) or None),
                ("email", contact.email),
                ("name", contact.name),
            ):
                told = self._words.catalogue.gettext("not stated") if is_over and value else value
                yield f"contacts.{index}.{name}", told

    def sources(self) -> Iterator[Fact]:
        """What it refers to."""
        for index, link in enumerate(self._project.links):
            yield f"links.{index}.title", self._text(link.title)
            yield f"links.{index}.url", link.url
        for index, basis in enumerate(self._project.legal_basis):
            yield f"legal_basis.{index}", self._text(basis.title)
            yield f"legal_basis.{index}.url", basis.url

    def _partners(self, count: int | None, kind: Mapping[str, Mapping[str, str]] | None) -> Stated:
        if count is None:
            return None
        if kind is None:
            return self._number(count)
        return self._with_noun(count, kind)

    def _organisation(self, identifier: str | None) -> Stated:
        organisation = self._content.organisations.get(identifier or "")
        return self._text(organisation.name) if organisation else None

    def _day(self, name: str, day: date | None) -> Iterator[Fact]:
        yield name, partial(self._formats.day, day) if day else None
        yield f"{name}.long", partial(self._formats.long_day, day) if day else None
        yield f"{name}.year", str(day.year) if day else None

    def _text(self, texts: Mapping[str, str] | None) -> Stated:
        if not texts:
            return None
        text, spoken = in_language(texts, self._words.language, self._content.primary)
        return self._in(Language(spoken), text)

    def _in(self, spoken: Language, text: str, lead: str = "") -> Stated:
        return lead + text if spoken == self._words.language else Foreign(text, spoken, lead)

    def _money(self, amount: Decimal | None) -> str | None:
        return self._formats.money(Money(amount, self._project.funding.currency)) if amount is not None else None

    def _percent(self, rate: Decimal | None) -> str | None:
        return self._formats.percent(rate) if rate is not None else None

    def _number(self, number: Decimal | int | None) -> str | None:
        return self._formats.number(number) if number is not None else None


# What names the facts that begin with a word, in the order in which facts are listed.
_PARTS: Mapping[str, Callable[[_Teller], Iterator[Fact]]] = {
    **dict.fromkeys(("number", "title", "status", "call", "intervention", "programme", "fund"), _Teller.own),
    **dict.fromkeys(("measure", "objective", "beneficiary"), _Teller.own),
    **dict.fromkeys(("dates", "published", "updated"), _Teller.days),
    "funding": _Teller.funding,
    "indicators": _Teller.indicators,
    "places": _Teller.places,
    **dict.fromkeys(("partners", "contacts"), _Teller.people),
    **dict.fromkeys(("links", "legal_basis"), _Teller.sources),
}


class _Facts(Mapping[str, Stated]):
    """The facts by name; only those that begin with the word looked up are named."""

    def __init__(self, teller: _Teller) -> None:
        self._teller = teller
        self._named: dict[object, dict[str, Told]] = {}

    def __getitem__(self, name: str) -> Stated:
        told = self._part(_PARTS[name.partition(".")[0]])[name]
        return told() if callable(told) else told

    def __contains__(self, name: object) -> bool:
        part = _PARTS.get(str(name).partition(".")[0])
        return part is not None and name in self._part(part)

    def __iter__(self) -> Iterator[str]:
        return (name for part in dict.fromkeys(_PARTS.values()) for name in self._part(part))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _part(self, part: Callable[[_Teller], Iterator[Fact]]) -> dict[str, Told]:
        if part not in self._named:
            self._named[part] = dict(part(self._teller))
        return self._named[part]


def objective_of(measure: str | None) -> str:
    """The specific objective of a measure's code: `9.2.2` of `9.2.2.1`; empty without a measure."""
    parts = (measure or "").rstrip(".").split(".")
    return ".".join(parts[:-1]) if len(parts) > 1 else ""
