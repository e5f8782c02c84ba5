"""What is remembered between builds: what is damaged, foreign or old is as if it were not there."""

from __future__ import annotations

import pickle
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sitegen.diagnostics import Severity, Span
from sitegen.memory.state import ForgottenError, State
from sitegen.store import Sealed, Store, forget, packed, seal_of, unpacked

VERSION = b"1"


def kept(folder: Path, entries: dict[bytes, bytes]) -> None:
    store = Store(folder, VERSION)
    assert store.keep(entries, (), "", {})
    store.close()


def sealed(name: str, parts: dict[str, bytes]) -> dict[str, Sealed]:
    return {part: (seal_of(name, part, value), value) for part, value in parts.items()}


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    kept(tmp_path, {b"a": b"one", b"b": b"two"})
    store = Store(tmp_path, VERSION)
    assert store.entries([b"a", b"b", b"c"]) == {b"a": b"one", b"b": b"two"}
    assert store.known([b"a", b"c"]) == {b"a"}


def test_what_another_version_of_the_program_kept_is_thrown_away(tmp_path: Path) -> None:
    kept(tmp_path, {b"a": b"one"})
    assert Store(tmp_path, b"2").entries([b"a"]) == {}
    assert Store(tmp_path, VERSION).entries([b"a"]) == {}


@pytest.mark.parametrize("length", [0, 1, 100, 5000])
def test_a_truncated_store_is_made_anew(tmp_path: Path, length: int) -> None:
    kept(tmp_path, {bytes([number]): bytes(500) for number in range(100)})
    file = tmp_path / "store.sqlite3"
    file.write_bytes(file.read_bytes()[:length])
    Store(tmp_path, VERSION).entries([b"\x00"])
    kept(tmp_path, {b"a": b"one"})
    assert Store(tmp_path, VERSION).entries([b"a"]) == {b"a": b"one"}


def test_an_entry_of_which_a_byte_was_changed_is_not_found(tmp_path: Path) -> None:
    kept(tmp_path, {b"a": b"one", b"b": b"two"})
    database = sqlite3.connect(tmp_path / "store.sqlite3")
    value = database.execute("SELECT value FROM entries WHERE key = ?", (b"a",)).fetchone()[0]
    with database:
        database.execute("UPDATE entries SET value = ? WHERE key = ?", (value[:-1] + b"x", b"a"))
    database.close()
    assert Store(tmp_path, VERSION).entries([b"a", b"b"]) == {b"b": b"two"}


def test_a_value_that_lies_where_another_one_should_is_not_found(tmp_path: Path) -> None:
    """A byte of an index that was changed leads to another row, which is whole by itself."""
    store = Store(tmp_path, VERSION)
    assert store.keep(
        {b"a": b"one", b"b": b"two"}, (), "way", sealed("way", {"jobs/1": b"old", "jobs/2": b"new", "outline": b"x"})
    )
    store.close()
    database = sqlite3.connect(tmp_path / "store.sqlite3")
    with database:
        for table, name, one, other in (("states", "part", "jobs/1", "jobs/2"), ("entries", "key", b"a", b"b")):
            swap = f"UPDATE {table} SET value = (SELECT value FROM {table} WHERE {name} = ?) WHERE {name} = ?"
            database.execute(swap, (one, other))
    database.close()
    store = Store(tmp_path, VERSION)
    assert {part: data for part, (_, data) in store.state("way", ["jobs/1", "jobs/2"]).items()} == {"jobs/1": b"old"}
    assert store.entries([b"a", b"b"]) == {b"a": b"one"}


def test_a_store_that_cannot_be_written_forgets(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be", encoding="utf-8")
    store = Store(tmp_path / "taken", VERSION)
    assert not store.keep({b"a": b"one"}, (), "", {})
    assert store.entries([b"a"]) == {}


def test_two_programs_may_keep_things_at_once(tmp_path: Path) -> None:
    one, other = Store(tmp_path, VERSION), Store(tmp_path, VERSION)
    assert one.keep({b"a": b"one"}, (), "state", sealed("state", {"part": b"1"}))
    assert other.keep({b"b": b"two"}, (), "state", sealed("state", {"part": b"2"}))
    assert one.entries([b"a", b"b"]) == {b"a": b"one", b"b": b"two"}
    assert one.state("state", ["part"])["part"][1] == b"2"


def test_what_no_build_uses_for_long_is_dropped(tmp_path: Path) -> None:
    kept(tmp_path, {b"useless": b"one", b"useful": b"two"})
    for _ in range(40):
        store = Store(tmp_path, VERSION)
        store.keep({}, [b"useful"], "", {})
        store.close()
    assert Store(tmp_path, VERSION).known([b"useless", b"useful"]) == {b"useful"}


def test_a_store_over_its_limit_keeps_only_what_the_last_build_used_and_becomes_small(tmp_path: Path) -> None:
    limit = 20_000_000
    large = {b"useless": bytes(30_000_000), b"useful": b"two"}
    kept(tmp_path, large)
    file = tmp_path / "store.sqlite3"
    assert file.stat().st_size > limit
    store = Store(tmp_path, VERSION, limit)
    store.keep({}, [b"useful"], "", {})
    assert store.known(large) == {b"useful"}
    store.close()
    assert file.stat().st_size < limit


def test_the_states_of_the_last_four_ways_of_building_are_kept(tmp_path: Path) -> None:
    for number in range(6):
        store = Store(tmp_path, VERSION)
        store.keep({}, (), f"way {number}", sealed(f"way {number}", {"part": b"1"}))
        store.close()
    store = Store(tmp_path, VERSION)
    assert [number for number in range(6) if store.state(f"way {number}", ["part"])] == [2, 3, 4, 5]


def test_forgetting_leaves_nothing(tmp_path: Path) -> None:
    kept(tmp_path, {b"a": b"one"})
    forget(tmp_path)
    assert Store(tmp_path, VERSION).entries([b"a"]) == {}


def test_records_and_what_they_are_made_of_can_be_packed() -> None:
    value = (Span("a.yaml", 1, 2, 3, 4), Decimal("1.50"), date(2026, 11, 22), {"a": (1, None)}, frozenset({"x"}))
    assert unpacked(packed(value)) == value


class Bomb:
    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (Path("/tmp/never"),))


def test_nothing_but_values_is_unpacked() -> None:
    with pytest.raises(pickle.UnpicklingError):
        unpacked(pickle.dumps(Bomb()))


class Given:
    """Packs itself as `getattr` of two arguments: how Python 3.11.0 to 3.11.3 pack a member of an enumeration."""

    def __init__(self, *arguments: object) -> None:
        self.arguments = arguments

    def __reduce__(self) -> tuple[object, ...]:
        return getattr, self.arguments


def test_members_of_enumerations_are_unpacked_as_every_python_packs_them() -> None:
    assert unpacked(packed(Given(Severity, "WARNING"))) is Severity.WARNING


@pytest.mark.parametrize("arguments", [(Severity, "__class__"), (Severity, "mro"), (Span, "path"), ("x", "format")])
def test_nothing_else_is_looked_up_by_its_name(arguments: tuple[object, ...]) -> None:
    with pytest.raises(pickle.UnpicklingError):
        unpacked(packed(Given(*arguments)))


def test_a_table_is_read_and_written_in_shares(tmp_path: Path) -> None:
    rows = {f"row {number}": number for number in range(500)}
    state = State(Store(tmp_path, VERSION), "way")
    state.replace("jobs", rows)
    assert state.write({}, ())
    state = State(Store(tmp_path, VERSION), "way")
    assert state.row("jobs", "row 7") == 7
    state.update("jobs", {"row 7": 8}, ["row 9"])
    assert state.write({}, ())
    state = State(Store(tmp_path, VERSION), "way")
    assert state["jobs"] == {**{name: row for name, row in rows.items() if name != "row 9"}, "row 7": 8}


def test_what_changes_after_it_was_made_ready_is_written_as_it_is_then(tmp_path: Path) -> None:
    rows = {f"row {number}": number for number in range(500)}
    state = State(Store(tmp_path, VERSION), "way")
    state.replace("jobs", rows)
    state.put("totals", {"pages": 1})
    state.seal()
    state.update("jobs", {"row 7": 8}, ["row 9"])
    state.put("totals", {"pages": 2})
    state.put("leading", {"a": "b"})
    state.seal()
    state.update("jobs", {"row 8": 9})
    assert state.write({}, ())
    state = State(Store(tmp_path, VERSION), "way")
    assert state["jobs"] == {**{name: row for name, row in rows.items() if name != "row 9"}, "row 7": 8, "row 8": 9}
    assert (state["totals"], state["leading"]) == ({"pages": 2}, {"a": "b"})


def test_rows_that_will_be_looked_up_are_read_in_one_go(tmp_path: Path) -> None:
    rows = {f"row {number}": number for number in range(500)}
    state = State(Store(tmp_path, VERSION), "way")
    state.replace("jobs", rows)
    assert state.write({}, ())
    state = State(Store(tmp_path, VERSION), "way")
    found = state.table("jobs").fetch(["row 1", "row 2", "nothing"])
    state.store.close()
    assert (found["row 1"], found["row 2"], found.get("nothing")) == (1, 2, None)


def test_what_a_run_does_not_look_into_stays_known(tmp_path: Path) -> None:
    state = State(Store(tmp_path, VERSION), "way")
    state.replace("jobs", {"row": 1})
    state.replace("links", {"row": 2})
    state.put("frame", {"digests": ()})
    assert state.write({}, ())
    state = State(Store(tmp_path, VERSION), "way")
    state.update("jobs", {"row": 3})
    state.put("frame", {"digests": ()})
    assert state.write({}, ())
    state = State(Store(tmp_path, VERSION), "way")
    assert state.has("jobs")
    assert state.has("links")
    assert not state.has("pages")
    assert (state.row("jobs", "row"), state.row("links", "row")) == (3, 2)


def test_a_table_of_which_a_share_is_lost_is_no_table(tmp_path: Path) -> None:
    state = State(Store(tmp_path, VERSION), "way")
    state.replace("jobs", {f"row {number}": number for number in range(500)})
    state.write({}, ())
    state.store.close()
    database = sqlite3.connect(tmp_path / "store.sqlite3")
    with database:
        database.execute("DELETE FROM states WHERE part = 'jobs/7'")
    database.close()
    with pytest.raises(ForgottenError):
        State(Store(tmp_path, VERSION), "way")["jobs"]


def test_a_part_that_is_whole_but_not_the_one_that_was_written_last_is_no_part(tmp_path: Path) -> None:
    """A damaged file may lead to what was written before, which its pages still hold."""
    file = tmp_path / "store.sqlite3"
    state = State(Store(tmp_path, VERSION), "way")
    state.replace("jobs", {"row": 1})
    assert state.write({}, ())
    state.store.close()
    database = sqlite3.connect(file)
    old = dict(database.execute("SELECT part, value FROM states WHERE part LIKE 'jobs/%'"))
    database.close()
    state = State(Store(tmp_path, VERSION), "way")
    state.update("jobs", {"row": 2})
    assert state.write({}, ())
    state.store.close()
    database = sqlite3.connect(file)
    with database:
        database.executemany(
            "UPDATE states SET value = ? WHERE part = ?", [(value, part) for part, value in old.items()]
        )
    database.close()
    with pytest.raises(ForgottenError):
        State(Store(tmp_path, VERSION), "way").row("jobs", "row")
    with pytest.raises(ForgottenError):
        State(Store(tmp_path, VERSION), "way")["jobs"]


def test_what_an_earlier_life_of_a_state_has_left_is_not_there(tmp_path: Path) -> None:
    state = State(Store(tmp_path, VERSION), "way")
    state.put("totals", {"pages": 1})
    assert state.write({}, ())
    state.store.close()
    database = sqlite3.connect(tmp_path / "store.sqlite3")
    with database:
        database.execute("DELETE FROM states WHERE part = 'frame'")
    database.close()
    state = State(Store(tmp_path, VERSION), "way")
    assert state["totals"] == {}
