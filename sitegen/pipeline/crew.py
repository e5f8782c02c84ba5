"""Work done by several processes, forked so that they share what they work on without copying it."""

from __future__ import annotations

import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from sitegen.settings import WorkerLostError

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
        """`work` done on each piece, with the tools; in order. `work` is a function of a module.

        Where there are processes they are at work from now on, while this one does something else. Raises
        `WorkerLostError` when a process was ended from outside.
        """
        if self._jobs < 2 or (len(pieces) < 2 and self._executor is None):
            return (work(self._tools, piece) for piece in pieces)
        if self._executor is None:
            import multiprocessing  # noqa: PLC0415 - 15 ms, of use only where there is more than a little to do
            from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above

            if not gc.get_freeze_count():  # in each of three crews of a build it would take 90 ms
                gc.collect()  # what loading has left behind, lest every process have it
            gc.freeze()  # what is there stays: collections in the processes would only copy pages of memory
            context = multiprocessing.get_context("fork")
            self._executor = ProcessPoolExecutor(self._jobs, context, initializer=_begin, initargs=(self._tools,))
        with _as_lost():
            return _told(self._executor.map(_do, [work] * len(pieces), pieces))

    def both(self, work: Callable[[Any, Given], Done], pieces: Sequence[Given]) -> Iterator[Done]:
        """The same for a little work: done by this process from its beginning, and by one more from its end.

        To make ready what `each` needs takes 60 ms, as long as twenty pages.
        """
        if self._jobs < 2 or len(pieces) < 2 or not hasattr(os, "fork"):
            return (work(self._tools, piece) for piece in pieces)
        return _Both(lambda piece: work(self._tools, piece), pieces).done()

    def dismiss(self) -> None:
        """End the processes.

        They are not asked to: one that was ended from outside may have held the lock that the others wait for.
        """
        if self._executor is not None:
            import multiprocessing  # noqa: PLC0415 - loaded already

            for process in multiprocessing.active_children():
                process.kill()
            self._executor.shutdown()
            self._executor = None


def _told(done: Iterator[Done]) -> Iterator[Done]:
    with _as_lost():
        yield from done


@contextmanager
def _as_lost() -> Iterator[None]:
    """A process that was ended from outside, told in our words."""
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415 - loaded already, by what the processes are made with

    try:
        yield
    except BrokenExecutor as broken:
        raise WorkerLostError from broken


class _Both:
    """Pieces of work for two processes. Each takes one more as long as there is a byte left in a pipe for it."""

    def __init__(self, work: Callable[[Given], Done], pieces: Sequence[Given]) -> None:
        self._work = work
        self._pieces = pieces
        self._left, more = os.pipe()
        os.write(more, bytes(len(pieces)))
        os.close(more)

    def done(self) -> Iterator[Any]:
        """What came of the pieces, in order."""
        reading, writing = os.pipe()
        other = os.fork()
        if other == 0:
            os.close(reading)  # so that a killed program is noticed
            self._do_the_last(writing)
        os.close(writing)
        try:
            with os.fdopen(reading, "rb") as pipe:
                own = self._taken(self._pieces)
                data = pipe.read()
        except BaseException:
            os.kill(other, signal.SIGKILL)
            raise
        finally:
            os.close(self._left)
            ended = os.waitpid(other, 0)[1]
        if os.WIFSIGNALED(ended):
            raise WorkerLostError
        rest = self._pieces[len(own) :]
        yield from own
        # What failed there fails here, too, and is told.
        yield from reversed(pickle.loads(data)) if data else map(self._work, rest)

    def _do_the_last(self, writing: int) -> None:
        """The work of the other process, and its end."""
        with suppress(BaseException), os.fdopen(writing, "wb") as pipe:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # as below
            done = self._taken(self._pieces[::-1])
            pipe.write(pickle.dumps(done, protocol=5))
        os._exit(0)

    def _taken(self, pieces: Sequence[Any]) -> list[Any]:
        done: list[Any] = []
        while os.read(self._left, 1):
            done.append(self._work(pieces[len(done)]))
        return done


_shared: list[Any] = []


def _begin(tools: Any) -> None:
    _shared[:] = [tools]
    gc.disable()  # a process lives for one build, and what it makes holds hardly a cycle
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted is the program, which dismisses its processes
    from threading import Thread  # noqa: PLC0415 - loaded already, by what the processes are made with

    Thread(target=_end_with_the_program, daemon=True).start()


def _end_with_the_program() -> None:
    """A process whose program was killed would wait for work for ever, and hold what the program held."""
    from multiprocessing import parent_process  # noqa: PLC0415 - as above

    program = parent_process()
    if program is not None:
        program.join()
        os._exit(1)


def _do(work: Callable[[Any, Given], Done], piece: Given) -> Done:
    return work(_shared[0], piece)
