"""Markdown texts: parsed once, with slots for facts and links; filled in per page."""

from sitegen.prose.allowances import allowances
from sitegen.prose.filling import fill, foreign_words, renamed, unmarked, unwrap
from sitegen.prose.parse import parse
from sitegen.prose.values import FactReference, Filling, Flaw, Place, PlaceKind, Prose, Reference

__all__ = [
    "FactReference",
    "Filling",
    "Flaw",
    "Place",
    "PlaceKind",
    "Prose",
    "Reference",
    "allowances",
    "fill",
    "foreign_words",
    "parse",
    "renamed",
    "unmarked",
    "unwrap",
]
