"""The pictures and documents that content names: in fields, in texts, in the registries.

Whether a file is published follows from who names it (`sitegen.published.Outline.withheld`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.models.content import Content, MarkdownText
from sitegen.models.project import Project
from sitegen.source import Step
from sitegen.targets import media_target
from sitegen.texts import Shelf, origins
from sitegen.values import dataclass

Named = Iterator[tuple[str, tuple[Step, ...]]]
"""A path as it is written, and the steps to it."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a registry names: where (`path`, `steps`), and whether it is shown as a picture."""

    name: str
    path: str
    steps: tuple[Step, ...]
    is_picture: bool


def of_project(project: Project) -> Named:
    """The files that a version of a record names in fields."""
    for index, document in enumerate(project.documents):
        yield document.file, ("documents", index, "file")
    for index, image in enumerate(project.images):
        yield image.file, ("images", index, "file")


def of_text(text: MarkdownText) -> Named:
    """The files that a Markdown file names in its front matter."""
    for index, document in enumerate(text.fields.documents):
        yield document.file, ("documents", index, "file")
    if text.fields.image:
        yield text.fields.image, ("image",)


def of_registries(content: Content) -> Iterator[NamedFile]:
    """The files that the site's own file and the organisations name."""
    site, organisations = f"{content.folder}/site.yaml", f"{content.folder}/organisations.yaml"
    for mark, name in content.site.marks.items():
        yield NamedFile(name, site, ("marks", mark), is_picture=True)
    report = content.site.accessibility.report if content.site.accessibility else None
    if report and report.file:
        yield NamedFile(report.file, site, ("accessibility", "report", "file"), is_picture=False)
    for slug, organisation in content.organisations.items():
        if organisation.logo:
            yield NamedFile(organisation.logo.file, organisations, (slug, "logo", "file"), is_picture=True)


def named_files(content: Content, shelf: Shelf) -> Mapping[str, frozenset[str]]:
    """The files that the listed records and texts name, in any version, by the path of the file that names them."""
    found: dict[str, set[str]] = {}
    for path, name in (*_in_fields(content), *_in_texts(content, shelf)):
        if name:
            found.setdefault(path, set()).add(name)
    return {path: frozenset(names) for path, names in found.items()}


def _in_fields(content: Content) -> Iterator[tuple[str, str]]:
    for record in content.projects:
        for version in record.versions:
            yield from ((record.path, name) for name, _ in of_project(version.project))
    for text in content.markdown():
        yield from ((text.path, name) for name, _ in of_text(text))


def _in_texts(content: Content, shelf: Shelf) -> Iterator[tuple[str, str]]:
    if not content.media:
        return
    for origin in origins(content):
        for link in shelf[origin.language, origin.text].links:
            yield origin.path, media_target(content, origin.path, link.target)


def of_paths(named: Mapping[str, frozenset[str]], paths: Iterable[str]) -> frozenset[str]:
    """The files that these sources name."""
    return frozenset[str]().union(*(named.get(path, frozenset()) for path in paths))
