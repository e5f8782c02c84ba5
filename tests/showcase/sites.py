"""The sites that are looked at: built on a fixed day."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path

from sitegen.pipeline import Outcome, Settings, build
from tests.conftest import DAY, ROOT

SHOWCASE = ROOT / "tests" / "showcase" / "content"
EMPTY = ROOT / "tests" / "showcase" / "empty" / "content"


@dataclass(frozen=True, slots=True)
class Looked:
    """A site, and which of its pages are looked at: globs of their folders, and files."""

    name: str
    content: Path
    pages: tuple[str, ...]

    def found(self, public: Path) -> list[str]:
        """The addresses of its pages, in the order of the globs, each once."""
        files = [path for glob in self.pages for path in sorted(public.glob(glob)) if path.is_file()]
        return list(dict.fromkeys(str(path.relative_to(public)).removesuffix("index.html") for path in files))


# Where English has a state of its own: texts that lag, wordings of the block, lengths.
IN_ENGLISH = (
    *("only-in-latvian", "description-only-in-english", "long-title", "missing-facts", "many-of-everything"),
    *("long-history", "six-sources", "period-2014-rural", "period-2021-erdf-funded", "period-recovery"),
    "period-direct",
)
LISTS = ("lv/index.html", "lv/*/index.html", "404.html")
STATES = (
    *LISTS,
    *("en/index.html", "en/projects/index.html", "en/news/index.html", "en/glossary/index.html"),
    *("lv/projekti/*/index.html", *(f"en/projects/{name}/index.html" for name in IN_ENGLISH)),
    *("lv/aktualitates/2026/index.html", "lv/aktualitates/*/*/index.html"),
    *("en/news/*/all-elements/index.html", "en/news/*/only-in-english/index.html"),
    *("lv/temas/regional-development/index.html", "lv/temas/events/index.html", "lv/projekti/statuss/*/index.html"),
    *("lv/vietas/krastmala/index.html", "lv/organizacijas/*planning-region/index.html"),
)
PAGED = (
    *("lv/index.html", "lv/projekti/index.html", "lv/projekti/lapa/2/index.html"),
    "lv/aktualitates/lapa/[25]/index.html",
)
REAL = (
    *LISTS,
    "en/index.html",
    "lv/projekti/*/index.html",
    "en/projects/*/index.html",
    "lv/aktualitates/*/*/index.html",
)


def looked_at(many: Path) -> tuple[Looked, ...]:
    """Every site, with the folder into which the one of many projects was written."""
    return (
        Looked("showcase", SHOWCASE, STATES),
        Looked("empty", EMPTY, LISTS),
        Looked("many", many, PAGED),
        Looked("real", ROOT / "content", REAL),
    )


def built(content: Path, output: Path) -> Outcome:
    """Build a site on the fixed day."""
    return build(Settings(content=content, output=output, day=DAY, has_search=True))


def write_many(folder: Path) -> None:
    """Write the content of a site whose lists have several pages: that of the measurements."""
    spec = importlib.util.spec_from_file_location("corpus", ROOT / "bench" / "corpus.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("bench/corpus.py")
    corpus = importlib.util.module_from_spec(spec)
    sys.modules["corpus"] = corpus
    spec.loader.exec_module(corpus)
    corpus.make(folder, 53, 20260101)
