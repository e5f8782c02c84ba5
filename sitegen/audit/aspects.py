"""Which aspects of the simplified evaluation (C-07) an audit can see, and by which faults. The rest is for people."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.audit.finding import Group
from sitegen.models.choices import Aspect

IN_BYTES: dict[Aspect, tuple[str, ...]] = {
    Aspect.STRUCTURE: ("page-structure", "page-without-language", "place-repeated"),
    Aspect.FORMS: ("control-without-label",),
    Aspect.ALTERNATIVES: ("image-without-alternative", "emblem-read-twice"),
    Aspect.HEADINGS: ("page-headings", "page-heading-skipped"),
    Aspect.TITLES: ("page-without-title",),
    Aspect.MOTION: ("media-moves",),
}
ON_SCREENS: dict[Aspect, tuple[str, ...]] = {Aspect.ZOOM: ("sideways-scroll", "page-viewport")}


def aspects_of(groups: Iterable[Group], is_seen: bool) -> dict[Aspect, int]:
    """On how many pages there is a problem, by aspect. `is_seen`: whether a browser has looked."""
    looked_at = {**IN_BYTES, **(ON_SCREENS if is_seen else {})}
    known = list(groups)
    return {
        aspect: len({span.path for group in known if group.code in looked_at[aspect] for span in group.places})
        for aspect in Aspect
        if aspect in looked_at
    }
