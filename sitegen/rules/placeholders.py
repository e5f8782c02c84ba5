"""What was left to be filled in: in any text, and in the accessibility statement, where it is worse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, problem
from sitegen.models.content import Content
from sitegen.patterns import regex
from sitegen.rules.context import Context
from sitegen.rules.language import link_names
from sitegen.source import Step
from sitegen.texts import Origin, words_span

Stretch = tuple[int, int]

_PLACEHOLDER = regex(
    r"\[\s*(?:…|\.{3,})\s*\]|\[\s*[?_]{1,}\s*\](?!\()"
    r"|(?<!\w)(?:TODO|FIXME|TBD|TBC)(?!\w)|(?<!\w)[Ll]orem ipsum"
    r"|(?<![\w.])[xX]{2}\.[xX]{2}\.(?:[xX]{2,4}|\d{4})?\.?|(?<![\w.])_{2,}\._{2,}\.(?:_{2,}|\d{2,4})?|(?<![\w.])(?:dd|DD)\.(?:mm|MM)\.(?:gggg|yyyy|GGGG|YYYY)\.?"
    r"|(?<![\w_])_{3,}(?![\w_])|(?<![\d.])00\.00\.(?:0000|20\d\d)\.?|(?<![.\w])\.{6,}|…{3,}"
)
# One of these is in every placeholder without brackets; most texts have none. Plain searches, and patterns that begin
# with a sign, are twenty times as fast as the whole.
# Before each its rarest letter, which is found ten times as fast.
_UNFINISHED = (
    *(("_", "__"), ("…", "………"), ("0", "00.00."), (".", "......"), ("O", "TODO"), ("X", "FIXME"), ("B", "TBD")),
    *(("B", "TBC"), ("m", "orem ipsum"), ("x", "xx."), ("X", "xX."), ("X", "Xx."), ("X", "XX."), ("d", "dd.")),
    ("D", "DD."),
)
_BRACKETED = regex(r"\[\s*[…._?]")
_BRACKETS = regex(r"\[(?<![\w!\]\\]\[)(?P<words>[^\]\[\n^]{3,80})\](?![(\[:])")
# What a template's brackets say: the name of a thing to put in.
_TO_FILL_IN = regex(
    r"\b(?:iestādes?|nosaukum\w*|datum\w*|vārds|uzvārds|adrese|tālrun\w*|e-past\w*|summa|skaits|ievadiet|ierakst\w+|norād\w+|papildināt|aizpildīt|jāierakst\w*|projekta"
    r"|name|date|institution|address|phone|e-?mail|amount|number|insert|enter|fill|your|title|text|link|saite|teksts|virsraksts)\b",
    re.IGNORECASE,
)


def placeholders_left(context: Context) -> Iterator[Diagnostic]:
    """Nothing is left to be filled in."""
    for origin, prose in context.likely(_may_be_unfinished):
        if _is_of_statement(context.content, origin):
            continue  # `statement_unfinished` tells it
        for start, end in placeholders_in(origin.text, prose):
            yield problem("placeholder", words_span(context.content, origin, start, end), value=origin.text[start:end])


def _may_be_unfinished(prose: str) -> bool:
    return "[" in prose or _has_signs(prose)


def _has_signs(prose: str) -> bool:
    for letter, sign in _UNFINISHED:  # `any` takes twice as long, and every text is asked
        if letter in prose and sign in prose:
            return True
    return _BRACKETED.search(prose) is not None


def placeholders_in(text: str, prose: str) -> Iterator[Stretch]:
    """Where placeholders stand in a text, of which `prose` is what is prose (`sitegen.prose.masking`)."""
    if _has_signs(prose):
        yield from (match.span() for match in _PLACEHOLDER.finditer(prose))
    if "[" in prose:
        known = link_names(text)
        brackets = (match for match in _BRACKETS.finditer(text) if prose[match.start()] == "[")
        yield from (match.span() for match in brackets if _is_to_fill_in(match["words"], known))


def _is_to_fill_in(words: str, known: set[str]) -> bool:
    return words.casefold() not in known and _TO_FILL_IN.search(words) is not None


# A statement is published from a form, so what forms leave behind is looked for too: brackets around anything, dots and
# crosses to write on, a label with nothing after it.
_OF_A_FORM = regex(
    r"\[[^\]]*\]|(?<!\S)(?:\.{3,}|…)(?!\S)|\.{4,}|(?<!\w)(?:[xX]{3,}|\?{2,})(?!\w)|[^\W\d_]+:(?=\s*(?:$|[,;]))"
)
_NOTHING_SAID = regex(r"[\W_]*")
# What stands in the fields of the model, as the whole of a text.
_LABELS = frozenset(
    [
        *(
            "iestādes nosaukums",
            "tīmekļvietnes nosaukums",
            "vārds uzvārds",
            "vārds, uzvārds",
            "amats",
            "amata nosaukums",
        ),
        *("e-pasts", "e-pasta adrese", "tālrunis", "tālruņa numurs", "struktūrvienība", "izvērtējuma veicējs"),
        *("institution name", "name of the institution", "name of the website", "name surname", "name, surname"),
        *(
            "first name, last name",
            "job title",
            "position",
            "e-mail",
            "e-mail address",
            "telephone",
            "telephone number",
        ),
    ]
)


def statement_unfinished(context: Context) -> Iterator[Diagnostic]:
    """Nothing that the accessibility statement shows is left to be filled in."""
    for origin, prose in _of_statement(context):
        for start, end in _without_overlaps(_unfilled(origin.text, prose)):
            span = words_span(context.content, origin, start, end)
            yield problem("statement-placeholder", span, value=origin.text[start:end])


def _unfilled(text: str, prose: str) -> Iterator[Stretch]:
    if _NOTHING_SAID.fullmatch(text) or " ".join(text.split()).strip(" .:").casefold() in _LABELS:
        yield 0, len(text)
    yield from placeholders_in(text, prose)
    yield from (match.span() for match in _OF_A_FORM.finditer(prose))


def _without_overlaps(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    reached = 0
    for start, end in sorted(stretches, key=lambda one: (one[0], -one[1])):
        if start >= reached:
            yield start, end
            reached = end


def _of_statement(context: Context) -> Iterator[tuple[Origin, str]]:
    """The texts of the statement, each with what is prose in it; names, mailboxes and numbers are as they are."""
    content = context.content
    yield from ((origin, prose) for origin, prose in context.texts if _is_of_statement(content, origin))
    for steps, text in _plain_of_statement(content):
        path = f"{content.folder}/site.yaml"
        yield Origin(path, content.primary, text, (), steps=steps, is_markdown=False), text


def _plain_of_statement(content: Content) -> Iterator[tuple[tuple[Step, ...], str]]:
    contact, found = content.site.contact, content.site.accessibility
    if contact.email:
        yield ("contact", "email"), contact.email
    for index, phone in enumerate(contact.phone):
        yield ("contact", "phone", index), phone
    if found and found.approved_by and found.approved_by.name:
        yield ("accessibility", "approved_by", "name"), found.approved_by.name


def _is_of_statement(content: Content, origin: Origin) -> bool:
    """Whether the accessibility statement shows a text: its own fields, the site's title, the institution's name."""
    if origin.is_markdown or origin.version is not None:
        return False
    if origin.path == f"{content.folder}/organisations.yaml":
        return origin.steps[:2] == (content.site.institution, "name")
    return origin.path == f"{content.folder}/site.yaml" and origin.steps[0] in {"accessibility", "title"}
