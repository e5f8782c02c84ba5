"""The columns of the list of operations: what each is called, holds and rests on. Documented in docs/operations.md."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from sitegen.catalogues import Catalogue
from sitegen.languages import Language
from sitegen.values import dataclass


class Form(StrEnum):
    """What the values of a column are; of `list`, texts, and of `list of points`, pairs of latitude and longitude."""

    TEXT = "text"
    LIST = "list"
    POINTS = "list of points"
    DAY = "day"
    AMOUNT = "amount"
    PERCENT = "percent"
    YES_NO = "yes-no"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `name`: its heading; `about`: the same without the language of what stands in it, if it has one.

    `article`: the point of Article 49(3) of Regulation (EU) 2021/1060 that asks for it; empty where none does.
    """

    name: str
    about: str
    form: Form
    language: Language | None
    article: str


# Name, form, whether there is one for each language, the point of Article 49(3) of Regulation (EU) 2021/1060. The code
# is asked for by its first subparagraph. What only Regulation (EU) No 1303/2013, Annex XII, section 1, asks for, or
# nobody, has no point.
_COLUMNS = (
    ("code", Form.TEXT, False, "49(3)"),
    ("id", Form.TEXT, False, ""),
    ("name", Form.TEXT, True, "49(3)(d)"),
    ("beneficiary", Form.TEXT, True, "49(3)(a)"),
    ("beneficiary_is_person", Form.YES_NO, False, ""),
    ("summary", Form.TEXT, True, "49(3)(e)"),
    ("goal", Form.TEXT, True, "49(3)(e)"),
    ("achievements", Form.LIST, True, "49(3)(e)"),
    ("start", Form.DAY, False, "49(3)(f)"),
    ("end", Form.DAY, False, "49(3)(g)"),
    ("status", Form.TEXT, False, ""),
    ("total_cost", Form.AMOUNT, False, "49(3)(h)"),
    ("union_contribution", Form.AMOUNT, False, ""),
    ("currency", Form.TEXT, False, ""),
    ("cofinancing_rate", Form.PERCENT, False, "49(3)(k)"),
    ("fund", Form.LIST, False, "49(3)(i)"),
    ("fund_name", Form.LIST, True, "49(3)(i)"),
    ("programme_cci", Form.TEXT, False, ""),
    ("programme", Form.TEXT, True, ""),
    ("period", Form.TEXT, False, ""),
    ("objective_code", Form.TEXT, False, "49(3)(j)"),
    ("objective", Form.TEXT, True, "49(3)(j)"),
    ("place", Form.LIST, True, "49(3)(l)"),
    ("nuts", Form.LIST, False, "49(3)(l)"),
    ("coordinates", Form.POINTS, False, "49(3)(l)"),
    ("country", Form.LIST, False, "49(3)(l)"),
    ("intervention", Form.TEXT, False, "49(3)(n)"),
    ("url", Form.ADDRESS, True, ""),
    ("updated", Form.DAY, False, ""),
    ("list_updated", Form.DAY, False, ""),
)


@cache
def columns(languages: tuple[Language, ...]) -> tuple[Column, ...]:
    """The columns of a list in these languages, in order: what is told by language stands once for each."""
    return tuple(
        Column(f"{about}_{language}" if language else about, about, form, language, article)
        for about, form, is_localised, article in _COLUMNS
        for language in (languages if is_localised else (None,))
    )


def titles(words: Catalogue) -> Mapping[str, str]:
    """What columns are called for people, by what they are about."""
    return {
        "code": words.gettext("Code of the operation"),
        "id": words.gettext("Name of the record"),
        "name": words.gettext("Name of the operation"),
        "beneficiary": words.gettext("Beneficiary"),
        "beneficiary_is_person": words.gettext("The beneficiary is a natural person"),
        "summary": words.gettext("Summary"),
        "goal": words.gettext("Goal"),
        "achievements": words.gettext("Expected and actual achievements"),
        "start": words.gettext("Start"),
        "end": words.gettext("End"),
        "status": words.gettext("Status"),
        "total_cost": words.gettext("Total cost"),
        "union_contribution": words.gettext("EU contribution"),
        "currency": words.gettext("Currency"),
        "cofinancing_rate": words.gettext("EU co-financing rate"),
        "fund": words.gettext("Code of the fund"),
        "fund_name": words.gettext("Name of the fund"),
        "programme_cci": words.gettext("CCI code of the programme"),
        "programme": words.gettext("Programme"),
        "period": words.gettext("Programming period"),
        "objective_code": words.gettext("Code of the specific objective"),
        "objective": words.gettext("Specific objective"),
        "place": words.gettext("Places"),
        "nuts": words.gettext("NUTS codes"),
        "coordinates": words.gettext("Coordinates"),
        "country": words.gettext("Country"),
        "intervention": words.gettext("Type of intervention"),
        "url": words.gettext("Page of the project"),
        "updated": words.gettext("Updated"),
        "list_updated": words.gettext("The list was updated"),
    }
