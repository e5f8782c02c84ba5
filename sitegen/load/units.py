"""The files of the content folder, put together by what they make: a project, a news item, a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.diagnostics import Span, problem
from sitegen.languages import Language
from sitegen.load.decode import closest
from sitegen.load.files import Folder
from sitegen.load.markdown import load_text, split_dated, split_name
from sitegen.load.projects import load_project
from sitegen.models.content import MarkdownText, NewsRecord, PageRecord, ProjectRecord
from sitegen.urls import is_slug, slugify
from sitegen.values import dataclass

Languages = tuple[Language, ...]
AnyRecord = ProjectRecord | NewsRecord | PageRecord


@dataclass(frozen=True, slots=True)
class Unit:
    """The files of one record. `kind`: the folder that they lie in; `files`: their names in it, in order.

    `name` is the slug, of news items with the day in front (`day`).
    """

    kind: str
    name: str
    files: tuple[str, ...]
    day: date | None = None

    @property
    def id(self) -> str:
        """`news/2019-09-19-x`."""
        return f"{self.kind}/{self.name}"

    @property
    def paths(self) -> tuple[str, ...]:
        """Its files below the content folder."""
        return tuple(f"{self.kind}/{name}" for name in self.files)


def survey(folder: Folder, languages: Languages) -> Iterator[Unit]:
    """Every record of the folder, by the names of its files: projects, news, pages. Names that fit nowhere are told."""
    yield from _projects(folder, languages)
    yield from _texts(folder, "news", languages)
    yield from _texts(folder, "pages", languages)


def _projects(folder: Folder, languages: Languages) -> Iterator[Unit]:
    names = folder.files("projects")
    files: dict[str, list[str]] = {name.removesuffix(".yaml"): [name] for name in names if name.endswith(".yaml")}
    for name in names:
        if name.endswith(".md"):
            _describe(folder, name, files, languages)
        elif not name.endswith(".yaml"):
            tell_misnamed(folder, f"projects/{name}")
    for slug, found in files.items():
        yield Unit("projects", slug, tuple(found))


def _describe(folder: Folder, name: str, files: dict[str, list[str]], languages: Languages) -> None:
    parts = split_name(folder, "projects", name, languages)
    if parts is None:
        return
    slug = parts[0]
    if slug in files:
        files[slug].append(name)
    else:
        path = folder.shown(f"projects/{name}")
        folder.found.add(problem("orphan-text", Span(path), slug=slug, **closest(slug, files)))


def _texts(folder: Folder, kind: str, languages: Languages) -> Iterator[Unit]:
    found: dict[tuple[date | None, str], list[str]] = {}
    for name in folder.files(kind):
        if not name.endswith(".md"):
            tell_misnamed(folder, f"{kind}/{name}")
            continue
        parts = split_name(folder, kind, name, languages)
        named = _named(folder, kind, name, parts) if parts else None
        if named is not None:
            found.setdefault(named, []).append(name)
    for (day, slug), names in found.items():
        yield Unit(kind, f"{day.isoformat()}-{slug}" if day else slug, tuple(names), day)


def _named(folder: Folder, kind: str, name: str, parts: tuple[str, Language]) -> tuple[date | None, str] | None:
    """The day and the slug that a file's name tells; None, and told, when it is no slug."""
    if kind == "news":
        return split_dated(folder, name, parts[0])
    if is_slug(parts[0]):
        return None, parts[0]
    path = folder.shown(f"pages/{name}")
    suggestion = f"{slugify(parts[0]) or 'name'}.{parts[1]}.md"
    folder.found.add(problem("bad-file-name", Span(path), form="<name>.<language>.md", suggestion=suggestion))
    return None


def tell_misnamed(folder: Folder, relative: str) -> None:
    """A file that is no part of the content; what it may have been meant to be called."""
    stem, _, ending = relative.rpartition(".")
    meant = {"yml": ".yaml", "YAML": ".yaml", "markdown": ".md", "MD": ".md"}.get(ending, "")
    suggestion = {"suggestion": folder.shown(stem + meant)} if meant else {}
    folder.found.add(problem("unexpected-file", Span(folder.shown(relative)), **suggestion))


def read_unit(folder: Folder, unit: Unit, languages: Languages) -> tuple[AnyRecord | None, list[str]]:
    """The record of a unit, and the paths of those of its texts that are broken; no record when nothing is usable."""
    if unit.kind == "projects":
        return _read_project(folder, unit, languages), []
    texts, broken = _read_texts(folder, unit, unit.files, languages)
    if not texts:
        return None, broken
    slug = unit.name[11:] if unit.day else unit.name
    return (NewsRecord(slug, unit.day, texts) if unit.day else PageRecord(slug, texts)), broken


def _read_project(folder: Folder, unit: Unit, languages: Languages) -> ProjectRecord | None:
    descriptions, _ = _read_texts(folder, unit, unit.files[1:], languages)
    record = load_project(folder, unit.name, languages, descriptions)
    if record is not None and not is_slug(unit.name):
        path = folder.shown(f"projects/{unit.name}.yaml")
        meant = f"{slugify(unit.name)}.yaml"
        folder.found.add(problem("bad-file-name", Span(path), form="<name>.yaml", suggestion=meant))
        return None
    return record


def _read_texts(
    folder: Folder, unit: Unit, names: tuple[str, ...], languages: Languages
) -> tuple[dict[Language, MarkdownText], list[str]]:
    texts: dict[Language, MarkdownText] = {}
    broken: list[str] = []
    for name in names:
        language = Language(name.removesuffix(".md").rpartition(".")[2])
        relative = f"{unit.kind}/{name}"
        text = load_text(folder, relative, language, languages, needs_title=unit.kind != "projects")
        if text is None:
            broken.append(relative)
        else:
            texts[language] = text
    return texts, broken
