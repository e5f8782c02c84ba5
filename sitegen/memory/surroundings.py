"""What a build starts from, by digests: the content, and everything around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sitegen.manifest import digest, digest_of, digest_of_texts, scan
from sitegen.settings import Settings
from sitegen.values import dataclass

_QUOTED = re.compile(r"""["']([\w./-]+\.(?:html|xml|svg))["']""")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`files`: the content; `templates`: the template that counts under each name. Digests by path or name.

    `world`: one digest of what everything depends on; `registries` of what the registries are read from.
    """

    files: Mapping[str, bytes]
    templates: Mapping[str, bytes]
    registries: bytes
    world: bytes

    @classmethod
    def of(cls, settings: Settings) -> Surroundings:
        """What there is now."""
        files = scan(settings.content)
        top = [path for path in files if "/" not in path]
        media = [path for path in files if path.startswith("media/")]
        registries = digest(digest_of(files, top), digest_of(files, media), settings.base_url.encode())
        shared = [digest_of(_laid_over(settings, name)) for name in ("static", "locales")]
        told = digest_of_texts(str(settings.day), settings.base_url, settings.content.name, str(settings.has_search))
        return cls(files, _laid_over(settings, "templates"), registries, digest(registries, *shared, told))

    @property
    def content(self) -> bytes:
        """One digest of the content."""
        return digest_of(self.files)


def _laid_over(settings: Settings, name: str) -> dict[str, bytes]:
    """The files of a folder, the site's own in the place of the program's."""
    found: dict[str, bytes] = {}
    for folder in reversed(settings.folders(name)):
        found |= scan(folder)
    return found


def closures(settings: Settings, names: Mapping[str, bytes]) -> dict[str, bytes]:
    """A digest of each template with all that it names, directly or not."""
    named = {name: frozenset(_named(settings, name, names)) for name in names}
    return {name: digest_of(names, _closure(name, named)) for name in names}


def _named(settings: Settings, name: str, names: Mapping[str, bytes]) -> Iterator[str]:
    file = next((folder / name for folder in settings.folders("templates") if (folder / name).is_file()), None)
    text = file.read_text(encoding="utf-8", errors="replace") if file else ""
    return (found for found in _QUOTED.findall(text) if found in names)


def _closure(name: str, named: Mapping[str, frozenset[str]]) -> set[str]:
    found, pending = {name}, [name]
    while pending:
        new = named[pending.pop()] - found
        found |= new
        pending += new
    return found
