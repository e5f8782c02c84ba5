"""The wheel carries everything that a site needs, and the font's licence with the fonts."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import ROOT


def test_the_wheel_carries_templates_static_files_and_catalogues(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
    ]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("sitegen-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "sitegen/site/templates/base.html",
        "sitegen/site/static/css/site.css",
        "sitegen/site/static/fonts/UFL-1.0.txt",
        "sitegen/site/locales/lv/LC_MESSAGES/site.po",
        "sitegen/site/locales/en/LC_MESSAGES/diagnostics.po",
    } <= names
    own = {
        f"sitegen/site/templates/{path.relative_to(ROOT / 'templates')}"
        for path in (ROOT / "templates").rglob("*.html")
    }
    assert own <= names
