"""`data/operations.csv` and `data/operations.json`: the list of operations. Documented in docs/operations.md.

Regulation (EU) 2021/1060, Article 49(3) and (4); Regulation (EU) No 1303/2013, Annex XII, section 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

from sitegen.attribution import fund_name
from sitegen.exports.csv_text import MARK, Cell, csv_line
from sitegen.exports.index_json import amount_text, plain_number
from sitegen.exports.operation_columns import Column, columns, titles
from sitegen.facts import objective_of
from sitegen.languages import Language
from sitegen.models.choices import OrganisationKind
from sitegen.models.content import Version
from sitegen.models.project import Indicator, Place
from sitegen.patterns import regex
from sitegen.prose import unmarked
from sitegen.resolve import Project, Site, derived
from sitegen.urls import absolute
from sitegen.views.history_retelling import persons, replaced
from sitegen.views.writer import Writer

SCHEMA = 1
# So many operations stand in lines that are joined together: when one changes, the others' are those of the last build.
_AT_ONCE = 10
# NUTS 2 is the country's two letters and two signs more (Regulation (EC) No 1059/2003, Article 3).
_NUTS_2 = 4
_COUNTRY = 2
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
_TAG = regex(r"<[^>]*>")
Cells = dict[str, Cell]


def operations_csv(site: Site) -> bytes:
    """All operations, by the names of their records, below a line of headings: CSV in UTF-8 with a byte order mark."""
    heading = csv_line([column.name for column in columns(site.languages)])
    return f"{MARK}{heading}{''.join(lines for lines, _ in _all_lines(site))}".encode()


def operations_json(site: Site) -> bytes:
    """The same operations with what the list is, what its columns are called, and who publishes it: JSON in UTF-8."""
    told = json.dumps(_about(site), ensure_ascii=False, indent=1)
    rows = ",\n".join(lines for _, lines in _all_lines(site))
    return f'{told[:-2]},\n "operations": [\n{rows}\n ]\n}}\n'.encode()


def _all_lines(site: Site) -> Iterator[tuple[str, str]]:
    return (_lines(site, start) for start in range(0, len(site.projects), _AT_ONCE))


@derived
def _lines(site: Site, start: int) -> tuple[str, str]:
    """Some operations, from the one with the number `start` on: as CSV, and as JSON."""
    some = [operation(site, slug) for slug in [*site.projects][start : start + _AT_ONCE]]
    return "".join(line for line, _ in some), ",\n".join(told for _, told in some)


@derived
def operation(site: Site, slug: str) -> tuple[str, str]:
    """A project as a line of the CSV, and as it stands in the JSON."""
    project, version = site.projects[slug], site.projects[slug].version
    people = persons(project, site.content, is_data=True)
    told = {
        language: _Teller(Writer(site, language, ""), project, version, people).told() for language in site.languages
    }
    alike = _alike(site, project, version)
    every = columns(site.languages)
    cells = {one.name: (told[one.language] if one.language else alike)[one.about] for one in every}
    return csv_line(cells.values()), f"  {_AS_JSON(cells)}"


def _about(site: Site) -> dict[str, Any]:
    """What the list is: all but the operations."""
    own = {language: site.words[language].catalogue for language in site.languages}
    called = {language: titles(words) for language, words in own.items()}
    publisher = site.content.organisations[site.content.site.institution]
    is_person = publisher.kind is OrganisationKind.PERSON
    licence = site.content.site.licence
    return {
        "schema": SCHEMA,
        "title": {language: words.gettext("List of operations") for language, words in own.items()},
        "site": {"title": site.content.site.title, "url": site.content.site.base_url},
        "publisher": None if is_person else {"name": publisher.name, "url": publisher.url},
        "licence": {"name": licence.name, "url": licence.url} if licence else None,
        "updated": site.day.isoformat(),
        "languages": list(site.languages),
        "columns": [_column(one, called) for one in columns(site.languages)],
    }


def _column(column: Column, called: Mapping[Language, Mapping[str, str]]) -> dict[str, Any]:
    return {
        "name": column.name,
        "form": column.form.value,
        "language": column.language,
        "title": {language: told[column.about] for language, told in called.items()},
        "article": column.article or None,
    }


def _alike(site: Site, project: Project, version: Version) -> Cells:
    """What is the same in every language, by what the columns are about."""
    traits, sums, programme = project.traits, project.figures, project.programme
    is_person = site.content.organisations[traits.beneficiary].kind is OrganisationKind.PERSON
    return {
        "code": _in_one_line(traits.number),
        "id": project.slug,
        "beneficiary_is_person": is_person,
        "start": _iso(traits.start),
        "end": _iso(traits.end),
        "status": traits.status.value if traits.status else None,
        "total_cost": amount_text(sums.total),
        "union_contribution": amount_text(sums.union),
        "currency": sums.currency,
        "cofinancing_rate": plain_number(sums.union_rate) if sums.union_rate is not None else None,
        "fund": [fund.value for fund in traits.funds],
        "programme_cci": _in_one_line(programme.cci or ""),
        "period": programme.period.value,
        "objective_code": objective_of(traits.measure) or None,
        "intervention": _in_one_line(version.project.intervention or ""),
        "updated": _iso(project.file.original.updated),
        "list_updated": site.day.isoformat(),
        **_location(traits.places, is_person=is_person),
    }


def _in_one_line(text: str) -> str | None:
    """A text with single spaces between its words; None where there is none."""
    return " ".join(text.split()) or None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _location(places: tuple[Place, ...], *, is_person: bool) -> Cells:
    """Where it is; of a natural person's no nearer than the region at NUTS 2 level (Article 49(3)(m))."""
    codes = [code for code in (_in_one_line(place.nuts or "") for place in places) if code]
    points = dict.fromkeys(one.location for one in places if one.location and not is_person)
    return {
        "nuts": list(dict.fromkeys(code[:_NUTS_2] if is_person else code for code in codes)) or None,
        "coordinates": [[plain_number(part) for part in point] for point in points] or None,
        "country": list(dict.fromkeys(code[:_COUNTRY] for code in codes)) or None,
    }


class _Teller:
    """Tells a project in one language: what it has no text of in that language is not told.

    `people`: the organisations that are natural persons. They are not named in data (D-06).
    """

    __slots__ = ("achieved", "people", "planned", "project", "version", "writer")

    def __init__(self, writer: Writer, project: Project, version: Version, people: frozenset[str]) -> None:
        self.writer = writer
        self.project = project
        self.version = version
        self.people = people
        self.planned, self.achieved = writer.gettext("planned %(number)s"), writer.gettext("achieved %(number)s")

    def told(self) -> Cells:
        """The cells, by what their columns are about."""
        site, record, language = self.writer.site, self.version.project, self.writer.language
        programme = self.project.programme
        objective = programme.objectives.get(objective_of(record.measure) or "", {})
        return {
            "name": self._line(record.title.get(language)),
            "beneficiary": self._beneficiary(record.beneficiary),
            "summary": self._prose(record.summary),
            "goal": self._prose(record.goal) if record.goal else None,
            "achievements": list(filter(None, map(self._achievement, record.indicators))) or None,
            "fund_name": [fund_name(fund, language) for fund in record.fund],
            "programme": self._line(programme.name.get(language)),
            "objective": self._line(objective.get(language)),
            "place": self._places(record.places) or None,
            "url": absolute(site.content.site.base_url, site.project_path(self.project, language)),
        }

    def _beneficiary(self, organisation: str) -> str | None:
        if organisation in self.people:
            return self.writer.gettext("natural person")
        return self._line(self.writer.site.content.organisations[organisation].name.get(self.writer.language))

    def _prose(self, texts: Mapping[str, str]) -> str | None:
        if self.writer.language not in texts:
            return None
        passage = self.writer.passage(texts, self.project, self.version)
        return self._line(unescape(_TAG.sub("", unmarked(passage.html))))

    def _achievement(self, one: Indicator) -> str | None:
        """`People served: planned 351 people, achieved 300 people (2023-06-30)`"""
        label = self._line(one.label.get(self.writer.language))
        if label is None or (one.target is None and one.achieved is None):
            return label
        told: list[str] = []
        if one.target is not None:
            told.append(self.planned % {"number": self._counted(one.target, one)})
        if one.achieved is not None:
            day = f" ({one.as_of.isoformat()})" if one.as_of else ""
            told.append(self.achieved % {"number": self._counted(one.achieved, one) + day})
        return f"{label}: {', '.join(told)}"

    def _counted(self, number: Decimal, one: Indicator) -> str:
        """A number with a decimal point, with its noun where the language has it."""
        language = self.writer.language
        if not one.unit or language not in one.unit:
            return str(plain_number(number))
        noun = self.writer.site.words[language].formats.noun(number, one.unit[language])
        return f"{plain_number(number)} {self._line(noun)}"

    def _places(self, places: tuple[Place, ...]) -> list[str]:
        if self.version.project.beneficiary in self.people:
            return []
        names = (self._line(one.name.get(self.writer.language)) for one in places)
        return list(filter(None, dict.fromkeys(names)))

    def _line(self, text: str | None) -> str | None:
        """A text in one line, without what holds words together, and without the names of natural persons."""
        if text is None or (not self.people and text.isprintable()):
            return text
        organisations = self.writer.site.content.organisations
        names = {name for one in self.people for name in organisations[one].name.values()}
        return replaced(_in_one_line(text) or "", names, self.writer.gettext("natural person"))
