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


def _choice(kinds: tuple[type[StrEnum], ...], what: str) -> BeforeValidator:
    words = [member.value for kind in kinds for member in kind]
    members = {member.value: member for kind in reversed(kinds) for member in kind}

    def choose(value: object) -> StrEnum:
        text = scalar(value)
        if text not in members:
            raise fault("unknown-choice", value=text, what=what, choices=", ".join(words))
        return members[text]

    return BeforeValidator(choose)


StatusField = Annotated[Status, _choice((Status,), "a status")]
KindField = Annotated[Kind, _choice((Kind,), "a kind of project")]
PeriodField = Annotated[Period, _choice((Period,), "a period")]
FundField = Annotated[Fund, _choice((Fund,), "a fund")]
FundingFormField = Annotated[FundingForm, _choice((FundingForm,), "a form of funding")]
SourceField = Annotated[Fund | Payer, _choice((Fund, Payer), "a source of money")]
OrganisationKindField = Annotated[OrganisationKind, _choice((OrganisationKind,), "a kind of organisation")]
MethodField = Annotated[Method, _choice((Method,), "a method of evaluation")]
LevelField = Annotated[Level, _choice((Level,), "a severity")]
ConformanceField = Annotated[Conformance, _choice((Conformance,), "a state of conformance")]
BarrierField = Annotated[BarrierKind, _choice((BarrierKind,), "a kind of exception")]
DeedField = Annotated[Deed, _choice((Deed,), "a duty beside the page")]
AspectField = Annotated[Aspect, _choice((Aspect,), "an aspect of accessibility")]
Funds = Annotated[tuple[FundField, ...], BeforeValidator(one_or_more), Field(min_length=1)]
