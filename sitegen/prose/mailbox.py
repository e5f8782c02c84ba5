"""Mailboxes between angle brackets, as plain links."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

MAILBOX = r"<([^<> !]+@[^@<> ]+)>"


class Mailbox(InlineProcessor):
    """`<name@example.lv>` as a plain link: the library writes it in entities, which hide it from readers of links."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        link = Element("a", href=f"mailto:{m[1]}")
        link.text = AtomicString(m[1])
        return link, m.start(0), m.end(0)
