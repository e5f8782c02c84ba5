"""What retelling an amendment needs: its two versions, a language, and what must not be told any more."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from sitegen.facts import Words, payer_name
from sitegen.languages import NO_BREAK, Language
from sitegen.models.choices import Fund, OrganisationKind, Payer
from sitegen.models.content import Version
from sitegen.models.project import Contact
from sitegen.resolve import Project
from sitegen.views.parts import Passage, Text
from sitegen.views.writer import Localised, Writer


@dataclass(frozen=True, slots=True)
class Retelling:
    """Retells in the writer's language how `project` got from `before` to `after`.

    `withheld`: names, telephone numbers and mailboxes that must not be told. `is_data`: natural persons have no name.
    """

    writer: Writer
    project: Project
    before: Version
    after: Version
    withheld: frozenset[str]
    is_data: bool = False

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
        return replace(self, writer=replace(self.writer, language=language))

    def party(self, organisation: str) -> Text:
        """An organisation by id."""
        found = self.writer.site.content.organisations[organisation]
        if self.is_data and found.kind is OrganisationKind.PERSON:  # D-06: natural persons are not named in data
            return self.own(self.gettext("natural person"))
        return self.writer.text(found.name)

    def payer(self, source: str) -> Text:
        """A source of money by id."""
        return self.own(payer_name(Fund(source) if source in set(Fund) else Payer(source), self.words))

    def prose(self, texts: Localised, version: Version) -> Text:
        """Prose as plain text, with the facts of `version`."""
        passage = self.writer.passage(texts, self.project, version, is_inline=True)
        text = as_plain(passage)
        for value in self.withheld:
            spelt = r"\s+".join(map(re.escape, value.split()))
            text = re.sub(rf"(?<!\w){spelt}(?!\w)", self.gettext("not stated"), text)
        return Text(text, passage.language, passage.is_foreign)


def as_plain(passage: Passage) -> str:
    """What a passage says, without markup. No-break spaces stay: `striptags` alone takes them for others."""
    return str(Markup(str(passage.html).replace(NO_BREAK, "&nbsp;")).striptags())


def retelling(writer: Writer, project: Project, version: Version, is_data: bool = False) -> Retelling:
    """Retells how the version before became this one, which an amendment made."""
    before = project.file.versions[version.number - 1]
    return Retelling(writer, project, before, version, withheld(project, writer.site.day), is_data)


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
