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

from collections.abc import Iterator
from contextlib import contextmanager


class Reads:
    """The names that were read since the last `apart` began. One for a site, handed to all that is read."""

    __slots__ = ("names",)

    def __init__(self) -> None:
        self.names: set[str] = set()

    def note(self, name: str) -> None:
        """Something was read."""
        self.names.add(name)

    @contextmanager
    def apart(self) -> Iterator[set[str]]:
        """What is read inside is noted in a set of its own, and not outside."""
        outer, self.names = self.names, set()
        try:
            yield self.names
        finally:
            self.names = outer
