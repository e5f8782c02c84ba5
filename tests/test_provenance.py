"""Files and the commits that they come from, in real repositories."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from sitegen.pipeline import Settings, build
from sitegen.provenance import Commit, read_provenance
from tests.conftest import DAY, ROOT

WHEN = "2024-03-05T23:30:00+02:00"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit, of 5 March 2024, that holds `content/a.yaml` and `content/b.yaml`."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    write(tmp_path, "a.yaml", "a: 1\n")
    write(tmp_path, "b.yaml", "b: 1\n")
    commit(tmp_path)
    return tmp_path


def git(folder: Path, *arguments: str) -> str:
    own = ["-c", "user.name=Editor", "-c", "user.email=editor@example.lv", "-c", "protocol.file.allow=always"]
    return subprocess.run(
        ["git", "-C", str(folder), *own, *arguments], check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


def write(folder: Path, name: str, text: str) -> None:
    path = folder / "content" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def commit(folder: Path, when: str = WHEN) -> str:
    git(folder, "add", "--all")
    git(folder, "-c", "core.abbrev=40", "commit", "--quiet", "--message=x", f"--date={when}")
    git(folder, "rebase", "--quiet", "--committer-date-is-author-date", "--root", "--force-rebase")
    return git(folder, "rev-parse", "HEAD")


def test_a_file_has_the_last_commit_that_changed_it(repository: Path) -> None:
    first = git(repository, "rev-parse", "HEAD")
    write(repository, "b.yaml", "b: 2\n")
    second = commit(repository, "2024-04-01T08:00:00+03:00")
    assert read_provenance(repository / "content") == {
        "content/a.yaml": Commit(first, date(2024, 3, 5)),
        "content/b.yaml": Commit(second, date(2024, 4, 1)),
    }


def test_a_file_that_was_changed_since_is_left_out(repository: Path) -> None:
    write(repository, "a.yaml", "a: 3\n")
    write(repository, "new.yaml", "a: 3\n")
    assert set(read_provenance(repository / "content")) == {"content/b.yaml"}


def test_a_file_with_letters_of_latvian_in_its_name_is_found(repository: Path) -> None:
    write(repository, "ceļš uz ezeru.yaml", "a: 1\n")
    commit(repository)
    assert "content/ceļš uz ezeru.yaml" in read_provenance(repository / "content")


def test_a_merge_that_makes_a_file_anew_is_its_commit(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "-b", "other")
    write(repository, "a.yaml", "a: other\n")
    git(repository, "commit", "--quiet", "--all", "--message=x")
    git(repository, "checkout", "--quiet", "main")
    write(repository, "a.yaml", "a: main\n")
    git(repository, "commit", "--quiet", "--all", "--message=x")
    subprocess.run(["git", "-C", str(repository), "merge", "--quiet", "other"], check=False, capture_output=True)
    write(repository, "a.yaml", "a: both\n")
    git(repository, "commit", "--quiet", "--all", "--message=x")
    assert read_provenance(repository / "content")["content/a.yaml"].hash == git(repository, "rev-parse", "HEAD")


def test_a_history_that_was_cut_proves_nothing(repository: Path, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository}", str(shallow))
    assert read_provenance(shallow / "content") == {}


def test_without_git_there_is_nothing_to_tell(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "a: 1\n")
    assert read_provenance(tmp_path / "content") == {}


def test_a_project_page_tells_the_commit_of_its_record(tmp_path: Path) -> None:
    record = "content/projects/atver-sirdi-zemgale.yaml"
    commits = {record: Commit("0123456789abcdef0123456789abcdef01234567", date(2024, 3, 5))}
    output = tmp_path / "public"
    build(Settings(content=ROOT / "content", output=output, day=DAY, commits=commits))
    html = (output / "lv/projekti/atver-sirdi-zemgale/index.html").read_text(encoding="utf-8")
    assert f"<code>{record}</code>" in html
    assert "0123456789" in html
    assert '<time datetime="2024-03-05">05.03.2024.</time>' in html
    assert "%2C%200123456789%0A" in html  # the mail that tells of an error carries it too
    other = (output / "lv/projekti/deinstitucionalizacija-latgale/index.html").read_text(encoding="utf-8")
    assert "0123456789" not in other
