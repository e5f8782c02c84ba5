"""What a project is asked for beside its page, with the days that follow from its record. Pure: the day is an argument.

Days are computed from what the record states, never guessed: without a payment there is no day until which documents
are kept, and while a project runs there is none either, since a later payment would move it. No rule names a day for a
poster, a billboard or an event; an event can be held until the project's last day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from sitegen.attribution.duty_rules import DUTIES, Asked, Basis, DutyKind, DutyRule, asked_of, rules_of
from sitegen.diagnostics.sources import RULE_SOURCES, Standing
from sitegen.intervals import end_of_year_after, months_after, weeks_before, years_after
from sitegen.models.choices import Deed, Period, Status
from sitegen.models.content import Content, ProjectRecord
from sitegen.models.project import Project, status_on
from sitegen.models.site import MONTHS_OF_STATEMENT, Site
from sitegen.prose.consents import until
from sitegen.values import dataclass

__all__ = ["DUTIES", "Basis", "Duty", "DutyKind", "DutyRule", "State", "as_data", "duties", "is_requirement"]

SOON = timedelta(days=30)


class State(StrEnum):
    """How a duty stands on a day. `OPEN`: nothing names a day for it; `DEPENDS`: on what the record does not state."""

    OVERDUE = "overdue"
    SOON = "soon"
    AHEAD = "ahead"
    OPEN = "open"
    DEPENDS = "depends"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that is asked for beside a page.

    `project`: a slug; empty for the site. `rules`: ids; empty where only the contract or the site's settings ask. It is
    a requirement or advice (`is_requirement`). `since`: when it begins; `due`: its last day; `done`: the day noted, or
    of which it follows. `missing`: the fields that would tell more, those of `site.yaml` with `site.` before them.
    `subject`: the part of the record that it is about, `contacts.0`. `interval`: the months, weeks or years counted.
    """

    project: str
    kind: DutyKind
    rules: tuple[str, ...]
    since: date | None = None
    due: date | None = None
    done: date | None = None
    state: State = State.OPEN
    missing: tuple[str, ...] = ()
    subject: str = ""
    interval: int | None = None
    is_practice: bool = False


@dataclass(frozen=True, slots=True)
class _Case:
    """A project on a day: the version in force, its programme's period, what the site's settings count with."""

    site: Site
    record: ProjectRecord
    project: Project
    period: Period | None
    day: date

    @property
    def status(self) -> Status | None:
        return status_on(self.project, self.day)

    @property
    def has_ended(self) -> bool:
        end = self.project.dates.end
        return self.status in {Status.COMPLETED, Status.TERMINATED} or (end is not None and end < self.day)

    @property
    def since(self) -> date | None:
        return self.project.dates.start or self.project.dates.contract

    @property
    def last_payment(self) -> date | None:
        return max((payment.date for payment in self.project.funding.payments), default=None)

    def deed(self, kind: DutyKind) -> date | None:
        """The day on which a duty was done, as the record notes it."""
        return self.record.original.visibility.get(Deed(kind.value))


Builder = Callable[[_Case, Duty], Iterator[Duty]]


def duties(content: Content, day: date) -> tuple[Duty, ...]:
    """Every duty of the site and of its projects, drafts and faulty records left out: by project, then by due date."""
    found = [duty for record in content.projects for duty in _of_record(content, record, day)]
    return (*found, *_of_site(content.site, day))


def is_requirement(duty: Duty) -> bool:
    """Whether the authority's own text asks for it; all else is advice (visibility.md: status of each source)."""
    read = [RULE_SOURCES[rule].standing is Standing.READ for rule in duty.rules]
    return bool(read) and all(read) and not duty.is_practice


def as_data(found: tuple[Duty, ...]) -> list[dict[str, object]]:
    """The duties for programs. Days are ISO 8601."""
    return [
        {
            "project": duty.project or None,
            "duty": duty.kind.value,
            "subject": duty.subject or None,
            "rules": list(duty.rules),
            "standing": "requirement" if is_requirement(duty) else "advice",
            "state": duty.state.value,
            **{name: day.isoformat() if day else None for name, day in _days(duty)},
            "missing": list(duty.missing),
        }
        for duty in found
    ]


def _days(duty: Duty) -> tuple[tuple[str, date | None], ...]:
    return (("since", duty.since), ("due", duty.due), ("done", duty.done))


def _of_record(content: Content, record: ProjectRecord, day: date) -> list[Duty]:
    if record.wrong or record.original.draft:
        return []
    project = record.in_force(day).project
    programme = content.programmes.get(project.programme)
    case = _Case(content.site, record, project, programme.period if programme else None, day)
    asked = {one.kind: one for one in asked_of(project, case.period)}
    found = [duty for kind, build in _BUILDERS.items() for duty in _built(case, asked.get(kind), kind, build)]
    return sorted(found, key=_order)


def _order(duty: Duty) -> tuple[bool, date]:
    """By due date, what has none after what has, what is done last; the sort is stable, so else by kind."""
    return duty.state is State.DONE, duty.due or date.max


def _built(case: _Case, asked: Asked | None, kind: DutyKind, build: Builder) -> Iterator[Duty]:
    if asked is None and kind not in _ASKED_BY_SETTINGS:
        return
    rules = asked.rules if asked else ()
    bare = Duty(
        project=case.record.slug,
        kind=kind,
        rules=tuple(rule.rule for rule in rules),
        missing=asked.missing if asked else (),
        state=State.DEPENDS if asked and asked.missing else State.OPEN,
        is_practice=any(rule.is_practice for rule in rules),
    )
    for duty in build(case, bare):
        yield _standing(duty, case.day)


def _standing(duty: Duty, day: date) -> Duty:
    """The duty with its state on the day."""
    if duty.done is not None:
        return replace(duty, state=State.DONE, missing=())
    if duty.due is None or duty.state is not State.OPEN:
        return duty
    if duty.due < day:
        return replace(duty, state=State.OVERDUE)
    return replace(duty, state=State.SOON if duty.due - day <= SOON else State.AHEAD)


def _deed(case: _Case, bare: Duty) -> Iterator[Duty]:
    """What is put up while the project is carried out. Afterwards only the day of it can still be noted."""
    done = case.deed(bare.kind)
    note = (f"visibility.{bare.kind}",) if case.has_ended and not bare.missing else ()
    yield replace(bare, since=case.since, done=done, missing=(*bare.missing, *note))


def _plaque(case: _Case, bare: Duty) -> Iterator[Duty]:
    """2014–2020: within some months of completion, which an operation ended early does not reach."""
    if case.period is not Period.Y2014:
        yield from _deed(case, bare)
        return
    if case.status is Status.TERMINATED:
        return
    end, months = case.project.dates.end, case.site.visibility.plaque_months
    yield replace(
        bare,
        since=end,
        due=months_after(end, months) if end else None,
        done=case.deed(bare.kind),
        missing=bare.missing if end else (*bare.missing, "dates.end"),
        interval=months,
    )


def _event(case: _Case, bare: Duty) -> Iterator[Duty]:
    end = case.project.dates.end
    missing = bare.missing if end else (*bare.missing, "dates.end")
    yield replace(bare, since=case.since, due=end, done=case.deed(bare.kind), missing=missing)


def _invitation(case: _Case, bare: Duty) -> Iterator[Duty]:
    """Some weeks before the event; once that is over, only the day of the invitation can still be noted."""
    weeks, held, end = case.site.visibility.invitation_weeks, case.deed(DutyKind.EVENT), case.project.dates.end
    done = case.deed(bare.kind)
    due = weeks_before(end, weeks) if end and held is None else None
    unknown = ("visibility.invitation",) if held else () if end else ("dates.end",)
    missing = (*bare.missing, *unknown)
    yield replace(bare, since=case.since, due=due, done=done, missing=missing, interval=weeks)


def _update(case: _Case, bare: Duty) -> Iterator[Duty]:
    """While the project runs, where its period asks for it; what would come after its end is the last one (B-19)."""
    months = case.site.update_interval_months.get(case.period) if case.period else None
    if months is None or case.status is not Status.RUNNING:
        return
    last = case.record.last_update
    due = months_after(last, months) if last else None
    end = case.project.dates.end
    if due is not None and end is not None and case.day <= end < due:
        return
    yield replace(bare, since=last, due=due, missing=() if last else ("updated",), interval=months)


def _final_update(case: _Case, bare: Duty) -> Iterator[Duty]:
    """At the end, with what was achieved; of an operation ended early nothing is told to be."""
    if case.status is Status.TERMINATED:
        return
    end = case.project.dates.end
    missing = _untold(case) if case.has_ended else ()
    done = _told(case) if case.has_ended and not missing else None
    unknown = () if end or case.has_ended else ("dates.end",)
    yield replace(bare, since=end, due=end, done=done, missing=(*missing, *unknown))


def _untold(case: _Case) -> tuple[str, ...]:
    """What the record lacks of the results. Where nothing was aimed at, any update since the end will do."""
    aimed = [one for one in case.project.indicators if one.target is not None]
    if aimed:
        return tuple(f"indicators.{one.id}.achieved" for one in aimed if one.achieved is None)
    end, last = case.project.dates.end, case.record.last_update
    return () if last and (end is None or last >= end) else ("updated",)


def _told(case: _Case) -> date | None:
    """The day on which the last of the results was counted, else of the last update."""
    counted = [one.as_of for one in case.project.indicators if one.target is not None and one.as_of is not None]
    return max(counted, default=case.record.last_update or case.project.dates.end)


def _contacts(case: _Case, bare: Duty) -> Iterator[Duty]:
    for index, contact in enumerate(case.project.contacts):
        if contact.until is not None:
            yield replace(bare, due=contact.until, subject=f"contacts.{index}")


def _consents(case: _Case, bare: Duty) -> Iterator[Duty]:
    for index, image in enumerate(case.project.images):
        day = until(image.consent or "") if image.people else None
        if day is not None:
            yield replace(bare, due=day, subject=f"images.{index}")


def _documents(case: _Case, bare: Duty) -> Iterator[Duty]:
    """Of every project: where no interval is known, the contract says until when."""
    years = case.site.visibility.keep_documents_years.get(case.period) if case.period else None
    if years is None:
        yield replace(bare, missing=("site.visibility.keep_documents_years",))
        return
    last = case.last_payment if case.has_ended else None
    yield _kept(case, replace(bare, interval=years), end_of_year_after(last, years) if last else None)


def _page(case: _Case, bare: Duty) -> Iterator[Duty]:
    years, last = case.site.visibility.durability_years, case.last_payment if case.has_ended else None
    yield _kept(case, replace(bare, interval=years), years_after(last, years) if last else None)


def _kept(case: _Case, bare: Duty, due: date | None) -> Duty:
    """What is kept until a day is done with after it."""
    unpaid = ("funding.payments",) if case.has_ended and case.last_payment is None else ()
    done = due if due is not None and due < case.day else None
    return replace(bare, since=case.last_payment if due else None, due=due, done=done, missing=(*bare.missing, *unpaid))


_ASKED_BY_SETTINGS = frozenset({DutyKind.UPDATE, DutyKind.KEEP_DOCUMENTS})
_BUILDERS: Mapping[DutyKind, Builder] = {
    DutyKind.UPDATE: _update,
    DutyKind.POSTER: _deed,
    DutyKind.BILLBOARD: _deed,
    DutyKind.INVITATION: _invitation,
    DutyKind.EVENT: _event,
    DutyKind.FINAL_UPDATE: _final_update,
    DutyKind.PLAQUE: _plaque,
    DutyKind.CONTACT_REVIEW: _contacts,
    DutyKind.CONSENT_REVIEW: _consents,
    DutyKind.KEEP_DOCUMENTS: _documents,
    DutyKind.KEEP_PAGE: _page,
}


def _of_site(site: Site, day: date) -> Iterator[Duty]:
    """The accessibility statement is reviewed every year; without an evaluation there is nothing to review yet."""
    rules = tuple(rule.rule for rule in rules_of(DutyKind.STATEMENT_REVIEW))
    reviewed = max(site.accessibility.review_days.values(), default=None) if site.accessibility else None
    due = months_after(reviewed, MONTHS_OF_STATEMENT) if reviewed else None
    missing = () if reviewed else ("site.accessibility",)
    bare = Duty("", DutyKind.STATEMENT_REVIEW, rules, since=reviewed, due=due, missing=missing)
    yield _standing(bare, day)
