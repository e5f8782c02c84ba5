"""What a site's words are, and the lines of its files, looked up for what is told."""

from __future__ import annotations

from sitegen.catalogues import read_catalogue
from sitegen.facts import Words
from sitegen.l10n.formats import formats_of
from sitegen.languages import Language
from sitegen.settings import Settings


def words_of(settings: Settings, languages: tuple[Language, ...]) -> dict[Language, Words]:
    """Each language's formats and catalogue; a site's own catalogue is laid over the program's."""
    folders = list(reversed(settings.folders("locales")))
    return {
        language: Words(
            formats_of(language),
            read_catalogue(language, *(folder / language / "LC_MESSAGES" / "site.po" for folder in folders)),
        )
        for language in languages
    }
