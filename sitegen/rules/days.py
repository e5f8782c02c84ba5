"""The days of every version of a record: their order, the years they can lie in, and amendments one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.models.choices import Period
from sitegen.models.content import ProjectRecord, Version
from sitegen.models.project import NOT_AMENDABLE
from sitegen.rules.context import Context, per_version, versions
from sitegen.source import Step
from sitegen.texts import changed_span, file_span, head_span, record_span

# The years in which a period's money can be contracted, spent and paid out: from its first year until two years after
# the last day on which spending is eligible (Regulations (EC) 1083/2006, Article 56; (EU) 1303/2013, Article 65;
# (EU) 2021/1060, Article 63; (EU) 2021/241, Articles 17 and 18). Known, not read: hence a warning.
YEARS = {
    Period.Y2007: (2007, 2017),
    Period.Y2014: (2014, 2025),
    Period.Y2021: (2021, 2031),
    Period.RRF: (2020, 2028),
    Period.DIRECT: (2007, 2036),
}


@per_version("dates")
def ends_before_start(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A project starts before it ends."""
    dates = version.project.dates
    if dates.start and dates.end and dates.end < dates.start:
        span = changed_span(context.content, record, version.number, ("dates", "end"), ("dates", "start"))
        yield problem("ends-before-start", span, start=dates.start.isoformat(), end=dates.end.isoformat())


@per_version("dates")
def contract_after_end(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A contract is signed before the project ends; it may well be signed after the start."""
    dates = version.project.dates
    is_in_order = not dates.start or not dates.end or dates.start <= dates.end  # else that is told
    if dates.contract and dates.end and dates.contract > dates.end and is_in_order:
        span = changed_span(context.content, record, version.number, ("dates", "contract"), ("dates", "end"))
        yield problem("contract-after-end", span, date=dates.contract.isoformat(), end=dates.end.isoformat())


@per_version("dates", "funding", "programme")
def days_out_of_period(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """Contract, start, end and payments lie in the years in which the programme's period pays."""
    programme = context.content.programmes.get(version.project.programme)
    if programme is None:
        return
    first, last = YEARS[programme.period]
    for steps, day in _days(version):
        if not first <= day.year <= last:
            yield problem(
                "day-out-of-period",
                record_span(context.content, record, version.number, *steps),
                date=day.isoformat(),
                period=programme.period,
                first=str(first),
                last=str(last),
            )


def _days(version: Version) -> Iterator[tuple[tuple[Step, ...], date]]:
    dates = version.project.dates
    for name, day in (("contract", dates.contract), ("start", dates.start), ("end", dates.end)):
        if day is not None:
            yield ("dates", name), day
    for index, payment in enumerate(version.project.funding.payments):
        yield ("funding", "payments", index, "date"), payment.date


@per_version("dates", "funding")
def payments_too_early(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """Nothing is paid before there is a contract or the project has begun, whichever comes first."""
    dates = version.project.dates
    known = [day for day in (dates.contract, dates.start) if day is not None]
    for index, payment in enumerate(version.project.funding.payments):
        if known and payment.date < min(known):
            span = _payment(context, record, version, index)
            yield problem("payment-too-early", span, date=payment.date.isoformat())


@per_version("funding")
def payments_in_the_future(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """`payments` tells what was paid by the day of the build."""
    for index, payment in enumerate(version.project.funding.payments):
        if payment.date > context.day:
            span = _payment(context, record, version, index)
            yield problem("payment-in-the-future", span, date=payment.date.isoformat())


def deeds_in_the_future(context: Context) -> Iterator[Diagnostic]:
    """`visibility` tells what was done beside the page by the day of the build."""
    for record in context.content.projects:
        for deed, day in record.original.visibility.items():
            if day > context.day:
                span = record_span(context.content, record, 0, "visibility", deed.value)
                yield problem("deed-in-the-future", span, key=deed.value, date=day.isoformat())


@per_version("indicators")
def results_in_the_future(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """What was achieved was counted by the day of the build."""
    for index, one in enumerate(version.project.indicators):
        if one.as_of is not None and one.as_of > context.day:
            span = record_span(context.content, record, version.number, "indicators", index, "as_of")
            yield problem("day-to-come", span, key="as_of", date=one.as_of.isoformat())


def updates_misdated(context: Context) -> Iterator[Diagnostic]:
    """Records and texts are updated after they were published, and by the day of the build."""
    content = context.content
    dated: list[tuple[str, date | None, date | None]] = [
        *((one.path, one.original.published, one.original.updated) for one in content.projects),
        *(
            (text.path, text.fields.date or news.day, text.fields.updated)
            for news in content.news
            for text in news.texts.values()
        ),
        *((text.path, text.fields.date, text.fields.updated) for page in content.pages for text in page.texts.values()),
    ]
    for path, published, updated in dated:
        if updated is not None and updated > context.day:
            yield problem("day-to-come", file_span(content, path, "updated"), key="updated", date=updated.isoformat())
        elif updated is not None and published is not None and updated < published:
            days = {"date": updated.isoformat(), "published": published.isoformat()}
            yield problem("updated-too-early", file_span(content, path, "updated"), **days)


def items_that_end_too_early(context: Context) -> Iterator[Diagnostic]:
    """A news item is not taken away before its own day."""
    for news in context.content.news:
        for text in news.texts.values():
            day, end = text.fields.date or news.day, text.fields.expires
            if end is not None and end < day:
                span = file_span(context.content, text.path, "expires")
                yield problem("expires-too-early", span, date=end.isoformat(), published=day.isoformat())


def _payment(context: Context, record: ProjectRecord, version: Version, index: int) -> Span:
    return record_span(context.content, record, version.number, "funding", "payments", index, "date")


def _amended(context: Context) -> Iterator[tuple[ProjectRecord, Version]]:
    return ((record, version) for record, version in versions(context) if version.amendment is not None)


def amendments_without_date(context: Context) -> Iterator[Diagnostic]:
    """Each amendment has the day on which it took effect, or by which it was known."""
    for record, version in _amended(context):
        amendment = version.amendment
        if amendment and amendment.effective is None and amendment.known_by is None:
            span = head_span(context.content, record.path, "amendments", version.number - 1)
            yield problem("amendment-without-date", span)


def amendments_with_two_dates(context: Context) -> Iterator[Diagnostic]:
    """Each amendment has one of the two days."""
    for record, version in _amended(context):
        if version.amendment and version.amendment.effective and version.amendment.known_by:
            yield problem("amendment-with-two-dates", _field(context, record, version, "known_by"))


def amendments_out_of_order(context: Context) -> Iterator[Diagnostic]:
    """Amendments stand in the order of their days."""
    for record, version in _amended(context):
        before = [one.since for one in record.versions[1 : version.number] if one.since != date.min]
        if before and date.min < version.since < before[-1]:
            span = _field(context, record, version, _key_of_day(version))
            yield problem(
                "amendments-out-of-order", span, date=version.since.isoformat(), previous=before[-1].isoformat()
            )


def amendments_too_early(context: Context) -> Iterator[Diagnostic]:
    """Nothing is amended before it was contracted."""
    for record, version in _amended(context):
        contract, end = record.original.dates.contract, version.project.dates.end
        is_odd = contract is not None and end is not None and end < contract  # which is told of the contract
        if contract is not None and not is_odd and date.min < version.since < contract:
            span = _field(context, record, version, _key_of_day(version))
            yield problem("amendment-too-early", span, date=version.since.isoformat(), contract=contract.isoformat())


def amendments_change_nothing(context: Context) -> Iterator[Diagnostic]:
    """Every amendment changes something."""
    for record, version in _amended(context):
        before = record.versions[version.number - 1]
        is_dated = version.since != date.min
        if is_dated and _bare(version) == _bare(before) and not record.wrong and not _refused(version):
            yield problem("changes-nothing", _field(context, record, version, "changes"))


def _key_of_day(version: Version) -> str:
    return "effective" if version.amendment and version.amendment.effective else "known_by"


def _field(context: Context, record: ProjectRecord, version: Version, name: str) -> Span:
    return record_span(context.content, record, 0, "amendments", version.number - 1, name)


def _refused(version: Version) -> bool:
    """Whether the changes hold something that was refused and has been told already."""
    changes = version.amendment.changes if version.amendment else {}
    known = {indicator.id for indicator in version.project.indicators}
    named = changes.get("indicators")
    return bool(NOT_AMENDABLE.intersection(changes)) or (isinstance(named, dict) and not known.issuperset(named))


def _bare(version: Version) -> object:
    return version.project.model_copy(update={"amendments": ()})
