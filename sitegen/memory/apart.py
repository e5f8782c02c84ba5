"""Work done by a process apart while this one goes on."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

Done = TypeVar("Done")


def apart(work: Callable[[], Done]) -> Callable[[], Done]:
    """Begin some work in a forked process; what is returned waits for what came of it, which `marshal` can write.

    Where there are no such processes, or the work fails there, it is done here when it is asked for.
    """
    if not hasattr(os, "fork"):
        return work
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException), os.fdopen(writing, "wb") as pipe:
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
