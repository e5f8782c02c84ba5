"""Gaps in the languages that may lag, told once per file and language."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.attribution import attribute
from sitegen.attribution.wording import MARKS
from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.languages import Language
from sitegen.models.content import Content, ProjectRecord
from sitegen.rules.context import Context
from sitegen.source import Step
from sitegen.texts import file_span, localised_values
from sitegen.translations import markdown_items, path_in

Way = tuple[Step, ...]


def texts_untranslated(context: Context) -> Iterator[Diagnostic]:
    """Localised values that lack one of the other languages; the page shows them in the first language."""
    content = context.content
    spoken = content.languages
    for path, record, wrong in _records(content):
        ways = [way for way in localised_values(record, frozenset(spoken)) if not way[0] or way[0][0] not in wrong]
        for language in spoken[1:]:
            gaps = [way for way, texts in ways if language not in texts]
            if gaps:
                yield _gap(content, path, language, gaps)
    for record in content.projects:
        yield from _description_gaps(content, record)


def _description_gaps(content: Content, record: ProjectRecord) -> Iterator[Diagnostic]:
    """A long description that other languages lack: their pages show that of the first one."""
    first = record.descriptions.get(content.primary)
    if first is None or not first.body.strip():
        return
    for language in content.languages[1:]:
        path = path_in(first, language)
        if language not in record.descriptions and path not in content.texts:  # else it is faulty
            told = {"language": language, "primary": content.primary, "path": path}
            yield problem("translation-gap", Span(first.path), count="1", **told)


def descriptions_empty(context: Context) -> Iterator[Diagnostic]:
    """A file with a description holds one: an empty one hides on its page what other languages have."""
    for record in context.content.projects:
        for text in record.descriptions.values():
            if not text.body.strip():
                yield problem("empty-description", Span(text.path))


def _gap(content: Content, path: str, language: Language, gaps: list[Way]) -> Diagnostic:
    spans = [file_span(content, path, *way) for way in gaps]
    return problem(
        "translation-gap",
        spans[0],
        tuple(spans[1:]),
        count=str(len(gaps)),
        language=language,
        primary=content.primary,
    )


def _records(content: Content) -> Iterator[tuple[str, object, frozenset[str]]]:
    folder = content.folder
    for name in ("site", "organisations", "programmes", "tags", "glossary") if content.has_registries else ():
        wrong = content.broken["site"] if name == "site" else frozenset()
        yield f"{folder}/{name}.yaml", getattr(content, name), wrong
    for record in content.projects:
        yield record.path, record.original, record.wrong


def translations_stale(context: Context) -> Iterator[Diagnostic]:
    """A stamped translation was made from the text as it stands."""
    content = context.content
    for one in context.translations:
        if one.is_stale:
            steps: Way = ("translates",) if one.path.endswith(".md") else ("translates", one.language)
            span = file_span(content, one.path, *steps)
            yield problem("translation-stale", span, primary=content.primary, path=one.path)


def translations_copied(context: Context) -> Iterator[Diagnostic]:
    """No text in another language is the first language's, word for word."""
    content = context.content
    for one in context.translations:
        for way in one.copied:
            span = _place_of_copy(content, one.path, one.language, way)
            yield problem("translation-copied", span, language=one.language, primary=content.primary)


def _place_of_copy(content: Content, path: str, language: Language, way: Way) -> Span:
    if path.endswith(".md"):
        return file_span(content, path, *way) if way else Span(path)
    return file_span(content, path, *way, language)


def only_translated(context: Context) -> Iterator[Diagnostic]:
    """A news item, page or long description without a text in the site's first language."""
    content = context.content
    for item in markdown_items(content):
        if content.primary in item.texts:
            continue
        text = next(iter(item.texts.values()))
        if item.kind == "description" and not text.body.strip():
            continue
        path = path_in(text, content.primary)
        if path.partition("/")[2] not in content.broken["texts"] and path not in content.texts:
            yield problem("only-translated", Span(text.path), primary=content.primary, path=path)


def mark_not_supplied(context: Context) -> Iterator[Diagnostic]:
    """National marks that the projects' periods ask for, and that the institution has not supplied."""
    content = context.content
    if content.broken["site"]:
        return
    block = attribute(context.supports, content.primary)
    needed = {mark for mark, _ in block.marks} if block else set()
    for mark in sorted(needed - content.site.marks.keys()):
        name = MARKS[mark].of(content.primary)
        yield problem("mark-not-supplied", Span(f"{content.folder}/site.yaml"), name=name, mark=mark)
