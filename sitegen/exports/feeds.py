"""Atom feeds (RFC 4287): per language, and per project; each with its news and its amendments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from sitegen.exports.xml_text import escape, quoteattr
from sitegen.languages import Language
from sitegen.models.content import Version
from sitegen.prose import unmarked
from sitegen.resolve import NewsItem, Project, Site
from sitegen.urls import absolute
from sitegen.values import dataclass
from sitegen.views.history import amendment_view
from sitegen.views.history_sentences import sentences, why
from sitegen.views.parts import Text
from sitegen.views.writer import Writer

ENTRIES = 30


@dataclass(frozen=True, slots=True)
class _Entry:
    address: str
    title: str
    language: Language
    published: date
    updated: date
    summary: Text | None
    content: str = ""


def site_feed(site: Site, language: Language) -> bytes:
    """The latest news and amendments of the whole site in a language; news without a text of it in the one it has."""
    path = site.segments[language].feed
    writer = Writer(site, language, path)
    entries = [_news_entry(writer, item) for item in site.latest_news(ENTRIES)]
    amended = [(project, version) for project in _amended(site) for version in _in_force(project)]
    amended.sort(key=lambda found: found[1].since, reverse=True)
    for project, version in amended[:ENTRIES]:
        title = writer.text(project.record.title).text
        entries.append(_amendment_entry(writer, project, version, f"{title} – {_title(writer, version)}"))
    title = writer.text(site.content.site.title).text
    return _feed(writer, path, site.segments[language].home, title, _latest(entries))


def project_feed(site: Site, project: Project, language: Language) -> bytes:
    """A project's news and amendments in a language."""
    home = site.project_path(project, language)
    path = f"{home}feed.xml"
    writer = Writer(site, language, path)
    entries = [_news_entry(writer, item) for item in site.news_of(project.slug)]
    entries += [_amendment_entry(writer, project, one, _title(writer, one)) for one in _in_force(project)]
    title = writer.text(project.record.title).text
    return _feed(writer, path, home, title, _latest(entries))


def _amended(site: Site) -> Iterator[Project]:
    """The projects that an amendment in force changed: the records of others need not be read."""
    return (project for project in site.projects.values() if project.traits.version)


def _in_force(project: Project) -> tuple[Version, ...]:
    """The versions that amendments in force made."""
    return project.file.versions[1 : project.version.number + 1]


def _latest(entries: list[_Entry]) -> list[_Entry]:
    return sorted(entries, key=lambda entry: (-entry.published.toordinal(), entry.address))[:ENTRIES]


def _news_entry(writer: Writer, item: NewsItem) -> _Entry:
    site = writer.site
    text = item.text_for(writer.language)
    summary = writer.summary_of(item, text.language)
    return _Entry(
        address=absolute(site.content.site.base_url, site.news_path(item, text.language)),
        title=text.fields.title or "",
        language=text.language,
        published=item.day,
        updated=max(item.day, text.fields.updated or item.day),
        summary=Text(str(Markup(unmarked(summary.html)).striptags()), summary.language) if summary else None,
    )


def _title(writer: Writer, version: Version) -> str:
    """`Amendment: 1 May 2020`; `Amendment: by 1 May 2020` where no source says when it came."""
    day = writer.site.words[writer.language].formats.day(version.since)
    is_known_by = version.amendment is not None and version.amendment.effective is None
    when = writer.gettext("by %(day)s") % {"day": day} if is_known_by else day
    return f"{writer.gettext('Amendment')}: {when}"


def _amendment_entry(writer: Writer, project: Project, version: Version, title: str) -> _Entry:
    amendment = amendment_view(writer, project, version, is_data=True)
    address = f"{writer.site.project_path(project, writer.language)}#{amendment.anchor}"
    return _Entry(
        address=absolute(writer.site.content.site.base_url, address),
        title=title,
        language=writer.language,
        published=version.since,
        updated=version.since,
        summary=why(writer, amendment, version.amendment.source if version.amendment else None),
        content=sentences(amendment, writer.site.words[writer.language]),
    )


def _feed(writer: Writer, path: str, home: str, title: str, entries: list[_Entry]) -> bytes:
    base = writer.site.content.site.base_url
    updated = max((entry.updated for entry in entries), default=writer.site.day)
    author = writer.party(writer.site.content.site.institution).name.text
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(writer.language)}>',
        f"<id>{escape(absolute(base, path))}</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{_instant(updated)}</updated>",
        f"<author><name>{escape(author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(absolute(base, path))}/>',
        f'<link rel="alternate" type="text/html" hreflang={quoteattr(writer.language)} '
        f"href={quoteattr(absolute(base, home))}/>",
        *(_entry(entry) for entry in entries),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _entry(entry: _Entry) -> str:
    summary, content = "", ""
    if entry.summary and entry.summary.text:
        summary = f"<summary xml:lang={quoteattr(entry.summary.language)}>{escape(entry.summary.text)}</summary>"
    if entry.content:
        content = f'<content type="text">{escape(entry.content)}</content>'
    return (
        f"<entry xml:lang={quoteattr(entry.language)}><id>{escape(entry.address)}</id>"
        f"<title>{escape(entry.title)}</title>"
        f'<link rel="alternate" type="text/html" hreflang={quoteattr(entry.language)} href={quoteattr(entry.address)}/>'
        f"<published>{_instant(entry.published)}</published><updated>{_instant(entry.updated)}</updated>"
        f"{summary}{content}</entry>"
    )


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
