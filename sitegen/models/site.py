"""The site itself, and what its projects can name: organisations, programmes, tags."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Annotated

from babel.localedata import exists
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from sitegen.diagnostics import CODES
from sitegen.models.choices import OrganisationKind, Period
from sitegen.models.fields import (
    Alias,
    BaseUrl,
    ConformanceField,
    Count,
    Day,
    Email,
    FundField,
    LevelField,
    LocalisedName,
    LocalisedText,
    MethodField,
    Names,
    OrganisationKindField,
    PeriodField,
    Phones,
    PlainText,
    Prose,
    Record,
    Slug,
    Url,
    YesNo,
    fault,
)

MARKS = ("nap2020", "nap2027")
SECTIONS = ("projects", "news", "topics")


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


class Accessibility(Record):
    """What the accessibility statement says. Left out until an evaluation was made."""

    evaluated: Day = Field(description="Day of the evaluation.")
    method: MethodField = Field(description="`simplified` or `full`.")
    status: ConformanceField = Field(description="`full`, `partial` or `none`.")
    exceptions: tuple[AccessibilityException, ...] = Field((), description="What is not accessible, and why.")
    reviewed: Day | None = Field(None, description="Day of the last review; at least once a year.")


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
        None, description="Main navigation: `projects`, `news`, `topics`, `page/<name>`; default: all there is."
    )
    update_interval_months: dict[PeriodField, Count] = Field(
        {Period.Y2014: 3, Period.Y2021: 6}, description="How old a running project's page may get, by period."
    )
    marks: dict[Annotated[str, AfterValidator(_mark)], PlainText] = Field(
        {}, description="Official national marks as files under `content/`: `nap2020`, `nap2027`."
    )
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
    language: PlainText | None = Field(None, description="Language of the document.")


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
