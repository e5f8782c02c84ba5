"""A site four times as large takes four times the work: what is quadratic would show in the number of calls."""

from __future__ import annotations

import cProfile
import pstats
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from sitegen.pipeline import Settings, build

ROOT = Path(__file__).parent.parent
SMALL, TIMES = 25, 4
# What does not grow with the site lies below it, what is sorted a little above.
MOST = 1.15


def calls(folder: Path, projects: int) -> tuple[int, int]:
    """How many calls a build of so many projects makes, and how many pages."""
    content = folder / str(projects) / "content"
    corpus = [sys.executable, str(ROOT / "bench" / "corpus.py"), "--projects", str(projects), "--output", str(content)]
    subprocess.run(corpus, check=True, capture_output=True)
    profile = cProfile.Profile()
    profile.enable()
    outcome = build(Settings(content=content, output=folder / str(projects) / "public", day=date(2026, 11, 22)))
    profile.disable()
    assert outcome.changes
    return pstats.Stats(profile).total_calls, outcome.pages  # type: ignore[attr-defined] # not in the library's types


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that is made once for a process is made: templates, patterns, models."""
    folder = tmp_path_factory.mktemp("growth")
    calls(folder, 3)
    return folder


def test_four_times_the_projects_are_at_most_four_times_the_calls(warm: Path) -> None:
    small, pages = calls(warm, SMALL)
    large, more_pages = calls(warm, SMALL * TIMES)
    assert more_pages > 2 * pages
    assert large / small <= TIMES * MOST
