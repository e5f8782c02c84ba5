"""`sitegen links`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from sitegen import __version__
from sitegen.catalogues import Catalogue
from sitegen.cli.building import check_outcome
from sitegen.cli.options import CLEAN, PROBLEMS, settings_of, stop
from sitegen.cli.speaking import catalogue_for
from sitegen.cli.telling import tell, write
from sitegen.diagnostics import Collector, Severity, Span
from sitegen.diagnostics.codes_links import LINK_CODES
from sitegen.diagnostics.report import place
from sitegen.external import (
    Answer,
    Manner,
    State,
    ask_all,
    diagnostics_of,
    links_of_content,
    links_of_pages,
    recall,
    remember,
)
from sitegen.external.remembering import Known
from sitegen.load import load
from sitegen.models.content import Content
from sitegen.rules import drafts_of, exemptions_of, is_external, settle_all
from sitegen.settings import Outcome, Settings, told
from sitegen.urls import host_of
from sitegen.values import dataclass

_OF_LINKS = {"broken-link", *(code.name for code in LINK_CODES)}
Links = Mapping[str, list[Span]]


@dataclass(frozen=True, slots=True)
class _Way:
    """How servers are asked, and for how many days an answer holds."""

    manner: Manner
    days: int
    report: Path | None


def tell_links(is_external: bool, output: Path, max_age: int, **options: Any) -> None:
    """Tell which links lead nowhere, and end the program."""
    words = catalogue_for(options["messages"])
    report = options["report"]
    if report is not None and not is_external:
        stop(words.gettext("--report goes with --external"))
    settings = settings_of(options, words, output=output)
    if not is_external:
        _tell_internal(replace(settings, has_search=True), options["style"], words)
    found = Collector()
    content = load(settings.content, found)
    if content is None or found.has_errors:
        tell(Outcome(told(settings, found), content.texts if content else {}), settings, options["style"], words)
        sys.exit(PROBLEMS)
    agent = f"sitegen/{__version__} (link check; +{content.site.base_url})"
    manner = Manner(agent, options["timeout"], options["delay"], options["at_once"], options["allow_private"])
    _tell_external(settings, content, _Way(manner, max_age, report), options["style"], words)


def _tell_internal(settings: Settings, style: Any, words: Catalogue) -> None:
    """What is wrong with the links of the site that would be built; errors of other kinds stand in the way of that."""
    outcome = check_outcome(settings)
    kept = tuple(one for one in outcome.diagnostics if one.code in _OF_LINKS or one.severity is Severity.ERROR)
    outcome = replace(outcome, diagnostics=kept)
    if kept or style == "json":
        tell(outcome, settings, style, words)
    sys.exit(PROBLEMS if outcome.has_errors else CLEAN)


def _tell_external(settings: Settings, content: Content, way: _Way, style: Any, words: Catalogue) -> None:
    links = links_of_content(content)
    if settings.output.is_dir():
        links |= links_of_pages(settings.output, content.site.base_url, links)
    known = recall(settings.memory, settings.day, way.days)
    asked = _asked(links, known)
    if asked and style == "full":
        click.echo(_begun(asked, words), err=True)
    _ask(asked, links, known, settings, way.manner)
    found = Collector()
    for address, spans in sorted(links.items()):
        found.extend(diagnostics_of(address, known[_page(address)][1], spans))
    exemptions = tuple(one for one in exemptions_of(content) if is_external(one))
    settle_all(content.site.checks, exemptions, drafts_of(content), found)
    outcome = Outcome(told(settings, found), content.texts, found.exceptions())
    if way.report is not None:
        data = {"schema": 1, "links": _as_data(links, known)}
        write(way.report, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(), words)
    if outcome.diagnostics or style == "json":
        tell(outcome, settings, style, words)
    if style != "json":
        summary = words.gettext("{addresses} addresses of other sites, {asked} asked now; {problems} problems")
        text = summary.format(addresses=len(links), asked=len(asked), problems=len(outcome.diagnostics))
        click.echo(("\n" if outcome.diagnostics and style == "full" else "") + text, err=True)
    sys.exit(PROBLEMS if outcome.has_errors else CLEAN)


def _page(address: str) -> str:
    return address.partition("#")[0]


def _asked(links: Links, known: Known) -> dict[str, set[str]]:
    """The pages that have to be asked for, each with the fragments to look for."""
    wanted: dict[str, set[str]] = {}
    for address in links:
        page, _, fragment = address.partition("#")
        wanted.setdefault(page, set()).update([fragment] if _is_anchor(fragment) else [])
    return {page: some for page, some in wanted.items() if page not in known or not _is_enough(known[page][1], some)}


def _begun(asked: Mapping[str, set[str]], words: Catalogue) -> str:
    hosts = {host_of(page).lower() for page in asked}
    text = words.gettext("asking for {addresses} addresses at {hosts} hosts; with pauses between, this takes a while")
    return text.format(addresses=len(asked), hosts=len(hosts))


def _ask(asked: Mapping[str, set[str]], links: Links, known: Known, settings: Settings, manner: Manner) -> None:
    """Add the answers to what is known."""
    try:
        for answer in ask_all(asked, manner):
            known[answer.address] = (settings.day, answer)
    finally:  # also when the program is interrupted: what has been asked need not be asked again
        remember(settings.memory, known, map(_page, links))


def _is_enough(answer: Answer, wanted: set[str]) -> bool:
    """Whether all places have been looked for; of what is not there, none has to be."""
    return answer.state is not State.FINE or wanted <= {name for name, _ in answer.anchors}


def _is_anchor(fragment: str) -> bool:
    """Whether a fragment names a place: not a stretch of text, a page of a document or a state of a script."""
    return bool(fragment) and not fragment.startswith((":", "!", "/")) and "=" not in fragment


def _as_data(links: Links, known: Known) -> list[dict[str, Any]]:
    answers = {address: known[_page(address)] for address in links}
    return [
        {
            "address": address,
            "asked": day.isoformat(),
            "state": answer.state.value,
            "status": answer.status or None,
            "moved_to": answer.target or None,
            "reason": answer.reason or None,
            "anchor": dict(answer.anchors).get(address.partition("#")[2]),
            "places": [place(span) for span in links[address]],
        }
        for address, (day, answer) in sorted(answers.items())
    ]
