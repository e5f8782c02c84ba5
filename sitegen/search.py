"""The search index: pagefind reads the pages, and writes beside them what the search page asks for."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from sitegen.artifacts import Artifact, artifact
from sitegen.indexing import Indexer
from sitegen.plan import SEARCH_INDEX, SEARCH_SCRIPT
from sitegen.render import write
from sitegen.settings import SearchFailedError

# A page that is searched for: what it is known by, in its head, and its main text.
_PAGE = re.compile(r"(.*<body)\b.*(<main\b[^>]* data-pagefind-body.*</main>)", re.DOTALL)
_VALUE = re.compile(r'<meta name="search-value" content="([^"]*)" data-facet="([^"]*)">')
# Furniture inside the main text: what stands alike on many pages, tells of another page, or refers to a note.
_EXCLUDED = "nav, form, button, svg, sup, .js-only, .cards, .further, .about, .actions, .meta, .foreign"
_PICTURE = re.compile(r"<img\b[^>]*>")
# Where what are two things to the eye would be one word: elements that touch, cells, breaks.
_SEAM = re.compile(r"(?<=>)(?=<[a-z])|(?=<(?:br|small|dd|td)\b)")
_ENTRY = "pagefind-entry.json"
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
    values = dict[str, Values]()
    folder = staging / SEARCH_INDEX
    folder.mkdir(parents=True, exist_ok=True)
    with Indexer(program, folder) as indexer:
        index = indexer.ask("NewIndex", config={"exclude_selectors": [_EXCLUDED]})["index_id"]
        for path in sorted(files):  # pages are numbered as they come
            page = _PAGE.match((place or staging.joinpath)(path).read_text("utf-8")) if path.endswith(".html") else None
            if page:
                text = _SEAM.sub(" ", _PICTURE.sub(" ", f"{page[1]}>{page[2]}"))
                known = indexer.ask("AddFile", index_id=index, file_path=path, file_contents=text)
                values[known["page_url"]] = [(facet, unescape(value)) for value, facet in _VALUE.findall(page[1])]
        # It can write them by itself, too; it says so before it has.
        made = {file["path"]: b64decode(file["content"]) for file in indexer.ask("GetFiles", index_id=index)["files"]}
    return list(_kept(staging, _settled(made, values)))


def _settled(made: Mapping[str, bytes], values: Mapping[str, Values]) -> dict[str, bytes]:
    """The files with a list of which pages have which values, by language, and with the languages in order.

    pagefind has filters too, and writes them, like the languages, in another order each time.
    """
    facets: dict[str, dict[str, dict[str, list[str]]]] = {}
    for path in sorted(path for path in made if path.endswith(".pf_fragment")):
        known = json.loads(gzip.decompress(made[path]).removeprefix(b"pagefind_dcd"))
        name = PurePosixPath(path).stem
        found = facets.setdefault(name.rpartition("_")[0], {})
        for facet, value in values[known["url"]]:
            found.setdefault(facet, {}).setdefault(value, []).append(name)
    lists = {
        f"facets.{language}.json": json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        for language, found in facets.items()
    }
    return {**made, **lists, _ENTRY: json.dumps(json.loads(made[_ENTRY]), sort_keys=True).encode()}


def _kept(staging: Path, made: Mapping[str, bytes]) -> Iterator[Artifact]:
    for path, data in sorted((f"{SEARCH_INDEX}{name}", data) for name, data in made.items()):
        if path == SEARCH_SCRIPT or PurePosixPath(path).suffix in _KEPT:
            write(staging, path, data)
            yield artifact(path, data)
