"""Laying an amendment over a record, as trees: every value keeps the place where it was written."""

from __future__ import annotations

from sitegen.diagnostics import Collector, problem
from sitegen.languages import Language
from sitegen.load.decode import closest
from sitegen.models.project import KEYED_LISTS, NOT_AMENDABLE
from sitegen.source import Entry, Mapping, Scalar, Sequence, Tree, plain

Languages = tuple[Language, ...]


def lay(base: Mapping, changes: Mapping, found: Collector, languages: Languages) -> Mapping:
    """The record after the changes. Maps are merged, lists replaced, lists with ids changed entry by entry.

    A text by language that changes in the first language has none in those that are not named: theirs say what was.
    """
    kept = []
    for entry in changes.entries:
        if entry.key.text in NOT_AMENDABLE:
            found.add(problem("not-amendable", entry.key.span, key=entry.key.text))
        else:
            kept.append(entry)
    return _merge(base, Mapping(tuple(kept), changes.span), found, languages)


def _merge(base: Mapping, changes: Mapping, found: Collector, languages: Languages) -> Mapping:
    entries = {entry.key.text: entry for entry in base.entries}
    for change in changes.entries:
        old = entries.get(change.key.text)
        if isinstance(change.value, Scalar) and change.value.is_empty:
            entries[change.key.text] = change  # an empty value takes the field away, and keeps the place where it did
        elif old is None:
            entries[change.key.text] = _as_added(change)
        else:
            value = _over(change.key.text, old.value, change.value, found, languages)
            entries[change.key.text] = Entry(change.key, value)
    merged = Mapping(tuple(entries.values()), base.span)
    return _without_superseded(base, changes, merged, languages)


def _without_superseded(base: Mapping, changes: Mapping, merged: Mapping, languages: Languages) -> Mapping:
    """A text by language without translations of what its first language no longer says; anything else as it is."""
    was, now = base.entry(languages[0]), merged.entry(languages[0])
    is_text = was is not None and now is not None and all(entry.key.text in languages for entry in merged.entries)
    if not is_text or was is None or now is None or plain(was.value) == plain(now.value):
        return merged
    named = {languages[0], *(entry.key.text for entry in changes.entries)}
    return Mapping(tuple(entry for entry in merged.entries if entry.key.text in named), merged.span)


def _over(key: str, old: Tree, new: Tree, found: Collector, languages: Languages) -> Tree:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return _merge(old, new, found, languages)
    if key in KEYED_LISTS and isinstance(old, Sequence) and isinstance(new, Mapping):
        return _by_id(key, old, new, found, languages)
    return new


def _as_added(change: Entry) -> Entry:
    """A list with ids that the record did not have yet, given by id."""
    if change.key.text in KEYED_LISTS and isinstance(change.value, Mapping):
        items = tuple(_with_id(entry) for entry in change.value.entries)
        return Entry(change.key, Sequence(items, change.value.span))
    return change


def _by_id(key: str, old: Sequence, new: Mapping, found: Collector, languages: Languages) -> Sequence:
    items = {_id_of(item): item for item in old.items}
    for change in new.entries:
        identifier = change.key.text
        base = items.get(identifier)
        if isinstance(change.value, Scalar) and change.value.is_empty:
            items.pop(identifier, None)
        elif isinstance(base, Mapping) and isinstance(change.value, Mapping):
            items[identifier] = _merge(base, change.value, found, languages)
        elif isinstance(change.value, Mapping) and change.value.entry("label"):
            items[identifier] = _with_id(change)
        else:
            near = closest(identifier, items)
            found.add(problem("changes-unknown-id", change.key.span, value=identifier, list=key, **near))
    return Sequence(tuple(items.values()), old.span)


def _with_id(entry: Entry) -> Tree:
    if not isinstance(entry.value, Mapping) or entry.value.entry("id"):
        return entry.value
    identifier = Entry(Scalar("id", entry.key.span), entry.key)
    return Mapping((identifier, *entry.value.entries), entry.value.span)


def _id_of(item: Tree) -> str:
    entry = item.entry("id") if isinstance(item, Mapping) else None
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""
