"""Markdown files: front matter and body."""

from __future__ import annotations

import re
from datetime import date

from pydantic import ValidationError

from sitegen.crowding import crowd_in
from sitegen.diagnostics import Collector, Span, problem
from sitegen.languages import Language
from sitegen.load.decode import decode
from sitegen.load.files import Folder
from sitegen.models.content import MarkdownText
from sitegen.models.site import FrontMatter
from sitegen.source import Mapping, Plain, read_yaml
from sitegen.urls import is_slug, slugify

_NAME = re.compile(r"(?P<stem>.+)\.(?P<language>[A-Za-z-]{2,})\.md")
_DATED = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})-(?P<slug>.+)")


def split_name(folder: Folder, under: str, name: str, languages: tuple[Language, ...]) -> tuple[str, Language] | None:
    """`x.lv.md` → (`x`, `lv`); None, and told, when the name has another form or another language."""
    path = folder.shown(f"{under}/{name}")
    match = _NAME.fullmatch(name)
    if match is None:
        form = "<yyyy-mm-dd>-<name>.<language>.md" if under == "news" else "<name>.<language>.md"
        meant = f"{name.removesuffix('.md')}.{languages[0]}.md"
        is_enough = under != "news" or _DATED.match(name) is not None
        suggestion = {"suggestion": meant if is_enough else f"<yyyy-mm-dd>-{meant}"}
        folder.found.add(problem("bad-file-name", Span(path), form=form, **suggestion))
        return None
    if match["language"] not in languages:
        known = ", ".join(languages)
        folder.found.add(problem("unknown-text-language", Span(path), language=match["language"], languages=known))
        return None
    return match["stem"], Language(match["language"])


def split_dated(folder: Folder, name: str, stem: str) -> tuple[date, str] | None:
    """`2019-09-19-x` → the day and `x`; None, and told, when the stem has another form."""
    path = folder.shown(f"news/{name}")
    form = "<yyyy-mm-dd>-<name>.<language>.md"
    match = _DATED.fullmatch(stem)
    try:
        day = date.fromisoformat(match["day"]) if match else None
    except ValueError:
        day = None
    if match is None or day is None:
        slug = match["slug"] if match else stem.lstrip("0123456789-") or "name"
        meant = name.replace(stem, f"<yyyy-mm-dd>-{slugify(slug) or 'name'}", 1)
        folder.found.add(problem("bad-file-name", Span(path), form=form, suggestion=meant))
        return None
    if not is_slug(match["slug"]):
        suggestion = name.replace(stem, f"{match['day']}-{slugify(match['slug']) or 'name'}", 1)
        folder.found.add(problem("bad-file-name", Span(path), form=form, suggestion=suggestion))
        return None
    return day, match["slug"]


def load_text(
    folder: Folder, relative: str, language: Language, languages: tuple[Language, ...], needs_title: bool
) -> MarkdownText | None:
    """The Markdown file at `relative`; None, and told, when its front matter has errors."""
    text = folder.read(relative)
    if text is None:
        return None
    path = folder.shown(relative)
    first, after = _line(text, 0)
    if first.rstrip() != "---":
        if needs_title:
            folder.found.add(problem("missing-front-matter", Span(path, 1, 1, 1, len(first) + 1)))
            return None
        return None if _is_crowded(folder, path, text, 0) else MarkdownText(path, language, _no_fields(), text, 1)
    end = _end_of_matter(text, after)
    if end is None:
        folder.found.add(problem("front-matter-open", Span(path, 1, 1, 1, 4)))
        return None
    fields = _fields(folder, path, text[after:end] or "\n", languages, needs_title)
    if fields is None:
        return None
    body = _line(text, end)[1]
    if _is_crowded(folder, path, text, body):
        return None
    return MarkdownText(path, language, fields, text[body:], text.count("\n", 0, end) + 2)


def _no_fields() -> FrontMatter:
    return FrontMatter.model_validate({})


def _is_crowded(folder: Folder, path: str, text: str, body: int) -> bool:
    """Whether the text that starts there is none that can be read in good time, which is told."""
    crowd = crowd_in(text[body:])
    if crowd >= 0:
        line, column = text.count("\n", 0, body + crowd) + 1, body + crowd - text.rfind("\n", 0, body + crowd)
        folder.found.add(problem("text-too-dense", Span(path, line, column, line, column + 1)))
    return crowd >= 0


def _line(text: str, start: int) -> tuple[str, int]:
    """The line that starts there, and where the next one does."""
    end = text.find("\n", start)
    return (text[start:end], end + 1) if end >= 0 else (text[start:], len(text))


def _end_of_matter(text: str, start: int) -> int | None:
    """Where the line that closes the front matter starts; None when there is none."""
    at = text.find("---", start)
    while at >= 0:
        if text[at - 1] == "\n" and _line(text, at)[0].rstrip() == "---":
            return at
        at = text.find("---", at + 1)
    return None


# A line of front matter as most are: a text in quotation marks without escapes, a list of plain words, or plain words.
_LINE = re.compile(
    r'(?P<key>[a-z_]+): (?:"(?P<text>[^"\\\t\n]*)"|\[(?P<list>[a-z\d][a-z\d-]*(?:, [a-z\d][a-z\d-]*)*)\]'
    r"|(?P<plain>[^\W_][\w.-]*(?: [\w.]+)*))\n"
)


def simple_fields(matter: str, languages: tuple[Language, ...]) -> FrontMatter | None:
    """What lines of the plainest YAML say, in a quarter of the time; None where the parser must say it, or what is odd.

    The places of what is written are not known then; nobody asks for those of a text in which nothing is wrong.
    """
    found: dict[str, Plain] = {}
    end = 0
    while (match := _LINE.match(matter, end)) is not None:
        key, text, words, plain = match.groups()
        found[key] = list(words.split(", ")) if words is not None else text if text is not None else plain
        end = match.end()
    is_whole = end == len(matter) and len(found) == matter.count("\n")
    if not is_whole or "null" in matter.casefold():  # which, without quotation marks, is nothing
        return None
    if not matter.replace("\n", " ").isprintable():  # signs that nobody sees are refused, end lines, or mean nothing
        return None
    try:
        return FrontMatter.model_validate(found, context={"languages": languages})
    except ValidationError:
        return None


def _fields(
    folder: Folder, path: str, matter: str, languages: tuple[Language, ...], needs_title: bool
) -> FrontMatter | None:
    fields = simple_fields(matter, languages)
    if fields is not None and (fields.title is not None or not needs_title):
        return fields
    own = Collector()
    tree = read_yaml(path, matter, own, first_line=2)
    folder.found.extend(own.in_order())
    if not isinstance(tree, Mapping):
        if not own.in_order():
            if not needs_title:
                return FrontMatter.model_validate({})
            folder.found.add(problem("missing-key", Span(path, 1, 1, 1, 4), key="title"))
        return None
    fields = decode(FrontMatter, tree, folder.found, languages)
    if fields is not None and needs_title and fields.title is None:
        folder.found.add(problem("missing-key", tree.entries[0].key.span if tree.entries else tree.span, key="title"))
        return None
    return fields
