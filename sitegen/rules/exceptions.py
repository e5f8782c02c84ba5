"""Severities as the site sets them, and exceptions for one place, written where they apply.

In YAML: `# allow small-count: the municipality published the number itself`, above an entry (then it covers all of it)
or at the end of a line. In a Markdown text: `<!-- allow placeholder: quoted from the act -->`, above a paragraph or in
a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import replace

from sitegen.diagnostics import CODES, Collector, Diagnostic, Excepted, Severity, Span, problem
from sitegen.diagnostics.codes_links import EXTERNAL_CODES
from sitegen.load.decode import closest
from sitegen.models.choices import Level
from sitegen.models.content import Content
from sitegen.patterns import regex
from sitegen.prose import allowances
from sitegen.source import Mapping, Scalar, Sequence, Tree, read_yaml
from sitegen.texts import front_matter
from sitegen.values import dataclass

_EXTERNAL = frozenset(code.name for code in EXTERNAL_CODES)
_ALLOW = regex(r"allow[ \t]", re.I)
_IN_YAML = regex(
    r"(?:^|(?<=\s))#[ \t]*allow[ \t]+(?P<code>[a-z0-9-]+)[ \t]*(?P<colon>:?)[ \t]*(?P<reason>.*)$", re.M | re.I
)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A check that does not hold on some lines of a file, with the reason.

    `span`: the comment that says so; `named`: the code in it.
    """

    code: str
    reason: str
    span: Span
    named: Span
    first: int
    last: int

    def covers(self, found: Diagnostic) -> bool:
        """Whether a problem is excepted. One that is told of a file as a whole is by any line of that file."""
        span = found.span
        is_there = span.line == 0 or self.first <= span.line <= self.last
        return found.code == self.code and span.path == self.span.path and is_there


def settle(content: Content, found: Collector) -> None:
    """Give every problem the severity that the site sets, and put aside what is excepted; tell idle exceptions."""
    settle_all(content.site.checks, tuple(exemptions_of(content)), drafts_of(content), found)


def settle_all(
    levels: Map[str, Level], exemptions: tuple[Exemption, ...], drafts: frozenset[str], found: Collector
) -> None:
    """The same for content whose exceptions are known, and the files of its drafts."""
    found.extend(fault for one in exemptions if (fault := _fault_of(one)) is not None)
    sound = [one for one in exemptions if _fault_of(one) is None]
    used: set[Exemption] = set()

    def decide(one: Diagnostic) -> Diagnostic | Excepted | None:
        cover = next((exemption for exemption in sound if exemption.covers(one)), None)
        if cover is not None:
            used.add(cover)
            return Excepted(one, cover.reason, cover.span)
        level = levels.get(one.code)
        if (
            level is None
            and one.span.path in drafts
            and CODES[one.code].is_settable
            and one.code not in _ALSO_OF_DRAFTS
        ):
            level = Level.WARNING
        return one if level is None else None if level is Level.OFF else replace(one, severity=Severity(level))

    found.settle(decide)
    if not found.has_errors:  # with errors, not every check has come to its word
        idle = [
            problem("exception-unused", one.span, value=one.code)
            for one in sound
            if one not in used and not is_external(one)
        ]
        found.extend(settled for one in idle if isinstance(settled := decide(one), Diagnostic))


def is_external(one: Exemption) -> bool:
    """Whether an exception is from what only `sitegen links --external` finds."""
    return one.code in _EXTERNAL


def severity_of(code: str, checks: Map[str, Level]) -> Severity | None:
    """The severity of a problem of built pages, as the site sets it; None when it is switched off."""
    level = checks.get(code)
    if level is None:
        return CODES[code].severity
    return None if level is Level.OFF else Severity(level)


# What is wrong even in what nobody sees yet.
_ALSO_OF_DRAFTS = frozenset({"personal-code", "number-taken"})


def drafts_of(content: Content) -> frozenset[str]:
    """The files of what is being written: nothing of it is published, so nothing in it stops the rest."""
    records = [record for record in content.projects if record.original.draft]
    texts = [text.path for record in records for text in record.descriptions.values()]
    own = [text.path for text in content.markdown() if text.fields.draft]
    return frozenset((*(record.path for record in records), *texts, *own))


def _fault_of(one: Exemption) -> Diagnostic | None:
    if one.code not in CODES:
        known = [name for name, code in CODES.items() if code.is_settable]
        return problem("unknown-check", one.named, value=one.code, **closest(one.code, known))
    if not CODES[one.code].is_settable:
        return problem("check-fixed", one.named, value=one.code)
    return None if one.reason else problem("exception-without-reason", one.span, value=one.code)


def exemptions_of(content: Content) -> Iterator[Exemption]:
    """Every exception that is written in the content."""
    for path, text in content.to_search.items():
        if not may_except(text):
            continue
        matter, first_line = front_matter(text) if path.endswith(".md") else (text, 1)
        yield from _of_yaml(path, matter, 2 if path.endswith(".md") else 1)
        if "<!--" in text:
            lasts = _ends_of_texts(path, text) if path.endswith(".yaml") else {}
            yield from _of_body(path, text, first_line, lasts)


def may_except(text: str) -> bool:
    """Whether there may be exceptions in a file: in comments of HTML, or of the YAML that it is or begins with."""
    return _may_hold_comments(text) and _ALLOW.search(text) is not None


def _may_hold_comments(text: str) -> bool:
    """Most texts have no comments: looking for a word in any case takes 20 times as long as looking for their signs."""
    end = text.find("\n---\n", 3) if text.startswith("---") else -1
    return ("<" in text and "<!--" in text) or text.find("#", 0, end if end >= 0 else len(text)) >= 0


def _ends_of_texts(path: str, text: str) -> dict[int, int]:
    """For every line of a text in a YAML file, the last line of that text."""
    tree = read_yaml(path, text, Collector())
    spans = [span for span, is_text in _nodes(tree) if is_text] if tree is not None else []
    return {line: span.end_line for span in spans for line in range(span.line, span.end_line + 1)}


def _of_yaml(path: str, text: str, first_line: int) -> Iterator[Exemption]:
    comments = [match for match in _IN_YAML.finditer(text) if match["colon"] or match["code"] in CODES]
    tree = read_yaml(path, text, Collector(), first_line) if comments else None
    if tree is None:
        return
    lines = text.split("\n")
    nodes = list(_nodes(tree))
    for match in comments:
        line = text.count("\n", 0, match.start()) + first_line
        column = match.start() - text.rfind("\n", 0, match.start())
        if _is_inside(nodes, line, column):
            continue
        target = line
        if not lines[line - first_line][: column - 1].strip():
            target = _next_entry(lines, line - first_line) + first_line
        last = max((span.end_line for span, _ in nodes if span.line == target), default=target)
        span = Span(path, line, column, line, column + len(match[0].rstrip()))
        named = _within(span, match.start("code") - match.start(), len(match["code"]))
        yield Exemption(match["code"], match["reason"].strip(), span, named, target, last)


def _within(span: Span, start: int, length: int) -> Span:
    """A stretch of a span's first line."""
    column = span.column + start
    return Span(span.path, span.line, column, span.line, column + length)


def _nodes(tree: Tree) -> Iterator[tuple[Span, bool]]:
    """The stretch of every entry and value, and whether it is a piece of text."""
    pending: list[Tree] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, Scalar):
            yield node.span, True
        elif isinstance(node, Sequence):
            yield from ((item.span, False) for item in node.items)
            pending += node.items
        else:
            yield from _entries(node)
            pending += [entry.value for entry in node.entries]


def _entries(node: Mapping) -> Iterator[tuple[Span, bool]]:
    for entry in node.entries:
        key, value = entry.key.span, entry.value.span
        end = max((key.end_line, key.end_column), (value.end_line, value.end_column))
        yield replace(key, end_line=end[0], end_column=end[1]), False


def _is_inside(nodes: list[tuple[Span, bool]], line: int, column: int) -> bool:
    """Whether a place lies in a piece of text, where `#` begins no comment."""
    return any(
        is_text and (span.line, span.column) <= (line, column) < (span.end_line, span.end_column)
        for span, is_text in nodes
    )


def _next_entry(lines: list[str], index: int) -> int:
    """The line after a comment that holds something else than comments."""
    for number in range(index + 1, len(lines)):
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            return number
    return index


def _of_body(path: str, text: str, first_line: int, lasts: dict[int, int]) -> Iterator[Exemption]:
    """`lasts`: where the text ends that a line belongs to, when it is not the file."""
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: first_line - 1])
    for match in allowances(text, start):
        line, end = text.count("\n", 0, match.start()) + 1, text.count("\n", 0, match.end()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        span = Span(path, line, column, end, match.end() - text.rfind("\n", 0, match.end()))
        alone = not lines[line - 1][: column - 1].strip() and not lines[end - 1][span.end_column - 1 :].strip()
        first, last = _paragraph(lines[: lasts.get(line)], end) if alone else (line, end)
        named = _within(span, match.start("code") - match.start(), len(match["code"]))
        yield Exemption(match["code"], " ".join(match["reason"].split()), span, named, first, last)


def _paragraph(lines: list[str], after: int) -> tuple[int, int]:
    """The first and last line of the paragraph that follows line `after`; lines count from 1."""
    first = next((number for number in range(after, len(lines)) if lines[number].strip()), after - 1)
    last = next((number for number in range(first, len(lines)) if not lines[number].strip()), len(lines))
    return first + 1, last
