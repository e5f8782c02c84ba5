"""Problems of figures: sums, rates, dates, amendments."""

from __future__ import annotations

from sitegen.diagnostics.code import Code, Severity

FIGURE_CODES = (
    Code(
        "duplicate-source",
        "the source `{value}` is given twice; the first is on line {line}",
        ("add the two amounts together",),
        "Each source of money stands once.",
    ),
    Code(
        "source-not-in-fund",
        "the source `{value}` is not among the project's funds",
        ("add it to `fund`, or correct the source; the funds are {choices}",),
        "The attribution names the project's funds: they are those that pay.",
        rules=("A-01", "A-14"),
    ),
    Code(
        "fund-without-source",
        "no source of money is the fund `{value}`",
        ("add it to the sources, or take it out of `fund`",),
        "The attribution names the project's funds: they are those that pay.",
        severity=Severity.WARNING,
        rules=("A-01", "A-14"),
    ),
    Code(
        "parts-do-not-add-up",
        "the parts of `{id}` add up to {sum}, not to {whole}",
        ("correct the number that is wrong, or leave `adds_up` out",),
        "`adds_up: true` says that the parts make up the whole.",
    ),
    Code(
        "capacities-do-not-add-up",
        "the places of `{id}` have room for {sum}, not for {whole}",
        ("correct the capacity or the indicator",),
        "The capacities of places that name an indicator add up to it.",
    ),
    Code(
        "part-of-itself",
        "the indicator `{value}` is a part of itself",
        ("name the whole that it belongs to, or leave `part_of` out",),
        "An indicator that leads back to itself through `part_of` would be shown nowhere.",
    ),
    Code(
        "number-taken",
        "the number `{value}` is already that of `{other}`",
        ("correct the number, or delete one of the two records",),
        "A project has one record. Numbers are compared without the dot before the first slash.",
        rules=("S-08",),
    ),
    Code(
        "source-without-figure",
        "the source `{value}` has neither an amount nor a rate",
        ("add `amount`, `rate`, or both",),
        "A source is told by what it pays.",
    ),
    Code(
        "second-remainder",
        "`remainder` is used twice",
        ("give one of the sources its amount",),
        "Only one source can take what is left.",
        rules=("S-04",),
    ),
    Code(
        "remainder-unknown",
        "what remains cannot be computed",
        ("give the total and every other source's amount",),
        "`remainder` is the total less all other amounts.",
        rules=("S-04",),
    ),
    Code(
        "sources-do-not-add-up",
        "the sources add up to {sum}, the total is {total}: {difference} apart",
        ("correct the amount that is wrong; sums are exact to the cent",),
        "The parts of a sum add up to it to the cent, in the original and after every amendment.",
        rules=("S-04",),
    ),
    Code(
        "rates-do-not-add-up",
        "the rates add up to {sum} percent",
        ("correct the rate that is wrong",),
        "When every source is given by its rate alone, the rates add up to 100.",
        rules=("S-03",),
    ),
    Code(
        "ends-before-start",
        "the project ends on {end}, before it starts on {start}",
        ("correct one of the two dates",),
        "A project cannot end before it starts.",
    ),
    Code(
        "unknown-funding-form",
        "no source says how much of the money is the Union's",
        ("add `rate` or `amount` to the sources; until then the statement reads “Co-funded”",),
        "The statement of support says “Funded” when all the money is the Union's, else “Co-funded”.",
        Severity.WARNING,
        ("B-17",),
    ),
    Code(
        "mark-not-supplied",
        "the official mark of the {name} is not supplied; its name is shown as text",
        (
            "take the file from the official download page, put it into `media/` "
            "and name it under `marks: {{{mark}: …}}`",
        ),
        "National marks are never redrawn: the institution supplies the official file.",
        Severity.WARNING,
        ("A-11", "B-18"),
    ),
    Code(
        "amendment-without-date",
        "the amendment has no date",
        ("add `effective: …`, or `known_by: …` where no source says when",),
        "A change that nobody can date is shown with the day by which it was known.",
        rules=("S-07",),
    ),
    Code(
        "amendment-with-two-dates",
        "the amendment has both `effective` and `known_by`",
        ("keep `effective` when the day is known, else `known_by`",),
        "One of the two says when the change came.",
    ),
    Code(
        "amendments-out-of-order",
        "the amendment of {date} comes after that of {previous}",
        ("put the amendments in the order of their dates",),
        "Amendments are laid over the record one after the other.",
    ),
    Code(
        "not-amendable",
        "`{key}` cannot be changed by an amendment",
        ("change it in the record itself",),
        "An amendment changes what was contracted, not how the page is kept.",
    ),
    Code(
        "changes-nothing",
        "the amendment changes nothing",
        ("name what it changed under `changes`, or delete it",),
        "Every amendment is shown as was and is.",
    ),
    Code(
        "changes-unknown-id",
        "there is no `{value}` in `{list}` to change",
        ("did you mean `{suggestion}`?", "to add it, give all its fields"),
        "Lists with ids are changed entry by entry.",
    ),
)
