"""What a consent to be shown in a picture says: until when it holds."""

from __future__ import annotations

import re
from datetime import date

from sitegen.languages import EN, LV
from sitegen.prose.figures import figures_of


def until(consent: str) -> date | None:
    """The day until which a consent holds, in any way of writing days; None when it names none, or one of signing only.

    The day after `until`; else the latest one that is not called the day of signing.
    """
    figures = [figure for language in (LV, EN) for figure in figures_of(consent, language) if figure.day != date.min]
    ends = [figure.day for figure in figures if _UNTIL.search(consent[: figure.start])]
    others = [figure.day for figure in figures if not _SIGNED.search(consent[: figure.start])]
    return max(ends or others, default=None)


_UNTIL = re.compile(r"(?:until|till|līdz|valid|der|spēkā|expires|[–-])[^\d]{0,12}$", re.IGNORECASE)
_SIGNED = re.compile(r"(?:sign|parakst|dated|datēt|given|dots|saņem|received|of|no)[^\d]{0,12}$", re.IGNORECASE)
