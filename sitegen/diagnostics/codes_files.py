"""Problems of files, of YAML as YAML, and of the site's surroundings."""

from __future__ import annotations

from sitegen.diagnostics.code import Code, Severity

FILE_CODES = (
    Code(
        "missing-file",
        "the file `{path}` is missing",
        ("create it; `docs/content.md` says what belongs in it",),
        "`site.yaml` is the one file that no site can do without: it names the site, its address and its languages.",
    ),
    Code(
        "unreadable-file",
        "the file cannot be read",
        ("check that it is a file and that you may read it",),
        "The operating system refused to open the file.",
    ),
    Code(
        "not-utf8",
        "the text is not UTF-8: byte {byte} cannot be read",
        ("save the file in your editor with the encoding UTF-8",),
        "Every text file of a site is UTF-8. Files saved in Windows-1257 or UTF-16 show up here.",
    ),
    Code(
        "unexpected-file",
        "the program does not know what to do with this file",
        ("rename it to `{suggestion}`", "move it to `media/`, or delete it"),
        "Files that are neither records, texts nor media are not published; a misspelt ending hides a whole record.",
        Severity.WARNING,
    ),
    Code(
        "bad-file-name",
        "the file's name does not have the form `{form}`",
        ("rename it to `{suggestion}`", "use lower-case letters without diacritics, digits and hyphens"),
        "A file's name gives the item its date, its address and its language.",
    ),
    Code(
        "unknown-text-language",
        "`{language}` is not a language of this site",
        ("the site's languages are {languages}; add it to `languages` in `site.yaml`, or rename the file",),
        "The part of a Markdown file's name before `.md` is its language.",
    ),
    Code(
        "orphan-text",
        "there is no project `{slug}` for this description",
        ("did you mean `{suggestion}`?", "name the file after its record in `projects/`"),
        "`projects/<slug>.<language>.md` describes the record `projects/<slug>.yaml`.",
    ),
    Code(
        "empty-file",
        "the file holds nothing",
        ("fill it in, or delete it",),
        "A record without content was most likely saved by mistake.",
    ),
    Code(
        "empty-description",
        "the description is empty",
        ("write it, or delete the file",),
        "Where there is no file for a language its pages show the description in another one; an empty file hides it.",
        Severity.WARNING,
    ),
    Code(
        "yaml-syntax",
        "this is not YAML",
        ("look for a missing quotation mark, bracket or space at this place",),
        "The YAML parser gave up here and none of the usual reasons fits.",
    ),
    Code(
        "yaml-colon",
        "a colon and a space stand where no new field can begin",
        ("put the text into quotation marks, or check the indentation of this line",),
        "In YAML `name: text` starts a field. A text with `: ` in it needs quotation marks.",
    ),
    Code(
        "yaml-colon-inside",
        "a colon and a space stand in a value between brackets",
        ("put the text into quotation marks, or add the comma that is missing before the next field",),
        "In `{{lv: …, en: …}}` a colon ends the name of a field; a text with `: ` in it needs quotation marks.",
    ),
    Code(
        "yaml-quote-open",
        "the quotation mark that opens here is never closed",
        ("add the closing mark at the end of the text",),
        "A quoted text ends with the mark that it began with.",
    ),
    Code(
        "yaml-bracket-open",
        "the bracket that opens here is not closed, or a comma is missing",
        ("check that every `{{` has its `}}` and every `[` its `]`, with commas between the values",),
        "Short maps and lists are written `{{lv: …, en: …}}` and `[a, b]`.",
    ),
    Code(
        "yaml-indentation",
        "the line is not in line with those around it",
        ("give fields of one record the same number of spaces, and lists a `-` each",),
        "YAML tells by indentation what belongs to what.",
    ),
    Code(
        "yaml-escape",
        "the sequence after the backslash means nothing in YAML",
        ("write the text in single quotation marks, or double the backslash",),
        "In double quotation marks a backslash starts an escape such as `\\n`.",
    ),
    Code(
        "yaml-word-alone",
        "the line has no value and belongs to no text",
        ("write `name: value`, or indent the line as part of the text above it",),
        "Every line of a record is a field, a list entry, or part of a longer text.",
    ),
    Code(
        "yaml-tab",
        "a tab is used for indentation",
        ("replace it with spaces",),
        "YAML allows only spaces there.",
    ),
    Code(
        "yaml-character",
        "a value cannot begin with `{character}`",
        ("put the value into quotation marks",),
        "`@`, `%`, `*`, `&` and the backtick have a meaning of their own in YAML.",
    ),
    Code(
        "control-character",
        "the text holds the invisible character {character}",
        ("delete it; it often comes with text pasted from another program",),
        "Control characters break pages and feeds.",
    ),
    Code(
        "alias-refused",
        "anchors and aliases (`{name}`) are not used in records",
        ("write the value out, or put it into quotation marks",),
        "`&name` and `*name` make a file hard to read, and can make a small file huge.",
    ),
    Code(
        "tag-refused",
        "the tag `{tag}` is not used in records",
        ("write the value without it",),
        "Types are declared by the contract, never in the file.",
    ),
    Code(
        "second-document",
        "a second document begins here",
        ("keep one record per file and delete the line `---`",),
        "Everything after `---` would be lost.",
    ),
    Code(
        "nested-too-deep",
        "values are nested more than {maximum} levels deep",
        ("check the brackets before this place",),
        "No field of a record needs that many levels.",
    ),
    Code(
        "key-not-text",
        "a list or a map cannot be the name of a field",
        ("check the brackets, and put a text with `{{` into quotation marks",),
        "`{{ funding.total }}` without quotation marks around it is a map to YAML.",
    ),
    Code(
        "duplicate-key",
        "`{key}` is given twice; the first is on line {line}",
        ("keep one of the two",),
        "Other programs silently take the last one.",
    ),
    Code(
        "front-matter-open",
        "the front matter has no end",
        ("close it with a line `---`",),
        "A Markdown file starts with fields between two lines `---`.",
    ),
    Code(
        "catalogue-missing",
        "there is no catalogue for the language `{language}`",
        ("add `locales/{language}/LC_MESSAGES/site.po`, or take the language out of `languages`",),
        "Each of a site's languages needs the interface's words in it.",
    ),
    Code(
        "template-fault",
        "the template cannot be rendered: {reason}",
        ("mend the template at this line",),
        "A template of the site names something that the page does not have, or is not valid Jinja.",
    ),
    Code(
        "address-taken",
        "the address `{address}` is already that of `{other}`",
        ("delete `{alias}` from the `aliases`, or give the other another `slug`", "give one of them another `slug`"),
        "Two pages cannot have one address, nor lead on from one. "
        "Letters without diacritics make `šalle` and `salle` the same.",
    ),
    Code(
        "broken-link",
        "the built page links to `{target}`, which does not exist",
        ("mend the template or the text that the link comes from",),
        "Every internal link, anchor and picture of the built site is followed before it is published.",
    ),
)
