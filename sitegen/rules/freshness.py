"""What the day of the build has overtaken: pages, statuses, contacts, the accessibility statement."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, problem
from sitegen.intervals import months_after
from sitegen.models.choices import Status
from sitegen.models.content import ProjectRecord, Version
from sitegen.models.project import status_on
from sitegen.models.site import MONTHS_OF_STATEMENT
from sitegen.rules.context import Context, is_published_project
from sitegen.texts import changed_span, file_span, record_span


def _in_force(context: Context) -> Iterator[tuple[ProjectRecord, Version]]:
    """What the pages show: the published records, as they stand on the day."""
    for record in context.content.projects:
        if is_published_project(record, context.day) and not record.wrong & {"dates", "status", "updated", "published"}:
            yield record, record.in_force(context.day)


def pages_outdated(context: Context) -> Iterator[Diagnostic]:
    """A running project's page was updated within the months that its period asks for."""
    for record, version in _in_force(context):
        programme = context.content.programmes.get(version.project.programme)
        months = context.content.site.update_interval_months.get(programme.period) if programme else None
        updated = record.last_update
        if months is None or updated is None or status_on(version.project, context.day) is not Status.RUNNING:
            continue
        if months_after(updated, months) < context.day:
            key = "updated" if record.original.updated == updated else "published"
            span = record_span(context.content, record, 0, key)
            yield problem("page-outdated", span, date=updated.isoformat(), months=str(months))


def pages_undated(context: Context) -> Iterator[Diagnostic]:
    """A running project's record says when its page was last updated, where its period asks for updates."""
    for record, version in _in_force(context):
        programme = context.content.programmes.get(version.project.programme)
        is_asked = programme is not None and programme.period in context.content.site.update_interval_months
        is_running = status_on(version.project, context.day) is Status.RUNNING
        if is_asked and is_running and record.last_update is None:
            yield problem("page-undated", record_span(context.content, record, 0, "title"))


def running_after_end(context: Context) -> Iterator[Diagnostic]:
    """A project that has ended is not called running, planned or suspended."""
    overtaken = {Status.RUNNING, Status.PLANNED, Status.SUSPENDED}
    for record, version in _in_force(context):
        project = version.project
        if project.status in overtaken and project.dates.end and project.dates.end < context.day:
            span = changed_span(context.content, record, version.number, ("status",), ("dates", "end"))
            day = project.dates.end.isoformat()
            yield problem("running-after-end", span, status=project.status.value, date=day)


def planned_after_start(context: Context) -> Iterator[Diagnostic]:
    """A project that has started, and not ended, is not called planned."""
    for record, version in _in_force(context):
        project, dates = version.project, version.project.dates
        has_ended = dates.end is not None and dates.end < context.day
        if project.status is Status.PLANNED and dates.start and dates.start <= context.day and not has_ended:
            span = changed_span(context.content, record, version.number, ("status",), ("dates", "start"))
            yield problem("planned-after-start", span, date=dates.start.isoformat())


def completed_before_end(context: Context) -> Iterator[Diagnostic]:
    """A project that has days left is not called completed."""
    for record, version in _in_force(context):
        project = version.project
        if project.status is Status.COMPLETED and project.dates.end and project.dates.end >= context.day:
            span = changed_span(context.content, record, version.number, ("status",), ("dates", "end"))
            yield problem("completed-before-end", span, date=project.dates.end.isoformat())


def completed_without_results(context: Context) -> Iterator[Diagnostic]:
    """A completed project tells what it achieved, for every indicator with a target."""
    for record, version in _in_force(context):
        aimed = [one for one in version.project.indicators if one.target is not None]
        missing = [one for one in aimed if one.achieved is None]
        if missing and status_on(version.project, context.day) is Status.COMPLETED:
            first = version.project.indicators.index(missing[0])
            span = record_span(context.content, record, version.number, "indicators", first, "id")
            yield problem("completed-without-results", span, count=str(len(missing)), total=str(len(aimed)))


def contacts_expired(context: Context) -> Iterator[Diagnostic]:
    """A contact's name and numbers are shown until the day given, and then somebody else is named."""
    for record, version in _in_force(context):
        for index, contact in enumerate(version.project.contacts):
            if contact.until is not None and contact.until < context.day:
                span = record_span(context.content, record, version.number, "contacts", index, "until")
                yield problem("contact-expired", span, date=contact.until.isoformat())


def statement_outdated(context: Context) -> Iterator[Diagnostic]:
    """The accessibility statement was reviewed within a year."""
    content = context.content
    accessibility = content.site.accessibility
    if accessibility is None:
        return
    known = accessibility.review_days
    if known and months_after(max(known.values()), MONTHS_OF_STATEMENT) < context.day:
        key, reviewed = max(known.items(), key=lambda one: one[1])
        span = file_span(content, f"{content.folder}/site.yaml", "accessibility", key)
        yield problem("statement-outdated", span, date=reviewed.isoformat())
