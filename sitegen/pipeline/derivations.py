"""What is derived from a whole site, from build to build: derived again when what it was made from has changed."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping
from importlib import import_module
from pickle import PicklingError
from typing import Any, Final

from sitegen.manifest import digest, digest_of_texts
from sitegen.memory.readers import Readers
from sitegen.memory.state import State
from sitegen.resolve import IS_DERIVED, Derived, Site
from sitegen.store import packed, unpacked

_BEGINNING = "derived:"
# Of what was derived: module, function, what it was given, the digest of its value, what was read for it, and the value
# itself, packed, if it is small.
Row = tuple[str, str, bytes, bytes, tuple[str, ...], bytes]
_DIGEST: Final = 3
READS: Final = 4
_VALUE: Final = 5
_SMALL = 1 << 20


class Known(dict[Any, Any]):
    """What is derived in a run; what was before, still holds and is small is looked up when it is asked for.

    `table`: what is remembered; `doubtful`: names of what may come out otherwise now, which are not looked up.
    """

    def __init__(self, table: Mapping[str, Row], doubtful: set[str]) -> None:
        super().__init__()
        self._table = table
        self._doubtful = doubtful

    @classmethod
    def of(cls, state: State, changed: Iterable[str]) -> Known:
        """What a state remembers, when these names have changed."""
        return cls(state.table("derived"), _doubtful(Readers(state), changed))

    def __missing__(self, name: Any) -> Any:
        row = self._table.get(name) if isinstance(name, str) and name not in self._doubtful else None
        if row is None or not row[_VALUE]:
            raise KeyError(name)
        found = self[name] = Recalled(row)
        return found

    def verify(self, site: Site, changed: set[str]) -> None:
        """Derive anew what was made from something that changed; what comes out otherwise is `changed` too.

        What still holds need not be derived again.
        """
        pending = {name: self._table[name] for name in self._doubtful if name in self._table}
        while touched := [name for name, row in pending.items() if not changed.isdisjoint(row[READS])]:
            for name in touched:
                if _is_other(site, pending.pop(name)):
                    changed.add(name)
        self._doubtful -= pending.keys()


class Recalled:
    """What was derived before and still holds: as it is remembered, and unpacked when it is asked for."""

    __slots__ = ("_row", "_value", "reads")

    def __init__(self, row: Row) -> None:
        self._row = row
        self.reads = row[READS]

    @property
    def value(self) -> Any:
        """What came of it."""
        if not hasattr(self, "_value"):
            self._value = unpacked(self._row[_VALUE])
        return self._value


def recall(site: Site, rows: Mapping[str, Row]) -> None:
    """Let a site know what was derived in other processes, as far as that is small and not derived in this one."""
    for name, row in rows.items():
        if row[_VALUE] and name not in site.derived:
            site.derived[name] = Recalled(row)


def is_derived(name: str) -> bool:
    """Whether a name of something that is read, or of a reader, is that of something derived."""
    return name.startswith(_BEGINNING)


def _doubtful(readers: Readers, changed: Iterable[str]) -> set[str]:
    """What was made from something that changed, or from what is doubtful itself."""
    found, pending = set[str](), list(changed)
    while pending:
        new = {name for name in readers.of(pending.pop()) if is_derived(name)} - found
        found |= new
        pending += new
    return found


def _is_other(site: Site, row: Row) -> bool:
    """Whether something else is derived now. Of what is no more nothing can be."""
    with site.reads.apart():
        try:
            made = _deriver(*row[:2])(site, *unpacked(row[2]))
        except LookupError:
            return True
    return _digest(made) != row[_DIGEST]


def _deriver(module: str, function: str) -> Any:
    """A function of the program's that derives something; `LookupError` for any other that a store may name."""
    found = getattr(import_module(module), function, None) if module.startswith("sitegen.") else None
    if not hasattr(found, IS_DERIVED):
        raise LookupError(f"{module}.{function}")
    return found


def rows_of(derived: Mapping[Any, Any]) -> dict[str, Row]:
    """What was derived in this run, as it is remembered: what has a name."""
    return {name: _row(one) for name, one in derived.items() if isinstance(name, str) and isinstance(one, Derived)}


def _row(one: Derived) -> Row:
    value = _digest(one.value)
    return (one.module, one.function, packed(one.given), value, tuple(sorted(one.reads)), _small(one.value))


def _digest(value: Any) -> bytes:
    """A digest of a value. To write out one of much text takes ten times as long."""
    try:
        return digest(marshal.dumps(value, 2))
    except ValueError:  # it holds a type of ours
        return digest_of_texts(repr(value))


def _small(value: object) -> bytes:
    """A value packed, if it can be and is small; else nothing."""
    try:
        data = packed(value)
    except (TypeError, AttributeError, PicklingError):
        return b""
    return data if len(data) <= _SMALL else b""
