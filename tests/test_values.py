"""Classes of values are what the standard library makes of the same declaration, and made faster."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Nothing:
    """No field."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field whose name the generated methods use themselves, and a default."""

    other: str
    hash: tuple[int, ...] = (1,)


@dataclass(frozen=True, slots=True)
class Spot(Place):
    """Fields of two classes, and a method of its own in place of a generated one."""

    note: Place | None = None

    def __repr__(self) -> str:
        return "a spot"


@dataclass(frozen=True, slots=True)
class Gathering:
    """A default that is made anew: the standard library's own class."""

    names: dict[str, int] = dataclasses.field(default_factory=dict)


VALUES = (
    Nothing(),
    Place("a"),
    Place("a", (2, 3)),
    Place(other="b", hash=()),
    Spot("a", (1,), Place("c")),
    Gathering(),
)


def like_the_library(value: Any) -> Any:
    """The same value of a class that the standard library made of the same fields."""
    fields = [(one.name, one.type, dataclasses.field(default=one.default)) for one in dataclasses.fields(value)]
    made = dataclasses.make_dataclass(type(value).__name__, fields, frozen=True, slots=True)
    return made(*(getattr(value, one.name) for one in dataclasses.fields(value)))


@pytest.mark.parametrize("value", VALUES[:-2], ids=repr)
def test_a_value_is_written_and_hashed_as_by_the_library(value: Any) -> None:
    assert repr(like_the_library(value)) == repr(value)
    assert hash(like_the_library(value)) == hash(value)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_can_be_copied_pickled_and_replaced(value: Any) -> None:
    assert [copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value)), dataclasses.replace(value)] == [
        value
    ] * 4


def test_values_are_equal_by_class_and_fields() -> None:
    assert Place("a") == Place("a", (1,))
    assert Place("a") != Place("b")
    assert Place("a") != Spot("a")
    pair: object = ("a", (1,))
    assert Place("a") != pair


def test_a_replaced_value_differs_in_what_was_asked() -> None:
    assert dataclasses.replace(Place("a"), hash=(5,)) == Place("a", (5,))


@pytest.mark.parametrize("name", ["other", "hash", "unknown"])
def test_a_value_cannot_be_changed(name: str) -> None:
    value: Any = Place("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, name, "b")
    with pytest.raises(dataclasses.FrozenInstanceError):
        delattr(value, name)
    assert not hasattr(value, "__dict__")


@pytest.mark.parametrize("arguments", [(), ("a", (), "more")])
def test_a_value_is_made_with_its_fields_and_no_others(arguments: tuple[Any, ...]) -> None:
    make: Any = Place
    with pytest.raises(TypeError, match=r"Place\.__init__\(\)"):
        make(*arguments)
    with pytest.raises(TypeError, match="nowhere"):
        make("a", nowhere=1)


def test_a_method_of_the_class_itself_stays() -> None:
    assert repr(Spot("a")) == "a spot"


def test_the_fields_can_be_matched_by_place() -> None:
    match Place("a", (7,)):
        case Place(other, numbers):
            assert (other, numbers) == ("a", (7,))
