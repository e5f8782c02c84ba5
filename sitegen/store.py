"""What is remembered between builds: one SQLite file that may be deleted at any time, and that nothing depends on.

`entries` lie under a digest of what they were made from, `states`, in parts, under the name of the way in which the
site is built. Everything carries its own digest: what is damaged is as if it were not there. Two programs may use it
at once.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import EnumType
from functools import cache
from importlib import import_module
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

FOLDER = ".sitegen"
_FILE = "store.sqlite3"
# How many builds an entry may go unused, how many ways of building are remembered, and how large the whole may grow.
_UNUSED, _STATES, _LARGEST = 8, 4, 1 << 30
_CHECK = 12
# So many pages that hold nothing are left alone.
_FREE = 4096
_WAIT = 5.0
_CHUNK = 500
_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS uses (key BLOB PRIMARY KEY, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS states (name TEXT, part TEXT, value BLOB NOT NULL, PRIMARY KEY (name, part));
CREATE TABLE IF NOT EXISTS ways (name TEXT PRIMARY KEY, used INTEGER NOT NULL);
"""
_TABLES = ("entries", "uses", "states", "ways")
_ANEW = f"BEGIN IMMEDIATE; {''.join(f'DROP TABLE IF EXISTS {name}; ' for name in _TABLES)}COMMIT;"

# What reading a damaged file ends in: its text may be no text.
_DAMAGED = (sqlite3.DatabaseError, ValueError, TypeError, OverflowError)
Sealed = tuple[bytes, bytes]
"""A part's seal, and its value."""


class Store:
    """The store in a folder, for one state of the program (`version`); what another one left is thrown away.

    Without a folder, or where nothing can be written, it is an empty one that forgets. Holding more than `largest`
    bytes, it drops what the last build did not use. `fault`: the number of the error (`errno`) for which it
    forgets, or 0.
    """

    def __init__(self, folder: Path | None, version: bytes, largest: int = _LARGEST) -> None:
        self.folder = folder
        self._path = folder / _FILE if folder else None
        self._version, self._largest = version, largest
        self._database: sqlite3.Connection | None = None
        self._process = os.getpid()
        self._build = 0
        self.fault = 0
        self._open()

    def _own(self) -> sqlite3.Connection | None:
        """The connection; a process that was forked makes one of its own, as it must not use its parent's."""
        if self._process != os.getpid():
            self._process, self._database = os.getpid(), None
            self._open()
        return self._database

    def _open(self) -> None:
        if self._path is None:
            return
        for _ in range(2):  # what is damaged is deleted, and made anew
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._prepare(sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None, check_same_thread=False))
            except sqlite3.OperationalError as error:  # locked, or a folder that cannot be written
                self.fault = _number_of(error)
                return
            except _DAMAGED:
                self._throw_away()
            except OSError as error:
                self.fault = error.errno or errno.EIO
                return
            else:
                return

    def _prepare(self, database: sqlite3.Connection) -> None:
        database.executescript("PRAGMA synchronous = FULL; PRAGMA journal_mode = TRUNCATE;" + _SCHEMA)
        known = dict(database.execute("SELECT name, value FROM facts"))
        if known.get("version") != self._version:
            database.executescript(_ANEW + _SCHEMA)
            database.execute("INSERT OR REPLACE INTO facts VALUES ('version', ?)", (self._version,))
        self._build = int(known.get("build", 0)) + 1
        self._database = database

    def close(self) -> None:
        """Let go of the file; nothing is remembered after."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def entries(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """What is remembered under these keys."""
        rows = self._rows("SELECT key, value FROM entries WHERE key IN ({marks})", (), keys)
        return {key: whole for key, value in rows if (whole := _checked(value, key)) is not None}

    def known(self, keys: Iterable[bytes]) -> set[bytes]:
        """Which of these keys something is remembered under."""
        return {key for (key,) in self._rows("SELECT key FROM entries WHERE key IN ({marks})", (), keys)}

    def state(self, name: str, parts: Iterable[str]) -> dict[str, Sealed]:
        """These parts of what is remembered of one way of building; those that are damaged are left out."""
        rows = self._rows("SELECT part, value FROM states WHERE name = ? AND part IN ({marks})", (name,), parts)
        whole = ((part, value, _checked(value, _place(name, part))) for part, value in rows)
        return {part: (value[:_CHECK], data) for part, value, data in whole if data is not None}

    def _rows(self, question: str, first: tuple[object, ...], keys: Iterable[object]) -> Iterator[Any]:
        """The rows with these keys, in as few questions as may be: by itself each takes 20 µs more."""
        wanted = list(keys)
        for start in range(0, len(wanted), _CHUNK):
            some = wanted[start : start + _CHUNK]
            yield from self._ask(question.format(marks=",".join("?" * len(some))), (*first, *some))

    def _ask(self, question: str, given: Iterable[object]) -> list[Any]:
        try:
            database = self._own()
            return database.execute(question, tuple(given)).fetchall() if database else []
        except sqlite3.OperationalError:
            return []
        except _DAMAGED:
            self._throw_away()
            return []

    def keep(
        self, entries: Mapping[bytes, bytes], used: Iterable[bytes], name: str, parts: Mapping[str, Sealed]
    ) -> bool:
        """Remember new entries and a state, and note which other entries were used; drop what was not for long.

        False when it could not be written: another program holds the store, the disk is full.
        """
        if self._database is None:
            return False
        try:
            with self._writing(self._database) as database:
                self._write(database, entries, name, parts)
                is_full = _held(database) > self._largest
                if is_full or self._build % _UNUSED == 0:  # doing it in every build would cost more than it saves
                    rows = ((self._build, key) for key in used)
                    database.executemany("UPDATE uses SET used = ? WHERE key = ?", rows)
                    self._drop(database, self._build if is_full else self._build - 2 * _UNUSED)
            _shrink(self._database)
        except sqlite3.OperationalError as error:
            self.fault = _number_of(error)
            return False
        except _DAMAGED:
            self._throw_away()
            return False
        return True

    def drop_state(self, name: str) -> None:
        """Forget a state."""
        self._ask("DELETE FROM states WHERE name = ?", (name,))

    def _throw_away(self) -> None:
        """What is damaged is deleted, so that the next to open it makes it anew."""
        self.close()
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink()

    def _write(
        self, database: sqlite3.Connection, entries: Mapping[bytes, bytes], name: str, parts: Mapping[str, Sealed]
    ) -> None:
        rows = ((key, _seal(value, key) + value) for key, value in entries.items())
        database.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", rows)
        # Apart from the values: to note of 4,000 that they were used, their 30 MB would be written again, in 0.2 s.
        database.executemany("INSERT OR REPLACE INTO uses VALUES (?, ?)", ((key, self._build) for key in entries))
        states = ((name, part, seal + value) for part, (seal, value) in parts.items())
        database.executemany("INSERT OR REPLACE INTO states VALUES (?, ?, ?)", states)
        if parts:
            database.execute("INSERT OR REPLACE INTO ways VALUES (?, ?)", (name, self._build))
            self._drop_ways(database)
        database.execute("INSERT OR REPLACE INTO facts VALUES ('build', ?)", (self._build,))

    def _drop(self, database: sqlite3.Connection, oldest: int) -> None:
        """Drop entries not used since the build `oldest`."""
        database.execute("DELETE FROM entries WHERE key IN (SELECT key FROM uses WHERE used < ?)", (oldest,))
        database.execute("DELETE FROM uses WHERE used < ?", (oldest,))

    def _drop_ways(self, database: sqlite3.Connection) -> None:
        """Drop the ways of building that were used longest ago."""
        names = database.execute("SELECT name FROM ways ORDER BY used DESC").fetchall()
        for table in ("states", "ways"):
            database.executemany(f"DELETE FROM {table} WHERE name = ?", names[_STATES:])

    @contextmanager
    def _writing(self, database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
        database.execute("BEGIN IMMEDIATE")
        try:
            yield database
        except BaseException:
            with suppress(sqlite3.Error):
                database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")


_NUMBERS = {
    sqlite3.SQLITE_BUSY: errno.EBUSY,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_LOCKED: errno.EBUSY,
    sqlite3.SQLITE_READONLY: errno.EACCES,
}


def _number_of(error: sqlite3.Error) -> int:
    return _NUMBERS.get(error.sqlite_errorcode & 0xFF, errno.EIO)


def _held(database: sqlite3.Connection) -> int:
    """How many bytes of the file hold something: a file does not shrink by what is deleted."""
    pages, free, size = (_pragma(database, name) for name in ("page_count", "freelist_count", "page_size"))
    return (pages - free) * size


def _shrink(database: sqlite3.Connection) -> None:
    """Make the file as small as what it holds, once most of it holds nothing."""
    if _pragma(database, "freelist_count") > max(_FREE, _pragma(database, "page_count") // 2):
        database.execute("VACUUM")


def _pragma(database: sqlite3.Connection, name: str) -> int:
    return int(database.execute(f"PRAGMA {name}").fetchone()[0])


def forget(folder: Path) -> None:
    """Forget everything."""
    (folder / _FILE).unlink(missing_ok=True)


def _place(name: str, part: str) -> bytes:
    """Where a part of a state lies."""
    return f"{name}\n{part}".encode()


def _checked(value: object, place: bytes) -> bytes | None:
    """A value that is whole and lies in its place; of a damaged file it may be of any type."""
    if not isinstance(value, bytes) or _seal(value[_CHECK:], place) != value[:_CHECK]:
        return None
    return value[_CHECK:]


def seal_of(name: str, part: str, value: bytes) -> bytes:
    """The seal of a part of a state."""
    return _seal(value, _place(name, part))


def _seal(value: bytes, place: bytes) -> bytes:
    """The digest of a value and of where it lies: the index of a damaged file may lead to another value."""
    seal = hashlib.blake2b(len(place).to_bytes(4, "little") + place, digest_size=_CHECK)
    seal.update(value)
    return seal.digest()


# What may stand in a pickle: the program's own types and those that its records are made of. A store that somebody
# puts into a repository cannot make the program run anything else.
_TYPES = {
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("collections", "OrderedDict"),
    ("copyreg", "_reconstructor"),
    ("copyreg", "__newobj__"),
    ("datetime", "date"),
    ("decimal", "Decimal"),
    ("markupsafe", "Markup"),
    ("sitegen.prose.values", "_prose"),
}

_VALUES = (
    "sitegen.attribution.derive",
    "sitegen.diagnostics.",
    "sitegen.languages",
    "sitegen.load",
    "sitegen.models.",
    "sitegen.pictures",
    "sitegen.settings",
    "sitegen.plan.",
    "sitegen.money",
    "sitegen.prose.",
    "sitegen.provenance",
    "sitegen.publish",
    "sitegen.published",
    "sitegen.rules.exceptions",
    "sitegen.traits",
    "sitegen.views.",
)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _found(module, name)


@cache  # at most every type of the program; each stands in thousands of entries
def _found(module: str, name: str) -> Any:
    if (module, name) == ("builtins", "getattr"):
        return _member
    if (module, name) in _TYPES:
        return getattr(import_module(module), name)
    if module.startswith(_VALUES) and "." not in name:
        found = getattr(import_module(module), name, None)
        if isinstance(found, type) and found.__module__.startswith("sitegen."):  # not what the module imports
            return found
    raise UnpicklingError(f"{module}.{name}")


def _member(kind: object, name: str) -> Any:
    """A member of an enumeration, which Python 3.11.0 to 3.11.3 pack as `getattr(kind, name)`; nothing else."""
    if isinstance(kind, EnumType) and name in kind.__members__:
        return kind.__members__[name]
    raise UnpicklingError(name)


def packed(value: object) -> bytes:
    """A value as bytes."""
    return pickle.dumps(value, protocol=5)


def unpacked(data: bytes) -> Any:
    """The value that was packed. Raises `UnpicklingError` when it holds anything but values."""
    return _Unpickler(io.BytesIO(data)).load()
