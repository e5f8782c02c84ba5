"""Jobs that are remembered come back as they were, and what many pages cover is remembered once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.languages import Language
from sitegen.memory.state import State
from sitegen.pipeline.again import job_again, jobs_again
from sitegen.pipeline.jobs import Job
from sitegen.plan import Page, PageKind
from sitegen.store import Store

LATVIAN = Language("lv")
SLUGS = tuple(f"projekts-{number:04d}" for number in range(2000))
ALONE = Page("lv/a/", LATVIAN, PageKind.PROJECT, "a", covers=("a",))
LIST = Page("lv/projekti/", LATVIAN, PageKind.PROJECTS, count=40, covers=SLUGS)
PAGES = (ALONE, *(replace(LIST, path=f"lv/projekti/{number}/", number=number) for number in range(1, 41)))
JOBS = (*(Job(page.file, page) for page in PAGES), Job("robots.txt", what=("robots",)))


@pytest.fixture
def state(tmp_path: Path) -> State:
    """A state that remembers all of them, as it is read again."""
    again, covers = jobs_again(JOBS, PAGES)
    state = State(Store(tmp_path, b"version"), "way")
    state.replace("pages", again)
    state.replace("covers", covers)
    assert state.write({}, ())
    return State(Store(tmp_path, b"version"), "way")


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.id)
def test_a_job_comes_back_as_it_was(state: State, job: Job) -> None:
    assert job_again(job.id, state.row("pages", job.id), state.table("covers"), job.before) == job


def test_what_many_pages_cover_is_remembered_once() -> None:
    again, covers = jobs_again(JOBS, PAGES)
    assert list(covers.values()) == [SLUGS]
    assert max(len(data) for data, _ in again.values()) < len(SLUGS)


def test_what_is_equal_but_made_twice_is_remembered_once() -> None:
    twice = (LIST, replace(LIST, path="en/projects/", covers=(*SLUGS[:1], *SLUGS[1:])))
    again, covers = jobs_again([Job(page.file, page) for page in twice], twice)
    assert len(covers) == 1
    assert {name for _, name in again.values()} == covers.keys()
