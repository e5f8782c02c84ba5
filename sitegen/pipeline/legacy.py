"""What a run leaves behind for the next one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from sitegen.diagnostics import Collector
from sitegen.memory.publication import Publication
from sitegen.memory.readers import Readers
from sitegen.memory.state import State
from sitegen.memory.surroundings import Surroundings
from sitegen.pipeline import derivations
from sitegen.pipeline.again import jobs_again
from sitegen.pipeline.production import Plan, Row, names_of
from sitegen.pipeline.stock import Stock, table_of_faces
from sitegen.settings import Outcome, Settings
from sitegen.store import packed
from sitegen.values import dataclass


class Begun(Protocol):
    """A run that has come so far."""

    settings: Settings
    around: Surroundings
    state: State
    found: Collector
    templates: Mapping[str, bytes]
    addresses: bytes

    @property
    def publication(self) -> Publication | None:
        """The output as it lies there."""

    def digests(self) -> tuple[bytes, ...]:
        """What the run started from."""


@dataclass(frozen=True, slots=True)
class Legacy:
    """What is remembered of a run: the jobs that were `made`, where their files lead, what was `derived`."""

    run: Begun
    stock: Stock
    plan: Plan
    made: Mapping[str, Row]
    links: Mapping[str, tuple[Any, ...]]
    derived: Mapping[str, derivations.Row]

    def keep_tables(self, checks: Mapping[str, Any]) -> None:
        """Remember what is known before anything is published, which is nearly all; it is not written yet."""
        self._keep_jobs()
        self._keep_content()
        self._table("checks", checks, self.stock.gone)

    def keep(self, outcome: Outcome, register: bytes) -> None:
        """Write it, with the rest. `register`: what the register of addresses is held against by the next run."""
        state, stock, run, plan = self.run.state, self.stock, self.run, self.plan
        if plan.pages:
            state.put("outline", {"packed": packed(stock.outline)})
        state.put("templates", dict(run.templates))
        state.put("reasons", {"is_new": stock.is_new, "reasons": {} if stock.is_new else dict(plan.reasons)})
        state.put("world", {"packed": stock.world})
        state.put("commits", {path: one.hash for path, one in run.settings.commits.items()})
        state.put("outcome", {"packed": packed(outcome)})
        frame = {"world": run.around.world, "registries": run.around.registries, "told": packed(stock.told)}
        state.put("frame", {**frame, "digests": (*run.digests()[:-1], register)})
        state.write(stock.parsed, stock.library.keys.values())

    def _keep_content(self) -> None:
        """The files of the content, the records, and what is told of them elsewhere."""
        stock, now = self.stock, self.run.around.files
        self._table("units", {unit: stock.rows[unit] for unit in stock.fresh}, stock.gone)
        for table in ("faces", "heads"):
            faces = {unit: face for unit, face in stock.library.faces.items() if table_of_faces(unit) == table}
            self._table(table, faces, stock.gone)
        self._table("sums", dict(stock.library.sums), stock.gone)
        files = {} if stock.is_new else self.run.state["files"]
        new = {path: one for path, one in now.items() if files.get(path) != one}
        self._table("files", new, files.keys() - now.keys())

    def _keep_jobs(self) -> None:
        """The jobs that were done, where their files are and lead, and what they and all that was derived have read."""
        plan, made = self.plan, self.made
        old = dict(plan.replaced(made))
        places = {file[0]: (name, *file[1:]) for name, row in made.items() for file in row[3]}
        self._table("places", places, {file[0] for row in old.values() for file in row[3]} - places.keys())
        readers = Readers(self.run.state)
        if self.stock.is_new:
            read = {name: row[derivations.READS] for name, row in self.derived.items()}
            readers.replace({**{name: names_of(row) for name, row in made.items()}, **read})
        else:
            for name, row in made.items():
                readers.read(name, names_of(row), names_of(old[name]) if name in old else ())
            for name in plan.gone:
                readers.gone(name, names_of(old[name]))
        self._keep_derived(readers)
        self._table("jobs", made, plan.gone)
        self._table("links", self.links, plan.gone)
        if plan.pages:
            again, covers = jobs_again(plan.jobs.values(), plan.pages)
            self._table("pages", again, plan.gone)
            self._table("covers", covers, self.run.state["covers"].keys() - covers.keys())

    def _keep_derived(self, readers: Readers) -> None:
        """What was derived; what has changed and was not derived again is no more."""
        known, changed = self.run.state.table("derived"), self.stock.changed
        if self.stock.is_new:
            self._table("derived", self.derived, ())
            return
        gone = [name for name in changed if derivations.is_derived(name) and name not in self.derived and name in known]
        for name in gone:
            readers.gone(name, known[name][derivations.READS])
        for name, row in self.derived.items():
            readers.read(name, row[derivations.READS], known[name][derivations.READS] if name in known else ())
        self._table("derived", self.derived, gone)

    def _table(self, name: str, changed: Mapping[str, Any], gone: Iterable[str]) -> None:
        """Remember the rows of a table that have changed; all of it when nothing of the last build holds."""
        if self.stock.is_new:
            self.run.state.replace(name, changed)
        else:
            self.run.state.update(name, changed, gone)
