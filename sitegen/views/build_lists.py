"""From the resolved site to the views of the home page, of lists and of topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sitegen.attribution import fund_name
from sitegen.facts import union_money
from sitegen.l10n.collation import SortKey, sort_key
from sitegen.l10n.terms import FACETS, term
from sitegen.languages import Language
from sitegen.models.choices import Fund, Status
from sitegen.money import Money
from sitegen.plan import (
    NEWS_PER_PAGE,
    PROJECTS_PER_PAGE,
    Page,
    facet_index,
    facet_segment,
    facet_values,
    page_count,
    tagged,
)
from sitegen.resolve import NewsItem, Project, Site
from sitegen.views.lists import HomePage, NewsList, ProjectList, Tally, TopicIndex, TopicPage
from sitegen.views.parts import Choice, Facet, Text
from sitegen.views.writer import Writer

HOME_PROJECTS = 12
HOME_NEWS = 6


def by_title(site: Site, projects: Iterable[Project], language: Language) -> list[Project]:
    """Projects in the language's alphabetical order of their titles."""

    def key(project: Project) -> tuple[SortKey, str]:
        titles = project.record.title
        return sort_key(titles.get(language) or titles[site.primary], language), project.slug

    return sorted(projects, key=key)


def totals(projects: Iterable[Project]) -> tuple[Money, ...]:
    """The stated total costs, added up by currency."""
    return _sums((p.record.funding.total, p.record.funding.currency) for p in projects)


def union_totals(projects: Iterable[Project]) -> tuple[Money, ...]:
    """The stated sums of the Union's money, added up by currency."""
    return _sums((union_money(p.record.funding), p.record.funding.currency) for p in projects)


def _sums(amounts: Iterable[tuple[Decimal | None, str]]) -> tuple[Money, ...]:
    sums: dict[str, Decimal] = {}
    for amount, currency in amounts:
        if amount is not None:
            sums[currency] = sums.get(currency, Decimal(0)) + amount
    return tuple(Money(amount, currency) for currency, amount in sorted(sums.items()))


def home_page(site: Site, page: Page) -> HomePage:
    """The home page."""
    writer = Writer(site, page.language, page.path)
    projects = by_title(site, site.projects.values(), page.language)
    running = [project for project in projects if project.status is Status.RUNNING]
    segments = site.segments[page.language]
    return HomePage(
        title=writer.text(site.content.site.title),
        intro=writer.text(site.content.site.description),
        as_of=site.day,
        count=len(projects),
        totals=totals(projects),
        union_totals=union_totals(projects),
        without_total=sum(1 for project in projects if project.record.funding.total is None),
        without_union=sum(1 for project in projects if union_money(project.record.funding) is None),
        by_status=tuple(_tallies(writer, "status", projects)),
        by_fund=tuple(_tallies(writer, "fund", projects)),
        running=tuple(writer.card(project) for project in running[:HOME_PROJECTS]),
        projects=tuple(writer.card(project) for project in projects[:HOME_PROJECTS]),
        all_projects=writer.href(segments.project_list()),
        latest=tuple(writer.news_card(item) for item in site.listed_news[:HOME_NEWS]),
        all_news=writer.href(segments.news_list()),
    )


def _tallies(writer: Writer, facet: str, projects: Sequence[Project]) -> Iterable[Tally]:
    site, language = writer.site, writer.language
    for value, chosen in _in_reading_order(facet, facet_values(projects, facet)).items():
        name = facet_segment(site, facet, value, language)
        yield Tally(
            label=_facet_label(writer, facet, value),
            href=writer.href(site.segments[language].project_list(facet, name)),
            status=Status(value) if facet == "status" else None,
            count=len(chosen),
            sums=totals(chosen),
        )


def _in_reading_order(facet: str, values: Mapping[str, list[Project]]) -> dict[str, list[Project]]:
    """Statuses and funds in the order of the contract, years latest first."""
    order = {"status": [status.value for status in Status], "fund": [fund.value for fund in Fund]}
    names = order.get(facet) or sorted(values, reverse=True)
    return {name: values[name] for name in names if name in values}


def _facet_label(writer: Writer, facet: str, value: str) -> str:
    if facet == "status":
        return term(Status(value), writer.site.words[writer.language].catalogue)
    return fund_name(Fund(value), writer.language) if facet == "fund" else value


def project_list(site: Site, page: Page) -> ProjectList:
    """The list of projects, whole or filtered."""
    writer = Writer(site, page.language, page.path)
    segments = site.segments[page.language]
    chosen = [site.projects[slug] for slug in page.covers]
    projects = by_title(site, chosen, page.language)
    start = (page.number - 1) * PROJECTS_PER_PAGE
    name = facet_segment(site, page.facet, page.value, page.language) if page.facet else ""
    paths = {number: segments.project_list(page.facet, name, number) for number in range(1, page.count + 1)}
    return ProjectList(
        filtered_by=writer.own(_facet_label(writer, page.facet, page.value)) if page.facet else None,
        count=len(projects),
        cards=tuple(writer.card(project) for project in projects[start : start + PROJECTS_PER_PAGE]),
        facets=tuple(_facets(writer, page)),
        all_projects=writer.href(segments.project_list()),
        pager=writer.pager(page.number, page.count, paths),
    )


def _facets(writer: Writer, page: Page) -> Iterable[Facet]:
    site, segments = writer.site, writer.site.segments[writer.language]
    for facet in FACETS:
        values = _in_reading_order(facet, facet_index(site, facet))
        choices = tuple(
            writer.choice(
                writer.own(_facet_label(writer, facet, value)),
                segments.project_list(facet, facet_segment(site, facet, value, writer.language)),
                len(chosen),
                is_current=(page.facet, page.value) == (facet, value),
            )
            for value, chosen in values.items()
        )
        if choices:
            yield Facet(facet, choices)
    topics = tuple(replace(choice, count=projects) for choice, projects in _topic_choices(writer) if projects)
    if topics:
        yield Facet("topic", topics)


def _topic_choices(writer: Writer) -> list[tuple[Choice, int]]:
    """Topics in alphabetical order, each with the number of its projects."""
    site, segments = writer.site, writer.site.segments[writer.language]
    found = []
    for tag, (projects, news) in tagged(site).items():
        label = writer.text(site.content.tags[tag])
        found.append((writer.choice(label, segments.topic(tag), len(projects) + len(news), False), len(projects)))
    return sorted(found, key=lambda entry: sort_key(entry[0].label.text, writer.language))


def news_list(site: Site, page: Page) -> NewsList:
    """The list of news, whole or of a year."""
    writer = Writer(site, page.language, page.path)
    segments = site.segments[page.language]
    items = [item for item in site.listed_news if page.year in (0, item.day.year)]
    start = (page.number - 1) * NEWS_PER_PAGE
    years: dict[int, int] = {}
    for item in site.listed_news:
        years[item.day.year] = years.get(item.day.year, 0) + 1
    return NewsList(
        year=page.year,
        count=len(items),
        cards=tuple(writer.news_card(item) for item in items[start : start + NEWS_PER_PAGE]),
        years=tuple(
            writer.choice(writer.own(str(year)), segments.news_list(year), count, is_current=year == page.year)
            for year, count in years.items()
        ),
        all_news=writer.href(segments.news_list()),
        pager=writer.pager(
            page.number, page.count, {n: segments.news_list(page.year, n) for n in range(1, page.count + 1)}
        ),
    )


def topic_index(site: Site, page: Page) -> TopicIndex:
    """All topics."""
    writer = Writer(site, page.language, page.path)
    return TopicIndex(tuple(choice for choice, _ in _topic_choices(writer)))


def topic_page(site: Site, page: Page) -> TopicPage:
    """A topic; its projects stand on the first page of its news."""
    writer = Writer(site, page.language, page.path)
    slugs, news = tagged(site)[page.subject]
    projects = by_title(site, (site.projects[slug] for slug in slugs), page.language) if page.number == 1 else []
    start = (page.number - 1) * NEWS_PER_PAGE
    paths = {n: site.segments[page.language].topic(page.subject, n) for n in range(1, page_count_of(news) + 1)}
    return TopicPage(
        title=writer.text(site.content.tags[page.subject]),
        projects=tuple(writer.card(project) for project in projects),
        news=tuple(writer.news_card(item) for item in news[start : start + NEWS_PER_PAGE]),
        pager=writer.pager(page.number, page.count, paths),
    )


def page_count_of(news: Sequence[NewsItem]) -> int:
    """How many pages a list of news has."""
    return page_count(len(news), NEWS_PER_PAGE)


def heading_of_list(writer: Writer, page: Page) -> Text:
    """What a list is called in titles and crumbs."""
    label = _facet_label(writer, page.facet, page.value) if page.facet else writer.gettext("Projects")
    return writer.own(label)
