"""What a page is made from, and why it is made anew or not: read off what is remembered of the last build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import normpath

from sitegen.assets import collect_assets
from sitegen.memory.start import Start
from sitegen.memory.state import ForgottenError
from sitegen.memory.surroundings import template_closure
from sitegen.pipeline.jobs import SITEMAP
from sitegen.pipeline.looking_up import words_of
from sitegen.pipeline.run import Run
from sitegen.pipeline.stock import UnsoundContentError, take_stock
from sitegen.settings import Settings
from sitegen.values import dataclass

# How many names of one kind are told; lists read hundreds.
_TOLD = 12


@dataclass(frozen=True, slots=True)
class Explanation:
    """A file of the site. `template`: its page's template, first, and what that names; empty for files for machines.

    `read`: by kind (`unit`, `traits`, `figures`, `outline`, `derived`, `fact`, `commit`) the names of what was read.
    `last`: why the last build made it, empty when it took it over as it was, None when it made everything; `coming`:
    why the next one will, empty when it will not, None when that cannot be told, as there are errors.
    """

    file: str
    sources: tuple[str, ...]
    template: tuple[str, ...]
    catalogues: tuple[str, ...]
    read: Mapping[str, tuple[str, ...]]
    last: str | None
    coming: str | None


@dataclass(frozen=True, slots=True)
class Copied:
    """A file of the site that is made neither from records nor by templates.

    `what`: `sitemap`, `manifest`, `search`, `media`, `static` or `compressed`; `source`: the file that it is a copy of.
    """

    file: str
    what: str
    source: str = ""


def explained(settings: Settings, page: str) -> Explanation | None:
    """What the page with this address, or path in the output, is made from; None when nothing is remembered of it."""
    start = Start(settings, is_published=True)
    try:
        for file in _names(settings, page):
            job = _job_of(start, file)
            if job:
                return _explanation(start, job, file)
        return None
    except ForgottenError:
        return None
    finally:
        start.close()


def explained_copy(settings: Settings, page: str) -> Copied | None:
    """The same of a file that is not made from records; None when the last build published none at this path."""
    start = Start(settings, is_published=True)
    try:
        found = (_copied(start, file) for file in _names(settings, page))
        return next((one for one in found if one is not None), None)
    except ForgottenError:
        return None
    finally:
        start.close()


def _copied(start: Start, file: str) -> Copied | None:
    settings, state = start.settings, start.state
    whole = file.removesuffix(Path(file).suffix)
    if state.has("copies") and any(file == copy[0] for copy in state["copies"].get(whole, (b"", ()))[1]):
        return Copied(file, "compressed", whole)
    what = next((part for part in ("manifest", "search", "fixed") if file in state[part]), "")
    if what != "fixed":
        return Copied(file, what) if what else None
    if file == SITEMAP:
        return Copied(file, "sitemap")
    names = {path: name for name, path in collect_assets(settings.folders("static")).paths.items()}
    if file not in names:
        return Copied(file, "media", str(settings.content / file))
    places = (folder / names[file] for folder in settings.folders("static"))
    return Copied(file, "static", next((str(place) for place in places if place.is_file()), ""))


def _names(settings: Settings, page: str) -> Iterator[str]:
    """The files that may be meant: `lv/`, `/lv/index.html`, `public/lv/index.html`, `https://…/lv/`."""
    path = page.partition("://")[2].partition("/")[2] if "://" in page else page
    for given in (path, path.removeprefix(f"{settings.output}/")):
        bare = normpath(given.strip("/")).removeprefix("./") if given.strip("/") else ""
        bare = "" if bare == "." else bare
        yield bare
        yield f"{bare}/index.html".lstrip("/")


def _job_of(start: Start, file: str) -> str:
    """The job that a file comes of, which may be one of several: a picture beside a page, data in another language."""
    try:
        job: str = start.state.row("places", file)[0]
    except KeyError:
        return ""
    return job


def _explanation(start: Start, name: str, file: str) -> Explanation:
    row = start.state.row("jobs", name)
    found: dict[str, list[str]] = {}
    for read in row[2]:
        kind, _, what = read.partition(":")
        found.setdefault(kind, []).append(what or kind)
    made = start.state["reasons"]
    settings, sources = start.settings, dict.fromkeys(one[2] for one in start.state.row("links", name) if one[2])
    return Explanation(
        file=file,
        sources=tuple(sources),
        template=tuple(template_closure(settings, row[1], start.around.templates)) if row[1] else (),
        catalogues=tuple(_catalogues(settings, name)),
        read={kind: tuple(names) for kind, names in sorted(found.items())},
        last=made["reasons"].get(name, "") if made and not made["is_new"] else None,
        coming=_coming(start, name),
    )


def _catalogues(settings: Settings, name: str) -> Iterator[str]:
    """The catalogues of the language that the file's address begins with; without one those of all."""
    language = name.partition("/")[0]
    for folder in settings.folders("locales"):
        for file in sorted(folder.glob("*/LC_MESSAGES/site.po")):
            own = file.relative_to(folder).parts[0]
            if own == language or not (folder / language).is_dir():
                yield str(file)


def _coming(start: Start, name: str) -> str | None:
    if start.unchanged() is not None:
        return ""
    run = Run(start)
    try:
        stock = take_stock(run.settings, run.around, run.state)
    except UnsoundContentError:
        return None
    if stock.is_new:
        return "everything"
    site = run.site(stock, words_of(run.settings, stock.library.base.languages))
    plan = run.planned(stock, site, collect_assets(run.settings.folders("static")))
    return plan.reasons.get(name, "gone" if name in plan.gone else "")


def shortened(names: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """The first of many names, and how many more there are."""
    return names[:_TOLD], max(0, len(names) - _TOLD)
