"""The kinds of files that may be published, and how each begins: what a file is called must be what it is."""

from __future__ import annotations

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_ISO_MEDIA = 4  # bytes before `ftyp`, of the box’s length
_ANY: tuple[bytes, ...] = ()

# Signatures: of TIFF, PNG, GIF, WebP, JPEG by their standards; of documents PKWARE’s APPNOTE, MS-CFB, ISO 32000.
KINDS: dict[str, tuple[bytes, ...]] = {
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".tif": _TIFF,
    ".tiff": _TIFF,
    ".avif": (b"ftyp",),
    ".heic": (b"ftyp",),
    ".heif": (b"ftyp",),
    ".svg": _ANY,
    ".pdf": (b"%PDF-",),
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".odg", ".zip", ".epub"), _ZIP),
    **dict.fromkeys((".edoc", ".asice", ".sce", ".bdoc"), _ZIP),
    **dict.fromkeys((".doc", ".xls", ".ppt"), _OLE),
    ".rtf": (b"{\\rtf",),
    **dict.fromkeys((".txt", ".csv", ".tsv", ".json", ".geojson", ".ics", ".vtt", ".srt"), _ANY),
    ".7z": (b"7z\xbc\xaf\x27\x1c",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"),
    **dict.fromkeys((".ogg", ".oga", ".ogv", ".opus"), (b"OggS",)),
    ".wav": (b"RIFF",),
    ".flac": (b"fLaC",),
    **dict.fromkeys((".mp4", ".m4v", ".m4a", ".mov"), (b"ftyp", b"moov", b"wide", b"mdat", b"free")),
    ".webm": (b"\x1a\x45\xdf\xa3",),
}
# The kinds that every browser shows as a picture; TIFF and HEIC are not among them.
SHOWN = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
_IN_A_BOX = frozenset({".avif", ".heic", ".heif", ".mp4", ".m4v", ".m4a", ".mov"})
HEAD = 64


def is_of_its_kind(ending: str, head: bytes) -> bool:
    """Whether a file begins as its ending, one of `KINDS`, says. `head`: its first bytes."""
    beginnings = KINDS[ending]
    return not beginnings or head[_ISO_MEDIA if ending in _IN_A_BOX else 0 :].startswith(beginnings)
