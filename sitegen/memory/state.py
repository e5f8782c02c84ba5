"""What is remembered of the last build of a site in one way, part by part: read when needed, written when changed.

Parts are values of Python's own types, written with `marshal`, which reads tens of thousands of them in a few
milliseconds; records and the like stand in them as packed bytes. Large parts are tables, in shares of which only those
are read and written in which something is looked up or changes.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any
from zlib import crc32

from sitegen.store import Sealed, Store, seal_of
from sitegen.values import dataclass

# The parts. `frame`: digests of everything that is not content, seals of all parts; `world`: the packed registries and
# media; `outline`: packed; `fixed`, `search`, `manifest`: files that no job makes; `leading`: where pages lead that
# only lead on; `templates`: digests; `commits`; `spare`: how the spare was left; `outcome`: what was told; `reasons`:
# why jobs were done; `place`: which folder was published. The tables. `files`: digests of the content by path; `units`:
# of each record its kind, name, files, day, key, and digests of traits and sums; `faces`, of news `heads`: its packed
# traits; `sums`: a project's; `checks`: what was read for its check, and found; `jobs`: of each job its identity,
# template, reads, files; `places`: of each file its job, digest and size; `links`: where the files of a job lead;
# `pages`: what is packed to do it again; `covers`: what pages cover, by a digest; `derived`: what was derived from the
# site; `outputs`: the stamps of what was published; `folders`: how its folders were left; `readers`, `numbers`,
# `numbered`: see `Readers`. `faulty`: jobs of which something was told; `totals`: of all jobs the bytes and pages, and
# how many files were published. `copies`: of each file that may be compressed its digest and the compressed ones.
# `shares`: in how many shares the tables lie that are looked into row by row.
FRAME = "frame"
TABLES = frozenset(
    {"files", "units", "faces", "heads", "sums", "checks", "jobs", "places", "links", "pages", "covers"}
    | {"outputs", "folders", "derived", "readers", "numbers", "numbered", "copies"}
)
_SHARES = 64
# Tables of which a change touches some rows here and there, and about how many rows a share of them has, so that little
# else is read and written with these. Of 87 pages made anew among 16,000, with 64 shares, nearly all of 45 MB was.
_SCATTERED = {
    **dict.fromkeys(("jobs", "places", "links", "pages", "readers", "numbers", "numbered"), 8),
    **dict.fromkeys(("faces", "heads"), 32),
    "sums": 128,
    "derived": 4,
    "outputs": 64,
    "folders": 64,
}
_MOST_SHARES = 1 << 14
# How many bytes are made ready ahead: all of 5,000 projects would take as much memory as a process of its own.
_AHEAD = 64 << 20
# The bytes of a part's seal that stand in the frame.
_SEAL = 8
Table = dict[str, Any]


class ForgottenError(Exception):
    """A part that was remembered is not to be had any more: nothing of the state holds."""


@dataclass(slots=True)
class State:
    """The state of one way of building (`name`). Raises `ForgottenError` when a part of it is lost or damaged."""

    store: Store
    name: str
    is_held: bool = False
    _parts: dict[str, Any] = field(default_factory=dict)
    _wholes: dict[str, Table] = field(default_factory=dict)
    _changed: set[str] = field(default_factory=set)
    _sealed: dict[str, Sealed] = field(default_factory=dict)

    def __getitem__(self, part: str) -> Any:
        """A part, or the whole of a table, to read; an empty dict when nothing of it was ever remembered."""
        if part not in TABLES:
            return self._part(part)
        if part in self._wholes:
            return self._wholes[part]
        whole = self.piece(part, 0, 1)
        if part not in _SCATTERED:  # those are asked for again and again: of 45,000 files it takes 10 ms
            self._wholes[part] = whole
        return whole

    def piece(self, table: str, number: int, count: int) -> Table:
        """One of some pieces, of about the same size, of a table."""
        first, end = (one * self._shares(table) // count for one in (number, number + 1))
        shares = [f"{table}/{share}" for share in range(first, end)]
        self._fetch(shares)
        whole: Table = {}
        for share in shares:
            whole.update(self._part(share))
        return whole

    def _shares(self, table: str) -> int:
        """In how many shares a table lies."""
        number: int = self._part("shares").get(table, _SHARES) if table in _SCATTERED else _SHARES
        return number

    def _share_of(self, table: str, key: str) -> str:
        """The share that a row belongs to."""
        return f"{table}/{crc32(key.encode('utf-8', 'surrogateescape')) % self._shares(table)}"

    def _fetch(self, shares: Iterable[str]) -> None:
        """Read those of these shares that are not read yet, in one go."""
        missing = [share for share in shares if share not in self._parts]
        for part, (seal, data) in self.store.state(self.name, missing).items():
            if self._seal_of(part) == seal[:_SEAL]:
                self._parts[part] = marshal.loads(data)

    def fetch(self, table: str, keys: Iterable[str]) -> None:
        """Read rows of a table that will be looked up, in one go: by itself each takes 20 µs more."""
        self._fetch({self._share_of(table, key) for key in keys})

    def table(self, name: str) -> Rows:
        """A table of which rows are looked up one by one."""
        return Rows(self, name)

    def row(self, table: str, key: str) -> Any:
        """A row of a table. Raises `KeyError` when there is none."""
        return self._part(self._share_of(table, key))[key]

    def _part(self, part: str) -> Any:
        if part not in self._parts:
            self._parts[part] = self._stored(part)
        return self._parts[part]

    def _stored(self, part: str) -> Any:
        wanted = self._seal_of(part) if part != FRAME else b""
        if part != FRAME and not wanted:  # what lies there all the same is of an earlier life of the state
            return {}
        seal, data = self.store.state(self.name, [part]).get(part, (b"", b""))
        value = _read(data) if wanted in {b"", seal[:_SEAL]} else None
        if value is None and wanted:
            raise ForgottenError(part)
        return {} if value is None else value

    def _seal_of(self, part: str) -> bytes:
        """The seal of a part as it was written last, which stands in the frame; empty when it never was."""
        table, _, share = part.partition("/")
        seals: bytes = self._part(FRAME).get("seals", {}).get(table, b"")
        start = int(share or 0) * _SEAL
        found = seals[start : start + _SEAL]
        return found if any(found) else b""

    def has(self, part: str) -> bool:
        """Whether there is such a part, or table, as it was written last."""
        return part in self._part(FRAME).get("seals", {})

    def put(self, part: str, value: Any) -> None:
        """Remember a part, once it is written. The seals of the others are written with the frame."""
        self._parts[part] = value if part != FRAME else {"seals": self._part(FRAME).get("seals", {}), **value}
        self._wholes.pop(part.partition("/")[0], None)
        self._change(part)

    def _change(self, part: str) -> None:
        self._changed.add(part)
        self._sealed.pop(part, None)

    def replace(self, table: str, rows: Mapping[str, Any]) -> None:
        """Remember a table anew."""
        if table in _SCATTERED:
            wanted = min(1 << (len(rows) // _SCATTERED[table]).bit_length(), _MOST_SHARES)
            # Never fewer than there were: what is left of those would lie there for good.
            self.put("shares", {**self._part("shares"), table: max(wanted, self._shares(table))})
        shares: dict[str, Table] = {f"{table}/{number}": {} for number in range(self._shares(table))}
        for key, row in rows.items():
            shares[self._share_of(table, key)][key] = row
        for part, share in shares.items():
            self.put(part, share)

    def update(self, table: str, changed: Mapping[str, Any], removed: Iterable[str] = ()) -> None:
        """Remember some rows of a table otherwise, and others no longer. What is as it was is not written again."""
        removed = list(removed)
        self._wholes.pop(table, None)
        self.fetch(table, (*changed, *removed))
        for key, row in changed.items():
            share = self._share_of(table, key)
            if self._part(share).get(key) != row:
                self._part(share)[key] = row
                self._change(share)
        for key in removed:
            share = self._share_of(table, key)
            if self._part(share).pop(key, None) is not None:
                self._change(share)

    def forget(self) -> None:
        """As if nothing had been remembered."""
        self._parts, self._wholes, self._changed, self._sealed = {FRAME: {}}, {}, set(), {}
        self.store.drop_state(self.name)

    def seal(self) -> None:
        """Make what has changed so far ready to be written, where there is time for it before the rest is known."""
        held = 0 if not self.is_held else _AHEAD
        for part in self._changed - {FRAME} - self._sealed.keys():
            if held >= _AHEAD:
                break
            self._sealed[part] = _sealed(self.name, part, self._parts[part])
            held += len(self._sealed[part][1])

    def write(self, entries: Mapping[bytes, bytes], used: Iterable[bytes]) -> bool:
        """Write new entries and what has changed; False when that is not possible, or is not to be (`is_held`)."""
        if self.is_held:
            return False
        changed = {part: self._parts[part] for part in self._changed - {FRAME}}
        parts = _Written(self.name, changed, self[FRAME], self._sealed)
        is_written = self.store.keep(entries, used, self.name, parts)
        self._sealed = {}
        if is_written:
            self._changed = set()
        return is_written


def _sealed(name: str, part: str, value: Any) -> Sealed:
    data = marshal.dumps(value)
    return seal_of(name, part, data), data


class _Written(Mapping[str, Sealed]):
    """Parts as they are written, each made when it is asked for: all at once take as much memory as a worker.

    Some (`sealed`) have been made before. The frame comes last, with the seals of all others in it: so a part that is
    whole, but older than the frame, as what a damaged index leads to may be, is not taken for what was written last.
    """

    def __init__(self, name: str, parts: Mapping[str, Any], frame: Table, sealed: Mapping[str, Sealed]) -> None:
        self._name = name
        self._sealed = sealed
        self._parts = {**parts, FRAME: frame}
        self._frame = frame
        self._seals = {table: bytearray(seals) for table, seals in frame.get("seals", {}).items()}

    def __getitem__(self, part: str) -> Sealed:
        if part == FRAME:
            self._frame["seals"] = {table: bytes(seals) for table, seals in self._seals.items()}
        seal, data = self._sealed.get(part) or _sealed(self._name, part, self._parts[part])
        if part != FRAME:
            table, _, share = part.partition("/")
            seals, start = self._seals.setdefault(table, bytearray()), int(share or 0) * _SEAL
            seals.extend(bytes(max(0, start + _SEAL - len(seals))))
            seals[start : start + _SEAL] = seal[:_SEAL]
        return seal, data

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


class Rows(Mapping[str, Any]):
    """A table: a row that is looked up costs the reading of its share, and to go through all that of the whole."""

    __slots__ = ("_name", "_state")

    def __init__(self, state: State, name: str) -> None:
        self._state = state
        self._name = name

    def __getitem__(self, key: str) -> Any:
        return self._state.row(self._name, key)

    def fetch(self, keys: Iterable[str]) -> Rows:
        """The same, with these rows read."""
        self._state.fetch(self._name, keys)
        return self

    def __iter__(self) -> Iterator[str]:
        return iter(self._state[self._name])

    def __len__(self) -> int:
        return len(self._state[self._name])


def _read(data: bytes) -> Any:
    try:
        return marshal.loads(data)
    except (EOFError, ValueError, TypeError):
        return None
