"""What retelling an amendment needs: its two versions, a language, and what must not be told any more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from sitegen.facts import Words, payer_name
from sitegen.languages import NO_BREAK, Language
from sitegen.models.choices import Fund, OrganisationKind, Payer
from sitegen.models.content import Content, Version
from sitegen.models.project import Contact
from sitegen.models.project import Project as Record
from sitegen.prose import unmarked
from sitegen.resolve import Project
from sitegen.values import dataclass
from sitegen.views.parts import Passage, Text
from sitegen.views.writer import Localised, Writer


@dataclass(frozen=True, slots=True)
class Retelling:
    """Retells in the writer's language how `project` got from `before` to `after`.

    `withheld`: names, telephone numbers and mailboxes that must not be told. `unnamed`: organisations that are natural
    persons without a name here.
    """

    writer: Writer
    project: Project
    before: Version
    after: Version
    withheld: frozenset[str]
    unnamed: frozenset[str]

    @property
    def words(self) -> Words:
        """The language's words."""
        return self.writer.site.words[self.writer.language]

    def gettext(self, message: str) -> str:
        """The interface's words."""
        return self.writer.gettext(message)

    def own(self, text: str) -> Text:
        """A text in the language."""
        return self.writer.own(text)

    def speaking(self, language: Language) -> Retelling:
        """The same in another language."""
        return replace(self, writer=self.writer.speaking(language))

    def party(self, organisation: str) -> Text:
        """An organisation by id."""
        if organisation in self.unnamed:
            return self.own(self.gettext("natural person"))
        return self.writer.text(self.writer.site.content.organisations[organisation].name)

    def payer(self, source: str) -> Text:
        """A source of money by id."""
        return self.own(payer_name(Fund(source) if source in set(Fund) else Payer(source), self.words))

    def prose(self, texts: Localised, version: Version) -> Text:
        """Prose as plain text, with the facts of `version`."""
        passage = self.writer.passage(texts, self.project, version, is_inline=True)
        text = as_plain(passage)
        organisations = self.writer.site.content.organisations
        names = {name for one in self.unnamed for name in organisations[one].name.values()}
        text = replaced(text, names, self.gettext("natural person"))
        text = replaced(text, self.withheld, self.gettext("not stated"))
        return Text(text, passage.language, passage.is_foreign)


def replaced(text: str, values: Iterable[str], word: str) -> str:
    """The text with `word` in the place of each of the values, however they are spaced."""
    for value in values:
        spelt = r"\s+".join(map(re.escape, value.split()))
        text = re.sub(rf"(?<!\w){spelt}(?!\w)", word, text)
    return text


def as_plain(passage: Passage) -> str:
    """What a passage says, without markup. No-break spaces stay: `striptags` alone takes them for others."""
    return str(Markup(unmarked(passage.html).replace(NO_BREAK, "&nbsp;")).striptags())


def retelling(writer: Writer, project: Project, version: Version, is_data: bool = False) -> Retelling:
    """Retells how the version before became this one, which an amendment made."""
    before = project.file.versions[version.number - 1]
    unnamed = persons(project, writer.site.content, is_data)
    return Retelling(writer, project, before, version, withheld(project, writer.site.day), unnamed)


def persons(project: Project, content: Content, is_data: bool) -> frozenset[str]:
    """The natural persons of the record who are not named: in data all (D-06), on pages those who have left it."""
    parties = {one for version in project.file.versions for one in _parties(version.project)}
    of_people = {one for one in parties if content.organisations[one].kind is OrganisationKind.PERSON}
    return frozenset(of_people if is_data else of_people - _parties(project.record))


def _parties(record: Record) -> frozenset[str]:
    others = [one.organisation for one in record.partners] + [one.organisation for one in record.contacts]
    return frozenset({record.beneficiary, *filter(None, others)})


def withheld(project: Project, day: date) -> frozenset[str]:
    """What reached a person: names and numbers of contacts with a name or a last day, in any version of the record.

    Less those that its page shows on `day`: what has left the page must not live on in its history.
    """
    contacts = [contact for version in project.file.versions for contact in version.project.contacts]
    of_people = [contact for contact in contacts if contact.name or contact.until]
    shown = [contact for contact in project.record.contacts if contact.until is None or contact.until >= day]
    return _reached(of_people) - _reached(shown)


def reached(contact: Contact) -> tuple[str, ...]:
    """How a contact is reached: name, telephone numbers, mailbox."""
    return tuple(value for value in (contact.name, *contact.phone, contact.email) if value)


def _reached(contacts: list[Contact]) -> frozenset[str]:
    return frozenset(value for contact in contacts for value in reached(contact))
