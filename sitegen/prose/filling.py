"""Facts and addresses put into a parsed text, per page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape

from sitegen.languages import NO_BREAK, Language
from sitegen.prose.values import END, FACT, LINK, FactReference, Filling, Prose, Reference

SLOT = re.compile(f"([{FACT}{LINK}])(\\d+){END}(\\.?)")
_TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')
# Texts have no such element of their own (`sitegen.prose.cleaning`).
_FOREIGN = re.compile(r'<span lang="[^"]*">(.*?)</span> <span class="foreign">.*?</span>', re.DOTALL)
_PLACE = ' id="'
_OPENING = re.compile(r'<[a-z][^<>"]*(?:"[^"]*"[^<>"]*)+>')
# A name of a place in the text, and what leads to one.
_NAME = re.compile(r'( (?:id|aria-labelledby)="| href="#)([^"]+)')


def fill(
    prose: Prose,
    fact: Callable[[FactReference], Filling],
    address: Callable[[Reference], str],
    size: Callable[[Reference], tuple[int, int]] = lambda _: (0, 0),
) -> str:
    """The finished HTML. A fact that ends in a full stop takes the sentence's own full stop with it.

    In an attribute, such as a picture's description, a fact is plain text.

    `size`: of a picture in pixels, so that nothing moves when it comes; zeros when it is not known.
    """

    if not prose.facts and not prose.links:
        return prose.html
    # Slots are found by their ends: a search for the pattern would look at every letter.
    *pieces, rest = prose.html.split(END)
    done: list[str] = []
    was_stopped = False
    for piece in pieces:
        start = max(piece.rfind(FACT), piece.rfind(LINK))
        done.append(piece[was_stopped and piece.startswith(".") : start])
        number = int(piece[start + 1 :])
        if piece[start] == FACT:
            value = fact(prose.facts[number])
            was_stopped = value.text.endswith(".")
            done.append(value.html if value.html and number not in _in_tags(prose.html) else _escape(value.text))
        else:
            was_stopped = False
            done.append(_linked(_with_facts(prose, prose.links[number], fact), address, size))
    done.append(rest[was_stopped and rest.startswith(".") :])
    return "".join(done)


@lru_cache(maxsize=8)
def _in_tags(html: str) -> frozenset[int]:
    """The facts that stand in attributes."""
    slots = (slot for tag in _TAG.finditer(html) if FACT in tag[0] for slot in SLOT.finditer(tag[0]))
    return frozenset(int(slot[2]) for slot in slots if slot[1] == FACT)


def foreign_words(text: str, language: Language, mark: str, lead: str = "") -> Filling:
    """A fact in another language than its text's, marked as on all pages. `lead`: what goes before, in the text's."""
    said = f'<span lang="{language}">{_escape(text)}</span> <span class="foreign">{_escape(mark)}</span>'
    return Filling(lead + text, _escape(lead) + said)


def unmarked(html: str) -> str:
    """The same without marks of facts in another language: for data, feeds and plain text."""
    text = str(html)  # of a `Markup`, what is left would be escaped once more
    return _FOREIGN.sub(r"\1", text) if '<span class="foreign">' in text else text


def _with_facts(prose: Prose, link: Reference, fact: Callable[[FactReference], Filling]) -> Reference:
    """The link with facts in its target, where what holds numbers together has no place."""
    if not link.has_fact:
        return link

    def written(slot: re.Match[str]) -> str:
        return fact(prose.facts[int(slot[2])]).text.replace(NO_BREAK, " ") + slot[3]

    target = SLOT.sub(written, link.target)
    return Reference(target, link.place, link.is_picture)


def _linked(link: Reference, address: Callable[[Reference], str], size: Callable[[Reference], tuple[int, int]]) -> str:
    """What stands in the place of a link's slot."""
    width, height = size(link) if link.is_picture else (0, 0)
    # The slot is the whole of `src`, so that closing its quotes makes room for more.
    sized = f'" width="{width}" height="{height}" loading="lazy' if width and height else ""
    return _escape(address(link)) + sized


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def renamed(html: str, name: Callable[[str], str]) -> str:
    """A finished text whose places are called by other names, and what leads to them with them."""
    if _PLACE not in html:
        return html

    def rename(match: re.Match[str]) -> str:
        return match[1] + _escape(name(unescape(match[2])))

    return _OPENING.sub(lambda tag: _NAME.sub(rename, tag[0]), html)


def unwrap(html: str) -> str:
    """One paragraph's content without the paragraph; anything longer stays as it is."""
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        return html[3:-4]
    return html
