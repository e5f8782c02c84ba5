"""Jobs as they are remembered, to be done again while the plan of the site is as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sitegen.memory.state import State
from sitegen.pipeline.jobs import Job, covers_of
from sitegen.plan import Page
from sitegen.store import packed, unpacked

# A job: it is packed, and of a page that covers several projects the name of what it covers.
Row = tuple[bytes, str]
Rows = dict[str, Row]
# What pages cover, by its name. It is kept once: beside each of them it would take 400 MB of 5,000 projects.
Covers = dict[str, tuple[str, ...]]


def jobs_again(jobs: Iterable[Job], pages: Sequence[Page]) -> tuple[Rows, Covers]:
    """Jobs of a site planned anew as they are remembered, by their ids, and what all its pages cover."""
    digests = covers_of(pages)
    covers = {digests[id(page.covers)].hex(): page.covers for page in pages if len(page.covers) > 1}
    return {job.id: _row(job, digests) for job in jobs}, covers


def _row(job: Job, digests: Mapping[int, bytes]) -> Row:
    page = job.page
    if page is None or len(page.covers) < 2:
        return packed((page, job.what)), ""
    return packed((replace(page, covers=()), job.what)), digests[id(page.covers)].hex()


def job_again(name: str, state: State) -> Job:
    """A job as it is remembered. Raises `KeyError` when it is not."""
    data, covers = state.row("pages", name)
    page, what = unpacked(data)
    return Job(name, replace(page, covers=state.row("covers", covers)) if covers else page, what)
