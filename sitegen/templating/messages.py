"""Messages in templates: they take the place of their calls when a template is compiled; none is looked up later."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from sitegen.catalogues import Catalogue, categories

# How many arguments the name of a message's call has, beside its variables.
MESSAGES = {"_": 1, "gettext": 1, "pgettext": 2}
# The filter that tells the plural category of a number.
CATEGORY = "plural_category"
_VARIABLE = re.compile(r"%(?:\((\w+)\)s|%)")


class Folding(NodeTransformer):
    """Puts the translation of a constant message in the place of its call."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node, *args, **kwargs)
        arguments = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
        if not isinstance(node.node, nodes.Name) or node.kwargs or len(arguments) != len(node.args):
            return node
        if MESSAGES.get(node.node.name) != len(arguments):
            return node
        said = self._catalogue.gettext if len(arguments) == 1 else self._catalogue.pgettext
        return nodes.Const(said(*arguments), lineno=node.lineno)


def filled(message: str, variables: Mapping[str, nodes.Expr]) -> nodes.Output | None:
    """The words of a message, and between them its variables; None where a variable is not given."""
    parts = _VARIABLE.split(message)
    names = [name for name in parts[1::2] if name is not None]
    if "%" in "".join(parts[::2]) or not all(name in variables for name in names):
        return None
    found: list[nodes.Expr] = []
    for index, part in enumerate(parts):
        found.append(variables[part] if index % 2 and part else nodes.TemplateData("%" if index % 2 else part))
    return nodes.Output(found, lineno=1)


def counted(
    catalogue: Catalogue, one: str, many: str, number: nodes.Expr, variables: Mapping[str, nodes.Expr]
) -> nodes.If | None:
    """A message in every form, of which the number chooses one; None where a variable is not given."""
    told = catalogue.plural.get(("", one))
    forms = [filled(form, {"num": number, **variables}) for form in told or (one, many)]
    bodies: list[list[nodes.Node]] = [[form] for form in forms if form is not None]
    if len(bodies) < len(forms) or len(forms) < 2:
        return None
    chosen: nodes.Expr = nodes.Filter(number, CATEGORY, [], [], None, None) if told else number
    names = categories(catalogue.language) if told else (1, 0)
    tests = [nodes.Compare(chosen, [nodes.Operand("eq", nodes.Const(name))]) for name in names]
    between = [nodes.If(test, body, [], []) for test, body in zip(tests[1:-1], bodies[1:-1], strict=True)]
    return nodes.If(tests[0], bodies[0], between, bodies[-1], lineno=1)
