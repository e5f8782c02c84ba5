"""From a page to its card, and from a project or the whole site to the picture on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from babel.core import get_global

from sitegen.attribution import Support, attribute
from sitegen.attribution.derive import Statement
from sitegen.l10n.terms import term
from sitegen.languages import EN, Language
from sitegen.plan import SHARE, Page, PageKind
from sitegen.resolve import Project, Site, derived, kept
from sitegen.views.build_attribution import supports_of
from sitegen.views.share import HEIGHT, WIDTH, Picture, ShareFact, SharePicture, SocialCard
from sitegen.views.structured_things import address
from sitegen.views.writer import Writer

Days = tuple[date | None, date | None]


def social_card(writer: Writer, page: Page, title: str) -> SocialCard:
    """The card of a page that is called `title`."""
    others = (language for language, _ in page.alternates if language != page.language)
    published, modified = _days(writer.site, page)
    return SocialCard(
        kind="article" if page.kind is PageKind.NEWS else "website",
        title=title,
        locales=tuple(map(locale_of, (page.language, *others))),
        picture=_picture(writer, page),
        published=published,
        modified=modified,
    )


@cache  # as many as the site has languages
def locale_of(language: Language) -> str:
    """`lv_LV`: a language with the country that it is most at home in; English as the EU writes it is Britain's."""
    country = "GB" if language == EN else get_global("likely_subtags").get(language, "").rpartition("_")[2]
    return f"{language}_{country}" if country else language


def _days(site: Site, page: Page) -> Days:
    """When the page was published and when changed last, where its source says so."""
    match page.kind:
        case PageKind.PROJECT:
            original = site.projects[page.subject].file.original
            return original.published, original.updated
        case PageKind.NEWS:
            item = site.news_by_name[page.subject]
            return item.day, item.texts[page.language].fields.updated
        case PageKind.STANDING:
            texts = next(standing.texts for standing in site.pages if standing.slug == page.subject)
            return texts[page.language].fields.date, texts[page.language].fields.updated
        case PageKind.ACCESSIBILITY if site.content.site.accessibility is not None:
            statement = site.content.site.accessibility
            return statement.prepared, max(statement.review_days.values(), default=None)
        case _:
            return None, None


def _picture(writer: Writer, page: Page) -> Picture:
    """A project's picture on its own page and on news of it alone; the site's on all others."""
    site = writer.site
    named = site.news_by_name[page.subject].projects if page.kind is PageKind.NEWS else ()
    slug = page.subject if page.kind is PageKind.PROJECT else named[0] if len(named) == 1 else ""
    if slug:
        project = site.projects[slug]
        return _project_picture(site, project, writer.language)[0]
    return _site_picture(site, writer.language)


@kept
def _project_picture(site: Site, project: Project, language: Language) -> tuple[Picture, SharePicture]:
    """The picture of a project's page and of news of it alone, and what is drawn on it, which takes 120 µs."""
    writer = Writer(site, language, "")
    drawn = project_picture(writer, project)
    return _shown(writer, site.project_path(project, language), drawn), drawn


@kept
def _site_picture(site: Site, language: Language) -> Picture:
    writer = Writer(site, language, "")
    return _shown(writer, writer.segments.home, site_picture(site, language))


def _shown(writer: Writer, path: str, drawn: SharePicture) -> Picture:
    return Picture(address(writer, path + SHARE), WIDTH, HEIGHT, drawn.words)


def share_picture(site: Site, page: Page) -> SharePicture | None:
    """What is drawn beside a page; most pages have no picture of their own."""
    if page.kind is PageKind.PROJECT:
        return _project_picture(site, site.projects[page.subject], page.language)[1]
    return site_picture(site, page.language) if page.kind is PageKind.HOME else None


def project_picture(writer: Writer, project: Project) -> SharePicture:
    """A project's picture. What is not stated is not on it."""
    traits = project.traits
    return SharePicture(
        statements=_statements((project.support,), writer.language),
        title=writer.text(traits.title).text,
        facts=tuple(_facts(writer, project)),
        union_percent=project.figures.union_rate,
        site=writer.text(writer.site.content.site.title).text,
        note=traits.number,
    )


@derived
def site_picture(site: Site, language: Language) -> SharePicture:
    """The picture of every page that has none of its own; made once."""
    writer, settings = Writer(site, language, ""), site.content.site
    return SharePicture(
        statements=_statements(supports_of(site).kinds, language),
        title=writer.text(settings.title).text,
        facts=(),
        union_percent=None,
        site=writer.party(settings.institution).name.text,
        note="",
    )


@lru_cache(maxsize=1024)
def _statements(supports: tuple[Support, ...], language: Language) -> tuple[Statement, ...]:
    """What stands beside the emblem. A site has few kinds of support; each costs 60 µs."""
    found = attribute(supports, language)
    return found.statements if found else ()


def _facts(writer: Writer, project: Project) -> Iterator[ShareFact]:
    words = writer.site.words[writer.language]
    total = writer.money(project, project.figures.total)
    union, percent = writer.union(project)
    if total is not None:
        yield ShareFact(writer.gettext("Total cost"), words.formats.money(total))
    paid = [words.formats.money(union)] if union is not None else []
    paid += [words.formats.percent(percent)] if percent is not None else []
    if paid:
        yield ShareFact(writer.gettext("EU contribution"), " · ".join(paid))
    status, years = term(project.status, words.catalogue) if project.status else "", _years(project)
    if years:
        yield ShareFact(status or writer.gettext("Dates"), years)
    elif status:
        yield ShareFact(writer.gettext("Status"), status)


def _years(project: Project) -> str:
    """`2015–2023`, where both are stated."""
    traits = project.traits
    if traits.start is None or traits.end is None:
        return ""
    first, last = traits.start.year, traits.end.year
    return f"{first}" if first == last else f"{first}–{last}"
