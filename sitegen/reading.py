"""What a result is made from: names of inputs, noted while it is made.

A result that is remembered is used again as long as every input that it read is what it was. So whatever may differ
from one build to the next is read through something that notes it:

`unit:news/2019-09-19-x`    all of a record or text, as it lies in its files
`traits:projects/x`         what other pages tell of it (`sitegen.traits`)
`figures:projects/x`        its sums, likewise
`outline:news`              which names there are, in which order (`sitegen.resolve.Outline`)
`derived:tagged()`          what was derived from the whole site, by its value (`sitegen.resolve.derived`)
`commit:content/site.yaml`  the last commit of a file
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

# A card of a list takes 1 kB with all that it was read from. Twice so many are kept at the most.
_MOST_KEPT = 3072
Given = TypeVar("Given")
Kept = tuple[Any, frozenset[str]]
"""Something that was made, and what was read for it."""


class Reads:
    """The names that were read since the last `apart` began. One for a site, handed to all that is read.

    `kept`: what pages tell alike. Whoever uses it has read what it was made from. When it is full, it is put aside, and
    what is asked for again is taken over: as much is found again as in twice the room that is emptied when it is full.
    """

    __slots__ = ("_aside", "kept", "names")

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.kept: dict[Hashable, Kept] = {}
        self._aside: dict[Hashable, Kept] = {}

    def note(self, name: str) -> None:
        """Something was read."""
        self.names.add(name)

    def keep(self, key: Hashable, make: Callable[[], Any]) -> Kept:
        """Make something that others will ask for, unless it lies aside."""
        if len(self.kept) >= _MOST_KEPT:
            self._aside, self.kept = self.kept, {}
        found = self._aside.get(key) or self._made(make)
        self.kept[key] = found
        return found

    def _made(self, make: Callable[[], Any]) -> Kept:
        outer, self.names = self.names, set()  # as `apart`, of which 2 µs are the context
        try:
            value, read = make(), self.names
        finally:
            self.names = outer
        return value, frozenset(read)

    @contextmanager
    def apart(self, names: set[str] | None = None) -> Iterator[set[str]]:
        """What is read inside is noted in a set of its own, or in the one given, and not outside."""
        outer, self.names = self.names, set() if names is None else names
        try:
            yield self.names
        finally:
            self.names = outer

    def in_turn(self, several: Iterable[tuple[Given, set[str]]]) -> Iterator[Given]:
        """One after the other; what is read with one is noted in its own set. `apart` for each takes 2 µs."""
        outer = self.names
        try:
            for one, self.names in several:
                yield one
        finally:
            self.names = outer
