"""What is remembered of the last build of a site in one way, part by part: read when needed, written when changed.

Parts are values of Python's own types, written with `marshal`, which reads tens of thousands of them in a few
milliseconds; records and the like stand in them as packed bytes.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from sitegen.store import Store
from sitegen.values import dataclass

# The parts. `frame`: digests of everything that is not content, and of the whole of it; `files`: digests of the content
# by path; `units`: of each record its kind, name, files, day, key, and digests of traits and sums; `faces`: its packed
# traits and sums; `world`: the packed registries and media; `outline`: packed; `checks`: of each record what was read
# and found; `jobs`: of each job its identity, template, reads, files; `pages`: what is packed to do a job again;
# `fixed`, `search`: files that no job makes; `derived`: what was derived from the site; `templates`: digests;
# `commits`; `outputs`: the stamps of what was published; `spare`: how the spare was left; `outcome`: what was told.
FRAME = "frame"


class ForgottenError(Exception):
    """A part that was remembered is not to be had any more: nothing of the state holds."""


@dataclass(slots=True)
class State:
    """The state of one way of building (`name`). Raises `ForgottenError` when a part of it is lost or damaged."""

    store: Store
    name: str
    _parts: dict[str, Any] = field(default_factory=dict)
    _changed: set[str] = field(default_factory=set)

    def __getitem__(self, part: str) -> Any:
        """A part; an empty dict when nothing of it was ever remembered."""
        if part not in self._parts:
            data = self.store.state(self.name, part)
            value = _read(data) if data is not None else None
            if value is None and part != FRAME and part in self[FRAME].get("parts", ()):
                raise ForgottenError(part)
            self._parts[part] = {} if value is None else value
        return self._parts[part]

    def put(self, part: str, value: Any) -> None:
        """Remember a part, once it is written."""
        self._parts[part] = value
        self._changed.add(part)

    def forget(self) -> None:
        """As if nothing had been remembered."""
        self._parts, self._changed = {FRAME: {}}, set()
        self.store.drop_state(self.name)

    def write(self, entries: Mapping[bytes, bytes], used: list[bytes]) -> bool:
        """Write new entries and what has changed; False when that was not possible."""
        self._parts[FRAME]["parts"] = sorted(self._parts.keys() - {FRAME})
        parts = {part: marshal.dumps(self._parts[part]) for part in (*self._changed, FRAME)}
        is_written = self.store.keep(entries, used, self.name, parts)
        if is_written:
            self._changed = set()
        return is_written


def _read(data: bytes) -> Any:
    try:
        return marshal.loads(data)
    except (EOFError, ValueError, TypeError):
        return None
