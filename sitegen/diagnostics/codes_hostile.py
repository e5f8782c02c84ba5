"""Problems of content that would harm the site or its readers, or bring a build to its knees."""

from __future__ import annotations

from sitegen.diagnostics.code import Code

HOSTILE_CODES = (
    Code(
        "link-refused",
        "this is a link to another place, and links are not followed",
        ("put the file itself here",),
        "A link could bring a file from outside the site’s folder into a page, or lead in a circle.",
    ),
    Code(
        "too-many-files",
        "the folder holds more than {maximum} files",
        ("delete what does not belong to the site",),
        "The limit keeps a mistake, or an attack, from filling the disk. Hidden files do not count.",
    ),
    Code(
        "file-too-large",
        "the file is {size}; the most is {maximum}",
        ("split it, or save it smaller",),
        "A record or a text may be 128 KB, a registry such as `organisations.yaml` 4 MB, a file in `media/` 50 MB.",
    ),
    Code(
        "file-name-refused",
        "a file cannot be published under the name `{value}`",
        ("write `{suggestion}`", "use letters of one alphabet, digits, hyphens, and one dot before the ending"),
        "Some signs break addresses or fool the eye, and Windows cannot have files of some names. "
        "A path may be 200 bytes long.",
    ),
    Code(
        "names-collide",
        "the name differs from that of `{other}` in capitals or in the form of its letters alone",
        ("rename one of the two",),
        "Windows and macOS take both for one file, and one of them would be lost.",
    ),
    Code(
        "media-kind-refused",
        "files of the kind `{value}` are not published",
        ("save it as PDF, or as a picture; tables as CSV or a spreadsheet",),
        "Pictures, sound, films, documents, tables and archives are published. "
        "Pages, scripts, style sheets and settings of a server could change what the site does.",
    ),
    Code(
        "media-mismatch",
        "the file is not what its name says: its content is not that of a `{value}` file",
        ("open it in the program that made it, and save it again under its right ending",),
        "Every kind of file begins in its own way. A file of another kind might be a page or a program in disguise.",
    ),
    Code(
        "picture-too-large",
        "the picture has more than {maximum} million pixels",
        ("save it at most 4,000 pixels wide",),
        "A small file can hold a picture so large that it brings readers’ devices to a stop.",
    ),
    Code(
        "drawing-refused",
        "`{value}` cannot stand in an SVG picture",
        (
            "`{broken}` is no XML: save the drawing again in the program that made it, or as PNG",
            "export the drawing anew as plain SVG, or save it as PNG",
        ),
        "SVG can hold scripts, styles, and what is fetched from other sites. Shapes, texts, gradients and embedded "
        "pictures remain.",
    ),
    Code(
        "text-too-dense",
        "the text has too many marks in one piece, or a word without end",
        ("split it into paragraphs, and take out what is no text",),
        "Thousands of brackets, stars, headings, footnotes or nested lists in one piece, or a word of thousands of "
        "letters, would take minutes to read.",
    ),
    Code(
        "text-too-long",
        "the text is longer than {maximum} letters",
        ("keep names, titles and captions short; long texts belong into a description",),
        "Names, titles and captions stand in lists and tables, where nobody reads pages of text.",
    ),
    Code(
        "text-unreadable",
        "the text cannot be read as Markdown",
        ("take the attributes in braces and the nested lists out of it, one by one",),
        "Some odd combinations of marks have no meaning in Markdown.",
    ),
    Code(
        "year-out-of-range",
        "no project has a date such as `{value}`",
        ("write a year between 1950 and 2150",),
        "A date far outside is a slip of a key, and what is computed from it would mislead.",
    ),
)
