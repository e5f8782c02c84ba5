"""How a list writes what could be read in two ways, as its mapping says."""

from __future__ import annotations

from enum import StrEnum


class DayOrder(StrEnum):
    """What comes first in 01/03/2024."""

    DAY_MONTH = "day-month"
    MONTH_DAY = "month-day"


class DecimalSign(StrEnum):
    """What stands before decimals."""

    COMMA = "comma"
    DOT = "dot"


class RateForm(StrEnum):
    """Whether 0.85 is 85 percent, or less than one."""

    SHARE = "share"
    PERCENT = "percent"
