"""The tools that are no Python: `make test` installs them."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT

PACKAGES = ROOT / ".tools" / "node_modules"
AXE = PACKAGES / "axe-core" / "axe.min.js"
CHECKER = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def need(tool: Path) -> Path:
    """The tool's file; a test that lacks it fails, and says what to do."""
    assert tool.exists(), (
        f"{tool.relative_to(ROOT)} is missing; `make .tools/.installed` brings it, as `make test` does"
    )
    return tool
