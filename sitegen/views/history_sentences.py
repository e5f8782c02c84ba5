"""An amendment in plain sentences, for those who read it without its page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sitegen.facts import Words
from sitegen.money import Money
from sitegen.views.history_retelling import as_plain
from sitegen.views.parts import Quantity, Text
from sitegen.views.project import Amendment, Change

# Two wordings of a whole paragraph say little one after the other.
SHORT = 200


def sentences(amendment: Amendment, words: Words) -> str:
    """The reason, then each change: `Total cost: EUR 2.00 → EUR 1.00 (−EUR 1.00).`"""
    reason = [as_plain(amendment.reason)] if amendment.reason else []
    return " ".join([*reason, *(f"{_sentence(change, words).rstrip('.')}." for change in amendment.changes)])


def _sentence(change: Change, words: Words) -> str:
    label, gettext = change.label.text, words.catalogue.gettext
    if change.is_wording and change.difference:
        return f"{label}: {change.difference}"
    was, now = _in_words(change.before, words), _in_words(change.after, words)
    if max(len(was), len(now)) > SHORT:
        return f"{label}: {gettext('new wording')}"
    if change.before == ():
        return f"{label} ({gettext('Added').lower()}): {now}"
    if change.after == ():
        return f"{label} ({gettext('Removed').lower()}): {was}"
    return f"{label}: {was} → {now}" + (f" ({change.difference})" if change.difference else "")


def _in_words(value: Money | date | Quantity | Decimal | Text | tuple[Text, ...] | None, words: Words) -> str:
    formats = words.formats
    match value:
        case None:
            return words.catalogue.gettext("not stated")
        case Money():
            return formats.money(value)
        case date():
            return formats.day(value)
        case Quantity():
            return formats.number(value.value)
        case Decimal():
            return formats.percent(value)
        case Text():
            return value.text
        case _:
            return "; ".join(one.text.rstrip(".") for one in value)
