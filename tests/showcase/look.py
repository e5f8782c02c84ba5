"""Take pictures of every state: `make look`, or `make look ARGS='--only suspended'` for some of the pages.

Into `.look/`: whole pages in `shots/`, contact sheets in `sheets/`, and `index.html` to look at them from.
"""

from __future__ import annotations

import argparse
import base64
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import CDPSession, Page

from tests.conftest import ROOT
from tests.quality.browsing import opened
from tests.quality.serving import served
from tests.showcase.sheets import Picture, sheet
from tests.showcase.sites import Looked, built, looked_at, write_many

WIDTHS = {320: 0.9, 768: 0.6, 1440: 0.5}


@dataclass(frozen=True, slots=True)
class Shot:
    """How a page is looked at: on which sheet it stands, how wide, in which colours, on screen or on paper."""

    sheet: str
    label: str
    width: int
    scheme: Literal["light", "dark"] = "light"
    forced: Literal["active", "none"] = "none"
    media: Literal["screen", "print"] = "screen"
    scale: float = 0.6


SHOTS = (
    *(
        Shot(scheme, f"{width}-{scheme}", width, scheme=scheme, scale=scale)
        for scheme in ("light", "dark")
        for width, scale in WIDTHS.items()
    ),
    Shot("other", "768-forced-light", 768, forced="active"),
    Shot("other", "768-forced-dark", 768, scheme="dark", forced="active"),
    Shot("other", "794-print", 794, media="print"),
)


def main() -> None:
    """Read the command line, and take the pictures."""
    parser = argparse.ArgumentParser(prog="make look", description="Screenshots of every state, into .look/")
    parser.add_argument("--only", default="", help="only pages with these words in their address")
    parser.add_argument("--site", default="", help="only this site: showcase, empty, many or real")
    parser.add_argument("--output", type=Path, default=ROOT / ".look")
    arguments = parser.parse_args()
    with TemporaryDirectory() as scratch:
        taken = look(Path(scratch), arguments.output, arguments.site, arguments.only)
    print(f"{taken} pages; open {arguments.output / 'index.html'}")


def look(scratch: Path, output: Path, site: str, only: str) -> int:
    """Take the pictures of the pages that are asked for; how many pages they show."""
    write_many(scratch / "many" / "content")
    shutil.rmtree(output, ignore_errors=True)
    names: list[str] = []
    with opened() as browser, ProcessPoolExecutor() as pool:
        page = browser.new_page()
        drawn = []
        for looked in looked_at(scratch / "many" / "content"):
            if site in ("", looked.name):
                for name in _pictures(page, looked, scratch / looked.name / "public", (output, only)):
                    names.append(name)
                    drawn.append(pool.submit(_sheets, output, name))
        _index(output, [sheet for one in drawn for sheet in one.result()])
    return len(names)


def _pictures(page: Page, looked: Looked, public: Path, wanted: tuple[Path, str]) -> Iterator[str]:
    """Build and serve a site, and take its pages; the names of the pages whose pictures are there."""
    output, only = wanted
    outcome = built(looked.content, public)
    if outcome.changes is None:
        raise SystemExit(f"The site “{looked.name}” was not built: {[str(one.code) for one in outcome.diagnostics]}")
    session = page.context.new_cdp_session(page)
    with served(public) as address:
        for path in looked.found(public):
            if only in path:
                name = f"{looked.name}-{path.strip('/').replace('/', '_').removesuffix('.html')}"
                page.goto(address + path)
                _take(page, session, output / "shots" / name)
                yield name


def _take(page: Page, session: CDPSession, target: Path) -> None:
    """All pictures of the page that is open."""
    target.mkdir(parents=True)
    page.evaluate("() => document.querySelectorAll('img[loading]').forEach(i => i.loading = 'eager')")
    page.evaluate("() => Promise.all([...document.images].map(i => i.decode().catch(() => null)))")
    for shot in SHOTS:
        page.set_viewport_size({"width": shot.width, "height": 900})
        page.emulate_media(media=shot.media, color_scheme=shot.scheme, forced_colors=shot.forced)
        (target / f"{shot.label}.png").write_bytes(_whole(session))


def _whole(session: CDPSession) -> bytes:
    """The whole page as a PNG, which is packed fast, not small: there are a thousand of them."""
    size = session.send("Page.getLayoutMetrics")["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
    how = {"format": "png", "clip": clip, "captureBeyondViewport": True, "optimizeForSpeed": True}
    return base64.b64decode(session.send("Page.captureScreenshot", how)["data"])


def _sheets(output: Path, name: str) -> list[str]:
    """Write the contact sheets of a page; their names."""
    for kind in dict.fromkeys(shot.sheet for shot in SHOTS):
        shown = [shot for shot in SHOTS if shot.sheet == kind]
        pictures = [Picture(one.label, output / "shots" / name / f"{one.label}.png", one.scale) for one in shown]
        sheet(pictures, output / "sheets" / f"{name}.{kind}.png")
    return [f"{name}.{kind}.png" for kind in dict.fromkeys(shot.sheet for shot in SHOTS)]


def _index(output: Path, sheets: list[str]) -> None:
    """Write the page from which the sheets are looked at."""
    links = (f'<a href="sheets/{name}"><img src="sheets/{name}" alt=""></a>' for name in sheets)
    entries = "".join(f"<h2>{name}</h2>\n{link}\n" for name, link in zip(sheets, links, strict=True))
    style = "<style>body{font:1rem sans-serif;margin:1rem}img{max-width:100%}h2{font-size:1rem}</style>"
    output.mkdir(parents=True, exist_ok=True)
    page = f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Look</title>\n{style}\n{entries}\n'
    (output / "index.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
