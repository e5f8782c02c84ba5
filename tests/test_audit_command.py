"""`sitegen audit`: what it tells, what it writes, what it leaves alone."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sitegen.cli import cli
from sitegen.diagnostics import Collector
from sitegen.load import load
from sitegen.pipeline import Settings, build
from tests.few_pages import keep_few

CONTENT = Path(__file__).parent / "golden" / "content"
KEPT = ("lv/projekti/new", "en/projects/iodine", "lv/pieklustamibas-pazinojums", "en/accessibility-statement")
PAGE = "public/lv/projekti/new/index.html"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site's folder with a few built pages of the golden site."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copytree(CONTENT, folder / "content")
    whole = folder / "whole"
    build(Settings(content=folder / "content", output=whole, day=date(2026, 11, 22)))
    keep_few(whole, KEPT, folder / "public")
    shutil.rmtree(whole)
    settings = folder / "content/site.yaml"
    text = settings.read_text(encoding="utf-8").replace("checks: {", "checks: {own-address-missing: off, ")
    settings.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def site(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to do with as one likes; the current folder."""
    shutil.copytree(small, tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner(env={"LANG": "C", "LC_ALL": "C", **environment}).invoke(cli, ["audit", *arguments])


def spoil(site: Path, old: str, new: str, path: str = PAGE) -> None:
    page = site / path
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")


def digest(folder: Path) -> dict[str, tuple[str, int]]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in files}


def report(site: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((site / "audit-report/audit.json").read_text(encoding="utf-8"))
    return data


def test_a_sound_site_is_clean_and_left_alone(site: Path) -> None:
    before = digest(site / "public")
    result = run("--static")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("0 errors, 0 warnings; 4 pages in ")
    assert result.stderr.rstrip().endswith("(files only); report: audit-report/index.html")
    assert digest(site / "public") == before
    assert report(site)["browser"] is None
    assert (site / "audit-report/index.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.browser
def test_the_report_says_what_was_seen_and_by_what(site: Path) -> None:
    before = digest(site / "public")
    result = run(CHROMIUM=os.environ.get("CHROMIUM", ""))
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    assert digest(site / "public") == before
    data = report(site)
    assert data["schema"] == 1
    assert data["browser"].startswith("Chromium ")
    assert data["screens"] == ["360×640 light", "360×640 dark", "1280×720 light", "1280×720 dark"]
    assert data["site"]["address"] == "https://example.lv/projekti/"
    assert data["site"]["digest"].startswith("sha256:")
    assert (data["errors"], data["warnings"], data["findings"]) == (0, 0, [])
    page = next(one for one in data["pages"] if one["path"] == "lv/projekti/new/index.html")
    assert page["support"] == ["2021-2027:esf+:funded"]
    assert set(page["fonts"]) == {"Ubuntu", "Ubuntu derivative sitegen"}
    for screen in data["screens"]:
        seen = page["screens"][screen]
        assert seen["lines"][0] == "Finansē Eiropas Savienība"
        assert seen["emblem"][3] >= 40
        assert (site / "audit-report" / seen["look"]).read_bytes().startswith(b"\x89PNG")
    assert {one["code"] for one in data["checks"]} >= {"emblem-altered", "statement-wording", "foreign-request"}


@pytest.mark.browser
def test_a_fault_is_told_with_its_picture_and_fails(site: Path) -> None:
    spoil(site, "Finansē Eiropas Savienība", "Finansē ES")
    result = run("--messages", "lv", CHROMIUM=os.environ.get("CHROMIUM", ""))
    assert result.exit_code == 1
    assert "[statement-wording]: “Finansē ES”" in result.stderr
    assert "--> public/lv/projekti/new/index.html:" in result.stderr
    assert "B-34" in result.stderr
    assert "  = redzams ekrānā 360×640 light, " in result.stderr
    [finding] = report(site)["findings"]
    assert finding["rules"] == ["A-09", "B-10", "B-21", "B-34"]
    assert (site / "audit-report" / finding["screenshot"]).read_bytes().startswith(b"\x89PNG")
    html = (site / "audit-report/index.html").read_text(encoding="utf-8")
    assert finding["screenshot"] in html
    assert '<html lang="lv">' in html


def test_without_a_browser_the_files_are_audited_and_the_lack_is_told(site: Path) -> None:
    result = run(CHROMIUM="/nonexistent/chromium")
    assert result.exit_code == 2
    assert "/nonexistent/chromium" in result.stderr
    assert "(files only)" in result.stderr
    assert "Traceback" not in result.stderr
    assert report(site)["browser"] is None
    assert run("--record", CHROMIUM="/nonexistent/chromium").exit_code == 2
    assert not (site / "content/audit.yaml").exists()
    spoil(site, 'alt="" width="78"', 'alt="" loading="lazy" width="78"')
    assert run(CHROMIUM="/nonexistent/chromium").exit_code == 1


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("there is no folder nowhere; build the site first", ["nowhere"]),
        ("there is no page in content/media; build the site first", ["content/media"]),
        ("the report cannot lie in public, which is only looked at", ["--report", "public/report"]),
        ("content is not a report's folder; choose another one", ["--report", "content"]),
    ],
)
def test_wrong_folders_are_refused_in_a_sentence(site: Path, words: str, arguments: list[str]) -> None:
    before = digest(site)
    result = run("--static", *arguments)
    assert (result.exit_code, result.stderr.strip()) == (2, words)
    assert digest(site) == before


def test_an_emblem_that_is_not_there_is_told_without_a_browser(site: Path) -> None:
    for file in (site / "public/assets").glob("emblem.*.svg"):
        file.unlink()
    assert run("--static").exit_code == 1
    told = [(one["code"], len(one["pages"])) for one in report(site)["findings"]]
    assert told == [("broken-link", 4), ("emblem-not-loaded", 4)]


def test_an_older_report_is_replaced(site: Path) -> None:
    run("--static")
    (site / "audit-report/screenshots").mkdir()
    (site / "audit-report/screenshots/001-old.png").write_bytes(b"old")
    assert run("--static").exit_code == 0
    assert not (site / "audit-report/screenshots/001-old.png").exists()


def test_a_warning_fails_only_under_strict_and_a_site_may_switch_it_off(site: Path) -> None:
    spoil(site, 'alt="" width="78"', 'alt="Eiropas Savienības karogs" width="78"')
    assert run("--static").exit_code == 0
    assert run("--static", "--strict").exit_code == 1
    spoil(site, "checks: {", "checks: {emblem-read-twice: off, ", "content/site.yaml")
    assert run("--static", "--strict").exit_code == 0


@pytest.mark.browser
def test_what_rests_on_practice_is_set_by_the_site(site: Path) -> None:
    with (site / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("visibility: {emblem_height: 60, contrast: 22}\n")
    assert run(CHROMIUM=os.environ.get("CHROMIUM", "")).exit_code == 1
    assert {one["code"] for one in report(site)["findings"]} == {"emblem-small", "statement-contrast"}
    assert report(site)["settings"]["emblem_height"] == 60


def test_the_result_is_noted_for_the_accessibility_statement(site: Path) -> None:
    spoil(site, "<h2", "<h1")
    assert run("--static", "--record").exit_code == 1
    found = Collector()
    content = load(site / "content", found)
    assert [one.code for one in found.in_order()] == []
    assert content is not None
    assert content.audit is not None
    assert (content.audit.pages, content.audit.browser) == (4, False)
    assert content.audit.digest == report(site)["site"]["digest"]
    assert {aspect.value: pages for aspect, pages in content.audit.aspects.items() if pages} == {"headings": 1}
    outcome = build(Settings(content=site / "content", output=site / "again", day=date.today()))  # noqa: DTZ011 - as recorded
    assert not outcome.has_errors
    assert content.audit.program in (site / "again/lv/pieklustamibas-pazinojums/index.html").read_text(encoding="utf-8")


def test_json_is_one_document(site: Path) -> None:
    result = run("--static", "--format", "json")
    data = json.loads(result.stderr)
    assert data["findings"] == []
    assert data["site"]["digest"] == report(site)["site"]["digest"]


@pytest.mark.alone
@pytest.mark.browser
def test_a_page_that_hangs_is_told_and_the_others_are_seen(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitegen.audit.browser.TIMEOUT", 3000)
    spoil(site, "</h1>", "</h1><script>while (true);</script>")
    assert run(CHROMIUM=os.environ.get("CHROMIUM", "")).exit_code == 1
    told = {(one["code"], *(page["path"] for page in one["pages"])) for one in report(site)["findings"]}
    assert told == {("page-not-shown", "lv/projekti/new/index.html")}
    assert sum(1 for page in report(site)["pages"] if page["screens"]) == 3


@pytest.mark.browser
def test_what_is_wrong_at_another_width_is_told_of_every_page(site: Path) -> None:
    [sheet] = (site / "public/assets/css").glob("site.*.css")
    style = "@media (min-width:600px) and (max-width:1000px){.emblem{visibility:hidden}}"
    sheet.write_text(sheet.read_text(encoding="utf-8") + style, encoding="utf-8")
    assert run(CHROMIUM=os.environ.get("CHROMIUM", "")).exit_code == 1
    findings = report(site)["findings"]
    assert {one["code"] for one in findings} == {"block-hidden"}
    assert all(len(one["pages"]) == 4 for one in findings)
    assert {one["parameters"]["seen"].rpartition(" (")[2] for one in findings} == {
        "600 px)",
        "768 px)",
        "print)",
    }  # paper is 794 px wide
    assert all((site / "audit-report" / one["screenshot"]).is_file() for one in findings)
