"""Every check of the content, each named by the fault it finds."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.diagnostics import Collector
from sitegen.rules.context import Check, Context, Rule, Scope
from sitegen.rules.exceptions import Exemption, drafts_of, exemptions_of, settle, settle_all, severity_of
from sitegen.rules.table import CHECKS


def check(context: Context, found: Collector, scopes: Iterable[Scope] = tuple(Scope)) -> None:
    """Every problem of the content that its records alone can show; of rules of these scopes."""
    for one in CHECKS:
        if one.scope in scopes:
            found.extend(one.rule(context))


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
    "settle",
    "settle_all",
    "severity_of",
]
