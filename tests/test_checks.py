"""The table of checks: whole, true to the rules, and what a site and a comment can do with it."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sitegen.attribution.duties import DUTIES
from sitegen.attribution.rules import RULES
from sitegen.diagnostics import CODES, Collector, Severity
from sitegen.diagnostics.codes_accessibility import ACCESSIBILITY_CODES
from sitegen.diagnostics.codes_figures import FIGURE_CODES
from sitegen.diagnostics.codes_freshness import FRESHNESS_CODES
from sitegen.diagnostics.codes_privacy import PRIVACY_CODES
from sitegen.diagnostics.codes_wording import WORDING_CODES
from sitegen.diagnostics.sources import RULE_SOURCES
from sitegen.load import load
from sitegen.pipeline import Settings, build, examine, words_of
from sitegen.rules import CHECKS, Context, Scope
from sitegen.texts import shelve
from tests.test_diagnostics_cases import CASES, lay, lay_base

DAY = date(2026, 1, 1)
# Told while a file is read, or of the site as a whole, before there is anything for a check to look at.
OF_READING = {"duplicate-source", "not-amendable", "changes-unknown-id"}


def test_every_check_says_what_it_makes_sure_of() -> None:
    assert [check.name for check in CHECKS if not (check.rule.__doc__ or "").strip()] == []


def test_a_check_stands_once_and_tells_codes_that_exist() -> None:
    names = [check.name for check in CHECKS]
    assert sorted(set(names)) == sorted(names)
    assert {code for check in CHECKS for code in check.codes} - CODES.keys() == set()


def test_every_code_of_the_audits_is_told_by_a_check() -> None:
    tables = (FIGURE_CODES, WORDING_CODES, FRESHNESS_CODES, PRIVACY_CODES, ACCESSIBILITY_CODES)
    audited = {code.name for table in tables for code in table}
    assert audited - {code for check in CHECKS for code in check.codes} - OF_READING == set()


def test_every_rule_that_a_code_rests_on_has_a_source() -> None:
    assert {rule for code in CODES.values() for rule in code.rules} - RULE_SOURCES.keys() == set()


def test_every_source_is_rested_on() -> None:
    rested_on = {rule for code in CODES.values() for rule in code.rules} | {duty.rule for duty in DUTIES} | RULES.keys()
    assert RULE_SOURCES.keys() - rested_on == set()


def test_a_check_is_a_small_function_of_the_content_alone() -> None:
    for check in CHECKS:
        assert list(inspect.signature(check.rule, follow_wrapped=False).parameters) == ["context"]
        assert len(inspect.getsource(check.rule).splitlines()) <= 40


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[str, Context], ...]:
    """Every literate case that can be read, as a check is given it."""
    return tuple(_contexts(tmp_path_factory.mktemp("cases")))


def _contexts(folder: Path) -> Iterator[tuple[str, Context]]:
    for number, case in enumerate(CASES):
        site = folder / str(number)
        lay_base(site)
        for block in case.files:
            lay(site, block)
        content = load(site / "content", Collector())
        if content is not None:
            settings = Settings(content=site / "content", output=site / "public", day=DAY)
            yield case.heading, Context(content, DAY, shelve(content), words_of(settings, content.languages))


def test_a_check_tells_only_the_codes_that_the_table_gives(contexts: tuple[tuple[str, Context], ...]) -> None:
    strays = {
        (heading, check.name, found.code)
        for heading, context in contexts
        for check in CHECKS
        for found in check.rule(context)
        if found.code not in check.codes
    }
    assert strays == set()


def test_a_check_of_projects_tells_nothing_where_there_are_none(contexts: tuple[tuple[str, Context], ...]) -> None:
    of_projects = [check.rule for check in CHECKS if check.scope is Scope.PROJECT]
    for _, context in contexts:
        others = Context(replace(context.content, projects=()), DAY, context.shelf, context.words)
        assert [found for rule in of_projects for found in rule(others)] == []


@pytest.fixture
def site(tmp_path: Path) -> Path:
    lay_base(tmp_path)
    return tmp_path / "content"


def examined(content: Path) -> Collector:
    found = Collector()
    examine(Settings(content=content, output=content.parent / "public", day=DAY), found)
    return found


RUNNING = "status: running\ndates: {start: 2025-01-01}\nupdated: 2025-01-01\n"


@pytest.mark.parametrize(
    ("expected", "level"),
    [([Severity.ERROR], "error"), ([Severity.WARNING], "warning"), ([], "off")],
)
def test_a_site_sets_how_a_check_is_taken(expected: list[Severity], level: str, site: Path) -> None:
    with (site / "projects" / "a.yaml").open("a", encoding="utf-8") as record:
        record.write(RUNNING)
    with (site / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"checks: {{page-outdated: {level}}}\n")
    assert [(one.code, one.severity) for one in examined(site).in_order()] == [
        ("page-outdated", one) for one in expected
    ]


def test_an_exception_is_put_aside_with_its_reason_and_place(site: Path) -> None:
    with (site / "projects" / "a.yaml").open("a", encoding="utf-8") as record:
        record.write(RUNNING.replace("updated:", "# allow page-outdated: lapu pārceļ\nupdated:"))
    found = examined(site)
    assert found.in_order() == ()
    [excepted] = found.exceptions()
    assert (excepted.diagnostic.code, excepted.reason) == ("page-outdated", "lapu pārceļ")
    assert (excepted.span.line, excepted.span.column) == (9, 1)


def test_a_code_of_a_person_in_a_comment_of_a_record_is_told(site: Path) -> None:
    record = next((site / "projects").glob("*.yaml"))
    record.write_text(f"# 010190-12345\n{record.read_text()}")
    outcome = build(Settings(content=site, output=site.parent / "public", day=DAY))
    assert "personal-code" in {one.code for one in outcome.diagnostics}


def test_strict_leaves_exceptions_alone(site: Path) -> None:
    with (site / "projects" / "a.yaml").open("a", encoding="utf-8") as record:
        record.write(RUNNING.replace("updated: 2025-01-01", "updated: 2025-01-01  # allow page-outdated: lapu pārceļ"))
    found = examined(site).as_strict()
    assert not found.has_errors
    assert len(found.exceptions()) == 1


def test_the_lowered_sum_builds_a_page_all_the_same(site: Path) -> None:
    with (site / "projects" / "a.yaml").open("a", encoding="utf-8") as record:
        record.write(
            "funding: {total: 100.00, sources: [{source: esf, amount: 85.00}, {source: state, amount: 99.00}]}\n"
        )
    shutil.copy(site / "projects" / "a.yaml", site / "projects" / "b.yaml")
    with (site / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("checks: {sources-do-not-add-up: warning, number-taken: off}\n")
    outcome = build(Settings(content=site, output=site.parent / "public", day=DAY))
    assert outcome.changes is not None
    assert {one.code for one in outcome.diagnostics} == {"sources-do-not-add-up"}
