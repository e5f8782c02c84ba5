"""Site → pages, each a small value. Lists, the sitemap, feeds and language alternates all follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sitegen.addresses import Register
from sitegen.diagnostics import Collector, Diagnostic, Span, problem
from sitegen.plan.facets import facet_index, facet_segment, involved, is_involved, tagged, values_of
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
    "OPERATIONS_CSV",
    "OPERATIONS_JSON",
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
    "involved",
    "is_involved",
    "not_found_file",
    "page_count",
    "plan",
    "tagged",
    "values_of",
]
CHANGES = "data/changes.json"
# The list of operations.
OPERATIONS_CSV, OPERATIONS_JSON = "data/operations.csv", "data/operations.json"
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
    taken = {path.casefold() for path in files}
    folders = {"/".join(parts[:end]) for parts in (path.split("/") for path in taken) for end in range(1, len(parts))}

    def in_the_way(page: Page) -> tuple[str, ...] | None:
        """The sources of what has the page's address, capitals or not; none of what is no page; None if it is free."""
        name = page.file.casefold()
        if name in folders or not taken.isdisjoint(_ways(name.split("/"))):
            return ()
        return pages[name].sources if name in pages else None

    for page in (*every_page(site), *redirects(site)):
        others = in_the_way(page)
        if others is None:
            pages[page.file.casefold()] = page
        else:
            found.add(_address_taken(site, page, others))
    found.extend(_circles(site))
    addresses = addresses_of(site, pages.values(), register or {})
    found.extend(addresses.faults())
    leading = (page for page in addresses.pages_leading_on() if in_the_way(page) is None)
    pages |= {page.file.casefold(): page for page in leading}  # where none can lie, servers have a rule
    return tuple(pages.values())


def addresses_of(site: Site, pages: Iterable[Page], register: Register) -> Addresses:
    """The public addresses of a site with these pages, held against those that ever were."""
    exports = (path for path in export_paths(site) if not path.endswith(f"/{SHARE}") and path != SEARCH_SCRIPT)
    return Addresses.of(site, pages, (*site.public_media(), *exports), register)


def _circles(site: Site) -> Iterator[Diagnostic]:
    """Aliases that are where their page is."""
    for alias, target, _, source in aliases(site):
        if alias.strip("/") == target.strip("/"):
            yield problem("alias-of-itself", _span_of_alias(site, source, target), value=alias)


def _ways(parts: list[str]) -> list[str]:
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _address_taken(site: Site, page: Page, others: Sequence[str]) -> Diagnostic:
    """A page that has no address: another one, made from the files `others`, has it, or something of the site's own."""
    alias = next((one for one, *_, source in aliases(site) if source in page.sources and _is_at(page, one)), "")
    more = {"alias": alias} if alias and page.kind is PageKind.REDIRECT else {}
    other = next((one for one in others if one != f"{site.content.folder}/site.yaml"), "")
    if not other:
        return problem("address-reserved", _span_of(site, page), address=alias or f"/{page.path}", **more)
    return problem("address-taken", _span_of(site, page), address=f"/{page.path}", other=other, **more)


def _is_at(page: Page, alias: str) -> bool:
    return alias.strip("/") == page.path.strip("/")


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
    data = (CHANGES, OPERATIONS_CSV, OPERATIONS_JSON)
    return [*each, *beside, *pictures, *data, SEARCH_SCRIPT, "sitemap.xml", "robots.txt"]
