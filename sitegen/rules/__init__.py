"""Every check of the content, each named by the fault it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

from sitegen.diagnostics import Collector, Diagnostic
from sitegen.rules.context import Check, Context, Rule, Scope
from sitegen.rules.exceptions import (
    Exemption,
    drafts_of,
    exemptions_of,
    is_external,
    may_except,
    settle,
    settle_all,
    severity_of,
)
from sitegen.rules.privacy import may_hold_codes
from sitegen.rules.table import CHECKS

# By one rule in one run: more is no help to anybody, and looking up the places of each takes time.
_MOST_FOUND = 1000


def check(context: Context, found: Collector, scopes: Iterable[Scope] = tuple(Scope)) -> None:
    """Every problem of the content that its records alone can show; of rules of these scopes."""
    for rule in rules_of(scopes):
        found.extend(told_by(rule, context))


def told_by(rule: Rule, context: Context) -> Iterator[Diagnostic]:
    """What a rule finds, as far as it is of help."""
    return islice(rule(context), _MOST_FOUND)


def rules_of(scopes: Iterable[Scope]) -> tuple[Rule, ...]:
    """The rules of these scopes, in order."""
    return _rules(frozenset(scopes))


@cache  # a few sets
def _rules(scopes: frozenset[Scope]) -> tuple[Rule, ...]:
    return tuple(one.rule for one in CHECKS if one.scope in scopes)


def is_to_search(text: str) -> bool:
    """Whether the text of a file may hold what is looked for in every file: exceptions, personal codes."""
    return may_except(text) or may_hold_codes(text)


__all__ = [
    "CHECKS",
    "Check",
    "Context",
    "Exemption",
    "Rule",
    "Scope",
    "check",
    "drafts_of",
    "exemptions_of",
    "is_external",
    "is_to_search",
    "rules_of",
    "settle",
    "settle_all",
    "severity_of",
    "told_by",
]
