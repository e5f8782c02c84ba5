"""Work done by several processes, forked so that they share what they work on without copying it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor

Given = TypeVar("Given")
Done = TypeVar("Done")


class Crew:
    """Processes that share `tools`. With one process, or too little to do, the work is done in this one."""

    def __init__(self, tools: Any, jobs: int) -> None:
        self._tools = tools
        self._jobs = jobs
        self._executor: Executor | None = None

    def each(self, work: Callable[[Any, Given], Done], pieces: Sequence[Given]) -> Iterator[Done]:
        """`work` done on each piece, with the tools; in order. `work` is a function of a module."""
        if self._jobs < 2 or (len(pieces) < 2 and self._executor is None):
            yield from (work(self._tools, piece) for piece in pieces)
            return
        if self._executor is None:
            import multiprocessing  # noqa: PLC0415 - 15 ms, of use only where there is more than a little to do
            from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above

            gc.freeze()  # what is there stays: collections in the processes would only copy pages of memory
            context = multiprocessing.get_context("fork")
            self._executor = ProcessPoolExecutor(self._jobs, context, initializer=_begin, initargs=(self._tools,))
        yield from self._executor.map(_do, [work] * len(pieces), pieces)

    def dismiss(self) -> None:
        """End the processes."""
        if self._executor is not None:
            self._executor.shutdown()
            self._executor = None
            gc.unfreeze()


_shared: list[Any] = []


def _begin(tools: Any) -> None:
    _shared[:] = [tools]
    gc.disable()  # a process lives for one build, and what it makes holds hardly a cycle


def _do(work: Callable[[Any, Given], Done], piece: Given) -> Done:
    return work(_shared[0], piece)
