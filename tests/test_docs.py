"""Documentation that can fail: what is generated is current, what is linked is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.reference import documents

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize(("name", "text"), documents().items(), ids=documents().keys())
def test_a_generated_document_is_current(name: str, text: str) -> None:
    assert text == (ROOT / "docs" / name).read_text(encoding="utf-8"), "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_of_the_docs_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "…" not in link and not (page.parent / link).exists()] == []


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"make ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named <= targets


def test_nothing_names_a_registry_or_this_machine() -> None:
    for path in [*ROOT.glob("requirements/*.txt"), ROOT / "pyproject.toml", ROOT / "Makefile", ROOT / ".ci" / "run"]:
        assert re.findall(r"https?://\S+", path.read_text(encoding="utf-8")) == [], path
