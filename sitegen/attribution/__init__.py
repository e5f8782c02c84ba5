"""The EU attribution of a page: what the rules prescribe for its period, fund and rates."""

from sitegen.attribution.derive import Attribution, Form, Statement, Support, attribute, form_of
from sitegen.attribution.emblem import emblem_svg
from sitegen.attribution.funds import FUNDS, fund_name, funds_of_period

__all__ = [
    "FUNDS",
    "Attribution",
    "Form",
    "Statement",
    "Support",
    "attribute",
    "emblem_svg",
    "form_of",
    "fund_name",
    "funds_of_period",
]
