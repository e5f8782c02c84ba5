"""Problems of Markdown and of texts inside records."""

from __future__ import annotations

from sitegen.diagnostics.code import Code, Severity

PROSE_CODES = (
    Code(
        "raw-html",
        "`{tag}` is HTML, which is not allowed in texts",
        ("write it in Markdown; to show the sign `<` itself write `&lt;`",),
        "Raw HTML could break a page, or bring a script into it.",
    ),
    Code(
        "attribute-refused",
        "the attribute `{name}` cannot be set on a text",
        ("only `#id` and `.class` are allowed in `{{: … }}`",),
        "Styles and event handlers do not belong in texts.",
    ),
    Code(
        "unknown-fact",
        "there is no fact `{name}`",
        ("did you mean `{suggestion}`?", "the facts are {choices}"),
        "`{{{{ name }}}}` is filled in from the record.",
    ),
    Code(
        "fact-not-stated",
        "the record does not state `{name}`",
        ("add it to the record, or write the sentence without it",),
        "A fact that no source states cannot be filled in.",
    ),
    Code(
        "fact-without-project",
        "it is not clear which project's `{name}` is meant",
        ("write `{{{{ {suggestion}:{name} }}}}`", "name the project in `projects`, or write `{{{{ slug:{name} }}}}`"),
        "Without a project's name in front, a fact is that of the only project of the item.",
    ),
    Code(
        "fact-open",
        "the braces that open here are not closed",
        ("write `{{{{ name }}}}`",),
        "A fact stands between two pairs of braces.",
    ),
    Code(
        "fact-in-title",
        "a fact cannot stand in a plain text such as a title or a name",
        ("write it out, or move it into the summary",),
        "Titles go into lists, feeds and addresses, where a changing figure would mislead.",
    ),
    Code(
        "dead-link",
        "the link leads to `{target}`, which does not exist",
        (
            "did you mean `{suggestion}`?",
            "links to other content are paths of source files, such as `../projects/x.yaml`",
        ),
        "Links inside the site are followed before it is published.",
    ),
    Code(
        "dead-anchor",
        "`{target}` has no place called `{anchor}`",
        ("did you mean `{suggestion}`?", "the places are {choices}"),
        "The part after `#` is the anchor of a heading there, or of a section of a project’s page.",
    ),
    Code(
        "unpublished-link",
        "the link leads to `{target}`, which is not published",
        ("link to it once it is published",),
        "Drafts, and items dated after the day of the build, have no page yet.",
    ),
    Code(
        "bad-link",
        "`{target}` is not an address that a page may link to",
        ("write `https://…`, `mailto:…`, `tel:…`, or the path of a source file",),
        "Addresses that run scripts or carry data are refused.",
    ),
    Code(
        "foreign-picture",
        "the picture `{target}` lies on another site",
        ("save it in `media/` and name it there",),
        "A picture from another site would tell that site who reads the page.",
        rules=("D-01",),
    ),
    Code(
        "missing-alt",
        "the picture has no description",
        ("write what it shows between the brackets: `![…](…)`",),
        "People who cannot see the picture are read its description.",
        rules=("C-15",),
    ),
    Code(
        "image-without-alt",
        "the picture has no description",
        ("add `image_alt: …`: what the picture shows",),
        "People who cannot see the picture are read its description.",
        rules=("C-15",),
    ),
    Code(
        "unpublished-fact",
        "the project `{project}` is a draft or not published yet: its `{name}` cannot be told",
        ("wait with the text until the project is published, or make it a draft too",),
        "Nothing of a draft is published, neither its page nor its figures.",
    ),
    Code(
        "foreign-fact",
        "facts without a text in `{language}`: {names}; the page shows them in `{primary}`, marked",
        ("translate them where they are stated, or write this text without them",),
        "A fact without words in the text's language is shown in the first one, with a mark in the sentence.",
        Severity.WARNING,
        ("C-13",),
    ),
    Code(
        "missing-front-matter",
        "the text has no front matter",
        ("start the file with `---`, `title: …`, `---`",),
        "A news item and a page need at least a title.",
    ),
    Code(
        "date-mismatch",
        "the date {date} is not the one in the file's name, {named}",
        ("rename the file, or leave `date` out",),
        "The file's name already gives the date.",
    ),
    Code(
        "only-translated",
        "the item has no `{primary}` version",
        ("add `{path}`",),
        "The site's first language must be complete.",
        Severity.WARNING,
        ("C-12",),
    ),
)
