"""Lighthouse on four pages, on a phone as it imagines one.

It loads a page without brakes and reckons from what was asked of the network, and in which order, how long a slow phone
would have taken: the result hangs on bytes and requests, hardly on the machine. What the machine adds only lowers a
score, so a page that falls short is tried again.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen.pipeline import Settings, build
from tests.conftest import DAY, ROOT
from tests.quality.browsing import FLAGS, program
from tests.quality.serving import served
from tests.quality.tools import PACKAGES, need

pytestmark = [pytest.mark.browser, pytest.mark.alone]

PAGES = ("lv/", "lv/projekti/atver-sirdi-zemgale/", "en/news/2018/regional-plan-approved/", "en/projects/")
FAST = 95


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real content as it would be published: its own address is the one at which it is served."""
    folder = tmp_path_factory.mktemp("lighthouse") / "public"
    with served(folder) as address:
        outcome = build(Settings(content=ROOT / "content", output=folder, day=DAY, base_url=address, has_search=True))
        assert not outcome.has_errors
        yield address


@pytest.fixture(scope="module")
def results(address: str) -> dict[str, Any]:
    """What Lighthouse says of each page."""
    need(PACKAGES / "lighthouse")
    told = {
        "packages": str(PACKAGES),
        "chromium": program(),
        "flags": FLAGS,
        "pages": [address + page for page in PAGES],
        "performance": FAST / 100,
        "tries": 3,
    }
    script = Path(__file__).parent / "lighthouse.mjs"
    run = subprocess.run(["node", str(script), json.dumps(told)], capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    return {result["page"].removeprefix(address): result for result in json.loads(run.stdout)}


@pytest.mark.parametrize("page", PAGES)
def test_lighthouse_finds_the_page_accessible_sound_findable_and_fast(results: dict[str, Any], page: str) -> None:
    scores, faults = results[page]["scores"], results[page]["faults"]
    assert {name: score for name, score in scores.items() if name != "performance"} == {
        "accessibility": 100,
        "best-practices": 100,
        "seo": 100,
    }, faults
    assert scores["performance"] >= FAST, faults
