"""What every rule is given, and how a rule looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sitegen.diagnostics import Diagnostic
from sitegen.facts import Words
from sitegen.languages import Language
from sitegen.models.content import Content, NewsRecord, ProjectRecord
from sitegen.texts import Shelf


@dataclass(frozen=True, slots=True)
class Context:
    """The content, the day of the build, the parsed texts, and each language's words."""

    content: Content
    day: date
    shelf: Shelf
    words: Mapping[Language, Words]


Rule = Callable[[Context], Iterator[Diagnostic]]


def is_published_project(record: ProjectRecord, day: date) -> bool:
    """Not a draft, and its day of publication has come."""
    return not record.original.draft and (record.original.published is None or record.original.published <= day)


def is_published_news(news: NewsRecord, language: Language, day: date) -> bool:
    """There is a text in the language, it is not a draft, and its day has come."""
    text = news.texts.get(language)
    return text is not None and not text.fields.draft and (text.fields.date or news.day) <= day
