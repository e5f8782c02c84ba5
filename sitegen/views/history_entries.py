"""Entries of lists in the history: told by their names, and where names do not tell them apart, by what does."""

from __future__ import annotations

from sitegen.catalogues import gettext_noop
from sitegen.differences import Entry, OfEntries
from sitegen.languages import NO_BREAK, Language
from sitegen.models.content import Version
from sitegen.models.project import (
    Contact,
    Document,
    Image,
    Partner,
    Payment,
    Place,
    TitledLink,
    TitledSource,
)
from sitegen.money import Money
from sitegen.values import dataclass
from sitegen.views.history_retelling import Retelling, reached
from sitegen.views.parts import Text

Texts = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """An entry: its name, and its details, each at its place; empty where there is none."""

    name: Text
    details: tuple[str, ...] = ()


def entries_in_words(retelling: Retelling, found: OfEntries) -> tuple[Texts, Texts]:
    """The entries that went and those that came; in the primary language where they have no other."""
    before, after = retelling.before, retelling.after
    every = [_told(retelling, entry, before) for entry in found.was]
    every += [_told(retelling, entry, after) for entry in found.became]
    gone = tuple(_in_words(_told(retelling, entry, before), every) for entry in found.gone)
    come = tuple(_in_words(_told(retelling, entry, after), every) for entry in found.come)
    if gone == come:  # nothing to be seen at all: the whole list has a word of its own for that
        return gone, come
    alike = {*gone} & {*come}
    return _explained(retelling, gone, alike), _explained(retelling, come, alike)


def _explained(retelling: Retelling, entries: Texts, alike: set[Text]) -> Texts:
    """Entries among others, with a word where one reads the same before and after."""
    return tuple(_with_note(retelling, one) if one in alike else one for one in entries)


def _with_note(retelling: Retelling, entry: Text) -> Text:
    note = retelling.speaking(entry.language).gettext("only details that are not shown here have changed")
    return Text(f"{entry.text} ({note})", entry.language, entry.is_foreign)


def _in_words(one: _Told, every: list[_Told]) -> Text:
    """The name, and those details in which an entry of the same name is another."""
    namesakes = [other.details for other in every if other.name == one.name]
    apart = [text for at, text in enumerate(one.details) if text and any(other[at] != text for other in namesakes)]
    text = f"{one.name.text} ({'; '.join(apart)})" if apart else one.name.text
    return Text(text, one.name.language, one.name.is_foreign)


def _told(retelling: Retelling, entry: Entry, version: Version) -> _Told:
    """The entry in the language, or, with all its words, in the one that it has."""
    told = _described(retelling, entry, version)
    spoken = told.name.language
    if spoken == retelling.writer.language:
        return told
    other = _described(retelling.speaking(spoken), entry, version)
    return _Told(Text(other.name.text, spoken, is_foreign=True), other.details)


def _described(retelling: Retelling, entry: Entry, version: Version) -> _Told:
    writer = retelling.writer
    match entry:
        case Partner():
            return _partner(retelling, entry)
        case Place():
            return _place(retelling, entry)
        case Contact():
            return _contact(retelling, entry)
        case TitledLink() | TitledSource():
            return _Told(writer.text(entry.title), (entry.url or "",))
        case Document():
            language = retelling.words.formats.language_name(Language(entry.language)) if entry.language else ""
            return _Told(writer.text(entry.title), (_file(entry.file), language))
        case Image():
            caption = writer.maybe(entry.caption)
            return _Told(writer.text(entry.alt), (_file(entry.file), caption.text if caption else ""))
        case Payment():
            return _Told(retelling.own(_payment(retelling, entry, version)))
        case _:
            return _Told(retelling.prose(entry, version))


def _partner(retelling: Retelling, partner: Partner) -> _Told:
    writer, formats = retelling.writer, retelling.words.formats
    role = writer.maybe(partner.role)
    details = role.text if role else ""
    count = formats.number(partner.count) if partner.count is not None else ""
    if partner.organisation:
        return _Told(retelling.party(partner.organisation), (details, count))
    if partner.kind:
        noun = writer.noun(partner.count if partner.count is not None else 2, partner.kind)
        name = f"{count}{NO_BREAK}{noun.text}" if count else noun.text
        return _Told(Text(name, noun.language, noun.is_foreign), (details, count))
    return _Told(writer.partners(partner.count), (details, count))


def _place(retelling: Retelling, place: Place) -> _Told:
    formats, gettext = retelling.words.formats, retelling.gettext
    capacity, where = "", ""
    if place.capacity is not None:
        capacity = f"{gettext('Capacity:')} {formats.number(place.capacity)}"
    if place.location is not None:
        latitude, longitude = (f"{part.normalize():f}" for part in place.location)
        where = gettext("Coordinates: %(latitude)s, %(longitude)s") % {"latitude": latitude, "longitude": longitude}
    return _Told(retelling.writer.text(place.name), (place.address or "", where, place.nuts or "", capacity))


def _contact(retelling: Retelling, contact: Contact) -> _Told:
    """A contact. What must not be told any more leaves only a word that there was something."""
    told = [value for value in reached(contact) if value not in retelling.withheld]
    told += map(retelling.gettext, _hidden(contact, retelling.withheld))
    organisation = retelling.party(contact.organisation).text if contact.organisation else ""
    return _Told(retelling.writer.text(contact.role), (organisation, ", ".join(told)))


def _hidden(contact: Contact, withheld: frozenset[str]) -> list[str]:
    """What of a contact is not told, in messages: its name, or how it is reached."""
    numbers = {value for value in (*contact.phone, contact.email) if value}
    has_hidden, is_shown = numbers & withheld, numbers - withheld
    is_unnamed = contact.name in withheld
    if is_unnamed and has_hidden and not is_shown:
        return [gettext_noop("name and numbers are not shown")]
    found = [gettext_noop("name is not shown")] if is_unnamed else []
    if has_hidden and is_shown:
        found.append(gettext_noop("other contact details are not shown"))
    elif has_hidden:
        found.append(gettext_noop("contact details are not shown"))
    return found


def _payment(retelling: Retelling, payment: Payment, version: Version) -> str:
    formats = retelling.words.formats
    money = formats.money(Money(payment.amount, version.project.funding.currency))
    return f"{formats.day(payment.date)}, {retelling.payer(payment.source).text}: {money}"


def _file(path: str) -> str:
    return path.rpartition("/")[2]
