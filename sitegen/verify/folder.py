"""A folder held against a manifest: nothing in it is followed out of it, and nothing waited for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.diagnostics.silence import Silence
from sitegen.manifest import walk
from sitegen.plan import MANIFEST
from sitegen.precompression import CODINGS
from sitegen.publish import MARKER
from sitegen.unpacking import DamagedError, Unpacker
from sitegen.verify.judging import FOUND, MORE, NOT_FOUND, Digester, Seen, Verdict, fault, settled
from sitegen.verify.manifests import LARGEST, File, Manifest

_AT_ONCE = 1 << 20
# No link, and no pipe that somebody would have to write into.
_PLAIN_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def verify_folder(folder: Path, trusted: Manifest | None, jobs: int = 4) -> Verdict:
    """Hold the files of a folder against a manifest: the trusted one, else that which lies in the folder."""
    manifest, problems = settled(_seen(folder / MANIFEST, LARGEST), trusted, Span(str(folder / MANIFEST)))
    if manifest is None:
        return Verdict(None, 0, tuple(problems))
    known = manifest.by_digest()

    def hold(item: tuple[str, File]) -> Diagnostic | None:
        path, file = item
        return fault(Span(str(folder / path)), file, _seen(folder / path, file.size), known)

    with ThreadPoolExecutor(jobs) as crew:
        found = [one for one in crew.map(hold, manifest.files.items()) if one is not None]
    extra = [problem("served-extra", Span(f"{folder}/{path}")) for path in sorted(_extra(folder, manifest))]
    return Verdict(manifest, len(manifest.files) - len(found), (*problems, *found, *extra))


def _extra(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What else lies there: files, and folders that cannot be read and that nothing was built in."""
    ours = {MANIFEST, MARKER, *manifest.files}
    ours |= {f"{path[:end]}/" for path in ours for end, letter in enumerate(path) if letter == "/"}
    others = (path for path, _ in walk(folder, lambda _: True) if path and path not in ours)
    return (path for path in others if not _is_copy(folder, path, manifest))


def _is_copy(folder: Path, path: str, manifest: Manifest) -> bool:
    """Whether a file is another one, packed, with what that one is to hold: `build --precompress` makes such.

    Its bytes are in no manifest, since they follow from the libraries that packed it, too.
    """
    source, _, ending = path.rpartition(".")
    file = File(manifest.digest, manifest.size) if source == MANIFEST else manifest.files.get(source)
    if file is None or ending not in CODINGS:
        return False
    seen = _seen(folder / path, file.size, CODINGS[ending])
    return seen.status == FOUND and file.digest in seen.digests


def _seen(path: Path, limit: int, coding: str = "") -> Seen:
    """A file of a folder, as if a server had sent it. What a link leads to lies elsewhere, and was not built."""
    digester, unpacker, most = Digester(is_kept=path.name == Path(MANIFEST).name), Unpacker(coding), limit + MORE
    try:
        with open(path, "rb", opener=lambda name, _: os.open(name, _PLAIN_FILE)) as opened:
            while digester.size < most and (came := opened.read(_AT_ONCE)):
                digester.take(came, unpacker.unpack(came, most - digester.size))
        unpacker.end()
    except DamagedError:
        digester.is_damaged = True
    except PermissionError:
        return Seen(0, why=Silence.UNREADABLE)
    except OSError:
        return Seen(NOT_FOUND)
    return Seen(FOUND, digests=digester.digests(), size=digester.size, data=bytes(digester.data))
