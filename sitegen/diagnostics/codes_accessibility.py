"""The accessibility statement: what it may claim, and what it must say."""

from __future__ import annotations

from sitegen.diagnostics.code import Code, Severity

ACCESSIBILITY_CODES = (
    Code(
        "statement-not-evaluated",
        "the accessibility of the site was not evaluated; the statement says so, and claims nothing",
        ("evaluate the site, then write down under `accessibility` when, how and with what result",),
        "Bodies of the state and of municipalities evaluate their websites and publish a statement of what was found. "
        "Until then an exception with its reason says that this is known.",
        Severity.WARNING,
        ("C-01", "C-04", "C-06"),
    ),
    Code(
        "claim-without-evaluation",
        "the statement claims `{status}`, but says nothing of the evaluation that this rests on; missing: {fields}",
        ("add `evaluated: …` and `method: …`; without an evaluation, delete `accessibility`",),
        "A statement rests on an evaluation: its day and its method. Without one it says that there was none.",
        Severity.ERROR,
        ("C-04", "C-09"),
    ),
    Code(
        "full-with-barriers",
        "the statement claims `full`, but names content that does not comply: {count}",
        ("write `status: partial`; content to which the rules do not apply is `kind: out-of-scope`",),
        "A disproportionate burden too is an exception: the site complies in part.",
        Severity.ERROR,
        ("C-02", "C-09"),
    ),
    Code(
        "full-with-problems",
        "the statement claims `full`, but the automatic check of {date} found problems: {aspects}",
        ("mend the pages and run `sitegen audit --record` again, or write `status: partial` and name what is wrong",),
        "What a program finds by itself stands against a claim that all requirements are met.",
        Severity.ERROR,
        ("C-07", "C-09"),
        is_audit=True,
    ),
    Code(
        "barriers-missing",
        "the statement claims `{status}`, but does not say what is not accessible",
        ("add `exceptions`, each with `what`, `reason` and, where there is one, `alternative`",),
        "A statement names the parts that are not accessible, the reasons, and what can be used instead.",
        Severity.ERROR,
        ("C-02",),
    ),
    Code(
        "statement-day-to-come",
        "`{field}` is {date}, a day that has not come yet",
        ("correct the day; what is only planned is no part of the statement",),
        "The statement tells what was done.",
        Severity.ERROR,
        ("C-09",),
        is_audit=True,
    ),
    Code(
        "review-too-early",
        "`reviewed` is {date}, earlier than `{field}`, which is {other}",
        ("set `reviewed` to the day on which the statement was last gone through, or delete it",),
        "A new evaluation changes the statement, so an earlier review is not the last one.",
        Severity.WARNING,
        ("C-03",),
    ),
    Code(
        "statement-placeholder",
        "the accessibility statement would show a placeholder: `{value}`",
        ("write what belongs here, or delete the field",),
        "What is left of a form is no statement: brackets, dots or crosses to write on, a label with nothing after it.",
        Severity.ERROR,
        ("C-08",),
        is_audit=True,
    ),
    Code(
        "statement-not-approved",
        "the accessibility statement does not say who approved it",
        ("add `approved_by: {{role: {{lv: …, en: …}}}}`",),
        "The head of an institution approves what it publishes.",
        Severity.WARNING,
        ("C-05",),
    ),
    Code(
        "feedback-missing",
        "the accessibility statement does not say how to reach the institution",
        ("add `contact: {{email: …, phone: …}}`, or `other_contacts` under `accessibility`",),
        "Whoever meets a barrier must be able to tell of it, and to ask for the content in another form.",
        Severity.ERROR,
        ("C-02",),
        is_audit=True,
    ),
    Code(
        "audit-outdated",
        "the automatic check that the statement tells of was made on {date}, more than a year ago",
        ("run `sitegen audit --record` again",),
        "The site is looked at anew at least once a year.",
        Severity.WARNING,
        ("C-03", "C-07"),
    ),
)
