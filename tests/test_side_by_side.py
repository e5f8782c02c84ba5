"""Records that are read and checked side by side come out as they do alone, each with what was read for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.memory.start import Start
from sitegen.pipeline import library
from sitegen.pipeline.checking import SITE, Checker, Checkup
from sitegen.pipeline.library import AT_ONCE, Library, parse_units
from sitegen.pipeline.looking_up import words_of
from sitegen.pipeline.stock import Stock, take_stock
from sitegen.reading import Reads
from sitegen.settings import Settings
from tests.conftest import DAY, ROOT

SETTINGS = Settings(ROOT / "content", Path("public"), DAY, jobs=1)


@pytest.fixture
def stock() -> Stock:
    """The project's own content, as it is read."""
    start = Start(SETTINGS, is_published=False)
    return take_stock(start.settings, start.around, start.state)


def parsed(known: Library, some: list[str]) -> dict[str, library.Parsed]:
    units = [known.units[unit] for unit in some]
    return {one.id: one for one in parse_units(known.base, known.folder, units, known.files, known.day)}


def test_records_read_side_by_side_are_those_read_alone(stock: Stock) -> None:
    some = list(stock.library.units)[: AT_ONCE + 1]
    alone = {unit: parsed(stock.library, [unit])[unit] for unit in some}
    assert len(some) > 2
    assert parsed(stock.library, some) == alone


def test_records_checked_side_by_side_tell_and_read_what_they_do_alone(stock: Stock) -> None:
    checker = Checker.of(stock.library, words_of(SETTINGS, stock.library.base.languages), stock.outline)
    some = [*list(stock.rows)[: AT_ONCE + 1], SITE]

    def checked(units: list[str]) -> dict[str, Checkup]:
        return {one.id: one for one in checker.check(units)}

    checked(some)  # what is made once for all records is there then
    together = checked(some)
    assert together == {unit: checked([unit])[unit] for unit in some}
    assert all(f"unit:{unit}" in together[unit].reads for unit in some if unit != SITE)
    news = [unit for unit in some if unit.startswith("news/")]
    assert any(name.startswith("unit:projects/") for unit in news for name in together[unit].reads)


def test_what_is_read_with_each_in_turn_is_noted_with_it_alone() -> None:
    reads, own = Reads(), {"a": set[str](), "b": set[str]()}
    reads.note("before")
    for name in reads.in_turn(own.items()):
        reads.note(f"of {name}")
    reads.note("after")
    assert own == {"a": {"of a"}, "b": {"of b"}}
    assert reads.names == {"before", "after"}
