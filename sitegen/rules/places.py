"""Where the places of a project lie: on the map of Latvia, and in a region that has a code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from sitegen.diagnostics import Diagnostic, problem
from sitegen.models.content import ProjectRecord, Version
from sitegen.patterns import regex
from sitegen.rules.context import Context, per_version
from sitegen.texts import record_span

# From south to north and from west to east, in degrees (WGS 84), with a little room around the outermost points of the
# country, which lie at 55.67 and 58.09 north and at 20.97 and 28.24 east.
_LATITUDES, _LONGITUDES = (Decimal("55.6"), Decimal("58.2")), (Decimal("20.8"), Decimal("28.4"))
# Regulation (EC) No 1059/2003, Article 3: the country, and one letter or digit for each of three levels.
_NUTS = regex(r"[A-Z]{2}[0-9A-Z]{0,3}")


@per_version("places")
def places_elsewhere(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A place lies in Latvia. With latitude and longitude changed over it would lie in Arabia, on no map of ours."""
    for index, place in enumerate(version.project.places):
        if place.location is None or _is_in_latvia(*place.location):
            continue
        latitude, longitude = place.location
        span = record_span(context.content, record, version.number, "places", index, "location")
        meant = {"suggestion": f"[{longitude}, {latitude}]"} if _is_in_latvia(longitude, latitude) else {}
        yield problem("place-elsewhere", span, value=f"{latitude}, {longitude}", **meant)


def _is_in_latvia(latitude: Decimal, longitude: Decimal) -> bool:
    return _LATITUDES[0] <= latitude <= _LATITUDES[1] and _LONGITUDES[0] <= longitude <= _LONGITUDES[1]


@per_version("places")
def regions_without_code(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A region is named by a code of the shape that NUTS codes have. Which of them there are changes with the years."""
    for index, place in enumerate(version.project.places):
        if place.nuts is None or _NUTS.fullmatch(place.nuts):
            continue
        span = record_span(context.content, record, version.number, "places", index, "nuts")
        code = re.sub(r"[^0-9A-Z]", "", place.nuts.upper())
        is_near = _NUTS.fullmatch(code) is not None and any(letter.isdigit() for letter in code)
        yield problem("bad-nuts", span, value=place.nuts, **({"suggestion": code} if is_near else {}))
