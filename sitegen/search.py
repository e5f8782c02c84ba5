"""The search index: pagefind reads the staged pages and writes beside them what the search page asks for."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from sitegen.plan import SEARCH_INDEX, SEARCH_SCRIPT
from sitegen.render import Artifact, artifact

# Furniture inside the main text: what stands alike on many pages, or tells of another page.
_EXCLUDED = ("nav", "form", "button", "svg", ".js-only", ".cards", ".further", ".about", ".actions", ".foreign")
# The search page has a form of its own and does without a worker: pagefind's other scripts and styles are not published.
_KEPT = frozenset({".json", ".pagefind", ".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment"})
_LIMIT = 600


class SearchFailedError(Exception):
    """The index could not be made. Its text is what pagefind said of it; empty when pagefind is not installed."""


def search_program() -> Path | None:
    """pagefind's binary, which its wheel holds."""
    found = find_spec("pagefind_bin")
    folders = (found.submodule_search_locations or []) if found else []
    files = (Path(folder) / name for folder in folders for name in ("pagefind", "pagefind.exe"))
    return next((file for file in files if file.is_file()), None)


def index_pages(staging: Path, program: Path | None) -> list[Artifact]:
    """Index the staged pages, each language by itself; the files of the index.

    Pages whose `main` is not marked with `data-pagefind-body` are left out. Raises `SearchFailedError`.
    """
    if program is None:
        raise SearchFailedError
    options = ("--site", ".", "--output-subdir", SEARCH_INDEX, "--exclude-selectors", ", ".join(_EXCLUDED), "--silent")
    try:
        # Without an environment, and in a folder without its configuration: pagefind would heed both.
        done = subprocess.run(
            [str(program), *options], cwd=staging, env={}, capture_output=True, text=True, check=False, timeout=_LIMIT
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SearchFailedError(str(error)) from error
    if done.returncode or not (staging / SEARCH_SCRIPT).is_file():
        raise SearchFailedError(" ".join(done.stderr.split()) or f"pagefind: {done.returncode}")
    return list(_kept(staging))


def _kept(staging: Path) -> Iterator[Artifact]:
    for file in sorted((staging / SEARCH_INDEX).rglob("*")):
        path = file.relative_to(staging).as_posix()
        if file.is_file() and (path == SEARCH_SCRIPT or file.suffix in _KEPT):
            yield artifact(path, file.read_bytes())
        elif file.is_file():
            file.unlink()
