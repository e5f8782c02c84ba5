"""Whether what is served, or lies in a folder, is what was built: every file held against a manifest."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field
from pathlib import Path
from threading import Lock
from urllib.parse import quote, unquote, urlsplit

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.fetching import MORE, Answer, Fetcher
from sitegen.manifest import walk
from sitegen.plan import MANIFEST
from sitegen.precompression import ENDINGS, unpacked_copy
from sitegen.publish import MARKER
from sitegen.urls import path_of_address
from sitegen.values import dataclass

# No site has a manifest that large; 100,000 files make one of 16 MB.
_LARGEST = 64 << 20
_AT_ONCE = 1 << 20
# After so many files in a row without an answer nothing more is asked for.
_SILENCE = 8
_DIGEST = re.compile(r"[0-9a-f]{64}")
# No link, and no pipe that somebody would have to write into.
_PLAIN_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_NOT_FOUND = "404.html"
_MISSING = frozenset({404, 410})


class NoManifestError(Exception):
    """What was read is no manifest."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was built: SHA-256, size in bytes, and where it leads if it only leads on."""

    digest: str
    size: int
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest. `digest`: of its own bytes; `commit` is empty when the build knew of none."""

    files: Mapping[str, File]
    digest: str
    date: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out: of how many files there are how many are right, and what is wrong with the others.

    `unasked`: those that nobody asked for any more, since no answer came. `manifest` is None when there was none.
    """

    manifest: Manifest | None
    right: int
    problems: tuple[Diagnostic, ...]
    unasked: int = 0


def read_manifest(data: bytes) -> Manifest:
    """The manifest that these bytes are. Raises `NoManifestError`. Its paths are such as lie below the site's root."""
    try:
        whole = json.loads(data)
        known = {name: str(whole.get(name, "")) for name in ("date", "commit")}
        files = {path: _file(path, one) for path, one in whole["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NoManifestError from error
    return Manifest(files, hashlib.sha256(data).hexdigest(), known["date"], known["commit"])


def _file(path: str, given: Mapping[str, object]) -> File:
    digest, size, leads_to = given["sha256"], given["size"], given.get("leads_to", "")
    is_sound = isinstance(digest, str) and _DIGEST.fullmatch(digest) and path_of_address(f"/{quote(path)}") == path
    if not is_sound or not isinstance(size, int) or size < 0 or path.endswith("/"):
        raise ValueError(path)
    return File(str(digest), size, str(leads_to))


def verify_folder(folder: Path, trusted: Manifest | None, jobs: int = 4) -> Verdict:
    """Hold the files of a folder against a manifest: the trusted one, else that which lies in the folder."""
    place = Span(str(folder / MANIFEST))
    beside = _seen(folder / MANIFEST, _LARGEST)
    manifest, problems = _settled(beside.data if beside.status == 200 else None, trusted, place)
    if manifest is None:
        return Verdict(None, 0, tuple(problems))
    known = {one.digest: path for path, one in manifest.files.items()}

    def hold(item: tuple[str, File]) -> Diagnostic | None:
        path, file = item
        answer = _seen(folder / path, file.size)
        return _fault(Span(str(folder / path)), file, answer, known)

    with ThreadPoolExecutor(jobs) as crew:
        found = [one for one in crew.map(hold, manifest.files.items()) if one is not None]
    extra = [problem("served-extra", Span(str(folder / path))) for path in sorted(_extra(folder, manifest))]
    return Verdict(manifest, len(manifest.files) - len(found), (*problems, *found, *extra))


def _extra(folder: Path, manifest: Manifest) -> Iterator[str]:
    files = (path for path, entry in walk(folder, lambda _: True) if entry is not None)
    others = (path for path in files if path not in manifest.files and path not in {MANIFEST, MARKER})
    return (path for path in others if not _is_copy(folder / path, path.rpartition(".")[0], manifest))


def _is_copy(place: Path, path: str, manifest: Manifest) -> bool:
    """Whether a file is another one, compressed, with what that one is to hold: `build --precompress` makes such."""
    file = manifest.files.get(path)
    digest, limit = (file.digest, file.size) if file else (manifest.digest, _LARGEST)
    if (file is None and path != MANIFEST) or place.suffix[1:] not in ENDINGS or place.is_symlink():
        return False
    data = unpacked_copy(place, limit)
    return data is not None and hashlib.sha256(data).hexdigest() == digest


def _seen(path: Path, limit: int) -> Answer:
    """A file of a folder, as if a server had answered. What a link leads to lies elsewhere, and was not built."""
    whole, kept, size = hashlib.sha256(), list[bytes](), 0
    try:
        with open(os.open(path, _PLAIN_FILE), "rb") as opened:
            while size < limit + MORE and (data := opened.read(_AT_ONCE)):
                whole.update(data)
                size += len(data)
                kept += [data] if path.name == Path(MANIFEST).name else []
    except OSError:
        return Answer(404, str(path))
    return Answer(200, str(path), frozenset({whole.hexdigest()}), size, b"".join(kept))


def verify_site(address: str, trusted: Manifest | None, jobs: int = 4, timeout: float = 10.0) -> Verdict:
    """Hold what a web server gives for the site at `address` against a manifest: the trusted one, else the site's own.

    `jobs`: how many connections at once; `timeout`: seconds after which silence is no answer.
    """
    with Fetcher(timeout) as fetcher:
        return _verified(address.rstrip("/") + "/", fetcher, trusted, jobs)


def _verified(root: str, fetcher: Fetcher, trusted: Manifest | None, jobs: int) -> Verdict:
    first = fetcher.get(root + MANIFEST, _LARGEST, is_kept=True)
    if first.status == 0:
        return Verdict(trusted, 0, (problem("served-silent", Span(root), reason=first.reason),), _count(trusted))
    own = first.data if first.status == 200 else None
    if own is not None:
        root = first.url.removesuffix(MANIFEST)
    manifest, problems = _settled(own, trusted, Span(root + MANIFEST))
    if manifest is None:
        return Verdict(None, 0, tuple(problems))
    asking = _Asking(root, fetcher, manifest)
    with ThreadPoolExecutor(jobs) as crew:
        found = [one for one in crew.map(asking.hold, manifest.files.items()) if one is not None]
    right = len(manifest.files) - len(found) - asking.unasked
    return Verdict(manifest, right, (*problems, *found), asking.unasked)


def _count(manifest: Manifest | None) -> int:
    return len(manifest.files) if manifest else 0


def _settled(own: bytes | None, trusted: Manifest | None, place: Span) -> tuple[Manifest | None, list[Diagnostic]]:
    """The manifest that counts, and what is wrong with the one that lies beside the site."""
    try:
        beside = read_manifest(own) if own is not None else None
    except NoManifestError:
        beside, wrong = None, [problem("served-no-manifest", place)]
    else:
        wrong = [] if beside is not None else [problem("served-missing", place)]
    if trusted is not None and beside is not None and beside.digest != trusted.digest:
        wrong = [problem("served-manifest", place)]
    return trusted or beside, wrong


@dataclass(slots=True)
class _Asking:
    """Asks a server for the files of a manifest, from several threads."""

    root: str
    fetcher: Fetcher
    manifest: Manifest
    known: Mapping[str, str] = field(default_factory=dict)
    silent: int = 0
    unasked: int = 0
    lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.known = {one.digest: path for path, one in self.manifest.files.items()}

    def hold(self, item: tuple[str, File]) -> Diagnostic | None:
        """Ask for a file; what is wrong with it. Nothing more is asked of a server that is silent."""
        path, file = item
        with self.lock:
            if self.silent >= _SILENCE:
                self.unasked += 1
                return None
        url = self.root + quote(path.removesuffix("index.html") if _is_index(path) else path)
        answer = self.fetcher.get(url, file.size)
        with self.lock:
            self.silent = 0 if answer.status else self.silent + 1
        if file.leads_to and self._leads_there(answer, file, url):
            return None
        if path.rpartition("/")[2] == _NOT_FOUND and answer.status in _MISSING:
            answer = Answer(200, answer.url, answer.digests, answer.size)
        return _fault(Span(url), file, answer, self.known, url)

    def _leads_there(self, answer: Answer, file: File, url: str) -> bool:
        """Whether the server leads on by itself to where the page would."""
        there = self.root + quote(file.leads_to)
        return answer.status == 200 and answer.url != url and _path(answer.url) == _path(there)


def _is_index(path: str) -> bool:
    return path == "index.html" or path.endswith("/index.html")


def _path(url: str) -> str:
    return unquote(urlsplit(url).path)


def _fault(place: Span, file: File, answer: Answer, known: Mapping[str, str], asked: str = "") -> Diagnostic | None:
    """What is wrong with an answer."""
    if answer.away or (asked and answer.status == 200 and answer.url != asked and file.digest not in answer.digests):
        return problem("served-leads-away", place, target=answer.away or answer.url)
    if answer.status == 0:
        return problem("served-silent", place, reason=answer.reason)
    if answer.status in _MISSING:
        return problem("served-missing", place, **({"status": str(answer.status)} if asked else {}))
    if answer.status != 200:
        return problem("served-status", place, status=str(answer.status))
    if file.digest in answer.digests:
        return None
    other = next((known[digest] for digest in sorted(answer.digests) if digest in known), "")
    if other:
        return problem("served-exchanged", place, other=other)
    return problem("served-changed", place, seen=str(answer.size), size=str(file.size))
