"""The furniture of pages: navigation, footer, the lists that they lie below.

It is the same on thousands of pages, and made once for every depth at which pages lie: 200 µs a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.catalogues import gettext_noop
from sitegen.languages import Language
from sitegen.plan import NOT_FOUND, Page, PageKind, involved, tagged
from sitegen.plan.areas import areas_of
from sitegen.resolve import Site, StandingPage, derived
from sitegen.values import dataclass
from sitegen.views.frame import Crumb, Feed, Footer, NavigationItem
from sitegen.views.parts import Link, Text
from sitegen.views.writer import Writer, is_lost

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
_NAMES = {
    PageKind.PROJECTS: gettext_noop("Projects"),
    PageKind.NEWS_LIST: gettext_noop("News"),
    PageKind.TOPICS: gettext_noop("Topics"),
    PageKind.ORGANISATIONS: gettext_noop("Organisations"),
    PageKind.PLACES: gettext_noop("Places"),
    PageKind.GLOSSARY: gettext_noop("Glossary"),
    PageKind.ACCESSIBILITY: gettext_noop("Accessibility statement"),
    PageKind.SEARCH: gettext_noop("Search"),
    PageKind.NOT_FOUND: gettext_noop("Page not found"),
}


@dataclass(frozen=True, slots=True)
class Furniture:
    """What pages of a language share that lie equally deep. `sections`: the lists by name, each with its path.

    `names`: what each language calls itself; `pictures`: the addresses of the national marks, by their ids.
    """

    title: Text
    home: Crumb
    sections: Mapping[str, tuple[str, Crumb]]
    footer: Footer
    feed: Feed
    search: str
    names: Mapping[Language, str]
    pictures: tuple[tuple[str, str], ...]


def depth_of(path: str) -> str:
    """A path as deep as `path`: the furniture of both is the same."""
    return NOT_FOUND if is_lost(path) else "-/" * path.count("/")


@derived
def furniture(site: Site, language: Language, depth: str) -> Furniture:
    """The furniture of the pages of a depth."""
    writer, segments = Writer(site, language, depth), site.segments[language]
    title = writer.text(site.content.site.title)
    return Furniture(
        title=title,
        home=Crumb(writer.own(writer.gettext("Home")), writer.href(segments.home)),
        sections={
            name: (path, Crumb(writer.own(section_name(writer, kind)), writer.href(path)))
            for name, (kind, path) in _sections(writer).items()
        },
        footer=_footer(writer),
        feed=Feed(title.text, writer.href(segments.feed)),
        search=writer.href(segments.search),
        names={language: site.words[language].formats.own_name() for language in site.languages},
        pictures=tuple((mark, writer.media(file)) for mark, file in site.content.site.marks.items()),
    )


@derived
def navigation(site: Site, language: Language, depth: str, current: str) -> tuple[NavigationItem, ...]:
    """The main navigation of the pages of a depth that belong to the same entry of it."""
    return tuple(_navigation(Writer(site, language, depth), current))


def section_name(writer: Writer, kind: PageKind) -> str:
    """What a page that is named by its kind is called; empty for others."""
    return writer.gettext(_NAMES[kind]) if kind in _NAMES else ""


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


def current_entry(page: Page) -> str:
    """The entry of the navigation that a page belongs to."""
    return SECTION_OF.get(page.kind, f"page/{page.subject}" if page.kind is PageKind.STANDING else "")


def _navigation(writer: Writer, current: str) -> Iterator[NavigationItem]:
    site = writer.site
    sections = _sections(writer)
    for entry in _entries(site):
        if entry in sections:
            kind, path = sections[entry]
            yield NavigationItem(writer.own(section_name(writer, kind)), writer.href(path), entry == current)
            continue
        for standing in site.pages:
            if entry == f"page/{standing.slug}":
                link = _to_standing(writer, standing)
                yield NavigationItem(link.text, link.href, entry == current)


def _entries(site: Site) -> Iterable[str]:
    """What the navigation leads to: as set, else every section that has something, and every page but privacy."""
    filled = {
        "projects": True,
        "news": bool(site.news_by_name),
        "topics": bool(tagged(site)),
        "places": bool(areas_of(site).by_slug),
        "organisations": bool(involved(site)),
        "glossary": bool(site.content.glossary),
    }
    if site.content.site.navigation is not None:
        return [entry for entry in site.content.site.navigation if filled.get(entry, True)]
    entries = [name for name, is_filled in filled.items() if is_filled and name != "glossary"]
    return [*entries, *(f"page/{page.slug}" for page in site.pages if page.slug != "privacy")]


def _to_standing(writer: Writer, standing: StandingPage) -> Link:
    """The way to a standing page, in another language where it has none in the page's."""
    spoken = writer.language if writer.language in standing.texts else next(iter(standing.texts))
    label = Text(standing.texts[spoken].fields.title or "", spoken, spoken != writer.language)
    return Link(label, writer.href(writer.site.page_path(standing, spoken)))


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
            links.append(_to_standing(writer, standing))
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
