"""What a link in a text leads to: another site, a source file of this one, a place on the page, or nothing."""

from __future__ import annotations

import posixpath
import re
from enum import StrEnum
from urllib.parse import unquote

from sitegen.languages import Language
from sitegen.models.content import Content
from sitegen.urls import is_web_address
from sitegen.values import dataclass


class TargetKind(StrEnum):
    """What a link leads to."""

    EXTERNAL = "external"
    PROJECT = "project"
    NEWS = "news"
    PAGE = "page"
    MEDIA = "media"
    GLOSSARY = "glossary"
    HERE = "here"
    MISSING = "missing"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads. `name` is the address, the slug, or the path under `content/`.

    `day` tells news items of one name apart; `language` is set when the link names a text of one language.
    """

    kind: TargetKind
    name: str
    day: str = ""
    language: Language | None = None
    anchor: str = ""


GLOSSARY = "glossary.yaml"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ALLOWED = re.compile(r"(?:https?://[^\s\"<>\\]+|mailto:[^\s\"<>]+|tel:[+0-9 ()-]+)", re.IGNORECASE)
_TEXT = re.compile(r"(?P<stem>.+)\.(?P<language>[a-z]{2})\.md")


def target_of(content: Content, path: str, written: str) -> Target:
    """Where the link `written` in the file at `path` (as messages show it) leads."""
    if _SCHEME.match(written) or written.startswith(("//", "\\")):
        is_whole = is_web_address(written) if written[:4].casefold() == "http" else True
        kind = TargetKind.EXTERNAL if is_whole and _ALLOWED.fullmatch(written) else TargetKind.REFUSED
        return Target(kind, written)
    address, _, anchor = written.partition("#")
    if not address:
        return Target(TargetKind.HERE, "", anchor=anchor)
    for candidate in _candidates(path, address):
        found = _file(content, candidate, anchor)
        if found is not None:
            return found
    return Target(TargetKind.MISSING, address, anchor=anchor)


def media_target(content: Content, path: str, written: str) -> str:
    """The file under `media/` that a link leads to; empty when it leads elsewhere. No record is looked up."""
    if _SCHEME.match(written):
        return ""
    return next((one for one in _candidates(path, written.partition("#")[0]) if one in content.media), "")


def _candidates(path: str, address: str) -> tuple[str, str]:
    """The paths under the content folder that an address in the file at `path` may mean."""
    folder = posixpath.dirname(path.partition("/")[2])
    both = (posixpath.join(folder, unquote(address)), unquote(address))
    return posixpath.normpath(both[0]), posixpath.normpath(both[1])


def _file(content: Content, path: str, anchor: str) -> Target | None:
    if path in content.media:
        return Target(TargetKind.MEDIA, path, anchor=anchor)
    if path == GLOSSARY and content.glossary:
        return Target(TargetKind.GLOSSARY, path, anchor=anchor)
    folder, _, name = path.partition("/")
    if folder == "projects" and name.endswith(".yaml"):
        return _project(content, name.removesuffix(".yaml"), None, anchor)
    match = _TEXT.fullmatch(name)
    if match is None:
        return None
    language = Language(match["language"])
    if folder == "projects":
        return _project(content, match["stem"], language, anchor)
    if folder == "news":
        day, slug = match["stem"][:10], match["stem"][11:]
        news = content.index.news.get((day, slug))
        known = news is not None and language in news.texts
        return Target(TargetKind.NEWS, slug, day, language, anchor) if known else None
    page = content.index.pages.get(match["stem"])
    known = page is not None and language in page.texts
    return Target(TargetKind.PAGE, match["stem"], "", language, anchor) if folder == "pages" and known else None


def _project(content: Content, slug: str, language: Language | None, anchor: str) -> Target | None:
    known = slug in content.broken["projects"] or slug in content.index.projects
    return Target(TargetKind.PROJECT, slug, "", language, anchor) if known else None


def linkable_files(content: Content) -> list[str]:
    """Paths under the content folder that a link may name, for suggestions."""
    names = [path.partition("/")[2] for path in content.texts]
    linkable = {"projects", "news", "pages", GLOSSARY}
    return [name for name in names if name.partition("/")[0] in linkable] + list(content.media)
