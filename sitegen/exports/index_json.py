"""`index.json` beside every project page: the record in force, in every language. Documented in docs/index-json.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sitegen.attribution import attribute, fund_name
from sitegen.exports.history_json import changes_of
from sitegen.exports.json_text import json_bytes
from sitegen.facts import objective_of, payer_name, union_money, union_rate
from sitegen.languages import Language
from sitegen.models.choices import Fund, OrganisationKind
from sitegen.models.content import Version
from sitegen.models.project import Amendment, source_amount
from sitegen.prose import unmarked
from sitegen.resolve import Project, Site
from sitegen.urls import absolute
from sitegen.views.history import anchor_of
from sitegen.views.parts import Passage
from sitegen.views.writer import Writer

SCHEMA = 2
Json = dict[str, Any]


def index_json(site: Site, project: Project) -> bytes:
    """The record in force as JSON in UTF-8. Amounts are strings with two decimals; days are ISO 8601."""
    return json_bytes(_Document(site, project).whole())


def _html(passage: Passage) -> str:
    return unmarked(passage.html)


class _Document:
    def __init__(self, site: Site, project: Project) -> None:
        self._site = site
        self._project = project
        self._record = project.record
        self._version = project.version
        self._writers = {
            language: Writer(site, language, site.project_path(project, language)) for language in site.languages
        }

    def whole(self) -> Json:
        record, original = self._record, self._project.file.original
        return {
            "schema": SCHEMA,
            "id": self._project.slug,
            "number": record.number,
            "title": record.title,
            "url": {language: self._absolute(writer.here) for language, writer in self._writers.items()},
            "as_of": self._site.day.isoformat(),
            "published": _day(original.published),
            "updated": _day(original.updated),
            "version": self._version.number + 1,
            "status": self._project.status.value if self._project.status else None,
            "kind": record.kind.value if record.kind else None,
            "strategic_importance": record.strategic_importance,
            "intervention": record.intervention,
            "summary": self._prose(record.summary),
            "easy_read": self._prose(record.easy_read),
            "goal": self._prose(record.goal),
            "description": self._description(),
            **self._basis(),
            "dates": {name: _day(getattr(record.dates, name)) for name in ("contract", "start", "end")},
            "beneficiary": self._organisation(record.beneficiary),
            "partners": self._partners(),
            "funding": self._funding(),
            "attribution": self._attribution(),
            "activities": [self._prose(activity) for activity in record.activities],
            "indicators": self._indicators(),
            **self._people_and_places(),
            **self._files(),
            "tags": [{"id": tag, "name": self._site.content.tags[tag]} for tag in record.tags],
            "news": self._news(),
            "amendments": self._amendments(),
            "licence": self._licence(),
        }

    def _basis(self) -> Json:
        record, programme = self._record, self._project.programme
        objective = objective_of(record.measure)
        return {
            "programme": {
                "id": record.programme,
                "name": programme.name,
                "cci": programme.cci,
                "period": programme.period.value,
                "url": programme.url,
            },
            "managing_authority": self._organisation(programme.managing_authority),
            "funds": [{"id": fund.value, "name": self._fund(fund)} for fund in record.fund],
            "objective": _titled(objective, programme.objectives.get(objective)),
            "measure": _titled(record.measure, programme.measures.get(record.measure or "")),
            "call": record.call,
            "legal_basis": [{"title": basis.title, "url": basis.url} for basis in record.legal_basis],
        }

    def _funding(self) -> Json:
        funding = self._record.funding
        return {
            "currency": funding.currency,
            "total": amount_text(funding.total),
            "union": {"amount": amount_text(union_money(funding)), "rate": _number(union_rate(funding))},
            "sources": [
                {
                    "source": source.source.value,
                    "name": self._each(
                        lambda writer, s=source: payer_name(s.source, self._site.words[writer.language])
                    ),
                    "amount": amount_text(source_amount(funding, index)),
                    "rate": _number(source.rate),
                }
                for index, source in enumerate(funding.sources)
            ],
            "payments": [
                {"date": _day(payment.date), "source": payment.source.value, "amount": amount_text(payment.amount)}
                for payment in funding.payments
            ],
        }

    def _attribution(self) -> Json:
        blocks = {language: attribute([self._project.support], language) for language in self._site.languages}
        return {
            "form": self._project.support.form.value,
            "statement": {
                language: [[one.lead, *one.funds] for one in block.statements]
                for language, block in blocks.items()
                if block
            },
        }

    def _indicators(self) -> list[Json]:
        return [
            {
                "id": one.id,
                "label": one.label,
                "unit": one.unit,
                "target": _number(one.target),
                "achieved": _number(one.achieved),
                "as_of": _day(one.as_of),
                "part_of": one.part_of,
                "adds_up": one.adds_up,
            }
            for one in self._record.indicators
        ]

    def _partners(self) -> list[Json]:
        return [
            {
                "organisation": self._organisation(one.organisation),
                "role": one.role,
                "count": one.count,
                "kind": one.kind,
            }
            for one in self._record.partners
        ]

    def _people_and_places(self) -> Json:
        return {
            "places": [
                {
                    "name": one.name,
                    "address": one.address,
                    "location": [_number(part) for part in one.location] if one.location else None,
                    "nuts": one.nuts,
                    "capacity": one.capacity,
                    "capacity_of": one.capacity_of,
                }
                for one in self._record.places
            ],
            "contacts": [
                {
                    "role": one.role,
                    "organisation": self._organisation(one.organisation),
                    "phone": list(one.phone) if self._is_current(one.until) else [],
                    "email": one.email if self._is_current(one.until) else None,
                    "name": one.name if self._is_current(one.until) else None,
                }
                for one in self._record.contacts
            ],
        }

    def _is_current(self, until: date | None) -> bool:
        return until is None or until >= self._site.day

    def _files(self) -> Json:
        return {
            "links": [{"title": one.title, "url": one.url} for one in self._record.links],
            "documents": [
                {"title": one.title, "url": self._absolute(one.file), "language": one.language}
                for one in self._record.documents
            ],
            "images": [
                {"url": self._absolute(one.file), "alt": one.alt, "caption": one.caption} for one in self._record.images
            ],
        }

    def _news(self) -> list[Json]:
        return [
            {
                "date": item.day.isoformat(),
                "title": {language: text.fields.title for language, text in item.texts.items()},
                "url": {language: self._absolute(self._site.news_path(item, language)) for language in item.texts},
            }
            for item in self._site.news_of(self._project.slug)
        ]

    def _amendments(self) -> list[Json]:
        return [
            self._amendment(version, version.amendment)
            for version in reversed(self._project.file.versions)
            if version.amendment
        ]

    def _amendment(self, version: Version, amendment: Amendment) -> Json:
        source = amendment.source
        return {
            "id": anchor_of(self._project, version),
            "effective": _day(amendment.effective),
            "known_by": _day(amendment.known_by),
            "in_force": version.number <= self._version.number,
            "reason": self._prose(amendment.reason, version),
            "source": {"title": source.title, "url": source.url} if source else None,
            "changes": changes_of(self._site, self._project, version, plain_number),
        }

    def _licence(self) -> Json | None:
        licence = self._site.content.site.licence
        return {"name": licence.name, "url": licence.url} if licence else None

    def _description(self) -> Json | None:
        texts = self._project.file.descriptions
        own = {self._project.slug: self._version}
        found: Json = {
            code: _html(self._writers[code].markdown(text.body, code, text.path, (self._project.slug,), own))
            for code, text in texts.items()
            if text.body.strip()
        }
        return found or None

    def _prose(self, texts: Mapping[str, str] | None, version: Version | None = None) -> Json | None:
        """Prose by language, with the facts of a version; of the one in force when none is given."""
        if not texts:
            return None
        facts = version or self._version
        return {code: _html(self._writers[Language(code)].passage(texts, self._project, facts)) for code in texts}

    def _organisation(self, identifier: str | None) -> Json | None:
        found = self._site.content.organisations.get(identifier or "")
        if found is not None and found.kind is OrganisationKind.PERSON:  # D-06: natural persons are not named in data
            return {"id": None, "name": None, "url": None}
        return {"id": identifier, "name": found.name, "url": found.url} if found else None

    def _fund(self, fund: Fund) -> Json:
        return {language: fund_name(fund, language) for language in self._site.languages}

    def _each(self, make: Any) -> Json:
        return {language: make(writer) for language, writer in self._writers.items()}

    def _absolute(self, path: str) -> str:
        return absolute(self._site.content.site.base_url, path)


def _titled(code: str | None, title: Mapping[str, str] | None) -> Json | None:
    return {"code": code, "title": title} if code else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def amount_text(amount: Decimal | None) -> str | None:
    """`8656350.00`: an amount with two decimals, exact; None for one that is not stated."""
    return f"{amount:.2f}" if amount is not None else None


def _number(number: Decimal | None) -> float | int | None:
    return plain_number(number) if number is not None else None


def plain_number(number: Decimal) -> float | int:
    """A number as JSON has it, whole where it is whole."""
    return int(number) if number == number.to_integral_value() else float(number)
