"""Exceptions from checks that are written in a text as comments: `<!-- allow placeholder: quoted from the act -->`.

The page does not show them; `sitegen.rules.exceptions` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ALLOW = (
    r"<!--[ \t]*allow[ \t]+(?P<code>[a-z0-9-]+)[ \t]*:?[ \t]*"
    r"(?P<reason>(?:(?!-->|<!--)[^\n]|\n(?![ \t]*\n)){0,1000}?)-->"
)
_COMMENT = re.compile(_ALLOW)
# A comment on lines of its own goes with them, else it would leave an empty line; one in code is a text about comments.
_NAMELESS = re.sub(r"\?P<\w+>", "", _ALLOW)
_COMMENT_OR_CODE = re.compile(
    rf"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)|^[ \t]*{_NAMELESS}[ \t]*(?:\n|\Z)|{_NAMELESS}", re.MULTILINE
)


def allowances(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """The comments, with the groups `code` and `reason`."""
    for match in _COMMENT_OR_CODE.finditer(text, start):
        found = None if match["ticks"] else _COMMENT.search(text, match.start(), match.end())
        if found:
            yield found


def without_allowances(text: str) -> str:
    """The text as it is shown."""
    return _COMMENT_OR_CODE.sub(lambda match: match[0] if match["ticks"] else "", text) if "<!--" in text else text
