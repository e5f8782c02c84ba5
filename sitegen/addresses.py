"""The register of public addresses, `addresses.txt` in the content folder: read, and written after a build.

One address on each line, from the site's root on, as it stands in links. `/a/ -> /b/` says where one leads that has
moved and has no page with `aliases`; `/a/ gone: why` that one is given up. Lines in any order, and twice, are forgiven:
two branches that have both added some are joined by keeping the lines of both. So is a last slash that is missing: what
has no ending is a page. A comment belongs to the line below it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

from sitegen.diagnostics import Collector, Span, problem
from sitegen.urls import path_of_address
from sitegen.values import dataclass

HEAD = """\
# Visas jebkad publicētās adreses. Failu papildina `sitegen build`; glabājiet to git krātuvē (docs/addresses.md).
# Every address that was ever published. `sitegen build` adds to it; keep it in git (docs/addresses.md).
"""
_LINE = re.compile(r"(?P<address>/\S*?)(?:\s*->\s*(?P<target>/\S*)|\s+gone:(?P<reason>.*))?")
# An address without its first slash, and not one with a domain.
_BARE = re.compile(r"\w[^\s./]*/")
# What git leaves in a file where it could not join two versions of it.
_UNJOINED = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: .*)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register. `path`: decoded, without the first slash. `target`: where it leads, likewise.

    `reason`: why it is gone. Without either it is an address that is published.
    """

    path: str
    span: Span
    target: str = ""
    reason: str = ""

    @property
    def is_decided(self) -> bool:
        """Whether the line says that the address has moved, or is gone."""
        return bool(self.target or self.reason)


Register = Mapping[str, Entry]
"""Entries by path; of several for one address the one that decides of it."""


def shown(path: str) -> str:
    """A path as the register has it: from the root on, percent-encoded."""
    return "/" + quote(path, safe="/~:@!$&'()*+,;=")


def read_register(path: str, text: str, found: Collector) -> Register:
    """The register in the file that messages call `path`. What is wrong with it is told."""
    register: dict[str, Entry] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry = _entry(path, number, line, found)
        known = register.get(entry.path) if entry else None
        if entry is None:
            continue
        if known is None or not known.is_decided:
            register[entry.path] = entry
        elif entry.is_decided and (entry.target, entry.reason) != (known.target, known.reason):
            here = {"address": shown(entry.path), "line": str(known.span.line)}
            found.add(problem("address-decided-twice", entry.span, (known.span,), **here))
    return register


def _entry(path: str, number: int, line: str, found: Collector) -> Entry | None:
    written = line.strip()
    column = line.index(written) + 1
    span = Span(path, number, column, number, column + len(written))
    read = _read(written)
    if read is None:
        found.add(problem("address-unread", span, value=written, **_meant(written)))
        return None
    address, target, reason = read
    if reason is not None and not reason:
        found.add(problem("address-gone-without-reason", span))
        return None
    return Entry(address, span, target, reason or "")


def _read(written: str) -> tuple[str, str, str | None] | None:
    """The path of a line, where it leads, and why it is gone, as far as it says so. None when it is no such line."""
    match = _LINE.fullmatch(written)
    address = _path_of(match["address"]) if match else None
    if match is None or address is None:
        return None
    target = _path_of(match["target"]) if match["target"] is not None else ""
    if not target and match["target"] is not None:  # the bare domain only leads on, too
        return None
    return address, target or "", None if match["reason"] is None else match["reason"].strip()


def _path_of(written: str) -> str | None:
    """The path that an address stands for: of a page with its last slash, though that was left out."""
    path = path_of_address(written)
    return f"{path}/" if path and "." not in path.rpartition("/")[2] and not path.endswith("/") else path


def _meant(written: str) -> dict[str, str]:
    """What to do about a line that is none: what git left goes; an address begins with a slash, not with a domain."""
    if _UNJOINED.fullmatch(written):
        return {"mark": written}
    target = written.partition("->")[2].strip()
    if target == "/" or "://" in target:
        return {"target": target}
    first, gap, rest = written.partition(" ")
    if "://" not in first and not _BARE.match(first):
        return {}
    with suppress(ValueError):
        line = (urlsplit(first).path if "://" in first else f"/{first}") + gap + rest
        if _read(line) is not None:
            return {"suggestion": line}
    return {}


def with_addresses(text: str, paths: Iterable[str]) -> str:
    """The text of the register with these added: in order, each once. What people have written in it stays."""
    head, blocks = _blocks(text)
    known = {address for address, _ in blocks}
    blocks += [(path, f"{shown(path)}\n") for path in dict.fromkeys(paths) if path not in known]
    return (head or HEAD) + "".join(dict.fromkeys(block for _, block in sorted(blocks)))


def _blocks(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The comment at the head, and every line with the comments above it, by its address."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    above, blocks = "", list[tuple[str, str]]()
    for line in lines[first:]:
        above += f"{line}\n"
        if not line.startswith("#"):
            read = _read(line)
            blocks.append((line if read is None else read[0], above))
            above = ""
    rest = [("\U0010ffff", above)] if above else []
    return "".join(f"{line}\n" for line in lines[:first]), blocks + rest


def write_addresses(file: Path, paths: Iterable[str]) -> int | None:
    """Add addresses to the register in a file, in one step; how many were new. None when it cannot be written."""
    wanted = set(paths)
    if file.is_symlink():
        return None
    try:
        text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
        new = wanted - {address for address, _ in _blocks(text)[1]}
        if new:
            _replace(file, with_addresses(text, new))
    except (OSError, UnicodeDecodeError):
        return None
    return len(new)


def _replace(file: Path, text: str) -> None:
    spare = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        with open(spare, "w", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(file, spare)
        os.replace(spare, file)
    finally:
        spare.unlink(missing_ok=True)
