"""What macros have written: the parts that pages share are made once, and laid in as finished text.

`{{ once(macro, …) }}` writes what a macro of another template writes for these values. Such a macro knows nothing but
what it is given, so the same values make the same text; one of the same template is written anew each time. Head, menu,
attribution, footer, the filters of lists and cards stand on thousands of pages alike.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, nodes
from markupsafe import Markup

ONCE = "once"
# How many texts are remembered, 4 MB a language. At 1,000 projects three of four cards are found again; with 768, one.
_MOST = 2048
# The filters, which Jinja calls more directly than functions, and the names of the text in the code of a template.
_KNOWN, _KEEP, _TEXT = "once_known", "once_keep", "once_text"
_Key = tuple[str | int, ...]


class _Texts:
    """Texts by the macro and what it was given: words by what they say, all else by what it is."""

    def __init__(self) -> None:
        self._texts: dict[_Key, tuple[Markup, tuple[Any, ...]]] = {}

    def known(self, place: str, *given: Any) -> Markup | None:
        """The text, if it was made."""
        found = self._texts.get(_key(place, given))
        return found[0] if found is not None else None

    def keep(self, text: Markup, place: str, *given: Any) -> Markup:
        """Remember a text, and what it was made from: so that nothing else can be taken for it."""
        if len(self._texts) >= _MOST:
            self._texts.clear()
        self._texts[_key(place, given)] = (text, given)
        return text


def _key(place: str, given: tuple[Any, ...]) -> _Key:
    return (place, *(one if one.__class__ is str else id(one) for one in given))


def remember_in(environment: Environment) -> None:
    """Give an environment `once`, and what it is compiled to."""
    texts = _Texts()
    environment.globals[ONCE] = lambda macro, *given, **named: macro(*given, **named)
    environment.filters.update({_KNOWN: texts.known, _KEEP: texts.keep})


def remembered(place: str, given: list[nodes.Expr], body: list[nodes.Node], line: int) -> list[nodes.Node]:
    """The statements that write a text: what is remembered for what is given, else what `body` writes."""

    def filtered(value: nodes.Expr, name: str, arguments: list[nodes.Expr]) -> nodes.Filter:
        return nodes.Filter(value, name, arguments, [], None, None, lineno=line)

    known = filtered(nodes.Const(place), _KNOWN, given)
    made = filtered(nodes.Name(_TEXT, "load"), _KEEP, [nodes.Const(place), *given])
    is_new = nodes.Test(nodes.Name(_TEXT, "load"), "none", [], [], None, None, lineno=line)
    make: list[nodes.Node] = [
        nodes.AssignBlock(nodes.Name(_TEXT, "store"), None, body, lineno=line),
        nodes.Output([made], lineno=line),
    ]
    write: list[nodes.Node] = [nodes.Output([nodes.Name(_TEXT, "load")], lineno=line)]
    return [
        nodes.Assign(nodes.Name(_TEXT, "store"), known, lineno=line),
        nodes.If(is_new, make, [], write, lineno=line),
    ]
