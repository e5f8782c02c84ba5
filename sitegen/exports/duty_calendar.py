"""Duties as an iCalendar file (RFC 5545): an all-day event for each day that is still to be kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitegen.attribution.duties import State
from sitegen.facts import Words
from sitegen.views.duties import DutiesPage, DutyList, DutyRow, Hint

if TYPE_CHECKING:
    from icalendar import Alarm, Event

AHEAD = timedelta(days=14)
_TOLD = frozenset({State.OVERDUE, State.SOON, State.AHEAD})


def duty_calendar(view: DutiesPage, words: Words, base_url: str) -> bytes:
    """The calendar, in the language of `words`. The same duties on the same day are the same bytes.

    An event keeps its UID as long as its duty is the same one, so that a calendar fed again moves it.
    """
    from icalendar import Calendar  # noqa: PLC0415 - slow to load, needed by this export alone

    calendar = Calendar()
    calendar.add("prodid", f"-//sitegen//duties//{words.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", view.title.text)
    stamp = datetime.combine(view.as_of, time(), UTC)
    host = urlsplit(base_url).hostname or "localhost"
    for listed, row in _still_to_be_kept(view):
        event = _event(listed, row, words)
        event.add("uid", f"{listed.slug or 'site'}-{row.key}@{host}")
        event.add("dtstamp", stamp)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _still_to_be_kept(view: DutiesPage) -> Iterator[tuple[DutyList, DutyRow]]:
    for listed in view.lists:
        for row in listed.rows:
            if row.due is not None and row.state in _TOLD:
                yield listed, row


def _event(listed: DutyList, row: DutyRow, words: Words) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as above

    about = f": {row.subject.text}" if row.subject else ""
    summary = f"{row.title}{about} – {listed.title.text}"
    event = Event()
    event.add("summary", summary)
    event.add("dtstart", row.due)
    event.add("description", "\n".join(_description(listed, row, words)))
    event.add("transp", "TRANSPARENT")
    if listed.href:
        event.add("url", listed.href)
    event.add_component(_alarm(summary))
    return event


def _description(listed: DutyList, row: DutyRow, words: Words) -> Iterator[str]:
    yield f"{row.standing}: {row.note}"
    if row.hint is not None:
        yield hint_line(row.hint)
    if row.rules:
        yield f"{words.catalogue.gettext('Rests on')}: {', '.join(row.rules)}"
    if listed.number:
        yield listed.number


def hint_line(hint: Hint) -> str:
    """A hint as one line of text."""
    return f"{hint.text} {', '.join(hint.fields)}".rstrip()


def _alarm(summary: str) -> Alarm:
    from icalendar import Alarm  # noqa: PLC0415 - as above

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -AHEAD)
    return alarm
