"""The program's own checks of the records made, told at the cells that they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sitegen.diagnostics import Collector, Diagnostic, Severity, Span, problem
from sitegen.importing.placing import Known
from sitegen.importing.writing import Line, State
from sitegen.load import Folder, World, content_of
from sitegen.load.projects import load_project, read_record
from sitegen.pipeline.looking_up import words_of
from sitegen.rules import Context, Scope, check, settle_all
from sitegen.rules.sums import normalised
from sitegen.settings import Settings
from sitegen.source import entry_at, plain
from sitegen.texts import shelve


class _Made(Folder):
    """A content folder in which files are that nobody has written yet."""

    def __init__(self, folder: Folder, files: Mapping[str, str], found: Collector) -> None:
        super().__init__(folder.path, folder.name, found)
        self._files = files

    def read(self, relative: str) -> str | None:
        self.texts[self.shown(relative)] = self._files[relative]
        return self._files[relative]


def known_projects(folder: Folder) -> Known | None:
    """What is there already, filled in or not; None, and told, when a file is no YAML: its number is not known."""
    numbers: dict[str, str] = {}
    slugs: set[str] = set()
    is_whole = True
    for name in folder.files("projects"):
        if not name.endswith(".yaml"):
            continue
        told = Collector()
        path, text = folder.shown(f"projects/{name}"), Folder(folder.path, folder.name, told).read(f"projects/{name}")
        tree = read_record(path, text, told) if text is not None else None
        slugs.add(name.removesuffix(".yaml"))
        if tree is None:
            is_whole = False
            folder.found.extend((problem("import-record-unread", Span(path)), *told.in_order()))
        elif isinstance(number := plain(entry_at(tree, ("number",))[1]), str):
            numbers.setdefault(normalised(number), path)
    return Known(numbers, frozenset(slugs)) if is_whole else None


def judge(folder: Folder, world: World, made: Mapping[str, list[Line]], settings: Settings) -> tuple[Diagnostic, ...]:
    """What is wrong with the records made, by their paths under the content folder, as far as it comes from somewhere.

    Errors of all kinds, and what the checks of figures, sums and days find. The world has a site.
    """
    found = Collector()
    files = {path: "".join(f"{_checked(line)}\n" for line in lines) for path, lines in made.items()}
    texts = _Made(folder, files, found)
    slugs = (path.removeprefix("projects/").removesuffix(".yaml") for path in files)
    loaded = (load_project(texts, slug, world.languages, {}) for slug in slugs)
    records = [one for one in loaded if one is not None]
    content = replace(
        content_of(texts, world, [*records], {"projects": frozenset(), "texts": frozenset()}, {}), has_registries=False
    )
    context = Context(content, settings.day, shelve(content), words_of(settings, content.languages))
    check(context, found, (Scope.PROJECT,))
    others = Collector()
    check(context, others, (Scope.RECORD,))
    found.extend(one for one in others.in_order() if one.severity is Severity.ERROR)
    if world.site is not None:
        settle_all(world.site.checks, (), frozenset(), found)
    origins = {folder.shown(path): _origins(_without_broken(lines)) for path, lines in made.items()}
    placed = (_placed(one, origins) for one in found.in_order())
    return tuple(one for one in placed if one is not None)


def _checked(line: Line) -> str:
    """A line as it is checked: a text that stands empty hides nothing of the rest when it is not there at all."""
    return "" if line.origin is None and line.text.endswith(': ""') else str(line)


def _without_broken(lines: list[Line]) -> list[Line]:
    """The lines without the origins of fields in which something was not understood: what is told of these follows."""
    names = [line.text.partition(":")[0] if not line.depth else "" for line in lines]
    blocks: list[str] = []
    for line, name in zip(lines, names, strict=True):
        is_head = name and line.state is not State.REMARK
        blocks.append(name if is_head else blocks[-1] if blocks else "")
    broken = {block for line, block in zip(lines, blocks, strict=True) if line.state is State.ASIDE}
    broken |= {"fund"} if "funding" in broken else set()
    pairs = zip(lines, blocks, strict=True)
    return [replace(line, origin=None) if block in broken else line for line, block in pairs]


def _origins(lines: list[Line]) -> list[Span | None]:
    """Where each line comes from: that which is only a key, from where the first one below it does."""
    found: list[Span | None] = []
    after: Span | None = None
    for line in reversed(lines):
        is_key = line.origin is None and (line.text.endswith(":") or line.text.startswith("- "))
        after = after if is_key else line.origin
        found.append(after)
    return found[::-1]


def _placed(one: Diagnostic, origins: Mapping[str, list[Span | None]]) -> Diagnostic | None:
    """The problem at the cell, or the line of the mapping, where it comes from; None when it comes from neither."""
    lines = origins.get(one.span.path, [])
    origin = lines[one.span.line - 1] if 0 < one.span.line <= len(lines) else None
    if origin is None:
        return None
    related = (lines[span.line - 1] if span.line else None for span in one.related if span.path == one.span.path)
    cells = tuple(dict.fromkeys(span for span in related if span is not None and span != origin))
    return replace(one, span=origin, related=(one.span, *cells))
