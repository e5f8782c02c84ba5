"""Reading the content folder: names, sizes, normalised text. Decides nothing about what the text means."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from codecs import BOM_UTF8
from dataclasses import field
from itertools import islice
from pathlib import Path

from sitegen.diagnostics import Collector, Diagnostic, Span, problem
from sitegen.dimensions import MOST_PIXELS, TooManyPixelsError, dimensions
from sitegen.drawings import fault_of_drawing
from sitegen.load.kinds import HEAD, KINDS, is_of_its_kind
from sitegen.load.limits import largest, size_in_words
from sitegen.manifest import READ_ONLY, is_content
from sitegen.models.content import MediaFile
from sitegen.pictures import PICTURE_ENDINGS, location_in
from sitegen.source import INVISIBLE
from sitegen.values import dataclass

# How much of a file is read at once; nearly all are smaller.
_AT_ONCE = 1 << 16
# Of the same problem in one file.
_MOST_TOLD = 20
_READ_WHOLE = PICTURE_ENDINGS | {".svg"}


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
        """A picture or document; what makes it unfit to be published is told."""
        shown, ending = Span(self.shown(relative)), os.path.splitext(relative)[1].casefold()
        try:
            data = bytes_of(self.path, relative, None if ending in _READ_WHOLE else HEAD)
            size = os.stat(self.path / relative).st_size
        except OSError as error:
            self._tell_unread(relative, error)
            return MediaFile(relative, 0)
        if ending in KINDS and not is_of_its_kind(ending, data):
            self.found.add(problem("media-mismatch", shown, value=ending))
        elif ending == ".svg":
            self._tell_drawing(relative, data)
        if ending not in PICTURE_ENDINGS:
            return MediaFile(relative, size)
        try:
            return MediaFile(relative, size, location_in(relative, data), *dimensions(data))
        except TooManyPixelsError:
            self.found.add(problem("picture-too-large", shown, maximum=str(MOST_PIXELS // 10**6)))
            return MediaFile(relative, size)

    def _tell_drawing(self, relative: str, data: bytes) -> None:
        fault = fault_of_drawing(data)
        if fault is not None:
            span = Span(self.shown(relative), fault.line, fault.column, fault.line, fault.column + 1)
            more = {"broken": fault.value} if fault.is_broken else {}
            self.found.add(problem("drawing-refused", span, value=fault.value, **more))

    def _tell_unread(self, relative: str, error: OSError) -> None:
        """A file that cannot be read: a link, too large, or what the system says."""
        span = Span(self.shown(relative))
        if error.errno == errno.EFBIG:
            sizes = {"size": size_in_words(int(error.strerror or 0)), "maximum": size_in_words(largest(relative))}
            self.found.add(problem("file-too-large", span, **sizes))
        else:
            self.found.add(problem("link-refused" if error.errno == errno.ELOOP else "unreadable-file", span))

    def _entries(self, under: str) -> list[tuple[str, bool]]:
        if (self.path / under).is_symlink():  # what is told of it, `intake` tells
            return []
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
        """Whether something is there under this name, a file or not."""
        return os.path.lexists(self.path / relative)

    def read(self, relative: str) -> str | None:
        """The text of a file: UTF-8, without a byte order mark, line ends as `\\n`, in NFC; None when unreadable."""
        shown = self.shown(relative)
        try:
            data = bytes_of(self.path, relative)
        except OSError as error:
            self._tell_unread(relative, error)
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
        if INVISIBLE.search(text):
            text = self._without_invisible(shown, text)
        self.texts[shown] = text
        return text

    def _without_invisible(self, shown: str, text: str) -> str:
        """The text with spaces where it held control characters; the first of them are told."""
        for match in islice(INVISIBLE.finditer(text), _MOST_TOLD):
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            span = Span(shown, line, column, line, column + 1)
            self.found.add(problem("control-character", span, character=f"U+{ord(match[0]):04X}"))
        return INVISIBLE.sub(" ", text)


def bytes_of(folder: Path, relative: str, most: int | None = None) -> bytes:
    """The bytes of a file below the content folder, or the first `most`. `Path.read_bytes` takes 30 µs more.

    Raises `OSError` when it cannot be read; with `ELOOP` when it is a link, with `EFBIG` and its size when it is larger
    than any such file may be. What is no file (a pipe, a device) is never waited for.
    """
    descriptor = os.open(os.path.join(folder, relative), READ_ONLY | getattr(os, "O_NOFOLLOW", 0))
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a file")
        if status.st_size > largest(relative):
            raise OSError(errno.EFBIG, str(status.st_size))
        if most is not None:
            return os.read(descriptor, most)
        first = os.read(descriptor, status.st_size + 1)
        if len(first) == status.st_size:  # another call, which would tell that there is no more, takes as long as this
            return first
        return b"".join([first, *iter(lambda: os.read(descriptor, _AT_ONCE), b"")])
    finally:
        os.close(descriptor)


def _not_utf8(shown: str, data: bytes, position: int) -> Diagnostic:
    line = data.count(b"\n", 0, position) + 1
    column = len(data[data.rfind(b"\n", 0, position) + 1 : position].decode("utf-8", "replace")) + 1
    return problem("not-utf8", Span(shown, line, column, line, column + 1), byte=f"0x{data[position]:02X}")
