"""What the accessibility statement may say: nothing that nobody has found, and all that its model asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.intervals import months_after
from sitegen.models.choices import BarrierKind, Conformance, OrganisationKind
from sitegen.models.content import Content
from sitegen.models.site import MONTHS_OF_STATEMENT, Accessibility
from sitegen.rules.context import Context
from sitegen.source import Step
from sitegen.texts import file_span

# Whom the regulation binds: bodies of the state and of municipalities (C-01, C-04).
BOUND = frozenset({OrganisationKind.STATE, OrganisationKind.MUNICIPALITY, OrganisationKind.PLANNING_REGION})


def _site(content: Content) -> str:
    return f"{content.folder}/site.yaml"


def _span(content: Content, *steps: Step) -> Span:
    return file_span(content, _site(content), "accessibility", *steps)


def _claim(content: Content) -> Accessibility | None:
    """What the statement claims; None when it claims nothing, or when a field of it is faulty, which is told."""
    return None if "accessibility" in content.broken["site"] else content.site.accessibility


def statement_not_evaluated(context: Context) -> Iterator[Diagnostic]:
    """The site of a body of the state or a municipality was evaluated, so that its statement can say what was found."""
    content = context.content
    is_told = content.site.accessibility is not None or "accessibility" in content.broken["site"]
    if _is_bound(content) and not is_told:
        yield problem("statement-not-evaluated", Span(_site(content)))


def _is_bound(content: Content) -> bool:
    institution = content.organisations.get(content.site.institution)
    return institution is not None and institution.kind in BOUND


def claims_without_evaluation(context: Context) -> Iterator[Diagnostic]:
    """A statement says when and how the site was evaluated, before it says what was found."""
    content = context.content
    found = _claim(content)
    if found is None:
        return
    missing = [name for name in ("evaluated", "method") if getattr(found, name) is None]
    if missing:
        fields = ", ".join(f"`{name}`" for name in missing)
        yield problem("claim-without-evaluation", _span(content, "status"), status=found.status, fields=fields)


def full_with_barriers(context: Context) -> Iterator[Diagnostic]:
    """A site that complies in full names nothing that does not comply; what is out of scope may be named."""
    content = context.content
    found = _claim(content)
    if found is None or found.status is not Conformance.FULL:
        return
    barriers = _barriers(found)
    if barriers:
        spans = tuple(_span(content, "exceptions", index, "what") for index in barriers)
        yield problem("full-with-barriers", _span(content, "status"), spans, count=str(len(barriers)))


def _barriers(found: Accessibility) -> list[int]:
    """Which of the exceptions are content that the regulation is about."""
    return [index for index, one in enumerate(found.exceptions) if one.kind is not BarrierKind.OUT_OF_SCOPE]


def full_with_problems(context: Context) -> Iterator[Diagnostic]:
    """A site that complies in full has no problem that the last automatic check found."""
    content = context.content
    found, audit = _claim(content), content.audit
    if found is None or found.status is not Conformance.FULL or audit is None:
        return
    aspects = ", ".join(aspect for aspect, pages in audit.aspects.items() if pages)
    if aspects:
        noted = file_span(content, _audit(content), "aspects")
        day = audit.audited.isoformat()
        yield problem("full-with-problems", _span(content, "status"), (noted,), date=day, aspects=aspects)


def _audit(content: Content) -> str:
    return f"{content.folder}/audit.yaml"


def barriers_missing(context: Context) -> Iterator[Diagnostic]:
    """A site that does not comply in full says what is not accessible, and why."""
    found = _claim(context.content)
    if found is not None and found.status is not Conformance.FULL and not _barriers(found):
        yield problem("barriers-missing", _span(context.content, "status"), status=found.status)


def statement_days_to_come(context: Context) -> Iterator[Diagnostic]:
    """What the statement says was done was done on a day that has come."""
    content = context.content
    found = content.site.accessibility
    for name in ("evaluated", "prepared", "reviewed") if found is not None else ():
        yield from _to_come(context, name, getattr(found, name), _span(content, name))
    if content.audit is not None:
        yield from _to_come(context, "audited", content.audit.audited, file_span(content, _audit(content), "audited"))


def _to_come(context: Context, name: str, day: date | None, span: Span) -> Iterator[Diagnostic]:
    if day is not None and day > context.day:
        yield problem("statement-day-to-come", span, field=name, date=day.isoformat())


def review_too_early(context: Context) -> Iterator[Diagnostic]:
    """The last review is not earlier than the evaluation that the statement tells of, or its first publication.

    A new evaluation changes the statement, and so is a review of it; an older `reviewed` was left behind.
    """
    content = context.content
    found = content.site.accessibility
    if found is None or found.reviewed is None:
        return
    for name in ("evaluated", "prepared"):
        day = getattr(found, name)
        if day is not None and found.reviewed < day:
            before = _span(content, name)
            reviewed = found.reviewed.isoformat()
            span = _span(content, "reviewed")
            yield problem("review-too-early", span, (before,), date=reviewed, field=name, other=day.isoformat())


def statement_not_approved(context: Context) -> Iterator[Diagnostic]:
    """A statement of a body of the state or a municipality says who approved it."""
    content = context.content
    found = _claim(content)
    if found is not None and found.approved_by is None and _is_bound(content):
        yield problem("statement-not-approved", _span(content, "status"))


def feedback_missing(context: Context) -> Iterator[Diagnostic]:
    """A statement says how to reach the institution."""
    content = context.content
    found, contact = _claim(content), content.site.contact
    if found is None or "contact" in content.broken["site"]:
        return
    if not (contact.email or contact.phone or found.other_contacts):
        yield problem("feedback-missing", Span(_site(content)))


def audit_outdated(context: Context) -> Iterator[Diagnostic]:
    """The automatic check that the statement tells of was made within a year."""
    audit = context.content.audit
    if audit is not None and months_after(audit.audited, MONTHS_OF_STATEMENT) < context.day:
        span = file_span(context.content, _audit(context.content), "audited")
        yield problem("audit-outdated", span, date=audit.audited.isoformat())
