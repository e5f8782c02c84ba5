"""What bytes tell of a page's accessibility: a part of the simplified evaluation (C-07); the rest is for people."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from sitegen.inspection.findings import Found, fault
from sitegen.inspection.markup import Markup
from sitegen.inspection.tags import Tag
from sitegen.urls import root_of

_WITHOUT_LABEL = frozenset({"hidden", "submit", "button", "reset", "image"})
_CONTROLS = frozenset({"input", "select", "textarea"})
_MOVING = frozenset({"video", "audio", "marquee"})
_LEVELS = {f"h{level}": level for level in range(1, 7)}


def access_faults(page: Markup) -> Iterator[Found]:
    """Title, language, headings, structure, alternatives, labels, movement."""
    names = [tag.name for tag in page.tags]
    title = next(page.placed("title"), None)
    if title is None or not page.words_of(*title):
        yield fault("page-without-title")
    if not page.language:
        yield fault("page-without-language")
    yield from _viewport(page)
    yield from _headings(page, names)
    yield from _structure(page, names)
    if len(set(page.anchors)) < len(page.anchors):
        yield from _repeated(page)
    if not all("alt" in tag.attributes for tag in page.named("img")):
        for tag, at in page.placed("img"):
            if "alt" not in tag.attributes:
                yield fault("image-without-alternative", page.place(at), seen=tag.get("src").rpartition("/")[2])
    if not _CONTROLS.isdisjoint(names):
        yield from _controls(page)
    if not _MOVING.isdisjoint(names):
        yield from _movement(page)


def _viewport(page: Markup) -> Iterator[Found]:
    told = next((tag.get("content") for tag in page.named("meta") if tag.get("name").lower() == "viewport"), "")
    plain = told.replace(" ", "").lower()
    if "width=device-width" not in plain or re.search(r"user-scalable=(?:no|0)|maximum-scale=[01](?:\.|,|$)", plain):
        yield fault("page-viewport", seen=told or "–")


def _headings(page: Markup, names: list[str]) -> Iterator[Found]:
    levels = [_LEVELS[name] for name in names if name in _LEVELS]
    if levels.count(1) != 1:
        yield fault("page-headings", seen=f"{levels.count(1)} × h1")
    skipped = [number for number, (before, level) in enumerate(pairwise(levels), 1) if level > before + 1]
    if skipped:
        found = [at for _, at in page.placed(*_LEVELS)]
        for number in skipped:
            seen = f"h{levels[number - 1]} → h{levels[number]}"
            yield fault("page-heading-skipped", page.place(found[number]), seen=seen)


def _structure(page: Markup, names: list[str]) -> Iterator[Found]:
    if names.count("main") != 1:
        yield fault("page-structure", what="main part")
    for name, what in (("nav", "navigation"), ("footer", "footer")):
        if name not in names:
            yield fault("page-structure", what=what)
    target = next(page.links(), "")
    if not (target.startswith("#") and _has_anchor(page, target[1:])):
        yield fault("page-structure", what="skip link")


def _repeated(page: Markup) -> Iterator[Found]:
    """The ids that two elements share; what only looks like one in a text is none."""
    for name, times in Counter(page.anchors).items():
        if times > 1:
            tags = re.finditer(rf"""<[a-z][^<>]*\sid="{re.escape(name)}\"""", page.text, re.IGNORECASE)
            _, second, *_ = (*tags, None, None)
            if second is not None:
                yield fault("place-repeated", page.place(second.start()), seen=name)


def _has_anchor(page: Markup, name: str) -> bool:
    written = f' id="{name}"'  # as nearly everybody writes it, and where; both are found fast
    if any(written in tag.text for tag in page.named("main")) or written in page.text:
        return True
    return re.search(rf"""\sid=["']?{re.escape(name)}["'\s>]""", page.text) is not None


def _controls(page: Markup) -> Iterator[Found]:
    unknown = [tag for tag in page.named(*_CONTROLS) if not tag.is_labelled]
    labelled = {tag.get("for") for tag in page.named("label")} - {""} if unknown else set()
    if all(_is_named(tag, labelled) for tag in unknown):
        return
    inside = [at for tag, at in page.placed("label") if not tag.get("for")]
    for tag, at in page.placed(*_CONTROLS):
        if not _is_named(tag, labelled) and not _stands_in_label(page, inside, at):
            yield fault("control-without-label", page.place(at), seen=tag.get("name") or tag.get("id") or tag.name)


def _is_named(tag: Tag, labelled: set[str]) -> bool:
    """Whether a control says its name by itself, has a label that says whose it is, or needs none."""
    if tag.is_labelled or (tag.name == "input" and tag.get("type").lower() in _WITHOUT_LABEL):
        return True
    named = tag.get("aria-label") or tag.get("aria-labelledby") or tag.get("title")
    return bool(named) or tag.get("id") in labelled


def _stands_in_label(page: Markup, labels: list[int], control: int) -> bool:
    """Whether the last label that starts before a control is still open at it."""
    number = bisect_left(labels, control)
    return number > 0 and "</label" not in page.text[labels[number - 1] : control].lower()


def _movement(page: Markup) -> Iterator[Found]:
    for tag, at in page.placed(*_MOVING):
        if tag.name == "marquee" or "autoplay" in tag.attributes:
            yield fault("media-moves", page.place(at), seen=tag.name)


def leads_to(page: Markup, path: str, targets: tuple[str, ...], base_path: str) -> bool:
    """Whether a page at `path` links to one of the pages `targets`, which are paths of folders in the site.

    A link as the pages of a site have it is known by its letters; to follow one takes 6 µs.
    """
    folder = posixpath.dirname(path)
    usual = {f"{root_of(path)}{target}/" for target in targets}
    for name in _names(targets, path.partition("/")[0]):
        for link in page.links(name):
            if link in usual:
                return True
            address = link.partition("#")[0].partition("?")[0]
            inside = address.removeprefix(base_path) if address.startswith("/") else posixpath.join(folder, address)
            if posixpath.normpath(inside).removesuffix("index.html").strip("/") in targets:
                return True
    return False


@lru_cache(maxsize=64)
def _names(targets: tuple[str, ...], own: str) -> tuple[str, ...]:
    """The last words of these paths, each once, first of those in the folder `own`."""
    own_first = sorted(targets, key=lambda target: target.partition("/")[0] != own)
    return tuple(dict.fromkeys(target.rpartition("/")[2] for target in own_first))
