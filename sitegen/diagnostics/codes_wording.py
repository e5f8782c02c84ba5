"""What texts say against the record, and how they say it."""

from __future__ import annotations

from sitegen.diagnostics.code import Code, Severity

WORDING_CODES = (
    Code(
        "contradicts-record",
        "`{value}` contradicts the record, which says {stated}",
        (
            "write `{{{{ {name} }}}}`, which is filled in from the record",
            "correct it; a title or a label cannot hold a fact, a text can",
        ),
        "An amount, a day, a number or a count that is typed by hand and not what the record says.",
        Severity.WARNING,
        ("S-05", "S-06", "S-07"),
    ),
    Code(
        "old-figure",
        "`{value}` held until the amendment of {date}; since then it is {stated}",
        (
            "write `{{{{ {name} }}}}`, which is filled in from the record",
            "correct it, or write the sentence without it",
        ),
        "A figure of an earlier version in a text of today, or of a day after the change.",
        Severity.WARNING,
        ("S-05", "S-07"),
    ),
    Code(
        "later-figure",
        "`{value}` holds only from the amendment of {date} on; before it was {stated}",
        (
            "write `{{{{ {name} }}}}`: a news item is filled in with what held on its day",
            "correct it, or the day of the text",
        ),
        "A figure of a later version in a text of a day before the change.",
        Severity.WARNING,
        ("S-05", "S-07"),
    ),
    Code(
        "amount-form",
        "`{value}` is not how this language writes numbers",
        ("write `{{{{ {name} }}}}`, which is filled in as {suggestion}", "write `{suggestion}`"),
        "Latvian parts thousands with spaces and writes a decimal comma; English uses commas and a decimal point.",
        Severity.WARNING,
        ("S-02", "S-16", "F-03", "F-06"),
    ),
    Code(
        "number-form",
        "`{value}` is the project's number, written in another way",
        ("write `{{{{ {name} }}}}`, which is filled in as {stated}", "write {stated}"),
        "A project's number is written as it was contracted.",
        Severity.WARNING,
        ("S-08",),
    ),
    Code(
        "wrong-plural",
        "`{value}` has the wrong form of the noun",
        ("write `{{{{ {name} }}}}`, which is filled in as {suggestion}", "write `{suggestion}`"),
        "Latvian counts with three forms: 440 bērnu, 21 bērns, 533 bērni.",
        Severity.WARNING,
        ("S-11",),
    ),
    Code(
        "vague-link",
        "the link “{value}” does not say where it leads",
        ("let the link's words be what it leads to, such as the document's title",),
        "Screen readers list links without the sentence around them.",
        Severity.WARNING,
        ("S-13",),
    ),
    Code(
        "mixed-quotes",
        "`{value}` is another kind of quotation mark than `{first}`, used before",
        ("use one kind, such as “ ”; inside a quotation the same again",),
        "One text has one kind of quotation marks.",
        Severity.WARNING,
        ("S-18", "F-17"),
    ),
    Code(
        "letter-spaced",
        "`{value}` is a word with spaces between its letters",
        ("write the word without them",),
        "Screen readers read single letters, and search does not find the word. Spacing is for the style sheet.",
        Severity.WARNING,
        ("S-12",),
    ),
    Code(
        "placeholder",
        "`{value}` is a placeholder",
        ("write what belongs here, or delete the sentence",),
        "Brackets, TODO and xx.xx. are marks of a text that is not finished.",
        rules=("C-08",),
        is_audit=True,
    ),
    Code(
        "foreign-interface-words",
        "“{value}” are interface words of another program",
        ("delete them; they came along when the text was copied",),
        "Text copied from a page brings its buttons along.",
        Severity.WARNING,
        ("S-14",),
    ),
    Code(
        "skipped-heading",
        "a heading of level {level} follows one of level {before}",
        ("begin the line with `{suggestion}`",),
        "Screen readers go from heading to heading; a level that is left out looks like a part that is missing.",
        Severity.WARNING,
        ("C-15",),
    ),
)
