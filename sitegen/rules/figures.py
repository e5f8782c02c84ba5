"""The money of every version of a record: sums, rates, remainders, payments, and what no sum can be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from sitegen.diagnostics import Diagnostic, problem
from sitegen.models.content import ProjectRecord, Version
from sitegen.models.project import Funding, Source, source_amount
from sitegen.rules.context import Context, per_version
from sitegen.source import Step
from sitegen.texts import changed_span, record_span

_TOTAL, _SOURCES = ("funding", "total"), ("funding", "sources")
# What a share may be off its rate by rounding, in units of the currency: the Zemgale split is exact to the cent and
# 0.07 EUR off a round 85 percent, in both of its versions (S-04).
ROUNDING = Decimal("0.07")
# Between these a project's total is believed: nothing costs less than one unit of the currency, and a thousand million
# is more than any one operation in Latvia was granted but for a railway.
SMALLEST, LARGEST = Decimal(1), Decimal(1_000_000_000)
_NOTHING = Decimal(0)


def _remainders(funding: Funding) -> list[int]:
    return [index for index, source in enumerate(funding.sources) if source.amount == "remainder"]


@per_version("funding")
def sources_do_not_add_up(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """Sources given by amount add up to the total to the cent; a remainder is not below zero."""
    funding = version.project.funding
    remainders = _remainders(funding)
    rest = source_amount(funding, remainders[0]) if len(remainders) == 1 else None
    if (rest is not None and rest < 0) or (not remainders and _is_off(funding)):
        total, found = funding.total or _NOTHING, _known_sum(funding)
        yield problem(
            "sources-do-not-add-up",
            changed_span(context.content, record, version.number, _TOTAL, _SOURCES),
            sum=f"{found:.2f}",
            total=f"{total:.2f}",
            difference=f"{abs(total - found):.2f}",
        )


def _known_sum(funding: Funding) -> Decimal:
    return sum((s.amount for s in funding.sources if isinstance(s.amount, Decimal)), _NOTHING)


def _is_off(funding: Funding) -> bool:
    amounts = [source.amount for source in funding.sources]
    known = [amount for amount in amounts if isinstance(amount, Decimal)]
    if funding.total is None or not known:
        return False
    total = _known_sum(funding)
    return total != funding.total if len(known) == len(amounts) else total > funding.total


@per_version("funding")
def remainder_used_twice(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """Only one source takes what is left."""
    funding = version.project.funding
    for index in _remainders(funding)[1:]:
        yield problem(
            "second-remainder", record_span(context.content, record, version.number, *_SOURCES, index, "amount")
        )


@per_version("funding")
def remainder_unknown(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """What is left follows from the total and all other amounts."""
    funding = version.project.funding
    remainders = _remainders(funding)
    if len(remainders) == 1 and source_amount(funding, remainders[0]) is None:
        span = record_span(context.content, record, version.number, *_SOURCES, remainders[0], "amount")
        yield problem("remainder-unknown", span)


@per_version("funding")
def sources_without_figure(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """Each source has an amount, a rate, or both."""
    funding = version.project.funding
    for index, source in enumerate(funding.sources):
        if source.amount is None and source.rate is None:
            span = record_span(context.content, record, version.number, *_SOURCES, index, "source")
            yield problem("source-without-figure", span, value=source.source)


@per_version("funding")
def rates_do_not_add_up(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """Sources given by their rate alone make up 100 percent."""
    funding = version.project.funding
    rates = [source.rate for source in _by_rate_alone(funding) if source.rate is not None]
    if rates and len(rates) == len(funding.sources) and sum(rates, _NOTHING) != 100:
        span = changed_span(context.content, record, version.number, _SOURCES)
        yield problem("rates-do-not-add-up", span, sum=f"{sum(rates, _NOTHING).normalize():f}")


def _by_rate_alone(funding: Funding) -> list[Source]:
    return [source for source in funding.sources if source.amount is None and source.rate is not None]


@per_version("funding")
def rate_not_the_ratio(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A stated rate is the amount's part of the total, at the precision stated: 86 for 86.07, not 85."""
    funding = version.project.funding
    for index, source in enumerate(funding.sources if not _is_off(funding) else ()):  # a wrong sum is told as such
        amount, total = source_amount(funding, index), funding.total
        if amount is not None and amount < 0:
            return
        if source.rate is None or amount is None or not total or fits(source.rate, amount, total):
            continue
        places = _places(source.rate)
        ratio = amount * 100 / total
        ways = (*_way(index, "rate"), *_way(index, "amount"), _TOTAL)
        yield problem(
            "rate-not-the-ratio",
            changed_span(context.content, record, version.number, *ways),
            rate=f"{source.rate:f}",
            ratio=f"{_rounded(ratio, max(2, places + 1)).normalize():f}",
            suggestion=f"{_rounded(ratio, places):f}",
        )


def _way(index: int, name: str) -> tuple[tuple[Step, ...]]:
    return ((*_SOURCES, index, name),)


def fits(rate: Decimal, amount: Decimal, total: Decimal) -> bool:
    """Whether a rate in percent, as precise as it is written, is the amount's part of the total (which is not 0).

    Half a unit of the rate's last place may be missing either way, or `ROUNDING` of the currency. Exact.
    """
    apart = abs(amount * 100 - rate * total)
    return apart <= _half(rate) * total or apart <= ROUNDING * 100


def _places(rate: Decimal) -> int:
    return max(0, -int(rate.as_tuple().exponent))


def _half(rate: Decimal) -> Decimal:
    """Half a unit of the last place that a rate is written with."""
    return Decimal(5).scaleb(-_places(rate) - 1)


def _rounded(ratio: Decimal, places: int) -> Decimal:
    return ratio.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@per_version("funding")
def rates_not_what_is_left(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """Where some sources have an amount and others a rate alone, the rates are what the amounts leave."""
    funding = version.project.funding
    alone, total, known = _by_rate_alone(funding), funding.total, _known_sum(funding)
    if not alone or len(alone) == len(funding.sources) or _remainders(funding) or not total or known > total:
        return
    rates = sum((source.rate for source in alone if source.rate is not None), _NOTHING)
    slack = sum((_half(source.rate) for source in alone if source.rate is not None), _NOTHING) * total
    apart = abs((total - known) * 100 - rates * total)
    first = funding.sources.index(alone[0])
    if apart > max(slack, ROUNDING * 100) and len(alone) + _amounts(funding) == len(funding.sources):
        yield problem(
            "rates-not-what-is-left",
            changed_span(context.content, record, version.number, *_way(first, "rate"), _SOURCES, _TOTAL),
            rate=f"{rates.normalize():f}",
            ratio=f"{_rounded((total - known) * 100 / total, 2).normalize():f}",
        )


def _amounts(funding: Funding) -> int:
    return sum(1 for source in funding.sources if isinstance(source.amount, Decimal))


@per_version("funding")
def amounts_negative(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """No total, share or payment is below zero."""
    funding = version.project.funding
    for steps, amount in _amounts_of(funding):
        if amount < 0:
            span = record_span(context.content, record, version.number, "funding", *steps)
            yield problem("negative-amount", span, value=f"{amount:.2f}")


def _amounts_of(funding: Funding) -> Iterator[tuple[tuple[Step, ...], Decimal]]:
    if funding.total is not None:
        yield ("total",), funding.total
    for index, source in enumerate(funding.sources):
        if isinstance(source.amount, Decimal):
            yield ("sources", index, "amount"), source.amount
    for index, payment in enumerate(funding.payments):
        yield ("payments", index, "amount"), payment.amount


@per_version("funding")
def totals_absurd(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A total lies between what the smallest and the largest projects cost."""
    funding = version.project.funding
    total = funding.total
    if total is not None and total >= 0 and not SMALLEST <= total <= LARGEST:
        span = record_span(context.content, record, version.number, *_TOTAL)
        yield problem("absurd-amount", span, value=f"{total:.2f} {funding.currency}")


@per_version("funding")
def payments_without_source(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """Every payment comes from one of the project's sources."""
    funding = version.project.funding
    known = dict.fromkeys(source.source for source in funding.sources)
    for index, payment in enumerate(funding.payments):
        if payment.source not in known and known:
            ways = (("funding", "payments", index, "source"), _SOURCES)
            span = changed_span(context.content, record, version.number, *ways)
            yield problem("payment-without-source", span, value=payment.source, choices=", ".join(known))


@per_version("funding")
def payments_exceed_source(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """The payments of a source, added up, are at most its amount, or its rate's part of the total."""
    funding = version.project.funding
    for index, source in enumerate(funding.sources):
        own = [number for number, one in enumerate(funding.payments) if one.source == source.source]
        paid = sum((funding.payments[number].amount for number in own), _NOTHING)
        most = _most(funding, index)
        if not own or most is None or most < 0 or paid <= most:
            continue
        ways = (("funding", "payments", own[-1], "amount"), *_way(index, "amount"), _TOTAL)
        span = changed_span(context.content, record, version.number, *ways)
        part = _part(funding, index) or most
        yield problem("payments-exceed-source", span, value=source.source, paid=f"{paid:.2f}", amount=f"{part:.2f}")


def _part(funding: Funding, index: int) -> Decimal | None:
    """A source's amount, else its rate's part of the total; None when neither is known."""
    source, amount = funding.sources[index], source_amount(funding, index)
    if amount is not None or source.rate is None or funding.total is None:
        return amount
    return _rounded(source.rate * funding.total / 100, 2)


def _most(funding: Funding, index: int) -> Decimal | None:
    """What a source can have paid at the most: a rate may have been rounded down by half a unit of its last place."""
    source, part = funding.sources[index], _part(funding, index)
    if part is None or source_amount(funding, index) is not None or source.rate is None or funding.total is None:
        return part
    return part + _rounded(_half(source.rate) * funding.total / 100, 2)
