"""The command line, as a program and in this process: exit codes, languages, formats, what goes where."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from sitegen.cli import cli
from sitegen.cli.helping import spoken
from sitegen.cli.speaking import catalogue_for
from tests.conftest import ROOT

MISSPELT = "status: runing\n"


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def call(folder: Path, *arguments: str, **environment: str) -> Result:
    """The same without a process of its own, which takes half a second to start."""
    surroundings = {**dict.fromkeys(os.environ), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **environment}
    with chdir(folder):
        return CliRunner(env=surroundings).invoke(cli, arguments)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("addresses.txt"))
    return tmp_path


@pytest.fixture
def broken(site: Path) -> Path:
    record = site / "content" / "projects" / "pakalpojumu-infrastruktura-ilukste.yaml"
    record.write_text(record.read_text(encoding="utf-8") + MISSPELT, encoding="utf-8")
    return site


def test_build_py_without_arguments_builds_content_into_public(site: Path) -> None:
    done = run(site)
    assert (done.returncode, done.stdout) == (0, "")
    assert (site / "public" / "lv" / "index.html").is_file()
    assert "files written" in done.stderr


def test_the_summary_speaks_latvian_where_the_reader_does(site: Path) -> None:
    assert "kļūdu" in run(site, "check", LANG="lv_LV.UTF-8").stderr
    assert "kļūdu" in call(site, "check", "--messages", "lv").stderr
    assert "errors" in run(site, "check", "--messages", "en", LANG="lv_LV.UTF-8").stderr


def test_help_speaks_latvian_where_the_reader_does(tmp_path: Path) -> None:
    told = run(tmp_path, "build", "--help", LANG="lv_LV.UTF-8").stdout
    assert told.startswith("Lietošana: sitegen build [OPTIONS]\n")
    assert "[noklusējums: public]" in told
    assert not re.search(r"Usage|Options|default|Show|exit", told)
    assert run(tmp_path, "build", "--help", "--messages", "lv").stdout == told
    assert "Usage: sitegen build" in run(tmp_path, "build", "--help", "--messages", "en", LANG="lv_LV.UTF-8").stdout
    assert "[obligāts]" in run(tmp_path, "headers", "-h", LANG="lv_LV.UTF-8").stdout
    done = run(tmp_path, "new", LANG="lv_LV.UTF-8")
    assert (done.returncode, done.stdout, "Lietošana: sitegen new" in done.stderr) == (2, "", True)
    assert "trūkst COMMAND" in run(tmp_path, "new", "--messages", "lv").stderr
    assert "Usage: sitegen new" in run(tmp_path, "new").stderr


def test_every_command_and_option_tells_of_itself_in_latvian() -> None:
    def helps(command: click.Command) -> Iterator[str | None]:
        yield command.help
        yield from (param.help for param in command.params if isinstance(param, click.Option))
        for other in command.commands.values() if isinstance(command, click.Group) else ():
            yield from helps(other)

    english, latvian = list(helps(cli)), list(helps(spoken(cli, catalogue_for("lv"))))
    assert len(english) == len(latvian) > 60
    assert [one for one, other in zip(english, latvian, strict=True) if one and one == other] == []


INTERRUPTED = """
import click
from sitegen.cli import cli, main

@cli.command("wait")
@click.option("--messages")
def wait(messages):
    raise KeyboardInterrupt

main(["wait", "--messages", "{language}"])
"""


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "interrupted; a published site is whole, the old one or the new one"),
        ("lv", "pārtraukts; publicētā vietne ir vesela – vecā vai jaunā"),
    ],
)
def test_who_interrupts_is_told_in_their_language(language: str, told: str) -> None:
    command = [sys.executable, "-c", INTERRUPTED.format(language=language)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", told)


def test_a_problem_is_told_at_its_place_and_nothing_is_published(broken: Path) -> None:
    done = run(broken)
    assert done.returncode == 1
    assert "error[unknown-choice]: `runing` is not a status" in done.stderr
    assert "= did you mean `running`?" in done.stderr
    assert "nothing was published" in done.stderr
    assert not (broken / "public").exists()


def test_concise_tells_each_problem_in_a_line(broken: Path) -> None:
    lines = call(broken, "check", "--format", "concise").stderr.split("\n")
    path = "content/projects/pakalpojumu-infrastruktura-ilukste.yaml"
    assert [line for line in lines if line.startswith(path) and ":9: error[unknown-choice]" in line]


def test_github_marks_the_line(broken: Path) -> None:
    done = call(broken, "check", "--format", "github")
    assert "::error file=content/projects/pakalpojumu-infrastruktura-ilukste.yaml,line=" in done.stderr
    assert "title=unknown-choice::`runing` is not a status" in done.stderr


def test_json_is_one_document(broken: Path) -> None:
    document = json.loads(run(broken, "check", "--format", "json").stderr)
    (found,) = [one for one in document["diagnostics"] if one["severity"] == "error"]
    assert (found["code"], found["column"], found["hint"]) == ("unknown-choice", 9, "did you mean `running`?")
    assert document["summary"]["error"] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--nonsense"],
        ["build", "--date", "yesterday"],
        ["build", "--base-url", "example.lv"],
        ["redirects", "--base-url", "https://[x"],
        ["headers", "--format", "nginx", "--base-url", "https://example.lv/?a=1"],
        ["redirects", "--output", "no/such/folder/rules.conf"],
        ["build", "--jobs", "0"],
        ["check", "--content", "nowhere"],
        ["nonsense"],
        ["check", "--messages", "de"],
    ],
)
def test_wrong_usage_ends_with_two(site: Path, arguments: list[str]) -> None:
    done = run(site, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "--nonsense"], "opcijas --nonsense nav"),
        (["explain"], "trūkst PAGE"),
        (["new", "news", "Virsraksts"], "trūkst --project"),
        (["build", "--jobs", "0"], "--jobs ir skaitlis, kas nav mazāks par 1"),
        (["check", "--format", "xml"], "--format ir viens no: full, concise, github, json"),
        (["nonsense"], "komandas nonsense nav"),
    ],
)
def test_wrong_usage_is_told_in_the_language_of_messages(site: Path, arguments: list[str], told: str) -> None:
    done = run(site, *arguments, "--messages", "lv")
    assert done.returncode == 2
    assert done.stderr.startswith(told)


def test_new_takes_the_language_of_messages_before_its_command_too(site: Path) -> None:
    assert "izveidots" in run(site, "new", "--messages", "lv", "project", "jauns").stderr


def test_an_output_folder_that_is_not_ours_is_refused(site: Path) -> None:
    (site / "public").mkdir()
    (site / "public" / "mine.txt").write_text("x")
    done = run(site)
    assert done.returncode == 2
    assert "public" in done.stderr
    assert [path.name for path in (site / "public").iterdir()] == ["mine.txt"]


def test_the_base_url_and_the_day_can_be_given(site: Path) -> None:
    done = call(site, "build", "--base-url", "https://example.lv/projekti", "--date", "2022-01-01", "--output", "out")
    assert done.exit_code == 0
    html = (site / "out" / "lv" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.lv/projekti/lv/">' in html
    assert "01.01.2022." in html


def test_the_day_may_come_from_the_environment_for_builds_that_repeat(site: Path) -> None:
    run(site, "--output", "out", SOURCE_DATE_EPOCH="1640995200")
    assert "01.01.2022." in (site / "out" / "lv" / "index.html").read_text(encoding="utf-8")


def test_strict_fails_on_a_warning(site: Path) -> None:
    (site / "content" / "unknown.txt").write_text("x")
    assert call(site, "check", "--strict").exit_code == 1
    assert call(site, "check").exit_code == 0


def test_help_lists_the_commands(site: Path) -> None:
    done = run(site, "--help")
    assert done.returncode == 0
    assert {"build", "check", "serve", "new"} <= set(done.stdout.split())


def test_check_lists_every_exception_with_its_reason(site: Path) -> None:
    told = call(site, "check", "--messages", "en").stderr
    assert "exception[mark-not-supplied]: the official mark" in told
    assert "= reason: oficiālo failu iestāde vēl nav iesniegusi" in told
    assert "(content/site.yaml:" in told
    assert "0 errors, 0 warnings, 5 exceptions" in told


def test_exceptions_are_listed_in_every_format(site: Path) -> None:
    concise = call(site, "check", "--messages", "lv", "--format", "concise").stderr
    assert "content/site.yaml: izņēmums[mark-not-supplied]: " in concise
    github = call(site, "check", "--format", "github").stderr
    assert "::notice file=content/site.yaml,title=mark-not-supplied::" in github
    data = json.loads(call(site, "check", "--format", "json").stderr)
    of_site = ["mark-not-supplied", "statement-not-evaluated"]
    assert [one["code"] for one in data["exceptions"]] == [*["completed-without-results"] * 3, *of_site]
    assert data["exceptions"][-1]["written"]["path"] == "content/site.yaml"


def test_a_build_counts_exceptions_and_does_not_list_them(site: Path) -> None:
    told = call(site, "build", "--messages", "en").stderr
    assert "5 exceptions" in told
    assert "exception[" not in told


def test_translations_are_told_on_standard_output(site: Path) -> None:
    (site / "content" / "pages" / "about.en.md").unlink()
    done = call(site, "translations", "--messages", "en")
    assert done.exit_code == 0
    assert "missing   en  content/pages/about.en.md" in done.stdout
    assert "complete  en  content/projects/atver-sirdi-zemgale.yaml" in done.stdout
    assert call(site, "translations", "--strict").exit_code == 1


def test_translations_are_told_as_data(site: Path) -> None:
    data = json.loads(call(site, "translations", "--format", "json").stdout)
    states = {one["path"]: one["state"] for one in data["translations"]}
    assert states["content/pages/privacy.en.md"] == "complete"


def test_a_stamped_translation_is_stale_once_the_original_changes(site: Path) -> None:
    english, latvian = (site / "content" / "pages" / f"about.{language}.md" for language in ("en", "lv"))
    assert call(site, "translations", "--stamp", "content/pages/about.en.md").exit_code == 0
    assert "\ntranslates: " in english.read_text(encoding="utf-8")
    assert "translation-stale" not in call(site, "check").stderr
    latvian.write_text(latvian.read_text(encoding="utf-8") + "\nJauns teikums.\n", encoding="utf-8")
    assert "warning[translation-stale]" in call(site, "check", "--messages", "en").stderr
    assert "stale     en  content/pages/about.en.md" in call(site, "translations", "--messages", "en").stdout


def test_what_cannot_be_stamped_is_refused_in_a_sentence(site: Path) -> None:
    done = run(site, "translations", "--stamp", "content/site.yaml", "--messages", "lv")
    assert done.returncode == 2
    assert "content/site.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_translations_of_content_that_cannot_be_read_are_told_with_its_errors(site: Path) -> None:
    (site / "content" / "projects" / "atver-sirdi-zemgale.yaml").write_text("number: [", encoding="utf-8")
    done = call(site, "translations", "--messages", "en")
    assert done.exit_code == 1
    assert "error[yaml-" in done.stderr
    assert "content/pages/about.en.md" in done.stdout
    (site / "content" / "site.yaml").unlink()
    assert call(site, "translations").exit_code == 1
