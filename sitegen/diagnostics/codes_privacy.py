"""What would tell of persons more than a page may."""

from __future__ import annotations

from sitegen.diagnostics.code import Code, Severity

PRIVACY_CODES = (
    Code(
        "personal-code",
        "this has the form of a personal identity code",
        ("delete it; if it is something else, write `allow personal-code: ` and what it is in a comment",),
        "Personal identity codes are never published. The file's history keeps them too: "
        "tell the data protection officer.",
        rules=("D-03", "identity-code"),
        is_audit=True,
    ),
    Code(
        "personal-mailbox",
        "`{value}` looks like the mailbox of a person",
        (
            "name the mailbox of a role or an institution, or give this entry of `{contacts}` its end: `until: …`",
            "name the mailbox of a role or an institution; a person's belongs under `contacts`, with `until`",
        ),
        "People change posts and pages stay. Mailboxes of roles are better, and a person's has an end.",
        Severity.WARNING,
        ("D-03", "S-15"),
    ),
    Code(
        "personal-mobile",
        "`{value}` is a mobile number",
        (
            "name the institution's telephone, or give this entry of `{contacts}` its end: `until: …`",
            "name the institution's telephone; a person's number belongs under `contacts`, with `until`",
        ),
        "Latvian numbers that begin with 2 are mobiles, most of them persons'.",
        Severity.WARNING,
        ("D-03", "S-15"),
    ),
    Code(
        "name-without-end",
        "a person is named, and nothing says until when",
        ("add `until: …`, or name the role alone",),
        "A person's name is shown for as long as there is a reason to, and no longer.",
        Severity.WARNING,
        ("D-03",),
    ),
    Code(
        "author-not-a-role",
        "the author `{value}` looks like a person",
        ("write the role, such as `projekta komunikācijas speciāliste`",),
        "News is signed by a role.",
        Severity.WARNING,
        ("D-03", "S-15"),
    ),
    Code(
        "small-count",
        "so few people at one named place ({value}, {place}) can be told one from another",
        ("leave `{field}` out, or name a larger area", "write “fewer than five”, or name a larger area"),
        "Target groups of social projects are often protected data: fewer than five people are not tied to a place.",
        Severity.WARNING,
        ("D-05",),
    ),
    Code(
        "picture-without-consent",
        "people can be recognised in the picture, and no consent is named",
        ("add `consent: reference, until 2027-12-31`",),
        "A picture of people, above all of children, rests on their consent.",
        Severity.WARNING,
        ("D-04",),
    ),
    Code(
        "consent-undated",
        "the consent `{value}` does not say until when it holds",
        ("add the day, as in `until 2027-12-31`",),
        "Consent ends; without its day nobody takes the picture down.",
        Severity.WARNING,
        ("D-04",),
    ),
    Code(
        "consent-expired",
        "the consent to show people ended on {date}",
        ("renew it, or take the picture away",),
        "A picture of people is shown for as long as they agree.",
        Severity.WARNING,
        ("D-04",),
    ),
    Code(
        "picture-with-location",
        "the picture tells where it was taken; the published copy does not",
        ("take the location out of the file too, since the repository keeps it",),
        "Cameras write the place into the picture. It is taken out of what is published.",
        Severity.WARNING,
        ("D-04",),
    ),
    Code(
        "location-not-removable",
        "the picture tells where it was taken, and this kind of file cannot be published without that",
        ("save it as JPEG, PNG or WebP",),
        "The place is taken out of JPEG, PNG and WebP files without touching the picture; of others it is not.",
        rules=("D-04",),
        is_audit=True,
    ),
)
