"""Translation catalogues, read straight from `.po` files. The plural rule is the language's own, never the header's."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.manifest import digest, digest_of_file
from sitegen.resources import resource_folder
from sitegen.values import dataclass

if TYPE_CHECKING:
    from babel.messages.catalog import Message

_MOST_KEPT = 40
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
    from babel import Locale  # noqa: PLC0415 - as above

    return tuple(sorted({*Locale.parse(language).plural_form.tags, "other"}, key=_cldr_order))


def _cldr_order(category: str) -> int:
    return ("zero", "one", "two", "few", "many", "other").index(category)


def gettext_noop(message: str) -> str:
    """Marks a message for extraction where it is named, to be translated where it is used."""
    return message


def read_catalogue(language: str, *files: Path) -> Catalogue:
    """The messages of `files`, later ones over earlier ones; files that do not exist are passed over.

    What is read is kept beside the program's own catalogues, as Python keeps its modules: parsing takes 10 ms a file,
    and loading what parses 30.
    """
    there = [file for file in files if file.is_file()]
    kept = resource_folder("locales") / "__pycache__" / f"{language}.{_digest(there).hex()}.marshal"
    singular, plural = _kept(kept) or _parsed(language, there, kept)
    return Catalogue(language, singular, plural, _category_of(language))


Messages = tuple[dict[tuple[str, str], str], dict[tuple[str, str], tuple[str, ...]]]


def _digest(files: list[Path]) -> bytes:
    return digest(*(digest_of_file(file) for file in (Path(__file__), *files)))


def _kept(file: Path) -> Messages | None:
    try:
        found: Messages = marshal.loads(file.read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return found


def _parsed(language: str, files: list[Path], kept: Path) -> Messages:
    singular: dict[tuple[str, str], str] = {}
    plural: dict[tuple[str, str], tuple[str, ...]] = {}
    for file in files:
        for message in _messages(file, language):
            if message.id and message.string and not message.fuzzy:
                _keep(message.context or "", message.id, message.string, singular, plural)
    with suppress(OSError):
        kept.parent.mkdir(exist_ok=True)
        known = list(kept.parent.glob("*.marshal"))
        for old in known if len(known) >= _MOST_KEPT else ():
            old.unlink()
        spare = kept.with_suffix(f".{os.getpid()}")
        spare.write_bytes(marshal.dumps((singular, plural)))
        spare.replace(kept)
    return singular, plural


@cache  # as many as there are languages
def _category_of(language: str) -> Callable[[int], str]:
    """The plural category of a number, by CLDR. Babel is loaded when the first is asked for."""

    def category(number: int) -> str:
        return _plural_form(language)(number)

    return category


@cache
def _plural_form(language: str) -> Callable[[int], str]:
    from babel import Locale  # noqa: PLC0415 - 20 ms, of use only where something is counted

    return Locale.parse(language).plural_form


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
