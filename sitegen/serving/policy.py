"""The Content-Security-Policy of each kind of page: nothing, and what the pages use (Content Security Policy Level 3).

Scripts, styles, pictures and fonts are files of the site, and nothing is inline. Blocks of JSON-LD are data, which no
policy forbids. A test reads off the built site what each kind of page uses.
"""

from __future__ import annotations

from collections.abc import Mapping

Policy = Mapping[str, tuple[str, ...]]

_SELF, _NONE = "'self'", "'none'"
# A file that is no page asks for nothing. The last three do not follow from `default-src`.
FILE: Policy = {
    "default-src": (_NONE,),
    "base-uri": (_NONE,),
    "form-action": (_NONE,),
    "frame-ancestors": (_NONE,),
}
PAGE: Policy = {
    "default-src": (_NONE,),
    "script-src": (_SELF,),
    "style-src": (_SELF,),
    "img-src": (_SELF,),
    "font-src": (_SELF,),
    **{name: FILE[name] for name in ("base-uri", "form-action", "frame-ancestors")},
}
# The list of projects loads its data when a reader filters.
LIST: Policy = {**PAGE, "connect-src": (_SELF,)}
# The search loads its index, and its program is WebAssembly.
SEARCH: Policy = {**LIST, "script-src": (_SELF, "'wasm-unsafe-eval'")}


def policy_text(policy: Policy) -> str:
    """A policy as it stands in the header."""
    return "; ".join(" ".join((name, *sources)) for name, sources in policy.items())


def preview_policy(address: str, *, has_alert: bool) -> str:
    """The policy of a page in the preview at `address`: that of the published one, and what reloads it.

    `has_alert`: the page shows what is wrong, in a box with a style of its own.
    """
    wire = address.replace("http", "ws", 1).rstrip("/")
    style = (*PAGE["style-src"], *(("'unsafe-inline'",) if has_alert else ()))
    return policy_text({**PAGE, "style-src": style, "connect-src": (_SELF, wire)})
