"""The sites of the tests in this folder, on servers of their own, and what one walk through their pages found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.quality.serving import served
from tests.quality.sites import Built, built, stops
from tests.quality.survey import Survey, survey
from tests.sharing import once
from tests.showcase.sites import EMPTY, SHOWCASE
from tests.showcase.sites import built as build


@pytest.fixture(scope="session")
def sites(showcase_site: Path, real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, ...]:
    """The showcase, the real site, and one with nothing in it."""
    empty = tmp_path_factory.mktemp("empty") / "public"
    build(EMPTY, empty)
    folders = (("showcase", SHOWCASE, showcase_site), ("real", ROOT / "content", real_site), ("empty", EMPTY, empty))
    return tuple(built(*one) for one in folders)


@pytest.fixture(scope="session")
def addresses(sites: tuple[Built, ...]) -> Iterator[dict[str, str]]:
    """Where each site is served, by name."""
    with ExitStack() as stack:
        yield {site.name: stack.enter_context(served(site.folder)) for site in sites}


@pytest.fixture(scope="session")
def walk(
    sites: tuple[Built, ...],
    addresses: dict[str, str],
    pytestconfig: pytest.Config,
    tmp_path_factory: pytest.TempPathFactory,
) -> Survey:
    """What the walk through the pages found."""
    return once(pytestconfig, tmp_path_factory, "walk", lambda _: survey(addresses, stops(sites)))
