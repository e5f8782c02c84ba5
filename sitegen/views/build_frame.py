"""The frame of a page: head, attribution, navigation, switches, crumbs, footer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from sitegen.attribution import attribute, marking
from sitegen.languages import Language
from sitegen.plan import Page, PageKind, involved, tagged
from sitegen.plan.areas import areas_of
from sitegen.resolve import Site
from sitegen.urls import absolute
from sitegen.views.build_search import search_marks
from sitegen.views.build_share import social_card
from sitegen.views.build_structured import Described, structured_data
from sitegen.views.frame import (
    Alternate,
    Attribution,
    Crumb,
    Feed,
    Footer,
    Frame,
    Mark,
    NavigationItem,
    SearchLink,
    SourceFile,
    Statement,
    Switch,
)
from sitegen.views.parts import Link, Text
from sitegen.views.writer import Writer

DESCRIPTION_LENGTH = 200
_WITHOUT_ADDRESS = frozenset({PageKind.NOT_FOUND, PageKind.REDIRECT})
SECTION_OF = {
    PageKind.PROJECTS: "projects",
    PageKind.PROJECT: "projects",
    PageKind.NEWS_LIST: "news",
    PageKind.NEWS: "news",
    PageKind.TOPICS: "topics",
    PageKind.TOPIC: "topics",
    PageKind.ORGANISATIONS: "organisations",
    PageKind.ORGANISATION: "organisations",
    PageKind.PLACES: "places",
    PageKind.PLACE: "places",
    PageKind.GLOSSARY: "glossary",
}


def build_frame(site: Site, page: Page, heading: Text, description: str, has_search: bool = False) -> Frame:
    """The frame around a page called `heading`; `has_search`: the site has a search index."""
    writer = Writer(site, page.language, page.path)
    settings = site.content.site
    title = writer.text(settings.title)
    is_home = page.kind is PageKind.HOME
    name = title.text if is_home else _titled(writer, page, heading)
    crumbs = tuple(_crumbs(writer, page, heading))
    card = social_card(writer, page, name) if page.kind not in _WITHOUT_ADDRESS else None
    called, told = Text(name, heading.language, heading.is_foreign), shortened(description)
    return Frame(
        language=page.language,
        root=writer.root,
        title=name if is_home else f"{name} – {title.text}",
        description=told,
        canonical=absolute(settings.base_url, page.subject if page.kind is PageKind.REDIRECT else page.path),
        alternates=tuple(Alternate(code, absolute(settings.base_url, path)) for code, path in page.alternates),
        x_default=_x_default(site, page),
        is_indexed=page.is_indexed,
        site_title=title,
        home=writer.href(site.segments[page.language].home),
        navigation=tuple(_navigation(writer, page)),
        switches=tuple(_switches(writer, page)),
        crumbs=crumbs,
        attribution=_attribution(writer, page),
        feeds=tuple(_feeds(writer, page)),
        sources=tuple(_sources(site, page)),
        card=card,
        structured=structured_data(Described(writer, page, called, told, crumbs, card)) if card else Markup(),
        search=_search_link(writer, page) if has_search else None,
        marks=search_marks(writer, page, heading),
        footer=_footer(writer),
    )


def section_name(writer: Writer, kind: PageKind) -> str:
    """What a page that is named by its kind is called; empty for others."""
    names = {
        PageKind.PROJECTS: writer.gettext("Projects"),
        PageKind.NEWS_LIST: writer.gettext("News"),
        PageKind.TOPICS: writer.gettext("Topics"),
        PageKind.ORGANISATIONS: writer.gettext("Organisations"),
        PageKind.PLACES: writer.gettext("Places"),
        PageKind.GLOSSARY: writer.gettext("Glossary"),
        PageKind.ACCESSIBILITY: writer.gettext("Accessibility statement"),
        PageKind.SEARCH: writer.gettext("Search"),
        PageKind.NOT_FOUND: writer.gettext("Page not found"),
    }
    return names.get(kind, "")


def _sections(writer: Writer) -> dict[str, tuple[PageKind, str]]:
    """The parts of the navigation that are lists: each with its kind and its path."""
    segments = writer.site.segments[writer.language]
    return {
        "projects": (PageKind.PROJECTS, segments.project_list()),
        "news": (PageKind.NEWS_LIST, segments.news_list()),
        "topics": (PageKind.TOPICS, segments.topic()),
        "places": (PageKind.PLACES, segments.place()),
        "organisations": (PageKind.ORGANISATIONS, segments.organisation()),
        "glossary": (PageKind.GLOSSARY, segments.glossary),
    }


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
    sections = _sections(writer)
    current = SECTION_OF.get(page.kind, f"page/{page.subject}" if page.kind is PageKind.STANDING else "")
    for entry in _entries(site):
        if entry in sections:
            kind, path = sections[entry]
            yield NavigationItem(writer.own(section_name(writer, kind)), writer.href(path), entry == current)
            continue
        for standing in site.pages:
            if entry == f"page/{standing.slug}":
                spoken = writer.language if writer.language in standing.texts else next(iter(standing.texts))
                text = standing.texts[spoken]
                label_text = Text(text.fields.title or "", spoken, spoken != writer.language)
                yield NavigationItem(label_text, writer.href(site.page_path(standing, spoken)), entry == current)


def _entries(site: Site) -> Iterable[str]:
    """What the navigation leads to: as set, else every section that has something, and every page but privacy."""
    filled = {
        "projects": True,
        "news": bool(site.news),
        "topics": bool(tagged(site)),
        "places": bool(areas_of(site).by_slug),
        "organisations": bool(involved(site)),
        "glossary": bool(site.content.glossary),
    }
    if site.content.site.navigation is not None:
        return [entry for entry in site.content.site.navigation if filled.get(entry, True)]
    entries = [name for name, is_filled in filled.items() if is_filled and name != "glossary"]
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
    # Page 2 of a list lies below its first page.
    first = page.path.removesuffix(f"{segments.page}/{page.number}/")
    section = SECTION_OF.get(page.kind, "")
    if section:
        kind, path = _sections(writer)[section]
        if first != path:
            yield Crumb(writer.own(section_name(writer, kind)), writer.href(path))
    yield Crumb(heading, writer.href(first) if page.number > 1 else "")
    if page.number > 1:
        yield Crumb(writer.own(writer.gettext("Page %(number)s") % {"number": page.number}), "")


def _titled(writer: Writer, page: Page, heading: Text) -> str:
    """What the page is called outside it: of a narrowed list also what it lists, of a further page its number."""
    name = heading.text
    if page.facet or page.year:
        name = f"{section_name(writer, page.kind)}: {name}"
    return name + (" – " + writer.gettext("page %(number)s") % {"number": page.number} if page.number > 1 else "")


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


def _search_link(writer: Writer, page: Page) -> SearchLink:
    return SearchLink(writer.href(writer.site.segments[writer.language].search), page.kind is PageKind.SEARCH)


def _sources(site: Site, page: Page) -> Iterator[SourceFile]:
    """The files that the page is made from; of texts in several languages the page's own, where it has one."""
    own, texts = f".{page.language}.md", [path for path in page.sources if path.endswith(".md")]
    spoken = [path for path in texts if path.endswith(own)] or texts[:1]
    for path in page.sources if page.kind is not PageKind.REDIRECT else ():
        if path in spoken or path not in texts:
            commit = site.commit_of(path)
            yield SourceFile(path, commit.short if commit else "", commit.day if commit else None)


def _footer(writer: Writer) -> Footer:
    site = writer.site
    settings = site.content.site
    segments = site.segments[writer.language]
    institution = writer.party(settings.institution)
    links = [Link(writer.own(writer.gettext("Accessibility statement")), writer.href(segments.accessibility))]
    shown = {entry.removeprefix("page/") for entry in _entries(site)}
    if site.content.glossary and "glossary" not in shown:
        links.append(Link(writer.own(section_name(writer, PageKind.GLOSSARY)), writer.href(segments.glossary)))
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
