"""Files → trees with spans → records. Reads, decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sitegen.diagnostics import Collector, Span, problem
from sitegen.languages import Language
from sitegen.load.decode import closest
from sitegen.load.files import Folder
from sitegen.load.markdown import load_text, split_dated, split_name
from sitegen.load.projects import load_project
from sitegen.load.registry import TagNames, load_audit, load_registry, load_site
from sitegen.models.content import Content, MarkdownText, NewsRecord, PageRecord, ProjectRecord, index_of
from sitegen.models.site import GlossaryTerm, Organisation, Programme
from sitegen.urls import is_slug, slugify
from sitegen.values import dataclass

_KNOWN = frozenset({"site.yaml", "audit.yaml", "organisations.yaml", "programmes.yaml", "tags.yaml", "glossary.yaml"})

_FOLDERS = ("projects", "news", "pages", "media")

Languages = tuple[Language, ...]


def load(path: Path, found: Collector) -> Content | None:
    """Everything in the content folder at `path`; None, and told, when there is no usable `site.yaml`.

    A project or `site.yaml` with faulty fields is kept without them (`wrong`), so that the rest is checked in the same
    run; what could not be read at all is left out and remembered in `broken`, so that what names it is not told too.
    """
    folder = Folder(path, path.name or "content", found)
    site, codes, wrong = load_site(folder)
    languages = tuple(Language(code) for code in codes)
    registries = _registries(folder, codes)
    projects, broken_projects = _projects(folder, languages)
    broken_texts: set[str] = set()
    news, pages = tuple(_news(folder, languages, broken_texts)), tuple(_pages(folder, languages, broken_texts))
    _tell_unexpected(folder)
    if site is None:
        return None
    return Content(
        folder=folder.name,
        site=site,
        audit=load_audit(folder, codes),
        organisations=registries.organisations,
        programmes=registries.programmes,
        tags=registries.tags,
        glossary=registries.glossary,
        projects=projects,
        news=news,
        pages=pages,
        media=folder.tree("media"),
        texts=folder.texts,
        broken={
            **registries.broken,
            "projects": broken_projects,
            "texts": frozenset(broken_texts),
            "site": wrong,
        },
        index=index_of(projects, news, pages),
    )


@dataclass(frozen=True, slots=True)
class _Registries:
    """What the registry files hold, and, by the file's name, the ids of their broken records."""

    organisations: dict[str, Organisation]
    programmes: dict[str, Programme]
    tags: dict[str, dict[str, str]]
    glossary: dict[str, GlossaryTerm]
    broken: dict[str, frozenset[str]]


def _registries(folder: Folder, codes: tuple[str, ...]) -> _Registries:
    organisations, broken_organisations = load_registry(folder, "organisations.yaml", Organisation, codes)
    programmes, broken_programmes = load_registry(folder, "programmes.yaml", Programme, codes)
    tags, broken_tags = load_registry(folder, "tags.yaml", TagNames, codes)
    glossary, broken_terms = load_registry(folder, "glossary.yaml", GlossaryTerm, codes)
    broken = {
        "organisations": broken_organisations,
        "programmes": broken_programmes,
        "tags": broken_tags,
        "glossary": broken_terms,
    }
    names = {slug: tag.name for slug, tag in tags.items()}
    return _Registries(organisations, programmes, names, glossary, broken)


def _projects(folder: Folder, languages: Languages) -> tuple[tuple[ProjectRecord, ...], frozenset[str]]:
    names = folder.files("projects")
    slugs = [name.removesuffix(".yaml") for name in names if name.endswith(".yaml")]
    descriptions = _descriptions(folder, [name for name in names if name.endswith(".md")], slugs, languages)
    for name in names:
        if not name.endswith((".yaml", ".md")):
            _tell_misnamed(folder, f"projects/{name}")
    records: list[ProjectRecord] = []
    broken: set[str] = set()
    for slug in slugs:
        record = load_project(folder, slug, languages, descriptions.get(slug, {}))
        if record is None:
            broken.add(slug)
        elif not is_slug(slug):
            path = folder.shown(f"projects/{slug}.yaml")
            folder.found.add(
                problem("bad-file-name", Span(path), form="<name>.yaml", suggestion=f"{slugify(slug)}.yaml")
            )
            broken.add(slug)
        else:
            records.append(record)
    return tuple(records), frozenset(broken)


def _descriptions(
    folder: Folder, names: list[str], slugs: list[str], languages: Languages
) -> dict[str, dict[Language, MarkdownText]]:
    found: dict[str, dict[Language, MarkdownText]] = {}
    for name in names:
        parts = split_name(folder, "projects", name, languages)
        if parts is None:
            continue
        slug, language = parts
        if slug not in slugs:
            path = folder.shown(f"projects/{name}")
            folder.found.add(problem("orphan-text", Span(path), slug=slug, **closest(slug, slugs)))
            continue
        text = load_text(folder, f"projects/{name}", language, languages, needs_title=False)
        if text is not None:
            found.setdefault(slug, {})[language] = text
    return found


def _news(folder: Folder, languages: Languages, broken: set[str]) -> Iterator[NewsRecord]:
    items: dict[tuple[date, str], dict[Language, MarkdownText]] = {}
    for name in folder.files("news"):
        if not name.endswith(".md"):
            _tell_misnamed(folder, f"news/{name}")
            continue
        parts = split_name(folder, "news", name, languages)
        dated = split_dated(folder, name, parts[0]) if parts else None
        if parts is None or dated is None:
            continue
        text = load_text(folder, f"news/{name}", parts[1], languages, needs_title=True)
        if text is not None:
            items.setdefault(dated, {})[parts[1]] = text
        else:
            broken.add(f"news/{name}")
    for (day, slug), texts in items.items():
        yield NewsRecord(slug, day, texts)


def _pages(folder: Folder, languages: Languages, broken: set[str]) -> Iterator[PageRecord]:
    items: dict[str, dict[Language, MarkdownText]] = {}
    for name in folder.files("pages"):
        if not name.endswith(".md"):
            _tell_misnamed(folder, f"pages/{name}")
            continue
        parts = split_name(folder, "pages", name, languages)
        if parts is None:
            continue
        if not is_slug(parts[0]):
            path = folder.shown(f"pages/{name}")
            suggestion = f"{slugify(parts[0]) or 'name'}.{parts[1]}.md"
            folder.found.add(problem("bad-file-name", Span(path), form="<name>.<language>.md", suggestion=suggestion))
            continue
        text = load_text(folder, f"pages/{name}", parts[1], languages, needs_title=True)
        if text is not None:
            items.setdefault(parts[0], {})[parts[1]] = text
        else:
            broken.add(f"pages/{name}")
    for slug, texts in items.items():
        yield PageRecord(slug, texts)


def _tell_misnamed(folder: Folder, relative: str) -> None:
    stem, _, ending = relative.rpartition(".")
    meant = {"yml": ".yaml", "YAML": ".yaml", "markdown": ".md", "MD": ".md"}.get(ending, "")
    suggestion = {"suggestion": folder.shown(stem + meant)} if meant else {}
    folder.found.add(problem("unexpected-file", Span(folder.shown(relative)), **suggestion))


def _tell_unexpected(folder: Folder) -> None:
    for name in folder.files("."):
        if name not in _KNOWN:
            _tell_misnamed(folder, name)
    for name in folder.folders("."):
        if name not in _FOLDERS:
            near = closest(name, _FOLDERS)
            meant = {"suggestion": folder.shown(near["suggestion"])} if near else {}
            folder.found.add(problem("unexpected-file", Span(folder.shown(name)), **meant))
    for parent in ("projects", "news", "pages"):
        for name in folder.folders(parent):
            folder.found.add(problem("unexpected-file", Span(folder.shown(f"{parent}/{name}"))))
