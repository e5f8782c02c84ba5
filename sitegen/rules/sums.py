"""Indicators and funds: parts against wholes, funds against sources, numbers of records against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from sitegen.attribution.funds import funds_of_period
from sitegen.diagnostics import Diagnostic, problem
from sitegen.load.decode import UNKNOWN
from sitegen.models.choices import Fund
from sitegen.models.content import ProjectRecord, Version
from sitegen.models.project import Indicator, Project
from sitegen.rules.context import Context, per_version
from sitegen.texts import changed_span, file_span, record_span


@per_version("funding", "fund", "programme")
def funds_not_those_that_pay(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """The project's funds and the Union's sources are the same; the attribution follows from the funds."""
    project = version.project
    if record.wrong & {"fund", "funding"} or not project.funding.sources:
        return
    programme = context.content.programmes.get(project.programme)
    existing = funds_of_period(programme.period) if programme else ()
    paying = [source.source for source in project.funding.sources]
    for index, source in enumerate(paying):
        if isinstance(source, Fund) and source not in project.fund:
            span = record_span(context.content, record, version.number, "funding", "sources", index, "source")
            yield problem("source-not-in-fund", span, value=source, choices=", ".join(project.fund))
    for index, fund in enumerate(project.fund):
        if fund not in paying and fund in existing:
            span = record_span(context.content, record, version.number, "fund", index)
            yield problem("fund-without-source", span, value=fund)


@per_version("indicators")
def parts_do_not_add_up(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """An indicator with `adds_up` is the sum of those that are `part_of` it: targets, and what was achieved."""
    wholes = [(index, one) for index, one in enumerate(version.project.indicators) if one.adds_up]
    faults = [(index, whole, *fault) for index, whole in wholes for fault in _sums(version.project, whole)]
    for index, whole, name, total, found in faults:
        parts = [n for n, one in enumerate(version.project.indicators) if one.part_of == whole.id]
        ways = [("indicators", n, name) for n in (index, *parts)]
        span = changed_span(context.content, record, version.number, *ways)
        yield problem("parts-do-not-add-up", span, id=whole.id, sum=f"{found:f}", whole=f"{total:f}")


@per_version("indicators")
def sums_without_parts(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """An indicator with `adds_up` has parts."""
    named = {one.part_of for one in version.project.indicators}
    for index, one in enumerate(version.project.indicators):
        if one.adds_up and one.id not in named and not record.wrong & {"indicators"}:
            span = record_span(context.content, record, version.number, "indicators", index, "adds_up")
            yield problem("adds-up-without-parts", span, id=one.id)


def _sums(project: Project, whole: Indicator) -> Iterator[tuple[str, Decimal, Decimal]]:
    """The figures of a whole that its parts, all of them stated, do not make up."""
    parts = [one for one in project.indicators if one.part_of == whole.id]
    for name, total, numbers in (
        ("target", whole.target, [part.target for part in parts]),
        ("achieved", whole.achieved, [part.achieved for part in parts]),
    ):
        known = [number for number in numbers if number is not None]
        if total is not None and known and len(known) == len(numbers) and sum(known, Decimal(0)) != total:
            yield name, total, sum(known, Decimal(0))


@per_version("indicators", "places")
def capacities_do_not_add_up(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """The capacities of places that name an indicator make up its target."""
    project = version.project
    for indicator in project.indicators:
        places = [(n, p) for n, p in enumerate(project.places) if p.capacity_of == indicator.id]
        rooms = [place.capacity for _, place in places if place.capacity is not None]
        if indicator.target is None or not rooms or len(rooms) != len(places) or sum(rooms) == indicator.target:
            continue
        number = project.indicators.index(indicator)
        ways = [*(("places", n, "capacity") for n, _ in places), ("indicators", number, "target")]
        span = changed_span(context.content, record, version.number, ("places", places[0][0], "capacity_of"), *ways)
        yield problem(
            "capacities-do-not-add-up", span, id=indicator.id, sum=str(sum(rooms)), whole=f"{indicator.target:f}"
        )


@per_version("indicators")
def achieved_without_day(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A number reached is dated."""
    for index, one in enumerate(version.project.indicators):
        if one.achieved is not None and one.as_of is None:
            ways = (("indicators", index, "achieved"), ("indicators",))
            span = changed_span(context.content, record, version.number, *ways)
            yield problem("achieved-without-day", span, id=one.id)


@per_version("indicators")
def indicators_part_of_themselves(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """Following `part_of` upwards ends somewhere."""
    above = {one.id: one.part_of for one in version.project.indicators}
    for index, one in enumerate(version.project.indicators):
        if _leads_back(one.id, above):
            span = record_span(context.content, record, version.number, "indicators", index, "part_of")
            yield problem("part-of-itself", span, value=one.id)


def _leads_back(start: str, above: dict[str, str | None]) -> bool:
    seen = set[str]()
    current = above.get(start)
    while current is not None and current not in seen:
        if current == start:
            return True
        seen.add(current)
        current = above.get(current)
    return False


def numbers_taken(context: Context) -> Iterator[Diagnostic]:
    """Two records never have one number."""
    first: dict[str, str] = {}
    for path, number in context.numbers.items():
        if number == UNKNOWN:
            continue
        key = normalised(number)
        if key in first:
            span = file_span(context.content, path, "number")
            yield problem("number-taken", span, value=number, other=first[key])
        first.setdefault(key, path)


@per_version("number", "measure")
def numbers_not_of_measure(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """The part of a number before the first slash is the record's measure: 9.2.2.1 in `9.2.2.1./15/I/001`."""
    project = version.project
    head = _MEASURE.match(project.number.strip().removeprefix("Nr.").strip())
    if head is None or project.measure is None or _bare(head[1]) == _bare(project.measure):
        return
    span = changed_span(context.content, record, version.number, ("number",), ("measure",))
    yield problem(
        "number-not-of-measure", span, value=project.number, found=head[1].rstrip("."), measure=project.measure
    )


# A code of at least three parts, which may go on as in `2.3.1.1.i.0`; then a slash.
_MEASURE = re.compile(r"(\d{1,2}(?:\.\d{1,2}){2,4}(?:\.i)?(?:\.\d)?\.?)/")


def _bare(code: str) -> str:
    """A measure's code as it is compared: without zeros and the mark of an investment at its end."""
    return re.sub(r"(?:\.(?:0|i))+$", "", code.strip().rstrip("."))


def normalised(number: str) -> str:
    """A project's number as it is compared: `9.2.2.1./15/I/001` and `9.2.2.1/15/I/001` are one."""
    head, slash, tail = "".join(number.split()).casefold().removeprefix("nr.").partition("/")
    return head.rstrip(".") + slash + tail
