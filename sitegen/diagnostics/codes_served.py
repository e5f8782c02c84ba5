"""Problems of what is served, held against what was built (`sitegen verify`)."""

from __future__ import annotations

from sitegen.diagnostics.code import Code

SERVED_CODES = (
    Code(
        "served-missing",
        "what was built is not here",
        (
            "give the address of the whole site: `{root}` is none, or its server hides `/.well-known/`",
            "give the whole published folder: `{folder}` is none",
            "the server answers {status}; put the published folder on it again",
            "put the file there again",
        ),
        "Every file that the manifest names lies where it was published.",
    ),
    Code(
        "served-status",
        "the server answers {status}",
        ("look at what the server’s log says of it",),
        "Every file that the manifest names is answered with 200.",
    ),
    Code(
        "served-changed",
        "this is not what was built: {seen} bytes, where {size} were built",
        (
            "that is what it sends packed as `{coding}`: find out who changed it, and put the published folder there "
            "again, copies and all",
            "find out who changed it, and put the published folder there again",
        ),
        "The digest of what is served is not the one that the build wrote down.",
    ),
    Code(
        "served-exchanged",
        "what was built for `{other}` is here",
        (
            "that is what it sends packed as `{coding}`: put the published folder there again, copies and all",
            "put the published folder there again",
        ),
        "The digest is that of another file of the site.",
    ),
    Code(
        "served-extra",
        "nobody built this",
        ("find out where it comes from; put the published folder there again",),
        "A file that the manifest does not name was put there by somebody else.",
    ),
    Code(
        "served-leads-away",
        "the server leads on to `{target}`",
        ("ask that address, if it is the site’s; else take that rule out of the server’s settings",),
        "Every file is answered at its own address; only old addresses lead on, to where the build says.",
    ),
    Code(
        "served-silent",
        "there is no answer: {what}",
        ("check that the address is right, that the server runs, and that the file may be read",),
        "Nothing can be said of what cannot be fetched.",
    ),
    Code(
        "served-manifest",
        "the manifest is not the one that the site is held against",
        ("another build is served: put yours there, or hold it against that one’s manifest",),
        "Whoever changes files can change the manifest beside them, so one that you keep yourself is what counts.",
    ),
    Code(
        "served-no-manifest",
        "this is no manifest of a site",
        ("put the published folder there again, with `.well-known/site-manifest.json`",),
        "Without a manifest nothing can be said of what was built.",
    ),
)
