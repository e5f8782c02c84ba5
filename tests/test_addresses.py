"""What was published once is found for ever: the register of addresses, and what becomes of those that are no more."""

from __future__ import annotations

import re
import subprocess
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result

from sitegen.addresses import HEAD, read_register, with_addresses, write_addresses
from sitegen.diagnostics import Collector
from sitegen.pipeline import Outcome, Settings, build, examined
from sitegen.provenance import read_provenance
from sitegen.settings import MOST_ALIKE, Keeping
from sitegen.urls import path_of_address
from tests.incremental.comparing import Files, clean, compared, tree
from tests.incremental.edits import DAY, Editor, begin
from tests.test_cli import call

SEED = 11
UNDECIDED = {"address-lost", "address-still-there"}


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """A small site whose builds keep the register."""
    made = begin(tmp_path, SEED)
    made.settings = replace(made.settings, addresses=Keeping.NOTE)
    return made


def register(editor: Editor) -> list[str]:
    """The lines of the register without its head."""
    text = (editor.content / "addresses.txt").read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    return text.removeprefix(HEAD).splitlines()


def lost(outcome: Outcome) -> list[str]:
    """The addresses that a build would have lost."""
    errors = [one for one in outcome.diagnostics if one.severity == "error"]
    assert {one.code for one in errors} <= {"address-lost"}
    return [dict(one.parameters)["address"] for one in errors]


def rename(editor: Editor, old: str, new: str) -> None:
    (editor.content / f"projects/{old}.yaml").rename(editor.content / f"projects/{new}.yaml")
    for text in editor.content.glob("news/*.md"):
        text.write_text(text.read_text(encoding="utf-8").replace(f"[{old}]", f"[{new}]"), encoding="utf-8")


def add(file: Path, line: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + line, encoding="utf-8")


def test_a_build_notes_every_public_address_once_in_order(editor: Editor) -> None:
    outcome = build(editor.settings)
    lines = register(editor)
    assert outcome.noted == len(lines)
    assert lines == sorted(set(lines))
    for line in ("/", "/lv/", "/lv/projekti/project-1/", "/en/projects/project-1/index.json", "/lv/feed.xml"):
        assert line in lines
    assert {
        "/media/mark.svg",
        "/data/changes.json",
        "/data/operations.csv",
        "/data/operations.json",
        "/sitemap.xml",
    } <= {*lines}
    assert not [line for line in lines if re.search(r"/assets/|/pagefind/|share\.png|404\.html|well-known", line)]


def test_whatever_is_published_at_a_listed_address_is_a_file_of_the_site(editor: Editor) -> None:
    build(editor.settings)
    for line in register(editor):
        assert (editor.settings.output / line[1:] / ("index.html" if line.endswith("/") else "")).is_file(), line


def test_to_note_addresses_makes_nothing_anew(editor: Editor) -> None:
    first = build(editor.settings)
    assert first.changes is not None
    again = build(editor.settings)
    assert again.changes is not None
    assert (again.changes.written, again.changes.unchanged, again.noted) == (0, first.changes.written, 0)
    add(editor.content / "pages/about.lv.md", "\nVēl.\n")
    edited = build(editor.settings)
    assert edited.changes is not None
    assert edited.changes.written == 2  # the page and the manifest


def test_only_a_build_that_has_published_writes_the_register(editor: Editor) -> None:
    file = editor.content / "addresses.txt"
    assert not examined(editor.settings).has_errors
    build(replace(editor.settings, addresses=Keeping.HOLD))
    assert not file.exists()
    add(editor.content / "projects/project-1.yaml", "tagz: []\n")
    assert build(editor.settings).has_errors
    assert not file.exists()


def test_a_build_that_only_holds_itself_to_the_register_leaves_the_next_one_to_write_it(editor: Editor) -> None:
    build(replace(editor.settings, addresses=Keeping.HOLD))
    assert build(editor.settings).noted > 50


def test_a_renamed_record_is_an_error_that_names_where_it_is_now_and_nothing_is_published(editor: Editor) -> None:
    build(editor.settings)
    before = tree(editor.settings.output)
    rename(editor, "project-1", "bridge")
    outcome = build(editor.settings)
    assert lost(outcome) == ["/en/projects/project-1/", "/lv/projekti/project-1/"]
    for one in (one for one in outcome.diagnostics if one.severity == "error"):
        assert dict(one.parameters)["file"] == "content/projects/bridge.yaml"
        assert register(editor)[one.span.line - 3] == dict(one.parameters)["address"]
    assert tree(editor.settings.output) == before


def test_an_alias_keeps_the_address_and_what_lay_beside_it(editor: Editor) -> None:
    build(editor.settings)
    rename(editor, "project-1", "bridge")
    add(editor.content / "projects/bridge.yaml", "aliases: [/lv/projekti/project-1/, /en/projects/project-1]\n")
    assert not build(editor.settings).has_errors
    page = (editor.settings.output / "lv/projekti/project-1/index.html").read_text(encoding="utf-8")
    assert 'http-equiv="refresh" content="0; url=../../../lv/projekti/bridge/"' in page
    rules = redirects(editor, "apache")
    assert 'RedirectMatch 301 "^/en/projects/project-1/?$" "/en/projects/bridge/"' in rules
    assert '"^/lv/projekti/project-1/feed\\x2exml$" "/lv/projekti/bridge/feed.xml"' in rules
    assert '"^/en/projects/project-1/index\\x2ejson$" "/en/projects/bridge/index.json"' in rules
    text = (editor.content / "projects/bridge.yaml").read_text(encoding="utf-8")
    (editor.content / "projects/bridge.yaml").write_text(re.sub("aliases.*\n", "", text), encoding="utf-8")
    assert lost(build(editor.settings)) == ["/en/projects/project-1/", "/lv/projekti/project-1/"]


@pytest.mark.parametrize(
    ("path", "old", "new", "address"),
    [
        ("projects/project-1.yaml", "number:", "draft: true\nnumber:", "/lv/projekti/project-1/"),
        ("projects/project-1.yaml", "number:", "slug: {lv: cits}\nnumber:", "/lv/projekti/project-1/"),
        ("projects/project-1.yaml", "published: 2019", "published: 2030", "/lv/projekti/project-1/"),
        ("pages/about.lv.md", "title:", "slug: par\ntitle:", "/lv/about/"),
        ("pages/about.lv.md", "title:", "draft: true\ntitle:", "/lv/about/"),
        ("site.yaml", "institution:", "languages: [lv]\ninstitution:", "/en/"),
    ],
)
def test_whatever_takes_a_page_away_is_told(editor: Editor, path: str, old: str, new: str, address: str) -> None:
    for text in editor.content.glob("news/*.md"):
        text.unlink()
    for text in editor.content.glob("pages/*.md"):
        text.write_text("---\ntitle: About\n---\nText.\n", encoding="utf-8")
    build(editor.settings)
    file = editor.content / path
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    if path == "site.yaml":
        localised = re.compile(r", en: [^},]+|^  en: .*\n", re.MULTILINE)
        for other in [*editor.content.glob("*.yaml"), *editor.content.glob("projects/*.yaml")]:
            other.write_text(localised.sub("", other.read_text(encoding="utf-8")), encoding="utf-8")
        (editor.content / "pages/about.en.md").unlink()
    assert address in lost(build(editor.settings))


def test_news_that_has_expired_keeps_its_address(editor: Editor) -> None:
    build(editor.settings)
    for text in editor.content.glob("news/*.md"):
        text.write_text(text.read_text(encoding="utf-8").replace("---\n", "---\nexpires: 2020-01-01\n", 1), "utf-8")
    assert not build(editor.settings).has_errors


def test_a_document_that_was_deleted_is_told_and_may_be_moved_or_given_up(editor: Editor) -> None:
    plan = editor.content / "media" / "plāns 2020.pdf"
    plan.write_bytes(b"%PDF-1.7\n")
    build(editor.settings)
    assert "/media/pl%C4%81ns%202020.pdf" in register(editor)
    plan.rename(plan.with_name("plāns.pdf"))
    outcome = build(editor.settings)
    assert lost(outcome) == ["/media/pl%C4%81ns%202020.pdf"]
    assert dict(outcome.diagnostics[0].parameters)["new"] == "/media/pl%C4%81ns.pdf"
    text = (editor.content / "addresses.txt").read_text(encoding="utf-8")
    for decision, rule in ((" -> /media/plāns.pdf", "301!"), (" gone: privātums", "404!")):
        changed = text.replace("/media/pl%C4%81ns%202020.pdf", f"/media/pl%C4%81ns%202020.pdf{decision}")
        (editor.content / "addresses.txt").write_text(changed, encoding="utf-8")
        assert not build(editor.settings).has_errors
        assert re.search(rf"^/media/pl%C4%81ns%202020\.pdf \S+ {rule}$", redirects(editor, "netlify"), re.MULTILINE)


def test_lists_that_are_no_more_lead_on_to_the_list_that_they_were_a_part_of(editor: Editor) -> None:
    editor.write("content/projects/alone.yaml", record("alone", tags="roads", status="suspended"))
    build(editor.settings)
    assert {"/lv/projekti/statuss/apturets/", "/lv/projekti/temats/roads/"} & {*register(editor)}
    editor.write("content/projects/alone.yaml", record("alone", tags="homes", status="running"))
    pages = [line for line in register(editor) if "/statuss/" in line]
    assert not build(editor.settings).has_errors
    suspended = next(line for line in pages if "aptur" in line)
    page = (editor.settings.output / suspended[1:] / "index.html").read_text(encoding="utf-8")
    assert 'url=../../../../lv/projekti/"' in page
    expected = clean(held(editor))[1]
    assert tree(editor.settings.output) == expected


def record(name: str, **fields: str) -> str:
    more = "".join(f"{key}: {value}\n" if key != "tags" else f"tags: [{value}]\n" for key, value in fields.items())
    return (
        f"number: 9.3.1.1/18/I/777\ntitle: {{lv: {name}, en: {name}}}\nsummary: {{lv: Ēka., en: House.}}\n"
        "goal: {lv: Mērķis., en: Goal.}\nprogramme: growth\nmeasure: 9.3.1.1\nfund: esf\nbeneficiary: region\n"
        f"funding: {{total: 1000.00}}\nactivities: [{{lv: Būvēt, en: Build}}]\npublished: 2019-01-01\n{more}"
    )


def held(editor: Editor) -> Editor:
    """The editor of the same site, whose builds write no register."""
    return replace(editor, settings=replace(editor.settings, addresses=Keeping.HOLD))


def test_two_branches_that_both_added_addresses_are_joined_by_keeping_all_lines(editor: Editor) -> None:
    build(editor.settings)
    file = editor.content / "addresses.txt"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines, *lines[2:9], "/lv/veca/ gone: kļūda\n", "/lv/veca/\n"]), encoding="utf-8")
    assert not build(editor.settings).has_errors
    editor.write("content/projects/another.yaml", record("another"))
    assert build(editor.settings).noted > 0
    ordered = [line.split(" ")[0] for line in register(editor)]
    assert ordered == sorted(ordered)
    assert register(editor).count("/lv/veca/ gone: kļūda") == 1
    assert len(register(editor)) == len({*register(editor)})


def test_comments_of_people_stay_above_their_line() -> None:
    text = "# Mūsu fails.\n\n/lv/\n# Tiesas spriedums.\n/lv/b/ gone: tiesa\n\n# Beigas.\n"
    assert with_addresses(text, ["lv/a/", "lv/c/", "lv/b/"]) == (
        "# Mūsu fails.\n/lv/\n/lv/a/\n# Tiesas spriedums.\n/lv/b/ gone: tiesa\n/lv/c/\n# Beigas.\n"
    )


def test_a_register_that_cannot_be_written_stops_no_build(editor: Editor) -> None:
    (editor.content / "addresses.txt").mkdir()
    (editor.content / "addresses.txt" / "x").write_text("x", encoding="utf-8")
    first = build(editor.settings)
    assert first.changes is not None
    assert first.noted == 0
    again = build(editor.settings)
    assert again.changes is not None
    assert again.changes.written == 0
    assert sorted(path.name for path in editor.content.iterdir() if path.name.startswith(".")) == []


def test_a_link_in_its_place_is_neither_read_nor_written(editor: Editor, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("/lv/nekad/\n", encoding="utf-8")
    (editor.content / "addresses.txt").symlink_to(elsewhere)
    assert write_addresses(editor.content / "addresses.txt", ["lv/"]) is None
    assert elsewhere.read_text(encoding="utf-8") == "/lv/nekad/\n"
    assert "link-refused" in {one.code for one in build(editor.settings).diagnostics}
    assert elsewhere.read_text(encoding="utf-8") == "/lv/nekad/\n"


def test_a_build_of_a_past_day_is_not_held_to_what_came_later(editor: Editor) -> None:
    build(editor.settings)
    past = replace(editor.settings, day=DAY - timedelta(days=3000), output=editor.root / "past")
    assert build(replace(past, addresses=Keeping.HOLD)).has_errors
    assert not build(replace(past, addresses=Keeping.IGNORE)).has_errors


def commit(editor: Editor) -> None:
    for command in (["init", "-q"], ["add", "-A", "content"], ["commit", "-qm", "x"]):
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.lv"]
        subprocess.run(["git", "-C", str(editor.root), *identity, *command], check=True)


def test_the_register_has_no_part_in_what_git_knows_of_the_content(editor: Editor) -> None:
    build(editor.settings)
    commit(editor)
    known = read_provenance(editor.content)
    assert "content/site.yaml" in known
    assert "content/addresses.txt" not in known


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/lv/vec%C4%81/", "lv/vecā/"),
        ("/lv/veca\u0304/", "lv/vecā/"),
        ("/", ""),
        ("/a%20b", "a b"),
        ("lv/", None),
        ("//x/", None),
        ("/a/%2e%2e/b", None),
        ("/a/./b", None),
        ("/a%00", None),
        ("/a%0Ab", None),
        ("/a%3Fb", None),
        ("/a?b", None),
        ("/a#b", None),
        ("/a\\b", None),
        ("/%FF", None),
        ("/100%", None),
    ],
)
def test_an_address_is_read_decoded_or_refused(written: str, path: str | None) -> None:
    assert path_of_address(written) == path


def test_an_alias_is_the_same_whether_it_is_written_decoded_or_not(editor: Editor) -> None:
    add(editor.content / "projects/project-1.yaml", "aliases: [/lv/vec%C4%81%20lapa/]\n")
    assert not build(editor.settings).has_errors
    assert (editor.settings.output / "lv/vecā lapa/index.html").is_file()


def test_after_any_edit_the_register_is_kept_and_a_build_makes_what_a_clean_one_makes(
    editor: Editor, request: pytest.FixtureRequest
) -> None:
    count = max(8, int(request.config.getoption("--edits")) // 2)
    known: set[str] = set()
    published = 0
    for outcome in compared(editor, count, settled):
        if not outcome.has_errors:
            before, known = known, {*read(editor)}
            assert before <= known, editor.done[-1]
            published += 1
    assert published > count / 2


def settled(editor: Editor) -> tuple[Outcome, Files]:
    """What a clean build makes once people have decided what becomes of addresses."""
    found, files = clean(held(editor))
    if {one.code for one in found.diagnostics if one.severity == "error"} & UNDECIDED:
        settle(editor, found)
        found, files = clean(held(editor))
    return found, files


def read(editor: Editor) -> list[str]:
    file = editor.content / "addresses.txt"
    return [*read_register("x", file.read_text(encoding="utf-8"), Collector())] if file.exists() else []


def settle(editor: Editor, outcome: Outcome) -> None:
    """Give up what is lost, and take back what is said of addresses that are published."""
    file = editor.content / "addresses.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    for one in outcome.diagnostics:
        if one.code in UNDECIDED:
            line = lines[one.span.line - 1].split(" ")[0]
            lines[one.span.line - 1] = f"{line} gone: izdzēsts" if one.code == "address-lost" else line
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def redirects(editor: Editor, server: str, *more: str) -> str:
    done = sitegen(editor, "redirects", "--format", server, *more)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def sitegen(editor: Editor, *arguments: str) -> Result:
    """The command on the editor's site, on its day."""
    epoch = str(int((DAY - DAY.replace(year=1970, month=1, day=1)).total_seconds()) + 43200)
    return call(editor.root, *arguments, "--messages", "en", SOURCE_DATE_EPOCH=epoch)


def test_the_command_builds_and_notes_but_not_for_a_trial(editor: Editor) -> None:
    file = editor.content / "addresses.txt"
    for trial in (["--base-url", "https://trial.example.lv/"], ["--date", "2027-01-01"], ["--date", "2020-01-01"]):
        assert sitegen(editor, "build", "--no-search", "--output", "trial", *trial).exit_code == 0
        assert not file.exists()
    done = sitegen(editor, "build", "--no-search")
    assert re.search(r"; \d+ new addresses in content/addresses\.txt: commit it\n", done.stderr)
    assert file.exists()
    assert "new address" not in sitegen(editor, "build", "--no-search").stderr
    (editor.content / "pages/about.lv.md").unlink()
    done = sitegen(editor, "build", "--no-search", "--format", "concise")
    assert done.exit_code == 1
    assert re.search(r"^content/addresses\.txt:\d+:1: error\[address-lost\]: `/lv/about/`", done.stderr, re.MULTILINE)
    assert sitegen(editor, "build", "--no-search", "--output", "past", "--date", "2020-01-01").exit_code == 0


def test_the_command_writes_rules_for_a_server_and_none_for_content_with_errors(editor: Editor) -> None:
    add(editor.content / "projects/project-1.yaml", "aliases: [/veca/]\n")
    for server in ("caddy", "html"):
        assert "/below/lv/projekti/project-1/" in redirects(editor, server, "--base-url", "https://x.lv/below/")
    redirects(editor, "nginx", "--output", "rules.conf")
    assert (editor.root / "rules.conf").read_text(encoding="utf-8") == redirects(editor, "nginx")
    assert sitegen(editor, "redirects", "--output", "no/such/folder").exit_code == 2
    add(editor.content / "projects/project-1.yaml", "tagz: []\n")
    done = sitegen(editor, "redirects")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "unknown-key" in done.stderr


@pytest.mark.parametrize("line", ["/lv/projekti/nekas-{}/", "/lv/vecs-{}/ -> /lv/projekti/nekas/", "junk {}"])
def test_a_register_of_nothing_but_mistakes_is_told_of_soon(editor: Editor, line: str) -> None:
    text = "".join(f"{line.format(number)}\n" for number in range(20_000))
    (editor.content / "addresses.txt").write_text(text, encoding="utf-8")
    started = time.process_time()
    outcome = examined(editor.settings)
    assert time.process_time() - started < 20  # it was a hundred seconds; it is two
    assert sum(1 for one in outcome.diagnostics if one.code.startswith("address-")) == MOST_ALIKE


def test_a_register_that_git_has_and_somebody_deleted_is_missed(editor: Editor) -> None:
    build(editor.settings)
    commit(editor)
    (editor.content / "addresses.txt").unlink()
    for command in ("build", "check"):
        done = sitegen(editor, command)
        assert done.exit_code == 2
        assert "git restore content/addresses.txt" in done.stderr
    assert not (editor.content / "addresses.txt").exists()
    commit(editor)
    assert sitegen(editor, "check").exit_code == 0


def test_an_address_that_differs_in_capitals_alone_has_a_rule_and_no_page(editor: Editor) -> None:
    (editor.content / "addresses.txt").write_text("/lv/Projekti/ -> /lv/projekti/\n", encoding="utf-8")
    assert not build(editor.settings).has_errors
    assert not (editor.settings.output / "lv/Projekti").exists()
    assert "/lv/Projekti/ /lv/projekti/ 301!" in redirects(editor, "netlify")


def test_settings_hold_to_the_register_and_write_nothing_unless_they_are_told_to() -> None:
    assert Settings(Path(), Path(), DAY).addresses is Keeping.HOLD
