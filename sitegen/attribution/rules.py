"""The rules of visibility as data: what each asks and of which periods. Its source: `sitegen.diagnostics.sources`.

How a rule is kept is not written here, but follows: from the codes that rest on it, and from the duties.
"""

from __future__ import annotations

from sitegen.models.choices import Period
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class VisibilityRule:
    """A rule.

    `periods`: those it is of; empty: all. `settings`: the fields of `site.yaml` that stand over what is practice in it.
    `apart`: why nothing on a page can show whether it is kept; empty where a check or a duty does.
    """

    asks: str
    periods: tuple[Period, ...] = ()
    settings: tuple[str, ...] = ()
    apart: str = ""


_2007, _2014 = (Period.Y2007,), (Period.Y2014,)
_2021, _RRF = (Period.Y2021,), (Period.RRF,)
_NEW = (Period.Y2021, Period.RRF)
_ARTWORK = "no artwork for print is made yet"
_AUTHORITY = "binds the managing authority, not the beneficiary"

RULES: dict[str, VisibilityRule] = {
    "A-01": VisibilityRule("emblem, a reference to the Union, and to the fund or funds", _2014),
    "A-02": VisibilityRule("a description in proportion, with aims and results, highlighting the support", _2014),
    "A-03": VisibilityRule("at least one A3 poster where no plaque or billboard is asked for", _2014),
    "A-04": VisibilityRule(
        "a billboard during works and a permanent plaque after, above a public support",
        _2014,
        ("visibility.plaque_months",),
    ),
    "A-05": VisibilityRule("name, main aim and emblem on at least a quarter of plaque and billboard", apart=_ARTWORK),
    "A-06": VisibilityRule("the emblem in colour on websites", _2014),
    "A-07": VisibilityRule("the emblem clearly visible, in a prominent place, in a fitting size", _2014),
    "A-08": VisibilityRule("emblem and name of the Union seen without scrolling; the fund on the same site", _2014),
    "A-09": VisibilityRule("the name in full, in a listed font, without effects, in a listed colour", _2014),
    "A-10": VisibilityRule("the emblem as large, in height or width, as the biggest other logo", _2014),
    "A-11": VisibilityRule("in Latvia: emblem and fund, mark of the national plan 2020, slogan", _2014),
    "A-12": VisibilityRule("the page brought up to date at an interval", _2014, ("update_interval_months",)),
    "A-13": VisibilityRule(
        "the page may stand on a partner's website",
        _2014,
        apart="the institution of the site and the beneficiary may differ; both are shown",
    ),
    "A-14": VisibilityRule("a breach can lead to a financial correction", _2014),
    "A-15": VisibilityRule(
        "logos no larger than the emblem; decorations of events may be", _2014, apart="not of pages"
    ),
    "A-16": VisibilityRule("rural and fisheries funds: the institutions, and a link to the Commission's page", _2014),
    "A-17": VisibilityRule("pages of 2007–2013: emblem, fund, slogan", _2007),
    "A-18": VisibilityRule("the list of operations, every six months", _2014, apart=_AUTHORITY),
    "B-01": VisibilityRule("the emblem by Annex IX", _2021),
    "B-02": VisibilityRule("a description on the website, with aims and results, highlighting the support", _2021),
    "B-03": VisibilityRule("the statement on all that is for the public", _2021),
    "B-04": VisibilityRule("ERDF, CF: a durable plaque as soon as works start, above a total cost", _2021),
    "B-05": VisibilityRule("ESF+, JTF, EMFAF: the same, above a lower total cost", _2021),
    "B-06": VisibilityRule("otherwise an A3 poster or an electronic display", _2021),
    "B-07": VisibilityRule(
        "strategic importance or a high cost: an event, with the Commission and the authority",
        _2021,
        ("visibility.invitation_weeks",),
    ),
    "B-08": VisibilityRule("no remedy: up to 3 % of the support is cancelled", _2021, apart="why faults are errors"),
    "B-09": VisibilityRule("the emblem prominent, in mobile views too", _NEW),
    "B-10": VisibilityRule("“Funded by …” or “Co-funded by the European Union”, in full, beside the emblem", _2021),
    "B-11": VisibilityRule("a listed font, without effects", _NEW),
    "B-12": VisibilityRule(
        "text does not interfere with the emblem; a listed colour by background", _NEW, ("visibility.clear_space",)
    ),
    "B-13": VisibilityRule("the emblem not modified; no larger logo; no other identity for the support", _NEW),
    "B-14": VisibilityRule("several operations at one place: one plaque", _2021, apart="known at the place alone"),
    "B-15": VisibilityRule("a least height: 10 mm in print, 40 px on screens", (), ("visibility.emblem_height",)),
    "B-16": VisibilityRule("in Latvia: emblem and statement left, national mark right, others after", _NEW),
    "B-17": VisibilityRule("all money the Union's: “Funded”; a part: “Co-funded”", _2021),
    "B-18": VisibilityRule("the mark of the national plan 2027 together with the emblem", _NEW),
    "B-19": VisibilityRule("the page brought up to date at least every six months", _2021, ("update_interval_months",)),
    "B-20": VisibilityRule("the emblem without scrolling in every period", (), ("visibility.without_scrolling",)),
    "B-21": VisibilityRule("always “Funded by the European Union – NextGenerationEU”", _RRF),
    "B-22": VisibilityRule("colours chosen by background; white text on dark", _RRF),
    "B-23": VisibilityRule("the list of operations, every four months", _2021, apart=_AUTHORITY),
    "B-24": VisibilityRule("the fields of the list of operations", _2021, apart=_AUTHORITY),
    "B-25": VisibilityRule("data of natural persons removed after two years", _2021, apart=_AUTHORITY),
    "B-26": VisibilityRule("open, machine-readable formats", _2021, apart=_AUTHORITY),
    "B-27": VisibilityRule("a website per programme, a timetable of calls", _2021, apart=_AUTHORITY),
    "B-28": VisibilityRule(
        "documents kept five years from the end of the year of the last payment",
        _2021,
        ("visibility.keep_documents_years",),
    ),
    "B-29": VisibilityRule("what was bought, and its page, stay for a time", (), ("visibility.durability_years",)),
    "B-30": VisibilityRule("a last update with the results"),
    "B-31": VisibilityRule("contrast of the statement", (), ("visibility.contrast",)),
    "B-32": VisibilityRule("in the page as served; not lazy, not shrunk on phones, not recoloured"),
    "B-33": VisibilityRule("only proportional scaling"),
    "B-34": VisibilityRule("never a paraphrase"),
    "B-35": VisibilityRule("direct management: a disclaimer of opinion", (Period.DIRECT,)),
    "C-01": VisibilityRule("EN 301 549: WCAG 2.1 A and AA"),
    "C-02": VisibilityRule("an accessibility statement, with a way to give feedback"),
    "C-03": VisibilityRule("the statement by the model, reached from every page, reviewed every year"),
    "C-04": VisibilityRule("the statement in Latvian by the annex; an evaluation before it"),
    "C-05": VisibilityRule("approved by the head of the institution"),
    "C-06": VisibilityRule("at its usual address, with its usual title, in the footer"),
    "C-07": VisibilityRule("eleven aspects of the simplified evaluation"),
    "C-08": VisibilityRule("no placeholders published"),
    "C-09": VisibilityRule("no claim of conformance without an evaluation"),
    "C-12": VisibilityRule("information for the public in Latvian; other languages never in its place"),
    "C-13": VisibilityRule("basic information in another language too"),
    "C-15": VisibilityRule("text alternatives, headings in order"),
    "D-01": VisibilityRule("no request to another site"),
    "D-02": VisibilityRule("nothing stored without need"),
    "E-01": VisibilityRule("a rectangle of three to two"),
    "E-02": VisibilityRule("twelve stars on a circle"),
    "E-03": VisibilityRule("at the hours of a clock"),
    "E-04": VisibilityRule("of a size"),
    "E-05": VisibilityRule("every star upright"),
    "E-06": VisibilityRule("five points, as a pentagram"),
    "E-07": VisibilityRule("Reflex Blue and yellow"),
    "E-08": VisibilityRule("one-colour versions", apart="the site shows the emblem in colour, in print too"),
    "E-09": VisibilityRule("a white border on a coloured background"),
}
