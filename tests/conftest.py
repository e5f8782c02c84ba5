"""What several tests need: the real content, built once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page

from sitegen.pipeline import Outcome, Settings, build
from tests.quality.browsing import opened, tab
from tests.sharing import once

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 22)
# No test is timed: how long an example takes says something of the machine alone.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# The files that take longest, longest first: begun last, one of them would run on alone when all others are done.
DEAR = (
    *("test_audit", "test_reading", "test_search", "test_reading_aids", "test_lists", "test_kills", "test_keyboard"),
    *("test_without_script", "test_diagnostics_cases", "test_outputs", "test_hostile", "test_showcase", "test_browser"),
    *("test_audit_command", "test_steps", "test_disk", "test_growth", "test_budgets", "test_addresses"),
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One worker more than there are processors: one of them always waits for a browser, a server or a lock."""
    del config
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest first; all else, and within a file, as it comes."""
    items.sort(key=lambda item: DEAR.index(item.path.stem) if item.path.stem in DEAR else len(DEAR))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long`: long tests in full. `--edits 200`: how many edits the tests of incremental builds make."""
    parser.addoption("--long", action="store_true", help="make long tests in full, not in their short form")
    parser.addoption("--edits", default="12", help="edits that builds which remember are held against (all: 200)")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a file."""
    with opened() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a reader who has not been here before."""
    with tab(browser) as page:
        yield page


@pytest.fixture(scope="session")
def real_build(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    """The project's own content, built on a fixed day: what the build said, and the public folder."""
    return once(pytestconfig, tmp_path_factory, "real", partial(_built, ROOT / "content"))


@pytest.fixture(scope="session")
def real_site(real_build: tuple[Outcome, Path]) -> Path:
    """The public folder of the project's own content."""
    return real_build[1]


@pytest.fixture(scope="session")
def showcase_build(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    """The showcase, each state a page of its own, built on the same day: what the build said, and the public folder."""
    return once(pytestconfig, tmp_path_factory, "showcase", partial(_built, ROOT / "tests" / "showcase" / "content"))


@pytest.fixture(scope="session")
def showcase_site(showcase_build: tuple[Outcome, Path]) -> Path:
    """The public folder of the showcase."""
    return showcase_build[1]


def _built(content: Path, folder: Path) -> tuple[Outcome, Path]:
    output = folder / "public"
    return build(Settings(content=content, output=output, day=DAY, has_search=True)), output
