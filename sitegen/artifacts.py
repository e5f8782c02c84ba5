"""Files of the built site, as they are remembered: what they are, where they lead, what can be led to in them."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from sitegen.inspection import Markup, read_markup
from sitegen.inspection.following import (
    CARDS,
    LINKS,
    Kinship,
    flaws_of_file,
    is_followed,
    kinship,
    links_of_file,
    own_links,
)
from sitegen.values import dataclass

_ALONE = Kinship()


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the built site: its path, its digest (SHA-256) and size, and, of a page, its links and anchors.

    `links`: without those to other sites, to itself, and to its own anchors that are there. `kin`: what a page says of
    itself (`sitegen.inspection.following`).
    """

    path: str
    digest: bytes
    size: int
    links: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    source: str = ""
    kin: Kinship = _ALONE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site is to lie: its address, with a slash at its end. `has_cards`: the share pictures have been drawn."""

    base_url: str = ""
    has_cards: bool = True

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands before an address that is followed."""
        return LINKS + CARDS if self.has_cards else LINKS


NOWHERE = Place()


def artifact(path: str, data: bytes, source: str = "", markup: Markup | None = None, site: Place = NOWHERE) -> Artifact:
    """What is remembered of a file: of an HTML page also where it leads and what in it can be led to.

    `markup`: the page as it has been read. `site`: what its own links begin with.
    """
    digest = hashlib.sha256(data).digest()
    if not path.endswith(".html"):
        return _of_file(path, data, Artifact(path, digest, len(data), source=source), site)
    page = markup or read_markup(data.decode("utf-8", errors="replace"))
    anchors = page.anchors
    links = dict.fromkeys(page.led_to)
    for link in [link for link in links if link[:1] == "#" and link[1:] in anchors]:
        if "%" not in link and "&amp;" not in link:
            del links[link]
    if not site.base_url:
        return Artifact(path, digest, len(data), tuple(links), anchors, source)
    links |= dict.fromkeys(own_links(page.text, site.base_url, site.marks))
    links.pop(f"{site.base_url}{path.removesuffix('index.html')}", None)
    kin = _ALONE if page.is_redirect else kinship(page.text, path, site.base_url)
    return Artifact(path, digest, len(data), tuple(links), anchors, source, kin)


def _of_file(path: str, data: bytes, plain: Artifact, site: Place) -> Artifact:
    if not is_followed(path):
        return plain
    links = dict.fromkeys(links_of_file(path, data.decode("utf-8", errors="replace"), site.base_url))
    kin = Kinship((), tuple(flaws_of_file(path, data)))
    return replace(plain, links=tuple(links), kin=kin) if links or kin.flaws else plain
