"""The file of a list: its bytes, and the text in them."""

from __future__ import annotations

import errno
import os
import stat
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from unicodedata import normalize

from sitegen.diagnostics import Collector, Span, problem
from sitegen.load import Folder
from sitegen.manifest import LARGEST_FILE, READ_ONLY
from sitegen.patterns import regex

# Of ZIP, in which `.xlsx` and `.ods` are packed, and of OLE, in which `.xls` is.
_WORKBOOKS = {b"PK\x03\x04": "PK, .xlsx/.ods", b"\xd0\xcf\x11\xe0": "D0 CF 11 E0, .xls"}
_OTHERS = (b"%PDF-", b"<", b"{\\rtf")
# ĀČĒĢĪĶĻŅŠŪŽ and their small letters in UTF-8: a text with one of these is no other encoding, but damaged.
_LATVIAN = regex(rb"[\xc4\xc5][\x80-\xbf]")
# What else a text without the marks of UTF-8 is: what Excel saves on Windows in Latvian (Microsoft, code page 1257).
WINDOWS = "windows-1257"


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that somebody names, of at most 50 MB; raises `OSError`, of larger ones with `EFBIG`."""
    descriptor = os.open(path, READ_ONLY)
    with open(descriptor, "rb") as opened:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.EINVAL, None, str(path))
        if status.st_size > LARGEST_FILE:
            raise OSError(errno.EFBIG, str(status.st_size), str(path))
        return opened.read()


def text_of(path: str, data: bytes, found: Collector) -> tuple[str, str] | None:
    """The text of a list, line ends as `\\n`, in NFC, and its encoding; None, and told, when it is none."""
    span = Span(path)
    if not data.strip():
        found.add(problem("import-list-empty", span))
        return None
    workbook = next((name for mark, name in _WORKBOOKS.items() if data.startswith(mark)), "")
    if workbook or data.lstrip().startswith(_OTHERS):
        found.add(problem("import-not-csv", span, **({"workbook": workbook} if workbook else {})))
        return None
    encoding = _encoding_of(data)
    if encoding != "utf-16" and b"\0" in data:
        found.add(problem("import-not-csv", span, byte=f"{data.index(0) + 1:,}"))
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        place = Span(path, line, column, line, column + 1)
        found.add(problem("not-utf8", place, byte=f"0x{data[error.start]:02X}"))
        return None
    if "\0" in text:
        found.add(problem("import-not-csv", span))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return normalize("NFC", text), {"utf-8-sig": "UTF-8", "utf-16": "UTF-16"}.get(encoding, encoding)


class _Beside(Folder):
    """A folder whose files messages call by the path that was given for them."""

    def shown(self, relative: str) -> str:
        return (self.path / relative).as_posix()


def read_mapping_text(path: Path, content: Folder) -> str | None:
    """The text of a mapping, which `content` remembers as one of its own; None, and told, when it cannot be read."""
    return _Beside(path.parent, "", content.found, content.texts).read(path.name)


def _encoding_of(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        is_damaged = data.startswith(BOM_UTF8) or _LATVIAN.search(data) is not None
        return "utf-8-sig" if is_damaged else WINDOWS
    return "utf-8-sig"
