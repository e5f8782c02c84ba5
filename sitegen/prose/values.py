"""What a parsed text is: HTML with slots, and what goes into them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from sitegen.values import dataclass

# Private-use characters that stand for the n-th fact or link until it is filled in.
FACT, LINK, END = "\ue000", "\ue001", "\ue002"


class PlaceKind(StrEnum):
    """What stands at a place: tells a link's target from the same words in a sentence."""

    WORDS = "words"
    LINK = "link"
    TAG = "tag"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the text something stands: the n-th time that its words are used for this."""

    words: str
    occurrence: int
    kind: PlaceKind = PlaceKind.WORDS


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or a picture, as written."""

    target: str
    place: Place
    is_picture: bool = False

    @property
    def has_fact(self) -> bool:
        """Whether a fact is part of the target, which is known only once it is filled in."""
        return FACT in self.target


@dataclass(frozen=True, slots=True)
class FactReference:
    """A fact, by name, with the slug of its project when one is written in front."""

    name: str
    project: str
    place: Place


@dataclass(frozen=True, slots=True)
class Filling:
    """A fact in words: as plain text, and as HTML where it is more than that."""

    text: str
    html: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in the text that is an error whatever the record says."""

    code: str
    place: Place
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """A parsed text: HTML with slots, what goes into them, its anchors, and what is wrong with it."""

    html: str
    facts: tuple[FactReference, ...] = ()
    links: tuple[Reference, ...] = ()
    anchors: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()

    def __reduce__(self) -> tuple[Callable[..., Prose], tuple[object, ...]]:
        """Plain tuples, and nothing for what there is none of: a third of the time that a copy of each value takes."""
        if not (self.facts or self.links or self.anchors or self.flaws):
            return Prose, (self.html,)
        rest = (
            tuple([(fact.name, fact.project, _packed(fact.place)) for fact in self.facts]),
            tuple([(link.target, link.is_picture, _packed(link.place)) for link in self.links]),
            self.anchors,
            tuple([(flaw.code, flaw.parameters, _packed(flaw.place)) for flaw in self.flaws]),
        )
        return _prose, (self.html, *rest)


_Packed = tuple[str, int, str]


def _packed(place: Place) -> _Packed:
    return place.words, place.occurrence, place.kind.value


def _place(packed: _Packed) -> Place:
    words, occurrence, kind = packed
    return Place(words, occurrence, PlaceKind(kind))


def _prose(
    html: str,
    facts: tuple[tuple[str, str, _Packed], ...],
    links: tuple[tuple[str, bool, _Packed], ...],
    anchors: tuple[str, ...],
    flaws: tuple[tuple[str, tuple[tuple[str, str], ...], _Packed], ...],
) -> Prose:
    return Prose(
        html,
        tuple([FactReference(name, project, _place(place)) for name, project, place in facts]),
        tuple([Reference(target, _place(place), is_picture) for target, is_picture, place in links]),
        anchors,
        tuple([Flaw(code, _place(place), parameters) for code, parameters, place in flaws]),
    )
