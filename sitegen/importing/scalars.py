"""Texts as YAML, as a person would write them: bare where every reader takes them for texts, quoted, or in blocks."""

from __future__ import annotations

import json
import textwrap

import yaml

from sitegen.patterns import regex
from sitegen.source import INVISIBLE

WIDTH = 120
# What begins something else than a text, in one line or between brackets.
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`=<.~"
_NUMBER = regex(r"-?\d+(?:\.\d+)?")
_DIGITS = regex(r"[-+]?\d+")
_IN_BRACKETS = regex(r"[,\[\]{}]")
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers


def bare_or_quoted(text: str, is_typed: bool, in_brackets: bool = False) -> str:
    """A text on one line. `is_typed`: it is a number, a day or `true` in the record, and may look like one."""
    is_bare = _is_bare(text) and not (in_brackets and _IN_BRACKETS.search(text))
    return text if is_bare and (is_typed or not _looks_typed(text)) else quoted(text)


def quoted(text: str) -> str:
    """A text in quotation marks, on one line; signs that no file may hold are written by their numbers."""
    return INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04X}", json.dumps(text, ensure_ascii=False))


def block(name: str, text: str, indent: int, is_typed: bool) -> list[str]:
    """A key with its text, on as many lines as it takes; the lines after the first are indented by two.

    `indent`: of the key, which decides where lines are full.
    """
    lines = text.split("\n")
    if len(lines) > 1 and _keeps_lines(lines):
        return [f"{name}: |-", *(f"  {line}" if line else "" for line in lines)]
    if len(lines) == 1 and indent + len(name) + 2 + len(text) > WIDTH and _keeps_spaces(text):
        wrapped = textwrap.wrap(text, WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False)
        return [f"{name}: >-", *(f"  {line}" for line in wrapped)]
    return [f"{name}: {bare_or_quoted(text, is_typed)}"]


def _keeps_lines(lines: list[str]) -> bool:
    """Whether a block gives the lines back as they are."""
    return bool(lines[0] and lines[-1]) and not any(
        "\t" in line or line != line.strip() or (line and not line.isprintable()) for line in lines
    )


def _keeps_spaces(text: str) -> bool:
    """Whether a folded block gives the text back: one space between two words, and nothing else that is white."""
    return " ".join(text.split()) == text and text.isprintable()


def _is_bare(text: str) -> bool:
    if not text or text != text.strip() or not text.isprintable():
        return False
    if ": " in text or text.endswith(":") or " #" in text:
        return False
    return text[0] not in _INDICATORS or _NUMBER.fullmatch(text) is not None


def _looks_typed(text: str) -> bool:
    """Whether some reader of YAML takes the text for a number, a day, yes or no, or nothing."""
    patterns = [*_RESOLVERS.get(text[0], ()), *_RESOLVERS.get(None, ())]
    return _DIGITS.fullmatch(text) is not None or any(pattern.match(text) for _, pattern in patterns)
