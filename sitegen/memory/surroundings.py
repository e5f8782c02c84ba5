"""What a build starts from, by digests: the content, and everything around it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sitegen.manifest import (
    ADDRESSES,
    MOST_FILES,
    digest,
    digest_of,
    digest_of_file,
    digest_of_texts,
    is_content_name,
    listed_content,
    scan,
)
from sitegen.memory.digesting import Watch, digested
from sitegen.settings import Settings
from sitegen.values import dataclass

_QUOTED = re.compile(r"""["']([\w./-]+\.(?:html|xml|svg))["']""")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`files`: the content; `templates`: the template that counts under each name. Digests by path or name.

    `world`: one digest of what everything depends on; `registries` of what the registries are read from; `shared`:
    those of static files and of catalogues. `addresses`: of the register of addresses, which the program writes itself
    and which is no part of `files`; empty where there is none.
    """

    files: Mapping[str, bytes]
    templates: Mapping[str, bytes]
    registries: bytes
    world: bytes
    shared: tuple[bytes, ...]
    addresses: bytes

    @classmethod
    def of(cls, settings: Settings, watch: Watch | None = None) -> Surroundings:
        """What there is now. `watch`: who is told, before all is read, that the content is not what it was."""
        found = list(listed_content(settings.content))
        is_crowd = len(found) > MOST_FILES  # which is told, and of which no file is read
        unread = {path: b"" for path, entry in found if is_crowd or _is_link(entry)}
        paths = [path for path, _ in found if path not in unread]
        links = digest_of_texts(*(str(one) for one in settings.own_folders() if one.is_symlink()))
        files = unread | digested(settings.content, paths, watch or Watch({}, lambda: None), is_alone=settings.jobs < 2)
        shared = (*(digest_of(_laid_over(settings, name)) for name in ("static", "locales")), links)
        return cls._made(settings, files, _laid_over(settings, "templates"), shared)

    def again(self, settings: Settings, changed: Iterable[Path]) -> Surroundings:
        """What there is when these paths have changed, and nothing else. In doubt everything is looked at."""
        files = {**self.files, **({ADDRESSES: self.addresses} if self.addresses else {})}
        for path in changed:
            relative = path.relative_to(settings.content).as_posix() if path.is_relative_to(settings.content) else ""
            if relative and not all(map(is_content_name, relative.split("/"))):
                continue
            if relative and path.is_file() and not path.is_symlink():
                files[relative] = digest_of_file(path)
            elif relative not in files or path.exists():
                return Surroundings.of(settings)
            else:
                del files[relative]
        return Surroundings._made(settings, files, self.templates, self.shared)

    @classmethod
    def _made(
        cls, settings: Settings, files: dict[str, bytes], templates: Mapping[str, bytes], shared: tuple[bytes, ...]
    ) -> Surroundings:
        addresses = files.pop(ADDRESSES, b"")
        top = [path for path in files if "/" not in path]
        media = [path for path in files if path.startswith("media/")]
        registries = digest(digest_of(files, top), digest_of(files, media), settings.base_url.encode())
        told = digest_of_texts(str(settings.day), settings.base_url, settings.content.name, str(settings.has_search))
        world = digest(registries, *shared, told)
        return cls(files, templates, registries, world, shared, addresses)


def digest_of_register(content: Path) -> bytes:
    """The digest of the register of addresses in a content folder; empty when there is none."""
    file = content / ADDRESSES
    return b"" if file.is_symlink() else digest_of_file(file)


def _is_link(entry: os.DirEntry[str] | None) -> bool:
    return entry is not None and entry.is_symlink()


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


def template_closure(settings: Settings, name: str, names: Mapping[str, bytes]) -> list[str]:
    """The files of a template and of all that it names, its own first."""
    named = {one: frozenset(_named(settings, one, names)) for one in names}
    found = [name, *sorted(_closure(name, named) - {name})] if name in named else [name]
    return [str(file) for one in found if (file := _file_of(settings, one)) is not None]


def _file_of(settings: Settings, name: str) -> Path | None:
    return next((folder / name for folder in settings.folders("templates") if (folder / name).is_file()), None)


def _named(settings: Settings, name: str, names: Mapping[str, bytes]) -> Iterator[str]:
    file = _file_of(settings, name)
    text = file.read_text(encoding="utf-8", errors="replace") if file else ""
    return (found for found in _QUOTED.findall(text) if found in names)


def _closure(name: str, named: Mapping[str, frozenset[str]]) -> set[str]:
    found, pending = {name}, [name]
    while pending:
        new = named[pending.pop()] - found
        found |= new
        pending += new
    return found
