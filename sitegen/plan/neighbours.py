"""Which address may be meant by one that is not published: what lies beside it, or is called alike elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from difflib import get_close_matches

# To look for likeness takes long: after so many times nothing is suggested; who has mended these is told of the others.
_MOST = 30


class Neighbours:
    """What is published, by the folder that it lies in and by its name."""

    def __init__(
        self, beside: Mapping[str, Sequence[str]], named: Mapping[str, Sequence[str]], known: Container[str]
    ) -> None:
        self._beside = beside
        self._named = named
        self._known = known
        self._left = _MOST

    @classmethod
    def of(cls, published: Iterable[str], known: Container[str]) -> Neighbours:
        """Those of published paths. `known`: what has been published before."""
        beside, named = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
        for path in published:
            folder, name = _parts(path)
            beside[folder].append(path)
            named[name].append(path)
        return cls(beside, named, known)

    def successor(self, path: str) -> str:
        """What is likely published in the place of a past address; empty if nothing is.

        What is new beside it and called alike; called the same elsewhere; called alike; or alone new beside it.
        """
        if self._left <= 0:
            return ""
        folder, name = _parts(path)
        alike = [one for one in self._beside.get(folder, ()) if _is_page(one) == _is_page(path)]
        new = [one for one in alike if one not in self._known]
        own = [one for one in self._named.get(name, ()) if _is_page(one) == _is_page(path) and _top(one) == _top(path)]
        near = self._like(path, new) or own[:1] or self._like(path, alike, 0.85)
        return next(iter(near or (new if len(new) == 1 else ())), "")

    def closest(self, path: str) -> str:
        """What somebody may have meant who wrote a path; empty if nothing is like it."""
        folder, name = _parts(path)
        near = self._like(path, self._beside.get(folder, ()), 0.8) or self._named.get(name, ())
        return next(iter(near), "")

    def _like(self, path: str, others: Sequence[str], least: float = 0.6) -> list[str]:
        if not others or self._left <= 0:
            return []
        self._left -= 1
        return get_close_matches(path, others, n=1, cutoff=least)


def _parts(path: str) -> tuple[str, str]:
    """The folder that a page or a file lies in, and its name there."""
    folder, _, name = path.rstrip("/").rpartition("/")
    return folder, name


def _is_page(path: str) -> bool:
    return path.endswith("/")


def _top(path: str) -> str:
    return path.partition("/")[0]
