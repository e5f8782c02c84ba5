"""What a site is made of: pages and files for machines, each of which is made by itself."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sitegen.artifacts import Artifact, artifact
from sitegen.diagnostics import Diagnostic
from sitegen.exports.changes_json import site_changes
from sitegen.exports.feeds import project_feed, site_feed
from sitegen.exports.index_json import index_json
from sitegen.exports.list_json import list_json
from sitegen.exports.operations import operation, operations_csv, operations_json
from sitegen.exports.sitemap import robots, sitemap
from sitegen.inspection import Markup, read_markup
from sitegen.languages import Language
from sitegen.manifest import digest, digest_of_texts
from sitegen.plan import CHANGES, OPERATIONS_CSV, OPERATIONS_JSON, Page, PageKind
from sitegen.render import TEMPLATES, Renderer, write
from sitegen.resolve import Site
from sitegen.values import dataclass

SITEMAP = "sitemap.xml"
_FEW = 3
# How many jobs are done side by side: their pages and what is read in them take 0.2 MB each.
_AT_ONCE = 12


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: the digest of what is on it, its path, and the digest and size of its file."""

    shown: bytes
    path: str
    digest: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Job:
    """A page to be made, or (`what`) a file for machines. `id`: the path of the first file that comes of it.

    `before`: the picture that was drawn beside the page, where it lies as it was published.
    """

    id: str
    page: Page | None = None
    what: tuple[str, ...] = ()
    before: Drawn | None = None

    @property
    def template(self) -> str:
        """The template of its page; empty for other files."""
        return TEMPLATES[self.page.kind] if self.page else ""

    @property
    def is_last(self) -> bool:
        """Whether it puts together what other jobs derive, which all of them are to have done before."""
        return self.what == ("operations",)

    @property
    def subject(self) -> str:
        """What it is about: jobs about one thing are done together."""
        return (self.page.covers[0] if len(self.page.covers) == 1 else "") if self.page else " ".join(self.what[1:2])


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job: files, problems, and what was read for it. `shown`: the digest of what is on its picture."""

    id: str
    artifacts: tuple[Artifact, ...]
    problems: tuple[Diagnostic, ...]
    reads: frozenset[str]
    shown: bytes = b""


_Done = tuple[list[Artifact], list[Diagnostic], bytes]
"""What came of the steps of a job: files, problems, and the digest of what is on its picture."""


def covers_of(pages: Iterable[Page]) -> dict[int, bytes]:
    """A digest of what pages cover, by the id of its tuple, which the pages of a list share.

    Of 5,000 projects 3,000 pages cover thousands each: by the tuples themselves, each would be hashed for each page.
    """
    every = {id(page.covers): page.covers for page in pages}
    return {one: digest(*(slug.encode() for slug in covers)) for one, covers in every.items()}


def identities(pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """A digest of each page as it is planned, by its file. What pages have in common is digested once."""
    covers = covers_of(pages)
    for page in pages:
        texts = (page.path, page.language, page.kind, page.subject, page.facet, page.value)
        rest = (page.year, page.number, page.count, page.is_indexed)
        alternates = (part for alternate in page.alternates for part in alternate)
        value: list[Any] = [*map(str, (*texts, *rest, "", *alternates, "", *page.sources)), covers[id(page.covers)]]
        yield page.file, digest(marshal.dumps(value, 2))


def exports(site: Site) -> Iterator[Job]:
    """The files for machines, but for the sitemap."""
    for language in site.languages:
        yield Job(site.segments[language].feed, what=("feed", "", language))
        yield Job(site.segments[language].project_data, what=("list", "", language))
    for project in site.projects.values():
        homes = [site.project_path(project, language) for language in site.languages]
        yield Job(f"{homes[0]}index.json", what=("index", project.slug))
        for language, home in zip(site.languages, homes, strict=True):
            yield Job(f"{home}feed.xml", what=("project-feed", project.slug, language))
    yield Job(CHANGES, what=("changes",))
    yield Job(OPERATIONS_CSV, what=("operations",))
    yield Job("robots.txt", what=("robots",))


@dataclass(frozen=True, slots=True)
class Maker:
    """Does jobs: what comes of one lies in the folder `staging` then. A check has none, and writes nothing."""

    site: Site
    renderer: Renderer
    staging: Path | None

    def do(self, jobs: Sequence[Job]) -> Iterator[Made]:
        """Do jobs, some at a time: each step for all of these, then the next one.

        What a step works with is in the processor's caches then, from the second job on: a fifth of the time.
        """
        for start in range(0, len(jobs), _AT_ONCE):
            yield from self._side_by_side(jobs[start : start + _AT_ONCE])

    def _side_by_side(self, jobs: Sequence[Job]) -> list[Made]:
        steps = {job.id: self._steps(job) for job in jobs}
        read: dict[str, set[str]] = {job.id: set() for job in jobs}
        made: dict[str, Made] = {}
        while len(made) < len(jobs):
            for name in [name for name in steps if name not in made]:
                with self.site.reads.apart(read[name]):
                    done = next(steps[name])
                if done is not None:
                    artifacts, problems, shown = done
                    made[name] = Made(name, tuple(artifacts), tuple(problems), frozenset(read[name]), shown)
        return [made[job.id] for job in jobs]

    def _steps(self, job: Job) -> Iterator[_Done | None]:
        """Does a job: None after each step, what came of it after the last."""
        if job.page is None:
            yield [self.file(path, data) for path, data in self._export(job.what)], [], b""
            return
        page, renderer = job.page, self.renderer
        view = renderer.view(page)
        yield None
        frame = renderer.frame(page, view)
        yield None
        html = renderer.filled(page, view, frame)
        del view, frame
        if isinstance(html, Diagnostic):
            yield [], [html], b""
            return
        yield None
        markup = read_markup(html)
        yield None
        problems = list(renderer.inspected(page, markup))
        yield None
        files = [self.file(page.file, html.encode("utf-8"), next(iter(page.sources), ""), markup)]
        del html, markup
        yield None
        shown = self._beside(page, job.before, files)
        yield files, problems, shown

    def show(self, page: Page) -> bool:
        """Make a page alone, without its pictures and without looking at it; whether there is one."""
        with self.site.reads.apart():
            html = self.renderer.render(page)
        if isinstance(html, str) and self.staging is not None:
            write(self.staging, page.file, html.encode("utf-8"))
        return isinstance(html, str)

    def _beside(self, page: Page, before: Drawn | None, files: list[Artifact]) -> bytes:
        """Add the picture beside a page to its files; the digest of what is on it. One like that `before` is that one.

        To draw one takes 10 ms, and with an amount that other pages show none of their pictures changes.
        """
        found = self.renderer.picture(page)
        if found is None:
            return b""
        path, picture, painter = found
        shown, source = digest_of_texts(repr(picture)), next(iter(page.sources), "")
        if before is not None and (before.shown, before.path) == (shown, path):
            files.append(Artifact(path, before.digest, before.size, source=source))
        else:
            files.append(self.file(path, painter.draw(picture), source))
        return shown

    def file(self, path: str, data: bytes, source: str = "", markup: Markup | None = None) -> Artifact:
        """A file of the site, written. `markup`: of a page, as it has been read."""
        if self.staging is not None:
            write(self.staging, path, data)
        return artifact(path, data, source, markup, self.renderer.place)

    def _export(self, what: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
        site = self.site
        match what:
            case ("feed", _, code):
                yield site.segments[Language(code)].feed, site_feed(site, Language(code))
            case ("list", _, code):
                yield site.segments[Language(code)].project_data, list_json(site, Language(code))
            case ("index", slug):
                data = index_json(site, site.projects[slug])
                for language in site.languages:
                    yield f"{site.project_path(site.projects[slug], language)}index.json", data
                operation(site, slug)  # for the list of operations, while the record is at hand
            case ("project-feed", slug, code):
                project, language = site.projects[slug], Language(code)
                yield f"{site.project_path(project, language)}feed.xml", project_feed(site, project, language)
            case ("changes",):
                yield CHANGES, site_changes(site)
            case ("operations",):
                yield OPERATIONS_CSV, operations_csv(site)
                yield OPERATIONS_JSON, operations_json(site)
            case ("robots",):
                yield "robots.txt", robots(site)

    def sitemap(self, pages: Iterable[Page]) -> tuple[Artifact, str]:
        """The sitemap of these pages, and its text."""
        data = sitemap(self.site, pages)
        return self.file(SITEMAP, data), data.decode("utf-8")


def together(jobs: Iterable[Job], size: int) -> list[list[Job]]:
    """Jobs in groups of about `size`, those about one project in one group."""
    by_subject: dict[str, list[Job]] = {}
    for job in jobs:
        by_subject.setdefault(job.subject, []).append(job)
    lone = by_subject.pop("", [])
    groups: list[list[Job]] = [[]]
    for found in by_subject.values():
        if len(groups[-1]) + len(found) > size and groups[-1]:
            groups.append([])
        groups[-1] += found
    return [lone[start : start + size] for start in range(0, len(lone), size)] + [group for group in groups if group]


def few(jobs: list[Job]) -> list[list[Job]]:
    """A few jobs in small groups, for two processes that begin at either end, so that what they share is made once.

    First come those that look at all projects, last those about one, which may have pictures to draw; between them one
    language after the other.
    """
    whole = [job for job in jobs if job.what[:1] == ("list",) or (job.page and job.page.kind is PageKind.HOME)]
    about: dict[str, list[Job]] = {}
    for job in (job for job in jobs if job not in whole):
        is_about = job.what or (job.page and job.page.kind is PageKind.PROJECT)
        about.setdefault(job.subject if is_about else "", []).append(job)
    others = sorted(about.pop("", []), key=lambda job: job.id)
    groups = [whole, *(others[start : start + _FEW] for start in range(0, len(others), _FEW)), *about.values()]
    return [group for group in groups if group]
