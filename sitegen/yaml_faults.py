"""What is said of a file that is no YAML: the parser's words and places, as an editor can use them."""

from __future__ import annotations

import re

import yaml

from sitegen.diagnostics import Diagnostic, Span, problem

_LINE_ENDS = re.compile("[\n\x85\u2028\u2029]")

# What the parser says, by the beginning of its own words, and the code under which we say it.
_SYNTAX = (
    ("mapping values are not allowed", "yaml-colon"),
    ("found unexpected end of stream", "yaml-quote-open"),
    ("found unknown escape", "yaml-escape"),
    ("did not find expected ',' or", "yaml-bracket-open"),
    ("did not find expected '-'", "yaml-indentation"),
    ("did not find expected key", "yaml-indentation"),
    ("found a tab", "yaml-tab"),
)


def syntax_problem(path: str, text: str, first_line: int, error: yaml.YAMLError) -> Diagnostic:
    """What is wrong with a text that is no YAML, in our own words and at the place that is to be mended."""
    if isinstance(error, yaml.reader.ReaderError):
        return _character_problem(path, text, first_line)
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", ""))
    code = next((code for words, code in _SYNTAX if said.startswith(words)), "yaml-syntax")
    if code == "yaml-bracket-open" and opened is not None and mark is not None:
        code, mark = _in_brackets(text, opened, mark)
    elif code == "yaml-quote-open" and opened is not None:
        mark = opened
    if mark is None:
        return problem("yaml-syntax", Span(path))
    lines = _LINE_ENDS.split(text)
    character = lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
    if said.startswith("could not find expected ':'") and opened is not None:
        mark, code = opened, "yaml-word-alone"
    if said.startswith("did not find expected alphabetic or numeric") and opened is not None:
        mark = opened
        character = lines[mark.line][mark.column : mark.column + 1]
        code = "yaml-character"
    if said.startswith("found character that cannot start"):
        code = "yaml-tab" if character == "\t" else "yaml-character"
    if code == "yaml-indentation" and mark.line < len(lines) and lines[mark.line][: mark.column].strip():
        code = "yaml-syntax"  # in the middle of a line it is not the spaces before it
    line, column = mark.line + first_line, mark.column + 1
    return problem(code, Span(path, line, column, line, column + 1), character=character)


# A text in quotation marks, where a value can begin.
_QUOTED = re.compile(r"""(?<=[\[{,:\s])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""", re.DOTALL)


def _in_brackets(text: str, opened: yaml.Mark, mark: yaml.Mark) -> tuple[str, yaml.Mark]:
    """What is wrong between brackets, and where: a colon in a value, a quotation mark that another line closes."""
    here = _offset(text, mark)
    line_so_far = text[text.rfind("\n", 0, here) + 1 : here]
    if text[here : here + 1] == ":" and re.search(r"[{\[,]|: ", line_so_far):
        return "yaml-colon-inside", mark
    for match in _QUOTED.finditer(text, _offset(text, opened), here):
        if "\n" in match[0] and not text[match.end() : here].strip():
            line = text.count("\n", 0, match.start())
            column = match.start() - (text.rfind("\n", 0, match.start()) + 1)
            return "yaml-quote-open", yaml.Mark(mark.name, match.start(), line, column, mark.buffer, mark.pointer)
    return "yaml-bracket-open", opened


def _offset(text: str, mark: yaml.Mark) -> int:
    start = 0
    for _ in range(mark.line):
        start = text.find("\n", start) + 1
    return start + mark.column


def _character_problem(path: str, text: str, first_line: int) -> Diagnostic:
    allowed = re.compile("[\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]*")
    match = allowed.match(text)
    index = match.end() if match else 0
    line = text.count("\n", 0, index)
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    code = f"U+{ord(text[index]):04X}" if index < len(text) else ""
    return problem(
        "control-character", Span(path, line + first_line, column, line + first_line, column + 1), character=code
    )
