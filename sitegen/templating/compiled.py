"""Compiled templates that are kept: under what they are found again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from sitegen.catalogues import Catalogue
from sitegen.manifest import digest, digest_of, scan


class Compiled(BytecodeCache):
    """Keeps templates in a cache that knows nothing of languages.

    A compiled template holds its language's messages and the parts that are laid in, so its key is of the catalogue and
    of every template there is, and of the compiler, beside its own name and file; its own source is compared when it is
    read.
    """

    def __init__(self, kept: BytecodeCache, folders: Iterable[Path], catalogue: Catalogue) -> None:
        self._kept = kept
        self._digest = _digest(folders, catalogue)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The template's name in the cache."""
        return digest(self._digest, name.encode(), str(filename).encode()).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if the cache has it."""
        self._kept.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket."""
        self._kept.dump_bytecode(bucket)


def _digest(folders: Iterable[Path], catalogue: Catalogue) -> bytes:
    """Of everything that a compiled template is made from, the compiler's own modules included."""
    messages = (repr((catalogue.language, sorted(some.items()))) for some in (catalogue.singular, catalogue.plural))
    places = [(folder, scan(folder)) for folder in (*folders, Path(__file__).parent)]
    return digest(
        *(text.encode() for text in messages),
        *(part for folder, files in places for part in (str(folder).encode(), digest_of(files))),
    )
