"""What would tell of persons more than a page may: codes, mailboxes, mobiles, names, small counts, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.languages import LV
from sitegen.models.content import ProjectRecord, Version
from sitegen.models.project import Contact
from sitegen.patterns import regex
from sitegen.rules.context import Context, per_version
from sitegen.texts import Origin, file_span, record_span, words_span

# Fewer people than this are not tied to a named place (D-05; the number is practice).
SMALL = 5

# Latvian personal identity codes: six digits of a birthday and five more, of which the first tells the century; or,
# since 2017, digits that begin with 32 and tell nothing (Population Register Law, section 5: known, not read).
_HYPHEN = r"[-\u2010-\u2013\u2212]"
# What every code below has in it; a pattern that begins with a digit is found ten times as fast as theirs.
_LIKE_A_CODE = regex(rf"\d\d{{5}}\s?(?:{_HYPHEN}|/)?\s?\d{{5}}")
_PERSONAL_CODE = regex(
    r"(?<![\w+/-])(?<!\d\.)(?:"
    rf"3[2-9]\d{{4}}{_HYPHEN}\d{{5}}|32\d{{9}}"
    rf"|(?P<day>\d\d)(?P<month>\d\d)\d\d{_HYPHEN}[012]\d{{4}}"
    r"|(?P<bare>(?:[0-2]\d|3[01])(?:0\d|1[0-2])\d\d[012]\d{4}))(?![\w/]|[.-]\w)"
)
# After these words, any spelling of six digits and five is one.
_LABELLED_CODE = regex(
    r"(?:personas\s+kod\w*|pers\.?\s*kod\w*|\bp\.\s*k\.)\s*:?\s*"
    rf"(?P<code>\d{{6}}\s?(?:{_HYPHEN}|/)?\s?\d{{5}})(?!\d)",
    re.IGNORECASE,
)
_WEIGHTS = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def personal_codes(context: Context) -> Iterator[Diagnostic]:
    """No file of the content holds what looks like a personal identity code, in texts, fields or comments."""
    for path, text in context.content.to_search.items():
        if not may_hold_codes(text):
            continue
        found = {match.span() for match in _PERSONAL_CODE.finditer(text) if _is_personal_code(match)}
        found |= {match.span("code") for match in _LABELLED_CODE.finditer(text)}
        for start, end in sorted(found):
            line, before = text.count("\n", 0, start) + 1, text.rfind("\n", 0, start)
            yield problem("personal-code", Span(path, line, start - before, line, end - before))


def may_hold_codes(text: str) -> bool:
    """Whether there may be personal codes in a file."""
    return _LIKE_A_CODE.search(text) is not None


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


_MAILBOX = regex(r"(?<![\w.+-])(?P<local>[A-Za-z][\w.+-]*)@[\w-]+(?:\.[\w-]+)+")
# Beginnings of words that a role's or an institution's mailbox is named by.
_ROLE_WORDS = """
    abonent admin agent aktual apmac archive arhiv atbalst attist bank barintiesa bernu bibliot birojs board booking
    buvvald care career centr client communic contact council data datu deinst department dienas dienest direkc
    direkt dokument dome dzimtsar editor education eiropas event family finan fond garant gramatved help iepirk info
    inovac institu invest izglit jaunat jurid kancelej kapital klient konkurs konsult kontakt korupc kultur labklaj
    lauku library lietved mail majaslap marketing media mobil museum muzej nodal nodok noma noreply novad office
    pagast pakalpoj parvald pasakum pasts pasvald personal piedav pieteik pilset planos policij prese press privacy
    privat proj public redakc region remont resurs revid sabiedr saime saraks schola sekretar sekretariat service
    servis skola skolen social sport statist structur support team tehnisk tourism training transport turisms
    university uznem vadiba valde valsts veseliba vestniec vide viesn web youth zinas zinot
"""
_ROLES = tuple(_ROLE_WORDS.split())
_SHORT_ROLES = frozenset(
    {"tic", "pii", "soc", "it", "pr", "eu", "es", "esf", "dpo", "kom", "nod", "dep", "reg", "lv", "en", "hr", "di"}
)


def mailboxes_of_persons(context: Context) -> Iterator[Diagnostic]:
    """Texts, and the site's own contact, name mailboxes of roles."""
    for origin, _ in context.texts:
        if "@" not in origin.text:
            continue
        matches = list(_MAILBOX.finditer(origin.text))
        firsts = {match[0]: match for match in reversed(matches)}
        for mailbox, match in firsts.items():
            if is_of_person(match["local"]):
                span = words_span(context.content, origin, match.start(), match.end())
                yield problem("personal-mailbox", span, value=mailbox)
    email = context.content.site.contact.email if context.content.has_registries else None
    if email and is_of_person(email.partition("@")[0]):
        span = file_span(context.content, f"{context.content.folder}/site.yaml", "contact", "email")
        yield problem("personal-mailbox", span, value=email)


@per_version("contacts")
def contacts_with_endless_mailbox(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A contact with a person's mailbox has a day until which it is shown."""
    for index, contact in _endless(version):
        if contact.email and is_of_person(contact.email.partition("@")[0]):
            span = record_span(context.content, record, version.number, "contacts", index, "email")
            yield problem("personal-mailbox", span, value=contact.email, contacts="contacts")


def _endless(version: Version) -> Iterator[tuple[int, Contact]]:
    """The contacts without an end; one with a person's name is told for that alone."""
    return ((n, one) for n, one in enumerate(version.project.contacts) if one.until is None and not one.name)


def is_of_person(local: str) -> bool:
    """Whether the part of a mailbox before the `@` is a name: `vards.uzvards`, `v.uzvards`; not `soc.dienests`."""
    parts = re.split(r"[._-]", local.casefold())
    if not 2 <= len(parts) <= 3 or not all(part.isalpha() for part in parts) or len(parts[-1]) < 3:
        return False
    return not any(part.startswith(_ROLES) or part in _SHORT_ROLES for part in parts)


_GAP = r"[ \u00a0-]"
_MOBILE = regex(
    r"(?<![\w,/+-])(?<!\d\.)(?<!\d[ \u00a0])(?:(?:\+|00)371[ \u00a0]?)?"
    rf"(?P<number>2\d{{7}}|2\d(?:{_GAP}\d{{3}}){{2}}|2\d{{3}}{_GAP}\d{{4}}|2\d{{2}}{_GAP}\d{{5}}|2\d(?:{_GAP}\d\d){{3}})"
    r"(?![\w/]|[.,-]\d|[ \u00a0]\d)(?![ \u00a0]?(?:EUR|€|eiro|euro|%))"
)
_LIKE_A_MOBILE = regex(r"2\d[\d \u00a0-]{6}")
_PLUS_MOBILE = regex(r"(?<!\d)(?:\+|00)?371[ \u00a0/-]?2\d(?:[ \u00a0-]?\d){6}(?!\d)")


def mobiles_of_persons(context: Context) -> Iterator[Diagnostic]:
    """Texts name institutions' telephones."""
    for origin, prose in context.texts:
        told = set[str]()
        stretches = [*_mobiles(prose), *_called(origin)] if "2" in origin.text else ()
        for start, end in stretches:
            number = _digits(origin.text[start:end])
            if number not in told:
                told.add(number)
                span = words_span(context.content, origin, start, end)
                yield problem("personal-mobile", span, value=origin.text[start:end])


def _called(origin: Origin) -> Iterator[tuple[int, int]]:
    """Mobiles that links call."""
    if origin.is_markdown and "tel:" in origin.text:
        yield from (match.span("number") for match in _CALLED.finditer(origin.text))


_CALLED = regex(r"tel:(?P<number>(?:\+|00)?(?:371)?[ -]?2\d(?:[ -]?\d){6})(?!\d)")


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)[-8:]


@per_version("contacts")
def contacts_with_endless_mobile(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A contact with a mobile has a day until which it is shown."""
    for index, contact in _endless(version):
        numbers = [(n, phone) for n, phone in enumerate(contact.phone) if any(_mobiles(phone))]
        for place, phone in numbers[:1]:
            span = record_span(context.content, record, version.number, "contacts", index, "phone", place)
            yield problem("personal-mobile", span, value=phone, contacts="contacts")


def _mobiles(text: str) -> Iterator[tuple[int, int]]:
    if not _LIKE_A_MOBILE.search(text):
        return
    found = {match.start(): match.end() for match in _PLUS_MOBILE.finditer(text)}
    for match in _MOBILE.finditer(text):
        if not any(start <= match.start() < end for start, end in found.items()) and _is_called(text, match):
            found[match.start()] = match.end()
    yield from sorted(found.items())


# What stands before a telephone, and before numbers of other things.
_TELEPHONE = regex(r"(?:tālr|tel|mob|zvan|phone|call|whatsapp)[^\n]{0,30}$", re.IGNORECASE)
_NO_TELEPHONE = regex(r"(?:\b(?:Nr|No|nr|Reg|reģ|konts|account|CPV|kods|code|ISSN|identifikator\w*)\.?:?|EUR|€)\s*$")


def _is_called(text: str, match: re.Match[str]) -> bool:
    """Whether eight digits are a telephone: not a document's number, a day, or a count of something."""
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() :]
    if _TELEPHONE.search(before):
        return True
    digits = _digits(match["number"])
    is_day = re.fullmatch(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", digits) is not None
    is_parted = len(match["number"]) > len(digits)  # as counts, periods and standard numbers are
    is_count = re.match(r"[ \u00a0][a-zāčēģīķļņšūž]", after) is not None
    return not (is_day or is_parted or is_count or _NO_TELEPHONE.search(before))


@per_version("contacts")
def names_without_end(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A contact with a person's name has a day until which it is shown."""
    for index, contact in enumerate(version.project.contacts):
        if contact.name and contact.until is None:
            span = record_span(context.content, record, version.number, "contacts", index, "name")
            yield problem("name-without-end", span, name=contact.name)


_NAME = regex(r"(?:[A-ZĀČĒĢĪĶĻŅŠŪŽ][a-zāčēģīķļņšūž]+|[A-ZĀČĒĢĪĶĻŅŠŪŽ]\.)(?:[ -][A-ZĀČĒĢĪĶĻŅŠŪŽ][a-zāčēģīķļņšūž]+){1,2}")
# Words that make two words with capitals an institution or a role.
_OF_OFFICES = regex(
    r"\b(?:agency|board|centre|center|city|commission|committee|communications?|coordinator|council|county|department|development"
    r"|editor|expert|financial|foundation|fund|head|information|institute|manager|ministry|municipality|officer?|planning|press|project"
    r"|public|region\w*|relations|school|secretar\w+|service|social|specialist|support|team|union|unit|university|cross|house|office|group|news|editorial|worker"
    r"|aģentūra|birojs|centrs|dienests|dome|fonds|institūts|komisija|komanda|ministrija|nodaļa|novada?|padome|pagasta?|pārvalde"
    r"|pašvaldība|pilsētas?|projekta|redakcija|reģions|skola|savienība|biedrība|valsts)\b",
    re.IGNORECASE,
)


@per_version("contacts")
def roles_that_name_persons(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A contact's role names no person, unless it has an end; in Latvian, where roles have no capitals of their own."""
    for index, contact in _endless(version):
        role = contact.role.get(LV, "")
        if _is_person(role, ends=True):
            span = record_span(context.content, record, version.number, "contacts", index, "role", LV)
            yield problem("name-without-end", span, name=role)


def authors_not_roles(context: Context) -> Iterator[Diagnostic]:
    """News is signed by a role or an institution."""
    for text in context.content.markdown():
        author = text.fields.author
        if author and any(_is_person(part) for part in author.split(",")):
            span = file_span(context.content, text.path, "author")
            yield problem("author-not-a-role", span, value=author)


def _is_person(words: str, ends: bool = False) -> bool:
    """Whether words begin or end (`ends`: end) with a person's name: `Anna Liepa`, `speciāliste Anna Liepa`.

    Two or three words with capitals are one, unless there is a genitive, as in names of institutions in Latvian (`Rīgas
    Dome`), or one of them says what the institution is.
    """
    plain = words.strip().rstrip(".")
    for match in _NAME.finditer(plain):
        parts = match[0].split()
        is_genitive = parts[0].endswith(("as", "es")) or any(part.endswith("u") for part in parts)
        is_there = match.end() == len(plain) or (match.start() == 0 and not ends)
        if is_there and not is_genitive and not _OF_OFFICES.search(match[0]):
            return True
    return False
