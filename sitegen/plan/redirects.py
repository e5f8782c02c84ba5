"""Pages that only lead on: the bare domain, and old addresses."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.languages import Language
from sitegen.plan.page import Page, PageKind
from sitegen.plan.promises import language_of
from sitegen.resolve import Site


def redirects(site: Site) -> Iterator[Page]:
    """The page of the bare domain, and one for every alias."""
    home = site.segments[site.primary].home
    sources = (f"{site.content.folder}/site.yaml",)
    yield Page("index.html", site.primary, PageKind.REDIRECT, home, sources=sources, is_indexed=False)
    for alias, target, language, source in aliases(site):
        path = alias.strip("/")
        if path == target.strip("/"):
            continue
        address = path if path.endswith((".html", ".htm")) else f"{path}/"
        yield Page(address, language, PageKind.REDIRECT, target, sources=(source,), is_indexed=False)


def aliases(site: Site) -> Iterator[tuple[str, str, Language, str]]:
    """Old addresses: each with where it leads now, its language, and the file that names it."""
    for project in site.projects.values():
        for alias in project.traits.aliases:
            language = language_of(site, alias)
            yield alias, site.project_path(project, language), language, project.traits.path
    for item in site.news:
        for language, text in item.texts.items():
            for alias in text.fields.aliases:
                yield alias, site.news_path(item, language), language, text.path
    for page in site.pages:
        for language, text in page.texts.items():
            for alias in text.fields.aliases:
                yield alias, site.page_path(page, language), language, text.path
