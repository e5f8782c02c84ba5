"""From news items, standing pages and the pages that only lead on to their views."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.catalogues import gettext_noop
from sitegen.facts import payer_name
from sitegen.models.content import Version
from sitegen.plan import Page
from sitegen.published import Text as PublishedText
from sitegen.resolve import NewsItem, Project, Site, StandingPage
from sitegen.sections import OF_TEXTS
from sitegen.views.apart import main_text, within
from sitegen.views.lists import (
    NewsPage,
    NotFoundPage,
    ProjectSummary,
    RedirectPage,
)
from sitegen.views.lists import (
    StandingPage as StandingView,
)
from sitegen.views.parts import Link, Passage, Text
from sitegen.views.writer import Writer, kept

MORE_NEWS = 4


def news_page(site: Site, page: Page, item: NewsItem) -> NewsPage:
    """A news item's page."""
    writer = Writer(site, page.language, page.path)
    text = item.texts[page.language]
    fields = text.fields
    picture = writer.picture_of(fields.image, writer.own(fields.image_alt or "")) if fields.image else None
    others = [other for slug in item.projects for other in site.news_of(slug) if other.name != item.name]
    more = list(dict.fromkeys(other.name for other in others))[:MORE_NEWS]
    return NewsPage(
        title=writer.own(fields.title or ""),
        day=item.day,
        updated=fields.updated,
        author=fields.author or "",
        lead=within(writer.summary_of(item, page.language), "summary"),
        picture=picture,
        body=_body(writer, text, writer.versions_of(item)),
        documents=tuple(writer.document(document) for document in fields.documents),
        topics=tuple(writer.topic(tag) for tag in item.tags),
        projects=tuple(project_summary(writer, site.projects[slug]) for slug in item.projects),
        as_of=site.day,
        more_news=tuple(writer.news_card(site.news_by_name[name]) for name in more),
    )


def _body(writer: Writer, text: PublishedText, versions: Mapping[str, Version]) -> Passage:
    passage = writer.markdown(text.body, text.language, text.path, text.fields.projects, versions)
    return main_text(passage, OF_TEXTS)


@kept
def project_summary(writer: Writer, project: Project) -> ProjectSummary:
    """A project in short."""
    words, record = writer.site.words[writer.language], project.record
    return ProjectSummary(
        card=writer.card(project),
        summary=within(writer.summary(project), f"about-{project.slug}"),
        union=writer.union(project)[0],
        payers=tuple(payer_name(source.source, words) for source in record.funding.sources),
    )


def standing_page(site: Site, page: Page, standing: StandingPage) -> StandingView:
    """A standing page."""
    writer = Writer(site, page.language, page.path)
    text = standing.texts[page.language]
    return StandingView(
        title=writer.own(text.fields.title or ""),
        body=_body(writer, text, {}),
        updated=text.fields.updated or text.fields.date,
        documents=tuple(writer.document(document) for document in text.fields.documents),
    )


def not_found_page(site: Site, page: Page) -> NotFoundPage:
    """The page for an address that leads nowhere, which says so in every language: who mistyped may speak another."""
    writer, segments = Writer(site, page.language, page.path), site.segments[page.language]
    ways = (
        Link(writer.own(writer.gettext("Home")), writer.href(segments.home)),
        Link(writer.own(writer.gettext("All projects")), writer.href(segments.project_list())),
    )
    others = _in_other_languages(site, page, gettext_noop("This page does not exist. Go to the home page."))
    homes = (Link(text, writer.href(site.segments[text.language].home)) for text in others)
    return NotFoundPage(ways, tuple(homes))


def _in_other_languages(site: Site, page: Page, message: str) -> tuple[Text, ...]:
    """A message in every language of the site but the page's."""
    others = (language for language in site.languages if language != page.language)
    return tuple(Text(site.words[language].catalogue.gettext(message), language, True) for language in others)


def redirect_page(site: Site, page: Page) -> RedirectPage:
    """A page that leads on."""
    writer = Writer(site, page.language, page.path)
    words = gettext_noop("Go to the page")
    label = writer.own(writer.gettext(words))
    return RedirectPage(writer.href(page.subject), label, _in_other_languages(site, page, words))
