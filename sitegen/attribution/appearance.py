"""How the emblem and the statement have to look, as data. Sources: `sitegen.diagnostics.sources`, by rule id."""

from __future__ import annotations

from sitegen.values import dataclass

Colour = tuple[int, int, int]

# A-09, B-11: the fonts that the statement may be set in.
FONTS = ("Arial", "Auto", "Calibri", "Garamond", "Trebuchet", "Tahoma", "Verdana", "Ubuntu")
# The same fonts under the names that their files give: Ubuntu's Latvian letters come in a part file, which its licence
# asks to be renamed; Microsoft's file of Trebuchet calls itself by two words.
FONT_NAMES = (*FONTS, "Trebuchet MS", "Ubuntu derivative sitegen", "EB Garamond", "Monotype Garamond")
# A-09, B-12: Reflex Blue, black or white, by background.
TEXT_COLOURS: dict[Colour, str] = {(0, 51, 153): "#003399", (0, 0, 0): "#000000", (255, 255, 255): "#ffffff"}
# E-01, B-33: width to height, and how far a rounded pixel may be off.
PROPORTION = 1.5
PROPORTION_TOLERANCE = 0.02
# E-09: width of the white border on a coloured background, as a part of the height.
BORDER = 1 / 25
# E-04: a star's height, as a part of the emblem's height: the unit of the clear space (B-12).
STAR = 1 / 9


@dataclass(frozen=True, slots=True)
class Screen:
    """A viewing area in CSS pixels, and the reader's colour scheme."""

    width: int
    height: int
    scheme: str

    @property
    def name(self) -> str:
        """`360×640 light`."""
        return f"{self.width}×{self.height} {self.scheme}"


# A-08, B-09: a phone and a desktop, in both colour schemes.
SIZES = ((360, 640), (1280, 720))
SCREENS = tuple(Screen(width, height, scheme) for width, height in SIZES for scheme in ("light", "dark"))
