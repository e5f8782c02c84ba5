"""What `sitegen headers` writes: for Netlify by its documented grammar, and the command itself."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.catalogues import read_catalogue
from sitegen.cli import cli
from sitegen.l10n.terms import segments_of
from sitegen.languages import EN, LV
from sitegen.load.kinds import KINDS
from sitegen.media_types import UNKNOWN, content_type
from sitegen.serving import FORMATS, UnservableError, headers_text, web_of
from tests.conftest import ROOT
from tests.serving.test_servers import EVERY, FILE, FOREVER, FRESH, LIST, PAGE, SEARCH, headers
from tests.test_cli import run

SEGMENTS = [
    segments_of(code, read_catalogue(code, ROOT / "locales" / code / "LC_MESSAGES" / "site.po")) for code in (LV, EN)
]


def netlify_rules(text: str) -> list[tuple[str, dict[str, str]]]:
    """`_headers` by its grammar: comments, paths at the margin, below each its headers, indented.

    A star stands at the end of a path alone, a placeholder for a whole part of it.
    """
    rules: list[tuple[str, dict[str, str]]] = []
    for line in text.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line.startswith("/"):
            assert re.fullmatch(r"(/(:[a-z]+|[^/*:\s]+))*/?\*?", line), line
            rules.append((line, {}))
        else:
            found = re.fullmatch(r"  ([A-Za-z-]+): (\S.*\S)", line)
            assert found, line
            assert found[1] not in rules[-1][1], "the same header twice"
            rules[-1][1][found[1].lower()] = found[2]
    return rules


def netlify_headers(rules: list[tuple[str, dict[str, str]]], path: str) -> dict[str, str]:
    """What a path is sent with: that of all rules that fit, the last of each header."""
    found: dict[str, str] = {}
    for rule, values in rules:
        pattern = re.sub(r":[a-z]+", "[^/]+", re.escape(rule).replace(r"\*", ".*").replace("\\:", ":"))
        if re.fullmatch(pattern if rule.endswith("*") else pattern.rstrip("/") + "/?", path):
            found |= values
    return found


@pytest.mark.parametrize(
    ("path", "policy", "caching"),
    [
        ("/", PAGE, FRESH),
        ("/lv/", PAGE, FRESH),
        ("/404.html", PAGE, FRESH),
        ("/lv/projekti/", LIST, FRESH),
        ("/lv/projekti/lapa/2/", LIST, FRESH),
        ("/en/projects/status/running/", LIST, FRESH),
        ("/en/projects/some-project/", PAGE, FRESH),
        ("/lv/meklet/", SEARCH, FRESH),
        ("/en/search/", SEARCH, FRESH),
        ("/assets/css/site.0d9c3f07b1.css", PAGE, FOREVER),
        ("/pagefind/fragment/lv_1234567.pf_fragment", PAGE, FOREVER),
        ("/pagefind/pagefind.js", PAGE, FRESH),
    ],
)
def test_netlify_is_told_the_policy_and_the_caching_of_each_kind(path: str, policy: str, caching: str) -> None:
    rules = netlify_rules(headers("netlify", ROOT / "content", "/"))
    found = netlify_headers(rules, path)
    assert (found["content-security-policy"], found["cache-control"]) == (policy, caching)
    assert {name: found[name] for name in EVERY} == EVERY


def test_whatever_authors_may_publish_has_a_type() -> None:
    assert {ending for ending in KINDS if content_type(f"media/x{ending}") == UNKNOWN} == set()
    text = headers("nginx", ROOT / "content", "/")
    assert "    application/vnd.oasis.opendocument.text odt;\n" in text


def test_netlify_is_told_of_feeds_shared_pictures_and_the_pages_for_lost_addresses() -> None:
    text = headers("netlify", ROOT / "content", "/")
    rules = netlify_rules(text)
    for path in ("/lv/feed.xml", "/en/projects/some-project/feed.xml"):
        assert netlify_headers(rules, path)["content-type"] == "application/atom+xml; charset=utf-8"
    assert netlify_headers(rules, "/lv/projekti/x/share.png")["cross-origin-resource-policy"] == "cross-origin"
    assert "\n#   /en/* /en/404.html 404\n" in text


def test_the_first_rule_of_netlify_closes_everything() -> None:
    path, values = netlify_rules(headers("netlify", ROOT / "content", "/"))[0]
    assert (path, values["content-security-policy"]) == ("/*", FILE)


@pytest.mark.parametrize("name", FORMATS)
def test_a_site_without_https_is_not_promised_to_have_it(name: str) -> None:
    secure = headers_text(web_of("https://example.lv/", (LV, EN), SEGMENTS), name)
    plain = headers_text(web_of("http://example.lv/", (LV, EN), SEGMENTS), name)
    assert "Strict-Transport-Security" in secure
    assert "Strict-Transport-Security" not in plain


@pytest.mark.parametrize("path", ['"; evil', "a b", "a{b}", "a$b", "%22;x", "ā", "a#b", "x/../y", "a`b", "a\\b", "%0a"])
def test_a_path_that_would_mean_something_to_a_server_is_refused(path: str) -> None:
    with pytest.raises(UnservableError):
        web_of(f"https://example.lv/{path.replace('#', '%23')}/", (LV, EN), SEGMENTS)


def test_a_site_of_one_language_has_one_page_for_lost_addresses() -> None:
    for name in FORMATS:
        text = headers_text(web_of("https://example.lv/", (LV,), SEGMENTS[:1]), name)
        assert "en/404.html" not in text
    assert "/404.html" in headers_text(web_of("https://example.lv/", (LV,), SEGMENTS[:1]), "nginx")


def test_nginx_has_its_headers_at_one_place_where_none_is_lost() -> None:
    """A level of nginx that has an `add_header` inherits none: all stand in one block, and in none that it holds."""
    text = headers("nginx", ROOT / "content", "/")
    depths = [line for line in text.split("\n") if "add_header" in line and not line.startswith("#")]
    assert len(depths) == 8
    assert {len(line) - len(line.lstrip()) for line in depths} == {4}
    assert all(line.endswith(" always;") for line in depths)


def test_the_command_prints_or_writes_and_tells_what_is_wrong(tmp_path: Path) -> None:
    content = str(ROOT / "content")
    printed = run(tmp_path, "headers", "--format", "nginx", "--content", content)
    assert (printed.returncode, printed.stderr) == (0, "")
    written = run(tmp_path, "headers", "--format", "nginx", "--content", content, "--output", "sitegen.conf")
    assert (written.returncode, written.stdout) == (0, "")
    assert (tmp_path / "sitegen.conf").read_text(encoding="utf-8") == printed.stdout
    told = partial(CliRunner().invoke, cli)
    assert told(["headers", "--content", content]).exit_code == 2
    common = ["headers", "--format", "caddy", "--messages", "en", "--content"]
    nowhere = told([*common, content, "--output", f"{tmp_path}/no/file"])
    assert (nowhere.exit_code, nowhere.stderr) == (
        2,
        f"{tmp_path}/no/file cannot be written: there is no such file or folder\n",
    )
    odd = told([*common, content, "--base-url", "https://example.lv/a b/"])
    assert (odd.exit_code, "/a b/" in odd.stderr) == (2, True)
    (tmp_path / "content").mkdir()
    empty = told([*common, str(tmp_path / "content")])
    assert (empty.exit_code, "site.yaml" in empty.stderr) == (1, True)
