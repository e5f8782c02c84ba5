"""Amounts, numbers, dates and plurals as each language writes them. Test vectors: latvian.md F-01 to F-13."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import get_month_names, parse_pattern
from babel.lists import format_list
from babel.numbers import format_decimal

from sitegen.languages import EN, LV, NO_BREAK, Language
from sitegen.money import Money
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Patterns:
    """What differs between languages. `amount` takes the number and the currency code."""

    amount: str
    percent: str
    day: str
    long_day: str
    month: str


# Latvian: amount before the currency code (F-03), a no-break space before the percent sign (F-05), four-digit years
# (F-07). English: the currency code first, as the EU's English style guide has it (F-04).
_PATTERNS = {
    LV: Patterns(
        "{number}" + NO_BREAK + "{currency}",
        "{number}" + NO_BREAK + "%",
        "dd.MM.y.",
        "y. 'gada' d. MMMM",
        "y. 'gada' MMMM",
    ),
    EN: Patterns("{currency}" + NO_BREAK + "{number}", "{number}%", "d MMMM y", "d MMMM y", "MMMM y"),
}
_OTHER = Patterns("{number}" + NO_BREAK + "{currency}", "{number}" + NO_BREAK + "%", "dd.MM.y", "d MMMM y", "MMMM y")


class Formats:
    """The formats of one language. Every method is pure; repeated values are remembered."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.locale = Locale.parse("en_IE" if language == EN else language)
        self._months = get_month_names("wide", "format", self.locale)
        self._patterns = _PATTERNS.get(language, _OTHER)
        sample = self._patterned(Decimal("1234.5"), 1)
        self._marks = {ord(","): sample[1:-5], ord("."): sample[-2]}
        self._categories: Callable[[str], str] = lru_cache(maxsize=8192)(self._category)
        self.number: Callable[[Decimal | int], str] = lru_cache(maxsize=8192)(self._number)
        self.money: Callable[[Money], str] = lru_cache(maxsize=8192)(self._money)
        self.day: Callable[[date], str] = lru_cache(maxsize=8192)(self._day)
        self.long_day: Callable[[date], str] = lru_cache(maxsize=8192)(self._long_day)

    def _number(self, value: Decimal | int) -> str:
        """`1 234,5`: groups of three, as many decimals as given, without trailing zeros."""
        plain = Decimal(value).normalize()
        places = max(0, -int(plain.as_tuple().exponent))
        return self.fixed(plain, places)

    def fixed(self, value: Decimal, places: int) -> str:
        """`1 234,50`: groups of three and exactly `places` decimals."""
        if value.is_signed() or not value.is_finite():
            return self._patterned(value, places)
        # The same for what has no sign, 11 µs faster.
        return f"{value:,.{places}f}".translate(self._marks)

    def _patterned(self, value: Decimal, places: int) -> str:
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return self._spaced(format_decimal(value, format=pattern, locale=self.locale))

    def _money(self, money: Money) -> str:
        """`8 656 350,00 EUR` in Latvian, `EUR 8,656,350.00` in English; the minus sign is U+2212."""
        signed = ("\u2212" if money.amount < 0 else "") + self.fixed(abs(money.amount), 2)
        return self._patterns.amount.format(number=signed, currency=money.currency)

    def percent(self, value: Decimal) -> str:
        """`85 %` in Latvian, `85%` in English, from a number of percent."""
        return self._patterns.percent.format(number=self.number(value))

    def _day(self, day: date) -> str:
        """`25.07.2019.` in Latvian, `25 July 2019` in English."""
        return self._filled(self._patterns.day, day)

    def _long_day(self, day: date) -> str:
        """`2019. gada 25. jūlijs` in Latvian, `25 July 2019` in English."""
        return self._filled(self._patterns.long_day, day)

    def _filled(self, pattern: str, day: date) -> str:
        """As `format_date`, which takes 2 µs more."""
        fields = {
            "y": day.year,
            "d": day.day,
            "dd": f"{day.day:02}",
            "MM": f"{day.month:02}",
            "MMMM": self._months[day.month],
        }
        return str(parse_pattern(pattern).format) % fields

    def category(self, number: Decimal | int) -> str:
        """CLDR's plural category: in Latvian zero (0, 10–20, 30 …), one (1, 21 …), other."""
        return self._categories(str(number))

    def _category(self, number: str) -> str:
        """That of a number as it is written: 1 is one person, 1.0 are people."""
        return str(self.locale.plural_form(Decimal(number)))

    def noun(self, number: Decimal | int, forms: Mapping[str, str]) -> str:
        """The noun's form that goes with the number."""
        category = self.category(number)
        return forms[category if category in forms else "other"]

    def enumeration(self, words: list[str]) -> str:
        """`a, b un c`"""
        return format_list(words, locale=self.locale)

    def language_name(self, language: Language) -> str:
        """The name of a language in this one: `latviešu`, `Latvian`; of `sr-Latn` `Serbian (Latin)`."""
        return str(Locale.parse(language, sep="-").get_display_name(self.language))

    def own_name(self) -> str:
        """This language's name in itself, as a language switch shows it: `Latviešu`, `English`."""
        name = str(Locale.parse(self.language).get_display_name(self.language))
        return name[:1].upper() + name[1:]

    def file_size(self, size: int) -> str:
        """`84 kB`, `1,2 MB`; rounded up, so that it is never less than it is."""
        if size < 1_000_000:
            return f"{self.number(max(1, -(-size // 1000)))}{NO_BREAK}kB"
        return f"{self.number(Decimal(size).scaleb(-6).quantize(Decimal('0.1')))}{NO_BREAK}MB"

    @staticmethod
    def _spaced(number: str) -> str:
        return number.replace("\u202f", NO_BREAK).replace(" ", NO_BREAK)


@cache
def formats_of(language: Language) -> Formats:
    """The formats of a language, made once."""
    return Formats(language)
