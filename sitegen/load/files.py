"""Reading the content folder: names, sizes, normalised text. Decides nothing about what the text means."""

from __future__ import annotations

import os
import re
import unicodedata
from codecs import BOM_UTF8
from dataclasses import field
from pathlib import Path

from sitegen.diagnostics import Collector, Diagnostic, Span, problem
from sitegen.dimensions import dimensions
from sitegen.manifest import is_content
from sitegen.models.content import MediaFile
from sitegen.pictures import PICTURE_ENDINGS, location_in
from sitegen.values import dataclass

# Controls, line separators, marks that turn the direction of text: never typed on purpose, and they break pages.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
# How much of a file is read at once; nearly all are smaller.
_AT_ONCE = 1 << 16


@dataclass(slots=True)
class Folder:
    """A content folder on disk. `name` is how it is called in messages; `texts` remembers what was read.

    `data`: the bytes of files as they were read, by their paths under the folder; None when nobody asks for them.
    """

    path: Path
    name: str
    found: Collector
    texts: dict[str, str] = field(default_factory=dict)
    data: dict[str, bytes] | None = None

    def shown(self, relative: str) -> str:
        """The path of a file as messages give it: relative to the site's folder."""
        return f"{self.name}/{relative}"

    def files(self, under: str) -> list[str]:
        """Names of the files directly in a folder, sorted; none when it does not exist."""
        return [name for name, is_folder in self._entries(under) if not is_folder]

    def folders(self, under: str) -> list[str]:
        """Names of the folders directly in a folder, sorted."""
        return [name for name, is_folder in self._entries(under) if is_folder]

    def tree(self, under: str) -> dict[str, MediaFile]:
        """Every file below a folder by its path under the content folder, in NFC. Links are not followed."""
        found: dict[str, MediaFile] = {}
        pending = [under]
        while pending:
            folder = pending.pop()
            for name, is_folder in self._entries(folder):
                relative = f"{folder}/{name}"
                if is_folder:
                    pending.append(relative)
                else:
                    found[unicodedata.normalize("NFC", relative)] = self._media(relative)
        return dict(sorted(found.items()))

    def _media(self, relative: str) -> MediaFile:
        file = self.path / relative
        size = file.stat().st_size
        if file.suffix.lower() not in PICTURE_ENDINGS:
            return MediaFile(relative, size)
        try:
            data = file.read_bytes()
        except OSError:
            self.found.add(problem("unreadable-file", Span(self.shown(relative))))
            return MediaFile(relative, size)
        return MediaFile(relative, size, location_in(relative, data), *dimensions(data))

    def _entries(self, under: str) -> list[tuple[str, bool]]:
        try:
            with os.scandir(self.path / under) as entries:
                names = [(e.name, e.is_dir(follow_symlinks=False)) for e in entries if is_content(e)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError:
            self.found.add(problem("unreadable-file", Span(self.shown(under).rstrip("./"))))
            return []
        return sorted(names)

    def exists(self, relative: str) -> bool:
        """Whether the file is there."""
        return (self.path / relative).is_file()

    def read(self, relative: str) -> str | None:
        """The text of a file: UTF-8, without a byte order mark, line ends as `\\n`, in NFC; None when unreadable."""
        shown = self.shown(relative)
        try:
            data = _bytes_of(os.path.join(self.path, relative))
        except OSError:
            self.found.add(problem("unreadable-file", Span(shown)))
            return None
        if self.data is not None:
            self.data[relative] = data
        try:
            text = data.decode("utf-8-sig" if data.startswith(BOM_UTF8) else "utf-8")
        except UnicodeDecodeError as error:
            self.found.add(_not_utf8(shown, data, error.start))
            return None
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = unicodedata.normalize("NFC", text)
        if _INVISIBLE.search(text):
            text = self._without_invisible(shown, text)
        self.texts[shown] = text
        return text

    def _without_invisible(self, shown: str, text: str) -> str:
        """The text with spaces where it held control characters; each is told."""
        for match in _INVISIBLE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            span = Span(shown, line, column, line, column + 1)
            self.found.add(problem("control-character", span, character=f"U+{ord(match[0]):04X}"))
        return _INVISIBLE.sub(" ", text)


def _bytes_of(path: str) -> bytes:
    """The file's bytes. `Path.read_bytes` takes 30 µs more, and there are thousands."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        parts = list(iter(lambda: os.read(descriptor, _AT_ONCE), b""))
    finally:
        os.close(descriptor)
    return b"".join(parts)


def _not_utf8(shown: str, data: bytes, position: int) -> Diagnostic:
    line = data.count(b"\n", 0, position) + 1
    column = len(data[data.rfind(b"\n", 0, position) + 1 : position].decode("utf-8", "replace")) + 1
    return problem("not-utf8", Span(shown, line, column, line, column + 1), byte=f"0x{data[position]:02X}")
