"""What can be wrong with a page as a visitor sees it."""

from __future__ import annotations

from sitegen.diagnostics.code import Code, Severity

# Told by `audit`, of what a browser shows.
SCREEN_CODES = (
    Code(
        "page-not-shown",
        "the page could not be shown: {seen}",
        ("open it in a browser; `sitegen audit` needs a whole site",),
        "What cannot be opened cannot be audited.",
        rules=("B-03",),
    ),
    Code(
        "out-of-view",
        "the attribution block ends {seen} px from the top, below the {expected} px that are seen",
        ("put it first on the page, and make it shorter",),
        "Emblem and statement are seen without scrolling, on a phone too.",
        rules=("A-08", "B-20"),
    ),
    Code(
        "emblem-not-loaded",
        "the emblem's picture `{seen}` does not come",
        ("the file is missing, or is no picture",),
        "An emblem that is not there is not shown.",
        rules=("A-08", "B-32"),
    ),
    Code(
        "emblem-altered",
        "what is shown is not the emblem: {seen} % of it differ",
        ("take the emblem as the program draws it; no filter, no other colours, nothing laid over it",),
        "Twelve upright yellow stars in a ring on Reflex Blue, compared point by point with the drawing from the "
        "numbers; modified or merged with nothing.",
        rules=("A-06", "B-13", "B-32", "E-02", "E-03", "E-04", "E-05", "E-06", "E-07"),
    ),
    Code(
        "emblem-proportion",
        "the emblem is {seen} px",
        ("scale it in proportion, three to two",),
        "The emblem is a rectangle of three to two.",
        rules=("B-33", "E-01"),
    ),
    Code(
        "emblem-small",
        "the emblem is {seen} px high; at least {expected} px are asked for",
        ("make it higher; `visibility: {{emblem_height: …}}` sets what is asked for",),
        "One centimetre in print; practice asks for 40 px on screens.",
        rules=("A-07", "B-15"),
    ),
    Code(
        "emblem-adorned",
        "around the emblem there is `{seen}`",
        ("take it away; only a plain white border may stand around the emblem",),
        "The emblem is not modified, nor merged with anything.",
        rules=("B-12", "B-13"),
    ),
    Code(
        "emblem-without-border",
        "the emblem stands on {seen} without a white border",
        ("put it on white, or give it a white border of 1/25 of its height",),
        "On a coloured background the emblem has a white border.",
        rules=("E-09", "B-22"),
    ),
    Code(
        "clear-space",
        "{what} comes within {seen} px of the emblem; {expected} px are asked for",
        ("move it away; `visibility: {{clear_space: …}}` sets the distance, in heights of a star",),
        "Text and other marks do not interfere with the emblem.",
        rules=("A-09", "B-12"),
    ),
    Code(
        "statement-font",
        "“{value}” is set in {seen}",
        ("use one of {expected}, and see that its file is loaded",),
        "The fonts of the statement are listed; what counts is the font that letters are drawn with.",
        rules=("A-09", "B-11"),
    ),
    Code(
        "statement-effect",
        "“{value}” is set with `{seen}`",
        ("plain letters: no italics, underlining, shadow, capitals or other effects",),
        "The statement is set without effects.",
        rules=("A-09", "B-11"),
    ),
    Code(
        "statement-font-absent",
        "“{value}” asks for {expected}, which this machine does not have: drawn with {seen}",
        ("install the font where the site is audited, or ship a listed font with the site",),
        "Only a font that is there can be seen. Visitors who have it may see the right one.",
        Severity.WARNING,
        ("A-09", "B-11"),
    ),
    Code(
        "statement-size",
        "“{value}” is {seen} px high, the emblem {expected} px",
        ("make the letters neither tiny nor taller than the emblem",),
        "The size of the letters is in proportion to the emblem.",
        rules=("A-09", "B-12"),
    ),
    Code(
        "statement-apart",
        "the statement stands {seen} px away from the emblem",
        ("put it right beside the emblem",),
        "Emblem and statement are one.",
        rules=("B-10", "B-16"),
    ),
    Code(
        "statement-colour",
        "“{value}” is coloured `{seen}`",
        ("Reflex Blue `#003399`, black, or white on a dark background",),
        "The colours of the statement are listed.",
        rules=("A-09", "B-12", "B-22"),
    ),
    Code(
        "statement-contrast",
        "“{value}” has a contrast of {seen} to its background; {expected} is asked for",
        ("black or Reflex Blue on light, white on dark, a plain background",),
        "The statement can be read by everybody.",
        rules=("B-31", "C-01"),
    ),
    Code(
        "statement-ground",
        "“{value}” stands on a picture or a gradient",
        ("put it on a plain background",),
        "Text on a picture interferes with the emblem, and its contrast cannot be told.",
        rules=("A-09", "B-12", "B-31"),
    ),
    Code(
        "logo-larger",
        "the logo “{value}” is {seen} px, the emblem {expected} px",
        ("make the logo smaller, in height or in width",),
        "The emblem is at least as large, in height or in width, as the biggest of the other logos.",
        rules=("A-10", "B-13", "B-16"),
    ),
    Code(
        "stored-data",
        "opening the page stores `{seen}`",
        ("store nothing before the reader asks for it",),
        "What is not necessary needs consent; a site that stores nothing needs no banner.",
        rules=("D-02",),
    ),
    Code(
        "sideways-scroll",
        "the page is {seen} px wide on a screen of {expected} px",
        ("let wide parts wrap or scroll by themselves",),
        "On a phone, and enlarged, a page is read by scrolling down alone.",
        rules=("C-01", "C-07"),
    ),
)
