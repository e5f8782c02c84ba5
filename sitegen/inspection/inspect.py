"""Everything that the bytes of one page tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from sitegen.attribution.periods import PERIODS
from sitegen.inspection.access import access_faults, leads_to
from sitegen.inspection.attribution import faults_of_block, shows_other_identity, supports_of_block
from sitegen.inspection.block import read_block
from sitegen.inspection.findings import Found, fault
from sitegen.inspection.markup import Markup, read_markup
from sitegen.inspection.requests import requests_of_page
from sitegen.languages import EN, LV, Language
from sitegen.rules.placeholders import placeholders_in
from sitegen.urls import base_path
from sitegen.values import dataclass

# The anchor that every accessibility statement has.
STATEMENT = "a11y-institution"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of a page beside its bytes.

    `path`: its file in the site. `record`: the marking of its project's record (`sitegen.attribution.marking`), empty
    when it is not known. `base_url`: the site's address. `statements`: the folders of the accessibility statements.
    `has_support`: whether there is anything on the site to attribute.
    """

    path: str
    record: str = ""
    base_url: str = ""
    statements: tuple[str, ...] = ()
    has_support: bool = True


def inspect(html: str, subject: Subject) -> tuple[Found, ...]:
    """What is wrong with a page, by place."""
    return faults_of(read_markup(html), subject)


def faults_of(page: Markup, subject: Subject) -> tuple[Found, ...]:
    """What is wrong with a page that has been read, by place."""
    found = [*requests_of_page(page, subject.base_url)]
    if not page.is_redirect:
        found += _attribution(page, subject)
        found += access_faults(page)
        found += _statement(page, subject)
    return tuple(sorted(found, key=lambda one: (one.at, one.code, one.parameters)))


def _attribution(page: Markup, subject: Subject) -> Iterator[Found]:
    if page.block is None:
        if subject.has_support:
            yield fault("attribution-missing")
        return
    start, end = page.block
    if page.blocks > 1:
        yield fault("attribution-repeated", page.place(start), seen=f"{page.blocks}")
    yield from _before_text(page, start)
    html = page.text[start:end]
    spoken = (Language(page.language),) if page.language else (LV, EN)  # where none is said, the one that fits
    for found in min((faults_of_block(html, language, subject.record) for language in spoken), key=len):
        (line, column), (below, right) = page.place(start), found.at
        yield replace(found, at=(line + below - 1, right + 1 if below > 1 else column + right))
    yield from _identities(page, html, subject)


def _before_text(page: Markup, start: int) -> Iterator[Found]:
    before = {tag.name for tag in takewhile(lambda tag: not tag.is_block, page.tags)}
    for name, what in (("main", "the main text"), ("h1", "the page’s heading")):
        at = page.first(name) if name in before else None
        if at is not None and at < start:
            yield fault("block-after-text", page.place(start), what=what)
            return


def _identities(page: Markup, html: str, subject: Subject) -> Iterator[Found]:
    """Logos elsewhere on the page that show the Union's support, where only emblem and statement may."""
    first, last = page.block or (0, 0)
    others = [(tag, at) for tag, at in page.placed("img") if not first <= at < last]
    if not others:
        return
    start, end = page.first("main") or 0, page.text.find("</main")
    logos = [
        (tag, at)
        for tag, at in others
        if not start < at < end or _is_logo(tag.get("class"), tag.get("src"), tag.get("alt"))
    ]
    supports = (supports_of_block(read_block(html), subject.record) or ()) if logos else ()
    if all(PERIODS[support.period].allows_fund_logos for support in supports):
        return
    for tag, at in logos:
        if shows_other_identity(tag.get("alt"), tag.get("src")):
            yield fault("other-identity", page.place(at), seen=tag.get("alt") or tag.get("src"))


def _is_logo(classes: str, address: str, text: str) -> bool:
    return "logo" in classes.split() or "logo" in address.rpartition("/")[2].lower() or "logo" in text.lower()


def _statement(page: Markup, subject: Subject) -> Iterator[Found]:
    """The accessibility statement is linked, and is filled in."""
    if subject.statements and not leads_to(page, subject.path, subject.statements, base_path(subject.base_url)):
        yield fault("statement-not-linked")
    if STATEMENT in page.anchors and is_statement(page.text):  # to search the text takes 25 µs
        main = next(page.placed("main"), None)
        words = page.words_of(*main) if main else ""
        yield from (
            fault("statement-unfinished", seen=words[start:end]) for start, end in placeholders_in(words, words)
        )


def is_statement(html: str) -> bool:
    """Whether a page is the accessibility statement."""
    return f'id="{STATEMENT}"' in html
