"""Texts: raw HTML, facts, links, pictures, each told at its own words."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.facts import Foreign, Stated, facts_of
from sitegen.languages import Language
from sitegen.load.decode import closest, closest_path
from sitegen.models.content import NewsRecord, PageRecord, ProjectRecord, Version
from sitegen.prose import FactReference, Prose, Reference
from sitegen.rules.context import Context, is_published_news, is_published_project
from sitegen.rules.shown import Fault, fault_of_picture
from sitegen.sections import OF_PROJECTS, beside, description_of, sections_of
from sitegen.source import Step
from sitegen.targets import Target, TargetKind, linkable_files, target_of
from sitegen.texts import Origin, file_span, place_span

Facts = Mapping[str, Stated]


# Of one text.
_MOST_TOLD = 100


def texts_flawed(context: Context) -> Iterator[Diagnostic]:
    """Raw HTML, refused attributes, open braces, pictures without a description."""
    for origin, prose in context.markdown:
        for flaw in prose.flaws[:_MOST_TOLD]:
            span = place_span(context.content, origin, flaw.place)
            if flaw.code == "fact-open":  # the words after the braces only tell which braces are meant
                span = replace(span, end_line=span.line, end_column=span.column + 2)
            yield problem(flaw.code, span, **dict(flaw.parameters))


def facts_unknown(context: Context) -> Iterator[Diagnostic]:
    """Every `{{ fact }}` names something that the record states."""
    reader = _FactReader(context)
    for origin, prose in context.markdown:
        for fact in prose.facts:
            yield from reader.problems(origin, fact)


def facts_untranslated(context: Context) -> Iterator[Diagnostic]:
    """Every `{{ fact }}` has words in the language of the text that names it."""
    content, reader = context.content, _FactReader(context)
    told: dict[tuple[str, tuple[Step, ...], str], dict[Span, str]] = {}
    for origin, prose in context.markdown:
        for fact in prose.facts if origin.language != content.primary else ():
            if reader.is_foreign(origin, fact):  # in any version of a record that has the text
                places = told.setdefault((origin.path, origin.steps, origin.language), {})
                places[place_span(content, origin, fact.place)] = fact.name
    for (*_, language), places in told.items():
        first, *others = list(places)[:_MOST_TOLD]
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(places.values()))
        yield problem("foreign-fact", first, tuple(others), names=names, language=language, primary=content.primary)


class _Told:
    """Facts of records' versions, made once each."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.of = lru_cache(maxsize=16)(self._make)  # one takes 50 kB

    def _make(self, slug: str, number: int, language: Language) -> Facts:
        context = self._context
        project = context.content.index.projects[slug].versions[number].project
        return facts_of(project, context.day, context.content, context.words[language])


class _FactReader:
    """Holds facts against what records tell."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._records = context.content.index.projects
        self._facts = context.once_for_all(_Told).of

    def problems(self, origin: Origin, fact: FactReference) -> Iterator[Diagnostic]:
        content = self._context.content
        slug = _slug(origin, fact)
        if slug in content.broken["projects"]:
            return
        found = self._problem(origin, fact, slug)
        if found is not None:
            code, parameters = found
            yield problem(code, place_span(content, origin, fact.place), **parameters)

    def _problem(self, origin: Origin, fact: FactReference, slug: str) -> tuple[str, dict[str, str]] | None:
        """The code and parameters of what is wrong with a fact; None when nothing is."""
        if not slug:
            near = {"suggestion": origin.projects[0]} if origin.projects else {}
            return "fact-without-project", {"name": fact.name, **near}
        if slug not in self._records:
            return ("unknown-project", {"value": slug, **closest(slug, self._records)}) if fact.project else None
        record = self._records[slug]
        if _is_wrong(record, fact):
            return None
        if not is_published_project(record, self._context.day) and origin.path in _published(self._context):
            return "unpublished-fact", {"name": fact.name, "project": slug}
        facts = self._of(record, origin)
        if fact.name not in facts:
            return "unknown-fact", {"name": fact.name, "choices": ", ".join(_short(facts)), **closest(fact.name, facts)}
        return ("fact-not-stated", {"name": fact.name}) if facts[fact.name] is None else None

    def is_foreign(self, origin: Origin, fact: FactReference) -> bool:
        """Whether the record has the fact in its first language, and not in that of the text."""
        slug = _slug(origin, fact)
        if slug not in self._records or slug in self._context.content.broken["projects"]:
            return False
        record = self._records[slug]
        facts = self._of(record, origin)
        return not _is_wrong(record, fact) and fact.name in facts and isinstance(facts[fact.name], Foreign)

    def _of(self, record: ProjectRecord, origin: Origin) -> Facts:
        return self._facts(record.slug, _version(record, origin, self._context).number, origin.language)


def _slug(origin: Origin, fact: FactReference) -> str:
    """Whose fact it is; empty when that is not said."""
    return fact.project or (origin.projects[0] if len(origin.projects) == 1 else "")


def _is_wrong(record: ProjectRecord, fact: FactReference) -> bool:
    """Whether what the fact tells has errors of its own."""
    return bool(record.wrong & {fact.name.partition(".")[0], *(("dates",) if fact.name == "status" else ())})


def _version(record: ProjectRecord, origin: Origin, context: Context) -> Version:
    if origin.version is not None:
        return record.versions[origin.version]
    return record.in_force(origin.day or context.day)


def _short(facts: Facts) -> list[str]:
    """The names for the hint: those of at most two parts, and those that people ask for most; sixty at the most."""
    short = [name for name in facts if name.count(".") < 2]
    parts = [name for name in facts if name.count(".") >= 2 and name.startswith(("funding.", "contacts.", "dates."))]
    return [*short[:40], *parts[:20]]


def links_dead(context: Context) -> Iterator[Diagnostic]:
    """Every link leads somewhere that is published; pictures come from this site."""
    for origin, prose in context.markdown:
        for link in prose.links:
            yield from _link(context, origin, prose, link)


def _link(context: Context, origin: Origin, prose: Prose, link: Reference) -> Iterator[Diagnostic]:
    if link.has_fact:  # known only once it is filled in; what is refused then is not linked
        return
    target = target_of(context.content, origin.path, link.target)
    found = _fault_of(context, target, link) or _anchor_fault(context, origin, target, prose)
    if found is None:
        return
    code, parameters = found
    if code == "unpublished-link" and origin.path not in _published(context):
        return
    if code == "dead-link" and _is_broken(context, origin, target.name):
        return
    if code == "dead-link":
        parameters |= _suggestion(context, origin, target.name)
    named = link.target.partition("#")[0] or posixpath.basename(origin.path) if code == "dead-anchor" else link.target
    yield problem(code, place_span(context.content, origin, link.place), target=named, **parameters)


def _is_broken(context: Context, origin: Origin, written: str) -> bool:
    """Whether the link leads to a file that is there and has errors of its own."""
    folder = posixpath.dirname(origin.path.partition("/")[2])
    path = posixpath.normpath(posixpath.join(folder, written))
    return path in context.content.broken["texts"]


def _published(context: Context) -> frozenset[str]:
    """The paths of everything that is published: what is not may still name what is not."""
    content, day = context.content, context.day
    paths = {record.path for record in content.projects if is_published_project(record, day)}
    for news in content.news:
        paths |= {text.path for language, text in news.texts.items() if is_published_news(news, language, day)}
    for page in content.pages:
        paths |= {text.path for text in page.texts.values() if not text.fields.draft}
    return frozenset(paths)


def _fault_of(context: Context, target: Target, link: Reference) -> Fault | None:
    if target.kind is TargetKind.REFUSED:
        return "bad-link", {}
    if target.kind is TargetKind.MISSING:
        return "dead-link", {}
    if link.is_picture and target.kind is not TargetKind.MEDIA:
        return "foreign-picture", {}
    if link.is_picture:
        return fault_of_picture(context.content, target.name)
    return None if _is_published(context, target) else ("unpublished-link", {})


def _anchor_fault(context: Context, origin: Origin, target: Target, prose: Prose) -> Fault | None:
    if not target.anchor or target.kind is TargetKind.EXTERNAL:
        return None
    anchors = prose.anchors if target.kind is TargetKind.HERE else _anchors(context, target, origin.language)
    if anchors is None or target.anchor in anchors:
        return None
    choices = {"choices": ", ".join(anchors)} if anchors else {}
    return "dead-anchor", {"anchor": target.anchor, **choices, **closest(target.anchor, anchors)}


def _suggestion(context: Context, origin: Origin, written: str) -> dict[str, str]:
    folder = posixpath.dirname(origin.path.partition("/")[2])
    named = linkable_files((context.whole or context).content)
    files = [name if name in context.content.media else posixpath.relpath(name, folder or ".") for name in named]
    return closest_path(written, files)


def _is_published(context: Context, target: Target) -> bool:
    if target.kind is TargetKind.PROJECT:
        record = context.content.index.projects.get(target.name)
        return record is None or is_published_project(record, context.day)
    if target.kind is TargetKind.NEWS and target.language:
        item = context.content.index.news.get((target.day, target.name))
        return item is None or is_published_news(item, target.language, context.day)
    if target.kind is TargetKind.PAGE and target.language:
        page = context.content.index.pages.get(target.name)
        return page is None or not page.texts[target.language].fields.draft
    return True


def _anchors(context: Context, target: Target, language: Language) -> tuple[str, ...] | None:
    """The anchors of a page elsewhere, for a link in a text of `language`; None where they are not known."""
    index = context.content.index
    if target.kind is TargetKind.GLOSSARY:
        return tuple(context.content.glossary)
    if target.kind is TargetKind.PROJECT:
        record = index.projects.get(target.name)
        return None if record is None or record.wrong else tuple(_places(context, record, target, language))
    item: NewsRecord | PageRecord | None = None
    if target.kind is TargetKind.NEWS:
        item = index.news.get((target.day, target.name))
    elif target.kind is TargetKind.PAGE:
        item = index.pages.get(target.name)
    if item is None or target.language is None:
        return None
    return context.shelf[target.language, item.texts[target.language].body].anchors


def _places(context: Context, record: ProjectRecord, target: Target, language: Language) -> Iterator[str]:
    """The places of a project's page; a link to its description means the headings as they are written there."""
    text = description_of(record, target.language or language, context.content.primary)
    headings = context.shelf[text.language, text.body].anchors if text is not None else ()
    yield from (heading if target.language else beside(heading, OF_PROJECTS) for heading in headings)
    yield from sections_of(record, context.day)


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
                yield problem("image-without-alt", _field(context, text.path, "image"))


def _field(context: Context, path: str, name: str) -> Span:
    return file_span(context.content, path, name)
