"""The attribution block of a page: what it says follows from the support of the projects that the page covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from sitegen.attribution import Support, attribute, marking
from sitegen.languages import Language
from sitegen.resolve import Site, derived
from sitegen.views.frame import Attribution, Mark, Statement
from sitegen.views.parts import Link, Text
from sitegen.views.writer import Writer


@dataclass(frozen=True, slots=True)
class Supports:
    """Every kind of support that there is, and which of them each project has, by its place among them."""

    kinds: tuple[Support, ...]
    of_projects: Mapping[str, int]


@derived
def supports_of(site: Site) -> Supports:
    """The support of all projects. To ask each project costs a page that covers a thousand of them 2 ms."""
    found = {slug: project.support for slug, project in site.projects.items()}
    numbers = {kind: number for number, kind in enumerate(dict.fromkeys(found.values()))}
    return Supports(tuple(numbers), {slug: numbers[support] for slug, support in found.items()})


def covered(site: Site, covers: tuple[str, ...]) -> tuple[Support, ...]:
    """The kinds of support of these projects, each once."""
    if len(covers) == 1:
        return (site.projects[covers[0]].support,)
    known = supports_of(site)
    return tuple(known.kinds[number] for number in sorted({known.of_projects[slug] for slug in covers}))


def attribution_of(writer: Writer, supports: tuple[Support, ...]) -> Attribution | None:
    """The block that covers these; None where there is nothing to attribute."""
    found = _block(supports, writer.language)
    if found is None:
        return None
    block, marks = found
    files = writer.site.content.site.marks
    if not any(mark in files for mark, _ in marks):
        return block
    return replace(
        block, marks=tuple(Mark(name, writer.media(files[mark]) if mark in files else "") for mark, name in marks)
    )


@lru_cache(maxsize=1024)
def _block(supports: tuple[Support, ...], language: Language) -> tuple[Attribution, tuple[tuple[str, str], ...]] | None:
    """The block without pictures, and the national marks by id. A site has few kinds of support; each costs 100 µs."""
    found = attribute(supports, language)
    if found is None:
        return None
    block = Attribution(
        periods=" ".join(found.periods),
        funds=" ".join(found.funds),
        support=marking(supports),
        statements=tuple(Statement(one.lead, one.funds) for one in found.statements),
        marks=tuple(Mark(name, "") for _, name in found.marks),
        slogan=" ".join(found.slogans[:1]),
        sentences=(*found.slogans[1:], *found.sentences),
        fund_pages=tuple(Link(Text(name, language), url, is_external=True) for name, url in found.fund_pages),
        disclaimer=found.disclaimer,
    )
    return block, found.marks
