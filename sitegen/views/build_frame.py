"""The frame of a page: head, attribution, navigation, switches, crumbs, footer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.attribution import attribute, marking
from sitegen.languages import Language
from sitegen.plan import Page, PageKind
from sitegen.resolve import Site
from sitegen.urls import absolute
from sitegen.views.frame import (
    Alternate,
    Attribution,
    Crumb,
    Feed,
    Footer,
    Frame,
    Mark,
    NavigationItem,
    Statement,
    Switch,
)
from sitegen.views.parts import Link, Text
from sitegen.views.writer import Writer

DESCRIPTION_LENGTH = 200
SECTION_OF = {
    PageKind.PROJECTS: "projects",
    PageKind.PROJECT: "projects",
    PageKind.NEWS_LIST: "news",
    PageKind.NEWS: "news",
    PageKind.TOPICS: "topics",
    PageKind.TOPIC: "topics",
}


def build_frame(site: Site, page: Page, heading: Text, description: str) -> Frame:
    """The frame around a page called `heading`."""
    writer = Writer(site, page.language, page.path)
    settings = site.content.site
    title = writer.text(settings.title)
    is_home = page.kind is PageKind.HOME
    return Frame(
        language=page.language,
        root=writer.root,
        title=title.text if is_home else f"{heading.text} – {title.text}",
        description=shortened(description),
        canonical=absolute(settings.base_url, page.subject if page.kind is PageKind.REDIRECT else page.path),
        alternates=tuple(Alternate(code, absolute(settings.base_url, path)) for code, path in page.alternates),
        x_default=_x_default(site, page),
        is_indexed=page.is_indexed,
        site_title=title,
        home=writer.href(site.segments[page.language].home),
        navigation=tuple(_navigation(writer, page)),
        switches=tuple(_switches(writer, page)),
        crumbs=tuple(_crumbs(writer, page, heading)),
        attribution=_attribution(writer, page),
        feeds=tuple(_feeds(writer, page)),
        footer=_footer(writer),
    )


def shortened(text: str) -> str:
    """At most 200 characters, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= DESCRIPTION_LENGTH:
        return flat
    return flat[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(",;:–") + "…"


def _x_default(site: Site, page: Page) -> str:
    """The page for readers of no listed language: the primary language's, where it has one."""
    paths = dict(page.alternates)
    path = paths.get(site.primary) or next(iter(paths.values()), page.path)
    return absolute(site.content.site.base_url, path)


def _navigation(writer: Writer, page: Page) -> Iterator[NavigationItem]:
    site = writer.site
    segments = site.segments[writer.language]
    sections = {
        "projects": (writer.gettext("Projects"), segments.project_list()),
        "news": (writer.gettext("News"), segments.news_list()),
        "topics": (writer.gettext("Topics"), segments.topic()),
    }
    current = SECTION_OF.get(page.kind, f"page/{page.subject}" if page.kind is PageKind.STANDING else "")
    for entry in _entries(site):
        if entry in sections:
            label, path = sections[entry]
            yield NavigationItem(writer.own(label), writer.href(path), entry == current)
            continue
        for standing in site.pages:
            if entry == f"page/{standing.slug}":
                spoken = writer.language if writer.language in standing.texts else next(iter(standing.texts))
                text = standing.texts[spoken]
                label_text = Text(text.fields.title or "", spoken, spoken != writer.language)
                yield NavigationItem(label_text, writer.href(site.page_path(standing, spoken)), entry == current)


def _entries(site: Site) -> Iterable[str]:
    """What the navigation leads to: as set, else every section that has something, and every page but privacy."""
    if site.content.site.navigation is not None:
        return site.content.site.navigation
    entries = ["projects"]
    entries += ["news"] if site.news else []
    entries += ["topics"] if site.content.tags else []
    return [*entries, *(f"page/{page.slug}" for page in site.pages if page.slug != "privacy")]


def _switches(writer: Writer, page: Page) -> Iterator[Switch]:
    """The other languages; where this page has no counterpart, the list that it belongs to, or the home page."""
    site = writer.site
    paths = dict(page.alternates)
    for language in site.languages:
        if language == page.language:
            continue
        path = paths.get(language) or _nearest(site, page, language)
        name = site.words[language].formats.own_name()
        yield Switch(language, name, writer.href(path), language in paths)


def _nearest(site: Site, page: Page, language: Language) -> str:
    segments = site.segments[language]
    return segments.news_list() if page.kind is PageKind.NEWS else segments.home


def _crumbs(writer: Writer, page: Page, heading: Text) -> Iterator[Crumb]:
    if page.kind in {PageKind.HOME, PageKind.REDIRECT, PageKind.NOT_FOUND}:
        return
    segments = writer.site.segments[writer.language]
    yield Crumb(writer.own(writer.gettext("Home")), writer.href(segments.home))
    projects = Crumb(writer.own(writer.gettext("Projects")), writer.href(segments.project_list()))
    news = Crumb(writer.own(writer.gettext("News")), writer.href(segments.news_list()))
    if page.kind is PageKind.PROJECT or (page.kind is PageKind.PROJECTS and page.facet):
        yield projects
    if page.kind is PageKind.NEWS or (page.kind is PageKind.NEWS_LIST and page.year):
        yield news
    if page.kind is PageKind.TOPIC:
        yield Crumb(writer.own(writer.gettext("Topics")), writer.href(segments.topic()))
    yield Crumb(heading, "")


def _attribution(writer: Writer, page: Page) -> Attribution | None:
    site = writer.site
    supports = {site.projects[slug].support: None for slug in page.covers}
    found = attribute(supports, writer.language)
    if found is None:
        return None
    files = site.content.site.marks
    return Attribution(
        periods=" ".join(found.periods),
        funds=" ".join(found.funds),
        support=marking(supports),
        statements=tuple(Statement(one.lead, one.funds) for one in found.statements),
        marks=tuple(Mark(name, writer.media(files[mark]) if mark in files else "") for mark, name in found.marks),
        slogan=" ".join(found.slogans[:1]),
        sentences=(*found.slogans[1:], *found.sentences),
        fund_pages=tuple(Link(writer.own(name), url, is_external=True) for name, url in found.fund_pages),
        disclaimer=found.disclaimer,
    )


def _feeds(writer: Writer, page: Page) -> Iterator[Feed]:
    site = writer.site
    title = writer.text(site.content.site.title).text
    yield Feed(title, writer.href(site.segments[writer.language].feed))
    if page.kind is PageKind.PROJECT:
        record = site.projects[page.subject].record
        yield Feed(writer.text(record.title).text, writer.href(f"{page.path}feed.xml"))


def _footer(writer: Writer) -> Footer:
    site = writer.site
    settings = site.content.site
    segments = site.segments[writer.language]
    institution = writer.party(settings.institution)
    links = [Link(writer.own(writer.gettext("Accessibility statement")), writer.href(segments.accessibility))]
    shown = {entry.removeprefix("page/") for entry in _entries(site)}
    for standing in site.pages:
        if standing.slug not in shown:
            spoken = writer.language if writer.language in standing.texts else next(iter(standing.texts))
            label = Text(standing.texts[spoken].fields.title or "", spoken, spoken != writer.language)
            links.append(Link(label, writer.href(site.page_path(standing, spoken))))
    licence = settings.licence
    return Footer(
        institution=institution.name,
        institution_url=institution.url,
        email=settings.contact.email or "",
        phone=writer.phone(settings.contact.phone[0]) if settings.contact.phone else None,
        links=tuple(links),
        feed=writer.href(segments.feed),
        licence=Link(writer.own(licence.name), licence.url, is_external=True) if licence else None,
    )
