"""Files to fill in, made from the models' own fields: what is required stands empty, all else is commented out.

What stands empty is written so that `check` reports it until it is filled in: `""`, or `[]` where a list belongs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sitegen.catalogues import Catalogue, categories
from sitegen.diagnostics import Collector
from sitegen.load.decode import closest
from sitegen.load.files import Folder
from sitegen.load.registry import load_site
from sitegen.models.fields import LanguageKey
from sitegen.models.project import Project
from sitegen.models.site import FrontMatter
from sitegen.urls import is_slug, slugify

# Of a news item's fields, those that stand uncommented: it would be published without text were they forgotten.
_WRITTEN_BY_THE_TOOL = frozenset({"translates"})

Lines = list[str]


class RefusedError(Exception):
    """Nothing was written; the text says why, in the reader's language."""


def new_project(content: Path, slug: str, words: Catalogue) -> tuple[Path, ...]:
    """Write `projects/<slug>.yaml` to fill in. Returns what was written; raises `RefusedError` when it cannot be."""
    if not is_slug(slug):
        raise RefusedError(_not_a_slug(slug, words))
    texts = Texts(words, languages_of(content))
    lines = [*texts.introduction(), "", *texts.fields(Project, {})]
    return _written({content / "projects" / f"{slug}.yaml": lines}, words)


def new_news(content: Path, title: str, project: str, day: date, words: Catalogue) -> tuple[Path, ...]:
    """Write a news item to fill in, one file per language of the site; `title` is in the first of them.

    Returns what was written; raises `RefusedError` when it cannot be.
    """
    slug = slugify(title)
    if not slug:
        text = words.gettext("no address can be made from the title `{title}`; use Latin letters or digits")
        raise RefusedError(text.format(title=title))
    projects = [file.stem for file in (content / "projects").glob("*.yaml")]
    if project not in projects:
        raise RefusedError(no_such_project(project, projects, words))
    languages = languages_of(content)
    texts = Texts(words, languages)
    files = {}
    for language in languages:
        heading = json.dumps(" ".join(title.split()), ensure_ascii=False) if language == languages[0] else '""'
        given = {"title": heading, "projects": f"[{project}]", "summary": '""'}
        lines = ["---", *texts.introduction(), *texts.fields(FrontMatter, given), "---", ""]
        files[content / "news" / f"{day.isoformat()}-{slug}.{language}.md"] = lines
    return _written(files, words)


def descriptions() -> tuple[str, ...]:
    """Every field's description that a file may carry: messages of the program, to be translated with the others."""
    return tuple(dict.fromkeys((*_descriptions(Project), *_descriptions(FrontMatter))))


def _descriptions(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if name in _WRITTEN_BY_THE_TOOL:
            continue
        if field.description:
            yield field.description
        for inner in _models_in(field.annotation):
            yield from _descriptions(inner)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def languages_of(content: Path) -> tuple[str, ...]:
    """The site's languages, its first one first, as far as `site.yaml` tells."""
    return load_site(Folder(content, content.name, Collector()))[1]


def _not_a_slug(slug: str, words: Catalogue) -> str:
    meant = slugify(slug)
    text = words.gettext("`{value}` cannot stand in an address").format(value=slug)
    hint = words.gettext("write `{suggestion}`") if meant else words.gettext("use Latin letters or digits")
    return f"{text}; {hint.format(suggestion=meant)}"


def no_such_project(project: str, projects: list[str], words: Catalogue) -> str:
    """What is told of a project that there is none of, with the name that was perhaps meant."""
    text = words.gettext("there is no project `{value}`").format(value=project)
    near = closest(project, projects)
    return f"{text}; {words.gettext('did you mean `{suggestion}`?').format(**near)}" if near else text


def _written(files: Mapping[Path, Lines], words: Catalogue) -> tuple[Path, ...]:
    """Write all the files or none; one that is there is never written over."""
    for path in files:
        if path.exists():
            raise RefusedError(words.gettext("{path} is there already; nothing was written").format(path=path))
    for path, lines in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(lines) + "\n")
    return tuple(files)


class Texts:
    """The fields of a model as lines of YAML, with their descriptions in one language."""

    def __init__(self, words: Catalogue, languages: tuple[str, ...]) -> None:
        self._words = words
        self._languages = languages

    def introduction(self) -> Lines:
        """How to fill the file in."""
        return [
            "# " + self._words.gettext("Fill in what stands empty: between the quotation marks, or in the brackets."),
            "# " + self._words.gettext("To use a line that begins with #, take away the # and the space after it."),
        ]

    def fields(self, model: type[BaseModel], given: Mapping[str, str]) -> Lines:
        """What is required, or `given` with its value; after it what is optional, commented out."""
        needed: Lines = []
        optional: Lines = []
        for name, field in model.model_fields.items():
            if name in given:
                needed.append(f"{name}: {given[name]}  # {self._comment(field)}")
            elif field.is_required():
                needed += self.field(name, field)
            elif name not in _WRITTEN_BY_THE_TOOL:
                optional += [f"# {line}" for line in self.field(name, field)]
        heading = "# " + self._words.gettext("The rest is optional.")
        return [*needed, *(["", heading, *optional] if model is Project else [heading, *optional])]

    def field(self, name: str, field: FieldInfo) -> Lines:
        """A field that is left empty, with its description."""
        value, below = self._shape(field.annotation, field.default)
        return [f"{name}:{value and ' ' + value}  # {self._comment(field)}", *(f"  {line}" for line in below)]

    def _comment(self, field: FieldInfo) -> str:
        """The description, and the words of a closed list."""
        choices = ", ".join(dict.fromkeys(_choices(field.annotation)))
        return self._words.gettext(field.description or "") + (f" ({choices})" if choices else "")

    def _shape(self, annotation: Any, default: object = None) -> tuple[str, Lines]:
        """An empty value: on the field's own line, or on the lines below."""
        kind = _bare(annotation)
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is dict:
            return self._map(arguments)
        if origin is tuple:
            below = self._shape(arguments[0])[1]
            return (
                ("", [("  " if number else "- ") + line for number, line in enumerate(below)]) if below else ("[]", [])
            )
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return "", [line for name, field in kind.model_fields.items() for line in self.field(name, field)]
        if isinstance(default, bool):
            return str(default).lower(), []
        return (default if isinstance(default, str) else '""'), []

    def _map(self, arguments: tuple[Any, ...]) -> tuple[str, Lines]:
        if arguments[0] != LanguageKey:
            return "{}", []
        if get_origin(arguments[1]) is not dict:
            return "", [f'{language}: ""' for language in self._languages]
        forms = {language: ", ".join(f'{name}: ""' for name in categories(language)) for language in self._languages}
        return "", [f"{language}: {{{form}}}" for language, form in forms.items()]


def _bare(annotation: Any) -> Any:
    """The type itself, without `None`, validators and other kinds of value."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    parts = [part for part in get_args(annotation) if part is not NoneType]
    is_union = get_origin(annotation) not in {None, dict, tuple}
    return _bare(parts[0]) if is_union and parts else annotation


def _choices(annotation: Any) -> Iterator[str]:
    """The words of a closed list; not those inside another model."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from (member.value for member in annotation)
    for part in get_args(annotation):
        yield from _choices(part)
