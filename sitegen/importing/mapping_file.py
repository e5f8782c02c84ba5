"""The file of a mapping: its keys, and their values as they are written."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sitegen.diagnostics import Collector
from sitegen.importing.formats import DayOrder, DecimalSign, RateForm
from sitegen.load.decode import decode
from sitegen.load.projects import read_record
from sitegen.models.choosing import choice
from sitegen.models.fields import Names, PlainText, Record
from sitegen.source import Mapping
from sitegen.values import dataclass

_DayOrderField = Annotated[DayOrder, choice((DayOrder,), "an order of day and month")]
_DecimalSignField = Annotated[DecimalSign, choice((DecimalSign,), "a decimal sign")]
_RateFormField = Annotated[RateForm, choice((RateForm,), "a form of rates")]


class Formats(Record):
    """How a list writes what could be read in two ways."""

    dates: _DayOrderField | None = Field(None, description="What 01/03/2024 is.")
    numbers: _DecimalSignField | None = Field(None, description="What stands before decimals.")
    rates: _RateFormField | None = Field(None, description="Whether 0,85 is 85 percent.")


class ListMapping(Record):
    """A mapping."""

    columns: dict[str, PlainText] = Field(description="Field → name of the column.")
    constants: dict[str, object] = Field({}, description="Field → value for all records.")
    values: dict[str, dict[str, object]] = Field({}, description="Field → text of the cell → value.")
    formats: Formats = Field(Formats.model_construct(), description="What could be read in two ways.")
    slug: PlainText | None = Field(None, description="A column, or a text with columns in braces.")
    skip: Names = Field((), description="Columns left out on purpose.")


@dataclass(frozen=True, slots=True)
class MappingFile:
    """A mapping as it is written: its path as messages have it, its values, and the tree that has their places."""

    path: str
    said: ListMapping
    tree: Mapping


def read_mapping(path: str, text: str, found: Collector) -> MappingFile | None:
    """The mapping in a text; None, and told, when anything in it is wrong."""
    tree = read_record(path, text, found)
    said = decode(ListMapping, tree, found, ()) if tree is not None else None
    return MappingFile(path, said, tree) if said is not None and tree is not None else None
