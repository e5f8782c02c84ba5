"""From a resolved project to the view of its page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from sitegen.attribution import fund_name
from sitegen.differences import by_id
from sitegen.facts import objective_of, payer_name
from sitegen.models.choices import Fund
from sitegen.models.project import Contact as ContactField
from sitegen.models.project import Indicator as IndicatorField
from sitegen.models.project import Place as PlaceField
from sitegen.models.project import source_amount
from sitegen.money import ratio_percent
from sitegen.plan.areas import areas_of
from sitegen.resolve import Project
from sitegen.sections import OF_PROJECTS, description_of
from sitegen.urls import absolute
from sitegen.views.apart import main_text, within
from sitegen.views.build_map import Entry, map_of
from sitegen.views.build_related import related
from sitegen.views.history import anchor_of, history
from sitegen.views.parts import Contact, Party, Passage
from sitegen.views.project import (
    Basis,
    Funding,
    Indicator,
    Moment,
    PageVersion,
    Partner,
    Payment,
    Place,
    ProjectPage,
    Share,
    Timeline,
)
from sitegen.views.writer import Writer

SCALE = 1000


def project_page(writer: Writer, project: Project) -> ProjectPage:
    """The view of a project's page."""
    site, record, version = writer.site, project.record, project.version
    return ProjectPage(
        title=writer.text(record.title),
        number=record.number,
        status=project.status,
        kind=record.kind,
        is_strategic=record.strategic_importance,
        summary=within(writer.summary(project), "summary"),
        easy_read=within(writer.maybe_passage(record.easy_read, project, version), "easy-read"),
        goal=within(writer.maybe_passage(record.goal, project, version), "goal"),
        description=_description(writer, project),
        start=record.dates.start,
        end=record.dates.end,
        contract=record.dates.contract,
        beneficiary=writer.party(record.beneficiary),
        basis=_basis(writer, project),
        funding=_funding(writer, project),
        timeline=timeline(project, site.day),
        indicators=_indicators(writer, project),
        activities=_activities(writer, project),
        places=tuple(place_of(writer, project.slug, number, place) for number, place in enumerate(record.places)),
        map=map_of(Entry(writer.text(place.name), place.location) for place in record.places),
        partners=tuple(_partners(writer, project)),
        history=history(writer, project),
        news=tuple(map(writer.news_card, site.news_of(project.slug))),
        topics=tuple(map(writer.topic, record.tags)),
        pictures=tuple(map(writer.picture, record.images)),
        documents=tuple(map(writer.document, record.documents)),
        links=tuple(writer.link(link.title, link.url) for link in record.links),
        contacts=tuple(_contact(writer, one, site.day) for one in record.contacts),
        related=tuple(related(writer, project)),
        version=_version(writer, project),
        terms=writer.terms(),
    )


def _version(writer: Writer, project: Project) -> PageVersion:
    here = writer.href(writer.here)
    return PageVersion(
        published=project.file.original.published,
        updated=project.file.original.updated,
        as_of=writer.site.day,
        data=f"{here}index.json",
        feed=f"{here}feed.xml",
        report_error=_report_error(writer, project, writer.here),
    )


def _activities(writer: Writer, project: Project) -> tuple[Passage, ...]:
    version = project.version
    told = (writer.passage(one, project, version, is_inline=True) for one in version.project.activities)
    return tuple(within(passage, f"activity-{number}") for number, passage in enumerate(told, 1))


def _description(writer: Writer, project: Project) -> Passage | None:
    text = description_of(project.file, writer.language, writer.site.primary)
    if text is None:
        return None
    told = writer.markdown(text.body, text.language, text.path, (project.slug,), {project.slug: project.version})
    return main_text(told, OF_PROJECTS)


def _basis(writer: Writer, project: Project) -> Basis:
    record, programme = project.record, project.programme
    objective = objective_of(record.measure)
    authority = programme.managing_authority
    return Basis(
        programme=writer.link(programme.name, programme.url),
        period=programme.period.value,
        funds=tuple(fund_name(fund, writer.language) for fund in record.fund),
        managing_authority=writer.party(authority) if authority else None,
        objective_code=objective if objective in programme.objectives else "",
        objective=writer.maybe(programme.objectives.get(objective)),
        measure_code=record.measure or "",
        measure=writer.maybe(programme.measures.get(record.measure or "")),
        call=writer.maybe(record.call),
        legal_basis=tuple(writer.link(basis.title, basis.url) for basis in record.legal_basis),
        intervention=record.intervention or "",
    )


def _funding(writer: Writer, project: Project) -> Funding:
    funding = project.record.funding
    union, percent = writer.union(project)
    words = writer.site.words[writer.language]
    return Funding(
        total=writer.money(project, funding.total),
        shares=_shares(writer, project),
        union=union,
        union_percent=percent,
        payments=tuple(
            Payment(payment.date, payer_name(payment.source, words), money)
            for payment in funding.payments
            if (money := writer.money(project, payment.amount)) is not None
        ),
    )


def _shares(writer: Writer, project: Project) -> tuple[Share, ...]:
    funding = project.record.funding
    words = writer.site.words[writer.language]
    terms = writer.terms()
    amounts = [source_amount(funding, index) for index in range(len(funding.sources))]
    percents = [
        source.rate if source.rate is not None else _computed(amount, funding.total)
        for source, amount in zip(funding.sources, amounts, strict=True)
    ]
    widths = bar_widths(amounts, percents)
    starts = [sum(widths[:index]) for index in range(len(widths))]
    return tuple(
        Share(
            name=payer_name(source.source, words),
            href=terms.get(source.source.value, ""),
            is_union=isinstance(source.source, Fund),
            amount=writer.money(project, amounts[index]),
            percent=percents[index],
            is_percent_stated=source.rate is not None,
            x=starts[index],
            width=widths[index],
        )
        for index, source in enumerate(funding.sources)
    )


def _computed(amount: Decimal | None, total: Decimal | None) -> Decimal | None:
    return ratio_percent(amount, total) if amount is not None and total else None


def bar_widths(amounts: list[Decimal | None], percents: list[Decimal | None]) -> list[int]:
    """Widths of the funding bar's parts, together 1000; all 0 when a part is not known."""
    known = [amount for amount in amounts if amount is not None]
    if len(known) != len(amounts):
        known = [percent for percent in percents if percent is not None]
    whole = sum(known, Decimal(0))
    if len(known) != len(amounts) or whole <= 0 or min(known) < 0:
        return [0] * len(amounts)
    ends = [round(sum(known[: index + 1], Decimal(0)) * SCALE / whole) for index in range(len(known))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def timeline(project: Project, today: date) -> Timeline | None:
    """The project in time; None when fewer than two of its days are stated."""
    dates = project.record.dates
    moments = [("start", dates.start), ("contract", dates.contract), ("end", dates.end)]
    known = [(kind, day) for kind, day in moments if day is not None]
    changes = [v.amendment.effective for v in project.file.versions[1 : project.version.number + 1] if v.amendment]
    known += [("amendment", day) for day in changes if day is not None]
    if len(known) < 2:
        return None
    known.append(("today", today))
    known.sort(key=lambda moment: moment[1])
    first, last = min(day for _, day in known), max(day for _, day in known)
    span = max(1, (last - first).days)

    def x(day: date) -> int:
        return round((day - first).days * SCALE / span)

    begin = dates.start or dates.contract or first
    run_to = min(today, dates.end) if dates.end else today
    return Timeline(
        moments=tuple(Moment(kind, day, x(day)) for kind, day in known),
        run_from=x(begin),
        run_to=max(x(begin), x(run_to)) if run_to >= first else x(begin),
    )


def _indicators(writer: Writer, project: Project) -> tuple[Indicator, ...]:
    fields = project.record.indicators
    ids = {field.id for field in fields}
    parts: dict[str, list[IndicatorField]] = {}
    for field in fields:
        if field.part_of in ids and field.part_of is not None:
            parts.setdefault(field.part_of, []).append(field)
    whole = [field for field in fields if field.part_of not in ids]
    return tuple(_indicator(writer, project, field, parts, frozenset()) for field in whole)


def _indicator(
    writer: Writer,
    project: Project,
    field: IndicatorField,
    parts: dict[str, list[IndicatorField]],
    above: frozenset[str],
) -> Indicator:
    earlier, changed = _before(project, field)
    inside = above | {field.id}
    filled = 0
    if field.target and field.achieved is not None:
        filled = min(100, int(field.achieved * 100 / field.target))
    return Indicator(
        anchor=f"indicator-{field.id}",
        label=writer.text(field.label),
        target=writer.quantity(field.target, field.unit),
        achieved=writer.quantity(field.achieved, field.unit),
        as_of=field.as_of,
        filled=filled,
        was=writer.quantity(earlier.target, earlier.unit) if earlier else None,
        changed=changed,
        parts=tuple(
            _indicator(writer, project, part, parts, inside)
            for part in parts.get(field.id, [])
            if part.id not in inside
        ),
    )


def _before(project: Project, field: IndicatorField) -> tuple[IndicatorField | None, date | None]:
    """The indicator before the latest amendment in force that changed its target, and that amendment's day."""
    known = project.file.versions[: project.traits.version + 1]
    for version in reversed(known[1:]):
        earlier = by_id(known[version.number - 1].project.indicators).get(field.id)
        now = by_id(version.project.indicators).get(field.id)
        if earlier and earlier.target != (now.target if now else None):
            return earlier, version.since
    return None, None


def place_of(writer: Writer, slug: str, number: int, place: PlaceField) -> Place:
    """A place of a project; `number` counts its places from 0."""
    area = areas_of(writer.site).of_place(slug, number)
    href = writer.href(writer.segments.place(area.slug)) if area else ""
    name = writer.text(place.name)
    return Place(name, place.address or "", place.location, place.nuts or "", place.capacity, href)


def _partners(writer: Writer, project: Project) -> Iterable[Partner]:
    for partner in project.record.partners:
        role = writer.maybe(partner.role)
        if partner.organisation:
            yield Partner(partner.count, writer.party(partner.organisation), role)
        elif partner.kind:
            name = writer.noun(partner.count if partner.count is not None else 2, partner.kind)
            yield Partner(partner.count, Party(name), role)
        elif role is not None or partner.count is not None:
            yield Partner(partner.count, Party(writer.partners(partner.count)), role)


def _contact(writer: Writer, field: ContactField, day: date) -> Contact:
    """A contact; a person's name and numbers are shown only until their day."""
    is_over = field.until is not None and field.until < day
    return Contact(
        role=writer.text(field.role),
        organisation=writer.party(field.organisation) if field.organisation else None,
        name="" if is_over else field.name or "",
        phones=() if is_over else tuple(writer.phone(number) for number in field.phone),
        email="" if is_over else field.email or "",
    )


def _report_error(writer: Writer, project: Project, here: str) -> str:
    """A `mailto:` that carries the record and its version; empty when the site has no mailbox."""
    email = writer.site.content.site.contact.email
    if not email:
        return ""
    subject = f"{writer.gettext('Error in')}: {project.record.number}"
    version = anchor_of(project, project.version)
    commit = writer.site.commit_of(project.file.path)
    record = ", ".join([project.file.path, version, *([commit.short] if commit else [])])
    body = f"{absolute(writer.site.content.site.base_url, here)}\n{record}\n\n"
    return f"mailto:{email}?subject={quote(subject)}&body={quote(body)}"
