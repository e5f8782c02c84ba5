"""What lists are narrowed by: the values of each filter with its projects, topics, organisations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.l10n.terms import segment
from sitegen.languages import Language
from sitegen.models.choices import OrganisationKind
from sitegen.plan.areas import areas_of
from sitegen.resolve import NewsItem, Project, Site, derived
from sitegen.urls import slugify
from sitegen.values import dataclass


@derived
def facet_index(site: Site, facet: str) -> Mapping[str, tuple[str, ...]]:
    """The values of a filter, each with the slugs of its projects, by name; made once, and remembered.

    A status, a fund's id, a region (its slug), a topic, a period, or a year in which they run.
    """
    found: dict[str, list[str]] = {}
    for project in site.projects.values():
        for value in values_of(site, project, facet):
            found.setdefault(value, []).append(project.slug)
    return {value: tuple(slugs) for value, slugs in sorted(found.items())}


def values_of(site: Site, project: Project, facet: str) -> list[str]:
    """What a project has of a filter."""
    match facet:
        case "status":
            return [project.status.value] if project.status else []
        case "fund":
            return [fund.value for fund in project.traits.funds]
        case "period":
            return [project.traits.period.value] if project.traits.period else []
        case "topic":
            return list(project.traits.tags)
        case "place":
            return [area.slug for area in areas_of(site).of_project(project.slug) if area.is_region]
        case _:
            return [str(year) for year in project.years]


def facet_segment(site: Site, facet: str, value: str, language: Language) -> str:
    """A filter's value as it stands in an address: `pabeigts`, `esf-plus`, `2023`."""
    if facet == "status":
        return segment(value, site.words[language].catalogue)
    return value.replace("+", "-plus")


@derived
def tagged(site: Site) -> dict[str, tuple[list[str], list[NewsItem]]]:
    """Every topic that is used, with the slugs of its projects and its news; made once."""
    found: dict[str, tuple[list[str], list[NewsItem]]] = {}
    for project in site.projects.values():
        for tag in project.traits.tags:
            found.setdefault(tag, ([], []))[0].append(project.slug)
    for item in site.listed_news:
        for tag in item.tags:
            found.setdefault(tag, ([], []))[1].append(item)
    return {tag: found[tag] for tag in site.content.tags if tag in found}


@dataclass(frozen=True, slots=True)
class Involvement:
    """What an organisation does: the slugs of the projects that it leads, and of those it is a partner in."""

    leads: tuple[str, ...]
    partners: tuple[str, ...]

    @property
    def projects(self) -> tuple[str, ...]:
        """Both, each once."""
        return tuple(dict.fromkeys((*self.leads, *self.partners)))


@derived
def involved(site: Site) -> Mapping[str, Involvement]:
    """Every organisation that leads a project or is a named partner, by id, in the order of the file; made once.

    Persons have no page of their own.
    """
    leads: dict[str, list[str]] = {}
    partners: dict[str, list[str]] = {}
    for project in site.projects.values():
        leads.setdefault(project.traits.beneficiary, []).append(project.slug)
        for organisation in _partners(project):
            partners.setdefault(organisation, []).append(project.slug)
    return {
        name: Involvement(tuple(leads.get(name, ())), tuple(dict.fromkeys(partners.get(name, ()))))
        for name, organisation in site.content.organisations.items()
        if (name in leads or name in partners) and organisation.kind is not OrganisationKind.PERSON and slugify(name)
    }


@derived
def is_involved(site: Site, organisation: str) -> bool:
    """Whether an organisation has a page."""
    return organisation in involved(site)


def _partners(project: Project) -> Iterator[str]:
    traits = project.traits
    return (name for name in traits.partners if name != traits.beneficiary)
