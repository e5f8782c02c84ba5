"""Translation catalogues, read straight from `.po` files. The plural rule is the language's own, never the header's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale

from sitegen.values import dataclass

if TYPE_CHECKING:
    from babel.messages.catalog import Message

# CLDR's categories in the order in which each language's catalogue holds its forms. Latvian's order is that of the
# header written by hand (zero, one, other): Babel's own header for `lv` disagrees with CLDR.
_CATEGORIES = {"lv": ("zero", "one", "other"), "en": ("one", "other")}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The messages of one language. A message without a translation comes back as it is."""

    language: str
    singular: Mapping[tuple[str, str], str]
    plural: Mapping[tuple[str, str], tuple[str, ...]]
    category: Callable[[int], str]

    def gettext(self, message: str) -> str:
        """The translation of `message`."""
        return self.singular.get(("", message), message)

    def pgettext(self, context: str, message: str) -> str:
        """The translation of `message` in `context`."""
        return self.singular.get((context, message), message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The form of the message that goes with `count`."""
        return self.npgettext("", one, many, count)

    def npgettext(self, context: str, one: str, many: str, count: int) -> str:
        """The form that goes with `count`, in `context`."""
        forms = self.plural.get((context, one))
        if forms is None:
            return one if count == 1 else many
        order = categories(self.language)
        return forms[order.index(self.category(count))]


def categories(language: str) -> tuple[str, ...]:
    """CLDR's plural categories of a language, in catalogue order."""
    if language in _CATEGORIES:
        return _CATEGORIES[language]
    return tuple(sorted({*Locale.parse(language).plural_form.tags, "other"}, key=_cldr_order))


def _cldr_order(category: str) -> int:
    return ("zero", "one", "two", "few", "many", "other").index(category)


def gettext_noop(message: str) -> str:
    """Marks a message for extraction where it is named, to be translated where it is used."""
    return message


def read_catalogue(language: str, *files: Path) -> Catalogue:
    """The messages of `files`, later ones over earlier ones; files that do not exist are passed over."""
    singular: dict[tuple[str, str], str] = {}
    plural: dict[tuple[str, str], tuple[str, ...]] = {}
    for file in files:
        for message in _messages(file, language) if file.is_file() else ():
            if message.id and message.string and not message.fuzzy:
                _keep(message.context or "", message.id, message.string, singular, plural)
    return Catalogue(language, singular, plural, Locale.parse(language).plural_form)


def _messages(file: Path, language: str) -> list[Message]:
    from babel.messages.pofile import read_po  # noqa: PLC0415 - 10 ms, of use only where a catalogue is parsed

    with file.open("rb") as opened:
        return list(read_po(opened, locale=language))


def _keep(
    context: str,
    identifier: str | tuple[str, ...] | list[str],
    string: str | tuple[str, ...] | list[str],
    singular: dict[tuple[str, str], str],
    plural: dict[tuple[str, str], tuple[str, ...]],
) -> None:
    if isinstance(identifier, str):
        singular[context, identifier] = str(string)
    elif all(string):
        plural[context, identifier[0]] = tuple(string)
