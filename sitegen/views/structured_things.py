"""Projects, grants, organisations, places and news as things of schema.org.

A thing has one identity in all languages: the address of its page in the primary language, and a word for what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote

from sitegen.attribution import fund_name
from sitegen.attribution.funds import fund_abbreviation
from sitegen.attribution.wording import UNION
from sitegen.facts import payer_name
from sitegen.languages import NO_BREAK
from sitegen.models.choices import Fund, OrganisationKind, Payer
from sitegen.models.project import Place, source_amount
from sitegen.money import Money
from sitegen.plan.areas import Area, areas_of
from sitegen.resolve import NewsItem, Project
from sitegen.urls import absolute, slugify, tel
from sitegen.views.parts import Text
from sitegen.views.structured import Lasting, Node, Value, node, plain, reference, said, stated
from sitegen.views.writer import Writer, kept_for_language

HEADLINE = 110
EUROPEAN_UNION = "https://european-union.europa.eu/"
_GOVERNMENT = "GovernmentOrganization"
_TYPES = {
    OrganisationKind.PLANNING_REGION: _GOVERNMENT,
    OrganisationKind.MUNICIPALITY: _GOVERNMENT,
    OrganisationKind.STATE: _GOVERNMENT,
    OrganisationKind.EU: _GOVERNMENT,
    OrganisationKind.NGO: "NGO",
}
# What these pay is the project's own money, given by nobody as a grant.
_OWN = frozenset({Payer.PRIVATE, Payer.OTHER})


def address(writer: Writer, path: str) -> str:
    """The full address of a path of the site."""
    return _address(writer.site.content.site.base_url, path)


# A page names some 25 addresses, most of them as many others do: 4 µs each.
_address = lru_cache(maxsize=16384)(absolute)


def site_identity(writer: Writer, word: str) -> str:
    """The identity of something that belongs to the site as a whole."""
    site = writer.site
    return f"{address(writer, site.segments[site.primary].home)}#{word}"


def project_identity(writer: Writer, project: Project) -> str:
    """A project's identity."""
    return f"{address(writer, writer.site.project_path(project, writer.site.primary))}#project"


def organisation_identity(writer: Writer, name: str) -> str:
    """An organisation's identity, whether it has a page or not."""
    segments = writer.site.segments[writer.site.primary]
    return f"{address(writer, segments.organisation(slugify(name) or quote(name)))}#organisation"


def area_identity(writer: Writer, area: Area) -> str:
    """The identity of a region, town or parish."""
    return f"{address(writer, writer.site.segments[writer.site.primary].place(area.slug))}#place"


def article_identity(writer: Writer, item: NewsItem, text: Text) -> str:
    """A news item's identity; in each language it is a work of its own."""
    return f"{address(writer, writer.site.news_path(item, text.language))}#article"


def organisation_node(writer: Writer, name: str, **more: Value | None) -> Node | None:
    """An organisation. Persons are not named in data (D-06)."""
    made = _organisation_node(writer, name)
    return {**made, **stated(**more)} if made is not None and more else made


@kept_for_language
def _organisation_node(writer: Writer, name: str) -> Lasting | None:
    found = writer.site.content.organisations[name]
    if found.kind is OrganisationKind.PERSON:
        return None
    made = node(
        _TYPES.get(found.kind, "Organization"),
        organisation_identity(writer, name),
        name=said(writer.text(found.name)),
        url=found.url,
        logo=media(writer, found.logo.file) if found.logo else None,
    )
    return Lasting(made)


def media(writer: Writer, path: str) -> str:
    """The full address of a file under `media/`."""
    return address(writer, f"media/{path.removeprefix('media/')}")


def institution_node(writer: Writer) -> Node | None:
    """The organisation that runs the site, and how to reach those who do."""
    settings = writer.site.content.site
    email, phones = settings.contact.email, settings.contact.phone
    phone = tel(phones[0]).removeprefix("tel:") if phones else None
    point = node("ContactPoint", email=email, telephone=phone) if phone or email else None
    return organisation_node(writer, settings.institution, contactPoint=point)


@kept_for_language
def project_stub(writer: Writer, project: Project) -> Node:
    """A project in short: its name and where to read of it."""
    return node(
        "Project",
        project_identity(writer, project),
        name=said(writer.text(project.traits.title)),
        url=address(writer, writer.site.project_path(project, writer.language)),
    )


def project_nodes(writer: Writer, project: Project) -> Iterator[Node]:
    """A project, and the organisations that it names."""
    record, funds = project.record, _funders(writer, project)
    partners = [one.organisation for one in record.partners if one.organisation]
    parties = {name: organisation_node(writer, name) for name in (record.beneficiary, *partners)}
    known = {name: reference(str(found["@id"])) for name, found in parties.items() if found is not None}
    more = stated(
        identifier=record.number,
        description=plain(writer.summary(project)),
        keywords=[said(writer.text(writer.site.content.tags[tag])) for tag in record.tags],
        **_days(writer, project),
        parentOrganization=known.get(record.beneficiary),
        member=[known[name] for name in partners if name in known],
        funder=[reference(identity) for identity in funds],
        funding=list(_grants(writer, project)),
        location=[_place(writer, project, number, place) for number, place in enumerate(record.places)],
        image=[media(writer, image.file) for image in record.images],
        subjectOf=[article_stub(writer, item) for item in writer.site.news_of(project.slug)],
    )
    yield {**project_stub(writer, project), **more}
    yield from (found for found in parties.values() if found is not None)
    yield from funds.values()


def _days(writer: Writer, project: Project) -> dict[str, Value | None]:
    """The first and the last day, once they have come: a plan is no fact yet."""
    dates, today = project.record.dates, writer.site.day
    return {
        "foundingDate": dates.start.isoformat() if dates.start and dates.start <= today else None,
        "dissolutionDate": dates.end.isoformat() if dates.end and dates.end < today else None,
    }


def _funders(writer: Writer, project: Project) -> dict[str, Node]:
    """The Union's funds that pay for a project, and the Union, by identity."""
    return {str(one["@id"]): one for one in _payers(writer, tuple(project.record.fund))}


@kept_for_language
def _payers(writer: Writer, funds: tuple[Fund, ...]) -> tuple[Lasting, ...]:
    """These funds, but for the Union's own budget, and the Union."""
    union = site_identity(writer, "european-union")
    nodes = [
        node(
            _GOVERNMENT,
            identity,
            name=fund_name(fund, writer.language),
            alternateName=fund_abbreviation(fund, writer.language),
            parentOrganization=reference(union),
        )
        for fund in dict.fromkeys(funds)
        if (identity := _fund_identity(writer, fund)) != union
    ]
    whole = node(_GOVERNMENT, union, name=UNION.of(writer.language), url=EUROPEAN_UNION)
    return tuple(map(Lasting, (*nodes, whole)))


def _fund_identity(writer: Writer, fund: Fund) -> str:
    """A fund's identity; the Union's own budget is the Union itself."""
    word = "european-union" if fund is Fund.DIRECT else f"fund-{fund.value.replace('+', '-plus')}"
    return site_identity(writer, word)


def _grants(writer: Writer, project: Project) -> Iterator[Node]:
    """What each source gives, as far as it is a grant."""
    funding, words = project.record.funding, writer.site.words[writer.language]
    home = project_identity(writer, project).removesuffix("project")
    for number, source in enumerate(funding.sources):
        if source.source in _OWN:
            continue
        amount = source_amount(funding, number)
        fund = source.source if isinstance(source.source, Fund) else None
        yield node(
            "MonetaryGrant",
            f"{home}grant-{number + 1}",
            name=payer_name(source.source, words),
            amount=None if amount is None else _amount(Money(amount, funding.currency)),
            funder=reference(_fund_identity(writer, fund)) if fund else None,
        )


def _amount(money: Money) -> Node:
    return node("MonetaryAmount", currency=money.currency, value=f"{money.amount:.2f}")


def _place(writer: Writer, project: Project, number: int, place: Place) -> Node:
    area = areas_of(writer.site).of_place(project.slug, number)
    return node(
        "Place",
        name=said(writer.text(place.name)),
        address=place.address,
        geo=node("GeoCoordinates", latitude=float(place.location[0]), longitude=float(place.location[1]))
        if place.location
        else None,
        containedInPlace=area_stub(writer, area) if area else None,
    )


def area_stub(writer: Writer, area: Area, **more: Value | None) -> Node:
    """A region, town or parish."""
    return {**_area_stub(writer, area.slug), **stated(**more)}


@kept_for_language
def _area_stub(writer: Writer, slug: str) -> Node:
    area = areas_of(writer.site).by_slug[slug]
    kind = "AdministrativeArea" if area.is_region else "Place"
    return node(kind, area_identity(writer, area), name=said(writer.text(area.names)))


def article_stub(writer: Writer, item: NewsItem) -> Node:
    """A news item in short, in the page's language or in one that it has."""
    title = article_title(writer, item)
    return node(
        "NewsArticle",
        article_identity(writer, item, title),
        headline=said(title),
        url=address(writer, writer.site.news_path(item, title.language)),
        datePublished=item.day.isoformat(),
    )


def article_title(writer: Writer, item: NewsItem) -> Text:
    """A news item's title, not longer than a headline may be."""
    text = item.text_for(writer.language)
    return Text(headline(text.fields.title or ""), text.language, text.language != writer.language)


def headline(title: str) -> str:
    """At most 110 characters, cut between words."""
    flat = " ".join(title.replace(NO_BREAK, " ").split())
    if len(flat) <= HEADLINE:
        return flat
    return flat[: HEADLINE - 1].rsplit(" ", 1)[0].rstrip(",;:–") + "…"
