"""What an inspection finds, before it is known where the page lies."""

from __future__ import annotations

from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A fault: its code, the parameters of its sentence, and its line and column in what was read (line 0: all)."""

    code: str
    parameters: tuple[tuple[str, str], ...] = ()
    at: tuple[int, int] = (0, 0)


def fault(code: str, at: tuple[int, int] = (0, 0), /, **parameters: str) -> Found:
    """A fault with its parameters in order."""
    return Found(code, tuple(sorted(parameters.items())), at)
