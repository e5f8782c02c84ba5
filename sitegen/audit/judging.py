"""What a browser showed on one screen, held against the rules."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.attribution.appearance import BORDER, PROPORTION, PROPORTION_TOLERANCE, STAR, TEXT_COLOURS, Screen
from sitegen.audit.finding import Fault
from sitegen.audit.running import Running
from sitegen.audit.seen import Box, EmblemSeen, LineSeen, PictureSeen, Rgb, ScreenSeen
from sitegen.inspection.attribution import THE_BLOCK, THE_EMBLEM, THE_MARK, words_at_fault
from sitegen.inspection.block import Item, ItemKind
from sitegen.inspection.expected import Expected, consumed
from sitegen.inspection.findings import fault
from sitegen.languages import Language
from sitegen.models.site import Visibility
from sitegen.values import dataclass

# A light ground, on which the emblem needs no border (E-09): the least of its three colours.
_LIGHT = 235
# How far from the emblem, in its heights, the statement may begin; the smallest letters, in px. Practice, not law.
_FAR = 1.5
_TINY = 9
# How far a browser may be off when it places things on whole pixels.
_ROUNDING = 0.6


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page is judged by: the words it must hold, whether the law itself asks it to be in view, settings.

    `running`: what of it can run a program, and with it change the page or store something.
    """

    wanted: Expected
    language: Language
    must_be_in_view: bool
    settings: Visibility
    running: Running

    @property
    def statement(self) -> frozenset[str]:
        """The texts that are the statement: what stands beside the emblem, and the funds under it."""
        words = (word for word in self.wanted.words if word.code in {"statement-missing", "fund-name-missing"})
        return frozenset(text for word in words for text in (word.text, *word.others))


def judge(seen: ScreenSeen, screen: Screen, sight: Sight) -> Iterator[Fault]:
    """Everything that is wrong on a screen."""
    if seen.width > screen.width + 1:
        yield Fault(fault("sideways-scroll", seen=f"{seen.width:g}", expected=f"{screen.width}"))
    if seen.block is None:
        if sight.wanted.words:  # it stands in the bytes
            yield Fault(fault("attribution-missing"))
        return
    if seen.block.hidden:
        yield Fault(fault("block-hidden", what=THE_BLOCK, seen=seen.block.hidden), seen.block.box)
    else:
        yield from _hidden(seen)
    yield from _words(seen, sight)
    yield from _place(seen, screen, sight)
    if seen.emblem is None:
        yield Fault(fault("emblem-missing"), seen.block.box)
    if seen.emblem is not None and not seen.emblem.hidden:
        yield from _emblem(seen.emblem, sight.settings)
        yield from _logos(seen, seen.emblem)
        yield from _sides(seen, seen.emblem, sight)
        yield from _beside(statement_lines(seen, sight), seen.emblem)
    for line in statement_lines(seen, sight):
        yield from _line(line, sight.settings)


def statement_lines(seen: ScreenSeen, sight: Sight) -> list[LineSeen]:
    """The lines that say the statement; all plain ones of the block where none is worded as it should be.

    The link to the Commission's page on a fund says the fund's name too, and is no part of the statement.
    """
    pages = {text for text, _ in sight.wanted.links}
    own = [line for line in seen.lines if not (line.is_link and line.text in pages)]
    said = [line for line in own if consumed(line.text, sight.statement) is not None]
    return said or [line for line in own if not line.is_link]


def _words(seen: ScreenSeen, sight: Sight) -> Iterator[Fault]:
    """The words as they are shown, held against the same as those in the bytes: what is shown need not be these."""
    items = [Item(ItemKind.TEXT, line.text, "", frozenset(), (0, 0)) for line in seen.lines]
    items += [Item(ItemKind.PICTURE, mark.text, mark.address, frozenset(), (0, 0)) for mark in seen.marks]
    box = seen.block.box if seen.block else None
    yield from (Fault(found, box) for found in words_at_fault(items, sight.wanted, sight.language))


def _hidden(seen: ScreenSeen) -> Iterator[Fault]:
    """What of the block cannot be seen; what one element hides is told once."""
    told: set[str] = set()
    for what, reason, box in _unseen(seen):
        if reason and reason not in told:
            yield Fault(fault("block-hidden", what=what, seen=reason), box)
        told |= {reason} if reason.endswith(")") else set()


def _unseen(seen: ScreenSeen) -> Iterator[tuple[str, str, Box]]:
    if seen.emblem is not None:
        yield THE_EMBLEM, seen.emblem.hidden, seen.emblem.box
    for line in seen.lines:
        yield f"“{line.text}”", line.hidden, line.box
    for mark in seen.marks:
        what = f"“{mark.text}”" if mark.text else THE_MARK
        yield what, mark.hidden or ("" if mark.is_loaded else mark.address), mark.box


def _place(seen: ScreenSeen, screen: Screen, sight: Sight) -> Iterator[Fault]:
    if seen.block is None:
        return
    box = seen.block.box
    bottom = box[1] + box[3]
    bottom = bottom if not seen.scrolled else bottom + screen.height  # gone before anybody has seen it
    if bottom > screen.height + _ROUNDING and (sight.must_be_in_view or sight.settings.without_scrolling):
        yield Fault(fault("out-of-view", seen=f"{bottom:.0f}", expected=f"{screen.height}"), box)
    if seen.main_top is not None and seen.main_top < box[1] - _ROUNDING:
        yield Fault(fault("block-after-text", what="the main text"), box)


def _emblem(emblem: EmblemSeen, settings: Visibility) -> Iterator[Fault]:
    _, _, width, height = emblem.box
    if not emblem.is_loaded:
        yield Fault(fault("emblem-not-loaded", seen=emblem.address), emblem.box)
        return
    size = f"{width:g} × {height:g}"
    off = abs(width / height - PROPORTION) if height else PROPORTION
    if off > PROPORTION_TOLERANCE and abs(width - PROPORTION * height) > 1:
        yield Fault(fault("emblem-proportion", seen=size), emblem.box)
    if height < settings.emblem_height - _ROUNDING:
        yield Fault(fault("emblem-small", seen=f"{height:g}", expected=f"{settings.emblem_height}"), emblem.box)
    for adornment in emblem.adorned:
        yield Fault(fault("emblem-adorned", seen=adornment), emblem.box)
    if not is_light(emblem.ground) and emblem.border < height * BORDER - _ROUNDING:
        yield Fault(fault("emblem-without-border", seen=shown(emblem.ground)), emblem.box)
    free = height * STAR * float(settings.clear_space)
    for near in emblem.near:
        yield Fault(
            fault("clear-space", what=f"“{near.what}”", seen=f"{near.gap:.1f}", expected=f"{free:.1f}"), emblem.box
        )


def _logos(seen: ScreenSeen, emblem: EmblemSeen) -> Iterator[Fault]:
    """A logo may be larger in one direction, not in both."""
    _, _, width, height = emblem.box
    for logo in (*seen.marks, *seen.logos):
        if not logo.hidden and logo.box[2] > width + _ROUNDING and logo.box[3] > height + _ROUNDING:
            sizes = {"seen": _size(logo.box), "expected": _size(emblem.box)}
            yield Fault(fault("logo-larger", value=logo.text or logo.address, **sizes), logo.box)


def _size(box: Box) -> str:
    return f"{box[2]:.0f} × {box[3]:.0f}"


def _sides(seen: ScreenSeen, emblem: EmblemSeen, sight: Sight) -> Iterator[Fault]:
    """Nothing of the ensemble stands to the left of the emblem, or above it."""
    names: list[PictureSeen | LineSeen] = [line for line in seen.lines if line.text in sight.wanted.marks]
    for other in (*seen.marks, *names):
        is_left = other.box[0] + other.box[2] <= emblem.box[0] + _ROUNDING
        is_above = other.box[1] + other.box[3] <= emblem.box[1] + _ROUNDING
        if (is_left or is_above) and not other.hidden:
            yield Fault(fault("marks-order", seen=other.text or getattr(other, "address", "")), other.box)


def _beside(lines: list[LineSeen], emblem: EmblemSeen) -> Iterator[Fault]:
    """The statement begins beside the emblem, and its letters are in proportion."""
    gaps = [_gap(line.box, emblem.box) for line in lines if not line.hidden]
    if gaps and min(gaps) > _FAR * emblem.box[3]:
        yield Fault(fault("statement-apart", seen=f"{min(gaps):.0f}"), emblem.box)
    for line in lines:
        if not line.hidden and not _TINY <= line.size <= emblem.box[3]:
            told = {"seen": f"{line.size:g}", "expected": f"{emblem.box[3]:g}"}
            yield Fault(fault("statement-size", value=line.text, **told), line.box)


def _gap(one: Box, other: Box) -> float:
    across = max(one[0] - other[0] - other[2], other[0] - one[0] - one[2], 0)
    down = max(one[1] - other[1] - other[3], other[1] - one[1] - one[3], 0)
    return float((across**2 + down**2) ** 0.5)


def _line(line: LineSeen, settings: Visibility) -> Iterator[Fault]:
    for effect in line.effects:
        yield Fault(fault("statement-effect", value=line.text, seen=effect), line.box)
    for colour in line.colours:
        plain = (colour[0], colour[1], colour[2])
        if plain not in TEXT_COLOURS or colour[3] < 1:
            yield Fault(fault("statement-colour", value=line.text, seen=shown(plain, colour[3])), line.box)
    if line.ground is None:
        yield Fault(fault("statement-ground", value=line.text), line.box)
        return
    least = min((contrast(_laid(colour, line.ground), line.ground) for colour in line.colours), default=21.0)
    if least < float(settings.contrast):
        told = {"seen": f"{least:.2f}:1", "expected": f"{settings.contrast:f}:1"}
        yield Fault(fault("statement-contrast", value=line.text, **told), line.box)


def is_light(ground: Rgb | None) -> bool:
    """Whether a ground is white or nearly so."""
    return ground is not None and min(ground) >= _LIGHT


def shown(colour: Rgb | None, alpha: float = 1) -> str:
    """A colour as style sheets write it; `url(…)` for a picture."""
    if colour is None:
        return "url(…)"
    return "#{:02x}{:02x}{:02x}".format(*colour) + (f" / {alpha:g}" if alpha < 1 else "")


def _laid(colour: tuple[int, int, int, float], ground: Rgb) -> Rgb:
    alpha = colour[3]
    red, green, blue = (round(colour[n] * alpha + ground[n] * (1 - alpha)) for n in range(3))
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance and contrast ratio."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: Rgb) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
