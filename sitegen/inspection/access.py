"""What bytes tell of a page's accessibility: a part of the simplified evaluation (C-07); the rest is for people."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import pairwise

from sitegen.inspection.findings import Found, fault
from sitegen.inspection.markup import Markup, Tag

_WITHOUT_LABEL = frozenset({"hidden", "submit", "button", "reset", "image"})


def access_faults(page: Markup) -> Iterator[Found]:
    """Title, language, headings, structure, alternatives, labels, movement."""
    titles = list(page.named("title"))
    if not titles or not page.words_of(titles[0]):
        yield fault("page-without-title")
    if not page.language:
        yield fault("page-without-language")
    yield from _viewport(page)
    yield from _headings(page)
    yield from _structure(page)
    for tag in page.named("img"):
        if "alt" not in tag.attributes:
            yield fault("image-without-alternative", page.place(tag.at), seen=tag.get("src").rpartition("/")[2])
    yield from _controls(page)
    yield from _movement(page)


def _viewport(page: Markup) -> Iterator[Found]:
    told = next((tag.get("content") for tag in page.named("meta") if tag.get("name").lower() == "viewport"), "")
    plain = told.replace(" ", "").lower()
    if "width=device-width" not in plain or re.search(r"user-scalable=(?:no|0)|maximum-scale=[01](?:\.|,|$)", plain):
        yield fault("page-viewport", seen=told or "–")


def _headings(page: Markup) -> Iterator[Found]:
    found = [tag for tag in page.tags if re.fullmatch(r"h[1-6]", tag.name)]
    levels = [int(tag.name[1]) for tag in found]
    if levels.count(1) != 1:
        yield fault("page-headings", seen=f"{levels.count(1)} × h1")
    for (before, level), tag in zip(pairwise(levels), found[1:], strict=True):
        if level > before + 1:
            yield fault("page-heading-skipped", page.place(tag.at), seen=f"h{before} → h{level}")


def _structure(page: Markup) -> Iterator[Found]:
    names = [tag.name for tag in page.tags]
    if names.count("main") != 1:
        yield fault("page-structure", what="main part")
    for name, what in (("nav", "navigation"), ("footer", "footer")):
        if name not in names:
            yield fault("page-structure", what=what)
    target = next(page.links(), "")
    if not (target.startswith("#") and re.search(rf"""\sid=["']?{re.escape(target[1:])}["'\s>]""", page.text)):
        yield fault("page-structure", what="skip link")


def _controls(page: Markup) -> Iterator[Found]:
    labels = list(page.named("label"))
    for tag in page.named("input", "select", "textarea"):
        if tag.name == "input" and tag.get("type").lower() in _WITHOUT_LABEL:
            continue
        named = tag.get("aria-label") or tag.get("aria-labelledby") or tag.get("title")
        if not named and not any(_is_label(page, label, tag) for label in labels):
            yield fault("control-without-label", page.place(tag.at), seen=tag.get("name") or tag.get("id") or tag.name)


def _is_label(page: Markup, label: Tag, control: Tag) -> bool:
    if label.get("for"):
        return label.get("for") == control.get("id")
    return label.at < control.at and "</label" not in page.text[label.at : control.at].lower()


def _movement(page: Markup) -> Iterator[Found]:
    for tag in page.named("video", "audio", "marquee"):
        if tag.name == "marquee" or "autoplay" in tag.attributes:
            yield fault("media-moves", page.place(tag.at), seen=tag.name)


def leads_to(page: Markup, path: str, targets: tuple[str, ...], base_path: str) -> bool:
    """Whether a page at `path` links to one of the pages `targets`, which are paths of folders in the site."""
    folder = posixpath.dirname(path)
    for name in {target.rpartition("/")[2] for target in targets}:
        for link in page.links(name):
            address = link.partition("#")[0].partition("?")[0]
            inside = address.removeprefix(base_path) if address.startswith("/") else posixpath.join(folder, address)
            if posixpath.normpath(inside).removesuffix("index.html").strip("/") in targets:
                return True
    return False
