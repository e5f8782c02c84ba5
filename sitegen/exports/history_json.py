"""What an amendment changed, as data, for `index.json` and `data/changes.json`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sitegen.differences import (
    Difference,
    OfCount,
    OfDay,
    OfFlag,
    OfForms,
    OfMoney,
    OfPercent,
    months_moved,
)
from sitegen.languages import Language
from sitegen.models.content import Version
from sitegen.money import Money
from sitegen.resolve import Project, Site
from sitegen.views.history import worth_telling
from sitegen.views.history_labels import label
from sitegen.views.history_retelling import Retelling, retelling
from sitegen.views.history_wordings import Wording, in_words
from sitegen.views.parts import Text
from sitegen.views.writer import Writer

Json = dict[str, Any]
Tellers = Mapping[Language, Retelling]
Number = Callable[[Decimal], object]


def changes_of(site: Site, project: Project, version: Version, number: Number) -> list[Json]:
    """What the amendment that made `version` changed, in every language of the site. `number`: how counts are written.

    Natural persons are not named.
    """
    tellers = {
        language: retelling(
            Writer(site, language, site.project_path(project, language)), project, version, is_data=True
        )
        for language in site.languages
    }
    before = project.file.versions[version.number - 1]
    return [_change(tellers, found, number) for found in worth_telling(before.project, version.project)]


def _change(tellers: Tellers, found: Difference, number: Number) -> Json:
    before, after, difference = _values(tellers, found, number)
    return {
        "field": found.key,
        "label": {language: label(teller, found.key).text for language, teller in tellers.items()},
        "before": before,
        "after": after,
        "difference": difference,
        "unit": _units(found),
    }


def _values(tellers: Tellers, found: Difference, number: Number) -> tuple[object, object, object]:
    """Before, after, and by how much, as far as that can be told."""
    match found:
        case OfMoney():
            return _money(found.was), _money(found.became), _more_money(found)
        case OfDay():
            return _day(found.was), _day(found.became), _later(found)
        case OfCount():
            return _number(found.was, number), _number(found.became, number), _number(found.apart, number)
        case OfPercent():
            apart = found.became - found.was if found.was is not None and found.became is not None else None
            return _number(found.was, number), _number(found.became, number), _number(apart, number)
        case OfFlag() | OfForms():
            return found.was, found.became, None
        case _:
            readings = {language: in_words(teller, found) for language, teller in tellers.items()}
            was = {language: pair[0] for language, pair in readings.items()}
            return _by_language(was), _by_language({language: pair[1] for language, pair in readings.items()}), None


def _units(found: Difference) -> Json | None:
    """What each side of a count counts."""
    if not isinstance(found, OfCount) or not (found.was_unit or found.unit):
        return None
    return {"before": found.was_unit, "after": found.unit}


def _money(money: Money | None) -> Json | None:
    return {"amount": f"{money.amount:.2f}", "currency": money.currency} if money else None


def _more_money(found: OfMoney) -> str | None:
    if found.was is None or found.became is None or found.was.currency != found.became.currency:
        return None
    return f"{(found.became - found.was).amount:.2f}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _later(found: OfDay) -> Json | None:
    if found.was is None or found.became is None:
        return None
    return {"days": (found.became - found.was).days, "months": months_moved(found.was, found.became)}


def _number(value: Decimal | None, number: Number) -> object:
    return number(value) if value is not None else None


def _by_language(readings: Mapping[Language, Wording]) -> object:
    """A text by the languages that it has; a list as a list of such texts."""
    first = next(iter(readings.values()))
    if first is None:
        return None
    if isinstance(first, Text):
        return _text({language: one for language, one in readings.items() if isinstance(one, Text)})
    entries = {language: entry for language, entry in readings.items() if isinstance(entry, tuple)}
    return [_text({language: texts[at] for language, texts in entries.items()}) for at in range(len(first))]


def _text(texts: Mapping[Language, Text]) -> dict[str, str]:
    return {language: text.text for language, text in texts.items() if not text.is_foreign}
