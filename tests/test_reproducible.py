"""The same commit makes the same bytes: wherever, whenever, by whomever and with whatever it is built."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from sitegen.catalogues import Catalogue, read_catalogue
from sitegen.cli.options import today
from tests.conftest import ROOT

CONTENT = Path(__file__).parent / "golden" / "content"
PROGRAM = ("sitegen", "templates", "static", "locales")
COMMITTED = {"GIT_COMMITTER_DATE": "2026-03-01T23:30:00+0200", "GIT_AUTHOR_DATE": "2026-03-01T23:30:00+0200"}
NOBODY = 65534
# How git is set up by some: nothing of it may be seen in what is built.
ODD_GIT = "[log]\n\tshowSignature = true\n\tdate = relative\n[diff]\n\trenames = copies\n\tnoprefix = true\n"
ODD_GIT += "[color]\n\tui = always\n[core]\n\tquotePath = true\n[format]\n\tpretty = oneline\n"


@dataclass(frozen=True)
class Way:
    """How a site is built."""

    python: str = sys.executable
    program: Path = ROOT
    site: Path = ROOT
    arguments: tuple[str, ...] = ("--jobs", "1")
    environment: dict[str, str] = field(default_factory=dict)
    mask: int = 0o022
    user: int | None = None

    def built(self) -> dict[str, str]:
        """The digest of every file of the built site, by path."""
        public = self.site / "public"
        shutil.rmtree(public, ignore_errors=True)
        command = [self.python, str(self.program / "build.py"), "build", "--date", "2026-11-22", "--clean"]
        usual = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1"}
        more = {} if self.user is None else {"user": self.user, "group": self.user, "extra_groups": []}
        done = subprocess.run(
            [*command, *self.arguments],
            cwd=self.site,
            env={**usual, "HOME": str(self.site), **self.environment},
            umask=self.mask,
            capture_output=True,
            text=True,
            check=False,
            **more,  # type: ignore[call-overload]  # three arguments of other types
        )
        assert done.returncode == 0, done.stderr
        files = (path for path in public.rglob("*") if path.is_file())
        return {str(path.relative_to(public)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    """A folder that everybody may read, on another file system than the tests' own where there is one."""
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=shared if os.access(shared, os.W_OK) else None))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Way, dict[str, str]]:
    """A commit of the golden site, built in a usual way."""
    site = tmp_path_factory.mktemp("first")
    shutil.copytree(CONTENT, site / "content")
    (site / ".gitignore").write_text("public/\n.public.*\n.sitegen/\n")
    for command in ("init -q", "add -A", "-c user.name=a -c user.email=a@example.lv commit -q -m x"):
        subprocess.run(["git", *command.split()], cwd=site, check=True, env={**os.environ, **COMMITTED})
    way = Way(site=site)
    return way, way.built()


def clone(site: Path, target: Path) -> Path:
    """The same commit elsewhere."""
    subprocess.run(["git", "clone", "-q", "--no-local", str(site), str(target)], check=True)
    return target


def shuffled(source: Path, target: Path) -> None:
    """A copy of which the files were made in another order, and at other times."""
    files = [path for path in sorted(source.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    random.Random(7).shuffle(files)
    for number, path in enumerate(files):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (1_000_000 + number, 1_000_000 + number))


def anew(folder: Path) -> None:
    """Put the files of a folder into another order."""
    aside = folder.with_name(f"{folder.name}.aside")
    folder.rename(aside)
    shuffled(aside, folder)
    shutil.rmtree(aside)


def usable_by(user: int, program: Path) -> tuple[str, dict[str, str]] | None:
    """An interpreter of this version that another user may run, and what it needs to find the libraries."""
    libraries = {"PYTHONPATH": sysconfig.get_path("purelib")}
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        command, more = [python, "-c", "import sitegen.pipeline"], {"PATH": os.environ["PATH"], **libraries}
        with suppress(OSError):
            done = subprocess.run(command, cwd=program, user=user, group=user, extra_groups=[], env=more, check=False)
            if done.returncode == 0:
                return python, libraries
    return None


def elsewhere(way: Way, room: Path, name: str) -> Way:
    """The same, with another copy of the program and another of the site, in folders with odd names."""
    folder = room / name / "cita mape – ā'b"
    for part in PROGRAM:
        shuffled(ROOT / part, folder / "program" / part)
    shutil.copyfile(ROOT / "build.py", folder / "program" / "build.py")
    site = clone(way.site, folder / "vietne")
    anew(site / "content")
    return replace(way, program=folder / "program", site=site)


def by_nobody(way: Way) -> Way:
    """Run by another user, who owns the site; as the one there is, where that cannot be."""
    found = usable_by(NOBODY, way.program) if os.getuid() == 0 else None
    if found is None:
        return way
    for path in (way.site, *way.site.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    return replace(way, user=NOBODY, python=found[0], environment={**way.environment, **found[1]})


def with_odd_git(way: Way) -> Way:
    home = way.site.parent / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(ODD_GIT)
    return replace(way, environment={**way.environment, "HOME": str(home)})


ODD = {"TZ": "Pacific/Kiritimati", "LANG": "lv_LV.UTF-8", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "12345"}


def test_whoever_builds_a_commit_wherever_and_however_gets_the_same_bytes(
    first: tuple[Way, dict[str, str]], room: Path
) -> None:
    """Another folder, file system, order of files, user, home, umask, zone, locale, hash seed, number of processes."""
    way = replace(elsewhere(first[0], room, "all"), arguments=("--jobs", "3"), mask=0o077)
    way = by_nobody(with_odd_git(replace(way, environment=dict(ODD))))
    assert len(first[1]) > 50
    assert any(path.startswith("pagefind/") for path in first[1])
    assert way.built() == first[1]


ALONE: dict[str, Callable[[Way, Path], Way]] = {
    "folder and order of files": lambda way, room: elsewhere(way, room, "folder"),
    "user": lambda way, room: by_nobody(elsewhere(way, room, "user")),
    "time zone east": lambda way, _: replace(way, environment={"TZ": "Pacific/Kiritimati"}),
    "time zone west": lambda way, _: replace(way, environment={"TZ": "Etc/GMT+12"}),
    "locale": lambda way, _: replace(way, environment={"LC_ALL": "tr_TR.UTF-8", "LANG": "C"}),
    "no locale": lambda way, _: replace(
        way, environment={"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ),
    "hash seed": lambda way, _: replace(way, environment={"PYTHONHASHSEED": "1"}),
    "another hash seed": lambda way, _: replace(way, environment={"PYTHONHASHSEED": "4294967295"}),
    "jobs": lambda way, _: replace(way, arguments=("--jobs", "4")),
    "umask": lambda way, _: replace(way, mask=0o077),
    "git": lambda way, room: with_odd_git(elsewhere(way, room, "git")),
    "optimised": lambda way, _: replace(way, environment={"PYTHONOPTIMIZE": "2"}),
}


@pytest.mark.parametrize("name", ALONE)
def test_each_of_these_alone_changes_no_byte(
    first: tuple[Way, dict[str, str]], room: Path, name: str, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--long"):
        pytest.skip("with --long: the test above holds all of them at once")
    way = ALONE[name](first[0], room)
    assert way.built() == first[1]


def other_pythons() -> list[str]:
    """Interpreters of other versions: those that OTHER_PYTHONS names, and those on PATH."""
    named = os.environ.get("OTHER_PYTHONS", "").split()
    return [*named, *(f"python3.{minor}" for minor in range(11, 16) if minor != sys.version_info.minor)]


def test_another_python_makes_the_same_bytes(first: tuple[Way, dict[str, str]]) -> None:
    ask = "import sys, sitegen.pipeline; from sitegen.search import search_program as one; assert one()"
    ask += "; print(sys.version_info[:2])"
    tried = dict[str, str]()
    for name in other_pythons():
        found = shutil.which(name)
        command = [found or "", "-c", ask]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False) if found else None
        if found and done is not None and done.returncode == 0 and done.stdout.strip() not in tried:
            tried[done.stdout.strip()] = found
    tried.pop(str(sys.version_info[:2]), None)
    if not tried:
        pytest.skip("no other Python 3.11 or newer has what requirements/runtime.txt lists; OTHER_PYTHONS names some")
    for python in tried.values():
        assert replace(first[0], python=python).built() == first[1]


def test_published_files_may_be_read_by_a_server_where_the_umask_lets_it(first: tuple[Way, dict[str, str]]) -> None:
    public = first[0].site / "public"
    assert first[0].mask == 0o022
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in (public, *public.rglob("*"))}
    assert modes == {(True, 0o755), (False, 0o644)}


@pytest.fixture
def words() -> Catalogue:
    return read_catalogue("en", ROOT / "locales" / "en" / "LC_MESSAGES" / "diagnostics.po")


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A zone that is fourteen hours before Greenwich."""
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("epoch", "day"),
    [
        ("0", date(1970, 1, 1)),
        ("1640995199", date(2021, 12, 31)),
        ("1640995200", date(2022, 1, 1)),
        ("253402300799", date(9999, 12, 31)),
    ],
)
def test_the_day_of_source_date_epoch_is_that_of_greenwich(
    zone: None, monkeypatch: pytest.MonkeyPatch, words: Catalogue, epoch: str, day: date
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert today(words) == day


@pytest.mark.parametrize(
    "epoch", ["yesterday", "-1", "1.5", "1_000", " 1", "²", "253402300800", "9" * 30, "2022-01-01"]
)
def test_a_source_date_epoch_that_is_no_day_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: Catalogue, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(SystemExit) as ended:
        today(words)
    assert ended.value.code == 2
    assert f"SOURCE_DATE_EPOCH is {epoch}" in capsys.readouterr().err


def test_an_empty_source_date_epoch_is_none(monkeypatch: pytest.MonkeyPatch, words: Catalogue) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    before = date.today()  # noqa: DTZ011 - the day of the machine is what is meant
    assert before <= today(words) <= date.today()  # noqa: DTZ011 - as above
