"""Which line of an amendment breaks what the version before it kept."""

from __future__ import annotations

from dataclasses import replace

from sitegen.diagnostics import Diagnostic, Span
from sitegen.models.content import Content, ProjectRecord, Version
from sitegen.source import Mapping
from sitegen.texts import amendment_entry, record_span


def at_amendment(
    content: Content, record: ProjectRecord, version: Version, fields: tuple[str, ...], found: Diagnostic
) -> Diagnostic:
    """A fault that came with a version, at what its amendment wrote; where else it shows is a further place.

    `fields`: those of the project that the fault may lie in. What shows the fault and was not written anew is innocent,
    and so are, rather, the other values of its field.
    """
    whole = amendment_entry(content, record, version.number)
    if whole is None or found.span.path != whole.key.span.path or _holds(whole.value.span, found.span):
        return found
    written = whole.value if isinstance(whole.value, Mapping) else Mapping((), whole.value.span)
    entries = [entry for entry in (written.entry(field) for field in fields) if entry is not None]
    others = (
        entry
        for entry in entries
        if not _holds(record_span(content, record, version.number, entry.key.text), found.span)
    )
    entry = next(others, entries[0] if entries else whole)
    while isinstance(entry.value, Mapping) and len(entry.value.entries) == 1:
        entry = entry.value.entries[0]
    guilty = entry.key.span if isinstance(entry.value, Mapping) or not entry.value.span.line else entry.value.span
    return replace(found, span=guilty, related=(found.span, *found.related))


def _holds(outer: Span, inner: Span) -> bool:
    starts = (outer.line, outer.column) <= (inner.line, inner.column)
    return starts and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
