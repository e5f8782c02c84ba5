"""A little work, shared out between two processes."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

import pytest

from sitegen.pipeline.crew import Crew
from sitegen.settings import WorkerLostError


def _doubled(tools: Any, piece: int) -> tuple[int, int]:
    time.sleep(0.01)
    return tools * piece, os.getpid()


def _failing(tools: Any, piece: int) -> int:
    if piece == tools:
        raise LookupError(piece)
    return piece


def _ended(tools: Any, piece: int) -> int:
    if os.getpid() != tools:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return piece


def test_two_processes_share_a_little_work_and_what_comes_of_it_is_in_order() -> None:
    done = list(Crew(2, 2).both(_doubled, range(40)))
    assert [made for made, _ in done] == [2 * piece for piece in range(40)]
    assert len({process for _, process in done}) == 2
    assert {process for _, process in Crew(2, 1).both(_doubled, range(3))} == {os.getpid()}


@pytest.mark.parametrize("piece", [0, 19])
def test_what_fails_in_either_process_fails_here(piece: int) -> None:
    with pytest.raises(LookupError):
        list(Crew(piece, 2).both(_failing, range(20)))


def test_a_process_that_is_ended_from_outside_is_told() -> None:
    with pytest.raises(WorkerLostError):
        list(Crew(os.getpid(), 2).both(_ended, range(20)))
