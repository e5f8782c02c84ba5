"""`sitegen explain`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from sitegen.catalogues import Catalogue
from sitegen.cli.options import base_url_of, settings_of, stop
from sitegen.cli.speaking import catalogue_for
from sitegen.pipeline.explain import Copied, Explanation, explained, explained_copy, shortened
from sitegen.provenance import read_provenance


def explain_page(page: str, output: Path, base_url: str, no_search: bool, **options: Any) -> None:
    """Tell what a page is made from, and why it is made anew or not."""
    words = catalogue_for(options["messages"])
    settings = settings_of(options, words, output=output, base_url=base_url_of(base_url, words))
    settings = replace(settings, commits=read_provenance(settings.content), has_search=not no_search)
    found = explained(settings, page)
    copied = explained_copy(settings, page) if found is None else None
    if copied is not None:
        for line in _lines_of_copy(copied, words):
            click.echo(line)
        return
    if found is None:
        text = words.gettext("nothing is remembered of {page}; build the site first, and give an address of it")
        stop(text.format(page=page))
    for line in _lines(found, words):
        click.echo(line)


def _lines(found: Explanation, words: Catalogue) -> Iterator[str]:
    yield found.file
    yield from _listed(words.gettext("made from"), found.sources, words)
    yield from _listed(words.gettext("template, with what it names"), found.template, words)
    yield from _listed(words.gettext("catalogues"), found.catalogues, words)
    told: dict[str, dict[str, None]] = {}  # each once, though two kinds bear one name
    for kind, name in _kinds(words).items():
        told.setdefault(name, {}).update((_called(kind, value, words), None) for value in found.read.get(kind, ()))
    for name, values in told.items():
        yield from _listed(name, tuple(values), words)
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
    if kind in templates:
        return templates[kind].format(what=what)
    name = _kinds(words).get(kind)
    changed = f"{name}: {_called(kind, what, words)}" if name and what else _called(kind, what or kind, words)
    return known.get(reason) or other.format(what=changed)


def _kinds(words: Catalogue) -> dict[str, str]:
    """What kinds of things a page is made from, by what their names begin with."""
    return {
        "unit": words.gettext("records and texts, whole"),
        "fact": words.gettext("facts"),
        "traits": words.gettext("of other records: names, days, topics"),
        "figures": words.gettext("of other records: sums"),
        "outline": words.gettext("what there is: lists of names"),
        "units": words.gettext("what there is: lists of names"),
        "derived": words.gettext("worked out from the whole site"),
        "commit": words.gettext("last commits of"),
    }


def _called(kind: str, name: str, words: Catalogue) -> str:
    """What one of them is called: lists, and what is worked out, by what they are; others by their names."""
    if kind in ("outline", "units"):
        place, _, of = name.partition("/")
        return _lists(words).get(place, name).format(what=of)
    if kind == "derived":
        function, _, given = name.partition("(")
        said = _worked_out(words).get(function, function)
        details = ", ".join(re.findall(r"'(\w[^']*)'", given))  # not how deep the pages lie
        return f"{said} ({details})" if details else said
    return name


def _lists(words: Catalogue) -> dict[str, str]:
    return {
        "units": words.gettext("records and texts"),
        "projects": words.gettext("published projects"),
        "news": words.gettext("published news"),
        "listed": words.gettext("news that lists show"),
        "pages": words.gettext("standing pages"),
        "numbers": words.gettext("numbers of projects"),
        "supports": words.gettext("support of projects"),
        "of": words.gettext("news of {what}"),
    }


def _worked_out(words: Catalogue) -> dict[str, str]:
    """What is worked out from the whole site, by the function that does it."""
    return {
        "sitegen.views.build_filters.filter_fields": words.gettext("filters of the list, as a form"),
        "sitegen.views.build_structured.owner_of": words.gettext("the site and who runs it, for machines"),
        "sitegen.views.build_furniture.furniture": words.gettext("head and foot of the pages"),
        "sitegen.views.build_furniture.navigation": words.gettext("main menu"),
        "sitegen.views.build_lists._ranks": words.gettext("order of projects"),
        "sitegen.views.build_lists._by_year": words.gettext("news by year"),
        "sitegen.views.build_share.site_picture": words.gettext("picture of the site for sharing"),
        "sitegen.views.build_directory._led_totals": words.gettext("sums of an organisation's projects"),
        "sitegen.views.build_related._groups": words.gettext("what projects have in common"),
        "sitegen.views.build_attribution.supports_of": words.gettext("support of projects"),
        "sitegen.exports.list_json._rows": words.gettext("rows of the list as data"),
        "sitegen.exports.list_json._latest_first": words.gettext("order of projects by their beginning"),
        "sitegen.exports.operations._lines": words.gettext("lines of the list of operations"),
        "sitegen.exports.operations.operation": words.gettext("an operation as data"),
        "sitegen.plan.areas.areas_of": words.gettext("regions and places"),
        "sitegen.plan.facets.facet_index": words.gettext("values of a filter"),
        "sitegen.plan.facets.tagged": words.gettext("topics that are used"),
        "sitegen.plan.facets.involved": words.gettext("organisations that take part"),
        "sitegen.plan.facets.is_involved": words.gettext("whether an organisation takes part"),
    }


def _lines_of_copy(found: Copied, words: Catalogue) -> Iterator[str]:
    yield found.file
    said = {
        "sitemap": words.gettext(
            "all pages that may be listed, with their languages; made anew when a page comes or goes"
        ),
        "manifest": words.gettext("the digests of all published files; made anew with each of them"),
        "search": words.gettext("the words of all pages; made anew when one of them is"),
        "media": words.gettext("a copy, without what a camera notes of place and owner: {source}"),
        "static": words.gettext("a copy under a name that changes with the file: {source}"),
        "compressed": words.gettext("a compressed copy of what is published as {source}"),
    }[found.what]
    drawn = words.gettext("drawn by the program itself")
    yield f"  {said.format(source=found.source)}" if found.source or "{source}" not in said else f"  {drawn}"
