"""What the program is made of: all of it locked by digest, all of it listed with its licence."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sitegen.supply import FOREIGN, OWN, TELLING, Package, UnknownLicenceError, licence_of, packages, third_party
from tests.conftest import ROOT

LOCKS = ("runtime.txt", "test.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# What a build itself writes into a published site: pages, data, what is drawn, and what says whose folder it is.
WRITTEN = re.compile(
    r"\.sitegen|robots\.txt|.*\.(?:html|xml|json|csv)|.*/share\.png|assets/(?:emblem|icon)\.[0-9a-f]+\.svg"
    r"|assets/(?:css|js)/[a-z]+\.[0-9a-f]+\.(?:css|js)|pagefind/.*\.(?:pf_meta|pf_index|pf_fragment)"
    r"|\.well-known/.*|_headers|_redirects|media/.*"
)


def blocks(lock: str) -> list[str]:
    """The entries of a lock file, each on one line."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_one_version_with_digests(lock: str) -> None:
    entry = re.compile(r"[a-z0-9._-]+==[^\s;]+(?: ; [^#]*?)?(?:\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line for line in blocks(lock) if not entry.fullmatch(line)] == []


def test_every_dependency_of_the_project_is_locked_in_a_version_that_it_takes() -> None:
    extras, groups = PROJECT["project"]["optional-dependencies"], PROJECT["dependency-groups"]
    asked = {
        "runtime.txt": [*PROJECT["project"]["dependencies"], *groups["build"], *PROJECT["build-system"]["requires"]],
        "test.txt": [*PROJECT["project"]["dependencies"], *extras["test"], *extras["audit"]],
    }
    for lock, texts in asked.items():
        locked = dict(line.split(" ")[0].split("==") for line in blocks(lock))
        for one in map(Requirement, texts):
            name = canonicalize_name(one.name)
            assert name in locked, f"{name} is not in requirements/{lock}: run `make lock`"
            assert one.specifier.contains(locked[name]), f"{one} is locked as {locked[name]}: run `make lock`"


def test_every_tool_of_node_is_locked_with_its_digest() -> None:
    lock = json.loads((ROOT / "requirements/node/package-lock.json").read_text(encoding="utf-8"))
    installed = {name: one for name, one in lock["packages"].items() if name}
    assert {name for name, one in installed.items() if not one.get("integrity", "").startswith("sha512-")} == set()
    asked = json.loads((ROOT / "requirements/node/package.json").read_text(encoding="utf-8"))["dependencies"]
    assert {name: installed[f"node_modules/{name}"]["version"] for name in asked} == asked


def test_nothing_is_installed_without_its_digest() -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").split("\n")
    installing = [line.strip() for line in lines if "$(PIP)" in line]
    assert installing
    assert [line for line in installing if "--require-hashes" not in line and "--no-deps" not in line] == []
    assert [
        line for line in lines if "npm ci" in line and "--ignore-scripts" not in line and "$(NPM)" not in line
    ] == []


@pytest.fixture(scope="module")
def found() -> tuple[Package, ...]:
    return packages()


def test_the_list_of_third_parties_is_current(found: tuple[Package, ...]) -> None:
    assert (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8") == third_party(found), "run `make docs`"


def test_every_file_that_is_shipped_is_our_own_or_listed() -> None:
    known = {path for pattern in (*OWN, *TELLING) for path in ROOT.glob(pattern)}
    for one in FOREIGN:
        paths = {path for pattern in one.files for path in ROOT.glob(pattern)}
        assert bool(paths) is bool(one.files), one.name
        known |= paths
    assert {path for path in (ROOT / "static").rglob("*") if path.is_file()} == known


@pytest.mark.parametrize("path", [path for pattern in OWN for path in ROOT.glob(pattern)], ids=lambda path: path.name)
def test_no_file_of_our_own_says_that_it_is_another_s(path: Path) -> None:
    assert re.search(r"copyright|\(c\)|@licen[cs]e|©", path.read_text(encoding="utf-8"), re.IGNORECASE) is None


def test_every_published_file_is_written_by_the_program_or_listed(real_site: Path) -> None:
    listed = {path for one in FOREIGN for pattern in one.published for path in real_site.glob(pattern)}
    assert all(any(real_site.glob(pattern)) for one in FOREIGN for pattern in one.published)
    others = {path for path in real_site.rglob("*") if path.is_file()} - listed
    names = {path.relative_to(real_site).as_posix() for path in others}
    assert {name for name in names if not WRITTEN.fullmatch(name)} == set()


def sbom(folder: Path, seed: str) -> str:
    """What `make sbom` writes."""
    base, target = folder / "base.json", folder / "dist" / "sbom.cdx.json"
    options = (
        "--pyproject pyproject.toml --spec-version 1.6 --output-reproducible --output-format JSON --no-validate -o"
    )
    command = ["-m", "cyclonedx_py", "requirements", "requirements/runtime.txt", *options.split(), str(base)]
    for arguments in (command, ["-m", "sitegen.supply", "sbom", str(base), str(target)]):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, env=environment)
    return target.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> str:
    return sbom(tmp_path_factory.mktemp("bill"), "1")


def test_the_bill_of_materials_is_valid_and_repeatable(bill: str, tmp_path: Path) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None
    assert "serialNumber" not in bill
    assert "timestamp" not in bill
    assert str(ROOT) not in bill
    assert sbom(tmp_path, "2") == bill


def test_the_bill_of_materials_has_every_package_with_its_licence_and_digests(
    bill: str, found: tuple[Package, ...]
) -> None:
    packed = {one["bom-ref"]: one for one in json.loads(bill)["components"]}
    for one in found:
        component = packed[f"pkg:pypi/{one.name}@{one.version}"]
        digests = {each["content"] for place in component["externalReferences"] for each in place.get("hashes", ())}
        block = next(line for line in blocks("runtime.txt") if line.startswith(f"{one.name}=="))
        assert digests == set(re.findall(r"sha256:([0-9a-f]{64})", block))
        (licence,) = component["licenses"]
        assert one.licence in (licence.get("expression"), licence.get("license", {}).get("id"))


def test_the_bill_of_materials_has_the_files_of_others_with_their_digests(bill: str) -> None:
    components = json.loads(bill)["components"]
    files = {part["name"]: part for one in components for part in one.get("components", ())}
    assert files.keys() == {
        path.relative_to(ROOT).as_posix() for one in FOREIGN for pattern in one.files for path in ROOT.glob(pattern)
    }
    for name, part in files.items():
        assert part["hashes"][0]["content"] == hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
    assert {one.name for one in FOREIGN} <= {one["name"] for one in components if one["licenses"]}


def test_all_of_the_bill_of_materials_hangs_together(bill: str) -> None:
    data = json.loads(bill)
    edges = {one["ref"]: one.get("dependsOn", []) for one in data["dependencies"]}
    refs = {one["bom-ref"] for one in data["components"]}
    assert {ref for needs in edges.values() for ref in needs} <= refs
    reached, pending = set[str](), [data["metadata"]["component"]["bom-ref"]]
    pending += [ref for ref in refs if ref.startswith("pkg:pypi/hatchling@")]  # what builds the program
    while pending:
        ref = pending.pop()
        reached.add(ref)
        pending += [one for one in edges[ref] if one not in reached]
    assert refs - reached == set()


def installed(folder: Path, *lines: str, licence: str = "") -> Distribution:
    """A package that tells this of itself."""
    place = folder / "x-1.dist-info"
    place.mkdir()
    (place / "METADATA").write_text("\n".join(("Metadata-Version: 2.4", "Name: x", "Version: 1", *lines, "")))
    (place / "LICENSE").write_text(licence)
    (place / "RECORD").write_text("x-1.dist-info/METADATA,,\nx-1.dist-info/LICENSE,,\n")
    return Distribution.at(place)


@pytest.mark.parametrize(
    ("expected", "lines", "licence"),
    [
        ("MIT OR Apache-2.0", ["License-Expression: MIT OR Apache-2.0"], ""),
        ("MIT", ["License: MIT"], ""),
        ("MPL-2.0", ["Classifier: License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)"], ""),
        (
            "BSD-3-Clause",
            ["License: BSD", "Classifier: License :: OSI Approved :: BSD License"],
            "Neither the\nname of",
        ),
        ("BSD-2-Clause", ["Classifier: License :: OSI Approved :: BSD License"], "Redistributions must"),
    ],
)
def test_a_licence_is_read_however_it_is_stated(tmp_path: Path, expected: str, lines: list[str], licence: str) -> None:
    assert licence_of(installed(tmp_path, *lines, licence=licence)) == expected


@pytest.mark.parametrize("lines", [[], ["License: see the file"], ["Classifier: License :: OSI Approved"]])
def test_a_package_that_does_not_state_its_licence_is_refused(tmp_path: Path, lines: list[str]) -> None:
    with pytest.raises(UnknownLicenceError):
        licence_of(installed(tmp_path, *lines, licence="All rights reserved"))
