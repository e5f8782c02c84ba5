"""The structured data of a page: the page itself, its site, the way to it, and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from urllib.parse import quote

from markupsafe import Markup

from sitegen.languages import Language
from sitegen.plan import Page, PageKind, involved
from sitegen.plan.areas import areas_of
from sitegen.resolve import Site, derived
from sitegen.values import dataclass
from sitegen.views.build_lists import on_page, ranked
from sitegen.views.frame import Crumb
from sitegen.views.parts import Text
from sitegen.views.share import SocialCard
from sitegen.views.structured import Lasting, Node, Value, data_block, node, plain, reference, said
from sitegen.views.structured_things import (
    address,
    area_identity,
    area_stub,
    article_identity,
    article_title,
    institution_node,
    media,
    organisation_node,
    project_nodes,
    project_stub,
    site_identity,
)
from sitegen.views.writer import Writer


@dataclass(frozen=True, slots=True)
class Described:
    """A page that data is made of: what it is called, said to be, and how it is reached and shared.

    `address`: the page's own.
    """

    writer: Writer
    page: Page
    address: str
    heading: Text
    description: str
    crumbs: tuple[Crumb, ...]
    card: SocialCard


Things = Callable[[Described], Iterator[Node]]

# Every other kind is a plain web page.
_LIST = "CollectionPage"
_PAGES = {
    PageKind.HOME: _LIST,
    PageKind.PROJECTS: _LIST,
    PageKind.NEWS_LIST: _LIST,
    PageKind.TOPICS: _LIST,
    PageKind.TOPIC: _LIST,
    PageKind.ORGANISATIONS: _LIST,
    PageKind.PLACES: _LIST,
    PageKind.SEARCH: "SearchResultsPage",
}
_STANDING = {"about": "AboutPage", "contact": "ContactPage", "contacts": "ContactPage"}


def structured_data(described: Described) -> Markup:
    """The text of the page's data block."""
    make = _THINGS.get(described.page.kind)
    things = list(make(described)) if make else []
    owner = owner_of(described.writer.site, described.writer.language)
    nodes = [_web_page(described, things, owner), owner.website, owner.institution, _crumbs(described), *things]
    return data_block(one for one in nodes if one is not None)


def _web_page(described: Described, things: list[Node], owner: Owner) -> Node:
    """The page. The first of its things is what it is about."""
    page, card = described.page, described.card
    kind = _STANDING.get(page.subject) if page.kind is PageKind.STANDING else _PAGES.get(page.kind)
    return node(
        kind or "WebPage",
        described.address,
        url=described.address,
        name=said(described.heading),
        description=described.description if page.kind is PageKind.STANDING else None,
        inLanguage=page.language,
        isPartOf=reference(str(owner.website["@id"])),
        breadcrumb=reference(f"{described.address}#breadcrumbs") if described.crumbs else None,
        mainEntity=reference(str(things[0]["@id"])) if things else None,
        image=card.picture.src,
        datePublished=_day(card.published),
        dateModified=_day(card.modified),
        **_translations(described),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _translations(described: Described) -> dict[str, Value]:
    """The page in the other languages: from the first of the site's that has it to the others, and back."""
    paths = {language: address(described.writer, path) for language, path in described.page.alternates}
    own = paths.pop(described.page.language, None)
    if own is None or not paths:
        return {}
    first, *_ = (language for language, _ in described.page.alternates)
    if first != described.page.language:
        return {"translationOfWork": reference(paths[first])}
    return {"workTranslation": [reference(path) for path in paths.values()]}


@dataclass(frozen=True, slots=True)
class Owner:
    """What is said on every page: the site, and who runs it. `reference`: to them, from other things."""

    website: Lasting
    institution: Lasting | None
    reference: Node | None


@derived
def owner_of(site: Site, language: Language) -> Owner:
    """The site and who runs it; made once a language, 60 µs."""
    writer = Writer(site, language, "")
    institution = institution_node(writer)
    publisher = reference(str(institution["@id"])) if institution else None
    website = node(
        "WebSite",
        site_identity(writer, "website"),
        url=address(writer, site.segments[site.primary].home),
        name=said(writer.text(site.content.site.title)),
        description=said(writer.text(site.content.site.description)),
        inLanguage=list(site.languages),
        publisher=publisher,
    )
    return Owner(Lasting(website), Lasting(institution) if institution else None, publisher)


def _crumbs(described: Described) -> Node | None:
    """The way to the page; its last step, the page itself, has no link and so gets the page's own address."""
    if not described.crumbs:
        return None
    here, top, root = described.address, address(described.writer, ""), described.writer.root
    steps = [
        node(
            "ListItem",
            position=number,
            name=said(crumb.label),
            item=reference(top + crumb.href.removeprefix(root) if crumb.href else here),
        )
        for number, crumb in enumerate(described.crumbs, 1)
    ]
    return node("BreadcrumbList", f"{here}#breadcrumbs", itemListElement=steps)


def _project(described: Described) -> Iterator[Node]:
    return project_nodes(described.writer, described.writer.site.projects[described.page.subject])


def _news(described: Described) -> Iterator[Node]:
    writer, site = described.writer, described.writer.site
    item = site.news_by_name[described.page.subject]
    text, title = item.texts[writer.language], article_title(writer, item)
    summary = writer.summary_of(item, writer.language)
    institution = owner_of(site, writer.language).reference
    image = [media(writer, text.fields.image)] if text.fields.image else []
    yield node(
        "NewsArticle",
        article_identity(writer, item, title),
        headline=said(title),
        description=plain(summary) if summary else None,
        url=described.address,
        mainEntityOfPage=reference(described.address),
        inLanguage=writer.language,
        datePublished=item.day.isoformat(),
        dateModified=_day(text.fields.updated),
        author=node("Person", jobTitle=text.fields.author) if text.fields.author else institution,
        publisher=institution,
        image=[*image, described.card.picture.src],
        keywords=[said(writer.text(site.content.tags[tag])) for tag in item.tags],
        about=[project_stub(writer, site.projects[slug]) for slug in item.projects],
    )


def _organisation(described: Described) -> Iterator[Node]:
    """An organisation, with what this page of its list shows: first what it leads, then what it takes part in."""
    writer, name = described.writer, described.page.subject
    found = involved(writer.site)[name]
    leads, joins = (ranked(writer.site, slugs, writer.language) for slugs in (found.leads, found.partners))
    shown, own = on_page([*leads, *joins], described.page), frozenset(found.leads)
    led = [project_stub(writer, writer.site.projects[slug]) for slug in shown if slug in own]
    joined = [project_stub(writer, writer.site.projects[slug]) for slug in shown if slug not in own]
    made = organisation_node(writer, name, subOrganization=led, memberOf=joined)
    if made is not None:
        yield made


def _place(described: Described) -> Iterator[Node]:
    """A place, and the projects of this page of its list that are there."""
    writer, areas = described.writer, areas_of(described.writer.site).by_slug
    area = areas[described.page.subject]
    region = areas.get(area.region) if not area.is_region else None
    yield area_stub(writer, area, url=described.address, containedInPlace=area_stub(writer, region) if region else None)
    here = reference(area_identity(writer, area))
    for slug in on_page(ranked(writer.site, area.projects, writer.language), described.page):
        yield {**project_stub(writer, writer.site.projects[slug]), "location": here}


def _glossary(described: Described) -> Iterator[Node]:
    writer, site = described.writer, described.writer.site
    home = address(writer, site.segments[site.primary].glossary)
    terms = [
        node(
            "DefinedTerm",
            f"{home}#{quote(name, safe='+')}",
            name=said(writer.text(entry.term)),
            description=said(writer.text(entry.text)),
            url=f"{described.address}#{quote(name, safe='+')}",
        )
        for name, entry in site.content.glossary.items()
    ]
    yield node("DefinedTermSet", f"{home}#terms", name=said(described.heading), hasDefinedTerm=terms)


_THINGS: dict[PageKind, Things] = {
    PageKind.PROJECT: _project,
    PageKind.NEWS: _news,
    PageKind.ORGANISATION: _organisation,
    PageKind.PLACE: _place,
    PageKind.GLOSSARY: _glossary,
}
