"""From the site's settings and the last automatic check to the accessibility statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sitegen.models.choices import Aspect, BarrierKind, Conformance
from sitegen.models.site import Accessibility, AuditResult, EvaluationReport, TextDocument
from sitegen.plan import Page
from sitegen.resolve import Site
from sitegen.views.lists import AccessibilityStatement, AspectResult, AutomaticCheck, Barrier, BarrierGroup
from sitegen.views.parts import Document
from sitegen.views.writer import Writer

# Of a site that nobody has evaluated: nothing is claimed.
_NOTHING = Accessibility.model_construct(status=Conformance.NONE)


def accessibility_statement(site: Site, page: Page) -> AccessibilityStatement:
    """The accessibility statement, from `site.yaml` and `audit.yaml`."""
    writer = Writer(site, page.language, page.path)
    settings = site.content.site
    found = settings.accessibility or _NOTHING
    report, approval = found.report, found.approved_by
    return AccessibilityStatement(
        institution=replace(writer.party(settings.institution), href=""),
        site_title=writer.text(settings.title),
        site_address=settings.base_url,
        status=found.status.value if settings.accessibility else "",
        method=found.method.value if found.method else "",
        evaluated=found.evaluated,
        author=writer.maybe(found.author),
        report=_document(writer, report) if report else None,
        report_link=writer.link(report.title, report.url) if report and report.url else None,
        groups=tuple(_groups(writer, found)),
        email=settings.contact.email or "",
        phones=tuple(writer.phone(number) for number in settings.contact.phone),
        other_contacts=writer.maybe(found.other_contacts),
        response_days=found.response_days,
        complaints=writer.maybe(found.complaints),
        supervisor=writer.maybe(found.supervisor),
        prepared=found.prepared,
        reviewed=found.reviewed,
        approved_role=writer.text(approval.role) if approval else None,
        approved_name=(approval.name or "") if approval else "",
        check=_check(site.content.audit) if site.content.audit else None,
    )


def _document(writer: Writer, report: EvaluationReport) -> Document | None:
    return writer.document(TextDocument(title=report.title, file=report.file)) if report.file else None


def _groups(writer: Writer, found: Accessibility) -> Iterator[BarrierGroup]:
    """The exceptions by kind, in the order of the model."""
    for kind in BarrierKind:
        barriers = tuple(
            Barrier(writer.text(one.what), writer.text(one.reason), writer.maybe(one.alternative))
            for one in found.exceptions
            if one.kind is kind
        )
        if barriers:
            yield BarrierGroup(kind, barriers)


def _check(audit: AuditResult) -> AutomaticCheck:
    return AutomaticCheck(
        audited=audit.audited,
        program=audit.program,
        pages=audit.pages,
        is_browser=audit.browser,
        results=tuple(AspectResult(aspect, audit.aspects.get(aspect)) for aspect in Aspect),
    )
