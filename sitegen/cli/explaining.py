"""`sitegen explain`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from sitegen.catalogues import Catalogue
from sitegen.cli.options import base_url_of, catalogue_for, settings_of, stop
from sitegen.pipeline.explain import Explanation, explained, shortened
from sitegen.provenance import read_provenance


def explain_page(page: str, output: Path, base_url: str, no_search: bool, **options: Any) -> None:
    """Tell what a page is made from, and why it is made anew or not."""
    words = catalogue_for(options["messages"])
    settings = settings_of(options, words, output=output, base_url=base_url_of(base_url, words))
    settings = replace(settings, commits=read_provenance(settings.content), has_search=not no_search)
    found = explained(settings, page)
    if found is None:
        text = words.gettext("nothing is remembered of {page}; build the site first, and give an address of it")
        stop(text.format(page=page))
    for line in _lines(found, words):
        click.echo(line)


def _lines(found: Explanation, words: Catalogue) -> Iterator[str]:
    yield found.file
    kinds = {
        "unit": words.gettext("records and texts, whole"),
        "fact": words.gettext("facts"),
        "traits": words.gettext("of other records: names, days, topics"),
        "figures": words.gettext("of other records: sums"),
        "outline": words.gettext("what there is: lists of names"),
        "derived": words.gettext("worked out from the whole site"),
        "commit": words.gettext("last commits of"),
    }
    yield from _listed(words.gettext("made from"), found.sources, words)
    yield from _listed(words.gettext("template, with what it names"), found.template, words)
    yield from _listed(words.gettext("catalogues"), found.catalogues, words)
    for kind, name in kinds.items():
        yield from _listed(name, found.read.get(kind, ()), words)
    yield words.gettext("last build: {reason}").format(reason=_reason(found.last, words, is_past=True))
    yield words.gettext("next build: {reason}").format(reason=_reason(found.coming, words, is_past=False))


def _listed(name: str, values: tuple[str, ...], words: Catalogue) -> Iterator[str]:
    told, more = shortened(values)
    rest = [words.ngettext("and {count} more", "and {count} more", more).format(count=more)] if more else []
    if told:
        yield f"  {name}:"
        yield from (f"    {value}" for value in (*told, *rest))


def _reason(reason: str | None, words: Catalogue, *, is_past: bool) -> str:
    known = {
        "": words.gettext("taken over as it was; nothing that it read has changed"),
        "new": words.gettext("made, as it is new"),
        "gone": words.gettext("removed, as nothing stands at the address any more"),
        "everything": words.gettext("made, as is everything: the day, site.yaml, registries, media or styles changed"),
        "planned otherwise": words.gettext("made, as its place among the pages changed"),
    }
    if reason is None:
        everything = words.gettext("made, as was everything")
        return everything if is_past else words.gettext("none, as long as there are errors")
    kind, _, what = reason.partition(":")
    templates = {
        "template": words.gettext("made, as its template changed, or one that it names: {what}"),
        "output": words.gettext("made, as the published file is not as it was left: {what}"),
    }
    other = words.gettext("made, as this changed: {what}")
    return known.get(reason) or templates.get(kind, other).format(what=what if kind in templates else reason)
