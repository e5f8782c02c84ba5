"""The end of a run: make, audit, index, publish, remember."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from sitegen.addresses import write_addresses
from sitegen.artifacts import Artifact, artifact
from sitegen.assets import Assets
from sitegen.audit.sitemaps import entries_of
from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.exports.site_manifest import amended, site_manifest
from sitegen.inspection import requests_of_style
from sitegen.manifest import ADDRESSES
from sitegen.memory.apart import apart
from sitegen.memory.surroundings import digest_of_register
from sitegen.pipeline.compressing import Copies, Known, compress_all, files_of
from sitegen.pipeline.crew import Crew
from sitegen.pipeline.derivations import rows_of
from sitegen.pipeline.jobs import Job, Maker
from sitegen.pipeline.legacy import Begun, Legacy
from sitegen.pipeline.linking import Beside, audit_links
from sitegen.pipeline.production import (
    Done,
    File,
    Overlay,
    Plan,
    Row,
    do_jobs,
    do_last_jobs,
    file_row,
    fixed_files,
    links_row,
    row_of,
    tell_faults,
)
from sitegen.pipeline.stock import Stock
from sitegen.plan import MANIFEST, PageKind
from sitegen.provenance import commit_of
from sitegen.publish import Changes
from sitegen.rules import severity_of
from sitegen.search import index_pages, search_program
from sitegen.settings import Keeping, Outcome, told
from sitegen.store import packed, unpacked
from sitegen.urls import absolute
from sitegen.values import dataclass

# From how many pages on one is made and shown before the others.
_MANY = 40


@dataclass(slots=True)
class Finish:
    """Brings a run to its end."""

    run: Begun
    stock: Stock
    maker: Maker
    plan: Plan
    assets: Assets
    derived: dict[str, Any] = field(default_factory=dict)
    made: dict[str, Row] = field(default_factory=dict)
    links: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    @property
    def _staging(self) -> Path:
        """Where what was made lies until it is published."""
        assert self.maker.staging is not None
        return self.maker.staging

    def outcome(self, crew: Crew, checks: Mapping[str, Any]) -> Outcome:
        """What the run found and did."""
        run, state = self.run, self.run.state
        beside = self._make(crew)
        rows = Overlay(self.plan, self.made)
        faulty = self._tell(rows)
        derived = {**self.derived, **rows_of(self.maker.site.derived)}
        legacy = Legacy(run, self.stock, self.plan, self.made, self.links, derived)
        audited = self._audit(rows, beside)
        if self._is_cold and not run.found.has_errors:
            legacy.keep_tables(checks)
            state.seal()
        run.found.extend(self._settled(audited()))
        others = {
            "fixed": [file_row(one) for one in beside.files],
            "search": [file_row(one) for one in self._searched()],
        }
        leading, totals = self._leading(), self._totals()
        others["manifest"] = list(self._manifest(others, leading))
        size = totals["size"] + sum(file[2] for files in others.values() for file in files)
        outcome = Outcome(told(run.settings, run.found), {}, run.found.exceptions(), None, totals["pages"], size)
        if outcome.has_errors:
            state.store.keep(self.stock.parsed, self.stock.library.keys.values(), "", {})
            return outcome
        copies = self._copies(others, crew)
        changes = self._published(others, copies, totals) if run.publication else None
        self._remember_copies(copies)
        parts = {part: {file[0]: file for file in files} for part, files in others.items()}
        for part, value in {**parts, "leading": leading, "faulty": {"jobs": faulty}, "totals": totals}.items():
            state.put(part, value)
        noted, register = self._note_addresses()
        if not self._is_cold:
            legacy.keep_tables(checks)
        legacy.keep(outcome, register)
        return replace(outcome, changes=changes, forgotten=state.store.fault, noted=noted)

    @property
    def _is_cold(self) -> bool:
        """Whether there is nothing that the new is held against: what is to be remembered may be noted at once then."""
        publication = self.run.publication
        return self.stock.is_new and (publication is None or publication.is_first) and self.run.settings.jobs > 1

    def _audit(self, rows: Mapping[str, Row], beside: Beside) -> Callable[[], tuple[Diagnostic, ...]]:
        """What is wrong with where pages lead; of a cold build found out by another process while this one goes on."""
        if self.run.found.has_errors:
            return tuple

        def audit() -> bytes:
            return packed(tuple(audit_links(self.plan, rows, self.links, beside, self.run.state)))

        found = apart(audit, gives_way=False) if self._is_cold else audit
        return lambda: unpacked(found())

    def _note_addresses(self) -> tuple[int, bytes]:
        """Add to the register what has been published for the first time: how many, and what it is held against then.

        A register that somebody has changed meanwhile counts as changed in the next run; one that cannot be written,
        as in a checkout that is only read, stays as it is.
        """
        run, known = self.run, self.run.addresses
        settings = run.settings
        if run.publication is None or settings.addresses is not Keeping.NOTE or not self.plan.unlisted:
            return 0, known
        if digest_of_register(settings.content) != run.around.addresses:
            return 0, b""
        noted = write_addresses(settings.content / ADDRESSES, self.plan.unlisted)
        return noted or 0, settings.addresses.encode() + digest_of_register(settings.content)

    def _settled(self, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """What was found, with the severities that the site sets."""
        checks = self.stock.library.base.site.checks
        levels = ((one, severity_of(one.code, checks)) for one in found)
        return (replace(one, severity=level) for one, level in levels if level is not None)

    def _make(self, crew: Crew) -> Beside:
        """Do the jobs. While other processes begin with many, this one makes what is no job."""
        plan = self.plan
        self._show(plan.jobs)
        done = do_jobs(crew, plan.jobs.values(), self.derived)
        beside = self._beside()
        names = {name: name for name in (*plan.jobs, *(link for file in beside.files for link in file.links))}
        self._note(done, names)
        crew.dismiss()  # what is left is done by this process, which needs much of the memory that the others hold
        self._note(do_last_jobs(self.maker, plan.jobs.values(), self.derived), names)
        return beside

    def _note(self, done: Iterable[Done], names: dict[str, str]) -> None:
        for name, row, links in done:
            self.made[names[name]] = row_of(row, self.plan.identity(name), names)
            self.links[names[name]] = links_row(links, names)

    def _tell(self, rows: Mapping[str, Row]) -> list[str]:
        """Tell what is wrong with pages and style sheets; the jobs of which something is told."""
        before = () if self.stock.is_new else self.run.state["faulty"].get("jobs", ())
        faulty = [name for name in before if name not in self.made and name not in self.plan.gone]
        faulty += [name for name, row in self.made.items() if row[4]]
        tell_faults(rows, faulty, self.stock.library.base.primary, self.run.found)
        self._tell_styles()
        return sorted(faulty)

    def _totals(self) -> dict[str, int]:
        """How many bytes and pages there are of all jobs."""
        before = {} if self.stock.is_new else self.run.state["totals"]
        pages, size = before.get("pages", 0), before.get("size", 0)
        for sign, rows in ((1, self.made.items()), (-1, self.plan.replaced(self.made))):
            for _, row in rows:
                pages += sign * bool(row[1])  # its template, which pages have
                size += sign * sum(file[2] for file in row[3])
        return {"pages": pages, "size": size}

    def _show(self, jobs: Mapping[str, Job]) -> None:
        """Make the page that is looked at, and show it, where many others are to be made."""
        first, output = self.run.settings.first, self.run.settings.output
        if first is None or first.file not in jobs or len(jobs) < _MANY or not (output / first.file).is_file():
            return
        page = jobs[first.file].page
        if page is not None and self.maker.show(page):
            spare = output / f"{first.file}.new"
            shutil.copyfile(self._staging / first.file, spare)
            spare.replace(output / first.file)
            first.tell()

    def _beside(self) -> Beside:
        """Static files, media and the sitemap: staged anew when the site is planned anew."""
        if not self.plan.pages:
            return Beside([Artifact(*row) for row in self.run.state["fixed"].values()])
        fixed = fixed_files(self.maker, self.assets, self.stock)
        sitemap, text = self.maker.sitemap(self.plan.pages)
        names = {page.path: page.path for page in self.plan.pages}
        return Beside([*fixed, sitemap], [*entries_of(text, absolute(self.plan.base_url, ""), names)])

    def _tell_styles(self) -> None:
        """What the site's style sheets ask other sites for."""
        base_url = self.stock.library.base.site.base_url
        for path, data in self.assets.files.items():
            text = data.decode("utf-8", errors="replace") if path.endswith(".css") else ""
            for fault in requests_of_style(text, base_url):
                self.run.found.add(problem(fault.code, Span(f"public/{path}"), **dict(fault.parameters)))

    def _searched(self) -> Iterator[Artifact]:
        """The files of the search index, made anew when a page has been."""
        run = self.run
        if run.publication is None or not run.settings.has_search or run.found.has_errors:
            return iter(())
        known = run.state["search"]
        is_whole = run.publication.wrong.isdisjoint(known) and not self.stock.is_replanned
        if known and is_whole and not any(job.page for job in self.plan.jobs.values()):
            return (Artifact(*row) for row in known.values())
        files = [file[0] for file in self._files()]
        return iter(index_pages(self._staging, files, search_program(), self._place))

    def _leading(self) -> dict[str, str]:
        """Where pages lead that only lead on, by their files."""
        if not self.plan.pages:
            known: dict[str, str] = self.run.state["leading"]
            return known
        return {page.file: page.subject for page in self.plan.pages if page.kind is PageKind.REDIRECT}

    def _manifest(self, others: Mapping[str, Iterable[File]], leading: Mapping[str, str]) -> Iterator[File]:
        """The manifest of all files, staged, of a site that is published; a preview does without, as it takes 40 ms."""
        run = self.run
        if run.publication is None or run.found.has_errors or run.settings.is_preview:
            return
        commit = commit_of(run.settings.commits, self.stock.library.base.folder, run.around.files)
        told = {"base_url": self.stock.library.base.site.base_url, "date": run.settings.day.isoformat()}
        told |= {"commit": commit} if commit else {}
        data = amended(self._manifest_before(), self._new_files(), leading, told)
        if data is None:
            files = [*self._files(), *(file for some in others.values() for file in some)]
            data = site_manifest(files, leading, told)
        yield file_row(self.maker.file(MANIFEST, data))

    def _manifest_before(self) -> bytes:
        """The published manifest, where it is as it was made and the next names the same files; else nothing."""
        row, file = self.run.state["manifest"].get(MANIFEST), self.run.settings.output / MANIFEST
        old = {file[0] for _, job in self.plan.replaced(self.made) for file in job[3]}
        is_same = old == {file[0] for file in self._new_files()} and not self.run.settings.has_search
        if row is None or self.plan.pages or not is_same or not file.is_file():
            return b""
        data = file.read_bytes()
        return data if artifact(MANIFEST, data).digest == row[1] else b""

    def _new_files(self) -> Iterator[File]:
        """The files of the jobs that were done."""
        return (file for row in self.made.values() for file in row[3])

    def _files(self) -> Iterator[File]:
        """The files of all jobs."""
        made = {file[0]: file for row in self.made.values() for file in row[3]}
        yield from made.values()
        if not self.stock.is_new:
            other = {file[0] for _, row in self.plan.replaced(self.made) for file in row[3]} | made.keys()
            places = self.run.state["places"].items()
            yield from ((path, digest, size) for path, (_, digest, size) in places if path not in other)

    def _copies(self, others: Mapping[str, list[File]], crew: Crew) -> dict[str, Copies]:
        """The compressed copies of all files, where they are asked for."""
        publication, settings = self.run.publication, self.run.settings
        if publication is None or not settings.is_precompressed:
            return {}
        files = [*self._files(), *(file for some in others.values() for file in some)]
        known = Known(self._known_copies(), publication.wrong)
        return compress_all(files, known, crew, (self._staging, settings.output))

    def _known_copies(self) -> Mapping[str, Copies]:
        """Those of the last build; a site that never had any has no such table."""
        state = self.run.state
        known: Mapping[str, Copies] = state["copies"] if state.has("copies") else {}
        return known

    def _remember_copies(self, copies: Mapping[str, Copies]) -> None:
        state, known = self.run.state, self._known_copies()
        if known:
            new = {path: row for path, row in copies.items() if known.get(path) != row}
            state.update("copies", new, known.keys() - copies.keys())
        elif copies:
            state.replace("copies", copies)

    def _place(self, path: str) -> Path:
        staged = self._staging / path
        return staged if staged.exists() else self.run.settings.output / path

    def _published(
        self, others: Mapping[str, Sequence[File]], copies: Mapping[str, Copies], totals: dict[str, int]
    ) -> Changes | None:
        """Publish what was made in the place of what it replaces; `totals` gets the number of files."""
        if self.run.publication is None:
            return None
        made = {file[0]: file[1] for row in self.made.values() for file in row[3]}
        made |= {file[0]: file[1] for files in others.values() for file in files} | files_of(copies.values())
        old = self._before(others) if not self.run.publication.is_first else {}
        changes = self.run.publication.put(self._staging, made, old, self.run.state)
        totals["files"] = changes.written + changes.unchanged
        return changes

    def _before(self, parts: Iterable[str]) -> dict[str, bytes]:
        """The published files that were made anew, or are no more, with their digests; of `parts` all."""
        state = self.run.state
        rows = state["jobs"].items() if self.stock.is_new else self.plan.replaced(self.made)
        old = {file[0]: file[1] for _, row in rows for file in row[3]}
        old |= {file[0]: file[1] for part in parts for file in state[part].values()}
        return old | files_of(self._known_copies().values())
