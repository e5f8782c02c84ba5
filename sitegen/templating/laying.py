"""Macros and partials are laid in where they are used, and messages with variables are cut into their parts.

To call a macro costs Jinja 5 to 10 µs: arguments are matched, what it writes is joined, marked as safe and joined
again. A page has hundreds of calls. Laid in, the page itself writes what the macro writes; the bytes are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from sitegen.catalogues import Catalogue
from sitegen.templating.messages import MESSAGES, counted, filled
from sitegen.templating.remembering import ONCE, remembered
from sitegen.values import dataclass

# What a macro may not use: it is known only where the macro is called as one.
_OF_A_CALL = frozenset({"caller", "varargs", "kwargs"})
# What only a template of its own may have.
_OF_A_WHOLE: tuple[type[nodes.Node], ...] = (nodes.Extends, nodes.Block, nodes.Macro, nodes.Import)
_Key = tuple[str, str]
_Body = list[nodes.Node]


@dataclass(frozen=True, slots=True)
class _Known:
    """A macro, and the template that it stands in."""

    template: str
    macro: nodes.Macro
    is_plain: bool

    @property
    def key(self) -> _Key:
        """What tells it from all others."""
        return self.template, self.macro.name

    @property
    def alias(self) -> str:
        """The name under which other templates call it, where it must be called."""
        return re.sub(r"\W", "_", f"_{self.template}_{self.macro.name}")


Scope = Mapping[str, _Known]


class Parts:
    """The templates that others use, each parsed once, and the bodies of their macros, each laid out once.

    `parse` gives a template by its name. What is remembered here is never changed, and stands in many templates.
    """

    def __init__(self, parse: Callable[[str], nodes.Template], catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.bodies: dict[_Key, _Body | None] = {}
        self._parse = parse
        self._templates: dict[str, nodes.Template] = {}
        self._scopes: dict[str, Scope] = {}
        self._aliases: dict[str, _Key] = {}

    def template(self, name: str) -> nodes.Template:
        """A template as it is written."""
        if name not in self._templates:
            self._templates[name] = self._parse(name)
        return self._templates[name]

    def scope(self, name: str) -> Scope:
        """The macros that a template knows."""
        if name not in self._scopes:
            self._scopes[name] = self.scope_of(self.template(name), name)
        return self._scopes[name]

    def scope_of(self, template: nodes.Template, name: str) -> Scope:
        """The macros of a template and those that it imports, by the names that they have in it."""
        found: dict[str, _Known] = {}
        for node in template.body:
            if isinstance(node, nodes.Macro):
                is_plain = not any(one.name in _OF_A_CALL for one in node.find_all(nodes.Name))
                found[node.name] = _Known(name, node, is_plain)
            elif isinstance(node, nodes.FromImport) and isinstance(node.template, nodes.Const):
                source = self.scope(node.template.value) if not node.with_context else {}
                named = [entry if isinstance(entry, tuple) else (entry, entry) for entry in node.names]
                own = {one for one, known in source.items() if known.template == node.template.value}
                found |= {alias: source[one] for one, alias in named if one in own}
        return found

    def body(self, known: _Known) -> _Body | None:
        """What a macro writes, with everything laid in; None where it must be called: in itself, above all."""
        if known.key not in self.bodies:
            self.bodies[known.key] = None
            scope = self.scope(known.template)
            self.bodies[known.key] = _Laying(self, scope, is_part=True).laid(known.macro.body)
        return self.bodies[known.key] if known.is_plain else None

    def alias(self, known: _Known) -> str:
        """The name under which a macro of another template is called."""
        self._aliases[known.alias] = known.key
        return known.alias

    def called(self, used: Iterable[str]) -> dict[str, _Key]:
        """Which of these names stand for macros that are called."""
        return {name: self._aliases[name] for name in used if name in self._aliases}


def lay_in(template: nodes.Template, name: str, parts: Parts) -> nodes.Template:
    """A template, which is not changed, with as much as possible laid in."""
    is_child = template.find(nodes.Extends) is not None
    laying = _Laying(parts, parts.scope_of(template, name), own=name)
    body: _Body = []
    for node in template.body:
        # What stands beside the blocks of a template that extends another is never written.
        body += [node] if is_child and isinstance(node, nodes.Output) else laying.laid([node])
    used = {one.name for node in body for one in node.find_all(nodes.Name) if one.ctx == "load"}
    called = parts.called(sorted(used))
    used |= {macro for source, macro in called.values() if source == name}
    if not is_child and template.find(nodes.Block) is None:
        # Others may import its macros.
        used |= {node.name for node in template.body if isinstance(node, nodes.Macro)}
    body = list(_used(body, used))
    before, after = _bound(called, name)
    return nodes.Template([*before, *body, *after], lineno=1)


def _bound(called: Mapping[str, _Key], name: str) -> tuple[_Body, _Body]:
    """The names of macros that are called: imports at the beginning, and at the end those of the template's own."""
    before: _Body = []
    after: _Body = []
    for alias, (source, macro) in called.items():
        if source == name:
            after.append(nodes.Assign(nodes.Name(alias, "store"), nodes.Name(macro, "load"), lineno=1))
        else:
            before.append(nodes.FromImport(nodes.Const(source), [(macro, alias)], False, lineno=1))
    return before, after


def _used(body: _Body, used: set[str]) -> Iterator[nodes.Node]:
    """Without macros and imports that nothing calls any more: each would be made anew for every page."""
    for node in body:
        if isinstance(node, nodes.FromImport):
            node.names = [entry for entry in node.names if (entry[1] if isinstance(entry, tuple) else entry) in used]
            if node.names:
                yield node
        elif not isinstance(node, nodes.Macro) or node.name in used:
            yield node


def _copied(node: nodes.Node) -> nodes.Node:
    """The node anew, with everything below it."""
    made = object.__new__(type(node))
    for name in node.fields:
        value = getattr(node, name)
        if isinstance(value, list):
            value = [_copied(one) if isinstance(one, nodes.Node) else one for one in value]
        setattr(made, name, _copied(value) if isinstance(value, nodes.Node) else value)
    made.lineno, made.environment = node.lineno, node.environment
    return made


class _Laying(NodeTransformer):
    """Lays in what statements use. `is_part`: they come to stand in other templates than their own.

    `own`: the template whose macros know the page.
    """

    def __init__(self, parts: Parts, scope: Scope, is_part: bool = False, own: str = "") -> None:
        self._parts = parts
        self._scope = scope
        self._is_part = is_part
        self._own = own

    def laid(self, given: Iterable[nodes.Node]) -> _Body:
        """Copies of statements, with everything laid in."""
        found = [self.visit(_copied(node)) for node in given]
        return [one for each in found for one in (each if isinstance(each, list) else [each])]

    def visit_Output(self, node: nodes.Output) -> _Body:  # noqa: N802 - Jinja's name, as are those below
        """The output as statements: what can be laid in, and between it what is written as it is."""
        made: _Body = []
        for child in node.nodes:
            laid = self._laid(child) if isinstance(child, nodes.Call) and isinstance(child.node, nodes.Name) else None
            if laid is not None:
                made += laid
            elif made and isinstance(made[-1], nodes.Output):
                made[-1].nodes.append(self.visit(child))
            else:
                made.append(nodes.Output([self.visit(child)], lineno=node.lineno))
        return made

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        """The template in place of its name, where it is a mere part."""
        if not isinstance(node.template, nodes.Const) or node.ignore_missing or not node.with_context:
            return node
        name = node.template.value
        part = self._parts.template(name)
        if any(part.find(kind) is not None for kind in _OF_A_WHOLE):
            return node
        body = [one for one in part.body if not isinstance(one, nodes.FromImport)]
        return nodes.Scope(_Laying(self._parts, self._parts.scope(name), is_part=True).laid(body), lineno=node.lineno)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        """A macro that must be called has a name of its own in other templates."""
        self.generic_visit(node)
        if self._is_part and isinstance(node.node, nodes.Name) and node.node.name in self._scope:
            alias = self._parts.alias(self._scope[node.node.name])
            node.node = nodes.Name(alias, "load", lineno=node.lineno)
        return node

    def _laid(self, call: nodes.Call) -> _Body | None:
        name = call.node.name  # type: ignore[attr-defined]  # the caller has seen that it is a name
        if name == ONCE and call.args and isinstance(call.args[0], nodes.Name):
            return self._once(call, call.args[0].name)
        return self._macro(call, self._scope[name]) if name in self._scope else self._message(call, name)

    def _macro(self, call: nodes.Call, known: _Known) -> _Body | None:
        """A macro's body, in which its parameters are what the call gives."""
        given, body = _given(call, known.macro), self._parts.body(known)
        if given is None or body is None:
            return None
        targets: list[nodes.Expr] = [nodes.Name(name, "param") for name in given]
        values = [self.visit(_copied(value)) for value in given.values()]
        return [nodes.With(targets, values, body, lineno=call.lineno)]

    def _once(self, call: nodes.Call, name: str) -> _Body | None:
        """A macro's body, made once for what the call gives. A macro that knows the page is laid in as any other."""
        known = self._scope.get(name)
        given = _given(nodes.Call(call.node, call.args[1:], call.kwargs, None, None), known.macro) if known else None
        body = self._parts.body(known) if known else None
        if known is None or given is None or body is None:
            return None
        targets: list[nodes.Expr] = [nodes.Name(one, "param") for one in given]
        values = [self.visit(_copied(value)) for value in given.values()]
        if known.template != self._own:
            loaded: list[nodes.Expr] = [nodes.Name(one, "load") for one in given]
            body = remembered("/".join(known.key), loaded, body, call.lineno)
        return [nodes.With(targets, values, body, lineno=call.lineno)]

    def _message(self, call: nodes.Call, name: str) -> _Body | None:
        """A message with variables: its words, and between them what the variables stand for."""
        catalogue = self._parts.catalogue
        constants = [argument.value for argument in call.args if isinstance(argument, nodes.Const)]
        variables = {one.key: one.value for one in call.kwargs}
        if name in MESSAGES and len(call.args) == len(constants) == MESSAGES[name]:
            said = catalogue.gettext(*constants) if len(constants) == 1 else catalogue.pgettext(*constants)
            found = filled(said, variables)
            return None if found is None else self.laid([found])
        if name == "ngettext" and len(call.args) == 3 and all(isinstance(one, nodes.Const) for one in call.args[:2]):
            forms = counted(catalogue, constants[0], constants[1], call.args[2], variables)
            return None if forms is None else self.laid([forms])
        return None


def _given(call: nodes.Call, macro: nodes.Macro) -> dict[str, nodes.Expr] | None:
    """What each parameter stands for; None where that is not plain."""
    names = [argument.name for argument in macro.args]
    given: dict[str, nodes.Expr] = dict(zip(names[len(names) - len(macro.defaults) :], macro.defaults, strict=True))
    if call.dyn_args is not None or call.dyn_kwargs is not None or len(call.args) > len(names):
        return None
    given |= zip(names, call.args, strict=False)
    given |= {one.key: one.value for one in call.kwargs}
    return given if set(given) == set(names) else None
