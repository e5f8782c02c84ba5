"""Runs a program of ours until a step on the file system, and kills it there: `python dying.py WHERE FILE …`.

WHERE is the number of the step; or `from:NAME`, `to:NAME`: the first time that what has this name is renamed, or gets
it. Steps are what Python tells its audit hooks of: files opened to be written, folders made, links, renames, removals.
How many there were is written into the file that the environment names as STEPS, so that a test may go through all.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
from collections.abc import Iterator
from typing import Any

_STEPS = frozenset({"os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.truncate", "shutil.rmtree"})


class Death:
    """Counts the steps of this process, not of those that it forks."""

    def __init__(self, where: str) -> None:
        self.where, self.count, self.process = where, 0, os.getpid()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Called by Python before each step is made."""
        if event not in _STEPS and not (event == "open" and _is_written(arguments)):
            return
        if os.getpid() != self.process:
            return
        self.count += 1
        if self.where in {str(self.count), *_names(event, arguments)}:
            os.kill(os.getpid(), signal.SIGKILL)


def _names(event: str, arguments: tuple[Any, ...]) -> Iterator[str]:
    if event == "os.rename":
        for word, path in zip(("from", "to"), arguments, strict=False):
            yield f"{word}:{os.path.basename(os.fspath(path))}"


def _is_written(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    return bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)) or "w" in (mode or "")


def main() -> None:
    """Run the program."""
    death = Death(sys.argv[1])
    sys.addaudithook(death)
    sys.argv = sys.argv[2:]
    sys.path.insert(0, os.path.dirname(sys.argv[0]))
    end = os._exit

    def ended(status: int) -> None:
        if os.getpid() == death.process:
            _note(death.count)
        end(status)

    setattr(os, "_exit", ended)  # noqa: B010 - how a build that is done ends
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    finally:
        _note(death.count)


def _note(count: int) -> None:
    steps = os.environ.get("STEPS")
    if steps:
        with open(steps, "w", encoding="utf-8") as file:
            file.write(str(count))


if __name__ == "__main__":
    main()
