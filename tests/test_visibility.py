"""The rules of visibility as data: whole, with sources, each kept by something or said not to be."""

from __future__ import annotations

import pytest

from sitegen.attribution.duties import DUTIES
from sitegen.attribution.periods import PERIODS
from sitegen.attribution.rules import RULES
from sitegen.attribution.wording import MARKS, PHRASES
from sitegen.diagnostics import CODES
from sitegen.diagnostics.codes_attribution import PAGE_CODES, SUPPORT_CODES
from sitegen.diagnostics.codes_screens import SCREEN_CODES
from sitegen.diagnostics.sources import RULE_SOURCES, Standing
from sitegen.models.choices import Period
from sitegen.models.site import Site, Visibility
from sitegen.reference_visibility import kept_by

# Whether the sheet of duties is published is no rule's matter.
NO_RULE = {"visibility.publish_duties"}


def test_every_rule_of_visibility_with_a_source_is_in_the_table() -> None:
    assert {rule for rule in RULE_SOURCES if rule[:2] in {"A-", "B-", "E-"}} == {
        rule for rule in RULES if rule[:2] in {"A-", "B-", "E-"}
    }
    assert RULES.keys() - RULE_SOURCES.keys() == set()


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_kept_by_a_check_or_a_duty_or_says_why_not(name: str) -> None:
    kept = any(name in code.rules for code in CODES.values()) or any(duty.rule == name for duty in DUTIES)
    assert kept is not bool(RULES[name].apart)
    assert kept_by(name, RULES[name])


def test_whatever_is_laid_down_rests_on_a_rule() -> None:
    named = {rule for one in (*PHRASES.values(), *MARKS.values()) for rule in one.rules}
    named |= {rule for period in PERIODS.values() for rule in period.rules} | {duty.rule for duty in DUTIES}
    named |= {rule for code in (*SUPPORT_CODES, *PAGE_CODES, *SCREEN_CODES) for rule in code.rules}
    assert {rule for rule in named if not rule.startswith("D-0")} - RULES.keys() == set()
    assert PERIODS.keys() == {*Period}


def test_what_rests_on_practice_can_be_set_and_nothing_else() -> None:
    settable = {setting: rule for rule, one in RULES.items() for setting in one.settings}
    assert (
        settable.keys()
        == {"update_interval_months", *(f"visibility.{name}" for name in Visibility.model_fields)} - NO_RULE
    )
    assert {duty.setting for duty in DUTIES if duty.setting} <= settable.keys()
    for rule in settable.values():
        source = RULE_SOURCES[rule]
        assert source.standing is not Standing.READ or "practice" in source.text or "guidance" in source.text, rule


def test_every_setting_is_a_field_with_a_default() -> None:
    fields = {*Site.model_fields, *(f"visibility.{name}" for name in Visibility.model_fields)}
    assert {setting for one in RULES.values() for setting in one.settings} <= fields
    assert all(not field.is_required() for field in Visibility.model_fields.values())
