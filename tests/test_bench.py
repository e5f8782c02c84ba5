"""What is measured: content like any other, the same for the same seed, and a site of the same records for Hugo."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from sitegen.pipeline import Settings, build

BENCH = Path(__file__).parent.parent / "bench"
PROJECTS, LANGUAGES, TOPICS = 3, 2, 40


@pytest.fixture(scope="module")
def bench() -> dict[str, ModuleType]:
    """The scripts, which import each other from their own folder."""
    sys.path.insert(0, str(BENCH))
    try:
        names = ("corpus", "hugo_site", "situations", "saving", "tables", "watching")
        return {name: importlib.import_module(name) for name in names}
    finally:
        sys.path.remove(str(BENCH))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made(bench: dict[str, ModuleType], script: str, folder: Path) -> dict[str, bytes]:
    bench[script].make(folder, PROJECTS, 7)
    return files(folder)


def head(file: bytes) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(file.decode().split("---\n")[1])
    return found


# --- The corpus


def test_the_corpus_is_the_same_for_the_same_seed(bench: dict[str, ModuleType], tmp_path: Path) -> None:
    assert made(bench, "corpus", tmp_path / "one") == made(bench, "corpus", tmp_path / "two")


def test_the_corpus_builds_without_a_word(bench: dict[str, ModuleType], tmp_path: Path) -> None:
    written = made(bench, "corpus", tmp_path / "content")
    assert len(written) == 5 + PROJECTS * (1 + LANGUAGES) + PROJECTS * 3 * LANGUAGES
    outcome = build(Settings(content=tmp_path / "content", output=tmp_path / "public", day=date(2026, 11, 22)))
    assert outcome.diagnostics == ()
    assert outcome.changes is not None


def test_a_project_has_what_a_real_one_has(bench: dict[str, ModuleType], tmp_path: Path) -> None:
    written = made(bench, "corpus", tmp_path)
    record = yaml.safe_load(written["projects/projekts-00002.yaml"])
    lengths = [len(record[name]) for name in ("activities", "indicators", "places", "tags")]
    assert lengths == [8, 5, 3, 3]
    assert 400 < len(record["goal"]["lv"]) < 800
    text = written["projects/projekts-00002.lv.md"].decode()
    assert 1200 < len(text) < 2000
    assert all(mark in text for mark in ("\n## ", "\n- ", "|---|", "](https://", "{{ funding.total }}"))
    items = [text.decode() for path, text in written.items() if "zina-00002-" in path and path.endswith(".lv.md")]
    assert len(items) == 3
    assert all(mark in items[0] for mark in ("\n## ", "\n- ", "\n> ", "](https://"))


# --- The same for Hugo


def test_hugo_has_a_page_for_every_record_and_every_term(bench: dict[str, ModuleType], tmp_path: Path) -> None:
    written = made(bench, "hugo_site", tmp_path)
    for language in ("lv", "en"):
        kinds = [path.split("/")[2] for path in written if path.startswith(f"content/{language}/")]
        counts = {kind: kinds.count(kind) for kind in ("projects", "news", "topics", "places", "organisations")}
        assert counts == {
            "projects": PROJECTS + 1,
            "news": PROJECTS * 3 + 1,
            "topics": TOPICS + 1,
            "places": 18 + 4 + 1,
            "organisations": 8 + 1,
        }


def test_hugo_gets_the_same_records(bench: dict[str, ModuleType], tmp_path: Path) -> None:
    ours = made(bench, "corpus", tmp_path / "ours")
    theirs = made(bench, "hugo_site", tmp_path / "theirs")
    record = yaml.safe_load(ours["projects/projekts-00001.yaml"])
    page = head(theirs["content/en/projects/projekts-00001.md"])
    assert page["title"] == record["title"]["en"]
    assert page["goal"] == record["goal"]["en"]
    assert page["activities"] == [one["en"] for one in record["activities"]]
    assert page["total"] == record["funding"]["total"]
    assert page["topics"] == record["tags"]
    item = next(text for path, text in ours.items() if path.endswith("zina-00001-2.lv.md"))
    assert theirs["content/lv/news/zina-00001-2.md"].decode().split("---\n")[2].strip() == (
        item.decode().split("---\n")[2].strip()
    )


def test_hugo_has_a_layout_for_every_kind_of_page_and_data(bench: dict[str, ModuleType], tmp_path: Path) -> None:
    written = made(bench, "hugo_site", tmp_path)
    layouts = {path.removeprefix("layouts/") for path in written if path.startswith("layouts/")}
    wanted = {f"{kind}/page.html" for kind in ("projects", "news")} | {"projects/page.json", "projects/page.feed.xml"}
    wanted |= {"projects/section.html", "projects/section.list.json", "news/section.html", "newsyears/term.html"}
    wanted |= {f"{kind}/term.html" for kind in ("topics", "places", "organisations")}
    wanted |= {"home.html", "home.feed.xml", "term.html", "taxonomy.html", "page.html", "404.html", "sitemap.xml"}
    assert wanted <= layouts


def test_hugo_has_the_same_words_in_both_languages() -> None:
    words = [yaml.safe_load((BENCH / "hugo" / "i18n" / f"{code}.yaml").read_text("utf-8")) for code in ("lv", "en")]
    assert words[0].keys() == words[1].keys()


# --- The same change in both


def test_an_amount_is_raised_by_the_same_in_both_and_still_adds_up(
    bench: dict[str, ModuleType], tmp_path: Path
) -> None:
    ours, theirs = (
        bench["situations"].Ours(tmp_path / "o", PROJECTS),
        bench["situations"].Hugo(tmp_path / "h", PROJECTS),
    )
    record, page = ours.folder / "content/projects/projekts-00002.yaml", "projects/projekts-00002.md"
    before = yaml.safe_load(record.read_text(encoding="utf-8"))["funding"]
    for site in (ours, theirs):
        site.edit("amount", 1)
    after = yaml.safe_load(record.read_text(encoding="utf-8"))["funding"]
    assert after["total"] == pytest.approx(before["total"] + 100)
    assert sum(source["amount"] for source in after["sources"]) == pytest.approx(after["total"])
    for language in ("lv", "en"):
        told = head((theirs.folder / "content" / language / page).read_bytes())
        assert told["total"] == after["total"]
        assert told["sources"] == after["sources"]


@pytest.mark.parametrize("situation", ["text", "template", "catalogue"])
def test_every_edit_is_another_one(bench: dict[str, ModuleType], tmp_path: Path, situation: str) -> None:
    for site in (bench["situations"].Ours(tmp_path / "o", 1), bench["situations"].Hugo(tmp_path / "h", 1)):
        site.prepare(situation)
        states = [files(site.folder)]
        for number in range(3):
            site.edit(situation, number)
            states.append(files(site.folder))
            changed = [path for path in states[-1] if states[-1][path] != states[-2].get(path)]
            assert len(changed) == 1


# --- The tables


def test_written_tables_leave_the_text_around_them(bench: dict[str, ModuleType], tmp_path: Path) -> None:
    tables = bench["tables"]
    document = tmp_path / "performance.md"
    document.write_text(f"Before.\n\n{tables.BEGIN}\nold\n{tables.END}\n\nAfter.\n", encoding="utf-8")
    for text in ("first\n", "second\n"):
        tables.put(document, text)
    assert document.read_text(encoding="utf-8") == f"Before.\n\n{tables.BEGIN}\n\nsecond\n\n{tables.END}\n\nAfter.\n"


def test_a_target_that_is_missed_is_told_so(bench: dict[str, ModuleType]) -> None:
    tables, usage = bench["tables"], bench["watching"].Usage
    pair = tables.Pair((usage(9.0, 8.0),), (usage(10.0, 20.0),), (100.0, 200.0))
    (row,) = (
        line
        for line in tables.builds(tables.Measured(tables.SMALL, {"cold": pair})).splitlines()
        if line.startswith("| cold")
    )
    assert "| 0.900 | ≤ 0.8 × **missed** |" in row
    assert "| 0.400 | 100 | 200 | 0.50 |" in row


def test_a_save_is_held_against_the_target_of_its_kind(bench: dict[str, ModuleType]) -> None:
    tables, saves = bench["tables"], bench["saving"].Saves
    pair = saves(0.4, 0.9), saves(2.0, 2.1)
    measured = tables.Measured(tables.SMALL, saves={"text": pair, "template": pair})
    text, template = tables.previews(measured).splitlines()[2:]
    assert text.endswith("| 0.400 | 2.000 | 0.200 | ≤ 0.15 s **missed** | 0.900 | 2.100 | – |")
    assert template.endswith("| 0.400 | 2.000 | 0.200 | – | 0.900 | 2.100 | ≤ 1 s met |")


BUSY = "import os\nif os.fork() == 0:\n    while True: pass\nos.wait()"


@pytest.mark.parametrize(("code", "is_at_rest"), [("import time; time.sleep(60)", True), (BUSY, False)])
def test_a_program_is_at_rest_when_all_its_processes_are(
    bench: dict[str, ModuleType], code: str, is_at_rest: bool
) -> None:
    program = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    try:
        for _ in range(50):  # to start takes processor time, too
            if bench["watching"].is_at_rest(program.pid, 0.2) is is_at_rest:
                return
        raise AssertionError(code)
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def test_the_document_of_the_tables_has_a_place_for_them(bench: dict[str, ModuleType]) -> None:
    text = (BENCH.parent / "docs" / "performance.md").read_text(encoding="utf-8")
    assert text.index(bench["tables"].BEGIN) < text.index(bench["tables"].END)
