"""`list.json` of each language: what the filters of the list of projects need. Documented in docs/list-json.md."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from sitegen.attribution import fund_name
from sitegen.catalogues import categories
from sitegen.facts import Words
from sitegen.languages import Language
from sitegen.models.choices import Fund, OrganisationKind
from sitegen.plan import facet_index
from sitegen.plan.areas import areas_of
from sitegen.resolve import Project, Site, derived
from sitegen.views.build_lists import in_order
from sitegen.views.parts import Text
from sitegen.views.writer import Writer

SCHEMA = 1
# So many projects stand in rows that are made together: when one changes, the others' are those of the last build.
_AT_ONCE = 10
EURO = "EUR"
Row = list[Any]
# A text in the language of the list; or a text of another, with that language's code.
Said = str | list[str]


def list_json(site: Site, language: Language) -> bytes:
    """All projects by title, in the order of the language, with their facts as cards show them: JSON in UTF-8."""
    projects = [site.projects[slug] for slug in in_order(site, language)]
    words = site.words[language]
    whole = {
        "schema": SCHEMA,
        "language": language,
        "counts": _counts(len(projects), words),
        "languages": {code: words.in_language(code) for code in site.languages if code != language},
        "funds": {fund: fund_name(Fund(fund), language) for fund in facet_index(site, "fund")},
        "orders": {"total": _dearest_first(projects), "start": _latest_first(site, language)},
    }
    rows = ",".join(_rows(site, language, start) for start in range(0, len(projects), _AT_ONCE))
    return f'{_told(whole)[:-1]},"projects":[{rows}]}}\n'.encode()


def _told(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@derived
def _rows(site: Site, language: Language, start: int) -> str:
    """The rows of some projects, from the one with the number `start` on."""
    writer = Writer(site, language, site.segments[language].project_data)
    slugs = in_order(site, language)[start : start + _AT_ONCE]
    return ",".join(_told(_row(writer, site.projects[slug])) for slug in slugs)


def _counts(most: int, words: Words) -> dict[str, str]:
    """How a number of projects is told, by CLDR's plural category, with `#` for the number."""
    told: dict[str, str] = {}
    every = len(categories(words.catalogue.language))
    for number in range(most + 1):
        if len(told) == every:
            break
        category = words.formats.category(number)
        if category not in told:
            told[category] = words.catalogue.ngettext("%(num)s project", "%(num)s projects", number) % {"num": "#"}
    return told


def _dearest_first(projects: list[Project]) -> list[int]:
    """The numbers of the rows by total cost: sums in euro first, then by currency; those without a sum last."""

    def key(number: int) -> tuple[bool, bool, str, Decimal]:
        sums = projects[number].figures
        return sums.total is None, sums.currency != EURO, sums.currency, -(sums.total or Decimal(0))

    return sorted(range(len(projects)), key=key)


@derived
def _latest_first(site: Site, language: Language) -> list[int]:
    """The numbers of the rows by the day on which the projects start; those without one last."""
    projects = [site.projects[slug] for slug in in_order(site, language)]

    def key(number: int) -> int:
        start = projects[number].traits.start
        return -start.toordinal() if start else 0

    return sorted(range(len(projects)), key=key)


def _row(writer: Writer, project: Project) -> Row:
    site, traits, card = writer.site, project.traits, writer.card(project)
    return [
        project.slugs[writer.language],
        _text(card.title),
        card.number,
        card.status,
        list(traits.funds),
        site.words[writer.language].formats.money(card.total) if card.total else None,
        _day(card.start, writer),
        _day(card.end, writer),
        _beneficiary(writer, project, card.beneficiary),
        traits.period,
        [area.slug for area in areas_of(site).of_project(project.slug)],
        list(traits.tags),
    ]


def _beneficiary(writer: Writer, project: Project, name: Text) -> Said:
    """Who leads the project; natural persons are not named in data (D-06)."""
    found = writer.site.content.organisations[project.traits.beneficiary]
    return writer.gettext("natural person") if found.kind is OrganisationKind.PERSON else _text(name)


def _text(text: Text) -> Said:
    return [text.text, text.language] if text.is_foreign else text.text


def _day(day: date | None, writer: Writer) -> list[str] | None:
    """A day as ISO 8601 and as it is written."""
    return [day.isoformat(), writer.site.words[writer.language].formats.day(day)] if day else None
