"""Problems of a list of operations and of its mapping (`sitegen import`)."""

from __future__ import annotations

from sitegen.diagnostics.code import Code, Severity

IMPORT_CODES = (
    # The list
    Code(
        "import-not-csv",
        "this is not a list in CSV",
        (
            "it begins as a workbook does: open it in Excel or LibreOffice, and save it as “CSV UTF-8” ({workbook})",
            "byte {byte} is zero, which no text has: save the list once more, as “CSV UTF-8”",
            "save the list as “CSV UTF-8”",
        ),
        "A list is a text: one row on each line, its cells set apart by semicolons, commas or tabs.",
    ),
    Code(
        "import-list-empty",
        "the list holds no rows",
        ("the first row names the columns; each one below it is a project",),
        "Without a row there is nothing to make a record from.",
    ),
    Code(
        "import-quote-open",
        "in {cell} a quotation mark opens that nothing closes",
        ("close it, or write two of them where one belongs to the text",),
        "A cell that begins with a quotation mark goes on to the next one, over the ends of lines too.",
    ),
    Code(
        "import-cell-too-long",
        "{cell} has {size} characters; the most is {maximum}",
        ("look for a quotation mark too many near the place, else shorten the cell",),
        "No cell of Excel is longer; what looks like one is most often the rest of the file.",
    ),
    Code(
        "import-rows-above",
        "above the names of the columns there is a row that is not read: {value}",
        ("if it says something of the projects, put it into `constants` of the mapping; else delete it",),
        "The header is the row in which most of the mapping's columns stand.",
        Severity.WARNING,
    ),
    Code(
        "import-column-unused",
        "nothing uses the column {cell} “{column}”; filled cells in it: {count}",
        ("name it under `columns` of the mapping, or under `skip`",),
        "What a list says and no record takes is told, lest it be lost without a word.",
        Severity.WARNING,
    ),
    # Rows
    Code(
        "import-row-ragged",
        "row {row} has {found} cells, the header {expected}; it is left out",
        ("put the cell with the separator in it into quotation marks, or add the one that is missing",),
        "Nobody can say which cell of such a row has moved.",
    ),
    Code(
        "import-row-without-number",
        "row {row} has no project number; it is left out",
        ("write the number, if it is a project; a row of sums can stay as it is",),
        "The number tells one project from another. Rows of sums have none.",
        Severity.WARNING,
    ),
    Code(
        "import-number-twice",
        "row {row} has the number `{value}`, as row {other} has; it is left out",
        ("keep one row for each project",),
        "Two records never have one number.",
    ),
    Code(
        "import-project-there",
        "the project `{value}` of row {row} is there already, in `{file}`; the row is left out",
        ("what has changed since belongs into its `amendments`",),
        "An import adds; it never writes over what people have written.",
        Severity.WARNING,
    ),
    Code(
        "import-name-taken",
        "row {row} would make the file `{file}`, which another project has; it is left out",
        ("give `slug` of the mapping a column, or a text with columns in braces, that tells the projects apart",),
        "A file's name is the project's address, and holds one project.",
    ),
    Code(
        "import-name-empty",
        "no file name can be made for row {row}; it is left out",
        ("name a column with Latin letters or digits under `slug` of the mapping",),
        "A file's name is the project's address: small Latin letters, digits, hyphens.",
    ),
    Code(
        "import-record-unread",
        "this record cannot be read, so its number is not known, and nothing is imported",
        ("mend what is told of it; `sitegen check` tells when it is done",),
        "A project that is there already is known by its number.",
    ),
    # Cells
    Code(
        "import-cell-unread",
        "`{value}` in {cell} “{column}” is not {what}",
        ("it stands as a comment in the record; write it there, or say under `values` of the mapping what it means",),
        "What is not understood is never guessed, and never lost.",
    ),
    Code(
        "import-cell-ambiguous",
        "`{value}` in {cell} “{column}” may be {one} or {other}",
        (
            "write `{one_setting}` or `{other_setting}` under `formats` of the mapping",
            "say under `values` of the mapping which one it is",
        ),
        "What may mean two things is never guessed. A setting holds for all cells of the list.",
    ),
    Code(
        "import-value-unknown",
        "nothing says what `{value}` in the column “{column}” means as `{field}`; it stands in {cells}: {count} in all",
        (
            "if `{suggestion}` is meant, say so under `values` of the mapping",
            "say under `values` of the mapping which one it is: {choices}",
            "say under `values` of the mapping which id it is; what has none yet belongs into `{registry}` first",
        ),
        "A closed list of words, or a registry, has words of its own, and the mapping says which one a list's word is.",
    ),
    Code(
        "import-cell-empty",
        "`{field}` is empty in the column “{column}”: {cells}, {count} in all",
        ("fill it in in the records",),
        "Every record needs the field.",
        Severity.WARNING,
    ),
    Code(
        "import-field-missing",
        "the list does not give `{field}`, which every record needs",
        ("fill it in in each record, or name a column for it under `columns`, or a value under `constants`",),
        "It stands empty in the records made, and `check` tells of it until it is filled in.",
        Severity.WARNING,
    ),
    # The mapping
    Code(
        "import-field-unknown",
        "`{field}` is not a field that a list can give",
        (
            "did you mean `{suggestion}`?",
            "after `{above}` one of these may follow: {choices}",
            "`{above}` has no parts: write it alone",
            "the fields are {choices}",
        ),
        "Fields are named by their paths, as in `docs/import.md`.",
    ),
    Code(
        "import-field-open",
        "`{field}` is not one field, but has several below it",
        ("go on with one of {choices}, as in `{example}`",),
        "A column gives one value.",
    ),
    Code(
        "import-field-twice",
        "`{field}` is given twice",
        ("keep one of the two",),
        "A field has one value.",
    ),
    Code(
        "import-values-idle",
        "no column gives `{field}`, so its `values` are never looked at",
        ("name its column under `columns`, or delete this",),
        "`values` say what the texts of a column mean.",
    ),
    Code(
        "import-column-unknown",
        "the list has no column “{column}”",
        ("did you mean “{suggestion}”?", "its columns are {choices}"),
        "Case and spacing do not count.",
    ),
    Code(
        "import-column-doubled",
        "the list has several columns “{column}”: {cells}",
        ("give each a name of its own in the list",),
        "Nobody can say which of them is meant.",
    ),
)
