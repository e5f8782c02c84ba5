"""A built site with a few of its pages: whatever is done with each page of a site, with all its pages takes long."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path


def keep_few(whole: Path, kept: Sequence[str], public: Path) -> None:
    """Copy some folders of a built site without their feeds, and what all its pages use."""
    for name in (*kept, "assets", "media"):
        shutil.copytree(whole / name, public / name, ignore=shutil.ignore_patterns("feed.xml"))
    for page in public.rglob("*.html"):
        page.write_text(_without_the_rest(page, public), encoding="utf-8")


def _without_the_rest(page: Path, public: Path) -> str:
    """A page that leads only to what has been kept."""

    def kept(match: re.Match[str]) -> str:
        file = page.parent / match[1].partition("#")[0]
        return match[0] if (file / "index.html" if file.is_dir() else file).is_file() else 'href="./"'

    text = re.sub(r'href="((?:\.\./)+[^"]*)"', kept, page.read_text(encoding="utf-8"))
    return re.sub(r'<link rel="alternate" hreflang[^>]*>\n', "", text)
