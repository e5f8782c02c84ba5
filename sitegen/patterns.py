"""Regular expressions that are compiled at first use.

All of them at every start took some 50 ms, and a build after a small change uses half of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")


class _Compiled:
    """A pattern's own methods, found as quickly as those of the library's class."""

    pattern: Any
    flags: int

    def __init__(self, text: Any, flags: int) -> None:
        self.pattern, self.flags = text, flags

    def __reduce__(self) -> tuple[Any, ...]:
        return regex, (self.pattern, self.flags)


class _Pattern(_Compiled):
    """A pattern as it is written; whoever asks for one of its methods finds it compiled from then on."""

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        if name in _METHODS:
            for method in _METHODS:
                setattr(self, method, getattr(compiled, method))
            self.__class__ = _Compiled  # type: ignore[assignment]  # which has no `__getattr__` to ask first
        return getattr(compiled, name)


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, compiled when one of its methods is first asked for; for constants of modules."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, int(flags)))
