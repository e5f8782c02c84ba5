"""axe-core over every kind of page, in both languages, narrow to wide, light and dark."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from sitegen.plan import PageKind
from tests.quality.browsing import tab
from tests.quality.findings import told
from tests.quality.reviewed import INCOMPLETE
from tests.quality.sites import SCREENS, Built, Screen, stops
from tests.quality.survey import TAGS, Survey, coloured, judged, script

pytestmark = pytest.mark.browser


def test_every_kind_of_page_is_looked_at_in_both_languages_on_every_screen(sites: tuple[Built, ...]) -> None:
    seen = {(stop.page.kind, stop.page.language) for stop in stops(sites) if stop.is_whole}
    kinds = set(PageKind) - {PageKind.REDIRECT}
    assert {(kind, language) for kind in kinds for language in ("lv", "en")} == seen


def test_every_state_of_the_showcase_is_looked_at_in_one_of_its_languages(sites: tuple[Built, ...]) -> None:
    seen = {stop.page.subject for stop in stops(sites) if stop.site == "showcase"}
    assert {page.subject for page in sites[0].pages if page.kind in (PageKind.PROJECT, PageKind.NEWS)} <= seen


def test_axe_finds_nothing(walk: Survey) -> None:
    assert not (found := told(walk.faults["axe"])), found


def test_what_axe_leaves_to_people_has_been_judged(walk: Survey) -> None:
    assert not (found := told(walk.faults["incomplete"])), found


def test_no_judgement_is_of_something_that_is_no_longer_there(walk: Survey) -> None:
    assert [one for number, one in enumerate(INCOMPLETE) if number not in walk.judged] == []


def filtered(page: Page) -> None:
    """The list of projects, narrowed by a word."""
    page.locator("#filter-q").fill("zemgale")
    page.locator("#matches h3").first.wait_for()


def searched(page: Page) -> None:
    """The search, with results."""
    page.locator("#search-q").fill("projekts")
    page.locator("#search-q").press("Enter")
    page.locator(".found h3").first.wait_for()


ACTS = (("lv/projekti/", filtered), ("lv/meklet/", searched))


@pytest.mark.parametrize("screen", [SCREENS[0], SCREENS[-1]], ids=str)
@pytest.mark.parametrize(("path", "act"), ACTS, ids=[act.__name__ for _, act in ACTS])
def test_axe_finds_nothing_in_what_a_script_has_shown(
    browser: Browser, addresses: dict[str, str], screen: Screen, path: str, act: Callable[[Page], None]
) -> None:
    with tab(browser, screen.width, color_scheme=screen.scheme) as page:
        page.goto(addresses["real"] + path)
        act(page)
        page.evaluate(script())
        found = page.evaluate("([tags, reviewed]) => probes.axe(tags, reviewed)", [TAGS, judged()])
    violations, incomplete, _ = json.loads(found)
    assert (violations, [rest for number, *rest in incomplete if number < 0]) == ([], [])


def test_axe_applied_its_rules_on_every_page(walk: Survey, sites: tuple[Built, ...]) -> None:
    """A tool that does nothing finds nothing."""
    everywhere = ("target-size", "html-has-lang", "landmark-one-main", "bypass", "region", "link-name")
    assert {rule: walk.applied.get(rule) for rule in everywhere} == dict.fromkeys(everywhere, walk.runs)
    assert walk.applied["color-contrast"] == sum(len(coloured(stop)) for stop in stops(sites))


# Of every style that hangs on colours that the reader asks for: what it sets, in the media that name them and under the
# choice that is made on the page.
SET_IN_DARK = """() => {
  const every = (rules, isOfColours) => [...rules].flatMap((rule) => {
    const named = `${rule.conditionText ?? ""} ${rule.selectorText ?? ""}`;
    const isSo = isOfColours || /prefers-color-scheme|data-theme/.test(named);
    return [...(isSo && rule.style ? [...rule.style] : []), ...(rule.cssRules ? every(rule.cssRules, isSo) : [])];
  });
  return [...document.styleSheets].flatMap((sheet) => every(sheet.cssRules, false));
}"""


def test_the_dark_differs_in_colours_alone(page: Page, addresses: dict[str, str]) -> None:
    """Why rules that ask for no colours are applied in the light."""
    page.goto(f"{addresses['real']}lv/projekti/")
    found = page.evaluate(SET_IN_DARK)
    assert {"--paper", "--ink"} <= set(found)
    assert [one for one in found if not one.startswith("--") and one != "color-scheme"] == []
