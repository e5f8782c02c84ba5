"""Making what has to be made: the pages and files of which something that they read has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import Any, Final

from sitegen.artifacts import Artifact
from sitegen.assets import Assets
from sitegen.diagnostics import Collector, Diagnostic
from sitegen.inspection.following import Kinship
from sitegen.load import bytes_of
from sitegen.memory.readers import Readers
from sitegen.memory.state import State
from sitegen.pictures import without_metadata
from sitegen.pipeline.again import job_again
from sitegen.pipeline.crew import Crew
from sitegen.pipeline.derivations import Row as Derivation
from sitegen.pipeline.derivations import is_derived, recall, rows_of
from sitegen.pipeline.jobs import Drawn, Job, Made, Maker, exports, few, identities, together
from sitegen.pipeline.stock import Stock
from sitegen.plan import SHARE, Page
from sitegen.resolve import Site
from sitegen.store import packed, unpacked
from sitegen.values import dataclass

_JOBS_AT_ONCE = 48
# From how many jobs on it is worth while to make processes ready for them.
_MANY = 300
# Of a job in the state: its identity, template, what was read, its files, the problems of its page, what is on its
# picture (a digest).
_IDENTITY: Final = 0
_TEMPLATE: Final = 1
_READS: Final = 2
_FILES: Final = 3
_PROBLEMS: Final = 4
_SHOWN: Final = 5
Row = tuple[bytes, str, tuple[str, ...], tuple[Any, ...], bytes, bytes]
# A file: its path, digest and size.
File = tuple[str, bytes, int]


@dataclass(slots=True)
class Plan:
    """What the site at `base_url` is made of. `jobs`: those to do; all others are as they are remembered.

    `pages`: every page, in order, when the site was planned anew; `identities` of its jobs. `reasons`: why a job is to
    be done, by its id; `known`: the jobs of the last build, and `gone` those of them that are none any more.
    `unlisted`: addresses that the register does not name, when the site was planned anew.
    """

    jobs: dict[str, Job]
    identities: Mapping[str, bytes]
    pages: tuple[Page, ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    known: Mapping[str, Row] = field(default_factory=dict)
    base_url: str = ""
    unlisted: tuple[str, ...] = ()

    def identity(self, name: str) -> bytes:
        """The identity of a job: as planned, else as it was."""
        if name in self.identities:
            return self.identities[name]
        row = None if self.pages else self.known.get(name)
        return row[_IDENTITY] if row is not None else b""

    def replaced(self, made: Iterable[str]) -> Iterator[tuple[str, Row]]:
        """The jobs as they were of which something else has been made, or nothing."""
        yield from ((name, self.known[name]) for name in (*made, *self.gone) if name in self.known)


class Overlay(Mapping[str, Row]):
    """All jobs as they are to be remembered: those done in this run, and the others of a plan as they were."""

    def __init__(self, plan: Plan, made: Mapping[str, Row]) -> None:
        self._plan = plan
        self._made = made

    def __getitem__(self, name: str) -> Row:
        row = self._made.get(name)
        if row is not None:
            return row
        if name in self._plan.gone:
            raise KeyError(name)
        return self._plan.known[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._made
        yield from (name for name in self._plan.known if name not in self._made and name not in self._plan.gone)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def plan_anew(site: Site, pages: tuple[Page, ...]) -> Plan:
    """All jobs of a site."""
    jobs = {page.file: Job(page.file, page) for page in pages}
    jobs |= {job.id: job for job in exports(site)}
    return Plan(jobs, dict(identities(pages)), pages)


@dataclass(frozen=True, slots=True)
class Change:
    """What jobs are held against: the changed names, templates with what they name, and files of the output."""

    names: set[str]
    templates: Mapping[str, bytes]
    known_templates: Mapping[str, bytes]
    wrong: frozenset[str]

    def reason(self, row: Row, identity: bytes) -> str:
        """Why a job has to be done again; empty when it has not."""
        if row[_IDENTITY] != identity:
            return "planned otherwise"
        if row[_TEMPLATE] and self.templates.get(row[_TEMPLATE]) != self.known_templates.get(row[_TEMPLATE]):
            return f"template:{row[_TEMPLATE]}"
        if not self.names.isdisjoint(row[_READS]):
            return min(self.names.intersection(row[_READS]))
        return next((f"output:{file[0]}" for file in row[_FILES] if file[0] in self.wrong), "")

    def drawn(self, row: Row | None) -> Drawn | None:
        """The picture beside a page, where it lies as it was published."""
        files = [file for file in row[_FILES] if file[0].endswith(SHARE)] if row is not None and row[_SHOWN] else []
        return Drawn(row[_SHOWN], *files[0]) if row and files and files[0][0] not in self.wrong else None

    def touched(self, state: State) -> Iterator[str]:
        """The jobs of a state that one of the reasons may hold for."""
        every = self.templates.keys() | self.known_templates.keys()
        others = {one for one in every if self.templates.get(one) != self.known_templates.get(one)}
        readers, places = Readers(state), state.table("places")
        for name in (*self.names, *(f"template:{one}" for one in others)):
            yield from (reader for reader in readers.of(name) if not is_derived(reader))
        yield from (places[path][0] for path in self.wrong if path in places)


def narrow(plan: Plan, change: Change, known: Mapping[str, Row]) -> None:
    """Leave the jobs of a plan made anew that must be done; the others are as they are known."""
    plan.known, plan.gone = known, frozenset(known.keys() - plan.jobs.keys())
    for name in list(plan.jobs):
        row = known.get(name)
        reason = change.reason(row, plan.identities.get(name, b"")) if row is not None else "new"
        if reason:
            plan.reasons[name] = reason
            plan.jobs[name] = replace(plan.jobs[name], before=change.drawn(row))
        else:
            del plan.jobs[name]


def plan_again(change: Change, state: State) -> Plan:
    """The jobs that must be done of a site whose plan is as it was."""
    names = sorted(set(change.touched(state)))
    plan = Plan({}, {}, known=state.table("jobs").fetch(names))
    pages, covers = state.table("pages").fetch(names), state.table("covers")
    for name in names:
        reason = change.reason(plan.known[name], plan.known[name][_IDENTITY])
        if reason:
            plan.reasons[name] = reason
            plan.jobs[name] = job_again(name, pages[name], covers, change.drawn(plan.known[name]))
    return plan


Done = tuple[str, tuple[Any, ...], tuple[Any, ...]]
"""A job that was done: its id, its row but for its identity, where its files lead. A value of Python's own types: to
take those of 16,000 files as objects of ours cost the first process 0.15 s more."""


def do_jobs(crew: Crew, jobs: Iterable[Job], derived: dict[str, Any]) -> Iterator[Done]:
    """Do jobs but for the last ones: many are begun at once, and done while this process does something else.

    What they derive is noted in `derived`.
    """
    every = [job for job in jobs if not job.is_last]
    if len(every) < _MANY:
        return _noted(crew.both(_do_some, few(every)), derived)
    return _noted(crew.each(_do_some, together(every, _JOBS_AT_ONCE)), derived)


def do_last_jobs(maker: Maker, jobs: Iterable[Job], derived: Mapping[str, Derivation]) -> Iterator[Done]:
    """Do the last ones in this process, which is told what the others have `derived`."""
    last = [job for job in jobs if job.is_last]
    if last:
        recall(maker.site, derived)
    return (_done(made, job) for made, job in zip(maker.do(last), last, strict=True))


def _noted(done: Iterable[tuple[list[Done], dict[str, Any]]], derived: dict[str, Any]) -> Iterator[Done]:
    for made, also in done:
        derived.update(also)
        yield from made


def tell_faults(rows: Mapping[str, Row], faulty: Iterable[str], primary: str, found: Collector) -> None:
    """What is wrong with the jobs `faulty`; alike on many pages only once, with the first of them.

    The first page is that nearest to the home page, of the language `primary` if there is one.
    """

    def place(name: str) -> tuple[int, bool, str]:
        return name.count("/") or len(name), not name.startswith(f"{primary}/"), name

    faults: dict[tuple[object, ...], list[Diagnostic]] = {}
    for name in sorted(faulty, key=place):
        for fault in unpacked(rows[name][_PROBLEMS]):
            faults.setdefault(_likeness(fault), []).append(fault)
    found.extend(replace(alike[0], more_pages=len(alike) - 1) for alike in faults.values())


def _do_some(tools: Any, jobs: list[Job]) -> tuple[list[Done], dict[str, Any]]:
    maker: Maker = tools[1]
    known = frozenset(maker.site.derived)
    made = [_done(one, job) for one, job in zip(maker.do(jobs), jobs, strict=True)]
    return made, rows_of({name: one for name, one in maker.site.derived.items() if name not in known})


def _likeness(fault: Diagnostic) -> tuple[object, ...]:
    """What is the same in a fault on a thousand pages: of a template its place, of built pages the words."""
    place = fault.span if fault.code == "template-fault" else None
    return fault.code, fault.parameters, fault.severity, place


def _done(made: Made, job: Job) -> Done:
    files = tuple([file_row(one) for one in made.artifacts])
    problems = packed(made.problems) if made.problems else b""
    links = tuple([(one.links, one.anchors, one.source, tuple(one.kin)) for one in made.artifacts])
    return made.id, (job.template, tuple(sorted(made.reads)), files, problems, made.shown), links


def row_of(done: tuple[Any, ...], identity: bytes, names: dict[str, str]) -> Row:
    """A job as it is remembered, from its row but for its identity. `names`: strings that many rows hold, each once."""
    template, reads, files, *rest = done
    files = tuple([(names.get(path, path), digest, size) for path, digest, size in files])
    return (identity, template, _each_once(reads, names), files, *rest)


def names_of(row: Row) -> tuple[str, ...]:
    """What makes a job be done again once it changes."""
    return (*row[_READS], f"template:{row[_TEMPLATE]}") if row[_TEMPLATE] else row[_READS]


def file_row(one: Artifact) -> File:
    """A file as it is remembered."""
    return (one.path, one.digest, one.size)


def links_row(links: tuple[Any, ...], names: dict[str, str]) -> tuple[Any, ...]:
    """Where the files of a job lead, what in them can be led to, and what they were made from, as it is remembered."""
    return tuple([(_each_once(led, names), _each_once(anchors, names), *rest) for led, anchors, *rest in links])


def _each_once(some: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(map(names.setdefault, some, some))


def artifacts_of(row: Row, links: tuple[Any, ...]) -> Iterator[Artifact]:
    """The files of a job, from what is remembered of them."""
    for (path, digest, size), (led, anchors, source, kin) in zip(row[_FILES], links, strict=True):
        yield Artifact(path, digest, size, led, anchors, source, Kinship(*kin))


def fixed_files(maker: Maker, assets: Assets, stock: Stock) -> Iterator[Artifact]:
    """Static files and published media, staged."""
    for path, data in assets.files.items():
        yield maker.file(path, data)
    media = stock.library.base.media
    for path in maker.site.public_media():
        yield maker.file(path, without_metadata(path, bytes_of(stock.library.folder, media[path].path)))
