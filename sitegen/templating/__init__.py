"""Templates: one Jinja environment per language, its translations folded in when a template is compiled.

An environment is `laid_in` for speed; one that is not tells where a fault is: its macros are called as templates say.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, MutableMapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateRuntimeError,
    nodes,
)

from sitegen.catalogues import Catalogue
from sitegen.facts import Words
from sitegen.l10n.terms import term
from sitegen.languages import NO_BREAK
from sitegen.models.choices import Period
from sitegen.money import Money
from sitegen.resources import resource_folder
from sitegen.templating.compiled import Compiled, hide_others
from sitegen.templating.generating import Generator, written
from sitegen.templating.laying import Parts, lay_in
from sitegen.templating.messages import CATEGORY, Folding
from sitegen.templating.remembering import remember_in
from sitegen.values import dataclass
from sitegen.views.parts import Quantity, Text


class _Environment(Environment):
    """Jinja's environment, which folds the language's messages into each template."""

    catalogue: Catalogue

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template knows, as one dictionary: Jinja's is a chain, gone through anew for every page, 10 µs."""
        return {**self.globals, **(d or {})}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        folded: nodes.Template = Folding(self.catalogue).visit(template)
        return folded


class _LaidIn(_Environment):
    """An environment that also lays macros in where they are called."""

    code_generator_class = Generator
    written = staticmethod(written)
    parts: Parts

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return lay_in(self._written(source, name, filename), name or "", self.parts)

    def part(self, name: str) -> nodes.Template:
        """A template as it is written."""
        assert self.loader is not None
        source, filename, _ = self.loader.get_source(self, name)
        return self._written(source, name, filename)

    def _written(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return hide_others(super()._parse(source, name, filename), source)


@dataclass(frozen=True, slots=True)
class Way:
    """How templates are compiled: with macros laid in or not. `kept`: where what is compiled is kept, if anywhere."""

    is_laid_in: bool = True
    kept: BytecodeCache | None = None


# Compiled templates that are kept, at the most; a change of a template makes as many as it is laid in, one of a
# catalogue about 40.
_MOST_KEPT = 800


def kept_templates() -> BytecodeCache | None:
    """Where compiled templates are kept: beside the program's own, as Python keeps its modules; None where none can be.

    Compiling all templates takes more than a second, loading them 16 ms.
    """
    folder = resource_folder("templates") / "__pycache__"
    try:
        folder.mkdir(exist_ok=True)
        with os.scandir(folder) as found:
            kept = list(found)
        if len(kept) > _MOST_KEPT:
            for old in sorted(kept, key=lambda one: one.stat().st_mtime_ns)[: -_MOST_KEPT // 2]:
                os.unlink(old)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


LAID_IN = Way()
CALLED = Way(is_laid_in=False)


def environment(
    folders: list[Path], words: Words, assets: Mapping[str, str], outline: str = "", way: Way = LAID_IN
) -> Environment:
    """The environment of one language. `folders`: where templates lie, the site's own before the program's.

    `outline`: the path that places are drawn on.
    """
    loader = FileSystemLoader([str(folder) for folder in folders])
    made = (_LaidIn if way.is_laid_in else _Environment)(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        optimized=False,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = made.catalogue = words.catalogue
    if way.kept is not None:
        made.bytecode_cache = Compiled(way.kept, catalogue, lambda name: loader.get_source(made, name)[0])
    if isinstance(made, _LaidIn):
        made.parts = Parts(made.part, catalogue)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        catalogue.gettext, catalogue.ngettext, newstyle=True, pgettext=catalogue.pgettext, npgettext=catalogue.npgettext
    )
    made.globals["asset"] = assets.__getitem__
    made.globals["outline"] = _outline(outline)
    remember_in(made)
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

    @lru_cache(maxsize=4096)
    def plural_category(number: int) -> str:
        return catalogue.category(number)

    def quantity(given: Quantity) -> str:
        number = formats.number(given.value)
        return f"{number}{NO_BREAK}{given.noun.text}" if given.noun else number

    def term_of(given: StrEnum) -> str:
        return term(given, catalogue)

    def period_name(given: str) -> str:
        return term(Period(given), catalogue)

    return {
        CATEGORY: plural_category,
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
