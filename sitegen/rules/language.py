"""How texts are worded: links, quotation marks, letter-spacing, leftovers, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.patterns import regex
from sitegen.rules.context import Context
from sitegen.texts import Origin, words_span

# Begins with its sign, and looks back over it: so it is found at once.
_LINK = regex(r"\[(?<![!\]]\[)(?P<words>(?:[^\[\]\n]|\n(?!\n)|\[[^\]\n]*\])+)\](?P<target>(?=\(|\[[^\]\n]*\]))?(?!:)")
_DEFINITION = regex(r"^ {0,3}\[([^\]\n]+)\]:", re.MULTILINE)
# Link texts that say nothing without the sentence around them, without case, quotation marks and signs at their ends.
VAGUE = frozenset(
    [
        "šeit",
        "šajā saitē",
        "šajā lapā",
        "te",
        "lasīt",
        "lasīt vairāk",
        "lasi vairāk",
        "lasīt tālāk",
        "uzzināt vairāk",
        "uzzini vairāk",
        "vairāk",
        "vairāk informācijas",
        "skatīt",
        "skatīt vairāk",
        "skatīt šeit",
        "skat",
        "skat. šeit",
        "skat. informāciju",
        "skatīt informāciju",
        "sīkāk",
        "plašāk",
        "tālāk",
        "saite",
        "links",
        "spied šeit",
        "lasiet vairāk",
        "klikšķiniet šeit",
        "plašāka informācija",
        "turpināt lasīt",
        "pieejams šeit",
        "spiediet šeit",
        "klikšķini šeit",
        "lejupielādēt",
        "lejuplādēt",
        "atvērt",
        "dokuments",
        "fails",
        "pdf",
        "info",
        "informācija",
        "here",
        "click here",
        "click",
        "read more",
        "more",
        "learn more",
        "find out more",
        "more information",
        "more info",
        "see more",
        "see here",
        "this",
        "this link",
        "this page",
        "link",
        "website",
        "page",
        "download",
        "open",
        "document",
        "file",
        "details",
        "view",
        "continue",
        "go",
        "continue reading",
        "read on",
    ]
)


def links_vague(context: Context) -> Iterator[Diagnostic]:
    """The words of a link say where it leads."""
    for origin, prose in context.texts:
        for start, end in _links(origin, prose):
            words = origin.text[start:end]
            if _says_nothing(words):
                yield problem(
                    "vague-link", words_span(context.content, origin, start, end), value=" ".join(words.split())
                )


def _links(origin: Origin, prose: str) -> Iterator[tuple[int, int]]:
    """Where the words of links stand."""
    if origin.is_markdown and "[" in prose:
        known = link_names(origin.text)
        for match in _LINK.finditer(origin.text):
            is_link = match["target"] is not None or match["words"].casefold() in known
            if is_link and prose[match.start()] == "[":  # else it stands in code
                yield match.span("words")
    elif _is_title_of_link(origin):
        yield 0, len(origin.text)


def link_names(text: str) -> set[str]:
    """The names under which a Markdown text defines where links lead, without their case."""
    return {name.casefold() for name in _DEFINITION.findall(text)} if "]:" in text else set()


def _is_title_of_link(origin: Origin) -> bool:
    is_title = len(origin.steps) > 2 and origin.steps[-2] == "title"
    return is_title and origin.steps[0] in {"links", "documents", "legal_basis"}


def _says_nothing(words: str) -> bool:
    plain = " ".join(re.sub(r"[*_`“”„«»\"'’‘]", "", words).split()).casefold()
    bare = plain.strip(" .…!:>→»-–")
    return (
        bare in VAGUE
        or re.fullmatch(r"\d{0,2}", bare) is not None
        or re.fullmatch(r"(?:https?://|www\.)\S+", plain) is not None
    )


_QUOTES = regex(r"[“”„«»\"]")
_KIND = {"“": "“ ”", "”": "“ ”", "„": "„ ”", "«": "« »", "»": "« »", '"': '" "'}


def quotes_mixed(context: Context) -> Iterator[Diagnostic]:
    """One text has one kind of quotation marks."""
    for origin, prose in context.texts:
        if not _QUOTES.search(origin.text):
            continue
        found = list(_kinds(prose))
        other = next(((place, kind) for place, kind in found if kind != found[0][1]), None)
        if other is not None:
            place, kind = other
            first, _ = found[0]
            span = words_span(context.content, origin, place, place + 1)
            before = words_span(context.content, origin, first, first + 1)
            yield problem("mixed-quotes", span, (before,), value=kind, first=found[0][1])


def _kinds(text: str) -> Iterator[tuple[int, str]]:
    """Where quotations open, and of which kind; the mark that closes a `„` is a part of its kind."""
    is_low = 0
    for match in _QUOTES.finditer(text):
        mark = match[0]
        if mark == '"' and text[: match.start()][-1:].isdecimal():
            continue  # inches
        if mark in "“”" and is_low:
            is_low -= 1
            continue
        is_low += mark == "„"
        yield match.start(), _KIND[mark]


# Two single letters between gaps, without which no word is spaced: patterns that begin with a sign are the fastest.
_SINGLE, _AFTER_HARD_SPACE = (regex(rf"{gap}(?:[^\W\d_][ \u00a0]){{2}}") for gap in (" ", "\u00a0"))
_SPACED = regex(r"(?<![^\W_])(?:[^\W\d_][ \u00a0]){3,}[^\W\d_](?![^\W_])")


def _has_singles(prose: str) -> bool:
    return _SINGLE.search(prose) is not None or ("\u00a0" in prose and _AFTER_HARD_SPACE.search(prose) is not None)


def words_letter_spaced(context: Context) -> Iterator[Diagnostic]:
    """No word has spaces between its letters."""
    for origin, prose in context.likely(_has_singles):
        for match in _SPACED.finditer(prose):
            letters = match[0].replace("\u00a0", " ").split(" ")
            is_list = letters[0] in "aA" and all(one < other for one, other in pairwise(letters))  # “A B C D”
            if not is_list and (len({letter.isupper() for letter in letters}) == 1 or letters[0].isupper()):
                span = words_span(context.content, origin, *match.span())
                yield problem("letter-spaced", span, value=match[0])


# What the buttons of other programs are called, which comes along when a page is copied.
_INTERFACE = regex(
    r"Skip to (?:main )?content|Click to listen(?: highlighted text)?!?|Toggle navigation|Cookie settings"
    r"|Sīkdatņu iestatījumi|Accept (?:all )?cookies|Pieņemt (?:visas )?sīkdatnes|Pāriet uz (?:galveno )?saturu"
    r"|Loading(?:\.{3}|…)"
    r"|^(?:Back to top|Share (?:on|this)\b.{0,20}|Read more|Print this page|Sign in|Log in|Add to cart|Uz augšu"
    r"|Drukāt lapu|Dalīties Facebook|Lasīt vairāk|Skatīt vairāk)[ .…!]*$",
    re.MULTILINE,
)
# What they begin with, by the first letter: a capital, so that little of a text is looked at twice.
_LIKE_AN_INTERFACE = regex(
    r"[ABCDLPRSTU](?:kip to|lick to|oggle |ookie s|īkdatņ|ccept |ieņemt |āriet uz|oading|ack to|hare |ead more"
    r"|rint this|ign in|og in|dd to|z augšu|rukāt|alīties|asīt v|katīt v)"
)


def _has_words_of_interfaces(prose: str) -> bool:
    return _LIKE_AN_INTERFACE.search(prose) is not None


def interface_words_left(context: Context) -> Iterator[Diagnostic]:
    """No text holds the buttons of the page that it was copied from."""
    for origin, prose in context.likely(_has_words_of_interfaces):
        for match in _INTERFACE.finditer(prose) if not _is_title_of_link(origin) else ():
            if not _is_quoted(origin.text, *match.span()) and not _is_link(origin.text, *match.span()):
                span = words_span(context.content, origin, *match.span())
                yield problem("foreign-interface-words", span, value=match[0])


def _is_quoted(text: str, start: int, end: int) -> bool:
    return text[:start].endswith(("“", "„", '"', "«", "`")) and text[end : end + 1] in {"”", "“", '"', "»", "`", ","}


def _is_link(text: str, start: int, end: int) -> bool:
    """Whether the words are a link's, which is told as one that says nothing."""
    return text[:start].endswith("[") and text[end : end + 1] == "]"


_HEADING = regex(
    r"^(?P<marks>#{1,6})(?P<words>[^\n]*)$|^(?P<under>[^\n#>|-][^\n]*)\n(?P<line>=+|-+)[ ]*$", re.MULTILINE
)
_UNDERLINE = regex(r"\n(?:=+|-+)[ ]*$", re.MULTILINE)
# The first half of the pattern, for texts without such lines: as it begins with its sign, it is found at once.
_MARKED = regex(r"(?P<marks>#(?<![^\n]#)#{0,5})(?P<words>[^\n]*)$", re.MULTILINE)


def headings_skipped(context: Context) -> Iterator[Diagnostic]:
    """Headings go down one level at a time; the page's own heading is the first level."""
    for origin, prose in context.texts:
        if origin.is_markdown and ("#" in origin.text or "\n==" in origin.text or "\n--" in origin.text):
            yield from _skipped(context, origin, prose)


def _skipped(context: Context, origin: Origin, prose: str) -> Iterator[Diagnostic]:
    pattern = _HEADING if _UNDERLINE.search(prose) else _MARKED
    headings = [(match, _level(match)) for match in pattern.finditer(prose)]
    has_first = any(level == 1 for _, level in headings)
    before = 0 if has_first else 1  # a text that uses the first level has all its headings moved down by one
    for match, level in headings:
        if level > before + 1:
            marks = "#" * (before + 1)
            yield problem(
                "skipped-heading",
                _marks_span(context, origin, match),
                level=str(level),
                before=str(before),
                suggestion=marks,
            )
        before = level


def _level(match: re.Match[str]) -> int:
    if match["marks"]:
        return len(match["marks"])
    return 1 if match["line"].startswith("=") else 2


def _marks_span(context: Context, origin: Origin, match: re.Match[str]) -> Span:
    return words_span(context.content, origin, *match.span("marks" if match["marks"] else "under"))
