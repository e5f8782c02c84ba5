"""What lies in folders, by the digests of the files: what a build is compared with. Loads nothing heavy."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

DIGEST_SIZE = 16
# In the content folder, but written by the program: every public address (`sitegen.addresses`).
ADDRESSES = "addresses.txt"
_LIBRARIES = frozenset(
    {"babel", "brotli", "jinja2", "markdown", "markupsafe", "nh3", "pagefind", "pagefind_bin", "pillow"}
    | {"pydantic", "pydantic_core", "pyyaml"}
)
_IGNORED = frozenset({"README.md", "Thumbs.db", "desktop.ini"})
# Hidden files that mean something to a server: they are told, lest somebody believe that they count.
OF_SERVERS = frozenset({".htaccess", ".htpasswd", ".user.ini"})

# More than any site has. What is beyond is not looked at: the load tells of it.
MOST_FILES = 100_000
LARGEST_FILE = 50 << 20
# A pipe that nobody writes into would be waited for.
READ_ONLY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

Manifest = Mapping[str, bytes]
"""Digests of files by their path below a folder, with `/`. A file that cannot be read has an empty one."""


def digest(*parts: bytes) -> bytes:
    """One digest of several pieces of data; where one piece ends counts."""
    whole = hashlib.blake2b(digest_size=DIGEST_SIZE)
    for part in parts:
        whole.update(len(part).to_bytes(8, "little"))
        whole.update(part)
    return whole.digest()


def digest_of_texts(*texts: str) -> bytes:
    """The same for texts."""
    return digest(*(text.encode("utf-8", "surrogateescape") for text in texts))


def is_content(entry: os.DirEntry[str]) -> bool:
    """Whether a file or folder is part of the content: not hidden, not an editor's or a system's, not a link."""
    return is_content_name(entry.name) and not entry.is_symlink()


def is_content_name(name: str) -> bool:
    """The same by its name alone."""
    return not (name.startswith(".") or name in _IGNORED or name.endswith("~"))


def walk(folder: Path, is_wanted: Callable[[os.DirEntry[str]], bool]) -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """Every file below a folder that is wanted, in wanted folders, by its path; links are not followed.

    A folder that cannot be read comes by its path, which ends with a slash, and without an entry.
    """
    pending = [("", os.fspath(folder))]
    while pending:
        prefix, path = pending.pop()
        try:
            with os.scandir(path) as listed:
                entries = list(listed)
        except OSError:
            yield prefix, None
            continue
        for entry in filter(is_wanted, entries):
            if entry.is_dir(follow_symlinks=False):
                pending.append((f"{prefix}{entry.name}/", entry.path))
            else:
                yield prefix + entry.name, entry


def scan(folder: Path, ending: str = "") -> dict[str, bytes]:
    """Every file below a folder; none where there is no folder. A link counts as a file."""
    return digests(folder, [path for path, _ in listed(folder) if path.endswith((ending, "/"))])


def listed(folder: Path) -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """The paths of these files, and of folders that cannot be read, which end with a slash."""
    return ((path, entry) for path, entry in walk(folder, _is_scanned) if path)


def digests(folder: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """The digests of these files; of a folder that cannot be read an empty one."""
    return {path: b"" if path.endswith("/") else digest_of_file(f"{folder}/{path}") for path in paths}


def listed_content(folder: Path) -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """The same of the content, with links, which are told: at most one more than there may be files."""
    return islice((one for one in walk(folder, is_seen) if one[0]), MOST_FILES + 1)


def is_seen(entry: os.DirEntry[str]) -> bool:
    """Whether something counts as content, or would if it were a file or a folder."""
    return is_content_name(entry.name) or entry.name in OF_SERVERS


def _is_scanned(entry: os.DirEntry[str]) -> bool:
    return entry.name != "__pycache__" and is_content_name(entry.name)


def digest_of_file(path: str | Path) -> bytes:
    """The digest of a file's bytes; empty when it cannot be read. `Path.read_bytes` takes four times as long."""
    try:
        file = os.open(path, READ_ONLY)
    except OSError:
        return b""
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            return b""
        if status.st_size > LARGEST_FILE:  # never published, so its bytes do not count
            return digest(b"too large", str((status.st_size, status.st_mtime_ns)).encode())
        data = os.read(file, 1 << 16)
        if len(data) < 1 << 16:
            return digest_of_bytes(data)
        whole = hashlib.sha256(data)
        while data := os.read(file, 1 << 20):
            whole.update(data)
        return whole.digest()[:DIGEST_SIZE]
    except OSError:
        return b""
    finally:
        os.close(file)


def digest_of_bytes(data: bytes) -> bytes:
    """The digest of the bytes of a file. By SHA-256, which processors know of: BLAKE2 takes twice as long for 2 KB."""
    return hashlib.sha256(data).digest()[:DIGEST_SIZE]


def digest_of(manifest: Manifest, names: Iterable[str] | None = None) -> bytes:
    """One digest of a manifest, or of some of its files; a file that is not there counts as one without a digest."""
    chosen = sorted(manifest if names is None else names)
    return digest(*(part for name in chosen for part in (os.fsencode(name), manifest.get(name, b"-"))))


def program_digest() -> bytes:
    """What is remembered holds for one state of the program, and of the libraries whose work is remembered."""
    own = scan(Path(__file__).parent, ".py")
    return digest(digest_of(own), sys.version.encode(), *sorted(_installed()))


def _installed() -> Iterable[bytes]:
    """The names of the folders, version included, that tell which libraries are installed."""
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info") and name.partition("-")[0].lower() in _LIBRARIES:
                yield name.encode()
