"""A browser without script shows everything, and no control that does nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from sitegen.plan import PageKind
from tests.quality.browsing import tab
from tests.quality.sites import Built
from tests.quality.survey import probes

pytestmark = pytest.mark.browser

KINDS = tuple(kind for kind in PageKind if kind is not PageKind.REDIRECT)
CONTROLS = "button, input, select, textarea, dialog, [role=button], [role=switch], [role=search], form, [aria-live]"
SEEN = f"[...document.querySelectorAll('{CONTROLS}')].filter(probes.isSeen).map(probes.name)"
# What stands on a page, less what is there to be pressed, what that says, and what stands in its place.
WORDS = f"""() => {{
  for (const element of document.querySelectorAll(`{CONTROLS}, .js-only, .no-search`)) element.remove();
  return document.body.innerText.split(/\\s+/);
}}"""


@pytest.mark.parametrize("kind", KINDS)
def test_without_script_nothing_is_missing_and_no_control_is_dead(
    browser: Browser, sites: tuple[Built, ...], addresses: dict[str, str], kind: PageKind
) -> None:
    site = sites[0]
    path = site.by_weight(kind, site.pages[0].language)[-1].path
    words = []
    for is_on in (True, False):
        with tab(browser, **({} if is_on else {"java_script_enabled": False})) as page:
            page.goto(addresses[site.name] + path)
            page.evaluate(probes())
            controls = page.evaluate(SEEN)
            words.append(page.evaluate(WORDS))
    assert controls == []
    assert words[0] == words[1]
