"""The views of organisations, of places, and of the glossary."""

from __future__ import annotations

from sitegen.models.choices import OrganisationKind
from sitegen.money import Money
from sitegen.values import dataclass
from sitegen.views.map import Map
from sitegen.views.parts import Choice, Link, Logo, Pager, ProjectCard, Text
from sitegen.views.project import Place


@dataclass(frozen=True, slots=True)
class OrganisationEntry:
    """An organisation in the index: how many projects it leads, and in how many it is a partner."""

    name: Text
    href: str
    leads: int
    partners: int


@dataclass(frozen=True, slots=True)
class OrganisationGroup:
    """Organisations of one kind, in alphabetical order."""

    kind: OrganisationKind
    entries: tuple[OrganisationEntry, ...]


@dataclass(frozen=True, slots=True)
class OrganisationIndex:
    """Every organisation that leads a project or takes part in one."""

    groups: tuple[OrganisationGroup, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """An organisation. `leads` and `partners` are how many projects, the cards those of this page of the list.

    `totals`: the total costs of the projects that it leads, by currency.
    """

    title: Text
    url: str
    logo: Logo | None
    leads: int
    partners: int
    totals: tuple[Money, ...]
    led: tuple[ProjectCard, ...]
    joined: tuple[ProjectCard, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class RegionEntry:
    """A region and what lies in it; `region` is None for places whose region is not known."""

    region: Choice | None
    places: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class PlaceIndex:
    """Every place of the site, by region, and all of them on the map."""

    map: Map | None
    regions: tuple[RegionEntry, ...]


@dataclass(frozen=True, slots=True)
class PlaceSpot:
    """A place of a project, and the project."""

    place: Place
    project: Link


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A region, town or parish. `within`: the places in a region; `region`: the one that a place lies in.

    `spots` are those of the projects that this page of the list shows.
    """

    title: Text
    region: Link | None
    count: int
    within: tuple[Choice, ...]
    map: Map | None
    spots: tuple[PlaceSpot, ...]
    projects: tuple[ProjectCard, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class Term:
    """A term in plain words; `anchor` is its id in the file."""

    anchor: str
    term: Text
    text: Text
    source: Link | None


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The glossary, in alphabetical order."""

    terms: tuple[Term, ...]


DirectoryView = OrganisationIndex | OrganisationPage | PlaceIndex | PlacePage | GlossaryPage
