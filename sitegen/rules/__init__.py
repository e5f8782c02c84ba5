"""Every check of the content, each named by the fault it finds."""

from __future__ import annotations

from sitegen.diagnostics import Collector
from sitegen.rules.context import Check, Context, Rule
from sitegen.rules.exceptions import settle, severity_of
from sitegen.rules.table import CHECKS


def check(context: Context, found: Collector) -> None:
    """Every problem of the content that its records alone can show."""
    for one in CHECKS:
        found.extend(one.rule(context))


__all__ = ["CHECKS", "Check", "Context", "Rule", "check", "settle", "severity_of"]
