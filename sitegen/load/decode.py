"""From a tree to a record: pydantic coerces and reports every error, each is led back to its line and column."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sitegen.diagnostics import CODES, Collector, Diagnostic, Span, problem
from sitegen.source import Mapping, Plain, Scalar, Sequence, Step, Tree, entry_at, plain

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
    folded = {choice.casefold(): choice for choice in choices}
    matches = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return {"suggestion": folded[matches[0]]} if matches and folded[matches[0]] != word else {}


def closest_path(word: str, choices: Iterable[str]) -> dict[str, str]:
    """The same for paths, of which the last part is what is misspelt."""
    names = {choice.rpartition("/")[2]: choice for choice in choices}
    name = word.rpartition("/")[2]
    near = closest(name, names)
    found = names.get(name) or names.get(near.get("suggestion", ""), "")
    return {"suggestion": found} if found and found != word else {}


def decode(model: type[Model], tree: Tree, found: Collector, languages: Iterable[str]) -> Model | None:
    """The record that `tree` holds, or None when anything in it is wrong; every error goes to `found`."""
    try:
        return model.model_validate(plain(tree), context={"languages": tuple(languages)})
    except ValidationError as error:
        found.extend(_problems(model, tree, error))
    return None


# Stands in for a required text that is wrong, so that the rest of its record can still be checked.
UNKNOWN = "\ufffc"


def salvage(
    model: type[Model], tree: Tree, found: Collector, languages: Iterable[str], spare: dict[str, Any]
) -> tuple[Model | None, frozenset[str]]:
    """The record with its faulty top-level fields taken out, and their names; `spare`: values for required ones."""
    context = {"languages": tuple(languages)}
    data = plain(tree)
    if not isinstance(data, dict):
        return decode(model, tree, found, languages), frozenset()
    try:
        return model.model_validate(data, context=context), frozenset()
    except ValidationError as error:
        found.extend(_problems(model, tree, error))
        ways = [detail["loc"] for detail in error.errors(include_url=False) if detail["loc"]]
    wrong = frozenset(str(way[0]) for way in ways)
    rest = _without(data, ways)
    wrong_as_a_whole = wrong - rest.keys()
    rest |= {name: value for name, value in spare.items() if name in wrong_as_a_whole}
    try:
        return model.model_validate(rest, context=context), wrong
    except ValidationError:
        return None, wrong


# Fields whose parts belong together: with one of them wrong, nothing can be said of the others.
_WHOLE = frozenset({"funding"})


def _without(data: dict[str, Plain], ways: list[tuple[Step, ...]]) -> dict[str, Plain]:
    """The data without what is faulty: the part of a map that is, else the whole field."""
    rest = dict(data)
    for way in ways:
        name, field = str(way[0]), rest.get(str(way[0]))
        if isinstance(field, dict) and len(way) > 1 and name not in _WHOLE:
            rest[name] = {part: value for part, value in field.items() if part != way[1]}
        else:
            rest.pop(name, None)
    return rest


# Of one record: a million unknown fields are one mistake.
_MOST_TOLD = 200


def _problems(model: type[BaseModel], tree: Tree, error: ValidationError) -> list[Diagnostic]:
    details = _without_strays(error.errors(include_url=False))[:_MOST_TOLD]
    told: list[Diagnostic] = []
    meant: set[tuple[Any, ...]] = set()
    for detail in sorted(details, key=lambda one: one["type"] == "missing"):
        loc = tuple(detail["loc"])
        code = _TYPES.get(detail["type"], detail["type"])
        if code == "missing-key":
            if loc not in meant:
                told.append(_missing(tree, loc))
        elif code == "unknown-key":
            fields = _fields_at(model, loc[:-1])
            near = closest(str(loc[-1]), fields)
            meant.add((*loc[:-1], near.get("suggestion")))
            told.append(problem(code, _key(tree, loc), key=str(loc[-1]), choices=", ".join(fields), **near))
        else:
            told.append(_value_problem(tree, loc, code, dict(detail.get("ctx", {}))))
    return told


def _without_strays(details: list[Any]) -> list[Any]:
    """An unknown key without a value is one mistake, told at the key."""
    keys = {detail["loc"][:-1] for detail in details if detail["loc"] and detail["loc"][-1] == "[key]"}
    return [detail for detail in details if detail["loc"] not in keys]


def _missing(tree: Tree, loc: tuple[Step, ...]) -> Diagnostic:
    """A field that is not there, or is there and empty."""
    above = entry_at(tree, loc[:-1])[1]
    entry = above.entry(str(loc[-1])) if isinstance(above, Mapping) else None
    if entry is not None:
        return problem("missing-key", entry.key.span, key=str(loc[-1]))
    return problem("missing-key", _head(tree, loc[:-1]), key=str(loc[-1]))


def _value_problem(tree: Tree, loc: tuple[Step, ...], code: str, context: dict[str, Any]) -> Diagnostic:
    parameters = {name: str(value) for name, value in context.items() if name not in {"code", "at"}}
    if code == "unknown-choice" and "suggestion" not in parameters:
        parameters |= closest(parameters["value"], parameters["choices"].split(", "))
    loc = (*loc, *str(context["at"]).split("/")) if "at" in context else loc
    if loc and loc[-1] == "[key]":
        value = entry_at(tree, loc[:-1])[1]
        if code == "unknown-language" and isinstance(value, Scalar) and value.is_empty:
            return problem("stray-comma", _key(tree, loc[:-1]), words=parameters["language"])
        return problem(code, _key(tree, loc[:-1]), **parameters)
    key, value = entry_at(tree, loc)
    if code == "missing-translation" and isinstance(value, Mapping):
        given = value.entry(parameters["language"])
        return problem(code, given.key.span if given else value.span, **parameters)
    if code == "empty-text" and key is not None and isinstance(value, Scalar) and value.is_empty:
        return problem(code, key.span)
    if code == "empty-text" and isinstance(value, Sequence):
        code = "empty-list"
    return problem(code if code in CODES else "not-text", value.span, **parameters)


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
