"""The attribution block held against what its period, funds and figures ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sitegen.attribution import FUNDS, Support, marking, supports_in, supports_of
from sitegen.attribution.periods import PERIODS
from sitegen.inspection.block import Block, Item, ItemKind, read_block
from sitegen.inspection.expected import Expected, Words, consumed, expected, nearest, statements
from sitegen.inspection.findings import Found, fault
from sitegen.languages import Language
from sitegen.patterns import regex

THE_BLOCK, THE_EMBLEM, THE_MARK = "the attribution block", "the emblem", "the national mark"


@lru_cache(maxsize=4096)
def faults_of_block(html: str, language: Language, record: str) -> tuple[Found, ...]:
    """What is wrong with a block. `record`: the marking of what its project's record asks for; empty when not known.

    Remembered, since thousands of pages share a few blocks.
    """
    return tuple(_faults(read_block(html), language, record))


def supports_of_block(block: Block, record: str = "") -> tuple[Support, ...] | None:
    """What a block stands for: as its record says, else as it says itself; None when that cannot be read."""
    own = block.attributes
    marked = supports_in(own["data-support"]) if "data-support" in own else None
    if marked is None:
        marked = supports_of(own.get("data-period", ""), own.get("data-funds", ""))
    return supports_in(record) or marked


def _faults(block: Block, language: Language, record: str) -> Iterator[Found]:
    if block.attributes.get("aria-hidden") == "true" or "inert" in block.attributes:
        yield fault("block-hidden", (1, 0), what=THE_BLOCK, seen='aria-hidden="true"')
    else:
        yield from _hidden(block)
    yield from _emblem(block)
    yield from _marking(block, record)
    supports = supports_of_block(block, record)
    if supports is None:
        return
    wanted = expected(supports, language)
    yield from words_at_fault(block.items, wanted, language)
    lines = [item for item in block.items if item.kind is ItemKind.LINK]
    missing = [text for text, url in wanted.links if not _has_link(lines, text, url)]
    yield from (fault("rural-reference-missing", (1, 0), expected=text) for text in missing)
    yield from _order(block, wanted)
    if not all(PERIODS[support.period].allows_fund_logos for support in supports):
        yield from _identities(block)


def _hidden(block: Block) -> Iterator[Found]:
    for item in block.items:
        if "hidden" in item.marks:
            what = THE_EMBLEM if item == block.emblem else f"“{item.text}”" if item.text else THE_MARK
            yield fault("block-hidden", item.at, what=what, seen="hidden")


def _emblem(block: Block) -> Iterator[Found]:
    emblem = block.emblem
    if emblem is None:
        yield fault("emblem-missing", (1, 0))
        return
    if emblem.marks & {"lazy", "late"}:
        seen = 'loading="lazy"' if "lazy" in emblem.marks else "data-src"
        yield fault("emblem-lazy", emblem.at, seen=seen)
    if emblem.text and re.search(r"eiropas savienīb|european union", emblem.text, re.IGNORECASE):
        yield fault("emblem-read-twice", emblem.at, seen=emblem.text)


def _marking(block: Block, record: str) -> Iterator[Found]:
    """The block's own attributes: readable, at one with each other, and with the record."""
    own = block.attributes
    periods, funds, support = (own.get(f"data-{name}", "") for name in ("period", "funds", "support"))
    marked, plain = supports_in(support), supports_of(periods, funds)
    if plain is None or (support and marked is None):
        yield fault("support-unreadable", (1, 0), seen=" / ".join(filter(None, (periods, funds, support))) or "–")
        return
    if marked is not None and _kinds(marked) != ({*periods.split()}, {*funds.split()}):
        yield fault("support-unreadable", (1, 0), seen=f"{periods} / {funds} / {support}")
        return
    asked = supports_in(record)
    if asked is None:
        return
    if (marking(marked) != record) if marked is not None else (_kinds(plain) != _kinds(asked)):
        yield fault("support-not-of-record", (1, 0), seen=support or f"{periods} / {funds}", expected=record)


def _kinds(supports: tuple[Support, ...]) -> tuple[set[str], set[str]]:
    return {one.period.value for one in supports}, {fund.value for one in supports for fund in one.funds}


def words_at_fault(items: Iterable[Item], wanted: Expected, language: Language) -> Iterator[Found]:
    """Every prescribed text is there, letter for letter, and no other."""
    known = list(items)
    lines = [item for item in known if item.kind is not ItemKind.PICTURE]
    pictured = {item.text for item in known if item.kind is ItemKind.PICTURE}
    texts = {*(word.text for word in wanted.words), *(other for word in wanted.words for other in word.others)}
    texts |= {*wanted.marks, *(text for text, _ in wanted.links)}
    optional = {*wanted.optional, *wanted.joint}
    spoken = [item for item in lines if any(letter.isalnum() for letter in item.text or "")]
    read = [(item, consumed(item.text or "", texts | optional)) for item in spoken]
    said = [text for _, parts in read for text in parts or ()]
    missing = [word for word in wanted.words if not any(word.is_said(text) for text in said)]
    if any(text in said for text in wanted.joint):
        missing = [word for word in missing if word.code != "fund-name-missing"]
    missing += [Words(name, "mark-missing") for name in wanted.marks if name not in said and name not in pictured]
    for item in (item for item, parts in read if parts is None):
        found = _of_line(item, missing, language)
        missing = [word for word in missing if word.text != dict(found.parameters).get("expected")]
        yield found
    yield from (fault(word.code, (1, 0), expected=word.text) for word in missing)


def _has_link(lines: list[Item], text: str, address: str) -> bool:
    return any(item.kind is ItemKind.LINK and item.text == text and item.address == address for item in lines)


def _of_line(item: Item, missing: list[Words], language: Language) -> Found:
    """What is wrong with a line that is no prescribed text: another statement, a misspelt text, or something else."""
    text = item.text or ""
    leads = [word.text for word in missing if word.code == "statement-missing"]
    if text in statements(language) and leads:
        meant = next((lead for lead in leads if lead in statements(language)), leads[0])
        return fault("statement-form", item.at, seen=text, expected=meant)
    meant = nearest(text, [word.text for word in missing]) or (leads[0] if len(leads) == 1 else "")
    return fault("statement-wording", item.at, seen=text, **({"expected": meant} if meant else {}))


def _order(block: Block, wanted: Expected) -> Iterator[Found]:
    """Emblem and statement first, then the national mark, then other pictures."""
    leads = {word.text for word in wanted.words if word.code == "statement-missing"}
    leads |= {other for word in wanted.words for other in word.others}
    first = [n for n, item in enumerate(block.items) if any((item.text or "").startswith(lead) for lead in leads)]
    emblem = [n for n, item in enumerate(block.items) if item is block.emblem]
    if not first or not emblem:
        return
    marks = [n for n, item in enumerate(block.items) if item.text in wanted.marks]
    pictures = [n for n, item in enumerate(block.items) if item.kind is ItemKind.PICTURE and n not in (*marks, *emblem)]
    late = {n for n in (*marks, *pictures) if n < max(first[0], emblem[0])}
    late |= {n for n in pictures if marks and n < max(marks)}
    for n in sorted(late):
        yield fault("marks-order", block.items[n].at, seen=block.items[n].text or block.items[n].address)


_UNION = (
    r"eiropas savienīb|european union|\bES\s+(?:fond|karog|logo)|\bEU\s+(?:fund|flag|logo)|kohēzijas fond|"
    r"esfondi|nextgenerationeu|"
)
_OF_FUNDS = regex(
    _UNION
    + "|".join(re.escape(name) for facts in FUNDS.values() for name in (facts.name_lv, facts.name_en))
    + r"|(?<![\w])(?:ESF|ERAF|ERDF|ELFLA|EAFRD|EJZAF|EMFAF|TPF|JTF)(?![\w])",
    re.IGNORECASE,
)


def shows_other_identity(text: str, address: str) -> bool:
    """Whether a logo, by its alternative text or file name, is one of a fund or of the Union's support."""
    name = address.rpartition("/")[2]
    return bool(_OF_FUNDS.search(text) or _OF_FUNDS.search(re.sub(r"[-_.]", " ", name)))


def _identities(block: Block) -> Iterator[Found]:
    for item in block.pictures:
        if item is not block.emblem and shows_other_identity(item.text or "", item.address):
            yield fault("other-identity", item.at, seen=item.text or item.address)
