"""Duties in words. Whether one is law or advice is said by a word of its own; the sentence says what is to be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sitegen.attribution.duties import Duty, DutyKind, State, is_requirement
from sitegen.catalogues import Catalogue, gettext_noop
from sitegen.facts import Words
from sitegen.views.duties import Hint

# A rule of 2014–2020 has an id with A, one of 2021–2027 one with B.
_TITLES: Mapping[DutyKind | tuple[DutyKind, str], str] = {
    (DutyKind.POSTER, "A"): gettext_noop("A3 poster"),
    (DutyKind.POSTER, "B"): gettext_noop("A3 poster or electronic display"),
    DutyKind.BILLBOARD: gettext_noop("Temporary billboard"),
    (DutyKind.PLAQUE, "A"): gettext_noop("Permanent plaque"),
    (DutyKind.PLAQUE, "B"): gettext_noop("Durable plaque or billboard"),
    DutyKind.INVITATION: gettext_noop("Invitation to the communication event"),
    DutyKind.EVENT: gettext_noop("Communication event"),
    DutyKind.UPDATE: gettext_noop("Update of the page"),
    DutyKind.FINAL_UPDATE: gettext_noop("Last update, with results"),
    DutyKind.CONTACT_REVIEW: gettext_noop("Review of a contact"),
    DutyKind.CONSENT_REVIEW: gettext_noop("Consent to a picture"),
    DutyKind.STATEMENT_REVIEW: gettext_noop("Review of the accessibility statement"),
    DutyKind.KEEP_DOCUMENTS: gettext_noop("Keeping of documents"),
    DutyKind.KEEP_PAGE: gettext_noop("Keeping of the page and of what was built or bought"),
}
_NOTES: Mapping[DutyKind | tuple[DutyKind, str], str] = {
    (DutyKind.POSTER, "A"): gettext_noop(
        "Put up at least one A3 poster with information about the project and the Union’s support where people see it, "
        "for example at the entrance."
    ),
    (DutyKind.POSTER, "B"): gettext_noop(
        "Put up at least one A3 poster, or an electronic display of that kind, with information about the project and "
        "the Union’s support where people see it."
    ),
    DutyKind.BILLBOARD: gettext_noop("Put up a temporary billboard at the site while the work is being done."),
    (DutyKind.PLAQUE, "B"): gettext_noop(
        "Put up a durable plaque or billboard with the EU emblem as soon as physical work starts or equipment is "
        "installed."
    ),
    DutyKind.EVENT: gettext_noop(
        "Hold a communication event, or an activity of that kind, with the Commission and the managing authority. "
        "No rule names a day; it can be held until the project’s last day."
    ),
    DutyKind.FINAL_UPDATE: gettext_noop("Tell on the page what the project has achieved."),
    DutyKind.CONTACT_REVIEW: gettext_noop(
        "Name who answers now: after that day the page no longer shows the name and the numbers."
    ),
    DutyKind.CONSENT_REVIEW: gettext_noop("Renew the consent, or take the picture down."),
    DutyKind.STATEMENT_REVIEW: gettext_noop("Review the accessibility statement at least once a year."),
    DutyKind.KEEP_DOCUMENTS: gettext_noop("Keep the supporting documents for as long as the contract says."),
}


def _invitation(words: Catalogue, count: int) -> str:
    return words.ngettext(
        "Invite the Commission and the managing authority in good time; {count} week before the event is practice.",
        "Invite the Commission and the managing authority in good time; {count} weeks before the event is practice.",
        count,
    )


def _update(words: Catalogue, count: int) -> str:
    return words.ngettext(
        "Bring the page up to date as soon as there is news, and at least every {count} month.",
        "Bring the page up to date as soon as there is news, and at least every {count} months.",
        count,
    )


def _plaque(words: Catalogue, count: int) -> str:
    return words.ngettext(
        "Put up a permanent plaque within {count} month of completion.",
        "Put up a permanent plaque within {count} months of completion.",
        count,
    )


def _documents(words: Catalogue, count: int) -> str:
    return words.ngettext(
        "Keep the supporting documents for {count} year from 31 December of the year of the last payment.",
        "Keep the supporting documents for {count} years from 31 December of the year of the last payment.",
        count,
    )


def _page(words: Catalogue, count: int) -> str:
    return words.ngettext(
        "Leave the page, and what was built or bought, in place for {count} year after the last payment.",
        "Leave the page, and what was built or bought, in place for {count} years after the last payment.",
        count,
    )


_COUNTED: Mapping[DutyKind, Callable[[Catalogue, int], str]] = {
    DutyKind.INVITATION: _invitation,
    DutyKind.UPDATE: _update,
    DutyKind.PLAQUE: _plaque,
    DutyKind.KEEP_DOCUMENTS: _documents,
    DutyKind.KEEP_PAGE: _page,
}
_KEPT = frozenset({DutyKind.KEEP_DOCUMENTS, DutyKind.KEEP_PAGE})


def title_of(duty: Duty, words: Words) -> str:
    """What is to be done, in a few words."""
    return words.catalogue.gettext(_TITLES[_key(duty, _TITLES)])


def note_of(duty: Duty, words: Words) -> str:
    """What is to be done, in a sentence or two."""
    catalogue = words.catalogue
    if duty.interval is None:
        return catalogue.gettext(_NOTES[_key(duty, _NOTES)])
    note = _COUNTED[duty.kind](catalogue, duty.interval).format(count=duty.interval)
    return f"{note} {_last_payment(duty, words)}" if duty.kind in _KEPT else note


def _key(duty: Duty, table: Mapping[DutyKind | tuple[DutyKind, str], str]) -> DutyKind | tuple[DutyKind, str]:
    by_period = (duty.kind, duty.rules[0][0] if duty.rules else "")
    return by_period if by_period in table else duty.kind


def _last_payment(duty: Duty, words: Words) -> str:
    """What the day is counted from, so that whoever knows of a later payment can tell."""
    if duty.since is not None and duty.due is not None:
        told = words.catalogue.gettext("The last payment in the record was made on {day}.")
        return told.format(day=words.formats.day(duty.since))
    return words.catalogue.gettext("The day is known once the project has ended and its last payment is in the record.")


def standing_of(duty: Duty, words: Words) -> str:
    """Whether it is a requirement, or advice."""
    catalogue = words.catalogue
    return catalogue.gettext("Requirement") if is_requirement(duty) else catalogue.gettext("Advice")


def state_name(state: State, words: Words) -> str:
    """How the duty stands, in a word or two."""
    return words.catalogue.gettext(_STATES[state])


_STATES = {
    State.OVERDUE: gettext_noop("Overdue"),
    State.SOON: gettext_noop("Due soon"),
    State.AHEAD: gettext_noop("Ahead"),
    State.OPEN: gettext_noop("No day"),
    State.DEPENDS: gettext_noop("Depends"),
    State.DONE: gettext_noop("Done"),
}


def counts_of(overdue: int, soon: int, words: Words) -> str:
    """How many are overdue, and how many are due soon."""
    ngettext = words.catalogue.ngettext
    late = ngettext("%(num)s overdue", "%(num)s overdue", overdue) % {"num": overdue}
    near = ngettext("%(num)s due within 30 days", "%(num)s due within 30 days", soon) % {"num": soon}
    return f"{late}, {near}"


def hint_of(duty: Duty, words: Words) -> Hint | None:
    """What would tell more, or is left to do in the files."""
    if not duty.missing:
        return None
    gettext, first = words.catalogue.gettext, duty.missing[0]
    if first.startswith("indicators."):
        text = gettext("The record does not state what was achieved. Indicators without a result: {count}")
        return Hint(text.format(count=len(duty.missing)), ())
    if duty.state is State.DEPENDS:
        return Hint(gettext("It depends on what the record does not state:"), duty.missing)
    if first.startswith("site."):
        return Hint(gettext(_OF_SITE[first]), (first.removeprefix("site."),))
    if first.startswith("visibility."):
        return Hint(gettext("If it was done, note the day in the record:"), duty.missing)
    return Hint(gettext("Add to the record:"), duty.missing)


_OF_SITE = {
    "site.visibility.keep_documents_years": gettext_noop("The years can be set in site.yaml:"),
    "site.accessibility": gettext_noop("site.yaml does not hold an evaluation yet:"),
}
