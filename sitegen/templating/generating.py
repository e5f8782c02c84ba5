"""Python code out of templates, shorter than Jinja's own for what these templates do.

Jinja asks the environment for every attribute, which may be an item of a dictionary, makes an object of every text that
it escapes, and hands on every piece by itself. Views have attributes, and all pieces are joined at once. What is left
out costs 0.1 to 0.8 µs each time, some thousand times a page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

# What `escape` itself calls: a `Markup` of each answer, and a text of that, would take as long again.
_escaped: Callable[[str], str] = markupsafe._escape_inner  # type: ignore[attr-defined]  # it has no public name

# What may be asked of an attribute that is not there.
_ASKING = frozenset({"defined", "undefined", "default", "d"})


def written(value: object) -> str:
    """What a template writes for a value: the same text as Jinja, without a `Markup` around it."""
    if value.__class__ is str:
        return _escaped(value)
    if value.__class__ is Markup:
        return value
    return str(escape(value)) if hasattr(value, "__html__") else _escaped(str(value))


class Generator(CodeGenerator):
    """Writes attributes as attributes, `is none` as Python says it, and gathers a block's pieces in a list."""

    _is_gathering = False

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """The whole module. An include without context writes past the list, so there is none then."""
        self._is_gathering = all(one.with_context for one in node.find_all(nodes.Include))
        self._gathering: list[Frame] = []
        self._is_child = node.find(nodes.Extends) is not None
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """What every function begins with."""
        super().write_commons()
        self.writeline("written = environment.written")

    def enter_frame(self, frame: Frame) -> None:
        """A block, or the template that the blocks stand in, has a list of its own."""
        super().enter_frame(frame)
        is_outermost = frame.block_frame or (frame.toplevel and not self._is_child)
        if self._is_gathering and is_outermost and frame.buffer is None:
            self.buffer(frame)
            self._gathering.append(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """At its end the list is joined."""
        if self._gathering and self._gathering[-1] is frame:
            self._gathering.pop()
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """An attribute."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        """A test."""
        if node.name == "none":
            self.write("(")
            self.visit(node.node, frame)
            self.write(" is None)")
            return
        node.node = _asked(node.node, node.name)
        super().visit_Test(node, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        """A filter."""
        if node.node is not None:
            node.node = _asked(node.node, node.name)
        super().visit_Filter(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("written(")


def _asked(node: nodes.Expr, name: str) -> nodes.Expr:
    """The attribute as what may be an item, where it is asked whether it is there."""
    if name not in _ASKING or not isinstance(node, nodes.Getattr):
        return node
    return nodes.Getitem(node.node, nodes.Const(node.attr), "load", lineno=node.lineno, environment=node.environment)
