"""The five source documents: every fact of theirs can be pointed to, in both languages and in the data."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from sitegen.pipeline import Outcome

ZEMGALE = ("lv/projekti/atver-sirdi-zemgale", "en/projects/open-your-heart-in-zemgale")
LATGALE = ("lv/projekti/deinstitucionalizacija-latgale", "en/projects/deinstitutionalisation-latgale")
ILUKSTE = ("lv/projekti/pakalpojumu-infrastruktura-ilukste", "en/projects/service-infrastructure-ilukste")


def text_of(site: Path, page: str) -> str:
    """What a reader reads: no tags, entities as characters, no-break spaces as spaces."""
    html = (site / page / "index.html").read_text(encoding="utf-8")
    html = re.sub(r"<(head|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").split())


FACTS: list[tuple[tuple[str, str], tuple[str, ...], tuple[str, ...]]] = [
    (
        LATGALE,
        (
            *("9.2.2.1./15/I/005", "8 596 069,00 EUR", "7 398 389,50 EUR", "86 %", "31.12.2023.", "31.12.2022."),
            *("462", "505", "317", "387", "533", "25.03.2021.", "27.11.2023.", "līdz 27.11.2023."),
            *(
                "Latgales plānošanas reģions",
                "Valsts sociālās aprūpes centrs “Latgale”",
                "654 40862",
                "64607184",
                "65323200",
                "Nr. 313",
            ),
            *("Palielināt kvalitatīvu institucionālai aprūpei alternatīvu sociālo pakalpojumu dzīvesvietā", "9.2.2"),
            *("Deinstitucionalizācija", "Eiropas Sociālais fonds", "Valsts budžets", "Pabeigts"),
        ),
        (
            *("9.2.2.1./15/I/005", "EUR 8,596,069.00", "EUR 7,398,389.50", "86%", "31 December 2023"),
            *("31 December 2022", "462", "505", "317", "387", "533", "25 March 2021", "27 November 2023"),
            *("Latgale Planning Region", "654 40862", "64607184", "65323200", "No. 313"),
            *("Deinstitutionalisation", "European Social Fund", "State budget", "Completed"),
        ),
    ),
    (
        ZEMGALE,
        (
            *("9.2.2.1./15/I/001", "8 656 350,00 EUR", "9 412 350,00 EUR", "7 357 897,43 EUR", "8 000 497,43 EUR"),
            *("1 298 452,57 EUR", "1 411 852,57 EUR", "85 %", "15 %", "01.07.2015.", "08.12.2015.", "31.12.2023."),
            *("18.10.2022.", "11.05.2021.", "22.11.2022.", "542", "502", "631", "510", "276", "440", "390", "323"),
            *("37", "44", "177", "127", "249", "351", "53", "71", "−756 000,00 EUR"),
            *("21 Zemgales reģiona pašvaldība", "6", "Zemgales plānošanas reģions", "Aizkraukles novada pašvaldība"),
        ),
        (
            *("9.2.2.1./15/I/001", "EUR 8,656,350.00", "EUR 9,412,350.00", "EUR 7,357,897.43", "EUR 8,000,497.43"),
            *("EUR 1,298,452.57", "EUR 1,411,852.57", "85%", "15%", "1 July 2015", "8 December 2015"),
            *("31 December 2023", "18 October 2022", "11 May 2021", "22 November 2022", "542", "502", "631", "510"),
            *("276", "440", "390", "323", "37", "44", "177", "127", "249", "351", "53", "71", "21 municipalities"),
        ),
    ),
    (
        ILUKSTE,
        (
            *(
                "9.3.1.1/18/I/003",
                "447 060,00 EUR",
                "85 %",
                "15 %",
                "01.09.2019.",
                "31.05.2020.",
                "38",
                "14",
                "8",
                "16",
            ),
            *(
                "Kastaņu iela 38A",
                "Pašuliene",
                "Šēderes pagasts",
                "Eiropas Reģionālās attīstības fonds",
                "nav norādīts",
            ),
        ),
        (
            *("9.3.1.1/18/I/003", "EUR 447,060.00", "85%", "15%", "1 September 2019", "31 May 2020", "38", "14", "8"),
            *("16", "Kastaņu iela 38A", "Pašuliene", "European Regional Development Fund", "not stated"),
        ),
    ),
]


@pytest.mark.parametrize(("pages", "lv", "en"), FACTS, ids=["Latgale", "Zemgale", "Ilūkste"])
def test_every_fact_stands_on_the_page_in_both_languages(
    real_site: Path, pages: tuple[str, str], lv: tuple[str, ...], en: tuple[str, ...]
) -> None:
    for page, facts in zip(pages, (lv, en), strict=True):
        text = text_of(real_site, page)
        assert [fact for fact in facts if fact not in text] == []


NEWS: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
    (
        "lv/aktualitates/2018/latgales-plans-apstiprinats",
        "en/news/2018/regional-plan-approved",
        ("25.07.2018.", "13.11.2018.", "9.3.1.1", "654 40862", "65323200", "313", "Eiropas Sociālais fonds"),
        ("25 July 2018", "13 November 2018", "9.3.1.1", "654 40862", "65323200", "313", "European Social Fund"),
    ),
    (
        "lv/aktualitates/2019/ilukste-projekts-sakts",
        "en/news/2019/ilukste-project-starts",
        ("19.09.2019.", "447 060,00 EUR", "Kastaņu iela 38A", "115", "14", "16", "38", "85 %"),
        ("19 September 2019", "EUR 447,060.00", "Kastaņu iela 38A", "115", "14", "16", "38", "85%"),
    ),
    (
        "lv/aktualitates/2019/pakalpojumi-berniem-latgale",
        "en/news/2019/services-for-children-in-latgale",
        ("08.03.2019.", "533"),
        ("8 March 2019", "533"),
    ),
    (
        "lv/aktualitates/2022/vasaras-nometnes",
        "en/news/2022/inclusive-summer-camps",
        ("22.03.2022.", "Sabiedrība", "Sociālie pakalpojumi"),
        ("22 March 2022", "Society", "Social services"),
    ),
    (
        "lv/aktualitates/2021/projekts-zemgale",
        "en/news/2021/part-of-a-change-throughout-latvia",
        ("05.08.2021.", "Veselība", "Kurzemes", "Vidzemes"),
        ("5 August 2021", "Health", "Kurzeme", "Vidzeme"),
    ),
    (
        "lv/aktualitates/2021/pieejamaki-pakalpojumi",
        "en/news/2021/services-easier-to-get",
        ("28.06.2021.",),
        ("28 June 2021",),
    ),
]


@pytest.mark.parametrize(("lv", "en", "in_latvian", "in_english"), NEWS, ids=[row[0][17:] for row in NEWS])
def test_every_news_item_tells_its_facts_and_its_project(
    real_site: Path, lv: str, en: str, in_latvian: tuple[str, ...], in_english: tuple[str, ...]
) -> None:
    for page, facts in ((lv, in_latvian), (en, in_english)):
        text = text_of(real_site, page)
        assert [fact for fact in facts if fact not in text] == []
        html = (real_site / page / "index.html").read_text(encoding="utf-8")
        assert html.index('class="attribution"') < html.index("<main")


def record(site: Path, page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / page / "index.json").read_text(encoding="utf-8"))
    return found


def test_the_data_of_zemgale_is_the_record_in_force_with_its_history(real_site: Path) -> None:
    data = record(real_site, ZEMGALE[0])
    assert data == record(real_site, ZEMGALE[1])
    assert (
        data["funding"]["total"],
        data["funding"]["union"]["amount"],
        data["funding"]["union"]["rate"],
    ) == ("8656350.00", "7357897.43", 85)
    (amendment,) = data["amendments"]
    assert amendment["effective"] == "2022-10-18"
    total = amendment["changes"][0]
    assert (total["before"]["amount"], total["after"]["amount"]) == ("9412350.00", "8656350.00")
    targets = {one["id"]: one["target"] for one in data["indicators"]}
    assert {542, 631, 276, 440, 390, 37, 44, 177, 249, 53} <= set(targets.values())
    assert data["dates"] == {"contract": "2015-12-08", "start": "2015-07-01", "end": "2023-12-31"}
    assert len(data["news"]) == 3


def test_the_data_of_latgale_and_ilukste_say_what_is_known_and_what_is_not(real_site: Path) -> None:
    latgale, ilukste = record(real_site, LATGALE[0]), record(real_site, ILUKSTE[0])
    assert None is latgale["dates"]["start"]
    assert [one["amount"] for one in latgale["funding"]["sources"]] == ["7398389.50", "1197679.50"]
    assert latgale["amendments"][0]["known_by"] == "2023-11-27"
    assert None is latgale["amendments"][0]["effective"]
    assert [(one["amount"], one["rate"]) for one in ilukste["funding"]["sources"]] == [(None, 85), (None, 15)]
    assert [place["capacity"] for place in ilukste["places"]] == [14, 8, 16]


def test_zemgale_shows_the_sum_in_force_before_the_old_one(real_site: Path) -> None:
    text = text_of(real_site, ZEMGALE[0])
    assert text.index("8 656 350,00 EUR") < text.index("9 412 350,00 EUR")
    html = (real_site / ZEMGALE[0] / "index.html").read_text(encoding="utf-8")
    assert 'id="version-2022-10-18"' in html


def test_the_real_content_is_clean(real_build: tuple[Outcome, Path]) -> None:
    assert real_build[0].diagnostics == ()


def test_what_the_sources_do_not_tell_is_excepted_with_a_reason(real_build: tuple[Outcome, Path]) -> None:
    excepted = real_build[0].excepted
    of_site = ["mark-not-supplied", "statement-not-evaluated"]
    assert [one.diagnostic.code for one in excepted] == [*["completed-without-results"] * 3, *of_site]
    assert all(len(one.reason.split()) > 4 for one in excepted)


def test_no_private_person_is_named_or_reachable(real_site: Path) -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in real_site.rglob("*.html"))
    assert re.findall(r"\b(?:\+371\s*)?2\d{7}\b|\b2\d \d{3} \d{3}\b", pages) == []
    assert [name for name in ("Bautre", "Pastars", "Lisovska") if name in pages] == []
    assert re.findall(r"\b\w+\.\w+@rezeknesnovads\.lv", pages) == []
