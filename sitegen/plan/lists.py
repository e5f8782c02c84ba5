"""Every page of the site but those that only lead on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sitegen.l10n.terms import FACETS
from sitegen.languages import Language
from sitegen.plan.areas import areas_of
from sitegen.plan.facets import facet_index, facet_segment, involved, tagged
from sitegen.plan.page import (
    Page,
    PageKind,
    in_languages,
    kind_of,
    not_found_file,
    page_count,
    paged,
    texts_in_languages,
)
from sitegen.resolve import NewsItem, Project, Site
from sitegen.urls import slugify

PROJECTS_PER_PAGE = 50
NEWS_PER_PAGE = 20


def every_page(site: Site) -> Iterator[Page]:
    """All pages, but those that only lead on."""
    every = tuple(site.projects)
    segments = site.segments
    yield from in_languages(site, lambda code: segments[code].home, kind_of(site, PageKind.HOME, every))
    yield from _projects(site)
    yield from _news(site)
    yield from _topics(site)
    yield from _organisations(site)
    yield from _places(site)
    for standing in site.pages:
        paths = {language: site.page_path(standing, language) for language in standing.texts}
        like = replace(kind_of(site, PageKind.STANDING, every), subject=standing.slug)
        yield from texts_in_languages(paths, standing.texts, like)
    yield from _of_the_site(site)
    for language in site.languages:
        path = not_found_file(language, site.primary)
        yield Page(path, language, PageKind.NOT_FOUND, covers=every, is_indexed=False)


def _of_the_site(site: Site) -> Iterator[Page]:
    """The accessibility statement, the glossary, the search page, the list of duties."""
    every, segments = tuple(site.projects), site.segments
    statement = kind_of(site, PageKind.ACCESSIBILITY, every)
    yield from in_languages(site, lambda code: segments[code].accessibility, statement)
    if site.content.glossary:
        glossary = replace(kind_of(site, PageKind.GLOSSARY, every), sources=(f"{site.content.folder}/glossary.yaml",))
        yield from in_languages(site, lambda code: segments[code].glossary, glossary)
    search = replace(kind_of(site, PageKind.SEARCH, every), is_indexed=False)
    yield from in_languages(site, lambda code: segments[code].search, search)
    if site.content.site.visibility.publish_duties:
        duties = replace(kind_of(site, PageKind.DUTIES, every), is_indexed=False)
        yield from in_languages(site, lambda code: segments[code].duties, duties)


def _projects(site: Site) -> Iterator[Page]:
    for project in site.projects.values():
        sources = project.traits.sources
        like = Page("", site.primary, PageKind.PROJECT, project.slug, covers=(project.slug,), sources=sources)
        yield from _project(site, project, like)
    yield from _project_list(
        site, "", dict.fromkeys(site.languages, ""), tuple(project.slug for project in site.projects.values())
    )
    for facet in FACETS:
        for value, chosen in facet_index(site, facet).items():
            names = {language: facet_segment(site, facet, value, language) for language in site.languages}
            yield from _project_list(site, facet, names, chosen, value)


def _project(site: Site, project: Project, like: Page) -> Iterator[Page]:
    yield from in_languages(site, lambda code: site.project_path(project, code), like)


def _project_list(
    site: Site, facet: str, names: Mapping[Language, str], slugs: tuple[str, ...], value: str = ""
) -> Iterator[Page]:
    like = replace(
        kind_of(site, PageKind.PROJECTS, slugs),
        facet=facet,
        value=value,
        count=page_count(len(slugs), PROJECTS_PER_PAGE),
    )
    yield from paged(site, lambda code, number: site.segments[code].project_list(facet, names[code], number), like)


def _news(site: Site) -> Iterator[Page]:
    for item in site.news:
        paths = {language: site.news_path(item, language) for language in item.texts}
        covers = item.projects or tuple(site.projects)
        yield from texts_in_languages(
            paths, item.texts, replace(kind_of(site, PageKind.NEWS, covers), subject=item.name)
        )
    yield from _news_list(site, 0, list(site.listed_news))
    by_year: dict[int, list[NewsItem]] = {}
    for item in site.listed_news:
        by_year.setdefault(item.day.year, []).append(item)
    for year, items in by_year.items():
        yield from _news_list(site, year, items)


def _news_list(site: Site, year: int, items: list[NewsItem]) -> Iterator[Page]:
    named = tuple(dict.fromkeys(slug for item in items for slug in item.projects)) or tuple(site.projects)
    count = page_count(len(items), NEWS_PER_PAGE)
    like = replace(kind_of(site, PageKind.NEWS_LIST, named), year=year, count=count)
    yield from paged(site, lambda code, number: site.segments[code].news_list(year, number), like)


def _topics(site: Site) -> Iterator[Page]:
    every = tuple(site.projects)
    yield from in_languages(site, lambda code: site.segments[code].topic(), kind_of(site, PageKind.TOPICS, every))
    for tag, (projects, news) in tagged(site).items():
        named = tuple(dict.fromkeys([*projects, *(slug for item in news for slug in item.projects)])) or every
        like = replace(kind_of(site, PageKind.TOPIC, named), subject=tag, count=page_count(len(news), NEWS_PER_PAGE))
        yield from _topic(site, tag, like)


def _topic(site: Site, tag: str, like: Page) -> Iterator[Page]:
    yield from paged(site, lambda code, number: site.segments[code].topic(tag, number), like)


def _organisations(site: Site) -> Iterator[Page]:
    found = involved(site)
    every = tuple(site.projects)
    if not found:
        return
    sources = (f"{site.content.folder}/organisations.yaml",)
    index = replace(kind_of(site, PageKind.ORGANISATIONS, every), sources=sources)
    yield from in_languages(site, lambda code: site.segments[code].organisation(), index)
    for name, involvement in found.items():
        like = replace(index, kind=PageKind.ORGANISATION, subject=name, covers=involvement.projects)
        yield from _organisation(site, slugify(name), len(involvement.projects), like)


def _organisation(site: Site, slug: str, projects: int, like: Page) -> Iterator[Page]:
    pages = replace(like, count=page_count(projects, PROJECTS_PER_PAGE))
    yield from paged(site, lambda code, number: site.segments[code].organisation(slug, number), pages)


def _places(site: Site) -> Iterator[Page]:
    found = areas_of(site).by_slug
    if not found:
        return
    index = kind_of(site, PageKind.PLACES, tuple(site.projects))
    yield from in_languages(site, lambda code: site.segments[code].place(), index)
    for area in found.values():
        like = replace(kind_of(site, PageKind.PLACE, area.projects), subject=area.slug)
        yield from _place(site, area.slug, replace(like, count=page_count(len(area.projects), PROJECTS_PER_PAGE)))


def _place(site: Site, slug: str, like: Page) -> Iterator[Page]:
    yield from paged(site, lambda code, number: site.segments[code].place(slug, number), like)
