"""A share picture as PNG: 1200 × 630, sixteen colours, the same bytes for the same picture.

It is drawn in indices of a palette that runs from paper to black, then from the emblem's blue to its yellow: the edge
of a letter or of a star is a mean of two indices, and no colour is ever computed. Most of a picture is the same on all
pictures of a site: only the rows in which something else stands are drawn and packed for each.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.attribution import emblem
from sitegen.attribution.derive import Statement
from sitegen.exports.lettering import Typeface, cut, lines_of, wrapped
from sitegen.exports.striped_png import Picture, Stroke
from sitegen.values import dataclass
from sitegen.views.share import HEIGHT, WIDTH, ShareFact, SharePicture

if TYPE_CHECKING:
    from PIL import Image

# Indices of the palette. The statement is black, as the rules have it (B-12).
PAPER, LINE, SOFT, INK, BLACK, BLUE, YELLOW, ACCENT = 0, 1, 6, 8, 9, 10, 14, 15
_ACCENT = "#0a5c4d"
# Lengths in pixels. `_FOOT`: the base line of the last words.
_MARGIN, _TOP, _FOOT, _GAP = 64, 52, 592, 56
_INNER = WIDTH - 2 * _MARGIN
# Height of the emblem beside a few lines; beside more it is taller.
_EMBLEM, _FEW = 104, 4
_SMOOTH = 8
_TITLE_SIZES = (76, 68, 60, 54, 48, 44, 40, 36, 32)
_FACT_SIZES = (40, 38, 36, 34, 32, 30, 28, 26, 24, 20, 16)
_SMALL = 24
# How many grounds are kept, of 1.5 MB each: a site has as many as kinds of support.
_MOST_GROUNDS = 16

Line = tuple[str, Typeface]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the pictures of one site with the same support have in common, and the row below which there is room."""

    picture: Picture
    top: int


class Painter:
    """Draws share pictures. What many of them have in common is drawn once."""

    def __init__(self, regular: Typeface, bold: Typeface) -> None:
        self.regular, self.bold = regular, bold
        self._grounds: dict[tuple[tuple[Statement, ...], str], Ground] = {}

    @classmethod
    def of(cls, fonts: Path) -> Painter:
        """The painter that writes with the fonts of the pages, which lie in the folder `fonts`."""
        files = ("ubuntu-latin-{}-normal.woff2", "ubuntu-derivative-sitegen-{}.woff2")
        regular, bold = (Typeface(tuple(fonts / name.format(weight) for name in files)) for weight in (400, 700))
        return cls(regular, bold)

    def draw(self, picture: SharePicture) -> bytes:
        """The picture as a PNG file."""
        ground = self._ground(picture.statements, picture.site)
        return ground.picture.finished(self._strokes(picture, ground.top))

    def _strokes(self, picture: SharePicture, top: int) -> Iterator[Stroke]:
        """What is not on the ground."""
        bottom = _FOOT - _SMALL
        if picture.facts:
            yield from self._facts(picture.facts)
            bottom = _FOOT - 148
        if picture.facts and picture.union_percent is not None:
            bottom -= 26
            yield _bar(picture.union_percent, bottom)
        yield from self._title(picture.title, top, bottom)
        note = self.regular.width(picture.note, _SMALL)
        if note + _GAP + self.bold.width(self._site(picture.site), _SMALL) <= _INNER:
            yield _written((picture.note, self.regular), (WIDTH - _MARGIN - note, _FOOT), _SMALL, SOFT)

    def _ground(self, statements: tuple[Statement, ...], site: str) -> Ground:
        key = (statements, site)
        if key not in self._grounds:
            if len(self._grounds) >= _MOST_GROUNDS:
                self._grounds.clear()
            self._grounds[key] = self._made_ground(statements, site)
        return self._grounds[key]

    def _made_ground(self, statements: tuple[Statement, ...], site: str) -> Ground:
        from PIL import Image  # noqa: PLC0415 - Pillow: slow to load, needed where something is drawn

        canvas = Image.new("L", (WIDTH, HEIGHT), PAPER)
        canvas.paste(ACCENT, (0, HEIGHT - 10, WIDTH, HEIGHT))
        self.bold.write(canvas, (_MARGIN, _FOOT), self._site(site), _SMALL, INK)
        top = self._support(canvas, statements) if statements else _TOP
        return Ground(Picture(canvas, _palette()), top)

    def _site(self, site: str) -> str:
        return cut(self.bold, site, _SMALL, _INNER * 2 // 3)

    def _support(self, canvas: Image.Image, statements: tuple[Statement, ...]) -> int:
        """The emblem, with the statement on its right; where they end."""
        lines = [line for one in statements for line in self._lines(one)]
        tall = _EMBLEM if len(lines) <= _FEW else _EMBLEM * 3 // 2
        wide = tall * emblem.WIDTH // emblem.HEIGHT
        canvas.paste(_emblem(wide, tall), (_MARGIN, _TOP))
        left = _MARGIN + wide + tall // 4
        size = 40 if len(lines) == 1 else max(22, 38 - 2 * len(lines))
        while size > 12 and max(face.width(text, size) for text, face in lines) > WIDTH - _MARGIN - left:
            size -= 1
        height = round(size * 1.3)
        used = height * len(lines)
        for stroke in _stack(lines, (left, _TOP + max(0, (tall - used) // 2)), (size, height), BLACK):
            stroke.draw(canvas, 0)
        end = _TOP + max(tall, used) + 32
        canvas.paste(LINE, (_MARGIN, end, WIDTH - _MARGIN, end + 2))
        return end + 2

    def _lines(self, statement: Statement) -> list[Line]:
        return [(statement.lead, self.bold), *((fund, self.regular) for fund in statement.funds)]

    def _title(self, title: str, top: int, bottom: int) -> Iterator[Stroke]:
        """The title in the largest letters that hold it, in the middle of what is left; cut where none do."""
        lines, size, height = self._fitted(title, bottom - top - 44)
        place = (_MARGIN, top + (bottom - top - height * len(lines)) // 2)
        return _stack(((line, self.bold) for line in lines), place, (size, height), INK)

    def _fitted(self, title: str, room: int) -> tuple[list[str], int, int]:
        """The lines of a title, their size, and the height of each."""
        for size in _TITLE_SIZES:
            height = round(size * 1.16)
            if height * lines_of(self.bold, title, size, _INNER) <= room:
                return wrapped(self.bold, title, size, _INNER), size, height
        lines = wrapped(self.bold, title, size, _INNER)
        fit = max(1, room // height)
        return [*lines[: fit - 1], cut(self.bold, " ".join(lines[fit - 1 :]), size, _INNER)], size, height

    def _facts(self, facts: tuple[ShareFact, ...]) -> Iterator[Stroke]:
        """The facts beside one another. Their names stand at the same places wherever values are equally wide."""
        for size in _FACT_SIZES:
            widths = [max(self.regular.width(one.name, 26), self.bold.width(one.value, size)) for one in facts]
            if sum(widths) + _GAP * (len(facts) - 1) <= _INNER:
                break
        at = float(_MARGIN)
        for fact, width in zip(facts, widths, strict=True):
            yield _written((fact.name, self.regular), (at, _FOOT - 114), 26, SOFT, (fact.name, at))
            yield _written((fact.value, self.bold), (at, _FOOT - 66), size, INK)
            at += width + _GAP


def _stack(lines: Iterable[Line], place: tuple[int, int], measure: tuple[int, int], ink: int) -> Iterator[Stroke]:
    """Lines below one another. `place`: their corner; `measure`: the size of letters, and the height of a line."""
    left, top = place
    size, height = measure
    base = top + (height + round(size * 0.7)) // 2
    for line in lines:
        yield _written(line, (left, base), size, ink)
        base += height


def _written(line: Line, place: tuple[float, int], size: int, ink: int, key: Hashable = None) -> Stroke:
    """A line that begins at `place`, on its base line. `key`: as of a stroke."""
    text, face = line
    left, base = place

    def write(canvas: Image.Image, top: int) -> None:
        face.write(canvas, (left, base - top), text, size, ink)

    return Stroke(face.rows(base, text, size), write, key)


def _bar(percent: Decimal, top: int) -> Stroke:
    """How much of the whole the Union pays."""
    width = round(_INNER * min(max(percent, Decimal(0)), Decimal(100)) / 100)

    def paste(canvas: Image.Image, first: int) -> None:
        canvas.paste(LINE, (_MARGIN, top - first, _MARGIN + _INNER, top - first + 12))
        canvas.paste(ACCENT, (_MARGIN, top - first, _MARGIN + width, top - first + 12))

    return Stroke((top, top + 12), paste, width)


def _emblem(wide: int, tall: int) -> Image.Image:
    """The emblem in the palette's indices, drawn large and made small so that its stars have smooth edges."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

    width, height = wide * _SMOOTH, tall * _SMOOTH
    stars = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(stars)
    for centre in emblem.star_centres():
        pen.polygon([(x * width / emblem.WIDTH, y * height / emblem.HEIGHT) for x, y in emblem.star(centre)], fill=255)
    made = Image.new("L", (wide, tall), BLUE)
    made.paste(YELLOW, (0, 0), stars.resize((wide, tall), Image.Resampling.BOX))
    return made


def _palette() -> bytes:
    """The sixteen colours, red, green and blue of each in turn."""
    greys = [(255 - 255 * index // BLACK,) * 3 for index in range(BLACK + 1)]
    steps = YELLOW - BLUE
    blue, yellow, accent = (bytes.fromhex(colour.removeprefix("#")) for colour in (emblem.BLUE, emblem.YELLOW, _ACCENT))
    mixed = [
        tuple(one + (other - one) * step // steps for one, other in zip(blue, yellow, strict=True))
        for step in range(steps + 1)
    ]
    return bytes(part for colour in (*greys, *mixed, accent) for part in colour)
