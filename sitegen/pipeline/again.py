"""Jobs as they are remembered, to be done again while the plan of the site is as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sitegen.pipeline.jobs import Drawn, Job, covers_of
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


def job_again(name: str, row: Row, covers: Mapping[str, tuple[str, ...]], before: Drawn | None) -> Job:
    """A job from what is remembered of it and of what pages cover. `before`: as of a job."""
    page, what = unpacked(row[0])
    return Job(name, replace(page, covers=covers[row[1]]) if row[1] else page, what, before)
