"""From a tree to a record: pydantic coerces and reports every error, each is led back to its line and column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sitegen.diagnostics import CODES, Collector, Diagnostic, Span, problem
from sitegen.source import Mapping, Step, Tree, entry_at, plain

Model = TypeVar("Model", bound=BaseModel)

# pydantic's own error types, and the code under which they are told.
_TYPES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "model_type": "not-a-map",
    "model_attributes_type": "not-a-map",
    "dict_type": "not-a-map",
    "tuple_type": "not-a-list",
    "list_type": "not-a-list",
    "too_short": "empty-text",
}


def closest(word: str, choices: Iterable[str]) -> dict[str, str]:
    """The parameter `suggestion` for a misspelt word, if one of the choices is near enough."""
    matches = get_close_matches(word, list(choices), n=1, cutoff=0.6)
    return {"suggestion": matches[0]} if matches else {}


def decode(model: type[Model], tree: Tree, found: Collector, languages: Sequence[str]) -> Model | None:
    """The record that `tree` holds, or None when anything in it is wrong; every error goes to `found`."""
    try:
        return model.model_validate(plain(tree), context={"languages": tuple(languages)})
    except ValidationError as error:
        found.extend(_problems(model, tree, error))
    return None


def _problems(model: type[BaseModel], tree: Tree, error: ValidationError) -> list[Diagnostic]:
    details = error.errors(include_url=False)
    told: list[Diagnostic] = []
    meant: set[tuple[Any, ...]] = set()
    for detail in sorted(details, key=lambda one: one["type"] == "missing"):
        loc = tuple(detail["loc"])
        code = _TYPES.get(detail["type"], detail["type"])
        if code == "missing-key":
            if loc not in meant:
                told.append(problem(code, _head(tree, loc[:-1]), key=str(loc[-1])))
        elif code == "unknown-key":
            fields = _fields_at(model, loc[:-1])
            near = closest(str(loc[-1]), fields)
            meant.add((*loc[:-1], near.get("suggestion")))
            told.append(problem(code, _key(tree, loc), key=str(loc[-1]), choices=", ".join(fields), **near))
        else:
            told.append(_value_problem(tree, loc, code, dict(detail.get("ctx", {}))))
    return told


def _value_problem(tree: Tree, loc: tuple[Step, ...], code: str, context: dict[str, Any]) -> Diagnostic:
    parameters = {name: str(value) for name, value in context.items() if name not in {"code", "at"}}
    if code == "unknown-choice" and "suggestion" not in parameters:
        parameters |= closest(parameters["value"], parameters["choices"].split(", "))
    if loc and loc[-1] == "[key]":
        return problem(code, _key(tree, loc[:-1]), **parameters)
    if "at" in context:
        loc = (*loc, context["at"])
    return problem(code if code in CODES else "not-text", entry_at(tree, loc)[1].span, **parameters)


def _key(tree: Tree, loc: tuple[Step, ...]) -> Span:
    key, value = entry_at(tree, loc)
    return key.span if key is not None else value.span


def _head(tree: Tree, loc: tuple[Step, ...]) -> Span:
    """Where to say that something is missing: the name of the map that lacks it, or the map's first field."""
    key, value = entry_at(tree, loc)
    if loc and isinstance(loc[-1], str) and key is not None:
        return key.span
    if isinstance(value, Mapping) and value.entries:
        return value.entries[0].key.span
    return value.span


def _fields_at(model: type[BaseModel], loc: tuple[Step, ...]) -> list[str]:
    """The fields that the model at `loc` declares."""
    current: Any = model
    for step in loc:
        if isinstance(step, str) and isinstance(current, type) and issubclass(current, BaseModel):
            current = _model_in(current.model_fields[step].annotation) if step in current.model_fields else None
    return list(current.model_fields) if isinstance(current, type) and issubclass(current, BaseModel) else []


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        inner = _model_in(part)
        if inner is not None:
            return inner
    return None
