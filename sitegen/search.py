"""The search index: pagefind reads the pages, and writes beside them what the search page asks for."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from importlib.util import find_spec
from pathlib import Path

from sitegen.artifacts import Artifact, artifact
from sitegen.indexing import Indexer
from sitegen.plan import SEARCH_INDEX, SEARCH_SCRIPT
from sitegen.settings import SearchFailedError

# A page that is searched for: what it is known by, in its head, and its main text.
_PAGE = re.compile(r"(.*<body)\b.*(<main\b[^>]* data-pagefind-body.*</main>)", re.DOTALL)
_VALUE = re.compile(r'<meta name="search-value" content="([^"]*)" data-facet="([^"]*)">')
# Furniture inside the main text: what stands alike on many pages, tells of another page, or refers to a note.
_EXCLUDED = "nav, form, button, svg, sup, .js-only, .cards, .further, .about, .actions, .meta, .foreign"
_PICTURE = re.compile(r"<img\b[^>]*>")
# Where what are two things to the eye would be one word: elements that touch, cells, breaks.
_SEAM = re.compile(r"(?<=>)(?=<[a-z])|(?=<(?:br|small|dd|td)\b)")
# The search page has its own form and does without a worker: pagefind's other scripts and its styles are not published.
_KEPT = frozenset({".json", ".pagefind", ".pf_meta", ".pf_index", ".pf_fragment"})

Values = list[tuple[str, str]]
"""What a page is narrowed by: pairs of a facet and a value."""


def search_program() -> Path | None:
    """pagefind's binary, which its wheel holds."""
    found = find_spec("pagefind_bin")
    folders = (found.submodule_search_locations or []) if found else []
    files = (Path(folder) / name for folder in folders for name in ("pagefind", "pagefind.exe"))
    return next((file for file in files if file.is_file()), None)


def index_pages(
    staging: Path, files: Iterable[str], program: Path | None, place: Callable[[str], Path] | None = None
) -> list[Artifact]:
    """Index the pages among `files`, each language by itself; the files of the index, which lie in `staging` then.

    `place`: where a page lies, when not all are staged.

    Pages whose `main` is not marked with `data-pagefind-body` are left out. Raises `SearchFailedError`.
    """
    if program is None:
        raise SearchFailedError
    index, values = staging / SEARCH_INDEX, dict[str, Values]()
    index.mkdir(parents=True, exist_ok=True)
    with Indexer(program, index.resolve()) as indexer:
        indexer.ask("NewIndex", config={"exclude_selectors": [_EXCLUDED]})
        for path in sorted(files):  # pages are numbered as they come
            page = _PAGE.match((place or staging.joinpath)(path).read_text("utf-8")) if path.endswith(".html") else None
            if page:
                text = _SEAM.sub(" ", _PICTURE.sub(" ", f"{page[1]}>{page[2]}"))
                known = indexer.ask("AddFile", index_id=0, file_path=path, file_contents=text)
                values[known["page_url"]] = [(facet, unescape(value)) for value, facet in _VALUE.findall(page[1])]
        indexer.ask("WriteFiles", index_id=0, output_path=str(index.resolve()))
    _settle(index, values)
    return list(_kept(staging))


def _settle(index: Path, values: Mapping[str, Values]) -> None:
    """Write which pages have which values, by language, and put the list of languages in order.

    pagefind has filters too, and writes them, like the languages, in another order each time.
    """
    entry = index / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_bytes()), sort_keys=True), encoding="utf-8")
    facets: dict[str, dict[str, dict[str, list[str]]]] = {}
    for file in sorted((index / "fragment").glob("*.pf_fragment")):
        known = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        found = facets.setdefault(file.stem.rpartition("_")[0], {})
        for facet, value in values[known["url"]]:
            found.setdefault(facet, {}).setdefault(value, []).append(file.stem)
    for language, found in facets.items():
        text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (index / f"facets.{language}.json").write_text(text, encoding="utf-8")


def _kept(staging: Path) -> Iterator[Artifact]:
    for file in sorted((staging / SEARCH_INDEX).rglob("*")):
        path = file.relative_to(staging).as_posix()
        if file.is_file() and (path == SEARCH_SCRIPT or file.suffix in _KEPT):
            yield artifact(path, file.read_bytes())
        elif file.is_file():
            file.unlink()
