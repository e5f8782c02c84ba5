"""Work done by a process apart, or by two from both ends."""

from __future__ import annotations

import os
import select
from itertools import chain

import pytest

from sitegen.memory.apart import BothEnds, apart

COUNTS = [0, 1, 2, 7, 200]


def piece(number: int) -> tuple[int, int]:
    """A piece that tells by which process it was done."""
    return number, os.getpid()


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("gives_way", [True, False])
def test_every_piece_is_done(count: int, *, gives_way: bool) -> None:
    assert {number for number, _ in BothEnds(count, piece, is_alone=False, gives_way=gives_way)} == set(range(count))


@pytest.mark.parametrize("count", COUNTS)
def test_one_process_does_them_in_order(count: int) -> None:
    assert list(BothEnds(count, piece, is_alone=True)) == [(number, os.getpid()) for number in range(count)]


def test_both_begin_from_their_own_end() -> None:
    first, last = os.pipe(), os.pipe()

    def waiting(number: int) -> tuple[int, int]:
        """The first piece ends once the last has begun, and the other way round: so one process cannot do both."""
        if number == 0:
            os.write(first[1], b"!")
            assert select.select([last[0]], [], [], 60)[0]
        if number == 19:
            os.write(last[1], b"!")
            assert select.select([first[0]], [], [], 60)[0]
        return piece(number)

    done = dict(BothEnds(20, waiting, is_alone=False))
    assert done.keys() == set(range(20))
    assert done[0] == os.getpid() != done[19]


def test_the_other_process_does_all_as_long_as_nobody_asks() -> None:
    reading, writing = os.pipe()

    def told(number: int) -> tuple[int, int]:
        if number == 0:
            os.write(writing, b"!")
        return piece(number)

    both = BothEnds(20, told, is_alone=False, gives_way=True)
    os.read(reading, 1)
    assert os.getpid() not in {process for _, process in both}


def test_what_a_process_that_ended_did_not_do_is_done_here() -> None:
    own = os.getpid()

    def deadly(number: int) -> int:
        if os.getpid() != own:
            os._exit(1)
        return number

    assert sorted(BothEnds(20, deadly, is_alone=False)) == list(range(20))
    assert apart(lambda: deadly(7), gives_way=False)() == 7


def test_what_cannot_be_written_is_done_here() -> None:
    found = chain.from_iterable(BothEnds(3, lambda number: [object(), number], is_alone=False))
    assert {one for one in found if isinstance(one, int)} == {0, 1, 2}
