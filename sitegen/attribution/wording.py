"""The prescribed strings, letter for letter. Nothing else on the site may stand for them (B-10, B-34).

Latvian and English only; other languages get the English ones.
"""

from __future__ import annotations

from sitegen.diagnostics.sources import Standing
from sitegen.languages import LV, Language
from sitegen.models.choices import Fund
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A prescribed text in both languages, the rules that it rests on, and how each wording was read."""

    lv: str
    en: str
    rules: tuple[str, ...]
    standing_lv: Standing
    standing_en: Standing

    def of(self, language: Language) -> str:
        """The text in a language."""
        return self.lv if language == LV else self.en


_READ, _SECONDARY, _KNOWN, _INFERRED = Standing.READ, Standing.SECONDARY, Standing.KNOWN, Standing.INFERRED

UNION = Phrase("Eiropas Savienība", "European Union", ("A-09",), _READ, _READ)
# What may stand for the names of several funds of 2014–2020.
JOINT = Phrase(
    "Eiropas strukturālie un investīciju fondi",
    "European Structural and Investment Funds",
    ("A-01",),
    Standing.KNOWN,
    Standing.KNOWN,
)
FUNDED = Phrase("Finansē Eiropas Savienība", "Funded by the European Union", ("B-10", "B-17"), _READ, _READ)
CO_FUNDED = Phrase("Līdzfinansē Eiropas Savienība", "Co-funded by the European Union", ("B-10", "B-17"), _READ, _READ)
RECOVERY = Phrase(
    "Finansē Eiropas Savienība – NextGenerationEU",
    "Funded by the European Union – NextGenerationEU",
    ("B-21",),
    _SECONDARY,
    _READ,
)
SLOGAN = Phrase("Ieguldījums tavā nākotnē", "Investing in your future", ("A-11", "A-17"), _READ, _KNOWN)
RURAL_SLOGAN = Phrase(
    "Eiropas Lauksaimniecības fonds lauku attīstībai: Eiropa investē lauku apvidos",
    "European Agricultural Fund for Rural Development: Europe investing in rural areas",
    ("A-16",),
    _KNOWN,
    _KNOWN,
)
RURAL_AUTHORITIES = Phrase(
    "Atbalsta Zemkopības ministrija un Lauku atbalsta dienests",
    "Supported by the Ministry of Agriculture and the Rural Support Service",
    ("A-16",),
    _READ,
    _INFERRED,
)
# The granting authority is called by its role, since its name would have to be declined.
DISCLAIMER = Phrase(
    "Tomēr paustie uzskati un viedokļi ir tikai autora(-u) uzskati un viedokļi un ne vienmēr atspoguļo Eiropas "
    "Savienības vai finansējuma piešķīrējas iestādes uzskatus un viedokļus. Ne Eiropas Savienību, ne finansējuma "
    "piešķīrēju iestādi nevar saukt pie atbildības par tiem.",
    "Views and opinions expressed are however those of the author(s) only and do not necessarily reflect those of "
    "the European Union or the granting authority. Neither the European Union nor the granting authority can be "
    "held responsible for them.",
    ("B-35",),
    _SECONDARY,
    _SECONDARY,
)
MARKS: dict[str, Phrase] = {
    "nap2020": Phrase(
        "Nacionālais attīstības plāns 2020", "National Development Plan 2020", ("A-11",), _READ, _INFERRED
    ),
    "nap2027": Phrase(
        "Nacionālais attīstības plāns 2027", "National Development Plan 2027", ("B-16", "B-18"), _READ, _INFERRED
    ),
}
# Every phrase but the marks, by name.
PHRASES: dict[str, Phrase] = {
    "name of the Union": UNION,
    "several funds of 2014–2020 together, in place of their names": JOINT,
    "statement, all paid by the Union": FUNDED,
    "statement, a part paid by the Union": CO_FUNDED,
    "statement of the Recovery and Resilience Facility": RECOVERY,
    "slogan": SLOGAN,
    "slogan for rural development": RURAL_SLOGAN,
    "administering institutions, rural and fisheries funds": RURAL_AUTHORITIES,
    "disclaimer of direct management": DISCLAIMER,
}

# a working link to the Commission's page on the fund [known, not read].
FUND_PAGES = {
    Fund.EAFRD: "https://agriculture.ec.europa.eu/common-agricultural-policy/rural-development_en",
    Fund.EMFF: "https://oceans-and-fisheries.ec.europa.eu/funding/european-maritime-and-fisheries-fund-emff_en",
}
