"""Diagnostics in words: full, concise, for GitHub's annotations, and as JSON."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable, Iterable
from typing import Any, Literal, Protocol

from sitegen.diagnostics.codes import CODES, Severity
from sitegen.diagnostics.model import Diagnostic, Excepted, Span

Format = Literal["full", "concise", "github", "json"]
LineOf = Callable[[str, int], str]
# How many characters of a line are shown.
EXCERPT = 160
_NOUNS = frozenset({"what", "choices_of", "stated"})


class Translator(Protocol):
    """What a message catalogue can do."""

    def gettext(self, message: str) -> str:
        """The translation of `message`."""

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The form of the message that goes with `count`."""


def sentence(found: Diagnostic, words: Translator) -> str:
    """What is wrong, in one clause, with the author's own text."""
    text = _fill(CODES[found.code].message, found, words)
    if found.more_pages:
        text += _fill_more(found.more_pages, words)
    return text


def hint(found: Diagnostic, words: Translator) -> str:
    """What to do about it: the first hint of the code for which everything is known. May be empty."""
    known = {name for name, _ in found.parameters}
    for candidate in CODES[found.code].hints:
        if _fields(candidate) <= known:
            return _fill(candidate, found, words)
    return ""


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def _fill(template: str, found: Diagnostic, words: Translator) -> str:
    values = {name: words.gettext(value) if name in _NOUNS else value for name, value in found.parameters}
    return words.gettext(template).format_map(values)


def _fill_more(pages: int, words: Translator) -> str:
    return words.ngettext(", and on {count} more page", ", and on {count} more pages", pages).format(count=pages)


def severity_word(severity: Severity, words: Translator) -> str:
    """`error` or `warning` in the reader's language."""
    return words.gettext("error") if severity is Severity.ERROR else words.gettext("warning")


def place(span: Span) -> str:
    """`path:line:column`, or the path alone."""
    return f"{span.path}:{span.line}:{span.column}" if span.line else span.path


def full(found: Diagnostic, words: Translator, line_of: LineOf) -> str:
    """The message with its line of text, the place marked, and the hint."""
    head = f"{severity_word(found.severity, words)}[{found.code}]: {sentence(found, words)}"
    advice = hint(found, words)
    lines = [head, f"  --> {place(found.span)}"]
    if found.span.line:
        lines += _excerpt(found.span, line_of(found.span.path, found.span.line))
    lines += [f"  = {advice}"] if advice else []
    lines += [f"  = {_rules(found, words)}"] if CODES[found.code].rules else []
    lines += [f"  = {words.gettext('see also')} {place(span)}" for span in found.related]
    return "\n".join(lines)


def _rules(found: Diagnostic, words: Translator) -> str:
    """The ids of the rules that the code rests on; `docs/checks.md` gives their sources."""
    rules = CODES[found.code].rules
    return f"{words.ngettext('rule', 'rules', len(rules))} {_listed(rules, words)}"


def _listed(rules: tuple[str, ...], words: Translator) -> str:
    """The ids, those that are words in the reader's language."""
    in_words = {"eligibility": words.gettext("eligibility"), "identity-code": words.gettext("identity-code")}
    return ", ".join(in_words.get(rule, rule) for rule in rules)


def _excerpt(span: Span, line: str) -> list[str]:
    number = str(span.line)
    gutter = " " * len(number)
    shown = line.rstrip("\n").replace("\t", " ")
    end = span.end_column if span.end_line == span.line else len(shown) + 1
    width = max(1, min(end, len(shown) + 1) - span.column)
    start = 0 if len(shown) <= EXCERPT else max(0, span.column - 1 - EXCERPT // 3)
    if len(shown) > EXCERPT:  # a long line: the part around the place
        shown = shown[start : start + EXCERPT] + ("…" if start + EXCERPT < len(shown) else "")
    marker = " " * (span.column - 1 - start) + "^" * min(width, max(1, len(shown) - (span.column - 1 - start)))
    return [f"{gutter} |", f"{number} | {shown}".rstrip(), f"{gutter} | {marker}"]


def concise(found: Diagnostic, words: Translator) -> str:
    """One line: place, severity, code, message, hint."""
    advice = hint(found, words)
    tail = f" ({advice})" if advice else ""
    tail += f" [{_listed(CODES[found.code].rules, words)}]" if CODES[found.code].rules else ""
    return f"{place(found.span)}: {severity_word(found.severity, words)}[{found.code}]: {sentence(found, words)}{tail}"


def github(found: Diagnostic, words: Translator) -> str:
    """A workflow command that GitHub shows beside the line."""
    span = found.span
    position = f",line={span.line},col={span.column},endLine={span.end_line}" if span.line else ""
    rules = _rules(found, words) if CODES[found.code].rules else ""
    text = ". ".join(filter(None, (sentence(found, words), hint(found, words), rules)))
    return f"::{found.severity.value} file={span.path}{position},title={found.code}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_data(found: Diagnostic, words: Translator) -> dict[str, Any]:
    """The diagnostic as a JSON object."""
    return {
        "code": found.code,
        "severity": found.severity.value,
        **_span_data(found.span),
        "message": sentence(found, words),
        "hint": hint(found, words),
        "rules": list(CODES[found.code].rules),
        "related": [_span_data(span) for span in found.related],
    }


def _span_data(span: Span) -> dict[str, Any]:
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def exception(one: Excepted, style: Format, words: Translator) -> str:
    """A problem that is not told, with the reason why, and where that is written."""
    found, code = one.diagnostic, one.diagnostic.code
    head = f"{words.gettext('exception')}[{code}]: {sentence(found, words)}"
    reason = f"{words.gettext('reason')}: {one.reason}"
    if style == "github":
        span = found.span
        position = f",line={span.line},col={span.column},endLine={span.end_line}" if span.line else ""
        return f"::notice file={span.path}{position},title={code}::{_escaped(f'{sentence(found, words)}. {reason}')}"
    if style == "concise":
        return f"{place(found.span)}: {head} ({reason})"
    return f"{head}\n  --> {place(found.span)}\n  = {reason} ({place(one.span)})"


def exception_data(one: Excepted, words: Translator) -> dict[str, Any]:
    """The same as a JSON object."""
    return {**as_data(one.diagnostic, words), "reason": one.reason, "written": _span_data(one.span)}


def render(
    diagnostics: Iterable[Diagnostic], style: Format, words: Translator, line_of: LineOf, **summary: object
) -> str:
    """All diagnostics in one text; `summary` goes into the JSON form alone."""
    found = list(diagnostics)
    if style == "json":
        document = {"diagnostics": [as_data(one, words) for one in found], **summary}
        return json.dumps(document, ensure_ascii=False, indent=2)
    if style == "github":
        return shown("\n".join(github(one, words) for one in found))
    if style == "concise":
        return shown("\n".join(concise(one, words) for one in found))
    return shown("\n\n".join(full(one, words, line_of) for one in found))


# What a terminal takes for a command, and what turns the direction of text: names of files may hold any of it.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """The text with a sign in the place of each that a terminal would not show."""
    return _UNSHOWN.sub("\ufffd", text)
