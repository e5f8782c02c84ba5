"""Problems of public addresses: what was published once leads somewhere for ever, or is said to be gone."""

from __future__ import annotations

from sitegen.diagnostics.code import Code

ADDRESS_CODES = (
    Code(
        "address-lost",
        "`{address}` was published, and would lead nowhere now",
        (
            "if it has moved to `{new}`, add it to the `aliases` in `{file}`; "
            "if it must go, write `{address} gone: ` and why",
            "if it has moved to `{new}`, write `{address} -> {new}`; if it must go, write `{address} gone: ` and why",
            "if it has moved, add it to the `aliases` of the page that stands for it; if it must go, write "
            "`{address} gone: ` and why; if it never was public, delete the line",
        ),
        "Whoever has kept an address, in a letter, a report or a search engine, finds something there for ever. "
        "An address whose project is gone too covers the data and the feed beside it.",
    ),
    Code(
        "address-unread",
        "`{value}` is not an address as this file has them",
        (
            "write `/lv/old/`, `/lv/old/ -> /lv/new/` or `/lv/old/ gone: ` and why, one on each line; "
            "of two versions that git could not join, keep the lines of both",
        ),
        "The file holds one address on each line, from the site’s root on, as it stands in links.",
    ),
    Code(
        "address-gone-without-reason",
        "`gone:` gives no reason",
        ("write why the address must go, such as `gone: published by mistake`",),
        "An address that is given up is a decision, and whoever reads the record later must be able to tell why.",
    ),
    Code(
        "address-decided-twice",
        "of `{address}` something else is said on line {line}",
        ("keep one of the two lines",),
        "An address leads to one place, or is gone.",
    ),
    Code(
        "address-moved-nowhere",
        "`{target}` is not published, so nothing can lead there",
        (
            "lead to `{suggestion}`, where it leads itself",
            "did you mean `{near}`?",
            "give an address that is published",
        ),
        "An old address leads straight to a page or a file of the site, never to another old address.",
    ),
    Code(
        "address-still-there",
        "`{address}` is published, though this line says that it is not",
        ("keep the address alone on the line, or take what is published there away",),
        "What is published cannot have moved, nor be gone: servers would be told to hide it.",
    ),
    Code(
        "alias-of-itself",
        "`{value}` is where the page is now",
        ("delete the alias",),
        "An alias is an address under which the page was known before; this one would lead round in a circle.",
    ),
)
