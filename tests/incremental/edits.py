"""A small site, and everything that editors and those who run a site do to its files: one edit at a time, at random."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from sitegen.pipeline import Settings
from sitegen.resources import resource_folder

DAY = date(2026, 11, 22)
SITE = """\
title: {lv: Projekti, en: Projects}
description: {lv: Projektu vietne., en: Site of projects.}
base_url: https://projekti.example.lv/
institution: region
contact: {email: projekti@example.lv, phone: ["+371 65400000"]}
marks: {nap2020: media/mark.svg, nap2027: media/mark.svg}
checks: {statement-not-evaluated: off, page-outdated: off, translation-gap: off}
"""
ORGANISATIONS = """\
region: {name: {lv: Reģions, en: Region}, kind: planning-region, url: https://region.example.lv/}
county: {name: {lv: Novads, en: County}, kind: municipality}
school: {name: {lv: Skola, en: School}, kind: municipality}
"""
PROGRAMMES = """\
growth:
  name: {lv: Izaugsme, en: Growth}
  period: 2014-2020
  funds: [erdf, esf]
  measures: {9.3.1.1: {lv: Ēkas, en: Buildings}}
  objectives: {9.3.1: {lv: Ēkas, en: Buildings}}
later: {name: {lv: Vēlāk, en: Later}, period: 2021-2027, funds: [erdf]}
"""
TAGS = "homes: {lv: Mājokļi, en: Homes}\nroads: {lv: Ceļi, en: Roads}\nschools: {lv: Skolas, en: Schools}\n"
GLOSSARY = "erdf: {term: {lv: Fonds, en: Fund}, text: {lv: Maksā., en: Pays.}}\n"
MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h20v10H0z"/></svg>\n'
PAGE = "---\ntitle: {title}\n---\n{text}\n"


@dataclass(slots=True)
class Editor:
    """Edits the site below `root`. `chance` draws what is done; `settings` may change with an edit."""

    root: Path
    chance: random.Random
    settings: Settings
    count: int = 0
    done: list[str] = field(default_factory=list)

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.root / "content"

    def write(self, path: str, text: str) -> None:
        """Write a file below the root."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def some(self, pattern: str) -> Path | None:
        """A file of the content at random."""
        found = sorted(self.content.glob(pattern))
        return self.chance.choice(found) if found else None

    def number(self) -> int:
        """A number that no edit before has had."""
        self.count += 1
        return self.count

    def change(self, pattern: str, old: str, new: str) -> None:
        """Replace the first match of `old` in a file at random."""
        file = self.some(pattern)
        if file is not None:
            text = file.read_text(encoding="utf-8")
            file.write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE), encoding="utf-8")


def begin(root: Path, seed: int) -> Editor:
    """A site of three projects with news, pages and media."""
    settings = Settings(content=root / "content", output=root / "public", day=DAY, memory=root / ".sitegen", jobs=1)
    editor = Editor(root, random.Random(seed), settings)
    for name, text in (
        ("site", SITE), ("organisations", ORGANISATIONS), ("programmes", PROGRAMMES), ("tags", TAGS),
        ("glossary", GLOSSARY),
    ):  # fmt: skip
        editor.write(f"content/{name}.yaml", text)
    editor.write("content/media/mark.svg", MARK)
    for _ in range(3):
        add_project(editor)
    for _ in range(4):
        add_news(editor)
    for language in ("lv", "en"):
        editor.write(f"content/pages/about.{language}.md", PAGE.format(title="About", text="Text."))
    return editor


def add_project(editor: Editor) -> None:
    number, chance = editor.number(), editor.chance
    total = chance.randint(1_000, 900_000)
    editor.write(
        f"content/projects/project-{number}.yaml",
        f"number: 9.3.1.1/18/I/{number:03}\ntitle: {{lv: Projekts {number}, en: Project {number}}}\n"
        f"summary:\n  lv: Ēka par {{{{ funding.total }}}}.\n  en: A building for {{{{ funding.total }}}}.\n"
        f"goal: {{lv: Mērķis., en: Goal.}}\nprogramme: growth\nmeasure: 9.3.1.1\n"
        f"fund: {chance.choice(['erdf', 'esf'])}\nbeneficiary: {chance.choice(['region', 'county'])}\n"
        f"partners: [{{organisation: school}}]\n"
        f"dates: {{start: 2018-0{chance.randint(1, 9)}-01, end: 2022-12-31}}\n"
        f"funding: {{total: {total}.00}}\n"
        f"activities: [{{lv: Būvēt, en: Build}}]\nplaces: [{{name: Rēzekne, nuts: LV005, location: [56.5, 27.3]}}]\n"
        f"tags: [{chance.choice(['homes', 'roads'])}]\npublished: 2019-01-01\n",
    )


def add_news(editor: Editor) -> None:
    number = editor.number()
    day = date(2019, 1, 1) + timedelta(days=editor.chance.randrange(800))
    project = editor.some("projects/*.yaml")
    named = f"projects: [{project.stem}]\n" if project else ""
    fact = " {{ status }}" if project else ""
    for language in editor.chance.choice((("lv", "en"), ("lv",))):
        head = f"---\ntitle: News {number}\nsummary: In short {number}.\n{named}tags: [schools]\n---\n"
        editor.write(f"content/news/{day}-item-{number}.{language}.md", f"{head}Text {number}.{fact}\n\n## More\n")


def change_news(editor: Editor) -> None:
    editor.change("news/*.md", r"\Z", f"\nAdded {editor.number()}.\n")


def retitle_news(editor: Editor) -> None:
    editor.change("news/*.md", r"^title: .*$", f"title: Renamed {editor.number()}")


def retag_news(editor: Editor) -> None:
    editor.change("news/*.md", r"^tags: .*$", f"tags: [{editor.chance.choice(['homes', 'roads', 'schools'])}]")


def link_news(editor: Editor) -> None:
    target = editor.some("news/*.md") or editor.some("pages/*.md")
    if target is not None:
        path = target.relative_to(editor.content).as_posix()
        editor.change("news/*.md", r"\Z", f"\nSee [this](../{path}#more).\n")


def expire_news(editor: Editor) -> None:
    editor.change("news/*.md", r"^---$", "---\nexpires: 2020-01-01")


def draft_something(editor: Editor) -> None:
    pattern = editor.chance.choice(["news/*.md", "projects/*.yaml"])
    if pattern.startswith("news"):
        editor.change(pattern, r"^title:", "draft: true\ntitle:")
    else:
        editor.change(pattern, r"^number:", "draft: true\nnumber:")


def publish_drafts(editor: Editor) -> None:
    for file in sorted(editor.content.rglob("*.*")):
        if file.suffix in {".md", ".yaml"}:
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("draft: true\n", ""), encoding="utf-8")


def rename_news(editor: Editor) -> None:
    file = editor.some("news/*.md")
    if file is not None:
        day, number = date(2019, 1, 1) + timedelta(days=editor.chance.randrange(800)), editor.number()
        language = file.name.split(".")[-2]
        file.rename(file.with_name(f"{day}-renamed-{number}.{language}.md"))


def remove_news(editor: Editor) -> None:
    file = editor.some("news/*.md")
    if file is not None:
        file.unlink()


def change_amount(editor: Editor) -> None:
    editor.change("projects/*.yaml", r"total: \d+\.\d\d", f"total: {editor.chance.randint(1_000, 900_000)}.00")


def retitle_project(editor: Editor) -> None:
    number = editor.number()
    editor.change("projects/*.yaml", r"^title: .*$", f"title: {{lv: Nosaukums {number}, en: Title {number}}}")


def change_goal(editor: Editor) -> None:
    editor.change("projects/*.yaml", r"^goal: .*$", f"goal: {{lv: Mērķis {editor.number()}., en: Goal.}}")


def change_dates(editor: Editor) -> None:
    editor.change("projects/*.yaml", r"end: \d{4}", f"end: {editor.chance.choice([2022, 2023, 2028])}")


def retag_project(editor: Editor) -> None:
    editor.change("projects/*.yaml", r"^tags: .*$", f"tags: [{editor.chance.choice(['homes', 'roads', 'schools'])}]")


def move_project(editor: Editor) -> None:
    place = editor.chance.choice(["Ludza, nuts: LV005", "Cēsis, nuts: LV008", "Tukums"])
    editor.change("projects/*.yaml", r"^places: .*$", f"places: [{{name: {place}}}]")


def amend_project(editor: Editor) -> None:
    file = editor.some("projects/*.yaml")
    if file is not None and "amendments" not in file.read_text(encoding="utf-8"):
        with file.open("a", encoding="utf-8") as opened:
            opened.write("amendments:\n  - effective: 2020-05-01\n    changes: {dates: {end: 2024-06-30}}\n")


def describe_project(editor: Editor) -> None:
    file = editor.some("projects/*.yaml")
    if file is not None:
        editor.write(f"content/projects/{file.stem}.lv.md", f"Apraksts {editor.number()}.\n\n## Daļa\n")


def alias_project(editor: Editor) -> None:
    editor.change("projects/*.yaml", r"^published:", f"aliases: [/old/{editor.number()}/]\npublished:")


def rename_project(editor: Editor) -> None:
    file = editor.some("projects/*.yaml")
    if file is not None:
        old, new = file.stem, f"renamed-{editor.number()}"
        for other in sorted(editor.content.glob(f"projects/{old}.*")):
            other.rename(other.with_name(other.name.replace(old, new, 1)))
        for text in sorted(editor.content.glob("news/*.md")):
            text.write_text(text.read_text(encoding="utf-8").replace(f"[{old}]", f"[{new}]"), encoding="utf-8")


def remove_project(editor: Editor) -> None:
    """And leave what names it as it is: an error, or none."""
    file = editor.some("projects/*.yaml")
    if file is not None and len(list(editor.content.glob("projects/*.yaml"))) > 2:
        for other in sorted(editor.content.glob(f"projects/{file.stem}.*")):
            other.unlink()


def forget_removed_projects(editor: Editor) -> None:
    known = {file.stem for file in editor.content.glob("projects/*.yaml")}
    for text in sorted(editor.content.glob("news/*.md")):
        written = text.read_text(encoding="utf-8")
        named = re.search(r"^projects: \[(.*)\]\n", written, flags=re.MULTILINE)
        if named and named[1] not in known:
            text.write_text(written.replace(named[0], "").replace(" {{ status }}", ""), encoding="utf-8")


def break_something(editor: Editor) -> None:
    editor.change(editor.chance.choice(["projects/*.yaml", "news/*.md"]), r"^tags:", "tagz:")


def mend_everything(editor: Editor) -> None:
    for file in sorted(editor.content.rglob("*.*")):
        if file.suffix in {".md", ".yaml"}:
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("tagz:", "tags:"), encoding="utf-8")


def change_page(editor: Editor) -> None:
    editor.change("pages/*.md", r"\Z", f"\nAdded {editor.number()}.\n")


def retitle_page(editor: Editor) -> None:
    editor.change("pages/*.md", r"^title: .*$", f"title: Page {editor.number()}")


def add_page(editor: Editor) -> None:
    number = editor.number()
    editor.write(f"content/pages/page-{number}.lv.md", PAGE.format(title=f"Lapa {number}", text="Teksts."))


def rename_organisation(editor: Editor) -> None:
    number = editor.number()
    editor.change("organisations.yaml", r"lv: \w+", f"lv: Iestāde{number}")


def rename_topic(editor: Editor) -> None:
    editor.change("tags.yaml", r"lv: \w+", f"lv: Tēma{editor.number()}")


def explain_term(editor: Editor) -> None:
    editor.change("glossary.yaml", r"Maksā[^.]*\.", f"Maksā {editor.number()}.")


def change_site(editor: Editor) -> None:
    editor.change("site.yaml", r"^title: .*$", f"title: {{lv: Vietne {editor.number()}, en: Site}}")


def change_navigation(editor: Editor) -> None:
    text = (editor.content / "site.yaml").read_text(encoding="utf-8")
    line = "navigation: [projects, news, page/about]\n"
    editor.write("content/site.yaml", text.replace(line, "") if line in text else text + line)


def change_media(editor: Editor) -> None:
    number = editor.number()
    editor.write("content/media/mark.svg", MARK.replace("20v10", f"{10 + number % 9}v10"))


def add_media(editor: Editor) -> None:
    editor.write(f"content/media/plan-{editor.number()}.pdf", "%PDF-1.7\n")


def link_media(editor: Editor) -> None:
    file = editor.some("media/*")
    if file is not None:
        editor.change("news/*.md", r"\Z", f"\nSee [the plan](../media/{file.name}).\n")


def document_project(editor: Editor) -> None:
    number = editor.number()
    editor.write(f"content/media/paper-{number}.pdf", "%PDF-1.7\n")
    listed = f"documents: [{{title: {{lv: Plāns, en: Plan}}, file: media/paper-{number}.pdf}}]"
    editor.change("projects/*.yaml", r"^published:", f"{listed}\npublished:")


def change_template(editor: Editor) -> None:
    name = editor.chance.choice(["news.html", "base.html", "project.html", "partials/cards.html"])
    own = editor.root / "templates" / name
    text = (own if own.is_file() else resource_folder("templates") / name).read_text(encoding="utf-8")
    editor.write(f"templates/{name}", text + f"{{# {editor.number()} #}}\n<!-- {editor.count} -->\n")


def drop_template(editor: Editor) -> None:
    shutil.rmtree(editor.root / "templates", ignore_errors=True)


def change_style(editor: Editor) -> None:
    editor.write("static/css/more.css", f"p {{ margin: {editor.number()}px }}\n")


def change_catalogue(editor: Editor) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    word = f'msgid "Projects"\nmsgstr "Projekti {editor.number()}"\n'
    editor.write("locales/lv/LC_MESSAGES/site.po", head + word)


def change_day(editor: Editor) -> None:
    day = editor.settings.day + timedelta(days=editor.chance.choice([1, 30, 400]))
    editor.settings = replace(editor.settings, day=day)


def change_address(editor: Editor) -> None:
    address = editor.chance.choice(["", "https://other.example.lv/", "https://other.example.lv/below/"])
    editor.settings = replace(editor.settings, base_url=address)


def change_jobs(editor: Editor) -> None:
    editor.settings = replace(editor.settings, jobs=3 - editor.settings.jobs)


def lose_output(editor: Editor) -> None:
    shutil.rmtree(editor.settings.output, ignore_errors=True)


def lose_a_file(editor: Editor) -> None:
    pages = sorted(editor.settings.output.rglob("*.html"))
    if pages:
        editor.chance.choice(pages).unlink()


def tamper_with_a_file(editor: Editor) -> None:
    pages = sorted(editor.settings.output.rglob("*.*"))
    files = [page for page in pages if page.is_file()]
    if files:
        editor.chance.choice(files).write_text("tampered", encoding="utf-8")


def leave_a_strange_file(editor: Editor) -> None:
    output = editor.settings.output
    if output.is_dir():
        folder = editor.chance.choice(sorted(one for one in [output, *output.rglob("*")] if one.is_dir()))
        (folder / f"strange-{editor.number()}.html").write_text("strange", encoding="utf-8")


def leave_a_link_for_a_folder(editor: Editor) -> None:
    """A folder of the output is moved away, and a link leads to it."""
    folders = sorted(one for one in editor.settings.output.rglob("*") if one.is_dir() and not one.is_symlink())
    if folders:
        folder, other = editor.chance.choice(folders), editor.root / f"moved-{editor.number()}"
        folder.rename(other)
        folder.symlink_to(other)


def lose_spare(editor: Editor) -> None:
    shutil.rmtree(editor.root / ".public.spare", ignore_errors=True)


def lose_store(editor: Editor) -> None:
    shutil.rmtree(editor.root / ".sitegen", ignore_errors=True)


def truncate_store(editor: Editor) -> None:
    file = editor.root / ".sitegen" / "store.sqlite3"
    if file.is_file():
        file.write_bytes(file.read_bytes()[: editor.chance.choice([0, 10, 5000, 100_000])])


def damage_store(editor: Editor) -> None:
    file = editor.root / ".sitegen" / "store.sqlite3"
    if file.is_file():
        data = bytearray(file.read_bytes())
        for _ in range(40):
            data[editor.chance.randrange(len(data))] ^= 0xFF
        file.write_bytes(bytes(data))


def nothing(_: Editor) -> None:
    """Nothing at all."""


Edit = Callable[[Editor], None]
# What happens every day stands three times.
EVERYDAY: tuple[Edit, ...] = (
    add_news, change_news, change_news, retitle_news, retag_news, remove_news, rename_news, link_news, change_amount,
    retitle_project, change_goal, change_dates, add_project, change_page, nothing,
)  # fmt: skip
RARE: tuple[Edit, ...] = (
    expire_news, draft_something, publish_drafts, retag_project, move_project, amend_project, describe_project,
    alias_project, rename_project, remove_project, forget_removed_projects, break_something, mend_everything,
    retitle_page, add_page, rename_organisation, rename_topic, explain_term, change_site, change_navigation,
    change_media, add_media, link_media, document_project, change_template, drop_template,
    change_style, change_catalogue, change_day,
    change_address, change_jobs, lose_output, lose_a_file, tamper_with_a_file, leave_a_strange_file,
    leave_a_link_for_a_folder, lose_spare, lose_store, truncate_store, damage_store,
)  # fmt: skip


def keep(editor: Editor) -> None:
    """Keep the content as it is: it can be built."""
    shutil.rmtree(editor.root / "kept", ignore_errors=True)
    shutil.copytree(editor.content, editor.root / "kept")


def restore(editor: Editor) -> None:
    """Put back the content that was kept: what is broken for long would leave nothing to compare."""
    shutil.rmtree(editor.content)
    shutil.copytree(editor.root / "kept", editor.content)


def edit(editor: Editor, failures: int = 0) -> str:
    """Make an edit at random; its name. `failures`: how many builds in a row have published nothing."""
    if failures > 2:
        chosen: Edit = restore
    elif editor.done[-1:] == ["break_something"]:
        chosen = mend_everything
    elif editor.done[-1:] == ["remove_project"]:
        chosen = forget_removed_projects
    else:
        chosen = editor.chance.choice(EVERYDAY * 2 + RARE)
    chosen(editor)
    editor.done.append(chosen.__name__)
    return chosen.__name__
