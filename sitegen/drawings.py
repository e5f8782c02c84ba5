"""SVG pictures: shapes, texts, gradients, embedded pictures; what else a browser would do with one is found. No I/O.

An SVG that is opened at its own address is a page: its scripts run, its styles and pictures are fetched. So what may
stand in one is listed here, and anything else is told. Entities are not read at all: a few lines of them can be
unfolded into gigabytes, or name a file of this computer. Names by SVG 2 (https://www.w3.org/TR/SVG2/).
"""

from __future__ import annotations

import re
from xml.parsers import expat

from sitegen.patterns import regex
from sitegen.values import dataclass

_SVG = "http://www.w3.org/2000/svg"
_SEPARATOR = " "
_NAMES = (
    "svg g defs symbol use title desc metadata switch path rect circle ellipse line polyline polygon text tspan "
    "textPath image linearGradient radialGradient stop pattern clipPath mask marker filter style view a "
    "feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap "
    "feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode "
    "feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence"
)
_ELEMENTS = frozenset(_NAMES.split())
# What drawing programs write of themselves; browsers know nothing of it.
_NOTES = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/sketch",
    "http://www.serif.com/",
    "http://vectornator.io",
    "http://www.figma.com/",
    "http://schemas.microsoft.com/visio/",
    "https://boxy-svg.com",
)
_XML_NOTES = frozenset({"http://www.w3.org/XML/1998/namespace", "http://www.w3.org/1999/xlink"})
_ADDRESSES = frozenset({"href", "src", "base", "action", "data"})
_EMBEDDED = regex(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
# In a style: anything that is fetched, or that hides what it is.
_FETCHING = regex(
    r"@import|@font-face|@namespace|\\|expression\s*\(|javascript:|-moz-binding|behavior\s*:|image-set", re.I
)
_URL = regex(r"url\(\s*[\"']?\s*(.{0,40})", re.I | re.S)
_DEEPEST = 256
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class DrawingFault:
    """What cannot stand in a drawing, as it is written there, and its place: line and column, from 1.

    `is_broken`: from there on the file is no XML.
    """

    value: str
    line: int
    column: int
    is_broken: bool = False


class _RefusedError(Exception):
    """Carries the words that are refused; never leaves this module."""


def fault_of_drawing(data: bytes) -> DrawingFault | None:
    """The first thing in an SVG file that cannot stand there; None when there is none.

    A file that is no XML is a fault, too, at the place where it shows.
    """
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    reader = _Reader(parser)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.document_type
    parser.EntityDeclHandler = reader.entity
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(data, True)
    except _RefusedError as refused:
        return DrawingFault(str(refused), *reader.place)
    except expat.ExpatError as error:
        return _broken(data, max(error.lineno, 1), error.offset + 1)
    except (ValueError, LookupError, RecursionError):  # an encoding that is none
        return _broken(data, 1, 1)
    return None


def _broken(data: bytes, line: int, column: int) -> DrawingFault:
    lines = data.decode("utf-8", "replace").split("\n")
    words = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    return DrawingFault(words[:_SHOWN] or "…", line, column, is_broken=True)


class _Reader:
    """Reads the parser's events, and raises at the first that is refused."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        self.place = (1, 1)
        self._open: list[str] = []
        self._style: list[str] = []

    def _mark(self) -> None:
        """Note where what is being read begins."""
        self.place = (self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._mark()
        space, _, local = name.rpartition(_SEPARATOR)
        if not self._open and name != f"{_SVG}{_SEPARATOR}svg":
            raise _RefusedError("<svg> without xmlns" if name == "svg" else f"<{local}>")
        is_note = space.startswith(_NOTES)
        if not is_note and (space != _SVG or local not in _ELEMENTS):
            raise _RefusedError(f"<{local}>")
        if len(self._open) >= _DEEPEST:
            raise _RefusedError(f"<{local}>")
        self._open.append(local)
        for attribute, value in attributes.items():
            _check_attribute(attribute, value, is_note=is_note)

    def end(self, name: str) -> None:
        self._mark()
        if self._open.pop() == "style":
            _check_style("".join(self._style))
            self._style = []

    def text(self, words: str) -> None:
        self._mark()
        if self._open[-1:] == ["style"]:
            self._style.append(words)

    def document_type(self, name: str, system: str | None, public: str | None, has_internal_subset: bool) -> None:
        self._mark()
        if has_internal_subset:
            raise _RefusedError("<!DOCTYPE … [")

    def entity(self, name: str, *rest: object) -> None:
        self._mark()
        raise _RefusedError(f"<!ENTITY {name}")

    def instruction(self, target: str, data: str) -> None:
        self._mark()
        if target.casefold().startswith("xml-"):  # a style sheet
            raise _RefusedError(f"<?{target}")


def _check_attribute(name: str, value: str, *, is_note: bool) -> None:
    space, _, local = name.rpartition(_SEPARATOR)
    if is_note or (space and space not in _XML_NOTES):
        return
    if local.casefold().startswith("on"):
        raise _RefusedError(local)
    if local in _ADDRESSES and not (value.strip().startswith("#") or _EMBEDDED.fullmatch(value.strip())):
        raise _RefusedError(f'{local}="{value.strip()[:60]}"')
    _check_style(value)


def _check_style(text: str) -> None:
    found = _FETCHING.search(text)
    if found:
        raise _RefusedError(found[0])
    for url in _URL.finditer(text):
        if not url[1].startswith("#"):
            raise _RefusedError(f"url({url[1]}".strip())
