"""Problems of public addresses: what was published once leads somewhere for ever, or is said to be gone."""

from __future__ import annotations

from sitegen.diagnostics.code import Code

ADDRESS_CODES = (
    Code(
        "address-lost",
        "`{address}` was published, and would lead nowhere now",
        (
            "only what is not published names `{withheld}`, so the file is not published either: publish what names "
            "it; if it must go, write `gone:` and why after the address; if it never was public, delete the line",
            "if it has moved to `{new}`, add `{address}` to the `aliases` in `{file}`; if it must go, write `gone:` "
            "and why after the address; if it never was public, delete the line",
            "if it has moved to `{new}`, write `-> {new}` after the address; if it must go, `gone:` and why; "
            "if it never was public, delete the line",
            "if it has moved, add it to the `aliases` of its page, or write `->` and where to after the address; "
            "if it must go, `gone:` and why; if it never was public, delete the line",
        ),
        "Whoever has kept an address, in a letter, a report or a search engine, finds something there for ever. "
        "What is said of a project’s address holds for the data and the feed beside it, too.",
    ),
    Code(
        "address-unread",
        "`{value}` is not an address as this file has them",
        (
            "git could not join two versions of the file: delete the line `{mark}`, and keep the addresses of both",
            "lead to a page or a file of this site, such as `/lv/`, not to `{target}`; where something is on another "
            "site now, keep a page here that says so",
            "write `{suggestion}`",
            "write `/lv/old/`, `/lv/old/ -> /lv/new/` or `/lv/old/ gone: ` and why, one on each line",
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
        ("keep the address alone on the line, or take away what is published there",),
        "What is published cannot have moved, nor be gone: servers would be told to hide it.",
    ),
    Code(
        "address-reserved",
        "the site has something else of its own at `{address}`",
        ("delete `{alias}` from the `aliases`", "give it another `slug`"),
        "Home pages, lists, files and the folders that they lie in have addresses of their own.",
    ),
    Code(
        "alias-of-itself",
        "`{value}` is where the page is now",
        ("delete the alias",),
        "An alias is an address under which the page was known before; this one would lead round in a circle.",
    ),
)
