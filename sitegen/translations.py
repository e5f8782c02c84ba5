"""How far each text of the site is translated: what is missing, what was copied, what its original has left behind.

A translation carries the digest of the text it was made from (`translates`); another one means that that has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from enum import StrEnum

from sitegen.kinds import Kind, Way, walk
from sitegen.languages import Language
from sitegen.models.content import Content, MarkdownText, ProjectRecord
from sitegen.models.project import Project
from sitegen.models.site import GlossaryTerm, Organisation, Programme, Site
from sitegen.patterns import regex
from sitegen.prose.allowances import without_allowances
from sitegen.values import dataclass

_WITH_DIGEST = frozenset({"project", "news", "page", "description"})


class State(StrEnum):
    """What is to be said of a translation, the worst first."""

    MISSING = "missing"
    STALE = "stale"
    PARTIAL = "partial"
    COPIED = "copied"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Translation:
    """A file in one of the languages that may lag.

    `path`: the file that holds it, or would. `kind`: `project`, `news`, `page`, `description`, or a registry's name.
    `texts`: how many texts the first language has; `gaps` lead to those that are missing, `copied` to those that are
    the same in both. `state`: the worst of all that holds. `is_stamped`: it has a digest; `is_stale`: of another text.
    """

    path: str
    kind: str
    name: str
    language: Language
    state: State
    texts: int
    gaps: tuple[Way, ...]
    copied: tuple[Way, ...]
    is_stamped: bool
    is_stale: bool

    @property
    def is_stampable(self) -> bool:
        """Whether a digest can be written for it: not where nothing is translated, nor in a record with gaps."""
        has_gaps = self.state is State.MISSING or (self.kind == "project" and bool(self.gaps))
        return self.kind in _WITH_DIGEST and not has_gaps


@dataclass(frozen=True, slots=True)
class Item:
    """What is written once per language in Markdown files: a news item, a page, a project's long description."""

    kind: str
    name: str
    texts: Mapping[Language, MarkdownText]


def translations(content: Content) -> tuple[Translation, ...]:
    """Every file in every language but the first, drafts too, by path and language.

    What stands in another language alone has no original and is left out; so is a translation that could not be read.
    """
    found = (*_of_registries(content), *_of_projects(content), *_of_items(content))
    return tuple(sorted(found, key=lambda one: (one.path, one.language)))


def as_data(found: Sequence[Translation]) -> list[dict[str, object]]:
    """The translations for programs: ways with slashes, `body` for the text of a Markdown file."""
    return [
        asdict(one) | {"gaps": [_written(way) for way in one.gaps], "copied": [_written(way) for way in one.copied]}
        for one in found
    ]


def _written(way: Way) -> str:
    return "/".join(map(str, way)) or "body"


def markdown_items(content: Content) -> Iterator[Item]:
    """Every news item, page and description. A name is that of the file, without its language."""
    for news in content.news:
        yield Item("news", f"{news.day.isoformat()}-{news.slug}", news.texts)
    for page in content.pages:
        yield Item("page", page.slug, page.texts)
    for record in content.projects:
        if record.descriptions:
            yield Item("description", record.slug, record.descriptions)


def path_in(text: MarkdownText, language: Language) -> str:
    """Where the same text stands in another language."""
    return text.path.removesuffix(f".{text.language}.md") + f".{language}.md"


def digest_of_record(record: ProjectRecord, primary: Language) -> str:
    """The digest of the record's texts in the first language, each with its way; no figures, days or addresses."""
    texts = {"/".join(map(str, text.way)): text.said(primary) for text in _of_record(record)}
    return _digest({way: said for way, said in texts.items() if said})


def digest_of_text(text: MarkdownText) -> str:
    """The digest of the words of a Markdown file: facts as they are written, lines wrapped as one likes."""
    fields = text.fields
    titles = sorted(_folded(document.title.get(text.language, "")) for document in fields.documents)
    plain = map(_folded, (fields.title or "", fields.summary or "", fields.image_alt or ""))
    return _digest([*plain, titles, _folded(_QUOTED.sub("", without_allowances(text.body)))])


# The marks of a quotation stand on every line of it, so they move when it is wrapped anew.
_QUOTED = regex(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)


def _digest(value: object) -> str:
    """Sixteen digits. They stand in people's files: were they made in another way, every translation would be stale."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _folded(text: str) -> str:
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


@dataclass(frozen=True, slots=True)
class _Text:
    """A text by language, or one for all of them; a text is a string, or plural forms by category."""

    way: Way
    value: object
    is_name: bool = False

    def said(self, language: Language) -> Mapping[str, str]:
        """The forms in a language, folded: a text that does not change its form stands under no category."""
        value = self.value.get(language) if isinstance(self.value, dict) else self.value
        if not isinstance(value, dict):
            folded = _folded(value) if isinstance(value, str) else ""
            return {"": folded} if folded else {}
        forms = {category: _folded(form) for category, form in value.items() if isinstance(form, str)}
        return {"": next(iter(forms.values()))} if len(set(forms.values())) == 1 else forms


@dataclass(frozen=True, slots=True)
class _Original:
    """The texts of a file, each with what it says in the first language; and their digest.

    The digest is None when it is not needed, or not known because parts were faulty.
    """

    path: str
    kind: str
    name: str
    texts: Sequence[tuple[_Text, Mapping[str, str]]]
    digest: str | None = None

    def in_language(self, language: Language, stamp: str | None) -> Translation:
        """The translation, which carries the digest `stamp`."""
        pairs = [(text, first, text.said(language)) for text, first in self.texts]
        gaps = [text.way for text, _, own in pairs if not own]
        copied = [text.way for text, first, own in pairs if _is_copied(text, first, own)]
        # What is the same in both and may be so (a name, a number) does not make a translation.
        is_begun = bool(copied) or any(own not in ({}, first) for _, first, own in pairs)
        is_stale = stamp is not None and self.digest is not None and stamp != self.digest
        states = (
            (State.MISSING, gaps and not is_begun),
            (State.STALE, is_stale),
            (State.PARTIAL, gaps),
            (State.COPIED, copied),
            (State.COMPLETE, True),
        )
        return Translation(
            path=self.path,
            kind=self.kind,
            name=self.name,
            language=language,
            state=next(state for state, holds in states if holds),
            texts=len(self.texts),
            gaps=tuple(gaps),
            copied=tuple(copied),
            is_stamped=stamp is not None,
            is_stale=is_stale,
        )


def _of_registries(content: Content) -> Iterator[Translation]:
    if not content.has_registries:
        return
    registries: tuple[tuple[str, Kind, object], ...] = (
        ("site", Kind(model=Site), content.site),
        ("organisations", Kind(part=Kind(model=Organisation)), content.organisations),
        ("programmes", Kind(part=Kind(model=Programme)), content.programmes),
        ("tags", Kind(part=Kind(is_name=True)), content.tags),
        ("glossary", Kind(part=Kind(model=GlossaryTerm)), content.glossary),
    )
    for name, kind, value in registries:
        wrong = content.broken["site"] if name == "site" else frozenset()
        sound = (one for one in _texts(kind, value) if one.way[0] not in wrong)
        texts = _said(sound, content.primary)
        original = _Original(f"{content.folder}/{name}.yaml", name, name, texts)
        for language in content.languages[1:] if texts else ():
            yield original.in_language(language, None)


def _said(texts: Iterable[_Text], primary: Language) -> list[tuple[_Text, Mapping[str, str]]]:
    """The texts that the first language has, each with what it says."""
    pairs = ((text, text.said(primary)) for text in texts)
    return [(text, said) for text, said in pairs if said]


def _of_projects(content: Content) -> Iterator[Translation]:
    primary, *others = content.languages
    for record in content.projects:
        texts = _said(_of_record(record), primary)
        stamps = record.original.translates
        digest = digest_of_record(record, primary) if stamps and not record.wrong else None
        original = _Original(record.path, "project", record.slug, texts, digest)
        for language in others:
            yield original.in_language(language, stamps.get(language))


def _of_items(content: Content) -> Iterator[Translation]:
    unreadable = {f"{content.folder}/{name}" for name in content.broken["texts"]} | content.texts.keys()
    primary, *others = content.languages
    for item in markdown_items(content):
        first = item.texts.get(primary)
        if first is None:
            continue
        for language in others:
            path, other = path_in(first, language), item.texts.get(language)
            texts = _said(_in_both(first, other, language), primary)
            if not texts or (other is None and path in unreadable):
                continue
            stamp = other.fields.translates if other else None
            digest = digest_of_text(first) if stamp else None
            yield _Original(path, item.kind, item.name, texts, digest).in_language(language, stamp)


def _in_both(first: MarkdownText, other: MarkdownText | None, language: Language) -> Iterator[_Text]:
    """The texts of a Markdown file with those of its translation; documents go together in their order."""
    translated = _of_file(other) if other else {}
    for way, text in _of_file(first).items():
        if text and not text.isspace():
            one, two = _beginnings(text, translated.get(way, ""))
            yield _Text(way, {first.language: one, language: two})


# Letters by which a text and its translation are told apart.
_ENOUGH = 160


def _beginnings(one: str, two: str) -> tuple[str, str]:
    """Two texts, or their beginnings where these differ: to fold whole bodies was half of the work on translations."""
    if len(one) <= _ENOUGH or len(two) <= _ENOUGH:
        return one, two
    first, second = one[:_ENOUGH], two[:_ENOUGH]
    pairs = zip(_folded(first).casefold().split(" ")[:-1], _folded(second).casefold().split(" ")[:-1], strict=False)
    return (first, second) if any(word != other for word, other in pairs) else (one, two)


def _of_file(text: MarkdownText) -> dict[Way, str]:
    fields = text.fields
    texts: dict[Way, str] = {(name,): getattr(fields, name) or "" for name in ("title", "summary", "image_alt")}
    for number, document in enumerate(fields.documents):
        texts["documents", number, "title"] = document.title.get(text.language, "")
    return {**texts, (): text.body}


def _texts(kind: Kind, value: object) -> Iterator[_Text]:
    return (_Text(*found) for found in walk(kind, value))


def _of_record(record: ProjectRecord) -> Iterator[_Text]:
    """Every text of a record's file; those of a field that was faulty, also in an amendment, are passed over."""
    for text in _texts(Kind(model=Project), record.original):
        if text.way[3 if "changes" in text.way[2:3] else 0] not in record.wrong:
            yield text


# A fact, the address of a link, a tag between angle brackets.
_NOT_WORDS = regex(r"\{\{.*?\}\}|\]\([^)]*\)|<[^>]*>", re.DOTALL)
_WORD = regex(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_AROUND_WORDS = "\"'“”„‘’«».,:;!?…()[]*_–—-"
_POSTCODE = regex(r"\b[A-Z]{2}-\d{4,5}\b")


def needs_translating(text: str) -> bool:
    """Whether a text that is the same in two languages must have been copied.

    It has two words or more, one of them a common word: with a small first letter, and of four letters or more. Where
    there is a figure, two: “Kastaņu iela 38A, Ilūkste” is an address, and so is everything with a postcode. Facts,
    addresses of links and e-mail, names of files, codes and figures are no words. So names (“Interreg Baltic Sea
    Region”), numbers, abbreviations and single words may be the same.
    """
    chunks = [chunk.strip(_AROUND_WORDS) for chunk in _NOT_WORDS.sub(" ", text).split()]
    words = [chunk for chunk in chunks if _WORD.fullmatch(chunk)]
    common = [word for word in words if word[0].islower() and len(word) >= 4]
    least = 2 if any(character.isdigit() for chunk in chunks for character in chunk) else 1
    return len(words) >= 2 and len(common) >= least and not _POSTCODE.search(text)


def _is_copied(text: _Text, first: Mapping[str, str], own: Mapping[str, str]) -> bool:
    """Whether the translation says what the first language does and should not; a body of words never should."""
    if text.is_name or not own or (own != first and not _forms(own) <= _forms(first)):
        return False
    said = " ".join(dict.fromkeys(first.values()))
    if text.way:
        return needs_translating(said)
    return any(_WORD.fullmatch(chunk.strip(_AROUND_WORDS)) for chunk in _NOT_WORDS.sub(" ", said).split())


def _forms(said: Mapping[str, str]) -> set[str]:
    return {form.casefold() for form in said.values()}
