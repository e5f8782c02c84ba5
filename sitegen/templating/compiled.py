"""Compiled templates that are kept: under what they are found again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import TemplateNotFound

from sitegen.catalogues import Catalogue
from sitegen.manifest import digest, digest_of, scan

# A template that is laid in, if at all, as it is named where it is included or its macros are imported.
_PART = re.compile(r"""\b(?:include|from)\s*(["'])([^"'\\]+)\1""")


def parts_of(source: str) -> list[str]:
    """The templates that may be laid in a template, read off its text; maybe some more."""
    return sorted({found[2] for found in _PART.finditer(source)})


def hide_others(template: nodes.Template, source: str) -> nodes.Template:
    """Hide from the laying-in whatever `parts_of` does not tell: it is found by its name when a page is made."""
    named = parts_of(source)
    found: list[nodes.Include | nodes.FromImport] = [*template.find_all(nodes.Include)]
    for node in (*found, *template.find_all(nodes.FromImport)):
        if isinstance(node.template, nodes.Const) and node.template.value not in named:
            node.template = nodes.Concat([node.template], lineno=node.lineno)
    return template


class Compiled(BytecodeCache):
    """Keeps templates in a cache that knows nothing of languages.

    A compiled template holds its language's messages and the parts that are laid in, so its key is of the catalogue,
    of the texts of these parts and of the compiler, beside its own name and file; its own text is compared when it is
    read. `text`: a template's text by its name.
    """

    def __init__(self, kept: BytecodeCache, catalogue: Catalogue, text: Callable[[str], str]) -> None:
        self._kept = kept
        self._digest = _digest(catalogue)
        self._text = text
        self._known: dict[str, tuple[bytes, list[str]]] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The template's name in the cache."""
        parts = (f"{part}\n".encode() + self._read(part)[0] for part in self._within(name))
        return digest(self._digest, name.encode(), str(filename).encode(), *parts).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if the cache has it."""
        self._kept.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket."""
        self._kept.dump_bytecode(bucket)

    def _within(self, name: str) -> list[str]:
        """The templates that may be laid in this one, and in those."""
        found: set[str] = set()
        pending = [name]
        while pending:
            new = [part for part in self._read(pending.pop())[1] if part not in found]
            found.update(new)
            pending += new
        return sorted(found)

    def _read(self, name: str) -> tuple[bytes, list[str]]:
        """The digest of a template's text, and the templates that it names; nothing of one that is not there."""
        if name not in self._known:
            try:
                text = self._text(name)
            except (TemplateNotFound, OSError, UnicodeDecodeError):
                self._known[name] = b"", []
            else:
                self._known[name] = digest(text.encode()), parts_of(text)
        return self._known[name]


def _digest(catalogue: Catalogue) -> bytes:
    """Of the messages and of the compiler's own modules."""
    messages = (repr((catalogue.language, sorted(some.items()))) for some in (catalogue.singular, catalogue.plural))
    return digest(*(text.encode() for text in messages), digest_of(scan(Path(__file__).parent)))
