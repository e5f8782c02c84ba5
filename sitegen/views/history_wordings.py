"""Changes of words: texts, choices, identifiers and lists, before and after, in one language or on one page."""

from __future__ import annotations

from sitegen.differences import Forms, OfEntries, OfFlag, OfForms, OfNames, OfText, OfWord
from sitegen.languages import Language
from sitegen.models.content import Version
from sitegen.models.fields import in_language
from sitegen.views.history_entries import Texts, entries_in_words
from sitegen.views.history_labels import word
from sitegen.views.history_retelling import Retelling
from sitegen.views.parts import Text
from sitegen.views.project import Change
from sitegen.views.writer import Localised

PROSE = frozenset({"summary", "easy_read", "goal"})
OfWords = OfText | OfForms | OfWord | OfFlag | OfNames | OfEntries
Wording = Text | Texts | None


def wording(retelling: Retelling, found: OfWords, named: Text) -> Change:
    """A change of words. Where the two read the same in the page's language, another that shows it speaks."""
    page = retelling.writer.language
    others = [language for language in retelling.writer.site.languages if language != page]
    own = in_words(retelling, found)
    elsewhere = (in_words(retelling.speaking(language), found) for language in others)
    was, now = own if own[0] != own[1] else next((pair for pair in elsewhere if pair[0] != pair[1]), own)
    note = "" if was != now else _what_else(retelling, found)
    return Change(found.key, named, _seen_from(page, was), _seen_from(page, now), note, is_wording=True)


def in_words(retelling: Retelling, found: OfWords) -> tuple[Wording, Wording]:
    """Before and after in one language, or in the primary one where there is a gap; of a list what went and came."""
    match found:
        case OfText():
            was = _text(retelling, found.key, found.was, retelling.before)
            return was, _text(retelling, found.key, found.became, retelling.after)
        case OfForms():
            return _forms(retelling, found.was), _forms(retelling, found.became)
        case OfWord():
            return _word(retelling, found.key, found.was), _word(retelling, found.key, found.became)
        case OfFlag():
            return _flag(retelling, found.was), _flag(retelling, found.became)
        case OfNames():
            return _names(retelling, found.key, found.gone), _names(retelling, found.key, found.come)
        case OfEntries():
            return entries_in_words(retelling, found)


def _what_else(retelling: Retelling, found: OfWords) -> str:
    if isinstance(found, OfNames | OfEntries) and not found.gone and not found.come:
        return retelling.gettext("only the order has changed")
    return retelling.gettext("only details that are not shown here have changed")


def _text(retelling: Retelling, key: str, texts: Localised | None, version: Version) -> Text | None:
    if not texts:
        return None
    return retelling.prose(texts, version) if key in PROSE else retelling.writer.text(texts)


def _forms(retelling: Retelling, forms: Forms | None) -> Text | None:
    if not forms:
        return None
    nouns, spoken = in_language(forms, retelling.writer.language, retelling.writer.site.primary)
    return Text(", ".join(dict.fromkeys(nouns.values())), Language(spoken), spoken != retelling.writer.language)


def _word(retelling: Retelling, key: str, value: str | None) -> Text | None:
    return word(retelling, key, value) if value is not None else None


def _flag(retelling: Retelling, value: bool | None) -> Text | None:
    if value is None:
        return None
    return retelling.own(retelling.gettext("yes") if value else retelling.gettext("no"))


def _names(retelling: Retelling, key: str, names: tuple[str, ...]) -> Texts:
    return tuple(word(retelling, key, name) for name in names)


def _seen_from(page: Language, words: Wording) -> Wording:
    """The same, foreign where the page speaks another language."""
    if words is None:
        return None
    if isinstance(words, Text):
        return Text(words.text, words.language, words.language != page)
    return tuple(Text(one.text, one.language, one.language != page) for one in words)
