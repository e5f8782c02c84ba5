"""The links of a site, where most of its pages are as they were and known to lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sitegen.artifacts import Artifact
from sitegen.audit import audit, audit_some
from sitegen.audit.links import OWN_ADDRESS
from sitegen.audit.sitemaps import Entry, faults_of_sitemap
from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.memory.state import State
from sitegen.pipeline.production import Plan, Row, artifacts_of
from sitegen.settings import Outcome
from sitegen.store import unpacked
from sitegen.values import dataclass

_FILES: Final = 3
Links = Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Beside:
    """The files of no job, and what the sitemap among them lists where it has been made anew."""

    files: Sequence[Artifact]
    listed: Sequence[Entry] = ()


def audit_links(
    plan: Plan, rows: Mapping[str, Row], links: Links, beside: Beside, state: State
) -> Iterator[Diagnostic]:
    """What leads nowhere: new links of the pages made anew; all links, when something that may be led to has gone.

    Of a site that was planned anew also what its sitemap says wrongly of its pages. `links`: those of the jobs that
    were done; of the others the state remembers them.
    """
    base_url = plan.base_url
    if plan.pages or _is_less(plan, rows, links, state) or _was_told(state):
        every = [*_every_artifact(plan, rows, links, state), *beside.files]
        yield from audit(every, base_url)
        if plan.pages:
            yield from _audit_sitemap(beside.listed, plan, every)
        return
    new = {one.path: one for name, own in links.items() for one in _with_new_links(name, rows[name], own, plan, state)}
    yield from audit_some(_Files(new, rows, beside.files, state), new, base_url)


def _with_new_links(name: str, row: Row, links: tuple[Any, ...], plan: Plan, state: State) -> Iterator[Artifact]:
    """The files of a job without the links that they had before, which lead somewhere as long as nothing has gone."""
    old = dict[str, frozenset[str]]()
    if name in plan.known:
        before = artifacts_of(plan.known[name], state.row("links", name))
        old = {one.path: frozenset(one.links) for one in before}
    for one in artifacts_of(row, links):
        known = old.get(one.path)
        yield replace(one, links=tuple(link for link in one.links if link not in known)) if known else one


def _was_told(state: State) -> bool:
    """Whether the last build warned of a link: files that are as they were are warned of again."""
    last: Outcome = unpacked(state["outcome"]["packed"])
    return any(one.code == OWN_ADDRESS for one in last.diagnostics)


def _every_artifact(plan: Plan, rows: Mapping[str, Row], links: Links, state: State) -> Iterator[Artifact]:
    """Every file of every job."""
    every = {**(state["links"] if plan.known else {}), **links}
    return (one for name, row in rows.items() for one in artifacts_of(row, every[name]))


def _audit_sitemap(listed: Iterable[Entry], plan: Plan, artifacts: Iterable[Artifact]) -> Iterator[Diagnostic]:
    others = {one.path: one.kin.others for one in artifacts}
    public = {page.path: others[page.file] for page in plan.pages if page.is_indexed and page.file in others}
    for path, found in faults_of_sitemap(listed, public):
        file = f"{path}index.html" if path.endswith("/") else path
        yield problem(found.code, Span(f"public/{file}"), **dict(found.parameters))


def _is_less(plan: Plan, rows: Mapping[str, Row], links: Links, state: State) -> bool:
    """Whether a file, an anchor or a language that was there is there no more."""
    state.fetch("links", (*plan.jobs, *plan.gone))
    return any(
        name in plan.gone or _is_short_of(plan.known[name], state.row("links", name), rows[name], links[name])
        for name in (*plan.jobs, *plan.gone)
        if name in plan.known
    )


def _is_short_of(old: Row, old_links: tuple[Any, ...], new: Row, new_links: tuple[Any, ...]) -> bool:
    now = {one.path: one for one in artifacts_of(new, new_links)}
    return any(
        one.path not in now
        or not set(one.anchors) <= set(now[one.path].anchors)
        or not set(one.kin.others) <= set(now[one.path].kin.others)
        for one in artifacts_of(old, old_links)
    )


class _Files(Mapping[str, Artifact]):
    """Every file by path: those made anew, and the others as they are remembered, looked up when a link leads there."""

    def __init__(
        self, new: Mapping[str, Artifact], rows: Mapping[str, Row], fixed: Iterable[Artifact], state: State
    ) -> None:
        self._known = {**{one.path: one for one in fixed}, **new}
        self._rows = rows
        self._places = state.table("places")
        self._state = state

    def __getitem__(self, path: str) -> Artifact:
        if path not in self._known:
            name = self._places[path][0]
            links = self._state.row("links", name)
            self._known.update({one.path: one for one in artifacts_of(self._rows[name], links)})
        return self._known[path]

    def __contains__(self, path: object) -> bool:
        return path in self._known or path in self._places

    def __iter__(self) -> Iterator[str]:
        return iter({**self._known, **self._places})

    def __len__(self) -> int:
        return len({**self._known, **self._places})
