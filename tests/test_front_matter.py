"""Front matter that is read by lines says what the parser of YAML says of it; all other is left to the parser."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as some

from sitegen.diagnostics import Collector
from sitegen.languages import EN, LV
from sitegen.load.decode import decode
from sitegen.load.markdown import simple_fields
from sitegen.models.site import FrontMatter
from sitegen.rules import is_to_search
from sitegen.source import read_yaml

LANGUAGES = (LV, EN)
KEYS = ("title", "projects", "tags", "date", "author", "summary", "draft", "image", "translates", "other")
VALUES = (
    *(
        '"a b"',
        '"a: b # c"',
        '""',
        '"a\\"',
        "[a, b-c]",
        "[a]",
        "[a ,b]",
        "[null, a]",
        "[1, 2.3]",
        "null",
        "Null x",
        "~",
    ),
    *(
        "2019-09-19",
        "true",
        "no",
        "a b c",
        "a: b",
        "a #b",
        "a#b",
        "1.5",
        "0x1F",
        "a-b c",
        "a - b",
        "- a",
        "ā ž.",
        "'a'",
    ),
    *(
        "|",
        ">-",
        "a_b",
        "12:30",
        "a  b",
        "a ",
        '"a" b',
        "[a-]",
        "[-a]",
        "[a, a]",
        "---",
        "=",
        "!a",
        "a!",
        "a\u00a0b",
        "٢",
    ),
    *(f'"a{sign}b"' for sign in "\0\x07\x1b\x7f\x85\x9f\xa0\xad\u200b\u2028\u2029\ufeff\ufffe"),
)
lines = some.builds(
    "{}:{}{}\n".format, some.sampled_from(KEYS), some.sampled_from([" ", " ", "", "  "]), some.sampled_from(VALUES)
)


def by_parser(matter: str) -> tuple[FrontMatter | None, bool]:
    """What the parser and the model make of it, and whether nothing is told."""
    found = Collector()
    tree = read_yaml("a.md", matter, found, first_line=2)
    fields = decode(FrontMatter, tree, found, LANGUAGES) if tree is not None else None
    return fields, not found.in_order()


@settings(max_examples=400)
@given(some.lists(lines, min_size=1, max_size=4).map("".join))
@example("title: a\ntitle: b\n")
@example("author: NULL\n")
@example("tags: [null]\n")
@example('title: "a\x07b"\n')
@example('title: "a\u2028b"\n')
def test_lines_say_what_the_parser_says(matter: str) -> None:
    fields = simple_fields(matter, LANGUAGES)
    if fields is not None:
        assert by_parser(matter) == (fields, True)


def test_what_most_texts_begin_with_is_read_by_lines() -> None:
    matter = 'title: "Skola; ēka „A”"\nprojects: [a-1]\ntags: [b, c-2]\ndate: 2019-09-19\nauthor: Projekta grupa\n'
    fields = simple_fields(matter, LANGUAGES)
    assert fields is not None
    assert (fields.title, fields.projects, fields.tags) == ("Skola; ēka „A”", ("a-1",), ("b", "c-2"))


def test_exceptions_are_looked_for_wherever_a_comment_may_stand() -> None:
    matter = "---\ntitle: a  # ALLOW placeholder: x\n---\n"
    assert is_to_search(f"{matter}# Virsraksts\n")
    assert is_to_search("---\ntitle: a\n---\nTeksts <!-- Allow placeholder: x -->\n")
    assert is_to_search("number: 1\n# allow small-count: x\n")
    assert is_to_search("---\nnumber: 1\n--- \n# allow small-count: x\n")
    assert not is_to_search("---\ntitle: a\n---\n# They allow this\n")
