"""Site → pages, each a small value. Lists, the sitemap, feeds and language alternates all follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sitegen.diagnostics import Collector, Diagnostic, Span, problem
from sitegen.l10n.terms import segment
from sitegen.languages import Language
from sitegen.models.content import MarkdownText
from sitegen.resolve import NewsItem, Project, Site
from sitegen.texts import file_span

PROJECTS_PER_PAGE = 50
NEWS_PER_PAGE = 20
CHANGES = "data/changes.json"


class PageKind(StrEnum):
    """Which view and template a page has."""

    HOME = "home"
    PROJECTS = "projects"
    PROJECT = "project"
    NEWS_LIST = "news-list"
    NEWS = "news"
    TOPICS = "topics"
    TOPIC = "topic"
    STANDING = "standing"
    ACCESSIBILITY = "accessibility"
    DUTIES = "duties"
    NOT_FOUND = "not-found"
    REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class Page:
    """A page to come.

    `subject` names what it is about (a slug, a tag, a redirect's target); `facet` and `value`, or `year`, narrow a
    list, of which it is page `number` of `count`. `alternates`: the same page by language, its own included.
    `covers`: the projects that its attribution must cover; `sources`: the files it is made from.
    """

    path: str
    language: Language
    kind: PageKind
    subject: str = ""
    facet: str = ""
    value: str = ""
    year: int = 0
    number: int = 1
    count: int = 1
    alternates: tuple[tuple[Language, str], ...] = ()
    covers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    is_indexed: bool = True

    @property
    def file(self) -> str:
        """The file that the page is written to."""
        return self.path if self.path.endswith(".html") else f"{self.path}index.html"


def plan(site: Site, found: Collector, files: Iterable[str] = ()) -> tuple[Page, ...]:
    """Every HTML page of the site, by address. Two pages at one address are told in `found`.

    `files`: the paths of everything that is not a page; no page may take the place of one, nor of its folder.
    """
    pages: dict[str, Page] = {}
    taken = {path.casefold(): f"/{path}" for path in files}
    folders = {"/".join(parts[:end]) for parts in (path.split("/") for path in taken) for end in range(1, len(parts))}
    for page in (*_all(site), *_redirects(site)):
        name = page.file.casefold()
        parts = name.split("/")
        above = next((taken[part] for part in _ways(parts) if part in taken), "")
        if name in folders or above:
            found.add(_address_taken(site, page, above or f"/{name}/"))
        elif name in pages:
            other = pages[name]
            found.add(_address_taken(site, page, next(iter(other.sources), other.kind.value)))
        else:
            pages[name] = page
    return tuple(pages.values())


def _ways(parts: list[str]) -> list[str]:
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _address_taken(site: Site, page: Page, other: str) -> Diagnostic:
    return problem("address-taken", _span_of(site, page), address=f"/{page.path}", other=other)


def _span_of(site: Site, page: Page) -> Span:
    """Where the address of a page is written: its alias, its slug, else its file."""
    path = next(iter(page.sources), f"{site.content.folder}/site.yaml")
    project = site.projects.get(page.subject)
    if page.kind is PageKind.REDIRECT:
        aliases = [alias for alias, *_, source in _aliases(site) if source == path]
        steps = [n for n, alias in enumerate(aliases) if alias.strip("/") == page.path.strip("/")]
        return file_span(site.content, path, "aliases", steps[0]) if steps else Span(path)
    if page.kind is PageKind.PROJECT and project and page.language in project.file.original.slug:
        return file_span(site.content, path, "slug", page.language)
    return Span(path)


def export_paths(site: Site) -> list[str]:
    """The paths of everything that is written for machines."""
    homes = [site.project_path(project, code) for project in site.projects.values() for code in site.languages]
    beside = [f"{home}{name}" for home in homes for name in ("index.json", "feed.xml")]
    feeds = [site.segments[code].feed for code in site.languages]
    return [*feeds, *beside, CHANGES, "sitemap.xml", "robots.txt"]


def _all(site: Site) -> Iterator[Page]:
    every = tuple(site.projects)
    home = {language: site.segments[language].home for language in site.languages}
    yield from _in_languages(site, home, PageKind.HOME, covers=every)
    yield from _projects(site)
    yield from _news(site)
    yield from _topics(site)
    for standing in site.pages:
        paths = {language: site.page_path(standing, language) for language in standing.texts}
        yield from _texts(paths, PageKind.STANDING, standing.slug, standing.texts, every)
    statement = {language: site.segments[language].accessibility for language in site.languages}
    yield from _in_languages(site, statement, PageKind.ACCESSIBILITY, covers=every)
    if site.content.site.visibility.publish_duties:
        listed = {language: site.segments[language].duties for language in site.languages}
        yield from _in_languages(site, listed, PageKind.DUTIES, covers=every, is_indexed=False)
    yield Page("404.html", site.primary, PageKind.NOT_FOUND, covers=every, is_indexed=False)


def _in_languages(
    site: Site, paths: Mapping[Language, str], kind: PageKind, covers: tuple[str, ...], is_indexed: bool = True
) -> Iterator[Page]:
    alternates = tuple(paths.items())
    sources = (f"{site.content.folder}/site.yaml",)
    for language, path in alternates:
        yield Page(path, language, kind, alternates=alternates, covers=covers, sources=sources, is_indexed=is_indexed)


def _texts(
    paths: Mapping[Language, str],
    kind: PageKind,
    subject: str,
    texts: Mapping[Language, MarkdownText],
    covers: tuple[str, ...],
) -> Iterator[Page]:
    alternates = tuple(paths.items())
    for language, path in alternates:
        sources = (texts[language].path,)
        yield Page(path, language, kind, subject, alternates=alternates, covers=covers, sources=sources)


def _projects(site: Site) -> Iterator[Page]:
    for project in site.projects.values():
        alternates = tuple((language, site.project_path(project, language)) for language in site.languages)
        sources = (project.file.path, *(text.path for text in project.file.descriptions.values()))
        for language, path in alternates:
            yield Page(
                path,
                language,
                PageKind.PROJECT,
                project.slug,
                alternates=alternates,
                covers=(project.slug,),
                sources=sources,
            )
    yield from _project_list(site, "", dict.fromkeys(site.languages, ""), list(site.projects.values()))
    for facet in ("status", "fund", "year"):
        for value, chosen in facet_index(site, facet).items():
            names = {language: facet_segment(site, facet, value, language) for language in site.languages}
            yield from _project_list(site, facet, names, chosen, value)


def _project_list(
    site: Site, facet: str, names: Mapping[Language, str], projects: list[Project], value: str = ""
) -> Iterator[Page]:
    covers = tuple(project.slug for project in projects)
    count = page_count(len(projects), PROJECTS_PER_PAGE)
    for number in range(1, count + 1):
        alternates = tuple(
            (language, site.segments[language].project_list(facet, names[language], number))
            for language in site.languages
        )
        for language, path in alternates:
            yield Page(
                path,
                language,
                PageKind.PROJECTS,
                facet=facet,
                value=value,
                number=number,
                count=count,
                alternates=alternates,
                covers=covers,
            )


@lru_cache(maxsize=16)
def facet_index(site: Site, facet: str) -> Mapping[str, list[Project]]:
    """The values of a filter over the whole site, each with its projects; made once."""
    return facet_values(site.projects.values(), facet)


def facet_values(projects: Iterable[Project], facet: str) -> dict[str, list[Project]]:
    """The values of a filter, each with its projects: a status, a fund's id, or a year in which they run."""
    found: dict[str, list[Project]] = {}
    for project in projects:
        for value in _values(project, facet):
            found.setdefault(value, []).append(project)
    return dict(sorted(found.items()))


def _values(project: Project, facet: str) -> list[str]:
    if facet == "status":
        return [project.status.value] if project.status else []
    if facet == "fund":
        return [fund.value for fund in project.record.fund]
    return [str(year) for year in project.years]


def facet_segment(site: Site, facet: str, value: str, language: Language) -> str:
    """A filter's value as it stands in an address: `pabeigts`, `esf-plus`, `2023`."""
    if facet == "status":
        return segment(value, site.words[language].catalogue)
    return value.replace("+", "-plus")


def page_count(entries: int, per_page: int) -> int:
    """How many pages a list has; an empty list has one."""
    return max(1, -(-entries // per_page))


def _news(site: Site) -> Iterator[Page]:
    for item in site.news:
        paths = {language: site.news_path(item, language) for language in item.texts}
        covers = item.projects or tuple(site.projects)
        yield from _texts(paths, PageKind.NEWS, item.name, item.texts, covers)
    yield from _news_list(site, 0, list(site.listed_news))
    by_year: dict[int, list[NewsItem]] = {}
    for item in site.listed_news:
        by_year.setdefault(item.day.year, []).append(item)
    for year, items in by_year.items():
        yield from _news_list(site, year, items)


def _news_list(site: Site, year: int, items: list[NewsItem]) -> Iterator[Page]:
    named = tuple(dict.fromkeys(slug for item in items for slug in item.projects)) or tuple(site.projects)
    count = page_count(len(items), NEWS_PER_PAGE)
    for number in range(1, count + 1):
        alternates = tuple((language, site.segments[language].news_list(year, number)) for language in site.languages)
        for language, path in alternates:
            yield Page(
                path,
                language,
                PageKind.NEWS_LIST,
                year=year,
                number=number,
                count=count,
                alternates=alternates,
                covers=named,
            )


def _topics(site: Site) -> Iterator[Page]:
    every = tuple(site.projects)
    index = {language: site.segments[language].topic() for language in site.languages}
    yield from _in_languages(site, index, PageKind.TOPICS, covers=every)
    for tag, (projects, news) in tagged(site).items():
        named = dict.fromkeys([*projects, *(slug for item in news for slug in item.projects)])
        count = page_count(len(news), NEWS_PER_PAGE)
        for number in range(1, count + 1):
            alternates = tuple((language, site.segments[language].topic(tag, number)) for language in site.languages)
            for language, path in alternates:
                yield Page(
                    path,
                    language,
                    PageKind.TOPIC,
                    tag,
                    number=number,
                    count=count,
                    alternates=alternates,
                    covers=tuple(named) or every,
                )


@lru_cache(maxsize=4)
def tagged(site: Site) -> dict[str, tuple[list[str], list[NewsItem]]]:
    """Every topic that is used, with the slugs of its projects and its news; made once."""
    found: dict[str, tuple[list[str], list[NewsItem]]] = {}
    for project in site.projects.values():
        for tag in project.record.tags:
            found.setdefault(tag, ([], []))[0].append(project.slug)
    for item in site.listed_news:
        for tag in item.tags:
            found.setdefault(tag, ([], []))[1].append(item)
    return {tag: found[tag] for tag in site.content.tags if tag in found}


def _redirects(site: Site) -> Iterator[Page]:
    home = site.segments[site.primary].home
    sources = (f"{site.content.folder}/site.yaml",)
    yield Page("index.html", site.primary, PageKind.REDIRECT, home, sources=sources, is_indexed=False)
    for alias, target, language, source in _aliases(site):
        path = alias.strip("/")
        if path == target.strip("/"):
            continue
        address = path if path.endswith((".html", ".htm")) else f"{path}/"
        yield Page(address, language, PageKind.REDIRECT, target, sources=(source,), is_indexed=False)


def _aliases(site: Site) -> Iterator[tuple[str, str, Language, str]]:
    for project in site.projects.values():
        for alias in project.file.original.aliases:
            language = _language_in(site, alias)
            yield alias, site.project_path(project, language), language, project.file.path
    for item in site.news:
        for language, text in item.texts.items():
            for alias in text.fields.aliases:
                yield alias, site.news_path(item, language), language, text.path
    for page in site.pages:
        for language, text in page.texts.items():
            for alias in text.fields.aliases:
                yield alias, site.page_path(page, language), language, text.path


def _language_in(site: Site, alias: str) -> Language:
    """The language that an old address speaks: that of its first part, else the primary one."""
    first = alias.strip("/").split("/")[0]
    return next((language for language in site.languages if language == first), site.primary)
