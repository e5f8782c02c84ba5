"""Money: an exact decimal amount and its currency."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from sitegen.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in whole cents of `currency` (ISO 4217 code), never a float."""

    amount: Decimal
    currency: str = "EUR"

    def __add__(self, other: Money) -> Money:
        """The sum; adding two currencies is a fault of the program."""
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        """The difference, which may be negative."""
        return Money(self.amount - self._same(other), self.currency)

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other.amount


def is_currency(code: str) -> bool:
    """Whether three letters are a currency's by ISO 4217, of today or of before."""
    if code == "EUR":
        return True
    from babel.core import get_global  # noqa: PLC0415 - read for the few that have another one

    return code in get_global("all_currencies")


def ratio_percent(part: Decimal, whole: Decimal, places: int = 2) -> Decimal:
    """`part` of `whole` in percent, rounded half up to `places` decimals; 0 when the whole is 0."""
    if not whole:
        return Decimal(0)
    return (part * 100 / whole).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
