"""An amendment in plain sentences, for those who read it without its page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sitegen.facts import Words
from sitegen.languages import NO_BREAK
from sitegen.models.project import TitledSource
from sitegen.money import Money
from sitegen.views.history_retelling import as_plain
from sitegen.views.parts import Quantity, Text
from sitegen.views.project import Amendment, Change
from sitegen.views.writer import Writer

# Two wordings of a whole paragraph say little one after the other.
SHORT = 200


def why(writer: Writer, amendment: Amendment, source: TitledSource | None) -> Text | None:
    """The reason and the source, in the reason's language; a title of another language with the name of that one."""
    reason = amendment.reason
    told = [as_plain(reason)] if reason else []
    if source is not None:
        language = reason.language if reason else writer.text(source.title).language
        told.append(_source(writer.speaking(language), source))
        return Text(" ".join(told), language, language != writer.language)
    return Text(told[0], reason.language, reason.is_foreign) if reason else None


def _source(writer: Writer, source: TitledSource) -> str:
    title = writer.text(source.title)
    mark = f" ({writer.site.words[writer.language].in_language(title.language)})" if title.is_foreign else ""
    address = f", {source.url}" if source.url else ""
    return f"{writer.gettext('Source:')} {title.text}{mark}{address}"


def sentences(amendment: Amendment, words: Words) -> str:
    """Each change: `Total cost: EUR 2.00 → EUR 1.00 (−EUR 1.00).`"""
    return " ".join(f"{_sentence(change, words).rstrip('.')}." for change in amendment.changes)


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
            number = formats.number(value.value)
            return f"{number}{NO_BREAK}{value.noun.text}" if value.noun else number
        case Decimal():
            return formats.percent(value)
        case Text():
            return value.text
        case _:
            return "; ".join(one.text.rstrip(".") for one in value)
