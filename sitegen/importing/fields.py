"""Fields of a project's record by their paths, as a mapping names them: `title.lv`, `funding.sources.esf.amount`."""

from __future__ import annotations

from enum import Enum, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError

from sitegen.load.decode import closest
from sitegen.models.choices import Deed, Fund, Payer
from sitegen.models.fields import (
    Amount,
    AmountOrRemainder,
    Count,
    Day,
    LanguageKey,
    LocalisedName,
    Location,
    Number,
    PlainText,
    Prose,
    Rate,
    YesNo,
)
from sitegen.models.forms import LocalisedForms
from sitegen.models.project import Indicator, Project, Source
from sitegen.urls import is_slug
from sitegen.values import dataclass

# What a list cannot give: what is written by the tool, and what is laid over a record.
_NOT_GIVEN = frozenset({"amendments", "translates"})
# Lists whose entries are named by one of their fields.
KEYS: dict[type[BaseModel], str] = {Source: "source", Indicator: "id"}


class Kind(Enum):
    """How the text of a cell is read."""

    DAY = "a day"
    AMOUNT = "an amount"
    NUMBER = "a number"
    COUNT = "a whole number"
    RATE = "a rate"
    YES_NO = "`true` or `false`"
    LOCATION = "a latitude and a longitude"
    WORD = "a word of a closed list"
    ID = "an id"
    PROSE = "a text in Markdown"
    TEXT = "a text as this field takes it"


_KINDS: tuple[tuple[Any, Kind], ...] = (
    (Day, Kind.DAY),
    (Amount, Kind.AMOUNT),
    (AmountOrRemainder, Kind.AMOUNT),
    (Number, Kind.NUMBER),
    (Count, Kind.COUNT),
    (Rate, Kind.RATE),
    (YesNo, Kind.YES_NO),
    (Location, Kind.LOCATION),
    (Prose, Kind.PROSE),
)
# Fields that hold ids, with the registry that has them and the code of one that is not in it.
REGISTRIES = {
    "programme": ("programmes", "unknown-programme"),
    "beneficiary": ("organisations", "unknown-organisation"),
    "organisation": ("organisations", "unknown-organisation"),
    "tags": ("tags", "unknown-tag"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field that takes one value, or (`is_list`) several. `steps`: its path; `adapter`: what validates it."""

    steps: tuple[str, ...]
    kind: Kind
    is_list: bool
    adapter: TypeAdapter[Any]

    @property
    def name(self) -> str:
        """The path as it is written."""
        return ".".join(self.steps)

    @property
    def registry(self) -> str:
        """The registry whose ids it takes; empty when it takes none."""
        return REGISTRIES[self.steps[-1]][0] if self.kind is Kind.ID else ""


@dataclass(frozen=True, slots=True)
class NoField:
    """A path that leads to no such field: `choices` could stand after its first `steps`. `is_open`: they must."""

    choices: tuple[str, ...]
    steps: tuple[str, ...]
    is_open: bool = False

    def near(self, path: str) -> dict[str, str]:
        """The path that was perhaps meant, as the parameter `suggestion`."""
        rest = path.split(".")[len(self.steps) :]
        near = closest(rest[0], self.choices) if rest else {}
        return {"suggestion": ".".join((*self.steps, near["suggestion"], *rest[1:]))} if near else {}


Fault = tuple[str, dict[str, str]]
"""A diagnostic's code and parameters."""


@cache
def _hints(model: type[BaseModel]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields if name not in _NOT_GIVEN}


def field_at(path: str, languages: tuple[str, ...]) -> Field | NoField:
    """The field that a path leads to."""
    steps = tuple(path.split("."))
    current: Any = Project
    for number, step in enumerate(steps):
        below = _below(current, languages)
        if below is None:
            return NoField((), steps[:number])
        choices, inner = below
        if choices and step not in choices:
            return NoField(tuple(choices), steps[:number])
        if not choices and not _is_place(current, step):
            return NoField(("0", "1"), steps[:number])
        current = inner if not isinstance(inner, dict) else inner[step]
    return _leaf(steps, current) or _open(steps, current, languages)


def _open(steps: tuple[str, ...], current: Any, languages: tuple[str, ...]) -> NoField:
    below = _below(current, languages)
    return NoField(tuple(below[0]) if below and below[0] else ("0",), steps, is_open=True)


def fields_of(type_: Any, languages: tuple[str, ...]) -> dict[str, Any]:
    """The fields, or languages, of what has some, in order, with their types; none of a list."""
    choices, inner = _below(type_, languages) or ((), {})
    return inner if isinstance(inner, dict) else dict.fromkeys(choices, inner)


def entry_type(type_: Any) -> Any:
    """What the entries of a list are, when they have fields or languages of their own; else None."""
    return _item(type_) if _is_of_maps(_bare(type_)) else None


def _is_place(current: Any, step: str) -> bool:
    if KEYS.get(_item(current)) == "id":
        return is_slug(step)
    return step.isascii() and step.isdecimal() and len(step) <= 3


def _below(current: Any, languages: tuple[str, ...]) -> tuple[tuple[str, ...], Any] | None:
    """The steps that may follow, with what they lead to; no steps where any place or id may; None where none may."""
    kind = _bare(current)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        hints = {name: hint for name, hint in _hints(kind).items() if KEYS.get(kind) != name}
        return tuple(hints), hints
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is dict:
        is_by_language = arguments[0] == LanguageKey
        return languages if is_by_language else tuple(deed.value for deed in Deed), arguments[1]
    if _is_of_maps(kind):
        payers = tuple(one.value for kinds in (Fund, Payer) for one in kinds)
        return payers if _item(current) is Source else (), arguments[0]
    return None


def _is_of_maps(kind: Any) -> bool:
    """Whether a type is a list of entries with fields or languages of their own."""
    arguments = get_args(kind)
    if get_origin(kind) is not tuple or arguments[-1] is not Ellipsis:
        return False
    inner = _bare(arguments[0])
    return get_origin(inner) is dict or (isinstance(inner, type) and issubclass(inner, BaseModel))


def _item(current: Any) -> Any:
    arguments = get_args(_bare(current))
    return arguments[0] if arguments else None


def _leaf(steps: tuple[str, ...], current: Any) -> Field | None:
    """The field, when it takes values."""
    one = _one(current)
    kind = _bare(one)
    is_whole = one in (LocalisedName, LocalisedForms)  # one text may stand for all languages
    if not is_whole and (get_origin(kind) is dict or _is_of_maps(kind) or _is_model(kind)):
        return None
    is_list = get_origin(kind) is tuple and get_args(kind)[-1] is Ellipsis
    inner = _one(get_args(kind)[0]) if is_list else one
    return Field(steps, _kind(steps, inner), is_list, TypeAdapter(current))


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _kind(steps: tuple[str, ...], inner: Any) -> Kind:
    if steps[-1] in REGISTRIES and (inner == PlainText or steps[-1] == "tags"):
        return Kind.ID
    known = next((kind for type_, kind in _KINDS if type_ == inner), None)
    words = get_args(_bare(inner)) or (_bare(inner),)
    if known is None and all(isinstance(one, type) and issubclass(one, StrEnum) for one in words):
        return Kind.WORD
    return known or Kind.TEXT


def _one(annotation: Any) -> Any:
    """The type without `None`."""
    if get_origin(annotation) in {Union, UnionType}:
        parts = [part for part in get_args(annotation) if part is not NoneType]
        return parts[0] if len(parts) == 1 else annotation
    return annotation


def _bare(annotation: Any) -> Any:
    """The type without `None` and validators."""
    one = _one(annotation)
    return _bare(get_args(one)[0]) if get_origin(one) is Annotated else one


def fault_of(field: Field, value: object, languages: tuple[str, ...]) -> Fault | None:
    """What is wrong with a value, written as a record has it; None when it would do."""
    try:
        field.adapter.validate_python(value, context={"languages": languages})
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        told = {name: str(one) for name, one in detail.get("ctx", {}).items() if name not in {"code", "at"}}
        if detail["type"] == "unknown-choice":
            told |= closest(told["value"], told["choices"].split(", "))
        return detail["type"], told
    return None
