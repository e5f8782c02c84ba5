"""Text in XML. The standard library's functions for it come with its whole client for the web: 30 ms of every start."""

from __future__ import annotations


def escape(text: str) -> str:
    """The text between two tags."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def quoteattr(text: str) -> str:
    """The text as an attribute's value, in quotation marks."""
    text = escape(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in text:
        return f'"{text}"'
    return "'" + text + "'" if "'" not in text else '"' + text.replace('"', "&quot;") + '"'
