"""Old addresses in the words of each server. That the servers read them so is tested with the servers themselves."""

from __future__ import annotations

import re

import pytest

from sitegen.redirects import Rule, Server, rules_text

HARD = "lv/vecā 1$a\"b'c{d}.e+(f)*/"


def lines(rules: list[Rule], server: Server, root: str = "/") -> list[str]:
    return rules_text(rules, server, root).splitlines()[1:]


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (
            Server.NGINX,
            ['location = "/lv/old" { return 301 "/lv/new/"; }', 'location = "/lv/old/" { return 301 "/lv/new/"; }'],
        ),
        (Server.APACHE, ['RedirectMatch 301 "^/lv/old/?$" "/lv/new/"']),
        (Server.CADDY, ['@old1 path_regexp "^/lv/old/?$"', 'redir @old1 "/lv/new/" 301']),
        (Server.NETLIFY, ["/lv/old/ /lv/new/ 301!"]),
        (Server.HTML, ["/lv/old/ /lv/new/"]),
    ],
)
def test_an_old_address_leads_on_with_its_last_slash_and_without(server: Server, expected: list[str]) -> None:
    assert lines([Rule("lv/old/", "lv/new/")], server) == expected


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (Server.NGINX, ['location = "/media/a.pdf" { return 410; }']),
        (Server.APACHE, ['RedirectMatch 410 "^/media/a\\x2epdf$"']),
        (
            Server.CADDY,
            ['@old1 path_regexp "^/media/a\\x2epdf$"', "handle @old1 {", "    error 410", "}"],
        ),
        (Server.NETLIFY, ["/media/a.pdf /404.html 404!"]),
        (Server.HTML, []),
    ],
)
def test_what_is_gone_is_answered_so(server: Server, expected: list[str]) -> None:
    assert lines([Rule("media/a.pdf")], server) == expected


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (Server.NGINX, 'location = "/lv/vecā 1$a\\"b\'c{d}.e+(f)*" { return 301 "/lv/n%24%22/"; }'),
        (
            Server.APACHE,
            'RedirectMatch 301 "^/lv/vecā\\x201\\x24a\\x22b\\x27c\\x7bd\\x7d\\x2ee\\x2b\\x28f\\x29\\x2a/?$" '
            '"/lv/n\\\\$\\"/"',
        ),
        (Server.NETLIFY, "/lv/vec%C4%81%201%24a%22b%27c%7Bd%7D.e%2B%28f%29%2A/ /lv/n%24%22/ 301!"),
    ],
)
def test_no_sign_of_an_address_means_anything_to_a_server(server: Server, expected: str) -> None:
    assert lines([Rule(HARD, 'lv/n$"/')], server)[0] == expected


@pytest.mark.parametrize("server", [Server.APACHE, Server.CADDY])
def test_the_expression_of_an_address_matches_it_and_nothing_else(server: Server) -> None:
    (written,) = re.findall(r'"(\^.*?\$)"', rules_text([Rule(HARD, "x/")], server))
    for path in (f"/{HARD}", f"/{HARD[:-1]}"):
        assert re.search(written, path)
        assert not re.search(written, f"{path}/x")
        assert not re.search(written, path.replace(".", "-"))


@pytest.mark.parametrize("server", list(Server))
def test_a_site_below_a_path_of_its_domain_has_that_path_on_both_sides(server: Server) -> None:
    text = rules_text([Rule("lv/old/", "lv/new/")], server, "/es%20projekti/")
    assert text.count("/lv/old") == text.count("old/lv/old") + (2 if server is Server.NGINX else 1)
    assert re.search(r"/es(?: |%20|\\x20)projekti/lv/old", text)
    assert re.search(r"/es(?: |%20)projekti/lv/new/", text)


@pytest.mark.parametrize("server", list(Server))
def test_one_address_has_one_rule_however_often_it_is_named(server: Server) -> None:
    rules = [Rule("lv/old/", "lv/new/"), Rule("lv/old/", "lv/other/"), Rule("lv/old", "lv/third/")]
    assert rules_text(rules, server) == rules_text(rules[:1], server)


def test_rules_come_in_one_order() -> None:
    rules = [Rule("b/", "x/"), Rule("a/", "x/")]
    assert rules_text(rules, Server.CADDY) == rules_text(rules[::-1], Server.CADDY)
