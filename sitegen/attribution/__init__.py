"""The EU attribution of a page: what the rules prescribe for its period, fund and rates."""

from sitegen.attribution.derive import Attribution, Form, Statement, Support, attribute, derived_form, form_of
from sitegen.attribution.emblem import emblem_svg
from sitegen.attribution.funds import FUNDS, fund_name, funds_of_period
from sitegen.attribution.marking import marking, supports_in, supports_of
from sitegen.attribution.support import support_of

__all__ = [
    "FUNDS",
    "Attribution",
    "Form",
    "Statement",
    "Support",
    "attribute",
    "derived_form",
    "emblem_svg",
    "form_of",
    "fund_name",
    "funds_of_period",
    "marking",
    "support_of",
    "supports_in",
    "supports_of",
]
