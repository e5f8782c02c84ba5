"""The words of the history: what each field is called, and what its choices and identifiers stand for."""

from __future__ import annotations

from sitegen.catalogues import gettext_noop
from sitegen.differences import by_id
from sitegen.l10n.terms import term
from sitegen.models.choices import FundingForm, Kind, Status
from sitegen.models.project import Indicator
from sitegen.views.history_retelling import Retelling
from sitegen.views.parts import Text

LABELS = {
    "funding.total": gettext_noop("Total cost"),
    "funding.currency": gettext_noop("Currency"),
    "funding.form": gettext_noop("The Union’s part"),
    "funding.sources": gettext_noop("Who pays"),
    "funding.payments": gettext_noop("Payments"),
    "dates.contract": gettext_noop("Contract signed"),
    "dates.start": gettext_noop("Start of the project"),
    "dates.end": gettext_noop("End of the project"),
    "indicators": gettext_noop("Results"),
    "number": gettext_noop("Project number"),
    "title": gettext_noop("Title"),
    "status": gettext_noop("Status"),
    "beneficiary": gettext_noop("Beneficiary"),
    "programme": gettext_noop("Programme"),
    "fund": gettext_noop("Funds"),
    "measure": gettext_noop("Measure"),
    "call": gettext_noop("Call"),
    "kind": gettext_noop("Kind of project"),
    "strategic_importance": gettext_noop("Operation of strategic importance"),
    "intervention": gettext_noop("Type of intervention"),
    "summary": gettext_noop("Summary"),
    "easy_read": gettext_noop("Easy to read"),
    "goal": gettext_noop("Goal"),
    "activities": gettext_noop("Activities"),
    "partners": gettext_noop("Partners"),
    "places": gettext_noop("Places"),
    "legal_basis": gettext_noop("Legal basis"),
    "contacts": gettext_noop("Contacts"),
    "links": gettext_noop("Links"),
    "documents": gettext_noop("Documents"),
    "images": gettext_noop("Pictures"),
    "tags": gettext_noop("Topics"),
}
# What of an indicator or a source of money is meant, beside its name. Its target or amount is what the name says.
_LEAVES = {
    "rate": gettext_noop("rate"),
    "achieved": gettext_noop("achieved"),
    "as_of": gettext_noop("day of the count"),
    "unit": gettext_noop("unit"),
    "part_of": gettext_noop("part of"),
    "adds_up": gettext_noop("sum of its parts"),
}


def label(retelling: Retelling, key: str) -> Text:
    """What the field is called."""
    match key.split("."):
        case ["indicators", _, "label"]:
            return retelling.own(retelling.gettext("Result"))
        case ["indicators", identifier, leaf]:
            return _of_leaf(retelling, retelling.writer.text(_indicator(retelling, identifier).label), leaf)
        case ["funding", "sources", source, leaf]:
            return _of_leaf(retelling, retelling.payer(source), leaf)
        case _:
            return retelling.own(retelling.gettext(LABELS[key]))


def _of_leaf(retelling: Retelling, name: Text, leaf: str) -> Text:
    if leaf not in _LEAVES:
        return name
    meant = retelling.speaking(name.language).gettext(_LEAVES[leaf])
    return Text(f"{name.text} ({meant})", name.language, name.is_foreign)


def word(retelling: Retelling, key: str, value: str) -> Text:
    """What a choice, a code or an identifier stands for."""
    catalogue = retelling.words.catalogue
    match key.split("."):
        case ["status"]:
            return retelling.own(term(Status(value), catalogue))
        case ["kind"]:
            return retelling.own(term(Kind(value), catalogue))
        case ["funding", "form"]:
            return retelling.own(term(FundingForm(value), catalogue))
        case ["beneficiary"]:
            return retelling.party(value)
        case ["programme"]:
            return retelling.writer.text(retelling.writer.site.content.programmes[value].name)
        case ["fund"] | ["funding", "sources"]:
            return retelling.payer(value)
        case ["tags"]:
            return retelling.writer.text(retelling.writer.site.content.tags[value])
        case ["indicators", *_]:
            return retelling.writer.text(_indicator(retelling, value).label)
        case _:
            return retelling.own(value)


def _indicator(retelling: Retelling, identifier: str) -> Indicator:
    """The indicator as it is, else as it was."""
    known = {**by_id(retelling.before.project.indicators), **by_id(retelling.after.project.indicators)}
    return known[identifier]
