"""Who has read what, so that a change leads to what has to be made anew, without looking through everything there is.

A reader has a number; of every name that was read the numbers of its readers are remembered, four bytes each: a page is
made from fifty names, and a site of 1,000 projects holds 700,000 of such pairs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping

from sitegen.memory.state import State

_TYPE = "I"


class Readers:
    """The readers that a state remembers."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._numbers = state.table("numbers")
        self._numbered = state.table("numbered")
        self._readers = state.table("readers")

    def of(self, name: str) -> Iterator[str]:
        """Who has read something, and is still there."""
        numbers = [str(number) for number in array(_TYPE, self._readers.get(name, b""))]
        numbered = self._numbered.fetch(numbers)
        for number in numbers:
            reader = numbered.get(number)
            if reader is not None:
                yield reader

    def replace(self, names: Mapping[str, Iterable[str]]) -> None:
        """Remember these readers, with what each has read, and no others."""
        found: dict[str, array[int]] = {}
        for number, own in enumerate(names.values()):
            for name in own:
                known = found.get(name)
                if known is None:
                    known = found[name] = array(_TYPE)
                known.append(number)
        self._state.replace("readers", {name: numbers.tobytes() for name, numbers in found.items()})
        self._state.replace("numbers", {reader: number for number, reader in enumerate(names)})
        self._state.replace("numbered", {str(number): reader for number, reader in enumerate(names)})
        self._state.put("next", {"number": len(names)})

    def read(self, reader: str, names: Iterable[str], before: Iterable[str]) -> None:
        """A reader has read these names now, and has read others before."""
        new, old = set(names), set(before)
        if new == old and new:
            return
        number = self._numbers.get(reader)
        if number is None:
            number = self._state["next"].get("number", 0)
            self._state.put("next", {"number": number + 1})
            self._state.update("numbers", {reader: number})
            self._state.update("numbered", {str(number): reader})
        for name in new - old:
            self._put(name, array(_TYPE, [*self._known(name), number]))
        for name in old - new:
            self._put(name, array(_TYPE, (one for one in self._known(name) if one != number)))

    def gone(self, reader: str, before: Iterable[str]) -> None:
        """A reader is there no more."""
        self.read(reader, (), before)
        self._state.update("numbered", {}, [str(self._numbers[reader])])
        self._state.update("numbers", {}, [reader])

    def _known(self, name: str) -> array[int]:
        return array(_TYPE, self._readers.get(name, b""))

    def _put(self, name: str, numbers: array[int]) -> None:
        if numbers:
            self._state.update("readers", {name: numbers.tobytes()})
        else:
            self._state.update("readers", {}, [name])
