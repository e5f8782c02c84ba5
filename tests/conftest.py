"""What several tests need: the real content, built once."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sitegen.pipeline import Outcome, Settings, build
from tests.sharing import once

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 22)
# No test is timed: how long an example takes says something of the machine alone.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--edits 200`: how many edits the tests of incremental builds make."""
    parser.addoption("--edits", default="12", help="edits that builds which remember are held against (all: 200)")
    parser.addoption("--long", action="store_true", help="make long tests in full, not in their short form")


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
