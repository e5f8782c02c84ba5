"""What each amendment changed: was → is, field by field, with the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from sitegen.catalogues import gettext_noop
from sitegen.facts import payer_name
from sitegen.l10n.terms import term
from sitegen.languages import NO_BREAK
from sitegen.models.content import Version
from sitegen.models.fields import in_language
from sitegen.models.project import Funding, Indicator, source_amount
from sitegen.models.project import Project as Record
from sitegen.money import Money
from sitegen.resolve import Project
from sitegen.views.parts import Link, Quantity, Text
from sitegen.views.project import Amendment, Change
from sitegen.views.writer import Writer

Value = Money | date | Quantity | Decimal | Text | None
Localised = Mapping[str, str]


def anchor_of(project: Project, version: Version) -> str:
    """The permalink of a version: `version-2022-10-18`, a second one of that day `…-2`; the original is `version-1`."""
    if version.amendment is None:
        return "version-1"
    same = sum(1 for one in project.file.versions[1 : version.number] if one.since == version.since)
    return f"version-{version.since.isoformat()}" + (f"-{same + 1}" if same else "")


def history(writer: Writer, project: Project) -> tuple[Amendment, ...]:
    """The amendments, latest first."""
    versions = project.file.versions
    return tuple(_amendment(writer, project, versions[v.number - 1], v) for v in reversed(versions[1:]))


def _amendment(writer: Writer, project: Project, before: Version, after: Version) -> Amendment:
    amendment = after.amendment
    if amendment is None:
        raise ValueError("the original is not an amendment")
    source = amendment.source
    return Amendment(
        anchor=anchor_of(project, after),
        effective=amendment.effective,
        known_by=amendment.known_by,
        is_in_force=after.number <= project.version.number,
        reason=writer.passage(amendment.reason, project, after) if amendment.reason else None,
        source=Link(writer.text(source.title), source.url or "", bool(source.url)) if source else None,
        changes=tuple(_Comparison(writer, project, before, after).changes()),
    )


class _Comparison:
    def __init__(self, writer: Writer, project: Project, before: Version, after: Version) -> None:
        self._writer = writer
        self._project = project
        self._versions = (before, after)
        self._before, self._after = before.project, after.project
        self._words = writer.site.words[writer.language]

    def changes(self) -> Iterator[Change]:
        yield from self._money()
        yield from self._dates()
        yield from self._indicators()
        yield from self._fields()
        yield from self._prose()
        yield from self._lists()

    def _money(self) -> Iterator[Change]:
        old, new = self._before.funding, self._after.funding
        yield from self._amounts(self._own("Total cost"), old.total, new.total)
        sources = dict.fromkeys(source.source for source in (*old.sources, *new.sources))
        for source in sources:
            name = self._writer.own(payer_name(source, self._words))
            before, after = _amount_of(old, source), _amount_of(new, source)
            yield from self._amounts(name, before, after)
            if before is None and after is None:
                yield from self._simple(name, _rate_of(old, source), _rate_of(new, source))

    def _amounts(self, label: Text, old: Decimal | None, new: Decimal | None) -> Iterator[Change]:
        if old == new:
            return
        before = Money(old, self._before.funding.currency) if old is not None else None
        after = Money(new, self._after.funding.currency) if new is not None else None
        difference, direction = "", 0
        if before and after and before.currency == after.currency:
            apart = after - before
            direction = 1 if apart.amount > 0 else -1
            difference = ("+" if direction > 0 else "") + self._words.formats.money(apart)
        yield Change(label, before, after, difference, direction)

    def _dates(self) -> Iterator[Change]:
        labels = {
            "contract": gettext_noop("Contract signed"),
            "start": gettext_noop("Start of the project"),
            "end": gettext_noop("End of the project"),
        }
        for name, label in labels.items():
            old, new = getattr(self._before.dates, name), getattr(self._after.dates, name)
            if old != new:
                yield Change(self._own(label), old, new, self._length(old, new), _direction(old, new))

    def _length(self, old: date | None, new: date | None) -> str:
        """By how much a day moved: in whole months where it does, else in days."""
        if old is None or new is None:
            return ""
        sign = "+" if new > old else "\u2212"
        months = abs((new.year - old.year) * 12 + new.month - old.month)
        catalogue, formats = self._words.catalogue, self._words.formats
        if months and (old.day == new.day or (_is_month_end(old) and _is_month_end(new))):
            noun = catalogue.ngettext("month", "months", months)
            return f"{sign}{formats.number(months)}{NO_BREAK}{noun}"
        days = abs((new - old).days)
        return f"{sign}{formats.number(days)}{NO_BREAK}{catalogue.ngettext('day', 'days', days)}"

    def _indicators(self) -> Iterator[Change]:
        old = {indicator.id: indicator for indicator in self._before.indicators}
        new = {indicator.id: indicator for indicator in self._after.indicators}
        for identifier in dict.fromkeys((*old, *new)):
            before, after = old.get(identifier), new.get(identifier)
            named = after or before
            if named is None:
                continue
            label = self._writer.text(named.label)
            if before and after and before.label != after.label:
                yield Change(self._own("Result"), self._writer.text(before.label), label, "", 0)
            targets = [one.target if one else None for one in (before, after)]
            yield from self._numbers(label, named, targets[0], targets[1])
            reached = [one.achieved if one else None for one in (before, after)]
            achieved = Text(f"{label.text} ({self._writer.gettext('achieved')})", label.language, label.is_foreign)
            yield from self._numbers(achieved, named, reached[0], reached[1])

    def _numbers(self, label: Text, named: Indicator, old: Decimal | None, new: Decimal | None) -> Iterator[Change]:
        if old == new:
            return
        difference = ""
        if old is not None and new is not None:
            apart = self._words.formats.number(abs(new - old))
            difference = ("+" if new > old else "\u2212") + apart
        yield Change(label, self._count(named, old), self._count(named, new), difference, _direction(old, new))

    def _count(self, named: Indicator, number: Decimal | None) -> Quantity | None:
        if number is None or named.unit is None:
            return Quantity(number) if number is not None else None
        forms, _ = in_language(named.unit, self._writer.language, self._writer.site.primary)
        return Quantity(number, self._words.formats.noun(number, forms))

    def _fields(self) -> Iterator[Change]:
        old, new = self._before, self._after
        yield from self._simple(self._own("Project number"), self._plain(old.number), self._plain(new.number))
        yield from self._simple(self._own("Title"), self._text(old.title), self._text(new.title))
        yield from self._simple(self._own("Status"), self._status(old), self._status(new))
        parties = [self._writer.party(record.beneficiary).name for record in (old, new)]
        yield from self._simple(self._own("Beneficiary"), parties[0], parties[1])
        yield from self._simple(self._own("Measure"), self._plain(old.measure), self._plain(new.measure))
        yield from self._simple(self._own("Call"), self._text(old.call), self._text(new.call))
        funds = [self._funds(record) for record in (old, new)]
        yield from self._simple(self._own("Funds"), funds[0], funds[1])

    def _status(self, record: Record) -> Text | None:
        return self._writer.own(term(record.status, self._words.catalogue)) if record.status else None

    def _funds(self, record: Record) -> Text:
        return self._writer.own(", ".join(payer_name(fund, self._words) for fund in record.fund))

    def _prose(self) -> Iterator[Change]:
        named: dict[str, Callable[[Record], Localised | None]] = {
            gettext_noop("Summary"): lambda record: record.summary,
            gettext_noop("Easy to read"): lambda record: record.easy_read,
            gettext_noop("Goal"): lambda record: record.goal,
        }
        for label, read in named.items():
            old, new = read(self._before), read(self._after)
            if old != new:
                yield from self._simple(self._own(label), self._passage(old, 0), self._passage(new, 1))

    def _passage(self, texts: Localised | None, which: int) -> Text | None:
        if not texts:
            return None
        passage = self._writer.passage(texts, self._project, self._versions[which], is_inline=True)
        return Text(str(passage.html.striptags()), passage.language, passage.is_foreign)

    def _lists(self) -> Iterator[Change]:
        """Entries that went, and entries that came."""
        lists: dict[str, Callable[[int], list[str]]] = {
            gettext_noop("Activities"): lambda which: [
                text.text for one in self._record(which).activities if (text := self._passage(one, which))
            ],
            gettext_noop("Partners"): self._partner_names,
            gettext_noop("Places"): lambda which: [
                self._writer.text(place.name).text for place in self._record(which).places
            ],
            gettext_noop("Legal basis"): lambda which: [
                self._writer.text(b.title).text for b in self._record(which).legal_basis
            ],
        }
        for label, names in lists.items():
            old, new = names(0), names(1)
            gone = [name for name in old if name not in new]
            come = [name for name in new if name not in old]
            if gone or come:
                yield Change(self._own(label), self._joined(gone), self._joined(come), "", 0)

    def _record(self, which: int) -> Record:
        return self._versions[which].project

    def _partner_names(self, which: int) -> list[str]:
        names = []
        for partner in self._record(which).partners:
            if partner.organisation:
                names.append(self._writer.party(partner.organisation).name.text)
            elif partner.kind:
                forms, _ = in_language(partner.kind, self._writer.language, self._writer.site.primary)
                count = partner.count or 0
                names.append(self._words.formats.quantity(count, forms))
        return names

    def _joined(self, names: list[str]) -> Text | None:
        return self._writer.own("; ".join(name.rstrip(".") for name in names)) if names else None

    def _simple(self, label: Text, old: Value, new: Value) -> Iterator[Change]:
        if old != new:
            yield Change(label, old, new, "", 0)

    def _plain(self, text: str | None) -> Text | None:
        return self._writer.own(text) if text else None

    def _text(self, texts: Localised | None) -> Text | None:
        return self._writer.maybe(texts)

    def _own(self, label: str) -> Text:
        return self._writer.own(self._words.catalogue.gettext(label))


def _amount_of(funding: Funding, source: object) -> Decimal | None:
    for index, one in enumerate(funding.sources):
        if one.source == source:
            return source_amount(funding, index)
    return None


def _rate_of(funding: Funding, source: object) -> Decimal | None:
    return next((one.rate for one in funding.sources if one.source == source), None)


def _direction(old: date | Decimal | None, new: date | Decimal | None) -> int:
    if old is None or new is None:
        return 0
    return 1 if new > old else -1  # type: ignore[operator]


def _is_month_end(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month != day.month
