"""Templates: one Jinja environment per language, its translations folded in when a template is compiled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateRuntimeError, nodes
from jinja2.visitor import NodeTransformer

from sitegen.facts import Words
from sitegen.l10n.terms import term
from sitegen.languages import NO_BREAK
from sitegen.models.choices import Period
from sitegen.money import Money
from sitegen.views.parts import Quantity, Text


class _Folding(NodeTransformer):
    """Puts the translation of a constant message in the place of its call."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node, *args, **kwargs)
        arguments = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
        if not isinstance(node.node, nodes.Name) or node.kwargs or len(arguments) != len(node.args):
            return node
        if node.node.name in {"_", "gettext"} and len(arguments) == 1:
            return nodes.Const(self._words.catalogue.gettext(arguments[0]), lineno=node.lineno)
        if node.node.name == "pgettext" and len(arguments) == 2:
            return nodes.Const(self._words.catalogue.pgettext(*arguments), lineno=node.lineno)
        return node


class _Environment(Environment):
    """Jinja's environment, which folds the language's messages into each template."""

    words: Words

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        folded: nodes.Template = _Folding(self.words).visit(template)
        return folded


def environment(folders: list[Path], words: Words, assets: Mapping[str, str], outline: str = "") -> Environment:
    """The environment of one language. `folders`: where templates lie, the site's own before the program's.

    `outline`: the path that places are drawn on.
    """
    made = _Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        extensions=["jinja2.ext.i18n"],
    )
    made.words = words
    catalogue = words.catalogue
    made.install_gettext_callables(  # type: ignore[attr-defined]
        catalogue.gettext, catalogue.ngettext, newstyle=True, pgettext=catalogue.pgettext, npgettext=catalogue.npgettext
    )
    made.globals["asset"] = assets.__getitem__
    made.globals["outline"] = _outline(outline)
    made.filters.update(_filters(words))
    return made


def _outline(path: str) -> Callable[[], str]:
    def outline() -> str:
        if not path:
            raise TemplateRuntimeError("no path with the id `latvia` in static/map/latvia.svg")
        return path

    return outline


def _filters(words: Words) -> dict[str, Any]:
    formats, catalogue = words.formats, words.catalogue

    def quantity(given: Quantity) -> str:
        number = formats.number(given.value)
        return f"{number}{NO_BREAK}{given.noun.text}" if given.noun else number

    def term_of(given: StrEnum) -> str:
        return term(given, catalogue)

    def period_name(given: str) -> str:
        return term(Period(given), catalogue)

    return {
        "money": formats.money,
        "day": formats.day,
        "long_day": formats.long_day,
        "iso": date.isoformat,
        "percent": formats.percent,
        "number": formats.number,
        "quantity": quantity,
        "value": lambda given: _value(words, given),
        "term": term_of,
        "period_name": period_name,
        "filesize": formats.file_size,
        "in_language": words.in_language,
    }


def _value(words: Words, given: object) -> str:
    """The before or after of a change."""
    formats = words.formats
    if given is None:
        return words.catalogue.gettext("not stated")
    if isinstance(given, Money):
        return formats.money(given)
    if isinstance(given, date):
        return formats.day(given)
    if isinstance(given, Decimal):
        return formats.percent(given)
    return given.text if isinstance(given, Text) else str(given)
