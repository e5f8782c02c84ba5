"""Markdown texts: parsed once, with slots for facts and links; filled in per page."""

from sitegen.prose.parse import ALLOW, FactReference, Flaw, Place, PlaceKind, Prose, Reference, fill, parse, unwrap

__all__ = ["ALLOW", "FactReference", "Flaw", "Place", "PlaceKind", "Prose", "Reference", "fill", "parse", "unwrap"]
