"""From the resolved site to the search page, and to what pages are found by."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.catalogues import gettext_noop
from sitegen.languages import LV
from sitegen.plan import SEARCH_INDEX, Page, PageKind, facet_index, involved, tagged, values_of
from sitegen.plan.areas import areas_of
from sitegen.resolve import Project, Site
from sitegen.views.build_filters import facet_label, in_reading_order
from sitegen.views.parts import Link, Text
from sitegen.views.search import CountForm, SearchFacet, SearchMarks, SearchPage
from sitegen.views.writer import Writer

# What results are narrowed by beside their type, as lists of projects are.
_FACETS = ("fund", "status")
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")


def search_marks(writer: Writer, page: Page, heading: Text) -> SearchMarks | None:
    """What a page is found by; None for lists, of which the search shows what they list, and for other furniture."""
    if page.kind not in _KINDS or page.number > 1:
        return None
    kind = writer.gettext(_KINDS[page.kind])
    site = writer.site
    if page.kind is PageKind.PROJECT:
        project = site.projects[page.subject]
        facts = " · ".join((kind, *_project_facts(writer, project)))
        return SearchMarks(heading, facts, (("type", kind), *_project_values(writer, project)))
    if page.kind is PageKind.NEWS:
        day = site.news_by_name[page.subject].day
        shown = site.words[writer.language].formats.day(day)
        return SearchMarks(heading, f"{kind} · {shown}", (("type", kind), ("year", str(day.year))))
    return SearchMarks(heading, kind, (("type", kind),))


_OTHER = gettext_noop("Page")
# What a page of a kind is called in results; kinds that are not found are not there.
_KINDS = {
    PageKind.PROJECT: gettext_noop("Project"),
    PageKind.NEWS: gettext_noop("News item"),
    PageKind.TOPIC: gettext_noop("Topic"),
    PageKind.PLACE: gettext_noop("Place"),
    PageKind.ORGANISATION: gettext_noop("Organisation"),
    PageKind.STANDING: _OTHER,
    PageKind.GLOSSARY: _OTHER,
    PageKind.ACCESSIBILITY: _OTHER,
}


def _project_facts(writer: Writer, project: Project) -> Iterator[str]:
    """Status, total cost and years, as far as they are stated."""
    if project.status:
        yield facet_label(writer, "status", project.status.value).text
    total = writer.money(project, project.record.funding.total)
    if total:
        yield writer.site.words[writer.language].formats.money(total)
    if project.years:
        yield "–".join(dict.fromkeys((str(project.years[0]), str(project.years[-1]))))


def _project_values(writer: Writer, project: Project) -> Iterator[tuple[str, str]]:
    for facet in (*_FACETS, "year"):
        for value in values_of(writer.site, project, facet):
            yield facet, facet_label(writer, facet, value).text


def search_page(site: Site, page: Page, has_index: bool) -> SearchPage:
    """The search page."""
    writer = Writer(site, page.language, page.path)
    return SearchPage(
        has_index=has_index,
        index=writer.href(SEARCH_INDEX),
        has_endings=page.language == LV,
        facets=tuple(facet for facet in _facets(writer) if len(facet.values) > 1),
        counts=tuple(_counts(writer)),
        lists=tuple(_lists(writer)),
    )


def _facets(writer: Writer) -> Iterator[SearchFacet]:
    site = writer.site
    yield SearchFacet("type", tuple(dict.fromkeys(map(writer.gettext, _KINDS.values()))))
    for facet in _FACETS:
        found = in_reading_order(writer, facet, facet_index(site, facet))
        yield SearchFacet(facet, tuple(facet_label(writer, facet, value).text for value in found))
    years = {year for project in site.projects.values() for year in project.years}
    years |= {item.day.year for item in site.news if writer.language in item.texts}
    yield SearchFacet("year", tuple(map(str, sorted(years, reverse=True))))


def _counts(writer: Writer) -> Iterator[CountForm]:
    """A form for every plural category of the language, each told with a number that belongs to it."""
    words = writer.site.words[writer.language]
    numbers = {words.formats.category(number): number for number in range(120, -1, -1)}
    for category in _CATEGORIES:
        if category in numbers:
            text = words.catalogue.ngettext("{count} result", "{count} results", numbers[category])
            yield CountForm(category, text)


def _lists(writer: Writer) -> Iterator[Link]:
    """The lists of everything, for readers without search."""
    site, segments = writer.site, writer.site.segments[writer.language]
    yield Link(writer.own(writer.gettext("Projects")), writer.href(segments.project_list()))
    if site.news_by_name:
        yield Link(writer.own(writer.gettext("News")), writer.href(segments.news_list()))
    if tagged(site):
        yield Link(writer.own(writer.gettext("Topics")), writer.href(segments.topic()))
    if areas_of(site).by_slug:
        yield Link(writer.own(writer.gettext("Places")), writer.href(segments.place()))
    if involved(site):
        yield Link(writer.own(writer.gettext("Organisations")), writer.href(segments.organisation()))
