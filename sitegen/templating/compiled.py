"""Compiled templates that are kept: under what they are found again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from sitegen.catalogues import Catalogue


class Compiled(BytecodeCache):
    """Keeps templates in a cache that knows nothing of languages.

    A compiled template holds its language's messages and the parts that are laid in, so its key is of the catalogue and
    of every template there is, beside its own name and file; its own source is compared when it is read. The program's
    own version is for the cache that is handed in.
    """

    def __init__(self, kept: BytecodeCache, folders: Iterable[Path], catalogue: Catalogue) -> None:
        self._kept = kept
        self._digest = _digest(folders, catalogue)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The template's name in the cache."""
        return hashlib.blake2b(f"{self._digest}|{name}|{filename}".encode(), digest_size=20).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if the cache has it."""
        self._kept.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket."""
        self._kept.dump_bytecode(bucket)


def _digest(folders: Iterable[Path], catalogue: Catalogue) -> str:
    found = hashlib.blake2b(digest_size=20)
    for messages in (catalogue.singular, catalogue.plural):
        found.update(repr((catalogue.language, sorted(messages.items()))).encode())
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            data = path.read_bytes()
            found.update(f"{path}|{len(data)}|".encode() + data)
    return found.hexdigest()
