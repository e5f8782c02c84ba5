"""The short cuts of parsing change nothing: each text comes out as Python-Markdown alone and the cleaning make it."""

from __future__ import annotations

import ast
import importlib.util
import pickle
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some
from markdown import Markdown
from markdown.util import ETX, STX

from sitegen.languages import EN, LV, NO_BREAK, Language, quotes_of
from sitegen.prose import Filling, Flaw, Place, Prose, fill, parse
from sitegen.prose import typography as rules
from sitegen.prose.cleaning import clean
from sitegen.prose.everyday import written as everyday_html
from sitegen.prose.markup import set_up
from sitegen.prose.notes import Notes
from sitegen.prose.parse import with_slots
from sitegen.prose.typography import Typesetter

ROOT = Path(__file__).parent.parent


@cache
def stock(language: Language) -> tuple[Notes, Markdown]:
    notes = Notes()
    return notes, set_up(Markdown, notes, language)


def parsed_plainly(text: str, language: Language) -> Prose:
    """Every step of the library, its serialiser and the cleaning, whatever the text is."""
    notes, markdown = stock(language)
    source = with_slots(text, notes)
    try:
        html = clean(markdown.reset().convert(source)) if source.strip() else ""
    except Exception:  # the library broke: told as a flaw of the text
        html = STX
    return _UNREADABLE if STX in html or ETX in html else notes.prose(html)


_UNREADABLE = Prose("", flaws=(Flaw("text-unreadable", Place("", 1)),))


def is_the_same(text: str, language: Language) -> bool:
    """Whether the short cuts make of a text what every step makes of it.

    Not held of a control character by its number, which is a flaw: `tests/test_hostile.py`.
    """
    return "&#" in text or parsed_plainly(text, language) == parse(text, language)


def written() -> Iterator[str]:
    """Every text of the repository's content folders, and every string of the tests of prose."""
    for folder in (ROOT / "content", ROOT / "tests" / "golden", ROOT / "tests" / "showcase", ROOT / "tests" / "texts"):
        for path in sorted(folder.rglob("*.md")):
            text = path.read_text(encoding="utf-8")
            yield from (text, text.split("\n---\n", 1)[-1])
        for path in sorted(folder.rglob("*.yaml")):
            yield from {line.split(": ", 1)[-1] for line in path.read_text(encoding="utf-8").split("\n")}
    tests = ast.parse((ROOT / "tests" / "test_prose.py").read_text(encoding="utf-8"))
    yield from {
        node.value for node in ast.walk(tests) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def corpus() -> Any:
    """The module that writes content for measuring."""
    spec = importlib.util.spec_from_file_location("bench_corpus", ROOT / "bench" / "corpus.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_corpus"] = module
    spec.loader.exec_module(module)
    return module


def test_what_is_written_in_the_repository_comes_out_the_same() -> None:
    texts = set(written())
    assert len(texts) > 500
    assert [text for text in texts if not is_the_same(text, LV)] == []


def test_texts_like_those_for_measuring_come_out_the_same() -> None:
    drawn = [
        (texts[language], language)
        for project, items in corpus().drawn(6, seed=5)
        for texts in (project.description, project.summary, *project.activities, *(item.body for item in items))
        for language in (LV, EN)
    ]
    assert len(drawn) > 100
    assert [text for text, language in drawn if not is_the_same(text, language)] == []


# What a sentence may hold, the odd things in the greater number.
WORDS = (
    *("vārds", "ēka", "25.", "2022.", "8 656 350,00 EUR", "Nr. 313", "lpp. 5", "gada", "jūlija", "5 km²", "10:30"),
    *("2017--2020", "utt...", "vārds - vārds", " -- ", "–", '"citāts"', "'x'", "it's", '"', "'", "„lv”", "\u00a0"),
    *("snake_case_word", "a*b", "*em*", "**st**", "***x***", "_em_", "__st__", "*", "**", "_", "***", "~", "^", ">"),
    *(
        "`co*de`",
        "``a`b``",
        "`",
        "``",
        "\\",
        "\\*",
        "\\.",
        "\\#",
        "[",
        "]",
        "(",
        ")",
        "!",
        "|",
        "  \n",
        "\n",
        "\t",
        "\r\n",
    ),
    *("[a](x.md)", '[a](x.md "t")', "[a](<x y.md> 't')", "[b][a]", "[a]", "[a [b](c.md) d](e.md)", "[*em*](z.md#x)"),
    *("![alt](m.png)", "![](m.png)", "![a *b*](m.png \"t > 'q'\")", "[![i](p.png)](q.md)", "](x.md)", "]: x.md"),
    *("{{ total }}", "{{ a:b }}.", "{{", "}}", "[x]({{ total }})", "{: .x }", "{: #id }", "{", "}", "[^1]", "[TOC]"),
    *(
        "<",
        "&",
        "&amp;",
        "&nbsp;",
        "&copy;",
        "<b>",
        "</b>",
        "<!-- x -->",
        "<https://x.lv>",
        "<a@b.lv>",
        "https://x.lv/a_b",
    ),
    *("\0", "\u0001", "\u000c", "\u2028", "\ue000", "\u0002", "\u0003", "#", ":", "=", "---", "- ", "1. ", "# "),
)
phrases = some.lists(some.sampled_from(WORDS) | some.sampled_from(WORDS[:11]), min_size=1, max_size=8).map(" ".join)
wrapped = some.builds(
    "{0}{1}{0}".format, some.sampled_from(["*", "**", "_", "__", "***", "`", '"', "'"]), phrases.map(str.strip)
)
lines = some.one_of(phrases, wrapped, some.lists(phrases | wrapped, min_size=2, max_size=3).map("".join))
several = some.lists(lines, min_size=1, max_size=4)
DEFINED = ("[a]: x.md", "[b]: <y.md> 'T'", '[a]: z.md "t"\n[b]: w.md', "[^1]: nots", "[ref]:\n  x.md", "***", "- - -")


def under(mark: str, parts: list[str]) -> str:
    return "\n".join(f"{mark}{part}" for part in parts)


def table(cells: list[list[str]], aligned: str) -> str:
    return "\n".join(["| a | b |", f"|---|{aligned}|", *("| " + " | ".join(row) + " |" for row in cells)])


blocks = some.one_of(
    several.map("\n".join),
    several.map(" ".join),
    some.builds("{} {}".format, some.sampled_from(["#", "##", "###", "######"]), lines),
    some.builds("{}\n{}".format, lines, some.sampled_from(["===", "---", "=", "- -"])),
    some.builds(
        under, some.sampled_from(["- ", "* ", "1. ", "2. ", "+ ", "    - ", "    ", "> ", "> > ", ">"]), several
    ),
    some.builds(table, some.lists(several, max_size=3), some.sampled_from(["--:", ":-:", "---"])),
    some.builds("{}\n: {}".format, lines, lines),
    some.builds("- {}\n\n    {}\n    - {}".format, lines, lines, lines),
    some.builds("> {}\n> ---\n> # {}".format, lines, lines),
    some.sampled_from(DEFINED),
)
texts = some.builds(
    lambda parts, between: between.join(parts),
    some.lists(blocks, min_size=1, max_size=6),
    some.sampled_from(["\n\n", "\n", "\n\n\n"]),
)


@settings(max_examples=300)
@given(texts, some.sampled_from([LV, EN]))
@example("> > [a](x.md)\n> > ---", LV)
@example("EUR [a [b](c.md) d](e.md)\n=", LV)
@example("- a [c [b](d.md)](e.md) f\n    1. g", EN)
@example("[x [b](c.md)][a]\n\n[a]: z.md", LV)
@example("![a > b](x.png)", EN)
@example("*x*\n\n![ s [![i](p.png)](q.md) x](b.md)", EN)
@example("*x*\n\na*b `c`\n**v 1*****d***``j`` _l_", LV)
@example("[TOC]\n\n# a", EN)
@example("{{ a }} viens {{ b:c }}. Nr. {{ d }}", LV)
@example("2022. gada vasarā\n\n## 25. jūlijs *x*\n\n# y", LV)
def test_any_text_comes_out_the_same(text: str, language: Language) -> None:
    assert is_the_same(text, language)


ORDINARY = (
    *(
        "vārds",
        "ēka",
        "Nr. 5",
        "5 km²",
        "25.",
        "'x'",
        '"citāts"',
        "–",
        "-",
        "--",
        "...",
        "x > y",
        "| z",
        "a] b",
        "\u00a0",
    ),
    *(
        "**st**",
        "**divi vārdi**",
        "[a](x.md)",
        "[a b](https://x.lv/a_b?c=1#d)",
        "{{ total }}",
        "[x]({{ total }})",
        "#1",
    ),
)
odd = some.sampled_from(
    (*WORDS, "**a**b**", "**a **", "[a](b)(c)", "[**a**](b)", "**[a](b)**", "[a](b'c)", "١. ", "1. ")
)
ordinary = some.lists(some.sampled_from(ORDINARY), min_size=1, max_size=5).map(" ".join)
some_lines = some.lists(ordinary, min_size=1, max_size=3)
everyday_blocks = some.one_of(
    some_lines.map("\n".join),
    some.builds("{} {}".format, some.sampled_from(["##", "###", "######", "#######", "#"]), ordinary),
    some.builds("## {}\n{}".format, ordinary, ordinary),
    some.builds(under, some.sampled_from(["- ", "* ", "> ", "1. ", "2. "]), some_lines),
    some.builds("1. {}\n10. {}\n{}".format, ordinary, ordinary, ordinary | ordinary.map("2. {}".format)),
    some.builds("- {}\n* {}".format, ordinary, ordinary),
    some.builds(
        table, some.lists(some.tuples(ordinary, ordinary).map(list), max_size=3), some.sampled_from(["--:", "-"])
    ),
)
everyday = some.builds(
    lambda parts, between, word, place: between.join(parts)[:place] + word + between.join(parts)[place:],
    some.lists(everyday_blocks, min_size=1, max_size=5),
    some.sampled_from(["\n\n", "\n\n", "\n\n\n\n", "\n"]),
    some.just("") | some.just("") | odd,
    some.integers(0, 200),
)


@settings(max_examples=400)
@given(everyday, some.sampled_from([LV, EN]))
@example("| a | b |\n| -- |---|", LV)
@example("1. viens\ndivi", LV)
@example("- a\n\n* b", EN)
@example("## a\n## a\nb", EN)
@example("## a\n\n## a\n\n## a 1\n\n## a\n\nb", EN)
@example("\u2028 ~~d~~\n`c`**a*b**[a\nb](c)\n*e*", LV)
def test_everyday_markdown_comes_out_the_same(text: str, language: Language) -> None:
    assert is_the_same(text, language)


def test_what_people_write_needs_no_library() -> None:
    bodies = [
        (item.body[language], language)
        for _, items in corpus().drawn(3, seed=5)
        for item in items
        for language in (LV, EN)
    ]
    bodies += [
        (project.description[language], language) for project, _ in corpus().drawn(3, seed=5) for language in (LV, EN)
    ]
    notes = Notes()
    assert len(bodies) > 20
    assert [text for text, language in bodies if everyday_html(with_slots(text, notes), notes, language) is None] == []


def test_what_is_left_to_the_library_is_noted_by_it_alone() -> None:
    notes = Notes()
    assert everyday_html("## a\n\n[b](c.md) `d`", notes, LV) is None
    assert everyday_html("## a\n\n[b](c.md)\n\n*d*", notes, LV) is None
    assert notes.prose("") == Prose("")


@settings(max_examples=200)
@given(some.text(some.sampled_from("aā1 .,-–\"'#>*_:|=\u00a0\u2028\n"), max_size=12))
@example("    kods")
@example("1. viens")
@example("vārds > vārds  \n\n")
def test_a_short_text_comes_out_the_same(text: str) -> None:
    assert is_the_same(text, LV)


@pytest.mark.parametrize("text", ["\ud800", "a\ud83d"])
def test_half_a_character_makes_a_text_unreadable(text: str) -> None:
    assert parse(text, LV) == _UNREADABLE


def set_step_by_step(text: str, language: Language) -> str:
    """Every rule on every text, the quotes letter by letter."""
    quotes, before, done = quotes_of(language), " ", ""
    for letter in text:
        is_opening = before in rules.OPENING_BEFORE
        before = {
            '"': quotes.opening if is_opening else quotes.closing,
            "'": "‘" if is_opening else quotes.apostrophe,
        }.get(letter, letter)
        done += before
    done = rules.RANGE.sub("–", rules.DASH.sub(f"{NO_BREAK}– ", done.replace("...", "…")))
    for pattern in (rules.GROUPS, rules.AFTER_NUMBER, rules.BEFORE_NUMBER):
        done = pattern.sub(NO_BREAK, done)
    return done


@given(phrases, some.sampled_from([LV, EN, Language("de")]))
@example('"\'x\'" "" \'"a', LV)
@example("vārds – vārds", LV)
@example("vārds -- vārds", LV)
@example("Nr. \ue0000\ue002 un 5. jūlijs, lpp. 7", LV)
def test_a_rule_of_typography_that_is_passed_over_had_nothing_to_set(text: str, language: Language) -> None:
    assert set_step_by_step(text, language) == Typesetter(language).set(text)


@settings(max_examples=60)
@given(texts)
def test_a_parsed_text_is_read_back_as_it_was_kept(text: str) -> None:
    prose = parse(text, LV)
    assert pickle.loads(pickle.dumps(prose, 5)) == prose


def test_what_is_kept_of_a_text_is_hardly_more_than_its_html() -> None:
    prose = parse("Teksts **ar** {{ total }} un [saiti](x.md).", LV)
    assert len(pickle.dumps(prose, 5)) < len(prose.html.encode()) + 250


def test_prose_without_facts_and_links_is_filled_in_already() -> None:
    prose = parse("Teksts **bez** nekā.", LV)
    assert fill(prose, lambda _: Filling(""), str) is prose.html


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("<p>1.</p>", "{{ a }}."),
        ("<p>1.1.</p>", "{{ a }}{{ b }}."),
        ("<p>1. .</p>", "{{ a }} ."),
        ('<p>1.<a href="x.md">x</a>.</p>', "{{ a }}[x](x.md)."),
        ('<p><a href="1.">1.</a></p>', "[{{ a }}]({{ a }})"),
        ("<p>1..</p>", "{{ a }}.."),
    ],
)
def test_a_fact_that_ends_in_a_full_stop_takes_only_the_one_behind_it(expected: str, text: str) -> None:
    assert expected == fill(parse(text, EN), lambda _: Filling("1."), lambda link: link.target)
