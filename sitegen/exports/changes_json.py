"""`data/changes.json`: every amendment of every published project. Documented in docs/changes-json.md."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.exports.history_json import Json, changes_of
from sitegen.exports.json_text import json_bytes
from sitegen.languages import Language
from sitegen.models.content import Version
from sitegen.models.project import Amendment
from sitegen.resolve import Project, Site
from sitegen.urls import absolute
from sitegen.views.history import anchor_of
from sitegen.views.history_retelling import as_plain
from sitegen.views.writer import Writer

SCHEMA = 1


def site_changes(site: Site) -> bytes:
    """The amendments, in force and to come, by day, then by project, as JSON in UTF-8."""
    licence = site.content.site.licence
    whole = {
        "schema": SCHEMA,
        "as_of": site.day.isoformat(),
        "licence": {"name": licence.name, "url": licence.url} if licence else None,
        "amendments": [_amendment(site, *found) for found in sorted(_amendments(site), key=_order)],
    }
    return json_bytes(whole)


Found = tuple[Project, Version, Amendment]


def _amendments(site: Site) -> Iterator[Found]:
    for project in site.projects.values():
        for version in project.file.versions if project.traits.versions > 1 else ():
            if version.amendment:
                yield project, version, version.amendment


def _order(found: Found) -> tuple[date, str, int]:
    project, version, _ = found
    return version.since, project.slug, version.number


def _amendment(site: Site, project: Project, version: Version, amendment: Amendment) -> Json:
    anchor, source = anchor_of(project, version), amendment.source
    addresses = {language: f"{site.project_path(project, language)}#{anchor}" for language in site.languages}
    return {
        "project": project.slug,
        "number": project.record.number,
        "title": project.record.title,
        "id": anchor,
        "url": {language: absolute(site.content.site.base_url, address) for language, address in addresses.items()},
        "effective": amendment.effective.isoformat() if amendment.effective else None,
        "known_by": amendment.known_by.isoformat() if amendment.known_by else None,
        "is_in_force": version.number <= project.version.number,
        "reason": _reason(site, project, version, amendment),
        "source": {"title": source.title, "url": source.url} if source else None,
        "changes": changes_of(site, project, version, lambda number: f"{number:f}"),
    }


def _reason(site: Site, project: Project, version: Version, amendment: Amendment) -> Json | None:
    """Why, as plain text."""
    reason = amendment.reason
    if reason is None:
        return None
    writers = {code: Writer(site, Language(code), "") for code in reason}
    return {code: as_plain(writer.passage(reason, project, version)) for code, writer in writers.items()}
