"""Templates use exactly their view's fields: none missing, none that the view does not have."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from sitegen.render import AUDIT_SHEET, DUTY_SHEET, TEMPLATES
from sitegen.views import audit_report, directory, duties, lists, project, search
from sitegen.views.frame import Frame

FOLDER = Path(__file__).parent.parent / "templates"
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
# Files for staff, with nothing beside them: their style stands inside.
SHEETS = {DUTY_SHEET, AUDIT_SHEET}
# A file of the site's own, or data that no browser runs.
SCRIPT = re.compile(
    r"""<script src="{{ (?:frame\.)?root }}{{ asset\("js/[a-z]+\.js"\) }}\""""
    r"""(?: defer| data-target="{{ view\.target }}")?></script>"""
    r"""|<script type="application/ld\+json">{{ frame\.structured }}</script>"""
)
# A redirect stands alone: a head with an address, and a link.
STANDALONE = {"redirect.html"}


def parsed(name: str) -> nodes.Template:
    return ENVIRONMENT.parse((FOLDER / name).read_text(encoding="utf-8"))


def closure(name: str) -> set[str]:
    """The template and everything that it extends, includes or imports."""
    found, pending = set(), [name]
    while pending:
        current = pending.pop()
        found.add(current)
        for node in parsed(current).find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            target = getattr(node, "template", None)
            if isinstance(target, nodes.Const) and target.value not in found:
                pending.append(target.value)
    return found


def used(names: set[str], variable: str) -> set[str]:
    return {
        node.attr
        for name in names
        for node in parsed(name).find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == variable
    }


@pytest.mark.parametrize("template", sorted({*TEMPLATES.values(), *SHEETS}))
def test_a_template_uses_exactly_its_views_fields(template: str) -> None:
    first = (FOLDER / template).read_text(encoding="utf-8").split("\n")[0]
    name = first.removeprefix("{# view: ").removesuffix(" #}")
    modules = (lists, project, directory, duties, search, audit_report)
    view = next(getattr(module, name) for module in modules if hasattr(module, name))
    assert {field.name for field in fields(view)} == used(closure(template), "view")


@pytest.mark.parametrize("template", sorted(set(TEMPLATES.values()) - STANDALONE))
def test_a_page_uses_exactly_the_frames_fields(template: str) -> None:
    assert {field.name for field in fields(Frame)} == used(closure(template), "frame")


def test_no_template_carries_script_or_style_of_its_own() -> None:
    for path in FOLDER.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert text.count("<script") == len(SCRIPT.findall(text))
        assert not re.search(r"\son[a-z]+\s*=|javascript:", text)
        assert "<style" not in text or path.name in SHEETS
        assert " style=" not in text
        assert "http://" not in text.replace("http://www.w3.org/", "")


def test_every_template_belongs_to_a_page_or_to_another_template() -> None:
    needed = set[str]().union(*(closure(name) for name in (*TEMPLATES.values(), *SHEETS)))
    needed -= {name.replace(".html", ".css") for name in SHEETS}
    assert {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html")} == needed
