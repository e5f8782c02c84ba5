"""The stages in order: load, check, resolve, plan, render, audit, publish."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from sitegen.assets import Assets, collect_assets
from sitegen.audit import audit
from sitegen.catalogues import read_catalogue
from sitegen.diagnostics import Collector, Diagnostic, Excepted, Severity, Span, problem
from sitegen.diagnostics.report import LineOf
from sitegen.exports.changes_json import site_changes
from sitegen.exports.feeds import project_feed, site_feed
from sitegen.exports.index_json import index_json
from sitegen.exports.list_json import list_json
from sitegen.exports.share_picture import Painter
from sitegen.exports.sitemap import robots, sitemap
from sitegen.facts import Words
from sitegen.inspection import requests_of_style
from sitegen.l10n.formats import formats_of
from sitegen.languages import Language
from sitegen.load import load
from sitegen.models.content import Content
from sitegen.pictures import without_metadata
from sitegen.plan import CHANGES, Page, export_paths, plan
from sitegen.provenance import Commit
from sitegen.publish import MARKER, Changes, publish, staging_folder
from sitegen.render import Artifact, Renderer, artifact, render_chunk, write
from sitegen.resolve import Site, resolve
from sitegen.resources import resource_folder
from sitegen.rules import Context, check, settle
from sitegen.search import index_pages, search_program
from sitegen.texts import shelve
from sitegen.values import dataclass

if TYPE_CHECKING:
    from concurrent.futures import Executor

PAGES_PER_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build is told. `content` is the content folder; its parent may hold templates, static and locales.

    `commits`: the last commit of files in git, by path; empty when that is not to be told. `has_search`: what is built
    is indexed for search, and its pages lead to the search page.
    """

    content: Path
    output: Path
    day: date
    base_url: str = ""
    is_strict: bool = False
    jobs: int = 1
    commits: Mapping[str, Commit] = field(default_factory=dict)
    has_search: bool = False

    def folders(self, name: str) -> list[Path]:
        """Where templates, static files or catalogues lie: the site's own folder first, then the program's."""
        own = self.content.parent / name
        shipped = resource_folder(name)
        return [own, shipped] if own.is_dir() and own.resolve() != shipped.resolve() else [shipped]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found and did.

    `excepted`: what is not told, for a reason. `changes` is None when nothing was published.
    """

    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    excepted: tuple[Excepted, ...] = ()
    changes: Changes | None = None
    pages: int = 0
    size: int = 0

    @property
    def has_errors(self) -> bool:
        """Whether anything forbids publishing."""
        return any(found.severity is Severity.ERROR for found in self.diagnostics)


@dataclass(frozen=True, slots=True)
class Checked:
    """Content without errors, resolved and planned."""

    site: Site
    pages: tuple[Page, ...]
    assets: Assets


def examine(settings: Settings, found: Collector) -> tuple[Content | None, Checked | None]:
    """Everything up to the plan; no site when there are errors."""
    content = load(settings.content, found)
    if content is None:
        return None, None
    if settings.base_url:
        site_record = content.site.model_copy(update={"base_url": settings.base_url})
        content = replace(content, site=site_record)
    words = words_of(settings, content.languages)
    for language in content.languages:
        if not words[language].catalogue.singular:
            path = f"{content.folder}/site.yaml"
            found.add(problem("catalogue-missing", Span(path), language=language))
    shelf = shelve(content)
    check(Context(content, settings.day, shelf, words), found)
    settle(content, found)
    if found.has_errors:
        return content, None
    site = replace(resolve(content, settings.day, words, shelf), commits=settings.commits)
    assets = collect_assets(settings.folders("static"))
    files = [*assets.files, *content.media, *export_paths(site), MARKER]
    pages = plan(site, found, files)
    return content, None if found.has_errors else Checked(site, pages, assets)


def words_of(settings: Settings, languages: tuple[Language, ...]) -> dict[Language, Words]:
    """Each language's formats and catalogue; a site's own catalogue is laid over the program's."""
    folders = list(reversed(settings.folders("locales")))
    return {
        language: Words(
            formats_of(language),
            read_catalogue(language, *(folder / language / "LC_MESSAGES" / "site.po" for folder in folders)),
        )
        for language in languages
    }


def examined(settings: Settings) -> Outcome:
    """`check`: every problem, nothing written. Pages are rendered too, since templates and links may be at fault."""
    return _run(settings, is_published=False)


def build(settings: Settings) -> Outcome:
    """`build`: the site in place of the old one, unless there is an error.

    Raises `SearchFailedError` when it is to have a search index and none can be made; nothing is published then.
    """
    return _run(settings, is_published=True)


def _run(settings: Settings, is_published: bool) -> Outcome:
    found = Collector()
    content, checked = examine(settings, found)
    texts = content.texts if content else {}
    if checked is None:
        return Outcome(_told(settings, found), texts, found.exceptions())
    staging = staging_folder(settings.output) if is_published else Path(mkdtemp(prefix="sitegen-check-"))
    try:
        painter = Painter.of(resource_folder("static") / "fonts") if is_published else None
        artifacts = _make(settings, checked, staging, found, painter)
        if not found.has_errors:
            found.extend(audit(artifacts, checked.site.content.site.base_url))
        if is_published and settings.has_search and not found.has_errors:
            artifacts += index_pages(staging, [made.path for made in artifacts], search_program())
        told = _told(settings, found)
        size = sum(made.size for made in artifacts)
        outcome = Outcome(told, texts, found.exceptions(), None, len(checked.pages), size)
        if is_published and not outcome.has_errors:
            changes = publish(staging, (made.path for made in artifacts), settings.output)
            outcome = replace(outcome, changes=changes)
        return outcome
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def lines_of(outcome: Outcome, settings: Settings) -> LineOf:
    """Looks up the lines of files: those that were read, and others, such as templates, from the disk."""
    folders = (settings.content.parent, resource_folder("templates").parent)

    def line_of(path: str, number: int) -> str:
        text = outcome.texts.get(path)
        if text is None:
            file = next((folder / path for folder in folders if (folder / path).is_file()), None)
            text = file.read_text(encoding="utf-8", errors="replace") if file else ""
        lines = text.split("\n")
        return lines[number - 1] if number <= len(lines) else ""

    return line_of


def _told(settings: Settings, found: Collector) -> tuple[Diagnostic, ...]:
    return (found.as_strict() if settings.is_strict else found).in_order()


def _make(
    settings: Settings, checked: Checked, staging: Path, found: Collector, painter: Painter | None
) -> list[Artifact]:
    """Every file of the site, in the staging folder; share pictures only where there is a painter."""
    assets = checked.assets
    artifacts: list[Artifact] = []
    for path, data in (*assets.files.items(), *_exports(checked)):
        write(staging, path, data)
        artifacts.append(artifact(path, data))
    artifacts += _copy_media(settings, checked.site, staging)
    found.extend(_of_styles(checked))
    renderer = Renderer(checked.site, settings.folders("templates"), assets, settings.has_search, painter)
    faults: dict[tuple[object, ...], list[Diagnostic]] = {}
    for made, wrong in _rendered(settings, renderer, checked.pages, staging):
        artifacts += made
        for fault in wrong:
            faults.setdefault(_likeness(fault), []).append(fault)
    found.extend(replace(alike[0], more_pages=len(alike) - 1) for alike in faults.values())
    return artifacts


def _of_styles(checked: Checked) -> Iterator[Diagnostic]:
    """What the site's style sheets ask other sites for."""
    for path, data in checked.assets.files.items():
        text = data.decode("utf-8", errors="replace") if path.endswith(".css") else ""
        for fault in requests_of_style(text, checked.site.content.site.base_url):
            yield problem(fault.code, Span(f"public/{path}"), **dict(fault.parameters))


def _likeness(fault: Diagnostic) -> tuple[object, ...]:
    """What is the same in a fault on a thousand pages: of a template its place, of built pages the words."""
    place = fault.span if fault.code == "template-fault" else None
    return fault.code, fault.parameters, fault.severity, place


def _exports(checked: Checked) -> Iterator[tuple[str, bytes]]:
    site = checked.site
    for language in site.languages:
        yield site.segments[language].feed, site_feed(site, language)
        yield site.segments[language].project_data, list_json(site, language)
    for project in site.projects.values():
        data = index_json(site, project)
        for language in site.languages:
            home = site.project_path(project, language)
            yield f"{home}index.json", data
            yield f"{home}feed.xml", project_feed(site, project, language)
    yield CHANGES, site_changes(site)
    yield "sitemap.xml", sitemap(site, checked.pages)
    yield "robots.txt", robots(site)


def _copy_media(settings: Settings, site: Site, staging: Path) -> Iterator[Artifact]:
    for path, media in site.content.media.items():
        data = without_metadata(path, (settings.content / media.path).read_bytes())
        write(staging, path, data)
        yield artifact(path, data)


Rendered = tuple[list[Artifact], list[Diagnostic]]


def _rendered(settings: Settings, renderer: Renderer, pages: tuple[Page, ...], staging: Path) -> Iterator[Rendered]:
    chunks = [pages[start : start + PAGES_PER_CHUNK] for start in range(0, len(pages), PAGES_PER_CHUNK)]
    if settings.jobs < 2 or len(chunks) < 2:
        for chunk in chunks:
            yield render_chunk(renderer, chunk, staging)
        return
    with _workers(min(settings.jobs, len(chunks)), renderer) as executor:
        yield from executor.map(_render_in_worker, chunks, [staging] * len(chunks))


@contextmanager
def _workers(count: int, renderer: Renderer) -> Iterator[Executor]:
    """Forked processes, which share the resolved site without copying it."""
    import multiprocessing  # noqa: PLC0415 - 15 ms, of use only where there is more than a few pages to make
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above

    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(count, context, initializer=_start_worker, initargs=(renderer,)) as executor:
        yield executor


_in_worker: list[Renderer] = []


def _start_worker(renderer: Renderer) -> None:
    _in_worker[:] = [renderer]


def _render_in_worker(pages: tuple[Page, ...], staging: Path) -> Rendered:
    return render_chunk(_in_worker[0], pages, staging)
