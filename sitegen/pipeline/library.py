"""The records of a site: parsed once, kept as bytes under the digest of their files, unpacked when they are read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sitegen.diagnostics import Collector, Diagnostic
from sitegen.languages import Language
from sitegen.load import AnyRecord, Folder, Unit, read_unit
from sitegen.manifest import Manifest, digest, digest_of_bytes, digest_of_texts
from sitegen.models.content import Content, Index, NewsRecord, PageRecord, ProjectRecord
from sitegen.named_files import named_files
from sitegen.prose import Prose, parse
from sitegen.published import Source
from sitegen.reading import Reads
from sitegen.rules import is_to_search
from sitegen.settings import ContentChangedError
from sitegen.store import Store, packed, unpacked
from sitegen.texts import Shelf as Proses
from sitegen.texts import origins
from sitegen.traits import Figures, Sums, Traits, figures_of, noted, recalled, traits_of
from sitegen.values import dataclass

# Records that are kept unpacked: pages of one project and of its news are made one after the other.
_AT_HAND = 100
# How many records are read, or checked, side by side: what a step works with is in the processor's caches then, from
# the second record on.
AT_ONCE = 12
Entry = tuple[AnyRecord, tuple[tuple[Language, str, Prose], ...], tuple[Diagnostic, ...], tuple[str, ...]]
"""A record, its parsed texts, its problems, those of its files that checks must search."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A record as it is remembered. `entry`: it is packed (`Entry`); None when it is kept.

    `face`: its packed traits; `sums`; of both there are digests. `is_sound`: it has no errors; else nothing follows.
    """

    id: str
    is_sound: bool
    face: bytes = b""
    sums: Sums = ()
    traits: bytes = b""
    figures: bytes = b""
    entry: bytes | None = None


def key_of(unit: Unit, files: Manifest, languages: Iterable[Language]) -> bytes:
    """What a record is remembered under: its files, and the languages that it is read by."""
    return digest(
        " ".join(languages).encode(), unit.id.encode(), *(part for path in unit.paths for part in _named(path, files))
    )


def _named(path: str, files: Manifest) -> tuple[bytes, bytes]:
    return path.encode(), files.get(path, b"-")


@dataclass(frozen=True, slots=True)
class _Read:
    """A record as it was read, what was told of it, and those of its files that checks must search.

    One that has errors is None: nothing follows from it.
    """

    unit: str
    record: AnyRecord | None = None
    problems: tuple[Diagnostic, ...] = ()
    suspects: tuple[str, ...] = ()


def parse_units(base: Content, folder: Path, units: Sequence[Unit], files: Manifest, day: date) -> Iterator[Parsed]:
    """Read and parse records, some at a time: each step for all of these, then the next one (see `AT_ONCE`).

    Raises `ContentChangedError` when a file is not what the manifest says.
    """
    for start in range(0, len(units), AT_ONCE):
        yield from _side_by_side(
            [_read(base, folder, unit, files) for unit in units[start : start + AT_ONCE]], base, day
        )


def _side_by_side(read: Sequence[_Read], base: Content, day: date) -> list[Parsed]:
    sound = [(one, one.record) for one in read if one.record is not None]
    shelves = [_proses(alone(base, record, {}, {})) for _, record in sound]
    entries = [
        packed((record, tuple((*key, prose) for key, prose in shelf.items()), one.problems, one.suspects))
        for (one, record), shelf in zip(sound, shelves, strict=True)
    ]
    unsound = [Parsed(one.unit, is_sound=False) for one in read if one.record is None]
    every = zip(sound, shelves, entries, strict=True)
    return [*unsound, *(faced(one.unit, (record, shelf), base, day, entry) for (one, record), shelf, entry in every)]


def _read(base: Content, folder: Path, unit: Unit, files: Manifest) -> _Read:
    found = Collector()
    data: dict[str, bytes] = {}
    own = Folder(folder, base.folder, found, data=data)
    record, _ = read_unit(own, unit, base.languages)
    if any((digest_of_bytes(data[path]) if path in data else b"") != files.get(path) for path in unit.paths):
        raise ContentChangedError(unit.id)
    if record is None or found.has_errors:
        return _Read(unit.id)
    suspects = tuple(path for path in unit.paths if is_to_search(own.texts[own.shown(path)]))
    return _Read(unit.id, record, found.in_order(), suspects)


def _proses(single: Content) -> dict[tuple[Language, str], Prose]:
    """Its texts, parsed."""
    texts = dict.fromkeys((origin.language, origin.text) for origin in origins(single))
    return {(language, text): parse(text, language) for language, text in texts}


def faced(unit: str, read: tuple[AnyRecord, Proses], base: Content, day: date, entry: bytes | None = None) -> Parsed:
    """A record with what is told of it elsewhere."""
    record, shelf = read
    named = named_files(alone(base, record, {}, {}), shelf)
    traits, figures = traits_of(record, base, day, named), figures_of(record, day)
    told = digest_of_texts(repr(traits)), digest_of_texts(repr(figures))
    return Parsed(unit, True, packed(traits), noted(figures), told[0], told[1], entry)


def alone(base: Content, record: AnyRecord, texts: Mapping[str, str], suspects: Mapping[str, str]) -> Content:
    """The content with one record in it, and its files; all others can be looked up."""
    return Content(  # `replace` takes four times as long, and every record of every build is put into one
        base.folder,
        base.site,
        base.audit,
        base.organisations,
        base.programmes,
        base.tags,
        base.glossary,
        (record,) if isinstance(record, ProjectRecord) else (),
        (record,) if isinstance(record, NewsRecord) else (),
        (record,) if isinstance(record, PageRecord) else (),
        base.media,
        texts,
        base.broken,
        base.index,
        has_registries=False,
        suspects=suspects,
    )


class Shelf(dict[tuple[Language, str], Prose]):
    """Parsed texts; one that is not there yet is parsed."""

    def __missing__(self, key: tuple[Language, str]) -> Prose:
        language, text = key
        made = self[key] = parse(text, language)
        return made


@dataclass(frozen=True, slots=True)
class _AtHand:
    record: AnyRecord
    problems: tuple[Diagnostic, ...]
    suspects: tuple[str, ...]
    texts: list[tuple[Language, str]]


@dataclass(slots=True)
class Library:
    """The records of a site by unit. `entries`: those packed in this run; the others come out of the store.

    `keys`: what they are remembered under; `faces`: their packed traits; `sums`. `base`: the content without records.
    """

    base: Content
    folder: Path
    day: date
    files: Manifest
    units: Mapping[str, Unit]
    keys: Mapping[str, bytes]
    faces: Mapping[str, bytes]
    sums: Mapping[str, Sums]
    entries: Mapping[str, bytes]
    store: Store
    reads: Reads = field(default_factory=Reads)
    shelf: Shelf = field(default_factory=Shelf)
    _records: OrderedDict[str, _AtHand] = field(default_factory=OrderedDict)
    _traits: dict[str, Traits] = field(default_factory=dict)
    _whole: Content | None = None

    def source(self) -> Source:
        """Where a site's records come from."""
        return Source(self.traits, self.figures, self.record, self.reads)

    def traits(self, unit: str) -> Traits:
        """The traits of a record. Raises `KeyError` when there is none."""
        if unit not in self._traits:
            self._traits[unit] = unpacked(self.faces[unit])
        return self._traits[unit]

    def figures(self, unit: str) -> Figures:
        """The sums of a record. Raises `KeyError` when there is none."""
        return recalled(self.sums[unit])

    def record(self, unit: str) -> Any:
        """A record. Raises `KeyError` when there is none."""
        return self._at_hand(unit).record

    def problems(self, unit: str) -> tuple[Diagnostic, ...]:
        """What was told of a record when it was read."""
        return self._at_hand(unit).problems

    def suspects(self, unit: str) -> tuple[str, ...]:
        """Those of its files that checks must search."""
        return self._at_hand(unit).suspects

    def _at_hand(self, unit: str) -> _AtHand:
        if unit in self._records:
            self._records.move_to_end(unit)
            return self._records[unit]
        record, proses, problems, suspects = self._entry(unit)
        self.shelf.update(((language, text), prose) for language, text, prose in proses)
        found = self._records[unit] = _AtHand(
            record, problems, suspects, [(language, text) for language, text, _ in proses]
        )
        if len(self._records) > _AT_HAND:
            for key in self._records.popitem(last=False)[1].texts:
                self.shelf.pop(key, None)
        return found

    def _entry(self, unit: str) -> Entry:
        """A record with what is told of it. What the store has lost is parsed again."""
        data = self.entries.get(unit)
        if data is None:
            data = self.store.entries([self.keys[unit]]).get(self.keys[unit])
        if data is None:
            [again] = parse_units(self.base, self.folder, [self.units[unit]], self.files, self.day)
            data = again.entry
        if data is None:
            raise ContentChangedError(unit)
        found: Entry = unpacked(data)
        return found

    def whole(self) -> Content:
        """The content in which every record can be looked up, and none is listed; made once."""
        if self._whole is None:
            self._whole = self._made_whole()
        return self._whole

    def _made_whole(self) -> Content:
        index = Index(_Records(self, "projects"), _Records(self, "news"), _Records(self, "pages"))
        texts = Texts(self.folder, self.base.folder, self._text_files, self.reads)
        return replace(self.base, index=index, texts=texts)

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The units of a kind, in order."""
        return tuple(unit for unit in self.units if unit.startswith(f"{kind}/"))

    def _text_files(self) -> tuple[str, ...]:
        """Every file with text, in the order in which reading everything at once would read them."""
        top = (path for path in sorted(self.files) if "/" not in path and path.endswith(".yaml"))
        return (*top, *(path for unit in self.units.values() for path in (*unit.paths[1:], *unit.paths[:1])))


class _Records(Mapping[Any, Any]):
    """Records by name, read when they are looked up; that they were is noted, and that there was none."""

    def __init__(self, library: Library, kind: str) -> None:
        self._library = library
        self._kind = kind

    def __getitem__(self, name: Any) -> Any:
        return self._library.record(self._noted(name))

    def __contains__(self, name: object) -> bool:
        return self._noted(name) in self._library.units

    def _noted(self, name: object) -> str:
        """The unit of a name; news have a day, too."""
        unit = f"{self._kind}/{'-'.join(name) if isinstance(name, tuple) else name}"
        self._library.reads.note(f"unit:{unit}")
        return unit

    def __iter__(self) -> Iterator[Any]:
        self._library.reads.note("units")
        names = [unit.partition("/")[2] for unit in self._library.of_kind(self._kind)]
        return iter([(name[:10], name[11:]) for name in names] if self._kind == "news" else names)

    def __len__(self) -> int:
        self._library.reads.note("units")
        return len(self._library.of_kind(self._kind))


class Texts(Mapping[str, str]):
    """The normalised texts of files by the path that messages show, read when a message needs them.

    `reads`: notes that all names were asked for, where they are those of all files.
    """

    def __init__(
        self, folder: Path, shown: str, names: Callable[[], tuple[str, ...]], reads: Reads | None = None
    ) -> None:
        self._reads = reads
        self._folder = folder
        self._shown = shown
        self._names = names
        self._read: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self._read:
            relative = path.removeprefix(f"{self._shown}/")
            text = Folder(self._folder, self._shown, Collector()).read(relative)
            if text is None:
                raise KeyError(path)
            self._read[path] = text
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        if self._reads is not None:
            self._reads.note("units")
        return (f"{self._shown}/{name}" for name in self._names())

    def __len__(self) -> int:
        return len(self._names())
