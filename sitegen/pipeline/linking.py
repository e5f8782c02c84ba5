"""The links of a site, where most of its pages are as they were and known to lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sitegen.audit import audit, audit_some
from sitegen.diagnostics import Diagnostic
from sitegen.memory.state import State
from sitegen.pipeline.production import Plan, Row, artifacts_of
from sitegen.render import Artifact

_FILES: Final = 3
Links = Mapping[str, tuple[Any, ...]]


def audit_links(
    plan: Plan, rows: Mapping[str, Row], links: Links, fixed: Iterable[Artifact], state: State
) -> Iterator[Diagnostic]:
    """What leads nowhere: on the pages made anew, or, when something that may be led to has gone, on all.

    `links`: those of the jobs that were done; of the others the state remembers them.
    """
    base_url = plan.base_url
    if plan.pages or _is_less(plan, rows, links, state):
        every = {**(state["links"] if plan.known else {}), **links}
        artifacts = (one for name, row in rows.items() for one in artifacts_of(row, every[name]))
        return audit([*artifacts, *fixed], base_url)
    new = {one.path: one for name, own in links.items() for one in artifacts_of(rows[name], own)}
    return audit_some(_Files(new, rows, fixed, state), new, base_url)


def _is_less(plan: Plan, rows: Mapping[str, Row], links: Links, state: State) -> bool:
    """Whether a file or an anchor that was there is there no more."""
    return any(
        name in plan.gone or _is_short_of(plan.known[name], state.row("links", name), rows[name], links[name])
        for name in (*plan.jobs, *plan.gone)
        if name in plan.known
    )


def _is_short_of(old: Row, old_links: tuple[Any, ...], new: Row, new_links: tuple[Any, ...]) -> bool:
    anchors = {one.path: set(one.anchors) for one in artifacts_of(new, new_links)}
    return any(not set(one.anchors) <= anchors.get(one.path, set()) for one in artifacts_of(old, old_links)) or any(
        one.path not in anchors for one in artifacts_of(old, old_links)
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
            name = self._places[path] or path
            links = self._state.row("links", name)
            self._known.update({one.path: one for one in artifacts_of(self._rows[name], links)})
        return self._known[path]

    def __contains__(self, path: object) -> bool:
        return path in self._known or path in self._places

    def __iter__(self) -> Iterator[str]:
        return iter({**self._known, **self._places})

    def __len__(self) -> int:
        return len({**self._known, **self._places})
