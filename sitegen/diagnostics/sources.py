"""Where the rules come from that diagnostics rest on: the act, the practice, or the observation, and how sure it is."""

from __future__ import annotations

from enum import StrEnum

from sitegen.values import dataclass


class Standing(StrEnum):
    """How a source was read. Anything but `READ` is told as advice, never as what the law says."""

    READ = "read in the authority's own text"
    SECONDARY = "read in a secondary source"
    KNOWN = "known, not read"
    INFERRED = "inferred"
    OBSERVED = "observed on published pages"


@dataclass(frozen=True, slots=True)
class RuleSource:
    """The source of a rule, and its standing."""

    text: str
    standing: Standing


_PAGES = "five published project pages, news items and leaflets"

RULE_SOURCES: dict[str, RuleSource] = {
    "S-02": RuleSource(f"{_PAGES}: two ways of writing amounts in one sentence", Standing.OBSERVED),
    "S-03": RuleSource(f"{_PAGES}: a stated rate beside amounts that give another", Standing.OBSERVED),
    "S-04": RuleSource(f"{_PAGES}: parts exact to the cent, 0.07 EUR off a round rate", Standing.OBSERVED),
    "S-05": RuleSource(f"{_PAGES}: two versions of one summary side by side", Standing.OBSERVED),
    "S-06": RuleSource(f"{_PAGES}: 3533 children on the page, 533 in the leaflet", Standing.OBSERVED),
    "S-07": RuleSource(f"{_PAGES}: two end dates, and no amendment that moves one", Standing.OBSERVED),
    "S-08": RuleSource(f"{_PAGES}: one project number in two forms", Standing.OBSERVED),
    "S-09": RuleSource(f"{_PAGES}: a status that the dates have overtaken", Standing.OBSERVED),
    "S-11": RuleSource(f"{_PAGES}: counts with the wrong form of the noun", Standing.OBSERVED),
    "S-12": RuleSource(f"{_PAGES}: a slogan typed with spaces between its letters", Standing.OBSERVED),
    "S-13": RuleSource(f"{_PAGES}: links called “here” and “read more”", Standing.OBSERVED),
    "S-14": RuleSource(f"{_PAGES}: English interface words on Latvian pages", Standing.OBSERVED),
    "S-15": RuleSource(f"{_PAGES}: names, mailboxes and mobiles of persons in texts", Standing.OBSERVED),
    "S-16": RuleSource(f"{_PAGES}: an amount without separators, shares without amounts", Standing.OBSERVED),
    "S-18": RuleSource(f"{_PAGES}: two kinds of quotation marks in one text", Standing.OBSERVED),
    "A-01": RuleSource("Regulation (EU) No 1303/2013, Annex XII, 2.2.1", Standing.SECONDARY),
    "A-02": RuleSource("Regulation (EU) No 1303/2013, Annex XII, 2.2.2(a)", Standing.SECONDARY),
    "A-03": RuleSource("Regulation (EU) No 1303/2013, Annex XII, 2.2.2(b)", Standing.SECONDARY),
    "A-04": RuleSource("Regulation (EU) No 1303/2013, Annex XII, 2.2.4 and 2.2.5", Standing.SECONDARY),
    "A-05": RuleSource("Implementing Regulation (EU) No 821/2014, Article 5", Standing.SECONDARY),
    "A-06": RuleSource("Implementing Regulation (EU) No 821/2014, Article 4(1)", Standing.READ),
    "A-07": RuleSource("Implementing Regulation (EU) No 821/2014, Article 4(2)", Standing.READ),
    "A-08": RuleSource("Implementing Regulation (EU) No 821/2014, Article 4(3)", Standing.READ),
    "A-09": RuleSource("Implementing Regulation (EU) No 821/2014, Article 4(4)", Standing.READ),
    "A-10": RuleSource("Implementing Regulation (EU) No 821/2014, Article 4(5)", Standing.READ),
    "A-11": RuleSource("Cabinet Regulation No. 87 (17.02.2015), points 1 and 2", Standing.READ),
    "A-12": RuleSource("guidance of authorities for 2014–2020: every three or every six months", Standing.READ),
    "A-13": RuleSource("guidance of the investment and development agency for 2014–2020", Standing.READ),
    "A-14": RuleSource("guidance of the ministry: failing visibility can lead to a correction", Standing.READ),
    "A-15": RuleSource("questions and answers of the EU funds' authority for 2014–2020", Standing.READ),
    "A-16": RuleSource("guidance of the Rural Support Service for 2014–2020", Standing.READ),
    "A-17": RuleSource("guidance of the investment agency and the ministry on projects of 2007–2013", Standing.READ),
    "A-18": RuleSource("Regulation (EU) No 1303/2013, Annex XII, section 1", Standing.SECONDARY),
    "B-01": RuleSource("Regulation (EU) 2021/1060, Article 47", Standing.READ),
    "B-02": RuleSource("Regulation (EU) 2021/1060, Article 50(1)(a)", Standing.READ),
    "B-03": RuleSource("Regulation (EU) 2021/1060, Article 50(1)(b)", Standing.READ),
    "B-04": RuleSource("Regulation (EU) 2021/1060, Article 50(1)(c)(i)", Standing.READ),
    "B-05": RuleSource("Regulation (EU) 2021/1060, Article 50(1)(c)(ii)", Standing.READ),
    "B-06": RuleSource("Regulation (EU) 2021/1060, Article 50(1)(d)", Standing.READ),
    "B-07": RuleSource(
        "Regulation (EU) 2021/1060, Article 50(1)(e); the lead time of four weeks is practice", Standing.READ
    ),
    "B-08": RuleSource("Regulation (EU) 2021/1060, Article 50(3): up to 3 % of the support", Standing.SECONDARY),
    "B-09": RuleSource("Regulation (EU) 2021/1060, Annex IX, 1.1", Standing.READ),
    "B-10": RuleSource("Regulation (EU) 2021/1060, Annex IX, 1.2", Standing.READ),
    "B-11": RuleSource("Regulation (EU) 2021/1060, Annex IX, 1.3", Standing.READ),
    "B-12": RuleSource(
        "Regulation (EU) 2021/1060, Annex IX, 1.4 to 1.6; the distance in numbers is practice", Standing.READ
    ),
    "B-13": RuleSource("Regulation (EU) 2021/1060, Annex IX, 1.7", Standing.READ),
    "B-14": RuleSource("Regulation (EU) 2021/1060, Annex IX, 1.8", Standing.READ),
    "B-15": RuleSource("emblem guides: 10 mm in print, at least 40 px on screens", Standing.SECONDARY),
    "B-16": RuleSource("guidance of the youth agency for ESF+: the order of the marks", Standing.READ),
    "B-17": RuleSource("guidance of the Rural Support Service for 2021–2027", Standing.READ),
    "B-18": RuleSource("guidance of the Rural Support Service for 2021–2027", Standing.READ),
    "B-19": RuleSource("guidance of the youth agency for ESF+: at least every six months", Standing.READ),
    "B-20": RuleSource("guidance of the youth agency; a Polish handbook: without scrolling", Standing.SECONDARY),
    "B-21": RuleSource(
        "Regulation (EU) 2021/241, Article 34(2); the Latvian wording read in a secondary source", Standing.READ
    ),
    "B-22": RuleSource("guidance of the youth agency for the Recovery Fund", Standing.READ),
    "B-23": RuleSource("Regulation (EU) 2021/1060, Article 49(3)", Standing.READ),
    "B-24": RuleSource("Regulation (EU) 2021/1060, Article 49(3)", Standing.READ),
    "B-25": RuleSource("Regulation (EU) 2021/1060, Article 49(3)", Standing.KNOWN),
    "B-26": RuleSource("Regulation (EU) 2021/1060, Article 49(4)", Standing.READ),
    "B-27": RuleSource("Regulation (EU) 2021/1060, Articles 46(b) and 49(1) and (2)", Standing.READ),
    "B-28": RuleSource("Regulation (EU) 2021/1060, Article 82", Standing.SECONDARY),
    "B-29": RuleSource("Regulation (EU) 2021/1060, Article 65: durability of five years", Standing.KNOWN),
    "B-30": RuleSource("practice: a last update tells what was achieved", Standing.SECONDARY),
    "B-31": RuleSource("Web Content Accessibility Guidelines, 1.4.3; practice for marks", Standing.SECONDARY),
    "B-32": RuleSource(
        "published implementations: in the page as served, not lazy, not recoloured", Standing.SECONDARY
    ),
    "B-33": RuleSource("the Commission's download centre: only proportional scaling", Standing.SECONDARY),
    "B-34": RuleSource("a published paraphrase of the statement, as what not to do", Standing.OBSERVED),
    "B-35": RuleSource("the disclaimer of grants under direct management, as published", Standing.SECONDARY),
    "C-01": RuleSource("Directive (EU) 2016/2102; EN 301 549 v3.2.1: WCAG 2.1 A and AA", Standing.READ),
    "C-02": RuleSource("Directive (EU) 2016/2102, Article 7", Standing.READ),
    "C-03": RuleSource("Implementing Decision (EU) 2018/1523: reviewed at least once a year", Standing.READ),
    "C-04": RuleSource("Cabinet Regulation No. 445 (14.07.2020), point 26.1.1 and Annex 2", Standing.READ),
    "C-05": RuleSource("Cabinet Regulation No. 445 (14.07.2020), point 4", Standing.READ),
    "C-06": RuleSource("guideline of the ministry on accessibility: address, title, link", Standing.READ),
    "C-07": RuleSource("guideline of the ministry: eleven aspects of the simplified evaluation", Standing.READ),
    "C-08": RuleSource("published statements with the template's brackets left in", Standing.OBSERVED),
    "C-09": RuleSource("Cabinet Regulation No. 445 (14.07.2020), point 26.1.1, read closely", Standing.INFERRED),
    "C-12": RuleSource("Official Language Law, section 21; Cabinet Regulation No. 130 (15.02.2005)", Standing.READ),
    "C-13": RuleSource("Cabinet Regulation No. 445 (14.07.2020)", Standing.KNOWN),
    "C-15": RuleSource("guidance of the ministry, and accessibility statements", Standing.READ),
    "D-01": RuleSource("Landgericht München I, 20.01.2022, 3 O 17493/20", Standing.READ),
    "D-02": RuleSource("Law on Information Society Services, section 7.1: consent to what is stored", Standing.READ),
    "D-03": RuleSource("Regulation (EU) 2016/679, Article 5(1)(c)", Standing.KNOWN),
    "D-04": RuleSource("guidance of the Data State Inspectorate, as reported", Standing.READ),
    "D-05": RuleSource("Regulation (EU) 2016/679, Article 9; the threshold of five is practice", Standing.INFERRED),
    "E-01": RuleSource("Annex IX and the Council of Europe's drawing: a rectangle of 3 to 2", Standing.READ),
    "E-02": RuleSource("the same: twelve stars on a circle of a third of the height", Standing.READ),
    "E-03": RuleSource("the same: at the hours of a clock", Standing.READ),
    "E-04": RuleSource("the same: five points on a circle of an eighteenth of the height", Standing.READ),
    "E-05": RuleSource("the same: every star upright", Standing.READ),
    "E-06": RuleSource("the same: stars with five points, as a pentagram", Standing.READ),
    "E-07": RuleSource("the same: Reflex Blue #003399, yellow #FFCC00", Standing.READ),
    "E-08": RuleSource("the same: black on white, or white stars on blue", Standing.READ),
    "E-09": RuleSource("the same: a white border of 1/25 on a coloured background", Standing.READ),
    "F-03": RuleSource("State Language Centre, 12.03.2014; EU style guide for Latvian, 10.5.2", Standing.READ),
    "F-06": RuleSource("guidance on Latvian orthography: no dot or comma between thousands", Standing.READ),
    "eligibility": RuleSource(
        "Regulations (EC) 1083/2006, Article 56; (EU) 1303/2013, Article 65; (EU) 2021/1060, Article 63; "
        "(EU) 2021/241, Articles 17 and 18",
        Standing.KNOWN,
    ),
    "identity-code": RuleSource("Law on the Register of Natural Persons: the form of the code", Standing.KNOWN),
    "F-17": RuleSource("EU style guide for Latvian, 10.1.6; Unicode CLDR", Standing.READ),
}
