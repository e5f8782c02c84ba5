"""What lies in the content folder, looked at before anything is read: links, names, sizes, kinds of files.

Whoever writes content may put any file there. What is refused here is told at the file, and never published. Of the
site's own templates, static files and catalogues, which are code, links are refused, and what is no file.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from sitegen.diagnostics import Collector, Diagnostic, Span, problem
from sitegen.load.files import Folder
from sitegen.load.kinds import KINDS
from sitegen.load.limits import largest, size_in_words
from sitegen.manifest import MOST_FILES, OF_SERVERS, is_seen, walk
from sitegen.source import INVISIBLE

_LONGEST_PATH = 200
# What addresses and file systems read as more than a letter.
_SIGNS = re.compile(r'[\\:*?"<>|%#]|^[ ~-]|[ .]$')
# Windows: names of devices, whatever their ending (learn.microsoft.com, “Naming Files, Paths, and Namespaces”).
_DEVICES = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")


def tell_strange(folder: Folder, most: int = MOST_FILES) -> bool:
    """Tell of everything that cannot be content; True when there are so many files that nothing is to be read."""
    there = list(islice(walk(folder.path, is_seen), most + 1))
    if len(there) > most:
        folder.found.add(problem("too-many-files", Span(folder.name), maximum=f"{most:,}"))
        return True
    names: dict[str, str] = {}
    for path, entry in there:
        folder.found.extend(_strange(folder, path, entry))
        folder.found.extend(_alike(folder, path, names))
    return False


def tell_strange_code(folders: Iterable[Path], found: Collector) -> bool:
    """Tell of links, and of what is no file, in folders of the site's own code; whether there is any."""
    told = [one for folder in folders for one in _strange_code(folder)]
    found.extend(told)
    return bool(told)


def _strange_code(folder: Path) -> Iterator[Diagnostic]:
    if folder.is_symlink():
        yield problem("link-refused", Span(folder.name))
        return
    for path, entry in walk(folder, _is_code):
        span = Span(f"{folder.name}/{path}".rstrip("/"))
        if entry is not None and entry.is_symlink():
            yield problem("link-refused", span)
        elif entry is None or not entry.is_file(follow_symlinks=False):
            yield problem("unreadable-file", span)


def _is_code(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and entry.name != "__pycache__"


def _strange(folder: Folder, path: str, entry: os.DirEntry[str] | None) -> Iterator[Diagnostic]:
    span = Span(folder.shown(path))
    if entry is None:
        yield problem("unreadable-file", Span(folder.shown(path).rstrip("/") or folder.name))
    elif entry.is_symlink():
        yield problem("link-refused", span)
    elif not entry.is_file(follow_symlinks=False):
        yield problem("unreadable-file", span)
    elif is_name_refused(path):
        yield problem("file-name-refused", span, value=_shown(path), **_meant(path))
    elif entry.stat(follow_symlinks=False).st_size > largest(path):
        size = entry.stat(follow_symlinks=False).st_size
        yield problem("file-too-large", span, size=size_in_words(size), maximum=size_in_words(largest(path)))
    elif path.startswith("media/") and ending_of(path) not in KINDS:
        yield problem("media-kind-refused", span, value=ending_of(path) or entry.name)


def _alike(folder: Folder, path: str, names: dict[str, str]) -> Iterator[Diagnostic]:
    other = names.setdefault(unicodedata.normalize("NFKC", path).casefold(), path)
    if other != path:
        first, second = sorted((path, other))
        yield problem("names-collide", Span(folder.shown(second)), other=folder.shown(first))


def ending_of(path: str) -> str:
    """`.pdf`, in small letters; nothing where a name has no ending."""
    return os.path.splitext(path)[1].casefold()


def is_name_refused(path: str) -> bool:
    """Whether a file cannot be published, or not everywhere be kept, under this path below the content folder."""
    if len(os.fsencode(path)) > _LONGEST_PATH:
        return True
    *_, name = parts = path.split("/")
    if name in OF_SERVERS or any(_DEVICES.fullmatch(part) for part in parts):
        return True
    return path.startswith("media/") and any(_is_odd(part) for part in parts)


def _is_odd(name: str) -> bool:
    if name.isascii():
        return bool(_SIGNS.search(name)) or not name.isprintable()
    if _SIGNS.search(name) or INVISIBLE.search(name):
        return True
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for letter in name):
        return True
    return len({alphabet for letter in name if (alphabet := _alphabet(letter))}) > 1


def _alphabet(letter: str) -> str:
    """The alphabet of a letter that looks like one of another: Cyrillic `а` and Latin `a`."""
    return next((one for one in _ALPHABETS if unicodedata.name(letter, "").startswith(one)), "")


def _shown(path: str) -> str:
    name = INVISIBLE.sub("\ufffd", path.rpartition("/")[2])
    return name if len(name) <= 60 else f"{name[:60]}…"


def _meant(path: str) -> dict[str, str]:
    """A name that would do, made of what can be kept of this one; none where nothing can."""
    stem, ending = os.path.splitext(path.rpartition("/")[2])
    kept = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", stem)
        if (letter.isascii() and letter.isalnum()) or letter in " -_"
    )
    meant = re.sub(r"[ _-]+", "-", kept).strip("-")[:60]
    if not meant or path.rpartition("/")[2] in OF_SERVERS or not meant.isascii() or _DEVICES.fullmatch(meant):
        return {}
    return {"suggestion": meant + ending} if ending.isascii() and not _is_odd(meant + ending) else {}
