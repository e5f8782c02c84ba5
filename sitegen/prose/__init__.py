"""Markdown texts: parsed once, with slots for facts and links; filled in per page."""

from sitegen.prose.allowances import allowances
from sitegen.prose.parse import (
    FactReference,
    Flaw,
    Place,
    PlaceKind,
    Prose,
    Reference,
    fill,
    parse,
    unwrap,
)

__all__ = [
    "FactReference",
    "Flaw",
    "Place",
    "PlaceKind",
    "Prose",
    "Reference",
    "allowances",
    "fill",
    "parse",
    "unwrap",
]
