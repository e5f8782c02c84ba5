"""Frozen slotted dataclasses, made without a compiler.

The standard library writes six methods of each such class as text and compiles every one: 0.6 ms a class, more than a
tenth of a second of every start for the two hundred classes of this program. Here the methods that are alike are
shared, and `__init__` is compiled once for each number of fields: 0.1 ms a class. Making a value takes less time too.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, TypeVar, cast

T = TypeVar("T")


def _value_class(*, frozen: bool = False, slots: bool = False, **more: bool) -> Callable[[type[T]], type[T]]:
    """The decorator `dataclasses.dataclass`, which is also what makes whatever is not both frozen and slotted."""

    def decorate(cls: type[T]) -> type[T]:
        is_plain = frozen and slots and not more and not any(_is_factory(value) for value in vars(cls).values())
        is_plain = is_plain and not any(_NO_FIELD in str(kind) for kind in inspect.get_annotations(cls).values())
        return _made(cls) if is_plain else dataclasses.dataclass(frozen=frozen, slots=slots, **more)(cls)

    return decorate


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _value_class


# What stands in the annotation of what is no field: `ClassVar`, `InitVar`.
_NO_FIELD = "Var["
# What a class without slots has of its own.
_OF_PLAIN = frozenset({"__dict__", "__weakref__"})


@dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)
class _Example:
    """What the library makes of a class."""

    field: int


_FIELD = dataclasses.fields(_Example)[0]._field_type  # type: ignore[attr-defined]  # by which it knows its own
_OF_EVERY = {name: vars(_Example)[name] for name in ("__dataclass_params__", "__replace__") if name in vars(_Example)}


def _is_factory(default: object) -> bool:
    return isinstance(default, dataclasses.Field)


def _slotted(cls: type) -> Any:
    """The class with slots for its fields, as the library makes it in three times the time."""
    annotated, own = inspect.get_annotations(cls), vars(cls)
    known = [vars(base).get("__dataclass_fields__", {}) for base in reversed(cls.__mro__[1:])]
    fields = {name: one for some in known for name, one in some.items()}
    slots = tuple(name for name in annotated if name not in fields)
    fields |= {name: _field(name, kind, own.get(name, dataclasses.MISSING)) for name, kind in annotated.items()}
    body = {name: value for name, value in own.items() if name not in annotated and name not in _OF_PLAIN}
    body |= {"__slots__": slots, "__dataclass_fields__": fields, "__match_args__": tuple(fields)}
    return type(cls)(cls.__name__, cls.__bases__, {**_OF_EVERY, **body})


def _field(name: str, kind: Any, default: Any) -> Any:
    made: Any = dataclasses.field(default=default)
    made.name, made.type, made._field_type, made.kw_only = name, kind, _FIELD, False
    return made


def _made(cls: type[T]) -> type[T]:
    made = _slotted(cls)
    own = vars(cls)
    for name, method in {**_SHARED, **_fitted(made)}.items():
        if name not in own:
            setattr(made, name, method)
    return cast(type[T], made)


def _fitted(cls: Any) -> dict[str, FunctionType]:
    """The methods that name the fields: written for any names, the class's own put in their place."""
    fields = dataclasses.fields(cls)
    names = {f"field{number}": field.name for number, field in enumerate(fields)}
    known = {f"set{number}": getattr(cls, field.name).__set__ for number, field in enumerate(fields)}
    defaults = tuple(field.default for field in fields if field.default is not dataclasses.MISSING)
    methods = {}
    for name, code in _written(len(fields)).items():
        parameters, read = (tuple(names.get(one, one) for one in some) for some in (code.co_varnames, code.co_names))
        own = code.replace(co_varnames=parameters, co_names=read, co_qualname=f"{cls.__qualname__}.{name}")
        methods[name] = FunctionType(own, known, name, defaults if name == "__init__" else None)
    return methods


_METHODS = """
def __init__(self{parameters}):
    {body}
def __eq__(self, other):
    if other.__class__ is not self.__class__:
        return NotImplemented
    return {of_self} == {of_other}
def __hash__(self):
    return hash({of_self})
def __reduce__(self):
    return self.__class__, {of_self}
"""


@cache  # as many as there are different numbers of fields
def _written(count: int) -> dict[str, CodeType]:
    fields = [f"field{number}" for number in range(count)]
    made: dict[str, Any] = {}
    text = _METHODS.format(
        parameters="".join(f", {field}" for field in fields),
        body="; ".join(f"set{number}(self, {field})" for number, field in enumerate(fields)) or "pass",
        of_self="(" + "".join(f"self.{field}, " for field in fields) + ")",
        of_other="(" + "".join(f"other.{field}, " for field in fields) + ")",
    )
    exec(text, made)
    return {name: method.__code__ for name, method in made.items() if isinstance(method, FunctionType)}


def _repr(self: Any) -> str:
    told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
    return f"{type(self).__qualname__}({told})"


def _refuse(self: object, name: str, *value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r}")


_SHARED: dict[str, Any] = {"__repr__": _repr, "__setattr__": _refuse, "__delattr__": _refuse}


class ShortlyTold:
    """Models told by their values: digests are made from it, and the library's own takes five times as long."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.__dict__!r})"
