"""The prescribed strings, letter for letter. Nothing else on the site may stand for them (B-10, B-34).

Ids and status of each source: visibility.md. Latvian and English only; other languages get the English ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.languages import LV, Language
from sitegen.models.choices import Fund


@dataclass(frozen=True, slots=True)
class Wording:
    """The strings of one language, each with the id of its rule in the comment beside it."""

    union: str
    funded: str
    co_funded: str
    recovery: str
    slogan: str
    rural_slogan: str
    rural_authorities: str
    disclaimer: str
    marks: tuple[tuple[str, str], ...]


_LV = Wording(
    union="Eiropas Savienība",  # A-09 [V]
    funded="Finansē Eiropas Savienība",  # B-10 [V]
    co_funded="Līdzfinansē Eiropas Savienība",  # B-10 [V]
    recovery="Finansē Eiropas Savienība – NextGenerationEU",  # B-21 [V2]
    slogan="Ieguldījums tavā nākotnē",  # A-11, A-17 [V]
    rural_slogan="Eiropas Lauksaimniecības fonds lauku attīstībai: Eiropa investē lauku apvidos",  # section 1 [M]
    rural_authorities="Atbalsta Zemkopības ministrija un Lauku atbalsta dienests",  # A-16 [V]
    # B-35 [V2]; the authority is named by its role, since its name would have to be declined.
    disclaimer=(
        "Paustie uzskati un viedokļi ir tikai autora(-u) uzskati un viedokļi un ne vienmēr atspoguļo Eiropas "
        "Savienības vai finansējuma piešķīrējas iestādes uzskatus un viedokļus. Ne Eiropas Savienību, ne finansējuma "
        "piešķīrēju iestādi nevar saukt pie atbildības par tiem."
    ),
    marks=(("nap2020", "Nacionālais attīstības plāns 2020"), ("nap2027", "Nacionālais attīstības plāns 2027")),
)
_EN = Wording(
    union="European Union",
    funded="Funded by the European Union",  # B-10 [V]
    co_funded="Co-funded by the European Union",  # B-10 [V]
    recovery="Funded by the European Union – NextGenerationEU",  # B-21 [V]
    slogan="Investing in your future",  # section 1 [M]
    rural_slogan="European Agricultural Fund for Rural Development: Europe investing in rural areas",  # [M]
    rural_authorities="Supported by the Ministry of Agriculture and the Rural Support Service",  # A-16, translated
    disclaimer=(
        "Views and opinions expressed are however those of the author(s) only and do not necessarily reflect those of "
        "the European Union or the granting authority. Neither the European Union nor the granting authority can be "
        "held responsible for them."
    ),  # B-35 [V2]
    marks=(("nap2020", "National Development Plan 2020"), ("nap2027", "National Development Plan 2027")),
)

# a working link to the Commission's page on the fund [M].
FUND_PAGES = {
    Fund.EAFRD: "https://agriculture.ec.europa.eu/common-agricultural-policy/rural-development_en",
    Fund.EMFF: "https://oceans-and-fisheries.ec.europa.eu/funding/european-maritime-and-fisheries-fund-emff_en",
}


def wording(language: Language) -> Wording:
    """The prescribed strings of a language."""
    return _LV if language == LV else _EN
