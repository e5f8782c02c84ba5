"""Templates with their macros laid in write what the templates say, and a fault is told where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import BytecodeCache, DictLoader, Environment, TemplateError
from jinja2.bccache import Bucket
from markupsafe import Markup

from sitegen.assets import outline_of
from sitegen.diagnostics import Collector, Diagnostic
from sitegen.facts import Words
from sitegen.languages import EN, LV, Language
from sitegen.pipeline import Checked, Settings, examine, words_of
from sitegen.plan import PageKind
from sitegen.render import TEMPLATES, Renderer
from sitegen.templating import CALLED, LAID_IN, Way, environment
from sitegen.views.build_frame import build_frame
from sitegen.views.parts import Text

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 22)
CONTENTS = (ROOT / "content", ROOT / "tests" / "showcase" / "content")
PARTS = """
{% macro bare(item) -%}
{% if item.is_foreign %}<i lang="{{ item.language }}">{{ item.text }}</i>{% else %}{{ item.text }}{% endif %}
{%- endmacro %}
{% macro box(item, class="a", note=none) %}
<p class="{{ class }}">{{ bare(item) }}{% if note is not none %} {{ note }}{% endif %}</p>
{% endmacro %}
{% macro tree(node) %}
<li>{{ bare(node.label) }}{% for one in node.parts %}<ul>{{ tree(one) }}</ul>{% endfor %}</li>
{% endmacro %}
{% macro whole(given) -%}<div>{{ tree(given) }}</div>{%- endmacro %}
{% macro around(word) -%}<b>{{ word }}{{ caller() }}</b>{%- endmacro %}
"""
IMPORT = '{% from "parts.html" import bare, box, tree, whole, around %}'


def examined(content: Path) -> tuple[Settings, Checked]:
    settings = Settings(content, ROOT / "public", DAY)
    checked = examine(settings, Collector())[1]
    assert checked is not None
    return settings, checked


def environments(*templates: str, language: Language = EN, **named: str) -> list[Environment]:
    """The environment with macros laid in, and the one without, with a `page.html` and its parts."""
    words = words_of(Settings(ROOT / "content", ROOT / "public", DAY), (language,))[language]
    made = [environment([], words, {"a.css": "a.1.css"}, way=way) for way in (LAID_IN, CALLED)]
    sources = {"parts.html": PARTS, "page.html": "".join(templates)}
    for one in made:
        one.loader = DictLoader(sources | {f"{name}.html": source for name, source in named.items()})
    return made


def text(words: str, language: str = "") -> Text:
    return Text(words, Language(language or EN), bool(language))


@pytest.mark.parametrize("content", CONTENTS, ids=("real", "showcase"))
def test_a_page_is_the_same_with_its_macros_laid_in_and_called(content: Path) -> None:
    settings, checked = examined(content)
    folders, assets, site = settings.folders("templates"), checked.assets, checked.site
    renderer = Renderer(site, folders, assets, has_search=True)
    ways = [
        {
            language: environment(folders, words, assets.paths, outline_of(assets), way)
            for language, words in site.words.items()
        }
        for way in (LAID_IN, CALLED)
    ]
    assert {page.kind for page in checked.pages} >= {PageKind.PROJECT, PageKind.NEWS, PageKind.PROJECTS}
    for page in checked.pages:
        frame = build_frame(site, page, text("A & <b>", "lv"), "It's", has_search=True)
        view = renderer.view(page)
        laid, called = (
            made[page.language].get_template(TEMPLATES[page.kind]).render(frame=frame, view=view) for made in ways
        )
        assert laid == called, page.path


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ bare(a) }}|{{ bare(b) }}", 'A &amp; &#34;a&#34;|<i lang="lv">B</i>'),
        ("{{ box(a, 'b') }}{{ box(note=bare(b), item=a) }}", None),
        ("{% for item in (a, b) %}{{ box(item) }}{{ loop.index }}{% endfor %}{{ item is defined }}", None),
        ("{% set class = 'mine' %}{{ box(a) }}{{ class }}", None),
        ("{{ tree(nodes) }}{{ whole(nodes) }}", None),
        ("{{ bare(b) ~ '<' }}{{ [bare(b)]|join }}{{ bare(a)|upper }}", None),
        ('{{ html }}{{ number }}{{ none }}{{ true }}{{ "<\'" }}{{ 3 }}', "<b>1</b>1.50NoneTrue&lt;&#39;3"),
        (
            "{{ a.nothing is defined }}{{ a.nothing|default('-') }}{{ a.text is defined }}{{ a is none }}",
            "False-TrueFalse",
        ),
        ("{% filter upper %}{{ bare(a) }}{% endfilter %}{% set x %}{{ bare(b) }}{% endset %}{{ x }}", None),
        ("{% include 'part.html' %}", "(A &amp; &#34;a&#34;)"),
        ("<{% include 'part.html' ignore missing without context %}>", None),
        (
            "{% for one in (a, b, a) %}{{ once(box, one, number ~ loop.index) }}{{ once(whole, nodes) }}{% endfor %}",
            None,
        ),
        ("{{ once(box, a, note=none) }}{% set given = once(bare, b) %}{{ given|upper }}", None),
        ("{% call around('x') %}{{ bare(a) }}{% endcall %}", "<b>xA &amp; &#34;a&#34;</b>"),
    ],
)
def test_what_is_laid_in_is_what_is_called(template: str, expected: str | None) -> None:
    given = {
        "a": text('A & "a"'),
        "b": text("B", "lv"),
        "html": Markup("<b>1</b>"),
        "number": Decimal("1.50"),
        "nodes": tree("1", tree("2", tree("3")), tree("4")),
    }
    made = environments(IMPORT, template, part="{% if a is defined %}({{ a.text }}){% endif %}")
    laid, called = (one.get_template("page.html").render(given) for one in made)
    assert laid == called
    assert expected is None or laid.strip() == expected


def tree(label: str, *parts: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(label=text(label), parts=parts)


@pytest.mark.parametrize("language", [EN, LV])
@pytest.mark.parametrize("number", [0, 1, 2, 11, 21, 121])
def test_a_message_takes_its_variables_and_the_form_of_its_number(language: Language, number: int) -> None:
    template = (
        '{{ ngettext("%(num)s project", "%(num)s projects", n) }}'
        '{{ ngettext("%(num)s project", "%(num)s projects", n, num=n|number) }}'
        '{{ ngettext("%(num)s <unknown>", "%(num)s <unknowns> of %(all)s", n, all=word) }}'
        '{{ _("No. %(number)s", number=word) }}{{ _("100 %%, %(a)s", a=word) }}{{ _("Total cost") }}'
        '{{ pgettext("column", "Fund") }}{{ bare(item) if n else _("by %(day)s", day=word) }}'
    )
    given = {"n": number, "word": "<w>", "item": text("x")}
    laid, called = (
        one.get_template("page.html").render(given) for one in environments(IMPORT, template, language=language)
    )
    assert laid == called
    assert "&lt;w&gt;" in laid


def test_blocks_and_macros_of_a_page_are_laid_in() -> None:
    child = (
        '{% extends "frame.html" %}' + IMPORT + "{% macro own(x) %}[{{ x }}{{ bare(a) }}]{% endmacro %} beside "
        "{% macro down(n) %}{{ n }}{% if n %}{{ down(n - 1) }}{% endif %}{% endmacro %}"
        "{% block main %}{{ own(1) }}{{ down(2) }}{{ super() }}{% endblock %}"
    )
    frame = IMPORT + "<{% block main %}{{ bare(a) }}{% endblock %}|{{ box(a) }}>"
    laid, called = (one.get_template("page.html").render(a=text("A")) for one in environments(child, frame=frame))
    assert laid == called == '<[1A]210A|<p class="a">A</p>\n>'


def test_a_page_calls_no_macro_but_those_that_call_themselves() -> None:
    laid = environments(IMPORT + "{{ box(a) }}{{ bare(a) }}{% block main %}{{ whole(n) }}{% endblock %}")[0]
    source = laid.loader.get_source(laid, "page.html")[0] if laid.loader else ""
    code = laid.compile(source, "page.html", raw=True)
    assert code.count("context.call(") == 1
    assert code.count("get_template(") == 1


class Counted:
    """Says how often it was asked for its words."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.count = 0

    @property
    def text(self) -> str:
        self.count += 1
        return f"{self.words}{self.count}"


ONCE = '{% from "said.html" import said %}'
SAID = "{% macro said(item, after) %}{{ item.text }}{{ after }} {% endmacro %}"


def test_what_a_macro_writes_for_the_same_values_is_made_once() -> None:
    laid = environments(ONCE + "{% for after in 'xyx' %}{{ once(said, item, after ~ '!') }}{% endfor %}", said=SAID)[0]
    page, item, other = laid.get_template("page.html"), Counted("a"), Counted("a")
    assert [page.render(item=item), page.render(item=other), page.render(item=item)] == [
        "a1x! a2y! a1x! ",
        "a1x! a2y! a1x! ",
        "a1x! a2y! a1x! ",
    ]
    assert (item.count, other.count) == (2, 2)


def test_a_value_that_is_gone_is_not_taken_for_the_next() -> None:
    laid = environments(ONCE + "{{ once(said, item, '') }}", said=SAID)[0]
    page = laid.get_template("page.html")
    assert [page.render(item=Counted(str(number))).strip() for number in range(5000)] == [
        f"{number}1" for number in range(5000)
    ]


def test_a_macro_that_knows_the_page_is_written_for_every_page() -> None:
    template = "{% macro own(x) %}{{ x }}{{ a.text }}{% endmacro %}{{ once(own, 1) }}"
    for made in environments(template):
        page = made.get_template("page.html")
        assert [page.render(a=text(words)) for words in "bc"] == ["1b", "1c"]


@pytest.mark.parametrize("template", ["{{ nothing }}", "{{ a.nothing }}", "{{ box(a, b) }}", "{{ box(a, kind=1) }}"])
def test_what_is_not_there_is_a_fault_both_ways(template: str) -> None:
    for made in environments(IMPORT, template):
        with pytest.raises((TemplateError, AttributeError, TypeError)):
            made.get_template("page.html").render(a=text("A"))


def test_a_fault_is_told_where_the_macro_stands(tmp_path: Path) -> None:
    settings, checked = examined(CONTENTS[0])
    shipped = (ROOT / "templates" / "partials" / "text.html").read_text(encoding="utf-8")
    (tmp_path / "partials").mkdir()
    faulty = shipped.replace("{{ item.text }}{% endif %}", "\n{{ item.nothing }}{% endif %}")
    (tmp_path / "partials" / "text.html").write_text(faulty, encoding="utf-8")
    line = faulty[: faulty.index("item.nothing")].count("\n") + 1
    renderer = Renderer(checked.site, [tmp_path, *settings.folders("templates")], checked.assets)
    renderer.compile()
    fault = renderer.render(checked.pages[0])
    assert isinstance(fault, Diagnostic)
    assert fault.code == "template-fault"
    assert (fault.span.path, fault.span.line) == ("templates/partials/text.html", line)


class Kept(BytecodeCache):
    """Compiled templates in memory, and how many of them were found again."""

    def __init__(self) -> None:
        self.data: dict[str, bytes] = {}
        self.found = 0

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.data:
            bucket.bytecode_from_string(self.data[bucket.key])
            self.found += bucket.code is not None

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.data[bucket.key] = bucket.bytecode_to_string()


PAGE = '{% from "part.html" import said %}{{ said(1) }} {{ _("Total cost") }}'
PART = '{% macro said(x) %}{% include "deep.html" %}{{ x }}{% endmacro %}'
OTHERS = {"deep.html": "", "frame.html": "{% block main %}{% endblock %}", "other.html": PART}


def written(folder: Path, **templates: str) -> None:
    """The templates `page`, `part` and the others; those that are given, as they are given."""
    for name, source in ({"page.html": PAGE, "part.html": PART} | OTHERS).items():
        (folder / name).write_text(templates.get(name.partition(".")[0], source), encoding="utf-8")


def spoken(*languages: Language) -> list[Words]:
    words = words_of(Settings(ROOT / "content", ROOT / "public", DAY), languages)
    return [words[language] for language in languages]


def made_page(folder: Path, words: Words, kept: Kept) -> str:
    return environment([folder], words, {}, way=Way(kept=kept)).get_template("page.html").render()


@pytest.mark.parametrize("changed", ["", "other", "language", "catalogue", "part", "page", "deep"])
def test_a_compiled_template_is_found_again_until_something_in_it_changes(tmp_path: Path, changed: str) -> None:
    kept, (english, latvian) = Kept(), spoken(EN, LV)
    written(tmp_path)
    assert (made_page(tmp_path, english, kept), kept.found) == ("1 Total cost", 0)
    words = latvian if changed == "language" else english
    if changed == "catalogue":
        words = replace(words, catalogue=replace(words.catalogue, singular={("", "Total cost"): "All of it"}))
    changes = {"other": "", "part": PART.replace("x }}", "x }}!"), "page": PAGE.replace("(1)", "(2)"), "deep": "-"}
    written(tmp_path, **{name: source for name, source in changes.items() if name == changed})
    is_same = changed in {"", "other"}
    assert (made_page(tmp_path, words, kept) == "1 Total cost", kept.found) == (is_same, 1 if is_same else 0)


def test_a_page_is_found_again_when_only_the_frame_that_it_extends_changes(tmp_path: Path) -> None:
    kept, (words,) = Kept(), spoken(EN)
    page = '{% extends "frame.html" %}{% from "part.html" import said %}{% block main %}{{ said(1) }}{% endblock %}'
    written(tmp_path, page=page)
    made_page(tmp_path, words, kept)
    written(tmp_path, page=page, frame="<{% block main %}{% endblock %}>")
    assert (made_page(tmp_path, words, kept), kept.found) == ("<1>", 1)


@pytest.mark.parametrize(
    "name", ['("part.html")', '"part" ".html"', '"p\\x61rt.html"', '_("part.html")', '"part" ~ ".html"']
)
@pytest.mark.parametrize("way", ["{{% from {} import said %}}{{{{ said(1) }}}}", "{{% include {} %}}"])
def test_a_part_that_is_named_in_another_form_is_never_out_of_date(tmp_path: Path, name: str, way: str) -> None:
    kept, (words,) = Kept(), spoken(EN)
    for said in ("one", "two"):
        part = said + "{% macro said(x) %}" + said + "{% endmacro %}"
        written(tmp_path, page=way.format(name), part=part if "from" in way else said)
        assert made_page(tmp_path, words, kept) == said
    assert kept.found


def test_a_template_that_cannot_be_compiled_is_told_when_a_page_needs_it(tmp_path: Path) -> None:
    settings, checked = examined(CONTENTS[0])
    (tmp_path / "news.html").write_text("{# view: NewsPage #}\n{% if %}", encoding="utf-8")
    renderer = Renderer(checked.site, [tmp_path, *settings.folders("templates")], checked.assets)
    renderer.compile()
    faults = {page.kind for page in checked.pages if isinstance(renderer.render(page), Diagnostic)}
    assert faults == {PageKind.NEWS}
