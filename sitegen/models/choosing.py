"""Fields whose value is one of a few words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from sitegen.models.choices import (
    Aspect,
    BarrierKind,
    Conformance,
    Deed,
    Fund,
    FundingForm,
    Kind,
    Level,
    Method,
    OrganisationKind,
    Payer,
    Period,
    Status,
)
from sitegen.models.fields import fault, one_or_more, scalar


def choice(kinds: tuple[type[StrEnum], ...], what: str) -> BeforeValidator:
    """Takes the words of `kinds` and no other; `what` they are, for messages."""
    words = [member.value for kind in kinds for member in kind]
    members = {member.value: member for kind in reversed(kinds) for member in kind}

    def choose(value: object) -> StrEnum:
        text = scalar(value)
        if text not in members:
            raise fault("unknown-choice", value=text, what=what, choices=", ".join(words))
        return members[text]

    return BeforeValidator(choose)


StatusField = Annotated[Status, choice((Status,), "a status")]
KindField = Annotated[Kind, choice((Kind,), "a kind of project")]
PeriodField = Annotated[Period, choice((Period,), "a period")]
FundField = Annotated[Fund, choice((Fund,), "a fund")]
FundingFormField = Annotated[FundingForm, choice((FundingForm,), "a form of funding")]
SourceField = Annotated[Fund | Payer, choice((Fund, Payer), "a source of money")]
OrganisationKindField = Annotated[OrganisationKind, choice((OrganisationKind,), "a kind of organisation")]
MethodField = Annotated[Method, choice((Method,), "a method of evaluation")]
LevelField = Annotated[Level, choice((Level,), "a severity")]
ConformanceField = Annotated[Conformance, choice((Conformance,), "a state of conformance")]
BarrierField = Annotated[BarrierKind, choice((BarrierKind,), "a kind of exception")]
DeedField = Annotated[Deed, choice((Deed,), "a duty beside the page")]
AspectField = Annotated[Aspect, choice((Aspect,), "an aspect of accessibility")]
Funds = Annotated[tuple[FundField, ...], BeforeValidator(one_or_more), Field(min_length=1)]
