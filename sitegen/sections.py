"""The places of a page that are its own, whatever texts stand on it: no heading of a text may bear their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sitegen.languages import Language
from sitegen.models.content import MarkdownText, ProjectRecord, Version

# Of the frame, and of what follows the text of a news item or a standing page.
OF_TEXTS = re.compile(r"content|player|documents")
_SHOWN = ("content", "who-pays", "timeline", "results", "work", "places", "history", "news", "contacts", "data")
OF_PROJECTS = re.compile(
    rf"{'|'.join(_SHOWN)}|player|documents|easy-read|payments|indicator-.*|moment-(?:start|contract|amendment|end|today)"
    r"|version-(?:1|\d{4}-\d\d-\d\d(?:-\d+)?)"
)
# A place in another text of the page, set apart by `within`; a note of a text is called alike by itself.
_APART = re.compile(r"(?!fn(?:ref\d*)?:).*:", re.DOTALL)


def beside(name: str, own: re.Pattern[str]) -> str:
    """How a place in the main text of a page is called beside the page's own: as in the text, where that is free."""
    return f"text:{name}" if own.fullmatch(name) or _APART.match(name) else name


def version_section(record: ProjectRecord, version: Version) -> str:
    """The permalink of a version: `version-2022-10-18`, a second one of that day `…-2`; the original is `version-1`."""
    if version.amendment is None:
        return "version-1"
    same = sum(1 for one in record.versions[1 : version.number] if one.since == version.since)
    return f"version-{version.since.isoformat()}" + (f"-{same + 1}" if same else "")


def sections_of(record: ProjectRecord, day: date) -> Iterator[str]:
    """The places of a project's page on a day that links may lead to, without those of its description."""
    project = record.in_force(day).project
    yield from _SHOWN
    told = {"easy-read": project.easy_read, "payments": project.funding.payments, "documents": project.documents}
    yield from (name for name, is_there in told.items() if is_there)
    yield from (f"indicator-{indicator.id}" for indicator in project.indicators)
    yield from (version_section(record, version) for version in record.versions)


def description_of(record: ProjectRecord, language: Language, primary: Language) -> MarkdownText | None:
    """The long description that the page in a language shows."""
    texts = record.descriptions
    text = texts.get(language) or texts.get(primary) or next(iter(texts.values()), None)
    return text if text is not None and text.body.strip() else None
