"""Pictures of people, and pictures that tell where they were taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.languages import EN, LV
from sitegen.models.content import ProjectRecord, Version
from sitegen.models.project import Image
from sitegen.pictures import Location
from sitegen.prose.figures import figures_of
from sitegen.rules.context import Context, versions
from sitegen.texts import record_span


def pictures_without_consent(context: Context) -> Iterator[Diagnostic]:
    """A picture of people names their consent."""
    for record, version, index, image in _pictures_of_people(context):
        if not image.consent:
            span = record_span(context.content, record, version.number, "images", index, "people")
            yield problem("picture-without-consent", span)


def consents_undated(context: Context) -> Iterator[Diagnostic]:
    """A consent says until when it holds."""
    for record, version, index, image in _pictures_of_people(context):
        if image.consent and until(image.consent) is None:
            span = record_span(context.content, record, version.number, "images", index, "consent")
            yield problem("consent-undated", span, value=image.consent)


def consents_expired(context: Context) -> Iterator[Diagnostic]:
    """A picture of people is shown for as long as their consent holds."""
    for record, version, index, image in _pictures_of_people(context):
        day = until(image.consent or "")
        if day is not None and day < context.day:
            span = record_span(context.content, record, version.number, "images", index, "consent")
            yield problem("consent-expired", span, date=day.isoformat())


def _pictures_of_people(context: Context) -> Iterator[tuple[ProjectRecord, Version, int, Image]]:
    for record, version in versions(context):
        if version.number and version.project.images == record.versions[version.number - 1].project.images:
            continue
        for index, image in enumerate(version.project.images):
            if image.people:
                yield record, version, index, image


def until(consent: str) -> date | None:
    """The last day that the reference of a consent names, in any way of writing days; None when it names none."""
    days = [figure.day for language in (LV, EN) for figure in figures_of(consent, language) if figure.day != date.min]
    return max(days, default=None)


def pictures_with_location(context: Context) -> Iterator[Diagnostic]:
    """The source of a picture tells no place; the published copy has it taken out."""
    yield from _pictures(context, Location.REMOVABLE, "picture-with-location")


def locations_not_removable(context: Context) -> Iterator[Diagnostic]:
    """No picture is published with the place where it was taken."""
    yield from _pictures(context, Location.FIXED, "location-not-removable")


def _pictures(context: Context, location: Location, code: str) -> Iterator[Diagnostic]:
    for path, media in context.content.media.items():
        if media.location is location:
            yield problem(code, Span(f"{context.content.folder}/{path}"))
