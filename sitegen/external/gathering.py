"""The links to other sites, and where they stand: in the content, and on built pages those that are not from there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from html import unescape
from pathlib import Path

from sitegen.diagnostics import Collector, Span
from sitegen.languages import LV, Language
from sitegen.models.content import Content
from sitegen.prose import parse
from sitegen.source import Mapping, Scalar, Sequence, Tree, read_yaml
from sitegen.texts import front_matter

Links = dict[str, list[Span]]
_BEGINNING = re.compile(r"https?://", re.IGNORECASE)
_ALONE = re.compile(r"https?://\S+", re.IGNORECASE)
_ON_PAGE = re.compile(r'<a\s[^<>]*\bhref="(https?://[^"]*)"', re.IGNORECASE)
_LANGUAGE = re.compile(r"\.([A-Za-z-]{2,})\.md$")


def links_of_content(content: Content) -> Links:
    """Every address of another site in records and texts, with all places where it stands."""
    own, found = content.site.base_url, Links()
    for path, text in content.to_search.items():
        for address, span in _of_file(path, text):
            if not address.startswith(own):
                found.setdefault(address, []).append(span)
    return found


def links_of_pages(public: Path, base_url: str, known: Container[str]) -> Links:
    """Those on the pages in a folder that are not known from the content: of templates, and of the program's own texts.

    Each with the first page on which it stands.
    """
    found = Links()
    for file in sorted(public.rglob("*.html")):
        text = file.read_text(encoding="utf-8", errors="replace")
        for match in _ON_PAGE.finditer(text):
            address = unescape(match[1])
            if address not in known and address not in found and not address.startswith(base_url):
                path = f"{public.name}/{file.relative_to(public).as_posix()}"
                found[address] = [_Lines(path, text).span(match.start(1), match.end(1))]
    return found


def _of_file(path: str, text: str) -> Iterator[tuple[str, Span]]:
    if not _BEGINNING.search(text):
        return
    if path.endswith(".md"):
        matter, first = front_matter(text)
        yield from _of_yaml(path, matter, 2)
        start = len(text) - len("\n".join(text.split("\n")[first - 1 :]))
        code = _LANGUAGE.search(path)
        yield from _of_prose(_Lines(path, text), (start, len(text)), _language(code[1] if code else ""))
    else:
        yield from _of_yaml(path, text, 1)


def _language(code: str) -> Language:
    return Language(code) if code else LV


def _of_yaml(path: str, text: str, first_line: int) -> Iterator[tuple[str, Span]]:
    tree = read_yaml(path, text, Collector(), first_line) if _BEGINNING.search(text) else None
    lines = _Lines(path, text, first_line)
    for scalar in _scalars(tree) if tree is not None else ():
        if _ALONE.fullmatch(scalar.text.strip()):
            yield scalar.text.strip(), scalar.span
        elif _BEGINNING.search(scalar.text):
            yield from _of_prose(lines, lines.stretch(scalar.span), LV)


def _scalars(tree: Tree) -> Iterator[Scalar]:
    if isinstance(tree, Scalar):
        yield tree
    elif isinstance(tree, Sequence):
        for item in tree.items:
            yield from _scalars(item)
    elif isinstance(tree, Mapping):
        for entry in tree.entries:
            yield from _scalars(entry.value)


def _of_prose(lines: _Lines, stretch: tuple[int, int], language: Language) -> Iterator[tuple[str, Span]]:
    """The links of a text; one that stands there several times, at each of its places."""
    start, end = stretch
    words = lines.text[start:end]
    targets = {link.target for link in parse(words, language).links if not link.has_fact}
    for address in sorted(filter(_BEGINNING.match, targets)):
        written = rf"(?<=[(<\s]){re.escape(address)}(?=[)>\s\"'}}\],]|$)"
        for match in re.finditer(written, words):
            yield address, lines.span(start + match.start(), start + match.end())


class _Lines:
    """A text of a file by lines, so that places in it can be told."""

    def __init__(self, path: str, text: str, first_line: int = 1) -> None:
        self.text = text
        self._path, self._first = path, first_line
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def span(self, start: int, end: int) -> Span:
        """The place of a stretch within one line."""
        number = bisect_right(self._starts, start) - 1
        line, column = number + self._first, start - self._starts[number] + 1
        return Span(self._path, line, column, line, column + end - start)

    def stretch(self, span: Span) -> tuple[int, int]:
        """Where a place starts and ends in the text."""
        first, last = (
            self._starts[span.line - self._first],
            self._starts[min(span.end_line - self._first, len(self._starts) - 1)],
        )
        return first + span.column - 1, last + span.end_column - 1
