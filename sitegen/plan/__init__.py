"""Site → pages, each a small value. Lists, the sitemap, feeds and language alternates all follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.addresses import Register
from sitegen.diagnostics import Collector, Diagnostic, Span, problem
from sitegen.plan.facets import facet_index, facet_segment, facet_values, involved, is_involved, tagged, values_of
from sitegen.plan.lists import NEWS_PER_PAGE, PROJECTS_PER_PAGE, every_page
from sitegen.plan.page import NOT_FOUND, Page, PageKind, not_found_file, page_count
from sitegen.plan.promises import Addresses
from sitegen.plan.redirects import aliases, redirects
from sitegen.resolve import Site
from sitegen.texts import file_span

__all__ = [
    "CHANGES",
    "MANIFEST",
    "NEWS_PER_PAGE",
    "NOT_FOUND",
    "PROJECTS_PER_PAGE",
    "SEARCH_INDEX",
    "SEARCH_SCRIPT",
    "SHARE",
    "Addresses",
    "Page",
    "PageKind",
    "addresses_of",
    "export_paths",
    "facet_index",
    "facet_segment",
    "facet_values",
    "involved",
    "is_involved",
    "not_found_file",
    "page_count",
    "plan",
    "tagged",
    "values_of",
]
CHANGES = "data/changes.json"
# The picture of a page where it is shared; it lies beside home pages and pages of projects.
SHARE = "share.png"
# The folder of the search index, and what in it the search page loads first.
SEARCH_INDEX = "pagefind/"
SEARCH_SCRIPT = f"{SEARCH_INDEX}pagefind.js"
# The digests of everything that is published.
MANIFEST = ".well-known/site-manifest.json"


def plan(site: Site, found: Collector, files: Iterable[str] = (), register: Register | None = None) -> tuple[Page, ...]:
    """Every HTML page of the site, by address. Two pages at one address are told in `found`, and lost addresses.

    `files`: the paths of everything that is not a page; no page may take the place of one, nor of its folder.
    `register`: the addresses that ever were.
    """
    pages: dict[str, Page] = {}
    taken = {path.casefold(): f"/{path}" for path in files}
    folders = {"/".join(parts[:end]) for parts in (path.split("/") for path in taken) for end in range(1, len(parts))}

    def add(page: Page) -> None:
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

    for page in (*every_page(site), *redirects(site)):
        add(page)
    found.extend(_circles(site))
    addresses = addresses_of(site, pages.values(), register or {})
    found.extend(addresses.faults())
    for page in addresses.pages_leading_on():
        add(page)
    return tuple(pages.values())


def addresses_of(site: Site, pages: Iterable[Page], register: Register) -> Addresses:
    """The public addresses of a site with these pages, held against those that ever were."""
    exports = (path for path in export_paths(site) if not path.endswith(f"/{SHARE}") and path != SEARCH_SCRIPT)
    return Addresses.of(site, pages, (*site.content.media, *exports), register)


def _circles(site: Site) -> Iterator[Diagnostic]:
    """Aliases that are where their page is."""
    for alias, target, _, source in aliases(site):
        if alias.strip("/") == target.strip("/"):
            yield problem("alias-of-itself", _span_of_alias(site, source, target), value=alias)


def _ways(parts: list[str]) -> list[str]:
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _address_taken(site: Site, page: Page, other: str) -> Diagnostic:
    return problem("address-taken", _span_of(site, page), address=f"/{page.path}", other=other)


def _span_of(site: Site, page: Page) -> Span:
    """Where the address of a page is written: its alias, its slug, else its file."""
    path = next(iter(page.sources), f"{site.content.folder}/site.yaml")
    project = site.projects.get(page.subject)
    if page.kind is PageKind.REDIRECT:
        return _span_of_alias(site, path, page.path)
    if page.kind is PageKind.PROJECT and project and page.language in project.file.original.slug:
        return file_span(site.content, path, "slug", page.language)
    return Span(path)


def _span_of_alias(site: Site, source: str, path: str) -> Span:
    """Where a file names an old address."""
    named = [alias.strip("/") for alias, *_, other in aliases(site) if other == source]
    step = named.index(path.strip("/")) if path.strip("/") in named else None
    return Span(source) if step is None else file_span(site.content, source, "aliases", step)


def export_paths(site: Site) -> list[str]:
    """The paths of everything that is written for machines."""
    homes = [site.project_path(project, code) for project in site.projects.values() for code in site.languages]
    beside = [f"{home}{name}" for home in homes for name in ("index.json", "feed.xml", SHARE)]
    each = [path for code in site.languages for path in (site.segments[code].feed, site.segments[code].project_data)]
    pictures = [site.segments[code].home + SHARE for code in site.languages]
    return [*each, *beside, *pictures, CHANGES, SEARCH_SCRIPT, "sitemap.xml", "robots.txt"]
