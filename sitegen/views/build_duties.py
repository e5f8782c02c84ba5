"""From duties to their lists, in the words of a language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from sitegen.attribution.duties import Duty, State, duties
from sitegen.facts import Words
from sitegen.languages import Language
from sitegen.models.content import Content
from sitegen.models.fields import in_language
from sitegen.models.project import Project
from sitegen.plan import Page
from sitegen.resolve import Site
from sitegen.views.duties import DutiesPage, DutyList, DutyRow
from sitegen.views.duty_words import hint_of, note_of, standing_of, state_name, title_of
from sitegen.views.parts import Text
from sitegen.views.writer import Writer

Address = Callable[[str], str]
"""From a project's slug (the site's is empty) to the address of its page; empty where it has none."""


def duties_page(site: Site, page: Page) -> DutiesPage:
    """The page of the site: the duties of what is published."""
    writer = Writer(site, page.language, page.path)

    def address(slug: str) -> str:
        return writer.href(site.project_path(site.projects[slug], page.language)) if slug else ""

    records = (project.file for project in site.projects.values())
    found = duties(replace(site.content, projects=tuple(records)), site.day)
    return duties_view(site.content, found, site.day, site.words[page.language], address)


def duties_view(content: Content, found: Sequence[Duty], day: date, words: Words, address: Address) -> DutiesPage:
    """The duties by project, as they stand in `found`."""
    builder = _Builder(content, words, day)
    states = [duty.state for duty in found]
    return DutiesPage(
        title=builder.own(words.catalogue.gettext("Duties beside the page")),
        as_of=day,
        overdue=states.count(State.OVERDUE),
        soon=states.count(State.SOON),
        lists=tuple(builder.lists(found, address)),
    )


class _Builder:
    def __init__(self, content: Content, words: Words, day: date) -> None:
        self._content = content
        self._words = words
        self._day = day

    def own(self, text: str) -> Text:
        return Text(text, self._words.language)

    def lists(self, found: Sequence[Duty], address: Address) -> Iterator[DutyList]:
        for slug, own in groupby(found, key=lambda duty: duty.project):
            record = self._content.index.projects[slug].in_force(self._day).project if slug else None
            yield DutyList(
                slug=slug,
                title=self._text(record.title if record else self._content.site.title),
                number=record.number if record else "",
                href=address(slug),
                rows=tuple(self._row(duty, record) for duty in own),
            )

    def _row(self, duty: Duty, record: Project | None) -> DutyRow:
        index = duty.subject.rpartition(".")[2]
        return DutyRow(
            key=f"{duty.kind}-{index}" if index else duty.kind.value,
            state=duty.state,
            state_name=state_name(duty.state, self._words),
            title=title_of(duty, self._words),
            subject=self._subject(duty, record),
            standing=standing_of(duty, self._words),
            note=note_of(duty, self._words),
            hint=hint_of(duty, self._words),
            since=duty.since,
            due=duty.due,
            done=duty.done,
            rules=duty.rules,
        )

    def _subject(self, duty: Duty, record: Project | None) -> Text | None:
        """The contact's role, or what the picture shows."""
        part, _, index = duty.subject.partition(".")
        if record is None or not index:
            return None
        number = int(index)
        return self._text(record.contacts[number].role if part == "contacts" else record.images[number].alt)

    def _text(self, texts: dict[str, str]) -> Text:
        text, spoken = in_language(texts, self._words.language, self._content.primary)
        return Text(text, Language(spoken), spoken != self._words.language)
