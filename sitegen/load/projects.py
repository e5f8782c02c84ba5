"""Project records: the original and every amended version, decoded with the same rules."""

from __future__ import annotations

from sitegen.diagnostics import Collector, Span, problem
from sitegen.languages import Language
from sitegen.load.amendments import lay
from sitegen.load.decode import UNKNOWN, salvage
from sitegen.load.files import Folder
from sitegen.models.content import MarkdownText, ProjectRecord, Version
from sitegen.models.project import Amendment, Project
from sitegen.source import Mapping, Sequence, Tree, read_yaml


def load_project(
    folder: Folder, slug: str, languages: tuple[Language, ...], descriptions: dict[Language, MarkdownText]
) -> ProjectRecord | None:
    """The record in `projects/<slug>.yaml`, or None when it has errors (which are told)."""
    relative = f"projects/{slug}.yaml"
    text = folder.read(relative)
    if text is None:
        return None
    path = folder.shown(relative)
    tree = read_record(path, text, folder.found)
    if tree is None:
        return None
    trees = version_trees(tree, folder.found, languages)
    projects: list[Project] = []
    wrong: frozenset[str] = frozenset()
    for one in trees:
        project, faults = salvage(Project, one, folder.found, languages, _spare(languages[0]))
        if project is None:
            return None
        projects.append(project)
        wrong |= faults
    amendments: tuple[Amendment | None, ...] = (None, *projects[0].amendments)
    if len(amendments) != len(projects):
        projects, amendments = projects[:1], amendments[:1]
    pairs = enumerate(zip(amendments, projects, strict=True))
    versions = tuple(Version(number, amendment, project) for number, (amendment, project) in pairs)
    return ProjectRecord(slug, path, versions, descriptions, wrong)


def _spare(primary: Language) -> dict[str, object]:
    """What stands in for a required field that is wrong."""
    text = {primary: UNKNOWN}
    return {
        "number": UNKNOWN,
        "title": text,
        "summary": text,
        "programme": UNKNOWN,
        "fund": "esf",
        "beneficiary": UNKNOWN,
    }


def read_record(path: str, text: str, found: Collector) -> Mapping | None:
    """The map that a record's file holds; None, and told, when it holds nothing or something else."""
    quiet = Collector()
    tree = read_yaml(path, text, quiet)
    found.extend(quiet.in_order())
    if isinstance(tree, Mapping):
        return tree
    if not quiet.has_errors:
        code = "empty-file" if tree is None or not text.strip() else "not-a-map"
        found.add(problem(code, Span(path, 1, 1, 1, 1) if tree is None else tree.span))
    return None


def version_trees(tree: Mapping, found: Collector, languages: tuple[Language, ...]) -> list[Mapping]:
    """The record's trees: as written, then after each amendment in turn."""
    trees = [tree]
    bare = Mapping(tuple(entry for entry in tree.entries if entry.key.text != "amendments"), tree.span)
    for changes in _changes(tree):
        bare = lay(bare, changes, found, languages) if changes is not None else bare
        trees.append(bare)
    return trees


def _changes(tree: Mapping) -> list[Mapping | None]:
    entry = tree.entry("amendments")
    if entry is None or not isinstance(entry.value, Sequence):
        return []
    return [_changes_of(item) for item in entry.value.items]


def _changes_of(item: Tree) -> Mapping | None:
    entry = item.entry("changes") if isinstance(item, Mapping) else None
    return entry.value if entry and isinstance(entry.value, Mapping) else None
