"""What of others is in the program, beside it, and in what it publishes: `THIRD_PARTY.md`, and the list for machines.

`python -m sitegen.supply` writes the first; `python -m sitegen.supply sbom BASE TARGET` completes what cyclonedx-py has
made of `requirements/runtime.txt`: licences, what needs what, and the files that are no packages. Part of `make docs`
and `make sbom`.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sitegen.values import dataclass

ROOT = Path(__file__).resolve().parent.parent
_LOCK, _PROJECT = "requirements/runtime.txt", "pyproject.toml"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_CLASSIFIERS = {
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
}
_STATED = ("License-Expression", "License")
# Words of the third clause, which the licence of two clauses has not.
_THIRD_CLAUSE = "neither the name"
_BSD = "BSD License"


class UnknownLicenceError(Exception):
    """A package does not say under which licence it is. The argument is its name."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Files of others that are no package: in the program's own folders, or made by a package and published.

    `files`: patterns from the checkout's folder; empty for files that only a build makes. `published`: patterns in a
    published site. `licence`: in SPDX's words; `note`: where its text or its reason is.
    """

    name: str
    version: str
    purl: str
    licence: str
    files: tuple[str, ...]
    published: tuple[str, ...]
    note: str


FOREIGN = (
    Foreign(
        "Ubuntu, two fonts as received",
        "5.3.0",
        "pkg:npm/%40fontsource/ubuntu@5.3.0",
        "Ubuntu-font-1.0",
        ("static/fonts/ubuntu-latin-*.woff2",),
        ("assets/fonts/ubuntu-latin-*.woff2", "assets/fonts/UFL-1.0.txt"),
        "Copyright 2011 Canonical Ltd.; `static/fonts/UFL-1.0.txt`, and in the fonts",
    ),
    Foreign(
        "Ubuntu derivative sitegen, two fonts",
        "5.3.0",
        "pkg:npm/%40fontsource/ubuntu@5.3.0",
        "Ubuntu-font-1.0",
        ("static/fonts/ubuntu-derivative-sitegen-*.woff2",),
        ("assets/fonts/ubuntu-derivative-sitegen-*.woff2",),
        "a subset, renamed as the licence asks: `static/fonts/README.md`",
    ),
    Foreign(
        "The outline of Latvia",
        "4.1.0",
        "pkg:generic/natural-earth@4.1.0",
        "LicenseRef-Public-Domain",
        ("static/map/latvia.svg",),
        ("assets/map/latvia.*.svg",),
        "Natural Earth, simplified: `static/map/README.md`",
    ),
    Foreign(
        "The search of published sites",
        "",
        "pkg:pypi/pagefind@{pagefind}",
        "MIT",
        (),
        ("pagefind/pagefind.js", "pagefind/*.pagefind"),
        "Copyright 2022 CloudCannon; written by the program of `pagefind-bin` into every site that has a search",
    ),
)
# Of our own making, under the program's licence; everything else in `static/` is foreign, or tells of what is.
OWN = ("static/css/*.css", "static/js/*.js", "static/icon.svg")
TELLING = ("static/*/README.md", "static/fonts/UFL-1.0.txt")


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package that the program needs."""

    name: str
    version: str
    licence: str
    home: str
    needs: tuple[str, ...]


def packages(root: Path = ROOT) -> tuple[Package, ...]:
    """Every locked package of run time, as what is installed tells of itself.

    Raises `PackageNotFoundError` for one that is not installed, `UnknownLicenceError` for one that does not tell.
    """
    locked = dict(_PINNED.findall((root / _LOCK).read_text(encoding="utf-8")))
    extras = {canonicalize_name(one.name): one.extras for one in _asked(root)}
    return tuple(
        _package(
            name, version, {canonicalize_name(one) for one in _needs(name, extras.get(name, set()))} & locked.keys()
        )
        for name, version in sorted(locked.items())
    )


def _asked(root: Path) -> Iterator[Requirement]:
    """What the project itself asks for."""
    project = tomllib.loads((root / _PROJECT).read_text(encoding="utf-8"))
    return map(Requirement, project["project"]["dependencies"])


def _package(name: str, version: str, needs: Iterable[str]) -> Package:
    installed = distribution(name)
    return Package(name, version, licence_of(installed), _home(installed), tuple(sorted(needs)))


def _needs(name: str, extras: Iterable[str]) -> Iterator[str]:
    """What a package with these extras asks for, on whatever system."""
    for one in map(Requirement, distribution(name).requires or ()):
        marker = str(one.marker or "")
        if "extra" not in marker or any(f'extra == "{extra}"' in marker for extra in extras):
            yield one.name


def licence_of(installed: Distribution) -> str:
    """The licence in SPDX's words: as it is stated, or as the classifier and the text of the licence say."""
    told = installed.metadata
    stated = next((one.strip() for key in _STATED for one in told.get_all(key) or ()), "")
    if re.fullmatch(r"[A-Za-z0-9.+-]+(?: (?:OR|AND) [A-Za-z0-9.+-]+)*", stated) and stated != "BSD":
        return stated
    kinds = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    known = [_CLASSIFIERS[one] for one in kinds if one in _CLASSIFIERS]
    if known:
        return " AND ".join(known)
    if _BSD in kinds:
        return "BSD-3-Clause" if _THIRD_CLAUSE in _licence_text(installed).lower() else "BSD-2-Clause"
    raise UnknownLicenceError(told["Name"])


def _licence_text(installed: Distribution) -> str:
    files = [one for one in installed.files or () if re.match(r"(?:LICEN[CS]E|COPYING)", one.name, re.IGNORECASE)]
    return " ".join(" ".join(one.read_text(encoding="utf-8").split()) for one in files)


def _home(installed: Distribution) -> str:
    """Where the package says that it lives."""
    urls = dict(one.split(", ", 1) for one in installed.metadata.get_all("Project-URL") or ())
    named = {key.lower(): url for key, url in urls.items()}
    keys = ("homepage", "home", "source", "source code", "repository", "github", "documentation")
    stated = next(iter(installed.metadata.get_all("Home-page") or ()), "")
    return stated or next((named[key] for key in keys if key in named), "")


_HEAD = """# Third parties

<!-- Generated by `make docs` from sitegen/supply.py and what the installed packages tell. Do not edit. -->

The program is under the MIT licence (`LICENSE`). This is what of others comes with it, and under which licence. What
only the tests run is not listed: `requirements/test.txt` and `requirements/node/` lock it, and none of it is shipped.
`make sbom` writes the same for machines, with digests, as CycloneDX.
"""
_SHIPPED = """
## In the wheel and in published sites

| what | version | licence | files | |
|---|---|---|---|---|
"""
_NOTES = """
The emblem of the European Union is drawn by the program, from its geometry; the rules for its use are in
[docs/visibility.md](docs/visibility.md). livereload's script is part of the preview alone, and is never published.
The binary of pagefind, and the WebAssembly in what it writes, hold Rust libraries, which its makers list.
"""
_INSTALLED = """
## Installed beside the program

Locked in `requirements/runtime.txt`, with the digest of every file.

| package | version | licence | home |
|---|---|---|---|
"""


def third_party(found: Iterable[Package]) -> str:
    """The document for people."""
    every = tuple(found)
    shipped = [_shipped_row(one, every) for one in FOREIGN]
    rows = [f"| `{one.name}` | {one.version} | {one.licence} | {one.home} |\n" for one in every]
    return "".join([_HEAD, _SHIPPED, *shipped, _NOTES, _INSTALLED, *rows])


def _shipped_row(one: Foreign, every: Iterable[Package]) -> str:
    files = ", ".join(f"`{pattern}`" for pattern in one.files or one.published)
    return f"| {one.name} | {_version(one, every)} | {one.licence} | {files} | {one.note} |\n"


def _version(one: Foreign, every: Iterable[Package]) -> str:
    return one.version or next(other.version for other in every if f"{{{other.name}}}" in one.purl)


def complete(base: dict[str, Any], found: Iterable[Package], root: Path = ROOT) -> dict[str, Any]:
    """A CycloneDX document of the locked packages, with what it does not know of them."""
    every = {one.name: one for one in found}
    components = [_known(one, every[canonicalize_name(one["name"])]) for one in base["components"]]
    files = [_files_of(one, every.values(), root) for one in FOREIGN]
    direct = {canonicalize_name(one.name) for one in _asked(root)}
    purls = {one["name"]: one["purl"] for one in components}
    main = base["metadata"]["component"]["bom-ref"]
    needed = [*(purls[name] for name in direct), *(one["bom-ref"] for one in files)]
    graph = [{"ref": main, "dependsOn": sorted(needed)}]
    graph += [_edge(purls[one.name], [purls[name] for name in one.needs]) for one in every.values()]
    graph += [{"ref": one["bom-ref"]} for one in files]
    return {**base, "components": [*components, *files], "dependencies": sorted(graph, key=lambda one: str(one["ref"]))}


def _edge(ref: str, needs: list[str]) -> dict[str, Any]:
    return {"ref": ref, "dependsOn": sorted(needs)} if needs else {"ref": ref}


def _known(component: dict[str, Any], package: Package) -> dict[str, Any]:
    kept = {key: value for key, value in component.items() if key != "description"}
    homes = [{"type": "website", "url": package.home}] if package.home else []
    return {
        **kept,
        "bom-ref": component["purl"],
        "licenses": _licences(package.licence),
        "externalReferences": [*kept.get("externalReferences", ()), *homes],
    }


def _licences(words: str) -> list[dict[str, Any]]:
    if words.startswith("LicenseRef-"):
        return [{"license": {"name": words.removeprefix("LicenseRef-").replace("-", " ")}}]
    return [{"expression": words}] if " " in words else [{"license": {"id": words}}]


def _files_of(one: Foreign, every: Iterable[Package], root: Path) -> dict[str, Any]:
    version = _version(one, every)
    paths = sorted(path for pattern in one.files for path in root.glob(pattern))
    parts = [
        {
            "type": "file",
            "bom-ref": f"file:{path.relative_to(root).as_posix()}",
            "name": path.relative_to(root).as_posix(),
            "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
        }
        for path in paths
    ]
    component = {
        "type": "library",
        "bom-ref": f"shipped:{one.name}",
        "name": one.name,
        "version": version,
        "purl": one.purl.replace("{pagefind}", version),
        "licenses": _licences(one.licence),
    }
    return {**component, "components": parts} if parts else component


def main(arguments: list[str]) -> None:
    """Write one document or the other."""
    if arguments[:1] == ["sbom"]:
        source, target = map(Path, arguments[1:])
        document = complete(json.loads(source.read_text(encoding="utf-8")), packages())
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    else:
        (ROOT / "THIRD_PARTY.md").write_text(third_party(packages()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
