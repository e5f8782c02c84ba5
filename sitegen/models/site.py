"""The site itself, and what its projects can name: organisations, programmes, tags."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated, Self

from babel.localedata import exists
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator

from sitegen.diagnostics import CODES
from sitegen.models.choices import BarrierKind, OrganisationKind, Period
from sitegen.models.choosing import (
    AspectField,
    BarrierField,
    ConformanceField,
    FundField,
    LevelField,
    MethodField,
    OrganisationKindField,
    PeriodField,
)
from sitegen.models.codes import LanguageCode, Phones
from sitegen.models.fields import (
    Alias,
    BaseUrl,
    Count,
    Day,
    Email,
    LocalisedName,
    LocalisedText,
    Names,
    Number,
    PlainText,
    Prose,
    Record,
    Slug,
    Url,
    YesNo,
    fault,
)
from sitegen.models.project import TitledSource
from sitegen.models.wordings import LocalisedTerm

MARKS = ("nap2020", "nap2027")
SECTIONS = ("projects", "news", "topics", "places", "organisations", "glossary")
# A statement of accessibility is reviewed at least once a year (C-03).
MONTHS_OF_STATEMENT = 12


def _language_code(value: str) -> str:
    if not is_language(value):
        raise fault("bad-language", value=value)
    return value


def is_language(code: str) -> bool:
    """Whether `code` is the two-letter code of a language that the locale data knows."""
    return re.fullmatch(r"[a-z]{2}", code) is not None and exists(code)


def _once(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _mark(value: str) -> str:
    if value not in MARKS:
        raise fault("unknown-choice", value=value, what="a national mark", choices=", ".join(MARKS))
    return value


def _section(value: str) -> str:
    if value not in SECTIONS and not value.startswith("page/"):
        choices = ", ".join((*SECTIONS, "page/<name>"))
        raise fault("unknown-choice", value=value, what="a part of the navigation", choices=choices)
    return value


def _check(value: str) -> str:
    code = CODES.get(value)
    if code is None:
        near = get_close_matches(value, [name for name, one in CODES.items() if one.is_settable], n=1)
        raise fault("unknown-check", value=value, **({"suggestion": near[0]} if near else {}))
    if not code.is_settable:
        raise fault("check-fixed", value=value)
    return value


class SiteContact(Record):
    """How to reach those who run the site."""

    email: Email | None = Field(None, description="Mailbox for questions and errors.")
    phone: Phones = Field((), description="Telephone number.")


class Licence(Record):
    """The licence of the open data."""

    name: PlainText = Field(description="Short name, such as CC0-1.0.")
    url: Url = Field(description="Where the licence can be read.")


class AccessibilityException(Record):
    """Something that is not accessible."""

    what: LocalisedText = Field(description="What is not accessible.")
    reason: LocalisedText = Field(description="Why.")
    alternative: LocalisedText | None = Field(None, description="What to use instead.")
    kind: BarrierField = Field(
        BarrierKind.NON_COMPLIANCE, description="`non-compliance`, `disproportionate-burden` or `out-of-scope`."
    )


class Approval(Record):
    """Who approved the statement: the head of the institution, or who acts for them."""

    role: LocalisedText = Field(description="Job title.")
    name: PlainText | None = Field(None, description="Name, where it is to be published.")


class EvaluationReport(Record):
    """The document that proves the evaluation: a file, or a page of another site."""

    title: LocalisedText = Field(description="What the document is.")
    file: PlainText | None = Field(None, description="Path under `content/`, such as `media/evaluation.pdf`.")
    url: Url | None = Field(None, description="Web address, in full; instead of a file.")

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        """A report that lies nowhere could not be read, and of two places it would not be clear which one counts."""
        if (self.file is None) == (self.url is None):
            raise fault("report-place")
        return self


class Accessibility(Record):
    """What the accessibility statement says. Left out until an evaluation was made."""

    status: ConformanceField = Field(description="`full`, `partial` or `none`.")
    evaluated: Day | None = Field(None, description="Day of the evaluation; a status needs one.")
    method: MethodField | None = Field(
        None,
        description="`simplified` (eleven aspects on a sample of pages) or `full` (the whole standard); needed too.",
    )
    exceptions: tuple[AccessibilityException, ...] = Field((), description="What is not accessible, and why.")
    author: LocalisedText | None = Field(None, description="Who evaluated the site: a unit or a role.")
    report: EvaluationReport | None = Field(None, description="The document that proves the evaluation.")
    prepared: Day | None = Field(None, description="Day on which the statement was first published.")
    reviewed: Day | None = Field(None, description="Day of the last review; at least once a year.")
    approved_by: Approval | None = Field(None, description="Who approved the statement.")
    response_days: Count | None = Field(None, description="Within how many working days the institution replies.")
    other_contacts: LocalisedText | None = Field(
        None, description="Another way to reach the institution than the site's mailbox and telephone."
    )
    complaints: LocalisedText | None = Field(
        None, description="Who takes complaints about accessibility; default: the institution, at the site's contact."
    )
    supervisor: LocalisedText | None = Field(
        None, description="Who takes complaints in the institution's supervising authority, where there is one."
    )

    @property
    def review_days(self) -> dict[str, date]:
        """The days on which somebody made sure that the statement holds, by field."""
        days = {"reviewed": self.reviewed, "evaluated": self.evaluated, "prepared": self.prepared}
        return {name: day for name, day in days.items() if day is not None}


class AuditResult(Record):
    """What the last automatic check of the built site found: `audit.yaml`, written by `sitegen audit --record`."""

    audited: Day = Field(description="Day of the check.")
    program: PlainText = Field(description="Version of the program that checked.")
    digest: PlainText = Field(description="Digest of the site that was checked.")
    pages: Count = Field(description="How many pages were checked.")
    browser: YesNo = Field(description="Whether they were looked at in a browser; else only the files were read.")
    aspects: dict[AspectField, Count] = Field(
        description="On how many pages there is a problem, for each aspect that was looked at."
    )


class Visibility(Record):
    """What rests on practice in the rules of visibility. A contract and the guidelines in force win: set it by them."""

    emblem_height: Count = Field(40, description="Least height of the emblem on screens, in CSS pixels.")
    clear_space: Number = Field(
        Decimal(1), description="Space kept free around the emblem, in heights of a star (a ninth of the emblem's)."
    )
    contrast: Number = Field(Decimal("4.5"), description="Least contrast of the statement to its background.")
    without_scrolling: YesNo = Field(
        True, description="Whether the attribution is seen without scrolling in every period; 2014–2020 asks it by law."
    )
    plaque_months: Count = Field(3, description="2014–2020: months after completion for the permanent plaque.")
    invitation_weeks: Count = Field(4, description="Weeks before an event in which the authorities are invited.")
    keep_documents_years: dict[PeriodField, Count] = Field(
        {Period.Y2021: 5},
        description="Years for which documents are kept, from the end of the year of the last payment, by period.",
    )
    durability_years: Count = Field(5, description="Years after the last payment in which what was bought stays.")
    publish_duties: YesNo = Field(False, description="Whether the list of duties is a page of the site, for staff.")


class Site(Record):
    """The site: `site.yaml`."""

    title: LocalisedText = Field(description="Name of the site.")
    description: LocalisedText = Field(description="What the site is about, in a sentence or two.")
    base_url: BaseUrl = Field(description="Address under which the site is published.")
    languages: Annotated[
        tuple[Annotated[PlainText, AfterValidator(_language_code)], ...], Field(min_length=1), AfterValidator(_once)
    ] = Field(("lv", "en"), description="Languages; the first must be complete.")
    institution: PlainText = Field(description="The organisation that runs the site.")
    contact: SiteContact = Field(SiteContact(), description="How to reach it.")
    navigation: tuple[Annotated[PlainText, AfterValidator(_section)], ...] | None = Field(
        None,
        description="Main navigation: `projects`, `news`, `topics`, `places`, `organisations`, `glossary`, "
        "`page/<name>`; default: all there is, the glossary apart.",
    )
    update_interval_months: dict[PeriodField, Count] = Field(
        {Period.Y2014: 3, Period.Y2021: 6}, description="How old a running project's page may get, by period."
    )
    marks: dict[Annotated[str, AfterValidator(_mark)], PlainText] = Field(
        {}, description="Official national marks as files under `content/`: `nap2020`, `nap2027`."
    )
    visibility: Visibility = Field(Visibility(), description="What the rules of visibility leave to practice.")
    licence: Licence | None = Field(None, description="Licence of the open data.")
    accessibility: Accessibility | None = Field(None, description="Feeds the accessibility statement.")
    checks: dict[Annotated[PlainText, AfterValidator(_check)], LevelField] = Field(
        {}, description="How checks are taken on this site, by code: `error`, `warning` or `off`."
    )


class Logo(Record):
    """An organisation's logo."""

    file: PlainText = Field(description="Path under `content/`.")
    alt: LocalisedText = Field(description="What the logo says.")


class Organisation(Record):
    """Somebody that a project can name."""

    name: LocalisedName = Field(description="Full name.")
    kind: OrganisationKindField = Field(OrganisationKind.OTHER, description="What it is.")
    url: Url | None = Field(None, description="Web site.")
    logo: Logo | None = Field(None, description="Logo, with its alternative text.")


class GlossaryTerm(Record):
    """A term of the field in plain words.

    Project pages lead to it where its id is that of a fund or another source of money (`esf`, `state`), or one of
    `total-cost`, `eu-contribution`, `beneficiary`, `programme`, `programming-period`, `managing-authority`,
    `specific-objective`, `measure`, `call`, `intervention`, `strategic-importance`, `legal-basis`. Texts lead to it by
    `glossary.yaml#id`.
    """

    term: LocalisedTerm = Field(description="The term.")
    text: LocalisedText = Field(description="What it means, in a sentence or two.")
    source: TitledSource | None = Field(None, description="The act or document that defines it.")


class Programme(Record):
    """A programme: gives its projects the period, the authority and the legal wording."""

    name: LocalisedText = Field(description="Full name.")
    cci: PlainText | None = Field(None, description="Common code for information (CCI).")
    period: PeriodField = Field(description="`2007-2013`, `2014-2020`, `2021-2027`, `rrf` or `direct`.")
    funds: tuple[FundField, ...] = Field((), description="Its funds; empty: any of the period.")
    managing_authority: PlainText | None = Field(None, description="An organisation's id.")
    url: Url | None = Field(None, description="Web site.")
    objectives: dict[str, LocalisedText] = Field({}, description="Titles of specific objectives, by code.")
    measures: dict[str, LocalisedText] = Field({}, description="Titles of measures, by code.")


def _title_in_any_form(value: object, info: ValidationInfo) -> object:
    """A document's title in a Markdown file may be plain: the file already has a language."""
    languages = (info.context or {}).get("languages", ())
    return dict.fromkeys(languages, value) if isinstance(value, str) else value


class TextDocument(Record):
    """A file to download, named in the head of a Markdown file."""

    title: Annotated[LocalisedText, BeforeValidator(_title_in_any_form)] = Field(description="What the document is.")
    file: PlainText = Field(description="Path under `content/`, such as `media/plan.pdf`.")
    language: LanguageCode | None = Field(None, description="Language of the document, as its code: `lv`, `en`, `de`.")


class FrontMatter(Record):
    """The fields at the head of a Markdown file."""

    title: PlainText | None = Field(None, description="Title; required for news and pages.")
    date: Day | None = Field(None, description="Day of the news item; default: from the file's name.")
    updated: Day | None = Field(None, description="Day of the last change.")
    projects: Names = Field((), description="Projects that the item belongs to, by file name.")
    tags: Names = Field((), description="Topics, by id.")
    summary: Prose | None = Field(None, description="The item in a sentence or two. Markdown, with facts.")
    author: PlainText | None = Field(None, description="A role, not a person.")
    image: PlainText | None = Field(None, description="Picture: path under `content/`.")
    image_alt: PlainText | None = Field(None, description="What the picture shows.")
    documents: tuple[TextDocument, ...] = Field((), description="Files to download.")
    aliases: tuple[Alias, ...] = Field((), description="Old addresses that lead here.")
    draft: YesNo = Field(False, description="A draft is never published.")
    expires: Day | None = Field(None, description="Day from which the item is left out of lists; its address stays.")
    slug: Slug | None = Field(None, description="Name in addresses; default: from the file's name.")
    translates: PlainText | None = Field(None, description="Digest of the text translated; written by the tool.")
