"""From the resolved site to the pages of organisations, of places, and of the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sitegen.l10n.collation import SortKey, sort_key
from sitegen.models.choices import OrganisationKind
from sitegen.money import Money
from sitegen.plan import Page, involved
from sitegen.plan.areas import Area, areas_of
from sitegen.resolve import Site, derived
from sitegen.urls import slugify
from sitegen.views.build_lists import on_page, ranked, totals
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
from sitegen.views.writer import Writer, kept


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
    leads, joins = (ranked(site, slugs, page.language) for slugs in (found.leads, found.partners))
    shown = on_page([*leads, *joins], page)
    own = frozenset(found.leads)
    segments = site.segments[page.language]
    paths = {number: segments.organisation(slugify(page.subject), number) for number in range(1, page.count + 1)}
    return OrganisationPage(
        title=writer.text(organisation.name),
        url=organisation.url or "",
        logo=writer.party(page.subject).logo,
        leads=len(leads),
        partners=len(joins),
        totals=_led_totals(site, page.subject),
        led=_cards(writer, (slug for slug in shown if slug in own)),
        joined=_cards(writer, (slug for slug in shown if slug not in own)),
        pager=writer.pager(page.number, page.count, paths),
    )


@derived
def _led_totals(site: Site, organisation: str) -> tuple[Money, ...]:
    """The total costs of what an organisation leads: the same on all pages of its list, of some on a hundred."""
    return totals(site.projects[slug] for slug in involved(site)[organisation].leads)


def _cards(writer: Writer, slugs: Iterable[str]) -> tuple[ProjectCard, ...]:
    return tuple(writer.card(writer.site.projects[slug]) for slug in slugs)


def place_index(site: Site, page: Page) -> PlaceIndex:
    """Every place, by region."""
    writer = Writer(site, page.language, page.path)
    areas = areas_of(site).by_slug.values()
    regions = [
        RegionEntry(area_choice(writer, region), _within(writer, region.slug))
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
        if area.location is not None and not area.is_region:
            yield Entry(writer.text(area.names), area.location, len(area.projects))


def _order(writer: Writer, area: Area) -> SortKey:
    return sort_key(writer.text(area.names).text, writer.language)


def area_choice(writer: Writer, area: Area, is_current: bool = False) -> Choice:
    """An area as a link to its page, with the number of its projects."""
    path = writer.site.segments[writer.language].place(area.slug)
    return writer.choice(writer.text(area.names), path, len(area.projects), is_current)


@kept
def _within(writer: Writer, region: str) -> tuple[Choice, ...]:
    areas = areas_of(writer.site).by_slug.values()
    inside = [area for area in areas if area.region == region and area.slug != region]
    return tuple(area_choice(writer, area) for area in sorted(inside, key=lambda area: _order(writer, area)))


def place_page(site: Site, page: Page) -> PlacePage:
    """A region, town or parish, with the projects of this page of its list."""
    writer = Writer(site, page.language, page.path)
    segments, areas = site.segments[page.language], areas_of(site).by_slug
    area = areas[page.subject]
    projects = ranked(site, area.projects, page.language)
    shown = on_page(projects, page)
    region = areas.get(area.region) if not area.is_region else None
    spots = tuple(_spots(writer, area, shown))
    return PlacePage(
        title=writer.text(area.names),
        region=Link(writer.text(region.names), writer.href(segments.place(region.slug))) if region else None,
        count=len(projects),
        within=_within(writer, area.slug) if area.is_region else (),
        map=map_of(Entry(spot.place.name, spot.place.location) for spot in spots),
        spots=spots,
        projects=_cards(writer, shown),
        pager=writer.pager(
            page.number, page.count, {number: segments.place(area.slug, number) for number in range(1, page.count + 1)}
        ),
    )


def _spots(writer: Writer, area: Area, shown: list[str]) -> Iterator[PlaceSpot]:
    slugs, own = frozenset(shown), writer.href(writer.segments.place(area.slug))
    for spot in area.spots:
        if spot.project in slugs:
            found = _spot(writer, spot.project, spot.number)
            yield found if found.place.href != own else replace(found, place=replace(found.place, href=""))


@kept
def _spot(writer: Writer, slug: str, number: int) -> PlaceSpot:
    """A place of a project as it stands on the pages of its region and its town."""
    project = writer.site.projects[slug]
    address = writer.href(writer.site.project_path(project, writer.language)) + "#places"
    place = place_of(writer, slug, number, project.traits.places[number])
    return PlaceSpot(place, Link(writer.text(project.traits.title), address))


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
