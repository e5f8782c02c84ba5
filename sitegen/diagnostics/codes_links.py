"""Problems of addresses: in the files of a built site, and of links to other sites."""

from __future__ import annotations

from sitegen.diagnostics.code import Code, Severity

# What the files of a built site say of addresses in it.
LINK_CODES = (
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

# What is wrong with links to other sites, as only `sitegen links --external` tells; pages can be made all the same.
EXTERNAL_CODES = (
    Code(
        "external-gone",
        "`{address}` is gone: its server answers {status}",
        ("write the address where it is now, or take the link out",),
        "404 and 410 say that there is nothing at an address.",
        is_audit=True,
    ),
    Code(
        "external-no-host",
        "`{address}` leads nowhere: there is no host `{host}`",
        ("correct the address, or take the link out",),
        "The name servers know no such name.",
        is_audit=True,
    ),
    Code(
        "external-certificate",
        "browsers refuse `{address}`: {what}",
        ("tell those who run the site; until then take the link out",),
        "A browser warns its reader of a site whose certificate is not valid.",
        is_audit=True,
    ),
    Code(
        "external-malformed",
        "`{address}` is no address that can be asked for",
        ("write it as the browser shows it, with `https://` in front",),
        "An address has a host, and no spaces.",
        is_audit=True,
    ),
    Code(
        "external-moved",
        "`{address}` has moved for good",
        ("write `{target}`",),
        "301 and 308 say that an address will not come back.",
        Severity.WARNING,
    ),
    Code(
        "external-anchor",
        "`{address}` is there, and has no place `{anchor}`",
        ("correct what stands behind the `#`, or leave it out",),
        "The page was read as the server sends it; a place that a script makes is not in it.",
        Severity.WARNING,
    ),
    Code(
        "external-refused",
        "`{address}` could not be checked: its server answers {status}",
        ("open it in a browser",),
        "Whether a visitor is let in cannot be told from an answer like 401, 403, 429 or 500 to a program.",
        Severity.WARNING,
    ),
    Code(
        "external-unsure",
        "`{address}` could not be checked: {what}",
        ("open it in a browser, and try again later",),
        "No server answered in time, or not so that it could be understood.",
        Severity.WARNING,
    ),
    Code(
        "external-private",
        "`{address}` lies in a private network, which visitors do not reach; it was not asked",
        ("write the public address; `--allow-private` asks it all the same",),
        "An address such as 127.0.0.1, 10.0.0.1 or 169.254.169.254, or a name that stands for one. Asking it would let "
        "whoever writes content look into the network of the machine that checks.",
        Severity.WARNING,
    ),
)
