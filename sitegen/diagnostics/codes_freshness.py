"""What time has overtaken."""

from __future__ import annotations

from sitegen.diagnostics.code import Code, Severity

FRESHNESS_CODES = (
    Code(
        "page-outdated",
        "the project is running, and its page was last updated on {date}; months allowed: {months}",
        ("bring the record up to date, then set `updated`",),
        "How old a running project's page may get is set per period in `site.yaml`, under `update_interval_months`.",
        Severity.WARNING,
        ("A-12", "B-19"),
    ),
    Code(
        "page-undated",
        "the project is running, and nothing says when its page was last updated",
        ("add `updated: …`",),
        "Without `published` or `updated` nobody can tell how old the page is.",
        Severity.WARNING,
        ("A-12", "B-19"),
    ),
    Code(
        "running-after-end",
        "the status is `{status}`, but the project ended on {date}",
        (
            "write `status: completed` (or `terminated`), or leave the status out; "
            "an extension is an amendment of `dates.end`",
        ),
        "A status that is written down stays when the dates have passed it.",
        Severity.WARNING,
        ("S-09",),
    ),
    Code(
        "planned-after-start",
        "the status is `planned`, but the project started on {date}",
        ("write `status: running`, or leave the status out",),
        "A status that is written down stays when the dates have passed it.",
        Severity.WARNING,
        ("S-09",),
    ),
    Code(
        "completed-before-end",
        "the status is `completed`, but the project ends only on {date}",
        ("correct the status; an earlier end is an amendment of `dates.end`",),
        "A project is completed when its last day has passed.",
        Severity.WARNING,
        ("S-09",),
    ),
    Code(
        "completed-without-results",
        "the project is completed; indicators without `achieved`: {count} of {total}",
        ("add `achieved` and `as_of` to each",),
        "The last update of a project's page tells what was achieved.",
        Severity.WARNING,
        ("B-19", "B-30"),
    ),
    Code(
        "contact-expired",
        "the contact was to be shown until {date}",
        ("name who answers now, or delete the name and the numbers",),
        "After that day the page no longer shows the name, telephone and mailbox.",
        Severity.WARNING,
        ("D-03",),
    ),
    Code(
        "deed-in-the-future",
        "the day of `{key}` has not come yet: {date}",
        ("note it once it is done; `sitegen duties` tells what is due when",),
        "`visibility` holds the days on which duties beside the page were done.",
        Severity.WARNING,
    ),
    Code(
        "day-to-come",
        "`{key}` is a day that has not come yet: {date}",
        ("write the day on which it was so, or leave it out until then",),
        "`updated` and `as_of` tell what was done and counted.",
        Severity.WARNING,
    ),
    Code(
        "updated-too-early",
        "updated on {date}, before it was published on {published}",
        ("correct one of the two days",),
        "What is updated has been published.",
        Severity.WARNING,
    ),
    Code(
        "expires-too-early",
        "it is shown until {date}, which is before its own day, {published}",
        ("correct one of the two days",),
        "`expires` is the last day on which an item is shown.",
        Severity.WARNING,
    ),
    Code(
        "statement-outdated",
        "the accessibility statement was last reviewed on {date}, more than a year ago",
        ("review it, then set `reviewed`",),
        "The statement is reviewed at least once a year.",
        Severity.WARNING,
        ("C-03",),
    ),
)
