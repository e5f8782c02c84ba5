"""Prose against the record, on the real content: contradictions of the five sources are found, clean texts pass.

`SITEGEN_SOURCES` may name a folder with the original documents, as `1-….txt` to `5-….txt`: then they are fed in whole.
The sentences here are made anew around the same figures, so that the suite needs nothing from elsewhere.
"""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from sitegen.diagnostics import Collector, Diagnostic
from sitegen.pipeline import Settings, examine
from sitegen.rules.readings import one_slip

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 22)
LATGALE, ZEMGALE = "deinstitucionalizacija-latgale", "atver-sirdi-zemgale"
ILUKSTE = "pakalpojumu-infrastruktura-ilukste"
SOURCES = Path(os.environ.get("SITEGEN_SOURCES", "/nowhere"))


def told(site: Path, path: str, text: str) -> list[Diagnostic]:
    """What is told of a text that is put into the real content at a path."""
    shutil.copytree(ROOT / "content", site / "content", ignore=shutil.ignore_patterns("addresses.txt"))
    (site / "content" / path).write_text(text, encoding="utf-8")
    found = Collector()
    examine(Settings(content=site / "content", output=site / "public", day=DAY), found)
    return [one for one in found.in_order() if one.span.path == f"content/{path}"]


def words(found: list[Diagnostic]) -> list[tuple[str, str]]:
    """Code and figure of each."""
    return [(one.code, dict(one.parameters).get("value", "")) for one in found]


def of_day(project: str, day: str, text: str) -> tuple[str, str]:
    """A news item of a day: its path and text."""
    return f"news/{day}-jaunums.lv.md", f"---\ntitle: Jaunums\nprojects: [{project}]\n---\n{text}\n"


def described(project: str, text: str) -> tuple[str, str]:
    """A project's long description."""
    return f"projects/{project}.lv.md", text


NOTHING: list[tuple[str, str]] = []
CASES: dict[str, tuple[tuple[str, str], list[tuple[str, str]]]] = {
    "3533 children for 533": (
        described(LATGALE, "Aprūpi un rehabilitāciju saņems 3533 bērni ar funkcionāliem traucējumiem."),
        [("contradicts-record", "3533")],
    ),
    "533 children are the record's": (
        described(LATGALE, "Aprūpi un rehabilitāciju saņems 533 bērni ar funkcionāliem traucējumiem."),
        NOTHING,
    ),
    "two forms of amounts in one sentence": (
        described(LATGALE, "Kopsumma ir 8 596 069,00  EUR, no tiem 7 398 389.50 EUR (86%) ir ESF līdzfinansējums."),
        [("amount-form", "7 398 389.50 EUR")],
    ),
    "a rate that is a point off": (
        described(LATGALE, "No kopsummas 85% ir ESF līdzfinansējums, 13,93 % – valsts budžeta finansējums."),
        [("contradicts-record", "85%")],
    ),
    "an end that was moved since": (
        described(LATGALE, "Projekta īstenošanas laiks līdz 2022. gada 31.decembrim."),
        [("old-figure", "2022. gada 31.decembrim")],
    ),
    "an end that had not been moved yet": (
        of_day(LATGALE, "2021-03-25", "Projekta īstenošanas laiks līdz 2023. gada 31. decembrim."),
        [("later-figure", "2023. gada 31. decembrim")],
    ),
    "the end of the day of a news item": (
        of_day(LATGALE, "2021-03-25", "Projekta īstenošanas laiks līdz 2022. gada 31. decembrim."),
        NOTHING,
    ),
    "a day off in the end": (
        described(ZEMGALE, "Projekts ilgst no 2015. gada 1. jūlija līdz 2024. gada 31. decembrim."),
        [("contradicts-record", "2024. gada 31. decembrim")],
    ),
    "the total of before the amendment": (
        described(ZEMGALE, "Projekta kopējās izmaksas ir 9 412 350,00 EUR, no kuriem 85% ir ESF līdzfinansējums."),
        [("old-figure", "9 412 350,00 EUR")],
    ),
    "the shares of before the amendment": (
        described(ZEMGALE, "ESF dod 8 000 497,43 EUR, valsts budžets – 1 411 852,57 EUR."),
        [("old-figure", "8 000 497,43 EUR"), ("old-figure", "1 411 852,57 EUR")],
    ),
    "the total in millions": (described(ZEMGALE, "Tas maksā 8,7 milj. EUR."), NOTHING),
    "the old total in millions": (
        described(ZEMGALE, "Tas maksā 9,4 milj. EUR."),
        [("old-figure", "9,4 milj. EUR")],
    ),
    "the old total on its day": (
        of_day(ZEMGALE, "2021-05-11", "Projekta kopējās izmaksas ir 9 412 350,00 EUR."),
        NOTHING,
    ),
    "the old total told as old": (
        described(ZEMGALE, "Pirms 2022. gada oktobra grozījumiem projekts maksāja 9 412 350,00 EUR."),
        NOTHING,
    ),
    "a digit wrong in the total": (
        described(ZEMGALE, "Projekts maksā 8 656 530,00 EUR."),
        [("contradicts-record", "8 656 530,00 EUR")],
    ),
    "another total": (
        described(ZEMGALE, "Projekta kopējās izmaksas ir 7 000 000,00 EUR."),
        [("contradicts-record", "7 000 000,00 EUR")],
    ),
    "the costs of something else": (described(ZEMGALE, "Autobusa kopējās izmaksas ir 70 000,00 EUR."), NOTHING),
    "counts of before the amendment": (
        described(
            ZEMGALE,
            "502 personām, 510 bērniem un 276 ārpusģimenes aprūpē esošiem bērniem novērtēs vajadzības. "
            "Rehabilitāciju (323) un sociālo aprūpi (127) saņems bērni. 351 persona saņems pakalpojumus, 71 personas "
            "sāks dzīvi sabiedrībā. Piedalās deviņas bērnu aprūpes iestādes un astoņi plāni.",
        ),
        [
            *(("old-figure", "502"), ("old-figure", "510"), ("old-figure", "323"), ("old-figure", "127")),
            *(("old-figure", "351"), ("old-figure", "71"), ("old-figure", "deviņas")),
        ],
    ),
    "nouns in the wrong form": (
        described(ZEMGALE, "440 bērns un 249 persona saņems pakalpojumus; 631 bērni novērtēti."),
        [("wrong-plural", "440 bērns"), ("wrong-plural", "249 persona"), ("wrong-plural", "631 bērni")],
    ),
    "nouns in the right form": (
        described(ZEMGALE, "440 bērnu un 249 personas saņems pakalpojumus; 631 bērns novērtēts."),
        NOTHING,
    ),
    "a project number in another form": (
        described(ZEMGALE, "Vienošanās Nr. 9.2.2.1/15/I/001."),
        [("number-form", "9.2.2.1/15/I/001")],
    ),
    "a project number with another digit": (
        described(ZEMGALE, "Projekta Nr. 9.2.2.1./16/I/001."),
        [("contradicts-record", "9.2.2.1./16/I/001")],
    ),
    "another running number": (
        described(ZEMGALE, "Vienošanās Nr. 9.2.2.1./15/I/007."),
        [("contradicts-record", "9.2.2.1./15/I/007")],
    ),
    "the number of another project of the site": (described(ZEMGALE, "Latgalē – Nr. 9.2.2.1./15/I/005."), NOTHING),
    "the number of a sister project": (
        described(ZEMGALE, "Kurzemes plānošanas reģionam ir projekts Nr. 9.2.2.1./15/I/003."),
        NOTHING,
    ),
    "an amount without separators": (
        described(ILUKSTE, "Izmaksas: 447060,00 EUR (ERAF finansējums 85% un nacionālais līdzfinansējums 15%)."),
        [("amount-form", "447060,00 EUR")],
    ),
    **{
        f"an end of before, worded as “{text.split(' 2022')[0].split(' 31.')[0]} …”": (
            described(LATGALE, text),
            [("old-figure", text[text.index("2022") : -1] if "gada" in text else "31.12.2022.")],
        )
        for text in (
            "Projekta beigas: 31.12.2022.",
            "Projekta beigu datums – 31.12.2022.",
            "Projekta termiņš ir 31.12.2022.",
            "Projekts tiks pabeigts 31.12.2022.",
            "Projekts noslēdzās 2022. gada 31. decembrī.",
            "Projektu īsteno līdz 2022. gada 31. decembrim.",
            "Projekta īstenošana noslēgsies 2022. gada 31. decembrī.",
        )
    },
    "another start": (
        described(ZEMGALE, "Projekts sākās 2016. gada 1. jūlijā."),
        [("contradicts-record", "2016. gada 1. jūlijā")],
    ),
    "another start of a range": (
        described(ZEMGALE, "Projekta īstenošanas laiks: 01.07.2016.–31.12.2023."),
        [("contradicts-record", "01.07.2016.")],
    ),
    "another day of the contract": (
        described(ZEMGALE, "Līgums par projekta īstenošanu noslēgts 2015. gada 9. decembrī."),
        [("contradicts-record", "2015. gada 9. decembrī")],
    ),
    "a seminar at the start": (described(ZEMGALE, "Projekts sākās ar semināru 2017. gada 5. maijā."), NOTHING),
    "an old count after its label": (
        described(ZEMGALE, "Bērni, kas saņem sociālās rehabilitācijas pakalpojumus: 323"),
        [("old-figure", "323")],
    ),
    "an old count in a table": (
        described(ZEMGALE, "| Kas | Skaits |\n|---|---|\n| Bērni, kas saņem rehabilitācijas pakalpojumus | 323 |\n"),
        [("old-figure", "323")],
    ),
    "a digit doubled in a small count": (
        described(ZEMGALE, "377 bērni saņem dienas aprūpes centra pakalpojumus."),
        [("contradicts-record", "377")],
    ),
    "the amount of another source": (
        described(ZEMGALE, "Valsts budžeta finansējums ir 7 357 897,43 EUR."),
        [("contradicts-record", "7 357 897,43 EUR")],
    ),
    "an amount that has lost a digit": (
        described(ZEMGALE, "Projekta kopējās izmaksas ir 8 656 35,00 EUR."),
        [("contradicts-record", "8 656 35,00 EUR")],
    ),
    "an old total that was reported earlier": (
        described(ZEMGALE, "Kā jau iepriekš ziņots, kopā ir 9 412 350,00 EUR."),
        [("old-figure", "9 412 350,00 EUR")],
    ),
    "a project number with hyphens, a small letter, a space": (
        described(ZEMGALE, "Nr. 9.2.2.1-15-I-001, Nr. 9.2.2.1./15/i/001, Nr. 9.2.2.1. /15/I/001."),
        [
            ("number-form", "9.2.2.1-15-I-001"),
            ("number-form", "9.2.2.1./15/i/001"),
            ("number-form", "9.2.2.1. /15/I/001"),
        ],
    ),
    "the number of another project, called the project's": (
        described(ZEMGALE, "Projekta numurs ir 9.3.1.1/18/I/003."),
        [("contradicts-record", "9.3.1.1/18/I/003")],
    ),
    "an old total told with its days": (
        described(ZEMGALE, "Līdz 2022. gada 18. oktobrim kopējās izmaksas bija 9 412 350,00 EUR."),
        NOTHING,
    ),
    "an old count that is not the new one": (described(ZEMGALE, "Novērtēs 542 personas, nevis 502 personas."), NOTHING),
    "a change announced": (
        of_day(ZEMGALE, "2022-10-17", "Kopējās izmaksas samazināsies no 9 412 350,00 EUR uz 8 656 350,00 EUR."),
        NOTHING,
    ),
    "a later total told as to be": (
        of_day(ZEMGALE, "2022-10-17", "Pēc grozījumiem kopējās izmaksas būs 8 656 350,00 EUR."),
        NOTHING,
    ),
    "a later count that is another one's of the day": (
        of_day(ZEMGALE, "2022-10-17", "Piedalās 8 bērnu aprūpes iestādes."),
        [("later-figure", "8")],
    ),
    "rates the other way round": (
        described(ILUKSTE, "ERAF finansējums 15% un nacionālais līdzfinansējums 85%."),
        [("contradicts-record", "15%"), ("contradicts-record", "85%")],
    ),
}


CASES |= {
    f"a digit off: {text}": (described(LATGALE, text), [("contradicts-record", text.split()[at].strip(","))])
    for text, at in {
        "Pakalpojumus saņems 532 bērni.": 2,
        "Pakalpojumus saņems 433 bērni.": 2,
        "Pakalpojumus saņems 553 bērni.": 2,
        "Pakalpojumus saņems 5330 bērnu.": 2,
        "Pakalpojumus saņems 3533 cilvēki.": 2,
        "Pakalpojumus saņems 3533, kas ir daudz.": 2,
    }.items()
}
CASES |= {
    f"another figure: {text}": (described(LATGALE, text), NOTHING)
    for text in (
        "Pakalpojumus saņems 53 bērni.",
        "Pakalpojumus saņems 530 bērnu.",
        "Pakalpojumus jau saņem 433 bērni.",
        "No tiem 433 bērni dzīvo laukos.",
        "2019. gadā pakalpojumus saņēma 433 bērni.",
        "Iekārtotas 3533 gultas.",
        "Telpu platība ir 3533 m².",
        "Nopirkta 3533 km gara karte.",
        "Kopējās izmaksas ir 70 000,00 EUR.",
        "ESF dod 7 398 390,00 EUR gadā.",
    )
}
CASES |= {
    "a total without the word project": (
        described(LATGALE, "Kopējās izmaksas ir 9 412 350,00 EUR."),
        [("contradicts-record", "9 412 350,00 EUR")],
    ),
    "a total without the word project, of two projects": (
        of_day(f"{LATGALE}, {ILUKSTE}", "2024-05-11", "Kopējās izmaksas ir 9 412 350,00 EUR."),
        NOTHING,
    ),
    "what a source pays": (
        described(LATGALE, "Eiropas Sociālais fonds sedz 7 500 000,00 EUR."),
        [("contradicts-record", "7 500 000,00 EUR")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_figure_is_held_against_the_record(name: str, tmp_path: Path) -> None:
    (path, text), expected = CASES[name]
    assert expected == words(told(tmp_path, path, text))


def test_the_hint_is_the_fact_s_name_and_the_place_is_the_figure_s(tmp_path: Path) -> None:
    [found] = told(tmp_path, *described(ZEMGALE, "Pirmā rinda.\n\nProjekts maksā **9 412 350,00 EUR**.\n"))
    assert ("name", "funding.total") in found.parameters
    assert ("date", "2022-10-18") in found.parameters
    assert (found.span.line, found.span.column, found.span.end_column) == (3, 18, 34)


def test_a_news_item_of_two_projects_may_state_the_figures_of_both(tmp_path: Path) -> None:
    text = "Kopā 8 596 069,00 EUR un 8 656 350,00 EUR, kādreiz vēl arī 9 412 350,00 EUR."
    path, item = of_day(f"{LATGALE}, {ZEMGALE}", "2024-05-11", text)
    [found] = told(tmp_path, path, item)
    assert dict(found.parameters)["name"] == f"{ZEMGALE}:funding.total"


@pytest.mark.parametrize(
    ("language", "path"), [("lv", f"projects/{ZEMGALE}.lv.md"), ("en", f"projects/{ZEMGALE}.en.md")]
)
def test_five_thousand_clean_words_give_no_false_alarm(language: str, path: str, tmp_path: Path) -> None:
    text = (ROOT / "tests" / "texts" / f"clean.{language}.md").read_text(encoding="utf-8")
    assert len(text.split()) > 5000
    assert told(tmp_path, path, text) == []


@pytest.mark.parametrize("text", ["532 children", "3533 people", "The total cost is EUR 9,412,350.00"])
def test_a_figure_in_english_is_held_against_the_record(text: str, tmp_path: Path) -> None:
    [found] = told(
        tmp_path, f"projects/{LATGALE}.en.md", f"{text} will be reached.\n".replace("00 will be reached", "00")
    )
    assert found.code == "contradicts-record"


@pytest.mark.parametrize("language", ["lv", "en"])
def test_a_clean_text_is_rich_in_figures(language: str) -> None:
    text = (ROOT / "tests" / "texts" / f"clean.{language}.md").read_text(encoding="utf-8")
    assert sum(1 for word in text.split() if any(letter.isdigit() for letter in word)) > 700


ORIGINALS: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "the municipality's page": (
        "1",
        LATGALE,
        [("amount-form", "7 398 389.50 EUR"), ("contradicts-record", "3533")],
    ),
    "the leaflet": ("3", LATGALE, [("old-figure", "2022. gada 31.decembrim")]),
    "the page with two versions": (
        "4",
        ZEMGALE,
        [
            *(("number-form", "9.2.2.1/15/I/001"), ("wrong-plural", "440 bērns"), ("wrong-plural", "249 persona")),
            *(("old-figure", "deviņām"), ("old-figure", "502"), ("old-figure", "510"), ("wrong-plural", "440 bērns")),
            *(("old-figure", "323"), ("old-figure", "127"), ("old-figure", "351"), ("old-figure", "71")),
            *(("old-figure", "9 412 350,00 EUR"), ("old-figure", "8 000 497,43 EUR")),
            ("old-figure", "1 411 852,57 EUR"),
        ],
    ),
    "the news of a start": ("5", ILUKSTE, [("amount-form", "447060,00 EUR")]),
    "the news of a plan": ("2", LATGALE, []),
}
OF_FIGURES = {"amount-form", "contradicts-record", "old-figure", "later-figure", "number-form", "wrong-plural"}


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the original documents are not here")
@pytest.mark.parametrize("name", ORIGINALS)
def test_every_contradiction_of_an_original_is_found_and_nothing_else(name: str, tmp_path: Path) -> None:
    number, project, expected = ORIGINALS[name]
    text = next(SOURCES.glob(f"{number}-*.txt")).read_text(encoding="utf-8")
    found = [one for one in words(told(tmp_path, *described(project, text))) if one[0] in OF_FIGURES]
    assert expected == found


@pytest.mark.parametrize(
    ("is_slip", "typed", "meant"),
    [
        (True, "3533", "533"),
        (True, "53", "533"),
        (True, "523", "533"),
        (True, "353", "533"),
        (False, "533", "533"),
        (False, "542", "533"),
        (False, "335", "533"),
        (False, "53333", "533"),
        (False, "", "12"),
    ],
)
def test_a_slip_is_one_digit_or_two_swapped(is_slip: bool, typed: str, meant: str) -> None:
    assert one_slip(typed, meant) is is_slip
