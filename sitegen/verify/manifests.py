"""A manifest, read: whoever wrote it, nothing in it leads out of the site or to a terminal."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from urllib.parse import quote

from sitegen.urls import path_of_address
from sitegen.values import dataclass

# No site has a manifest that large; 100,000 files make one of 16 MB.
LARGEST = 64 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")
# What is told of the build.
_TOLD = {"date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "commit": re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")}


class NoManifestError(Exception):
    """What was read is no manifest."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was built: SHA-256, size in bytes, and where it leads if it only leads on."""

    digest: str
    size: int
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest. `digest`: of its own bytes; `size`: their number; `commit` is empty when the build knew of none."""

    files: Mapping[str, File]
    digest: str
    size: int
    date: str = ""
    commit: str = ""

    def by_digest(self) -> dict[str, str]:
        """The files' paths by their digests."""
        return {one.digest: path for path, one in self.files.items()}


def read_manifest(data: bytes) -> Manifest:
    """The manifest that these bytes are. Raises `NoManifestError`. Its paths are such as lie below the site's root."""
    try:
        whole = json.loads(data)
        told = {name: str(whole.get(name, "")) for name in _TOLD}
        files = {path: _file(path, one) for path, one in whole["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NoManifestError from error
    sound = {name: text if _TOLD[name].fullmatch(text) else "" for name, text in told.items()}
    return Manifest(files, hashlib.sha256(data).hexdigest(), len(data), **sound)


def _file(path: str, given: Mapping[str, object]) -> File:
    digest, size, leads_to = given["sha256"], given["size"], given.get("leads_to", "")
    is_sound = isinstance(digest, str) and _DIGEST.fullmatch(digest) and path_of_address(f"/{quote(path)}") == path
    if not is_sound or not isinstance(size, int) or size < 0 or path.endswith("/"):
        raise ValueError(path)
    return File(str(digest), size, str(leads_to))
