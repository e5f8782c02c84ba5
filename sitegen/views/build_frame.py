"""The frame of a page: head, attribution, navigation, switches, crumbs, footer."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from sitegen.languages import Language
from sitegen.plan import Page, PageKind
from sitegen.resolve import Site
from sitegen.views.build_attribution import attribution_of, covered
from sitegen.views.build_furniture import (
    SECTION_OF,
    Furniture,
    current_entry,
    depth_of,
    furniture,
    navigation,
    section_name,
)
from sitegen.views.build_search import search_marks
from sitegen.views.build_share import social_card
from sitegen.views.build_structured import Described, structured_data
from sitegen.views.frame import (
    Alternate,
    Crumb,
    Feed,
    Frame,
    SearchLink,
    SourceFile,
    Switch,
)
from sitegen.views.parts import Text
from sitegen.views.structured_things import address
from sitegen.views.writer import Writer

DESCRIPTION_LENGTH = 200
_WITHOUT_ADDRESS = frozenset({PageKind.NOT_FOUND, PageKind.REDIRECT})


def build_frame(site: Site, page: Page, heading: Text, description: str, has_search: bool = False) -> Frame:
    """The frame around a page called `heading`; `has_search`: the site has a search index."""
    writer = Writer(site, page.language, page.path)
    depth = depth_of(page.path)
    shared = furniture(site, page.language, depth)
    title = shared.title
    is_home = page.kind is PageKind.HOME
    name = title.text if is_home else _titled(writer, page, heading)
    crumbs = tuple(_crumbs(writer, page, heading, shared))
    card = social_card(writer, page, name) if page.kind not in _WITHOUT_ADDRESS else None
    called, told = Text(name, heading.language, heading.is_foreign), shortened(description)
    here = address(writer, page.subject if page.kind is PageKind.REDIRECT else page.path)
    return Frame(
        language=page.language,
        root=writer.root,
        title=name if is_home else f"{name} – {title.text}",
        description=told,
        canonical=here,
        alternates=tuple(Alternate(code, address(writer, path)) for code, path in page.alternates),
        x_default=_x_default(writer, page),
        is_indexed=page.is_indexed,
        site_title=title,
        home=shared.home.href,
        navigation=navigation(site, page.language, depth, current_entry(page)),
        switches=tuple(_switches(writer, page, shared)),
        crumbs=crumbs,
        attribution=attribution_of(covered(site, page.covers), page.language, shared.pictures),
        feeds=(shared.feed, *_feeds(writer, page)),
        sources=tuple(_sources(site, page)),
        card=card,
        structured=structured_data(Described(writer, page, here, called, told, crumbs, card)) if card else Markup(),
        search=SearchLink(shared.search, page.kind is PageKind.SEARCH) if has_search else None,
        marks=search_marks(writer, page, heading),
        footer=shared.footer,
    )


def shortened(text: str) -> str:
    """At most 200 characters, cut between words. Of a long text only the beginning is looked at, 10 µs less."""
    flat = " ".join(text[: 2 * DESCRIPTION_LENGTH].split())
    if len(flat) <= DESCRIPTION_LENGTH < len(text):
        flat = " ".join(text.split())
    if len(flat) <= DESCRIPTION_LENGTH:
        return flat
    return flat[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(",;:–") + "…"


def _x_default(writer: Writer, page: Page) -> str:
    """The page for readers of no listed language: the primary language's, where it has one."""
    paths = dict(page.alternates)
    path = paths.get(writer.site.primary) or next(iter(paths.values()), page.path)
    return address(writer, path)


def _switches(writer: Writer, page: Page, shared: Furniture) -> Iterator[Switch]:
    """The other languages; where this page has no counterpart, the list that it belongs to, or the home page."""
    site = writer.site
    paths = dict(page.alternates)
    for language in shared.names:
        if language == page.language:
            continue
        path = paths.get(language) or _nearest(site, page, language)
        yield Switch(language, shared.names[language], writer.href(path), language in paths)


def _nearest(site: Site, page: Page, language: Language) -> str:
    segments = site.segments[language]
    return segments.news_list() if page.kind is PageKind.NEWS else segments.home


def _crumbs(writer: Writer, page: Page, heading: Text, shared: Furniture) -> Iterator[Crumb]:
    if page.kind in {PageKind.HOME, PageKind.REDIRECT, PageKind.NOT_FOUND}:
        return
    yield shared.home
    # Page 2 of a list lies below its first page.
    segments = writer.site.segments[writer.language]
    first = page.path.removesuffix(f"{segments.page}/{page.number}/") if page.number > 1 else page.path
    section = SECTION_OF.get(page.kind, "")
    if section:
        path, crumb = shared.sections[section]
        if first != path:
            yield crumb
    yield Crumb(heading, writer.href(first) if page.number > 1 else "")
    if page.number > 1:
        yield Crumb(writer.own(writer.gettext("Page %(number)s") % {"number": page.number}), "")


def _titled(writer: Writer, page: Page, heading: Text) -> str:
    """What the page is called outside it: of a narrowed list also what it lists, of a further page its number."""
    name = heading.text
    if page.facet or page.year:
        name = f"{section_name(writer, page.kind)}: {name}"
    return name + (" – " + writer.gettext("page %(number)s") % {"number": page.number} if page.number > 1 else "")


def _feeds(writer: Writer, page: Page) -> Iterator[Feed]:
    """Those of the page's own."""
    if page.kind is PageKind.PROJECT:
        title = writer.text(writer.site.projects[page.subject].record.title).text
        yield Feed(title, writer.href(f"{page.path}feed.xml"))


def _sources(site: Site, page: Page) -> Iterator[SourceFile]:
    """The files that the page is made from; of texts in several languages the page's own, where it has one."""
    own, texts = f".{page.language}.md", [path for path in page.sources if path.endswith(".md")]
    spoken = [path for path in texts if path.endswith(own)] or texts[:1]
    for path in page.sources if page.kind is not PageKind.REDIRECT else ():
        if path in spoken or path not in texts:
            commit = site.commit_of(path)
            yield SourceFile(path, commit.short if commit else "", commit.day if commit else None)
