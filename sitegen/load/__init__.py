"""Files → trees with spans → records. Reads, decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sitegen.diagnostics import Collector, Span, problem
from sitegen.languages import Language
from sitegen.load.decode import closest
from sitegen.load.files import Folder, bytes_of
from sitegen.load.intake import tell_strange, tell_strange_code
from sitegen.load.registry import TagNames, load_audit, load_registry, load_site
from sitegen.load.units import AnyRecord, Unit, read_unit, survey, tell_misnamed
from sitegen.manifest import ADDRESSES
from sitegen.models.content import Content, MediaFile, NewsRecord, PageRecord, ProjectRecord, index_of
from sitegen.models.site import AuditResult, GlossaryTerm, Organisation, Programme, Site
from sitegen.values import dataclass

__all__ = [
    "AnyRecord",
    "Folder",
    "Unit",
    "World",
    "bytes_of",
    "content_of",
    "load",
    "media_of",
    "read_unit",
    "read_world",
    "survey",
    "tell_strange",
    "tell_strange_code",
    "tell_unexpected",
]

_KNOWN = frozenset(
    {"site.yaml", "audit.yaml", "organisations.yaml", "programmes.yaml", "tags.yaml", "glossary.yaml", ADDRESSES}
)

_FOLDERS = ("projects", "news", "pages", "media")


@dataclass(frozen=True, slots=True)
class World:
    """What all records share: the site's own file and the registries.

    `site` is None when its file is of no use; `wrong`: its faulty fields, which were taken out. `broken`: by registry
    the ids of its broken records.
    """

    site: Site | None
    codes: tuple[str, ...]
    audit: AuditResult | None
    organisations: dict[str, Organisation]
    programmes: dict[str, Programme]
    tags: dict[str, dict[str, str]]
    glossary: dict[str, GlossaryTerm]
    wrong: frozenset[str]
    broken: dict[str, frozenset[str]]

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that everything is read by."""
        return tuple(Language(code) for code in self.codes)


def load(path: Path, found: Collector) -> Content | None:
    """Everything in the content folder at `path`; None, and told, when there is no usable `site.yaml`.

    A project or `site.yaml` with faulty fields is kept without them (`wrong`), so that the rest is checked in the same
    run; what could not be read at all is left out and remembered in `broken`, so that what names it is not told too.
    """
    folder = Folder(path, path.name or "content", found)
    if tell_strange(folder):
        return None
    world = read_world(folder)
    records: list[AnyRecord] = []
    broken: dict[str, set[str]] = {"projects": set(), "texts": set()}
    for unit in survey(folder, world.languages):
        record, faulty = read_unit(folder, unit, world.languages)
        broken["texts"].update(faulty)
        if record is not None:
            records.append(record)
        elif unit.kind == "projects":
            broken["projects"].add(unit.name)
    tell_unexpected(folder)
    if world.site is None:
        return None
    missing = {kind: frozenset(names) for kind, names in broken.items()}
    return content_of(folder, world, records, missing, media_of(folder))


def content_of(
    folder: Folder,
    world: World,
    records: list[AnyRecord],
    broken: Mapping[str, frozenset[str]],
    media: Mapping[str, MediaFile],
) -> Content:
    """The content with these records; `broken`: those that are missing from it. The world has a site."""
    if world.site is None:
        raise TypeError("content without a site")
    projects = tuple(one for one in records if isinstance(one, ProjectRecord))
    news = tuple(one for one in records if isinstance(one, NewsRecord))
    pages = tuple(one for one in records if isinstance(one, PageRecord))
    return Content(
        folder=folder.name,
        site=world.site,
        audit=world.audit,
        organisations=world.organisations,
        programmes=world.programmes,
        tags=world.tags,
        glossary=world.glossary,
        projects=projects,
        news=news,
        pages=pages,
        media=media,
        texts=folder.texts,
        broken={**world.broken, **broken, "site": world.wrong},
        index=index_of(projects, news, pages),
    )


def media_of(folder: Folder) -> dict[str, MediaFile]:
    """Every picture and document."""
    return folder.tree("media")


def read_world(folder: Folder) -> World:
    """The site's own file, the registries, and the note of the last automatic check."""
    site, codes, wrong = load_site(folder)
    organisations, broken_organisations = load_registry(folder, "organisations.yaml", Organisation, codes)
    programmes, broken_programmes = load_registry(folder, "programmes.yaml", Programme, codes)
    tags, broken_tags = load_registry(folder, "tags.yaml", TagNames, codes)
    glossary, broken_terms = load_registry(folder, "glossary.yaml", GlossaryTerm, codes)
    return World(
        site=site,
        codes=codes,
        audit=load_audit(folder, codes) if site is not None else None,
        organisations=organisations,
        programmes=programmes,
        tags={slug: tag.name for slug, tag in tags.items()},
        glossary=glossary,
        wrong=wrong,
        broken={
            "organisations": broken_organisations,
            "programmes": broken_programmes,
            "tags": broken_tags,
            "glossary": broken_terms,
        },
    )


def tell_unexpected(folder: Folder) -> None:
    """Files and folders that are no part of the content."""
    for name in folder.files("."):
        if name not in _KNOWN:
            tell_misnamed(folder, name)
    for name in folder.folders("."):
        if name not in _FOLDERS:
            near = closest(name, _FOLDERS)
            meant = {"suggestion": folder.shown(near["suggestion"])} if near else {}
            folder.found.add(problem("unexpected-file", Span(folder.shown(name)), **meant))
    for parent in ("projects", "news", "pages"):
        for name in folder.folders(parent):
            folder.found.add(problem("unexpected-file", Span(folder.shown(f"{parent}/{name}"))))
