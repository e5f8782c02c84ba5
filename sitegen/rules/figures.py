"""Sums, rates and dates of every version of a record."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sitegen.attribution import Form, form_of
from sitegen.diagnostics import Diagnostic, problem
from sitegen.models.choices import Period
from sitegen.models.content import ProjectRecord, Version
from sitegen.models.project import NOT_AMENDABLE, Funding, source_amount
from sitegen.rules.context import Context
from sitegen.texts import changed_span, head_span, record_span

_TOTAL, _SOURCES = ("funding", "total"), ("funding", "sources")


def sources_do_not_add_up(context: Context) -> Iterator[Diagnostic]:
    """Sources given by amount add up to the total to the cent; `remainder` stands once and can be computed."""
    for record, version in with_new(context, "funding"):
        funding = version.project.funding
        yield from _sources(context, record, version)
        remainders = [index for index, source in enumerate(funding.sources) if source.amount == "remainder"]
        for index in remainders[1:]:
            span = record_span(context.content, record, version.number, *_SOURCES, index, "amount")
            yield problem("second-remainder", span)
        if len(remainders) == 1:
            rest = source_amount(funding, remainders[0])
            span = record_span(context.content, record, version.number, *_SOURCES, remainders[0], "amount")
            if rest is None:
                yield problem("remainder-unknown", span)
            elif rest < 0:
                yield _not_adding_up(context, record, version, funding)
        elif not remainders and _is_off(funding):
            yield _not_adding_up(context, record, version, funding)


def _sources(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    for index, source in enumerate(version.project.funding.sources):
        if source.amount is None and source.rate is None:
            span = record_span(context.content, record, version.number, *_SOURCES, index, "source")
            yield problem("source-without-figure", span, value=source.source)


def _known_sum(funding: Funding) -> Decimal:
    return sum((s.amount for s in funding.sources if isinstance(s.amount, Decimal)), Decimal(0))


def _is_off(funding: Funding) -> bool:
    amounts = [source.amount for source in funding.sources]
    known = [amount for amount in amounts if isinstance(amount, Decimal)]
    if funding.total is None or not known:
        return False
    total = _known_sum(funding)
    return total != funding.total if len(known) == len(amounts) else total > funding.total


def _not_adding_up(context: Context, record: ProjectRecord, version: Version, funding: Funding) -> Diagnostic:
    total, found = funding.total or Decimal(0), _known_sum(funding)
    return problem(
        "sources-do-not-add-up",
        changed_span(context.content, record, version.number, _TOTAL, _SOURCES),
        sum=f"{found:.2f}",
        total=f"{total:.2f}",
        difference=f"{abs(total - found):.2f}",
    )


def rates_do_not_add_up(context: Context) -> Iterator[Diagnostic]:
    """Sources given by their rate alone make up 100 percent."""
    for record, version in with_new(context, "funding"):
        sources = version.project.funding.sources
        rates = [source.rate for source in sources if source.rate is not None and source.amount is None]
        if sources and len(rates) == len(sources) and sum(rates, Decimal(0)) != 100:
            span = changed_span(context.content, record, version.number, _SOURCES)
            yield problem("rates-do-not-add-up", span, sum=f"{sum(rates, Decimal(0)).normalize():f}")


def ends_before_start(context: Context) -> Iterator[Diagnostic]:
    """A project starts before it ends."""
    for record, version in with_new(context, "dates"):
        dates = version.project.dates
        if dates.start and dates.end and dates.end < dates.start:
            span = changed_span(context.content, record, version.number, ("dates", "end"), ("dates", "start"))
            yield problem("ends-before-start", span, start=dates.start.isoformat(), end=dates.end.isoformat())


def funding_form_unknown(context: Context) -> Iterator[Diagnostic]:
    """From 2021 on the statement says whether the Union pays all or a part; the record must tell."""
    for record, version in versions(context):
        programme = context.content.programmes.get(version.project.programme)
        speaks = programme is not None and programme.period in {Period.Y2021, Period.DIRECT}
        if speaks and form_of(version.project.funding) is Form.UNKNOWN:
            field = "programme" if version.project.funding == Funding() else "funding"
            span = record_span(context.content, record, version.number, field)
            yield problem("unknown-funding-form", span)


def amendments_without_date(context: Context) -> Iterator[Diagnostic]:
    """Each amendment has one date, they come in order, and each changes something."""
    for record in context.content.projects:
        previous = None
        for version in record.versions[1:]:
            amendment, index = version.amendment, version.number - 1
            if amendment is None:
                continue
            if amendment.effective is None and amendment.known_by is None:
                yield problem("amendment-without-date", head_span(context.content, record.path, "amendments", index))
                continue
            if amendment.effective and amendment.known_by:
                yield problem(
                    "amendment-with-two-dates",
                    record_span(context.content, record, 0, "amendments", index, "known_by"),
                )
            if previous is not None and version.since < previous:
                key = "effective" if amendment.effective else "known_by"
                where = record_span(context.content, record, 0, "amendments", index, key)
                yield problem(
                    "amendments-out-of-order", where, date=version.since.isoformat(), previous=previous.isoformat()
                )
            previous = version.since
            if _bare(version) == _bare(record.versions[index]) and not record.wrong and not _refused(version):
                where = record_span(context.content, record, 0, "amendments", index, "changes")
                yield problem("changes-nothing", where)


def _refused(version: Version) -> bool:
    """Whether the changes hold something that was refused and has been told already."""
    changes = version.amendment.changes if version.amendment else {}
    known = {indicator.id for indicator in version.project.indicators}
    named = changes.get("indicators")
    return bool(NOT_AMENDABLE.intersection(changes)) or (isinstance(named, dict) and not known.issuperset(named))


def _bare(version: Version) -> object:
    return version.project.model_copy(update={"amendments": ()})


def with_new(context: Context, *fields: str) -> Iterator[tuple[ProjectRecord, Version]]:
    """The versions in which a field stands for the first time: a fault is told where it was made, and not again."""
    for record, version in versions(context):
        before = record.versions[version.number - 1].project if version.number else None
        if before is None or any(getattr(before, name) != getattr(version.project, name) for name in fields):
            yield record, version


def versions(context: Context) -> Iterator[tuple[ProjectRecord, Version]]:
    """Every version of every record."""
    for record in context.content.projects:
        for version in record.versions:
            yield record, version
