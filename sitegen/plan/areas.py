"""Where projects are carried out, as readers look for it: statistical regions, and the towns and parishes in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from sitegen.languages import Language
from sitegen.models.project import Place
from sitegen.resolve import Site, derived
from sitegen.urls import slugify
from sitegen.values import dataclass

# Regions by NUTS code, as Latvia's were called from 2003 to 2021: Regulation (EC) No 1059/2003, Annex I, as amended up
# to Delegated Regulation (EU) 2019/1755. The names are the same in both languages. Other codes stand for themselves.
REGIONS = {
    "LV003": "Kurzeme",
    "LV005": "Latgale",
    "LV006": "Rīga",
    "LV007": "Pierīga",
    "LV008": "Vidzeme",
    "LV009": "Zemgale",
}
_POSTCODE = re.compile(r"LV-?\d{4}")

Names = Mapping[str, str]
Location = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a project: `number` counts the record's places from 0."""

    project: str
    number: int


@dataclass(frozen=True, slots=True)
class Area:
    """A region, or a town, parish or municipality, with everything that is done there.

    `names`: by language; `region`: the slug of the region that it lies in, its own for a region, empty when not known.
    `location`: latitude and longitude of the first place in it that states them. The places themselves are in the
    traits of their projects: all of them would take 24 ms to unpack in every build.
    """

    slug: str
    names: Names
    is_region: bool
    region: str
    location: Location | None
    spots: tuple[Spot, ...]

    @property
    def projects(self) -> tuple[str, ...]:
        """The slugs of its projects."""
        return tuple(dict.fromkeys(spot.project for spot in self.spots))


@dataclass(frozen=True, slots=True)
class Areas:
    """All areas by slug, and those of each project's places: for every place the narrowest and its region."""

    by_slug: Mapping[str, Area]
    of_places: Mapping[str, tuple[tuple[str, ...], ...]]

    def of_project(self, slug: str) -> list[Area]:
        """The areas of a project, each once."""
        named = dict.fromkeys(name for names in self.of_places.get(slug, ()) for name in names)
        return [self.by_slug[name] for name in named]

    def of_place(self, slug: str, number: int) -> Area | None:
        """The narrowest area of a project's place."""
        names = self.of_places[slug][number]
        return self.by_slug[names[0]] if names else None


@derived
def areas_of(site: Site) -> Areas:
    """Every area of the site; made once."""
    spots: dict[str, list[Spot]] = {}
    names: dict[str, tuple[Names, bool, str]] = {}
    of_places: dict[str, tuple[tuple[str, ...], ...]] = {}
    locations: dict[str, Location] = {}
    for project in site.projects.values():
        found = []
        for number, place in enumerate(project.traits.places):
            slugs = _areas_of_place(site, place, names)
            for slug in slugs:
                spots.setdefault(slug, []).append(Spot(project.slug, number))
            locations.update((slug, place.location) for slug in slugs if place.location and slug not in locations)
            found.append(slugs)
        of_places[project.slug] = tuple(found)
    by_slug = {slug: Area(slug, *names[slug], locations.get(slug), tuple(spots[slug])) for slug in spots}
    return Areas(by_slug, of_places)


def _areas_of_place(site: Site, place: Place, names: dict[str, tuple[Names, bool, str]]) -> tuple[str, ...]:
    """The slugs of a place's areas, the narrowest first; what they are called is noted in `names`."""
    code = (place.nuts or "").upper()
    region_name = REGIONS.get(code, code)
    region = slugify(region_name)
    if region:
        names[region] = (dict.fromkeys(site.languages, region_name), True, region)
    locality = locality_of(place, site.languages, site.primary)
    slug = slugify(locality[site.primary])
    if not slug or (region and slug.startswith(region)):
        return (region,) if region else ()
    known = names.get(slug)
    if known is None or (not known[1] and not known[2]):
        names[slug] = (locality, False, region)
    return (slug, region) if region else (slug,)


def locality_of(place: Place, languages: tuple[Language, ...], primary: Language) -> Names:
    """The town, parish or municipality of a place, by language.

    Latvian addresses go from the narrow to the wide, with the postcode last: the last other part is meant. A place
    without an address is itself one.
    """
    parts = [part.strip() for part in (place.address or "").split(",")]
    kept = [part for part in parts if part and not _POSTCODE.fullmatch(part)]
    if kept:
        return dict.fromkeys(languages, kept[-1])
    return {language: place.name.get(language) or place.name[primary] for language in languages}
