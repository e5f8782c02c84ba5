"""Where texts may stand in a value, by what its type says: worked out once per model, then only followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from sitegen.models.fields import LocalisedName, LocalisedProse, LocalisedText
from sitegen.models.forms import LocalisedForms
from sitegen.models.project import NOT_AMENDABLE, Amendment, Project
from sitegen.models.wordings import LocalisedTerm
from sitegen.source import Step
from sitegen.values import dataclass

Way = tuple[Step, ...]
"""The steps to a text in its file (in a Markdown file: in the front matter); no steps: the body of a Markdown file."""

Found = tuple[Way, object, bool]
"""A text by language, or one for all of them; where it stands, and whether it is a name."""

_LOCALISED = (LocalisedText, LocalisedProse, LocalisedName, LocalisedTerm, LocalisedForms)


@dataclass(frozen=True, slots=True)
class Kind:
    """A type in which texts may stand, worked out once: a text; or a map, list or record, in which they are.

    `part`: the type of a map's or list's parts. `model`: the record's.
    """

    is_name: bool = False
    is_list: bool = False
    part: Kind | None = None
    model: type[BaseModel] | None = None


def walk(kind: Kind, value: object, way: Way = ()) -> Iterator[Found]:
    """The texts in a value of a type: decoded, or as written where an amendment changes it."""
    if kind.part is not None:
        for step, part in _parts(value, kind.is_list):
            yield from walk(kind.part, part, (*way, step))
    elif kind.model is None:
        yield way, value, kind.is_name
    else:
        for name, inner in _fields(kind.model):
            given = _given(value, name)
            if given:
                yield from walk(inner, given, (*way, name))


def _given(value: object, name: str) -> object:
    if isinstance(value, dict):
        return value.get(name) if name not in NOT_AMENDABLE else None
    return getattr(value, name) if isinstance(value, BaseModel) else None


def _parts(value: object, is_list: bool) -> Iterable[tuple[Step, object]]:
    """The entries of a map or list; an amendment may name those of a list by their ids."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if is_list and isinstance(value, tuple | list) else ()


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, Kind], ...]:
    """The fields in which texts may stand, with their types; an amendment's changes are those of a project."""
    hints = get_type_hints(model, include_extras=True) | ({"changes": Project} if model is Amendment else {})
    kinds = ((name, _kind_of(_bare(hints[name]))) for name in model.model_fields)
    return tuple((name, kind) for name, kind in kinds if kind is not None)


def _bare(kind: Any) -> Any:
    """The type without `None`, and without validators unless they make a text of it."""
    if get_origin(kind) in {Union, UnionType}:
        return _bare(get_args(kind)[0])
    return kind.__origin__ if get_origin(kind) is Annotated and kind not in _LOCALISED else kind


def _kind_of(kind: Any) -> Kind | None:
    """What a type is to the walk; None when it holds no texts."""
    if kind in _LOCALISED:
        return Kind(is_name=kind in (LocalisedName, LocalisedTerm))
    if get_origin(kind) in {dict, tuple}:
        is_list = get_origin(kind) is tuple
        part = _kind_of(get_args(kind)[0 if is_list else 1])
        return Kind(is_list=is_list, part=part) if part else None
    return Kind(model=kind) if isinstance(kind, type) and issubclass(kind, BaseModel) else None
