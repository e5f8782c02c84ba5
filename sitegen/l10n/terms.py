"""Words of the field that stand for values of a record, and the words in addresses; all of them in the catalogue."""

from __future__ import annotations

from enum import StrEnum

from sitegen.catalogues import Catalogue
from sitegen.languages import Language
from sitegen.models.choices import Aspect, BarrierKind, FundingForm, Kind, OrganisationKind, Payer, Period, Status
from sitegen.urls import Segments

# Message ids of the `site` catalogue, each with its context.
# By type first: two enumerations may have a member of the same text, and such members are equal.
_WORDS: dict[type[StrEnum], tuple[str, dict[str, str]]] = {
    Status: (
        "status",
        {
            Status.PLANNED: "Planned",
            Status.RUNNING: "Running",
            Status.SUSPENDED: "Suspended",
            Status.COMPLETED: "Completed",
            Status.TERMINATED: "Terminated",
        },
    ),
    Kind: (
        "kind",
        {
            Kind.SERVICES: "Services",
            Kind.INFRASTRUCTURE: "Infrastructure",
            Kind.EQUIPMENT: "Equipment",
            Kind.OTHER: "Other",
        },
    ),
    OrganisationKind: (
        "organisation",
        {
            OrganisationKind.PLANNING_REGION: "Planning regions",
            OrganisationKind.MUNICIPALITY: "Municipalities",
            OrganisationKind.STATE: "State institutions",
            OrganisationKind.NGO: "Associations and foundations",
            OrganisationKind.COMPANY: "Companies",
            OrganisationKind.EU: "Institutions of the European Union",
            OrganisationKind.PERSON: "Persons",
            OrganisationKind.OTHER: "Other organisations",
        },
    ),
    Payer: (
        "payer",
        {
            Payer.STATE: "State budget",
            Payer.MUNICIPAL: "Municipal funding",
            Payer.NATIONAL: "National co-financing",
            Payer.PRIVATE: "Private funding",
            Payer.OTHER: "Other funding",
        },
    ),
    FundingForm: (
        "form",
        {
            FundingForm.FUNDED: "Funded by the European Union alone",
            FundingForm.CO_FUNDED: "Co-funded by the European Union",
        },
    ),
    # The headings of Annex 2 to Cabinet Regulation No. 445, and of Implementing Decision (EU) 2018/1523.
    BarrierKind: (
        "barrier",
        {
            BarrierKind.NON_COMPLIANCE: "Non-compliance with the requirements of Regulation No.\u00a0445",
            BarrierKind.BURDEN: "Disproportionate burden",
            BarrierKind.OUT_OF_SCOPE: "Content not within the scope of Regulation No.\u00a0445",
        },
    ),
    Aspect: (
        "aspect",
        {
            Aspect.NAVIGATION: "Main navigation",
            Aspect.STRUCTURE: "Basic structure",
            Aspect.KEYBOARD: "Keyboard and focus",
            Aspect.FORMS: "Forms",
            Aspect.ALTERNATIVES: "Text alternatives of pictures",
            Aspect.HEADINGS: "Headings",
            Aspect.CONTRAST: "Contrast",
            Aspect.ZOOM: "Zoom",
            Aspect.TITLES: "Page titles",
            Aspect.MOTION: "Moving content",
            Aspect.MEDIA: "Audio and video",
        },
    ),
    Period: (
        "period",
        {
            Period.Y2007: "2007–2013",
            Period.Y2014: "2014–2020",
            Period.Y2021: "2021–2027",
            Period.RRF: "Recovery and Resilience Facility",
            Period.DIRECT: "Direct management by the European Union",
        },
    ),
}
TERMS: tuple[tuple[str, str], ...] = tuple(
    (context, message) for context, words in _WORDS.values() for message in words.values()
)
FACETS = ("status", "fund", "period", "place", "topic", "year")
SEGMENTS = (
    "projects",
    "news",
    "topics",
    "accessibility-statement",
    "duties",
    "organisations",
    "places",
    "glossary",
    "search",
    "page",
    "status",
    "fund",
    "period",
    "place",
    "topic",
    "year",
    "planned",
    "running",
    "suspended",
    "completed",
    "terminated",
)


def term(value: StrEnum, catalogue: Catalogue) -> str:
    """The word for a value in the catalogue's language."""
    context, words = _WORDS[type(value)]
    return catalogue.pgettext(context, words[value])


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
        duty_list=segment("duties", catalogue),
        organisations=segment("organisations", catalogue),
        places=segment("places", catalogue),
        terms=segment("glossary", catalogue),
        finder=segment("search", catalogue),
    )
