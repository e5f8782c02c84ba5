"""The site's own file, and the registries: organisations, programmes, tags, glossary."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, Field, TypeAdapter

from sitegen.diagnostics import Span, problem
from sitegen.load.decode import UNKNOWN, decode, salvage
from sitegen.load.files import Folder
from sitegen.load.projects import read_record
from sitegen.models.fields import Record
from sitegen.models.site import AuditResult, Site, is_language
from sitegen.models.wordings import LocalisedTerm
from sitegen.source import Entry, Mapping, Scalar, Sequence, entry_at, plain
from sitegen.urls import is_slug, slugify

Model = TypeVar("Model", bound=BaseModel)
# The ids of a registry that could not be read at all: nothing that names one of them is told as unknown.
EVERYTHING = frozenset({"*"})
DEFAULT_LANGUAGES = ("lv", "en")


class TagNames(Record):
    """A tag's names, wrapped so that it decodes like a record."""

    name: LocalisedTerm = Field(description="Name of the topic.")


def load_site(folder: Folder) -> tuple[Site | None, tuple[str, ...], frozenset[str]]:
    """`site.yaml`, the languages to read everything else by, and its fields that are wrong and were taken out."""
    relative = "site.yaml"
    if not folder.exists(relative):
        folder.found.add(problem("missing-file", Span(folder.shown(relative)), path=folder.shown(relative)))
        return None, DEFAULT_LANGUAGES, frozenset()
    text = folder.read(relative)
    tree = read_record(folder.shown(relative), text, folder.found) if text is not None else None
    if tree is None:
        return None, DEFAULT_LANGUAGES, frozenset()
    languages = _declared_languages(tree)
    text_of_none = {languages[0]: UNKNOWN}
    spare = {"title": text_of_none, "description": text_of_none, "base_url": "https://example.lv/"}
    site, wrong = salvage(Site, tree, folder.found, languages, {**spare, "institution": UNKNOWN})
    return site, languages, wrong


def _declared_languages(tree: Mapping) -> tuple[str, ...]:
    declared = entry_at(tree, ("languages",))[1]
    if not isinstance(declared, Sequence):
        return DEFAULT_LANGUAGES
    codes = TypeAdapter(list[object]).validate_python(plain(declared))
    usable = dict.fromkeys(code for code in codes if isinstance(code, str) and is_language(code))
    is_whole = all(isinstance(code, str) and is_language(code) for code in codes)
    return tuple(usable if usable and is_whole else {**usable, **dict.fromkeys(DEFAULT_LANGUAGES)})


def load_audit(folder: Folder, languages: tuple[str, ...]) -> AuditResult | None:
    """What the last automatic check noted in `audit.yaml`; None when there is no such file, or (told) it is faulty."""
    relative = "audit.yaml"
    if not folder.exists(relative):
        return None
    text = folder.read(relative)
    tree = read_record(folder.shown(relative), text, folder.found) if text is not None else None
    return decode(AuditResult, tree, folder.found, languages) if tree is not None else None


def load_registry(
    folder: Folder, relative: str, model: type[Model], languages: tuple[str, ...]
) -> tuple[dict[str, Model], frozenset[str]]:
    """The records of a registry file by id, and the ids of those that are broken. A missing file is an empty one."""
    if not folder.exists(relative):
        return {}, frozenset()
    text = folder.read(relative)
    if text is None:
        return {}, EVERYTHING
    if _holds_nothing(text):
        return {}, frozenset()
    tree = read_record(folder.shown(relative), text, folder.found)
    if tree is None:
        return {}, EVERYTHING
    records: dict[str, Model] = {}
    broken: set[str] = set()
    for entry in tree.entries:
        record = decode(model, _wrapped(entry, model), folder.found, languages)
        if model is TagNames and not is_slug(entry.key.text):
            meant = slugify(entry.key.text)
            suggestion = {"suggestion": meant} if meant else {}
            folder.found.add(problem("bad-slug", entry.key.span, value=entry.key.text, **suggestion))
            record = None
        if record is None:
            broken.add(entry.key.text)
        else:
            records[entry.key.text] = record
    return records, frozenset(broken)


def _holds_nothing(text: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.split("\n"))


def _wrapped(entry: Entry, model: type[BaseModel]) -> Mapping | Scalar | Sequence:
    if model is not TagNames:
        return entry.value
    return Mapping((Entry(Scalar("name", entry.key.span), entry.value),), entry.value.span)
