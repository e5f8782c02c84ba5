"""The attribution block of a page: what it says follows from the support of the projects that the page covers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sitegen.attribution import Support, attribute, marking
from sitegen.languages import Language
from sitegen.resolve import Site, derived, kept
from sitegen.values import dataclass
from sitegen.views.frame import Attribution, Mark, Statement
from sitegen.views.parts import Link, Text


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
    return _covered(site, covers) if len(covers) > 1 else tuple(site.projects[slug].support for slug in covers)


@kept
def _covered(site: Site, covers: tuple[str, ...]) -> tuple[Support, ...]:
    known = supports_of(site)
    return tuple(known.kinds[number] for number in sorted({known.of_projects[slug] for slug in covers}))


@lru_cache(maxsize=4096)
def attribution_of(
    supports: tuple[Support, ...], language: Language, pictures: tuple[tuple[str, str], ...]
) -> Attribution | None:
    """The block that covers these; None where there is nothing to attribute.

    `pictures`: the addresses of national marks, by their ids. A site has few kinds of support; each block costs 100 µs.
    """
    found = attribute(supports, language)
    if found is None:
        return None
    sources = dict(pictures)
    return Attribution(
        periods=" ".join(found.periods),
        funds=" ".join(found.funds),
        support=marking(supports),
        statements=tuple(Statement(one.lead, one.funds) for one in found.statements),
        marks=tuple(Mark(name, sources.get(mark, "")) for mark, name in found.marks),
        slogan=" ".join(found.slogans[:1]),
        sentences=(*found.slogans[1:], *found.sentences),
        fund_pages=tuple(Link(Text(name, language), url, is_external=True) for name, url in found.fund_pages),
        disclaimer=found.disclaimer,
    )
