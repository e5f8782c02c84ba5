"""Texts: raw HTML, facts, links, pictures, each told at its own words."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.facts import facts_of, status_on
from sitegen.languages import Language
from sitegen.load.decode import closest
from sitegen.models.content import ProjectRecord, Version
from sitegen.prose import FactReference, Prose, Reference
from sitegen.rules.context import Context, is_published_news, is_published_project
from sitegen.targets import Target, TargetKind, linkable_files, target_of
from sitegen.texts import Origin, file_span, origins, place_span

Facts = Mapping[str, str | None]


def texts_flawed(context: Context) -> Iterator[Diagnostic]:
    """Raw HTML, refused attributes, open braces, pictures without a description."""
    for origin, prose in _read(context):
        for flaw in prose.flaws:
            span = place_span(context.content, origin, flaw.place)
            yield problem(flaw.code, span, **dict(flaw.parameters))


def facts_unknown(context: Context) -> Iterator[Diagnostic]:
    """Every `{{ fact }}` names something that the record states."""
    reader = _FactReader(context)
    for origin, prose in _read(context):
        for fact in prose.facts:
            yield from reader.problems(origin, fact)


class _FactReader:
    """Facts of records' versions, made once each."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._records = {record.slug: record for record in context.content.projects}
        self._facts = lru_cache(maxsize=256)(self._make)

    def problems(self, origin: Origin, fact: FactReference) -> Iterator[Diagnostic]:
        content = self._context.content
        slug = fact.project or (origin.projects[0] if len(origin.projects) == 1 else "")
        if slug in content.broken["projects"]:
            return
        span = place_span(content, origin, fact.place)
        if not slug:
            near = {"suggestion": origin.projects[0]} if origin.projects else {}
            yield problem("fact-without-project", span, name=fact.name, **near)
        elif slug not in self._records:
            if fact.project:
                yield problem("unknown-project", span, value=slug, **closest(slug, self._records))
        else:
            record = self._records[slug]
            facts = self._facts(slug, _version(record, origin, self._context).number, origin.language)
            if fact.name not in facts:
                near = closest(fact.name, facts)
                yield problem("unknown-fact", span, name=fact.name, choices=", ".join(_heads(facts)), **near)
            elif facts[fact.name] is None:
                yield problem("fact-not-stated", span, name=fact.name)

    def _make(self, slug: str, number: int, language: Language) -> Facts:
        project = self._records[slug].versions[number].project
        words = self._context.words[language]
        return facts_of(project, status_on(project, self._context.day), self._context.content, words)


def _version(record: ProjectRecord, origin: Origin, context: Context) -> Version:
    if origin.version is not None:
        return record.versions[origin.version]
    return record.in_force(origin.day or context.day)


def _heads(facts: Facts) -> list[str]:
    return list(dict.fromkeys(".".join(name.split(".")[:2]) for name in facts))


def links_dead(context: Context) -> Iterator[Diagnostic]:
    """Every link leads somewhere that is published; pictures come from this site."""
    for origin, prose in _read(context):
        for link in prose.links:
            yield from _link(context, origin, prose, link)


def _link(context: Context, origin: Origin, prose: Prose, link: Reference) -> Iterator[Diagnostic]:
    content = context.content
    target = target_of(content, origin.path, link.target)
    span = place_span(content, origin, link.place)
    if target.kind is TargetKind.REFUSED:
        yield problem("bad-link", span, target=link.target)
    elif target.kind is TargetKind.MISSING:
        yield problem("dead-link", span, target=link.target, **_suggestion(context, origin, target.name))
    elif link.is_picture and target.kind is not TargetKind.MEDIA:
        yield problem("foreign-picture", span, target=link.target)
    elif not _is_published(context, target):
        yield problem("unpublished-link", span, target=link.target)
    elif target.anchor:
        anchors = prose.anchors if target.kind is TargetKind.HERE else _anchors(context, target)
        if anchors is not None and target.anchor not in anchors:
            near = closest(target.anchor, anchors)
            choices = ", ".join(anchors)
            yield problem("dead-anchor", span, target=link.target, anchor=target.anchor, choices=choices, **near)


def _suggestion(context: Context, origin: Origin, written: str) -> dict[str, str]:
    folder = posixpath.dirname(origin.path.partition("/")[2])
    files = [posixpath.relpath(name, folder or ".") for name in linkable_files(context.content)]
    return closest(written, files)


def _is_published(context: Context, target: Target) -> bool:
    if target.kind is TargetKind.PROJECT:
        records = [record for record in context.content.projects if record.slug == target.name]
        return all(is_published_project(record, context.day) for record in records)
    if target.kind is TargetKind.NEWS and target.language:
        items = [n for n in context.content.news if n.slug == target.name and n.day.isoformat() == target.day]
        return all(is_published_news(item, target.language, context.day) for item in items)
    if target.kind is TargetKind.PAGE and target.language:
        pages = [page for page in context.content.pages if page.slug == target.name]
        return all(not page.texts[target.language].fields.draft for page in pages)
    return True


def _anchors(context: Context, target: Target) -> tuple[str, ...] | None:
    """The anchors of a text elsewhere; None where the template makes them, which the audit of the pages follows."""
    items = context.content.news if target.kind is TargetKind.NEWS else context.content.pages
    if target.kind not in {TargetKind.NEWS, TargetKind.PAGE} or target.language is None:
        return None
    for item in items:
        if item.slug == target.name and target.language in item.texts:
            return context.shelf[target.language, item.texts[target.language].body].anchors
    return None


def _read(context: Context) -> Iterator[tuple[Origin, Prose]]:
    for origin in origins(context.content):
        yield origin, context.shelf[origin.language, origin.text]


def front_matter_wrong(context: Context) -> Iterator[Diagnostic]:
    """A date that is not the file's; a picture without a description."""
    content = context.content
    for news in content.news:
        for text in news.texts.values():
            day = text.fields.date
            if day is not None and day != news.day:
                span = _field(context, text.path, "date")
                yield problem("date-mismatch", span, date=day.isoformat(), named=news.day.isoformat())
            if text.fields.image and not text.fields.image_alt:
                yield problem("missing-alt", _field(context, text.path, "image"))


def _field(context: Context, path: str, name: str) -> Span:
    return file_span(context.content, path, name)
