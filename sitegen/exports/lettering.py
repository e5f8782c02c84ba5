"""Words drawn with the fonts of the pages, letter by letter, without a shaping library: the same on every machine."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import field
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from sitegen.values import dataclass

ELLIPSIS = "…"
# Letters are placed to a quarter of a pixel, and measured at a size of 1000: lengths are thousandths of the size.
_PARTS = 4
_MEASURE = 1000
# What no font has: drawn as the box that stands for every unknown letter.
_UNKNOWN = "\U0010ffff"
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

Glyph = tuple[Image.Image, int, int]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a file, what it is without its accent, and its width in thousandths of the size."""

    text: str
    plain: str
    file: Path
    advance: float


@dataclass(frozen=True, slots=True)
class Typeface:
    """One weight of the typeface, which lies in several files: the first that has a letter draws it.

    A letter that none of them has is drawn without its accent, or not at all.
    """

    files: tuple[Path, ...]
    _fonts: dict[tuple[Path, int], ImageFont.FreeTypeFont] = field(default_factory=dict)
    _letters: dict[str, tuple[Letter, ...]] = field(default_factory=dict)
    _glyphs: dict[tuple[str, int, int], Glyph] = field(default_factory=dict)

    def length(self, text: str) -> float:
        """How wide a text is, in thousandths of its size."""
        return sum(width for _, width in self._spaced(text))

    def width(self, text: str, size: int) -> float:
        """How wide a text is, in pixels."""
        return self.length(text) * size / _MEASURE

    def write(self, canvas: Image.Image, place: tuple[float, int], text: str, size: int, ink: int) -> None:
        """Write a line on a canvas of one channel, beginning at `place`, which is on its base line.

        Dots get the value `ink`, those at the edges of letters one between it and the canvas's own.
        """
        at, base = place
        for letter, width in self._spaced(text):
            whole, part = divmod(round(at * _PARTS), _PARTS)
            mask, left, top = self._glyph(letter, size, part)
            canvas.paste(ink, (whole + left, base + top), mask)
            at += width * size / _MEASURE

    def _spaced(self, text: str) -> Iterator[tuple[Letter, float]]:
        """The letters that are drawn, each with how far it is to the next."""
        drawn = [letter for wanted in text for letter in self._of(wanted)]
        for letter, following in pairwise(drawn):
            yield letter, letter.advance + _KERNING.get((letter.plain, following.plain), 0)
        if drawn:
            yield drawn[-1], drawn[-1].advance

    def _of(self, wanted: str) -> tuple[Letter, ...]:
        """The letter; else its parts that the files have; else nothing."""
        if wanted not in self._letters:
            whole = self._found(wanted)
            parts = [whole] if whole else [self._found(part) for part in unicodedata.normalize("NFKD", wanted)]
            self._letters[wanted] = tuple(part for part in parts if part is not None)
        return self._letters[wanted]

    def _found(self, letter: str) -> Letter | None:
        for file in self.files:
            small = self._font(file, 32)
            if bytes(small.getmask(letter)) != bytes(small.getmask(_UNKNOWN)):
                advance = self._font(file, _MEASURE).getlength(letter)
                return Letter(letter, unicodedata.normalize("NFD", letter)[0], file, advance)
        return None

    def _font(self, file: Path, size: int) -> ImageFont.FreeTypeFont:
        key = (file, size)
        if key not in self._fonts:
            self._fonts[key] = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
        return self._fonts[key]

    def _glyph(self, letter: Letter, size: int, part: int) -> Glyph:
        """A letter's mask, and where its corner lies from the beginning of the base line."""
        key = (letter.text, size, part)
        if key not in self._glyphs:
            font = self._font(letter.file, size)
            left, top, right, bottom = (int(side) for side in font.getbbox(letter.text, anchor="ls"))
            mask = Image.new("L", (max(right - left, 0) + 2, max(bottom - top, 0) + 1))
            ImageDraw.Draw(mask).text((part / _PARTS - left, -top), letter.text, 255, font, anchor="ls")
            self._glyphs[key] = (mask, left, top)
        return self._glyphs[key]


def wrapped(face: Typeface, text: str, size: int, width: int) -> list[str]:
    """The text in as few lines as `width` pixels allow, all of about the same length. A wider word is cut."""
    limit = width * _MEASURE / size
    words = [(piece, face.length(piece)) for word in text.split(" ") for piece in _pieces(face, word, limit)]
    space = face.length(" ")
    count = len(_lines(words, space, limit))
    narrow = 0.0
    while limit - narrow > _MEASURE / 4:
        middle = (narrow + limit) / 2
        narrow, limit = (middle, limit) if len(_lines(words, space, middle)) > count else (narrow, middle)
    return _lines(words, space, limit)


def _lines(words: list[tuple[str, float]], space: float, width: float) -> list[str]:
    lines: list[list[str]] = []
    left = 0.0
    for word, length in words:
        left -= space + length
        if left < 0:
            lines.append([])
            left = width - length
        lines[-1].append(word)
    return [" ".join(line) for line in lines]


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
