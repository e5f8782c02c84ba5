"""Pages → bytes. A page's bytes depend on its view, its template's closure and its catalogue; on nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError

from sitegen.artifacts import Place
from sitegen.assets import Assets, outline_of
from sitegen.attribution import marking
from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.exports.share_picture import Painter
from sitegen.facts import Words
from sitegen.inspection import Markup, Subject, faults_of
from sitegen.languages import Language
from sitegen.plan import SHARE, Page, PageKind
from sitegen.resolve import Site
from sitegen.rules import severity_of
from sitegen.templating import CALLED, Way, environment, kept_templates
from sitegen.urls import absolute
from sitegen.views.audit_report import AuditReport
from sitegen.views.build_attribution import covered
from sitegen.views.build_directory import (
    glossary_page,
    organisation_index,
    organisation_page,
    place_index,
    place_page,
)
from sitegen.views.build_duties import duties_page
from sitegen.views.build_frame import DESCRIPTION_LENGTH, build_frame
from sitegen.views.build_furniture import section_name
from sitegen.views.build_lists import heading_of_list, home_page, news_list, project_list, topic_index, topic_page
from sitegen.views.build_project import project_page
from sitegen.views.build_search import search_page
from sitegen.views.build_share import share_picture
from sitegen.views.build_statement import accessibility_statement
from sitegen.views.build_texts import news_page, not_found_page, redirect_page, standing_page
from sitegen.views.directory import DirectoryView
from sitegen.views.duties import DutiesPage
from sitegen.views.frame import Frame
from sitegen.views.lists import View as ListView
from sitegen.views.parts import Passage, Text
from sitegen.views.project import ProjectPage
from sitegen.views.search import SearchPage
from sitegen.views.share import SharePicture
from sitegen.views.structured import beginning
from sitegen.views.writer import Writer

View = ProjectPage | DutiesPage | DirectoryView | SearchPage | ListView

TEMPLATES = {
    PageKind.HOME: "home.html",
    PageKind.PROJECTS: "project_list.html",
    PageKind.PROJECT: "project.html",
    PageKind.NEWS_LIST: "news_list.html",
    PageKind.NEWS: "news.html",
    PageKind.TOPICS: "topic_index.html",
    PageKind.TOPIC: "topic.html",
    PageKind.ORGANISATIONS: "organisation_index.html",
    PageKind.ORGANISATION: "organisation.html",
    PageKind.PLACES: "place_index.html",
    PageKind.PLACE: "place.html",
    PageKind.GLOSSARY: "glossary.html",
    PageKind.STANDING: "page.html",
    PageKind.ACCESSIBILITY: "accessibility.html",
    PageKind.SEARCH: "search.html",
    PageKind.DUTIES: "duties.html",
    PageKind.NOT_FOUND: "not_found.html",
    PageKind.REDIRECT: "redirect.html",
}
_FRAME = "base.html"
DUTY_SHEET = "duty_sheet.html"
AUDIT_SHEET = "audit_report.html"
_HIDDEN = "sitemap-hidden"
# What is told of the text that it comes from, at its line (`skipped-heading`).
_TOLD_OF_SOURCES = frozenset({"page-heading-skipped"})


class Renderer:
    """Makes views and renders them. One per process; holds the environments of all languages.

    `has_search`: the pages are to have a search index. `painter`: draws share pictures; without one there are none.
    """

    def __init__(
        self,
        site: Site,
        template_folders: list[Path],
        assets: Assets,
        has_search: bool = False,
        painter: Painter | None = None,
    ) -> None:
        self._site = site
        self.place = Place(absolute(site.content.site.base_url, ""), painter is not None)
        self._painter = painter
        self._has_search = has_search
        self._folders = template_folders
        self._assets = assets
        self._environments = {
            language: self._environment(language, Way(kept=kept_templates())) for language in site.words
        }
        # Made when a template fails: it calls the macros as they stand, so that it can say in which one the fault is.
        self._telling: dict[Language, Environment] = {}

    def compile(self) -> None:
        """Compile every template of pages; what is wrong with one is told when it is rendered.

        A template takes 5 to 140 ms to compile. Workers that are forked afterwards have them all.
        """
        for made in self._environments.values():
            for name in (_FRAME, *TEMPLATES.values()):
                with suppress(TemplateError):
                    made.get_template(name)

    def render(self, page: Page) -> str | Diagnostic:
        """The page's HTML, or what is wrong with its template."""
        view = self.view(page)
        return self.filled(page, view, self.frame(page, view))

    def frame(self, page: Page, view: View) -> Frame:
        """What stands around the page's own view."""
        heading, description = self._heading(page, view)
        return build_frame(self._site, page, heading, description, self._has_search)

    def filled(self, page: Page, view: View, frame: Frame) -> str | Diagnostic:
        """The page's template filled with its view and frame, or what is wrong with it."""
        name = TEMPLATES[page.kind]
        try:
            return self._environments[page.language].get_template(name).render(frame=frame, view=view)
        except Exception:  # a template may fail in any way; the views were made before
            telling = self._telling_of(page.language)
        try:
            return telling.get_template(name).render(frame=frame, view=view)
        except Exception as error:
            return _fault(error, self._folders)

    def _telling_of(self, language: Language) -> Environment:
        if language not in self._telling:
            self._telling[language] = self._environment(language, CALLED)
        return self._telling[language]

    def _environment(self, language: Language, way: Way) -> Environment:
        outline = outline_of(self._assets)
        return environment(self._folders, self._site.words[language], self._assets.paths, outline, way)

    def view(self, page: Page) -> View:
        """The page's own view."""
        site = self._site
        match page.kind:
            case PageKind.PROJECT:
                return project_page(Writer(site, page.language, page.path), site.projects[page.subject])
            case PageKind.NEWS:
                return news_page(site, page, site.news_by_name[page.subject])
            case PageKind.STANDING:
                return standing_page(site, page, site.pages_by_slug[page.subject])
            case PageKind.SEARCH:
                return search_page(site, page, self._has_search)
            case _:
                return _BUILDERS[page.kind](site, page)

    def _heading(self, page: Page, view: View) -> tuple[Text, str]:
        """What the page is called, and its description for search engines."""
        site = self._site
        writer = Writer(site, page.language, page.path)
        site_description = writer.text(site.content.site.description).text
        if page.kind is PageKind.PROJECTS:
            return heading_of_list(writer, page), site_description
        label = str(page.year) if page.year else section_name(writer, page.kind)
        if label:
            return writer.own(label), site_description
        title = getattr(view, "title", None) or writer.text(site.content.site.title)
        return title, _description(view) or site_description

    def picture(self, page: Page) -> tuple[str, SharePicture, Painter] | None:
        """What is to be drawn beside the page: its path, what is on it, and who draws it."""
        shown = share_picture(self._site, page) if self._painter else None
        return (f"{page.path}{SHARE}", shown, self._painter) if self._painter and shown else None

    def inspected(self, page: Page, markup: Markup) -> Iterator[Diagnostic]:
        """What is wrong with the page as it was made. The page is not published, so the template stands beside it."""
        span, template = Span(f"public/{page.file}"), Span(f"templates/{TEMPLATES[page.kind]}")
        for found in faults_of(markup, self._subject(page)):
            severity = severity_of(found.code, self._site.content.site.checks)
            if severity is not None and found.code not in _TOLD_OF_SOURCES:
                yield Diagnostic(found.code, severity, span, found.parameters, (template,))
        severity = severity_of(_HIDDEN, self._site.content.site.checks)
        if severity is not None and page.is_indexed and markup.is_unlisted:
            yield Diagnostic(_HIDDEN, severity, span, (), (template,))

    def _subject(self, page: Page) -> Subject:
        site = self._site
        return Subject(
            page.file,
            marking(covered(site, page.covers)),
            site.content.site.base_url,
            tuple(site.segments[language].accessibility.strip("/") for language in site.languages),
            has_support=bool(page.covers),
        )


_BUILDERS: dict[PageKind, Callable[[Site, Page], View]] = {
    PageKind.HOME: home_page,
    PageKind.PROJECTS: project_list,
    PageKind.NEWS_LIST: news_list,
    PageKind.TOPICS: topic_index,
    PageKind.TOPIC: topic_page,
    PageKind.ORGANISATIONS: organisation_index,
    PageKind.ORGANISATION: organisation_page,
    PageKind.PLACES: place_index,
    PageKind.PLACE: place_page,
    PageKind.GLOSSARY: glossary_page,
    PageKind.ACCESSIBILITY: accessibility_statement,
    PageKind.DUTIES: duties_page,
    PageKind.NOT_FOUND: not_found_page,
    PageKind.REDIRECT: redirect_page,
}


def duty_sheet(view: DutiesPage, template_folders: list[Path], words: Words) -> str | Diagnostic:
    """The duties as one HTML file that needs nothing beside it, or what is wrong with its template."""
    try:
        return environment(template_folders, words, {}, way=CALLED).get_template(DUTY_SHEET).render(view=view)
    except Exception as error:  # as above
        return _fault(error, template_folders)


def audit_sheet(view: AuditReport, template_folders: list[Path], words: Words) -> str:
    """The report of an audit as one HTML file."""
    return environment(template_folders, words, {}, way=CALLED).get_template(AUDIT_SHEET).render(view=view)


def _fault(error: Exception, folders: list[Path]) -> Diagnostic:
    name, line, reason = _where(error, folders)
    span = Span(f"templates/{name}", line, 1, line, 1) if line else Span(f"templates/{name}")
    return problem("template-fault", span, reason=reason)


def _description(view: View) -> str:
    """The summary as plain text, or as much of it as a description may have."""
    for name in ("summary", "lead", "body"):
        passage = getattr(view, name, None)
        if isinstance(passage, Passage):
            return beginning(passage.html, DESCRIPTION_LENGTH)
    return ""


def _where(error: Exception, folders: list[Path]) -> tuple[str, int, str]:
    """The template and line of a fault: a syntax error knows them, for others they are in the traceback."""
    reason = _reason(error)
    line = getattr(error, "lineno", None)
    if line is not None:
        return str(getattr(error, "name", "") or ""), int(line), reason
    name, number = "", 0
    trace = error.__traceback__
    roots = [str(folder) for folder in folders]
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        root = next((root for root in roots if filename.startswith(root)), None)
        if root is not None:
            name, number = filename.removeprefix(root).lstrip("/"), trace.tb_lineno
        trace = trace.tb_next
    return name, number, reason


def _reason(error: Exception) -> str:
    """What the template did, without the names of the program's own types and folders."""
    if isinstance(error, TemplateNotFound):
        return f"no template {error.name}"
    said = str(error.message) if isinstance(error, TemplateError) and error.message else str(error)
    missing = re.search(r"has no attribute '(\w+)'|'(\w+)' is undefined", said)
    if missing:
        return f"no {missing[1] or missing[2]}"
    return said if isinstance(error, TemplateSyntaxError) else f"{type(error).__name__}: {said}"


_FRESH = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def write(folder: Path, path: str, data: bytes) -> None:
    """Write a file of the site below `folder`. By descriptor, and nothing asked of folders before: half the time."""
    target = f"{folder}/{path}"
    try:
        file = os.open(target, _FRESH, 0o666)
    except FileNotFoundError:
        _make_folder(target.rpartition("/")[0])
        file = os.open(target, _FRESH, 0o666)
    try:
        left = memoryview(data)
        while left:  # a disk that is nearly full takes a part, and complains of the next one only
            left = left[os.write(file, left) :]
    finally:
        os.close(file)


def _make_folder(folder: str) -> None:
    """Make a folder, mostly in one that is there: `os.makedirs` asks for that before, 10 µs."""
    try:
        os.mkdir(folder)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    except FileExistsError:  # another process has made it meanwhile
        pass
