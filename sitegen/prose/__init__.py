"""Markdown texts: parsed once, with slots for facts and links; filled in per page."""

from sitegen.prose.allowances import allowances
from sitegen.prose.filling import fill, renamed, unwrap
from sitegen.prose.parse import parse
from sitegen.prose.values import FactReference, Flaw, Place, PlaceKind, Prose, Reference

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
    "renamed",
    "unwrap",
]
