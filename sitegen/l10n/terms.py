"""Words of the field that stand for values of a record, and the words in addresses; all of them in the catalogue."""

from __future__ import annotations

from enum import StrEnum

from sitegen.catalogues import Catalogue
from sitegen.languages import Language
from sitegen.models.choices import Kind, Payer, Period, Status
from sitegen.urls import Segments

# Message ids of the `site` catalogue, each with its context.
TERMS: dict[StrEnum, tuple[str, str]] = {
    Status.PLANNED: ("status", "Planned"),
    Status.RUNNING: ("status", "Running"),
    Status.SUSPENDED: ("status", "Suspended"),
    Status.COMPLETED: ("status", "Completed"),
    Status.TERMINATED: ("status", "Terminated"),
    Kind.SERVICES: ("kind", "Services"),
    Kind.INFRASTRUCTURE: ("kind", "Infrastructure"),
    Kind.EQUIPMENT: ("kind", "Equipment"),
    Kind.OTHER: ("kind", "Other"),
    Payer.STATE: ("payer", "State budget"),
    Payer.MUNICIPAL: ("payer", "Municipal funding"),
    Payer.NATIONAL: ("payer", "National co-financing"),
    Payer.PRIVATE: ("payer", "Private funding"),
    Payer.OTHER: ("payer", "Other funding"),
    Period.Y2007: ("period", "2007–2013"),
    Period.Y2014: ("period", "2014–2020"),
    Period.Y2021: ("period", "2021–2027"),
    Period.RRF: ("period", "Recovery and Resilience Facility"),
    Period.DIRECT: ("period", "Direct management by the European Union"),
}
FACETS = ("status", "fund", "year")
SEGMENTS = (
    "projects",
    "news",
    "topics",
    "accessibility-statement",
    "page",
    "status",
    "fund",
    "year",
    "planned",
    "running",
    "suspended",
    "completed",
    "terminated",
)


def term(value: StrEnum, catalogue: Catalogue) -> str:
    """The word for a value in the catalogue's language."""
    return catalogue.pgettext(*TERMS[value])


def segment(word: str, catalogue: Catalogue) -> str:
    """A word as it stands in addresses."""
    return catalogue.pgettext("address", word)


def segments_of(language: Language, catalogue: Catalogue) -> Segments:
    """The words in a language's addresses."""
    return Segments(
        language=language,
        projects=segment("projects", catalogue),
        news=segment("news", catalogue),
        topics=segment("topics", catalogue),
        statement=segment("accessibility-statement", catalogue),
        page=segment("page", catalogue),
        facets=tuple((facet, segment(facet, catalogue)) for facet in FACETS),
    )
