"""From the resolved site to the views of the home page, of lists and of topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice

from sitegen.l10n.collation import SortKey, sort_key
from sitegen.languages import Language
from sitegen.models.choices import Status
from sitegen.money import Money
from sitegen.plan import (
    NEWS_PER_PAGE,
    OPERATIONS_CSV,
    OPERATIONS_JSON,
    PROJECTS_PER_PAGE,
    Page,
    facet_index,
    facet_segment,
    tagged,
)
from sitegen.resolve import NewsItem, Project, Site, derived
from sitegen.resolve import kept as made_once
from sitegen.views.build_filters import facet_label, facets, filter_fields, in_reading_order
from sitegen.views.lists import HomePage, NewsList, OpenData, ProjectList, Tally, TopicEntry, TopicIndex, TopicPage
from sitegen.views.parts import Choice, ProjectCard, Text
from sitegen.views.writer import Writer, kept

HOME_PROJECTS = 12
HOME_NEWS = 6
TOPIC_PROJECTS = 12


def in_order(site: Site, language: Language) -> tuple[str, ...]:
    """The slugs of all projects in that order. None of these is looked at."""
    return tuple(_ranks(site, language))


@made_once
def ranked(site: Site, slugs: tuple[str, ...], language: Language) -> list[str]:
    """The slugs of projects in that order. None of these is looked at: of a long list, a page shows fifty."""
    return sorted(slugs, key=_ranks(site, language).__getitem__)


@derived
def _ranks(site: Site, language: Language) -> Mapping[str, int]:
    """Where each of the site's projects comes in that order, by slug; made once."""

    def key(project: Project) -> tuple[SortKey, str]:
        titles = project.traits.title
        return sort_key(titles.get(language) or titles[site.primary], language), project.slug

    return {project.slug: rank for rank, project in enumerate(sorted(site.projects.values(), key=key))}


def on_page(slugs: list[str], page: Page) -> list[str]:
    """Those that stand on a page of a list."""
    start = (page.number - 1) * PROJECTS_PER_PAGE
    return slugs[start : start + PROJECTS_PER_PAGE]


def totals(projects: Iterable[Project]) -> tuple[Money, ...]:
    """The stated total costs, added up by currency."""
    return _sums((p.figures.total, p.figures.currency) for p in projects)


def union_totals(projects: Iterable[Project]) -> tuple[Money, ...]:
    """The stated sums of the Union's money, added up by currency."""
    return _sums((p.figures.union, p.figures.currency) for p in projects)


def _sums(amounts: Iterable[tuple[Decimal | None, str]]) -> tuple[Money, ...]:
    sums: dict[str, Decimal] = {}
    for amount, currency in amounts:
        if amount is not None:
            sums[currency] = sums.get(currency, Decimal(0)) + amount
    return tuple(Money(amount, currency) for currency, amount in sorted(sums.items()))


def home_page(site: Site, page: Page) -> HomePage:
    """The home page."""
    writer = Writer(site, page.language, page.path)
    projects, segments = list(site.projects.values()), site.segments[page.language]
    in_order = ranked(site, tuple(site.projects), page.language)
    running = frozenset(facet_index(site, "status").get(Status.RUNNING.value, ()))
    return HomePage(
        title=writer.text(site.content.site.title),
        intro=writer.text(site.content.site.description),
        as_of=site.day,
        count=len(projects),
        totals=totals(projects),
        union_totals=union_totals(projects),
        without_total=sum(1 for project in projects if project.figures.total is None),
        without_union=sum(1 for project in projects if project.figures.union is None),
        by_status=tuple(_tallies(writer, "status")),
        by_fund=tuple(_tallies(writer, "fund")),
        by_period=tuple(_tallies(writer, "period")),
        running=tuple(_first_cards(writer, (slug for slug in in_order if slug in running))),
        projects=tuple(_first_cards(writer, in_order)),
        all_projects=writer.href(segments.project_list()),
        latest=tuple(writer.news_card(item) for item in site.latest_news(HOME_NEWS)),
        all_news=writer.href(segments.news_list()),
    )


@made_once
def _chosen_totals(site: Site, slugs: tuple[str, ...]) -> tuple[Money, ...]:
    return totals(site.projects[slug] for slug in slugs)


def _first_cards(writer: Writer, slugs: Iterable[str]) -> Iterator[ProjectCard]:
    return (writer.card(writer.site.projects[slug]) for slug in islice(slugs, HOME_PROJECTS))


def _tallies(writer: Writer, facet: str) -> Iterable[Tally]:
    site, language = writer.site, writer.language
    for value, chosen in in_reading_order(writer, facet, facet_index(site, facet)).items():
        name = facet_segment(site, facet, value, language)
        yield Tally(
            label=facet_label(writer, facet, value).text,
            href=writer.href(site.segments[language].project_list(facet, name)),
            status=Status(value) if facet == "status" else None,
            count=len(chosen),
            sums=_chosen_totals(site, chosen),
        )


def project_list(site: Site, page: Page) -> ProjectList:
    """The list of projects, whole or filtered."""
    writer = Writer(site, page.language, page.path)
    segments = site.segments[page.language]
    projects = ranked(site, page.covers, page.language)
    name = facet_segment(site, page.facet, page.value, page.language) if page.facet else ""
    paths = {number: segments.project_list(page.facet, name, number) for number in range(1, page.count + 1)}
    return ProjectList(
        filtered_by=facet_label(writer, page.facet, page.value) if page.facet else None,
        count=len(projects),
        cards=tuple(writer.card(site.projects[slug]) for slug in on_page(projects, page)),
        facets=tuple(facets(writer, page)),
        fields=filter_fields(site, page.language),
        chosen=(page.facet, page.value),
        data=writer.href(segments.project_data),
        statuses=(*(Status(status) for status in facet_index(site, "status")), None),
        all_projects=writer.href(segments.project_list()),
        pager=writer.pager(page.number, page.count, paths),
        open_data=None if page.facet else OpenData(writer.href(OPERATIONS_CSV), writer.href(OPERATIONS_JSON)),
    )


def news_list(site: Site, page: Page) -> NewsList:
    """The list of news, whole or of a year."""
    writer = Writer(site, page.language, page.path)
    segments = site.segments[page.language]
    by_year = _by_year(site)
    names = by_year.get(page.year, ())
    start = (page.number - 1) * NEWS_PER_PAGE
    return NewsList(
        year=page.year,
        count=len(names),
        cards=tuple(writer.news_card(site.news_by_name[name]) for name in names[start : start + NEWS_PER_PAGE]),
        years=tuple(
            writer.choice(writer.own(str(year)), segments.news_list(year), len(named), is_current=year == page.year)
            for year, named in by_year.items()
            if year
        ),
        topics=_topic_choices(writer),
        all_news=writer.href(segments.news_list()),
        pager=writer.pager(
            page.number, page.count, {n: segments.news_list(page.year, n) for n in range(1, page.count + 1)}
        ),
    )


@derived
def _by_year(site: Site) -> Mapping[int, tuple[str, ...]]:
    """The listed news by year, by name; all of it at 0. To ask every item on each page of them takes 1 ms."""
    found: dict[int, list[str]] = {0: []}
    for item in site.listed_news:
        found[0].append(item.name)
        found.setdefault(item.day.year, []).append(item.name)
    return {year: tuple(names) for year, names in found.items()}


@kept
def _topic_choices(writer: Writer) -> tuple[Choice, ...]:
    """Topics that have news, in alphabetical order, each leading to its news."""
    site, segments = writer.site, writer.segments
    return tuple(
        writer.choice(writer.text(site.content.tags[tag]), f"{segments.topic(tag)}#news", len(news), is_current=False)
        for tag, (_, news) in _topics(writer)
        if news
    )


def _topics(writer: Writer) -> list[tuple[str, tuple[list[str], list[NewsItem]]]]:
    """Topics in alphabetical order, each with the slugs of its projects and its news."""
    tags = writer.site.content.tags
    return sorted(
        tagged(writer.site).items(), key=lambda entry: sort_key(writer.text(tags[entry[0]]).text, writer.language)
    )


def topic_index(site: Site, page: Page) -> TopicIndex:
    """All topics."""
    writer = Writer(site, page.language, page.path)
    return TopicIndex(
        tuple(
            TopicEntry(writer.text(site.content.tags[tag]), writer.topic(tag).href, len(projects), len(news))
            for tag, (projects, news) in _topics(writer)
        )
    )


def topic_page(site: Site, page: Page) -> TopicPage:
    """A topic; its projects stand on the first page of its news."""
    writer, segments = Writer(site, page.language, page.path), site.segments[page.language]
    tag = page.subject
    slugs, news = tagged(site)[tag]
    shown = ranked(site, tuple(slugs), page.language)[:TOPIC_PROJECTS] if page.number == 1 else []
    start = (page.number - 1) * NEWS_PER_PAGE
    every = segments.project_list("topic", facet_segment(site, "topic", tag, page.language))
    return TopicPage(
        title=writer.text(site.content.tags[tag]),
        project_count=len(slugs),
        projects=tuple(writer.card(site.projects[slug]) for slug in shown),
        all_projects=writer.href(every) if slugs else "",
        news_count=len(news),
        news=tuple(writer.news_card(item) for item in news[start : start + NEWS_PER_PAGE]),
        pager=writer.pager(page.number, page.count, {n: segments.topic(tag, n) for n in range(1, page.count + 1)}),
    )


def heading_of_list(writer: Writer, page: Page) -> Text:
    """What a list is called in titles and crumbs."""
    return facet_label(writer, page.facet, page.value) if page.facet else writer.own(writer.gettext("Projects"))
