"""Whether the Union pays all or a part: what figures, records and texts say of it must be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sitegen.attribution import Form, attribute, derived_form, form_of, support_of
from sitegen.attribution.periods import PERIODS, Voice
from sitegen.attribution.wording import CO_FUNDED, FUNDED, RECOVERY
from sitegen.diagnostics import Diagnostic, problem
from sitegen.languages import Language
from sitegen.models.choices import FundingForm
from sitegen.models.content import ProjectRecord, Version
from sitegen.models.project import Funding
from sitegen.rules.context import Context, per_version
from sitegen.texts import Origin, changed_span, record_span, words_span


@per_version("funding", "programme")
def funding_form_unknown(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """From 2021 on the statement says whether the Union pays all or a part; the record must tell."""
    funding = version.project.funding
    if _voice_of(context, version) is Voice.FORM and form_of(funding) is Form.UNKNOWN:
        field = "programme" if funding == Funding() else "funding"
        yield problem("unknown-funding-form", record_span(context.content, record, version.number, field))


def _voice_of(context: Context, version: Version) -> Voice | None:
    programme = context.content.programmes.get(version.project.programme)
    return PERIODS[programme.period].voice if programme else None


@per_version("funding", "programme")
def forms_contradict(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """The form that a record declares is the one that its amounts and rates make, and its instrument has."""
    declared = version.project.funding.form
    if declared is None:
        return
    derived = derived_form(version.project.funding)
    steps = (("funding", "form"), ("funding", "sources"), ("funding", "total"))
    span = changed_span(context.content, record, version.number, *steps)
    if _voice_of(context, version) is Voice.RECOVERY:
        if declared is not FundingForm.FUNDED:
            yield problem("form-of-recovery", span, value=declared.value)
    elif derived is not Form.UNKNOWN and derived.value != declared.value:
        yield problem("form-contradicts-figures", span, value=declared.value, suggestion=derived.value)


def statements_contradict(context: Context) -> Iterator[Diagnostic]:
    """A statement of support in a text is the one that the projects' figures ask for, on the text's day."""
    words = {word for language in context.content.languages for word in _first_words(language)}
    for origin, prose in context.likely(lambda prose: any(word in prose for word in words)):
        for match in _pattern(origin.language).finditer(prose):
            wanted = _wanted(context, origin)
            said = " ".join(match[0].split())
            if wanted and said not in wanted:
                span = words_span(context.content, origin, *match.span())
                yield problem("statement-contradicts", span, value=said, expected=wanted[0])


_STATEMENTS = (RECOVERY, CO_FUNDED, FUNDED)


@cache
def _first_words(language: Language) -> frozenset[str]:
    """One of these is in every statement; plain searches are ten times as fast as the pattern."""
    return frozenset(phrase.of(language).split()[0] for phrase in _STATEMENTS)


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    """The statements as they stand alone, with a capital; the longest first."""
    each = (r"\s+".join(map(re.escape, phrase.of(language).split())) for phrase in _STATEMENTS)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)")


def _wanted(context: Context, origin: Origin) -> list[str]:
    """The leads of the statements that the text's projects may carry; none where one of them has no such statement."""
    found: list[str] = []
    for slug in origin.projects:
        record = context.content.index.projects.get(slug)
        if record is None:
            return []
        version = record.in_force(origin.day or context.day)
        if origin.version is not None:
            version = record.versions[origin.version]
        support = support_of(context.content, version.project)
        if support is None or PERIODS[support.period].voice is Voice.UNION:
            return []
        block = attribute([support], origin.language)
        found += [one.lead for one in block.statements] if block else []
    return list(dict.fromkeys(found))
