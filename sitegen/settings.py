"""What a build is told, and what comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from pathlib import Path
from unicodedata import normalize

from sitegen.diagnostics import Collector, Diagnostic, Excepted, Severity
from sitegen.diagnostics.report import LineOf
from sitegen.provenance import Commit
from sitegen.publish import Changes
from sitegen.resources import resource_folder
from sitegen.values import dataclass

MOST_ALIKE = 100
_LAID_OVER = ("templates", "static", "locales")


@dataclass(frozen=True, slots=True)
class First:
    """A page that is made first and put into the output at once: its file there, and what is called then."""

    file: str
    tell: Callable[[], None]


class Keeping(StrEnum):
    """What a build does about the register of public addresses.

    NOTE: it is held to it, and adds to it once it has published. HOLD: held to it, nothing written: a trial.
    IGNORE: a build of a day that is past, when later addresses were not published yet.
    """

    NOTE = "note"
    HOLD = "hold"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build is told. `content` is the content folder; its parent may hold templates, static and locales.

    `commits`: the last commit of files in git, by path; empty when that is not to be told. `has_search`: what is built
    is indexed for search, and its pages lead to the search page. `memory`: the folder of what is remembered from build
    to build; without one everything is made anew. `first`: the page to make before all others, in a preview.
    `is_durable`: a site takes the old one's place once the disk holds all of it: a power cut leaves one of them whole.
    `addresses`: what it does about the register of public addresses. `is_preview`: nobody but its author sees the site.
    `is_precompressed`: what gets smaller by it is published compressed, too.
    """

    content: Path
    output: Path
    day: date
    base_url: str = ""
    is_strict: bool = False
    jobs: int = 1
    commits: Mapping[str, Commit] = field(default_factory=dict)
    has_search: bool = False
    memory: Path | None = None
    first: First | None = None
    is_durable: bool = False
    addresses: Keeping = Keeping.HOLD
    is_preview: bool = False
    is_precompressed: bool = False

    def folders(self, name: str) -> list[Path]:
        """Where templates, static files or catalogues lie: the site's own folder first, then the program's."""
        own = self.content.parent / name
        shipped = resource_folder(name)
        is_other = own.is_dir() and own.resolve() != shipped.resolve()
        return [own, shipped] if is_other and not own.is_symlink() else [shipped]

    def own_folders(self) -> list[Path]:
        """The site's own of these folders, and links in their place, which are never followed: they are told of."""
        own = [self.content.parent / name for name in _LAID_OVER]
        return [one for one in own if len(self.folders(one.name)) > 1 or self._is_stray(one)]

    def _is_stray(self, own: Path) -> bool:
        """Whether a folder is a link, and not one to the program's."""
        return own.is_symlink() and not (own.is_dir() and own.resolve() == resource_folder(own.name).resolve())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found and did.

    `excepted`: what is not told, for a reason. `changes` is None when nothing was published. `forgotten`: the number of
    the error (`errno`) for which the next build will know nothing of this one; 0 when it will. `noted`: how many
    addresses were added to the register.
    """

    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    excepted: tuple[Excepted, ...] = ()
    changes: Changes | None = None
    pages: int = 0
    size: int = 0
    forgotten: int = 0
    noted: int = 0

    @property
    def has_errors(self) -> bool:
        """Whether anything forbids publishing."""
        return any(found.severity is Severity.ERROR for found in self.diagnostics)


def told(settings: Settings, found: Collector) -> tuple[Diagnostic, ...]:
    """What was found, as it is told: in order, and where warnings are errors, as such.

    Of one problem the first `MOST_ALIKE` places in a file are told: who has mended these sees the others.
    """
    alike: Counter[tuple[str, str]] = Counter()
    chosen = []
    for one in (found.as_strict() if settings.is_strict else found).in_order():
        alike[one.code, one.span.path] += 1
        if alike[one.code, one.span.path] <= MOST_ALIKE:
            chosen.append(one)
    return tuple(chosen)


class WorkerLostError(Exception):
    """A process of the build was ended from outside: by somebody, or by a system that is short of memory."""


class ContentChangedError(Exception):
    """Something was changed while it was read: what was found out about it holds for neither state."""


def lines_of(outcome: Outcome, settings: Settings) -> LineOf:
    """Looks up the lines of files: those that were read, and others, such as templates, from the disk."""
    folders = (settings.content.parent, resource_folder("templates").parent)

    def line_of(path: str, number: int) -> str:
        text = outcome.texts.get(path)
        if text is None:
            file = next((folder / path for folder in folders if (folder / path).is_file()), None)
            text = normalize("NFC", file.read_text(encoding="utf-8-sig", errors="replace")) if file else ""
        lines = text.split("\n")
        return lines[number - 1] if number <= len(lines) else ""

    return line_of


class SearchFailedError(Exception):
    """The index could not be made. Its text is what pagefind said of it; empty when pagefind is not installed."""
