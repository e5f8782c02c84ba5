"""The budgets of bytes and requests, and that nothing on a page moves while it loads."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sitegen.plan import PageKind
from tests.quality.browsing import before_scripts, tab
from tests.quality.serving import served
from tests.quality.sites import Built

pytestmark = pytest.mark.browser

KB = 1024
STYLES, SCRIPTS, WARM, COLD, REQUESTS = 12 * KB, 10 * KB, 60 * KB, 160 * KB, 10
# Sizes after brotli at its best, in node: Python has no brotli of its own.
PACK = """const { readFileSync } = require("node:fs");
const { brotliCompressSync } = require("node:zlib");
console.log(JSON.stringify(process.argv.slice(1).map((file) => {
  const data = readFileSync(file);
  return /[.](woff2|png|jpg|avif|webp)$/.test(file) ? data.length : brotliCompressSync(data).length;
})));"""
# Pages with all that moves when a font comes: headings, tables, columns, lines that may break elsewhere.
STEADY = (
    *("lv/", "lv/projekti/", "lv/projekti/atver-sirdi-zemgale/", "lv/aktualitates/"),
    *("en/projects/deinstitutionalisation-latgale/", "en/news/2018/regional-plan-approved/"),
)
SHIFTS = """new PerformanceObserver((list) => {
  const told = ({ node }) => node?.parentElement?.outerHTML.slice(0, 99);
  for (const entry of list.getEntries()) (window.shifts ??= []).push([entry.value, ...entry.sources.map(told)]);
}).observe({ type: "layout-shift", buffered: true });"""
FRAME = "await new Promise(requestAnimationFrame)"
DRAWN = f"(async () => {{ await document.fonts.ready; {FRAME}; {FRAME} }})()"


def weight(files: Iterable[Path]) -> int:
    """The bytes of files on their way to a reader."""
    names = [str(file) for file in files]
    told = subprocess.run(["node", "-e", PACK, *names], check=True, capture_output=True, encoding="utf-8")
    return sum(json.loads(told.stdout))


def project_pages(sites: tuple[Built, ...]) -> list[Path]:
    """The five heaviest project pages of each site that has any."""
    found = []
    for site in sites:
        files = [site.folder / page.file for page in site.pages if page.kind is PageKind.PROJECT]
        found += sorted(files, key=lambda file: file.stat().st_size)[-5:]
    return found


def parts_of(page: Path) -> set[Path]:
    """The files that a page asks for itself; pictures and documents of the record apart."""
    html = page.read_text(encoding="utf-8")
    tags = re.findall(r'<(?:link rel="(?:stylesheet|icon)"|script|img)\b[^>]*>', html)
    named = (re.search(r'(?:href|src)="([^"]+)"', tag) for tag in tags)
    files = {(page.parent / name[1]).resolve() for name in named if name}
    return {file for file in files if "media" not in file.parts}


def test_styles_and_scripts_are_within_their_budgets(sites: tuple[Built, ...]) -> None:
    assets = sites[1].folder / "assets"
    assert 0 < weight(assets.rglob("*.css")) <= STYLES
    scripts = [file for file in assets.rglob("*.js") if not file.name.startswith("search")]
    assert 0 < weight(scripts) <= SCRIPTS


def test_a_project_page_is_within_its_budget(sites: tuple[Built, ...]) -> None:
    fonts = weight((sites[0].folder / "assets").rglob("*.woff2"))
    pages = {page.parent.name: weight({page, *parts_of(page)}) for page in project_pages(sites)}
    assert {page: bytes for page, bytes in pages.items() if bytes > WARM} == {}
    assert {page: bytes for page, bytes in pages.items() if bytes + fonts > COLD} == {}


def test_a_page_asks_for_few_things(browser: Browser, addresses: dict[str, str]) -> None:
    asked: list[str] = []
    with tab(browser, is_new=True) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{addresses['real']}lv/projekti/atver-sirdi-zemgale/", wait_until="networkidle")
    assert [url for url in asked if not url.startswith(addresses["real"])] == []
    assert len(asked) <= REQUESTS, asked


@pytest.fixture(scope="module")
def slow(real_site: Path) -> Iterator[str]:
    """The real site where fonts come late, when the page has been drawn without them."""
    with served(real_site, late=0.2) as address:
        yield address


@pytest.mark.parametrize("width", [412, 1280])
def test_nothing_moves_while_a_page_loads(browser: Browser, slow: str, width: int) -> None:
    moved = []
    for path in STEADY:
        with tab(browser, width, 720, is_new=True) as page:
            before_scripts(page, SHIFTS)
            page.goto(slow + path)
            page.evaluate(DRAWN)
            moved += [(path, *shift) for shift in page.evaluate("window.shifts ?? []")]
    assert not moved, "".join(f"\n{shift}" for shift in moved)
