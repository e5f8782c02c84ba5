"""What would tell of persons more than a page may: codes, mailboxes, mobiles, names, small counts, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.rules.context import Context, with_new
from sitegen.texts import file_span, record_span, words_span

# Fewer people than this are not tied to a named place (D-05; the number is practice).
SMALL = 5

# Latvian personal identity codes: six digits of a birthday and five more, of which the first tells the century; or,
# since 2017, digits that begin with 32 and tell nothing (Population Register Law, section 5: known, not read).
_PERSONAL_CODE = re.compile(
    r"(?<![\w./+-])(?:(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d\d)(?P<mark>[-\u2010-\u2013])(?P<tail>[012]\d{4})"
    r"|3[2-9]\d{4}[-\u2010-\u2013]\d{5}|(?P<bare>(?:[0-2]\d|3[01])(?:0\d|1[0-2])\d\d[012]\d{4}))(?![\w/]|[.-]\w)"
)
_WEIGHTS = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def personal_codes(context: Context) -> Iterator[Diagnostic]:
    """No file of the content holds what looks like a personal identity code, in texts, fields or comments."""
    for path, text in context.content.texts.items():
        for match in _PERSONAL_CODE.finditer(text):
            if _is_personal_code(match):
                line, start = text.count("\n", 0, match.start()) + 1, text.rfind("\n", 0, match.start())
                span = Span(path, line, match.start() - start, line, match.end() - start)
                yield problem("personal-code", span)


def _is_personal_code(match: re.Match[str]) -> bool:
    if match["day"] is not None:
        return _is_birthday(int(match["day"]), int(match["month"]))
    bare = match["bare"]
    return bare is None or (_is_birthday(int(bare[:2]), int(bare[2:4])) and _has_check_digit(bare))


def _is_birthday(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31)


def _has_check_digit(digits: str) -> bool:
    """Eleven digits without a hyphen are a personal code only when their check digit is right."""
    total = 1101 - sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return total % 11 == int(digits[10])


_MAILBOX = re.compile(r"(?<![\w.+-])(?P<local>[A-Za-z][\w.+-]*)@[\w-]+(?:\.[\w-]+)+")
# Beginnings of words that a role's or an institution's mailbox is named by.
_ROLE_WORDS = """
    abonent admin agent aktual apmac archive arhiv atbalst attist bank barintiesa bernu bibliot birojs board booking
    buvvald care career centr client communic contact council data datu deinst department dienas dienest direkc
    direkt dokument dome dzimtsar editor education eiropas event family finan fond garant gramatved help iepirk info
    inovac institu invest izglit jaunat jurid kancelej kapital kontakt konkurs konsult korupc kultur labklaj lauku
    library lietved mail majaslap marketing media mobil museum muzej nodal nodok noma noreply novad office pagast
    pakalpoj parvald pasakum pasts pasvald personal piedav pieteik pilset planos policij prese press privacy privat
    proj public redakc region remont resurs revid sabiedr saime saraks schola sekretar sekretariat service skola
    social sport statist structur support team tehnisk tourism training transport turisms university uznem vadiba
    valde valsts veseliba vestniec vide viesn web youth zinas zinot
"""
_ROLES = tuple(_ROLE_WORDS.split())
_SHORT_ROLES = frozenset(
    {"soc", "it", "pr", "eu", "es", "esf", "dpo", "kom", "nod", "dep", "reg", "lv", "en", "hr", "di"}
)


def mailboxes_of_persons(context: Context) -> Iterator[Diagnostic]:
    """Texts name mailboxes of roles; a contact with a person's mailbox has an end."""
    for origin, _ in context.texts:
        for match in _MAILBOX.finditer(origin.text) if "@" in origin.text else ():
            if is_of_person(match["local"]):
                span = words_span(context.content, origin, match.start(), match.end())
                yield problem("personal-mailbox", span, value=match[0], where="text")
    for record, version in with_new(context, "contacts"):
        for index, contact in enumerate(version.project.contacts):
            if contact.email and contact.until is None and is_of_person(contact.email.partition("@")[0]):
                span = record_span(context.content, record, version.number, "contacts", index, "email")
                yield problem("personal-mailbox", span, value=contact.email)


def is_of_person(local: str) -> bool:
    """Whether the part of a mailbox before the `@` is a name: `vards.uzvards`, `v.uzvards`; not `soc.dienests`."""
    parts = re.split(r"[._-]", local.casefold())
    if not 2 <= len(parts) <= 3 or not all(part.isalpha() for part in parts) or len(parts[-1]) < 3:
        return False
    return not any(part.startswith(_ROLES) or part in _SHORT_ROLES for part in parts)


_GAP = r"[ \u00a0-]"
_MOBILE = re.compile(
    r"(?<![\w.,/+-])(?<!\d[ \u00a0])(?:(?:\+|00)371[ \u00a0]?)?"
    rf"(?P<number>2\d{{7}}|2\d(?:{_GAP}\d{{3}}){{2}}|2\d{{3}}{_GAP}\d{{4}}|2\d{{2}}{_GAP}\d{{5}}|2\d(?:{_GAP}\d\d){{3}})"
    r"(?![\w/]|[.,]\d|[ \u00a0]\d)(?![ \u00a0]?(?:EUR|€|eiro|euro|%))"
)
_LIKE_A_MOBILE = re.compile(r"2\d[\d \u00a0-]{6}")
_PLUS_MOBILE = re.compile(r"(?<!\d)(?:\+|00)371[ \u00a0-]?2\d(?:[ \u00a0-]?\d){6}(?!\d)")


def mobiles_of_persons(context: Context) -> Iterator[Diagnostic]:
    """Texts name institutions' telephones; a contact with a mobile has an end."""
    for origin, prose in context.texts:
        for start, end in _mobiles(prose):
            span = words_span(context.content, origin, start, end)
            yield problem("personal-mobile", span, value=origin.text[start:end])
    for record, version in with_new(context, "contacts"):
        for index, contact in enumerate(version.project.contacts):
            numbers = [phone for phone in contact.phone if any(_mobiles(phone))]
            if numbers and contact.until is None:
                span = record_span(context.content, record, version.number, "contacts", index, "phone")
                yield problem("personal-mobile", span, value=numbers[0])


def _mobiles(text: str) -> Iterator[tuple[int, int]]:
    if not _LIKE_A_MOBILE.search(text):
        return
    found = {match.start(): match.end() for match in _PLUS_MOBILE.finditer(text)}
    for match in _MOBILE.finditer(text):
        before = text[: match.start()].rstrip()
        if not before.endswith(("EUR", "€")) and not any(s <= match.start() < e for s, e in found.items()):
            found[match.start()] = match.end()
    yield from sorted(found.items())


def names_without_end(context: Context) -> Iterator[Diagnostic]:
    """A contact with a person's name has a day until which it is shown."""
    for record, version in with_new(context, "contacts"):
        for index, contact in enumerate(version.project.contacts):
            if contact.name and contact.until is None:
                span = record_span(context.content, record, version.number, "contacts", index, "name")
                yield problem("name-without-end", span)


_NAME = re.compile(
    r"(?:[A-ZĀČĒĢĪĶĻŅŠŪŽ][a-zāčēģīķļņšūž]+|[A-ZĀČĒĢĪĶĻŅŠŪŽ]\.)(?:[ -][A-ZĀČĒĢĪĶĻŅŠŪŽ][a-zāčēģīķļņšūž]+){1,2}"
)
# Words that make two words with capitals an institution or a role.
_OF_OFFICES = re.compile(
    r"\b(?:agency|board|centre|center|city|commission|committee|communications?|coordinator|council|county|department|development"
    r"|editor|expert|financial|foundation|fund|head|information|institute|manager|ministry|municipality|officer?|planning|press|project"
    r"|public|region\w*|relations|school|secretar\w+|service|social|specialist|support|team|union|unit|university|worker"
    r"|aģentūra|birojs|centrs|dienests|dome|fonds|institūts|komisija|komanda|ministrija|nodaļa|novada?|padome|pagasta?|pārvalde"
    r"|pašvaldība|pilsētas?|projekta|redakcija|reģions|skola|savienība|biedrība|valsts)\b",
    re.IGNORECASE,
)


def authors_not_roles(context: Context) -> Iterator[Diagnostic]:
    """News is signed by a role or an institution."""
    for text in context.content.markdown():
        author = text.fields.author
        if author and _NAME.search(author) and not _OF_OFFICES.search(author) and _is_name_alone(author):
            span = file_span(context.content, text.path, "author")
            yield problem("author-not-a-role", span, value=author)


def _is_name_alone(author: str) -> bool:
    """Whether a text begins or ends with a name: `Zanda Lisovska`, `speciāliste Zanda Lisovska`."""
    found = list(_NAME.finditer(author))
    return found[0].start() == 0 or found[-1].end() == len(author.rstrip("."))
