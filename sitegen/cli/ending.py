"""The end of a run that leaves nothing to be put in order."""

from __future__ import annotations


class Finished(SystemExit):
    """A build or a check has come to its end, with this exit code."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status
