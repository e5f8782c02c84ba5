"""Work done by a process apart while this one goes on, or by both."""

from __future__ import annotations

import marshal
import mmap
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Generic, TypeVar

Done = TypeVar("Done")
# What is written on the board that both processes see: how many pieces are taken from the front, and where those begin
# that are taken from the back.
_FRONT, _BACK = range(2)
# By how much a process gives way: it gets a tenth of the time of one that does not.
_WAY = 10


class BothEnds(Generic[Done]):
    """Pieces of work, by number: another process begins with the last at once, this one with the first when asked.

    What comes of a piece is something that `marshal` can write. A piece that both take in the same moment is done
    twice, and none is left out. `is_alone`: there is no other process. `gives_way`: it leaves the processors to others.
    """

    def __init__(self, count: int, do: Callable[[int], Done], *, is_alone: bool, gives_way: bool = False) -> None:
        self._count, self._do = count, do
        self._board = memoryview(mmap.mmap(-1, 2 * 4)).cast("I")
        self._board[_BACK] = count
        self._others = list[Done] if is_alone or not count else apart(self._backward, gives_way=gives_way)

    def __iter__(self) -> Iterator[Done]:
        """What comes of all pieces, once: of those that the other process did at the end."""
        for number in range(self._count):
            if number >= self._board[_BACK]:
                break
            self._board[_FRONT] = number + 1
            yield self._do(number)
        yield from self._others()

    def _backward(self) -> list[Done]:
        found: list[Done] = []
        for number in reversed(range(self._count)):
            if number < self._board[_FRONT]:
                break
            self._board[_BACK] = number
            found.append(self._do(number))
        return found


def apart(work: Callable[[], Done], *, gives_way: bool) -> Callable[[], Done]:
    """Begin some work in a forked process; what is returned waits for what came of it, which `marshal` can write.

    Where there are no such processes, or the work fails there, it is done here when it is asked for.
    """
    if not hasattr(os, "fork"):
        return work
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException), os.fdopen(writing, "wb") as pipe:
            if gives_way:
                os.nice(_WAY)
            done: Any = work()
            pipe.write(marshal.dumps((done,)))
        os._exit(0)
    os.close(writing)

    def finish() -> Done:
        with os.fdopen(reading, "rb") as pipe:
            data = pipe.read()
        os.waitpid(child, 0)
        if not data:
            return work()
        found: Done = marshal.loads(data)[0]
        return found

    return finish
