"""What of a page can run a program, and what of that is this program's own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache

from sitegen.audit.built import BuiltSite
from sitegen.resources import resource_folder
from sitegen.values import dataclass

# What lets a page run a program, or hold another page that does.
_RUNS = re.compile(
    r"<script\b.*?</script|<(?:iframe|frame|object|embed)\b[^>]*|\son[a-z]+\s*=[^>]*|javascript:[^\"'>]*", re.I | re.S
)
# As the templates write them: a file of the site, and data that no browser runs.
_FILE = re.compile(r'<script src="([^"<>&?#:]+)"(?: type="module")?(?: defer)?>\s*</script')
_DATA = re.compile(r'<script type="application/ld\+json">.*</script', re.S)
_BASE = re.compile(r"<base\b", re.I)
# A script that brings in others is only as good as these.
_BRINGS_IN = re.compile(rb"\bimport\b|importScripts|Worker\(|[\"'`]script[\"'`]")


@dataclass(frozen=True, slots=True)
class Running:
    """What a page runs. `own`: names of the program's own scripts, byte for byte; `strange`: all else, as text."""

    own: tuple[str, ...] = ()
    strange: str = ""

    def __bool__(self) -> bool:
        return bool(self.own or self.strange)


def running_on(site: BuiltSite, path: str) -> Running:
    """What a page of a built site runs."""

    def read(address: str) -> bytes:
        file = site.led_to(path, address)
        return file.read_bytes() if file is not None else b""

    return running(site.text(path), read)


def running(text: str, read: Callable[[str], bytes]) -> Running:
    """What a page runs. `read`: the file of the site that an address on it leads to; empty where there is none."""
    found = [one for one in _RUNS.findall(text) if not _DATA.fullmatch(one)]
    named = [(one, "" if _BASE.search(text) else _own_name(one, read)) for one in found]
    own = dict.fromkeys(name for _, name in named if name)
    return Running(tuple(own), "\n".join(one for one, name in named if not name))


def _own_name(element: str, read: Callable[[str], bytes]) -> str:
    """The name of the program's own script that an element runs; empty for any other."""
    match = _FILE.fullmatch(element)
    return _own_scripts().get(hashlib.sha256(read(match[1])).hexdigest(), "") if match else ""


@cache
def _own_scripts() -> dict[str, str]:
    """The scripts that come with the program and run nothing else: digest → name."""
    files = sorted((resource_folder("static") / "js").glob("*.js"))
    contents = [(path.name, path.read_bytes()) for path in files]
    return {hashlib.sha256(data).hexdigest(): name for name, data in contents if not _BRINGS_IN.search(data)}
