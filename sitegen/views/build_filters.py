"""What the list of projects can be narrowed by: as links to lists, and as the fields of a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.attribution import fund_name
from sitegen.l10n.collation import SortKey, sort_key
from sitegen.l10n.terms import FACETS, term
from sitegen.languages import Language
from sitegen.models.choices import Fund, Period, Status
from sitegen.plan import Page, facet_index, facet_segment
from sitegen.plan.areas import Area, areas_of
from sitegen.resolve import Site, derived
from sitegen.views.lists import FilterField, Option, OptionGroup
from sitegen.views.parts import Facet, Text
from sitegen.views.writer import Writer, kept


def in_reading_order(writer: Writer, facet: str, values: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Statuses, funds and periods in the order of the contract, years latest first, others by their names."""
    order = {
        "status": [status.value for status in Status],
        "fund": [fund.value for fund in Fund],
        "period": [period.value for period in Period],
        "year": sorted(values, reverse=True),
    }
    by_name = sorted(values, key=lambda value: sort_key(facet_label(writer, facet, value).text, writer.language))
    return {name: values[name] for name in order.get(facet, by_name) if name in values}


def facet_label(writer: Writer, facet: str, value: str) -> Text:
    """What a value of a filter is called."""
    catalogue = writer.site.words[writer.language].catalogue
    match facet:
        case "status":
            return writer.own(term(Status(value), catalogue))
        case "fund":
            return writer.own(fund_name(Fund(value), writer.language))
        case "period":
            return writer.own(term(Period(value), catalogue))
        case "place":
            return writer.text(areas_of(writer.site).by_slug[value].names)
        case "topic":
            return writer.text(writer.site.content.tags[value])
        case _:
            return writer.own(value)


def facets(writer: Writer, page: Page) -> Iterable[Facet]:
    """The filters as links to static lists; that of places also leads to the page of all places."""
    return (found for facet in FACETS for found in _facet(writer, facet, page.value if facet == page.facet else ""))


@kept
def _facet(writer: Writer, facet: str, current: str) -> tuple[Facet, ...]:
    """A filter, if it has values. All but one are the same on all lists: 1 ms a page."""
    site, segments = writer.site, writer.segments
    values = in_reading_order(writer, facet, facet_index(site, facet))
    choices = tuple(
        writer.choice(
            facet_label(writer, facet, value),
            segments.project_list(facet, facet_segment(site, facet, value, writer.language)),
            len(chosen),
            is_current=value == current,
        )
        for value, chosen in values.items()
    )
    index = writer.href(segments.place()) if facet == "place" and areas_of(site).by_slug else ""
    return (Facet(facet, choices, index),) if choices or index else ()


@derived
def filter_fields(site: Site, language: Language) -> tuple[FilterField, ...]:
    """The same filters as fields of a form, those of places down to towns and parishes; made once for a language."""
    writer = Writer(site, language, "")
    fields = (FilterField(facet, tuple(_groups(writer, facet))) for facet in FACETS)
    return tuple(field for field in fields if field.groups)


def _groups(writer: Writer, facet: str) -> Iterator[OptionGroup]:
    if facet == "place":
        yield from _places(writer)
        return
    values = in_reading_order(writer, facet, facet_index(writer.site, facet))
    if values:
        yield OptionGroup(None, tuple(Option(value, facet_label(writer, facet, value)) for value in values))


def _places(writer: Writer) -> Iterator[OptionGroup]:
    """Regions, each with what lies in it; then what lies in no region that is known."""
    areas = _by_name(writer, areas_of(writer.site).by_slug.values())
    regions = [area for area in areas if area.is_region]
    for region in regions:
        name = writer.text(region.names)
        inside = [area for area in areas if area.region == region.slug and not area.is_region]
        whole = writer.own(writer.gettext("%(region)s – all places") % {"region": name.text}) if inside else name
        yield OptionGroup(name if inside else None, (Option(region.slug, whole), *_options(writer, inside)))
    others = [area for area in areas if not area.is_region and not area.region]
    if others:
        label = writer.own(writer.gettext("Region not stated")) if regions else None
        yield OptionGroup(label, tuple(_options(writer, others)))


def _options(writer: Writer, areas: Iterable[Area]) -> Iterator[Option]:
    return (Option(area.slug, writer.text(area.names)) for area in areas)


def _by_name(writer: Writer, areas: Iterable[Area]) -> list[Area]:
    def key(area: Area) -> tuple[SortKey, str]:
        return sort_key(writer.text(area.names).text, writer.language), area.slug

    return sorted(areas, key=key)
