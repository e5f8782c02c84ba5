"""The processes of a build end with it, whatever state they are in."""

from __future__ import annotations

import multiprocessing
import os
import signal
from threading import Thread

from sitegen.pipeline.crew import Crew


def doubled(tools: int, piece: int) -> int:
    return tools * piece


def test_processes_that_answer_no_more_are_dismissed() -> None:
    crew = Crew(2, 2)
    assert list(crew.each(doubled, [1, 2, 3, 4])) == [2, 4, 6, 8]
    processes = [one.pid for one in multiprocessing.active_children() if one.pid]
    assert len(processes) == 2
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    waiting = Thread(target=crew.dismiss, daemon=True)
    waiting.start()
    waiting.join(30)
    has_ended = not waiting.is_alive()
    for one in multiprocessing.active_children():
        one.kill()
    assert has_ended
