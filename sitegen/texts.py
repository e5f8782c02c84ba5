"""Every Markdown text of the content, with where it stands and whose facts it may name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from sitegen.diagnostics import Collector, Span
from sitegen.languages import Language
from sitegen.load.decode import UNKNOWN
from sitegen.load.projects import version_trees
from sitegen.models.content import Content, MarkdownText, ProjectRecord, Version
from sitegen.prose import Place, PlaceKind, Prose, allowances, parse
from sitegen.source import Entry, Step, entry_at, read_yaml, span_at
from sitegen.source import Mapping as Tree
from sitegen.source import Tree as AnyTree
from sitegen.values import dataclass

Shelf = Mapping[tuple[Language, str], Prose]
"""Parsed texts by language and source."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A text and its place.

    `version` and `steps` lead to it in a record (or, in a Markdown file, in the front matter); without steps it is the
    body that starts on `first_line`. `projects`: whose facts it may name; `day`: as of which day, None for the
    version it stands in. `is_markdown`: else it is shown as it is written.
    """

    path: str
    language: Language
    text: str
    projects: tuple[str, ...]
    day: date | None = None
    version: int | None = None
    steps: tuple[Step, ...] = ()
    first_line: int = 1
    is_markdown: bool = True


def shelve(content: Content) -> dict[tuple[Language, str], Prose]:
    """Parse every text once."""
    wanted = dict.fromkeys((origin.language, origin.text) for origin in origins(content))
    return {(language, text): parse(text, language) for language, text in wanted}


def origins(content: Content) -> Iterator[Origin]:
    """Every Markdown text of the content."""
    for record in content.projects:
        yield from _of_project(record)
    for text, projects, day in _markdown_texts(content):
        yield from _of_markdown(text, projects, day)


def _of_project(record: ProjectRecord) -> Iterator[Origin]:
    own = (record.slug,)
    for version in record.versions:
        project = version.project
        named: list[tuple[tuple[Step, ...], Mapping[str, str] | None]] = [
            (("summary",), project.summary),
            (("easy_read",), project.easy_read),
            (("goal",), project.goal),
            *((("activities", index), activity) for index, activity in enumerate(project.activities)),
        ]
        for steps, texts in named:
            yield from _localised(record.path, own, version.number, steps, texts)
        if version.amendment is not None:
            steps = ("amendments", version.number - 1, "reason")
            yield from _localised(record.path, own, version.number, steps, version.amendment.reason)


def every_text(content: Content, day: date, markdown: Iterable[Origin]) -> Iterator[Origin]:
    """Every text for readers: the Markdown ones (`origins`), and titles, labels, names, captions, addresses.

    A text of a record that several versions share stands once: in the version in force on `day` when it is one of them,
    else in the last.
    """
    shared: dict[tuple[str, tuple[Step, ...], str], Origin] = {}
    in_force = {record.path: record.in_force(day).number for record in content.projects}
    for origin in (*markdown, *_plain(content)):
        if origin.version is None:
            yield origin
            continue
        key = (origin.path, origin.steps, origin.text)
        if key not in shared or shared[key].version != in_force[origin.path]:
            shared[key] = origin
    yield from shared.values()


def _plain(content: Content) -> Iterator[Origin]:
    languages = frozenset(content.languages)
    for name in ("site", "organisations", "programmes", "tags", "glossary") if content.has_registries else ():
        path = f"{content.folder}/{name}.yaml"
        for way, texts in localised_values(getattr(content, name), languages):
            yield from _in_languages(path, (), None, way, texts)
    spoken = content.languages
    for record in content.projects:
        for version in record.versions:
            yield from _plain_of(record, version, spoken)
    for text, projects, day in _markdown_texts(content):
        for name in ("title", "author", "image_alt"):
            value = getattr(text.fields, name)
            if value:
                yield Origin(text.path, text.language, value, projects, day, steps=(name,), is_markdown=False)


def _markdown_texts(content: Content) -> Iterator[tuple[MarkdownText, tuple[str, ...], date | None]]:
    """Every Markdown file, with the projects whose facts it may name and the day as of which it speaks."""
    for news in content.news:
        for text in news.texts.values():
            yield text, text.fields.projects, text.fields.date or news.day
    for page in content.pages:
        for text in page.texts.values():
            yield text, text.fields.projects, None
    for record in content.projects:
        for description in record.descriptions.values():
            yield description, (record.slug,), None


def _plain_of(record: ProjectRecord, version: Version, languages: tuple[Language, ...]) -> Iterator[Origin]:
    for way, texts in localised_values(version.project, frozenset(languages)):
        if way[0] not in _MARKDOWN_FIELDS:
            yield from _in_languages(record.path, (record.slug,), version.number, way, texts)
    for index, place in enumerate(version.project.places):
        if place.address:  # one for all languages, as it is written locally
            steps = ("places", index, "address")
            yield Origin(
                record.path, languages[0], place.address, (), version=version.number, steps=steps, is_markdown=False
            )


_MARKDOWN_FIELDS = frozenset({"summary", "easy_read", "goal", "activities", "amendments"})


def _in_languages(
    path: str, own: tuple[str, ...], version: int | None, way: tuple[Step, ...], texts: Mapping[str, object]
) -> Iterator[Origin]:
    for language, text in texts.items():
        if isinstance(text, str) and text != UNKNOWN:  # which nobody wrote
            code = Language(language)
            yield Origin(path, code, text, own, version=version, steps=(*way, language), is_markdown=False)


def localised_values(
    value: object, languages: frozenset[Language], way: tuple[Step, ...] = ()
) -> Iterator[tuple[tuple[Step, ...], Mapping[str, object]]]:
    """Every value below `value` that is given by language; translated addresses (`slug`) and digests are not texts."""
    if isinstance(value, dict):
        if value and languages.issuperset(value):
            yield way, value
        else:
            for key, item in value.items():
                yield from localised_values(item, languages, (*way, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from localised_values(item, languages, (*way, index))
    elif isinstance(value, BaseModel):
        for name in _fields_to_walk(type(value)):
            inner = getattr(value, name)
            if inner:
                yield from localised_values(inner, languages, (*way, name))


@cache
def _fields_to_walk(kind: type[BaseModel]) -> tuple[str, ...]:
    """A model's fields that can hold maps: less than half of them."""
    fields = ((name, field.annotation) for name, field in kind.model_fields.items())
    return tuple(name for name, given in fields if name not in {"slug", "translates"} and _can_hold_maps(given))


def _can_hold_maps(kind: Any) -> bool:
    if isinstance(kind, type) and get_origin(kind) is None:
        return issubclass(kind, BaseModel | Mapping)
    return get_origin(kind) is dict or any(_can_hold_maps(part) for part in get_args(kind))


def _localised(
    path: str, own: tuple[str, ...], version: int, steps: tuple[Step, ...], texts: Mapping[str, str] | None
) -> Iterator[Origin]:
    for language, text in (texts or {}).items():
        yield Origin(path, Language(language), text, own, version=version, steps=(*steps, language))


def _of_markdown(text: MarkdownText, projects: tuple[str, ...], day: date | None) -> Iterator[Origin]:
    yield Origin(text.path, text.language, text.body, projects, day, first_line=text.first_line)
    if text.fields.summary is not None:
        yield Origin(text.path, text.language, text.fields.summary, projects, day, steps=("summary",))


def record_span(content: Content, record: ProjectRecord, version: int, *steps: Step) -> Span:
    """Where a value of a version is written: in the record, or in the amendment that changed it."""
    return span_at(_version_tree(content, record.path, version), *steps)


def changed_span(content: Content, record: ProjectRecord, version: int, *ways: tuple[Step, ...]) -> Span:
    """Of several values, the one that the version's own amendment wrote; the first one when it wrote none."""
    spans = [record_span(content, record, version, *way) for way in ways]
    if version == 0:
        return spans[0]
    tree = _version_tree(content, record.path, 0)
    amendment = span_at(tree, "amendments", version - 1, "changes")
    inside = [span for span in spans if (amendment.line, amendment.column) <= (span.line, span.column)]
    inside = [span for span in inside if (span.end_line, span.end_column) <= (amendment.end_line, amendment.end_column)]
    return (inside or [amendment])[0]


def amendment_entry(content: Content, record: ProjectRecord, version: int) -> Entry | None:
    """The `changes` of the amendment that made a version."""
    amendment = entry_at(_version_tree(content, record.path, 0), ("amendments", version - 1))[1]
    return amendment.entry("changes") if isinstance(amendment, Tree) else None


def file_span(content: Content, path: str, *steps: Step) -> Span:
    """Where a value of a YAML file, or of a Markdown file's front matter, is written."""
    tree = _tree(path, content.texts[path])
    return span_at(tree, *steps) if tree is not None else Span(path, 1, 1, 1, 1)


@lru_cache(maxsize=8)  # a file with one problem has others; nobody changes trees
def _tree(path: str, text: str) -> AnyTree | None:
    if path.endswith(".md"):
        return read_yaml(path, front_matter(text)[0], Collector(), first_line=2)
    return read_yaml(path, text, Collector())


def front_matter(text: str) -> tuple[str, int]:
    """The YAML at the head of a Markdown file, which starts on line 2, and the line that its body starts on."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", 1
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), len(lines))
    return "\n".join(lines[1:end]) + "\n", end + 2


def words_span(content: Content, origin: Origin, start: int, end: int) -> Span:
    """Where a stretch of a text is written in its file; the whole text when it is written otherwise there."""
    text, whole = content.texts[origin.path], origin_span(content, origin)
    if not origin.steps:
        shift = len(text) - len(origin.text)
        return _stretch(origin.path, text, shift + start, shift + end)
    pattern = re.compile(r"\s+".join(re.escape(word) for word in origin.text[start:end].split()))
    earlier = sum(1 for match in pattern.finditer(origin.text) if match.start() < start)
    first, last = _offset(text, whole.line, whole.column), _offset(text, whole.end_line, whole.end_column)
    found = list(pattern.finditer(text, first, last))
    return _stretch(origin.path, text, *found[earlier].span()) if len(found) > earlier else whole


def _stretch(path: str, text: str, start: int, end: int) -> Span:
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    return Span(path, line, column, text.count("\n", 0, end) + 1, end - text.rfind("\n", 0, end))


def head_span(content: Content, path: str, *steps: Step) -> Span:
    """Where a map or list entry of a YAML file begins: its first field."""
    tree = entry_at(_version_tree(content, path, 0), steps)[1]
    return tree.entries[0].key.span if isinstance(tree, Tree) and tree.entries else tree.span


def _version_tree(content: Content, path: str, version: int) -> Tree:
    return _tree_of_version(path, content.texts[path], version, content.languages)


@lru_cache(maxsize=16)
def _tree_of_version(path: str, text: str, version: int, languages: tuple[Language, ...]) -> Tree:
    tree = read_yaml(path, text, Collector())
    if not isinstance(tree, Tree):
        raise TypeError(f"{path} was a record when it was loaded")
    return tree if version == 0 or version is None else version_trees(tree, Collector(), languages)[version]


def origin_span(content: Content, origin: Origin) -> Span:
    """The whole text."""
    if origin.version is not None:
        version = 0 if origin.steps[0] == "amendments" else origin.version
        return span_at(_version_tree(content, origin.path, version), *origin.steps)
    if origin.steps:
        return file_span(content, origin.path, *origin.steps)
    lines = origin.text.count("\n")
    return Span(origin.path, origin.first_line, 1, origin.first_line + lines, 1)


def place_span(content: Content, origin: Origin, place: Place) -> Span:
    """The words of a place in the file itself; the whole text when they were written otherwise (folded, escaped)."""
    whole = origin_span(content, origin)
    text = content.texts[origin.path]
    start, end = _offset(text, whole.line, whole.column), _offset(text, whole.end_line, whole.end_column)
    if not origin.steps:
        end = len(text)
    position = _nth(text, place, start, end, _CODE if not origin.steps else _INLINE_CODE)
    return _stretch(origin.path, text, position, position + len(place.words)) if position >= 0 else whole


_USES = {
    PlaceKind.WORDS: "({words})",
    PlaceKind.LINK: r"(?:\]\(\s*<?|^ {{0,3}}\[[^\]\n]+\]:\s*<?|<)({words})",
    PlaceKind.TAG: "({words})",
    PlaceKind.ATTRIBUTE: r"\{{:?[^{{}}\n]*?(?<![\w.#=-])({words})(?=[\s=}}])",
}
_INLINE_CODE = re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_CODE = re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)|^(?: {4}|\t)[^\n]*$", re.MULTILINE)


def _nth(text: str, place: Place, start: int, end: int, code: re.Pattern[str]) -> int:
    """Where the words of a place begin; -1 when they are written in another way. Code is passed over."""
    text = _without_code(text, code if place.kind is not PlaceKind.WORDS else None)
    pattern = re.compile(_USES[place.kind].format(words=re.escape(place.words)), re.MULTILINE)
    found = [match.start(1) for match in pattern.finditer(text, start, end)]
    return found[place.occurrence - 1] if len(found) >= place.occurrence else -1


@lru_cache(maxsize=8)
def _without_code(text: str, code: re.Pattern[str] | None) -> str:
    """The text with spaces for comments of ours, and for code."""
    for comment in allowances(text) if "<!--" in text else ():
        text = text[: comment.start()] + _blank(comment) + text[comment.end() :]
    return code.sub(_blank, text) if code is not None else text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _offset(text: str, line: int, column: int) -> int:
    position = 0
    for _ in range(line - 1):
        found = text.find("\n", position)
        if found < 0:
            return len(text)
        position = found + 1
    return min(position + column - 1, len(text))
