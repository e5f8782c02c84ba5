"""From the resolved site to the pages of organisations, of places, and of the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sitegen.l10n.collation import SortKey, sort_key
from sitegen.models.choices import OrganisationKind
from sitegen.plan import PROJECTS_PER_PAGE, Page, involved
from sitegen.plan.areas import Area, areas_of
from sitegen.resolve import Project, Site
from sitegen.urls import slugify
from sitegen.views.build_lists import by_title, totals
from sitegen.views.build_map import Entry, map_of
from sitegen.views.build_project import place_of
from sitegen.views.directory import (
    GlossaryPage,
    OrganisationEntry,
    OrganisationGroup,
    OrganisationIndex,
    OrganisationPage,
    PlaceIndex,
    PlacePage,
    PlaceSpot,
    RegionEntry,
    Term,
)
from sitegen.views.parts import Choice, Link, ProjectCard
from sitegen.views.writer import Writer


def organisation_index(site: Site, page: Page) -> OrganisationIndex:
    """Every organisation, by kind."""
    writer = Writer(site, page.language, page.path)
    groups: dict[OrganisationKind, list[OrganisationEntry]] = {kind: [] for kind in OrganisationKind}
    for name, found in involved(site).items():
        organisation = site.content.organisations[name]
        address = writer.href(site.segments[page.language].organisation(slugify(name)))
        entry = OrganisationEntry(writer.text(organisation.name), address, len(found.leads), len(found.partners))
        groups[organisation.kind].append(entry)
    return OrganisationIndex(
        tuple(
            OrganisationGroup(kind, tuple(sorted(entries, key=lambda entry: sort_key(entry.name.text, page.language))))
            for kind, entries in groups.items()
            if entries
        )
    )


def organisation_page(site: Site, page: Page) -> OrganisationPage:
    """An organisation: what it leads, then what it takes part in."""
    writer = Writer(site, page.language, page.path)
    organisation, found = site.content.organisations[page.subject], involved(site)[page.subject]
    leads = by_title(site, (site.projects[slug] for slug in found.leads), page.language)
    joins = by_title(site, (site.projects[slug] for slug in found.partners), page.language)
    shown = _on_page([*leads, *joins], page)
    led = [project for project in shown if project.slug in found.leads]
    segments = site.segments[page.language]
    paths = {number: segments.organisation(slugify(page.subject), number) for number in range(1, page.count + 1)}
    return OrganisationPage(
        title=writer.text(organisation.name),
        url=organisation.url or "",
        logo=writer.party(page.subject).logo,
        leads=len(leads),
        partners=len(joins),
        totals=totals(leads),
        led=_cards(writer, led),
        joined=_cards(writer, (project for project in shown if project.slug not in found.leads)),
        pager=writer.pager(page.number, page.count, paths),
    )


def _on_page(projects: list[Project], page: Page) -> list[Project]:
    start = (page.number - 1) * PROJECTS_PER_PAGE
    return projects[start : start + PROJECTS_PER_PAGE]


def _cards(writer: Writer, projects: Iterable[Project]) -> tuple[ProjectCard, ...]:
    return tuple(map(writer.card, projects))


def place_index(site: Site, page: Page) -> PlaceIndex:
    """Every place, by region."""
    writer = Writer(site, page.language, page.path)
    areas = areas_of(site).by_slug.values()
    regions = [
        RegionEntry(area_choice(writer, region), _within(writer, region))
        for region in sorted((area for area in areas if area.is_region), key=lambda area: _order(writer, area))
    ]
    others = [area for area in areas if not area.is_region and not area.region]
    if others:
        choices = (area_choice(writer, area) for area in sorted(others, key=lambda area: _order(writer, area)))
        regions.append(RegionEntry(None, tuple(choices)))
    return PlaceIndex(map_of(_located(writer, areas)), tuple(regions))


def _located(writer: Writer, areas: Iterable[Area]) -> Iterator[Entry]:
    """Towns and parishes where something has coordinates, each where the first of it is."""
    for area in areas:
        locations = [spot.place.location for spot in area.spots if spot.place.location is not None]
        if locations and not area.is_region:
            yield Entry(writer.text(area.names), locations[0], len(area.projects))


def _order(writer: Writer, area: Area) -> SortKey:
    return sort_key(writer.text(area.names).text, writer.language)


def area_choice(writer: Writer, area: Area, is_current: bool = False) -> Choice:
    """An area as a link to its page, with the number of its projects."""
    path = writer.site.segments[writer.language].place(area.slug)
    return writer.choice(writer.text(area.names), path, len(area.projects), is_current)


def _within(writer: Writer, region: Area) -> tuple[Choice, ...]:
    areas = areas_of(writer.site).by_slug.values()
    inside = [area for area in areas if area.region == region.slug and area is not region]
    return tuple(area_choice(writer, area) for area in sorted(inside, key=lambda area: _order(writer, area)))


def place_page(site: Site, page: Page) -> PlacePage:
    """A region, town or parish, with the projects of this page of its list."""
    writer = Writer(site, page.language, page.path)
    segments, areas = site.segments[page.language], areas_of(site).by_slug
    area = areas[page.subject]
    projects = by_title(site, (site.projects[slug] for slug in area.projects), page.language)
    shown = _on_page(projects, page)
    region = areas.get(area.region) if not area.is_region else None
    spots = tuple(_spots(writer, area, shown))
    return PlacePage(
        title=writer.text(area.names),
        region=Link(writer.text(region.names), writer.href(segments.place(region.slug))) if region else None,
        count=len(projects),
        within=_within(writer, area) if area.is_region else (),
        map=map_of(Entry(spot.place.name, spot.place.location) for spot in spots),
        spots=spots,
        projects=_cards(writer, shown),
        pager=writer.pager(
            page.number, page.count, {number: segments.place(area.slug, number) for number in range(1, page.count + 1)}
        ),
    )


def _spots(writer: Writer, area: Area, shown: list[Project]) -> Iterator[PlaceSpot]:
    by_slug = {project.slug: project for project in shown}
    for spot in area.spots:
        project = by_slug.get(spot.project)
        if project is not None:
            address = writer.href(writer.site.project_path(project, writer.language)) + "#places"
            place = place_of(writer, project, spot.number)
            own = writer.href(writer.site.segments[writer.language].place(area.slug))
            yield PlaceSpot(
                replace(place, href="" if place.href == own else place.href),
                Link(writer.text(project.traits.title), address),
            )


def glossary_page(site: Site, page: Page) -> GlossaryPage:
    """The glossary."""
    writer = Writer(site, page.language, page.path)
    terms = [
        Term(
            anchor=name,
            term=writer.text(entry.term),
            text=writer.text(entry.text),
            source=writer.link(entry.source.title, entry.source.url) if entry.source else None,
        )
        for name, entry in site.content.glossary.items()
    ]
    return GlossaryPage(tuple(sorted(terms, key=lambda term: sort_key(term.term.text, page.language))))
