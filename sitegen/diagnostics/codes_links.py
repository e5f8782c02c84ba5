"""Problems of addresses: in the files of a built site, and of links to other sites."""

from __future__ import annotations

from sitegen.diagnostics.code import Code, Severity

# What the files of a built site say of addresses in it.
ADDRESS_CODES = (
    Code(
        "dead-address",
        "the built file names `{target}`, which does not exist",
        ("mend what the address comes from; style sheets lie in `static/`",),
        "Every address of the site in a feed, in the sitemap, in data and in a style sheet is followed before it is "
        "published.",
    ),
    Code(
        "own-address-missing",
        "`{target}` lies under the site’s own address, and is no part of the site",
        ("mend the address, or write a link to the source file; `checks` in `site.yaml` switches this off",),
        "An address that is written out in full is followed too when it begins with the site's. A warning, since "
        "another program may serve what lies there.",
        Severity.WARNING,
    ),
    Code(
        "alternate-not-returned",
        "the page names `{target}` as itself in another language, and that page does not name it back",
        ("name both pages in both; `templates/base.html` shows how",),
        "A search engine heeds `hreflang` only where each of the pages names the other.",
    ),
    Code(
        "alternates-without-itself",
        "the page names its languages ({seen}), and is not one of them",
        ("name the page itself too, with its own address; `templates/base.html` shows how",),
        "The languages of a page are its own and all others, the same list on each.",
    ),
    Code(
        "canonical-elsewhere",
        "the page says that its address is `{seen}`, and lies elsewhere",
        ("let `canonical` be the page’s own address",),
        "A search engine lists the address that `canonical` names, and leaves this one out.",
    ),
    Code(
        "xml-broken",
        "the built file is no XML ({seen})",
        ("mend the text that it comes from, and report it: the program should not have let it through",),
        "A feed or a sitemap with one wrong sign cannot be read at all.",
    ),
    Code(
        "feed-id-taken",
        "two entries of the feed have the id `{seen}`",
        ("give one of the news items or amendments another address",),
        "A reader's program shows an entry once for every id (RFC 4287, 4.2.6).",
    ),
    Code(
        "sitemap-incomplete",
        "the sitemap does not list the page",
        ("build the site anew; pages that are not to be listed say `noindex`",),
        "The sitemap lists every page that search engines may list.",
    ),
    Code(
        "sitemap-hidden",
        "the sitemap lists the page, which tells search engines not to list it",
        ("take `noindex` out of the template, or leave the page out of the plan",),
        "A page that says `noindex` has no place in the sitemap.",
        Severity.WARNING,
    ),
    Code(
        "sitemap-languages",
        "the sitemap names other languages of the page than the page itself",
        ("build the site anew",),
        "The sitemap and the pages must agree in which languages a page is to be had.",
    ),
    Code(
        "sitemap-day",
        "the sitemap says of the page that it changed on `{seen}`, which is no day",
        ("write `YYYY-MM-DD`",),
        "`lastmod` is a day, or a time with its zone (W3C Datetime).",
    ),
)
