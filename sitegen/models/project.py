"""The project record: every field of the contract, with what it means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from sitegen.models.choices import Status
from sitegen.models.choosing import DeedField, FundingFormField, Funds, KindField, SourceField, StatusField
from sitegen.models.codes import LanguageCode, Phones, ProjectNumber
from sitegen.models.fields import (
    Alias,
    Amount,
    AmountOrRemainder,
    Count,
    Currency,
    Day,
    Email,
    LanguageKey,
    LocalisedName,
    LocalisedProse,
    LocalisedText,
    Location,
    Names,
    Number,
    PlainText,
    Rate,
    Record,
    Slug,
    Url,
    YesNo,
)
from sitegen.models.forms import LocalisedForms


class TitledLink(Record):
    """A link with its text."""

    title: LocalisedText = Field(description="What the link leads to.")
    url: Url = Field(description="Web address, in full.")


class TitledSource(Record):
    """A document that something rests on; the address may be unknown."""

    title: LocalisedText = Field(description="Official title.")
    url: Url | None = Field(None, description="Web address, in full.")


class Dates(Record):
    """The project's days. One that no source states is left out."""

    contract: Day | None = Field(None, description="Day the contract was signed.")
    start: Day | None = Field(None, description="First day of implementation.")
    end: Day | None = Field(None, description="Last day of implementation.")


class Source(Record):
    """A source of money, told by its amount, its rate, or both."""

    source: SourceField = Field(description="A fund's id, or `state`, `municipal`, `national`, `private`, `other`.")
    amount: AmountOrRemainder | None = Field(None, description="Exact amount, or `remainder` (once): what is left.")
    rate: Rate | None = Field(None, description="Percent of the total, as the contract states it.")


class Payment(Record):
    """Money paid out."""

    date: Day = Field(description="Day of payment.")
    source: SourceField = Field(description="Which source paid.")
    amount: Amount = Field(description="Amount paid.")


class Funding(Record):
    """The project's money. Amounts are exact; the sources add up to the total to the cent."""

    currency: Currency = Field("EUR", description="ISO 4217 code.")
    total: Amount | None = Field(None, description="Total cost.")
    sources: tuple[Source, ...] = Field((), description="Who pays what.")
    payments: tuple[Payment, ...] = Field((), description="Payments made so far.")
    form: FundingFormField | None = Field(
        None, description="`funded` or `co-funded`, where amounts and rates do not tell; checked against them."
    )


class Partner(Record):
    """A named partner, or a number of partners of one kind."""

    organisation: PlainText | None = Field(None, description="An organisation's id.")
    role: LocalisedText | None = Field(None, description="What the partner does.")
    count: Count | None = Field(None, description="How many partners of one kind, when they are not named.")
    kind: LocalisedForms | None = Field(None, description="Their noun, in every plural form.")


class Indicator(Record):
    """A result to be achieved, as a number."""

    id: Slug = Field(description="Name of the indicator in facts and amendments.")
    label: LocalisedText = Field(description="What is counted.")
    unit: LocalisedForms | None = Field(None, description="The noun after the number, in every plural form.")
    target: Number | None = Field(None, description="Number to be reached.")
    achieved: Number | None = Field(None, description="Number reached.")
    as_of: Day | None = Field(None, description="Day on which `achieved` was counted.")
    part_of: PlainText | None = Field(None, description="Id of the indicator that this one is a part of.")
    adds_up: YesNo = Field(False, description="Whether the parts must add up to this indicator.")


class Place(Record):
    """Where something is done or built."""

    name: LocalisedName = Field(description="Name of the place.")
    address: PlainText | None = Field(None, description="Address as it is written locally.")
    location: Location | None = Field(None, description="`[latitude, longitude]` in degrees, WGS 84.")
    nuts: PlainText | None = Field(None, description="NUTS code of the region.")
    capacity: Count | None = Field(None, description="How many people it has room for.")
    capacity_of: PlainText | None = Field(None, description="Id of the indicator that the capacities add up to.")


class Contact(Record):
    """Whom to ask: a role and an institution. A person's name needs a day until which it holds."""

    role: LocalisedText = Field(description="What to ask about, or who answers.")
    organisation: PlainText | None = Field(None, description="An organisation's id.")
    phone: Phones = Field((), description="Telephone numbers as they are read.")
    email: Email | None = Field(None, description="Mailbox of the role.")
    name: PlainText | None = Field(None, description="A person's name; avoid it.")
    until: Day | None = Field(None, description="Day after which name and numbers are no longer shown.")


class Document(Record):
    """A file to download."""

    title: LocalisedText = Field(description="What the document is.")
    file: PlainText = Field(description="Path under `content/`, such as `media/plan.pdf`.")
    language: LanguageCode | None = Field(None, description="Language of the document, as its code: `lv`, `en`, `de`.")


class Image(Record):
    """A picture."""

    file: PlainText = Field(description="Path under `content/`, such as `media/camp.jpg`.")
    alt: LocalisedText = Field(description="What the picture shows, for people who cannot see it.")
    caption: LocalisedText | None = Field(None, description="Text under the picture.")
    people: YesNo = Field(False, description="Whether people can be recognised.")
    consent: PlainText | None = Field(None, description="Reference of their consent, and until when it holds.")


class Amendment(Record):
    """A dated change of the record, laid over what came before it."""

    effective: Day | None = Field(None, description="Day on which the change took effect.")
    known_by: Day | None = Field(None, description="Day by which it was known, where no source says when it came.")
    reason: LocalisedProse | None = Field(None, description="Why.")
    source: TitledSource | None = Field(None, description="The document that says so.")
    changes: dict[str, object] = Field(description="The fields that changed; lists with ids are changed by id.")


class Project(Record):
    """One project, in both languages, in one file: `projects/<slug>.yaml`."""

    number: ProjectNumber = Field(description="Number as contracted.")
    title: LocalisedText = Field(description="The project's name.")
    slug: dict[LanguageKey, Slug] = Field({}, description="Name in addresses; default: the file's name.")
    summary: LocalisedProse = Field(description="What, for whom, with what result. Markdown.")
    easy_read: LocalisedProse | None = Field(None, description="The same in easy language. Markdown.")
    goal: LocalisedProse | None = Field(None, description="What the project is to change. Markdown.")
    programme: PlainText = Field(description="A programme's id: gives period, authority and wording.")
    fund: Funds = Field(description="One fund or a list of them.")
    measure: PlainText | None = Field(None, description="Code of the measure; its titles come from the programme.")
    call: LocalisedText | None = Field(None, description="Call or selection round.")
    legal_basis: tuple[TitledSource, ...] = Field((), description="Acts that the project rests on.")
    status: StatusField | None = Field(None, description="Default: from the dates.")
    dates: Dates = Field(Dates.model_construct(), description="Contract, start and end.")
    beneficiary: PlainText = Field(description="The organisation that receives the money.")
    partners: tuple[Partner, ...] = Field((), description="Who takes part.")
    funding: Funding = Field(Funding.model_construct(), description="The money.")
    activities: tuple[LocalisedProse, ...] = Field((), description="What is done, one entry each.")
    indicators: tuple[Indicator, ...] = Field((), description="Results in numbers.")
    places: tuple[Place, ...] = Field((), description="Where.")
    contacts: tuple[Contact, ...] = Field((), description="Whom to ask.")
    links: tuple[TitledLink, ...] = Field((), description="Other pages about the project.")
    documents: tuple[Document, ...] = Field((), description="Files to download.")
    images: tuple[Image, ...] = Field((), description="Pictures.")
    kind: KindField | None = Field(None, description="What the money buys.")
    strategic_importance: YesNo = Field(False, description="Whether it is an operation of strategic importance.")
    intervention: PlainText | None = Field(None, description="Code of the type of intervention.")
    tags: Names = Field((), description="Topics, by id.")
    published: Day | None = Field(None, description="Day the page was first published; a later day waits for it.")
    updated: Day | None = Field(None, description="Day the page was last updated.")
    aliases: tuple[Alias, ...] = Field((), description="Old addresses that lead here.")
    draft: YesNo = Field(False, description="A draft is never published.")
    visibility: dict[DeedField, Day] = Field(
        {}, description="Days on which duties beside the page were done; not shown to readers."
    )
    translates: dict[LanguageKey, PlainText] = Field(
        {}, description="Digest of the first language's texts that each translation was made from; written by the tool."
    )
    amendments: tuple[Amendment, ...] = Field((), description="Later changes, in order.")


NOT_AMENDABLE = frozenset(
    {"slug", "published", "updated", "aliases", "draft", "visibility", "translates", "amendments"}
)
KEYED_LISTS = frozenset({"indicators"})


def source_amount(funding: Funding, index: int) -> Decimal | None:
    """The amount of a source; a `remainder` is the total less all others, None when that cannot be told."""
    amount = funding.sources[index].amount
    if amount != "remainder":
        return amount
    others = [source.amount for position, source in enumerate(funding.sources) if position != index]
    known = [other for other in others if isinstance(other, Decimal)]
    if funding.total is None or len(known) != len(others):
        return None
    return funding.total - sum(known, Decimal(0))


def status_on(project: Project, day: date) -> Status | None:
    """The status given, else the one that follows from the dates; None when they do not tell."""
    if project.status is not None:
        return project.status
    dates = project.dates
    if dates.end is not None and dates.end < day:
        return Status.COMPLETED
    if dates.start is not None:
        return Status.PLANNED if dates.start > day else Status.RUNNING
    return None
