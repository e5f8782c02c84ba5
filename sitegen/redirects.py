"""Old addresses as rules of web servers: where each leads now, or that it is gone for good. Pure: rules → text.

How the servers read what is written here: nginx takes the path of `location =` as it is, decoded, and replaces
variables in the target of `return`; Apache's `RedirectMatch` matches a regular expression of bytes with the decoded
path, and encodes the target itself; Caddy's `path_regexp` matches the decoded path, case counts; Netlify asks for
percent-encoded paths, takes an address with and without its last slash as one, and knows no 410.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from urllib.parse import quote, unquote

from sitegen.values import dataclass

_SAFE = r"[A-Za-z0-9/_\-\x80-\U0010ffff]"


class Server(StrEnum):
    """Whose rules are written. `html`: the pages that lead on, which every build makes and any server serves."""

    NGINX = "nginx"
    APACHE = "apache"
    CADDY = "caddy"
    NETLIFY = "netlify"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Rule:
    """An old address, and where it leads; nowhere when it is gone for good.

    Both are paths from the site's root, without the slash at the beginning, and not percent-encoded. One that ends with
    a slash is answered without it, too.
    """

    source: str
    target: str = ""


def rules_text(rules: Iterable[Rule], server: Server, root: str = "/") -> str:
    """The rules in the words of a server. `root`: the path under which the site is served, with slashes at both ends.

    Of two rules for one address, with the slash at the end or without, the first counts.
    """
    first: dict[str, Rule] = {}
    for rule in rules:
        first.setdefault(rule.source.strip("/"), rule)
    every = [first[name] for name in sorted(first) if name]
    written = _WRITERS[server](every, unquote(root))
    return "".join(f"{line}\n" for line in (_HEADS[server], *written))


def _nginx(rules: list[Rule], root: str) -> Iterator[str]:
    for rule in rules:
        answer = f'301 "{_encoded(root, rule.target)}"' if rule.target else "410"
        for source in dict.fromkeys((rule.source.rstrip("/"), rule.source)):
            yield f"location = {_quoted(root + source)} {{ return {answer}; }}"


def _apache(rules: list[Rule], root: str) -> Iterator[str]:
    for rule in rules:
        target = _quoted(re.sub(r"[$&\\]", r"\\\g<0>", root + rule.target))
        yield (
            f'RedirectMatch 301 "{_pattern(root, rule)}" {target}'
            if rule.target
            else (f'RedirectMatch 410 "{_pattern(root, rule)}"')
        )


def _caddy(rules: list[Rule], root: str) -> Iterator[str]:
    for number, rule in enumerate(rules, start=1):
        name = f"@old{number}"
        yield f'{name} path_regexp "{_pattern(root, rule)}"'
        if rule.target:
            yield f'redir {name} "{_encoded(root, rule.target)}" 301'
        else:  # within `handle`, which comes before whatever serves files
            yield from (f"handle {name} {{", "    error 410", "}")


def _netlify(rules: list[Rule], root: str) -> Iterator[str]:
    for rule in rules:
        answer = f"{_encoded(root, rule.target)} 301!" if rule.target else f"{_encoded(root, '404.html')} 404!"
        yield f"{_encoded(root, rule.source)} {answer}"


def _html(rules: list[Rule], root: str) -> Iterator[str]:
    """Nothing can be written for what is gone, nor at the address of a file that is no page."""
    for rule in rules:
        if rule.target and rule.source.endswith(("/", ".html", ".htm")):
            yield f"{_encoded(root, rule.source)} {_encoded(root, rule.target)}"


def _encoded(root: str, path: str) -> str:
    return quote(root + path, safe="/~")


def _quoted(text: str) -> str:
    """A text in double quotes, as nginx and Apache read it."""
    return '"' + re.sub(r'["\\]', r"\\\g<0>", text) + '"'


def _pattern(root: str, rule: Rule) -> str:
    """The whole of an address as a regular expression in which nothing has a meaning to a quoted text of a server."""
    whole = "".join(
        letter if re.fullmatch(_SAFE, letter) else f"\\x{ord(letter):02x}" for letter in root + rule.source.rstrip("/")
    )
    return f"^{whole}/?$" if rule.source.endswith("/") else f"^{whole}$"


_HEADS = {
    Server.NGINX: "# Old addresses. Include this file in the server block of the site.",
    Server.APACHE: "# Old addresses. Include this file in the virtual host of the site, or in its .htaccess.",
    Server.CADDY: "# Old addresses. Import this file in the site block.",
    Server.NETLIFY: "# Old addresses. Put this into the file _redirects of the published folder.",
    Server.HTML: "# Pages of the published folder that lead on: each with the address that it leads to.",
}
_WRITERS: dict[Server, Callable[[list[Rule], str], Iterator[str]]] = {
    Server.NGINX: _nginx,
    Server.APACHE: _apache,
    Server.CADDY: _caddy,
    Server.NETLIFY: _netlify,
    Server.HTML: _html,
}
