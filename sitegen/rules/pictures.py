"""Pictures of people, and pictures that tell where they were taken."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.models.content import ProjectRecord, Version
from sitegen.models.project import Image
from sitegen.pictures import Location
from sitegen.prose.consents import until
from sitegen.rules.context import Context, per_version, versions
from sitegen.texts import file_span, record_span


@per_version("images")
def pictures_without_consent(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A picture of people names their consent."""
    for index, image in _of_people(version):
        if not image.consent:
            span = record_span(context.content, record, version.number, "images", index, "people")
            yield problem("picture-without-consent", span, file=image.file)


@per_version("images")
def consents_undated(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A consent says until when it holds."""
    for index, image in _of_people(version):
        if image.consent and until(image.consent) is None:
            span = record_span(context.content, record, version.number, "images", index, "consent")
            yield problem("consent-undated", span, value=image.consent)


@per_version("images")
def consents_expired(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A picture of people is shown for as long as their consent holds."""
    for index, image in _of_people(version):
        day = until(image.consent or "")
        if day is not None and day < context.day:
            span = record_span(context.content, record, version.number, "images", index, "consent")
            yield problem("consent-expired", span, date=day.isoformat())


def _of_people(version: Version) -> Iterator[tuple[int, Image]]:
    return ((index, image) for index, image in enumerate(version.project.images) if image.people)


def pictures_with_location(context: Context) -> Iterator[Diagnostic]:
    """The source of a picture tells no place; the published copy has it taken out."""
    yield from _pictures(context, Location.REMOVABLE, "picture-with-location")


def locations_not_removable(context: Context) -> Iterator[Diagnostic]:
    """No picture is published with the place where it was taken."""
    yield from _pictures(context, Location.FIXED, "location-not-removable")


def _pictures(context: Context, location: Location, code: str) -> Iterator[Diagnostic]:
    """At the first place that names the picture, where an exception can be written; else of the file as a whole."""
    places = _first_places(context) if any(one.location is location for one in context.content.media.values()) else {}
    for path, media in context.content.media.items():
        if media.location is location:
            yield problem(code, places.get(path) or Span(f"{context.content.folder}/{path}"))


def _first_places(context: Context) -> dict[str, Span]:
    content, places = context.content, dict[str, Span]()
    for record, version in versions(context):
        for index, image in enumerate(version.project.images):
            if image.file not in places:
                places[image.file] = record_span(content, record, version.number, "images", index, "file")
    for text in content.markdown():
        if text.fields.image and text.fields.image not in places:
            places[text.fields.image] = file_span(content, text.path, "image")
    return places
