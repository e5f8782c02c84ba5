"""Organisations, programmes and topics by what lists call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitegen.load import World
from sitegen.load.decode import closest
from sitegen.values import dataclass

_QUOTES = dict.fromkeys(map(ord, "“”„‟\"«»‘’'"))


@dataclass(frozen=True, slots=True)
class Registry:
    """The ids of a registry, and the ids by every name that they have."""

    ids: frozenset[str]
    by_name: Mapping[str, tuple[str, ...]]


Names = Mapping[str, Registry]
"""Registries by the names of their files, without the ending."""


def name_folded(name: str) -> str:
    """A name as it is compared: without regard to case, spacing and quotation marks."""
    return " ".join(name.translate(_QUOTES).split()).casefold()


def near(text: str, registry: Registry) -> dict[str, str]:
    """The id of what was perhaps meant, as the parameter `suggestion`."""
    name = closest(name_folded(text), registry.by_name).get("suggestion", "")
    meant = registry.by_name.get(name, ())
    return {"suggestion": meant[0]} if len(meant) == 1 else {}


def names_of(world: World) -> Names:
    """What may be named."""
    programmes = world.programmes.items()
    return {
        "organisations": _registry({slug: one.name.values() for slug, one in world.organisations.items()}),
        "programmes": _registry({slug: (*one.name.values(), *filter(None, [one.cci])) for slug, one in programmes}),
        "tags": _registry({slug: names.values() for slug, names in world.tags.items()}),
    }


def _registry(names: Mapping[str, Iterable[str]]) -> Registry:
    by_name: dict[str, dict[str, None]] = {}
    for slug, some in names.items():
        for name in some:
            by_name.setdefault(name_folded(name), {})[slug] = None
    return Registry(frozenset(names), {name: tuple(slugs) for name, slugs in by_name.items()})
