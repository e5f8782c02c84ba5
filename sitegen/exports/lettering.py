"""Words drawn with the fonts of the pages, letter by letter, without a shaping library: the same on every machine."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sitegen.values import dataclass

if TYPE_CHECKING:
    from PIL import Image, ImageFont
    from PIL._imaging import ImagingCore

K = TypeVar("K")
V = TypeVar("V")

ELLIPSIS = "…"
# Letters are placed to a quarter of a pixel, and measured at a size of 1000: lengths are thousandths of the size.
_PARTS = 4
_MEASURE = 1000
# What no font has: drawn as the box that stands for every unknown letter.
_UNKNOWN = "\U0010ffff"
# Stands after the last letter of a line.
_END = ""
# Pairs that look far apart without it, in thousandths of the size: (first letters, second letters, by how much).
_PAIRS = (
    ("T", "acdegoqsvwy", -65),
    ("T", "mnprutz", -55),
    ("TVY", "AJ", -75),
    ("AL", "TVY", -75),
    ("Y", "acdegoqs", -65),
    ("Y", "mnpru", -35),
    ("V", "acdegoqs", -45),
    ("W", "acdegoq", -28),
    ("AK", "vwy", -35),
    ("K", "COcdeo", -40),
    ("L", "vy", -42),
    ("PF", "A", -52),
    ("PFTVYW", ".,", -75),
    ("rfvwy", ".,", -50),
    ("k", "cdeo", -30),
    ("LTVYZ", "-–", -50),
)
_KERNING = {(a, b): by for firsts, seconds, by in reversed(_PAIRS) for a in firsts for b in seconds}

# How many letters' pictures and words' lengths a typeface keeps: a site needs a few hundred of the first.
_MOST_GLYPHS, _MOST_LENGTHS = 4096, 8192

Box = tuple[int, int, int, int]
"""Where a letter's mask has its corner, from the beginning of the base line; its width and height."""
Glyph = tuple["ImagingCore", int, int, int, int]
"""A letter's mask, and its box."""
Rows = tuple[int, int]
"""The first row of some, and the one after the last."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a file, what it is without its accent, and its width in thousandths of the size."""

    text: str
    plain: str
    file: Path
    advance: float


class _Made(dict[K, V]):
    """Answers that are made when they are asked for the first time; at most so many are kept."""

    def __init__(self, make: Callable[[K], V], most: int) -> None:
        self._make, self._most = make, most

    def __missing__(self, key: K) -> V:
        if len(self) >= self._most:
            self.clear()
        made = self[key] = self._make(key)
        return made


class Typeface:
    """One weight of the typeface, which lies in several files: the first that has a letter draws it.

    A letter that none of them has is drawn without its accent, or not at all.
    """

    def __init__(self, files: tuple[Path, ...]) -> None:
        self._files = files
        self._fonts = _Made(self._font, _MOST_GLYPHS)
        self._letters = _Made(self._found, _MOST_LENGTHS)
        self._drawn = _Made(self._drawn_for, _MOST_LENGTHS)
        self._steps = _Made(self._step, _MOST_LENGTHS)
        self._lengths = _Made(self._length, _MOST_LENGTHS)
        self._boxes = _Made(self._box, _MOST_GLYPHS)
        self._glyphs = _Made(self._glyph, _MOST_GLYPHS)

    def length(self, text: str) -> float:
        """How wide a text is, in thousandths of its size."""
        return self._lengths[text]

    def width(self, text: str, size: int) -> float:
        """How wide a text is, in pixels."""
        return self._lengths[text] * size / _MEASURE

    def rows(self, base: int, text: str, size: int) -> Rows:
        """The rows that a line on this base line touches."""
        boxes = [self._boxes[letter, size] for letter in set(text.translate(self._drawn))]
        first = min([top for _, top, _, _ in boxes], default=0)
        last = max([top + tall for _, top, _, tall in boxes], default=0)
        return base + min(first, 0), base + max(last, 0)

    def write(self, canvas: Image.Image, place: tuple[float, int], text: str, size: int, ink: int) -> None:
        """Write a line on a canvas of one channel, beginning at `place`, on its base line.

        Dots get the value `ink`, those at the edges of letters one between it and the canvas's own.
        """
        at, base = place
        # Pillow's own `Image.paste` does this too, and looks at both pictures each time: 7 µs a letter more.
        paste, glyphs = canvas.im.paste, self._glyphs
        for letter, width in self._spaced(text):
            parts = round(at * _PARTS)
            mask, left, top, wide, tall = glyphs[letter, size, parts % _PARTS]
            x, y = parts // _PARTS + left, base + top
            paste(ink, (x, y, x + wide, y + tall), mask)
            at += width * size / _MEASURE

    def _spaced(self, text: str) -> Iterator[tuple[str, float]]:
        """The letters that are drawn, each with how far it is to the next."""
        drawn = text.translate(self._drawn)
        return zip(drawn, map(self._steps.__getitem__, zip_longest(drawn, drawn[1:], fillvalue=_END)), strict=True)

    def _length(self, text: str) -> float:
        length = 0.0
        for _, width in self._spaced(text):  # not `sum`: it rounds in another way from Python 3.12 on
            length += width
        return length

    def _step(self, pair: tuple[str, str]) -> float:
        letter, following = (self._letters[one] for one in pair)
        assert letter is not None
        return letter.advance + (_KERNING.get((letter.plain, following.plain), 0) if following else 0)

    def _drawn_for(self, number: int) -> str:
        """What is drawn for a letter: itself; else its parts that the files have; else nothing."""
        wanted = chr(number)
        if self._letters[wanted]:
            return wanted
        return "".join(part for part in unicodedata.normalize("NFKD", wanted) if self._letters[part])

    def _found(self, letter: str) -> Letter | None:
        for file in self._files if letter != _END else ():
            small = self._fonts[file, 32]
            if bytes(small.getmask(letter)) != bytes(small.getmask(_UNKNOWN)):
                advance = self._fonts[file, _MEASURE].getlength(letter)
                return Letter(letter, unicodedata.normalize("NFD", letter)[0], file, advance)
        return None

    def _font(self, key: tuple[Path, int]) -> ImageFont.FreeTypeFont:
        from PIL import ImageFont  # noqa: PLC0415 - Pillow: slow to load, needed where something is drawn

        file, size = key
        return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)

    def _box(self, key: tuple[str, int]) -> Box:
        text, size = key
        left, top, right, bottom = (int(side) for side in self._font_of(text, size).getbbox(text, anchor="ls"))
        return left, top, max(right - left, 0) + 2, max(bottom - top, 0) + 1

    def _glyph(self, key: tuple[str, int, int]) -> Glyph:
        from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

        text, size, part = key
        left, top, wide, tall = self._boxes[text, size]
        mask = Image.new("L", (wide, tall))
        place = (part / _PARTS - left, -top)
        ImageDraw.Draw(mask).text(place, text, 255, self._font_of(text, size), anchor="ls")
        return mask.im, left, top, wide, tall

    def _font_of(self, text: str, size: int) -> ImageFont.FreeTypeFont:
        letter = self._letters[text]
        assert letter is not None
        return self._fonts[letter.file, size]


def wrapped(face: Typeface, text: str, size: int, width: int) -> list[str]:
    """The text in as few lines as `width` pixels allow, all of about the same length. A wider word is cut."""
    limit = width * _MEASURE / size
    words = _words(face, text, limit)
    lengths, space = [face.length(word) for word in words], face.length(" ")
    count = len(_starts(lengths, space, limit))
    narrow = 0.0
    while limit - narrow > _MEASURE / 4:
        middle = (narrow + limit) / 2
        narrow, limit = (middle, limit) if len(_starts(lengths, space, middle)) > count else (narrow, middle)
    starts = _starts(lengths, space, limit)
    return [" ".join(words[start:end]) for start, end in zip(starts, [*starts[1:], len(words)], strict=True)]


def lines_of(face: Typeface, text: str, size: int, width: int) -> int:
    """How many lines `wrapped` makes."""
    limit = width * _MEASURE / size
    return len(_starts([face.length(word) for word in _words(face, text, limit)], face.length(" "), limit))


def _starts(lengths: list[float], space: float, width: float) -> list[int]:
    """The numbers of the words that begin a line."""
    starts, left = [], 0.0
    for number, length in enumerate(lengths):
        left -= space + length
        if left < 0:
            starts.append(number)
            left = width - length
    return starts


def _words(face: Typeface, text: str, limit: float) -> list[str]:
    return [piece for word in text.split(" ") for piece in _pieces(face, word, limit)]


def _pieces(face: Typeface, word: str, limit: float) -> list[str]:
    if face.length(word) <= limit:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and face.length(pieces[-1] + letter) > limit:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def cut(face: Typeface, text: str, size: int, width: int) -> str:
    """A text that fits in `width` pixels; of a longer one as many words as do, and an ellipsis for the rest."""
    if face.width(text, size) <= width:
        return text
    kept = text
    while kept and face.width(kept + ELLIPSIS, size) > width:
        kept = kept.rpartition(" ")[0] if " " in kept else kept[:-1]
    return kept.rstrip(" ,;:–-") + ELLIPSIS
