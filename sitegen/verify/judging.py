"""What was seen of a file, as a problem or none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.diagnostics.silence import Silence
from sitegen.fetching import GONE
from sitegen.plan import MANIFEST
from sitegen.values import dataclass
from sitegen.verify.manifests import File, Manifest, NoManifestError, read_manifest

FOUND, NOT_FOUND = 200, 404
# So many bytes more than a file should have are read and counted: what is longer is wrong, whatever follows.
MORE = 1 << 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out: of how many files there are how many are right, and what is wrong with the others.

    `unasked`: those that nobody asked for any more, since no answer came. `manifest` is None when there was none.
    """

    manifest: Manifest | None
    right: int
    problems: tuple[Diagnostic, ...]
    unasked: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of asking for a file. `status`: that of HTTP, also where a folder is read; 0 where `why` there is none.

    `digests`: SHA-256 of the bytes as they came and as they were before they were packed with `coding`; `size`: the
    number of the latter. `url`: what was asked last; `away`: what the server leads on to that nobody follows.
    """

    status: int
    url: str = ""
    digests: frozenset[str] = frozenset()
    size: int = 0
    data: bytes = b""
    coding: str = ""
    why: Silence | None = None
    away: str = ""


class Digester:
    """Takes a file in, piece by piece. `is_kept`: its bytes are wanted, too."""

    def __init__(self, *, is_kept: bool = False) -> None:
        self.size = 0
        self.data = bytearray()
        self._is_kept = is_kept
        self._came, self._held = hashlib.sha256(), hashlib.sha256()
        self.is_damaged = False

    def take(self, came: bytes, held: bytes) -> None:
        """A piece as it came, and what it holds."""
        self._came.update(came)
        self._held.update(held)
        self.size += len(held)
        if self._is_kept:
            self.data += held

    def digests(self) -> frozenset[str]:
        """Those of all pieces; of what cannot be unpacked none."""
        return frozenset() if self.is_damaged else frozenset({self._came.hexdigest(), self._held.hexdigest()})


def settled(beside: Seen, trusted: Manifest | None, place: Span) -> tuple[Manifest | None, list[Diagnostic]]:
    """The manifest that counts, and what is wrong with the one that lies beside the site."""
    own, wrong = None, _unseen(place, beside)
    if wrong is not None and wrong.code == "served-missing" and trusted is None:
        root = place.path.removesuffix(MANIFEST)
        wrong = problem("served-missing", place, **{"root" if beside.url else "folder": root})
    elif wrong is None:
        try:
            own = read_manifest(beside.data)
        except NoManifestError:
            wrong = problem("served-no-manifest", place)
    if trusted is not None and own is not None and own.digest != trusted.digest:
        wrong = problem("served-manifest", place)
    return trusted or own, [] if wrong is None else [wrong]


def fault(place: Span, file: File, seen: Seen, known: Mapping[str, str]) -> Diagnostic | None:
    """What is wrong with what was seen of a file. `known`: the paths of all files by their digests."""
    unseen = _unseen(place, seen)
    if unseen is not None or file.digest in seen.digests:
        return unseen
    coding = {"coding": seen.coding} if seen.coding else {}
    other = next((known[digest] for digest in sorted(seen.digests) if digest in known), "")
    if other:
        return problem("served-exchanged", place, other=other, **coding)
    return problem("served-changed", place, seen=str(seen.size), size=str(file.size), **coding)


def _unseen(place: Span, seen: Seen) -> Diagnostic | None:
    """Why there is nothing to look at."""
    if seen.away:
        return problem("served-leads-away", place, target=seen.away)
    if seen.why is not None:
        return problem("served-silent", place, what=seen.why.value)
    if seen.status in GONE:
        return problem("served-missing", place, **({"status": str(seen.status)} if seen.url else {}))
    return problem("served-status", place, status=str(seen.status)) if seen.status != FOUND else None
