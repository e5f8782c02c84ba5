"""The servers that there is a form for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sitegen.serving.apache import apache
from sitegen.serving.caddy import caddy
from sitegen.serving.netlify import netlify
from sitegen.serving.nginx import nginx
from sitegen.serving.web import Web

FORMATS: dict[str, Callable[[Web], Iterator[str]]] = {
    "nginx": nginx,
    "apache": apache,
    "caddy": caddy,
    "netlify": netlify,
}


def headers_text(web: Web, server: str) -> str:
    """What a server has to be told, in its words. `server`: a key of `FORMATS`."""
    return "".join(f"{line}\n" for line in FORMATS[server](web))
