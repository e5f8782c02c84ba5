"""Taking stock: which records there are, which of them changed since the last build, and what follows from that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Any, Final, TypeVar

from sitegen.diagnostics import Collector, Diagnostic
from sitegen.load import (
    Folder,
    Unit,
    World,
    content_of,
    media_of,
    read_world,
    survey,
    tell_strange,
    tell_strange_code,
    tell_unexpected,
)
from sitegen.manifest import MOST_FILES
from sitegen.memory.state import State
from sitegen.memory.surroundings import Surroundings
from sitegen.models.content import Content
from sitegen.pipeline.crew import Crew
from sitegen.pipeline.library import Library, Parsed, faced, key_of, parse_units
from sitegen.published import Outline, outline_of
from sitegen.settings import Settings
from sitegen.spool import Renamed, Spool
from sitegen.store import packed, unpacked
from sitegen.values import dataclass

_UNITS_AT_ONCE = 48
# Of a unit in the state: kind, name, files, day, key, and the digests of its traits and of its sums.
_KEY: Final = 4
_TRAITS: Final = 5
_FIGURES: Final = 6
Row = tuple[str, str, tuple[str, ...], str, bytes, bytes, bytes]
Told = TypeVar("Told")


class UnsoundContentError(Exception):
    """Something of the content cannot be read; what exactly, the content as a whole must tell."""


@dataclass(slots=True)
class Stock:
    """What there is. `changed`: names of what differs from the last build (`sitegen.reading`), records' own included.

    `fresh`: the units read in this run; `gone`: those of the last build that are none any more.

    `is_new`: nothing of the last build holds, as something changed that everything depends on. `rows`: the units as
    they are remembered; `parsed`: those read in this run, packed, by their keys.
    """

    library: Library
    outline: Outline
    rows: Mapping[str, Row]
    parsed: Mapping[bytes, bytes]
    world: bytes
    told: tuple[Diagnostic, ...]
    is_new: bool
    is_replanned: bool
    changed: set[str] = field(default_factory=set)
    fresh: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()

    def put_away(self, state: State) -> None:
        """Lay many records that were read where all processes find them, out of the memory of this one.

        Of a site of which every record was read nobody asks the store for one: they go there later (`keep`).
        """
        library, folder = self.library, state.store.folder
        if len(self.parsed) <= _UNITS_AT_ONCE or folder is None:
            return
        if len(self.parsed) < len(self.rows):
            self.keep(state)
        try:
            library.entries = Spool(folder, library.entries)
        except OSError:  # the disk is full: they stay in memory, unless they are in the store
            library.entries = library.entries if self.parsed else {}
        self.parsed = _by_key(library.keys, library.entries) if self.parsed else {}

    def keep(self, state: State) -> None:
        """Have the store remember many records that were read."""
        if len(self.parsed) <= _UNITS_AT_ONCE:
            return
        try:
            is_kept = state.store.keep(self.parsed, (), "", {})
            self.parsed = {} if is_kept else dict(self.parsed)
        except KeyError:  # they cannot be had any more from where they lie: the next build reads their files again
            self.parsed = {}


def take_stock(settings: Settings, now: Surroundings, state: State) -> Stock:
    """Read what changed. Raises `UnsoundContentError`; `ContentChangedError` when somebody writes at the same time."""
    found = Collector()
    folder = Folder(settings.content, settings.content.name or "content", found)
    if len(now.files) > MOST_FILES or tell_strange_code(settings.own_folders(), found):
        raise UnsoundContentError
    frame = state["frame"]
    is_new = frame.get("world") != now.world
    world = _world(folder, now, state)
    base = _base(settings, folder, unpacked(world))
    kept, units, told = _units(folder, base, now, state)
    if found.has_errors:
        raise UnsoundContentError
    rows = _Rows(base, now, state, is_new=frame.get("registries") != now.registries)
    touched = rows.touched(kept) if kept and not is_new else list(units)
    keys = _Keys({one: rows.key(units[one]) for one in touched}, kept)
    library = Library(base, settings.content, settings.day, now.files, units, keys, {}, {}, {}, state.store)
    fresh = _read(settings, library, [units[one] for one in touched if is_new or rows.of(one, keys[one]) is None])
    library.faces = _Told({one: fresh[one].face for one in fresh}, table_of_faces, state)
    library.sums = _Told({one: fresh[one].sums for one in fresh if _is_project(one)}, lambda _: "sums", state)
    library.entries = {one.id: one.entry for one in fresh.values() if one.entry is not None}
    row = {**kept, **{one: rows.made(units[one], keys[one], fresh.get(one)) for one in touched}}
    stock = Stock(library, _NOTHING, row, _by_key(keys, library.entries), world, told, is_new, is_new)
    stock.fresh, stock.gone = frozenset(fresh), frozenset(state["units"].keys() - row.keys())
    _compare(stock, state)
    return stock


_NOTHING = Outline((), (), (), (), {}, {}, ())


def _world(folder: Folder, now: Surroundings, state: State) -> bytes:
    """The registries and the media, packed, as remembered or as read. Raises `UnsoundContentError`."""
    known = state["world"]
    if known and state["frame"].get("registries") == now.registries:
        packed_world: bytes = known["packed"]
        return packed_world
    world = read_world(folder)
    if world.site is None or folder.found.has_errors:
        raise UnsoundContentError
    return packed((world, media_of(folder), folder.found.in_order()))


def _base(settings: Settings, folder: Folder, known: tuple[World, Any, tuple[Diagnostic, ...]]) -> Content:
    """The content without any record."""
    world, media, told = known
    folder.found.extend(told)
    nothing = {"projects": frozenset[str](), "texts": frozenset[str]()}
    base = replace(content_of(folder, world, [], nothing, media), texts={})
    if settings.base_url:
        base = replace(base, site=base.site.model_copy(update={"base_url": settings.base_url}))
    return base


def _units(
    folder: Folder, base: Content, now: Surroundings, state: State
) -> tuple[Mapping[str, Row], Mapping[str, Unit], tuple[Diagnostic, ...]]:
    """The records by the names of their files, and what is told of files that are none of a record.

    When no file has come or gone they are those of the last build, whose rows come first; none come otherwise.
    """
    is_known = state["files"] and state["files"].keys() == now.files.keys()
    if is_known and state["frame"].get("registries") == now.registries:
        told: tuple[Diagnostic, ...] = unpacked(state["frame"]["told"])
        folder.found.extend(told)
        kept = dict(sorted(state["units"].items(), key=_place))
        return kept, _Units(kept), told
    tell_strange(folder)
    units = {unit.id: unit for unit in survey(folder, base.languages)}
    tell_unexpected(folder)
    return {}, units, folder.found.in_order()


_ORDER = {"projects": 0, "news": 1, "pages": 2}


def _place(item: tuple[str, Row]) -> tuple[int, str]:
    """Where a unit stands in a survey."""
    kind, _, files = item[1][:3]
    return _ORDER[kind], files[0]


class _Units(Mapping[str, Unit]):
    """Units as they are remembered, made when they are looked up: after one save a few of thousands are."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self._rows = rows

    def __getitem__(self, unit: str) -> Unit:
        kind, name, files, day = self._rows[unit][:4]
        return Unit(kind, name, files, date.fromisoformat(day) if day else None)

    def __contains__(self, unit: object) -> bool:
        return unit in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class _Keys(Mapping[str, bytes]):
    """What units are remembered under: those looked at in this run, and the others as they were."""

    def __init__(self, own: Mapping[str, bytes], kept: Mapping[str, Row]) -> None:
        self._own = own
        self._kept = kept

    def __getitem__(self, unit: str) -> bytes:
        return self._own[unit] if unit in self._own else self._kept[unit][_KEY]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept or self._own)

    def __len__(self) -> int:
        return len(self._kept or self._own)


def _is_project(unit: str) -> bool:
    return unit.startswith("projects/")


def table_of_faces(unit: str) -> str:
    """Where the face of a unit is remembered: a page that shows many projects does not read those of news with them."""
    return "heads" if unit.startswith("news/") else "faces"


class _Told(Mapping[str, Told]):
    """What is told of units elsewhere: of those read in this run, which it lists, and of others as it is remembered."""

    def __init__(self, fresh: Mapping[str, Told], table_of: Callable[[str], str], state: State) -> None:
        self._fresh = fresh
        self._table_of = table_of
        self._state = state

    def __getitem__(self, unit: str) -> Told:
        found: Told = self._fresh[unit] if unit in self._fresh else self._state.row(self._table_of(unit), unit)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._fresh)

    def __len__(self) -> int:
        return len(self._fresh)


class _Rows:
    """Units as they are remembered. One whose files have not changed is as it was."""

    def __init__(self, base: Content, now: Surroundings, state: State, *, is_new: bool) -> None:
        self._base = base
        self._now = now
        self._known: Mapping[str, Row] = {} if is_new else state["units"]
        old, new = state["files"], now.files
        self._changed = {path for path, one in new.items() if old.get(path) != one} | (old.keys() - new.keys())

    def key(self, unit: Unit) -> bytes:
        known = self._known.get(unit.id)
        if known is not None and known[2] == unit.files and self._changed.isdisjoint(unit.paths):
            return known[_KEY]
        return key_of(unit, self._now.files, self._base.languages)

    def touched(self, kept: Mapping[str, Row]) -> list[str]:
        """Those of which a file has changed."""
        names: dict[str, set[str]] = {}
        for path in self._changed:
            kind, _, name = path.partition("/")
            names.setdefault(kind, set()).add(name)
        return [unit for unit, row in kept.items() if row[0] in names and not names[row[0]].isdisjoint(row[2])]

    def of(self, unit: str, key: bytes) -> Row | None:
        row = self._known.get(unit)
        return row if row is not None and row[_KEY] == key else None

    def made(self, unit: Unit, key: bytes, fresh: Parsed | None) -> Row:
        if fresh is None:
            return self._known[unit.id]
        day = unit.day.isoformat() if unit.day else ""
        return (unit.kind, unit.name, unit.files, day, key, fresh.traits, fresh.figures)


def _read(settings: Settings, library: Library, wanted: list[Unit]) -> dict[str, Parsed]:
    """Parse records, or unpack those that the store knows."""
    known = library.store.known(library.keys[unit.id] for unit in wanted)
    pieces = [
        [(unit, library.keys[unit.id] in known) for unit in wanted[start : start + _UNITS_AT_ONCE]]
        for start in range(0, len(wanted), _UNITS_AT_ONCE)
    ]
    crew = Crew(library, settings.jobs)
    try:
        fresh = {one.id: one for some in crew.each(_read_some, pieces) for one in some}
    finally:
        crew.dismiss()
    if not all(one.is_sound for one in fresh.values()):
        raise UnsoundContentError
    return fresh


def _read_some(library: Library, units: list[tuple[Unit, bool]]) -> list[Parsed]:
    known = [unit.id for unit, is_known in units if is_known]
    other = [unit for unit, is_known in units if not is_known]
    found = [faced(unit, (library.record(unit), library.shelf), library.base, library.day) for unit in known]
    return [*found, *parse_units(library.base, library.folder, other, library.files, library.day)]


def _by_key(keys: Mapping[str, bytes], entries: Mapping[str, bytes]) -> Mapping[bytes, bytes]:
    return Renamed({keys[unit]: unit for unit in entries}, entries)


def _compare(stock: Stock, state: State) -> None:
    """Note what differs from the last build, and make the outline where it may."""
    old: Mapping[str, Row] = state["units"]
    for unit in stock.fresh | stock.gone:  # another's row is the one that was remembered
        stock.changed.update(_differing(unit, old.get(unit), stock.rows.get(unit)))
    if old.keys() != stock.rows.keys():
        stock.changed.add("units")
    known = state["outline"]
    stock.is_replanned = stock.is_new or not known or any(name.startswith(_SHAPING) for name in stock.changed)
    if stock.is_replanned:
        stock.outline = outline_of(stock.library.traits(unit) for unit in stock.rows)
        stock.changed |= set(differences(unpacked(known["packed"]) if known else _NOTHING, stock.outline))
    else:
        stock.outline = unpacked(known["packed"])


_SHAPING = ("units", "traits:")


def _differing(unit: str, old: Row | None, new: Row | None) -> Iterator[str]:
    for kind, part in (("unit", _KEY), ("traits", _TRAITS), ("figures", _FIGURES)):
        if old is None or new is None or old[part] != new[part]:
            yield f"{kind}:{unit}"


def differences(old: Outline, new: Outline) -> Iterable[str]:
    """The names of the parts in which two outlines differ."""
    for name in ("projects", "news", "listed", "pages", "numbers", "supports"):
        if getattr(old, name) != getattr(new, name):
            yield f"outline:{name}"
    for slug in old.of_projects.keys() | new.of_projects.keys():
        if old.of_projects.get(slug) != new.of_projects.get(slug):
            yield f"outline:of/{slug}"
