"""Problems of the checks' own settings: severities set by a site, and exceptions for one place."""

from __future__ import annotations

from sitegen.diagnostics.code import Code, Severity

CHECK_CODES = (
    Code(
        "unknown-check",
        "there is no check `{value}`",
        ("did you mean `{suggestion}`?", "`docs/checks.md` lists the checks"),
        "Checks are named by the word in brackets that they are told with.",
    ),
    Code(
        "check-fixed",
        "`{value}` cannot be lowered or excepted",
        ("mend what it tells",),
        "Without these no page can be made: a severity of their own would change nothing.",
    ),
    Code(
        "exception-without-reason",
        "the exception from `{value}` has no reason",
        ("write `allow {value}: ` and why it is right here",),
        "Whoever reads the record later must be able to tell why a check does not hold here.",
    ),
    Code(
        "exception-unused",
        "nothing here needs the exception from `{value}`",
        ("delete the comment",),
        "An exception that covers nothing would hide the next mistake.",
        Severity.WARNING,
    ),
)
