"""Every check of the content, each named by the fault it finds."""

from __future__ import annotations

from sitegen.diagnostics import Collector
from sitegen.rules.context import Context, Rule
from sitegen.rules.figures import (
    amendments_without_date,
    ends_before_start,
    funding_form_unknown,
    rates_do_not_add_up,
    sources_do_not_add_up,
)
from sitegen.rules.prose import facts_unknown, front_matter_wrong, links_dead, texts_flawed
from sitegen.rules.references import (
    indicators_unknown,
    media_missing,
    navigation_unknown,
    organisations_unknown,
    programmes_unknown,
    projects_unknown,
    tags_unknown,
)
from sitegen.rules.sums import (
    capacities_do_not_add_up,
    funds_not_those_that_pay,
    indicators_part_of_themselves,
    numbers_taken,
    parts_do_not_add_up,
)
from sitegen.rules.translations import mark_not_supplied, only_translated, texts_untranslated

RULES: tuple[Rule, ...] = (
    organisations_unknown,
    programmes_unknown,
    tags_unknown,
    projects_unknown,
    indicators_unknown,
    media_missing,
    navigation_unknown,
    sources_do_not_add_up,
    rates_do_not_add_up,
    funds_not_those_that_pay,
    parts_do_not_add_up,
    capacities_do_not_add_up,
    indicators_part_of_themselves,
    numbers_taken,
    ends_before_start,
    funding_form_unknown,
    amendments_without_date,
    texts_flawed,
    facts_unknown,
    links_dead,
    front_matter_wrong,
    texts_untranslated,
    only_translated,
    mark_not_supplied,
)


def check(context: Context, found: Collector) -> None:
    """Every problem of the content that its records alone can show."""
    for rule in RULES:
        found.extend(rule(context))


__all__ = ["RULES", "Context", "Rule", "check"]
