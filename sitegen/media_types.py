"""The media types of what a site publishes, by the ending of the file's name. Asks no table of the system.

Sources: the registry of media types of IANA; RFC 9239 for scripts; RFC 4287 for feeds; RFC 5545 for calendars;
ETSI EN 319 162-1 for signed documents (Latvia's `.edoc`).
"""

from __future__ import annotations

import re

HTML = "text/html"
FEED = "application/atom+xml"
FEED_NAME = "feed.xml"
UNKNOWN = "application/octet-stream"
_OFFICE = {
    "wordprocessingml.document": "docx",
    "spreadsheetml.sheet": "xlsx",
    "presentationml.presentation": "pptx",
}
_OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg"}
TYPES = {
    HTML: ("html", "htm"),
    "text/css": ("css",),
    "text/javascript": ("js", "mjs"),
    "text/plain": ("txt",),
    "text/csv": ("csv",),
    "text/calendar": ("ics",),
    "application/json": ("json",),
    "application/manifest+json": ("webmanifest",),
    "application/xml": ("xml",),
    "application/wasm": ("wasm",),
    "application/pdf": ("pdf",),
    "image/svg+xml": ("svg",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/avif": ("avif",),
    "image/tiff": ("tif", "tiff"),
    "image/heic": ("heic",),
    "image/heif": ("heif",),
    "image/x-icon": ("ico",),
    "font/woff2": ("woff2",),
    **{f"application/vnd.openxmlformats-officedocument.{kind}": (ending,) for kind, ending in _OFFICE.items()},
    **{f"application/vnd.oasis.opendocument.{kind}": (ending,) for kind, ending in _OPEN_DOCUMENT.items()},
    "application/msword": ("doc",),
    "application/vnd.ms-excel": ("xls",),
    "application/vnd.ms-powerpoint": ("ppt",),
    "application/rtf": ("rtf",),
    "application/vnd.etsi.asic-e+zip": ("edoc", "asice", "sce", "bdoc"),
    "application/epub+zip": ("epub",),
    "application/zip": ("zip",),
    "application/x-7z-compressed": ("7z",),
    "application/geo+json": ("geojson",),
    "application/x-subrip": ("srt",),
    "text/tab-separated-values": ("tsv",),
    "text/vtt": ("vtt",),
    "audio/mpeg": ("mp3",),
    "audio/ogg": ("ogg", "oga", "opus"),
    "audio/mp4": ("m4a",),
    "audio/flac": ("flac",),
    "audio/wav": ("wav",),
    "video/mp4": ("mp4", "m4v"),
    "video/ogg": ("ogv",),
    "video/quicktime": ("mov",),
    "video/webm": ("webm",),
    UNKNOWN: ("pagefind", "pf_meta", "pf_index", "pf_fragment"),
}
_BY_ENDING = {ending: kind for kind, endings in TYPES.items() for ending in endings}
_IS_TEXT = re.compile(r"text/|.*(?:json|xml)$")
# What is worth compressing: all text, and programs. The parts of the search index are compressed as they are.
PACKED = tuple(ending for ending, kind in _BY_ENDING.items() if _IS_TEXT.match(kind) or kind == "application/wasm")


def with_charset(kind: str) -> str:
    """A type, of texts with the encoding."""
    return f"{kind}; charset=utf-8" if is_text(kind) else kind


def is_text(kind: str) -> bool:
    """Whether what is of a type is text."""
    return _IS_TEXT.match(kind) is not None


def content_type(path: str) -> str:
    """The media type of what lies at an address; of one that ends with a slash it is that of a page."""
    name = path.rpartition("/")[2]
    if name == FEED_NAME:
        return with_charset(FEED)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return with_charset(_BY_ENDING.get(ending, UNKNOWN) if name else HTML)
